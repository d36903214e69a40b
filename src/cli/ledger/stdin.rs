//! `paiban ledger add --stdin`: events from another program, one JSON object a line.
//!
//! Each is acknowledged as soon as it is on the disk; a line that cannot be taken is named and stops nothing. The
//! program may run for days: what else is written into the ledger meanwhile is taken up before each line.

use super::call::{Call, People};
use super::double::Doubles;
use super::row::Row;
use crate::cli::{BAD_INPUT, Failure, output};
use crate::ledger::book::{Book, Scope};
use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, StoreError};
use crate::messages::ledger::line;
use crate::text;
use crate::text::Text;
use std::io::BufRead;

/// Why a line is not taken.
enum Bad {
    /// The line is wrong; the next one may be right.
    Line(Text),
    /// Nothing can be written.
    End(Failure),
}

impl From<LedgerError> for Bad {
    fn from(error: LedgerError) -> Bad {
        match error {
            LedgerError::Store(_) | LedgerError::Policy { .. } => Bad::End(error.into()),
            other => Bad::Line(line(&other)),
        }
    }
}

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Write)?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let mut feed = Feed {
        call,
        by: call.by().ok(),
        book,
        records,
        people,
        doubles: Doubles::default(),
    };
    let mut input = std::io::stdin().lock();
    let (mut bad, mut bytes) = (false, Vec::new());
    for number in 1_u64.. {
        bytes.clear();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return Err(unreadable(&error)),
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match feed.take(&bytes) {
            Ok(entry) => output::print(&format!("{{\"line\":{number},\"entry\":{entry}}}\n")),
            Err(Bad::Line(why)) => {
                bad = true;
                let Text { en, zh } = why;
                call.note(&text!("line {number}: {en}", "第 {number} 行：{zh}"));
            }
            Err(Bad::End(failure)) => {
                call.note(&ended(number, &failure));
                return Err(failure);
            }
        }
    }
    Ok(if bad { BAD_INPUT } else { 0 })
}

/// Which lines are written when nothing more can be.
fn ended(number: u64, failure: &Failure) -> Text {
    let unsure = matches!(failure, Failure::Ledger(error, _)
        if matches!(error.as_ref(), LedgerError::Store(StoreError::Connect(_))));
    match unsure {
        true => text!(
            "line {number} may be written or not, what follows is not; all lines that were acknowledged are",
            "第 {number} 行可能已写入，也可能没有，以后的没有写入；已确认的行都已写入"
        ),
        false => text!(
            "line {number} and what follows is not written; all lines that were acknowledged are",
            "第 {number} 行及以后没有写入；已确认的行都已写入"
        ),
    }
}

fn unreadable(error: &std::io::Error) -> Failure {
    Failure::Usage(
        text!(
            "standard input cannot be read: {error}",
            "标准输入无法读取：{error}"
        ),
        text!(
            "the lines that were acknowledged are written; send the others again",
            "已确认的行都已写入；请重发其余的行"
        ),
    )
}

struct Feed<'a> {
    call: &'a Call<'a>,
    by: Option<String>,
    book: Book,
    records: Records,
    people: People,
    doubles: Doubles,
}

impl Feed<'_> {
    fn take(&mut self, bytes: &[u8]) -> Result<EntryId, Bad> {
        let zone = self.book.store.zone();
        let now = self.call.now(zone).map_err(Bad::End)?;
        let row = Row::read(bytes, zone, now).map_err(Bad::Line)?;
        if self.book.catch_up(&mut self.records)? {
            self.people = self.call.people(&self.records, now);
        }
        let by = row
            .by
            .or_else(|| self.by.clone())
            .ok_or_else(|| Bad::Line(nobody()))?;
        let event = self.people.desk(&self.records, now, &by).event(&row.told)?;
        if !row.again
            && let Some(id) = self.doubles.find(&mut self.book, &self.records, &event)?
        {
            return Err(LedgerError::Known { id }.into());
        }
        let ids = self
            .book
            .write(&self.records, now, &by, vec![Deed::Event(event)])?;
        Ok(ids.first().copied().unwrap_or_default())
    }
}

fn nobody() -> Text {
    text!(
        "who records it is not known: add a field “by”, or start the command with --by NAME",
        "不知道是谁记录的：加一个字段“by”，或在命令上写 --by 姓名"
    )
}
