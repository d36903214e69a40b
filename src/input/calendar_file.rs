//! The calendar of a team: built in, or a table of special days that lies beside the team file.

use super::team::Word;
use super::{Fault, FaultKind, Source};
use crate::domain::calendar::{Calendar, CalendarError, Table};
use crate::source::shape;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// The calendar that a team file names: `cn` and `none` are built in, `tw` is `tw.toml` beside the team
/// file, and what ends in `.toml` or has a `/` is a path from there.
pub fn of_team(source: &Arc<Source>, name: Option<&Word>) -> Result<Calendar, Fault> {
    let word = name.map_or("cn", |n| n.get_ref().trim());
    if let Some(calendar) = Calendar::builtin(word) {
        return Ok(calendar);
    }
    let file = if word.ends_with(".toml") || word.contains(['/', '\\']) {
        word.to_owned()
    } else {
        format!("{word}.toml")
    };
    let path = source.beside(&file);
    if word.is_empty() || !path.exists() {
        let kind = FaultKind::UnknownCalendar {
            name: word.to_owned(),
            known: Calendar::REGIONS.map(str::to_owned).to_vec(),
            file,
        };
        return Err(source.fault(name.map(Spanned::span), kind));
    }
    read(&Source::read(&path)?)
}

/// The calendar of a table.
fn read(source: &Arc<Source>) -> Result<Calendar, Fault> {
    let table: Table = toml::from_str(&source.text).map_err(|e| shape::fault(source, &e))?;
    Calendar::of(&table).map_err(|flaw| {
        let place = place(&source.text, &flaw);
        source.fault(place, FaultKind::BadCalendar { flaw })
    })
}

/// Where a table's fault stands: a date where it stands last, else a name where it stands first.
fn place(text: &str, flaw: &CalendarError) -> Option<Range<usize>> {
    use CalendarError as E;
    let last = |word: &str| Some((text.rfind(word)?, word.len()));
    let first = |word: &str| Some((text.find(word)?, word.len()));
    let found = match flaw {
        E::Syntax { .. } => None,
        E::RepeatedDate { date, .. }
        | E::ClashingDate { date, .. }
        | E::WrongYear { date, .. }
        | E::MakeupOnWeekday { date }
        | E::Unannounced { date, .. } => last(&date.to_string()),
        E::NotADate { value, .. } | E::NotYearly { value, .. } => last(value),
        E::UnnamedHoliday { holiday } => first(holiday),
        E::UnknownHoliday { holiday, .. } | E::EmptyHoliday { holiday, .. } => last(holiday),
        E::RepeatedYear { year } | E::Unsourced { year } => last(&year.to_string()),
        E::UnknownBase { name } => first(name),
    };
    found.map(|(start, length)| start..start + length)
}
