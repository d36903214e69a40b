//! The keys that are common to rules: whom, which shifts, which days, what period, and the weight.

use super::{Amount, Reader};
use crate::domain::{PersonIx, Problem};
use crate::rules::scope::{Days, Kinds, Per, Scope, Takes};
use crate::rules::{Card, Weight};
use crate::source::{DaySelector, Fault, FaultKind, Lacks, Source};
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// The keys that a rule takes beside its own.
pub fn keys(takes: Takes) -> Vec<&'static str> {
    let own = takes.params();
    own.iter().map(|p| p.key).chain(["weight"]).collect()
}

type Names = Spanned<Vec<Spanned<String>>>;

/// The common part of a rule's table.
#[derive(Deserialize)]
pub struct Common {
    weight: Option<Spanned<Amount>>,
    who: Option<Names>,
    except: Option<Names>,
    kinds: Option<Names>,
    on: Option<Names>,
    per: Option<Spanned<Period>>,
}

type Config<'a> = Option<Spanned<DeTable<'a>>>;

/// Parts the common keys that the rule takes from all others.
pub fn split<'a>(
    source: &Arc<Source>,
    card: &Card,
    config: Config<'a>,
) -> Result<(Common, Config<'a>), Fault> {
    let (mut own, mut shared) = (DeTable::new(), DeTable::new());
    let span = config.as_ref().map(Spanned::span);
    let common = keys(card.takes);
    for (key, value) in config.into_iter().flat_map(Spanned::into_inner) {
        if common.contains(&key.get_ref().as_ref()) {
            shared.insert(key, value);
        } else {
            own.insert(key, value);
        }
    }
    let place = span.clone().unwrap_or(0..0);
    let value = Spanned::new(place, DeValue::Table(shared));
    let common = Common::deserialize(ValueDeserializer::from(value))
        .map_err(|e| crate::source::toml_fault(source, &e))?;
    Ok((common, span.map(|span| Spanned::new(span, own))))
}

impl Common {
    /// What the rule applies to.
    pub fn scope(&self, reader: &Reader<'_>, card: &Card, weight: Weight) -> Result<Scope, Fault> {
        let (problem, takes) = (reader.problem, card.takes);
        let (kinds, names) = self.kinds(reader, takes)?;
        let per = self.per(reader, takes)?;
        Ok(Scope {
            who: self.who(reader)?,
            kinds,
            names,
            days: self.days(reader, problem)?,
            per,
            stretches: per.stretches(problem),
            weight,
        })
    }

    /// The weight; `None`: the rule is switched off.
    pub fn weight(&self, reader: &Reader<'_>, card: &Card) -> Result<Option<Weight>, Fault> {
        let Some(given) = &self.weight else {
            return Ok(Amount::Word(card.weight.to_owned()).weight_or_points());
        };
        given.get_ref().weight().ok_or_else(|| {
            let text = given.get_ref().text();
            reader.fault(given, FaultKind::BadWeight { text })
        })
    }

    fn who(&self, reader: &Reader<'_>) -> Result<Vec<PersonIx>, Fault> {
        let named = |names: &Option<Names>, key| {
            let names = names.as_ref().map(|names| some(reader, names, key));
            names.transpose()?.map(|n| reader.people(n)).transpose()
        };
        let all = || reader.problem.everybody().collect();
        let mut who = named(&self.who, "who")?.unwrap_or_else(all);
        let except = named(&self.except, "except")?.unwrap_or_default();
        let some = !who.is_empty();
        who.retain(|person| !except.contains(person));
        if let Some(names) = self.except.as_ref().filter(|_| some && who.is_empty()) {
            reader.idle(names.span(), "", Lacks::Rest);
        }
        Ok(who)
    }

    fn kinds(
        &self,
        reader: &Reader<'_>,
        takes: Takes,
    ) -> Result<(Vec<usize>, crate::text::Text), Fault> {
        let word = match (&self.kinds, takes.kinds) {
            (Some(names), _) => {
                let names = some(reader, names, "kinds")?;
                return Ok((reader.kinds(names)?, reader.kinds_text(names)));
            }
            (None, Some(Kinds::Given)) => {
                let key = "kinds".to_owned();
                return Err(reader.fault_here(FaultKind::MissingKey { key }));
            }
            (None, Some(default)) => default.word(),
            (None, None) => Kinds::Any.word(),
        };
        let names = [Spanned::new(0..0, word.to_owned())];
        Ok((reader.kinds(&names)?, reader.kinds_text(&names)))
    }

    fn days(&self, reader: &Reader<'_>, problem: &Problem) -> Result<Days, Fault> {
        let Some(words) = &self.on else {
            return Ok(Days::of(problem, &[DaySelector::All]));
        };
        let on = reader.days(some(reader, words, "on")?)?;
        Ok(Days::of(problem, &on))
    }

    fn per(&self, reader: &Reader<'_>, takes: Takes) -> Result<Per, Fault> {
        let Some(given) = &self.per else {
            return Ok(takes.per.unwrap_or(Per::Month));
        };
        match given.get_ref().0 {
            Per::Days(length) if !(1..=LONGEST).contains(&length) => Err(reader.fault(
                given,
                FaultKind::OutOfRange {
                    value: length.to_string(),
                    least: "1".to_owned(),
                    most: LONGEST.to_string(),
                },
            )),
            per => Ok(per),
        }
    }
}

/// The most days of a period.
const LONGEST: i64 = 366;

/// Refuses a list of nothing: it would switch the rule off in silence.
fn some<'n>(
    reader: &Reader<'_>,
    names: &'n Names,
    key: &str,
) -> Result<&'n [Spanned<String>], Fault> {
    if names.get_ref().is_empty() {
        let key = key.to_owned();
        return Err(reader.fault(names, FaultKind::EmptyList { key }));
    }
    Ok(names.get_ref())
}

/// A period as a team file writes it: a word or a number of days.
struct Period(Per);

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Period, D::Error> {
        from.deserialize_any(PeriodVisitor).map(Period)
    }
}

struct PeriodVisitor;

impl Visitor<'_> for PeriodVisitor {
    type Value = Per;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_i64<E>(self, days: i64) -> Result<Per, E> {
        Ok(Per::Days(days))
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<Per, E> {
        match word {
            "week" => Ok(Per::Week),
            "month" => Ok(Per::Month),
            _ => Err(E::unknown_variant(word, &["week", "month"])),
        }
    }
}
