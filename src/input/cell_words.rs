//! What stands in a cell of a roster, in the team's terms: a shift, rest or leave. Looked for from what is meant exactly
//! to what people write: the wrong case or width, a shift's name, its times beside the name or alone, words for leave.

use super::cell_times::{self, Times};
use super::{RosterFlaw, is_free};
use crate::domain::{Duty, Problem};
use crate::source::free::{
    is_leave_word, is_loosely_rest, is_rest, is_rest_word, leave_kind, says_leave,
};
use crate::source::loose::folded;
use crate::text::Lang;

/// What a cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A shift, by its duty.
    Duty(usize),
    /// Rest.
    Rest,
    /// Leave, of one of the team's kinds where it says which.
    Leave(Option<usize>),
}

/// Why a cell cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Puzzle {
    /// Nothing is called so.
    Unknown,
    /// Something particular.
    Flaw(RosterFlaw),
}

/// Words of a team's tables with what they mean, from the team file's `[words]`; as people write them, and folded.
pub type CellWords = Vec<(String, Meaning)>;

/// The meaning of a cell that is not empty, where the team has other words besides.
///
/// # Errors
/// It cannot be understood.
pub fn meaning(problem: &Problem, words: &CellWords, text: &str) -> Result<Meaning, Puzzle> {
    let loose = folded(text);
    let own = words.iter().find(|(word, _)| *word == loose);
    if let Some((_, meaning)) = own {
        return Ok(*meaning);
    }
    if let Some(meaning) = named(problem, text) {
        return Ok(meaning);
    }
    if let Some(times) = cell_times::times(text) {
        return timed(problem, words, text, &times);
    }
    if is_rest_word(text) {
        return Ok(Meaning::Rest);
    }
    if is_leave_word(text) {
        return Ok(Meaning::Leave(None));
    }
    Err(unzeroed(problem, text).map_or(Puzzle::Unknown, Puzzle::Flaw))
}

/// A shift, rest or leave that is called so in the team file.
pub fn named(problem: &Problem, text: &str) -> Option<Meaning> {
    let kind = leave_kind(problem, text);
    if is_free(problem, text) {
        return Some(match kind {
            Some(kind) if !is_rest(problem, text) => Meaning::Leave(Some(kind)),
            _ => Meaning::Rest,
        });
    }
    let duties = || problem.duties_now().iter();
    if let Some(duty) = duties().position(|d| d.code == text) {
        return Some(Meaning::Duty(duty));
    }
    if is_loosely_rest(problem, text) {
        return Some(Meaning::Rest);
    }
    let loose = folded(text);
    let mut kinds = problem.leave_kinds.iter();
    let kind = kinds.position(|kind| {
        let name = |lang| folded(kind.name.get(lang)) == loose;
        folded(&kind.code) == loose || name(Lang::Zh) || name(Lang::En)
    });
    // What we write ourselves for leave goes before what only comes close to a shift.
    if says_leave(problem, text) {
        return Some(Meaning::Leave(kind));
    }
    // Typed by hand in the wrong case or width, or the shift's name for its code: accepted where it can mean one duty
    // only.
    let found = only(duties().map(|d| folded(&d.code) == loose))
        .or_else(|| only(duties().map(|d| is_named(problem, d, &loose))));
    if let Some(duty) = found {
        return Some(Meaning::Duty(duty));
    }
    kind.map(|kind| Meaning::Leave(Some(kind)))
}

/// What a word of the team file's `[words]` is said to mean.
pub fn target(problem: &Problem, text: &str) -> Option<Meaning> {
    let plain = || is_leave_word(text).then_some(Meaning::Leave(None));
    named(problem, text.trim()).or_else(plain)
}

/// A cell with times in it: `白班 09:00-17:30`, `9:00~12:00`.
fn timed(
    problem: &Problem,
    words: &CellWords,
    text: &str,
    times: &Times,
) -> Result<Meaning, Puzzle> {
    let label = folded(&times.rest);
    let known = words.iter().find(|(word, _)| *word == label);
    let meaning = known.map(|(_, meaning)| *meaning);
    let meaning = meaning.or_else(|| named(problem, &times.rest).filter(|_| !label.is_empty()));
    let Some(meaning) = meaning else {
        return by_times(problem, text, times);
    };
    let Meaning::Duty(duty) = meaning else {
        return Ok(meaning);
    };
    let duty = &problem.duties[duty];
    let kind = &problem.kinds[duty.kind];
    if times.are_of(kind) {
        return Ok(meaning);
    }
    Err(Puzzle::Flaw(RosterFlaw::TimesDiffer {
        text: text.to_owned(),
        code: duty.code.clone(),
        times: cell_times::shown(kind),
    }))
}

fn by_times(problem: &Problem, text: &str, times: &Times) -> Result<Meaning, Puzzle> {
    let fits = |duty: &&Duty| times.are_of(&problem.kinds[duty.kind]);
    let codes: Vec<String> = (problem.duties_now().iter().filter(fits))
        .map(|duty| duty.code.clone())
        .collect();
    match codes.as_slice() {
        [_] => {
            let place = problem.duties_now().iter().position(|duty| fits(&duty));
            place.map(Meaning::Duty).ok_or(Puzzle::Unknown)
        }
        // `9-18` may be anything.
        [] if times.bare => Err(Puzzle::Unknown),
        [] => Err(Puzzle::Flaw(RosterFlaw::NoShiftAt {
            text: text.to_owned(),
            known: (problem.kinds_now().iter())
                .map(|kind| format!("{} {}", kind.code, cell_times::shown(kind)))
                .collect(),
        })),
        _ => Err(Puzzle::Flaw(RosterFlaw::SeveralShifts {
            text: text.to_owned(),
            codes,
        })),
    }
}

/// A number that a spreadsheet has taken the zeros from: `8` for a shift `08`.
fn unzeroed(problem: &Problem, text: &str) -> Option<RosterFlaw> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let bare = |code: &str| code.trim_start_matches('0') == text && code != text;
    let mut duties = problem.duties_now().iter().filter(|_| digits);
    let duty = duties.find(|duty| bare(&duty.code))?;
    Some(RosterFlaw::LeadingZero {
        text: text.to_owned(),
        meant: duty.code.clone(),
        person: None,
    })
}

/// The place of the only one that is true.
pub fn only(mut all: impl Iterator<Item = bool>) -> Option<usize> {
    let place = all.by_ref().position(|fits| fits)?;
    (!all.any(|fits| fits)).then_some(place)
}

/// Whether a duty has this name: that of its shift, or with its post as `晚班@接待` or `晚班（接待）`.
fn is_named(problem: &Problem, duty: &Duty, text: &str) -> bool {
    let kind = &problem.kinds[duty.kind].name;
    let post = duty.post.map(|post| &problem.skills[post].name);
    [Lang::Zh, Lang::En].into_iter().any(|lang| {
        let kind = folded(kind.get(lang));
        let post = post.map(|post| folded(post.get(lang)));
        let with = post.is_some_and(|post| {
            text == format!("{kind}@{post}") || text == format!("{kind}({post})")
        });
        text == kind || with
    })
}
