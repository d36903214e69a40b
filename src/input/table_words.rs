//! Words of a team's own tables, `[words]` of the team file: what a cell means that other tools or habits write.

use super::cell_words::{CellWords, target};
use super::{Fault, FaultKind, Team};
use crate::domain::Problem;
use crate::source::loose::folded;

impl Team {
    /// The words, looked up in the month's team.
    ///
    /// # Errors
    /// A word is said to mean something that is no shift, rest or leave.
    pub fn words(&self, problem: &Problem) -> Result<CellWords, Fault> {
        let words = self.own_words().iter();
        let meant = words.map(|(word, said)| match target(problem, said.get_ref()) {
            Some(meaning) => Ok((folded(word), meaning)),
            None => {
                let kind = FaultKind::UnknownShift {
                    name: said.get_ref().clone(),
                    known: problem
                        .duties_now()
                        .iter()
                        .map(|d| d.code.clone())
                        .collect(),
                };
                Err(self.source().fault(Some(said.span()), kind))
            }
        });
        meant.collect()
    }
}
