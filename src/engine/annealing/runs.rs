//! Runs of a class of days, as bits of a person's row. A changed day concerns only the runs left and
//! right of it, and what a run costs is read from a table by its length.

use super::cost::{Cost, Duty, REST};
use crate::model::{Class, Limit};

/// Bits of a word.
const WORD: usize = 64;

/// One class of days in one person's row, with the prices of its runs.
#[derive(Debug, Clone)]
pub struct Row {
    /// The days looked at.
    pub from: usize,
    pub to: usize,
    /// Which class.
    class: usize,
    /// Index of the price table.
    table: usize,
    /// Where its bits begin.
    bits: usize,
    /// Points of a hard unit, as the walk sees it.
    pub hard_price: i64,
}

/// What makes two terms look at the same runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    pub person: usize,
    pub class: Class,
    pub from: usize,
    pub to: usize,
    pub before: Option<u32>,
}

/// All rows.
#[derive(Debug, Clone, Default)]
pub struct Runs {
    rows: Vec<Row>,
    /// Rows of person `p`: `rows[of[p]..of[p + 1]]`.
    of: Vec<usize>,
    /// Whether a class holds a duty: `inside[class * width + duty]`.
    inside: Vec<bool>,
    width: usize,
    tables: Vec<Table>,
    words: Vec<u64>,
}

impl Runs {
    /// Lays out runs by person; every look comes with the limits of all terms that share it.
    pub fn new(people: usize, width: usize, looks: &[(Look, Vec<Limits>)]) -> Runs {
        let mut runs = Runs {
            width,
            ..Runs::default()
        };
        let mut classes: Vec<Class> = Vec::new();
        let mut by_person: Vec<&(Look, Vec<Limits>)> = looks.iter().collect();
        by_person.sort_by_key(|(look, _)| look.person);
        for (look, limits) in by_person {
            while runs.of.len() <= look.person {
                runs.of.push(runs.rows.len());
            }
            let class = place(&mut classes, look.class);
            let table = place(&mut runs.tables, Table::new(look, limits));
            runs.rows.push(Row {
                from: look.from,
                to: look.to,
                class,
                table,
                bits: runs.words.len(),
                hard_price: 0,
            });
            let words = (look.to - look.from).div_ceil(WORD);
            runs.words.resize(runs.words.len() + words, 0);
        }
        runs.of.resize(people + 1, runs.rows.len());
        for class in classes {
            let inside = (0..width).map(|duty| holds(class, duty as Duty));
            runs.inside.extend(inside);
        }
        runs
    }

    /// The rows of a person, by index.
    #[inline]
    pub fn of(&self, person: usize) -> std::ops::Range<usize> {
        self.of[person]..self.of[person + 1]
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row.
    pub fn row(&self, row: usize) -> &Row {
        &self.rows[row]
    }

    /// A row, for its price.
    pub fn row_mut(&mut self, row: usize) -> &mut Row {
        &mut self.rows[row]
    }

    /// Makes a day of a row follow a change of duty. `None` if that does not concern the row; else the change of
    /// cost, and the word that changed with its former content.
    #[inline]
    pub fn change(
        &mut self,
        row: usize,
        day: usize,
        old: Duty,
        new: Duty,
    ) -> Option<(Cost, (u32, u64))> {
        let r = &self.rows[row];
        if day < r.from || day >= r.to {
            return None;
        }
        let class = r.class * self.width;
        let now = self.inside[class + usize::from(new)];
        if now == self.inside[class + usize::from(old)] {
            return None;
        }
        let (day, days) = (day - r.from, r.to - r.from);
        let words = &mut self.words[r.bits..r.bits + days.div_ceil(WORD)];
        let (left, right) = (before(words, day), after(words, day));
        let table = &self.tables[r.table];
        let (starts, ends) = (left == day, day + right + 1 == days);
        let whole = table.cost(starts, ends, left + 1 + right);
        let parts = table.cost(starts, false, left) + table.cost(false, ends, right);
        let word = day / WORD;
        let former = words[word];
        words[word] ^= 1 << (day % WORD);
        let change = if now { whole - parts } else { parts - whole };
        Some((change, ((r.bits + word) as u32, former)))
    }

    /// Puts a word back.
    #[inline]
    pub fn restore(&mut self, (word, former): (u32, u64)) {
        self.words[word as usize] = former;
    }

    /// What a row costs as it stands.
    pub fn cost(&self, row: usize) -> Cost {
        let r = &self.rows[row];
        let days = r.to - r.from;
        let words = &self.words[r.bits..r.bits + days.div_ceil(WORD)];
        let has = |day: usize| words[day / WORD] >> (day % WORD) & 1 == 1;
        let table = &self.tables[r.table];
        let (mut cost, mut from) = (Cost::NONE, 0);
        for day in 0..days {
            if !has(day) {
                cost = cost + table.cost(from == 0, false, day - from);
                from = day + 1;
            }
        }
        cost + table.cost(from == 0, true, days - from)
    }

    /// Fills in an empty roster.
    pub fn rest(&mut self) {
        for row in &self.rows {
            let days = row.to - row.from;
            if !self.inside[row.class * self.width + usize::from(REST)] {
                continue;
            }
            for day in 0..days {
                self.words[row.bits + day / WORD] |= 1 << (day % WORD);
            }
        }
    }
}

/// Days right before `day` whose bits are set, without a gap.
#[inline]
fn before(words: &[u64], day: usize) -> usize {
    let (mut word, bit) = (day / WORD, day % WORD);
    let mut count = 0;
    if bit > 0 {
        let ones = (words[word] << (WORD - bit)).leading_ones() as usize;
        if ones < bit {
            return ones;
        }
        count = bit;
    }
    while word > 0 {
        word -= 1;
        let ones = words[word].leading_ones() as usize;
        count += ones;
        if ones < WORD {
            break;
        }
    }
    count
}

/// Days right after `day` whose bits are set, without a gap. Bits after the last day are never set.
#[inline]
fn after(words: &[u64], day: usize) -> usize {
    let (word, bit) = (day / WORD, day % WORD);
    let ones = (words[word] >> bit >> 1).trailing_ones() as usize;
    let mut count = ones;
    if ones < WORD - 1 - bit {
        return count;
    }
    for word in &words[word + 1..] {
        let ones = word.trailing_ones() as usize;
        count += ones;
        if ones < WORD {
            break;
        }
    }
    count
}

fn holds(class: Class, duty: Duty) -> bool {
    class.holds((duty != REST).then(|| usize::from(duty) - 1))
}

fn place<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    list.iter().position(|x| *x == item).unwrap_or_else(|| {
        list.push(item);
        list.len() - 1
    })
}

/// Bounds of the runs of one term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Shortest.
    pub low: Option<Limit>,
    /// Longest.
    pub high: Option<Limit>,
}

/// What a run costs by its length, for runs that begin at the first day or later and end at the last or
/// earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Table {
    costs: Vec<[Cost; 4]>,
}

impl Table {
    fn new(look: &Look, limits: &[Limits]) -> Table {
        let entry = |length: usize| {
            [(false, false), (true, false), (false, true), (true, true)].map(|(starts, ends)| {
                let costs = limits
                    .iter()
                    .map(|l| price(length as i64, starts, ends, look.before, l));
                costs.fold(Cost::NONE, |a, b| a + b)
            })
        };
        Table {
            costs: (0..=look.to - look.from).map(entry).collect(),
        }
    }

    #[inline]
    fn cost(&self, starts: bool, ends: bool, length: usize) -> Cost {
        self.costs[length][usize::from(starts) | usize::from(ends) << 1]
    }
}

/// A run that starts with the first day has a part before it, perhaps nothing else; one that ends with the
/// last may go on, so it is not too short.
fn price(length: i64, starts: bool, ends: bool, before: Option<u32>, limits: &Limits) -> Cost {
    let unseen = if starts {
        i64::from(before.unwrap_or(0))
    } else {
        0
    };
    let mut cost = Cost::NONE;
    if let Some(high) = limits.high {
        let over = |days: i64| (days - high.at).max(0);
        let days = (over(unseen + length) - over(unseen)).min(length);
        cost = cost + Cost::units(days, high.price);
    }
    let exempt = ends || starts && before.is_none() || unseen + length == 0;
    if let Some(low) = limits.low.filter(|_| !exempt) {
        cost = cost + Cost::units(low.started(low.at - unseen - length), low.price);
    }
    cost
}
