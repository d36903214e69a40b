//! A ledger in memory, for tests of what events come to.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use paiban::domain::time::Month;
use paiban::ledger::close::{self, Terms};
use paiban::ledger::entry::*;
use paiban::ledger::moment::{Moment, Zone};
use paiban::ledger::records::Records;
use paiban::ledger::statement::{self, Statement};
use std::collections::BTreeMap;

/// Entries that are only ever added, and the records that they make.
#[derive(Default)]
pub struct Paper {
    pub entries: Vec<Entry>,
    pub records: Records,
}

pub fn at(text: &str) -> Moment {
    Zone::SHANGHAI
        .read(text)
        .unwrap_or_else(|e| panic!("{text}: {e}"))
}

pub fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// An event with nothing but what an assessment looks at.
pub fn event(person: &str, category: &str, time: Moment) -> Event {
    Event {
        person: person.into(),
        category: category.into(),
        at: time,
        evidence: String::new(),
        order: None,
        case: None,
        minutes: None,
        seconds: None,
        amount: None,
        approved: None,
        waits: None,
        customer: None,
        note: None,
        leave_of: None,
        duty: None,
    }
}

pub fn remark(of: EntryId) -> Remark {
    Remark {
        of,
        reason: "because".into(),
    }
}

impl Paper {
    /// A ledger with policies, given as the texts of their files.
    pub fn with(policies: &[&str]) -> Paper {
        let mut paper = Paper::default();
        paper.add(Deed::Open(Opening {
            team_id: None,
            zone: Zone::SHANGHAI,
            name: "shop".into(),
            team: String::new(),
        }));
        for text in policies {
            paper.add(Deed::Policy(Adoption {
                id: String::new(),
                version: String::new(),
                from: chrono::NaiveDate::MIN,
                text: (*text).to_owned(),
            }));
        }
        paper
    }

    pub fn add(&mut self, deed: Deed) -> EntryId {
        let id = self.entries.len() as EntryId + 1;
        let recorded = at("2026-01-01 00:00");
        let entry = Entry {
            id,
            recorded,
            by: "tester".into(),
            via: None,
            deed,
        };
        self.records
            .take(&entry)
            .unwrap_or_else(|fault| panic!("{fault}"));
        self.entries.push(entry);
        id
    }

    pub fn event(&mut self, person: &str, category: &str, time: &str) -> EntryId {
        self.add(Deed::Event(event(person, category, at(time))))
    }

    /// Publishes a roster in which these people work on so many days of the month.
    pub fn roster(&mut self, of: &str, shifts: &[(&str, usize)]) -> EntryId {
        let days = month(of).days();
        let people = shifts.iter().map(|(id, shifts)| {
            let cells: Vec<&str> = (0..days)
                .map(|d| if d < *shifts { "D" } else { "-" })
                .collect();
            PublishedRow {
                id: (*id).into(),
                name: (*id).into(),
                cells: cells.join(" "),
            }
        });
        let roster = Publication {
            team_id: None,
            month: month(of),
            version: 1,
            shifts: vec![PublishedShift {
                code: "D".into(),
                name: "day".into(),
                spans: vec![(540, 1050)],
                unpaid: None,
                night: None,
            }],
            people: people.collect(),
            leave: Vec::new(),
            team: String::new(),
        };
        self.add(Deed::Roster(roster))
    }

    pub fn head(&self) -> EntryId {
        self.entries.len() as EntryId
    }

    /// Closes a month; wages in yuan.
    pub fn close(&mut self, of: &str, wages: &[(&str, i64)]) -> Closing {
        let wages: BTreeMap<String, Wage> = wages
            .iter()
            .map(|(person, yuan)| {
                let wage = paiban::ledger::money::Fen::yuan(*yuan);
                (
                    (*person).to_owned(),
                    Wage {
                        wage,
                        bonus: Some(wage.percent(10)),
                        minimum: None,
                    },
                )
            })
            .collect();
        self.close_with(
            month(of),
            &Terms {
                wages,
                uncapped: true,
            },
        )
    }

    pub fn close_with(&mut self, of: Month, terms: &Terms) -> Closing {
        let closing = close::prepare(&self.records, of, self.head(), terms, None);
        let (closing, _) = closing.unwrap_or_else(|e| panic!("{e}"));
        self.add(Deed::Close(closing.clone()));
        closing
    }

    /// A person's statement of a month, as it would be closed now.
    pub fn statement(&self, person: &str, of: &str) -> Option<Statement<'_>> {
        let person = self.records.people().find(person)?;
        statement::of_one(&self.records, person, month(of), self.head())
    }

    /// The amounts of its lines, in yuan.
    pub fn amounts(&self, person: &str, of: &str) -> Vec<i64> {
        let statement = self.statement(person, of);
        let lines = statement.map(|s| s.lines).unwrap_or_default();
        lines.iter().map(|line| line.amount().0 / 100).collect()
    }
}
