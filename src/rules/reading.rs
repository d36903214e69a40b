//! From `[rules]` of a team file to the rules in force.
//!
//! Whom a rule is for, which shifts, which days, what period and its weight are read in one place (`scope.rs`); the rest
//! belongs to the rule.

mod amount;
mod book;
mod scope;
mod share;

pub use amount::Amount;
pub use book::read_all;
pub use share::{Share, Shares};

use super::{Scope, Weight};
use crate::domain::person::Pin;
use crate::domain::{PersonIx, Problem, Step};
use crate::source::{DaySelector, Fault, FaultKind, Idle, Lacks, Named, Source, parse_date};
use crate::text::Text;
use chrono::{NaiveDate, Weekday};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// What a rule reads its parameters with.
#[derive(Debug)]
pub struct Reader<'a> {
    /// The problem the rule will stand in: its names are what parameters may name.
    pub problem: &'a Problem,
    /// What the rule applies to.
    pub scope: Scope,
    source: &'a Arc<Source>,
    /// The common keys that the rule takes, for messages.
    common: Vec<&'static str>,
    table: Option<Spanned<DeTable<'a>>>,
    place: Option<Range<usize>>,
    numbers: Vec<(i64, Range<usize>)>,
    /// The rule's name.
    name: &'static str,
    /// Words that name nobody of the month, or no shift.
    idle: RefCell<Vec<Idle>>,
}

impl<'a> Reader<'a> {
    /// The rule's own parameters. Unknown keys are refused.
    pub fn params<P: DeserializeOwned>(&mut self) -> Result<P, Fault> {
        let table = self
            .table
            .take()
            .unwrap_or_else(|| Spanned::new(0..0, DeTable::new()));
        let span = table.span();
        let value = Spanned::new(span, DeValue::Table(table.into_inner()));
        P::deserialize(ValueDeserializer::from(value)).map_err(|e| {
            let mut fault = crate::source::toml_fault(self.source, &e);
            if let FaultKind::UnknownKey { known, .. } = fault.kind.as_mut() {
                known.extend(self.common.iter().map(|&key| key.to_owned()));
            }
            if fault.span.is_none() {
                fault.span = self.place.clone();
            }
            fault
        })
    }

    /// For rules without parameters of their own: any is refused.
    pub fn no_params(&mut self) -> Result<(), Fault> {
        self.params().map(|NoParams {}| ())
    }

    /// A fault at a value's place.
    pub fn fault<T>(&self, at: &Spanned<T>, kind: FaultKind) -> Fault {
        self.source.fault(Some(at.span()), kind)
    }

    /// Notes that a word of the file names nobody, or no shift.
    fn idle(&self, at: Range<usize>, word: &str, lacks: Lacks) {
        // What was left out stands nowhere.
        if !at.is_empty() {
            let idle = self.source.idle(at, self.name, word, lacks);
            self.idle.borrow_mut().push(idle);
        }
    }

    /// A fault of the rule as a whole.
    pub fn fault_here(&self, kind: FaultKind) -> Fault {
        self.source.fault(self.place.clone(), kind)
    }

    /// Refuses `low` above `high`.
    pub fn bounds(&self, low: Option<i64>, high: Option<i64>) -> Result<(), Fault> {
        match (low, high) {
            (Some(low), Some(high)) if low > high => Err(self.source.fault(
                self.place_of(high).or(self.place_of(low)),
                FaultKind::ImpossibleBounds {
                    low: low.to_string(),
                    high: high.to_string(),
                },
            )),
            _ => Ok(()),
        }
    }

    /// Refuses a number outside `least..=most`.
    pub fn range(&self, value: i64, least: i64, most: i64) -> Result<i64, Fault> {
        if (least..=most).contains(&value) {
            return Ok(value);
        }
        Err(self.source.fault(
            self.place_of(value),
            FaultKind::OutOfRange {
                value: value.to_string(),
                least: least.to_string(),
                most: most.to_string(),
            },
        ))
    }

    /// Where a number that was refused stands among the parameters, else where the rule begins.
    /// Rules hand over numbers without their places.
    fn place_of(&self, number: i64) -> Option<Range<usize>> {
        let found = self.numbers.iter().find(|(n, _)| *n == number);
        found.map(|(_, span)| span.clone()).or(self.place.clone())
    }

    /// Shift kinds by code; `any`, `night` and `day` name all, the night kinds and the others.
    pub fn kinds(&self, names: &[Spanned<String>]) -> Result<Vec<usize>, Fault> {
        let mut found = Vec::new();
        for name in names {
            let group = self.kind_group(name)?;
            if group.is_empty() {
                self.idle(name.span(), name.get_ref(), Lacks::Shifts);
            }
            found.extend(group);
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// The same shift kinds in words.
    pub fn kinds_text(&self, names: &[Spanned<String>]) -> Text {
        let words = |name: &Spanned<String>| {
            let code = name.get_ref().as_str();
            let kind = self.problem.kinds.iter().find(|k| k.code == code);
            match (kind, code) {
                (Some(kind), _) => kind.name.clone(),
                (None, "night") => Text::new("night shift", "夜班"),
                (None, "day") => Text::new("day shift", "日班"),
                _ => Text::new("any shift", "任何班次"),
            }
        };
        let words: Vec<Text> = names.iter().map(words).collect();
        Text::list(&words)
    }

    fn kind_group(&self, name: &Spanned<String>) -> Result<Vec<usize>, Fault> {
        let kinds = &self.problem.kinds;
        let all = 0..kinds.len();
        // The same shift may have had other times before.
        let called = |k: &usize| kinds[*k].code == *name.get_ref();
        let called: Vec<usize> = all.clone().filter(called).collect();
        if !called.is_empty() {
            return Ok(called);
        }
        match name.get_ref().as_str() {
            "any" => Ok(all.collect()),
            "night" => Ok(all.filter(|&k| kinds[k].night).collect()),
            "day" => Ok(all.filter(|&k| !kinds[k].night).collect()),
            other => Err(self.fault(
                name,
                FaultKind::UnknownShift {
                    name: other.to_owned(),
                    known: self
                        .problem
                        .kinds_now()
                        .iter()
                        .map(|k| k.code.clone())
                        .collect(),
                },
            )),
        }
    }

    /// A date.
    pub fn date(&self, text: &Spanned<String>) -> Result<NaiveDate, Fault> {
        parse_date(text.get_ref()).map_err(|kind| self.fault(text, kind))
    }

    /// What a cell's code fixes; `at` is the value that it stands in.
    pub fn cell(&self, at: &Spanned<String>, code: &str) -> Result<Option<Pin>, Fault> {
        crate::source::pin(self.source, self.problem, at, code)
    }

    /// Days on end, as a list of words: what each may be.
    pub fn sequence(
        &self,
        key: &str,
        words: &Spanned<Vec<Spanned<String>>>,
    ) -> Result<Vec<Step>, Fault> {
        crate::source::sequence(self.source, self.problem, key, words)
    }

    /// A skill by code.
    pub fn skill(&self, name: &Spanned<String>) -> Result<usize, Fault> {
        let skills = &self.problem.skills;
        skills
            .iter()
            .position(|s| s.code == *name.get_ref())
            .ok_or_else(|| {
                self.fault(
                    name,
                    FaultKind::UnknownSkill {
                        name: name.get_ref().clone(),
                        known: skills.iter().map(|s| s.code.clone()).collect(),
                    },
                )
            })
    }

    /// A person by id or name.
    pub fn person(&self, name: &Spanned<String>) -> Result<PersonIx, Fault> {
        let people = self.problem.people.iter();
        self.problem.person(name.get_ref()).map_err(|_| {
            let known = people.map(|p| p.name.clone()).collect();
            let name_given = name.get_ref().clone();
            self.fault(
                name,
                FaultKind::UnknownPerson {
                    name: name_given,
                    known,
                },
            )
        })
    }

    /// People by id or name, or all who have a skill, by its code.
    pub fn people(&self, names: &[Spanned<String>]) -> Result<Vec<PersonIx>, Fault> {
        let mut found = Vec::new();
        for name in names {
            let skill = self
                .problem
                .skills
                .iter()
                .position(|s| s.code == *name.get_ref());
            match skill {
                Some(skill) => {
                    if self.problem.holders(skill).next().is_none() {
                        self.idle(name.span(), name.get_ref(), Lacks::People);
                    }
                    let has = |p: &PersonIx| self.problem.people[*p].skills.contains(&skill);
                    found.extend(self.problem.everybody().filter(has));
                }
                None => found.push(self.person(name)?),
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// A skill that is a post, by code.
    pub fn post(&self, name: &Spanned<String>) -> Result<usize, Fault> {
        let skill = self.skill(name)?;
        if self.problem.skills[skill].post {
            return Ok(skill);
        }
        let text = name.get_ref().clone();
        Err(self.fault(name, FaultKind::NotAPost { text }))
    }

    /// Two different people.
    pub fn pair(
        &self,
        names: &Spanned<Vec<Spanned<String>>>,
    ) -> Result<(PersonIx, PersonIx), Fault> {
        let [first, second] = names.get_ref().as_slice() else {
            return Err(self.fault(
                names,
                FaultKind::NotAPair {
                    found: names.get_ref().len(),
                },
            ));
        };
        let (a, b) = (self.person(first)?, self.person(second)?);
        if a != b {
            return Ok((a, b));
        }
        let (what, name) = (Named::Person, second.get_ref().clone());
        Err(self.fault(second, FaultKind::Twice { what, name }))
    }

    /// Hours as whole minutes.
    pub fn hours(&self, value: &Spanned<f64>) -> Result<i64, Fault> {
        let hours = *value.get_ref();
        if (0.0..=744.0).contains(&hours) {
            // In range, so that the conversion is exact to the minute.
            return Ok((hours * 60.0).round() as i64);
        }
        Err(self.fault(
            value,
            FaultKind::OutOfRange {
                value: hours.to_string(),
                least: "0".to_owned(),
                most: "744".to_owned(),
            },
        ))
    }

    /// Ways to name days, as in demand.
    pub fn days(&self, words: &[Spanned<String>]) -> Result<Vec<DaySelector>, Fault> {
        words
            .iter()
            .map(|w| DaySelector::parse(w.get_ref()).map_err(|kind| self.fault(w, kind)))
            .collect()
    }

    /// Takes the days on which the team is closed out of the rule's: nobody works there, so that nobody is missed. Refuses
    /// a rule that `wants` somebody on such days alone.
    pub fn only_open_days(&mut self, wants: bool) -> Result<(), Fault> {
        let problem = self.problem;
        let named: Vec<usize> = self.scope.days.month().collect();
        self.scope.days.leave_out(|day| problem.is_closed(day));
        if !wants || named.is_empty() || self.scope.days.month().next().is_some() {
            return Ok(());
        }
        let shown = named
            .iter()
            .take(3)
            .map(|day| problem.day_name(*day as i64));
        let mut days = shown.collect::<Vec<_>>().join(", ");
        if named.len() > 3 {
            days.push('…');
        }
        let night = false;
        Err(self.fault_here(FaultKind::ClosedDay { days, night }))
    }

    /// A weekday by name.
    pub fn weekday(&self, word: &Spanned<String>) -> Result<Weekday, Fault> {
        match DaySelector::parse(word.get_ref()) {
            Ok(DaySelector::Weekday(weekday)) => Ok(weekday),
            _ => {
                let text = word.get_ref().clone();
                Err(self.fault(word, FaultKind::BadDay { text }))
            }
        }
    }

    /// A weight from a parameter of its own: `"hard"` or points; `warn` is not for parts of rules.
    pub fn price(&self, value: &Spanned<Amount>) -> Result<Weight, Fault> {
        let weight = value
            .get_ref()
            .weight()
            .filter(|w| !matches!(w, Some(Weight::Warn)))
            .flatten();
        weight.ok_or_else(|| {
            self.fault(
                value,
                FaultKind::BadWeight {
                    text: value.get_ref().text(),
                },
            )
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoParams {}
