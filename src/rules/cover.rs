//! `cover`: as many people present as are needed, every half-hour (A3, A6).

use super::reading::Amount;
use super::{Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Weight, sets};
use crate::domain::time::{DAY, SLOT, Span, clock};
use crate::domain::{Need, Problem};
use crate::input::Fault;
use crate::model::{Builder, DutySet, Limit, Price, Sum};
use crate::text::Text;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "cover",
    title: ("Every half-hour is covered", "每个时段有人值班"),
    meaning: (
        "In every half-hour of demand as many people are present as are needed, counted by skill where the demand names one. Fewer than `least` is not allowed, more than `most` neither, whatever the weight in points; fewer than `need` costs the weight for each person and half-hour, and is listed by day and time. With `warn` all of this is only reported. The rule is on the whole team: it takes no `who`.",
        "需求中的每个半小时，在岗人数达到需要；需求指明技能时按技能计数。权重为价格时，低于 least、高于 most 仍不允许；低于 need 时，每缺一人每半小时按权重计价，并按日期和时段列出。权重为 warn 时，以上都只提醒。本规则针对整个团队，不能写 who。",
    ),
    why: (
        "A shop that answers late loses the customer, and the platform's ranking with it; rest days and holidays are no exception.",
        "回复慢就丢客户，也影响店铺在平台的排名；休息日和节假日也必须白天、晚上都有人。",
    ),
    source: "A3, A6",
    unit: ("person and half-hour", "人·半小时"),
    params: &[Param {
        key: "over",
        default: "0",
        meaning: (
            "price of each person above `need`, each half-hour",
            "超出 need 时，每多一人每半小时的价格",
        ),
    }],
    weight: "hard",
    always: true,
    example: "[rules.cover]\nweight = 20\nover = 1\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    over: Option<Spanned<Amount>>,
}

#[derive(Debug)]
struct Cover {
    over: Weight,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.team_params()?;
    let over = match &params.over {
        None => Weight::Price(0),
        Some(value) => reader.price(value)?,
    };
    Ok(Box::new(Cover { over }))
}

/// A bound of a need, with the weight of missing it.
struct Bound {
    low: bool,
    at: i64,
    weight: Weight,
}

/// The bounds of a need. Where the rule only warns, every bound that is not free does.
fn bounds(need: &Need, weight: Weight, over: Weight) -> Vec<Bound> {
    let bound = |low, at: u32, own: Weight| Bound {
        low,
        at: i64::from(at),
        weight: match weight {
            Weight::Warn if own != Weight::Price(0) => Weight::Warn,
            _ => own,
        },
    };
    let mut bounds = vec![
        bound(true, need.want, weight),
        bound(false, need.want, over),
    ];
    if need.least > 0 && weight != Weight::Hard {
        bounds.push(bound(true, need.least, Weight::Hard));
    }
    if let Some(most) = need.most {
        bounds.push(bound(false, most, Weight::Hard));
    }
    bounds
}

impl Rule for Cover {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let unseen = if (0..facts.people()).all(|p| facts.known_from(p) == 0) {
            // Who still works from the last evening before the month is not known.
            facts
                .problem
                .kinds
                .iter()
                .map(|k| i64::from(k.end() - DAY))
                .fold(0, i64::max)
        } else {
            0
        };
        for (day, needs) in facts.problem.demand.iter().enumerate() {
            for need in needs {
                let slots = slots_present(facts, day as i64, need, unseen);
                for bound in bounds(need, scope.weight, self.over) {
                    report_bound(facts, day as i64, need, &slots, &bound, report);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        for day in 0..problem.days() {
            for need in &problem.demand[day] {
                lower_need(self, scope, problem, day, need, model);
            }
        }
    }
}

/// (start minute on the day, people present) for every half-hour of the need that can be judged.
fn slots_present(facts: &Facts<'_>, day: i64, need: &Need, unseen: i64) -> Vec<(i32, i64)> {
    let mut slots = Vec::new();
    let mut start = need.span.start;
    while start < need.span.end {
        let (from, to) = facts.at(
            day,
            Span {
                start,
                end: start + SLOT,
            },
        );
        if from >= unseen {
            let here = (0..facts.people()).filter(|&p| counts(facts, p, need.skill, from, to));
            slots.push((start, here.count() as i64));
        }
        start += SLOT;
    }
    slots
}

fn counts(facts: &Facts<'_>, person: usize, skill: Option<usize>, from: i64, to: i64) -> bool {
    let problem = facts.problem;
    facts.all(person).iter().any(|stint| {
        stint.covers(from, to)
            && skill.is_none_or(|s| match problem.skills[s].post {
                true => stint.post == Some(s),
                false => problem.people[person].skills.contains(&s),
            })
    })
}

/// One breach for each stretch of half-hours with the same number of people beyond the bound.
fn report_bound(
    facts: &Facts<'_>,
    day: i64,
    need: &Need,
    slots: &[(i32, i64)],
    bound: &Bound,
    report: &mut Report,
) {
    let beyond = |here: i64| {
        if bound.low {
            bound.at - here
        } else {
            here - bound.at
        }
    };
    let mut index = 0;
    while index < slots.len() {
        let (start, here) = slots[index];
        let mut end = index + 1;
        while end < slots.len() && slots[end].1 == here && slots[end].0 == slots[end - 1].0 + SLOT {
            end += 1;
        }
        let length = (end - index) as i64;
        let units = beyond(here).max(0) * length;
        let until = slots[end - 1].0 + SLOT;
        let words = words(facts, day, need, bound, (start, until), here);
        report.add(bound.weight, units, &[], [day], words);
        index = end;
    }
}

fn words(
    facts: &Facts<'_>,
    day: i64,
    need: &Need,
    bound: &Bound,
    (start, end): (i32, i32),
    here: i64,
) -> Text {
    let date = facts.problem.day_name(day);
    let (from, to) = (clock(start), clock(end));
    let at = bound.at;
    let (of_en, of_zh) = need.skill.map_or((String::new(), String::new()), |s| {
        let name = &facts.problem.skills[s].name;
        (format!(" ({})", name.en), format!("（{}）", name.zh))
    });
    if bound.low {
        crate::text!(
            "{date} {from}-{to}{of_en}: {here} present, {at} needed",
            "{date} {from}-{to}{of_zh}：在岗 {here} 人，需要 {at} 人"
        )
    } else {
        crate::text!(
            "{date} {from}-{to}{of_en}: {here} present, {at} would do",
            "{date} {from}-{to}{of_zh}：在岗 {here} 人，{at} 人即可"
        )
    }
}

/// Half-hours in which the same duties are present need one term; its price is for all of them.
fn lower_need(
    rule: &Cover,
    scope: &Scope,
    problem: &Problem,
    day: usize,
    need: &Need,
    model: &mut Builder,
) {
    let no_tails = problem.people.iter().all(|p| p.tail.is_empty());
    let mut windows: Vec<((DutySet, DutySet), i64)> = Vec::new();
    for slot in (need.span.start / SLOT)..(need.span.end / SLOT) {
        let start = slot * SLOT;
        let own = covering(problem, need.skill, start);
        let eve = covering(problem, need.skill, start + DAY);
        let spills = (0..problem.kinds.len()).any(|k| problem.kinds[k].end() > start + DAY);
        if day == 0 && no_tails && spills {
            continue;
        }
        match windows.iter_mut().find(|(sets, _)| *sets == (own, eve)) {
            Some((_, slots)) => *slots += 1,
            None => windows.push(((own, eve), 1)),
        }
    }
    for ((own, eve), slots) in windows {
        let sum = presence(problem, need.skill, day, own, eve);
        let limit = |at: u32, price| Some(Limit::each(i64::from(at), price));
        let priced = |at: u32, weight| match sets::price(weight)? {
            Price::Soft(points) => limit(at, Price::Soft(points * slots)),
            Price::Hard => limit(at, Price::Hard),
        };
        let mut count = |low, high| model.count(Vec::new(), (day, day), sum.clone(), low, high);
        count(priced(need.want, scope.weight), None);
        count(None, priced(need.want, rule.over));
        if scope.weight != Weight::Hard {
            count(limit(need.least, Price::Hard), None);
        }
        count(None, need.most.and_then(|most| limit(most, Price::Hard)));
    }
}

/// Duties whose holder is present during the whole half-hour that starts at `start` on their day.
fn covering(problem: &Problem, skill: Option<usize>, start: i32) -> DutySet {
    let slot = Span {
        start,
        end: start + SLOT,
    };
    let post = skill.filter(|&s| problem.skills[s].post);
    sets::duties(problem, |kind, at| {
        let shared = |s: &Span| (s.end.min(slot.end) - s.start.max(slot.start)).max(0);
        let present: i32 = problem.kinds[kind].segments.iter().map(shared).sum();
        present == SLOT && (post.is_none() || at == post)
    })
}

fn presence(
    problem: &Problem,
    skill: Option<usize>,
    day: usize,
    own: DutySet,
    eve: DutySet,
) -> Sum {
    let talent = skill.filter(|&s| !problem.skills[s].post);
    let mut sum = Sum::default();
    for (p, person) in problem.people.iter().enumerate() {
        if talent.is_some_and(|s| !person.skills.contains(&s)) {
            continue;
        }
        sum.add(p, day, own, 1);
        match day.checked_sub(1) {
            Some(before) => sum.add(p, before, eve, 1),
            None => {
                let last = person.tail.last().copied().flatten();
                sum.base += i64::from(last.is_some_and(|d| eve.has(d)));
            }
        }
    }
    sum
}
