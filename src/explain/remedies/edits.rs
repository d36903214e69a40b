//! What to change in the team file.

mod bounded;
mod curve;
mod own;

use super::Infeasible;
use super::kinds::{Change, Kind};
use crate::domain::{Need, PersonIx, Problem, Roster};
use crate::rules::{Facts, RuleBook, Weight};
use crate::text::Text;
use chrono::NaiveDate;
use curve::Curve;
use std::collections::{BTreeMap, BTreeSet};

/// A price that is proposed for a rule that was hard.
pub const PRICE: i64 = 1000;

/// A place in the team file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Place {
    /// A rule's section.
    Rule(String),
    /// A key of a person's section.
    Person(PersonIx, &'static str),
    /// A person's request for leave.
    Leave(PersonIx),
}

/// A change of the team file.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Edit {
    /// Lines to add at its end; empty: none.
    pub lines: String,
    /// What to do, in words, where no lines are added.
    pub note: Text,
    /// Where the words point to.
    pub place: Option<Place>,
}

/// What a change asks of the team file.
pub fn edit(infeasible: &Infeasible<'_>, change: &Change, roster: &Roster) -> Option<Edit> {
    let Infeasible { problem, book, .. } = *infeasible;
    match change.kind {
        Kind::Fewer => {
            let instance = &book.instances[change.instance?];
            let hard = instance.scope.weight == Weight::Hard;
            Some(demand(problem, &change.days, roster, hard))
        }
        Kind::Hours if change.bound.is_none() => hours(problem, book, change),
        Kind::Rest | Kind::Run | Kind::Hours | Kind::Exception => {
            let bounded = bounded::edit(infeasible, change, roster);
            bounded.or_else(|| once(problem, book, change, roster))
        }
        Kind::Soft => {
            let name = book.instances[change.instance?].card.name;
            // Cover is a rule without any section of its own.
            let (add, add_zh) = match name {
                "cover" => (
                    " (add the section where there is none)",
                    "；没有这一节就加上",
                ),
                _ => ("", ""),
            };
            Some(noted(
                crate::text!(
                    "in `rules.{name}`: weight = {PRICE}, or another price{add}",
                    "在 rules.{name} 里写 weight = {PRICE}（或其他价格{add_zh}）"
                ),
                Some(Place::Rule(name.to_owned())),
            ))
        }
        Kind::Pin | Kind::Leave | Kind::Away | Kind::Outside | Kind::Wish => {
            own::edit(problem, change)
        }
        Kind::Helper | Kind::Joiner => None,
    }
}

fn lines(lines: String) -> Edit {
    Edit {
        lines,
        note: Text::default(),
        place: None,
    }
}

fn noted(note: Text, place: Option<Place>) -> Edit {
    Edit {
        lines: String::new(),
        note,
        place,
    }
}

/// More hours than are agreed.
fn hours(problem: &Problem, book: &RuleBook, change: &Change) -> Option<Edit> {
    let rule = book.instances[change.instance?].card.name;
    let names: Vec<Text> = change
        .people
        .iter()
        .map(|p| Text::same(problem.person_name(*p)))
        .collect();
    let Text { en, zh } = Text::list(&names);
    Some(noted(
        crate::text!(
            "raise `over` in `rules.{rule}`, or `hours` of {en}",
            "把 rules.{rule} 的 over 改大，或把{zh}的 hours 改大"
        ),
        Some(Place::Rule(rule.to_owned())),
    ))
}

/// What is allowed once only: no line of the team file can say that.
fn once(problem: &Problem, book: &RuleBook, change: &Change, roster: &Roster) -> Option<Edit> {
    let instance = change.instance?;
    let rule = book.instances[instance].card.name;
    let place = Some(Place::Rule(rule.to_owned()));
    if rule == "surplus" {
        let date = |day: &usize| problem.date(*day as i64).to_string();
        let dates = change.days.iter().map(date).collect::<Vec<_>>().join(", ");
        return Some(noted(
            crate::text!(
                "raise `most` in the [[demand]] of {dates}",
                "把 {dates} 适用的 [[demand]] 里的 most 改大"
            ),
            None,
        ));
    }
    if !super::gives_way(problem, book, instance, roster) {
        return Some(noted(
            crate::text!(
                "no line says this for once: lower `least` in `rules.{rule}`, or change the roster by hand and publish it with --broken",
                "单次破例没有现成写法：把 rules.{rule} 的 least 改小，或手工改班表后用 publish --broken 发布"
            ),
            place,
        ));
    }
    Some(noted(
        crate::text!(
            "no line says this for once: give `rules.{rule}` a weight such as {PRICE}, or change the roster by hand and publish it with --broken",
            "单次破例没有现成写法：给 rules.{rule} 写 weight = {PRICE} 之类的价格，或手工改班表后用 publish --broken 发布"
        ),
        place,
    ))
}

/// Demand of some days, lowered to those who are there. `hard`: what is wanted is never undercut, not only the least.
fn demand(problem: &Problem, days: &[usize], roster: &Roster, hard: bool) -> Edit {
    let facts = Facts::new(problem, roster);
    let counts = facts.headcounts();
    // Days of which the same is to be said, in the order of the first.
    let mut lowered: Vec<(Lowered, Vec<NaiveDate>)> = Vec::new();
    for day in days {
        let needs = || {
            let own = problem.demand[*day].iter();
            own.chain(&problem.night_demand[*day])
        };
        let skills: BTreeSet<Option<usize>> = needs().map(|n| n.skill).collect();
        for skill in skills {
            let own = |n: &Need| n.skill == skill;
            let mut curve = Curve::of(needs().filter(|n| own(n)));
            let mut short = false;
            let here = counts
                .iter()
                .filter(|c| c.day == *day as i64 && own(c.need));
            for count in here {
                short |= curve.lower(count.span, count.here, hard);
            }
            if short {
                let (keys, with_added) = (curve.text(), curve.below_added);
                let what = Lowered {
                    skill,
                    keys,
                    with_added,
                };
                let date = problem.date(*day as i64);
                match lowered.iter_mut().find(|(known, _)| *known == what) {
                    Some((_, dates)) => dates.push(date),
                    None => lowered.push((what, vec![date])),
                }
            }
        }
    }
    // What lines that add ask for too many, no line of its own can lower.
    let by_lines = lowered.iter().all(|(what, _)| !what.with_added);
    let lines = lowered
        .iter()
        .map(|(what, dates)| what.lines(problem, dates));
    Edit {
        lines: if by_lines {
            lines.collect()
        } else {
            String::new()
        },
        note: Text::list(
            &(lowered.iter().map(|(what, dates)| what.words(dates))).collect::<Vec<_>>(),
        ),
        place: None,
    }
}

/// A demand as it is to be.
#[derive(PartialEq, Eq)]
struct Lowered {
    skill: Option<usize>,
    keys: String,
    /// Whether it is that of a day's own line and of those that add, together.
    with_added: bool,
}

impl Lowered {
    fn lines(&self, problem: &Problem, dates: &[NaiveDate]) -> String {
        let on: Vec<String> = ranges(dates).iter().map(|range| quoted(range)).collect();
        let mut text = format!("[[demand]]\non = [{}]\n", on.join(", "));
        if let Some(skill) = self.skill {
            let code = quoted(&problem.skills[skill].code);
            text.push_str(&format!("skill = {code}\n"));
        }
        text.push_str(&self.keys);
        text
    }

    fn words(&self, dates: &[NaiveDate]) -> Text {
        let on = ranges(dates).join(", ");
        let keys = self.keys.trim_end().replace('\n', ", ");
        if self.with_added {
            return crate::text!(
                "the [[demand]] that holds on {on}, and those that add to it, together: {keys}",
                "{on} 适用的 [[demand]] 连同用 add 另加的，合计改为 {keys}"
            );
        }
        crate::text!(
            "the [[demand]] that holds on {on}: {keys}",
            "{on} 适用的 [[demand]] 改为 {keys}"
        )
    }
}

/// Dates as a demand names them: `2026-12-05`, `2026-12-05..2026-12-07`.
fn ranges(dates: &[NaiveDate]) -> Vec<String> {
    let mut ranges: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    for date in dates {
        match ranges.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(*date) => *last = *date,
            _ => ranges.push((*date, *date)),
        }
    }
    let one = |(first, last): &(NaiveDate, NaiveDate)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}..{last}")
        }
    };
    ranges.iter().map(one).collect()
}

/// Sections for so many people who come on one day, or for the month, and can do everything.
pub fn people(problem: &Problem, day: Option<usize>, count: usize) -> Edit {
    let chinese = problem.people.iter().any(|p| !p.name.is_ascii());
    let short = day.map(|day| problem.day_name(day as i64));
    let base = match (chinese, &short) {
        (true, Some(date)) => format!("帮手 {date}"),
        (false, Some(date)) => format!("helper {date}"),
        (true, None) => "新人".to_owned(),
        (false, None) => "joiner".to_owned(),
    };
    let taken = |name: &String| problem.person(name).is_ok();
    let names = std::iter::once(base.clone()).chain((2..).map(|n| format!("{base} {n}")));
    let mut text = String::new();
    for name in names.filter(|name| !taken(name)).take(count) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&person(problem, &name, day));
    }
    lines(text)
}

fn person(problem: &Problem, name: &str, day: Option<usize>) -> String {
    let mut text = format!("[[person]]\nname = {}\n", quoted(name));
    if !problem.skills.is_empty() {
        let codes: Vec<String> = problem.skills.iter().map(|s| quoted(&s.code)).collect();
        text.push_str(&format!("skills = [{}]\n", codes.join(", ")));
    }
    let rank = problem.people.iter().map(|p| p.rank).max();
    if let Some(rank) = rank.filter(|r| *r != 0) {
        text.push_str(&format!("rank = {rank}\n"));
    }
    if let Some(day) = day {
        let date = problem.date(day as i64);
        text.push_str(&format!("joined = {date}\nleft = {date}\n"));
    } else if let Some(minutes) = usual_contract(problem) {
        let hours = f64::from(minutes) / 60.0;
        text.push_str(&format!("hours = {hours}\n"));
    }
    text
}

/// The agreed hours that most people have.
fn usual_contract(problem: &Problem) -> Option<i32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for contract in problem.people.iter().filter_map(|p| p.contract) {
        *counts.entry(contract).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map(|(minutes, _)| minutes)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
