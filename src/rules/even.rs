//! `even`: hours, nights, weekends or holidays shared evenly, with memory of earlier months (A9, A12).

use super::reading::{Share, Shares};
use super::{
    After, Before, Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Stint,
    Takes, sets,
};
use crate::domain::time::hours;
use crate::domain::{LeaveState, Person, PersonIx, Problem};
use crate::facts::totals::{Count, agreed};
use crate::model::{Builder, Limit, Sum};
use crate::source::{Fault, FaultKind};
use crate::text::Text;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "even",
    title: ("Shared evenly", "公平分摊"),
    meaning: (
        "The one with the most and the one with the fewest `of` shifts, hours, work days, nights, weekend days or statutory holidays are at most `within` apart; of shifts of `kinds` on days of `on` alone. With `measure = \"most\"` nobody has more than `within`, and only the largest is priced. Compared are those who are in the team all month, for nights without the protected. With `share` all are compared in proportion to it: of whoever has half a share, each counts twice; whoever has none is left out. What is carried over from earlier months is included where `kinds` and `on` leave nothing out. Hours are compared above the agreed hours when everybody has them and there is no `share`, and a day of granted leave counts as its share of the agreed hours.",
        "of 指定的班次、工时、出勤天数、夜班、周末或法定节假日，最多的人与最少的人相差不超过 within；只看 on 所指日子里 kinds 中的班次。写 measure = \"most\" 时，任何人都不超过 within，只对最多的那个人计价。只比较整月在职的人；受保护不上夜班的人不参与夜班的比较。写了 share 时，所有人按各自的份额比较：只有半份的，一班顶两班；没有份额的不参与。kinds 和 on 没有排除任何班次时，往月结转的差额一并计算。人人都约定了工时、又没有写 share 时，工时比较的是超出约定的部分；批准的请假每天按约定工时折算。",
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Of {
    Hours,
    Shifts,
    Days,
    Nights,
    Weekends,
    Holidays,
}

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
    of: Of,
    within: Option<Spanned<i64>>,
    share: Option<Share>,
    #[serde(default)]
    measure: Measure,
}

#[derive(Debug)]
struct Even {
    of: Of,
    within: i64,
    measure: Measure,
    shares: Option<Shares>,
    /// Whether `kinds` and `on` leave nothing out of what is carried over.
    whole: bool,
    /// Whether nights alone are counted.
    nights: bool,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let default = match (params.of, params.measure) {
        (_, Measure::Most) => 0,
        (Of::Hours, Measure::Distance) => 8,
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
    let counted = |kind: &usize| params.of != Of::Nights || kinds[*kind].night;
    let left_out = |kind: usize| counted(&kind) && !scope.kinds.contains(&kind);
    let some = scope.kinds.len() < kinds.len();
    Ok(Box::new(Even {
        of: params.of,
        within: params.within.map_or(default, Spanned::into_inner),
        measure: params.measure,
        shares: params.share.map(|s| reader.shares(&s)).transpose()?,
        whole: scope.days.are_all() && !(0..kinds.len()).any(left_out),
        nights: params.of == Of::Nights || some && scope.kinds.iter().all(|&k| kinds[k].night),
    }))
}

impl Even {
    /// People in the team on every day, or with a share; where nights are compared those who may work them.
    fn in_model(&self, scope: &Scope, problem: &Problem) -> Vec<PersonIx> {
        let compared = |p: &PersonIx| {
            let with = match &self.shares {
                Some(shares) => shares.factors[*p] > 0,
                None => problem.employed(*p).len() == problem.days(),
            };
            with && !(self.nights && problem.people[*p].protected)
        };
        scope.who.iter().copied().filter(compared).collect()
    }

    /// What a person has before the first shift: carried over, less what was agreed.
    fn base(&self, problem: &Problem, person: &Person, by_contract: bool) -> i64 {
        if !self.whole {
            return 0;
        }
        match self.of {
            Of::Hours if by_contract => {
                let agreed = i64::from(person.contract.unwrap_or(0));
                let days = problem.days().max(1) as i64;
                let leave = leave_days(person, problem.days());
                person.carried.minutes - agreed + agreed * leave / days
            }
            Of::Hours => person.carried.minutes,
            Of::Shifts | Of::Days => 0,
            Of::Nights => person.carried.nights,
            Of::Weekends => person.carried.weekends,
            Of::Holidays => person.carried.holidays,
        }
    }
}

/// Days of the month on which leave is granted.
fn leave_days(person: &Person, days: usize) -> i64 {
    let granted = |day: &i64| {
        let mut leave = person.leave.iter();
        leave.any(|l| l.state == LeaveState::Granted && (l.first..=l.last).contains(day))
    };
    (0..days as i64).filter(granted).count() as i64
}

impl Rule for Even {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        let compared = self.all_compared(scope, facts);
        let agreed = |&p: &PersonIx| problem.people[p].contract.is_some();
        let by_contract = self.whole && self.shares.is_none() && compared.iter().all(agreed);
        let value = |&p: &PersonIx| {
            let counts = |s: &&Stint| scope.kinds.contains(&s.kind) && scope.days.has(s.day);
            let stints = facts.month(p).filter(counts);
            let worked: i64 = stints.map(|stint| facts.worth(stint, self.counted())).sum();
            let own = worked + self.brought(facts, p, by_contract);
            Held {
                value: own * self.shares.as_ref().map_or(1, |s| s.factors[p]),
                own,
                person: p,
            }
        };
        let values: Vec<Held> = compared.iter().map(value).collect();
        let top = |held: &&Held| (held.value, std::cmp::Reverse(held.person));
        let (Some(most), Some(least)) = (
            values.iter().max_by_key(top),
            values.iter().min_by_key(|held| (held.value, held.person)),
        ) else {
            return;
        };
        let distance = match self.measure {
            Measure::Distance => most.value - least.value,
            Measure::Most => most.value,
        };
        let (unit, slack) = self.shares.as_ref().map_or((1, 0), |s| (s.unit, s.slack));
        let (unit, slack) = match self.of {
            Of::Hours => (unit * 60, slack * 60),
            _ => (unit, slack),
        };
        let beyond = distance - self.within * unit - slack;
        // A started unit counts as a whole one.
        let units = if beyond <= 0 {
            0
        } else {
            1 + (beyond - 1) / unit
        };
        let people = match self.measure {
            Measure::Distance => vec![most.person, least.person],
            Measure::Most => vec![most.person],
        };
        let words = self.words(problem, most, least, distance, unit);
        report.add(scope.weight, units, &people, [], words);
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let (Some(price), Some(last)) = (sets::price(scope.weight), problem.days().checked_sub(1))
        else {
            return;
        };
        let compared = self.in_model(scope, problem);
        let agreed = |&p: &PersonIx| problem.people[p].contract.is_some();
        let by_contract = self.whole && self.shares.is_none() && compared.iter().all(agreed);
        let sums = compared
            .iter()
            .map(|&p| {
                let base = self.base(problem, &problem.people[p], by_contract);
                let mut sum = self.sum(scope, problem, p, base);
                let factor = self.shares.as_ref().map_or(1, |s| s.factors[p]);
                sum.base *= factor;
                sum.items.iter_mut().for_each(|item| item.weight *= factor);
                sum
            })
            .collect();
        // Sums of hours are in minutes.
        let minutes = if self.of == Of::Hours { 60 } else { 1 };
        let (unit, slack) = self.shares.as_ref().map_or((1, 0), |s| (s.unit, s.slack));
        let at = (self.within * unit + slack) * minutes;
        let within = Limit::per(at, unit * minutes, price);
        match self.measure {
            Measure::Distance => model.spread(compared, sums, within),
            Measure::Most => model.largest(compared, (0, last), sums, within),
        }
    }

    fn comparison(&self, scope: &Scope, facts: &Facts<'_>) -> Option<(Count, Vec<PersonIx>)> {
        let alike = self.whole && self.shares.is_none();
        alike.then(|| (self.counted(), self.all_compared(scope, facts)))
    }
}

/// What somebody has: as it is, and as it counts by the share.
struct Held {
    value: i64,
    own: i64,
    person: PersonIx,
}

impl Even {
    /// What is counted of a shift.
    fn counted(&self) -> Count {
        match self.of {
            Of::Hours => Count::Minutes,
            Of::Shifts | Of::Days => Count::Shifts,
            Of::Nights => Count::Nights,
            Of::Weekends => Count::WeekendDays,
            Of::Holidays => Count::Holidays,
        }
    }

    fn all_compared(&self, scope: &Scope, facts: &Facts<'_>) -> Vec<PersonIx> {
        let who = scope.who.iter().copied();
        who.filter(|&p| self.is_compared(facts, p)).collect()
    }

    /// In the team from the first day to the last, or with a share; for nights, also not protected from them.
    fn is_compared(&self, facts: &Facts<'_>, person: PersonIx) -> bool {
        let stays = match &self.shares {
            Some(shares) => shares.factors[person] != 0,
            None => facts.in_team(person, 0) && facts.in_team(person, facts.days() - 1),
        };
        stays && (!self.nights || !facts.problem.people[person].protected)
    }

    /// What a person brings along on the time sheet: the balance of earlier months and, where hours
    /// are agreed for everybody, what granted leave is worth less what was agreed.
    fn brought(&self, facts: &Facts<'_>, person: PersonIx, by_contract: bool) -> i64 {
        let who = &facts.problem.people[person];
        if !self.whole {
            return 0;
        }
        let balance = match self.of {
            Of::Shifts | Of::Days => return 0,
            Of::Nights => return who.carried.nights,
            Of::Weekends => return who.carried.weekends,
            Of::Holidays => return who.carried.holidays,
            Of::Hours => who.carried.minutes,
        };
        // Granted leave counts as its share of the agreed hours.
        balance
            - agreed(facts.problem, person)
                .filter(|_| by_contract)
                .unwrap_or(0)
    }

    fn sum(&self, scope: &Scope, problem: &Problem, person: PersonIx, base: i64) -> Sum {
        let any = sets::of_kinds(problem, &scope.kinds);
        let mut sum = Sum {
            base,
            ..Sum::default()
        };
        for day in scope.days.month() {
            match self.of {
                Of::Hours => {
                    for &k in &scope.kinds {
                        let duties = sets::of_kinds(problem, &[k]);
                        let minutes = i64::from(problem.kinds[k].minutes());
                        sum.add(person, day, duties, minutes);
                    }
                }
                Of::Shifts | Of::Days => sum.add(person, day, any, 1),
                Of::Nights => sum.add(person, day, sets::nights(problem).and(any), 1),
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
        most: &Held,
        least: &Held,
        distance: i64,
        unit: i64,
    ) -> Text {
        let (en, zh) = match self.of {
            Of::Hours => ("hours", "小时"),
            Of::Shifts => ("shifts", "个班"),
            Of::Days => ("work days", "天班"),
            Of::Nights => ("nights", "个夜班"),
            Of::Weekends => ("weekend days", "个周末班"),
            Of::Holidays => ("holidays", "个节假日班"),
        };
        let number = |value: i64| match self.of {
            Of::Hours => hours(value),
            _ => value.to_string(),
        };
        let person = |held: &Held| problem.person_name(held.person).to_owned();
        let (a, b, within) = (person(most), person(least), self.within);
        let (more, less) = (number(most.own), number(least.own));
        // To one place behind the point.
        let tenths = (10 * distance + unit / 2) / unit;
        let far = format!("{}.{}", tenths / 10, tenths % 10);
        match (&self.shares, self.measure) {
            (None, Measure::Distance) => {
                let far = number(distance);
                crate::text!(
                    "{a} has {far} more {en} than {b}, {within} is the limit",
                    "{a} 比 {b} 多 {far} {zh}，允许相差 {within}"
                )
            }
            (None, Measure::Most) => crate::text!(
                "{a} has {more} {en}, the most of all; {within} is the limit",
                "{a} 有 {more} {zh}，是最多的，允许 {within}"
            ),
            (Some(_), Measure::Distance) => crate::text!(
                "{a} has {more} {en}, {b} {less}: by their shares {far} apart, {within} is the limit",
                "{a} 有 {more} {zh}，{b} 有 {less}：按份额折算相差 {far}，允许相差 {within}"
            ),
            (Some(_), Measure::Most) => crate::text!(
                "{a} has {more} {en}, by the share {far}, the most of all; {within} is the limit",
                "{a} 有 {more} {zh}，按份额折算为 {far}，是最多的，允许 {within}"
            ),
        }
    }
}
