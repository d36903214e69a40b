//! What events bring, as plain data that needs no ledger to be read.

use super::People;
use super::Who;
use crate::domain::time::Month;
use crate::ledger::assess::{self, Standing};
use crate::ledger::duty::{self, OnDuty};
use crate::ledger::entry::{Deed, Entry, EntryId, Event, PublishedShift};
use crate::ledger::moment::Moment;
use crate::ledger::money::Fen;
use crate::ledger::policy::{Mode, Penalty, Window};
use crate::ledger::records::Records;
use crate::text::Text;
use chrono::NaiveDate;
use serde::Serialize;

/// What an event brings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Charge {
    /// The event.
    pub entry: EntryId,
    /// Its day.
    pub day: NaiveDate,
    /// The category's id.
    pub category: String,
    /// What it falls under; `None`: no policy of the day knows it.
    pub under: Option<Under>,
    /// The how-many-eth it is on its ladder.
    pub count: usize,
    /// What that brings.
    pub penalty: Penalty,
    /// How it stands.
    pub standing: Standing,
    /// What it comes to.
    pub amount: Fen,
}

/// The policy that an event falls under, and what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Under {
    /// The policy's id.
    pub policy: String,
    /// The category's name.
    pub name: Text,
    /// Whether it is a payment.
    pub payment: bool,
    /// What amounts are.
    pub mode: Mode,
    /// The ladder, where there is one.
    pub ladder: Option<Rungs>,
}

/// A ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rungs {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// Over which time events are counted.
    pub window: Window,
}

impl Charge {
    /// A charge of the ledger, with what it refers to.
    pub(super) fn of(records: &Records, charge: &assess::Charge<'_>) -> Charge {
        let under = charge.under.map(|(policy, category)| Under {
            policy: policy.id.clone(),
            name: category.name.clone(),
            payment: category.payment,
            mode: policy.mode,
            ladder: charge.ladder().map(|ladder| Rungs {
                id: ladder.id.clone(),
                name: ladder.name.clone(),
                window: ladder.window,
            }),
        });
        Charge {
            entry: charge.fact.id,
            day: charge.fact.day,
            category: records.categories().text(charge.fact.category).to_owned(),
            under,
            count: charge.count,
            penalty: charge.penalty,
            standing: charge.standing,
            amount: charge.amount(),
        }
    }

    /// What amounts are.
    pub fn mode(&self) -> Mode {
        self.under.as_ref().map_or(Mode::Cash, |under| under.mode)
    }

    /// The ladder, where there is one.
    pub fn ladder(&self) -> Option<&Rungs> {
        self.under.as_ref()?.ladder.as_ref()
    }

    /// The month of the event.
    pub fn month(&self) -> Month {
        Month::of(self.day)
    }
}

/// Sums of charges by what they are: wage, bonus, points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Sums {
    /// From the wage.
    pub cash: Fen,
    /// From the bonus.
    pub bonus: Fen,
    /// Hundredths of points.
    pub points: Fen,
}

impl Sums {
    /// Of some charges those of a month.
    pub(super) fn of<'a>(
        charges: impl IntoIterator<Item = &'a assess::Charge<'a>>,
        month: Month,
    ) -> Sums {
        let mut sums = Sums::default();
        for charge in charges {
            if charge.month() != month {
                continue;
            }
            let mode = charge.under.map_or(Mode::Cash, |(policy, _)| policy.mode);
            let sum = match mode {
                Mode::Cash => &mut sums.cash,
                Mode::Bonus => &mut sums.bonus,
                Mode::Points => &mut sums.points,
            };
            *sum += charge.amount();
        }
        sums
    }
}

/// An event with the names it needs to be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine {
    /// Its entry.
    pub id: EntryId,
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// Who answers.
    pub who: Who,
    /// The category's name; `None`: no policy of that day names it.
    pub name: Option<Text>,
}

impl EventLine {
    pub(super) fn of(records: &Records, people: &People, id: EntryId, event: &Event) -> EventLine {
        EventLine {
            id,
            who: people.who(&event.person),
            name: category(records, event),
            event: event.clone(),
        }
    }
}

/// The name of an event's category by the policy of its day.
fn category(records: &Records, event: &Event) -> Option<Text> {
    let found = records.category_named(&event.category, event.at.date(), records.head());
    found.map(|(_, category)| category.name.clone())
}

/// An entry with the names it needs to be read.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct EntryLine {
    /// The entry.
    pub entry: Entry,
    /// The category's name, of an event that a policy of its day names.
    pub name: Option<Text>,
}

impl EntryLine {
    pub(super) fn of(records: &Records, entry: &Entry) -> EntryLine {
        let name = match &entry.deed {
            Deed::Event(event) => category(records, event),
            _ => None,
        };
        EntryLine {
            entry: entry.clone(),
            name,
        }
    }

    /// When it is to be looked for: events and cases when they happened, all others when they were recorded.
    pub fn when(&self) -> Moment {
        self.entry.deed.keys().at.unwrap_or(self.entry.recorded)
    }
}

/// Whether an entry has not been taken back, nor an appeal against it granted.
pub(super) fn counts(records: &Records, entry: &Entry) -> bool {
    match entry.deed {
        Deed::Event(_) => records.standing(entry.id, records.head()) != Standing::Void,
        _ => records.is_live(entry.id, records.head()),
    }
}

/// Somebody on duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Present {
    /// Who.
    pub who: Who,
    /// What stands in the cell.
    pub cell: String,
    /// The shift.
    pub shift: PublishedShift,
    /// The day that the shift belongs to.
    pub day: NaiveDate,
}

impl Present {
    /// Somebody on duty, by the id that they have by now.
    pub(super) fn of(records: &Records, on: &OnDuty<'_>) -> Present {
        Present {
            who: Who {
                id: records.current(on.id).to_owned(),
                name: on.name.to_owned(),
            },
            cell: on.cell.to_owned(),
            shift: on.shift.clone(),
            day: on.day,
        }
    }
}

/// Who was on duty when something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Attendance {
    /// No roster of the month is published; in the first hours of a month, none of the one before.
    Unknown(Month),
    /// These people; and whether the one who answers was among them.
    Known(Vec<Present>, bool),
}

impl Attendance {
    pub(super) fn of(records: &Records, event: &Event) -> Attendance {
        match duty::on_duty(records, event.at, records.head()) {
            None => Attendance::Unknown(event.at.month()),
            Some(on) => {
                let person = records.current(&event.person);
                let there = on.iter().any(|on| records.current(on.id) == person);
                let eve = duty::unknown_eve(records, event.at, records.head());
                if let Some(month) = eve.filter(|_| !there) {
                    return Attendance::Unknown(month);
                }
                Attendance::Known(
                    on.iter().map(|on| Present::of(records, on)).collect(),
                    there,
                )
            }
        }
    }
}
