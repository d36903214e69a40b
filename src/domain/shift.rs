//! Shift kinds, skills, and duties (a shift kind held at a post).

use super::time::{DAY, SLOT, Span};
use crate::text::Text;
use chrono::NaiveDate;

/// A skill: something a person can do, or is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skill {
    /// Short code, as in the team file.
    pub code: String,
    /// Name to print.
    pub name: Text,
    /// Whether it is a post: whoever works holds exactly one post a shift.
    pub post: bool,
}

/// A kind of shift.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShiftKind {
    /// Short code, as it stands in a roster's cell.
    pub code: String,
    /// Name to print.
    pub name: Text,
    /// When the person is present, fixed breaks taken out; ordered, not overlapping.
    /// Minutes from midnight of the shift's day; may reach past midnight.
    pub segments: Vec<Span>,
    /// Minutes of breaks taken in turns: they cover demand but are not paid.
    pub unpaid: i32,
    /// Whether it is a night shift.
    pub night: bool,
    /// Posts it can be held at (indices of skills); empty: all.
    pub posts: Vec<usize>,
    /// Colour on charts, `#rrggbb`.
    pub color: Option<String>,
    /// Whether it is worked only where it is fixed for somebody.
    pub only_pinned: bool,
    /// The last day on which it is worked, where it is abolished.
    pub until: Option<NaiveDate>,
    /// Whether it can be worked in the month.
    pub standing: Standing,
}

/// Whether a shift is one of the team file, or is only read in what was worked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// The team file has it.
    #[default]
    Now,
    /// It was abolished, or had other times then.
    Past,
    /// Somebody had it before the month, and nobody knows its times any more: it counts as work of so many minutes, at a time
    /// that is not known.
    Unknown {
        /// What is taken for its worked minutes: what the team's shifts usually have.
        minutes: i32,
    },
}

impl ShiftKind {
    /// Worked (paid) minutes.
    pub fn minutes(&self) -> i32 {
        let assumed = match self.standing {
            Standing::Unknown { minutes } => minutes,
            Standing::Now | Standing::Past => 0,
        };
        self.segments.iter().map(|s| s.minutes()).sum::<i32>() - self.unpaid + assumed
    }

    /// Whether who has it is present during the whole half-hour that begins at a minute, from the midnight of its day.
    pub fn covers(&self, start: i32) -> bool {
        let end = start + SLOT;
        let shared = |s: &Span| (s.end.min(end) - s.start.max(start)).max(0);
        self.segments.iter().map(shared).sum::<i32>() == SLOT
    }

    /// First minute of presence.
    pub fn start(&self) -> i32 {
        self.segments.first().map_or(0, |s| s.start)
    }

    /// End of presence.
    pub fn end(&self) -> i32 {
        self.segments.last().map_or(0, |s| s.end)
    }

    /// Whether it touches the night in the sense of Chinese law, 22:00 to 06:00.
    pub fn touches_night(segments: &[Span]) -> bool {
        let nights = [
            Span { start: 0, end: 360 },
            Span {
                start: 22 * 60,
                end: DAY + 360,
            },
        ];
        segments
            .iter()
            .any(|s| nights.iter().any(|n| s.overlaps(*n)))
    }
}

/// A shift kind held at a post; without posts in the team, the kind alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Duty {
    /// Index of the shift kind.
    pub kind: usize,
    /// Index of the skill that is the post.
    pub post: Option<usize>,
    /// As it stands in a roster's cell: `N`, or `N@after` with posts.
    pub code: String,
}
