//! What everybody has worked over some months, and what of it is more than the own share.

use super::error::Unread;
use super::figures::{MEASURES, ahead, to_carry, worked};
use super::past::{Past, PastMonth};
use crate::domain::calendar::Known;
use crate::domain::person::Carried;
use crate::domain::time::Month;
use crate::domain::{PersonIx, Standing};
use crate::facts::Facts;
use crate::facts::totals::month_totals;
use crate::text::Text;
use std::collections::BTreeMap;

/// A person over the months.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Balance {
    /// The name.
    pub name: String,
    /// What was worked.
    pub worked: [i64; MEASURES],
    /// What of it is more than the own share, in the order hours (in minutes), nights, weekend days, holidays.
    pub ahead: [f64; MEASURES],
}

/// A month that counts.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Counted {
    /// Which.
    pub month: Month,
    /// Where its roster is from.
    pub from: Text,
    /// How much is known of its holidays, and the year.
    pub least_known: Option<(Known, i32)>,
    /// By id: what was worked, and what of it is more than the own share.
    pub people: BTreeMap<String, ([i64; MEASURES], [f64; MEASURES])>,
}

/// What earlier rosters have that the team file does not explain.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Met {
    /// Rows that fit nobody of the team, by name, with their months.
    pub strangers: BTreeMap<String, Vec<Month>>,
    /// Everybody's names and ids, of whom they may have been meant.
    #[serde(skip)]
    pub team: Vec<String>,
    /// Codes that are no shifts of today, with their months.
    pub unknown: BTreeMap<String, Vec<Month>>,
}

/// Several months.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Balances {
    /// By id.
    pub sum: BTreeMap<String, Balance>,
    /// The months that count.
    pub months: Vec<Counted>,
    /// What was met that is nobody's, or no shift any more.
    pub met: Met,
    /// Those whose rosters cannot be read, and why.
    pub left_out: Vec<(Month, Unread)>,
}

impl Balances {
    /// Takes months up that there are rosters of.
    pub fn of(past: &Past<'_>, months: impl IntoIterator<Item = Month>) -> Balances {
        let mut balances = Balances::default();
        for month in months {
            match past.read(month) {
                Ok(read) => balances.count(read),
                Err(unread) => balances.left_out.push((month, unread)),
            }
        }
        balances
    }

    /// What is carried over for a person, as `carried` has it.
    pub fn carried(&self, id: &str) -> Carried {
        self.sum
            .get(id)
            .map_or_else(Carried::default, |balance| to_carry(&balance.ahead))
    }

    /// The months that count, and where their rosters are from.
    pub fn sources(&self) -> Vec<(Month, Text)> {
        let source = |counted: &Counted| (counted.month, counted.from.clone());
        self.months.iter().map(source).collect()
    }

    fn count(&mut self, read: PastMonth) {
        let problem = &read.problem;
        let sheets = month_totals(problem, &read.roster);
        let worked: Vec<[i64; MEASURES]> = sheets.iter().map(worked).collect();
        let ahead = ahead(&Facts::new(problem, &read.roster), &read.book);
        let mut people = BTreeMap::new();
        for (p, person) in PersonIx::enumerate(&problem.people) {
            if problem.employed(p).is_empty() {
                continue;
            }
            let sum = self.sum.entry(person.id.clone()).or_default();
            sum.name.clone_from(&person.name);
            for m in 0..MEASURES {
                sum.worked[m] += worked[p][m];
                sum.ahead[m] += ahead[p][m];
            }
            people.insert(person.id.clone(), (worked[p], ahead[p]));
        }
        for gone in &read.gone {
            let months = self.met.strangers.entry(gone.name.clone()).or_default();
            months.push(read.month);
        }
        for kind in &problem.kinds {
            if let Standing::Unknown { .. } = kind.standing {
                let months = self.met.unknown.entry(kind.code.clone()).or_default();
                months.push(read.month);
            }
        }
        self.met.team = problem.names();
        self.months.push(Counted {
            month: read.month,
            from: read.from,
            least_known: problem.least_known(),
            people,
        });
    }
}
