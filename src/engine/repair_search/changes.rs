//! Branching of the repair search: the changes of which one must be made to mend a broken term.
//!
//! For each kind of term: whatever mends it contains one of these changes. Fewer would lose rosters, more would only
//! take longer.

use crate::domain::{PersonIx, Roster};
use crate::model::{Class, DutySet, Form, Group, Item, Limit, Model, Spot, Sum, Term};

/// A cell that gets another value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub person: usize,
    pub day: usize,
    /// A duty; `None`: rest.
    pub value: Option<usize>,
    /// By how much it moves the sum of a count.
    pub effect: i64,
}

/// What a duty in a cell counts in a sum.
#[derive(Debug, Clone, Copy)]
pub struct Summand {
    /// The cell: person × days + day.
    pub cell: usize,
    duties: DutySet,
    weight: i64,
}

/// The summands of a sum, by cell.
pub fn summands(sum: &Sum, days: usize) -> Vec<Summand> {
    let summand = |item: &Item| Summand {
        cell: item.spot.person.0 * days + item.spot.day,
        duties: item.spot.duties,
        weight: item.weight,
    };
    let mut summands: Vec<Summand> = sum.items.iter().map(summand).collect();
    summands.sort_by_key(|summand| summand.cell);
    summands
}

/// What a value of a cell counts, by the summands of the cell.
pub fn worth(own: &[Summand], value: Option<usize>) -> i64 {
    let held = own.iter().filter(|summand| has(summand.duties, value));
    held.map(|summand| summand.weight).sum()
}

/// The changes for a term that is broken in a roster, by cell. `own`: its summands, where it is a sum.
pub fn changes(term: &Term, own: &[Summand], roster: &Roster, model: &Model) -> Vec<Change> {
    let mut candidates = Candidates {
        roster,
        days: model.days,
        duties: model.duties,
        changes: Vec::new(),
    };
    match &term.form {
        Form::Forbid { spot, .. } => candidates.turn(spot, false),
        Form::Count { sum, low, .. } => {
            let short = low.is_some_and(|low| sum.value(roster) < low.at);
            candidates.shift(own, if short { 1 } else { -1 });
        }
        Form::Run {
            person,
            class,
            from,
            to,
            before,
            low,
            high,
        } => {
            let row = Row {
                person: person.0,
                class: *class,
                from: *from,
                to: *to,
                before: *before,
            };
            candidates.run(&row, *low, *high);
        }
        Form::Follow { first, then, .. } => {
            candidates.turn(first, false);
            candidates.turn(then, false);
        }
        Form::Touch {
            groups, base, low, ..
        } => candidates.touch(groups, *base, *low),
        Form::Spread { sums, .. } => candidates.draw_together(sums),
        Form::Match { a, b, .. } => {
            candidates.turn(a, !a.holds(roster));
            candidates.turn(b, !b.holds(roster));
        }
    }
    let mut changes = candidates.changes;
    changes.sort_unstable_by_key(|c| (c.person, c.day, c.value));
    changes.dedup_by_key(|c| (c.person, c.day, c.value));
    changes
}

/// A person's row, as a run looks at it.
struct Row {
    person: usize,
    class: Class,
    from: usize,
    to: usize,
    before: Option<u32>,
}

struct Candidates<'a> {
    roster: &'a Roster,
    days: usize,
    duties: usize,
    changes: Vec<Change>,
}

impl Candidates<'_> {
    /// Other values of a cell that a test admits.
    fn give(&mut self, person: usize, day: usize, fits: impl Fn(Option<usize>) -> bool) {
        let now = self.roster.get(PersonIx(person), day);
        let values = std::iter::once(None).chain((0..self.duties).map(Some));
        for value in values.filter(|v| *v != now && fits(*v)) {
            self.changes.push(Change {
                person,
                day,
                value,
                effect: 0,
            });
        }
    }

    /// A spot that becomes true or false.
    fn turn(&mut self, spot: &Spot, to: bool) {
        self.give(spot.person.0, spot.day, |value| {
            has(spot.duties, value) == to
        });
    }

    /// A sum that moves up (1) or down (-1). The effects of cells add up: of several that mend it together, one moves
    /// it the right way by itself.
    fn shift(&mut self, summands: &[Summand], way: i64) {
        // A cell may have several summands, each for other duties.
        for own in summands.chunk_by(|a, b| a.cell == b.cell) {
            let (person, day) = (own[0].cell / self.days, own[0].cell % self.days);
            let now = worth(own, self.roster.get(PersonIx(person), day));
            let begin = self.changes.len();
            self.give(person, day, |value| (worth(own, value) - now) * way > 0);
            for change in &mut self.changes[begin..] {
                change.effect = worth(own, change.value) - now;
            }
        }
    }

    /// The largest sum comes down or the smallest goes up.
    fn draw_together(&mut self, sums: &[Sum]) {
        let value = |sum: &&Sum| sum.value(self.roster);
        let (top, bottom) = (sums.iter().max_by_key(value), sums.iter().min_by_key(value));
        if let (Some(top), Some(bottom)) = (top, bottom) {
            self.shift(&summands(top, self.days), -1);
            self.shift(&summands(bottom, self.days), 1);
        }
    }

    /// A group more, or one fewer.
    fn touch(&mut self, groups: &[Group], base: i64, low: Option<Limit>) {
        let roster = self.roster;
        let touched = |g: &Group| g.iter().any(|s| s.holds(roster));
        let count = base + groups.iter().filter(|g| touched(g)).count() as i64;
        let more = low.is_some_and(|low| count < low.at);
        for group in groups.iter().filter(|g| touched(g) != more) {
            for spot in group.iter().filter(|s| s.holds(roster) != more) {
                self.turn(spot, more);
            }
        }
    }

    /// The first run that is too long is broken somewhere; or the first that is too short gets a day more at one of its
    /// ends, or loses one.
    fn run(&mut self, row: &Row, low: Option<Limit>, high: Option<Limit>) {
        let holds = |day: usize| row.class.holds(self.roster.get(PersonIx(row.person), day));
        let mut day = row.from;
        let (mut length, mut unseen) = (i64::from(row.before.unwrap_or(0)), row.before.is_none());
        let mut begin = row.from;
        loop {
            let within = day < row.to && holds(day);
            if within {
                length += 1;
                day += 1;
                continue;
            }
            let too_long = high.is_some_and(|high| length > high.at);
            let ended = day < row.to && !unseen && length > 0;
            if too_long && day > begin {
                return (begin..day).for_each(|d| self.leave(row, d));
            }
            if ended && low.is_some_and(|low| length < low.at) {
                (begin..day).for_each(|d| self.leave(row, d));
                self.join(row, day);
                if begin > row.from {
                    self.join(row, begin - 1);
                }
                return;
            }
            if day >= row.to {
                return;
            }
            (length, unseen) = (0, false);
            day += 1;
            begin = day;
        }
    }

    fn leave(&mut self, row: &Row, day: usize) {
        self.give(row.person, day, |value| !row.class.holds(value));
    }

    fn join(&mut self, row: &Row, day: usize) {
        self.give(row.person, day, |value| row.class.holds(value));
    }
}

fn has(duties: DutySet, value: Option<usize>) -> bool {
    value.is_some_and(|duty| duties.has(duty))
}
