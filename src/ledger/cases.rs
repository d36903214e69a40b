//! Complaints and bad reviews that somebody follows up: where each stands, what is due next, and what is overdue.

mod buyer;
mod next;
mod words;

pub use buyer::{is_of, masked, of_customer};
pub use next::{Next, What, call_from, next};

use super::entry::{Case, CaseClose, CaseState, Contact, Deed, Entry, EntryId, Severity};
use super::entry::{CaseStep, Stage, Stands};
use super::moment::Moment;
use std::collections::BTreeMap;

/// A case with everything that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseFile {
    /// The entry that opened it; its number is the case's.
    pub id: EntryId,
    /// How it was opened; person, severity and deadline as they are now.
    pub case: Case,
    /// Where it stands, in one word.
    pub state: CaseState,
    /// What was done to reach the customer, the last of it.
    pub contact: Option<Contact>,
    /// When the customer was first written to, without an answer so far.
    pub asked: Option<Moment>,
    /// How it stands with the customer.
    pub stands: Option<Stands>,
    /// By when the customer has promised to change it.
    pub promised: Option<Moment>,
    /// Which of the nine steps it has come to.
    pub stage: Stage,
    /// Whether anybody notes the steps.
    pub stepwise: bool,
    /// The entries about it, in order: number, when, by whom, what was noted.
    pub history: Vec<CaseNote>,
    /// How it ended.
    pub closed: Option<(Moment, CaseClose)>,
    /// When it had to be closed as it was opened, whatever was said since.
    pub first_due: Moment,
}

/// A step in a case's history.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CaseNote {
    /// The entry.
    pub id: EntryId,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who recorded it.
    pub by: String,
    /// Where the case stood then.
    pub state: CaseState,
    /// What was done.
    pub note: String,
    /// What was changed by it.
    pub changes: Vec<CaseChange>,
}

/// What a step has changed of a case: from what to what.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CaseChange {
    /// Who follows it up, by id.
    Person(String, String),
    /// How bad it is.
    Severity(Severity, Severity),
    /// When it must be closed.
    Due(Moment, Moment),
    /// Steps that were left out, and why.
    Without(Vec<Stage>, String),
}

impl CaseFile {
    /// The steps that are still to be noted before it can come to one: of a case whose steps nobody notes, none before its
    /// end. The closing call asks whether all is over.
    pub fn missing(&self, to: Stage, called: bool) -> Vec<Stage> {
        if to == Stage::Closing && !self.stepwise {
            return Vec::new();
        }
        let mut missing = self.stage.skipped(to);
        missing.retain(|stage| !(called && *stage == Stage::EndConfirmed));
        missing
    }

    /// Whether it is late by the deadline that it was opened with, and not by the one that it has since.
    pub fn spared(&self, now: Moment) -> bool {
        let end = self.closed.as_ref().map_or(now, |(closed, _)| *closed);
        end > self.first_due && !self.overdue(now)
    }

    /// Whether it should have been closed by now.
    pub fn overdue(&self, now: Moment) -> bool {
        match &self.closed {
            Some((closed, _)) => *closed > self.case.due,
            None => now > self.case.due,
        }
    }
}

/// All cases of some entries, in the order in which they are to be worked on: open before closed, severe before minor,
/// early deadlines before late ones.
pub fn files(entries: &[Entry]) -> Vec<CaseFile> {
    let mut files: BTreeMap<EntryId, CaseFile> = BTreeMap::new();
    for entry in entries {
        match &entry.deed {
            Deed::Case(case) => {
                files.insert(entry.id, open(entry, case));
            }
            other => {
                if let Some(file) = other.of().and_then(|of| files.get_mut(&of)) {
                    step(file, entry);
                }
            }
        }
    }
    let mut files: Vec<CaseFile> = files.into_values().collect();
    files.sort_by_key(|f| (f.closed.is_some(), f.case.severity, f.case.due, f.id));
    files
}

fn open(entry: &Entry, case: &Case) -> CaseFile {
    let note = CaseNote {
        id: entry.id,
        recorded: entry.recorded,
        by: entry.by.clone(),
        state: CaseState::Open,
        note: case.about.clone(),
        changes: Vec::new(),
    };
    CaseFile {
        id: entry.id,
        case: case.clone(),
        state: CaseState::Open,
        contact: None,
        asked: None,
        stands: None,
        promised: None,
        stage: Stage::Registration,
        stepwise: false,
        history: vec![note],
        closed: None,
        first_due: case.due,
    }
}

fn step(file: &mut CaseFile, entry: &Entry) {
    let mut changes = Vec::new();
    let (state, note) = match &entry.deed {
        Deed::CaseStep(step) => {
            changes = changed(&file.case, step);
            if let Some(person) = &step.person {
                file.case.person.clone_from(person);
            }
            file.case.severity = step.severity.unwrap_or(file.case.severity);
            file.case.due = step.due.unwrap_or(file.case.due);
            if let Some(to) = step.stage {
                changes.extend(without(file.missing(to, false), &step.anyway));
                file.stepwise = true;
            }
            // Going on with a closed case opens it again.
            let again = file.closed.take().is_some();
            file.stage = match (step.stage, again) {
                (Some(stage), _) => stage,
                (None, true) => Stage::Confirmation,
                (None, false) => file.stage,
            };
            file.case.facts.take(&step.facts);
            told(file, step, entry.recorded);
            (step.state, step.note.clone())
        }
        Deed::CaseClose(close) => {
            let missing = file.missing(Stage::Closing, close.called.is_some());
            changes.extend(without(missing, &close.anyway));
            file.closed = Some((entry.recorded, close.clone()));
            file.stage = Stage::Closing;
            (CaseState::Closed, close.result.clone())
        }
        _ => return,
    };
    file.state = state;
    file.history.push(CaseNote {
        id: entry.id,
        recorded: entry.recorded,
        by: entry.by.clone(),
        state,
        note,
        changes,
    });
}

/// That steps were left out, where it is said why.
fn without(missing: Vec<Stage>, why: &str) -> Option<CaseChange> {
    (!why.is_empty() && !missing.is_empty()).then(|| CaseChange::Without(missing, why.to_owned()))
}

/// What a step changes of a case as it is.
fn changed(case: &Case, step: &CaseStep) -> Vec<CaseChange> {
    let mut changes = Vec::new();
    if let Some(person) = step.person.as_ref().filter(|p| **p != case.person) {
        changes.push(CaseChange::Person(case.person.clone(), person.clone()));
    }
    if let Some(severity) = step.severity.filter(|s| *s != case.severity) {
        changes.push(CaseChange::Severity(case.severity, severity));
    }
    if let Some(due) = step.due.filter(|due| *due != case.due) {
        changes.push(CaseChange::Due(case.due, due));
    }
    changes
}

/// What a step says of the customer. Steps of earlier versions say it in one word.
fn told(file: &mut CaseFile, step: &CaseStep, recorded: Moment) {
    let old = step.contact.is_none() && step.stands.is_none() && step.state != file.state;
    let contact = step.contact.or(step.state.contact().filter(|_| old));
    let stands = step.stands.or(step.state.stands().filter(|_| old));
    if let Some(contact) = contact {
        file.contact = Some(contact);
        let wrote = contact != Contact::Called;
        file.asked = if wrote {
            file.asked.or(Some(recorded))
        } else {
            None
        };
    }
    if stands.is_some() {
        (file.stands, file.asked) = (stands, None);
        file.promised = step.promised;
    } else if step.promised.is_some() {
        file.promised = step.promised;
    }
    // A solution is agreed with the customer, who has answered by then.
    if step.stage >= Some(Stage::Solution) {
        file.asked = None;
    }
}

/// When a case must be closed: so many hours after it came up, by its severity.
pub fn deadline(
    hours: [i64; 3],
    severity: Severity,
    at: Moment,
    zone: super::moment::Zone,
) -> Moment {
    let index = match severity {
        Severity::Severe => 0,
        Severity::Normal => 1,
        Severity::Minor => 2,
    };
    zone.at(at
        .seconds()
        .saturating_add(hours[index].saturating_mul(3600)))
}
