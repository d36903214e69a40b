//! `meeting`: nobody rests on the day of the weekly meeting, if it can be helped (A14).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::domain::calendar::DayKind;
use crate::domain::time::Span;
use crate::model::Builder;
use crate::source::{Fault, FaultKind};
use chrono::Weekday;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "meeting",
    title: ("Weekly meeting", "周例会"),
    meaning: (
        "On the `weekday` of the meeting nobody has a day of rest: whoever works that day, at whatever hour, attends at `time`. Left out are people on granted leave, unavailable or not in the team, and, unless `skip-holidays` is false, days that are a holiday or moved to one. That desks stay covered meanwhile is the business of `cover`.",
        "例会当天（weekday）不安排休息：当天上班的人，不论早晚班，都在 time 参加例会。批准请假、不能上班、不在职的人不计；节假日及调休放假的当天不开会（skip-holidays 为 false 时照开）。开会时段的在岗人数由 cover 管。",
    ),
    why: (
        "Who rests on a Monday either misses the meeting or loses half a rest day to it.",
        "每周一下午开例会，排在周一休息的人，不是缺席，就是白白搭上半天休息。",
    ),
    source: "A14",
    unit: (
        "person at rest on a day of the meeting",
        "例会当天休息的每人",
    ),
    params: &[
        Param {
            key: "weekday",
            default: "mon",
            meaning: ("day of the week", "星期几"),
        },
        Param {
            key: "time",
            default: "13:30-14:00",
            meaning: ("when it is held; for messages", "开会时间，仅用于提示"),
        },
        Param {
            key: "skip-holidays",
            default: "true",
            meaning: ("whether it is dropped on holidays", "逢节假日是否停开"),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "3",
    always: false,
    example: "[rules.meeting]\nweekday = \"mon\"\ntime = \"13:30-14:00\"\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Params {
    weekday: Option<Spanned<String>>,
    time: Option<Spanned<String>>,
    #[serde(default = "yes")]
    skip_holidays: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug)]
struct Meeting {
    weekday: Weekday,
    time: Span,
    skip_holidays: bool,
}

/// 13:30 to 14:00.
const USUAL: Span = Span {
    start: 810,
    end: 840,
};

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let time = |word: &Spanned<String>| {
        Span::parse(word.get_ref()).map_err(|error| {
            let text = word.get_ref().clone();
            reader.fault(word, FaultKind::BadTime { text, error })
        })
    };
    Ok(Box::new(Meeting {
        weekday: params
            .weekday
            .as_ref()
            .map_or(Ok(Weekday::Mon), |w| reader.weekday(w))?,
        time: params.time.as_ref().map_or(Ok(USUAL), time)?,
        skip_holidays: params.skip_holidays,
    }))
}

impl Rule for Meeting {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for day in 0..problem.days() {
            let date = day as i64;
            let dropped = self.skip_holidays
                && problem.calendar[day].holiday.is_some()
                && problem.calendar[day].kind.is_rest_day();
            if problem.weekday(date) != self.weekday || dropped {
                continue;
            }
            for &person in &scope.who {
                let excused = !problem.employed(person).contains(&day)
                    || problem.people[person].away(date)
                    || facts.on(person, date).is_some();
                if excused {
                    continue;
                }
                let (name, on) = (problem.person_name(person), problem.day_name(date));
                let time = self.time;
                report.add(
                    scope.weight,
                    1,
                    &[person],
                    [date],
                    crate::text!(
                        "{name} has a day of rest on {on} and misses the meeting at {time}",
                        "{name} {on} 休息，参加不了 {time} 的例会"
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let held = |day: &usize| {
            let off = matches!(
                problem.calendar[*day].kind,
                DayKind::Statutory | DayKind::Rest
            );
            problem.weekday(*day as i64) == self.weekday && !(off && self.skip_holidays)
        };
        for &person in &scope.who {
            let who = &problem.people[person];
            for day in problem.employed(person).filter(held) {
                if !who.away(day as i64) {
                    model.require(person, day, model.any(), price);
                }
            }
        }
    }
}
