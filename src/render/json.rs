//! The one JSON object that `roster` and `check` print with `--json`.

use crate::domain::calendar::Known;
use crate::domain::{Problem, Roster};
use crate::engine::Progress;
use crate::facts::totals::{MonthTotals, month_totals};
use crate::model::Term;
use crate::rules::{Acceptance, Breach, Facts, Weight};
use crate::text::Lang;
use crate::verify::Verdict;
use serde::Serialize;

/// The object.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// `optimal`, `feasible`, `infeasible`, or `unknown` when time ran out before any roster.
    pub status: &'static str,
    /// The team's name.
    pub team: String,
    /// The month, `2026-12`.
    pub month: String,
    /// How much is known of the month's holidays: `all`, `given` by the team file, `statutory`, `fixed` dates or `nothing`.
    pub holidays: Option<Known>,
    /// Points of soft breaches; `null` without a roster.
    pub cost: Option<i64>,
    /// No roster costs less; `null` when nothing is proven.
    pub bound: Option<i64>,
    /// (cost − bound) / cost, a fraction.
    pub gap: Option<f64>,
    /// Seconds that the command took.
    pub seconds: f64,
    /// Whether an interrupt ended the solve.
    pub interrupted: bool,
    /// Seconds until the first verified roster.
    pub first_roster_seconds: Option<f64>,
    /// Cost and bound over time.
    pub progress: Vec<Step>,
    /// Hours of the first day that are not judged, and the people of whom last month's end would have to be known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_judged: Option<NotJudged>,
    /// What is worth knowing of the month and its team file: `kind`, `text`, and fields of each kind.
    pub notes: Vec<serde_json::Value>,
    /// Everything the checks found.
    pub breaches: Vec<Line>,
    /// Without a roster: what stands in the way.
    pub conflict: Vec<Line>,
    /// What people mind in the roster, and how many wishes come true; `null` without a roster.
    pub patterns: Option<Acceptance>,
    /// Hours, nights and rest days per person.
    pub people: Vec<PersonLine>,
    /// Months whose rosters were counted for what is carried over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carried_from: Vec<String>,
    /// The version of this month's roster that is out already: which, when, and how many cells differ from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<serde_json::Value>,
    /// The pattern of the months before, where the roster goes on with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern: Option<serde_json::Value>,
    /// Files written.
    pub files: Vec<String>,
}

/// A moment of the solve.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Since the start.
    pub seconds: f64,
    /// Best cost.
    pub cost: Option<i64>,
    /// Best bound.
    pub bound: Option<i64>,
}

/// What is not judged, for want of last month's end.
#[derive(Debug, Clone, Serialize)]
pub struct NotJudged {
    /// The first day.
    pub day: String,
    /// When, as in `00:00-07:00`.
    pub times: Vec<String>,
    /// Names.
    pub people: Vec<String>,
}

/// A breach.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// The rule's name.
    pub rule: &'static str,
    /// `hard`, `soft` or `warning`.
    pub level: &'static str,
    /// Names.
    pub people: Vec<String>,
    /// Dates.
    pub days: Vec<String>,
    /// What is wrong.
    pub text: String,
    /// Units.
    pub amount: i64,
    /// Points.
    pub price: i64,
}

/// A person's figures.
#[derive(Debug, Clone, Serialize)]
pub struct PersonLine {
    /// Name.
    pub name: String,
    /// The figures.
    #[serde(flatten)]
    pub sheet: MonthTotals,
}

impl Report {
    /// A report that knows its problem.
    pub fn of(problem: &Problem) -> Report {
        Report {
            team: problem.name.clone(),
            month: problem.first.format("%Y-%m").to_string(),
            holidays: problem.least_known().map(|(known, _)| known),
            ..Report::default()
        }
    }

    /// Puts a verified roster in.
    pub fn roster(&mut self, problem: &Problem, roster: &Roster, verdict: &Verdict, lang: Lang) {
        self.cost = Some(verdict.cost);
        self.breaches = lines(problem, &verdict.breaches, lang);
        self.not_judged = Facts::unseen(problem).map(|unseen| NotJudged {
            day: problem.date(0).to_string(),
            times: unseen.spans.iter().map(ToString::to_string).collect(),
            people: unseen
                .people
                .iter()
                .map(|p| problem.person_name(*p).to_owned())
                .collect(),
        });
        self.patterns = Some(Acceptance::of(&Facts::new(problem, roster)));
        let sheets = month_totals(problem, roster);
        let people = problem.appearing(roster).into_iter();
        self.people = people
            .map(|p| PersonLine {
                name: problem.people[p].name.clone(),
                sheet: sheets[p],
            })
            .collect();
    }

    /// Puts the course of a solve in.
    pub fn course(&mut self, steps: &[Progress]) {
        let step = |p: &Progress| Step {
            seconds: rounded(p.seconds),
            cost: p.cost,
            bound: p.bound,
        };
        self.progress = steps.iter().map(step).collect();
    }

    /// The object as text.
    pub fn to_json(&self) -> String {
        // Numbers, strings and lists only: nothing in it can fail to serialise.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// Milliseconds are precise enough.
pub fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

/// What a hard term demands, as a line.
pub fn demand(problem: &Problem, rule: &'static str, term: &Term, text: String) -> Line {
    let people = term.tag.people.iter();
    let (first, last) = term.tag.days;
    Line {
        rule,
        level: "hard",
        people: people.map(|p| problem.person_name(*p).to_owned()).collect(),
        days: (first..=last)
            .map(|d| problem.date(d as i64).to_string())
            .collect(),
        text,
        amount: 1,
        price: 0,
    }
}

/// Breaches in one language.
pub fn lines(problem: &Problem, breaches: &[Breach], lang: Lang) -> Vec<Line> {
    let line = |b: &Breach| Line {
        rule: b.rule,
        level: match b.weight {
            Weight::Hard => "hard",
            Weight::Price(_) => "soft",
            Weight::Warn => "warning",
        },
        people: b
            .people
            .iter()
            .map(|p| problem.person_name(*p).to_owned())
            .collect(),
        days: b
            .days
            .iter()
            .map(|d| problem.date(*d as i64).to_string())
            .collect(),
        text: b.text.get(lang).to_owned(),
        amount: b.amount,
        price: b.price(),
    };
    breaches.iter().map(line).collect()
}
