//! What can be wrong with a policy file beyond its TOML.

use super::FaultKind;
use crate::domain::money::MoneyError;

/// What is wrong with a policy file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PolicyFlaw {
    /// Nothing in the file.
    Empty,
    /// A table and not TOML at all.
    Table,
    /// A section or a key outside of all sections that a policy does not have.
    UnknownSection {
        /// Its name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A key that must be there is not.
    MissingKey {
        /// Its name.
        key: String,
    },
    /// A text that must say something says nothing.
    Blank {
        /// The key.
        key: &'static str,
    },
    /// An id that is not of the simple form.
    BadId {
        /// What it is the id of.
        part: Part,
        /// The id.
        id: String,
    },
    /// An id that stands twice.
    Twice {
        /// What it is the id of.
        part: Part,
        /// The id.
        id: String,
    },
    /// A ladder that the policy does not have.
    UnknownLadder {
        /// The id.
        id: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A ladder without steps.
    NoSteps,
    /// A text that is no step.
    BadStep {
        /// The text.
        text: String,
    },
    /// Growth of something that is no amount.
    BareGrowth {
        /// The step.
        text: String,
    },
    /// Growth of a step that is not the last, so that it would never grow.
    GrowthNotLast {
        /// The step.
        text: String,
    },
    /// Steps behind the review.
    ReviewNotLast,
    /// An amount that is smaller than an earlier one on its ladder.
    StepDown {
        /// The step.
        text: String,
        /// The earlier one.
        before: String,
    },
    /// A text that is no window.
    BadWindow {
        /// The text.
        text: String,
    },
    /// A text that is no length of time.
    BadLimit {
        /// The text.
        text: String,
    },
    /// A text that is no amount.
    BadAmount {
        /// The text.
        text: String,
        /// Why not.
        error: MoneyError,
    },
    /// Nothing, or less, where something must be paid.
    NotPositive {
        /// The text.
        text: String,
    },
    /// An award with nothing to keep clean.
    NothingClean,
    /// A payment to a customer that counts as a breach.
    PaymentOnLadder,
    /// A payment to a customer without limits that say who may approve it.
    NoPaymentLimits,
    /// A limit that the ones before it leave nothing to.
    PaymentOrder,
    /// A larger payment that takes a lesser role than a smaller one.
    PaymentRole,
    /// Limits of deductions from the wage where nothing is deducted from it.
    CapsWithoutCash,
    /// Other than three numbers of hours for a case.
    CaseHours {
        /// How many.
        found: usize,
    },
    /// A severe case that has more time than a lighter one.
    CaseOrder,
}

/// A part of a policy with an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The policy as a whole.
    Policy,
    /// `[[ladder]]`.
    Ladder,
    /// `[[category]]`.
    Category,
    /// `[[award]]`.
    Award,
    /// `[[case]]`.
    Case,
}

impl From<PolicyFlaw> for FaultKind {
    fn from(flaw: PolicyFlaw) -> FaultKind {
        FaultKind::Policy { flaw }
    }
}
