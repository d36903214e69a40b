//! Who answers for what is told, where nobody is named.

use super::{Desk, NewEvent};
use crate::ledger::absence::{self, Absence};
use crate::ledger::duty::{self, OnDuty};
use crate::ledger::error::LedgerError;
use crate::ledger::policy::{Answers, Category};

impl Desk<'_> {
    /// Who answers, and whose leave was to be covered.
    pub(super) fn answers(
        &self,
        told: &NewEvent,
        category: &Category,
    ) -> Result<(String, Option<String>), LedgerError> {
        let leave_of = told.leave_of.as_deref();
        let leave_of = leave_of.map(|name| self.person(name)).transpose()?;
        if let Some(name) = &told.person {
            return Ok((self.person(name)?, leave_of));
        }
        match (category.answers, leave_of) {
            (Answers::Named, _) | (Answers::Supervisor, None) => Err(LedgerError::NoPerson {
                category: category.id.clone(),
            }),
            // Whoever took it over is on duty by the roster; that it was covered is the supervisor's to see to (S1 二.5).
            (Answers::OnDuty | Answers::Supervisor, Some(leave_of)) => {
                let absence = self.absence(&leave_of, told)?;
                Ok((self.granter(&absence), Some(leave_of)))
            }
            (Answers::OnDuty, None) => self.the_one_on_duty(told),
        }
    }

    fn absence(&self, person: &str, told: &NewEvent) -> Result<Absence<'_>, LedgerError> {
        let records = self.records;
        absence::of_person(records, person, told.at, records.head()).ok_or_else(|| {
            let known = self.people.iter().find(|known| known.id == person);
            LedgerError::NoLeave {
                name: known.map_or(person, |known| &known.name).to_owned(),
                at: told.at.short(),
            }
        })
    }

    /// Whoever granted a leave, by id where the name is one of the team's.
    fn granter(&self, absence: &Absence<'_>) -> String {
        let name = absence.granted_by;
        self.person(name).unwrap_or_else(|_| name.to_owned())
    }

    fn the_one_on_duty(&self, told: &NewEvent) -> Result<(String, Option<String>), LedgerError> {
        let (at, head) = (told.at, self.records.head());
        let on = duty::on_duty(self.records, at, head);
        let on = on.ok_or(LedgerError::NoRoster { month: at.month() })?;
        let eve = duty::unknown_eve(self.records, at, head);
        match (on.as_slice(), eve) {
            ([one], None) => Ok((self.records.current(one.id).to_owned(), None)),
            // A leave was granted that nobody covers: whoever granted it answers.
            ([], _) => match absence::open(self.records, at, head).first() {
                Some(absence) => {
                    let person = self.records.current(absence.person).to_owned();
                    Ok((self.granter(absence), Some(person)))
                }
                None => Err(match eve {
                    Some(month) => LedgerError::NoRoster { month },
                    None => LedgerError::NobodyOnDuty { at: at.short() },
                }),
            },
            // Whoever was still on from the evening before may answer as well.
            ([_], Some(month)) => Err(LedgerError::NoRoster { month }),
            (several, _) => Err(too_many(told, several)),
        }
    }
}

fn too_many(told: &NewEvent, several: &[OnDuty<'_>]) -> LedgerError {
    LedgerError::SeveralOnDuty {
        at: told.at.short(),
        people: several
            .iter()
            .map(|d| format!("{} {}", d.id, d.name))
            .collect(),
    }
}
