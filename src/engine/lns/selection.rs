//! Selection of the part that is destroyed next: where something is broken, as large as can be solved in time, and of a
//! length that has won much in little time (adaptive large neighbourhood search: Ropke and Pisinger 2006).

use crate::domain::Roster;
use crate::engine::annealing::Random;
use crate::model::{Model, Term, violation};
use std::ops::Range;

/// Days that a part spans; `usize::MAX`: all.
const LENGTHS: [usize; 4] = [usize::MAX, 28, 14, 7];

/// Kinds of parts: one of each length.
const KINDS: usize = LENGTHS.len();

/// People that a part of a length has at least, or the length is not worth while.
const FEWEST: usize = 4;

/// Person-days of the first parts.
const SIZE: f64 = 240.0;

/// Seconds that the first parts should take, and how many times as long a part may take.
const AIM: f64 = 1.5;
const MOST: f64 = 3.0;

/// How much longer parts should take when those so far do not help any more, and the longest as a part of what is left.
const LONGER: f64 = 1.15;
const LONGEST: f64 = 0.025;

/// How many times as long as the last one the next part of a kind should take, after one that was easy and after one
/// that was not.
const EASIER: f64 = 1.15;
const HARDER: f64 = 0.9;

/// How much of what a kind has won is still remembered a part later, the seconds for which it is thought as good as
/// the others before it shows, and the share of the choices that it has at least.
const FADE: f64 = 0.95;
const TRUST: f64 = 10.0;
const SHARE: f64 = 0.05;

/// Chooses parts.
pub struct Selection<'a> {
    model: &'a Model,
    /// Seconds that a part should take at least.
    aim: f64,
    /// Seconds that the next part of each kind should take.
    aims: [f64; KINDS],
    /// Person-days of the next part of each kind.
    sizes: [f64; KINDS],
    /// What parts of each kind have won, and the seconds that they took.
    won: [(f64, f64); KINDS],
}

/// A part.
pub struct Choice {
    kind: usize,
    /// The people in it, ascending.
    pub people: Vec<usize>,
    /// The days in it.
    pub days: Range<usize>,
}

/// What became of a part.
#[derive(Debug, Clone, Copy, Default)]
pub struct Experience {
    /// Seconds that it took.
    pub seconds: f64,
    /// Whether it has another roster now.
    pub helped: bool,
    /// Whether nearly all is won that its bound let hope for.
    pub easy: bool,
    /// Seconds that are left.
    pub left: f64,
    /// Points that the roster costs less.
    pub won: i64,
}

impl Selection<'_> {
    /// Knows nothing yet.
    pub fn new(model: &Model) -> Selection<'_> {
        Selection {
            model,
            aim: AIM,
            aims: [AIM; KINDS],
            sizes: [SIZE; KINDS],
            won: [(0.0, 0.0); KINDS],
        }
    }

    /// Seconds that a part may take.
    pub fn most(&self, choice: &Choice) -> f64 {
        MOST * self.aims[choice.kind]
    }

    /// Larger parts from now on, with so many seconds left.
    pub fn grow(&mut self, left: f64) {
        self.aim = (LONGER * self.aim).min(LONGEST * left).max(AIM);
    }

    /// The next part of a roster: people and days around a term that is broken, dearer ones more often. Where it is
    /// known what the `reduced` cost of each person's row is, more often people of high reduced cost, on any days as well.
    pub fn choose(&self, random: &mut Random, roster: &Roster, reduced: Option<&[f64]>) -> Choice {
        let kind = self.worthy(random, &self.lengths());
        let (size, length) = (self.sizes[kind], LENGTHS[kind]);
        let (people, days) = (self.model.people, self.model.days);
        let mut length = length.min(days);
        let mut count = (size / length as f64) as usize;
        if count > people {
            // Everybody for as long as there is room.
            length = ((size / people as f64) as usize).clamp(1, days);
            count = people;
        }
        let term = match reduced {
            Some(_) if random.below(2) == 0 => None,
            _ => self.broken(random, roster),
        };
        let (first, last) = term.map_or((0, days - 1), |t| t.tag.days);
        let (first, last) = (first.min(days - 1), last.min(days - 1));
        let middle = first + random.below(last.saturating_sub(first) + 1);
        let from = middle
            .saturating_sub(random.below(length))
            .min(days - length);
        let own = term.and_then(|t| match t.tag.people.as_slice() {
            [person] => Some(person.0),
            _ => None,
        });
        Choice {
            kind,
            people: chosen(random, &weights(people, reduced), count.max(2), own),
            days: from..from + length,
        }
    }

    /// Lengths that are worth while: shorter than all days, and with some people.
    fn lengths(&self) -> Vec<usize> {
        let fits = |index: &usize| {
            let length = LENGTHS[*index].min(self.model.days);
            let shorter = *index == 0 || length < self.model.days;
            shorter && (FEWEST * length) as f64 <= self.sizes[*index]
        };
        let fitting: Vec<usize> = (0..LENGTHS.len()).filter(fits).collect();
        if fitting.is_empty() {
            vec![LENGTHS.len() - 1]
        } else {
            fitting
        }
    }

    /// One of some kinds, more often when it won much in little time.
    fn worthy(&self, random: &mut Random, kinds: &[usize]) -> usize {
        let all = kinds.iter().map(|k| self.won[*k]);
        let all = all.fold((1.0, 1.0), |a, b| (a.0 + b.0, a.1 + b.1));
        let usual = all.0 / all.1;
        let rate = |k: &usize| (self.won[*k].0 + usual * TRUST) / (self.won[*k].1 + TRUST);
        let sum: f64 = kinds.iter().map(rate).sum();
        let weights: Vec<f64> = kinds.iter().map(|k| rate(k).max(SHARE * sum)).collect();
        let mut left = random.unit() * weights.iter().sum::<f64>();
        let hit = kinds.iter().zip(weights).find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        hit.map_or(kinds[0], |(kind, _)| *kind)
    }

    fn broken(&self, random: &mut Random, roster: &Roster) -> Option<&Term> {
        let costs = self
            .model
            .terms
            .iter()
            .map(|t| (violation(t, roster).soft, t));
        let broken: Vec<(i64, &Term)> = costs.filter(|(c, _)| *c > 0).collect();
        let all: i64 = broken.iter().map(|b| b.0).sum();
        let mut left = random.below(usize::try_from(all).ok()?.max(1)) as i64;
        let hit = broken.iter().find(|(cost, _)| {
            left -= cost;
            left < 0
        });
        hit.map(|(_, term)| *term)
    }

    /// Larger parts when these do not help any more, as long as they take less than they may. The time grows much
    /// faster than the size.
    pub fn learn(&mut self, choice: &Choice, experience: &Experience) {
        let Experience {
            seconds,
            helped,
            easy,
            left,
            won,
        } = *experience;
        let aim = &mut self.aims[choice.kind];
        *aim *= if easy { EASIER } else { HARDER };
        *aim = aim.min(LONGEST * left).max(self.aim);
        let known = &mut self.won[choice.kind];
        *known = (FADE * known.0 + won as f64, FADE * known.1 + seconds);
        let (aim, most) = if helped && !easy {
            (*aim / 4.0, 1.2)
        } else {
            (*aim, 1.5)
        };
        let change = (aim / seconds.max(1e-3)).powf(0.25).clamp(0.85, most);
        let whole = (self.model.people * self.model.days) as f64;
        let size = &mut self.sizes[choice.kind];
        *size = (*size * change).min(whole);
    }
}

/// How often people are chosen: by the reduced costs of their rows, and all alike by as much in all.
fn weights(people: usize, reduced: Option<&[f64]>) -> Vec<f64> {
    let all: f64 = reduced.into_iter().flatten().sum();
    match reduced {
        Some(reduced) if all > 0.0 => reduced.iter().map(|r| r + all / people as f64).collect(),
        _ => vec![1.0; people],
    }
}

/// Some people, ascending, those of more weight more often (Efraimidis and Spirakis 2006), one of them given.
fn chosen(random: &mut Random, weights: &[f64], count: usize, own: Option<usize>) -> Vec<usize> {
    let key = |(person, weight): (usize, &f64)| ((1.0 - random.unit()).ln() / weight, person);
    let mut keys: Vec<(f64, usize)> = weights.iter().enumerate().map(key).collect();
    keys.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut people: Vec<usize> = keys.into_iter().take(count).map(|k| k.1).collect();
    if let Some(own) = own.filter(|own| *own < weights.len() && !people.contains(own)) {
        people[0] = own;
    }
    people.sort_unstable();
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonIx;
    use crate::model::Builder;

    fn of_kind(kind: usize) -> Choice {
        Choice {
            kind,
            people: Vec::new(),
            days: 0..0,
        }
    }

    #[test]
    fn parts_grow_while_they_bring_nothing_and_shrink_when_they_take_too_long() {
        let model = Builder::new(50, 28, 1).finish();
        let after = |parts, seconds, helped| {
            let mut selection = Selection::new(&model);
            let choice = of_kind(2);
            for _ in 0..parts {
                let experience = Experience {
                    seconds,
                    helped,
                    ..Experience::default()
                };
                selection.learn(&choice, &experience);
            }
            assert_eq!(selection.sizes[1], SIZE, "other lengths learn nothing");
            selection.sizes[2]
        };
        let size = |seconds, helped| after(3, seconds, helped);
        assert!(size(0.01, false) > 2.0 * SIZE);
        assert!(size(0.01, true) > SIZE && size(0.01, true) < size(0.01, false));
        assert!(size(AIM, true) < SIZE && size(2.0 * AIM, false) < SIZE);
        assert_eq!(size(AIM, false), SIZE);
        assert_eq!(
            after(20, 0.0, false),
            50.0 * 28.0,
            "never more than there is"
        );
    }

    #[test]
    fn easy_parts_lead_to_longer_ones_of_their_kind_and_hard_ones_back() {
        let model = Builder::new(50, 84, 1).finish();
        let mut selection = Selection::new(&model);
        let usual = selection.most(&of_kind(2));
        let mut learn = |parts, easy, left| {
            for _ in 0..parts {
                let experience = Experience {
                    seconds: 1.0,
                    easy,
                    left,
                    ..Experience::default()
                };
                selection.learn(&of_kind(2), &experience);
            }
            (selection.most(&of_kind(2)), selection.most(&of_kind(3)))
        };
        assert_eq!(learn(9, false, 600.0).0, usual, "never shorter");
        assert!(learn(3, true, 600.0).0 > 1.5 * usual);
        let (long, other) = learn(30, true, 600.0);
        assert!(
            (long - MOST * LONGEST * 600.0).abs() < 1e-9,
            "a part of what is left"
        );
        assert_eq!(other, usual, "of other kinds nothing is known");
        assert!(learn(3, false, 600.0).0 < 0.8 * long);
        assert_eq!(learn(1, true, 20.0).0, usual, "there is no time");
    }

    #[test]
    fn kinds_that_win_are_chosen_more_often_and_none_is_given_up() {
        let model = Builder::new(50, 84, 1).finish();
        let mut selection = Selection::new(&model);
        selection.sizes = [1000.0; KINDS];
        let chosen = |selection: &Selection<'_>| {
            let mut random = Random::new(1);
            let mut times = [0; KINDS];
            for _ in 0..1000 {
                times[selection.worthy(&mut random, &[0, 1, 2, 3])] += 1;
            }
            times
        };
        assert!(chosen(&selection).iter().all(|t| (200..300).contains(t)));
        for (kind, seconds, won) in [(0, 8.0, 0), (1, 2.0, 0), (2, 2.0, 10), (3, 2.0, 90)] {
            for _ in 0..20 {
                let choice = of_kind(kind);
                let helped = won > 0;
                let experience = Experience {
                    seconds,
                    helped,
                    won,
                    ..Experience::default()
                };
                selection.learn(&choice, &experience);
            }
        }
        selection.sizes = [1000.0; KINDS];
        let times = chosen(&selection);
        assert!(
            times[3] > 600 && times[2] > times[1] && times[0] > 20,
            "{times:?}"
        );
    }

    #[test]
    fn a_part_has_people_and_days_of_the_model() {
        let mut b = Builder::new(5, 10, 1);
        b.forbid(PersonIx(3), 7, b.any(), crate::model::Price::Soft(2));
        let model = b.finish();
        let mut roster = Roster::empty(5, 10);
        roster.cells[3][7] = Some(0);
        for (seed, size) in [(1, 1.0), (2, 12.0), (3, 40.0), (4, 1e9)] {
            let mut selection = Selection::new(&model);
            selection.sizes = [size; KINDS];
            let Choice { people, days, .. } =
                selection.choose(&mut Random::new(seed), &roster, None);
            assert!(people.windows(2).all(|p| p[0] < p[1]), "{seed}");
            assert!(people.contains(&3), "the one whose term is broken");
            assert!(days.contains(&7), "and when");
            assert!(people.len() >= 2 && people[people.len() - 1] < 5);
            assert!(days.end <= 10);
        }
    }

    #[test]
    fn people_of_high_reduced_cost_are_in_parts_more_often_and_nobody_is_left_out() {
        let model = Builder::new(20, 60, 1).finish();
        let (mut selection, roster) = (Selection::new(&model), Roster::empty(20, 60));
        selection.sizes = [4.0 * 60.0; KINDS];
        let times = |reduced: Option<&[f64]>| {
            let mut random = Random::new(1);
            let mut times = [0; 20];
            for _ in 0..1000 {
                let choice = selection.choose(&mut random, &roster, reduced);
                choice.people.iter().for_each(|p| times[*p] += 1);
            }
            (times[3], times.iter().sum::<i32>() / 20, times)
        };
        for alike in [None, Some(&[0.0; 20][..]), Some(&[7.0; 20][..])] {
            let (own, mean, _) = times(alike);
            assert!((own - mean).abs() < mean / 8, "{own} {mean}");
        }
        let mut reduced = [0.0; 20];
        reduced[3] = 100.0;
        let (own, mean, all) = times(Some(&reduced));
        assert!(own > 3 * mean / 2 && own > 900, "{own} {mean}");
        assert!(all.iter().all(|t| 2 * t > mean), "{all:?}");
    }
}
