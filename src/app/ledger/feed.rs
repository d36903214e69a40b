//! Events from another program, one JSON object a line.
//!
//! Each is on the disk when it is answered; a line that cannot be taken is refused and stops nothing. A feed may be open
//! for days: what else is written into the ledger meanwhile is taken up before each line.

use super::add::case_of;
use super::double::Doubles;
use super::payment::Paid;
use super::row::{Row, RowFlaw};
use super::{ATTEMPTS, Call, People, is_overtaken};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::ledger::book::{Book, Scope};
use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::proof::Acting;
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
    book: Book,
    records: Records,
    people: People,
    doubles: Doubles,
    paid: Paid,
    /// Those who have proven who they are, until something changes about who may.
    proven: Vec<(Option<String>, Acting)>,
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
                book,
                records,
                people,
                doubles: Doubles::default(),
                paid: Paid::default(),
                proven: Vec::new(),
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
        let mut row = Row::read(line, zone, now).map_err(Refused::Line)?;
        if self.book.catch_up(&mut self.records)? {
            self.people = self.call.people(&self.records, now).map_err(Refused::End)?;
            self.proven.clear();
        }
        let by = self.by(row.by)?;
        case_of(&mut self.book, &row.told)?;
        let desk = self.people.desk(&self.records, now, &by.name);
        let paid = self.paid.before(&mut self.book, &desk, &mut row.told)?;
        let event = desk.event(&row.told, paid)?;
        if !row.again
            && let Some(id) = self.doubles.find(&mut self.book, &self.records, &event)?
        {
            return Err(LedgerError::Known { id }.into());
        }
        let deeds = vec![Deed::Event(event)];
        let ids = self.book.write(&self.records, now, &by, deeds)?;
        Ok(ids.first().copied().unwrap_or_default())
    }

    /// Who records a line: whoever it names, or else whoever asks.
    fn by(&mut self, said: Option<String>) -> Result<Acting, Refused> {
        if let Some((_, by)) = self.proven.iter().find(|(known, _)| *known == said) {
            return Ok(by.clone());
        }
        let name = said.as_deref().or(self.call.context.actor.said());
        let by = self.call.named(name, &mut self.book, &self.records);
        let by = by.map_err(|error| match error {
            AppError::Request(_) => Refused::Line(RowFlaw::Nobody),
            AppError::Ledger { error, .. } => Refused::from(*error),
            other => Refused::End(other),
        })?;
        self.proven.push((said, by.clone()));
        Ok(by)
    }
}

/// Whether it is not known if the line that ended a feed was written: a server was lost while it answered.
pub fn is_unsure(error: &AppError) -> bool {
    matches!(error, AppError::Ledger { error, .. }
        if matches!(error.as_ref(), LedgerError::Store(StoreError::Connect(_))))
}
