//! Engines on the family of ordinary shops, a week of each: what they say of their rosters is what the rules' own checks
//! say, and none proves what another's roster contradicts.

#[path = "../../benches/shops/family/mod.rs"]
mod family;

use family::Shop;
use paiban::domain::time::Month;
use paiban::domain::{Problem, Roster};
use paiban::engine::{
    Limits, Outcome, Progress, Unwatched, Watch, annealing, columns, mip, portfolio,
};
use paiban::input::{Fault, Source, Team, parse_roster, write_roster};
use paiban::model::{Form, Model, Score, score};
use paiban::rules::RuleBook;
use paiban::verify::verify;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

const ALL: std::ops::RangeInclusive<u64> = 1..=200;

/// How many small ones engines are tried on.
const TEAMS: usize = 20;

/// The first `days` of a team's month, with the month before where there is one.
fn problem(shop: &Shop, days: Option<usize>) -> (Problem, RuleBook, Model) {
    let name = format!("team {}", shop.number);
    let (year, month) = shop.month;
    let month = Month::parse(&format!("{year}-{month:02}")).unwrap();
    let text = days.map_or(shop.text.clone(), |days| shortened(&shop.text, days));
    let fault = |f: Fault| -> ! { panic!("{name}: {f}") };
    let team = Team::parse(Source::new(name.clone(), text)).unwrap_or_else(|f| fault(f));
    let past = shop
        .past
        .as_ref()
        .map(|(_, text)| Source::new("ROSTER.csv", text.as_str()));
    let past = past.map(|source| parse_roster(&source).unwrap_or_else(|f| fault(f)));
    let days = days.unwrap_or(month.days());
    let made = team.horizon(month.first(), days, past.as_ref());
    let (problem, book) = made.unwrap_or_else(|f| fault(f));
    let model = book.lower(&problem);
    (problem, book, model)
}

/// The same team with days of rest in proportion: eight a month are more than a week has.
fn shortened(text: &str, days: usize) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for i in 1..lines.len() {
        let rest =
            (lines[i - 1] == "[[rules.month-rest]]").then(|| lines[i].strip_prefix("days = "));
        if let Some(rest) = rest.flatten() {
            lines[i] = format!("days = {}", rest.parse::<usize>().unwrap() * days / 31);
        }
    }
    lines.join("\n")
}

#[test]
fn the_list_is_that_of_the_teams() {
    let mut list = "number,trade,month,people,shifts,rules,history,digest\n".to_owned();
    for number in ALL {
        let _ = write!(list, "{}", family::shop(number).line());
    }
    // Figures are stored for teams with these digests: `shops list 1..200 > benches/shops/family.csv`.
    assert!(
        list == include_str!("../../benches/shops/family.csv"),
        "the family is not what benches/shops/family.csv says"
    );
}

#[test]
fn the_family_is_as_wide_as_ordinary_teams_are() {
    let mut names = BTreeSet::new();
    let (mut tied, mut past, mut small) = (0, 0, 0);
    for number in ALL {
        let shop = family::shop(number);
        let (_, book, model) = problem(&shop, None);
        let name = format!("team {number}");
        assert!(
            (6..=60).contains(&shop.people) && shop.people == model.people,
            "{name}"
        );
        assert!((2..=7).contains(&shop.shifts), "{name}");
        assert!(
            (8..=25).contains(&shop.rules),
            "{name}: {} rules",
            shop.rules
        );
        names.extend(book.instances.iter().map(|i| i.card.name));
        let ties = |form: &Form| matches!(form, Form::Spread { .. } | Form::Match { .. });
        tied += usize::from(model.terms.iter().any(|t| ties(&t.form)));
        past += usize::from(shop.past.is_some());
        small += usize::from(shop.people <= 15);
    }
    // All that teams may write, but for what a solve is told by other means.
    assert!(
        names.len() >= 34,
        "{} kinds of rules: {names:?}",
        names.len()
    );
    assert!(
        (100..195).contains(&tied),
        "{tied} tie people to each other"
    );
    assert!(
        (50..110).contains(&past) && (80..150).contains(&small),
        "{past}, {small}"
    );
}

/// Ends a solve after so many looks, so that it ends at the same place on every machine.
struct Looks(AtomicU64);

impl Looks {
    fn new(looks: u64) -> Looks {
        Looks(AtomicU64::new(looks))
    }
}

impl Watch for Looks {
    fn seconds(&self) -> f64 {
        0.0
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        let less = |left: u64| Some(left.saturating_sub(1));
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
            == Ok(0)
    }
}

/// An engine, its roster and its bound.
type Said = (&'static str, Option<(Roster, Score)>, Option<i64>);

fn limits(seed: u64) -> Limits {
    Limits {
        seed,
        moves: 30_000,
        dives: Some(2),
        threads: 1,
        ..Limits::default()
    }
}

/// Small ones, about so many.
fn small(count: usize) -> impl Iterator<Item = Shop> {
    ALL.map(family::shop)
        .filter(|s| s.people <= 11 && s.shifts <= 4)
        .take(count)
}

#[test]
fn engines_agree_with_the_checks_and_with_each_other() {
    let (mut found, mut bounded, mut priced) = (0, 0, 0);
    for shop in small(TEAMS) {
        let (problem, book, model) = problem(&shop, Some(7));
        let limits = limits(1);
        let walked = annealing::run(&model, &limits, &Unwatched);
        let walked = (walked.1.hard == 0).then_some(walked);
        let mut outcomes: Vec<Said> = vec![("search", walked, None)];
        let mut ran = |name, outcome: Outcome| outcomes.push((name, outcome.best, outcome.bound));
        ran(
            "columns",
            columns::run(&model, &limits, &Looks::new(150)).unwrap(),
        );
        ran(
            "exact",
            mip::run(&model, None, &limits, None, &Looks::new(20)).unwrap(),
        );
        ran(
            "portfolio",
            portfolio::run(&model, &limits, &Looks::new(600)).unwrap(),
        );
        let least = outcomes
            .iter()
            .filter_map(|o| o.1.as_ref())
            .map(|(_, score)| score.soft)
            .min();
        for (engine, best, bound) in &outcomes {
            let name = format!("team {}, {engine}", shop.number);
            if let Some((roster, claimed)) = best {
                let verdict = verify(&problem, &book, roster);
                assert_eq!(*claimed, score(&model, roster), "{name}");
                assert_eq!((claimed.hard, verdict.broken), (0, 0), "{name}");
                assert_eq!(claimed.soft, verdict.cost, "{name}");
                found += 1;
                priced += usize::from(claimed.soft > 0);
            }
            if let (Some(bound), Some(least)) = (bound, least) {
                assert!(
                    *bound <= least,
                    "{name}: bound {bound}, a roster has {least}"
                );
                bounded += usize::from(*bound > 0);
            }
        }
    }
    // Where engines find and prove nothing, nothing is tried.
    assert!(
        found >= 3 * TEAMS && bounded > TEAMS && priced > 2 * TEAMS,
        "{found}, {bounded}, {priced}"
    );
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (mut tried, mut differ) = (0, 0);
    for shop in small(TEAMS) {
        let (problem, _, model) = problem(&shop, Some(7));
        let walk = |seed| annealing::run(&model, &limits(seed), &Unwatched);
        let bytes = |roster: &Roster| write_roster(&problem, roster);
        assert_eq!(bytes(&walk(5).0), bytes(&walk(5).0), "team {}", shop.number);
        differ += usize::from(walk(5).0 != walk(6).0);
        let dive = || columns::run(&model, &limits(5), &Looks::new(150)).unwrap();
        let (one, two) = (dive(), dive());
        assert_eq!(one, two, "team {}", shop.number);
        tried += usize::from(one.best.is_some());
    }
    assert!(tried > TEAMS / 2 && differ > TEAMS / 2, "{tried}, {differ}");
}
