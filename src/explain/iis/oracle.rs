//! Can some demands be kept together? Asked again and again while a conflict is made smaller.

use super::atoms::{Atoms, Small};
use super::certificate::certificate;
use super::race::{Aim, Raced, glance, race};
use crate::domain::Roster;
use crate::engine::{EngineError, Limits, Watch};

/// Moves a cell of a first short walk: what it finds needs no program.
const MOVES: u64 = 150;

/// The same where all that a month demands is asked for: most months have a roster, and a walk finds it.
const LONG: u64 = 1_000;

/// The part of the time that is left that one question may take.
const SHARE: f64 = 0.3;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// They can: a roster (those rest whom no demand looks at).
    Kept(Roster),
    /// They cannot, nor can these of them.
    Not(Vec<usize>),
    /// It was not found out in time.
    Open,
}

/// Whom to ask.
pub struct Oracle<'a> {
    /// The demands.
    pub atoms: &'a Atoms,
    /// Until when.
    pub limits: Limits,
    /// The clock.
    pub watch: &'a dyn Watch,
    /// Rosters that were found, the last ones last: often one of them is the answer.
    known: Vec<Roster>,
    /// Questions for which something had to be solved.
    pub asked: usize,
}

/// Rosters that are remembered.
const KNOWN: usize = 60;

impl<'a> Oracle<'a> {
    /// Nothing is known yet.
    pub fn new(atoms: &'a Atoms, limits: &Limits, watch: &'a dyn Watch) -> Oracle<'a> {
        Oracle {
            atoms,
            limits: *limits,
            watch,
            known: Vec::new(),
            asked: 0,
        }
    }

    /// Whether time is up.
    pub fn over(&self) -> bool {
        self.watch.seconds() >= self.limits.seconds || self.watch.stop()
    }

    /// A roster that may be an answer later.
    pub fn remember(&mut self, roster: &Roster) {
        if self.known.len() >= KNOWN {
            self.known.remove(0);
        }
        self.known.push(roster.clone());
    }

    /// Whether a roster keeps these demands.
    pub fn keeps(&self, set: &[usize], roster: &Roster) -> bool {
        !set.iter().any(|atom| self.atoms.broken(*atom, roster))
    }

    /// Asks. A `Not` that rests on the linear program alone is as good as its arithmetic; see [`Oracle::prove`].
    ///
    /// # Errors
    /// The solver fails.
    pub fn ask(&mut self, set: &[usize]) -> Result<Answer, EngineError> {
        self.ask_with(set, MOVES)
    }

    /// The same about all that a month demands, or nearly all.
    ///
    /// # Errors
    /// The solver fails.
    pub fn ask_of_month(&mut self, set: &[usize]) -> Result<Answer, EngineError> {
        self.ask_with(set, LONG)
    }

    fn ask_with(&mut self, set: &[usize], moves: u64) -> Result<Answer, EngineError> {
        let mut known = self.known.iter().rev();
        if let Some(roster) = known.find(|r| self.keeps(set, r)) {
            return Ok(Answer::Kept(roster.clone()));
        }
        self.asked += 1;
        let small = Small::of(self.atoms, set, &[]);
        let limits = self.now();
        if let Some(own) = glance(&small.model, moves, &limits, self.watch) {
            return Ok(self.kept(&small, &own));
        }
        if let Some(needed) = certificate(self.atoms, set, &limits, self.watch)? {
            return Ok(Answer::Not(needed));
        }
        self.solve(&small, set)
    }

    /// The same by the integer program, which has the last word.
    ///
    /// # Errors
    /// The solver fails.
    pub fn prove(&mut self, set: &[usize]) -> Result<Answer, EngineError> {
        self.asked += 1;
        self.solve(&Small::of(self.atoms, set, &[]), set)
    }

    fn solve(&mut self, small: &Small, set: &[usize]) -> Result<Answer, EngineError> {
        if self.over() {
            return Ok(Answer::Open);
        }
        Ok(
            match race(&small.model, Aim::ANY, &self.now(), self.watch)? {
                Raced::Found(own, _) => self.kept(small, &own),
                Raced::None => Answer::Not(set.to_vec()),
                Raced::Open => Answer::Open,
            },
        )
    }

    fn kept(&mut self, small: &Small, own: &Roster) -> Answer {
        let roster = small.whole(own, self.atoms);
        self.remember(&roster);
        Answer::Kept(roster)
    }

    /// Limits of one question.
    fn now(&self) -> Limits {
        let now = self.watch.seconds();
        let left = (self.limits.seconds - now).max(0.0);
        Limits {
            // The last seconds are not split any more.
            seconds: now + (SHARE * left).max(left.min(2.0)),
            gap: 0.0,
            ..self.limits
        }
    }
}
