//! The ledger's use cases: what happened goes in, what it comes to goes out. Every one opens the ledger, looks, decides, and
//! writes at the end, all or nothing.

mod actor;
pub mod add;
pub mod charge;
pub mod close;
mod double;
mod effect;
pub mod feed;
pub mod import;
pub mod init;
pub mod list;
pub mod owner;
mod papers;
pub mod payment;
pub mod policy;
pub mod remark;
pub mod rename;
mod row;
pub mod show;
pub mod statement;
pub mod status;
pub mod user;
pub mod verify;
pub mod who;

pub use actor::Sight;
pub use effect::{Effect, Moved};
pub use row::{FIELDS, RowFlaw, Wanted};

use super::context::{Context, Note};
use super::error::{AppError, BadRequest};
use super::shop::{LedgerPlace, Other, Shop};
use crate::domain::time::{Month, add_days};
use crate::domain::who::shown;
use crate::ledger::book::{Book, Scope};
use crate::ledger::desk::{self, Desk, Known};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::records::Records;
use crate::ledger::store::{Access, StoreError};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{HashMap, HashSet};

/// A request with the ledger that it is about.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub at: &'a LedgerPlace,
    pub context: &'a Context,
}

impl Call<'_> {
    /// Opens the ledger, and looks at the clock on the shop's wall.
    pub fn open(&self, access: Access) -> Result<(Book, Moment), AppError> {
        let mut book = Book::open(&self.at.store, access)?;
        let now = self.context.clock.now(book.store.zone())?;
        if access == Access::Write {
            let reason = self.context.clock_back.as_deref();
            let by = match reason {
                Some(_) => {
                    let records = book.load(Scope::Rules)?;
                    self.by(&mut book, &records)?.name
                }
                None => String::new(),
            };
            book.on_time(now, &by, reason)?;
        }
        Ok((book, now))
    }

    /// Everybody who is known: the team file's people, and those whom published rosters name.
    ///
    /// # Errors
    /// The team file is that of another shop than the ledger's.
    pub fn people(&self, records: &Records, now: Moment) -> Result<People, AppError> {
        let mut known = Vec::new();
        match self.at.other_team() {
            Some(Other::Here(path)) => {
                if let Ok(shop) = Shop::open(&path) {
                    shop.with_ledger(Some(self.at)).owns(records)?;
                }
            }
            Some(Other::Beside(path)) => self.context.note(Note::AnotherTeam(path)),
            None => {}
        }
        if let Some((shop, people)) = self.team(now.month()) {
            desk::belongs(records, shop.team().name(), &shop.team_id(), &people)?;
            known = people;
        }
        let ids: HashSet<String> = known.iter().map(|k| k.id.clone()).collect();
        known.extend(
            desk::known(records)
                .into_iter()
                .filter(|p| !ids.contains(&p.id)),
        );
        let perhaps = desk::perhaps_one(records, &known);
        if !perhaps.is_empty() {
            let shown = perhaps
                .iter()
                .map(|(old, known)| ((*old).to_owned(), known.id.clone()));
            self.context.note(Note::PerhapsOne(shown.collect()));
        }
        Ok(People::new(known, records))
    }

    /// The shop of the team file beside the ledger and its people, where there is one that can be read.
    fn team(&self, month: Month) -> Option<(Shop, Vec<Known>)> {
        let shop = self.at.shop()?;
        let read = shop.and_then(|shop| {
            let (problem, _) = shop.team().month(month, None)?;
            Ok((shop, problem))
        });
        let Ok((shop, problem)) = read else {
            self.context.note(Note::NotCompared(self.at.team.clone()));
            return None;
        };
        let known = |p: crate::domain::Person| Known {
            id: p.id,
            name: p.name,
            was: p.was,
            stay: (p.joined, p.left),
            in_team: true,
        };
        Some((shop, problem.people.into_iter().map(known).collect()))
    }

    /// The team's name and the id in its file, where that can be read.
    pub fn team_said(&self) -> Option<(String, Option<String>)> {
        let shop = self.at.shop()?.ok()?;
        let team = shop.team();
        Some((team.name().to_owned(), team.id().map(str::to_owned)))
    }
}

/// Does something with a ledger, and says in a refusal which ledger refuses.
pub(super) fn with<'a, T>(
    at: &'a LedgerPlace,
    context: &'a Context,
    done: impl FnOnce(&Call<'a>) -> Result<T, AppError>,
) -> Result<T, AppError> {
    done(&Call { at, context }).map_err(|error| error.at(|| at.shown()))
}

/// So often something is done over because somebody else has written at the same time.
const ATTEMPTS: usize = 50;

/// Does something that looks, decides and writes; where somebody else has meanwhile written what it rests on, all of it
/// once more: nothing is written twice because two looked at once.
pub(super) fn settle<T>(
    at: &LedgerPlace,
    context: &Context,
    done: impl Fn(&Call<'_>) -> Result<T, AppError>,
) -> Result<T, AppError> {
    let mut attempt = with(at, context, |call| done(call));
    let again = context.again();
    for _ in 1..ATTEMPTS {
        match attempt {
            Err(error) if is_overtaken(&error) => attempt = with(at, &again, |call| done(call)),
            _ => break,
        }
    }
    attempt
}

/// Whether nothing was written since somebody else has written what it rests on.
pub(super) fn is_overtaken(error: &AppError) -> bool {
    matches!(error, AppError::Ledger { error, .. }
        if matches!(**error, LedgerError::Store(StoreError::Overtaken)))
}

/// A time of the shop from a text.
///
/// # Errors
/// It is not one.
pub fn moment(text: &str, zone: Zone) -> Result<Moment, AppError> {
    zone.read(text)
        .map_err(|error| AppError::request(BadRequest::BadTime(text.to_owned(), error)))
}

/// The last day of a month.
pub(super) fn last_day(month: Month) -> NaiveDate {
    add_days(month.after().first(), -1)
}

/// Somebody, by id and name; where no name is known, the name is the id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Who {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
}

impl Who {
    /// As lists show it.
    pub fn shown(&self) -> String {
        shown(&self.id, &self.name)
    }
}

/// The people that are known, to be named.
#[derive(Debug, Clone)]
pub(super) struct People {
    pub known: Vec<Known>,
    names: HashMap<String, String>,
    /// Ids that people had before, and those that they have by now.
    renamed: HashMap<String, String>,
}

impl People {
    fn new(known: Vec<Known>, records: &Records) -> People {
        let before = records.renamed(0, records.head());
        let before = before.map(|(_, from, _)| records.people().text(from));
        let renamed = before
            .map(|id| (id.to_owned(), records.current(id).to_owned()))
            .collect();
        let names = known
            .iter()
            .map(|k| (k.id.clone(), k.name.clone()))
            .collect();
        People {
            known,
            names,
            renamed,
        }
    }

    /// The name that belongs to an id; where none is known, the id.
    pub fn name<'b>(&'b self, id: &'b str) -> &'b str {
        let id = self.current(id);
        self.names.get(id).map_or(id, String::as_str)
    }

    /// The id that somebody has by now.
    fn current<'b>(&'b self, id: &'b str) -> &'b str {
        self.renamed.get(id).map_or(id, String::as_str)
    }

    /// Id and name, as they are by now.
    pub fn who(&self, id: &str) -> Who {
        let id = self.current(id);
        Who {
            id: id.to_owned(),
            name: self.name(id).to_owned(),
        }
    }

    /// A desk at which things are handed in.
    pub fn desk<'b>(&'b self, records: &'b Records, now: Moment, by: &'b str) -> Desk<'b> {
        Desk {
            records,
            people: &self.known,
            now,
            by,
        }
    }
}
