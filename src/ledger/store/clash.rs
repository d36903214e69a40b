//! What must not have come between a look at a ledger and what is written after it.
//!
//! Whatever is checked before it is written (whether the same is there already, whether a case is open, whether the
//! ledger names who writes) was checked against what was there by then. So the transaction looks again: not at the
//! checks, of which it knows nothing, but whether anything was added that they may have looked at.

use super::sql::{Last, rows_behind};
use super::{Row, StoreError};
use crate::ledger::entry::{Deed, Draft, EntryId};
use crate::ledger::records::day_number;
use std::collections::HashSet;

/// Seconds by which the clocks of those who share a ledger may differ. Within them an entry is recorded at the time of
/// the one before; what is further back is refused.
pub const LENIENT: i64 = 300;

/// An entry that was added meanwhile, by what it is found by.
#[derive(Debug)]
pub(super) struct Added {
    pub kind: String,
    pub person: Option<String>,
    pub category: Option<String>,
    pub day: Option<i64>,
    pub of: Option<EntryId>,
    /// Whether it is a payment.
    pub pays: bool,
}

/// What drafts depend on.
#[derive(Debug, Default)]
pub(super) struct Rests<'a> {
    /// Events of these people on these days may be the same.
    events: HashSet<(&'a str, i64)>,
    /// Payments of whatever kind may use the same slip, or add up with these.
    pays: bool,
    /// Cases of these kinds on these days may be the same.
    cases: HashSet<(&'a str, i64)>,
    /// What is said about these cases decides what may be said next.
    of: HashSet<EntryId>,
    /// A decision depends on how many events there are.
    decides: bool,
}

impl<'a> Rests<'a> {
    /// What these depend on.
    pub fn of(drafts: &'a [Draft]) -> Rests<'a> {
        let mut rests = Rests::default();
        for draft in drafts {
            match &draft.deed {
                Deed::Event(event) => {
                    let day = i64::from(day_number(event.at.date()));
                    rests.events.insert((&event.person, day));
                    rests.pays |= event.amount.is_some();
                }
                Deed::Case(case) => {
                    let day = i64::from(day_number(case.at.date()));
                    rests.cases.insert((&case.case, day));
                }
                Deed::CaseStep(_) | Deed::CaseClose(_) => {
                    rests.of.extend(draft.deed.of());
                }
                Deed::Decide(_) => rests.decides = true,
                _ => {}
            }
        }
        rests
    }

    /// Whether an entry that was added meanwhile may change whether, or as what, they are written down.
    pub fn on(&self, added: &Added) -> bool {
        let category = added.category.as_deref().unwrap_or_default();
        let day = added.day.unwrap_or_default();
        match added.kind.as_str() {
            "event" => {
                let person = added.person.as_deref().unwrap_or_default();
                self.decides || self.events.contains(&(person, day)) || (self.pays && added.pays)
            }
            "case" => self.cases.contains(&(category, day)),
            "case-step" | "case-close" => added.of.is_some_and(|of| self.of.contains(&of)),
            // It says that somebody has read something, and decides nothing.
            "acknowledge" => false,
            // A close, a policy, a roster, a user, what is said about events: others rest on all of them.
            _ => true,
        }
    }
}

/// The rows of drafts behind the last entry. `seen`: what others have added since the look that they were made from; `None`:
/// they rest on nothing.
pub(super) fn rows(
    last: Last,
    drafts: &[Draft],
    seen: Option<&[Added]>,
) -> Result<Vec<Row>, StoreError> {
    let mut at = None;
    if let Some(added) = seen {
        let rests = Rests::of(drafts);
        if added.iter().any(|added| rests.on(added)) {
            return Err(StoreError::Overtaken);
        }
        at = recorded(&last, drafts)?;
    }
    rows_behind(last, drafts, at)
}

/// When drafts are recorded behind an entry: never before it, unless that is said outright.
fn recorded(last: &Last, drafts: &[Draft]) -> Result<Option<i64>, StoreError> {
    let (entry, after) = (last.id, last.recorded);
    let said = drafts.iter().any(|d| matches!(d.deed, Deed::ClockBack(_)));
    let first = drafts.iter().map(|draft| draft.recorded.seconds()).min();
    match first {
        Some(now) if now < after && !said => {
            if now + LENIENT < after {
                Err(StoreError::ClockBack { entry, after, now })
            } else {
                Ok(Some(after))
            }
        }
        _ => Ok(None),
    }
}
