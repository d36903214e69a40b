//! Second International Nurse Rostering Competition, all weeks of an instance as one horizon.
//!
//! Skills are posts: whoever works holds one. History becomes each person's tail, as long as is needed to
//! know how many days of a kind came last.

mod files;

use super::rules_text::RulesText;
use super::{Instance, frame, person, shift, with_rules};
use crate::domain::person::{Want, Wish};
use crate::domain::{Person, PersonIx, Problem, Roster, Skill};
use crate::input::{BenchFlaw, Fault, FaultKind, Source};
use crate::model::DutySet;
use crate::text::Text;
use files::{Contract, Past, Scenario, WEEK, Week};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Points of the competition, for each unit.
mod price {
    pub const COVER: i64 = 30;
    pub const KIND_RUN: i64 = 15;
    pub const WORK_RUN: i64 = 30;
    pub const REST_RUN: i64 = 30;
    pub const REQUEST: i64 = 10;
    pub const WHOLE_WEEKEND: i64 = 30;
    pub const ASSIGNMENTS: i64 = 20;
    pub const WEEKENDS: i64 = 30;
}

/// Length of a shift: the competition does not say, and nothing depends on it.
const EIGHT_HOURS: i32 = 8 * 60;

/// Reads an instance: scenario, history and the weeks in their order.
///
/// # Errors
///
/// The first fault of a file, with its place.
pub fn read(scenario: &Path, history: &Path, weeks: &[PathBuf]) -> Result<Instance, Fault> {
    let weeks: Result<Vec<_>, _> = weeks.iter().map(|week| Source::read(week)).collect();
    parse(&Source::read(scenario)?, &Source::read(history)?, &weeks?)
}

/// The same from texts in memory.
///
/// # Errors
///
/// The first fault of a text, with its place.
pub fn parse(
    source: &Arc<Source>,
    history: &Arc<Source>,
    weeks: &[Arc<Source>],
) -> Result<Instance, Fault> {
    let scenario = files::scenario(source)?;
    let pasts = files::history(history, &scenario)?;
    let (found, wanted) = (weeks.len(), scenario.weeks);
    if found != wanted {
        return Err(source.fault(None, BenchFlaw::Weeks { found, wanted }.into()));
    }
    let weeks = weeks.iter().map(|week| files::week(week, &scenario));
    let weeks = weeks.collect::<Result<Vec<_>, _>>()?;
    let problem = problem(source, &scenario, &pasts, &weeks)?;
    let mut rules = RulesText::new(problem.people.len());
    say_cover(&mut rules, &problem, &weeks);
    say_shifts(&mut rules, &problem, &scenario);
    say_contracts(&mut rules, &problem, &scenario, &pasts);
    with_rules(problem, source, rules)
}

fn problem(
    source: &Arc<Source>,
    scenario: &Scenario,
    pasts: &[Past],
    weeks: &[Week],
) -> Result<Problem, Fault> {
    let skill = |code: &String| Skill {
        code: code.clone(),
        name: Text::same(code.as_str()),
        post: true,
    };
    let skills = scenario.skills.iter().map(skill).collect();
    let kinds = scenario.shifts.iter();
    let kinds = kinds.map(|s| shift(&s.code, EIGHT_HOURS)).collect();
    let mut problem = frame(&scenario.name, 7 * scenario.weeks, skills, kinds);
    let (count, most) = (problem.duties.len(), DutySet::CAPACITY);
    if count > most {
        return Err(source.fault(None, FaultKind::TooManyDuties { count, most }));
    }
    for (nurse, past) in scenario.nurses.iter().zip(pasts) {
        let who = Person {
            skills: nurse.skills.clone(),
            tail: tail(&problem, past),
            ..person(&nurse.name)
        };
        problem.people.push(who);
    }
    for (index, week) in weeks.iter().enumerate() {
        for request in &week.requests {
            let wish = Wish {
                day: 7 * index + request.day,
                want: request.shift.map_or(Want::Off, Want::NotKind),
                weight: Some(price::REQUEST),
            };
            problem.people[request.nurse].wishes.push(wish);
        }
    }
    Ok(problem)
}

/// The last days before the horizon, and before them one of another class, so that it is known where the
/// runs began. Which post was held, and which shift before the last ones, does not matter to any rule.
fn tail(problem: &Problem, past: &Past) -> Vec<Option<usize>> {
    let of = |kind: usize| problem.duties.iter().position(|d| d.kind == kind);
    let Some(last) = past.last else {
        let mut tail = vec![None; past.off];
        if past.off > 0 {
            tail.insert(0, of(0));
        }
        return tail;
    };
    let other = (0..problem.kinds.len()).find(|&k| k != last);
    let mut tail = vec![None];
    tail.resize(1 + past.worked - past.same, other.and_then(of));
    tail.resize(1 + past.worked, of(last));
    tail
}

/// Days of the horizon with the same needs of a shift and a skill.
type Needs = BTreeMap<(usize, usize, i64, i64), Vec<usize>>;

fn say_cover(rules: &mut RulesText, problem: &Problem, weeks: &[Week]) {
    let mut groups = Needs::new();
    for (index, week) in weeks.iter().enumerate() {
        for need in &week.needs {
            for (day, &(least, best)) in need.days.iter().enumerate() {
                if best > 0 {
                    let group = groups.entry((need.shift, need.skill, least, best));
                    group.or_default().push(7 * index + day);
                }
            }
        }
    }
    for ((shift, skill, least, best), mut days) in groups {
        days.sort_unstable();
        let rule = rules
            .rule("shift-daily")
            .list("kinds", [problem.kinds[shift].code.as_str()])
            .text("post", &problem.skills[skill].code)
            .on(problem, &days)
            .number("need", best);
        if least == best {
            rule.weight("hard");
        } else {
            rule.number("least", least).points(price::COVER);
        }
    }
}

fn say_shifts(rules: &mut RulesText, problem: &Problem, scenario: &Scenario) {
    let code = |kind: usize| problem.kinds[kind].code.as_str();
    for (kind, shift) in scenario.shifts.iter().enumerate() {
        if !shift.not_after.is_empty() {
            rules
                .rule("succession")
                .list("after", [code(kind)])
                .list("not", shift.not_after.iter().map(|&k| code(k)));
        }
        rules
            .rule("kind-run")
            .list("kinds", [code(kind)])
            .number("shortest", shift.run.0)
            .number("longest", shift.run.1)
            .points(price::KIND_RUN);
    }
}

fn say_contracts(rules: &mut RulesText, problem: &Problem, scenario: &Scenario, pasts: &[Past]) {
    for (index, contract) in scenario.contracts.iter().enumerate() {
        let nurses = scenario.nurses.iter().enumerate();
        let who: Vec<PersonIx> = nurses
            .filter(|(_, nurse)| nurse.contract == index)
            .map(|(person, _)| PersonIx(person))
            .collect();
        if who.is_empty() {
            continue;
        }
        say_runs(rules, problem, contract, &who);
        say_totals(rules, problem, contract, &who, pasts);
    }
}

fn say_runs(rules: &mut RulesText, problem: &Problem, contract: &Contract, who: &[PersonIx]) {
    for (name, run, points) in [
        ("work-run", contract.work, price::WORK_RUN),
        ("rest-run", contract.rest, price::REST_RUN),
    ] {
        rules
            .rule(name)
            .number("shortest", run.0)
            .number("longest", run.1)
            .points(points)
            .who(problem, who);
    }
    if contract.complete {
        let rule = rules.rule("whole-weekends").points(price::WHOLE_WEEKEND);
        rule.who(problem, who);
    }
}

/// What is left of a contract's totals after history. What history alone has too many of cannot be changed.
fn say_totals(
    rules: &mut RulesText,
    problem: &Problem,
    contract: &Contract,
    who: &[PersonIx],
    pasts: &[Past],
) {
    let (least, most) = contract.assignments;
    let mut totals: BTreeMap<(i64, i64), Vec<PersonIx>> = BTreeMap::new();
    let mut weekends: BTreeMap<i64, Vec<PersonIx>> = BTreeMap::new();
    for &person in who {
        let past = &pasts[person];
        let left = |total: i64, done: i64| (total - done).max(0);
        let shifts = (left(least, past.assignments), left(most, past.assignments));
        totals.entry(shifts).or_default().push(person);
        let free = left(contract.weekends, past.weekends);
        weekends.entry(free).or_default().push(person);
    }
    for ((least, most), who) in totals {
        let rule = rules.rule("shift-limit").list("kinds", ["any"]);
        rule.number("least", least)
            .number("most", most)
            .points(price::ASSIGNMENTS)
            .who(problem, &who);
    }
    let all = problem.weeks().len() as i64;
    for (most, who) in weekends.into_iter().filter(|(most, _)| *most < all) {
        let rule = rules.rule("weekends").number("most", most);
        rule.points(price::WEEKENDS).who(problem, &who);
    }
}

/// A roster as the competition's solution files, one a week.
pub fn write(problem: &Problem, roster: &Roster) -> Vec<String> {
    let weeks = problem.days() / WEEK.len();
    (0..weeks).map(|w| write_week(problem, roster, w)).collect()
}

fn write_week(problem: &Problem, roster: &Roster, week: usize) -> String {
    let mut lines = Vec::new();
    for (person, who) in PersonIx::enumerate(&problem.people) {
        for (day, name) in WEEK.iter().enumerate() {
            let duty = roster.get(person, 7 * week + day);
            let Some(duty) = duty.and_then(|d| problem.duties.get(d)) else {
                continue;
            };
            let shift = &problem.kinds[duty.kind].code;
            let skill = duty.post.map_or("", |p| problem.skills[p].code.as_str());
            lines.push(format!("{} {name} {shift} {skill}\n", who.name));
        }
    }
    let (scenario, count) = (&problem.name, lines.len());
    let head = format!("SOLUTION\n{week} {scenario}\n\nASSIGNMENTS = {count}\n");
    head + &lines.concat()
}
