//! Everything about a roster as one JSON object: people, days, cells, times, totals, coverage, duties, handovers.

use super::{Edition, coverage, iso};
use crate::domain::PersonIx;
use crate::domain::tasks::When;
use crate::domain::time::clock;
use crate::facts::totals::MonthTotals;
use crate::render::json::{Line, lines};
use crate::text::{Lang, Text};
use serde::Serialize;

/// The difference of all times from UTC.
const OFFSET: &str = "+08:00";

#[derive(Serialize)]
struct File<'a> {
    team: &'a str,
    month: String,
    zone: &'static str,
    kept: bool,
    cost: i64,
    breaches: Vec<Line>,
    shifts: Vec<Shift<'a>>,
    skills: Vec<Skill<'a>>,
    days: Vec<Day<'a>>,
    people: Vec<Person<'a>>,
    coverage: Vec<Cover<'a>>,
    duties: Vec<Task<'a>>,
    handovers: Vec<Handover<'a>>,
}

/// A name in both languages.
#[derive(Serialize)]
struct Name<'a> {
    zh: &'a str,
    en: &'a str,
}

#[derive(Serialize)]
struct Shift<'a> {
    code: &'a str,
    name: Name<'a>,
    times: Vec<String>,
    minutes: i32,
    night: bool,
    color: Option<&'a str>,
}

#[derive(Serialize)]
struct Skill<'a> {
    code: &'a str,
    name: Name<'a>,
    post: bool,
}

#[derive(Serialize)]
struct Day<'a> {
    date: String,
    weekday: String,
    kind: String,
    holiday: Option<Name<'a>>,
    /// How many have each shift, in the order of the shifts.
    shifts: Vec<usize>,
}

#[derive(Serialize)]
struct Person<'a> {
    id: &'a str,
    name: &'a str,
    skills: Vec<&'a str>,
    /// One code a day, as in a roster file; empty for rest, unless the team has a code for it.
    cells: Vec<&'a str>,
    segments: Vec<Segment<'a>>,
    totals: MonthTotals,
}

/// A part of a shift.
#[derive(Serialize)]
struct Segment<'a> {
    date: String,
    shift: &'a str,
    post: Option<&'a str>,
    start: String,
    end: String,
}

/// Half-hours of a need that find equally many present.
#[derive(Serialize)]
struct Cover<'a> {
    date: String,
    from: String,
    to: String,
    skill: Option<&'a str>,
    need: u32,
    least: u32,
    most: Option<u32>,
    present: i64,
}

#[derive(Serialize)]
struct Task<'a> {
    name: Name<'a>,
    when: &'static str,
    start: String,
    end: String,
    skill: Option<&'a str>,
    /// Ids.
    people: Vec<&'a str>,
}

#[derive(Serialize)]
struct Handover<'a> {
    post: Option<&'a str>,
    from: &'a str,
    to: Option<&'a str>,
    left: String,
    taken: Option<String>,
}

/// The object. With `person`, the only one among the people.
pub fn json(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> String {
    let (problem, verdict) = (edition.problem, edition.verdict);
    let people = edition.people();
    let file = File {
        team: &problem.name,
        month: edition.month(),
        zone: "Asia/Shanghai",
        kept: verdict.holds(),
        cost: verdict.cost,
        breaches: lines(problem, &verdict.breaches, lang),
        shifts: shifts(edition),
        skills: skills(edition),
        days: (0..problem.days()).map(|d| day(edition, d)).collect(),
        people: people
            .filter(|p| person.is_none_or(|only| only == *p))
            .map(|p| self::person(edition, p, lang))
            .collect(),
        coverage: covers(edition),
        duties: tasks(edition),
        handovers: handovers(edition),
    };
    // Numbers, strings and lists only: nothing in it can fail to serialise.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

fn name(text: &Text) -> Name<'_> {
    Name {
        zh: &text.zh,
        en: &text.en,
    }
}

fn shifts<'a>(edition: &'a Edition<'_>) -> Vec<Shift<'a>> {
    let kinds = edition.problem.kinds_now().iter();
    kinds
        .map(|kind| Shift {
            code: &kind.code,
            name: name(&kind.name),
            times: kind.segments.iter().map(ToString::to_string).collect(),
            minutes: kind.minutes(),
            night: kind.night,
            color: kind.color.as_deref(),
        })
        .collect()
}

fn skills<'a>(edition: &'a Edition<'_>) -> Vec<Skill<'a>> {
    let skills = edition.problem.skills.iter();
    skills
        .map(|skill| Skill {
            code: &skill.code,
            name: name(&skill.name),
            post: skill.post,
        })
        .collect()
}

fn day<'a>(edition: &'a Edition<'_>, day: usize) -> Day<'a> {
    let problem = edition.problem;
    let info = &problem.calendar[day];
    Day {
        date: iso(problem.date(day as i64)),
        weekday: problem.weekday(day as i64).to_string().to_lowercase(),
        kind: info.kind.to_string(),
        holiday: info.holiday.as_ref().map(|holiday| Name {
            zh: &holiday.zh,
            en: &holiday.en,
        }),
        shifts: (0..problem.kinds_now().len())
            .map(|kind| edition.facts.count(kind, day as i64))
            .collect(),
    }
}

fn person<'a>(edition: &'a Edition<'_>, person: PersonIx, lang: Lang) -> Person<'a> {
    let problem = edition.problem;
    let who = &problem.people[person];
    let days = 0..problem.days();
    let mut segments = Vec::new();
    for stint in edition.facts.month(person) {
        for (start, end) in stint.parts.iter().copied() {
            segments.push(Segment {
                date: iso(problem.date(stint.day)),
                shift: &problem.kinds[stint.kind].code,
                post: code(edition, stint.post),
                start: stamp(edition, start),
                end: stamp(edition, end),
            });
        }
    }
    Person {
        id: &who.id,
        name: &who.name,
        skills: who
            .skills
            .iter()
            .filter_map(|s| code(edition, Some(*s)))
            .collect(),
        cells: days.map(|day| edition.code(person, day, lang)).collect(),
        segments,
        totals: edition.sheets[person],
    }
}

/// A skill's code.
fn code<'a>(edition: &'a Edition<'_>, skill: Option<usize>) -> Option<&'a str> {
    let skill = edition.problem.skills.get(skill?)?;
    Some(&skill.code)
}

/// A minute from the month's first midnight, as programs read it.
fn stamp(edition: &Edition<'_>, minute: i64) -> String {
    let moment = edition.moment(minute).format("%Y-%m-%dT%H:%M:%S");
    format!("{moment}{OFFSET}")
}

/// Half-hours on end of the same need, with equally many present, as one.
fn covers<'a>(edition: &'a Edition<'_>) -> Vec<Cover<'a>> {
    let mut covers: Vec<Cover<'_>> = Vec::new();
    let mut before: Option<coverage::Slot<'_>> = None;
    for slot in coverage::slots(&edition.facts) {
        let goes_on = before.is_some_and(|b| {
            let same = std::ptr::eq(b.need, slot.need) && b.day == slot.day;
            same && b.span.end == slot.span.start && b.here == slot.here
        });
        before = Some(slot);
        let to = clock(slot.span.end);
        match covers.last_mut().filter(|_| goes_on) {
            Some(last) => last.to = to,
            None => covers.push(Cover {
                date: iso(edition.problem.date(slot.day as i64)),
                from: clock(slot.span.start),
                to,
                skill: code(edition, slot.need.skill),
                need: slot.need.want,
                least: slot.need.least,
                most: slot.need.most,
                present: slot.here,
            }),
        }
    }
    covers
}

fn tasks<'a>(edition: &'a Edition<'_>) -> Vec<Task<'a>> {
    let people = &edition.problem.people;
    let given = edition.given.iter();
    given
        .map(|given| {
            let task = &edition.tasks[given.task];
            Task {
                name: name(&task.name),
                when: match task.when {
                    When::Clock(_) => "clock",
                    When::First => "first",
                    When::Last => "last",
                },
                start: stamp(edition, given.start),
                end: stamp(edition, given.end),
                skill: code(edition, task.skill),
                people: given
                    .people
                    .iter()
                    .map(|p| people[*p].id.as_str())
                    .collect(),
            }
        })
        .collect()
}

fn handovers<'a>(edition: &'a Edition<'_>) -> Vec<Handover<'a>> {
    let people = &edition.problem.people;
    let handovers = edition.handovers.iter();
    handovers
        .map(|handover| Handover {
            post: code(edition, handover.post),
            from: &people[handover.from].id,
            to: handover.to.map(|to| people[to].id.as_str()),
            left: stamp(edition, handover.left),
            taken: handover.to.map(|_| stamp(edition, handover.taken)),
        })
        .collect()
}
