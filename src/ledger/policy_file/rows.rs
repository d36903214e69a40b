//! The shape of a policy file's TOML.

use crate::ledger::policy::{Mode, Role};
use crate::source::Word;
use serde::Deserialize;
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PolicyFile {
    pub policy: Head,
    #[serde(default)]
    pub ladder: Vec<LadderRow>,
    #[serde(default)]
    pub category: Vec<CategoryRow>,
    #[serde(default)]
    pub award: Vec<AwardRow>,
    #[serde(default)]
    pub payment: Vec<Spanned<PaymentRow>>,
    pub caps: Option<Spanned<CapsRow>>,
    #[serde(default)]
    pub case: Vec<CaseRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Head {
    pub id: Word,
    pub name: Word,
    pub name_en: Option<Word>,
    pub version: Word,
    pub from: Word,
    pub mode: Mode,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LadderRow {
    pub id: Word,
    pub name: Word,
    pub name_en: Option<Word>,
    pub window: Word,
    pub steps: Spanned<Vec<Word>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CategoryRow {
    pub id: Word,
    pub name: Word,
    pub name_en: Option<Word>,
    pub ladder: Option<Word>,
    #[serde(default)]
    pub answers: Who,
    pub limit: Option<Word>,
    pub payment: Option<Spanned<bool>>,
}

/// [`Answers`](crate::ledger::policy::Answers) as a file writes it.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    #[default]
    Named,
    OnDuty,
    Supervisor,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AwardRow {
    pub id: Word,
    pub name: Word,
    pub name_en: Option<Word>,
    pub amount: Word,
    pub paid: bool,
    pub clean: Option<Spanned<Vec<Word>>>,
    pub shifts: Option<Spanned<i64>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PaymentRow {
    pub up_to: Option<Word>,
    pub by: Role,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CapsRow {
    pub share: Option<Spanned<i64>>,
    pub minimum_wage: Option<Word>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CaseRow {
    pub id: Word,
    pub name: Word,
    pub name_en: Option<Word>,
    pub hours: Spanned<Vec<Spanned<i64>>>,
}
