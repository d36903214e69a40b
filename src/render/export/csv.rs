//! The roster as CSV: who works when, totals per person and per day. `paiban import` reads it again.

use super::{Edition, iso};
use crate::domain::time::hours;
use crate::input::roster_sheet::{DAY_TOTAL, NAME, TOTALS};
use crate::source::csv::{Cell, Csv};
use crate::text::{Lang, pick};

/// The roster with totals, in UTF-8 with the byte-order mark that Excel needs to show Chinese names.
pub fn csv(edition: &Edition<'_>, lang: Lang) -> String {
    let problem = edition.problem;
    let days = 0..problem.days();
    let dates = days.clone().map(|day| iso(problem.date(day as i64)));
    let heads = TOTALS.iter().map(|head| Cell::text(pick(*head, lang)));
    let mut csv = Csv::new();
    let name = std::iter::once(Cell::text(pick(NAME, lang)));
    csv.row(name.chain(dates.map(Cell::text)).chain(heads));
    for person in edition.people() {
        let name = std::iter::once(Cell::text(&problem.people[person].name));
        let codes = days
            .clone()
            .map(|day| Cell::text(edition.code(person, day, lang)));
        let sheet = &edition.sheets[person];
        let counts = [
            sheet.shifts,
            sheet.nights,
            sheet.weekend_days,
            sheet.holidays,
            sheet.rest_days,
            sheet.leave_days,
        ];
        let totals = std::iter::once(Cell::Number(hours(sheet.minutes)));
        let totals = totals.chain(counts.map(Cell::number));
        csv.row(name.chain(codes).chain(totals));
    }
    for (index, kind) in problem.kinds_now().iter().enumerate() {
        let name = std::iter::once(Cell::text(format!("{DAY_TOTAL} {}", kind.code)));
        let counts = days
            .clone()
            .map(|day| Cell::number(edition.facts.count(index, day as i64)));
        let blank = TOTALS.iter().map(|_| Cell::text(""));
        csv.row(name.chain(counts).chain(blank));
    }
    csv.text()
}
