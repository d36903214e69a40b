//! The roster as CSV: who works when, totals per person and per day. `paiban import` reads it again.

use super::{Edition, iso};
use crate::domain::time::hours;
use crate::input::roster_sheet::{DAY_TOTAL, MARKS, NAME, TOTALS};
use crate::text::{Lang, pick};

/// The roster with totals, in UTF-8 with the byte-order mark that Excel needs to show Chinese names.
pub fn csv(edition: &Edition<'_>, lang: Lang) -> String {
    let problem = edition.problem;
    let days = 0..problem.days();
    let dates = days.clone().map(|day| iso(problem.date(day as i64)));
    let heads = TOTALS.iter().map(|head| pick(*head, lang).to_owned());
    let mut text = String::from('\u{feff}');
    let name = std::iter::once(pick(NAME, lang).to_owned());
    line(&mut text, name.chain(dates).chain(heads));
    for person in problem.everybody() {
        let name = std::iter::once(cell(&problem.people[person].name));
        let codes = days.clone().map(|day| cell(edition.code(person, day)));
        let sheet = &edition.sheets[person];
        let counts = [
            sheet.shifts,
            sheet.nights,
            sheet.weekend_days,
            sheet.holidays,
            sheet.rest_days,
        ];
        let totals = std::iter::once(hours(sheet.minutes)).chain(counts.map(|n| n.to_string()));
        line(&mut text, name.chain(codes).chain(totals));
    }
    for (index, kind) in problem.kinds.iter().enumerate() {
        let name = std::iter::once(cell(&format!("{DAY_TOTAL} {}", kind.code)));
        let counts = days
            .clone()
            .map(|day| edition.count(index, day).to_string());
        let blank = TOTALS.iter().map(|_| String::new());
        line(&mut text, name.chain(counts).chain(blank));
    }
    text
}

pub(super) fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.collect();
    text.push_str(&cells.join(","));
    text.push_str("\r\n");
}

/// A user's text as a cell. A spreadsheet takes what begins with one of some marks for a formula, and would run it;
/// behind an apostrophe, which `import` takes off again, it is text.
pub(super) fn cell(text: &str) -> String {
    let text = if text.starts_with(MARKS) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if text.contains(['"', ',', ';', '\t']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_becomes_a_formula() {
        for (text, wanted) in [
            ("王芳", "王芳"),
            ("＝1", "'＝1"),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
        ] {
            assert_eq!(cell(text), wanted, "{text}");
        }
    }
}
