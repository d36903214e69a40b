//! Everything that the ledger refuses, as data. `messages` turns it into sentences.

use super::desk::Apart;
use super::entry::{CaseState, EntryId, Stage};
use super::moment::Moment;
use super::money::Fen;
use super::policy::Role;
use super::store::StoreError;
use super::took::Took;
use crate::domain::time::Month;
use crate::source::Fault;
use chrono::NaiveDate;

/// Why something cannot be done with a ledger.
#[derive(Debug, Clone, PartialEq, thiserror::Error, serde::Serialize)]
#[allow(missing_docs)] // each variant says it in its message
pub enum LedgerError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the text of the policy in entry {entry} cannot be read: {fault}")]
    Policy { entry: EntryId, fault: Fault },

    // Who
    #[error("the ledger does not name `{name}` as user")]
    UnknownUser { name: String, known: Vec<String> },
    #[error("`{name}` is {role:?}, and this needs {needs:?}")]
    NotInRole {
        name: String,
        role: Role,
        needs: Role,
    },
    #[error("there would be no manager left")]
    LastManager,
    #[error("the login {login:?} is no user's")]
    NoLogin { login: Option<String> },
    #[error("nothing proves that `{name}` asks")]
    Unproven { name: String, login: Option<String> },
    #[error("the password of `{name}` is needed")]
    NeedsPassword { name: String },
    #[error("the password is not that of `{name}`")]
    WrongPassword { name: String },
    #[error("a password has at least 8 characters")]
    ShortPassword,
    #[error("no new password for `{name}` is given")]
    NoNewPassword { name: String },
    #[error("the password cannot be hashed: {detail}")]
    NoHash { detail: String },
    #[error("the login `{login}` is that of `{name}`")]
    LoginTaken { login: String, name: String },
    #[error("`{by}` may not look at what concerns {name:?}")]
    NotYours { by: String, name: Option<String> },
    #[error("entry {id} is about `{by}`, who asks")]
    AboutOneself { id: EntryId, by: String },
    #[error("unknown person `{name}`")]
    UnknownPerson { name: String, known: Vec<String> },
    #[error("`{name}` is one person already")]
    OnePerson { name: String },
    #[error("`{id}` is in the team")]
    StillInTeam { id: String, name: String },
    #[error("several people are called `{name}`")]
    SeveralPeople { name: String, people: Vec<String> },
    #[error("nobody named, and nobody answers by the roster for `{category}`")]
    NoPerson { category: String },
    #[error("no roster of {month} is published")]
    NoRoster { month: Month },
    #[error("nobody was on duty at {at}")]
    NobodyOnDuty { at: String },
    #[error("`{name}` was not on leave at {at}")]
    NoLeave { name: String, at: String },
    #[error("several were on duty at {at}")]
    SeveralOnDuty { at: String, people: Vec<String> },

    // What
    #[error("no policy holds on {day}")]
    NoPolicy { day: NaiveDate },
    #[error("unknown category `{id}` on {day}")]
    UnknownCategory {
        id: String,
        day: NaiveDate,
        known: Vec<String>,
    },
    #[error("`{category}` needs the minutes that it took")]
    NeedsMinutes { category: String, limit: i64 },
    #[error("{took} minutes are within the limit of {limit}")]
    WithinLimit { took: Took, limit: i64 },
    #[error("`{category}` has no limit of time")]
    NoLimit { category: String },
    #[error("`{category}` needs an amount")]
    NeedsAmount { category: String },
    #[error("`{category}` is no payment")]
    NotAPayment { category: String },
    #[error("{amount} needs the approval of {needs:?}")]
    NeedsApproval { amount: Fen, needs: Role },
    #[error("{amount} with {paid} paid already needs the approval of {needs:?}")]
    NeedsApprovalOfSum {
        amount: Fen,
        paid: Fen,
        entries: Vec<EntryId>,
        needs: Role,
    },
    #[error("`{name}` does not approve by being named")]
    ApprovalIsTheirs { name: String },
    #[error("the payment of entry {id} does not count again")]
    PaidAgain { id: EntryId },
    #[error("entry {id} waits for no approval")]
    NoApprovalWanted { id: EntryId },
    #[error("the slip `{slip}` is that of entry {id}")]
    SlipUsed { slip: String, id: EntryId },
    #[error("a payment needs evidence")]
    NeedsSlip,
    #[error("{at} lies in the future")]
    Future { at: String },
    #[error("{at} is too long ago")]
    LongAgo { at: String },
    #[error("{at} is before it came up at {came_up}")]
    BeforeItCameUp { at: String, came_up: String },
    #[error("`{name}` was not in the team on {day}")]
    NotInTeam {
        name: String,
        day: NaiveDate,
        joined: Option<NaiveDate>,
        left: Option<NaiveDate>,
    },
    #[error("the clock says {now}, and entry {entry} was recorded at {after}")]
    ClockBack {
        entry: EntryId,
        after: Moment,
        now: Moment,
    },
    #[error("the ledger belongs to `{owner}`, and the team file is that of `{team}`")]
    OtherShop {
        owner: String,
        team: String,
        by: Apart,
    },
    #[error("the ledger belongs to `{team}` already")]
    SameOwner { team: String },
    #[error("entry {id} says the same")]
    Known { id: EntryId },

    // Remarks
    #[error("there is no entry {id}")]
    NoEntry { id: EntryId },
    #[error("entry {id} is a {kind}")]
    NotAnEvent { id: EntryId, kind: String },
    #[error("entry {id} is a {kind}, which cannot be taken back")]
    NotReversible { id: EntryId, kind: String },
    #[error("entry {id} does not count any more")]
    Void { id: EntryId },
    #[error("entry {id} is waived already")]
    Waived { id: EntryId },
    #[error("entry {id} is appealed against already")]
    Appealed { id: EntryId },
    #[error("entry {id} has no open appeal")]
    NoAppeal { id: EntryId },
    #[error("entry {id} leads to no review")]
    NoReview { id: EntryId },
    #[error("the review of entry {id} is decided by entry {entry}")]
    Decided { id: EntryId, entry: EntryId },
    #[error("no reason is given")]
    NoReason,

    // Policies
    #[error("policy {id} {version} is adopted already")]
    PolicyAdopted {
        id: String,
        version: String,
        entry: EntryId,
    },
    #[error("the policy holds from {from}, and {month} is closed")]
    PolicyTooEarly { from: NaiveDate, month: Month },
    #[error("category `{category}` is in policy `{policy}` too")]
    CategoryTaken { category: String, policy: String },

    // Months
    #[error("{month} is closed already")]
    Closed { month: Month, entry: EntryId },
    #[error("{next} comes before {month}")]
    NotNext { month: Month, next: Month },
    #[error("{month} is not over")]
    NotOver { month: Month },
    #[error("the wages of {people:?} are missing")]
    NeedsWages {
        month: Month,
        people: Vec<String>,
        bonus: bool,
    },
    #[error("nothing is published or recorded in {month}")]
    NothingThere { month: Month },

    // Cases
    #[error("unknown kind of case `{id}`")]
    UnknownCase { id: String, known: Vec<String> },
    #[error("entry {id} is no case")]
    NotACase { id: EntryId, kind: String },
    #[error("nobody follows it up: `{by}` is none of the team")]
    NoFollower { by: String },
    #[error("case {id} is that of `{name}`")]
    OthersCase { id: EntryId, name: String },
    #[error("case {id} cannot come to {to:?} without {missing:?}")]
    StepsMissing {
        id: EntryId,
        to: Stage,
        missing: Vec<Stage>,
    },
    #[error("case {id} is {state:?}")]
    CaseClosed { id: EntryId, state: CaseState },

    // Rosters
    #[error("the roster is the one that is published already, version {version}")]
    SameRoster { version: u32 },
}
