//! Explanations as the one JSON object that `paiban explain --json` prints.

use super::{Subject, phrase, sentence};
use crate::domain::{PersonIx, Problem};
use crate::explain::cell::{Alternative, Otherwise, Outcome, Question};
use crate::explain::iis::{Found, Iis};
use crate::explain::remedies::{Change, Remedy};
use crate::render::json::{Line, lines, rounded};
use crate::text::Lang;
use serde::Serialize;

/// The object.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// `infeasible`, `feasible`, or `unknown` when time ran out; of a cell always `feasible`.
    pub status: &'static str,
    /// The team's name.
    pub team: String,
    /// The month, `2026-12`.
    pub month: String,
    /// Seconds that the command took.
    pub seconds: f64,
    /// What is worth knowing of the month and its team file: `kind`, `text`, and fields of each kind.
    pub notes: Vec<serde_json::Value>,
    /// What cannot hold together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conflicts: Option<Vec<Conflict>>,
    /// Whether there may be more conflicts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<bool>,
    /// What would help, the cheapest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repairs: Option<Vec<Way>>,
    /// Of a cell: whose, when, what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// What each other value would mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alternatives: Option<Vec<Other>>,
}

/// A conflict.
#[derive(Debug, Clone, Serialize)]
pub struct Conflict {
    /// Whether each member was shown to be necessary.
    pub minimal: bool,
    /// Its members.
    pub members: Vec<Demand>,
}

/// A member of a conflict.
#[derive(Debug, Clone, Serialize)]
pub struct Demand {
    /// The rule's name; empty: what was asked for.
    pub rule: &'static str,
    /// Names; empty: the team.
    pub people: Vec<String>,
    /// First and last date.
    pub days: [String; 2],
    /// What it demands.
    pub text: String,
}

/// A repair.
#[derive(Debug, Clone, Serialize)]
pub struct Way {
    /// What is changed, all of it together.
    pub changes: Vec<Step>,
    /// Other people or days for which the same would help.
    pub likewise: Vec<Step>,
    /// What it is taken to cost, in half-hours of somebody's time.
    pub pain: i64,
    /// Lines for the end of the team file.
    pub lines: String,
    /// What else to change in it, in words.
    pub notes: Vec<String>,
}

/// A change.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Its kind, in one word.
    pub kind: String,
    /// The rule's name, where a rule gives way.
    pub rule: Option<&'static str>,
    /// Names.
    pub people: Vec<String>,
    /// Dates.
    pub days: Vec<String>,
    /// In words.
    pub text: String,
    /// What the roster is like then.
    pub effect: Vec<String>,
}

/// A cell.
#[derive(Debug, Clone, Serialize)]
pub struct Cell {
    /// Whose.
    pub person: String,
    /// The date.
    pub day: String,
    /// What stands in it; `-` for rest.
    pub value: String,
}

/// What another value would mean.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    /// The value; `-` for rest.
    pub value: String,
    /// `possible`, `impossible`, or `unknown` when time ran out.
    pub outcome: &'static str,
    /// Points of the roster with it.
    pub cost: Option<i64>,
    /// Points more than the roster costs.
    pub more: Option<i64>,
    /// The least that was found with any number of changes.
    pub best: Option<i64>,
    /// Whether fewer changed cells are proven not to suffice.
    pub fewest: Option<bool>,
    /// The cells that change.
    pub cells: Vec<Changed>,
    /// Breaches that come with it.
    pub gained: Vec<Line>,
    /// Breaches that go away.
    pub lost: Vec<Line>,
    /// Where it is impossible: what stands in the way.
    pub conflict: Vec<Demand>,
}

/// A changed cell.
#[derive(Debug, Clone, Serialize)]
pub struct Changed {
    /// Whose.
    pub person: String,
    /// The date.
    pub day: String,
    /// What stood there; `-` for rest.
    pub before: String,
    /// What stands there then.
    pub after: String,
}

impl Report {
    /// A report that knows its problem.
    pub fn of(problem: &Problem, seconds: f64) -> Report {
        Report {
            team: problem.name.clone(),
            month: problem.first.format("%Y-%m").to_string(),
            seconds: rounded(seconds),
            ..Report::default()
        }
    }

    /// Puts in what stands in the way of a roster, and what would help.
    pub fn month(&mut self, subject: Subject<'_>, found: &Found, repairs: &[Remedy], lang: Lang) {
        self.status = match (&found.roster, found.conflicts.is_empty()) {
            (Some(_), _) => "feasible",
            (None, false) => "infeasible",
            (None, true) => "unknown",
        };
        let conflicts = found.conflicts.iter();
        self.conflicts = Some(conflicts.map(|c| conflict(subject, c, lang)).collect());
        self.more = Some(found.more);
        self.repairs = Some(repairs.iter().map(|r| way(subject, r, lang)).collect());
    }

    /// Puts in what the other values of a cell would mean.
    pub fn cell(&mut self, question: &Question<'_>, alternatives: &[Alternative], lang: Lang) {
        let problem = question.problem;
        self.status = "feasible";
        self.cell = Some(Cell {
            person: problem.person_name(question.person).to_owned(),
            day: problem.date(question.day as i64).to_string(),
            value: code(problem, question.roster.get(question.person, question.day)),
        });
        let all = alternatives.iter();
        self.alternatives = Some(all.map(|a| other(question, a, lang)).collect());
    }

    /// The object as text.
    pub fn to_json(&self) -> String {
        // Numbers, strings and lists only: nothing in it can fail to serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn names(problem: &Problem, people: &[PersonIx]) -> Vec<String> {
    let name = |p: &PersonIx| problem.person_name(*p).to_owned();
    people.iter().map(name).collect()
}

fn dates(problem: &Problem, days: &[usize]) -> Vec<String> {
    let date = |day: &usize| problem.date(*day as i64).to_string();
    days.iter().map(date).collect()
}

fn code(problem: &Problem, value: Option<usize>) -> String {
    let duty = value.and_then(|duty| problem.duties.get(duty));
    duty.map_or("-".to_owned(), |duty| duty.code.clone())
}

fn rule(subject: Subject<'_>, instance: usize) -> Option<&'static str> {
    subject.book.instances.get(instance).map(|i| i.card.name)
}

fn conflict(subject: Subject<'_>, conflict: &Iis, lang: Lang) -> Conflict {
    Conflict {
        minimal: conflict.is_irreducible(),
        members: demands(subject, conflict, lang),
    }
}

fn demands(subject: Subject<'_>, conflict: &Iis, lang: Lang) -> Vec<Demand> {
    let problem = subject.problem;
    let demand = |member: &crate::explain::iis::Member| {
        let own = phrase::lines(problem, subject.book, std::slice::from_ref(member));
        let texts: Vec<&str> = own
            .iter()
            .flat_map(|(_, lines)| lines)
            .map(|line| line.get(lang))
            .collect();
        let date = |day: usize| problem.date(day as i64).to_string();
        Demand {
            rule: rule(subject, member.tag.rule).unwrap_or(""),
            people: names(problem, &member.tag.people),
            days: [date(member.tag.days.0), date(member.tag.days.1)],
            text: texts.join("; "),
        }
    };
    conflict.members.iter().map(demand).collect()
}

fn way(subject: Subject<'_>, repair: &Remedy, lang: Lang) -> Way {
    let notes = repair.edits.iter().map(|e| e.note.get(lang).to_owned());
    let steps = |changes: &[Change]| changes.iter().map(|c| step(subject, c, lang)).collect();
    Way {
        changes: steps(&repair.changes),
        likewise: steps(&repair.likewise),
        pain: repair.pain,
        lines: repair.edits.iter().map(|e| e.lines.as_str()).collect(),
        notes: notes.filter(|note| !note.is_empty()).collect(),
    }
}

fn step(subject: Subject<'_>, change: &Change, lang: Lang) -> Step {
    let effect = change.effect.iter().map(|t| t.get(lang).to_owned());
    Step {
        kind: format!("{:?}", change.kind).to_lowercase(),
        rule: change.instance.and_then(|i| rule(subject, i)),
        people: names(subject.problem, &change.people),
        days: dates(subject.problem, &change.days),
        text: sentence(subject, change).get(lang).to_owned(),
        effect: effect.collect(),
    }
}

fn other(question: &Question<'_>, alternative: &Alternative, lang: Lang) -> Other {
    let (problem, book) = (question.problem, question.book);
    let mut told = Other {
        value: code(problem, alternative.value),
        outcome: "unknown",
        cost: None,
        more: None,
        best: None,
        fewest: None,
        cells: Vec::new(),
        gained: Vec::new(),
        lost: Vec::new(),
        conflict: Vec::new(),
    };
    match &alternative.outcome {
        Outcome::Open => {}
        Outcome::Impossible(found) => {
            told.outcome = "impossible";
            if let Some(conflict) = found.conflicts.first() {
                told.conflict = demands(Subject { problem, book }, conflict, lang);
            }
        }
        Outcome::Possible(other) => possible(problem, &mut told, other, lang),
    }
    told
}

fn possible(problem: &Problem, told: &mut Other, other: &Otherwise, lang: Lang) {
    told.outcome = "possible";
    told.cost = Some(other.cost.0);
    told.more = Some(other.cost.0 - other.cost.1);
    told.best = Some(other.best.0.min(other.cost.0));
    told.fewest = Some(other.fewest);
    let changed = other.cells.iter().map(|cell| Changed {
        person: problem.person_name(cell.person).to_owned(),
        day: problem.date(cell.day as i64).to_string(),
        before: code(problem, cell.before),
        after: code(problem, cell.after),
    });
    told.cells = changed.collect();
    told.gained = lines(problem, &other.gained, lang);
    told.lost = lines(problem, &other.lost, lang);
}
