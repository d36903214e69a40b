//! Cells without a shift: what each of them is, and what stands in it.

use super::{PersonIx, Problem, Roster};
use crate::text::{Fixed, Lang, pick};

/// What a cell without a shift is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Free {
    /// A day off.
    Rest,
    /// Leave is granted: neither rest nor work.
    Leave,
    /// The person is not in the team.
    Out,
}

/// What stands in a cell of leave of which no kind is said: the first that no shift and nothing else of the team is
/// called.
pub const LEAVE_SIGNS: [Fixed; 3] = [("lv", "假"), ("leave", "请假"), ("on leave", "请假中")];

impl Problem {
    /// What a cell of the month without a shift is.
    pub fn free(&self, person: PersonIx, day: usize) -> Free {
        if !self.employed(person).contains(&day) {
            Free::Out
        } else if self.people[person].on_leave(day as i64) {
            Free::Leave
        } else {
            Free::Rest
        }
    }

    /// How the team writes a cell without a shift: the code of the leave, or its own of rest. Empty where it has none for
    /// rest, and for days outside the team.
    pub fn free_code(&self, person: PersonIx, day: usize, lang: Lang) -> &str {
        match self.free(person, day) {
            Free::Out => "",
            Free::Rest => &self.rest_code,
            Free::Leave => {
                let kind = self.people[person].leave_kind(day as i64);
                let kind = kind.and_then(|kind| self.leave_kinds.get(kind));
                kind.map_or_else(|| self.leave_sign(lang), |kind| kind.code.as_str())
            }
        }
    }

    /// What stands in a cell of leave of which no kind is said.
    pub fn leave_sign(&self, lang: Lang) -> &'static str {
        let kinds = self.kinds.iter().map(|kind| &kind.code);
        let duties = self.duties.iter().map(|duty| &duty.code);
        let leaves = self.leave_kinds.iter().map(|kind| &kind.code);
        let codes = kinds.chain(duties).chain(leaves).chain([&self.rest_code]);
        let codes: Vec<String> = codes.map(|code| code.to_lowercase()).collect();
        let mut signs = LEAVE_SIGNS.iter().map(|sign| pick(*sign, lang));
        let free = signs.find(|sign| !codes.iter().any(|code| code == sign));
        free.unwrap_or("")
    }

    /// Whether somebody has leave of which no kind is said.
    pub fn has_plain_leave(&self) -> bool {
        self.everybody().any(|person| {
            let plain = |day: usize| {
                let leave = self.free(person, day) == Free::Leave;
                leave && self.people[person].leave_kind(day as i64).is_none()
            };
            (0..self.days()).any(plain)
        })
    }

    /// People who belong to the team on some day of the month, or work on one: those whom a roster shows.
    pub fn appearing(&self, roster: &Roster) -> Vec<PersonIx> {
        let works = |p: PersonIx| (0..self.days()).any(|day| roster.get(p, day).is_some());
        let appears = |p: &PersonIx| !self.employed(*p).is_empty() || works(*p);
        self.everybody().filter(appears).collect()
    }
}
