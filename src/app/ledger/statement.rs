//! What a month comes to for a person; of a closed month computed again from what the close saw, of an open one a preview.

use super::charge::Charge;
use super::papers::{self, Papers};
use super::{Call, People, Who, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest, InsteadOf};
use crate::app::files;
use crate::app::shop::LedgerPlace;
use crate::domain::time::Month;
use crate::ledger::book::{Book, Scope};
use crate::ledger::close;
use crate::ledger::entry::{EntryId, Payroll};
use crate::ledger::error::LedgerError;
use crate::ledger::money::Fen;
use crate::ledger::policy::Mode;
use crate::ledger::records::{Closed, Records};
use crate::ledger::statement::{self, Statement, What};
use crate::ledger::store::Access;
use crate::render::ledger::{Paper, page, statement as paper_text};
use crate::text::{Lang, Text};
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Whose, by id or name; `None`: everybody's.
    pub person: Option<String>,
    /// The month; `None`: the last that is closed.
    pub month: Option<Month>,
    /// The file for a page to print; of everybody the folder for all papers.
    pub out: Option<PathBuf>,
    /// Whether what is there may be overwritten.
    pub force: bool,
    /// The language of papers.
    pub lang: Lang,
}

/// What came of it.
#[derive(Debug, Clone, serde::Serialize)]
pub enum Report {
    /// The papers of a closed month were written.
    Papers(Vec<PathBuf>),
    /// One person's month.
    Person(Box<Booked>),
}

/// What a month comes to for a person.
#[derive(Debug, Clone, Serialize)]
pub struct Booked {
    /// Who.
    pub who: Who,
    /// The month.
    pub month: Month,
    /// The close, where the month is closed.
    pub closed: Option<EntryId>,
    /// What is booked, line by line.
    pub lines: Vec<Line>,
    /// What it comes to.
    pub payroll: Payroll,
    /// The statement as it is read and signed; `None`: there is nothing to book.
    pub paper: Option<Text>,
    /// The page that was written.
    pub file: Option<PathBuf>,
}

/// A line of a statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// The month that it is about; an earlier one is an adjustment.
    pub month: Month,
    /// What it is for.
    pub what: For,
    /// What amounts are.
    pub mode: Mode,
    /// What was booked before.
    pub before: Fen,
    /// What it comes to now.
    pub now: Fen,
    /// What is booked.
    pub amount: Fen,
}

/// What a line of a statement is for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum For {
    /// An event.
    Event(Box<Charge>),
    /// An event that does not count any more.
    Dropped(EntryId),
    /// An award, by its id.
    Award(String),
}

/// Makes a statement, or all papers of a closed month.
///
/// # Errors
/// Nobody is called so, the month is not closed, a file is in the way, or the ledger cannot be read.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |call| statement(request, call))
}

fn statement(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let rules = book.load(Scope::Rules)?;
    let people = call.people(&rules, now)?;
    let last = rules.closed().last().map(|closed| closed.closing.month);
    let month = request.month.or(last).unwrap_or_else(|| now.month());
    let sight = call.sight(&mut book, &rules, &people, now)?;
    let Some(name) = &request.person else {
        sight.everybody()?;
        return Ok(Report::Papers(all(request, &mut book, &people, month)?));
    };
    let person = people.desk(&rules, now, "").person(name)?;
    let person = sight.of(Some(person))?.unwrap_or_default();
    let records = book.load(Scope::Person(&person))?;
    // A month that was closed before somebody got another id has them under the earlier one.
    let ids = records.ids(&person);
    let booked = |id: &&String| {
        closed(&records, month).is_some_and(|closed| closed.closing.payroll.contains_key(*id))
    };
    let person = ids.iter().find(booked).cloned().unwrap_or(person);
    let one = One {
        request,
        records: &records,
        people: &people,
        person: &person,
        month,
    };
    Ok(Report::Person(Box::new(one.booked(&mut book)?)))
}

/// All papers of a closed month, as its close has written them.
fn all(
    request: &Request,
    book: &mut Book,
    people: &People,
    month: Month,
) -> Result<Vec<PathBuf>, AppError> {
    let records = book.load(Scope::Everything)?;
    let closed = closed(&records, month);
    let closed = closed.ok_or_else(|| AppError::request(BadRequest::NotClosed(month)))?;
    let (_, statements) = close::replay(&records, &closed.closing)?;
    let folder = request.out.as_deref().unwrap_or(Path::new(""));
    papers::free(folder, request.force)?;
    let papers = Papers {
        records: &records,
        people,
        closed,
        statements: &statements,
        head: book.store.head().map_err(LedgerError::from)?,
        lang: request.lang,
    };
    papers.write(book, folder)
}

fn closed(records: &Records, month: Month) -> Option<&Closed> {
    let mut closed = records.closed().iter();
    closed.find(|closed| closed.closing.month == month)
}

/// One person's month.
struct One<'a> {
    request: &'a Request,
    records: &'a Records,
    people: &'a People,
    person: &'a str,
    month: Month,
}

impl One<'_> {
    fn booked(&self, book: &mut Book) -> Result<Booked, AppError> {
        let closed = closed(self.records, self.month);
        let mut booked = Booked {
            who: self.people.who(self.person),
            month: self.month,
            closed: closed.map(|closed| closed.id),
            lines: Vec::new(),
            payroll: Payroll::default(),
            paper: None,
            file: None,
        };
        let Some(statement) = self.statement(closed)? else {
            return Ok(booked);
        };
        booked.payroll = self.payroll(&statement, closed);
        booked.lines = statement.lines.iter().map(|line| self.line(line)).collect();
        let alone = self.records.ids(self.person).len() == 1;
        let person = alone.then_some(self.person);
        let events = papers::events(book, std::slice::from_ref(&statement), person)?;
        let paper = Paper {
            records: self.records,
            statement: &statement,
            payroll: &booked.payroll,
            wage: closed.and_then(|closed| closed.closing.wages.get(self.person)),
            closed,
            head: book.store.head().map_err(LedgerError::from)?,
            name: self.people.name(self.person),
            events: &events,
        };
        booked.file = self.page(&paper)?;
        booked.paper = Some(Text::new(
            paper_text::text(&paper, Lang::En),
            paper_text::text(&paper, Lang::Zh),
        ));
        Ok(booked)
    }

    fn statement(&self, closed: Option<&Closed>) -> Result<Option<Statement<'_>>, LedgerError> {
        let Some(number) = self.records.people().find(self.person) else {
            return Ok(None);
        };
        let Some(closed) = closed else {
            let head = self.records.head();
            return Ok(statement::of_one(self.records, number, self.month, head));
        };
        // Of one person's events only: the statement is the same, the digest is not looked at.
        let (_, statements) = close::replay(self.records, &closed.closing)?;
        let mut statements = statements.into_iter();
        Ok(statements.find(|statement| statement.person == number))
    }

    fn payroll(&self, statement: &Statement<'_>, closed: Option<&Closed>) -> Payroll {
        let booked = closed.map(|closed| closed.closing.payroll.get(self.person).cloned());
        let preview = || statement::payroll(self.records, statement, None, self.records.head());
        booked.map_or_else(preview, Option::unwrap_or_default)
    }

    /// Writes the page that was asked for.
    fn page(&self, paper: &Paper<'_>) -> Result<Option<PathBuf>, AppError> {
        let Some(path) = &self.request.out else {
            return Ok(None);
        };
        if path.exists() && !self.request.force {
            let bad = BadRequest::Exists(path.clone(), InsteadOf::Place);
            return Err(AppError::request(bad));
        }
        let page = page::html(std::slice::from_ref(paper), self.request.lang);
        files::write_private(path, page.as_bytes())?;
        Ok(Some(path.clone()))
    }

    fn line(&self, line: &statement::Line<'_>) -> Line {
        let what = match &line.what {
            What::Event(charge) => For::Event(Box::new(Charge::of(self.records, charge))),
            What::Dropped(id) => For::Dropped(*id),
            What::Award(_, award) => For::Award(award.id.clone()),
        };
        Line {
            month: line.month,
            what,
            mode: line.mode,
            before: line.before,
            now: line.now,
            amount: line.amount(),
        }
    }
}
