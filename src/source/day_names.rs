//! Names that a team file gives to days, `[dates]` with `"双12" = ["12-12"]`: they stand for their days wherever days are
//! named.

use super::days::DaySelector;
use super::{Fault, FaultKind, Named, Shape, Source, Word, shape};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The section.
const SECTION: &str = "dates";

/// Keys that name days, in a text or a list of texts.
const KEYS: [&str; 3] = ["on", "closed", "unavailable"];

/// Keys whose table has days for its keys.
const TABLES: [&str; 1] = ["pinned"];

/// Names with their days, as a team file writes these.
#[derive(Debug, Clone, Default)]
pub struct DayNames(BTreeMap<String, Vec<String>>);

impl DayNames {
    /// Those of a team file.
    pub fn read(source: &Arc<Source>) -> Result<DayNames, Fault> {
        let mut root = shape::parse_as_written(source)?;
        DayNames::take(source, root.get_mut())
    }

    /// The days of a name; none where it is no name.
    pub fn days(&self, name: &str) -> Option<&[String]> {
        self.0.get(name.trim()).map(Vec::as_slice)
    }

    /// Words with the days of names in the place of these.
    pub fn words(&self, words: Vec<Word>) -> Vec<Word> {
        let days = |word: Word| match self.days(word.get_ref()) {
            Some(days) => (days
                .iter()
                .map(|day| Spanned::new(word.span(), day.clone())))
            .collect(),
            None => vec![word],
        };
        words.into_iter().flat_map(days).collect()
    }

    /// Takes the section out of a document.
    fn take(source: &Arc<Source>, root: &mut DeTable<'_>) -> Result<DayNames, Fault> {
        let mut names = DayNames::default();
        let mut keys = root.iter().map(|(key, _)| key);
        let Some(key) = keys.find(|key| key.get_ref() == SECTION).cloned() else {
            return Ok(names);
        };
        let Some(section) = root.remove(&key) else {
            return Ok(names);
        };
        let DeValue::Table(table) = section.get_ref() else {
            return Err(wrong(source, &section, Shape::Table));
        };
        for (key, value) in table {
            let name = key.get_ref().trim().to_owned();
            let place = key.span();
            if name.is_empty() || DaySelector::parse(&name).is_ok() {
                let kind = FaultKind::DayWord { name };
                return Err(source.fault(Some(place), kind));
            }
            let mut days = Vec::new();
            for (word, at) in texts(source, value)? {
                DaySelector::parse(&word).map_err(|kind| source.fault(Some(at), kind))?;
                days.push(word);
            }
            if days.is_empty() {
                let kind = FaultKind::EmptyList { key: name };
                return Err(source.fault(Some(value.span()), kind));
            }
            if names.0.insert(name.clone(), days).is_some() {
                let what = Named::Day;
                return Err(source.fault(Some(place), FaultKind::Twice { what, name }));
            }
        }
        Ok(names)
    }

    /// Puts days in the place of names.
    fn put(&self, source: &Arc<Source>, table: &mut DeTable<'_>) -> Result<(), Fault> {
        for (key, value) in table.iter_mut() {
            let key = key.get_ref().as_ref();
            if KEYS.contains(&key) {
                self.put_days(source, value)?;
            } else if TABLES.contains(&key) {
                self.put_keys(source, value)?;
            }
            self.put_below(source, value)?;
        }
        Ok(())
    }

    fn put_below(
        &self,
        source: &Arc<Source>,
        value: &mut Spanned<DeValue<'_>>,
    ) -> Result<(), Fault> {
        match value.get_mut() {
            DeValue::Table(table) => self.put(source, table),
            DeValue::Array(values) => {
                let mut values = values.iter_mut();
                values.try_for_each(|value| self.put_below(source, value))
            }
            _ => Ok(()),
        }
    }

    /// In a list all days of a name; in a text, where only one fits, the one that it has.
    fn put_days(
        &self,
        source: &Arc<Source>,
        value: &mut Spanned<DeValue<'_>>,
    ) -> Result<(), Fault> {
        let place = value.span();
        match value.get_mut() {
            DeValue::Array(values) => {
                let mut put = toml::de::DeArray::new();
                for word in values.iter() {
                    match self.of(word) {
                        Some(days) => {
                            days.iter().for_each(|day| put.push(text(word.span(), day)));
                        }
                        None => put.push(word.clone()),
                    }
                }
                *values = put;
                Ok(())
            }
            DeValue::String(word) => match self.days(word) {
                Some([day]) => {
                    *word = day.clone().into();
                    Ok(())
                }
                Some(_) => {
                    let name = word.trim().to_owned();
                    Err(source.fault(Some(place), FaultKind::SeveralDays { name }))
                }
                None => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// Days that are keys.
    fn put_keys(
        &self,
        source: &Arc<Source>,
        value: &mut Spanned<DeValue<'_>>,
    ) -> Result<(), Fault> {
        let DeValue::Table(table) = value.get_mut() else {
            return Ok(());
        };
        let named = table.iter().map(|(key, _)| key.clone());
        let named: Vec<_> = named.filter(|k| self.days(k.get_ref()).is_some()).collect();
        for key in named {
            let Some(cell) = table.remove(&key) else {
                continue;
            };
            for day in self.days(key.get_ref()).unwrap_or_default() {
                let at = Spanned::new(key.span(), day.clone().into());
                if table.insert(at, cell.clone()).is_some() {
                    let (what, name) = (Named::Day, day.clone());
                    return Err(source.fault(Some(key.span()), FaultKind::Twice { what, name }));
                }
            }
        }
        Ok(())
    }

    fn of(&self, word: &Spanned<DeValue<'_>>) -> Option<&[String]> {
        match word.get_ref() {
            DeValue::String(name) => self.days(name),
            _ => None,
        }
    }
}

/// Takes the names of a document out of it and puts their days where they stand.
pub fn expand(source: &Arc<Source>, root: &mut DeTable<'_>) -> Result<(), Fault> {
    let names = DayNames::take(source, root)?;
    if names.0.is_empty() {
        return Ok(());
    }
    names.put(source, root)
}

fn text<'a>(place: Range<usize>, day: &str) -> Spanned<DeValue<'a>> {
    Spanned::new(place, DeValue::String(day.to_owned().into()))
}

/// A text or a list of texts, with their places.
fn texts(
    source: &Arc<Source>,
    value: &Spanned<DeValue<'_>>,
) -> Result<Vec<(String, Range<usize>)>, Fault> {
    let one = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::String(word) => Ok((word.to_string(), value.span())),
        _ => Err(wrong(source, value, Shape::Text)),
    };
    match value.get_ref() {
        DeValue::Array(values) => values.iter().map(one).collect(),
        _ => Ok(vec![one(value)?]),
    }
}

fn wrong(source: &Arc<Source>, value: &Spanned<DeValue<'_>>, wanted: Shape) -> Fault {
    let found = Shape::of(value.get_ref().type_str());
    source.fault(Some(value.span()), FaultKind::WrongType { found, wanted })
}
