//! Words for cells without a shift: rest, and the team's kinds of leave.

use super::loose::folded;
use crate::domain::Problem;
use crate::text::Lang;

/// Words that mean rest in a cell, so that no shift may be called so.
pub const REST_WORDS: [&str; 7] = ["-", "休", "休息", "off", "OFF", "rest", "/"];

/// Whether a cell's text means rest: by a word that always does, or by the team's own code.
pub fn is_rest(problem: &Problem, text: &str) -> bool {
    REST_WORDS.contains(&text) || (!text.is_empty() && text == problem.rest_code)
}

/// The kind of leave with this code or name.
pub fn leave_kind(problem: &Problem, text: &str) -> Option<usize> {
    let mut kinds = problem.leave_kinds.iter();
    kinds.position(|kind| {
        let named = |lang| kind.name.get(lang) == text;
        kind.code == text || named(Lang::Zh) || named(Lang::En)
    })
}

/// Whether a cell's text means no shift: rest, or leave of whichever kind.
pub fn is_free(problem: &Problem, text: &str) -> bool {
    is_rest(problem, text) || leave_kind(problem, text).is_some()
}

/// The same for what was typed in the wrong case or width.
pub fn is_loosely_rest(problem: &Problem, text: &str) -> bool {
    let loose = folded(text);
    let own = Some(problem.rest_code.as_str()).filter(|code| !code.is_empty());
    let mut words = REST_WORDS.into_iter().chain(own);
    words.any(|word| folded(word) == loose)
}
