//! Column generation (Gilmore and Gomory 1961; rosters: Jaumard, Semet and Vovor 1998; branch and price: Barnhart et al.
//! 1998): rows of one person as columns of a master program.
//!
//! The linear program over all rows that a person can have is a bound that is nearly the optimum. Its columns
//! are found by pricing, its rosters by dives: fix a column, price again, fix the next.
//!
//! | file | what |
//! |---|---|
//! | `split.rs` | Dantzig and Wolfe's decomposition: terms of one person, terms of the team |
//! | `symmetry.rs` | symmetry groups: people who are alike, and their pricing |
//! | `terms.rs`, `compile.rs`, `automaton.rs` | one person's terms as an automaton over the days, sums as resources |
//! | `seen.rs` | terms that look at a few days, remembered in bits |
//! | `pricing.rs`, `completion_bounds.rs` | the cheapest rows at given prices, by labels; what prunes them |
//! | `master_rows.rs`, `aggregation.rs` | the rows of the master, and posts that it shares out |
//! | `restricted_master.rs`, `pool.rs` | the living linear program of some columns, and the pool of all that are known |
//! | `generate.rs` | rounds of restricted master and pricing, and the bound |
//! | `reduced_costs.rs` | the reduced costs of a roster's rows, and rows drawn from the linear program |
//! | `dive.rs`, `sub_mip.rs`, `recombine.rs` | rosters |
//! | `bands.rs`, `fitting.rs` | fairness between all as everybody's own bounds; which bounds |
//! | `branching.rs` | the bound with fairness, by branching on everybody's sums |
//! | `brief.rs` | the same for a part of a roster: once over, or the bound alone |

mod aggregation;
mod automaton;
mod bands;
mod branching;
mod brief;
mod compile;
mod completion_bounds;
mod dive;
mod fitting;
mod generate;
mod master_rows;
mod pool;
mod pricing;
mod recombine;
mod reduced_costs;
mod restricted_master;
mod seen;
mod split;
mod sub_mip;
mod symmetry;
mod terms;

use super::annealing::Random;
use super::incumbent::Incumbent;
use super::mip::{Options, Program, duals, whole_bound};
use super::{EngineError, Limits, Outcome, Watch, annealing};
use crate::domain::Roster;
use crate::model::{Form, Model, Price};
pub use brief::{anew, least};
use dive::Dive;
use generate::{Effort, Generator, Reached};
use recombine::Recombine;
pub use reduced_costs::ReducedCosts;

/// Rounds of pricing after each fixing, dive by dive; the last for all that follow. Where most people differ, the first
/// is left out: it ends far above the bound there.
const ROUNDS: [usize; 4] = [10, 30, 60, 100];

/// How often a dive takes back what it has fixed.
const RETURNS: usize = 10;

/// A bound that is so far below a roster, as a part of its cost, does not lead dives well.
const FAR: f64 = 0.04;

/// Seconds that the last people of a dive may take.
const LAST: f64 = 2.0;

/// Part of the time left that a dive may take where most people differ.
const DIVE: f64 = 0.2;

/// Part of the time left in which columns are put together after a dive.
const TOGETHER: f64 = 0.15;

/// Labels kept at a state in quick pricing.
const ROOM: usize = 30;

/// Cells up to which the relaxation of the whole program is quick.
const RELAXED: usize = 40_000;

/// Rounds of a master that began with good duals.
const LED: usize = 60;

/// Solves a model by columns alone, from where a walk ends.
pub fn run(model: &Model, limits: &Limits, watch: &dyn Watch) -> Result<Outcome, EngineError> {
    let incumbent = Incumbent::new(model, limits, watch);
    annealing::run(model, limits, &incumbent);
    work(model, limits, &incumbent, limits.dives)?;
    Ok(incumbent.outcome())
}

/// Bound, dives and what can be put together of their columns, until the incumbent is near enough to the bound or dives do not
/// help any more.
/// `dives`: at most so many.
pub fn work(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    dives: Option<usize>,
) -> Result<(), EngineError> {
    if model.people == 0 || model.days == 0 {
        return Ok(());
    }
    let starts: Vec<_> = incumbent
        .best()
        .into_iter()
        .map(|(roster, _)| roster)
        .collect();
    let starts: Vec<_> = starts.iter().collect();
    let threads = limits.threads.max(1) as usize;
    let mut generator = Generator::new(model, &starts, missed(model), threads)?;
    let open = vec![false; generator.groups.len()];
    let mut report = |bound: f64| {
        whole_bound(bound)
            .into_iter()
            .for_each(|b| incumbent.raise(b))
    };
    let mut effort = Effort::bounding(limits.seconds);
    if begin(model, limits, incumbent, &mut generator)? {
        // The bound is there with the first pricing; the rest is for columns to dive with.
        effort.rounds = LED;
    }
    let (reached, point) = generator.run(effort, &open, incumbent, &mut report)?;
    let Some(point) = point.filter(|_| reached != Reached::Stopped) else {
        return Ok(());
    };
    if let Some(reduced_costs) = ReducedCosts::of(&generator, &point) {
        incumbent.take_reduced_costs(reduced_costs);
    }
    let means = bands::means(model, &generator, &point);
    // What rosters that can be reached by dives cost at least.
    let mut least = None;
    let mut whole = None;
    if means.iter().any(Option::is_some) {
        let bands = bands::around(model, &means);
        let enough = generator.bound * (1.0 + limits.gap / 4.0);
        let fitted = fitting::fit(model, incumbent, effort, &generator, (bands, enough))?;
        whole = Some((std::mem::replace(&mut generator, fitted.generator), point));
        least = Some(fitted.cost);
    }
    let exhausted = dived(model, limits, incumbent, &mut generator, (least, dives))?;
    let whole = whole.filter(|_| exhausted && dives.is_none() && !incumbent.done());
    let tied: Vec<bool> = means.iter().map(Option::is_some).collect();
    let proven = whole.map(|whole| branching::prove(model, incumbent, limits, whole, &tied));
    proven.unwrap_or(Ok(()))
}

/// Dives, at most so many, until there is nothing to do or they do not help; true when they have won what they can, so
/// that more is for a proof to say. `least`: what rosters cost at least where dives look for them, if not the bound.
fn dived(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    generator: &mut Generator,
    (least, dives): (Option<f64>, Option<usize>),
) -> Result<bool, EngineError> {
    let grouped = mostly(model, generator.groups.len());
    let mut random = Random::new(limits.seed);
    let rounds = &ROUNDS[usize::from(!grouped)..];
    let mut took = 0.0;
    for number in 0..dives.unwrap_or(usize::MAX) {
        if incumbent.done() {
            return Ok(false);
        }
        if let Some((best, _)) = incumbent.best() {
            generator.learn(&best)?;
        }
        let began = incumbent.seconds();
        let dive = Dive {
            rounds: rounds[number.min(rounds.len() - 1)],
            room: ROOM,
            returns: RETURNS,
            until: until(limits, incumbent, grouped),
            last: last(model, generator, limits),
            shake: if number < rounds.len() { 0.0 } else { 0.3 },
            yields: !grouped && limits.dives.is_none(),
        };
        let least = least.unwrap_or(generator.bound);
        if least >= incumbent.below() - 0.5 + 1e-4 {
            return Ok(true);
        }
        // The next takes no less than the last.
        if dive.yields && dive.until - began < took {
            return Ok(false);
        }
        let mut better = false;
        if let Some(roster) = generator.dive(dive, &mut random, incumbent)? {
            better = incumbent.offer(&roster);
            if grouped && !incumbent.done() {
                better |= incumbent.offer(&polished(model, &roster, limits, incumbent));
            }
        }
        took = incumbent.seconds() - began;
        if !grouped && number > 0 && !incumbent.done() {
            better |= recombine(generator, limits, incumbent, TOGETHER)?;
        }
        // Where the bound is far away, dives know little of good rosters, and others do better from here.
        let far = least < (1.0 - FAR) * incumbent.below();
        let tried = far || number + 1 >= rounds.len();
        if dives.is_none() && tried && !better {
            return Ok(grouped && !far);
        }
    }
    Ok(false)
}

/// A dive on the way to a proof.
fn proving(model: &Model, generator: &Generator, limits: &Limits) -> Dive {
    Dive {
        rounds: ROUNDS[1],
        room: ROOM,
        returns: RETURNS,
        until: limits.seconds,
        last: last(model, generator, limits),
        shake: 0.0,
        yields: false,
    }
}

/// Cells of people who differ: what columns have to price.
pub fn size(model: &Model) -> usize {
    split::Split::of(model).groups.len() * model.days * model.duties
}

/// Duals of the whole program's relaxation to begin with, where rows without a price would send the master's duals
/// astray.
fn begin(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    generator: &mut Generator,
) -> Result<bool, EngineError> {
    let cells = model.people * model.days * model.duties;
    // Many people who are alike make a small master, which needs no help.
    if !fair(model)
        || mostly(model, generator.groups.len())
        || !generator.master_rows.strict()
        || cells > RELAXED
    {
        return Ok(false);
    }
    let shared = split::Split::of(model).shared;
    let (program, count) = Program::of_first(model, &shared);
    let left = limits.seconds - incumbent.seconds();
    let options = Options {
        seconds: share(limits, left, 1.0 / 3.0, f64::INFINITY),
        heuristics: true,
        seed: limits.seed,
        threads: 1,
        ..Options::default()
    };
    let Some((cost, duals)) = duals(&program, count, &options, incumbent)? else {
        return Ok(false);
    };
    whole_bound(cost)
        .into_iter()
        .for_each(|b| incumbent.raise(b));
    generator.center(generator.master_rows.gathered(&duals));
    Ok(true)
}

/// A walk near a roster. What the average of people who are alike keeps, each of them need not keep; swapping
/// days between them mends that.
fn polished(model: &Model, roster: &Roster, limits: &Limits, incumbent: &Incumbent<'_>) -> Roster {
    let moves = limits.moves / 200;
    annealing::near(model, roster, moves, limits, incumbent)
        .best()
        .0
}

/// Puts columns together anew, in a part of the time that is left; true when that is a better roster.
fn recombine(
    generator: &Generator,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    part: f64,
) -> Result<bool, EngineError> {
    let left = limits.seconds - incumbent.seconds();
    let how = Recombine {
        below: incumbent.below() + 0.5,
        columns: 2000,
        nodes: 200,
        seconds: share(limits, left, part, 10.0),
    };
    let roster = generator.recombine(how, limits)?;
    Ok(roster.is_some_and(|roster| incumbent.offer(&roster)))
}

/// Whether fairness ties people to each other.
pub fn fair(model: &Model) -> bool {
    let spread = |form: &Form| matches!(form, Form::Spread { .. });
    model.terms.iter().any(|t| spread(&t.form))
}

/// Whether most people are like others, and no block or pair of cells is theirs to keep whole: where there are such terms,
/// the average of people who are alike says little of each of them.
pub fn alike(model: &Model) -> bool {
    let whole = |form: &Form| {
        let sum = matches!(form, Form::Count { .. });
        !sum && split::remembered(form).is_some()
    };
    let mixed = model.terms.iter().any(|t| whole(&t.form));
    !mixed && mostly(model, split::Split::of(model).groups.len())
}

/// Whether so many groups are few for a model's people.
fn mostly(model: &Model, groups: usize) -> bool {
    2 * groups < model.people
}

/// Seconds that the last people of a dive may take; with a work limit their nodes are the limit. None where most
/// people differ and fairness ties nobody: there columns fit to the end.
fn last(model: &Model, generator: &Generator, limits: &Limits) -> f64 {
    if !mostly(model, generator.groups.len()) && !fair(model) {
        return 0.0;
    }
    limits.dives.map_or(LAST, |_| f64::MAX)
}

/// When a dive ends at the latest. Where most people differ, parts do better meanwhile than a dive that takes long.
fn until(limits: &Limits, incumbent: &Incumbent<'_>, grouped: bool) -> f64 {
    let now = incumbent.seconds();
    if grouped {
        limits.seconds
    } else {
        now + share(limits, limits.seconds - now, DIVE, f64::INFINITY)
    }
}

/// Seconds of what is left for a step that may take long; with a work limit the clock decides nothing but the end.
fn share(limits: &Limits, left: f64, part: f64, most: f64) -> f64 {
    match limits.dives {
        Some(_) => left.max(0.0),
        None => (left.max(0.0) * part).min(most),
    }
}

/// Points of a unit by which a row is missed: more than any single unit can be worth.
fn missed(model: &Model) -> f64 {
    let all = model.terms.iter().flat_map(|t| t.form.prices());
    let dearest = all.filter_map(Price::points).max();
    (dearest.unwrap_or(1).max(10) * 100) as f64
}
