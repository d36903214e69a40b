//! What is read out of one sheet, in one direction: who has what on which day, what is wrong, what was left out.

use super::grid::{At, Grid, address};
use super::people::{People, Who};
use super::taken::Left;
use super::{CellFault, RosterFlaw};
use crate::domain::time::Month;
use crate::domain::{PersonIx, Problem};
use crate::input::cell_words::{CellWords, Meaning, Puzzle, meaning};
use crate::input::{Fault, FaultKind};
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

/// What a sheet says of somebody's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who.
    pub person: PersonIx,
    /// The date, which need not lie in the month.
    pub date: NaiveDate,
    /// What stands there.
    pub text: String,
    /// What it means.
    pub meaning: Meaning,
    /// Where it stands: the cell's address, with its sheet.
    pub place: String,
    /// Its address alone.
    pub address: String,
}

impl Entry {
    /// The file and the sheet, as they stand in places.
    pub fn home(&self) -> &str {
        home(&self.place, &self.address)
    }

    /// Where it is, as it is said beside another cell: the address alone where both are in one sheet.
    pub fn seen_from(&self, other: &Entry) -> String {
        let same = self.home() == other.home();
        let place = if same { &self.address } else { &self.place };
        place.clone()
    }
}

/// What stands in a place before the address of the cell.
fn home<'a>(place: &'a str, address: &str) -> &'a str {
    let bare = place.strip_suffix(']');
    bare.and_then(|place| place.strip_suffix(address))
        .unwrap_or(place)
}

/// An empty cell of somebody's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank {
    /// Who.
    pub person: PersonIx,
    /// The date, which need not lie in the month.
    pub date: NaiveDate,
    /// Where it is in the grid.
    at: At,
}

impl Blank {
    /// At a place.
    pub fn at(person: PersonIx, date: NaiveDate, at: At) -> Blank {
        Blank { person, date, at }
    }
}

/// In which form a roster is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Shape {
    /// A row a person, a column a day; or turned.
    Matrix,
    /// A row a shift, a column a day, names in the cells; or turned.
    NamesInCells,
    /// A row for each person and day.
    List,
}

/// What was read out of a sheet.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The file's name.
    pub file: String,
    /// The sheet's name, of a workbook.
    pub sheet: Option<String>,
    /// The form.
    pub shape: Shape,
    /// Whether days go down and people across.
    pub turned: bool,
    /// Who has what.
    pub entries: Vec<Entry>,
    /// Days of somebody's row in which nothing stands.
    pub blanks: Vec<Blank>,
    /// People with a row.
    pub people: Vec<PersonIx>,
    /// Dates that the sheet has.
    pub dates: Vec<NaiveDate>,
    /// What is wrong.
    pub faults: Vec<CellFault>,
    /// What was left out.
    pub left: Vec<Left>,
    /// Rows of dates, column of names, rows of people: names as Excel has them.
    pub heads: Vec<String>,
    /// The column of the names.
    pub names: Vec<String>,
    /// The rows of the people.
    pub rows: String,
}

impl Reading {
    /// Where an empty cell is: its address, with its sheet.
    pub fn place(&self, blank: &Blank) -> String {
        let address = address(blank.at, self.turned);
        place(&self.file, self.sheet.as_deref(), &address)
    }

    /// Whether an entry is of the same sheet as an empty cell.
    pub fn has(&self, blank: &Blank, entry: &Entry) -> bool {
        let address = address(blank.at, self.turned);
        entry.home() == home(&self.place(blank), &address)
    }

    /// Cells of the month that are understood.
    pub fn understood(&self, month: Month) -> usize {
        let inside = |entry: &&Entry| Month::of(entry.date) == month;
        self.entries.iter().filter(inside).count()
    }
}

/// A file's name with the sheet and a cell, where there are such.
fn place(file: &str, sheet: Option<&str>, cell: &str) -> String {
    match (sheet.unwrap_or(""), cell) {
        ("", "") => file.to_owned(),
        ("", cell) => format!("{file} [{cell}]"),
        (sheet, "") => format!("{file} [{sheet}]"),
        (sheet, cell) => format!("{file} [{sheet}!{cell}]"),
    }
}

/// What is looked at while a sheet is read.
pub struct Desk<'a> {
    /// The sheet.
    pub grid: &'a Grid<'a>,
    /// The month's team.
    pub problem: &'a Problem,
    /// Its people.
    pub people: &'a People<'a>,
    /// Its words.
    pub words: &'a CellWords,
    /// The month.
    pub month: Month,
    /// What texts mean, once they were looked up.
    pub meanings: RefCell<HashMap<String, Result<Meaning, Puzzle>>>,
    /// What is wrong so far.
    pub faults: RefCell<Faults>,
}

/// Faults, those of the same text gathered.
#[derive(Debug, Default)]
pub struct Faults {
    list: Vec<CellFault>,
    /// Where in the list the fault of a text is.
    texts: BTreeMap<String, usize>,
}

impl Faults {
    /// The faults, in the order in which they were found.
    pub fn take(&mut self) -> Vec<CellFault> {
        self.texts.clear();
        std::mem::take(&mut self.list)
    }
}

impl<'a> Desk<'a> {
    /// What a text means.
    pub fn meaning(&self, text: &str) -> Result<Meaning, Puzzle> {
        if let Some(found) = self.meanings.borrow().get(text) {
            return found.clone();
        }
        let found = meaning(self.problem, self.words, text);
        self.meanings
            .borrow_mut()
            .insert(text.to_owned(), found.clone());
        found
    }

    /// Whether a text means something in a cell of a day.
    pub fn is_understood(&self, text: &str) -> bool {
        self.meaning(text).is_ok()
    }

    /// The file's name with the sheet and a cell.
    pub fn place(&self, at: Option<At>) -> String {
        let table = self.grid.table;
        let cell = at.map_or(String::new(), |at| self.grid.address(at));
        place(&table.name, table.sheet.as_deref(), &cell)
    }

    /// Notes that something is wrong; `others`: addresses where the same is.
    pub fn fault(&self, at: Option<At>, kind: impl Into<FaultKind>, others: Vec<String>) {
        let fault = Fault::of_file(&self.place(at), kind.into());
        self.faults
            .borrow_mut()
            .list
            .push(CellFault { fault, others });
    }

    /// Notes what is wrong with a text in a cell; the same text elsewhere is added to it.
    pub fn text_fault(&self, at: At, text: &str, kind: impl FnOnce() -> FaultKind) {
        let mut faults = self.faults.borrow_mut();
        if let Some(place) = faults.texts.get(text).copied() {
            let address = self.grid.address(at);
            if let Some(fault) = faults.list.get_mut(place) {
                fault.others.push(address);
            }
            return;
        }
        let place = faults.list.len();
        faults.texts.insert(text.to_owned(), place);
        let fault = Fault::of_file(&self.place(Some(at)), kind());
        let others = Vec::new();
        faults.list.push(CellFault { fault, others });
    }

    /// The entry of a cell that says something; `None` where it cannot be understood, which is noted.
    pub fn entry(&self, person: PersonIx, date: NaiveDate, at: At, text: &str) -> Option<Entry> {
        match self.meaning(text) {
            Ok(meaning) => Some(Entry {
                person,
                date,
                text: text.to_owned(),
                meaning,
                place: self.place(Some(at)),
                address: self.grid.address(at),
            }),
            Err(puzzle) => {
                self.text_fault(at, text, || match puzzle {
                    Puzzle::Flaw(flaw) => flaw.into(),
                    Puzzle::Unknown => FaultKind::UnknownCell {
                        code: text.to_owned(),
                        person: self.problem.person_name(person).to_owned(),
                        date: date.to_string(),
                        known: self
                            .problem
                            .duties_now()
                            .iter()
                            .map(|d| d.code.clone())
                            .collect(),
                    },
                });
                None
            }
        }
    }

    /// Notes that a name in a cell is nobody of the team, or not one person.
    pub fn person_fault(&self, at: At, text: &str) {
        let people = &self.problem.people;
        let named = |person: PersonIx| &people[person];
        let kind = || match self.people.who(text) {
            Who::Several(several) => RosterFlaw::SeveralPeople {
                name: text.to_owned(),
                ids: several.into_iter().map(|p| named(p).id.clone()).collect(),
            }
            .into(),
            Who::Unzeroed(person) => RosterFlaw::LeadingZero {
                text: text.to_owned(),
                meant: named(person).id.clone(),
                person: Some(named(person).name.clone()),
            }
            .into(),
            _ => FaultKind::UnknownPerson {
                name: text.to_owned(),
                known: people.iter().map(|p| p.name.clone()).collect(),
            },
        };
        self.text_fault(at, text, kind);
    }
}
