//! Reading everything again: the chain of hashes, what stands beside each entry, and every close.
//!
//! A chain shows that entries were not changed, left out or put in between. It cannot show that the whole ledger, or
//! its end, was exchanged for another: for that, the last hash is printed on statements and closes, to be compared.

use super::close;
use super::entry::{Body, Deed, Entry, EntryId, GENESIS, Hash, chain};
use super::error::LedgerError;
use super::records::{FactKeys, Records};
use super::store::{Row, Store};
use crate::domain::time::Month;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Finding {
    /// The database's own check of its file.
    File(String),
    /// After this entry others are missing, or one is there twice.
    Gap {
        /// The number expected.
        expected: EntryId,
        /// The number found.
        found: EntryId,
    },
    /// An entry is not what was written: its hash differs.
    Changed(EntryId),
    /// An entry does not carry the hash of the one before.
    Unchained(EntryId),
    /// An entry cannot be read.
    Unreadable(EntryId, String),
    /// What stands beside an entry's text, to find it by, is not what the text says.
    Keys(EntryId),
    /// A month computed again comes to something else.
    Close(Month, EntryId),
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Report {
    /// Number of entries.
    pub entries: i64,
    /// Months that were closed and computed again.
    pub closes: usize,
    /// The last hash.
    pub head: Hash,
    /// What is wrong; empty: nothing.
    pub findings: Vec<Finding>,
}

/// Findings that are kept; a ledger that is wrong from the first entry on needs no million of them.
const MOST: usize = 100;

/// Reads a ledger from the first entry to the last.
///
/// # Errors
/// The store cannot be read at all.
pub fn verify(store: &mut Store) -> Result<Report, LedgerError> {
    let mut report = Report {
        head: GENESIS,
        ..Report::default()
    };
    report
        .findings
        .extend(store.integrity()?.into_iter().map(Finding::File));
    let mut records = Records::default();
    let zone = store.zone();
    store.rows(&mut |row| {
        if report.findings.len() < MOST {
            link(&mut report, &row);
            match read(&row, zone) {
                Ok(entry) => keep(&mut report, &mut records, &row, &entry),
                Err(detail) => report.findings.push(Finding::Unreadable(row.id, detail)),
            }
        }
        report.entries += 1;
    })?;
    report.closes = records.closed().len();
    for closed in records.closed() {
        if !close::holds(&records, &closed.closing) {
            report
                .findings
                .push(Finding::Close(closed.closing.month, closed.id));
        }
    }
    Ok(report)
}

/// The place in the chain.
fn link(report: &mut Report, row: &Row) {
    let expected = report.entries + 1;
    if row.id != expected {
        report.findings.push(Finding::Gap {
            expected,
            found: row.id,
        });
    }
    if row.before != report.head {
        report.findings.push(Finding::Unchained(row.id));
    }
    // From what the row says stood before it: one changed entry is one finding, not all that follow.
    let before: Hash = row.before.as_slice().try_into().unwrap_or(GENESIS);
    let hash = chain(&before, row.id, row.recorded, &row.by, &row.body);
    if row.hash != hash {
        report.findings.push(Finding::Changed(row.id));
    }
    report.head = row.hash.as_slice().try_into().unwrap_or(GENESIS);
}

fn read(row: &Row, zone: super::moment::Zone) -> Result<Entry, String> {
    let Body { deed, via } =
        serde_json::from_str::<Body<Deed>>(&row.body).map_err(|e| e.to_string())?;
    Ok(Entry {
        id: row.id,
        recorded: zone.at(row.recorded),
        by: row.by.clone(),
        via,
        deed,
    })
}

fn keep(report: &mut Report, records: &mut Records, row: &Row, entry: &Entry) {
    let keys = FactKeys::of(&entry.deed);
    let same = row.kind == entry.deed.kind()
        && row.person.as_deref() == keys.person
        && row.category.as_deref() == keys.category
        && row.at == keys.at
        && row.day == keys.day
        && row.of == keys.of;
    if !same {
        report.findings.push(Finding::Keys(row.id));
    }
    if let Err(fault) = records.take(entry) {
        report
            .findings
            .push(Finding::Unreadable(row.id, fault.to_string()));
    }
}
