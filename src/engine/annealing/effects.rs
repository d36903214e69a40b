//! Which counters a duty in a cell adds to.
//!
//! Most counters hold for a person's whole row (minutes, shifts of a kind) or for everybody on a day (cover). Such an
//! effect stands once for the row or the day and not once for every cell, so that the lists a walk
//! reads stay in the processor's cache.

use super::cost::Duty;
use crate::model::DutySet;

/// An effect on a counter: the counter and the place of the weight among the weights.
type Effect = (u32, u32);

/// Lists of effects, one after another.
#[derive(Debug, Clone, Default)]
struct Lists {
    start: Vec<u32>,
    effects: Vec<Effect>,
}

impl Lists {
    fn new(count: usize, mut found: Vec<(u32, Effect)>) -> Lists {
        found.sort_unstable();
        let mut start = vec![0; count + 1];
        for (list, _) in &found {
            start[*list as usize + 1] += 1;
        }
        for list in 0..count {
            start[list + 1] += start[list];
        }
        let effects = found.into_iter().map(|(_, effect)| effect).collect();
        Lists { start, effects }
    }

    #[inline]
    fn get(&self, list: usize) -> &[Effect] {
        &self.effects[self.start[list] as usize..self.start[list + 1] as usize]
    }
}

/// What else changes with a cell, so that some counters need not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// Nothing.
    Cell,
    /// Other days of the row, so that in the end each duty stands in it as often as before.
    Row,
    /// Other people on the day, so that in the end each duty stands there as often as before.
    Column,
}

/// Where a counter counts: person, day, duty, weight.
pub type Occurrence = (usize, usize, Duty, i64);

/// The effects of every duty in every cell.
#[derive(Debug, Clone, Default)]
pub struct Effects {
    days: usize,
    width: usize,
    weights: Vec<i64>,
    rows: Lists,
    columns: Lists,
    cells: Lists,
}

impl Effects {
    /// Calls `change` with every counter that a change of duty in a cell changes, and by how much.
    #[inline]
    pub fn change(
        &self,
        (person, day): (usize, usize),
        (old, new): (Duty, Duty),
        within: Within,
        mut change: impl FnMut(u32, i64),
    ) {
        let (old, new) = (usize::from(old), usize::from(new));
        let mut merge = |lists: &Lists, place: usize| {
            let from = place * self.width;
            self.merge(lists.get(from + old), lists.get(from + new), &mut change);
        };
        if within != Within::Row {
            merge(&self.rows, person);
        }
        if within != Within::Column {
            merge(&self.columns, day);
        }
        merge(&self.cells, person * self.days + day);
    }

    /// Both lists are sorted by counter; one that counts both duties alike does not change.
    #[inline]
    fn merge(&self, old: &[Effect], new: &[Effect], change: &mut impl FnMut(u32, i64)) {
        let (mut i, mut j) = (0, 0);
        let weight = |effect: &Effect| self.weights[effect.1 as usize];
        while let (Some(a), Some(b)) = (old.get(i), new.get(j)) {
            if a.0 < b.0 {
                change(a.0, -weight(a));
                i += 1;
            } else if a.0 > b.0 {
                change(b.0, weight(b));
                j += 1;
            } else {
                if a.1 != b.1 {
                    change(a.0, weight(b) - weight(a));
                }
                i += 1;
                j += 1;
            }
        }
        for a in &old[i..] {
            change(a.0, -weight(a));
        }
        for b in &new[j..] {
            change(b.0, weight(b));
        }
    }
}

/// Collects effects, a counter at a time.
#[derive(Debug)]
pub struct Collector {
    people: usize,
    days: usize,
    width: usize,
    /// Cells of a person, and of a day, in which a duty may stand.
    in_row: Vec<usize>,
    in_column: Vec<usize>,
    allowed: Vec<DutySet>,
    weights: Vec<i64>,
    rows: Vec<(u32, Effect)>,
    columns: Vec<(u32, Effect)>,
    cells: Vec<(u32, Effect)>,
}

impl Collector {
    /// For a model of a size, and of what each cell may hold.
    pub fn new(people: usize, days: usize, width: usize, allowed: &[DutySet]) -> Collector {
        let mut collector = Collector {
            people,
            days,
            width,
            in_row: vec![0; people * width],
            in_column: vec![0; days * width],
            allowed: allowed.to_vec(),
            weights: Vec::new(),
            rows: Vec::new(),
            columns: Vec::new(),
            cells: Vec::new(),
        };
        for (cell, set) in allowed.iter().enumerate() {
            for duty in set.iter() {
                collector.in_row[cell / days * width + duty + 1] += 1;
                collector.in_column[cell % days * width + duty + 1] += 1;
            }
        }
        collector
    }

    /// All places of one counter. Those that no roster uses are left out.
    pub fn add(&mut self, counter: u32, places: impl Iterator<Item = Occurrence>) {
        let usable = |(person, day, duty, _): &Occurrence| {
            self.allowed[person * self.days + day].has(usize::from(*duty) - 1)
        };
        let mut places: Vec<Occurrence> = places.filter(usable).collect();
        places.sort_unstable_by_key(|(person, day, duty, _)| (*person, *duty, *day));
        places.dedup_by(|next, kept| {
            let same = (next.0, next.1, next.2) == (kept.0, kept.1, kept.2);
            kept.3 += if same { next.3 } else { 0 };
            same
        });
        places.retain(|place| place.3 != 0);
        let width = self.width;
        let rest = {
            let (whole, rest) = split(&places, |p| p.0 * width + usize::from(p.2), &self.in_row);
            for (list, weight) in whole {
                let weight = self.weight(weight);
                self.rows.push((list as u32, (counter, weight)));
            }
            rest
        };
        let mut rest: Vec<Occurrence> = rest;
        rest.sort_unstable_by_key(|(person, day, duty, _)| (*day, *duty, *person));
        let (whole, rest) = split(&rest, |p| p.1 * width + usize::from(p.2), &self.in_column);
        for (list, weight) in whole {
            let weight = self.weight(weight);
            self.columns.push((list as u32, (counter, weight)));
        }
        for (person, day, duty, weight) in rest {
            let list = (person * self.days + day) * width + usize::from(duty);
            let weight = self.weight(weight);
            self.cells.push((list as u32, (counter, weight)));
        }
    }

    fn weight(&mut self, weight: i64) -> u32 {
        let known = self.weights.iter().position(|w| *w == weight);
        known.unwrap_or_else(|| {
            self.weights.push(weight);
            self.weights.len() - 1
        }) as u32
    }

    /// The finished lists.
    pub fn finish(self) -> Effects {
        let width = self.width;
        Effects {
            days: self.days,
            width,
            weights: self.weights,
            rows: Lists::new(self.people * width, self.rows),
            columns: Lists::new(self.days * width, self.columns),
            cells: Lists::new(self.people * self.days * width, self.cells),
        }
    }
}

/// Splits sorted places by their list: where all places of a list have one weight, the list and the weight; and the
/// places that are left.
fn split(
    places: &[Occurrence],
    list: impl Fn(&Occurrence) -> usize,
    sizes: &[usize],
) -> (Vec<(usize, i64)>, Vec<Occurrence>) {
    let (mut whole, mut rest) = (Vec::new(), Vec::new());
    for part in places.chunk_by(|a, b| list(a) == list(b)) {
        let (list, weight) = (list(&part[0]), part[0].3);
        if part.len() == sizes[list] && part.iter().all(|p| p.3 == weight) {
            whole.push((list, weight));
        } else {
            rest.extend_from_slice(part);
        }
    }
    (whole, rest)
}
