//! Rosters of earlier months: the last version that was published, else the file in the month's folder.

use super::error::{AppError, Refusal, Unread};
use super::rows::{self, Fitted};
use super::shop::Shop;
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::input::{Fault, ROSTER_FILE, RosterFile};
use crate::ledger::book::{Book, Scope};
use crate::ledger::duty;
use crate::ledger::records::{Published, Records};
use crate::ledger::store::{Access, Place};
use crate::pattern::Gone;
use crate::rules::RuleBook;
use crate::text;
use crate::text::Text;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Months whose rosters count for the next one: a year, so that the same holiday comes once.
const MEMORY: usize = 12;

/// Where a team's earlier rosters are.
pub struct Past<'a> {
    shop: &'a Shop,
    records: Option<Records>,
}

/// The roster of a month.
#[derive(Debug)]
pub struct PastMonth {
    /// Which.
    pub month: Month,
    /// Where it is from.
    pub from: Text,
    /// The month, with those who have a row in the roster; others were not in the team then.
    pub problem: Problem,
    /// The rules of today.
    pub book: RuleBook,
    /// What they worked.
    pub roster: Roster,
    /// People who are not in the team file any more.
    pub gone: Vec<Gone>,
}

impl<'a> Past<'a> {
    /// Looks for the ledger beside the team file.
    pub fn open(shop: &'a Shop) -> Result<Past<'a>, AppError> {
        Ok(Past {
            records: records(shop)?,
            shop,
        })
    }

    /// Months of which there is a roster.
    pub fn months(&self) -> BTreeSet<Month> {
        let folder = self.shop.folder();
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let entries = std::fs::read_dir(folder);
        let named = entries.into_iter().flatten().flatten().filter_map(|entry| {
            let month = Month::parse(entry.file_name().to_str()?)?;
            let file = entry.path().join(ROSTER_FILE);
            file.is_file().then_some(month)
        });
        let published = self.records.iter().flat_map(Records::published);
        named.chain(published.map(|p| p.roster.month)).collect()
    }

    /// Those that count for a month: of the twelve before it.
    pub fn months_before(&self, next: Month) -> BTreeSet<Month> {
        let since = (0..MEMORY).fold(next, |month, _| month.before());
        let mut months = self.months();
        months.retain(|month| (since..next).contains(month));
        months
    }

    /// The roster of a month that there is one of.
    pub fn read(&self, month: Month) -> Result<PastMonth, Unread> {
        let Some(published) = self.last(month) else {
            let path = self.shop.roster_file(month);
            let file = self.file(&path)?;
            return self.of_file(month, &file, &path, Text::same(ROSTER_FILE));
        };
        let version = published.roster.version;
        let from = text!("published, version {version}", "已发布第 {version} 版");
        let place = PathBuf::from(self.shop.ledger().shown());
        let file = rows::as_file(&published.roster, &place);
        let mut read = self.of_file(month, &file, &place, from)?;
        rows::on_leave(&mut read.problem, &published.roster.leave);
        Ok(read)
    }

    /// The version of a month's roster that was published last.
    pub fn last(&self, month: Month) -> Option<&Published> {
        let records = self.records.as_ref()?;
        duty::last_roster(records, month, records.head())
    }

    /// The roster of a month as it was published last, as a file of it would be read.
    pub fn published(&self, month: Month) -> Option<RosterFile> {
        let published = self.last(month)?;
        Some(rows::as_file(
            &published.roster,
            Path::new(&self.shop.ledger().shown()),
        ))
    }

    /// A file with the shifts that the month had when it was published.
    fn file(&self, path: &Path) -> Result<RosterFile, Fault> {
        let mut file = RosterFile::read(path)?;
        if let Some(published) = self.published(file.month()) {
            file.kept = published.kept;
        }
        Ok(file)
    }

    /// The roster of a file that was named.
    pub fn named(&self, path: &Path) -> Result<PastMonth, Unread> {
        let file = self.file(path)?;
        let from = Text::same(path.display().to_string());
        self.of_file(file.month(), &file, path, from)
    }

    fn of_file(
        &self,
        month: Month,
        file: &RosterFile,
        path: &Path,
        from: Text,
    ) -> Result<PastMonth, Unread> {
        let (mut problem, book) = self.shop.team().month(month, None)?;
        file.check_dates(&problem)?;
        let Fitted { roster, seen, gone } = rows::history(&mut problem, file);
        if !seen.contains(&true) {
            let refusal = Box::new(Refusal::NobodyInCommon(month));
            return Err(Unread::Refused(refusal, path.to_owned()));
        }
        // Who has no row was not in the team then, whatever the team file says.
        let eve = month.first().pred_opt();
        for (person, _) in seen.iter().enumerate().filter(|(_, seen)| !**seen) {
            problem.people[person].left = eve;
        }
        Ok(PastMonth {
            month,
            from,
            problem,
            book,
            roster,
            gone,
        })
    }
}

/// The ledger that is named, or the one beside the team file, where there is one.
fn records(shop: &Shop) -> Result<Option<Records>, AppError> {
    let at = shop.ledger();
    if !at.named && matches!(&at.store, Place::File(path) if !path.is_file()) {
        return Ok(None);
    }
    let read = Book::open(&at.store, Access::Read).and_then(|mut book| book.load(Scope::Rules));
    let records = read.map_err(|e| AppError::from(e).at(|| at.shown()))?;
    shop.owns(&records)?;
    Ok(Some(records))
}
