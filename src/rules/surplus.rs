//! `surplus`: no more people present than are needed, every half-hour or at the peak of a day (A3).

use super::{
    Borders, Card, Entry, Facts, Headcount, Param, Reader, Report, Rule, Scope, Takes, Weight, sets,
};
use crate::domain::Problem;
use crate::model::{Builder, Limit, Price, Sum};
use crate::source::Fault;
use crate::text::Text;
use serde::Deserialize;
use std::collections::BTreeMap;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "surplus",
    title: ("No more people than needed", "不多排人"),
    meaning: (
        "In no half-hour of demand are more people present than are needed, counted as in `cover`; a `need` of 0 wants nobody there, and of hours that no line names nothing is said. More than `most` is not allowed, whatever the weight in points; more than `need` costs the weight for each person and half-hour, and is listed by day and time. With `of = \"peak\"` only the greatest surplus of each day is priced, once for each person. With 0, the default, only `most` counts; with `warn` a surplus is only reported. Days that `on` does not name are not looked at, not for `most` either. The rule is on the whole team: it takes no `who`.",
        "需求中的每个半小时，在岗人数不超出需要，计数方法与 cover 相同；need 写 0 表示不需要人，没有写的时段不计。权重为价格时，高于 most 仍不允许；高于 need 时，每多一人每半小时按权重计价，并按日期和时段列出。写 of = \"peak\" 时，每天只对多出最多的那个时段计价一次，每多一人按权重计。默认价格为 0，即只管 most；权重为 warn 时，多排只提醒。on 没有包括的日子完全不管，most 也不管。本规则针对整个团队，不能写 who。",
    ),
    why: (
        "Hours are worth more where they are needed: a small price makes the roster take the shifts that fit the demand and add none that nobody needs.",
        "工时要用在需要人的时段：给一个小的价格，就会选用贴合需求的班次，不添用不上的班。",
    ),
    source: "A3",
    unit: (
        "person and half-hour; with `of = \"peak\"` person and day",
        "人·半小时；of = \"peak\" 时为人·天",
    ),
    params: &[Param {
        key: "of",
        default: "half-hours",
        meaning: (
            "`half-hours`, or `peak`: the greatest surplus of each day alone",
            "half-hours 每个半小时都计，peak 每天只计多出最多的时段",
        ),
    }],
    takes: Takes::TEAM.on(),
    borders: Borders::PRESENT,
    weight: "0",
    always: true,
    example: "[rules.surplus]\nweight = 1\n",
};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Of {
    #[default]
    HalfHours,
    Peak,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default)]
    of: Of,
}

#[derive(Debug)]
struct Surplus {
    of: Of,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Surplus { of: params.of }))
}

impl Rule for Surplus {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        // The greatest surplus of the day that is looked at, and the first time that has it.
        let mut peak: Option<(i64, Headcount<'_>)> = None;
        for count in facts.headcounts() {
            let (need, here, slots) = (count.need, count.here, count.slots());
            if !scope.days.has(count.day) {
                continue;
            }
            let (want, day) = (i64::from(need.want), count.charged(facts));
            let weight = if count.settled {
                scope.weight.settled()
            } else {
                scope.weight
            };
            let spare = need.spare(here);
            if self.of == Of::HalfHours {
                let Text { en, zh } = facts.headcount(&count);
                let words = crate::text!("{en}, {want} needed", "{zh}，需要 {want} 人");
                let units = spare * slots;
                report.add(weight, units, &[], [day], words);
            }
            if count.settled {
                continue;
            }
            // What is hard or a warning above `need` is that already above `most`, which is no lower.
            if let (Some(most), Weight::Price(_)) = (need.most, scope.weight) {
                let Text { en, zh } = facts.headcount(&count);
                report.add(
                    Weight::Hard,
                    (here - i64::from(most)).max(0) * slots,
                    &[],
                    [day],
                    crate::text!("{en}, at most {most} allowed", "{zh}，最多 {most} 人"),
                );
            }
            match &mut peak {
                Some((most, held)) if held.day == count.day => {
                    if spare > *most {
                        (*most, *held) = (spare, count);
                    }
                }
                _ => {
                    let before = peak.replace((spare, count));
                    self.check_peak(scope, facts, before, report);
                }
            }
        }
        self.check_peak(scope, facts, peak, report);
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let mut peaks: BTreeMap<usize, Vec<Sum>> = BTreeMap::new();
        for group in sets::presences(problem) {
            if !scope.days.has(group.day as i64) {
                continue;
            }
            let (need, days) = (group.need, group.tag(problem));
            match self.of {
                // Up to `most` nobody is too many.
                _ if need.open_ended => {}
                Of::HalfHours => {
                    let want = group.limit(need.want, price);
                    model.count(Vec::new(), days, group.sum.clone(), None, Some(want));
                }
                Of::Peak => {
                    let mut spare = group.sum.clone();
                    spare.base -= i64::from(need.want);
                    peaks.entry(group.day).or_default().push(spare);
                }
            }
            if let (Some(most), Price::Soft(_)) = (need.most, price) {
                let most = group.limit(most, Price::Hard);
                model.count(Vec::new(), days, group.sum, None, Some(most));
            }
        }
        for (day, sums) in peaks {
            let last = day.min(problem.days().saturating_sub(1));
            model.largest(Vec::new(), (last, last), sums, Limit::each(0, price));
        }
    }
}

impl Surplus {
    /// The greatest surplus of a day, once.
    fn check_peak(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        peak: Option<(i64, Headcount<'_>)>,
        report: &mut Report,
    ) {
        let Some((spare, count)) = peak.filter(|_| self.of == Of::Peak) else {
            return;
        };
        let Text { en, zh } = facts.headcount(&count);
        let want = count.need.want;
        let words = crate::text!(
            "{en}, {want} needed: the most too many on that day",
            "{zh}，需要 {want} 人，当天多出最多"
        );
        report.add(scope.weight, spare, &[], [count.charged(facts)], words);
    }
}
