//! What a ledger refuses, in sentences: what is wrong, why, what to do.

mod event;
pub mod finding;
mod month;
mod proof;
mod remark;
mod shop;
mod store;
pub mod term;
mod who;

use super::Words;
use crate::ledger::error::LedgerError;
use crate::text;
use crate::text::Text;

/// The words for a refusal.
pub fn words(error: &LedgerError) -> Words {
    use LedgerError as E;
    match error {
        E::Store(error) => store::words(error),
        E::Policy { entry, fault } => unreadable(*entry, fault),

        E::UnknownUser { name, known } => who::unknown_user(name, known),
        E::NotInRole { name, role, needs } => who::not_in_role(name, *role, *needs),
        E::LastManager => who::last_manager(),
        E::NoLogin { login } => proof::no_login(login.as_deref()),
        E::Unproven { name, login } => proof::unproven(name, login.as_deref()),
        E::NeedsPassword { name } => proof::needs_password(name),
        E::WrongPassword { name } => proof::wrong_password(name),
        E::ShortPassword => proof::short_password(),
        E::NoNewPassword { name } => proof::no_new_password(name),
        E::NoHash { detail } => proof::no_hash(detail),
        E::LoginTaken { login, name } => proof::login_taken(login, name),
        E::NotYours { by, name } => proof::not_yours(by, name.as_deref()),
        E::AboutOneself { id, by } => proof::about_oneself(*id, by),
        E::UnknownPerson { name, known } => who::unknown_person(name, known),
        E::SeveralPeople { name, people } => super::name::several_people(name, people),
        E::OnePerson { name } => who::one_person(name),
        E::StillInTeam { id, name } => who::still_in_team(id, name),
        E::NoPerson { category } => who::no_person(category),
        E::NoRoster { month } => who::no_roster(*month),
        E::NobodyOnDuty { at } => who::nobody_on_duty(at),
        E::NoLeave { name, at } => who::no_leave(name, at),
        E::SeveralOnDuty { at, people } => who::several_on_duty(at, people),

        E::NoPolicy { day } => event::no_policy(*day),
        E::UnknownCategory { id, day, known } => event::unknown_category(id, *day, known),
        E::NeedsMinutes { category, limit } => event::needs_minutes(category, *limit),
        E::WithinLimit { took, limit } => event::within_limit(*took, *limit),
        E::NoLimit { category } => event::no_limit(category),
        E::NeedsAmount { category } => event::needs_amount(category),
        E::NotAPayment { category } => event::not_a_payment(category),
        E::NeedsApproval { amount, needs } => event::needs_approval(*amount, *needs),
        E::NeedsApprovalOfSum {
            amount,
            paid,
            entries,
            needs,
        } => proof::sum_needs_approval(*amount, *paid, entries, *needs),
        E::ApprovalIsTheirs { name } => proof::approval_is_theirs(name),
        E::PaidAgain { id } => proof::paid_again(*id),
        E::NoApprovalWanted { id } => proof::no_approval_wanted(*id),
        E::SlipUsed { slip, id } => proof::slip_used(slip, *id),
        E::NeedsSlip => event::needs_slip(),
        E::Future { at } => event::future(at),
        E::LongAgo { at } => event::long_ago(at),
        E::BeforeItCameUp { at, came_up } => event::before_it_came_up(at, came_up),
        E::NotInTeam {
            name,
            day,
            joined,
            left,
        } => event::not_in_team(name, *day, *joined, *left),
        E::ClockBack { entry, after, now } => shop::clock_back(*entry, *after, *now),
        E::OtherShop { owner, team, by } => shop::other_shop(owner, team, by),
        E::SameOwner { team } => shop::same_owner(team),
        E::Known { id } => event::known(*id),

        E::NoEntry { id } => remark::no_entry(*id),
        E::NotAnEvent { id, kind } => remark::not_an_event(*id, kind),
        E::NotReversible { id, kind } => remark::not_reversible(*id, kind),
        E::Void { id } => remark::void(*id),
        E::Waived { id } => remark::waived(*id),
        E::Appealed { id } => remark::appealed(*id),
        E::NoAppeal { id } => remark::no_appeal(*id),
        E::NoReview { id } => remark::no_review(*id),
        E::Decided { id, entry } => remark::decided(*id, *entry),
        E::NoReason => remark::no_reason(),
        E::NotACase { id, kind } => remark::not_a_case(*id, kind),
        E::NoFollower { by } => remark::no_follower(by),
        E::OthersCase { id, name } => remark::others_case(*id, name),
        E::StepsMissing { id, to, missing } => remark::steps_missing(*id, *to, missing),
        E::CaseClosed { id, .. } => remark::case_closed(*id),

        E::PolicyAdopted { id, version, entry } => month::policy_adopted(id, version, *entry),
        E::PolicyTooEarly { from, month } => month::policy_too_early(*from, *month),
        E::CategoryTaken { category, policy } => month::category_taken(category, policy),
        E::Closed { month, entry } => month::closed(*month, *entry),
        E::NotNext { month, next } => month::not_next(*month, *next),
        E::NotOver { month } => month::not_over(*month),
        E::NeedsWages {
            month,
            people,
            bonus,
        } => month::needs_wages(*month, people, *bonus),
        E::NothingThere { month } => month::nothing_there(*month),
        E::UnknownCase { id, known } => event::unknown_case(id, known),
        E::SameRoster { version } => month::same_roster(*version),
    }
}

/// The same in a line, for lists of refusals: what is wrong, and what to do.
pub fn line(error: &LedgerError) -> Text {
    let Words { what, fix, .. } = words(error);
    Text::new(
        format!("{}. {}", what.en, fix.en),
        format!("{}。{}", what.zh, fix.zh),
    )
}

fn unreadable(entry: i64, fault: &crate::input::Fault) -> Words {
    let Words { what, why, fix } = super::words(fault);
    let Text { en, zh } = what;
    let what = text!(
        "the policy of entry {entry} cannot be read: {en}",
        "记录 {entry} 的制度无法读取：{zh}"
    );
    let Text { en, zh } = fix;
    let fix = text!(
        "`paiban ledger verify` says whether the entry is as it was written; it may need a newer version of paiban. {en}",
        "用 paiban ledger verify 看这条记录是否原样；也可能需要更新版本的 paiban。{zh}"
    );
    Words::new(what, why, fix)
}
