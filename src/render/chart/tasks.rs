//! Tasks and handovers in words: who does what when, who hands over to whom.

use super::legend::Entry;
use super::plan::Plan;
use super::words;
use crate::domain::PersonIx;
use crate::domain::tasks::When;
use crate::domain::time::{DAY, clock};
use crate::facts::handover::{self, Handover};
use crate::facts::tasks::Given;
use crate::render::export::sheet::TOGETHER;
use std::collections::{BTreeMap, BTreeSet};

/// The tasks with a time of day that occur in the month: for each a number and which one it is.
pub fn timed<'a>(plan: &'a Plan<'_>) -> impl Iterator<Item = (usize, usize)> + 'a {
    let tasks = plan.order.tasks.iter().enumerate();
    tasks
        .filter(|(_, task)| matches!(task.when, When::Clock(_)) && !task.days.is_empty())
        .enumerate()
        .map(|(number, (index, _))| (number + 1, index))
}

/// A number in a circle, as far as there are such signs.
pub fn circled(number: usize) -> String {
    let sign = u32::try_from(number).ok().filter(|n| (1..=20).contains(n));
    sign.and_then(|n| char::from_u32(0x2460 + n - 1))
        .map_or_else(|| format!("({number})"), String::from)
}

/// When a task is done: `09:00`, or the first or last thing on shift.
pub fn time(plan: &Plan<'_>, task: usize) -> String {
    match plan.order.tasks[task].when {
        When::Clock(minute) => clock(minute),
        When::First => plan.t(words::FIRST_THING).to_owned(),
        When::Last => plan.t(words::LAST_THING).to_owned(),
    }
}

/// The tasks in full; those that everybody does are named only here.
pub fn legend(plan: &Plan<'_>) -> Vec<Entry> {
    let name = |task: usize| plan.say(&plan.order.tasks[task].name);
    let numbers = timed(plan).map(|(number, task)| {
        let words = format!("{} {} {}", circled(number), time(plan, task), name(task));
        Entry::words(words)
    });
    numbers.chain(everybody(plan)).collect()
}

/// What everybody does at the beginning or the end of a shift.
pub fn everybody(plan: &Plan<'_>) -> Vec<Entry> {
    let all = 0..plan.order.tasks.len();
    let shared = all.filter(|t| !matches!(plan.order.tasks[*t].when, When::Clock(_)));
    let words = |task: usize| {
        let (name, between) = (plan.say(&plan.order.tasks[task].name), plan.t((": ", "：")));
        Entry::words(format!("{}{between}{name}", time(plan, task)))
    };
    shared.map(words).collect()
}

/// Who does a task on a day; nobody where nobody is there who may.
pub fn doers<'a>(plan: &'a Plan<'_>, task: usize, day: usize) -> Option<&'a Given> {
    let mut given = plan.given.iter();
    given.find(|g| g.task == task && g.day() == day as i64)
}

/// Names in a line.
pub fn names(plan: &Plan<'_>, people: &[PersonIx]) -> String {
    let names: Vec<&str> = people
        .iter()
        .map(|p| plan.problem.person_name(*p))
        .collect();
    names.join(plan.t((", ", "、")))
}

/// A day's tasks and handovers, in order of time.
pub fn of_day(plan: &Plan<'_>, day: usize) -> Vec<String> {
    // In words, as this stands where no legend explains the sign for the next day.
    let own = |minute: i64| {
        let late = minute - day as i64 * i64::from(DAY);
        let time = |minute: i64| i32::try_from(minute).map_or(String::new(), clock);
        let at = time(late.rem_euclid(i64::from(DAY)));
        match late.div_euclid(i64::from(DAY)) {
            0 => at,
            1 if late == i64::from(DAY) => time(late),
            1 => format!("{}{at}", plan.t(words::NEXT_DAY)),
            days => format!("{} {at}", words::date(plan.problem.date(day as i64 + days))),
        }
    };
    let mut lines: Vec<(i64, String)> = Vec::new();
    for (number, task) in timed(plan) {
        let Some(given) = doers(plan, task, day) else {
            continue;
        };
        let who = if given.people.is_empty() {
            plan.t(words::NOBODY).to_owned()
        } else {
            names(plan, &given.people)
        };
        let name = plan.say(&plan.order.tasks[task].name);
        let (from, to) = (own(given.start), own(given.end));
        // Who first: a long task is cut at its end.
        let line = format!(
            "{from}–{to}  {} {who}{}{name}",
            circled(number),
            plan.t((": ", "："))
        );
        lines.push((given.start, line));
    }
    let mut by_note: BTreeSet<(i64, i64)> = BTreeSet::new();
    let mut groups: BTreeMap<(i64, i64, Option<usize>), Vec<&Handover>> = BTreeMap::new();
    for handover in plan.handovers.iter().filter(|h| h.day(plan.days()) == day) {
        let (from, to) = handover.span();
        if handover.by_note() {
            by_note.insert((from, to));
        }
        // What reaches into the next month is not known.
        if handover.to.is_some() {
            let key = (from, to, handover.post);
            groups.entry(key).or_default().push(handover);
        }
    }
    let names = |people: Vec<PersonIx>| {
        let names = people.into_iter().map(|p| plan.problem.person_name(p));
        names.collect::<Vec<_>>().join(plan.t(TOGETHER))
    };
    for ((from, to, post), pairs) in groups {
        let pairs = handover::groups(pairs).into_iter();
        let pairs: Vec<String> = pairs
            .map(|(givers, takers)| {
                let takers = takers.into_iter().flatten().collect();
                format!("{} → {}", names(givers), names(takers))
            })
            .collect();
        let post = post.and_then(|p| plan.problem.skills.get(p));
        let post = post.map_or(String::new(), |p| format!(" {}", plan.say(&p.name)));
        let between = plan.t((": ", "："));
        let pairs = pairs.join(plan.t((", ", "，")));
        let times = if from == to {
            own(from)
        } else {
            format!("{}–{}", own(from), own(to))
        };
        let what = if to > from && by_note.contains(&(from, to)) {
            plan.t(words::NOTES)
        } else {
            plan.t(words::LEGEND_HANDOVER)
        };
        lines.push((from, format!("{times}  {what}{post}{between}{pairs}")));
    }
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}
