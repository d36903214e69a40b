//! Branching, for the proof where fairness ties everybody to everybody: between which ends everybody's sums can lie, as a
//! tree whose lowest bound comes first (branch and price: Barnhart et al. 1998).
//!
//! A linear program knows what people who are alike have in the mean, and not how far apart they are. But for any `t` the
//! sums of a roster are all at least `t`, or the smallest is less: then the largest is less than `t + within`, or by so
//! much more as is paid for. Both are bounds of one person's sums, which pricing follows. A branch is done with when what
//! its rosters cost at least, with what they pay, leaves no room for a better one.

use super::bands::{Spread, spreads, sum_of};
use super::generate::{Effort, Generator, Reached};
use super::missed;
use super::restricted_master::Point;
use crate::engine::annealing::Random;
use crate::engine::incumbent::Incumbent;
use crate::engine::mip::whole_bound;
use crate::engine::{EngineError, Limits};
use crate::model::{Form, Limit, Model, Price, Term};
use std::rc::Rc;

/// Columns a group that a branch takes over.
const TAKEN: usize = 100;

/// Programs that are in memory at most.
const MOST: usize = 60;

/// Parts of a branch whose bounds say whether its split brings something; those that pay for more come when it is their
/// turn.
const JUDGED: usize = 2;

/// The part of the room that a split has to bring.
const LEAST: f64 = 0.01;

/// Some of all rosters.
#[derive(Debug, Clone, PartialEq)]
struct Branch {
    /// For each spread the ends between which everybody's sum lies.
    ends: Vec<(Option<i64>, Option<i64>)>,
    /// For each spread the points that they pay at least.
    paid: Vec<i64>,
}

impl Branch {
    fn paid(&self) -> f64 {
        self.paid.iter().sum::<i64>() as f64
    }
}

/// A program without fairness that is solved.
struct Solved {
    generator: Generator,
    point: Point,
}

/// A branch that may have better rosters: they cost no less than `bound`, and than `bare` without fairness.
struct Open {
    branch: Branch,
    depth: usize,
    bare: f64,
    bound: f64,
    /// Its own program, or that of the branch that it is part of.
    solved: Rc<Solved>,
    own: bool,
}

struct Tree<'a, 'b> {
    model: &'a Model,
    incumbent: &'a Incumbent<'b>,
    effort: Effort,
    spreads: Vec<Spread<'a>>,
    tied: &'a [bool],
}

/// Raises the bound from that of a solved program, as long as fairness leaves something to raise and there is
/// time; nothing without a roster. `tied`: the terms that are fairness between sums of one person each.
pub fn prove(
    model: &Model,
    incumbent: &Incumbent<'_>,
    limits: &Limits,
    (whole, point): (Generator, Point),
    tied: &[bool],
) -> Result<(), EngineError> {
    if incumbent.cost().is_none() {
        return Ok(());
    }
    let spreads = tied_by(model, &whole, tied);
    let all = Branch {
        ends: vec![(None, None); spreads.len()],
        paid: vec![0; spreads.len()],
    };
    let tree = Tree {
        model,
        incumbent,
        effort: Effort::bounding(limits.seconds),
        spreads,
        tied,
    };
    let whole = Open {
        branch: all.clone(),
        depth: 0,
        bare: f64::NEG_INFINITY,
        bound: whole.bound,
        solved: Rc::new(Solved {
            generator: whole,
            point,
        }),
        own: false,
    };
    let Some(root) = tree.bounded(all, &whole)? else {
        return Ok(());
    };
    let mut open = vec![root];
    let mut gains = vec![Gain::default(); tree.spreads.len()];
    let mut parted = 0;
    loop {
        let least = open.iter().map(|o| o.bound);
        let least = least.fold(incumbent.below(), f64::min);
        whole_bound(least)
            .into_iter()
            .for_each(|b| incumbent.raise(b));
        let Some(mut next) = lowest(&mut open) else {
            return Ok(());
        };
        let held = parted + open.iter().filter(|o| o.own).count();
        if next.bound >= incumbent.below() || held >= MOST || incumbent.done() {
            return Ok(());
        }
        if !next.own {
            match tree.bounded(next.branch.clone(), &next)? {
                Some(bounded) => open.push(bounded),
                None => return Ok(()),
            }
            continue;
        }
        let splits = tree.splits(&next);
        if splits.is_empty() {
            // Fairness costs this one nothing more: its rosters are fair, and one of them may cost so little.
            if !tree.dived(&mut next, limits)? {
                return Ok(());
            }
            open.push(next);
            continue;
        }
        match tree.parted(&next, splits, &mut gains)? {
            Some(parts) => open.extend(parts),
            None => return Ok(()),
        }
        parted += 1;
    }
}

/// What splits of a spread have brought: the part of the room up to the best roster, in the mean.
#[derive(Debug, Clone, Copy, Default)]
struct Gain {
    sum: f64,
    count: f64,
}

impl Gain {
    /// What the next will bring. One that was never tried comes first.
    fn expected(self) -> f64 {
        if self.count > 0.0 {
            self.sum / self.count
        } else {
            f64::INFINITY
        }
    }
}

/// Takes the branch with the lowest bound; of several, whose bounds are the same in whole points, the deepest.
fn lowest(open: &mut Vec<Open>) -> Option<Open> {
    let key = |o: &Open| (whole_bound(o.bound), std::cmp::Reverse(o.depth));
    let least = (0..open.len()).min_by_key(|place| key(&open[*place]))?;
    Some(open.swap_remove(least))
}

impl Tree<'_, '_> {
    /// The spreads that cost something in a branch's solution which is not paid for, dearest first, and the sums at which
    /// to part them.
    fn splits(&self, open: &Open) -> Vec<(usize, i64)> {
        let cost = |(place, spread): (usize, &Spread)| {
            let (low, high) = range(spread, open)?;
            let units = spread.within.started(high - low - spread.within.at);
            let cost = match spread.within.price {
                Price::Hard => i64::MAX,
                Price::Soft(points) => points * units - open.branch.paid[place],
            };
            let room = high - low - spread.within.at - 1;
            (units > 0 && cost > 0).then_some((cost, (place, low + 1 + room / 2)))
        };
        // Without some fairness more people are alike.
        let spreads = tied_by(self.model, &open.solved.generator, self.tied);
        let mut costs: Vec<_> = spreads.iter().enumerate().filter_map(cost).collect();
        costs.sort_by_key(|(cost, split)| (std::cmp::Reverse(*cost), *split));
        costs.into_iter().map(|(_, split)| split).collect()
    }

    /// The parts of a branch that leave room for a better roster, by the first split that brings something; where none
    /// does, by the first. `None` when time ran out or there is nothing to do.
    fn parted(
        &self,
        open: &Open,
        mut splits: Vec<(usize, i64)>,
        gains: &mut [Gain],
    ) -> Result<Option<Vec<Open>>, EngineError> {
        splits.sort_by(|a, b| {
            let expected = |split: &(usize, i64)| gains[split.0].expected();
            expected(b).total_cmp(&expected(a))
        });
        let mut first = None;
        for split in splits {
            let mut branches = self.branches(open, split).into_iter();
            let mut parts = Vec::new();
            for branch in branches.by_ref().take(JUDGED) {
                // Others may have found what there is to find.
                let part = if self.incumbent.done() {
                    None
                } else {
                    self.bounded(branch, open)?
                };
                let Some(part) = part else {
                    return Ok(None);
                };
                parts.push(part);
            }
            let room = self.incumbent.below() - open.bound;
            let gain = |part: &Open| ((part.bound - open.bound) / room).min(1.0);
            let gain = parts.iter().map(gain).sum::<f64>() / parts.len() as f64;
            gains[split.0].sum += gain;
            gains[split.0].count += 1.0;
            parts.extend(branches.map(|branch| Open {
                depth: open.depth + 1,
                bare: open.bare,
                bound: open.bound.max(open.bare + branch.paid()),
                solved: Rc::clone(&open.solved),
                own: false,
                branch,
            }));
            parts.retain(|part| part.bound < self.incumbent.below());
            if gain > LEAST {
                return Ok(Some(parts));
            }
            first = first.or(Some(parts));
        }
        Ok(first)
    }

    /// All rosters of a branch: those whose sums of a spread are all at least `at`, and those with a smaller one, by how
    /// much is paid then; without those that cannot be better than the best.
    fn branches(&self, open: &Open, (spread, at): (usize, i64)) -> Vec<Branch> {
        let parent = &open.branch;
        let within = &self.spreads[spread].within;
        let mut above = parent.clone();
        above.ends[spread].0 = Some(at);
        let mut all = vec![above];
        for units in 0.. {
            let paid = match within.price {
                Price::Hard if units > 0 => break,
                Price::Hard => 0,
                Price::Soft(points) => points * units,
            };
            let mut below = parent.clone();
            below.paid[spread] = paid.max(parent.paid[spread]);
            let end = at - 1 + within.at + units * within.unit.max(1);
            let last = parent.ends[spread].1.filter(|high| *high <= end);
            below.ends[spread].1 = Some(last.unwrap_or(end));
            if open.bare + below.paid() >= self.incumbent.below() {
                break;
            }
            all.push(below);
            if last.is_some() {
                break;
            }
        }
        all
    }

    /// Whether a dive in a branch, whose program is solved, finds a better roster.
    fn dived(&self, open: &mut Open, limits: &Limits) -> Result<bool, EngineError> {
        let (model, incumbent) = (self.model, self.incumbent);
        // Nothing is part of a branch that was not parted.
        let Some(Solved { generator, .. }) = Rc::get_mut(&mut open.solved) else {
            return Ok(false);
        };
        let dive = super::proving(model, generator, limits);
        let mut random = Random::new(limits.seed);
        let Some(roster) = generator.dive(dive, &mut random, incumbent)? else {
            return Ok(false);
        };
        let mut better = incumbent.offer(&roster);
        if !incumbent.done() {
            better |= incumbent.offer(&super::polished(model, &roster, limits, incumbent));
        }
        Ok(better)
    }

    /// A branch with its bound, or as much of it as is enough; `None` when time ran out. `parent`: what it is part of, or
    /// itself with the program of that.
    fn bounded(&self, branch: Branch, parent: &Open) -> Result<Option<Open>, EngineError> {
        let model = self.held(&branch);
        let Solved {
            generator: from,
            point: used,
        } = &*parent.solved;
        let mut generator = Generator::new(&model, &[], missed(self.model), from.threads())?;
        generator.learn_from(from, TAKEN)?;
        let shares = |group| from.shares(group, used).into_iter();
        let groups = 0..from.groups.len();
        let used = groups.flat_map(|group| shares(group).map(move |(_, row)| (group, row)));
        generator.learn_rows(from, used.collect())?;
        let paid = branch.paid();
        let effort = Effort {
            enough: self.incumbent.below() - paid,
            ..self.effort
        };
        let all = vec![false; generator.groups.len()];
        let (reached, point) = generator.run(effort, &all, self.incumbent, &mut |_| {})?;
        let Some(point) = point.filter(|_| reached != Reached::Stopped) else {
            return Ok(None);
        };
        let bare = parent.bare.max(generator.bound);
        Ok(Some(Open {
            branch,
            depth: parent.depth + 1,
            bare,
            bound: parent.bound.max(bare + paid),
            solved: Rc::new(Solved { generator, point }),
            own: true,
        }))
    }

    /// The model of a branch: ends instead of fairness.
    fn held(&self, branch: &Branch) -> Model {
        let mut held = Model {
            terms: Vec::new(),
            ..*self.model
        };
        let place = |index| self.spreads.iter().position(|s| s.term == index);
        let hard = |at: i64| Limit {
            at,
            unit: 1,
            price: Price::Hard,
        };
        for (index, term) in self.model.terms.iter().enumerate() {
            let ends = place(index).map(|place| branch.ends[place]);
            let (Form::Spread { sums, .. }, Some((low, high))) = (&term.form, ends) else {
                held.terms.push(term.clone());
                continue;
            };
            let sums = sums.iter().filter(|_| low.is_some() || high.is_some());
            held.terms.extend(sums.map(|sum| Term {
                tag: term.tag.clone(),
                form: Form::Count {
                    sum: sum.clone(),
                    low: low.map(hard),
                    high: high.map(hard),
                },
            }));
        }
        held
    }
}

/// The spreads that are tied, with their sums for a program's groups.
fn tied_by<'a>(model: &'a Model, generator: &Generator, tied: &[bool]) -> Vec<Spread<'a>> {
    let first: Vec<usize> = generator.groups.iter().map(|c| c.people[0]).collect();
    let mut spreads = spreads(model, &first);
    spreads.retain(|spread| tied[spread.term]);
    spreads
}

/// The smallest and the largest sum of a spread in a branch's solution.
fn range(spread: &Spread, open: &Open) -> Option<(i64, i64)> {
    let mut values = Vec::new();
    for (group, sum) in spread.sums.iter().enumerate() {
        if let Some(sum) = sum {
            let Solved { generator, point } = &*open.solved;
            let shares = generator.shares(group, point);
            values.extend(shares.iter().map(|(_, row)| sum_of(sum, row)));
        }
    }
    Some((*values.iter().min()?, *values.iter().max()?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::bands;
    use super::*;
    use crate::engine::Unwatched;
    use crate::engine::models::{model, optimum, rosters};
    use crate::engine::ticks::Ticks;
    use crate::model::score;

    #[test]
    fn bounds_with_fairness_are_higher_and_no_roster_costs_less() {
        let (mut all, mut below, mut raised, mut proven, mut better) = (0, 0, 0, 0, 0);
        let limits = Limits {
            seconds: 3000.0,
            ..Limits::default()
        };
        for number in 0..400 {
            let model = model(number);
            let kept = rosters(&model).filter(|r| score(&model, r).hard == 0);
            let costly = kept.max_by_key(|r| score(&model, r).soft);
            let (Some(costly), Some(optimum)) = (costly, optimum(&model)) else {
                continue;
            };
            let mut whole = Generator::new(&model, &[], missed(&model), 1).unwrap();
            let open = vec![false; whole.groups.len()];
            let effort = Effort::bounding(f64::INFINITY);
            let solved = whole.run(effort, &open, &Unwatched, &mut |_| {}).unwrap();
            let point = solved.1.unwrap();
            let tied = bands::means(&model, &whole, &point);
            let tied: Vec<bool> = tied.iter().map(Option::is_some).collect();
            if !tied.contains(&true) {
                continue;
            }
            let ticks = Ticks::new(1.0);
            let incumbent = Incumbent::new(&model, &limits, &ticks);
            incumbent.offer(&costly);
            let before = whole_bound(whole.bound).unwrap();
            incumbent.raise(before);
            prove(&model, &incumbent, &limits, (whole, point), &tied).unwrap();
            let bound = incumbent.bound().unwrap();
            assert!(bound <= optimum, "model {number}: {bound} and {optimum}");
            all += 1;
            if before < optimum {
                below += 1;
                raised += usize::from(bound > before);
                proven += usize::from(bound == optimum);
            }
            better += usize::from(incumbent.cost() < Some(score(&model, &costly).soft));
        }
        assert!(
            all > 100 && below > 15 && 2 * raised > below && 3 * proven > below,
            "of {all} {below} are below: {raised} raised, {proven} proven"
        );
        assert!(2 * better > all, "{better} of {all} found a better roster");
    }
}
