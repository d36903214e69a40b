//! The calendar of a team: built in, or a table of special days that lies beside the team file; and the team's own holidays.

use super::build::selector;
use super::team::{HolidayRow, Word};
use super::{Fault, FaultKind, Named, Source};
use crate::domain::calendar::{
    Calendar, CalendarError, DayKind, Holiday, OwnDays, OwnHoliday, Table,
};
use crate::source::days::DaySelector;
use crate::source::shape;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// The calendar that a team file names: `cn` and `none` are built in, `tw` is `tw.toml` beside the team
/// file, and what ends in `.toml` or has a `/` is a path from there.
pub fn of_team(
    source: &Arc<Source>,
    name: Option<&Word>,
    own: &[Spanned<HolidayRow>],
) -> Result<Calendar, Fault> {
    let mut calendar = named(source, name)?;
    for row in own {
        add(source, &mut calendar, row)?;
    }
    Ok(calendar)
}

/// Adds a team's own holiday.
fn add(
    source: &Arc<Source>,
    calendar: &mut Calendar,
    row: &Spanned<HolidayRow>,
) -> Result<(), Fault> {
    let (place, row) = (row.span(), row.get_ref());
    let zh = row.name.get_ref().trim().to_owned();
    let en = row.name_en.as_deref().map_or(zh.as_str(), str::trim);
    let flawed = |place, flaw| source.fault(Some(place), FaultKind::BadHoliday { flaw });
    if zh.is_empty() || en.is_empty() {
        let kind = FaultKind::BadName {
            what: Named::Holiday,
            name: zh,
            flaw: super::NameFlaw::Empty,
        };
        return Err(source.fault(Some(row.name.span()), kind));
    }
    let kinds = [
        (DayKind::Statutory, &row.statutory),
        (DayKind::Rest, &row.rest),
        (DayKind::Makeup, &row.makeup),
    ];
    let mut days = kinds
        .into_iter()
        .flat_map(|(kind, words)| words.iter().map(move |word| (kind, word)))
        .peekable();
    if days.peek().is_none() {
        let holiday = zh;
        return Err(flawed(place, CalendarError::DaylessHoliday { holiday }));
    }
    for (kind, word) in days {
        let own = OwnHoliday {
            days: own_days(source, word)?,
            kind,
            holiday: Holiday {
                zh: zh.clone(),
                en: en.to_owned(),
            },
        };
        calendar
            .add(own)
            .map_err(|flaw| flawed(word.span(), flaw))?;
    }
    Ok(())
}

/// Dates, ranges of dates and dates of every year: words for weekdays and kinds of day would turn in a circle.
fn own_days(source: &Arc<Source>, word: &Word) -> Result<OwnDays, Fault> {
    match selector(source, word)? {
        DaySelector::Range(from, to) => Ok(OwnDays::Dates(from, to)),
        DaySelector::Yearly { month, day } => Ok(OwnDays::Yearly { month, day }),
        _ => {
            let flaw = CalendarError::NotDated {
                value: word.get_ref().trim().to_owned(),
            };
            Err(source.fault(Some(word.span()), FaultKind::BadHoliday { flaw }))
        }
    }
}

fn named(source: &Arc<Source>, name: Option<&Word>) -> Result<Calendar, Fault> {
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
        // Faults of a team's own holidays, whose place is known.
        E::MakeupOnWorkday { .. } | E::DaylessHoliday { .. } | E::NotDated { .. } => None,
    };
    found.map(|(start, length)| start..start + length)
}
