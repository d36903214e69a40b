//! `leave`: granted leave is free time, asked leave is a wish, and cover comes (A15).

use super::reading::Amount;
use super::{
    Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Stint, Takes, Weight, sets,
};
use crate::domain::{Leave, LeaveState, PersonIx, Problem};
use crate::model::Builder;
use crate::source::Fault;
use crate::text::{Text, many};
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "leave",
    title: ("Leave", "请假"),
    meaning: (
        "On a day of granted leave there is no shift, and no shift of the day before reaches into it past midnight: into leave that begins right after the month neither. The same on a day of leave that is only asked for costs `asked` a shift. Refused requests do not count. A shift of last month's last day that reaches into leave cannot be changed; it is said as a warning. Whoever is named as cover of granted leave works on each of its days, or it costs `cover` a day. Where more leave of a kind is granted in a calendar year than its `allowance`, that is a warning in the months of that leave, whatever the weight.",
        "批准的请假日不排班，前一天的班也不得跨过零点进入当天，月末跨到下月第一天的也一样。待批的请假日排了班，每班按 asked 计价。未批准的不计。上月最后一天的班跨进请假日的，已无法更改，只提醒。批准的请假写明顶班人的，顶班人当天须有班，否则每天按 cover 计价。某个假别全年批准的天数超过额度（allowance）的，在有这种假的月份提醒，与权重无关。",
    ),
    why: (
        "Leave goes to the supervisor, and a colleague covers; a promise once given is kept.",
        "请假须经主管同意，并找好同事顶班；批准了就不再排班。",
    ),
    source: "A15, B5",
    unit: (
        "shift in the way, or day without cover",
        "每个冲突的班，或无人顶班的每天",
    ),
    params: &[
        Param {
            key: "asked",
            default: "10",
            meaning: (
                "price of a shift in the way of leave that is only asked for, or `hard`; 0 switches it off",
                "待批请假日每排一班的价格，或 hard；0 表示不考虑",
            ),
        },
        Param {
            key: "cover",
            default: "5",
            meaning: (
                "price of a day on which the named cover has no shift, or `hard`; 0 switches it off",
                "顶班人当天没有班，每天的价格，或 hard；0 表示不考虑",
            ),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::NIGHTS,
    weight: "hard",
    always: true,
    example: "[rules.leave]\nasked = 20\ncover = \"hard\"\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    asked: Option<Spanned<Amount>>,
    cover: Option<Spanned<Amount>>,
}

#[derive(Debug)]
struct OnLeave {
    asked: Weight,
    cover: Weight,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let weight = |given: Option<Spanned<Amount>>, default| match given {
        None => Ok(Weight::Price(default)),
        Some(value) => reader.price(&value),
    };
    Ok(Box::new(OnLeave {
        asked: weight(params.asked, 10)?,
        cover: weight(params.cover, 5)?,
    }))
}

impl Rule for OnLeave {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        // A rule that only warns has no part that does more.
        let part = |own: Weight| match (scope.weight, own) {
            (Weight::Warn, Weight::Price(1..) | Weight::Hard) => Weight::Warn,
            _ => own,
        };
        for &person in &scope.who {
            for stint in facts.reaching(person) {
                for (state, weight) in [
                    (LeaveState::Granted, scope.weight),
                    (LeaveState::Asked, part(self.asked)),
                ] {
                    if let Some((leave, day)) = in_the_way(facts, person, stint, state) {
                        let words = words(facts, person, stint, leave, day);
                        let mut days = vec![stint.day, day];
                        days.dedup();
                        report.add_by(stint, weight, &[person], days, words);
                    }
                }
            }
            report_cover(facts, person, part(self.cover), report);
            report_too_much(facts, person, report);
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let states = [
            (LeaveState::Granted, sets::price(scope.weight)),
            (LeaveState::Asked, sets::price(self.asked)),
        ];
        for &person in &scope.who {
            let leaves = &problem.people[person].leave;
            for (state, price) in states {
                let Some(price) = price else { continue };
                let closed = |day: i64| {
                    let mut those = leaves.iter().filter(|l| l.state == state);
                    those.any(|l| l.has(day))
                };
                for day in 0..problem.days() {
                    model.forbid(person, day, sets::taking(problem, day, closed), price);
                }
            }
            let Some(price) = sets::price(self.cover) else {
                continue;
            };
            let any = model.any();
            for leave in leaves.iter().filter(|l| l.state == LeaveState::Granted) {
                for day in leave.days_in(problem.days()) {
                    if let Some(cover) = leave.cover {
                        model.require(cover, day as usize, any, price);
                    }
                }
            }
        }
    }
}

/// The first day of leave that a shift takes something from, on its own day or after the month too, and the request it
/// belongs to. Of a shift of last month days of the month count alone.
fn in_the_way<'a>(
    facts: &'a Facts<'_>,
    person: PersonIx,
    stint: &Stint,
    state: LeaveState,
) -> Option<(&'a Leave, i64)> {
    facts.problem.people[person]
        .leave
        .iter()
        .filter(|leave| leave.state == state)
        .filter_map(|leave| {
            let mut days = stint.days().filter(|day| leave.has(*day));
            days.next().map(|day| (leave, day))
        })
        .min_by_key(|(_, day)| *day)
}

fn report_cover(facts: &Facts<'_>, person: PersonIx, weight: Weight, report: &mut Report) {
    let problem = facts.problem;
    for leave in &problem.people[person].leave {
        let Some(cover) = leave.cover.filter(|_| leave.state == LeaveState::Granted) else {
            continue;
        };
        for day in leave.first.max(0)..(leave.last + 1).min(facts.days()) {
            if facts.on(cover, day).is_some() {
                continue;
            }
            let (name, by) = (problem.person_name(person), problem.person_name(cover));
            let date = problem.day_name(day);
            let words = crate::text!(
                "{name} has leave on {date}; {by}, who is to cover, does not work that day",
                "{name} {date} 请假，由{by}顶班，但{by}当天没有班"
            );
            report.add(weight, 1, &[person, cover], [day], words);
        }
    }
}

/// Leave beyond what there is in a year. No roster is any better, so that it is said and never priced.
fn report_too_much(facts: &Facts<'_>, person: PersonIx, report: &mut Report) {
    let problem = facts.problem;
    let own = problem.leave_years.iter().filter(|y| y.person == person);
    for leave in own {
        let days: Vec<i64> = leave
            .granted
            .iter()
            .filter_map(|date| problem.day_of(*date))
            .map(|day| day as i64)
            .collect();
        let (Some(left), Some(allowance)) = (leave.left(), leave.allowance) else {
            continue;
        };
        if days.is_empty() {
            continue;
        }
        let (name, year, taken) = (problem.person_name(person), leave.year, leave.taken());
        let Text { en, zh } = &problem.leave_kinds[leave.kind].name;
        let granted = many(taken, "day");
        let words = crate::text!(
            "{name} has {granted} of {en} in {year}, {allowance} allowed",
            "{name} {year} 年的{zh}批了 {taken} 天，额度 {allowance} 天"
        );
        report.add(Weight::Warn, -left, &[person], days, words);
    }
}

fn words(facts: &Facts<'_>, person: PersonIx, stint: &Stint, leave: &Leave, day: i64) -> Text {
    let problem = facts.problem;
    let name = problem.person_name(person);
    let (on, of) = (problem.day_name(day), problem.day_name(stint.day));
    let (state_en, state_zh) = match leave.state {
        LeaveState::Granted => ("has been granted leave", "请假已批准"),
        LeaveState::Asked => ("asks for leave", "申请请假"),
        LeaveState::Refused => ("was refused leave", "请假未批准"),
    };
    let cover = leave.cover.map(|c| problem.person_name(c));
    let (by_en, by_zh) = cover.map_or((String::new(), String::new()), |c| {
        (format!(" ({c} covers)"), format!("（{c}顶班）"))
    });
    let Text { en, zh } = facts.shift(stint);
    crate::text!(
        "{name} {state_en} on {on}{by_en}, and {en} of {of} is in the way",
        "{name} {on} {state_zh}{by_zh}，却排了 {of} 的{zh}"
    )
}
