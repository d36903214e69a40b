//! People who are there for a part of the days, beside the share that they have by them.

use crate::domain::PersonIx;
use crate::domain::person::MEASURED;
use crate::model::{Item, Sum};

/// What a person's month adds up to.
pub struct Row {
    /// Who.
    pub person: PersonIx,
    /// Days that count on which the person is there.
    pub here: usize,
    /// What comes from earlier months.
    pub carried: i64,
    /// Minutes that are agreed.
    pub due: i64,
    /// What is counted of the month.
    pub items: Vec<Item>,
}

/// Those by whom shares are measured, of people of whom the whole ones are there on `all` days: all, or some of a large group,
/// evenly picked from those who are whole where these are enough.
pub fn measured(rows: &[Row], all: usize) -> Vec<&Row> {
    let mut pool: Vec<&Row> = rows.iter().collect();
    if rows.len() <= MEASURED {
        return pool;
    }
    let whole = rows.iter().filter(|row| row.here == all);
    let whole: Vec<&Row> = whole.collect();
    if whole.len() >= MEASURED {
        pool = whole;
    }
    let step = |at: usize| at * MEASURED / pool.len();
    let taken = pool.iter().enumerate();
    let taken = taken.filter(|(at, _)| step(*at) < step(at + 1));
    taken.map(|(_, row)| *row).collect()
}

/// What the person has, times the days of those by whom it is measured, less the own days times what these have: in whole
/// numbers, with how many times as much it is as the distance from the share.
pub fn beside(row: &Row, measured: &[&Row]) -> (Sum, i64) {
    let (here, team) = (
        row.here as i64,
        measured.iter().map(|r| r.here as i64).sum(),
    );
    let by = divisor(here, team);
    let (here, team) = (here / by, team / by);
    let due: i64 = measured.iter().map(|row| row.due).sum();
    let own = measured.iter().any(|other| other.person == row.person);
    let times = |of: &Row, factor: i64| {
        let items = of.items.clone().into_iter();
        let items = items.map(move |item| Item {
            weight: item.weight * factor,
            ..item
        });
        items.filter(|item| item.weight != 0)
    };
    let mut items: Vec<Item> = times(row, team - if own { here } else { 0 }).collect();
    for other in measured.iter().filter(|other| other.person != row.person) {
        items.extend(times(other, -here));
    }
    let base = (row.carried - row.due) * team + here * due;
    (Sum { items, base }, team)
}

/// The greatest common divisor, at least 1.
fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { divisor(b, a % b) }
}
