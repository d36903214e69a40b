//! What a rule applies to: who, which shifts, which days, per what period. One way for all rules; a card says which
//! of it its rule takes, and the reader hands the rest over as everybody, every shift, every day, the month.

use super::Weight;
use super::card::Param;
use crate::domain::{PersonIx, Problem};
use crate::source::DaySelector;
use crate::text::Text;
use std::ops::Range;

/// Which of the common keys a rule takes beside `weight`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Takes {
    /// `who` and `except`.
    pub who: bool,
    /// `kinds`, with what it is when left out.
    pub kinds: Option<Kinds>,
    /// `on`; left out: every day.
    pub on: bool,
    /// `per`, with what it is when left out.
    pub per: Option<Per>,
}

/// What `kinds` is when left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// It must be given.
    Given,
    /// Every shift.
    Any,
    /// The night shifts.
    Night,
}

/// The period that a rule judges at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// The month.
    Month,
    /// Weeks from Monday to Sunday; what last month did in the first of them counts.
    Week,
    /// Any so many days in a row, last month's among them.
    Days(i64),
}

impl Takes {
    /// Nothing: the rule is on the whole team.
    pub const TEAM: Takes = Takes {
        who: false,
        kinds: None,
        on: false,
        per: None,
    };

    /// `who` and `except`.
    pub const WHO: Takes = Takes {
        who: true,
        ..Takes::TEAM
    };

    /// And `kinds`.
    pub const fn kinds(self, default: Kinds) -> Takes {
        Takes {
            kinds: Some(default),
            ..self
        }
    }

    /// And `on`.
    pub const fn on(self) -> Takes {
        Takes { on: true, ..self }
    }

    /// And `per`.
    pub const fn per(self, default: Per) -> Takes {
        Takes {
            per: Some(default),
            ..self
        }
    }

    /// The keys in words, as parameters of a card.
    pub fn params(self) -> Vec<Param> {
        let mut params = Vec::new();
        let mut add = |key, default, meaning| {
            params.push(Param {
                key,
                default,
                meaning,
            });
        };
        if let Some(kinds) = self.kinds {
            let meaning = (
                "shifts; `night`, `day` and `any` stand for groups",
                "班次；night、day、any 表示一类班次",
            );
            add("kinds", kinds.default(), meaning);
        }
        if self.on {
            let meaning = (
                "days: dates, ranges, weekdays, `workday`, `restday`, `holiday`, as in demand",
                "哪些天：日期、日期范围、星期几、workday 工作日、restday 休息日、holiday 法定节假日，写法同需求",
            );
            add("on", "[\"all\"]", meaning);
        }
        if let Some(per) = self.per {
            let meaning = (
                "`week` (Monday to Sunday), `month`, or a number: any so many days in a row",
                "week 每周（周一至周日）、month 每月，或天数：任意连续这么多天",
            );
            add("per", per.default(), meaning);
        }
        if self.who {
            let meaning = (
                "people: names, ids, or codes of skills that they have",
                "哪些人：姓名、编号，或技能代码（有此技能的人）",
            );
            add("who", "everybody", meaning);
            let meaning = (
                "people of `who` whom the rule leaves out, named the same way",
                "who 中不适用本规则的人，写法相同",
            );
            add("except", "none", meaning);
        }
        params
    }
}

impl Kinds {
    /// As a team file would write it; empty: nothing says the same.
    pub fn default(self) -> &'static str {
        match self {
            Kinds::Given => "",
            Kinds::Any => "[\"any\"]",
            Kinds::Night => "[\"night\"]",
        }
    }

    /// The word for the group.
    pub fn word(self) -> &'static str {
        match self {
            Kinds::Given => "",
            Kinds::Any => "any",
            Kinds::Night => "night",
        }
    }
}

impl Per {
    /// As a team file would write it.
    pub fn default(self) -> &'static str {
        match self {
            Per::Month => "month",
            Per::Week => "week",
            Per::Days(_) => "",
        }
    }

    /// The stretches of days that are judged one by one: the month; the weeks that touch it; so many days that end
    /// on each of its days. They may begin before the month, weeks may end after it.
    pub fn stretches(self, problem: &Problem) -> Vec<Range<i64>> {
        let days = problem.days() as i64;
        match self {
            Per::Month => std::iter::once(0..days).filter(|_| days > 0).collect(),
            Per::Week => problem.weeks(),
            Per::Days(length) => (1..=days).map(|end| end - length..end).collect(),
        }
    }
}

/// What a rule instance applies to, and how much it matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// The people, ascending.
    pub who: Vec<PersonIx>,
    /// The shift kinds, ascending.
    pub kinds: Vec<usize>,
    /// The same in words.
    pub names: Text,
    /// The days.
    pub days: Days,
    /// The period.
    pub per: Per,
    /// Its stretches of days, see [`Per::stretches`].
    pub stretches: Vec<Range<i64>>,
    /// Its weight.
    pub weight: Weight,
}

impl Scope {
    /// For rules that ask for nothing but people: so many of them.
    pub fn of_people(people: usize, weight: Weight) -> Scope {
        Scope {
            who: PersonIx::first(people).collect(),
            kinds: Vec::new(),
            names: Text::default(),
            days: Days::default(),
            per: Per::Month,
            stretches: Vec::new(),
            weight,
        }
    }
}

/// Days that a rule looks at: days of the month, and those around it that are like them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Days {
    /// For each day from the first of which a tail knows something to the day after the month.
    named: Vec<bool>,
    /// How many of them lie before the month.
    before: usize,
    /// How many of them lie in it.
    month: usize,
    /// In words; `None`: every day.
    words: Option<Text>,
}

impl Days {
    /// The days that one of the selectors names.
    pub fn of(problem: &Problem, on: &[DaySelector]) -> Days {
        let tails = problem.people.iter().map(|p| p.tail.len());
        let before = tails.max().unwrap_or(0);
        let named = |at: usize| {
            let day = at as i64 - before as i64;
            on.iter().any(|s| s.names(problem, day))
        };
        let words: Vec<Text> = on.iter().map(|s| s.words()).collect();
        Days {
            named: (0..=before + problem.days()).map(named).collect(),
            before,
            month: problem.days(),
            words: (!on.contains(&DaySelector::All)).then(|| Text::list(&words)),
        }
    }

    /// Whether it is one of them.
    pub fn has(&self, day: i64) -> bool {
        let at = usize::try_from(day + self.before as i64);
        at.is_ok_and(|at| self.named.get(at) == Some(&true))
    }

    /// Those of the month, ascending.
    pub fn month(&self) -> impl Iterator<Item = usize> + '_ {
        let named = self.named.iter().skip(self.before).take(self.month);
        named
            .enumerate()
            .filter(|(_, named)| **named)
            .map(|(day, _)| day)
    }

    /// Takes days out. The words stay: they name what is left of them.
    pub fn leave_out(&mut self, out: impl Fn(i64) -> bool) {
        let before = self.before as i64;
        for (named, day) in self.named.iter_mut().zip(-before..) {
            *named &= !out(day);
        }
    }

    /// Whether it is every day.
    pub fn are_all(&self) -> bool {
        self.words.is_none()
    }

    /// In words, ` on Monday` / `周一`; nothing for every day.
    pub fn words(&self) -> Text {
        let on = |Text { en, zh }: &Text| crate::text!(" on {en}", "{zh}");
        self.words.as_ref().map_or_else(Text::default, on)
    }
}
