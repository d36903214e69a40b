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
    /// The rest that is known; cases of earlier versions have none of it.
    #[serde(flatten)]
    pub facts: CaseFacts,
}

/// What else is known of a case: when it is opened, or what a step adds and corrects.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CaseFacts {
    /// What was bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goods: Option<String>,
    /// The customer's telephone number, whole; masked wherever it is shown unasked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// What is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// Who is responsible.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Party>,
}

impl CaseFacts {
    /// Takes over what others say, and keeps the rest.
    pub fn take(&mut self, others: &CaseFacts) {
        let CaseFacts {
            goods,
            phone,
            problem,
            party,
        } = others.clone();
        self.goods = goods.or(self.goods.take());
        self.phone = phone.or(self.phone.take());
        self.problem = problem.or(self.problem);
        self.party = party.or(self.party);
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == CaseFacts::default()
    }
}

/// What is wrong with an order, by the seven kinds of a Tmall shop's rules (S1 四、1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// Not what the buyer had imagined.
    NotAsImagined,
    /// Unhappy with the service.
    Service,
    /// Less was sent than was bought.
    Short,
    /// It is not in stock.
    OutOfStock,
    /// It comes late.
    Late,
    /// Damaged on its way.
    Damaged,
    /// Of bad quality.
    Quality,
}

/// Who is responsible for what is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// The shop.
    Shop,
    /// The warehouse.
    Warehouse,
    /// Whoever delivers.
    Carrier,
    /// The customer.
    Customer,
}

/// What was done to reach the customer, apart from how the case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// A chat message was left.
    Messaged,
    /// A text message was sent.
    Texted,
    /// The customer was called.
    Called,
}

/// How a case stands with the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stands {
    /// The review is deleted or changed.
    Changed,
    /// The customer has promised to change or delete it.
    Promised,
    /// The customer refuses.
    Refused,
    /// The customer waits for compensation first.
    Compensation,
}

/// The nine steps of a case (S2, 售后服务处理流程), in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The customer reports a problem.
    Report,
    /// It is registered, with who the customer is.
    Registration,
    /// What exactly it is was asked.
    Confirmation,
    /// A solution is agreed with the customer.
    Solution,
    /// It is carried out.
    CarryingOut,
    /// The customer was asked whether it helped.
    Feedback,
    /// What is to be learnt from it.
    Analysis,
    /// The customer confirms that it is over.
    EndConfirmed,
    /// Closed.
    Closing,
}

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Stage; 9] = [
        Stage::Report,
        Stage::Registration,
        Stage::Confirmation,
        Stage::Solution,
        Stage::CarryingOut,
        Stage::Feedback,
        Stage::Analysis,
        Stage::EndConfirmed,
        Stage::Closing,
    ];

    /// The steps between this one and another that comes later.
    pub fn skipped(self, to: Stage) -> Vec<Stage> {
        let between = |stage: &Stage| *stage > self && *stage < to;
        Stage::ALL.into_iter().filter(between).collect()
    }

    /// The step after this one; `None`: it is the last.
    pub fn after(self) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| *stage > self)
    }

    /// Its number, from 1.
    pub fn number(self) -> usize {
        Stage::ALL
            .iter()
            .take_while(|stage| **stage != self)
            .count()
            + 1
    }
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
    /// The review is deleted or changed.
    Changed,
    /// Done.
    Closed,
}

impl CaseState {
    /// What one word for both meant, before they were told apart.
    pub fn contact(self) -> Option<Contact> {
        match self {
            CaseState::Messaged => Some(Contact::Messaged),
            CaseState::Texted => Some(Contact::Texted),
            CaseState::Called => Some(Contact::Called),
            _ => None,
        }
    }

    /// The same for how it stands.
    pub fn stands(self) -> Option<Stands> {
        match self {
            CaseState::Promised => Some(Stands::Promised),
            CaseState::Compensation => Some(Stands::Compensation),
            CaseState::Refused => Some(Stands::Refused),
            CaseState::Changed => Some(Stands::Changed),
            _ => None,
        }
    }

    /// One word for what a step says of both: how it stands counts for more than what was done.
    pub fn of(contact: Option<Contact>, stands: Option<Stands>) -> Option<CaseState> {
        let contact = contact.map(|contact| match contact {
            Contact::Messaged => CaseState::Messaged,
            Contact::Texted => CaseState::Texted,
            Contact::Called => CaseState::Called,
        });
        let stands = stands.map(|stands| match stands {
            Stands::Changed => CaseState::Changed,
            Stands::Promised => CaseState::Promised,
            Stands::Refused => CaseState::Refused,
            Stands::Compensation => CaseState::Compensation,
        });
        stands.or(contact)
    }
}

/// A step in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseStep {
    /// The case's entry.
    pub of: EntryId,
    /// Where it stands now, in one word.
    pub state: CaseState,
    /// What was done to reach the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// How it stands with the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands: Option<Stands>,
    /// By when the customer has promised to change it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised: Option<Moment>,
    /// Which of the nine steps it has come to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// What else is known now.
    #[serde(flatten)]
    pub facts: CaseFacts,
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
    /// Why steps were left out before the one that it has come to.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub anyway: String,
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
    /// Why steps were left out before this one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub anyway: String,
}
