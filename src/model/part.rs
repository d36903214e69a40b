//! A part of a model, the neighbourhood of a roster: some people on some days are free, everything else stays as the roster
//! has it.
//!
//! A part is a model of its own, which every engine can solve. Its rosters cost the same more or less as the whole
//! roster does with them in it: what is fixed is worked into the bounds.

use super::{Class, Form, Group, Item, Limit, Model, Price, Spot, Sum, Tag, Term};
use crate::domain::{PersonIx, Roster};
use std::ops::Range;

/// A part, and the place it has in the whole.
#[derive(Debug, Clone)]
pub struct Part {
    /// The part by itself. Its days are those of the part, and after them some that are fixed, on which runs end.
    pub model: Model,
    /// Its people, ascending.
    people: Vec<usize>,
    /// Its days.
    days: Range<usize>,
}

impl Part {
    /// The part of `people` (ascending) on `days`, which lie in the model, with the rest as in `roster`.
    pub fn of(model: &Model, roster: &Roster, people: &[usize], days: Range<usize>) -> Part {
        let mut place = vec![None; model.people];
        for (index, person) in people.iter().enumerate() {
            place[*person] = Some(index);
        }
        let tail = model
            .terms
            .iter()
            .map(|t| tail(&t.form, roster, &place, days.end));
        let tail = tail.max().unwrap_or(0);
        let mut cutter = Cutter {
            roster,
            place,
            days: days.clone(),
            tail,
            model: Model {
                people: people.len(),
                days: days.len() + tail,
                duties: model.duties,
                terms: Vec::new(),
            },
        };
        for term in &model.terms {
            cutter.cut(term);
        }
        cutter.fix(people);
        Part {
            model: cutter.model,
            people: people.to_vec(),
            days,
        }
    }

    /// The part's share of a roster.
    pub fn take(&self, roster: &Roster) -> Roster {
        let to = self.days.start + self.model.days;
        let row = |p: &usize| roster.cells[*p][self.days.start..to].to_vec();
        Roster {
            cells: self.people.iter().map(row).collect(),
        }
    }

    /// Puts a roster of the part in its place.
    pub fn put(&self, part: &Roster, roster: &mut Roster) {
        for (person, row) in self.people.iter().zip(&part.cells) {
            roster.cells[*person][self.days.clone()].clone_from_slice(&row[..self.days.len()]);
        }
    }
}

/// Fixed days after `end` that a term must see to say what a run costs that goes on there.
fn tail(form: &Form, roster: &Roster, place: &[Option<usize>], end: usize) -> usize {
    let Form::Run {
        person,
        class,
        from,
        to,
        low,
        high,
        ..
    } = form
    else {
        return 0;
    };
    if place[*person].is_none() || *to <= end || *from >= end {
        return 0;
    }
    let after = &roster.cells[*person][end..*to];
    let length = after.iter().take_while(|d| class.holds(**d)).count();
    // Long enough by itself, it costs nothing however it began.
    let low = low.filter(|l| l.at > length as i64);
    let ends = low.map_or(0, |_| (length + 1).min(after.len()));
    ends.max(high.map_or(0, |_| length))
}

/// What a spot is in the part.
enum Sight {
    /// Not fixed.
    Free(Spot),
    /// Fixed: true or false.
    Fixed(bool),
}

struct Cutter<'a> {
    roster: &'a Roster,
    /// Place of each person in the part.
    place: Vec<Option<usize>>,
    days: Range<usize>,
    tail: usize,
    model: Model,
}

impl Cutter<'_> {
    fn see(&self, spot: &Spot) -> Sight {
        match self.place[spot.person] {
            Some(person) if self.days.contains(&spot.day) => Sight::Free(Spot {
                person: PersonIx(person),
                day: spot.day - self.days.start,
                duties: spot.duties,
            }),
            _ => Sight::Fixed(spot.holds(self.roster)),
        }
    }

    fn push(&mut self, tag: &Tag, form: Form) {
        let last = self.model.days.saturating_sub(1);
        let day = |d: usize| d.saturating_sub(self.days.start).min(last);
        let tag = Tag {
            rule: tag.rule,
            people: tag
                .people
                .iter()
                .filter_map(|p| self.place.get(p.0)?.map(PersonIx))
                .collect(),
            days: (day(tag.days.0), day(tag.days.1)),
        };
        self.model.terms.push(Term { tag, form });
    }

    fn cut(&mut self, term: &Term) {
        match &term.form {
            Form::Forbid { spot, price } => self.forbid(&term.tag, spot, *price),
            Form::Count { sum, low, high } => {
                let sum = self.sum(sum);
                if !sum.items.is_empty() {
                    let (low, high) = (*low, *high);
                    self.push(&term.tag, Form::Count { sum, low, high });
                }
            }
            Form::Run { .. } => self.run(&term.tag, &term.form),
            Form::Follow { first, then, price } => match (self.see(first), self.see(then)) {
                (Sight::Free(first), Sight::Free(then)) => {
                    let price = *price;
                    self.push(&term.tag, Form::Follow { first, then, price });
                }
                (Sight::Fixed(true), _) => self.forbid(&term.tag, then, *price),
                (_, Sight::Fixed(true)) => self.forbid(&term.tag, first, *price),
                _ => {}
            },
            Form::Touch {
                groups,
                base,
                low,
                high,
            } => {
                let (groups, base) = self.groups(groups, *base);
                if !groups.is_empty() {
                    let (low, high) = (*low, *high);
                    let form = Form::Touch {
                        groups,
                        base,
                        low,
                        high,
                    };
                    self.push(&term.tag, form);
                }
            }
            Form::Spread { sums, within } => self.spread(&term.tag, sums, *within),
            Form::Match { a, b, price } => match (self.see(a), self.see(b)) {
                (Sight::Free(a), Sight::Free(b)) => {
                    let price = *price;
                    self.push(&term.tag, Form::Match { a, b, price });
                }
                (Sight::Free(free), Sight::Fixed(held))
                | (Sight::Fixed(held), Sight::Free(free)) => {
                    self.hold(&term.tag, free, held, *price);
                }
                _ => {}
            },
        }
    }

    fn forbid(&mut self, tag: &Tag, spot: &Spot, price: Price) {
        if let Sight::Free(spot) = self.see(spot) {
            self.push(tag, Form::Forbid { spot, price });
        }
    }

    /// A spot that must be as it is told.
    fn hold(&mut self, tag: &Tag, spot: Spot, held: bool, price: Price) {
        let form = if held {
            Form::Count {
                sum: Sum {
                    items: vec![Item { spot, weight: 1 }],
                    base: 0,
                },
                low: Some(Limit::each(1, price)),
                high: None,
            }
        } else {
            Form::Forbid { spot, price }
        };
        self.push(tag, form);
    }

    fn sum(&self, sum: &Sum) -> Sum {
        let mut cut = Sum {
            items: Vec::new(),
            base: sum.base,
        };
        for item in &sum.items {
            match self.see(&item.spot) {
                Sight::Free(spot) => cut.items.push(Item {
                    spot,
                    weight: item.weight,
                }),
                Sight::Fixed(held) => cut.base += i64::from(held) * item.weight,
            }
        }
        cut
    }

    /// Groups that are still open, and how many are touched.
    fn groups(&self, groups: &[Group], base: i64) -> (Vec<Group>, i64) {
        let (mut open, mut touched) = (Vec::new(), base);
        for group in groups {
            let (mut free, mut held) = (Group::new(), false);
            for spot in group {
                match self.see(spot) {
                    Sight::Free(spot) => free.push(spot),
                    Sight::Fixed(h) => held |= h,
                }
            }
            match held {
                true => touched += 1,
                false if !free.is_empty() => open.push(free),
                false => {}
            }
        }
        (open, touched)
    }

    /// Of the sums that are fixed only the least and the largest matter.
    fn spread(&mut self, tag: &Tag, sums: &[Sum], within: Limit) {
        let cut = sums.iter().map(|s| self.sum(s));
        let (fixed, mut open): (Vec<Sum>, Vec<Sum>) = cut.partition(|s| s.items.is_empty());
        if open.is_empty() {
            return;
        }
        let value = |s: &&Sum| s.base;
        open.extend(fixed.iter().min_by_key(value).cloned());
        open.extend(fixed.iter().max_by_key(value).cloned());
        self.push(tag, Form::Spread { sums: open, within });
    }

    fn run(&mut self, tag: &Tag, form: &Form) {
        let Form::Run {
            person,
            class,
            from,
            to,
            before,
            low,
            high,
        } = form
        else {
            return;
        };
        let Some(person) = self.place[*person].map(|place| (*person, place)) else {
            return;
        };
        let end = (*to).min(self.days.end + self.tail);
        if *from >= self.days.end || end <= self.days.start {
            return;
        }
        let (length, unseen) = self.led(person.0.0, *class, *from, *before);
        let start = from.saturating_sub(self.days.start);
        let to = end - self.days.start;
        let run = |before, low, high| Form::Run {
            person: PersonIx(person.1),
            class: *class,
            from: start,
            to,
            before,
            low,
            high,
        };
        let forms = match *from < self.days.start {
            false => [Some(run(*before, *low, *high)), None],
            // How long it is counts for the longest, but not for the shortest.
            true if unseen && length > 0 => [
                low.map(|low| run(None, Some(low), None)),
                high.map(|high| run(Some(length), None, Some(high))),
            ],
            true => [Some(run(Some(length), *low, *high)), None],
        };
        for form in forms.into_iter().flatten() {
            self.push(tag, form);
        }
    }

    /// Length of the run that leads up to the part, and whether nobody saw it begin.
    fn led(&self, person: usize, class: Class, from: usize, before: Option<u32>) -> (u32, bool) {
        let led = self.roster.cells[person]
            .get(from..self.days.start)
            .unwrap_or_default();
        let length = led.iter().rev().take_while(|d| class.holds(**d)).count();
        let whole = length == led.len();
        let earlier = before.filter(|_| whole).unwrap_or(0);
        (length as u32 + earlier, whole && before.is_none())
    }

    /// Holds the days after the part.
    fn fix(&mut self, people: &[usize]) {
        for (place, person) in people.iter().enumerate() {
            for day in self.days.end..self.days.end + self.tail {
                let held = self.roster.get(PersonIx(*person), day);
                self.model
                    .hold(PersonIx(place), day - self.days.start, held);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::models::{Random, longer};
    use crate::model::score;

    fn random_row(random: &mut Random, days: usize, duties: usize) -> Vec<Option<usize>> {
        (0..days)
            .map(|_| random.below(duties + 1).checked_sub(1))
            .collect()
    }

    #[test]
    fn a_part_costs_the_same_more_or_less_as_the_whole_with_it() {
        for number in 0..1000 {
            let model = longer(number);
            let mut random = Random::new(number as u64);
            let mut whole = Roster::empty(model.people, model.days);
            for row in &mut whole.cells {
                *row = random_row(&mut random, model.days, model.duties);
            }
            let people: Vec<usize> = (0..model.people).filter(|_| random.below(3) > 0).collect();
            let from = random.below(model.days);
            let to = from + 1 + random.below(model.days - from);
            let part = Part::of(&model, &whole, &people, from..to);
            let own = part.take(&whole);
            let apart = |whole: &Roster, own: &Roster| {
                let (a, b) = (score(&model, whole), score(&part.model, own));
                (a.hard - b.hard, a.soft - b.soft)
            };
            let wanted = apart(&whole, &own);
            for _ in 0..20 {
                let mut own = own.clone();
                for row in &mut own.cells {
                    let free = random_row(&mut random, to - from, model.duties);
                    row[..to - from].clone_from_slice(&free);
                }
                let mut other = whole.clone();
                part.put(&own, &mut other);
                assert_eq!(part.take(&other), own);
                let name =
                    format!("model {number}, {people:?}, {from}..{to}: {model:#?} {whole:?}");
                assert_eq!(apart(&other, &own), wanted, "{name}");
            }
        }
    }
}
