//! Where in a table the roster is: rows with dates, each with the rows below it and the column of the names.
//!
//! The row of dates is the one with most days that follow each other; a row of numbers is none. Other rows are taken for
//! heads too where they go on with the days (half a month below the other) or say them again (one head a group).

use super::grid::Grid;
use super::people::People;
use crate::domain::time::Month;
use crate::source::date_line::{Run, longest, scattered};
use crate::source::loose::folded;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Rows in which the dates are looked for: above them there may be titles and rules.
const TOP: usize = 200;

/// What the column of the names is headed with.
const NAMES: [&str; 14] = [
    "姓名", "名字", "人员", "员工", "員工", "成员", "客服", "名前", "氏名", "name", "person",
    "agent", "employee", "staff",
];

/// What the column of the ids is headed with.
const IDS: [&str; 12] = [
    "工号",
    "員工編號",
    "员工编号",
    "编号",
    "編號",
    "员工号",
    "人员编号",
    "id",
    "empid",
    "employeeid",
    "staffid",
    "no.id",
];

/// A row of dates and the rows that belong to it.
#[derive(Debug, Clone)]
pub struct Block {
    /// The row with the dates.
    pub head: usize,
    /// The column of the names.
    pub names: usize,
    /// The column of ids beside it.
    pub ids: Option<usize>,
    /// Columns with their dates.
    pub days: Vec<(usize, NaiveDate)>,
    /// The rows below, down to the next row of dates.
    pub rows: Vec<usize>,
    /// Columns with days that the month does not have.
    pub beyond: Vec<usize>,
    /// A column numbered 0.
    pub zero: Option<usize>,
}

impl Block {
    /// The column of the first day; a block has one at least.
    pub fn first(&self) -> usize {
        self.days.first().map_or(0, |(column, _)| *column)
    }

    /// The column of the last day.
    pub fn last(&self) -> usize {
        self.days.last().map_or(0, |(column, _)| *column)
    }
}

/// Where the roster is.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The blocks, from the top.
    pub blocks: Vec<Block>,
    /// Whether the dates say which month it is, and not only which days.
    pub month: bool,
    /// Whether they say which year.
    pub year: bool,
}

/// Finds the roster. `None`: no row has dates, or there is no room for names.
pub fn layout(grid: &Grid<'_>, month: Month, people: &People<'_>) -> Option<Layout> {
    let heads = heads(grid, month, people)?;
    let (month, year) = {
        let runs = || heads.iter().map(|(_, run)| run);
        (runs().all(|r| r.month), runs().all(|r| r.year))
    };
    let mut blocks = Vec::new();
    let next = heads.iter().skip(1).map(|(row, _)| *row);
    for ((head, run), end) in heads.iter().zip(next.chain([usize::MAX])) {
        let rows = grid.rows().filter(|row| (*head + 1..end).contains(row));
        let rows: Vec<usize> = rows.collect();
        let own = side_by_side(grid, people, *head, run, &rows);
        if own
            .iter()
            .any(|block| !run.month && is_index(grid, people, block))
        {
            return None;
        }
        blocks.extend(own);
    }
    let some = !blocks.is_empty();
    some.then_some(Layout {
        blocks,
        month,
        year,
    })
}

/// The rows of dates, from the top.
fn heads(grid: &Grid<'_>, month: Month, people: &People<'_>) -> Option<Vec<(usize, Run)>> {
    let rows = grid.rows().take(TOP);
    let runs = rows.filter_map(|row| Some((row, grid.run(row, month)?)));
    let mut best: Option<((usize, bool, bool), usize, Run)> = None;
    for (row, run) in runs.filter(|(_, run)| run.days.len() > 1) {
        let score = (run.days.len(), run.year, run.month);
        if best.as_ref().is_none_or(|(most, _, _)| score > *most) {
            best = Some((score, row, run));
        }
    }
    let (_, main, mut run) = best?;
    with_gaps(grid, main, month, &mut run);
    let (first, last) = (run.days.first()?.0, run.days.last()?.0);
    let all: Vec<usize> = grid.rows().collect();
    let names = names_column(grid, people, &all, 0..first);
    let label = |row: usize| names.map(|column| folded(grid.text((row, column))));
    let mut taken: BTreeSet<NaiveDate> = run.days.iter().map(|(_, date)| *date).collect();
    let mut heads = vec![(main, run.clone())];
    for row in all.into_iter().filter(|row| *row != main) {
        let person = names.is_some_and(|column| people.is_somebody(grid.text((row, column))));
        let cells = grid
            .row(row)
            .filter(|(column, _)| (first..=last).contains(column));
        let days = grid.days(row, first);
        let days: Vec<_> = days.into_iter().filter(|(c, _)| *c <= last).collect();
        if person || days.is_empty() || days.len() != cells.count() {
            continue;
        }
        let Some(own) = longest(&days, Some(month)).filter(|r| r.days.len() == days.len()) else {
            continue;
        };
        let again = own.days.len() > 1 && own.days.iter().all(|day| run.days.contains(day));
        let again = again && own.days.len() * 2 > run.days.len();
        let alike = label(row).is_some_and(|l| !l.is_empty() && Some(l) == label(main));
        let on = own.days.iter().all(|(_, date)| !taken.contains(date));
        if again || (on && (own.days.len() > 2 || alike)) {
            taken.extend(own.days.iter().map(|(_, date)| *date));
            heads.push((row, own));
        }
    }
    heads.sort_by_key(|(row, _)| *row);
    Some(heads)
}

/// Adds days before and behind a run where some between were left out: they are missing, and the others are not.
fn with_gaps(grid: &Grid<'_>, row: usize, month: Month, run: &mut Run) {
    let (Some(first), Some(last)) = (run.days.first().copied(), run.days.last().copied()) else {
        return;
    };
    let known = |column: &usize| run.beyond.contains(column) || run.zero == Some(*column);
    let line: Vec<_> = (grid.days(row, 0).into_iter())
        .filter(|(column, _)| !known(column))
        .collect();
    let dates = scattered(&line, Some(month));
    let dates = dates
        .into_iter()
        .filter_map(|(column, date)| Some((column, date?)));
    let (mut before, mut behind) = (Vec::new(), vec![last]);
    for (column, date) in dates.filter(|(_, date)| Month::of(*date) == month) {
        let later = |days: &[(usize, NaiveDate)]| days.last().is_none_or(|(_, d)| *d < date);
        if column < first.0 && date < first.1 && later(&before) {
            before.push((column, date));
        } else if column > last.0 && later(&behind) {
            behind.push((column, date));
        }
    }
    before.append(&mut run.days);
    before.extend(behind.into_iter().skip(1));
    run.days = before;
}

/// A row of dates as blocks: where names stand between two days, another half stands beside the first.
fn side_by_side(
    grid: &Grid<'_>,
    people: &People<'_>,
    head: usize,
    run: &Run,
    rows: &[usize],
) -> Vec<Block> {
    let mut parts: Vec<(usize, Vec<(usize, NaiveDate)>)> = Vec::new();
    let mut before = 0;
    for day in &run.days {
        let gap = before..day.0;
        let named = |column: usize| found_in(grid, people, rows, column) > 1;
        let between = gap.clone().rev().find(|column| named(*column));
        match (parts.last_mut(), between) {
            (Some(_), Some(names)) => parts.push((names, vec![*day])),
            (Some((_, days)), None) => days.push(*day),
            (None, _) => {
                // Without room for names there is no roster.
                let Some(names) = names_column(grid, people, rows, gap) else {
                    return Vec::new();
                };
                parts.push((names, vec![*day]));
            }
        }
        before = day.0 + 1;
    }
    let count = parts.len();
    let block = |(index, (names, days)): (usize, (usize, Vec<_>))| Block {
        head,
        names,
        ids: ids_column(grid, head, names, &days),
        days,
        rows: rows.to_vec(),
        beyond: if index + 1 == count {
            run.beyond.clone()
        } else {
            Vec::new()
        },
        zero: run.zero.filter(|_| index == 0),
    };
    parts.into_iter().enumerate().map(block).collect()
}

/// Whether the numbers of a block only count its people: another line beside them has a name for each.
fn is_index(grid: &Grid<'_>, people: &People<'_>, block: &Block) -> bool {
    let named = |row: &&usize| {
        let cells = block
            .days
            .iter()
            .map(|(column, _)| grid.text((**row, *column)));
        let named: Vec<_> = cells.filter_map(|text| people.one(text)).collect();
        let different: BTreeSet<_> = named.iter().collect();
        let most = named.len() > 1 && named.len() * 2 >= block.days.len();
        most && different.len() == named.len()
    };
    // Names of those on duty stand under a shift.
    let label = |row: usize| folded(grid.text((row, block.names)));
    let heads = |row: &usize| NAMES.contains(&label(*row).as_str()) || label(*row).is_empty();
    // Strangers too, where it is said that they are names.
    let said = |row: &&usize| {
        let mut before = grid
            .row(**row)
            .take_while(|(column, _)| *column < block.first());
        let texts = block
            .days
            .iter()
            .map(|(column, _)| grid.text((**row, *column)));
        let texts: Vec<&str> = texts.filter(|text| !text.is_empty()).collect();
        let different: BTreeSet<&str> = texts.iter().copied().collect();
        before.any(|(_, cell)| NAMES.contains(&folded(&cell.text).as_str()))
            && different.len() == texts.len()
            && texts.len() * 2 >= block.days.len()
    };
    let mut rows = block.rows.iter().filter(named);
    rows.any(|row| heads(row) || people.is_somebody(grid.text((*row, block.names))))
        || block.rows.iter().any(|row| said(&row))
}

/// How many people of the team a column has.
fn found_in(grid: &Grid<'_>, people: &People<'_>, rows: &[usize], column: usize) -> usize {
    let there = |row: &&usize| people.is_somebody(grid.text((**row, column)));
    rows.iter().filter(there).count()
}

/// The column in which most people of the team are found; where nobody is, the one that is headed so, or else the last
/// one with texts.
fn names_column(
    grid: &Grid<'_>,
    people: &People<'_>,
    rows: &[usize],
    within: std::ops::Range<usize>,
) -> Option<usize> {
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for row in rows {
        let columns = grid.row(*row).map(|(column, _)| column);
        used.extend(
            columns
                .take_while(|c| *c < within.end)
                .filter(|c| within.contains(c)),
        );
    }
    let found = used.iter().map(|c| (found_in(grid, people, rows, *c), *c));
    let most = found.max_by_key(|(count, column)| (*count, std::cmp::Reverse(*column)))?;
    if most.0 > 0 {
        return Some(most.1);
    }
    let headed = |column: &&usize| {
        let heads = grid
            .rows()
            .take(TOP)
            .map(|row| folded(grid.text((row, **column))));
        heads.into_iter().any(|head| NAMES.contains(&head.as_str()))
    };
    let words = |column: &&usize| {
        let texts = rows.iter().map(|row| grid.text((*row, **column)));
        texts
            .into_iter()
            .any(|t| t.chars().any(char::is_alphabetic))
    };
    let best = used
        .iter()
        .find(headed)
        .or_else(|| used.iter().rfind(words));
    best.or_else(|| used.last()).copied()
}

/// The column beside the names that is headed as that of the ids.
fn ids_column(
    grid: &Grid<'_>,
    head: usize,
    names: usize,
    days: &[(usize, NaiveDate)],
) -> Option<usize> {
    let first = days.first()?.0;
    let headed = |column: usize| {
        let heads = [head, head + 1, head.saturating_sub(1)];
        let heads = heads.map(|row| folded(grid.text((row, column))).replace(['_', '-'], ""));
        heads.iter().any(|head| IDS.contains(&head.as_str()))
    };
    (0..first).find(|column| *column != names && headed(*column))
}
