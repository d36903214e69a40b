//! Column generation against enumeration: its rosters cost what it says, its bounds hold.

use crate::models;
use paiban::domain::PersonIx;

use models::{Random, model, optimum};
use paiban::engine::{Limits, Outcome, Unwatched, columns, portfolio};
use paiban::model::{Builder, Class, DutySet, Limit, Model, Price, Sum, score};

fn dives(dives: usize) -> Limits {
    Limits {
        seconds: 600.0,
        moves: 300,
        dives: Some(dives),
        ..Limits::default()
    }
}

#[test]
fn rosters_and_bounds_stand_against_enumeration() {
    let (mut best_found, mut proven, mut possible) = (0, 0, 0);
    for number in 30_000..30_600 {
        let model = model(number);
        let outcome = columns::run(&model, &dives(3), &Unwatched).unwrap();
        let Some(optimum) = optimum(&model) else {
            assert!(outcome.best.is_none(), "model {number}: {model:#?}");
            continue;
        };
        possible += 1;
        let bound = outcome.bound.unwrap_or(0);
        assert!(
            bound <= optimum,
            "model {number}: bound {bound}, best {optimum}: {model:#?}"
        );
        proven += usize::from(bound == optimum);
        if let Some((roster, claimed)) = &outcome.best {
            assert_eq!(*claimed, score(&model, roster), "model {number}");
            assert_eq!(claimed.hard, 0, "model {number}");
            assert!(claimed.soft >= optimum, "model {number}");
            best_found += usize::from(claimed.soft == optimum);
        }
    }
    // The relaxation is not always whole, and dives are no proof; but nearly always they do.
    assert!(
        10 * best_found > 9 * possible,
        "best found {best_found} of {possible}"
    );
    assert!(10 * proven > 7 * possible, "proven {proven} of {possible}");
}

/// A team of people who are alike in threes: coverage by day and night, runs, successions, days off, fairness.
fn team(fair: bool) -> Model {
    let (people, days) = (9, 14);
    let (day, night) = (DutySet::one(0), DutySet::one(1));
    let mut b = Builder::new(people, days, 2);
    let each = |at, price| Some(Limit::each(at, Price::Soft(price)));
    for d in 0..days {
        for (duties, need) in [(day, 4), (night, 2)] {
            let mut sum = Sum::default();
            (0..people).for_each(|p| sum.add(PersonIx(p), d, duties, 1));
            b.count(vec![], (d, d), sum, each(need, 20), each(need, 3));
        }
    }
    for p in 0..people {
        let hard = |at| Some(Limit::each(at, Price::Hard));
        b.run(
            PersonIx(p),
            Class::On(b.any()),
            0..days,
            Some(0),
            hard(2),
            hard(5),
        );
        b.run(PersonIx(p), Class::Rest, 0..days, Some(0), hard(2), None);
        (0..days).for_each(|d| b.follow(PersonIx(p), d, night, day, Price::Hard));
        let mut worked = Sum::default();
        (0..days).for_each(|d| worked.add(PersonIx(p), d, b.any(), 1));
        b.count(vec![PersonIx(p)], (0, days - 1), worked, hard(8), hard(10));
        b.forbid(PersonIx(p), 3 * (p % 3), b.any(), Price::Soft(7));
    }
    if fair {
        let nights = |p: PersonIx| {
            let mut sum = Sum::default();
            (0..days).for_each(|d| sum.add(p, d, night, 1));
            sum
        };
        b.spread(
            PersonIx::first(people).collect(),
            PersonIx::first(people).map(nights).collect(),
            Limit::each(1, Price::Soft(5)),
        );
    }
    b.finish()
}

/// A small team with two shifts and two posts in each: some may take either post, some only one, some not every day.
fn posts(number: u64) -> Model {
    let mut random = Random::new(number);
    let (people, days) = (5, 6);
    let mut b = Builder::new(people, days, 4);
    let (early, late) = (
        DutySet::one(0).plus(DutySet::one(1)),
        DutySet::one(2).plus(DutySet::one(3)),
    );
    let limit = |at, price| Some(Limit::each(at, price));
    for day in 0..days {
        for duty in 0..4 {
            let mut sum = Sum::default();
            (0..people).for_each(|p| sum.add(PersonIx(p), day, DutySet::one(duty), 1));
            let (need, price) = (random.below(3) as i64, 2 + random.below(9) as i64);
            let high = limit(2, Price::Soft(3)).filter(|_| random.below(2) == 0);
            b.count(
                vec![],
                (day, day),
                sum,
                limit(need, Price::Soft(price)),
                high,
            );
        }
    }
    for p in 0..people {
        if random.below(3) == 0 {
            let post = random.below(2);
            let other = DutySet::one(post).plus(DutySet::one(2 + post));
            (0..days).for_each(|d| b.forbid(PersonIx(p), d, other, Price::Hard));
        }
        let (day, wish) = (random.below(days), [early, late][random.below(2)]);
        b.forbid(PersonIx(p), day, wish, Price::Soft(5));
        (0..days).for_each(|d| b.follow(PersonIx(p), d, late, early, Price::Hard));
        let (three, two) = (limit(3, Price::Soft(4)), limit(2, Price::Soft(3)));
        b.run(
            PersonIx(p),
            Class::On(b.any()),
            0..days,
            Some(0),
            two,
            three,
        );
        let mut worked = Sum::default();
        (0..days).for_each(|d| worked.add(PersonIx(p), d, b.any(), 1));
        b.count(
            vec![PersonIx(p)],
            (0, days - 1),
            worked,
            None,
            limit(4, Price::Soft(6)),
        );
    }
    b.finish()
}

#[test]
fn posts_that_the_master_shares_out_cost_what_the_integer_program_says() {
    let mut found = 0;
    for number in 0..40 {
        let model = posts(number);
        let by_columns = columns::run(&model, &dives(3), &Unwatched).unwrap();
        let limits = Limits {
            gap: 0.0,
            ..dives(0)
        };
        let by_program = paiban::engine::mip::run(&model, None, &limits, None, &Unwatched).unwrap();
        let best = by_program.best.as_ref().unwrap().1.soft;
        assert_eq!(by_program.bound, Some(best), "team {number}");
        let (roster, claimed) = by_columns.best.as_ref().unwrap();
        assert_eq!(*claimed, score(&model, roster), "team {number}");
        assert!(
            by_columns.bound.unwrap() <= best,
            "team {number}: {model:#?}"
        );
        assert!(claimed.soft >= best, "team {number}");
        found += usize::from(claimed.soft == best);
    }
    assert!(found > 35, "found {found} of 40");
}

fn solved(model: &Model, limits: &Limits) -> (Outcome, Outcome) {
    let run = || portfolio::run(model, limits, &Unwatched).unwrap();
    (run(), run())
}

#[test]
fn a_work_limit_gives_the_same_roster_on_every_run() {
    for fair in [false, true] {
        let model = team(fair);
        let (one, two) = solved(&model, &dives(3));
        assert_eq!(one, two, "fair: {fair}");
        assert!(one.best.is_some(), "fair: {fair}");
        let direct = columns::run(&model, &dives(2), &Unwatched).unwrap();
        assert_eq!(direct, columns::run(&model, &dives(2), &Unwatched).unwrap());
    }
}

#[test]
fn engines_agree_on_bounds_and_costs() {
    for fair in [false, true] {
        let model = team(fair);
        let by_columns = columns::run(&model, &dives(4), &Unwatched).unwrap();
        let by_program =
            paiban::engine::mip::run(&model, None, &dives(0), None, &Unwatched).unwrap();
        let cost = |o: &Outcome| o.best.as_ref().map(|(_, s)| s.soft);
        let best = cost(&by_program).unwrap();
        assert_eq!(by_program.bound, Some(best));
        assert!(by_columns.bound.unwrap() <= best, "fair: {fair}");
        assert!(cost(&by_columns).unwrap() >= best, "fair: {fair}");
    }
}
