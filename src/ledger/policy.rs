//! A policy: what a breach costs, what a clean month earns, who answers. Data, read by [`super::policy_file`].
//!
//! A policy is a file with an id, a version and the day it comes into force. Several policies may be in force at once
//! (the shop's own rules, the eight taboos, refunds); a later version of the same id takes the earlier one's place
//! from its day on, and never before.

use super::money::Fen;
use crate::text::Text;
use chrono::NaiveDate;

/// A set of rules about conduct, as one file states them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Policy {
    /// What its versions have in common.
    pub id: String,
    /// Name to print.
    pub name: Text,
    /// Which version this is; for people.
    pub version: String,
    /// First day on which it holds.
    pub from: NaiveDate,
    /// What its amounts are.
    pub mode: Mode,
    /// How repeated breaches are answered.
    pub ladders: Vec<Ladder>,
    /// What can be recorded.
    pub categories: Vec<Category>,
    /// What a good month earns.
    pub awards: Vec<Award>,
    /// Who may pay how much to a customer, smallest first.
    pub payments: Vec<PaymentLimit>,
    /// Legal limits of deductions; only for [`Mode::Cash`].
    pub caps: Caps,
    /// Kinds of cases with their deadlines.
    pub cases: Vec<CaseKind>,
}

/// What the amounts of a policy are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Money deducted from the wage, under the caps of the law.
    Cash,
    /// Points; no money.
    Points,
    /// Money deducted from the floating bonus only, and never more than it.
    Bonus,
}

/// Over which time breaches add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Window {
    /// The calendar month of the event.
    Month,
    /// The calendar year of the event.
    Year,
    /// So many days up to and including that of the event.
    Days(u32),
    /// For as long as the ledger goes back.
    Ever,
}

/// Steps that follow each other when breaches are repeated within a window.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Ladder {
    /// Unique in its policy.
    pub id: String,
    /// Name to print.
    pub name: Text,
    /// Over which time breaches add up.
    pub window: Window,
    /// First, second, … step; the last one is that of all further breaches. Never empty.
    pub steps: Vec<Step>,
}

/// What one step of a ladder brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Step {
    /// What happens.
    pub penalty: Penalty,
    /// By how much each further breach on the last step exceeds the one before.
    pub grow: Fen,
}

/// What a breach brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Penalty {
    /// It is written down.
    Warning,
    /// It is written down as severe.
    SevereWarning,
    /// An amount: money, or as many points as yuan.
    Amount(Fen),
    /// A person decides whether employment goes on; never automatic.
    Review,
}

/// What can be recorded about a person.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Category {
    /// Unique among all policies in force.
    pub id: String,
    /// Name to print.
    pub name: Text,
    /// Index of its ladder; `None`: written down without consequence.
    pub ladder: Option<usize>,
    /// Who answers.
    pub answers: Answers,
    /// The minutes that something may take; an event must say that it took longer.
    pub limit: Option<i64>,
    /// Whether it is money paid to a customer, under the limits of [`Policy::payments`].
    pub payment: bool,
}

/// Who answers for an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Answers {
    /// The person that is named.
    Named,
    /// Whoever is on duty at the time by the published roster, where nobody is named.
    OnDuty,
    /// The person named as supervisor.
    Supervisor,
}

/// What a person earns by a month without breaches.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Award {
    /// Unique in its policy.
    pub id: String,
    /// Name to print.
    pub name: Text,
    /// How much.
    pub amount: Fen,
    /// Whether it is paid with the wage; if not, it is handed over (a shopping card).
    pub paid: bool,
    /// Indices of the ladders on which nothing may stand in the month.
    pub clean: Vec<usize>,
    /// Shifts in the month's published roster that a person must have had, at least.
    pub shifts: u32,
}

/// A limit of payments to customers.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PaymentLimit {
    /// Up to and including this amount; `None`: any.
    pub up_to: Option<Fen>,
    /// The least role that may approve it.
    pub by: Role,
}

/// What somebody may do with the ledger.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// May record events and small payments.
    Agent,
    /// May also correct, waive, close a month and publish rosters.
    Supervisor,
    /// May also approve payments of any size, adopt policies and decide reviews.
    Manager,
}

/// Limits of what may be deducted from a wage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Caps {
    /// Percent of the month's wage, at most (工资支付暂行规定 16).
    pub share: i64,
    /// What must be left of the month's wage: the local minimum.
    pub minimum_wage: Option<Fen>,
}

/// A kind of case: complaint, bad review.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseKind {
    /// Unique in its policy.
    pub id: String,
    /// Name to print.
    pub name: Text,
    /// Hours until it must be closed, by severity: severe, normal, minor.
    pub hours: [i64; 3],
}

impl Ladder {
    /// The step of the breach that is the `count`-th (from 1) in the window, with its amount.
    pub fn step(&self, count: usize) -> Penalty {
        let last = self.steps.len().saturating_sub(1);
        let index = count.saturating_sub(1).min(last);
        let Some(step) = self.steps.get(index) else {
            return Penalty::Warning;
        };
        let beyond = i64::try_from(count.saturating_sub(1) - index).unwrap_or(i64::MAX);
        match step.penalty {
            Penalty::Amount(fen) => Penalty::Amount(fen + step.grow.times(beyond)),
            other => other,
        }
    }
}

impl Policy {
    /// A category by its id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|c| c.id == id)
    }
}
