//! The people of a team file, clipped to a month.

use super::build::{date, selector, skill, some, unique, whole};
use super::team::{Beside, PersonRow, TeamFile, Word};
use super::{Fault, FaultKind, Named, RosterFile, Source, leave, leave_years, wishes};
use crate::domain::loose::folded;
use crate::domain::person::Carried;
use crate::domain::time::add_days;
use crate::domain::{Leave, LeaveState, Person, Problem};
use crate::source::free::{is_free, leave_kind};
use crate::source::{kind, pin, steps};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::Spanned;

pub fn fill(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    problem: &mut Problem,
    past: Option<&RosterFile>,
) -> Result<(), Fault> {
    let ends = file
        .history
        .ends
        .as_ref()
        .map(|w| date(source, w))
        .transpose()?;
    automatic(source, file)?;
    let mut seen = Seen::default();
    let mut people = Vec::new();
    for said in beside.people(file) {
        let own = said.own.map(|row| (source, row));
        let Some((first, row)) = said.table.or(own) else {
            continue;
        };
        let mut person = basics(first, problem, row, &mut seen)?;
        if said.table.is_some() {
            days(first, problem, row.get_ref(), &mut person)?;
        }
        if let Some(row) = said.own {
            if said.table.is_some() {
                only_days(source, row, &person.name)?;
            }
            let row = row.get_ref();
            days(source, problem, row, &mut person)?;
            person.tail = tail(source, problem, row, ends)?;
            person.carried = carried(source, row)?;
        }
        people.push(person);
    }
    problem.people = people;
    leave::fill(source, file, problem)?;
    leave_years::fill(source, file, beside, problem)?;
    if let Some(past) = past {
        past_tails(problem, past)?;
    }
    if problem.everybody().all(|p| problem.employed(p).is_empty()) {
        let month = problem.first.format("%Y-%m").to_string();
        return Err(source.fault(None, FaultKind::NobodyHere { month }));
    }
    Ok(())
}

/// What is carried over is computed, or said for each person: the word for all is `auto`.
fn automatic(source: &Arc<Source>, file: &TeamFile) -> Result<(), Fault> {
    let given = file.history.carried.as_ref();
    let Some(word) = given.filter(|word| word.get_ref() != "auto") else {
        return Ok(());
    };
    let kind = FaultKind::BadChoice {
        value: word.get_ref().clone(),
        known: vec!["auto".to_owned()],
    };
    Err(source.fault(Some(word.span()), kind))
}

fn basics(
    source: &Arc<Source>,
    problem: &Problem,
    row: &Spanned<PersonRow>,
    seen: &mut Seen,
) -> Result<Person, Fault> {
    let row = row.get_ref();
    let (id, name, was) = seen.names(source, row)?;
    for word in [&row.name].into_iter().chain(&row.id).chain(&row.was) {
        not_a_skill(source, problem, word)?;
    }
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
    let rank = (row.rank.as_ref()).map_or(Ok(0), |r| whole(source, r, -1000, 1000))?;
    Ok(Person {
        id,
        name,
        was,
        skills,
        rank: i32::try_from(rank).unwrap_or(0),
        contract,
        joined,
        left,
        protected: row.protected,
        shifts: (row.shifts.as_ref())
            .map(|words| only_shifts(source, problem, words))
            .transpose()?,
        ..Person::default()
    })
}

/// What people are called so far, folded, each with the text that it comes from.
#[derive(Default)]
struct Seen(BTreeMap<String, String>);

impl Seen {
    /// A person's id, name and earlier names. None of them may be taken for somebody else.
    fn names(
        &mut self,
        source: &Arc<Source>,
        row: &PersonRow,
    ) -> Result<(String, String, Vec<String>), Fault> {
        let mut own = BTreeMap::new();
        let name = self.word(source, &mut own, &row.name)?;
        let id = row.id.as_ref().map(|id| self.word(source, &mut own, id));
        let was = row.was.iter().map(|was| self.word(source, &mut own, was));
        let (id, was) = (id.transpose()?, was.collect::<Result<Vec<_>, _>>()?);
        self.0.append(&mut own);
        // Without an id people are known by their first name for good: in what was published and in the ledger.
        let first = || was.first().unwrap_or(&name).clone();
        Ok((id.unwrap_or_else(first), name, was))
    }

    fn word(
        &self,
        source: &Arc<Source>,
        own: &mut BTreeMap<String, String>,
        word: &Word,
    ) -> Result<String, Fault> {
        let text = unique(source, Named::Person, &mut BTreeSet::new(), word)?;
        let key = folded(&text);
        let Some(other) = self.0.get(&key) else {
            own.insert(key, text.clone());
            return Ok(text);
        };
        let kind = if *other == text {
            let (what, name) = (Named::Person, text);
            FaultKind::Twice { what, name }
        } else {
            let (name, other) = (text, other.clone());
            FaultKind::Alike { name, other }
        };
        Err(source.fault(Some(word.span()), kind))
    }
}

/// What is carried over by hand.
fn carried(source: &Arc<Source>, row: &PersonRow) -> Result<Carried, Fault> {
    let carried = row.carried.clone().unwrap_or_default();
    // Far above anything a person can be ahead, and low enough that sums stay sums.
    let shifts = |count: &Option<Spanned<i64>>| {
        let count = count.as_ref();
        count.map_or(Ok(0), |c| whole(source, c, -10_000, 10_000))
    };
    let hours = carried.hours.as_ref();
    let minutes = hours.map_or(Ok(0), |h| minutes(source, h, -10_000.0, 10_000.0))?;
    Ok(Carried {
        minutes: i64::from(minutes),
        nights: shifts(&carried.nights)?,
        weekends: shifts(&carried.weekends)?,
        holidays: shifts(&carried.holidays)?,
    })
}

/// Of somebody who stands in the table, the team file says what changes from month to month; what a person is, the
/// table alone says.
fn only_days(source: &Arc<Source>, row: &Spanned<PersonRow>, person: &str) -> Result<(), Fault> {
    let own = row.get_ref();
    let said = [
        ("id", own.id.as_ref().map(Spanned::span)),
        ("was", own.was.first().map(Spanned::span)),
        ("skills", own.skills.first().map(Spanned::span)),
        ("rank", own.rank.as_ref().map(Spanned::span)),
        ("hours", own.hours.as_ref().map(Spanned::span)),
        ("joined", own.joined.as_ref().map(Spanned::span)),
        ("left", own.left.as_ref().map(Spanned::span)),
        ("shifts", own.shifts.as_ref().map(Spanned::span)),
        ("allowance", own.allowance.keys().next().map(Spanned::span)),
        ("protected", own.protected.then(|| row.span())),
    ];
    let mut said = said.into_iter().filter_map(|(key, at)| Some((key, at?)));
    said.next().map_or(Ok(()), |(key, at)| {
        let (person, key) = (person.to_owned(), key.to_owned());
        Err(source.fault(Some(at), FaultKind::InBothFiles { person, key }))
    })
}

/// The only shifts that somebody works: by code, or the groups `night` and `day`.
fn only_shifts(
    source: &Arc<Source>,
    problem: &Problem,
    words: &Spanned<Vec<Word>>,
) -> Result<Vec<usize>, Fault> {
    let mut kinds = Vec::new();
    for word in some(source, "shifts", words)? {
        match steps::one(problem, word.get_ref().trim()).filter(|step| !step.rest) {
            Some(step) => kinds.extend(step.kinds),
            None => kinds.push(kind(source, problem, word, word.get_ref())?),
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    Ok(kinds)
}

/// Where a rule names people, a skill stands for all who have it, so that a person cannot be called
/// like a skill.
fn not_a_skill(source: &Arc<Source>, problem: &Problem, name: &Word) -> Result<(), Fault> {
    let text = name.get_ref().trim();
    if problem.skills.iter().all(|s| s.code != text) {
        return Ok(());
    }
    let kind = FaultKind::NameClash {
        name: text.to_owned(),
    };
    Err(source.fault(Some(name.span()), kind))
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
    let mut unavailable: BTreeSet<i64> = person.unavailable.iter().copied().collect();
    for word in &row.unavailable {
        unavailable.extend(selector(source, word)?.around(problem));
    }
    let around = -Problem::AROUND..problem.days() as i64 + Problem::AROUND;
    unavailable.extend(around.filter(|&day| problem.is_closed(day)));
    person.unavailable = unavailable.into_iter().collect();
    let mut pinned = BTreeSet::new();
    for (on, cell) in &row.pinned {
        let kind = leave_kind(problem, cell.get_ref().trim());
        let pin = pin(source, problem, cell, cell.get_ref())?;
        let named = selector(source, on)?.around(problem).into_iter();
        for day in named.filter(|day| kind.is_some() || *day >= 0) {
            if !pinned.insert(day) {
                if day < 0 || problem.day_of(problem.date(day)).is_none() {
                    // Another month's fault; the first of the two is what is known here.
                    continue;
                }
                let (what, name) = (Named::Day, problem.date(day).to_string());
                return Err(source.fault(Some(on.span()), FaultKind::Twice { what, name }));
            }
            match kind {
                // Leave that is fixed is leave that is granted.
                Some(_) => person.leave.push(Leave {
                    first: day,
                    last: day,
                    state: LeaveState::Granted,
                    cover: None,
                    kind,
                }),
                None => person.pinned.push((day, pin)),
            }
        }
    }
    person.pinned.sort_unstable_by_key(|(day, _)| *day);
    wishes::fill(source, problem, row, person)
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
    // An older tail says nothing of this month, whatever shifts it has.
    if ends != add_days(problem.first, -1) {
        return Ok(Vec::new());
    }
    let mut cells = Vec::new();
    for code in word.get_ref().split_whitespace() {
        cells.push(past_cell(source, problem, word, code)?);
    }
    Ok(cells)
}

/// A cell of last month: with posts, a bare shift code stands for its first duty.
fn past_cell(
    source: &Arc<Source>,
    problem: &Problem,
    word: &Word,
    code: &str,
) -> Result<Option<usize>, Fault> {
    if is_free(problem, code) {
        return Ok(None);
    }
    if let Some(duty) = problem.duties.iter().position(|d| d.code == code) {
        return Ok(Some(duty));
    }
    let kind = kind(source, problem, word, code)?;
    Ok(problem.duties.iter().position(|d| d.kind == kind))
}

/// Tails from last month's roster file; people it does not know keep their inline tail.
fn past_tails(problem: &mut Problem, past: &RosterFile) -> Result<(), Fault> {
    let eve = add_days(problem.first, -1);
    if past.dates.last() != Some(&eve) {
        return Ok(());
    }
    let codes = past.codes(problem);
    let fitted = past.fitted(problem);
    for (row, person) in past.rows.iter().zip(&fitted) {
        if let Some(person) = *person {
            let cells = row.cells.iter().map(|code| codes.duty(code));
            problem.people[person].tail = cells.collect();
        }
    }
    // A row that fits nobody may be anybody's who has none.
    if fitted.iter().all(Option::is_some) {
        for person in problem.everybody() {
            problem.people[person].had_no_row = !fitted.contains(&Some(person));
        }
    }
    Ok(())
}
