//! `cover`: as many people present as are needed, every half-hour (A3, A6).

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, Weight, sets};
use crate::domain::Problem;
use crate::model::{Builder, Price};
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "cover",
    title: ("Every half-hour is covered", "每个时段有人值班"),
    meaning: (
        "In every half-hour of demand as many people are present as are needed, counted by skill where the demand names one. Fewer than `least` is not allowed, whatever the weight in points; fewer than `need` costs the weight for each person and half-hour, and is listed by day and time. With `warn` a shortage is only reported. The rule is on the whole team: it takes no `who`. People above `need` are the matter of `surplus`.",
        "需求中的每个半小时，在岗人数达到需要；需求指明技能时按技能计数。权重为价格时，低于 least 仍不允许；低于 need 时，每缺一人每半小时按权重计价，并按日期和时段列出。权重为 warn 时，人手不足只提醒。本规则针对整个团队，不能写 who。人数超出 need 由规则 surplus 管。",
    ),
    why: (
        "A shop that answers late loses the customer, and the platform's ranking with it; rest days and holidays are no exception.",
        "回复慢就丢客户，也影响店铺在平台的排名；休息日和节假日也必须白天、晚上都有人。",
    ),
    source: "A3, A6",
    unit: ("person and half-hour", "人·半小时"),
    params: &[],
    takes: Takes::TEAM,
    borders: Borders::PRESENT,
    weight: "hard",
    always: true,
    example: "[rules.cover]\nweight = 20\n",
};

#[derive(Debug)]
struct Cover;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(Cover))
}

impl Rule for Cover {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for count in facts.headcounts() {
            let (need, here, slots) = (count.need, count.here, count.slots());
            let Text { en, zh } = facts.headcount(&count);
            let (want, day) = (i64::from(need.want), count.charged(facts));
            let none = if here < want {
                facts.no_shift(&count)
            } else {
                Text::default()
            };
            let (none_en, none_zh) = (none.en, none.zh);
            let weight = if count.settled {
                scope.weight.settled()
            } else {
                scope.weight
            };
            report.add(
                weight,
                (want - here).max(0) * slots,
                &[],
                [day],
                crate::text!(
                    "{en}, {want} needed{none_en}",
                    "{zh}，需要 {want} 人{none_zh}"
                ),
            );
            // What is hard or a warning below `need` is that already below `least`, which is no higher.
            if matches!(scope.weight, Weight::Price(_)) && !count.settled {
                let least = i64::from(need.least);
                report.add(
                    Weight::Hard,
                    (least - here).max(0) * slots,
                    &[],
                    [day],
                    crate::text!(
                        "{en}, at least {least} needed{none_en}",
                        "{zh}，至少需要 {least} 人{none_zh}"
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for group in sets::presences(problem) {
            let (need, days) = (group.need, group.tag(problem));
            // Nobody is missed where nobody is needed.
            if need.want == 0 {
                continue;
            }
            let want = group.limit(need.want, price);
            model.count(Vec::new(), days, group.sum.clone(), Some(want), None);
            if price != Price::Hard {
                let least = group.limit(need.least, Price::Hard);
                model.count(Vec::new(), days, group.sum, Some(least), None);
            }
        }
    }
}
