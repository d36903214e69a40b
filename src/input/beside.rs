//! Tables and the calendar beside a team file, and people of whom both say something.

use super::demand::DemandRow;
use super::table::Table;
use super::team::{PersonRow, TeamFile, Word};
use super::{Fault, Source, calendar_file, demand_table, leave_kinds, people_table};
use crate::domain::calendar::Calendar;
use crate::domain::who::{self, Called};
use crate::source::DayNames;
use std::sync::Arc;
use toml::Spanned;

/// What lies in files beside the team file.
#[derive(Debug, Clone)]
pub(super) struct Beside {
    pub calendar: Calendar,
    pub people: Rows<PersonRow>,
    pub demand: Rows<DemandRow>,
}

/// Rows of a table, and its file; `None`: there is no such table.
pub(super) type Rows<T> = Option<(Arc<Source>, Vec<Spanned<T>>)>;

/// What is said of a person: in the table, in the team file, or in both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub table: Option<(&'a Arc<Source>, &'a Spanned<PersonRow>)>,
    pub own: Option<&'a Spanned<PersonRow>>,
}

impl Beside {
    pub fn read(source: &Arc<Source>, file: &TeamFile) -> Result<Beside, Fault> {
        let head = &file.team;
        let (leaves, names) = (leave_kinds::words(file), DayNames::read(source)?);
        let table = |word: &Word| Table::read(&source.beside(word.get_ref().trim()));
        let people = head.people.as_ref().map(table).transpose()?;
        let demand = head.demand.as_ref().map(table).transpose()?;
        let people = people.map(|t| {
            Ok((
                Arc::clone(&t.source),
                people_table::read(&t, &leaves, &names)?,
            ))
        });
        let demand = demand.map(|t| Ok((Arc::clone(&t.source), demand_table::read(&t, &names)?)));
        Ok(Beside {
            calendar: calendar_file::of_team(source, head.calendar.as_ref(), &file.holiday)?,
            people: people.transpose()?,
            demand: demand.transpose()?,
        })
    }

    /// Everybody: those of the table, with what the team file says of them besides, then the others.
    pub fn people<'a>(&'a self, file: &'a TeamFile) -> Vec<Said<'a>> {
        fn called(row: &Spanned<PersonRow>) -> (&str, &str) {
            let row = row.get_ref();
            let name = row.name.get_ref().trim();
            (row.id.as_ref().map_or(name, |id| id.get_ref().trim()), name)
        }
        let rows = self
            .people
            .iter()
            .flat_map(|(source, rows)| rows.iter().map(move |r| (source, r)));
        let mut all: Vec<Said<'a>> = rows
            .map(|row| Said {
                table: Some(row),
                own: None,
            })
            .collect();
        let table: Vec<Called<'_>> = all
            .iter()
            .filter_map(|said| Some(called(said.table?.1).into()))
            .collect();
        let own: Vec<(&str, &str)> = file.person.iter().map(called).collect();
        for (row, place) in file.person.iter().zip(who::fit(&table, &own)) {
            match place.and_then(|place| all.get_mut(place)) {
                Some(said) => said.own = Some(row),
                None => all.push(Said {
                    table: None,
                    own: Some(row),
                }),
            }
        }
        all
    }
}
