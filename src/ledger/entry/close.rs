//! The close of a month, as it is written down.

use super::EntryId;
use crate::domain::time::Month;
use crate::ledger::money::Fen;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A month is closed: what was computed from the entries before this one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// The month.
    pub month: Month,
    /// The last entry that it has seen; what was added between that one and the close belongs to the next.
    pub up_to: EntryId,
    /// What the caps were computed with, by person.
    pub wages: BTreeMap<String, Wage>,
    /// Whether persons without a wage were let through uncapped.
    pub uncapped: bool,
    /// What goes to the payroll, by person.
    pub payroll: BTreeMap<String, Payroll>,
    /// SHA-256 of all lines of all statements, hexadecimal.
    pub digest: String,
    /// Which of several events of a person in the same second came first.
    #[serde(default, skip_serializing_if = "TieOrder::is_unsaid")]
    pub ties: TieOrder,
}

/// Which of several events of a person in the same second comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieOrder {
    /// By their categories, as the store handed them out: closes that say nothing.
    #[default]
    Category,
    /// What was recorded first.
    Entry,
}

impl TieOrder {
    fn is_unsaid(&self) -> bool {
        *self == TieOrder::Category
    }
}

/// A person's wage in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wage {
    /// The month's wage before deductions.
    pub wage: Fen,
    /// The floating bonus.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bonus: Option<Fen>,
    /// The local minimum wage, where it differs from the policy's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum: Option<Fen>,
}

/// What a close takes from a person for one month; negative: pays back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Taken {
    /// From the wage.
    #[serde(default)]
    pub cash: Fen,
    /// From the bonus.
    #[serde(default)]
    pub bonus: Fen,
}

/// What a month comes to for a person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Payroll {
    /// Charged to the wage, adjustments of closed months included; negative: paid back.
    pub cash: Fen,
    /// Charged to the bonus.
    pub bonus: Fen,
    /// Points, a hundredth each as fen are.
    pub points: Fen,
    /// What is really deducted from the wage: `cash` under the caps.
    pub cash_deducted: Fen,
    /// What is really deducted from the bonus.
    pub bonus_deducted: Fen,
    /// Awards paid with the wage.
    pub awards: Fen,
    /// Awards handed over otherwise.
    pub goods: Fen,
    /// What is deducted, by the month it belongs to.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub months: BTreeMap<Month, Taken>,
}

impl Payroll {
    /// What the month adds to the pay; negative: takes from it.
    pub fn pay(&self) -> Fen {
        self.awards - self.cash_deducted - self.bonus_deducted
    }

    /// What was charged but lies above the caps; it is not carried over.
    pub fn over_cap(&self) -> Fen {
        self.cash + self.bonus - self.cash_deducted - self.bonus_deducted
    }
}
