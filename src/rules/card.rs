//! What a rule tells a reader about itself. `paiban rules` and `docs/rules.md` are made from it.

use super::scope::Takes;
use crate::text::Fixed;

/// A rule's description.
#[derive(Debug)]
pub struct Card {
    /// Its name in a team file and in messages: lower case, words joined by `-`.
    pub name: &'static str,
    /// Title, (English, Chinese).
    pub title: Fixed,
    /// What it demands, in a sentence or two.
    pub meaning: Fixed,
    /// Why one wants it.
    pub why: Fixed,
    /// Where it comes from: requirement numbers, articles of law; empty: any roster needs it.
    pub source: &'static str,
    /// What a unit of violation is: what a weight is the price of.
    pub unit: Fixed,
    /// Its own parameters.
    pub params: &'static [Param],
    /// Which of the keys that are common to rules it takes beside `weight`.
    pub takes: Takes,
    /// What it knows of the days around the month.
    pub borders: Borders,
    /// Weight where the team file gives none: `hard`, `warn`, or points.
    pub weight: &'static str,
    /// Whether it is in force without being named in the team file.
    pub always: bool,
    /// A piece of a team file that switches it on.
    pub example: &'static str,
}

impl Card {
    /// Its parameters beside `weight`, `who` and `except`, which nearly all rules take: its own, then common ones.
    pub fn params(&self) -> Vec<Param> {
        let common = Takes {
            who: false,
            ..self.takes
        };
        self.params.iter().copied().chain(common.params()).collect()
    }

    /// The articles of law among its sources; requirement numbers mean nothing to a user.
    pub fn articles(&self) -> Vec<&'static str> {
        let number = |part: &&str| part.starts_with(|c: char| c.is_ascii_uppercase());
        let parts = self.source.split("; ").filter(|p| !p.is_empty());
        parts.filter(|p| !number(p)).collect()
    }
}

/// A parameter of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Key in the team file.
    pub key: &'static str,
    /// What it is when left out; empty: it must be given.
    pub default: &'static str,
    /// What it means.
    pub meaning: Fixed,
}

/// What a rule knows of the days around the month. One table of all rules stands in `docs/rules.md`, and a test measures for
/// each whether it is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Borders {
    /// Of the days before it.
    pub before: Before,
    /// Of the days after it.
    pub after: After,
}

/// What a rule knows of the days before the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Before {
    /// Nothing.
    Nothing,
    /// A shift of last month's last day that reaches into the month; it cannot be changed and is only said.
    Night,
    /// Who is still there from last month's last day; half-hours of which that is not known are not judged, those that it
    /// alone decides are only said.
    Present,
    /// What was worked on the days that are known; what last month did alone is not charged again.
    Worked,
    /// The balance of earlier months.
    Balance,
}

/// What a rule knows of the days after the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum After {
    /// Nothing.
    Nothing,
    /// Leave, days away, closed days or the end of somebody's time in the team, on the day after it.
    Away,
    /// Demand of the day after it, in hours in which only shifts of the last day can be present.
    Demand,
    /// Fixed cells of the days after it.
    Fixed,
}

impl Borders {
    /// Nothing of either.
    pub const NONE: Borders = Borders {
        before: Before::Nothing,
        after: After::Nothing,
    };

    /// What was worked before, and nothing of what comes.
    pub const WORKED: Borders = Borders {
        before: Before::Worked,
        after: After::Nothing,
    };

    /// Both nights: last month's, which is only said, and the month's own into what is known of the day after.
    pub const NIGHTS: Borders = Borders {
        before: Before::Night,
        after: After::Away,
    };

    /// Who is present in the first hours, and who will be in those of the day after.
    pub const PRESENT: Borders = Borders {
        before: Before::Present,
        after: After::Demand,
    };

    /// What was worked before, and what is fixed after.
    pub const FIXED: Borders = Borders {
        before: Before::Worked,
        after: After::Fixed,
    };
}

impl Before {
    /// In words.
    pub fn words(self) -> Fixed {
        match self {
            Before::Nothing => ("nothing", "不看"),
            Before::Night => (
                "a shift of the last day that reaches into the month: said as a warning, since it cannot be changed",
                "最后一天跨进本月的班：已无法更改，只提醒",
            ),
            Before::Present => (
                "who is still there from the last day; hours of which that is not known are not judged, those that it alone decides are said as a warning",
                "上月最后一天的班还有谁在岗；不知道的时段不判，全由上月决定的时段只提醒",
            ),
            Before::Worked => (
                "what was worked on the days that are known; what last month did alone is not charged again",
                "已知的上月各天上了什么班；上月自己造成的不重复计",
            ),
            Before::Balance => ("the balance of earlier months", "往月结转"),
        }
    }
}

impl After {
    /// In words.
    pub fn words(self) -> Fixed {
        match self {
            After::Nothing => ("nothing", "不看"),
            After::Away => (
                "leave, days away, closed days and the end of somebody's time in the team on the next day",
                "次日的请假、不能上班、不上班的日子和离职",
            ),
            After::Demand => (
                "demand of the next day in hours in which only shifts of the last day can be present",
                "次日只有月末的班才能在岗的时段的需求",
            ),
            After::Fixed => ("fixed cells of the next days", "下月头几天固定的班"),
        }
    }
}
