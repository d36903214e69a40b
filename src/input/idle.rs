//! What of a team file names nobody of the month, or no shift: in rules, duties, demand and the posts of shifts.

use super::team::{Beside, TeamFile, Word};
use super::{Source, Team};
use crate::domain::Problem;
use crate::rules::RuleBook;
use crate::source::{Idle, Lacks};
use std::sync::Arc;

impl Team {
    /// Words of the file that name nobody of a month of this team, or no shift: each once, in the order of the lines.
    pub fn idle(&self, problem: &Problem, book: &RuleBook) -> Vec<Idle> {
        let (source, file, beside) = self.parts();
        found(source, file, beside, problem, book)
    }
}

fn found(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    problem: &Problem,
    book: &RuleBook,
) -> Vec<Idle> {
    let rules = book.instances.iter().flat_map(|rule| &rule.idle).cloned();
    let mut all: Vec<Idle> = rules.collect();
    let mut skill = |source: &Arc<Source>, section: &str, word: &Word| {
        let code = word.get_ref();
        let skill = problem.skills.iter().position(|skill| skill.code == *code);
        if skill.is_some_and(|skill| problem.holders(skill).next().is_none()) {
            all.push(source.idle(word.span(), section, code, Lacks::People));
        }
    };
    for duty in &file.duty {
        duty.skill
            .iter()
            .for_each(|word| skill(source, "duty", word));
    }
    let table = beside.demand.iter();
    let table = table.flat_map(|(source, rows)| rows.iter().map(move |row| (source, row)));
    for (source, row) in table.chain(file.demand.iter().map(|row| (source, row))) {
        let word = row.get_ref().skill.iter();
        word.for_each(|word| skill(source, "demand", word));
    }
    for row in &file.shift {
        let posts = row.get_ref().posts.iter();
        let posts = posts.flat_map(|posts| posts.get_ref());
        posts.for_each(|word| skill(source, "shift", word));
    }
    all.sort();
    all.dedup();
    all
}
