//! The people of a team file, clipped to a month.

use super::build::{REST_WORDS, date, selector, skill, unique};
use super::team::{PersonRow, TeamFile, WishRow, Word};
use super::{Fault, FaultKind, Named, RosterFile, Source};
use crate::domain::person::{Carried, Pin};
use crate::domain::time::add_days;
use crate::domain::{Leave, LeaveState, Person, Problem, Want, Wish};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;
use toml::Spanned;

pub fn fill(
    source: &Arc<Source>,
    file: &TeamFile,
    problem: &mut Problem,
    past: Option<&RosterFile>,
) -> Result<(), Fault> {
    let ends = file
        .history
        .ends
        .as_ref()
        .map(|w| date(source, w))
        .transpose()?;
    let mut seen = BTreeSet::new();
    let mut people = Vec::new();
    for row in &file.person {
        let mut person = basics(source, problem, row, &mut seen)?;
        let row = row.get_ref();
        days(source, problem, row, &mut person)?;
        person.tail = tail(source, problem, row, ends)?;
        people.push(person);
    }
    problem.people = people;
    for row in &file.leave {
        leave(source, problem, row)?;
    }
    if let Some(past) = past {
        past_tails(problem, past);
    }
    if (0..problem.people.len()).all(|p| problem.employed(p).is_empty()) {
        let month = problem.first.format("%Y-%m").to_string();
        return Err(source.fault(None, FaultKind::NobodyHere { month }));
    }
    Ok(())
}

fn basics(
    source: &Arc<Source>,
    problem: &Problem,
    row: &Spanned<PersonRow>,
    seen: &mut BTreeSet<String>,
) -> Result<Person, Fault> {
    let row = row.get_ref();
    let name = unique(source, Named::Person, seen, &row.name)?;
    let id = match &row.id {
        Some(id) if id.get_ref().trim() != name => unique(source, Named::Person, seen, id)?,
        _ => name.clone(),
    };
    let mut skills = row
        .skills
        .iter()
        .map(|s| skill(source, &problem.skills, s))
        .collect::<Result<Vec<_>, _>>()?;
    skills.sort_unstable();
    skills.dedup();
    let posts = problem.skills.iter().any(|s| s.post);
    if posts && !skills.iter().any(|&s| problem.skills[s].post) {
        let person = name.clone();
        return Err(source.fault(Some(row.name.span()), FaultKind::NoPost { person }));
    }
    let joined = row.joined.as_ref().map(|w| date(source, w)).transpose()?;
    let left = row.left.as_ref().map(|w| date(source, w)).transpose()?;
    if let (Some(j), Some(l), Some(word)) = (joined, left, &row.left)
        && l < j
    {
        let (joined, left) = (j.to_string(), l.to_string());
        return Err(source.fault(
            Some(word.span()),
            FaultKind::LeftBeforeJoined { joined, left },
        ));
    }
    let contract = row
        .hours
        .as_ref()
        .map(|h| minutes(source, h, 0.0, 744.0))
        .transpose()?;
    let carried = &row.carried;
    let carried_minutes = carried
        .hours
        .as_ref()
        .map_or(Ok(0), |h| minutes(source, h, -10_000.0, 10_000.0))?;
    Ok(Person {
        id,
        name,
        skills,
        rank: row.rank,
        contract,
        joined,
        left,
        protected: row.protected,
        carried: Carried {
            minutes: i64::from(carried_minutes),
            nights: carried.nights.unwrap_or(0),
            weekends: carried.weekends.unwrap_or(0),
            holidays: carried.holidays.unwrap_or(0),
        },
        ..Person::default()
    })
}

/// Hours of a team file as whole minutes.
fn minutes(
    source: &Arc<Source>,
    hours: &Spanned<f64>,
    least: f64,
    most: f64,
) -> Result<i32, Fault> {
    let value = *hours.get_ref();
    if (least..=most).contains(&value) {
        // In range, so that the conversion is exact to the minute.
        return Ok((value * 60.0).round() as i32);
    }
    Err(source.fault(
        Some(hours.span()),
        FaultKind::OutOfRange {
            value: value.to_string(),
            least: least.to_string(),
            most: most.to_string(),
        },
    ))
}

fn days(
    source: &Arc<Source>,
    problem: &Problem,
    row: &PersonRow,
    person: &mut Person,
) -> Result<(), Fault> {
    let mut unavailable = BTreeSet::new();
    for word in &row.unavailable {
        unavailable.extend(selector(source, word)?.days(problem));
    }
    person.unavailable = unavailable.into_iter().collect();
    let mut pinned = BTreeSet::new();
    for (on, cell) in &row.pinned {
        let pin = pin(source, problem, cell, cell.get_ref())?;
        for day in selector(source, on)?.days(problem) {
            if !pinned.insert(day) {
                let (what, name) = (Named::Day, problem.date(day as i64).to_string());
                return Err(source.fault(Some(on.span()), FaultKind::Twice { what, name }));
            }
            person.pinned.push((day, pin));
        }
    }
    person.pinned.sort_unstable_by_key(|(day, _)| *day);
    for row in &row.wishes {
        wish(source, problem, row, person)?;
    }
    Ok(())
}

/// What a cell's code fixes: rest, a duty, or with posts also a bare shift kind. `cell` is where the
/// code stands.
pub fn pin(
    source: &Arc<Source>,
    problem: &Problem,
    cell: &Word,
    code: &str,
) -> Result<Option<Pin>, Fault> {
    let text = code.trim();
    if text.is_empty() || REST_WORDS.contains(&text) {
        return Ok(None);
    }
    if let Some(duty) = problem.duties.iter().find(|d| d.code == text) {
        return Ok(Some(Pin {
            kind: duty.kind,
            post: duty.post,
        }));
    }
    kind(source, problem, cell, text).map(|kind| Some(Pin { kind, post: None }))
}

fn kind(source: &Arc<Source>, problem: &Problem, word: &Word, code: &str) -> Result<usize, Fault> {
    problem
        .kinds
        .iter()
        .position(|k| k.code == code)
        .ok_or_else(|| {
            source.fault(
                Some(word.span()),
                FaultKind::UnknownShift {
                    name: code.to_owned(),
                    known: problem.kinds.iter().map(|k| k.code.clone()).collect(),
                },
            )
        })
}

fn wish(
    source: &Arc<Source>,
    problem: &Problem,
    row: &WishRow,
    person: &mut Person,
) -> Result<(), Fault> {
    let text = row.want.get_ref().trim();
    let want = match text {
        "off" | "休" => Want::Off,
        "work" | "上班" => Want::Work,
        "" => {
            let text = text.to_owned();
            return Err(source.fault(Some(row.want.span()), FaultKind::BadWish { text }));
        }
        _ => match text.strip_prefix("not ") {
            Some(code) => Want::NotKind(kind(source, problem, &row.want, code.trim())?),
            None => Want::Kind(kind(source, problem, &row.want, text)?),
        },
    };
    let weight = match &row.weight {
        Some(w) if !(0..=1_000_000).contains(w.get_ref()) => {
            let text = w.get_ref().to_string();
            return Err(source.fault(Some(w.span()), FaultKind::BadWeight { text }));
        }
        other => other.as_ref().map(|w| *w.get_ref()),
    };
    for day in selector(source, &row.on)?.days(problem) {
        person.wishes.push(Wish { day, want, weight });
    }
    Ok(())
}

/// Inline tail: the codes of the days up to `ends`, which must be the day before the month to count.
fn tail(
    source: &Arc<Source>,
    problem: &Problem,
    row: &PersonRow,
    ends: Option<NaiveDate>,
) -> Result<Vec<Option<usize>>, Fault> {
    let Some(word) = &row.tail else {
        return Ok(Vec::new());
    };
    let Some(ends) = ends else {
        return Err(source.fault(Some(word.span()), FaultKind::TailWithoutDate));
    };
    let mut cells = Vec::new();
    for code in word.get_ref().split_whitespace() {
        cells.push(past_cell(source, problem, word, code)?);
    }
    let current = ends == add_days(problem.first, -1);
    Ok(if current { cells } else { Vec::new() })
}

/// A cell of last month: with posts, a bare shift code stands for its first duty.
fn past_cell(
    source: &Arc<Source>,
    problem: &Problem,
    word: &Word,
    code: &str,
) -> Result<Option<usize>, Fault> {
    if REST_WORDS.contains(&code) {
        return Ok(None);
    }
    if let Some(duty) = problem.duties.iter().position(|d| d.code == code) {
        return Ok(Some(duty));
    }
    let kind = kind(source, problem, word, code)?;
    Ok(problem.duties.iter().position(|d| d.kind == kind))
}

/// Tails from last month's roster file; people it does not know keep their inline tail.
fn past_tails(problem: &mut Problem, past: &RosterFile) {
    let eve = add_days(problem.first, -1);
    if past.dates.last() != Some(&eve) {
        return;
    }
    for person in 0..problem.people.len() {
        let p = &problem.people[person];
        let Some(row) = past
            .rows
            .iter()
            .find(|r| r.name == p.name || r.name == p.id)
        else {
            continue;
        };
        let cell = |code: &String| {
            problem
                .duties
                .iter()
                .position(|d| d.code == *code || problem.kinds[d.kind].code == *code)
        };
        let tail = row.cells.iter().map(cell).collect();
        problem.people[person].tail = tail;
    }
}

fn leave(
    source: &Arc<Source>,
    problem: &mut Problem,
    row: &super::team::LeaveRow,
) -> Result<(), Fault> {
    let find = |word: &Word| -> Result<usize, Fault> {
        let name = word.get_ref().trim();
        problem
            .people
            .iter()
            .position(|p| p.id == name || p.name == name)
            .ok_or_else(|| {
                let known = problem.people.iter().map(|p| p.name.clone()).collect();
                let name = name.to_owned();
                source.fault(Some(word.span()), FaultKind::UnknownPerson { name, known })
            })
    };
    let person = find(&row.person)?;
    let cover = row.cover.as_ref().map(find).transpose()?;
    let from = date(source, &row.from)?;
    let to = row
        .to
        .as_ref()
        .map_or(Ok(from), |word| date(source, word))?;
    if let Some(word) = row.to.as_ref().filter(|_| to < from) {
        let text = format!("{from}..{to}");
        return Err(source.fault(Some(word.span()), FaultKind::BackwardRange { text }));
    }
    let state = state(source, row.state.as_ref())?;
    let last_day = add_days(problem.first, problem.days() as i64 - 1);
    let (first, last) = (from.max(problem.first), to.min(last_day));
    if let (Some(first), Some(last)) = (problem.day_of(first), problem.day_of(last))
        && first <= last
    {
        problem.people[person].leave.push(Leave {
            first,
            last,
            state,
            cover,
        });
    }
    Ok(())
}

fn state(source: &Arc<Source>, word: Option<&Word>) -> Result<LeaveState, Fault> {
    let Some(word) = word else {
        return Ok(LeaveState::Asked);
    };
    match word.get_ref().as_str() {
        "asked" => Ok(LeaveState::Asked),
        "granted" => Ok(LeaveState::Granted),
        "refused" => Ok(LeaveState::Refused),
        other => Err(source.fault(
            Some(word.span()),
            FaultKind::BadChoice {
                value: other.to_owned(),
                known: ["asked", "granted", "refused"].map(str::to_owned).to_vec(),
            },
        )),
    }
}
