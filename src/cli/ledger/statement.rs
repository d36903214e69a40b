//! `paiban ledger statement`: what a month comes to for a person; of a closed month computed again from what the close
//! saw, of an open one a preview.

use super::call::{Call, People};
use super::describe;
use super::files::{self, Papers};
use crate::cli::Failure;
use crate::cli::solve::{cannot_write, write};
use crate::domain::time::Month;
use crate::ledger::book::{Book, Scope};
use crate::ledger::close;
use crate::ledger::entry::Payroll;
use crate::ledger::error::LedgerError;
use crate::ledger::records::{Closed, Records};
use crate::ledger::statement::{self, Line, Statement, What};
use crate::ledger::store::Access;
use crate::render::ledger::{Paper, page, statement as paper_text};
use crate::text;
use serde_json::{Value, json};
use std::path::Path;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let rules = book.load(Scope::Rules)?;
    let people = call.people(&rules, now);
    let last = rules.closed().last().map(|closed| closed.closing.month);
    let month = call.month()?.or(last).unwrap_or_else(|| now.month());
    match call.text("person") {
        Some(name) => {
            let person = people.desk(&rules, now, "").person(name)?;
            let records = book.load(Scope::Person(&person))?;
            One {
                call,
                records: &records,
                people: &people,
                person: &person,
                month,
            }
            .run(&mut book)
        }
        None => all(call, &mut book, &people, month),
    }
}

/// All papers of a closed month, as its close has written them.
fn all(call: &Call<'_>, book: &mut Book, people: &People, month: Month) -> Result<u8, Failure> {
    let records = book.load(Scope::Everything)?;
    let Some(closed) = closed(&records, month) else {
        return Err(Failure::Usage(
            text!("{month} is not closed", "{month} 还没有月结"),
            text!(
                "payroll and statements of everybody are those of a closed month; add --person for a preview",
                "全员的工资表和确认单以月结为准；预览请加 --person"
            ),
        ));
    };
    let (_, statements) = close::replay(&records, &closed.closing)?;
    let folder = call.path("out").unwrap_or(Path::new(""));
    files::ready(folder, call.flag("force"))?;
    let head = book.store.head().map_err(LedgerError::from)?;
    let papers = Papers {
        records: &records,
        people,
        closed,
        statements: &statements,
        head,
    };
    for path in papers.write(call, book, folder)? {
        let path = path.display();
        call.say(&text!("File    {path}", "文件    {path}"));
    }
    Ok(0)
}

fn closed(records: &Records, month: Month) -> Option<&Closed> {
    records
        .closed()
        .iter()
        .find(|closed| closed.closing.month == month)
}

/// One person's month.
struct One<'a> {
    call: &'a Call<'a>,
    records: &'a Records,
    people: &'a People,
    person: &'a str,
    month: Month,
}

impl One<'_> {
    fn run(&self, book: &mut Book) -> Result<u8, Failure> {
        let closed = closed(self.records, self.month);
        let Some(statement) = self.statement(closed)? else {
            return Ok(self.nothing(closed));
        };
        let payroll = self.payroll(&statement, closed);
        if self.call.flag("json") {
            self.call.json(&self.object(&statement, &payroll, closed));
            return Ok(0);
        }
        let events = files::events(book, std::slice::from_ref(&statement), Some(self.person))?;
        let paper = Paper {
            records: self.records,
            statement: &statement,
            payroll: &payroll,
            wage: closed.and_then(|closed| closed.closing.wages.get(self.person)),
            closed,
            head: book.store.head().map_err(LedgerError::from)?,
            name: self.people.name(self.person),
            events: &events,
        };
        match self.call.path("out") {
            Some(path) => self.write(&paper, path)?,
            None => self.call.print(&paper_text::text(&paper, self.call.lang)),
        }
        Ok(0)
    }

    fn statement(&self, closed: Option<&Closed>) -> Result<Option<Statement<'_>>, LedgerError> {
        let Some(number) = self.records.people().find(self.person) else {
            return Ok(None);
        };
        match closed {
            Some(closed) => {
                // Of one person's events only: the statement is the same, the digest is not looked at.
                let (_, statements) = close::replay(self.records, &closed.closing)?;
                Ok(statements
                    .into_iter()
                    .find(|statement| statement.person == number))
            }
            None => Ok(statement::of_one(
                self.records,
                number,
                self.month,
                self.records.head(),
            )),
        }
    }

    fn payroll(&self, statement: &Statement<'_>, closed: Option<&Closed>) -> Payroll {
        match closed {
            Some(closed) => closed
                .closing
                .payroll
                .get(self.person)
                .cloned()
                .unwrap_or_default(),
            None => statement::payroll(self.records, statement, None, self.records.head()),
        }
    }

    fn nothing(&self, closed: Option<&Closed>) -> u8 {
        let (who, month) = (self.people.shown(self.person), self.month);
        if self.call.flag("json") {
            let empty = Statement {
                person: 0,
                month,
                lines: Vec::new(),
            };
            self.call
                .json(&self.object(&empty, &Payroll::default(), closed));
        } else {
            self.call.say(&text!(
                "{who}, {month}: there is nothing to book",
                "{who}，{month}：没有需要入账的内容"
            ));
        }
        0
    }

    fn write(&self, paper: &Paper<'_>, path: &Path) -> Result<(), Failure> {
        if path.exists() && !self.call.flag("force") {
            return Err(files::exists(path));
        }
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
        }
        write(
            path,
            &page::html(std::slice::from_ref(paper), self.call.lang),
        )?;
        let path = path.display();
        self.call.say(&text!("File    {path}", "文件    {path}"));
        Ok(())
    }

    fn object(
        &self,
        statement: &Statement<'_>,
        payroll: &Payroll,
        closed: Option<&Closed>,
    ) -> Value {
        let lines: Vec<Value> = statement.lines.iter().map(|line| self.line(line)).collect();
        json!({
            "person": self.person,
            "name": self.people.name(self.person),
            "month": self.month,
            "closed": closed.map(|closed| closed.id),
            "lines": lines,
            "payroll": payroll,
            "pay_fen": payroll.pay(),
            "over_cap_fen": payroll.over_cap(),
        })
    }

    fn line(&self, line: &Line<'_>) -> Value {
        let (what, entry, name) = match line.what {
            What::Event(charge) => {
                let category = self.records.categories().text(charge.fact.category);
                ("event", Some(charge.fact.id), category.to_owned())
            }
            What::Dropped(id) => ("dropped", Some(id), String::new()),
            What::Award(_, award) => ("award", None, award.id.clone()),
        };
        let charge = match &line.what {
            What::Event(charge) => Some(describe::charge(charge)),
            _ => None,
        };
        json!({
            "month": line.month,
            "what": what,
            "entry": entry,
            "id": name,
            "charge": charge,
            "mode": line.mode,
            "before_fen": line.before,
            "now_fen": line.now,
            "amount_fen": line.amount(),
        })
    }
}
