//! The events of a table, all or none; everything that is wrong is named by its row.

use super::add::case_of;
use super::double::Doubles;
use super::effect::{self, Effect};
use super::payment::Paid;
use super::{Call, People, Who, settle};
use crate::app::context::{Context, Note};
use crate::app::error::{AppError, RowRefusal, TableFlaw};
use crate::app::import::one_sheet;
use crate::app::shop::LedgerPlace;
use crate::input::events_file::{self, Read};
use crate::input::sheet_file::SheetFile;
use crate::ledger::book::{Book, Scope};
use crate::ledger::desk::{self, NewEvent};
use crate::ledger::entry::{Deed, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::records::Records;
use crate::ledger::store::Access;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The table.
    pub file: PathBuf,
    /// Whether rows are left out that say what is recorded.
    pub skip_known: bool,
    /// Whether events of people are recorded who were not in the team then.
    pub anyway: bool,
    /// Whether nothing is to be written.
    pub dry: bool,
}

/// What was recorded.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The table.
    pub file: PathBuf,
    /// Rows that say what is known, and where that stands.
    pub skipped: Vec<(usize, RowRefusal)>,
    /// How many events of which category each person has in the table.
    pub counts: Vec<(Who, String, usize)>,
    /// Events.
    pub events: usize,
    /// Whether nothing was written.
    pub dry: bool,
    /// First and last entry, where something was written.
    pub entries: Option<(EntryId, EntryId)>,
    /// What these events change for others of the same people, and for awards.
    pub effects: Vec<Effect>,
}

/// Records the events of a table.
///
/// # Errors
/// Something in the table is wrong, or the ledger refuses; then nothing was written.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    settle(at, context, |call| import(request, call))
}

fn import(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let access = if request.dry {
        Access::Read
    } else {
        Access::Write
    };
    let (mut book, now) = call.open(access)?;
    let table = table(call.context, &request.file)?;
    // What can be read is handed in though other rows cannot: all that is wrong is said at once.
    let Read {
        mut rows,
        faults,
        clocks,
    } = events_file::read_all(&table, book.store.zone());
    if !clocks.is_empty() {
        call.context.note(Note::Clocks(clocks));
    }
    for (_, told) in &mut rows {
        told.anyway = request.anyway;
    }
    let records = book.load(Scope::Rules)?;
    let by = call.by(&mut book, &records)?;
    let people = call.people(&records, now)?;
    let sorting = Sorting {
        records: &records,
        people: &people,
        now,
        by: &by.name,
        skip_known: request.skip_known,
    };
    let sorted = sorting.sort(&mut book, &rows)?;
    let flaw = match (faults.is_empty(), sorted.refused.is_empty()) {
        (true, true) => None,
        (false, true) => Some(TableFlaw::Rows(faults)),
        (true, false) => Some(TableFlaw::Refused(sorted.refused)),
        (false, false) => Some(TableFlaw::Both(faults, sorted.refused)),
    };
    if let Some(flaw) = flaw {
        return Err(AppError::table(&table.name, flaw));
    }
    let (counts, events) = (counts(&people, &sorted.events), sorted.events.len());
    let mut entries = None;
    if !request.dry {
        let deeds = sorted.events.into_iter().map(Deed::Event).collect();
        let ids = book.write(&records, now, &by, deeds)?;
        entries = ids.first().copied().zip(ids.last().copied());
    }
    let mut effects = Vec::new();
    if let Some(entries) = entries {
        let records = book.load(Scope::Everything)?;
        let touched: BTreeSet<&str> = counts.iter().map(|(who, ..)| who.id.as_str()).collect();
        let moved = touched
            .into_iter()
            .filter_map(|id| effect::of_new(&records, &people, id, entries));
        effects.extend(moved);
    }
    Ok(Report {
        file: request.file.clone(),
        skipped: sorted.skipped,
        counts,
        events,
        dry: request.dry,
        entries,
        effects,
    })
}

/// A table, with what is worth knowing of it.
pub(super) fn table(context: &Context, path: &Path) -> Result<SheetFile, AppError> {
    let shown = path.display().to_string();
    let table =
        SheetFile::read(path).map_err(|fault| AppError::table(&shown, TableFlaw::Sheet(fault)))?;
    if table.gb18030 {
        context.note(Note::TableInGbk);
    }
    one_sheet(&table, context);
    Ok(table)
}

struct Sorting<'a> {
    records: &'a Records,
    people: &'a People,
    now: Moment,
    by: &'a str,
    skip_known: bool,
}

#[derive(Default)]
struct Sorted {
    events: Vec<Event>,
    skipped: Vec<(usize, RowRefusal)>,
    refused: Vec<(usize, RowRefusal)>,
}

impl Sorting<'_> {
    /// What of the rows can be recorded, what is known, and what is refused.
    fn sort(&self, book: &mut Book, rows: &[(usize, NewEvent)]) -> Result<Sorted, AppError> {
        let desk = self.people.desk(self.records, self.now, self.by);
        let (mut doubles, mut sorted) = (Doubles::default(), Sorted::default());
        let mut paid = Paid::default();
        let mut within: HashMap<(String, Moment), Vec<(usize, Event)>> = HashMap::new();
        for (row, told) in rows {
            let mut told = told.clone();
            let before = paid.before(book, &desk, &mut told)?;
            let event = match case_of(book, &told).and_then(|()| desk.event(&told, before)) {
                Ok(event) => event,
                Err(error @ LedgerError::Store(_)) => return Err(error.into()),
                Err(error) => {
                    sorted.refused.push((*row, RowRefusal::Ledger(error)));
                    continue;
                }
            };
            let same_time = within.entry((event.person.clone(), event.at)).or_default();
            let above = same_time
                .iter()
                .find(|(_, other)| desk::same(other, &event))
                .map(|(row, _)| RowRefusal::Row(*row));
            let known = doubles.find(book, self.records, &event)?;
            match known.map(RowRefusal::Entry).or(above) {
                Some(why) if self.skip_known => sorted.skipped.push((*row, why)),
                Some(why) => sorted.refused.push((*row, why)),
                None => {
                    same_time.push((*row, event.clone()));
                    paid.also(&event, self.by, self.now);
                    sorted.events.push(event);
                }
            }
        }
        Ok(sorted)
    }
}

/// How many events of what each person has.
fn counts(people: &People, events: &[Event]) -> Vec<(Who, String, usize)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for event in events {
        *counts.entry((&event.person, &event.category)).or_default() += 1;
    }
    let counts = counts.into_iter();
    counts
        .map(|((person, category), count)| (people.who(person), category.to_owned(), count))
        .collect()
}
