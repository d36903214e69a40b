//! The shifts of earlier days: what a code meant then. A shift may have been abolished since, or have got other times.

use super::cell_words::{CellWords, Meaning, meaning};
use crate::domain::time::Span;
use crate::domain::{Duty, Problem, ShiftKind, Standing};
use crate::model::DutySet;
use crate::source::free::{is_free, is_loosely_rest, says_leave};
use crate::source::loose::folded;
use crate::text::Text;
use std::collections::BTreeMap;

/// A shift as it was kept with a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptShift {
    /// As in the cells.
    pub code: String,
    /// Name to print.
    pub name: Text,
    /// When people are present, in minutes from the midnight of its day.
    pub segments: Vec<Span>,
    /// Minutes of breaks in turns; `None`: not known.
    pub unpaid: Option<i32>,
    /// Whether it was a night shift; `None`: by its times.
    pub night: Option<bool>,
}

/// What the codes of a roster of earlier days mean in a problem.
#[derive(Debug, Default)]
pub struct Codes {
    meant: BTreeMap<String, Option<usize>>,
    /// Codes that nothing explains: they count as work at a time that is not known.
    pub unknown: Vec<String>,
    /// Shifts that had other times then.
    pub changed: Vec<String>,
}

impl Codes {
    /// Looks up codes, and adds to the problem what only the earlier days had.
    pub fn of<'c>(
        problem: &mut Problem,
        codes: impl IntoIterator<Item = &'c str>,
        kept: &[KeptShift],
    ) -> Codes {
        let mut found = Codes::default();
        for code in codes {
            if !found.meant.contains_key(code) {
                let meant = found.meaning(problem, code, kept);
                found.meant.insert(code.to_owned(), meant);
            }
        }
        found
    }

    /// A duty, or rest.
    pub fn duty(&self, code: &str) -> Option<usize> {
        self.meant.get(code).copied().flatten()
    }

    fn meaning(&mut self, problem: &mut Problem, code: &str, kept: &[KeptShift]) -> Option<usize> {
        if code.is_empty()
            || is_free(problem, code)
            || says_leave(problem, code)
            || is_loosely_rest(problem, code)
        {
            return None;
        }
        let bare = code.split('@').next().unwrap_or(code);
        let today = today(problem, code);
        let then = kept.iter().find(|shift| shift.code == bare);
        let then = then.or_else(|| kept.iter().find(|s| folded(&s.code) == folded(bare)));
        match (today, then) {
            (Some(duty), None) => Some(duty),
            (Some(duty), Some(then)) if then.is(&problem.kinds[problem.duties[duty].kind]) => {
                Some(duty)
            }
            (_, Some(then)) => {
                if today.is_some() && !self.changed.contains(&then.code) {
                    self.changed.push(then.code.clone());
                }
                let kind = then.kind(today.map(|duty| &problem.kinds[problem.duties[duty].kind]));
                Some(added(problem, kind, code))
            }
            (None, None) => match meaning(problem, &CellWords::new(), code) {
                Ok(Meaning::Duty(duty)) => Some(duty),
                Ok(Meaning::Rest | Meaning::Leave(_)) => None,
                Err(_) => {
                    self.unknown.push(code.to_owned());
                    let kind = unknown(problem, bare);
                    Some(added(problem, kind, code))
                }
            },
        }
    }
}

impl KeptShift {
    /// Whether it is the shift of today, as far as it is known.
    fn is(&self, kind: &ShiftKind) -> bool {
        let unpaid = self.unpaid.is_none_or(|unpaid| unpaid == kind.unpaid);
        self.segments == kind.segments && unpaid && self.night.is_none_or(|n| n == kind.night)
    }

    fn kind(&self, today: Option<&ShiftKind>) -> ShiftKind {
        let touches = || ShiftKind::touches_night(&self.segments);
        ShiftKind {
            code: self.code.clone(),
            name: today.map_or_else(|| self.name.clone(), |kind| kind.name.clone()),
            night: self.night.unwrap_or_else(touches),
            segments: self.segments.clone(),
            unpaid: self.unpaid.or(today.map(|kind| kind.unpaid)).unwrap_or(0),
            posts: Vec::new(),
            color: None,
            only_pinned: true,
            until: None,
            standing: Standing::Past,
        }
    }
}

/// What a code means by today's team file: a duty's code, a shift's without its post, or either loosely; also its name.
fn today(problem: &Problem, code: &str) -> Option<usize> {
    let loose = folded(code);
    let bare = |duty: &Duty| &problem.kinds[duty.kind];
    let ways: [&dyn Fn(&Duty) -> bool; 4] = [
        &|duty| duty.code == code,
        &|duty| bare(duty).code == code,
        &|duty| folded(&duty.code) == loose || folded(&bare(duty).code) == loose,
        &|duty| {
            let name = &bare(duty).name;
            folded(&name.zh) == loose || folded(&name.en) == loose
        },
    ];
    ways.iter()
        .find_map(|way| problem.duties.iter().position(way))
}

/// A shift of which nothing is known: at noon, where it is near to no other day's shifts, and as long as shifts usually are.
fn unknown(problem: &Problem, code: &str) -> ShiftKind {
    let mut minutes: Vec<i32> = problem.kinds_now().iter().map(ShiftKind::minutes).collect();
    minutes.sort_unstable();
    let noon = 12 * 60;
    ShiftKind {
        code: code.to_owned(),
        name: Text::same(code),
        segments: vec![Span {
            start: noon,
            end: noon,
        }],
        unpaid: 0,
        night: false,
        posts: Vec::new(),
        color: None,
        only_pinned: true,
        until: None,
        standing: Standing::Unknown {
            minutes: minutes.get(minutes.len() / 2).copied().unwrap_or(0),
        },
    }
}

/// The duty of a shift that only earlier days had, at the post that its code names.
fn added(problem: &mut Problem, kind: ShiftKind, code: &str) -> usize {
    if problem.duties.len() >= DutySet::CAPACITY {
        // Far more shifts than any team has: the last of them stands for all others.
        return problem.duties.len() - 1;
    }
    let same = problem.kinds.iter().position(|k| *k == kind);
    let place = same.unwrap_or_else(|| {
        problem.kinds.push(kind);
        problem.kinds.len() - 1
    });
    let post = code.split_once('@').map(|(_, post)| post);
    let post = post.and_then(|post| problem.skills.iter().position(|s| s.code == post));
    problem.duties.push(Duty {
        kind: place,
        post,
        code: code.to_owned(),
    });
    problem.duties.len() - 1
}
