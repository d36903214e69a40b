//! Months without a roster: what is named is in conflict, nothing of it can be left out, and every repair leads to a
//! roster. All of it is solved again here, by another engine than the one that found it.
//!
//! `tests/fixtures/explain/NAME.en.txt` and `NAME.zh.txt` are explanations as users read them; `UPDATE_GOLDEN=1` writes
//! them.

mod teams;

use paiban::domain::{LeaveState, PersonIx, Problem, Roster};
use paiban::engine::{End, Limits, Progress, Unwatched, Watch, annealing, mip, portfolio};
use paiban::explain::cell::{self, Outcome, Question};
use paiban::explain::iis::{self, Atoms, Found, Iis};
use paiban::explain::remedies::{self, Change, Infeasible, Kind, Remedy};
use paiban::model::{Form, Model, Price, Tag, Term, violation};
use paiban::render::explain::{Subject, TeamFile, conflicts, repairs};
use paiban::rules::{Breach, RuleBook, Weight};
use paiban::text::Lang;
use paiban::verify::verify;
use std::path::Path;
use std::time::Instant;

struct Clock(Instant);

impl Watch for Clock {
    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    fn progress(&self, _: Progress) {}
}

/// As the command has them.
fn limits(part: f64) -> Limits {
    Limits {
        seconds: 20.0 * part,
        ..Limits::default()
    }
}

/// A roster of the whole month that keeps these terms: a walk, and where it finds none the integer program.
fn solved(model: &Model) -> Option<Roster> {
    let limits = Limits {
        seconds: 600.0,
        moves: 50_000,
        ..Limits::default()
    };
    let (roster, points) = annealing::run(model, &limits, &Unwatched);
    if points.hard == 0 {
        return Some(roster);
    }
    let outcome = mip::run(model, None, &limits, None, &Unwatched).unwrap();
    if outcome.best.is_none() {
        assert_eq!(outcome.end, End::Infeasible);
    }
    outcome.best.map(|(roster, _)| roster)
}

fn only(model: &Model, terms: Vec<Term>) -> Model {
    Model { terms, ..*model }
}

/// The conflict is one, and without any one of its members it is none.
fn check_conflict(name: &str, model: &Model, conflict: &Iis) {
    assert!(conflict.is_irreducible(), "{name}: not shown to be minimal");
    let all = |but: Option<usize>| -> Vec<Term> {
        let members = conflict.members.iter().enumerate();
        let others = members.filter(|(index, _)| Some(*index) != but);
        others.flat_map(|(_, m)| m.terms.clone()).collect()
    };
    let whole = solved(&only(model, all(None)));
    assert!(whole.is_none(), "{name}: can be kept together");
    for (index, member) in conflict.members.iter().enumerate() {
        let others = only(model, all(Some(index)));
        let shown = member.without.as_ref().unwrap();
        let kept = |r: &Roster| others.terms.iter().all(|t| violation(t, r).hard == 0);
        assert!(kept(shown), "{name}: the roster without {:?}", member.tag);
        let found = solved(&others);
        assert!(found.is_some(), "{name}: {:?} is not needed", member.tag);
    }
    // What the members demand is what the rules demand: each term is one of the month's, or one side of it.
    let tags: Vec<&Tag> = model.terms.iter().map(|t| &t.tag).collect();
    for member in &conflict.members {
        assert!(tags.contains(&&member.tag), "{name}: {:?}", member.tag);
    }
}

/// Whether a change allows a breach.
fn allows(change: &Change, breach: &Breach) -> bool {
    if change.kind == Kind::Soft {
        return change.instance == Some(breach.instance);
    }
    let whom = breach.people.iter().all(|p| change.people.contains(p));
    let when = breach.days.iter().all(|d| change.days.contains(d));
    change.instance == Some(breach.instance) && whom && when
}

/// The month with what people give up, where nothing else is asked for.
fn given_up(problem: &Problem, repair: &Remedy) -> Problem {
    let mut other = problem.clone();
    let own = [
        Kind::Leave,
        Kind::Away,
        Kind::Pin,
        Kind::Wish,
        Kind::Outside,
    ];
    if !repair.changes.iter().all(|c| own.contains(&c.kind)) {
        return other;
    }
    for change in &repair.changes {
        let Some(person) = change.people.first() else {
            continue;
        };
        let person = &mut other.people[*person];
        let within = |day: &usize| change.days.contains(day);
        let is = |day: &i64| usize::try_from(*day).is_ok_and(|day| within(&day));
        match change.kind {
            Kind::Leave => {
                // All leave of the cases is of one day.
                person
                    .leave
                    .retain(|l| l.state != LeaveState::Granted || !is(&l.first));
            }
            Kind::Away => person.unavailable.retain(|day| !is(day)),
            Kind::Pin => person.pinned.retain(|(day, _)| !is(day)),
            Kind::Wish => person.wishes.retain(|wish| !within(&wish.day)),
            Kind::Outside => {
                let first = problem.date(change.days[0] as i64);
                person.joined = person.joined.map(|joined| joined.min(first));
                let last = problem.date(change.days[change.days.len() - 1] as i64);
                person.left = person.left.map(|left| left.max(last));
            }
            _ => {}
        }
    }
    other
}

/// The repair's roster breaks nothing but what the repair allows, and another solve finds such a roster too.
fn check_repair(name: &str, text: &str, (problem, book): (&Problem, &RuleBook), repair: &Remedy) {
    let kinds: Vec<Kind> = repair.changes.iter().map(|c| c.kind).collect();
    if repair.reread {
        let lines: String = repair.edits.iter().map(|e| e.lines.as_str()).collect();
        let read = teams::read(&format!("{text}\n{lines}"));
        let (problem, book) = read.unwrap_or_else(|| panic!("{name}: {kinds:?}: {lines}"));
        let verdict = verify(&problem, &book, &repair.roster);
        assert!(verdict.holds(), "{name}: {kinds:?}: {lines}");
        let found = solved(&book.lower(&problem).hard(Price::Hard));
        let found = found.unwrap_or_else(|| panic!("{name}: {kinds:?}: no roster"));
        assert!(verify(&problem, &book, &found).holds(), "{name}: {kinds:?}");
        return;
    }
    let month = given_up(problem, repair);
    let holds = |roster: &Roster| {
        let hard = |b: &&Breach| b.weight == Weight::Hard;
        let breaches = book.check(&month, roster);
        let strange: Vec<&Breach> = breaches
            .iter()
            .filter(hard)
            .filter(|b| !repair.changes.iter().any(|c| allows(c, b)))
            .collect();
        assert!(strange.is_empty(), "{name}: {kinds:?}: {strange:#?}");
    };
    holds(&repair.roster);
    // The demands that give way are left out, all others are hard.
    let touched = |tag: &Tag| {
        repair.changes.iter().any(|change| {
            let whom =
                tag.people.is_empty() || tag.people.iter().any(|p| change.people.contains(p));
            let days = &change.days;
            let when =
                days.is_empty() || days.iter().any(|d| (tag.days.0..=tag.days.1).contains(d));
            let rule = change.instance == Some(tag.rule);
            rule && (change.kind == Kind::Soft || (whom && when))
        })
    };
    let mut model = book.lower(&month).hard(Price::Hard);
    model.terms.retain(|t| !touched(&t.tag));
    let found = solved(&model);
    let found = found.unwrap_or_else(|| panic!("{name}: {kinds:?}: no roster"));
    for breach in book.check(&month, &found) {
        let named = repair
            .changes
            .iter()
            .any(|c| c.instance == Some(breach.instance));
        assert!(breach.weight != Weight::Hard || named, "{name}: {breach:?}");
    }
}

struct Explained {
    found: Found,
    ways: Vec<Remedy>,
}

fn explain(
    text: &str,
    (problem, book): (&Problem, &RuleBook),
    parts: (Limits, Limits),
    watch: &dyn Watch,
) -> Explained {
    let atoms: Atoms = iis::demands(&book.lower(problem));
    let found = iis::find(&atoms, &parts.0, watch).unwrap();
    let reread = |lines: &str| teams::read(&format!("{text}\n{lines}"));
    let team = teams::team(text).unwrap();
    let vary =
        |at: usize, who: &[PersonIx], setting: &str| team.varied((problem, book), at, who, setting);
    let number = |at: usize, key: &str| team.number(book, at, key);
    let case = Infeasible {
        problem,
        book,
        atoms: &atoms,
        found: &found,
        reread: &reread,
        vary: &vary,
        number: &number,
    };
    let ways = remedies::find(&case, &parts.1, watch).unwrap();
    Explained { found, ways }
}

/// Every `n`th case, so that the threads of the tests share them.
fn check_cases(part: usize, of: usize) {
    let mut slowest = (0.0, String::new());
    let cases = teams::cases();
    assert!(cases.len() >= 50, "{} cases", cases.len());
    for case in cases.iter().skip(part).step_by(of) {
        let name = &case.name;
        let (problem, book) = teams::read(&case.text).unwrap_or_else(|| panic!("{name}"));
        let clock = Clock(Instant::now());
        let Explained { found, ways } = explain(
            &case.text,
            (&problem, &book),
            (limits(0.6), limits(1.0)),
            &clock,
        );
        let took = clock.seconds();
        if took > slowest.0 {
            slowest = (took, name.clone());
        }
        assert!(found.roster.is_none(), "{name}: there is a roster");
        assert!(!found.conflicts.is_empty(), "{name}: no conflict was found");
        let model = book.lower(&problem).hard(Price::Hard);
        for conflict in &found.conflicts {
            check_conflict(name, &model, conflict);
        }
        assert!(!ways.is_empty(), "{name}: no repair");
        assert!(ways.len() <= 5, "{name}");
        for repair in &ways {
            check_repair(name, &case.text, (&problem, &book), repair);
        }
        let kinds: Vec<Vec<Kind>> = ways
            .iter()
            .map(|r| r.changes.iter().map(|c| c.kind).collect())
            .collect();
        let members: Vec<usize> = found.conflicts.iter().map(|c| c.members.len()).collect();
        println!("{took:6.2} s  {name}: members {members:?}, repairs {kinds:?}");
    }
    println!("slowest: {:.2} s, {}", slowest.0, slowest.1);
}

#[test]
fn made_impossible_teams_are_explained_first_half() {
    check_cases(0, 2);
}

#[test]
fn made_impossible_teams_are_explained_second_half() {
    check_cases(1, 2);
}

#[test]
fn a_team_with_a_roster_has_no_conflict() {
    for text in [teams::SHOP, teams::TAOBAO, teams::TMALL, teams::DESK24] {
        let (problem, book) = teams::read(text).unwrap();
        let atoms = iis::demands(&book.lower(&problem));
        let clock = Clock(Instant::now());
        let found = iis::find(&atoms, &limits(1.0), &clock).unwrap();
        assert!(found.conflicts.is_empty());
        let roster = found.roster.unwrap();
        assert!(verify(&problem, &book, &roster).holds());
    }
}

#[test]
fn what_is_said_reads_well() {
    for case in teams::golden() {
        let (problem, book) = teams::read(&case.text).unwrap_or_else(|| panic!("{}", case.name));
        // Without a clock nothing depends on how fast the machine is.
        let all = Limits {
            seconds: 1e6,
            ..Limits::default()
        };
        let explained = explain(&case.text, (&problem, &book), (all, all), &Unwatched);
        let subject = Subject {
            problem: &problem,
            book: &book,
        };
        let mut lines = conflicts(subject, &explained.found);
        lines.push(paiban::text::Text::default());
        let file = TeamFile {
            name: "team.toml",
            line: &|_| None,
        };
        lines.extend(repairs(subject, &explained.ways, &file));
        for (lang, end) in [(Lang::En, "en"), (Lang::Zh, "zh")] {
            let text: String = lines.iter().map(|l| format!("{}\n", l.get(lang))).collect();
            compare(&format!("{}.{end}.txt", case.name), &text);
        }
    }
}

fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/explain")
        .join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, golden, "{name}");
}

fn a_roster(text: &str) -> (Problem, RuleBook, Roster) {
    let (problem, book) = teams::read(text).unwrap();
    let limits = Limits {
        seconds: 5.0,
        gap: 0.02,
        ..Limits::default()
    };
    let clock = Clock(Instant::now());
    let outcome = portfolio::run(&book.lower(&problem), &limits, &clock).unwrap();
    (problem, book, outcome.best.unwrap().0)
}

#[test]
fn another_value_of_a_cell_is_priced_or_refused() {
    let pinned =
        teams::Draft(teams::SHOP.to_owned()).person("S1", "pinned = { 2026-12-10 = \"D\" }");
    for (text, day) in [(pinned.0.as_str(), 9), (teams::TAOBAO, 4)] {
        let (problem, book, roster) = a_roster(text);
        let question = Question {
            problem: &problem,
            book: &book,
            roster: &roster,
            person: PersonIx(0),
            day,
        };
        let clock = Clock(Instant::now());
        let found = cell::explain(&question, None, &limits(1.0), &clock).unwrap();
        assert_eq!(found.len(), problem.duties.len());
        let before = verify(&problem, &book, &roster);
        for alternative in &found {
            assert_ne!(alternative.value, roster.get(PersonIx(0), day));
            match &alternative.outcome {
                Outcome::Possible(other) => {
                    assert_eq!(other.roster.get(PersonIx(0), day), alternative.value);
                    let after = verify(&problem, &book, &other.roster);
                    assert!(after.holds());
                    assert_eq!(other.cost, (after.cost, before.cost));
                    let sum = |all: &[Breach]| all.iter().map(Breach::price).sum::<i64>();
                    assert_eq!(
                        sum(&other.gained) - sum(&other.lost),
                        after.cost - before.cost,
                        "what is gained and lost is what the cost differs by"
                    );
                    assert!(other.best.0 <= after.cost);
                }
                Outcome::Impossible(found) => {
                    let forced = cell::force(
                        &book.lower(&problem),
                        question.person,
                        day,
                        alternative.value,
                    );
                    let mut model = book.lower(&problem).hard(Price::Hard);
                    model.terms.push(forced);
                    check_conflict("a cell", &model, &found.conflicts[0]);
                    let asked = |t: &Tag| t.rule == cell::ASKED;
                    assert!(found.conflicts[0].members.iter().any(|m| asked(&m.tag)));
                }
                Outcome::Open => panic!("{:?} was not found out", alternative.value),
            }
        }
        let refused = |o: &Outcome| matches!(o, Outcome::Impossible(_));
        let none = found.iter().filter(|a| refused(&a.outcome)).count();
        // The fixed cell admits nothing else.
        assert_eq!(none == found.len(), text == pinned.0.as_str());
    }
}

#[test]
fn the_value_that_is_asked_for_is_the_only_one() {
    let (problem, book, roster) = a_roster(teams::SHOP);
    let question = Question {
        problem: &problem,
        book: &book,
        roster: &roster,
        person: PersonIx(1),
        day: 5,
    };
    let other = match roster.get(PersonIx(1), 5) {
        None => Some(0),
        Some(_) => None,
    };
    let clock = Clock(Instant::now());
    let found = cell::explain(&question, Some(other), &limits(1.0), &clock).unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value, other);
}

/// A demand of one cell, so that the form is looked at once.
#[test]
fn a_forced_cell_is_a_demand_like_others() {
    let (problem, book) = teams::read(teams::SHOP).unwrap();
    let model = book.lower(&problem);
    let rest = cell::force(&model, PersonIx(0), 3, None);
    assert!(matches!(rest.form, Form::Forbid { .. }));
    let mut roster = Roster::empty(model.people, model.days);
    assert_eq!(violation(&rest, &roster).hard, 0);
    roster.cells[0][3] = Some(1);
    assert_eq!(violation(&rest, &roster).hard, 1);
    assert_eq!(
        violation(&cell::force(&model, PersonIx(0), 3, Some(1)), &roster).hard,
        0
    );
    assert_eq!(
        violation(&cell::force(&model, PersonIx(0), 3, Some(0)), &roster).hard,
        1
    );
}
