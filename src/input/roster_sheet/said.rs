//! Which month a table is of, where nobody has asked for one.

use super::claims;
use super::grid::Grid;
use crate::domain::time::Month;
use crate::input::sheet_file::SheetFile;
use crate::source::date_line::{Run, longest};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::path::Path;

/// Rows in which dates and titles are looked for.
const TOP: usize = 40;

/// The month that most of the dates lie in, else the one that a title or a sheet's name speaks of, else the one in the
/// file's name; of dates without a year the month nearest to today.
pub fn month(sheets: &[SheetFile], path: &Path, today: NaiveDate) -> Option<Month> {
    let near = Month::of(today);
    let mut best: Option<Run> = None;
    for sheet in sheets {
        for turned in [false, true] {
            let grid = Grid::new(sheet, turned);
            for row in grid.rows().take(TOP) {
                let run = longest(&grid.days(row, 0), Some(near));
                let run = run.filter(|run| run.month && run.days.len() > 1);
                let longer =
                    |run: &Run| best.as_ref().is_none_or(|b| run.days.len() > b.days.len());
                best = run.filter(longer).or(best.take());
            }
        }
    }
    let dated = best.as_ref().and_then(most);
    let year = best.as_ref().is_some_and(|run| run.year);
    if year {
        return dated;
    }
    let titles = sheets.iter().flat_map(|sheet| claims::months(sheet, TOP));
    let named = path.to_str().into_iter().flat_map(claims::months_in);
    let mut said = titles.chain(named);
    let Some(dated) = dated else {
        return said.next();
    };
    let number = dated.first().month();
    let same = said.find(|month| month.first().month() == number);
    same.or_else(|| {
        let years = [
            near.first().year() - 1,
            near.first().year(),
            near.first().year() + 1,
        ];
        let months = years
            .into_iter()
            .filter_map(|year| Month::new(year, number));
        months.min_by_key(|month| (month.first() - near.first()).num_days().abs())
    })
}

/// The month with most days of a run.
fn most(run: &Run) -> Option<Month> {
    let mut count: BTreeMap<Month, usize> = BTreeMap::new();
    for (_, date) in &run.days {
        *count.entry(Month::of(*date)).or_default() += 1;
    }
    count
        .into_iter()
        .max_by_key(|(_, days)| *days)
        .map(|(month, _)| month)
}
