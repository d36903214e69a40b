//! Events from another program, one JSON object a line.
//!
//! Each is on the disk when it is answered; a line that cannot be taken is refused and stops nothing. A feed may be open
//! for days: what else is written into the ledger meanwhile is taken up before each line.

use super::double::Doubles;
use super::row::{Row, RowFlaw};
use super::{ATTEMPTS, Call, People, is_overtaken};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::ledger::book::{Book, Scope};
use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, StoreError};

/// Why a line is not taken.
#[derive(Debug)]
pub enum Refused {
    /// The line is wrong; the next one may be right.
    Line(RowFlaw),
    /// Nothing more can be written.
    End(AppError),
}

impl From<LedgerError> for Refused {
    fn from(error: LedgerError) -> Refused {
        match error {
            LedgerError::Store(_) | LedgerError::Policy { .. } => Refused::End(error.into()),
            other => Refused::Line(RowFlaw::Ledger(other)),
        }
    }
}

/// A ledger that takes lines.
pub struct Feed<'a> {
    call: Call<'a>,
    by: Option<String>,
    book: Book,
    records: Records,
    people: People,
    doubles: Doubles,
}

impl<'a> Feed<'a> {
    /// Opens the ledger.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn open(at: &'a LedgerPlace, context: &'a Context) -> Result<Feed<'a>, AppError> {
        super::with(at, context, |call| {
            let (mut book, now) = call.open(Access::Write)?;
            let records = book.load(Scope::Rules)?;
            let people = call.people(&records, now)?;
            Ok(Feed {
                call: *call,
                by: call.by().ok(),
                book,
                records,
                people,
                doubles: Doubles::default(),
            })
        })
    }

    /// Records what a line says; gives its entry.
    ///
    /// # Errors
    /// See [`Refused`].
    pub fn take(&mut self, line: &[u8]) -> Result<EntryId, Refused> {
        let mut taken = self.record(line);
        for _ in 1..ATTEMPTS {
            match &taken {
                Err(Refused::End(error)) if is_overtaken(error) => taken = self.record(line),
                _ => break,
            }
        }
        taken.map_err(|refused| match refused {
            Refused::End(error) => Refused::End(error.at(|| self.call.at.shown())),
            line @ Refused::Line(_) => line,
        })
    }

    fn record(&mut self, line: &[u8]) -> Result<EntryId, Refused> {
        let zone = self.book.store.zone();
        let now = self.call.context.clock.now(zone).map_err(Refused::End)?;
        let row = Row::read(line, zone, now).map_err(Refused::Line)?;
        if self.book.catch_up(&mut self.records)? {
            self.people = self.call.people(&self.records, now).map_err(Refused::End)?;
        }
        let by = row.by.or_else(|| self.by.clone());
        let by = by.ok_or(Refused::Line(RowFlaw::Nobody))?;
        let event = self.people.desk(&self.records, now, &by).event(&row.told)?;
        if !row.again
            && let Some(id) = self.doubles.find(&mut self.book, &self.records, &event)?
        {
            return Err(LedgerError::Known { id }.into());
        }
        let deeds = vec![Deed::Event(event)];
        let ids = self.book.write(&self.records, now, &by, deeds)?;
        Ok(ids.first().copied().unwrap_or_default())
    }
}

/// Whether it is not known if the line that ended a feed was written: a server was lost while it answered.
pub fn is_unsure(error: &AppError) -> bool {
    matches!(error, AppError::Ledger { error, .. }
        if matches!(error.as_ref(), LedgerError::Store(StoreError::Connect(_))))
}
