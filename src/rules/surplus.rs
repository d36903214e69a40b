//! `surplus`: no more people present than are needed, every half-hour (A3).

use super::{Card, Entry, Facts, Reader, Report, Rule, Scope, Weight, sets};
use crate::domain::Problem;
use crate::input::Fault;
use crate::model::{Builder, Price};
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "surplus",
    title: ("No more people than needed", "不多排人"),
    meaning: (
        "In no half-hour of demand are more people present than are needed, counted as in `cover`. More than `most` is not allowed, whatever the weight in points; more than `need` costs the weight for each person and half-hour, and is listed by day and time. With 0, the default, only `most` counts; with `warn` a surplus is only reported. The rule is on the whole team: it takes no `who`.",
        "需求中的每个半小时，在岗人数不超出需要，计数方法与 cover 相同。权重为价格时，高于 most 仍不允许；高于 need 时，每多一人每半小时按权重计价，并按日期和时段列出。默认价格为 0，即只管 most；权重为 warn 时，多排只提醒。本规则针对整个团队，不能写 who。",
    ),
    why: (
        "Hours are worth more where they are needed: a small price makes the roster take the shifts that fit the demand and add none that nobody needs.",
        "工时要用在需要人的时段：给一个小的价格，就会选用贴合需求的班次，不添用不上的班。",
    ),
    source: "A3",
    unit: ("person and half-hour", "人·半小时"),
    params: &[],
    weight: "0",
    always: true,
    example: "[rules.surplus]\nweight = 1\n",
};

#[derive(Debug)]
struct Surplus;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_team_params()?;
    Ok(Box::new(Surplus))
}

impl Rule for Surplus {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for count in facts.headcounts() {
            let (need, here, slots) = (count.need, count.here, count.slots());
            let Text { en, zh } = facts.headcount(&count);
            let want = i64::from(need.want);
            report.add(
                scope.weight,
                (here - want).max(0) * slots,
                &[],
                [count.day],
                crate::text!("{en}, {want} needed", "{zh}，需要 {want} 人"),
            );
            // What is hard or a warning above `need` is that already above `most`, which is no lower.
            if let (Some(most), Weight::Price(_)) = (need.most, scope.weight) {
                report.add(
                    Weight::Hard,
                    (here - i64::from(most)).max(0) * slots,
                    &[],
                    [count.day],
                    crate::text!("{en}, at most {most} allowed", "{zh}，最多 {most} 人"),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for group in sets::presences(problem) {
            let (need, days) = (group.need, (group.day, group.day));
            let want = group.limit(need.want, price);
            model.count(Vec::new(), days, group.sum.clone(), None, Some(want));
            if let (Some(most), Price::Soft(_)) = (need.most, price) {
                let most = group.limit(most, Price::Hard);
                model.count(Vec::new(), days, group.sum, None, Some(most));
            }
        }
    }
}
