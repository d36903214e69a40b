//! What is due next in a case, and when.
//!
//! A bad review is written to; where nobody answers within 48 hours, the customer is called, at about 10:00 or after 16:00
//! (S1 四、2 ②). What was promised is looked at when it was promised for; what is done is asked about and closed.

use super::CaseFile;
use crate::ledger::entry::{Contact, Stage, Stands};
use crate::ledger::moment::{Moment, Zone};

/// For how long an answer is waited for, in seconds.
const PATIENCE: i64 = 48 * 3600;
/// When people are called: at about this minute of the day, or from the other on.
const MORNING: i32 = 10 * 60;
const AFTERNOON: i32 = 16 * 60;
/// From this minute of the day on nobody is called any more. The shop's rules do not say; the evening is people's own.
const EVENING: i32 = 21 * 60;

/// What is due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Next {
    /// What.
    pub what: What,
    /// When.
    pub at: Moment,
}

/// What can be due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// To write to the customer.
    Write,
    /// To call the customer, who has not answered.
    Call,
    /// To see whether a promise was kept.
    CheckPromise,
    /// To compensate.
    Compensate,
    /// To find a solution, or to end it without one.
    Solve,
    /// To carry out what was agreed.
    CarryOut,
    /// To ask the customer whether it helped.
    AskBack,
    /// To note what is to be learnt from it.
    Learn,
    /// To have the customer confirm that it is over.
    Confirm,
    /// To ask whether all is well, and close.
    Close,
}

/// What is due next in a case that is open.
pub fn next(file: &CaseFile, zone: Zone) -> Option<Next> {
    if file.closed.is_some() {
        return None;
    }
    let due = file.case.due;
    let (what, at) = match (file.stands, file.asked) {
        (None | Some(Stands::Refused), Some(asked)) => (
            What::Call,
            call_from(zone.at(asked.seconds() + PATIENCE), zone),
        ),
        (Some(Stands::Changed), _) => (What::Close, due),
        (Some(Stands::Promised), _) => (What::CheckPromise, file.promised.unwrap_or(due)),
        (Some(Stands::Compensation), _) => (What::Compensate, due),
        (Some(Stands::Refused), None) => (What::Solve, due),
        (None, None) => match (file.stage, file.contact) {
            (Stage::Solution, _) => (What::CarryOut, due),
            (Stage::CarryingOut, _) => (What::AskBack, due),
            (Stage::Feedback, _) => (What::Learn, due),
            (Stage::Analysis, _) => (What::Confirm, due),
            (Stage::EndConfirmed | Stage::Closing, _) => (What::Close, due),
            (Stage::Confirmation, _) | (_, Some(Contact::Called)) => (What::Solve, due),
            // At once.
            (Stage::Report | Stage::Registration, _) => (What::Write, file.case.at),
        },
    };
    Some(Next { what, at })
}

/// The first time from a moment on at which people are called.
pub fn call_from(at: Moment, zone: Zone) -> Moment {
    let minute = at.minute_of_day();
    let ahead = if minute <= MORNING {
        MORNING - minute
    } else if minute <= AFTERNOON {
        AFTERNOON - minute
    } else if minute < EVENING {
        0
    } else {
        24 * 60 - minute + MORNING
    };
    // Whole minutes: a second more or less is nothing here.
    zone.at(at.seconds() + i64::from(ahead) * 60)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn people_are_called_at_ten_or_from_four_on() {
        let zone = Zone::SHANGHAI;
        let cases = [
            ("2026-12-03 02:00", "2026-12-03 10:00"),
            ("2026-12-03 10:00", "2026-12-03 10:00"),
            ("2026-12-03 10:01", "2026-12-03 16:00"),
            ("2026-12-03 17:20", "2026-12-03 17:20"),
            ("2026-12-03 22:40", "2026-12-04 10:00"),
        ];
        for (from, wanted) in cases {
            let at = call_from(zone.read(from).unwrap(), zone);
            assert_eq!(at.short(), wanted, "{from}");
        }
    }
}
