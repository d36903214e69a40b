//! `month-rest`: days of rest in the month (A5).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::model::{Builder, Limit, Sum};
use crate::source::Fault;
use crate::text::{Text, many};
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "month-rest",
    title: ("Days of rest in the month", "每月休息天数"),
    meaning: (
        "Everybody rests on `days` of the days of `on` in the month: at least, at most or exactly, as `mode` says. Days outside the team and days of granted leave are neither rest nor work, and whoever has such days rests in proportion to the others (rounded to whole days).",
        "每人当月在 on 所指的日子里休息 days 天，按 mode 为至少、至多或恰好。不在职的日子和批准的请假日既不算休息也不算上班，应休天数按其余天数折算（四舍五入）。",
    ),
    why: (
        "Four days a month, laid down in the month's roster: everybody knows how many are due.",
        "每月休息四天，由当月班表排定，谁该休几天一清二楚。",
    ),
    source: "A5",
    unit: ("day of rest too few or too many", "每少休或多休一天"),
    params: &[
        Param {
            key: "days",
            default: "4",
            meaning: ("days of rest in a whole month", "整月的休息天数"),
        },
        Param {
            key: "mode",
            default: "at-least",
            meaning: (
                "`at-least`, `exactly` or `at-most`",
                "at-least 至少、exactly 恰好、at-most 至多",
            ),
        },
    ],
    takes: Takes::WHO.on(),
    borders: Borders::NONE,
    weight: "hard",
    always: false,
    example: "[rules.month-rest]\ndays = 4\nmode = \"exactly\"\n",
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    AtLeast,
    Exactly,
    AtMost,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default = "four")]
    days: i64,
    #[serde(default = "at_least")]
    mode: Mode,
}

fn four() -> i64 {
    4
}

fn at_least() -> Mode {
    Mode::AtLeast
}

#[derive(Debug)]
struct MonthRest {
    days: i64,
    mode: Mode,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(MonthRest {
        days: reader.range(params.days, 0, reader.problem.days() as i64)?,
        mode: params.mode,
    }))
}

impl Rule for MonthRest {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let named = || (0..facts.days()).filter(|&d| scope.days.has(d));
            let here = || named().filter(|&d| facts.is_here(person, d));
            let rest = named().filter(|&d| facts.rests(person, d)).count() as i64;
            let (left, all) = (here().count() as i64, named().count().max(1) as i64);
            // Rounded to the nearest, half up.
            let due = (2 * self.days * left + all) / (2 * all);
            let off = match self.mode {
                Mode::AtLeast => due - rest,
                Mode::Exactly => (due - rest).abs(),
                Mode::AtMost => rest - due,
            };
            let name = facts.problem.person_name(person);
            let part = (left < all).then_some((left, all));
            let words = self.words(name, &scope.days.words(), rest, due, part);
            report.add(scope.weight, off, &[person], [], words);
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let any = model.any();
        let all = scope.days.month().count().max(1) as i64;
        for &person in &scope.who {
            let mut sum = Sum::default();
            for day in sets::here(problem, person).into_iter().flatten() {
                if scope.days.has(day as i64) {
                    sum.add(person, day, any, 1);
                }
            }
            let here = sum.items.len() as i64;
            let due = (2 * self.days * here + all).div_euclid(2 * all);
            let work = Limit::each(here - due, price);
            let (low, high) = match self.mode {
                Mode::AtLeast => (None, Some(work)),
                Mode::Exactly => (Some(work), Some(work)),
                Mode::AtMost => (Some(work), None),
            };
            if here > 0 {
                model.count(vec![person], (0, problem.days() - 1), sum, low, high);
            }
        }
    }
}

impl MonthRest {
    /// `part`: the days that count, of all, where they are not all.
    fn words(&self, name: &str, on: &Text, rest: i64, due: i64, part: Option<(i64, i64)>) -> Text {
        let (en, zh) = match self.mode {
            Mode::AtLeast => ("at least", "至少"),
            Mode::Exactly => ("exactly", "恰好"),
            Mode::AtMost => ("at most", "至多"),
        };
        let (rests, on_en, on_zh) = (many(rest, "day"), &on.en, &on.zh);
        let whole = self.days;
        let Text { en: of, zh: of_zh } = part.map_or_else(Text::default, |(left, all)| {
            crate::text!(
                " ({whole} in a whole month, here for {left} of {all} days)",
                "（整月 {whole} 天，{all} 天中有 {left} 天计入）"
            )
        });
        crate::text!(
            "{name} rests {rests}{on_en} in the month, {en} {due} wanted{of}",
            "{name} 本月{on_zh}休息 {rest} 天，应{zh}休 {due} 天{of_zh}"
        )
    }
}
