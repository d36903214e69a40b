//! A team file as it is written: the shape of its TOML, and nothing yet of any month.

use super::build;
use super::demand::{self, DemandRow, Dropped};
use super::earned::EarnedRow;
use super::staffing::{self, Staffing, StaffingRow};
use super::tasks::{self, TaskRow};
use super::{Fault, FaultKind, Shape, Source, recover};
use crate::domain::calendar::Calendar;
use crate::domain::tasks::Task;
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::rules::{Instance, RuleBook};
use crate::source::shape;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Rules that say how many people are needed, so that there need be no demand by half-hour.
const NEED: [&str; 2] = ["shift-daily", "post-daily"];

pub(super) use super::beside::{Beside, Said};
pub(super) use super::leave_kinds::LeaveKindRow;
pub use crate::source::Word;

/// Numbers of people by stretches of time.
pub type Curve = BTreeMap<Word, Spanned<i64>>;

/// A team file.
#[derive(Debug, Clone)]
pub struct Team {
    source: Arc<Source>,
    file: TeamFile,
    beside: Beside,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TeamFile {
    pub team: Head,
    #[serde(default)]
    pub shift: Vec<Spanned<ShiftRow>>,
    #[serde(default)]
    pub skill: Vec<SkillRow>,
    #[serde(default)]
    pub person: Vec<Spanned<PersonRow>>,
    #[serde(default)]
    pub demand: Vec<Spanned<DemandRow>>,
    #[serde(default)]
    pub leave: Vec<LeaveRow>,
    #[serde(default)]
    pub leave_kind: Vec<LeaveKindRow>,
    #[serde(default)]
    pub earned: Vec<EarnedRow>,
    #[serde(default)]
    pub holiday: Vec<Spanned<HolidayRow>>,
    #[serde(default)]
    pub duty: Vec<TaskRow>,
    #[serde(default)]
    pub staffing: Option<StaffingRow>,
    /// Words of the team's tables, and what they mean there.
    #[serde(default)]
    pub words: BTreeMap<String, Word>,
    #[serde(default)]
    pub history: HistoryRow,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Head {
    pub name: Word,
    /// What tells its shop from others of one name, as those made from one preset.
    pub id: Option<Word>,
    pub calendar: Option<Word>,
    pub open: Option<Word>,
    /// A table of people, and one of demand, beside the team file.
    pub people: Option<Word>,
    pub demand: Option<Word>,
    /// How rest is written.
    pub rest_code: Option<Word>,
    /// Days on which nobody works.
    #[serde(default)]
    pub closed: Vec<Word>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ShiftRow {
    pub code: Word,
    pub name: Option<String>,
    pub name_en: Option<String>,
    pub time: Vec<Word>,
    #[serde(default)]
    pub breaks: Vec<Word>,
    pub unpaid: Option<Spanned<i64>>,
    pub night: Option<bool>,
    /// Left out: all.
    pub posts: Option<Spanned<Vec<Word>>>,
    pub color: Option<Word>,
    #[serde(default)]
    pub only_pinned: bool,
    /// Its last day, where it is abolished.
    pub until: Option<Word>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SkillRow {
    pub code: Word,
    pub name: Option<String>,
    pub name_en: Option<String>,
    #[serde(default)]
    pub post: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PersonRow {
    pub id: Option<Word>,
    pub name: Word,
    /// What the person was called before.
    #[serde(default)]
    pub was: Vec<Word>,
    #[serde(default)]
    pub skills: Vec<Word>,
    pub rank: Option<Spanned<i64>>,
    /// Agreed hours of a full month.
    pub hours: Option<Spanned<f64>>,
    pub joined: Option<Word>,
    pub left: Option<Word>,
    #[serde(default)]
    pub protected: bool,
    #[serde(default)]
    pub unavailable: Vec<Word>,
    #[serde(default)]
    pub pinned: BTreeMap<Word, Word>,
    /// The only shifts that the person works.
    pub shifts: Option<Spanned<Vec<Word>>>,
    /// Days of each kind of leave in a calendar year.
    #[serde(default)]
    pub allowance: BTreeMap<Word, Spanned<i64>>,
    #[serde(default)]
    pub wishes: Vec<Spanned<WishRow>>,
    pub tail: Option<Word>,
    pub carried: Option<CarriedRow>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct WishRow {
    pub on: Option<Word>,
    pub want: Option<Word>,
    /// Days that should not follow each other.
    pub avoid: Option<Spanned<Vec<Word>>>,
    /// Days that should come some in a row.
    pub run: Option<Word>,
    pub shortest: Option<Spanned<i64>>,
    pub longest: Option<Spanned<i64>>,
    pub weight: Option<Spanned<i64>>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct CarriedRow {
    pub hours: Option<Spanned<f64>>,
    pub nights: Option<Spanned<i64>>,
    pub weekends: Option<Spanned<i64>>,
    pub holidays: Option<Spanned<i64>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LeaveRow {
    pub person: Word,
    pub from: Word,
    pub to: Option<Word>,
    pub state: Option<Word>,
    pub kind: Option<Word>,
    pub cover: Option<Word>,
}

/// A holiday of the team's own, with its days.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct HolidayRow {
    pub name: Word,
    pub name_en: Option<String>,
    #[serde(default)]
    pub statutory: Vec<Word>,
    #[serde(default)]
    pub rest: Vec<Word>,
    #[serde(default)]
    pub makeup: Vec<Word>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct HistoryRow {
    /// The day that inline tails end on.
    pub ends: Option<Word>,
    /// File of last month's roster, or `auto`.
    pub roster: Option<Word>,
    /// `auto`: what earlier months owe is computed from their rosters.
    pub carried: Option<Word>,
}

impl Team {
    /// Reads a team file's shape, and the files that it names beside it. Names and dates are looked at when a
    /// month is asked for.
    pub fn parse(source: Arc<Source>) -> Result<Team, Fault> {
        let (file, _) = read(&source)?;
        let beside = Beside::read(&source, &file)?;
        Ok(Team {
            source,
            file,
            beside,
        })
    }

    /// The team's name.
    pub fn name(&self) -> &str {
        self.file.team.name.get_ref().trim()
    }

    /// What tells its shop from others of one name; `None`: the file has no id.
    pub fn id(&self) -> Option<&str> {
        Some(self.file.team.id.as_ref()?.get_ref().trim())
    }

    /// Where last month's roster lies, as the team file says it: a path, or `auto`.
    pub fn history_file(&self) -> Option<&Word> {
        self.file.history.roster.as_ref()
    }

    /// Whether what earlier months owe is to be computed from their rosters.
    pub fn remembers(&self) -> bool {
        self.file.history.carried.is_some()
    }

    /// For each person whether the team file itself says what is carried over.
    pub fn carried_by_hand(&self) -> Vec<bool> {
        let all = self.beside.people(&self.file);
        let by_hand = |said: &Said<'_>| said.own.is_some_and(|r| r.get_ref().carried.is_some());
        all.iter().map(by_hand).collect()
    }

    /// Words of the team's tables, as the file has them.
    pub(super) fn own_words(&self) -> &BTreeMap<String, Word> {
        &self.file.words
    }

    /// The file it was read from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The problem and the rules of a month. `past` is last month's roster, where there is one.
    pub fn month(
        &self,
        month: Month,
        past: Option<&super::RosterFile>,
    ) -> Result<(Problem, RuleBook), Fault> {
        self.horizon(month.first(), month.days(), past)
    }

    /// The same for any stretch of days.
    pub fn horizon(
        &self,
        first: NaiveDate,
        days: usize,
        past: Option<&super::RosterFile>,
    ) -> Result<(Problem, RuleBook), Fault> {
        self.read_horizon(first, days, past).map_err(|fault| {
            if fault.file != self.source.name {
                return fault;
            }
            recover::with_others(fault, |text| {
                Team::parse(text)?.read_horizon(first, days, past).map(drop)
            })
        })
    }

    fn read_horizon(
        &self,
        first: NaiveDate,
        days: usize,
        past: Option<&super::RosterFile>,
    ) -> Result<(Problem, RuleBook), Fault> {
        let problem = build::problem(&self.source, &self.file, &self.beside, first, days, past)?;
        // What is wrong with a duty is told with everything else, and not only where duties are printed.
        self.tasks(&problem)?;
        let book = rules_of(&problem, &self.source)?;
        let says_need = |i: &Instance| NEED.contains(&i.card.name);
        if !problem.has_demand() && !book.instances.iter().any(says_need) {
            let month = problem.first.format("%Y-%m").to_string();
            return Err(self.source.fault(None, FaultKind::NoDemand { month }));
        }
        Ok((problem, book))
    }

    /// The file with its text, and what lies beside it.
    pub(super) fn parts(&self) -> (&Arc<Source>, &TeamFile, &Beside) {
        (&self.source, &self.file, &self.beside)
    }

    /// What lines of dates leave out of the ordinary day, in a month of this team.
    pub fn dropped(&self, problem: &Problem) -> Vec<Dropped> {
        demand::dropped(&self.source, &self.file, &self.beside, problem)
    }

    /// What the section `[staffing]` says, of which everything has a default.
    ///
    /// # Errors
    /// The section is wrong.
    pub fn staffing(&self, month: Month) -> Result<Staffing, Fault> {
        let first = month.first();
        let problem = build::problem(
            &self.source,
            &self.file,
            &self.beside,
            first,
            month.days(),
            None,
        )?;
        let none = StaffingRow::default();
        staffing::read(
            &self.source,
            self.file.staffing.as_ref().unwrap_or(&none),
            &problem,
        )
    }

    /// The calendar, with the team's own days.
    pub fn calendar(&self) -> &Calendar {
        &self.beside.calendar
    }

    /// The fixed duties of a problem of this team, in the order of the file.
    pub fn tasks(&self, problem: &Problem) -> Result<Vec<Task>, Fault> {
        tasks::read(&self.source, &self.file.duty, problem)
    }

    /// A roster of this problem from rows of cell codes separated by blanks (`D D N - D`), by name.
    /// For tests and examples; files are read by `parse_roster`.
    pub fn roster(problem: &Problem, rows: &[(String, String)]) -> Option<Roster> {
        let mut roster = Roster::empty(problem.people.len(), problem.days());
        for (name, cells) in rows {
            let person = problem.person(name).ok()?;
            for (day, code) in cells.split_whitespace().enumerate() {
                let cell = roster.cells[person].get_mut(day)?;
                if code != "-" {
                    *cell = Some(problem.duties_now().iter().position(|d| d.code == code)?);
                }
            }
        }
        Some(roster)
    }
}

pub(super) type RulesTable<'a> = Option<Spanned<DeTable<'a>>>;

/// The typed part, and the `[rules]` table, which the rules read themselves.
fn read(source: &Arc<Source>) -> Result<(TeamFile, RulesTable<'_>), Fault> {
    let mut root = shape::parse(source)?;
    let rules = take_rules(source, &mut root)?;
    let mut file = shape::typed(source, root);
    if let Err(fault) = &mut file
        && let FaultKind::UnknownKey { known, .. } = fault.kind.as_mut()
        && known.iter().any(|k| k == "team")
    {
        known.extend(["rules", "dates"].map(str::to_owned));
    }
    Ok((file?, rules))
}

/// Takes the `[rules]` table out of a document.
pub(super) fn take_rules<'a>(
    source: &Arc<Source>,
    root: &mut Spanned<DeTable<'a>>,
) -> Result<RulesTable<'a>, Fault> {
    let mut keys = root.get_ref().iter().map(|(key, _)| key);
    let key = keys.find(|k| k.get_ref() == "rules").cloned();
    let Some(value) = key.and_then(|k| root.get_mut().remove(&k)) else {
        return Ok(None);
    };
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Ok(Some(Spanned::new(span, table))),
        other => Err(source.fault(
            Some(span),
            FaultKind::WrongType {
                found: Shape::of(other.type_str()),
                wanted: Shape::Table,
            },
        )),
    }
}

/// The rules of a problem, from the `[rules]` of a text.
pub(super) fn rules_of(problem: &Problem, source: &Arc<Source>) -> Result<RuleBook, Fault> {
    let mut root = shape::parse(source)?;
    let rules = take_rules(source, &mut root)?;
    crate::rules::read_all(problem, source, rules.as_ref())
}
