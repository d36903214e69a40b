//! Policy files: from TOML to a [`Policy`] that makes sense, or the place of what does not.

mod rows;
mod values;

pub use crate::source::{Part, PolicyFlaw};

use crate::ledger::money::Fen;
use crate::ledger::policy::{
    Answers, Award, Caps, CaseKind, Category, Ladder, Mode, PaymentLimit, Penalty, Policy, Step,
};
use crate::source::shape::{self, Sections};
use crate::source::{Fault, FaultKind, Flaw, Source, Word, date, whole};
use crate::text::Text;
use rows::{AwardRow, CapsRow, CaseRow, CategoryRow, LadderRow, PaymentRow, PolicyFile, Who};
use std::collections::BTreeSet;
use std::sync::Arc;
use toml::Spanned;

const SECTIONS: Sections = Sections {
    single: &["policy", "caps"],
    repeated: &["ladder", "category", "award", "payment", "case"],
    empty: || PolicyFlaw::Empty.into(),
};

/// Characters of the longest id: they are typed, and head the columns of tables.
const LONGEST_ID: usize = 40;

/// What of the wage may be deducted where a policy does not say: the law's own percentage.
const SHARE: i64 = 20;

/// Shifts a month that an award can ask for: three a day.
const MOST_SHIFTS: i64 = 93;

/// Hours of the longest deadline of a case: a leap year.
const LONGEST_CASE: i64 = 366 * 24;

/// Reads a policy.
pub fn read(source: &Arc<Source>) -> Result<Policy, Fault> {
    let root = shape::document(source, &SECTIONS).map_err(told)?;
    let file: PolicyFile = shape::typed(source, root).map_err(told)?;
    let reader = Reader { source };
    let head = &file.policy;
    let ladders = reader.ladders(&file.ladder)?;
    Ok(Policy {
        id: reader.id(Part::Policy, &mut BTreeSet::new(), &head.id)?,
        name: reader.name(&head.name, head.name_en.as_ref())?,
        version: reader.line("version", &head.version)?,
        from: date(source, &head.from)?,
        mode: head.mode,
        categories: reader.categories(&file, &ladders)?,
        awards: reader.awards(&file.award, &ladders)?,
        payments: reader.payments(&file.payment)?,
        caps: reader.caps(file.caps.as_ref(), head.mode)?,
        cases: reader.cases(&file.case)?,
        ladders,
    })
}

/// Says in words of a policy what the reading of TOML says in words of a team file.
fn told(mut fault: Fault) -> Fault {
    let flaw = match fault.kind.as_mut() {
        FaultKind::MissingKey { key } => PolicyFlaw::MissingKey {
            key: std::mem::take(key),
        },
        // Only the file as a whole has a key `policy`.
        FaultKind::UnknownKey { key, known } if known.iter().any(|k| k == "policy") => {
            PolicyFlaw::UnknownSection {
                name: std::mem::take(key),
                known: std::mem::take(known),
            }
        }
        FaultKind::Syntax { flaw: Flaw::Table } => PolicyFlaw::Table,
        _ => return fault,
    };
    fault.kind = Box::new(flaw.into());
    fault
}

struct Reader<'a> {
    source: &'a Arc<Source>,
}

impl Reader<'_> {
    /// A fault where something stands.
    fn fault<T>(&self, place: &Spanned<T>, kind: impl Into<FaultKind>) -> Fault {
        self.source.fault(Some(place.span()), kind.into())
    }

    /// The value of a text.
    fn value<T>(&self, word: &Word, of: fn(&str) -> Result<T, FaultKind>) -> Result<T, Fault> {
        of(word.get_ref()).map_err(|kind| self.fault(word, kind))
    }

    /// A text as part of a line in tables and statements.
    fn line(&self, key: &'static str, word: &Word) -> Result<String, Fault> {
        let visible: String = word.get_ref().replace(|c: char| c.is_control(), " ");
        let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.is_empty() {
            return Err(self.fault(word, PolicyFlaw::Blank { key }));
        }
        Ok(line)
    }

    /// A name in both languages; without an English one the Chinese stands for both.
    fn name(&self, zh: &Word, en: Option<&Word>) -> Result<Text, Fault> {
        let zh = self.line("name", zh)?;
        let en = en.map(|en| self.line("name-en", en)).transpose()?;
        Ok(Text::new(en.unwrap_or_else(|| zh.clone()), zh))
    }

    /// An id that is not there yet.
    fn id(&self, part: Part, seen: &mut BTreeSet<String>, word: &Word) -> Result<String, Fault> {
        let id = word.get_ref().clone();
        if !is_simple(&id) {
            return Err(self.fault(word, PolicyFlaw::BadId { part, id }));
        }
        if !seen.insert(id.clone()) {
            return Err(self.fault(word, PolicyFlaw::Twice { part, id }));
        }
        Ok(id)
    }

    fn ladders(&self, rows: &[LadderRow]) -> Result<Vec<Ladder>, Fault> {
        let mut seen = BTreeSet::new();
        rows.iter()
            .map(|row| {
                Ok(Ladder {
                    id: self.id(Part::Ladder, &mut seen, &row.id)?,
                    name: self.name(&row.name, row.name_en.as_ref())?,
                    window: self.value(&row.window, values::window)?,
                    steps: self.steps(&row.steps)?,
                })
            })
            .collect()
    }

    fn steps(&self, words: &Spanned<Vec<Word>>) -> Result<Vec<Step>, Fault> {
        let count = words.get_ref().len();
        if count == 0 {
            return Err(self.fault(words, PolicyFlaw::NoSteps));
        }
        let mut steps = Vec::with_capacity(count);
        let mut most: Option<(Fen, &Word)> = None;
        for (index, word) in words.get_ref().iter().enumerate() {
            let step = self.value(word, values::step)?;
            let text = || word.get_ref().clone();
            if index + 1 < count && step.penalty == Penalty::Review {
                return Err(self.fault(word, PolicyFlaw::ReviewNotLast));
            }
            if index + 1 < count && step.grow != Fen::ZERO {
                return Err(self.fault(word, PolicyFlaw::GrowthNotLast { text: text() }));
            }
            if let Penalty::Amount(fen) = step.penalty {
                if let Some((_, before)) = most.filter(|(most, _)| fen < *most) {
                    let (text, before) = (text(), before.get_ref().clone());
                    return Err(self.fault(word, PolicyFlaw::StepDown { text, before }));
                }
                most = Some((fen, word));
            }
            steps.push(step);
        }
        Ok(steps)
    }

    /// The index of a ladder.
    fn ladder(&self, ladders: &[Ladder], word: &Word) -> Result<usize, Fault> {
        let found = ladders.iter().position(|l| l.id == *word.get_ref());
        found.ok_or_else(|| {
            let (id, ids) = (word.get_ref().clone(), ladders.iter().map(|l| &l.id));
            let known = ids.cloned().collect();
            self.fault(word, PolicyFlaw::UnknownLadder { id, known })
        })
    }

    fn categories(&self, file: &PolicyFile, ladders: &[Ladder]) -> Result<Vec<Category>, Fault> {
        let mut seen = BTreeSet::new();
        file.category
            .iter()
            .map(|row| {
                let category = self.category(row, ladders, &mut seen)?;
                let payment = row.payment.as_ref().filter(|p| *p.get_ref());
                if let (Some(payment), true) = (payment, file.payment.is_empty()) {
                    return Err(self.fault(payment, PolicyFlaw::NoPaymentLimits));
                }
                Ok(category)
            })
            .collect()
    }

    fn category(
        &self,
        row: &CategoryRow,
        ladders: &[Ladder],
        seen: &mut BTreeSet<String>,
    ) -> Result<Category, Fault> {
        let payment = row.payment.as_ref().is_some_and(|p| *p.get_ref());
        if let (true, Some(ladder)) = (payment, &row.ladder) {
            return Err(self.fault(ladder, PolicyFlaw::PaymentOnLadder));
        }
        let ladder = row.ladder.as_ref().map(|word| self.ladder(ladders, word));
        let limit = row.limit.as_ref().map(|l| self.value(l, values::limit));
        Ok(Category {
            id: self.id(Part::Category, seen, &row.id)?,
            name: self.name(&row.name, row.name_en.as_ref())?,
            ladder: ladder.transpose()?,
            answers: match row.answers {
                Who::Named => Answers::Named,
                Who::OnDuty => Answers::OnDuty,
                Who::Supervisor => Answers::Supervisor,
            },
            limit: limit.transpose()?,
            payment,
        })
    }

    fn awards(&self, rows: &[AwardRow], ladders: &[Ladder]) -> Result<Vec<Award>, Fault> {
        let mut seen = BTreeSet::new();
        rows.iter()
            .map(|row| {
                let shifts = row.shifts.as_ref();
                let shifts = shifts.map_or(Ok(0), |s| whole(self.source, s, 0, MOST_SHIFTS))?;
                Ok(Award {
                    id: self.id(Part::Award, &mut seen, &row.id)?,
                    name: self.name(&row.name, row.name_en.as_ref())?,
                    amount: self.value(&row.amount, values::amount)?,
                    paid: row.paid,
                    clean: self.clean(row, ladders)?,
                    shifts: u32::try_from(shifts).unwrap_or(0),
                })
            })
            .collect()
    }

    /// The ladders that an award looks at: all, where it names none.
    fn clean(&self, row: &AwardRow, ladders: &[Ladder]) -> Result<Vec<usize>, Fault> {
        let Some(words) = &row.clean else {
            return if ladders.is_empty() {
                Err(self.fault(&row.id, PolicyFlaw::NothingClean))
            } else {
                Ok((0..ladders.len()).collect())
            };
        };
        if words.get_ref().is_empty() {
            return Err(self.fault(words, PolicyFlaw::NothingClean));
        }
        let named = words
            .get_ref()
            .iter()
            .map(|word| self.ladder(ladders, word));
        let named: BTreeSet<usize> = named.collect::<Result<_, _>>()?;
        Ok(named.into_iter().collect())
    }

    fn payments(&self, rows: &[Spanned<PaymentRow>]) -> Result<Vec<PaymentLimit>, Fault> {
        let mut limits: Vec<PaymentLimit> = Vec::new();
        for place in rows {
            let row = place.get_ref();
            let up_to = row.up_to.as_ref().map(|w| self.value(w, values::amount));
            let (up_to, by) = (up_to.transpose()?, row.by);
            if let Some(before) = limits.last() {
                let more = before.up_to.is_some_and(|b| up_to.is_none_or(|u| b < u));
                if !more {
                    return Err(self.fault(place, PolicyFlaw::PaymentOrder));
                }
                if by < before.by {
                    return Err(self.fault(place, PolicyFlaw::PaymentRole));
                }
            }
            limits.push(PaymentLimit { up_to, by });
        }
        Ok(limits)
    }

    fn caps(&self, row: Option<&Spanned<CapsRow>>, mode: Mode) -> Result<Caps, Fault> {
        let mut caps = Caps {
            share: SHARE,
            minimum_wage: None,
        };
        let Some(place) = row else {
            return Ok(caps);
        };
        if mode != Mode::Cash {
            return Err(self.fault(place, PolicyFlaw::CapsWithoutCash));
        }
        let row = place.get_ref();
        if let Some(share) = &row.share {
            caps.share = whole(self.source, share, 0, 100)?;
        }
        let wage = row.minimum_wage.as_ref();
        caps.minimum_wage = wage.map(|w| self.value(w, values::amount)).transpose()?;
        Ok(caps)
    }

    fn cases(&self, rows: &[CaseRow]) -> Result<Vec<CaseKind>, Fault> {
        let mut seen = BTreeSet::new();
        rows.iter()
            .map(|row| {
                Ok(CaseKind {
                    id: self.id(Part::Case, &mut seen, &row.id)?,
                    name: self.name(&row.name, row.name_en.as_ref())?,
                    hours: self.hours(&row.hours)?,
                })
            })
            .collect()
    }

    /// Hours of a severe, a normal and a minor case. They may be equal: what is severe is still done first.
    fn hours(&self, row: &Spanned<Vec<Spanned<i64>>>) -> Result<[i64; 3], Fault> {
        let numbers = row.get_ref().iter();
        let read: Result<Vec<i64>, Fault> = numbers
            .map(|hours| whole(self.source, hours, 1, LONGEST_CASE))
            .collect();
        let hours = <[i64; 3]>::try_from(read?).map_err(|other| {
            let found = other.len();
            self.fault(row, PolicyFlaw::CaseHours { found })
        })?;
        if hours.is_sorted() {
            Ok(hours)
        } else {
            Err(self.fault(row, PolicyFlaw::CaseOrder))
        }
    }
}

/// Lower-case letters, digits and hyphens, so that it can be typed and stands in any table as it is.
fn is_simple(id: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    let begins = id.starts_with(|c: char| c.is_ascii_lowercase());
    id.len() <= LONGEST_ID && begins && !id.ends_with('-') && id.bytes().all(plain)
}
