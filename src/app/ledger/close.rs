//! A month frozen by an entry, and its papers.

use super::import::table;
use super::papers::{self, Papers};
use super::{Call, People, Who, settle};
use crate::app::context::{Context, Note};
use crate::app::error::{AppError, BadRequest, TableFlaw};
use crate::app::shop::LedgerPlace;
use crate::domain::time::{Month, add_days};
use crate::input::{month_folder, wages_file};
use crate::ledger::assess::{Charge, Standing};
use crate::ledger::book::{Book, Scope};
use crate::ledger::close::{self, Terms};
use crate::ledger::duty;
use crate::ledger::entry::{Closing, Deed, EntryId, Hash, Wage};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::money::Fen;
use crate::ledger::policy::Role;
use crate::ledger::proof::Acting;
use crate::ledger::records::{Closed, Records};
use crate::ledger::statement::{Statement, What, caps, limit, unjudged, wants_review};
use crate::ledger::store::Access;
use crate::text::{Lang, Text};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The month; `None`: the first that is open.
    pub month: Option<Month>,
    /// A table of wages.
    pub wages: Option<PathBuf>,
    /// Whether it is closed without caps where wages are missing.
    pub uncapped: bool,
    /// The folder for the papers; `None`: the month's, beside the ledger.
    pub out: Option<PathBuf>,
    /// Whether the month need not be over.
    pub early: bool,
    /// Whether nothing is to be written.
    pub dry: bool,
    /// Whether papers that are there may be overwritten.
    pub force: bool,
    /// The language of the papers.
    pub lang: Lang,
}

/// A close, or what it would be.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// What is booked for whom.
    pub booked: Booked,
    /// Awards that nobody could have, since no roster of the month is published: their names.
    pub unjudged: Vec<Text>,
    /// Appeals without an answer.
    pub appeals: usize,
    /// Events whose review waits for a decision.
    pub reviews: Vec<EntryId>,
    /// The month before, where awards are for a clean month and it is not published: who was on duty in the first hours of
    /// the month is not known.
    pub eve_unknown: Option<Month>,
    /// The last entry and its hash, the close among the entries if it was made.
    pub head: (EntryId, Hash),
    /// What was written; `None`: nothing was to be.
    pub made: Option<Made>,
}

/// A close that was made.
#[derive(Debug, serde::Serialize)]
pub struct Made {
    /// Its entry.
    pub entry: EntryId,
    /// Its papers; where they cannot be written, the month is closed all the same.
    pub papers: Result<Vec<PathBuf>, AppError>,
}

/// What a close books, with the names it needs to be read.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Booked {
    /// The close.
    pub closing: Closing,
    /// The people of its payroll, by id.
    pub people: BTreeMap<String, Who>,
    /// The most that may be deducted from the wages that are known, by id.
    pub caps: BTreeMap<String, Fen>,
}

impl Booked {
    pub(super) fn of(records: &Records, people: &People, closing: &Closing) -> Booked {
        let ids = closing.payroll.keys();
        let caps = caps(records, closing.month, closing.up_to);
        let wages = closing.wages.iter();
        Booked {
            people: ids.map(|id| (id.clone(), people.who(id))).collect(),
            caps: wages
                .map(|(id, wage)| (id.clone(), limit(wage, caps)))
                .collect(),
            closing: closing.clone(),
        }
    }
}

/// Closes a month, or says what that would come to.
///
/// # Errors
/// The wages are wrong, a paper is in the way, or the ledger refuses; then nothing was written.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    settle(at, context, |call| close(request, call))
}

fn close(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let access = if request.dry {
        Access::Read
    } else {
        Access::Write
    };
    let (mut book, now) = call.open(access)?;
    let records = book.load(Scope::Everything)?;
    let people = call.people(&records, now)?;
    // What is only looked at shows everybody's pay all the same.
    call.sight(&mut book, &records, &people, now)?.everybody()?;
    let by = (!request.dry)
        .then(|| call.by(&mut book, &records))
        .transpose()?;
    if let Some(by) = &by {
        people.desk(&records, now, &by.name).may(Role::Supervisor)?;
    }
    let month = match request.month {
        Some(month) => month,
        None => {
            let month = now.month();
            let next = close::next(&records, records.head());
            next.ok_or(LedgerError::NothingThere { month })?
        }
    };
    let terms = Terms {
        wages: wages(request, call, &records, &people, now)?,
        uncapped: request.uncapped,
    };
    // What is only looked at need not be over.
    let today = (!request.dry && !request.early).then(|| now.date());
    let (closing, statements) = close::prepare(&records, month, records.head(), &terms, today)?;
    let closed = Prepared {
        request,
        call,
        records: &records,
        people: &people,
        closing,
        statements,
    };
    let made = by.map(|by| closed.make(&mut book, now, &by)).transpose()?;
    Ok(closed.report(book.store.head().map_err(LedgerError::from)?, made))
}

/// Wages by id; people of the table who are not known are named and left out.
fn wages(
    request: &Request,
    call: &Call<'_>,
    records: &Records,
    people: &People,
    now: Moment,
) -> Result<BTreeMap<String, Wage>, AppError> {
    let Some(path) = &request.wages else {
        return Ok(BTreeMap::new());
    };
    let table = table(call.context, path)?;
    let read = wages_file::read(&table)
        .map_err(|faults| AppError::table(&table.name, TableFlaw::Rows(faults)))?;
    let desk = people.desk(records, now, "");
    let (mut wages, mut names) = (BTreeMap::new(), BTreeMap::new());
    let mut unknown = Vec::new();
    for (name, wage) in read {
        let id = match desk.person(&name) {
            Ok(id) => id,
            Err(several @ LedgerError::SeveralPeople { .. }) => return Err(several.into()),
            Err(_) => {
                unknown.push(name);
                continue;
            }
        };
        if let Some(other) = names.insert(id.clone(), name.clone()) {
            return Err(AppError::request(BadRequest::SameWage(other, name)));
        }
        wages.insert(id, wage);
    }
    if !unknown.is_empty() {
        call.context.note(Note::NoWage(unknown));
    }
    Ok(wages)
}

struct Prepared<'a> {
    request: &'a Request,
    call: &'a Call<'a>,
    records: &'a Records,
    people: &'a People,
    closing: Closing,
    statements: Vec<Statement<'a>>,
}

impl Prepared<'_> {
    /// Writes the close down, then the papers, which bear its hash.
    fn make(&self, book: &mut Book, now: Moment, by: &Acting) -> Result<Made, AppError> {
        let month = self.closing.month;
        let folder = self.request.out.clone();
        let folder = folder.unwrap_or_else(|| month_folder(&self.call.at.folder, month));
        papers::free(&folder, self.request.force)?;
        let deeds = vec![Deed::Close(self.closing.clone())];
        let ids = book.write(self.records, now, by, deeds)?;
        let entry = ids.first().copied().unwrap_or_default();
        let papers = self.papers(book, now, entry, &folder);
        Ok(Made { entry, papers })
    }

    fn papers(
        &self,
        book: &mut Book,
        now: Moment,
        id: EntryId,
        folder: &Path,
    ) -> Result<Vec<PathBuf>, AppError> {
        let closed = Closed {
            id,
            recorded: now,
            closing: self.closing.clone(),
        };
        let papers = Papers {
            records: self.records,
            people: self.people,
            closed: &closed,
            statements: &self.statements,
            head: book.store.head().map_err(LedgerError::from)?,
            lang: self.request.lang,
        };
        papers.write(book, folder)
    }

    fn eve_unknown(&self) -> Option<Month> {
        let (month, up_to) = (self.closing.month, self.closing.up_to);
        let last = add_days(month.after().first(), -1);
        let policies = self.records.policies(last, up_to);
        let awards = policies.iter().any(|policy| !policy.awards.is_empty());
        duty::unknown_before(self.records, month, up_to).filter(|_| awards)
    }

    fn report(&self, head: (EntryId, Hash), made: Option<Made>) -> Report {
        let charges = || {
            let lines = self.statements.iter().flat_map(|s| &s.lines);
            lines.filter_map(|line| match line.what {
                What::Event(charge) => Some(charge),
                _ => None,
            })
        };
        let appealed = |charge: &Charge<'_>| charge.standing == Standing::Appealed;
        let known = self.records.head();
        let reviews = charges().filter(|charge| wants_review(self.records, charge, known));
        Report {
            booked: Booked::of(self.records, self.people, &self.closing),
            unjudged: unjudged(self.records, self.closing.month, self.closing.up_to)
                .into_iter()
                .map(|(_, award)| award.name.clone())
                .collect(),
            appeals: charges().filter(appealed).count(),
            reviews: reviews.map(|charge| charge.fact.id).collect(),
            eve_unknown: self.eve_unknown(),
            head,
            made,
        }
    }
}
