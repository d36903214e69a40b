//! `even`: hours, nights, weekends or holidays shared evenly, with memory of earlier months (A9, A12).

use super::{Card, Entry, Facts, Param, Reader, Report, Rule, Scope, sets};
use crate::domain::calendar::DayKind;
use crate::domain::time::hours;
use crate::domain::{LeaveState, Person, Problem};
use crate::input::{Fault, FaultKind};
use crate::model::{Builder, Limit, Sum};
use chrono::Weekday;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "even",
    title: ("Shared evenly", "公平分摊"),
    meaning: (
        "The one with the most and the one with the fewest `of` hours, work days, nights, weekend days or statutory holidays are at most `within` apart, what is carried over from earlier months included. Compared are those who are in the team all month, for nights without the protected. Hours are compared above the agreed hours when everybody has them, and a day of granted leave counts as its share of the agreed hours.",
        "工时、出勤天数、夜班、周末或法定节假日（由 of 指定）最多的人与最少的人相差不超过 within，往月结转的差额一并计算。只比较整月在职的人；受保护不上夜班的人不参与夜班的比较。人人都约定了工时时，比较的是超出约定的部分；批准的请假每天按约定工时折算。",
    ),
    why: (
        "Nothing spoils a team faster than the feeling that the same people always get the nights.",
        "每个客服当月总工作时间与同事相差不大；节假日轮休。总让同一批人上夜班，团队就散了。",
    ),
    source: "A9, A12",
    unit: (
        "started hour, or shift, beyond `within`",
        "超出 within 的每小时（不足一小时按一小时计）或每班",
    ),
    params: &[
        Param {
            key: "of",
            default: "",
            meaning: (
                "`hours`, `days`, `nights`, `weekends` (days on Saturday or Sunday) or `holidays`",
                "hours 工时、days 出勤天数、nights 夜班、weekends 周六周日的班、holidays 法定节假日的班",
            ),
        },
        Param {
            key: "within",
            default: "8 for hours, 1 otherwise",
            meaning: ("distance that is still free", "允许的差距"),
        },
    ],
    weight: "5",
    always: false,
    example: "[[rules.even]]\nof = \"hours\"\nwithin = 8\nweight = 5\n\n[[rules.even]]\nof = \"holidays\"\nwithin = 1\n",
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Of {
    Hours,
    Days,
    Nights,
    Weekends,
    Holidays,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    of: Of,
    within: Option<Spanned<i64>>,
}

#[derive(Debug)]
struct Even {
    of: Of,
    within: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let default = if params.of == Of::Hours { 8 } else { 1 };
    if let Some(within) = params
        .within
        .as_ref()
        .filter(|w| !(0..=744).contains(w.get_ref()))
    {
        return Err(reader.fault(
            within,
            FaultKind::OutOfRange {
                value: within.get_ref().to_string(),
                least: "0".to_owned(),
                most: "744".to_owned(),
            },
        ));
    }
    Ok(Box::new(Even {
        of: params.of,
        within: params.within.map_or(default, Spanned::into_inner),
    }))
}

impl Even {
    /// People in the team on every day, and for nights those who may work them.
    fn in_model(&self, scope: &Scope, problem: &Problem) -> Vec<usize> {
        let compared = |p: &usize| {
            let whole = problem.employed(*p).len() == problem.days();
            whole && !(self.of == Of::Nights && problem.people[*p].protected)
        };
        scope.who.iter().copied().filter(compared).collect()
    }

    /// What a person has before the first shift: carried over, less what was agreed.
    fn base(&self, problem: &Problem, person: &Person, by_contract: bool) -> i64 {
        match self.of {
            Of::Hours if by_contract => {
                let agreed = i64::from(person.contract.unwrap_or(0));
                let days = problem.days().max(1) as i64;
                let leave = leave_days(person) as i64;
                person.carried.minutes - agreed + agreed * leave / days
            }
            Of::Hours => person.carried.minutes,
            Of::Days => 0,
            Of::Nights => person.carried.nights,
            Of::Weekends => person.carried.weekends,
            Of::Holidays => person.carried.holidays,
        }
    }
}

fn leave_days(person: &Person) -> usize {
    let granted = |day: &usize| {
        person
            .leave
            .iter()
            .any(|l| l.state == LeaveState::Granted && (l.first..=l.last).contains(day))
    };
    (0..366).filter(granted).count()
}

fn is_weekend(weekday: Weekday) -> bool {
    matches!(weekday, Weekday::Sat | Weekday::Sun)
}

impl Rule for Even {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        let compared: Vec<usize> = scope
            .who
            .iter()
            .copied()
            .filter(|&p| self.is_compared(facts, p))
            .collect();
        let by_contract = compared
            .iter()
            .all(|&p| problem.people[p].contract.is_some());
        let value = |&p: &usize| {
            let worked: i64 = facts
                .month(p)
                .map(|stint| match self.of {
                    Of::Hours => stint.minutes,
                    Of::Days => 1,
                    Of::Nights => i64::from(problem.kinds[stint.kind].night),
                    Of::Weekends => i64::from(is_weekend(problem.weekday(stint.day))),
                    Of::Holidays => {
                        let kind = usize::try_from(stint.day).map(|d| problem.calendar[d].kind);
                        i64::from(kind == Ok(DayKind::Statutory))
                    }
                })
                .sum();
            (worked + self.brought(facts, p, by_contract), p)
        };
        let values: Vec<(i64, usize)> = compared.iter().map(value).collect();
        let (Some(&(most, top)), Some(&(least, bottom))) = (
            values.iter().max_by_key(|v| (v.0, std::cmp::Reverse(v.1))),
            values.iter().min(),
        ) else {
            return;
        };
        let distance = most - least;
        let units = match self.of {
            Of::Hours => Facts::started_hours(distance - self.within * 60),
            _ => distance - self.within,
        };
        let words = self.words(problem, top, bottom, distance);
        report.add(scope.weight, units, &[top, bottom], [], words);
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let compared = self.in_model(scope, problem);
        let by_contract = compared
            .iter()
            .all(|&p| problem.people[p].contract.is_some());
        let sums = compared
            .iter()
            .map(|&p| {
                let base = self.base(problem, &problem.people[p], by_contract);
                self.sum(problem, p, base)
            })
            .collect();
        // Sums of hours are in minutes.
        let unit = if self.of == Of::Hours { 60 } else { 1 };
        let within = Limit::per(self.within * unit, unit, price);
        model.spread(compared, sums, within);
    }
}

impl Even {
    /// In the team from the first day to the last; for nights, also not protected from them.
    fn is_compared(&self, facts: &Facts<'_>, person: usize) -> bool {
        let stays = facts.in_team(person, 0) && facts.in_team(person, facts.days() - 1);
        stays && (self.of != Of::Nights || !facts.problem.people[person].protected)
    }

    /// What a person brings along on the time sheet: the balance of earlier months and, where hours
    /// are agreed for everybody, what granted leave is worth less what was agreed.
    fn brought(&self, facts: &Facts<'_>, person: usize, by_contract: bool) -> i64 {
        let who = &facts.problem.people[person];
        let balance = match self.of {
            Of::Days => return 0,
            Of::Nights => return who.carried.nights,
            Of::Weekends => return who.carried.weekends,
            Of::Holidays => return who.carried.holidays,
            Of::Hours => who.carried.minutes,
        };
        let Some(agreed) = who.contract.filter(|_| by_contract).map(i64::from) else {
            return balance;
        };
        let away = |day: i64| {
            who.leave.iter().any(|l| {
                l.state == LeaveState::Granted && l.first as i64 <= day && day <= l.last as i64
            })
        };
        let days_away = (0..facts.days()).filter(|&d| away(d)).count() as i64;
        balance + agreed * days_away / facts.days() - agreed
    }

    fn sum(&self, problem: &Problem, person: usize, base: i64) -> Sum {
        let any = sets::duties(problem, |_, _| true);
        let mut sum = Sum {
            base,
            ..Sum::default()
        };
        for day in 0..problem.days() {
            match self.of {
                Of::Hours => {
                    for (k, kind) in problem.kinds.iter().enumerate() {
                        let duties = sets::of_kinds(problem, &[k]);
                        sum.add(person, day, duties, i64::from(kind.minutes()));
                    }
                }
                Of::Days => sum.add(person, day, any, 1),
                Of::Nights => sum.add(person, day, sets::nights(problem), 1),
                Of::Weekends if problem.weekday(day as i64).num_days_from_monday() >= 5 => {
                    sum.add(person, day, any, 1);
                }
                Of::Holidays if problem.calendar[day].kind.is_statutory() => {
                    sum.add(person, day, any, 1);
                }
                Of::Weekends | Of::Holidays => {}
            }
        }
        sum
    }

    fn words(
        &self,
        problem: &Problem,
        top: usize,
        bottom: usize,
        distance: i64,
    ) -> crate::text::Text {
        let (en, zh) = match self.of {
            Of::Hours => ("hours", "小时"),
            Of::Days => ("work days", "天班"),
            Of::Nights => ("nights", "个夜班"),
            Of::Weekends => ("weekend days", "个周末班"),
            Of::Holidays => ("holidays", "个节假日班"),
        };
        let far = if self.of == Of::Hours {
            hours(distance)
        } else {
            distance.to_string()
        };
        let (a, b) = (problem.person_name(top), problem.person_name(bottom));
        let within = self.within;
        crate::text!(
            "{a} has {far} more {en} than {b}, {within} is the limit",
            "{a} 比 {b} 多 {far} {zh}，允许相差 {within}"
        )
    }
}
