//! Cases: complaints and bad reviews that somebody follows up, as they are written down.

use super::EntryId;
use crate::ledger::moment::Moment;
use serde::{Deserialize, Serialize};

/// A complaint or a bad review that somebody follows up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The kind's id in a policy.
    pub case: String,
    /// How bad it is.
    pub severity: Severity,
    /// Who follows it up.
    pub person: String,
    /// The customer's account name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub customer: String,
    /// The order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// When it came up.
    pub at: Moment,
    /// When it must be closed.
    pub due: Moment,
    /// What it is about.
    pub about: String,
}

/// How bad a case is; the severe ones come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// At once.
    Severe,
    /// As usual.
    Normal,
    /// When there is time.
    Minor,
}

/// Where a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseState {
    /// Nothing was done yet.
    Open,
    /// A chat message was left.
    Messaged,
    /// A text message was sent.
    Texted,
    /// The customer was called.
    Called,
    /// The customer has promised to change or delete the review.
    Promised,
    /// The customer waits for compensation first.
    Compensation,
    /// The customer refuses.
    Refused,
    /// Done.
    Closed,
}

/// A step in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStep {
    /// The case's entry.
    pub of: EntryId,
    /// Where it stands now.
    pub state: CaseState,
    /// Who follows it up from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// How bad it is, where that has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// When it must be closed, where that has changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Moment>,
    /// What was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How a case ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseClose {
    /// The case's entry.
    pub of: EntryId,
    /// When the customer was called at the end, to ask whether all is well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called: Option<Moment>,
    /// What came out.
    pub result: String,
}
