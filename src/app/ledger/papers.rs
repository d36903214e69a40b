//! The papers of a month: payroll and statements, written into its folder, all or none.

use super::{People, last_day};
use crate::app::error::{AppError, BadRequest, Defect, InsteadOf};
use crate::app::files::{Staged, cannot_write};
use crate::ledger::book::Book;
use crate::ledger::entry::{Deed, EntryId, Event, Hash, Payroll};
use crate::ledger::error::LedgerError;
use crate::ledger::records::{Closed, Records};
use crate::ledger::statement::{Statement, What};
use crate::ledger::store::Query;
use crate::render::ledger::{Paper, page, payroll};
use crate::text::Lang;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

const CSV: &str = "PAYROLL.csv";
const WORKBOOK: &str = "PAYROLL.xlsx";
const PAGE: &str = "STATEMENTS.html";

/// Everything that the papers of a closed month are made of.
pub(super) struct Papers<'a> {
    pub records: &'a Records,
    pub people: &'a People,
    pub closed: &'a Closed,
    pub statements: &'a [Statement<'a>],
    /// The last entry of the ledger and its hash.
    pub head: (EntryId, Hash),
    /// The language of the papers.
    pub lang: Lang,
}

/// Refuses to overwrite papers that are there, and makes the folder.
pub(super) fn free(folder: &Path, force: bool) -> Result<(), AppError> {
    let there = [CSV, WORKBOOK, PAGE]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|path| path.exists());
    if let Some(path) = there.filter(|_| !force) {
        return Err(AppError::request(BadRequest::Exists(
            path,
            InsteadOf::Place,
        )));
    }
    std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))
}

impl Papers<'_> {
    /// Writes payroll and statements.
    pub fn write(&self, book: &mut Book, folder: &Path) -> Result<Vec<PathBuf>, AppError> {
        let pay = payroll::Book {
            records: self.records,
            closing: &self.closed.closing,
            statements: self.statements,
            recorded: self.closed.recorded,
            people: &self.people.known,
        };
        let workbook =
            payroll::xlsx(&pay, self.lang).map_err(|e| Defect::Workbook(e.to_string()))?;
        let page = self.page(book)?.into_bytes();
        let csv = payroll::csv(&pay, self.lang).into_bytes();
        let (mut staged, mut written) = (Staged::default(), Vec::new());
        for (name, content) in [(CSV, csv), (WORKBOOK, workbook), (PAGE, page)] {
            let path = folder.join(name);
            staged.put_private(&path, &content)?;
            written.push(path);
        }
        staged.commit()?;
        Ok(written)
    }

    fn page(&self, book: &mut Book) -> Result<String, AppError> {
        let events = events(book, self.statements, None)?;
        let none = Payroll::default();
        let closing = &self.closed.closing;
        let paper = |statement| -> Paper<'_> {
            let statement: &Statement<'_> = statement;
            let id = self.records.people().text(statement.person);
            Paper {
                records: self.records,
                statement,
                payroll: closing.payroll.get(id).unwrap_or(&none),
                wage: closing.wages.get(id),
                closed: Some(self.closed),
                head: self.head,
                name: self.people.name(id),
                events: &events,
            }
        };
        let papers: Vec<Paper<'_>> = self.statements.iter().map(paper).collect();
        Ok(page::html(&papers, self.lang))
    }
}

/// The events that statements are about, in full: of one person, or of everybody.
pub(super) fn events(
    book: &mut Book,
    statements: &[Statement<'_>],
    person: Option<&str>,
) -> Result<HashMap<EntryId, Event>, LedgerError> {
    let lines = || statements.iter().flat_map(|statement| &statement.lines);
    let id = |what: &What<'_>| match what {
        What::Event(charge) => Some(charge.fact.id),
        What::Dropped(id) => Some(*id),
        What::Award(..) => None,
    };
    let wanted: BTreeSet<EntryId> = lines().filter_map(|line| id(&line.what)).collect();
    let months = || lines().map(|line| line.month);
    let (Some(first), Some(last)) = (months().min(), months().max()) else {
        return Ok(HashMap::new());
    };
    let query = Query {
        kinds: vec!["event"],
        person: person.map(str::to_owned),
        days: Some((first.first(), last_day(last))),
        ..Query::default()
    };
    let entries = book
        .store
        .entries(&query)?
        .into_iter()
        .filter(|entry| wanted.contains(&entry.id));
    Ok(entries
        .filter_map(|entry| match entry.deed {
            Deed::Event(event) => Some((entry.id, event)),
            _ => None,
        })
        .collect())
}
