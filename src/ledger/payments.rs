//! Money paid to customers: what is paid together for one matter, whose approval it needs, and the register of it all.

use super::entry::{EntryId, Event};
use super::moment::Moment;
use super::money::Fen;
use super::policy::Role;
use crate::domain::loose::folded;

/// What a payment, or a case, is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct About {
    /// The order.
    pub order: Option<String>,
    /// The customer's account name.
    pub customer: Option<String>,
}

impl About {
    /// What is said, and where it is not, what its case says.
    pub fn or(self, case: About) -> About {
        About {
            order: self.order.or(case.order),
            customer: self.customer.or(case.customer),
        }
    }
}

/// A payment that is recorded.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Payment {
    /// The entry.
    pub id: EntryId,
    /// What was recorded.
    pub event: Event,
    /// The order and the customer's account name: as they were said with the payment, else those of its case.
    #[serde(flatten)]
    pub about: About,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub recorded: Moment,
    /// Who approved it by an entry of their own, and that entry.
    pub approval: Option<(String, EntryId)>,
}

impl Payment {
    /// What was paid.
    pub fn amount(&self) -> Fen {
        self.event.amount.unwrap_or(Fen::ZERO)
    }

    /// Whose approval it still waits for; `None`: it may be paid out.
    pub fn waits(&self) -> Option<Role> {
        self.event.waits.filter(|_| self.approval.is_none())
    }

    /// Who approved it, where that was needed.
    pub fn approved_by(&self) -> Option<&str> {
        let said = self.event.approved.as_deref();
        self.approval.as_ref().map(|(by, _)| by.as_str()).or(said)
    }
}

/// What a payment is for, as far as it decides what others are paid together with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Matter<'a> {
    /// The order.
    pub order: Option<&'a str>,
    /// The case.
    pub case: Option<EntryId>,
    /// The customer.
    pub customer: Option<&'a str>,
    /// Who pays.
    pub person: &'a str,
    /// When.
    pub at: Moment,
    /// Who records it.
    pub by: &'a str,
    /// When it is recorded.
    pub now: Moment,
}

impl Matter<'_> {
    /// Whether a payment is counted together with this: of the same order or case, or to the same customer in the same
    /// month. Payments that name none of these belong together by who pays or records them and by the day, so that an order
    /// left out, a colleague's name or another day raises no limit.
    pub fn is_that_of(&self, other: &Payment) -> bool {
        let (event, about) = (&other.event, &other.about);
        let (order, customer) = (about.order.as_deref(), about.customer.as_deref());
        let same = |a: Option<&str>, b: Option<&str>| {
            a.zip(b)
                .is_some_and(|(a, b)| folded(a) == folded(b) && !folded(a).is_empty())
        };
        let same_case = self.case.is_some() && self.case == event.case;
        let same_customer = same(self.customer, customer) && self.at.month() == event.at.month();
        let nothing = |order: Option<&str>, case: Option<EntryId>, customer: Option<&str>| {
            order.is_none() && case.is_none() && customer.is_none()
        };
        let unnamed = nothing(self.order, self.case, self.customer)
            && nothing(order, event.case, customer)
            && (self.person == event.person || self.by == other.by)
            && (self.at.date() == event.at.date() || self.now.date() == other.recorded.date());
        same(self.order, order) || same_case || same_customer || unnamed
    }
}

/// Whether two slips are the same: by their text, without blanks and without regard to case.
pub fn same_slip(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}
