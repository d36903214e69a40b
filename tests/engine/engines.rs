//! Engines against enumeration: on tiny models all rosters are tried, and the best is known.

use crate::common;
use crate::models;

use models::{Random, model, optimum, rosters};
use paiban::domain::Roster;
use paiban::engine::mip::{self, Program};
use paiban::engine::{End, Limits, Outcome, Progress, Unwatched, Watch, annealing, portfolio};
use paiban::model::{Form, Model, Score, score};
use std::sync::Mutex;

fn limits(moves: u64) -> Limits {
    Limits {
        seconds: 600.0,
        moves,
        ..Limits::default()
    }
}

/// The outcome says exactly what enumeration says.
fn best_of_all(name: &str, model: &Model, optimum: Option<i64>, outcome: &Outcome) {
    let Some(optimum) = optimum else {
        assert_eq!(outcome.end, End::Infeasible, "{name}: {model:#?}");
        assert!(outcome.best.is_none(), "{name}");
        return;
    };
    let Some((roster, claimed)) = &outcome.best else {
        panic!("{name}: no roster, one has {optimum}: {model:#?}");
    };
    assert_eq!(*claimed, score(model, roster), "{name}: {model:#?}");
    let best = Score {
        hard: 0,
        soft: optimum,
    };
    assert_eq!(*claimed, best, "{name}: {model:#?}");
    assert_eq!(outcome.bound, Some(optimum), "{name}: bound, {model:#?}");
    let proven = matches!(outcome.end, End::Optimal | End::WithinGap);
    assert!(proven, "{name}: {:?}", outcome.end);
}

#[test]
fn the_exact_engine_finds_the_best_of_all_rosters() {
    let mut impossible = 0;
    for number in 0..2000 {
        let model = model(number);
        let best = optimum(&model);
        let outcome = mip::run(&model, None, &limits(0), None, &Unwatched).unwrap();
        best_of_all(&format!("model {number}"), &model, best, &outcome);
        impossible += usize::from(best.is_none());
    }
    assert!((50..1000).contains(&impossible), "{impossible} impossible");
}

/// Keeps what is reported on the way.
#[derive(Default)]
struct Heard {
    progress: Mutex<Vec<Progress>>,
    found: Mutex<Vec<Roster>>,
}

impl Watch for Heard {
    fn seconds(&self) -> f64 {
        0.0
    }

    fn progress(&self, progress: Progress) {
        self.progress.lock().unwrap().push(progress);
    }

    fn found(&self, roster: &Roster) {
        self.found.lock().unwrap().push(roster.clone());
    }
}

#[test]
fn the_portfolio_finds_the_best_of_all_rosters() {
    for number in 10_000..10_400 {
        let model = model(number);
        let heard = Heard::default();
        let outcome = portfolio::run(&model, &limits(500), &heard).unwrap();
        let name = format!("model {number}");
        let best = optimum(&model);
        best_of_all(&name, &model, best, &outcome);
        for roster in heard.found.lock().unwrap().iter() {
            assert_eq!(score(&model, roster).hard, 0, "{name}: {roster:?}");
        }
        for p in heard.progress.lock().unwrap().iter() {
            let (cost, bound) = (p.cost.or(best), p.bound.or(best));
            assert!(
                bound <= best && best <= cost,
                "{name}: {p:?}, best {best:?}"
            );
        }
        if outcome.best.is_some() {
            assert_eq!(outcome.end, End::Optimal, "{name}");
        }
    }
}

#[test]
fn a_start_changes_nothing_of_the_result() {
    for number in 20_000..20_200 {
        let model = model(number);
        let best = optimum(&model);
        // Any start: a good one, a bad one, one that breaks hard terms.
        for start in rosters(&model).step_by(97).take(3) {
            let outcome = mip::run(&model, Some(&start), &limits(0), None, &Unwatched).unwrap();
            best_of_all(
                &format!("model {number} from {start:?}"),
                &model,
                best,
                &outcome,
            );
        }
    }
}

#[test]
fn the_search_says_what_its_roster_costs() {
    let mut best_found = 0;
    for number in 0..600 {
        let model = model(number);
        let (roster, claimed) = annealing::run(&model, &limits(2000), &Unwatched);
        assert_eq!(
            claimed,
            score(&model, &roster),
            "model {number}: {model:#?}"
        );
        let best = optimum(&model);
        match best {
            None => assert!(claimed.hard > 0, "model {number}"),
            Some(best) if claimed.hard == 0 => assert!(claimed.soft >= best, "model {number}"),
            Some(_) => {}
        }
        best_found += usize::from(claimed.hard == 0 && best == Some(claimed.soft));
    }
    // So tiny, nearly every best roster is met; a walk that is broken meets few.
    assert!(best_found > 500, "{best_found}");
}

#[test]
fn every_kind_of_term_is_tried_hard_and_soft() {
    let models: Vec<Model> = (0..600).map(model).collect();
    let terms = || models.iter().flat_map(|m| &m.terms);
    let has = |wanted: &dyn Fn(&Form) -> bool| terms().filter(|t| wanted(&t.form)).count() > 20;
    let text = |form: &Form| format!("{form:?}");
    for kind in [
        "Forbid", "Count", "Run", "Follow", "Touch", "Spread", "Match",
    ] {
        for price in ["Hard", "Soft"] {
            let found = has(&|f| text(f).starts_with(kind) && text(f).contains(price));
            assert!(found, "{kind}, {price}");
        }
    }
    for part in [
        "unit: 3",
        "base: -1",
        "weight: -1",
        "before: Some(3)",
        "before: None",
        "Rest",
    ] {
        assert!(has(&|f| text(f).contains(part)), "{part}");
    }
}

/// The values that stand for a roster keep every row and bound, and cost what the roster costs.
fn feasible(name: &str, model: &Model, program: &Program, roster: &Roster) {
    let values = program.values(roster);
    assert_eq!(values.len(), program.vars.len(), "{name}");
    assert_eq!(program.roster(&values), *roster, "{name}");
    for (value, var) in values.iter().zip(&program.vars) {
        let inside = (var.low..=var.high).contains(value);
        let whole = !var.whole || value.fract() == 0.0;
        assert!(inside && whole, "{name}: {value} for {var:?}\n{roster:?}");
    }
    for row in &program.rows {
        let value: f64 = row.terms.iter().map(|(v, c)| c * values[*v]).sum();
        let inside = row.low - 1e-6 <= value && value <= row.high + 1e-6;
        assert!(
            inside,
            "{name}: {value} for {row:?}\n{roster:?}\n{model:#?}"
        );
    }
    let cost: f64 = program
        .vars
        .iter()
        .zip(&values)
        .map(|(v, x)| v.cost * x)
        .sum();
    let wanted = score(model, roster).soft as f64;
    assert!(
        (cost - wanted).abs() < 1e-6,
        "{name}: {cost}, not {wanted}\n{roster:?}\n{model:#?}"
    );
}

#[test]
fn a_rosters_values_are_a_point_of_the_program() {
    let mut tried = 0;
    for number in 0..300 {
        let model = model(number);
        let program = Program::of(&model);
        for roster in rosters(&model).filter(|r| score(&model, r).hard == 0) {
            feasible(&format!("model {number}"), &model, &program, &roster);
            tried += 1;
        }
    }
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn fixtures_rosters_are_points_of_their_programs() {
    let mut tried = 0;
    for fixture in common::all() {
        let name = fixture.path.display().to_string();
        let model = fixture.book.lower(&fixture.problem);
        let program = Program::of(&model);
        let (found, _) = annealing::run(&model, &limits(20_000), &Unwatched);
        let mut random = Random::new(7);
        for start in [fixture.roster, found] {
            let mut roster = start;
            // A walk among the rosters that keep every hard term.
            for _ in 0..60 {
                if score(&model, &roster).hard == 0 {
                    feasible(&name, &model, &program, &roster);
                    tried += 1;
                }
                let before = roster.clone();
                let person = random.below(model.people);
                let day = random.below(model.days);
                roster.cells[person][day] = random.below(model.duties + 1).checked_sub(1);
                if score(&model, &before).hard == 0 && score(&model, &roster).hard > 0 {
                    roster = before;
                }
            }
        }
    }
    assert!(tried > 3000, "{tried}");
}

#[test]
fn fixtures_small_enough_are_solved_to_the_best_of_all_rosters() {
    let mut solved = 0;
    for fixture in common::all() {
        let model = fixture.book.lower(&fixture.problem);
        let cells = (model.people * model.days) as i32;
        if f64::from(model.duties as u32 + 1).powi(cells) > 20_000.0 {
            continue;
        }
        let name = fixture.path.display().to_string();
        let outcome = mip::run(&model, None, &limits(0), None, &Unwatched).unwrap();
        best_of_all(&name, &model, optimum(&model), &outcome);
        solved += 1;
    }
    assert!(solved >= 10, "{solved}");
}

#[test]
fn the_same_seed_gives_the_same_roster() {
    let team = common::fixtures_dir().join("rest-run/ok-two-or-three.toml");
    let fixture = common::load(&team);
    let model = fixture.book.lower(&fixture.problem);
    let run = |seed| {
        let limits = Limits {
            seed,
            ..limits(20_000)
        };
        portfolio::run(&model, &limits, &Unwatched).unwrap()
    };
    let first = run(5);
    assert!(first.best.is_some());
    assert_eq!(first, run(5));
    let walk = |seed| {
        let limits = Limits {
            seed,
            ..limits(20_000)
        };
        annealing::run(&model, &limits, &Unwatched)
    };
    assert_eq!(walk(5), walk(5));
    assert_ne!(walk(5).0, walk(6).0, "the seed has no effect");
}
