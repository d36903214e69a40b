//! `even`: hours, nights, weekends or holidays shared evenly, with memory of earlier months (A9, A12).

use super::reading::{Share, Shares};
use super::sets::Row;
use super::{
    After, Before, Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Stint,
    Takes, sets,
};
use crate::domain::{LeaveState, PersonIx, Problem};
use crate::facts::fairness::{By, Comparison, Held, Part, Shared};
use crate::facts::totals::Count;
use crate::model::{Builder, Item, Limit, Sum};
use crate::source::{Fault, FaultKind};
use serde::Deserialize;
use std::cmp::Reverse;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "even",
    title: ("Shared evenly", "公平分摊"),
    meaning: (
        "The one with the most and the one with the fewest `of` shifts, hours, work days, nights, weekend days or statutory holidays are at most `within` apart; of shifts of `kinds` on days of `on` alone. So are those who are there on every day that counts, of weekends every weekend day. Who is there for a part (joined, left, on granted leave) has a share by these days of what all who are compared have, and at most `within` more or less than it, or one shift where that is more. Who cannot have any is compared with nobody: by `shifts`, `protected` from nights, away on all these days. With `measure = \"most\"` nobody has more than `within`, however long in the team, and only the largest is priced. With `share` all are compared in proportion to it: of whoever has half a share, each counts twice; whoever has none is left out. What is carried over from earlier months is included where `kinds` and `on` leave nothing out. Hours are compared above the agreed hours when everybody has them and there is no `share`; a day of granted leave then counts as its share of the agreed hours, and days of leave are days there.",
        "of 指定的班次、工时、出勤天数、夜班、周末或法定节假日，最多的人与最少的人相差不超过 within；只看 on 所指日子里 kinds 中的班次。这样比较的是所算的日子（周末就是每个周末日）全部在队的人。只在队一部分的（新入职、离职、批准请假）按天数从所有参与比较的人的总数中分摊一份，与自己这一份相差不超过 within，至少允许差一个班。一个都不可能有的人不参与比较：只上别的班次（shifts）、受保护不上夜班、这些日子全都不在。写 measure = \"most\" 时，任何人都不超过 within，不论在队多久，只对最多的那个人计价。写了 share 时，所有人按各自的份额比较：只有半份的，一班顶两班；没有份额的不参与。kinds 和 on 没有排除任何班次时，往月结转的差额一并计算。人人都约定了工时、又没有写 share 时，工时比较的是超出约定的部分；批准的请假每天按约定工时折算，请假的日子也算在队。",
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
                "`hours`, `shifts`, `days` (of work), `nights`, `weekends` (days on Saturday or Sunday) or `holidays`",
                "hours 工时、shifts 班次、days 出勤天数、nights 夜班、weekends 周六周日的班、holidays 法定节假日的班",
            ),
        },
        Param {
            key: "within",
            default: "8 for hours, 1 otherwise; 0 with `measure = \"most\"`",
            meaning: (
                "distance, or largest number, that is still free",
                "允许的差距，或允许的最大数",
            ),
        },
        Param {
            key: "share",
            default: "none",
            meaning: (
                "`\"days\"`: by days in the team without granted leave; `\"hours\"`: by agreed hours and these days; or percent of a full share by name or skill: `{ Ann = 50 }`, all others 100",
                "\"days\" 按在职且没有请假的天数；\"hours\" 按约定工时和这些天数；或按姓名、技能写占整份的百分比，如 { \"小王\" = 50 }，其他人为 100",
            ),
        },
        Param {
            key: "measure",
            default: "distance",
            meaning: (
                "`distance` of the most and the fewest, or `most`: the largest alone",
                "distance 最多与最少之差，most 只看最多的",
            ),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Any).on(),
    borders: Borders {
        before: Before::Balance,
        after: After::Nothing,
    },
    weight: "5",
    always: false,
    example: "[[rules.even]]\nof = \"hours\"\nwithin = 8\nweight = 5\n\n[[rules.even]]\nof = \"holidays\"\nwithin = 1\n\n[[rules.even]]\nof = \"shifts\"\nkinds = [\"night\"]\non = [\"fri\"]\nshare = \"days\"\n",
};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Measure {
    #[default]
    Distance,
    Most,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    of: Count,
    within: Option<Spanned<i64>>,
    share: Option<Share>,
    #[serde(default)]
    measure: Measure,
}

#[derive(Debug)]
struct Even {
    of: Count,
    within: i64,
    measure: Measure,
    shares: Option<Shares>,
    /// Whether `kinds` and `on` leave nothing out of what is carried over.
    whole: bool,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let default = match (params.of, params.measure) {
        (_, Measure::Most) => 0,
        (Count::Minutes, Measure::Distance) => 8,
        _ => 1,
    };
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
    let (scope, kinds) = (&reader.scope, &reader.problem.kinds);
    let counted = |kind: &usize| params.of != Count::Nights || kinds[*kind].night;
    let left_out = |kind: usize| counted(&kind) && !scope.kinds.contains(&kind);
    Ok(Box::new(Even {
        of: params.of,
        within: params.within.map_or(default, Spanned::into_inner),
        measure: params.measure,
        shares: params.share.map(|s| reader.shares(&s)).transpose()?,
        whole: scope.days.are_all() && !(0..kinds.len()).any(left_out),
    }))
}

impl Rule for Even {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let among = self.among(scope, facts, self.measure == Measure::Most);
        let held = among.people.iter();
        let mut held: Vec<Held> = held.map(|part| self.held(scope, facts, part)).collect();
        if self.shares.is_none() && self.measure == Measure::Distance {
            self.judge_parts(scope, facts, &among, &held, report);
            held.retain(|held| among.is_whole(&held.part));
        }
        let factor = |p: PersonIx| self.shares.as_ref().map_or(1, |s| s.factors[p]);
        let value = |held: &&Held| held.value() * factor(held.part.person);
        let (Some(most), Some(least)) = (
            held.iter()
                .max_by_key(|h| (value(h), Reverse(h.part.person))),
            held.iter().min_by_key(|h| (value(h), h.part.person)),
        ) else {
            return;
        };
        let least = Some(least).filter(|_| self.measure == Measure::Distance);
        let distance = value(&most) - least.as_ref().map_or(0, value);
        let (unit, slack) = self.shares.as_ref().map_or((1, 0), |s| (s.unit, s.slack));
        let (unit, slack) = (unit * self.grain(), slack * self.grain());
        let beyond = distance - self.within * unit - slack;
        // A started unit counts as a whole one.
        let units = if beyond > 0 {
            1 + (beyond - 1) / unit
        } else {
            0
        };
        let people: Vec<PersonIx> = std::iter::once(most)
            .chain(least)
            .map(|h| h.part.person)
            .collect();
        let (of, within) = (self.of, self.within);
        let words = match (least, &self.shares) {
            // To one place behind the point.
            (_, Some(_)) => {
                facts.by_share(of, most, least, (10 * distance + unit / 2) / unit, within)
            }
            (Some(least), None) => facts.apart(of, most, least, within),
            (None, None) => facts.most(of, most, within),
        };
        report.add(scope.weight, units, &people, [], words);
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let (Some(price), Some(last)) = (sets::price(scope.weight), problem.days().checked_sub(1))
        else {
            return;
        };
        // Sums of hours are in minutes.
        let minutes = if self.of == Count::Minutes { 60 } else { 1 };
        let mut rows = self.rows(scope, problem);
        let all = self.days_that_count(scope, problem).len();
        if self.shares.is_none() && self.measure == Measure::Distance && rows.len() > 1 {
            let measured = sets::measured(&rows, all);
            for row in rows.iter().filter(|row| row.here < all) {
                let (sum, times) = sets::beside(row, &measured);
                let far = self.free(scope, problem) * times;
                let limit = |at| Some(Limit::per(at, minutes * times, price));
                model.count(vec![row.person], (0, last), sum, limit(-far), limit(far));
            }
            rows.retain(|row| row.here == all);
        }
        let people = rows.iter().map(|row| row.person).collect();
        let factor = |p: PersonIx| self.shares.as_ref().map_or(1, |s| s.factors[p]);
        let sums = rows.into_iter().map(|row| {
            let factor = factor(row.person);
            let times = |item: Item| Item {
                weight: item.weight * factor,
                ..item
            };
            Sum {
                base: (row.carried - row.due) * factor,
                items: row.items.into_iter().map(times).collect(),
            }
        });
        let (unit, slack) = self.shares.as_ref().map_or((1, 0), |s| (s.unit, s.slack));
        let at = (self.within * unit + slack) * minutes;
        let within = Limit::per(at, unit * minutes, price);
        match self.measure {
            Measure::Distance => model.spread(people, sums.collect(), within),
            Measure::Most => model.largest(people, (0, last), sums.collect(), within),
        }
    }

    fn comparison(&self, scope: &Scope, facts: &Facts<'_>) -> Option<Comparison> {
        self.whole.then(|| self.among(scope, facts, false))
    }
}

impl Even {
    /// Whether a shift on a day counts.
    fn counts_on(&self, problem: &Problem, day: usize) -> bool {
        match self.of {
            Count::WeekendDays => problem.weekday(day as i64).num_days_from_monday() >= 5,
            Count::Holidays => problem.calendar[day].kind.is_statutory(),
            _ => true,
        }
    }

    /// Days on which somebody may have something.
    fn days_that_count(&self, scope: &Scope, problem: &Problem) -> Vec<usize> {
        let open = |day: &usize| !problem.is_closed(*day as i64);
        let days = scope.days.month().filter(open);
        days.filter(|day| self.counts_on(problem, *day)).collect()
    }

    /// Whether a person may hold a shift that counts.
    fn may_hold(&self, scope: &Scope, problem: &Problem, person: PersonIx) -> bool {
        let who = &problem.people[person];
        let mut kinds = scope.kinds.iter();
        kinds.any(|kind| {
            let night = problem.kinds[*kind].night;
            let own = who.shifts.as_ref().is_none_or(|own| own.contains(kind));
            own && if night {
                !who.protected
            } else {
                self.of != Count::Nights
            }
        })
    }

    /// Those who are compared: with a share or, without shares, who may have something on some day.
    fn rows(&self, scope: &Scope, problem: &Problem) -> Vec<Row> {
        let days = self.days_that_count(scope, problem);
        let compared = |p: &PersonIx| {
            let team = problem.employed(*p);
            let free = |day: &usize| team.contains(day) && !problem.people[*p].away(*day as i64);
            let with = match (&self.shares, self.measure) {
                (Some(shares), _) => shares.factors[*p] > 0,
                (None, Measure::Distance) => days.iter().any(free),
                (None, Measure::Most) => !team.is_empty(),
            };
            with && self.may_hold(scope, problem, *p)
        };
        let people: Vec<PersonIx> = scope.who.iter().copied().filter(compared).collect();
        let agreed = |p: &PersonIx| problem.people[*p].contract.is_some();
        let hours = self.of == Count::Minutes && self.whole && self.shares.is_none();
        let by_agreed = hours && people.iter().all(agreed);
        let row = |person: PersonIx| {
            let (who, team) = (&problem.people[person], problem.employed(person));
            let granted = |day: usize| {
                let mut leave = who.leave.iter();
                leave.any(|l| l.state == LeaveState::Granted && l.has(day as i64))
            };
            let away = team.clone().filter(|day| granted(*day)).count() as i64;
            let contract = i64::from(who.contract.filter(|_| by_agreed).unwrap_or(0));
            let all = problem.days().max(1) as i64;
            let here = |day: &&usize| team.contains(day) && (by_agreed || !granted(**day));
            let carried = match self.of {
                _ if !self.whole => 0,
                Count::Minutes => who.carried.minutes,
                Count::Shifts | Count::Days => 0,
                Count::Nights => who.carried.nights,
                Count::WeekendDays => who.carried.weekends,
                Count::Holidays => who.carried.holidays,
            };
            Row {
                person,
                here: days.iter().filter(here).count(),
                carried,
                due: problem.share(contract, team.len() as i64) - contract * away / all,
                items: self.items(scope, problem, person),
            }
        };
        people.into_iter().map(row).collect()
    }

    /// What counts of a person's month.
    fn items(&self, scope: &Scope, problem: &Problem, person: PersonIx) -> Vec<Item> {
        let any = sets::of_kinds(problem, &scope.kinds);
        let mut sum = Sum::default();
        let days = scope.days.month();
        for day in days.filter(|day| self.counts_on(problem, *day)) {
            match self.of {
                Count::Minutes => {
                    for &k in &scope.kinds {
                        let duties = sets::of_kinds(problem, &[k]);
                        let minutes = i64::from(problem.kinds[k].minutes());
                        sum.add(person, day, duties, minutes);
                    }
                }
                Count::Nights => sum.add(person, day, sets::nights(problem).and(any), 1),
                _ => sum.add(person, day, any, 1),
            }
        }
        sum.items
    }

    /// How far somebody who is there for a part of the days may be from the own share: `within`, or the longest shift.
    fn free(&self, scope: &Scope, problem: &Problem) -> i64 {
        let long = |kind: &usize| i64::from(problem.kinds[*kind].minutes());
        match self.of {
            Count::Minutes => {
                let longest = scope.kinds.iter().map(long).max();
                (self.within * 60).max(longest.unwrap_or(0))
            }
            _ => self.within.max(1),
        }
    }
}

impl Even {
    /// What a unit is: of hours 60 minutes.
    fn grain(&self) -> i64 {
        if self.of == Count::Minutes { 60 } else { 1 }
    }

    /// Who is compared, and with what part; with the same bound for all also who is away on every day that counts.
    fn among(&self, scope: &Scope, facts: &Facts<'_>, away: bool) -> Comparison {
        let shared = Shared {
            of: self.of,
            kinds: &scope.kinds,
            on: &|day| scope.days.has(day),
            by: match &self.shares {
                Some(shares) => By::Given(&shares.parts, shares.full),
                None if self.whole => By::Agreed,
                None => By::Days,
            },
            away,
        };
        facts.compare(scope.who.iter().copied(), &shared)
    }

    /// What somebody has.
    fn held(&self, scope: &Scope, facts: &Facts<'_>, part: &Part) -> Held {
        let person = part.person;
        let counts = |s: &&Stint| scope.kinds.contains(&s.kind) && scope.days.has(s.day);
        let month = facts.month(person).filter(counts);
        let carried = facts.carried(person, self.of);
        Held {
            part: *part,
            month: month.map(|stint| facts.worth(stint, self.of)).sum(),
            carried: Some(carried).filter(|_| self.whole).unwrap_or(0),
        }
    }

    /// Who is there for a part of the days, each against the own share; one shift more or less is always free.
    fn judge_parts(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        among: &Comparison,
        held: &[Held],
        report: &mut Report,
    ) {
        let kinds = scope.kinds.iter().map(|kind| &facts.problem.kinds[*kind]);
        let longest = kinds.map(|kind| i64::from(kind.minutes())).max();
        let shift = Some(1).filter(|_| self.of != Count::Minutes).or(longest);
        let limit = (self.within * self.grain()).max(shift.unwrap_or(0));
        for beside in among.beside(held, limit) {
            let words = facts.beside_share(among, &beside, limit);
            let person = beside.held.part.person;
            report.add(scope.weight, beside.units, &[person], [], words);
        }
    }
}
