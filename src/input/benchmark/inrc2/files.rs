//! The three files of an instance as they are written: scenario, history, week.

use crate::input::benchmark::LONGEST;
use crate::input::benchmark::lines::{Piece, lines};
use crate::input::{BenchFlaw, Fault, FaultKind, Named, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Most people, requests, and whatever else is counted.
const CROWD: i64 = 10_000;

/// Days of a week as the files call them.
pub const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Fewest and most.
pub type Bounds = (i64, i64);

pub struct Scenario {
    pub name: String,
    pub weeks: usize,
    pub skills: Vec<String>,
    pub shifts: Vec<Shift>,
    pub contracts: Vec<Contract>,
    pub nurses: Vec<Nurse>,
}

pub struct Shift {
    pub code: String,
    pub run: Bounds,
    /// Indices of the shifts that must not follow it.
    pub not_after: Vec<usize>,
}

pub struct Contract {
    pub name: String,
    pub assignments: Bounds,
    pub work: Bounds,
    pub rest: Bounds,
    pub weekends: i64,
    pub complete: bool,
}

pub struct Nurse {
    pub name: String,
    pub contract: usize,
    /// Ascending.
    pub skills: Vec<usize>,
}

/// What a nurse did before the first day.
pub struct Past {
    pub assignments: i64,
    pub weekends: i64,
    /// Index of the shift held on the last day; `None`: off.
    pub last: Option<usize>,
    /// Days on end with that shift, worked, and off.
    pub same: usize,
    pub worked: usize,
    pub off: usize,
}

pub struct Week {
    pub needs: Vec<Need>,
    pub requests: Vec<Request>,
}

/// Nurses needed on a shift with a skill, day by day: the fewest, and how many are best.
pub struct Need {
    pub shift: usize,
    pub skill: usize,
    pub days: [Bounds; 7],
}

/// A wish to be off, altogether or from a shift.
pub struct Request {
    pub nurse: usize,
    pub day: usize,
    pub shift: Option<usize>,
}

/// Goes through a file line by line.
struct Cursor<'a> {
    source: &'a Arc<Source>,
    lines: std::vec::IntoIter<Piece<'a>>,
}

impl<'a> Cursor<'a> {
    fn new(source: &'a Arc<Source>) -> Cursor<'a> {
        let lines = lines(source).into_iter();
        Cursor { source, lines }
    }

    /// The next line; `name` says what is missing where there is none.
    fn line(&mut self, name: &'static str) -> Result<Piece<'a>, Fault> {
        let absent = || {
            self.source
                .fault(None, BenchFlaw::NoSection { name }.into())
        };
        self.lines.next().ok_or_else(absent)
    }

    /// A line that is this word.
    fn heading(&mut self, name: &'static str) -> Result<(), Fault> {
        let line = self.line(name)?;
        if line.text == name {
            return Ok(());
        }
        Err(line.not(name))
    }

    /// What stands behind `KEY =`.
    fn value(&mut self, key: &'static str) -> Result<Piece<'a>, Fault> {
        let line = self.line(key)?;
        let parts: Vec<Piece<'a>> = line.split(|c| c == '=').collect();
        match parts[..] {
            [name, value] if name.text == key => Ok(value),
            _ => Err(line.not(key)),
        }
    }

    /// As many lines as `KEY =` says.
    fn rows(&mut self, key: &'static str) -> Result<Vec<Piece<'a>>, Fault> {
        let count = self.value(key)?.number(0, CROWD)?;
        (0..count).map(|_| self.line(key)).collect()
    }

    /// `0 n005w4`: the second word is the scenario's name.
    fn belongs(&mut self, scenario: &Scenario, words: usize) -> Result<(), Fault> {
        let line = self.line("HISTORY")?;
        let words_there = line.words();
        match words_there.last() {
            Some(name) if words_there.len() == words => {
                if name.text == scenario.name {
                    return Ok(());
                }
                let (found, wanted) = (name.text.to_owned(), scenario.name.clone());
                Err(name.fault(BenchFlaw::Foreign { found, wanted }.into()))
            }
            _ => Err(line.not("N SCENARIO")),
        }
    }
}

fn bounds(least: Piece<'_>, most: Piece<'_>, ceiling: i64) -> Result<Bounds, Fault> {
    let least_number = least.number(0, ceiling)?;
    Ok((least_number, most.number(least_number, ceiling)?))
}

/// Bounds of a run: none is shorter than a day.
fn run(least: Piece<'_>, most: Piece<'_>) -> Result<Bounds, Fault> {
    let (least, most) = (least.number(0, LONGEST)?.max(1), most);
    Ok((least, most.number(least, LONGEST)?))
}

pub fn scenario(source: &Arc<Source>) -> Result<Scenario, Fault> {
    let mut file = Cursor::new(source);
    let name = file.value("SCENARIO")?.text.to_owned();
    let weeks = file.value("WEEKS")?.number(1, LONGEST / 7)?;
    let mut seen = BTreeSet::new();
    let skills = file.rows("SKILLS")?.into_iter();
    let skills = skills.map(|s| s.new_name(Named::Skill, &mut seen));
    let mut scenario = Scenario {
        name,
        weeks: usize::try_from(weeks).unwrap_or(1),
        skills: skills.collect::<Result<_, _>>()?,
        shifts: shifts(&mut file)?,
        contracts: Vec::new(),
        nurses: Vec::new(),
    };
    followers(&mut file, &mut scenario)?;
    let mut seen = BTreeSet::new();
    for row in file.rows("CONTRACTS")? {
        let contract = contract(row, &mut seen)?;
        scenario.contracts.push(contract);
    }
    let mut seen = BTreeSet::new();
    for row in file.rows("NURSES")? {
        let nurse = nurse(row, &scenario, &mut seen)?;
        scenario.nurses.push(nurse);
    }
    Ok(scenario)
}

fn shifts(file: &mut Cursor<'_>) -> Result<Vec<Shift>, Fault> {
    let mut seen = BTreeSet::new();
    let shift = |row: Piece<'_>| {
        let words = row.words();
        let [code, least, most] = words[..] else {
            return Err(row.not("SHIFT (MIN,MAX)"));
        };
        Ok(Shift {
            code: code.new_name(Named::Shift, &mut seen)?,
            run: run(least, most)?,
            not_after: Vec::new(),
        })
    };
    file.rows("SHIFT_TYPES")?.into_iter().map(shift).collect()
}

fn followers(file: &mut Cursor<'_>, scenario: &mut Scenario) -> Result<(), Fault> {
    const FORM: &str = "SHIFT N SHIFT SHIFT";
    file.heading("FORBIDDEN_SHIFT_TYPES_SUCCESSIONS")?;
    for _ in 0..scenario.shifts.len() {
        let line = file.line("FORBIDDEN_SHIFT_TYPES_SUCCESSIONS")?;
        let words = line.words();
        let [first, count, others @ ..] = &words[..] else {
            return Err(line.not(FORM));
        };
        let shift = shift_of(*first, scenario)?;
        count.number(others.len() as i64, others.len() as i64)?;
        let others = others.iter().map(|s| shift_of(*s, scenario));
        scenario.shifts[shift].not_after = others.collect::<Result<_, _>>()?;
    }
    Ok(())
}

fn contract(row: Piece<'_>, seen: &mut BTreeSet<String>) -> Result<Contract, Fault> {
    const FORM: &str = "CONTRACT (MIN,MAX) (MIN,MAX) (MIN,MAX) WEEKENDS 0|1";
    let words = row.words();
    let [name, low, high, a, b, c, d, weekends, complete] = words[..] else {
        return Err(row.not(FORM));
    };
    Ok(Contract {
        name: name.new_name(Named::Contract, seen)?,
        assignments: bounds(low, high, LONGEST)?,
        work: run(a, b)?,
        rest: run(c, d)?,
        weekends: weekends.number(0, LONGEST)?,
        complete: complete.number(0, 1)? == 1,
    })
}

fn nurse(row: Piece<'_>, scenario: &Scenario, seen: &mut BTreeSet<String>) -> Result<Nurse, Fault> {
    const FORM: &str = "NURSE CONTRACT N SKILL SKILL";
    let words = row.words();
    let [name, contract, count, skills @ ..] = &words[..] else {
        return Err(row.not(FORM));
    };
    count.number(skills.len() as i64, skills.len() as i64)?;
    let named = scenario.skills.iter().map(String::as_str);
    if named.clone().any(|skill| skill == name.text) {
        let name_text = name.text.to_owned();
        return Err(name.fault(FaultKind::NameClash { name: name_text }));
    }
    let contracts = scenario.contracts.iter().map(|c| c.name.as_str());
    let skills = skills
        .iter()
        .map(|s| s.index_in(Named::Skill, named.clone()));
    let mut skills = skills.collect::<Result<Vec<_>, _>>()?;
    skills.sort_unstable();
    skills.dedup();
    Ok(Nurse {
        name: name.new_name(Named::Person, seen)?,
        contract: contract.index_in(Named::Contract, contracts)?,
        skills,
    })
}

fn shift_of(word: Piece<'_>, scenario: &Scenario) -> Result<usize, Fault> {
    word.index_in(
        Named::Shift,
        scenario.shifts.iter().map(|s| s.code.as_str()),
    )
}

fn nurse_of(word: Piece<'_>, scenario: &Scenario) -> Result<usize, Fault> {
    word.index_in(
        Named::Person,
        scenario.nurses.iter().map(|n| n.name.as_str()),
    )
}

/// The past of every nurse, in the scenario's order.
pub fn history(source: &Arc<Source>, scenario: &Scenario) -> Result<Vec<Past>, Fault> {
    const FORM: &str = "NURSE ASSIGNMENTS WEEKENDS SHIFT|None DAYS DAYS DAYS";
    let mut file = Cursor::new(source);
    file.heading("HISTORY")?;
    file.belongs(scenario, 2)?;
    file.heading("NURSE_HISTORY")?;
    let mut pasts: Vec<Option<Past>> = scenario.nurses.iter().map(|_| None).collect();
    for _ in &scenario.nurses {
        let row = file.line("NURSE_HISTORY")?;
        let words = row.words();
        let [name, assignments, weekends, last, same, worked, off] = words[..] else {
            return Err(row.not(FORM));
        };
        let (nurse, past) = (
            nurse_of(name, scenario)?,
            Past {
                assignments: assignments.number(0, CROWD)?,
                weekends: weekends.number(0, CROWD)?,
                last: match last.text {
                    "None" => None,
                    _ => Some(shift_of(last, scenario)?),
                },
                same: same.day(LONGEST as usize)?,
                worked: worked.day(LONGEST as usize)?,
                off: off.day(LONGEST as usize)?,
            },
        );
        let worked_last = past.last.is_some();
        let fits = if worked_last {
            0 < past.same && past.same <= past.worked && past.off == 0
        } else {
            past.same == 0 && past.worked == 0
        };
        if !fits {
            return Err(row.not(FORM));
        }
        if pasts[nurse].replace(past).is_some() {
            let name = name.text.to_owned();
            return Err(row.fault(BenchFlaw::Twice { name }.into()));
        }
    }
    Ok(pasts.into_iter().flatten().collect())
}

pub fn week(source: &Arc<Source>, scenario: &Scenario) -> Result<Week, Fault> {
    let mut file = Cursor::new(source);
    file.heading("WEEK_DATA")?;
    file.belongs(scenario, 1)?;
    file.heading("REQUIREMENTS")?;
    let mut needs = Vec::new();
    for _ in 0..scenario.shifts.len() * scenario.skills.len() {
        needs.push(need(file.line("REQUIREMENTS")?, scenario)?);
    }
    let requests = file.rows("SHIFT_OFF_REQUESTS")?.into_iter();
    let requests = requests.map(|row| request(row, scenario));
    Ok(Week {
        needs,
        requests: requests.collect::<Result<_, _>>()?,
    })
}

fn need(row: Piece<'_>, scenario: &Scenario) -> Result<Need, Fault> {
    let words = row.words();
    let (Some((shift, skill)), true) = (words.first().zip(words.get(1)), words.len() == 16) else {
        return Err(row.not("SHIFT SKILL (MIN,BEST) for seven days"));
    };
    let skills = scenario.skills.iter().map(String::as_str);
    let mut days = [(0, 0); 7];
    for (day, pair) in days.iter_mut().zip(words[2..].chunks_exact(2)) {
        *day = bounds(pair[0], pair[1], CROWD)?;
    }
    Ok(Need {
        shift: shift_of(*shift, scenario)?,
        skill: skill.index_in(Named::Skill, skills)?,
        days,
    })
}

fn request(row: Piece<'_>, scenario: &Scenario) -> Result<Request, Fault> {
    let words = row.words();
    let [nurse, shift, day] = words[..] else {
        return Err(row.not("NURSE SHIFT|Any DAY"));
    };
    Ok(Request {
        nurse: nurse_of(nurse, scenario)?,
        day: day.index_in(Named::Day, WEEK.into_iter())?,
        shift: match shift.text {
            "Any" => None,
            _ => Some(shift_of(shift, scenario)?),
        },
    })
}
