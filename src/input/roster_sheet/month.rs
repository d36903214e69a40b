//! What was read as the roster of a month: every day and everybody is there, nobody is in two places, empty cells mean
//! something, and leave is granted.

use super::TOTALS;
use super::reading::{Entry, Reading, Shape};
use super::taken::Left;
use super::{CellFault, LeaveFound, RosterFlaw};
use crate::domain::time::{Month, Span, add_days};
use crate::domain::{Duty, PersonIx, Problem, Roster};
use crate::input::cell_words::{Meaning, only};
use crate::input::{Fault, FaultKind, USUAL_LEAVE};
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A month's roster, and what had to be decided for it.
#[derive(Debug)]
pub struct Filled {
    /// The roster.
    pub roster: Roster,
    /// What has to be said.
    pub said: Vec<Left>,
}

/// Cells understood, people, and how few faults: how much a sheet is like the roster.
pub type Likeness = (usize, usize, Reverse<usize>);

/// How much a sheet with so many faults is like the roster.
pub fn likeness(reading: &Reading, month: Month, faults: usize) -> Likeness {
    let people = reading.people.len();
    (reading.understood(month), people, Reverse(faults))
}

/// Entries by person and day.
type Cells = BTreeMap<(PersonIx, usize), Entry>;

/// Puts readings together.
///
/// # Errors
/// Everything that is wrong; never empty.
pub fn filled(
    name: &str,
    readings: &[&Reading],
    problem: &Problem,
    empty: Option<Meaning>,
) -> Result<Filled, Vec<CellFault>> {
    let mut faults: Vec<CellFault> = readings.iter().flat_map(|r| r.faults.clone()).collect();
    let month = Month::of(problem.first);
    // Of one sheet alone its name is said too.
    let sheet = match readings {
        [one] => one.sheet.as_ref(),
        _ => None,
    };
    let name = sheet.map_or(name.to_owned(), |sheet| format!("{name} [{sheet}]"));
    let whole = |kind: FaultKind| CellFault::of_kind(&name, kind);
    let dates: BTreeSet<NaiveDate> = readings.iter().flat_map(|r| &r.dates).copied().collect();
    let list = readings.iter().any(|r| r.shape == Shape::List);
    if let (Some(first), Some(last)) = (dates.first(), dates.last()) {
        let days = (0..problem.days()).map(|day| problem.date(day as i64));
        let missing = days.filter(|date| !dates.contains(date));
        let missing: Vec<String> = missing.map(|date| date.to_string()).collect();
        if missing.len() == problem.days() {
            let found = Month::of(*first).to_string();
            let wanted = month.to_string();
            faults.push(whole(FaultKind::WrongMonth { found, wanted }));
        } else if !missing.is_empty() {
            let (first, last) = (*first, *last);
            let flaw = RosterFlaw::MissingDays {
                first,
                last,
                missing,
            };
            faults.push(whole(flaw.into()));
        }
    }
    let named = readings.iter().any(|r| r.shape != Shape::Matrix);
    let people: BTreeSet<PersonIx> = readings.iter().flat_map(|r| &r.people).copied().collect();
    let missing = problem.everybody().filter(|p| !people.contains(p));
    let missing = missing.filter(|p| !problem.employed(*p).is_empty());
    let missing: Vec<String> = missing.map(|p| problem.people[p].name.clone()).collect();
    // Who is named nowhere rests, where only those at work are named.
    if !missing.is_empty() && (!named || list) {
        faults.push(whole(FaultKind::MissingPeople { missing }));
    }
    let (cells, both, doubles) = by_cell(readings, problem);
    faults.extend(doubles);
    if readings
        .iter()
        .all(|reading| reading.shape == Shape::Matrix)
    {
        let short = short(readings, &people, &dates, problem);
        faults.extend(short.into_iter().map(|flaw| whole(flaw.into())));
    }
    let mut said = Vec::new();
    if !both.is_empty() {
        said.push(Left::Both(both.into_iter().collect()));
    }
    // Where days are missing or shifted, nothing can be said of those that are there.
    let whole_month = (0..problem.days()).all(|day| dates.contains(&problem.date(day as i64)));
    let known = if whole_month {
        let exported = readings.iter().all(|reading| exported(reading));
        empty.or(exported.then_some(Meaning::Rest))
    } else {
        Some(Meaning::Rest)
    };
    let filler = match empties(&cells, problem, named, known) {
        Ok((filler, left)) => {
            said.extend(left);
            filler
        }
        Err(flaw) => {
            faults.push(whole(flaw.into()));
            None
        }
    };
    faults.extend(ungranted(&cells, problem));
    faults.extend(blanks(readings, &cells, filler, problem));
    if !faults.is_empty() {
        // What is wrong with the table as a whole comes first: the rest may follow from it.
        faults.sort_by_key(|fault| !is_of_the_whole(&fault.fault.kind));
        return Err(faults);
    }
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for person in problem.everybody() {
        let employed = problem.employed(person);
        for day in 0..problem.days() {
            let away = problem.people[person].on_leave(day as i64) || !employed.contains(&day);
            roster.cells[person][day] = match cells.get(&(person, day)).map(|e| e.meaning) {
                Some(Meaning::Duty(duty)) => Some(duty),
                Some(_) => None,
                None => filler.filter(|_| !away),
            };
        }
    }
    Ok(Filled { roster, said })
}

/// Whether a fault is one of the table as a whole.
fn is_of_the_whole(kind: &FaultKind) -> bool {
    use RosterFlaw as F;
    match kind {
        FaultKind::WrongMonth { .. } => true,
        FaultKind::Roster { flaw } => matches!(
            flaw,
            F::OtherMonth { .. }
                | F::Weekday { .. }
                | F::DayZero
                | F::NoSuchDay { .. }
                | F::SeveralColumns { .. }
                | F::MissingDays { .. }
                | F::NoRow { .. }
        ),
        _ => false,
    }
}

/// Texts of two shifts of a day with the code of the shift that they are together.
type Both = BTreeSet<(String, String)>;

/// What stands where; who has two different things on a day is told, unless one shift is both.
fn by_cell(readings: &[&Reading], problem: &Problem) -> (Cells, Both, Vec<CellFault>) {
    let mut cells: Cells = BTreeMap::new();
    let (mut both, mut faults) = (Both::new(), Vec::new());
    for entry in readings.iter().flat_map(|reading| &reading.entries) {
        let Some(day) = problem.day_of(entry.date) else {
            continue;
        };
        let Some(first) = cells.insert((entry.person, day), entry.clone()) else {
            continue;
        };
        if first.meaning == entry.meaning {
            continue;
        }
        if first.home() == entry.home()
            && let Some(duty) = together(problem, first.meaning, entry.meaning)
        {
            let text = format!("{}+{}", first.text, entry.text);
            both.insert((text.clone(), problem.duties[duty].code.clone()));
            let one = Entry {
                text,
                meaning: Meaning::Duty(duty),
                ..first
            };
            cells.insert((entry.person, day), one);
            continue;
        }
        let flaw = RosterFlaw::TwoShifts {
            person: problem.person_name(entry.person).to_owned(),
            date: entry.date,
            cells: [first.text.clone(), entry.text.clone()],
            other: first.seen_from(entry),
        };
        faults.push(CellFault::of_file(&entry.place, flaw));
    }
    (cells, both, faults)
}

/// The one shift of the team file that has the times of both.
fn together(problem: &Problem, one: Meaning, other: Meaning) -> Option<usize> {
    let (Meaning::Duty(one), Meaning::Duty(other)) = (one, other) else {
        return None;
    };
    let duties = [one, other].map(|duty| &problem.duties[duty]);
    let spans = |kind: usize| problem.kinds[kind].segments.iter().copied();
    let wanted = joined(duties.iter().flat_map(|duty| spans(duty.kind)).collect())?;
    let fits = |duty: &Duty| {
        let post = duties.iter().all(|part| part.post == duty.post);
        post && joined(spans(duty.kind).collect()).as_ref() == Some(&wanted)
    };
    only(problem.duties_now().iter().map(fits))
}

/// Stretches in their order, those that follow each other as one; `None`: two overlap.
fn joined(mut spans: Vec<Span>) -> Option<Vec<Span>> {
    spans.sort();
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut() {
            Some(last) if last.end > span.start => return None,
            Some(last) if last.end == span.start => last.end = span.end,
            _ => all.push(span),
        }
    }
    Some(all)
}

/// Whoever has rows for some of the days only: what they do on the others nobody says.
fn short(
    readings: &[&Reading],
    people: &BTreeSet<PersonIx>,
    dates: &BTreeSet<NaiveDate>,
    problem: &Problem,
) -> Vec<RosterFlaw> {
    let mut held: BTreeSet<(PersonIx, NaiveDate)> = BTreeSet::new();
    for reading in readings {
        held.extend(
            reading
                .entries
                .iter()
                .map(|entry| (entry.person, entry.date)),
        );
        held.extend(
            reading
                .blanks
                .iter()
                .map(|blank| (blank.person, blank.date)),
        );
    }
    let mut flaws = Vec::new();
    for person in people {
        let days = problem.employed(*person);
        let open = days.filter(|day| !problem.people[*person].on_leave(*day as i64));
        let open = open.map(|day| problem.date(day as i64));
        let open = open.filter(|date| dates.contains(date) && !held.contains(&(*person, *date)));
        let days: Vec<String> = open.map(|date| date.to_string()).collect();
        // Cells that were not understood are told of already.
        if days.is_empty() || readings.iter().any(|reading| !reading.faults.is_empty()) {
            continue;
        }
        let person = problem.person_name(*person).to_owned();
        flaws.push(RosterFlaw::NoRow { person, days });
    }
    flaws
}

/// Days that one table leaves empty and another does not: which of them counts nobody can say.
fn blanks(
    readings: &[&Reading],
    cells: &Cells,
    filler: Option<usize>,
    problem: &Problem,
) -> Vec<CellFault> {
    let empty = filler.map_or(Meaning::Rest, Meaning::Duty);
    let mut faults = Vec::new();
    for (reading, blank) in readings
        .iter()
        .flat_map(|reading| reading.blanks.iter().map(move |blank| (reading, blank)))
    {
        let day = problem.day_of(blank.date);
        let Some(entry) = day.and_then(|day| cells.get(&(blank.person, day))) else {
            continue;
        };
        // In one sheet a person may have an empty row in each of several blocks.
        let own = reading.has(blank, entry);
        if own || entry.meaning == empty || matches!(entry.meaning, Meaning::Leave(_)) {
            continue;
        }
        let flaw = RosterFlaw::TwoShifts {
            person: problem.person_name(blank.person).to_owned(),
            date: blank.date,
            cells: [entry.text.clone(), String::new()],
            other: entry.place.clone(),
        };
        faults.push(CellFault::of_file(&reading.place(blank), flaw));
    }
    faults
}

/// Whether the columns behind the days are the totals that `export` writes: what is empty there is rest.
fn exported(reading: &Reading) -> bool {
    reading.left.iter().any(|left| {
        let Left::Columns(columns) = left else {
            return false;
        };
        let mut pairs = columns.iter().zip(TOTALS);
        columns.len() == TOTALS.len() && pairs.all(|((_, head), (en, zh))| head == en || head == zh)
    })
}

/// What empty cells mean, and what has to be said of it. Where only names in cells are given, nobody else works.
fn empties(
    cells: &Cells,
    problem: &Problem,
    named: bool,
    given: Option<Meaning>,
) -> Result<(Option<usize>, Option<Left>), RosterFlaw> {
    let here = problem.everybody().flat_map(|person| {
        let days = problem.employed(person);
        days.map(move |day| (person, day))
    });
    let (mut empty, mut free, mut rest, mut shifts) = (0, 0, 0, 0);
    for (person, day) in here {
        match cells.get(&(person, day)).map(|entry| entry.meaning) {
            None if problem.people[person].on_leave(day as i64) => {}
            None => empty += 1,
            Some(Meaning::Duty(_)) => shifts += 1,
            Some(meaning) => {
                free += 1;
                rest += usize::from(meaning == Meaning::Rest);
            }
        }
    }
    if empty == 0 || named {
        return Ok((None, None));
    }
    let filler = match given {
        Some(Meaning::Duty(duty)) => Some(duty),
        Some(_) => None,
        // Where rest is marked and hardly anybody works, those without a mark may be at work.
        None if free >= shifts.max(1) && shifts * 10 < (empty + free + shifts) * 3 => {
            return Err(RosterFlaw::Empty {
                empty,
                free,
                shifts,
            });
        }
        None => None,
    };
    let left = Left::Empty {
        cells: empty,
        shift: filler.map(|duty| problem.duties[duty].code.clone()),
        marked: rest > 0,
    };
    Ok((filler, Some(left)))
}

/// Leave that the team file does not grant: as rest it would count as days off. All of it at once, as stretches.
fn ungranted(cells: &Cells, problem: &Problem) -> Option<CellFault> {
    let mut found: Vec<LeaveFound> = Vec::new();
    let mut places: Vec<&Entry> = Vec::new();
    for ((person, day), entry) in cells {
        let Meaning::Leave(kind) = entry.meaning else {
            continue;
        };
        let own = &problem.people[*person];
        if own.on_leave(*day as i64) || !problem.employed(*person).contains(day) {
            continue;
        }
        places.push(entry);
        let date = problem.date(*day as i64);
        let goes_on = |last: &&mut LeaveFound| {
            last.person == own.name && last.word == entry.text && add_days(last.to, 1) == date
        };
        match found.last_mut().filter(goes_on) {
            Some(last) => last.to = date,
            None => found.push(LeaveFound {
                person: own.name.clone(),
                word: entry.text.clone(),
                kind: kind_named(problem, kind, &entry.text),
                from: date,
                to: date,
            }),
        }
    }
    let first = places.first()?;
    Some(CellFault {
        fault: Fault::of_file(&first.place, RosterFlaw::Leaves { leaves: found }.into()),
        others: places.iter().skip(1).map(|e| e.address.clone()).collect(),
    })
}

/// The kind of leave that a team file may name for a word: one of its own, or a usual one.
fn kind_named(problem: &Problem, kind: Option<usize>, word: &str) -> Option<String> {
    let own = kind.and_then(|k| problem.leave_kinds.get(k));
    let mut usual = USUAL_LEAVE.iter();
    let usual = usual.find(|usual| usual.zh == word || usual.en == word);
    own.map(|k| k.code.clone())
        .or_else(|| usual.map(|usual| usual.zh.to_owned()))
}
