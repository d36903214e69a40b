//! The rules. Each is one file: its card, its parameters, its check on clock time, its lowering to terms.
//!
//! [`LIST`] is the table of contents. A rule is in force when the team file names it under `[rules]`,
//! or always, when its card says so.

mod card;
mod reading;
mod report;
mod scope;
mod sets;

mod allowed_shifts;
mod apart;
mod blocks;
mod contract_hours;
mod cover;
mod cycle;
mod employed;
mod even;
mod keep;
mod kind_run;
mod law;
mod law_day_hours;
mod law_overtime;
mod law_rest_day;
mod law_week_hours;
mod leave;
mod meeting;
mod mentor;
mod month_rest;
mod one_at_a_time;
mod pinned;
mod post_daily;
mod protected;
mod qualified;
mod rank_share;
mod repeat;
mod rest_after;
mod rest_between;
mod rest_run;
mod rest_together;
mod shift_daily;
mod shift_limit;
mod shift_variety;
mod succession;
mod surplus;
mod together;
mod unavailable;
mod unwanted_pattern;
mod weekends;
mod weekly_rest;
mod whole_day_off;
mod whole_weekends;
mod wishes;
mod work_run;

pub use crate::facts::{Acceptance, Facts, Headcount, Run, Stint};
pub use card::{After, Before, Borders, Card, Param};
pub use keep::{keeping, usual_weight as usual_keep_weight};
pub use reading::{Reader, read_all};
pub use report::{Breach, Report, Weight};
pub use scope::{Days, Kinds, Per, Scope, Takes};

use crate::domain::{Problem, Roster};
use crate::facts::fairness::{By, Comparison, Part, Shared};
use crate::facts::totals::Count;
use crate::model::{Builder, Model};
use crate::source::{Fault, Idle};
use chrono::Weekday;
use std::fmt;
use std::sync::Arc;

/// A line of the table of contents.
pub struct Entry {
    /// The rule's description.
    pub card: &'static Card,
    /// Reads its parameters.
    pub read: fn(&mut Reader<'_>) -> Result<Box<dyn Rule>, Fault>,
}

/// Every rule, in the order in which a supervisor would explain them.
pub const LIST: &[Entry] = &[
    // The frame: who may be given what at all.
    employed::ENTRY,
    qualified::ENTRY,
    allowed_shifts::ENTRY,
    unavailable::ENTRY,
    leave::ENTRY,
    pinned::ENTRY,
    protected::ENTRY,
    one_at_a_time::ENTRY,
    // The service: who is there when, and at which post.
    cover::ENTRY,
    surplus::ENTRY,
    shift_daily::ENTRY,
    post_daily::ENTRY,
    rank_share::ENTRY,
    meeting::ENTRY,
    // Each person's days: rest, runs, what may follow what.
    weekly_rest::ENTRY,
    month_rest::ENTRY,
    whole_day_off::ENTRY,
    rest_between::ENTRY,
    succession::ENTRY,
    work_run::ENTRY,
    rest_run::ENTRY,
    kind_run::ENTRY,
    rest_after::ENTRY,
    unwanted_pattern::ENTRY,
    shift_variety::ENTRY,
    shift_limit::ENTRY,
    // Weeks and months: weekends, blocks of days and nights, what comes round again.
    weekends::ENTRY,
    whole_weekends::ENTRY,
    blocks::ENTRY,
    cycle::ENTRY,
    repeat::ENTRY,
    // Who with whom.
    mentor::ENTRY,
    together::ENTRY,
    rest_together::ENTRY,
    apart::ENTRY,
    // Fairness.
    contract_hours::ENTRY,
    even::ENTRY,
    // What people asked for, and what they have been told.
    wishes::ENTRY,
    keep::ENTRY,
    // Labour law: warnings, unless the team file says more.
    law_day_hours::ENTRY,
    law_week_hours::ENTRY,
    law_rest_day::ENTRY,
    law_overtime::ENTRY,
];

/// A rule with its parameters.
pub trait Rule: fmt::Debug + Send + Sync {
    /// Finds every breach, on clock time.
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report);

    /// Says the same to engines. Amounts and prices are those of `check`. Not called for warnings.
    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder);

    /// Weeks after which a person's row comes round again, where the rule says that.
    fn weeks(&self) -> Option<usize> {
        None
    }

    /// How weeks take turns, where the rule says that.
    fn turn(&self) -> Option<Turn> {
        None
    }

    /// Who shares what of the whole month with whom, where the rule says that.
    fn comparison(&self, _scope: &Scope, _facts: &Facts<'_>) -> Option<Comparison> {
        None
    }
}

/// What a rule says of how weeks take turns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// So many weeks are a cycle, and so many of them are weeks of these shift kinds.
    Cycle {
        /// Weeks.
        weeks: usize,
        /// How many of them.
        nights: usize,
        /// The shift kinds.
        kinds: Vec<usize>,
    },
    /// On these days of the week the shift may change.
    Free(Vec<Weekday>),
}

/// A rule in force.
#[derive(Debug, Clone)]
pub struct Instance {
    /// Its description.
    pub card: &'static Card,
    /// What it applies to, and its weight.
    pub scope: Scope,
    /// Its parameters.
    pub rule: Arc<dyn Rule>,
    /// Words of it that name nobody of the month, or no shift.
    pub idle: Vec<Idle>,
}

impl Instance {
    /// Every breach of this rule; `index` is its place among the rules in force.
    pub fn check(&self, index: usize, facts: &Facts<'_>) -> Vec<Breach> {
        let mut report = Report::new(self.card.name, index, facts.problem.days());
        self.rule.check(&self.scope, facts, &mut report);
        report.into_breaches()
    }
}

/// The rules in force for a team.
#[derive(Debug, Clone, Default)]
pub struct RuleBook {
    /// The instances; their indices are the `rule` of a model's tags.
    pub instances: Vec<Instance>,
}

impl RuleBook {
    /// Every breach of every rule in `roster`, in the order of the list.
    pub fn check(&self, problem: &Problem, roster: &Roster) -> Vec<Breach> {
        let facts = Facts::new(problem, roster);
        let mut breaches = Vec::new();
        for (index, instance) in self.instances.iter().enumerate() {
            breaches.extend(instance.check(index, &facts));
        }
        breaches
    }

    /// Every breach of one rule, had it another weight.
    pub fn check_at(
        &self,
        index: usize,
        weight: Weight,
        problem: &Problem,
        roster: &Roster,
    ) -> Vec<Breach> {
        let instance = &self.instances[index];
        let scope = Scope {
            weight,
            ..instance.scope.clone()
        };
        let mut report = Report::new(instance.card.name, index, problem.days());
        let facts = Facts::new(problem, roster);
        instance.rule.check(&scope, &facts, &mut report);
        report.into_breaches()
    }

    /// Who shares what of the whole month with whom: those of each rule that shares it out, nobody twice; where no rule does,
    /// all who can have some of it.
    pub fn comparisons(&self, facts: &Facts<'_>, of: Count) -> Vec<Comparison> {
        let said = |instance: &Instance| instance.rule.comparison(&instance.scope, facts);
        let said = self.instances.iter().filter_map(said);
        let mut all: Vec<Comparison> = said.filter(|said| said.of == of).collect();
        if all.is_empty() {
            let kinds: Vec<usize> = (0..facts.problem.kinds.len()).collect();
            let shared = Shared {
                of,
                kinds: &kinds,
                on: &|_| true,
                by: By::Agreed,
                away: false,
            };
            all.push(facts.compare(facts.people(), &shared));
        }
        let mut taken = vec![false; facts.problem.people.len()];
        for comparison in &mut all {
            let mut is_first = |part: &Part| !std::mem::replace(&mut taken[part.person.0], true);
            comparison.people.retain(|part| is_first(part));
        }
        all
    }

    /// The model of all rules that are more than warnings.
    pub fn lower(&self, problem: &Problem) -> Model {
        let mut builder = Builder::new(
            problem.people.len(),
            problem.days(),
            problem.duties_now().len(),
        )
        .with_past(problem.duties.len());
        for (index, instance) in self.instances.iter().enumerate() {
            builder.begin(index);
            if instance.scope.weight != Weight::Warn {
                instance.rule.lower(&instance.scope, problem, &mut builder);
            }
        }
        builder.finish()
    }
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    LIST.iter().find(|e| e.card.name == name)
}
