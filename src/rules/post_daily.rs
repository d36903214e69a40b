//! `post-daily`: somebody holds a post every day, such as the order clerk (A16).

use super::{Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Sum};
use crate::source::Fault;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "post-daily",
    title: ("A post is held every day", "每天专岗"),
    meaning: (
        "On each day of `on` on which the team is not closed, at least `least` and at most `most` people hold the post `post` in the day's shifts of `kinds`, all together.",
        "on 所指的团队上班的每一天，当天 kinds 的各班次中担任 post 岗的人数合计不少于 least、不多于 most。",
    ),
    why: (
        "Each day has its order clerk by name: one who does it, and nobody who believed another did.",
        "每天安排专人制单，指定到人，免得你以为他做、他以为你做。",
    ),
    source: "A16",
    unit: (
        "person lacking or too many, each day",
        "每天缺少或多出的每人",
    ),
    params: &[
        Param {
            key: "post",
            default: "",
            meaning: ("code of the post", "岗位代码"),
        },
        Param {
            key: "least",
            default: "1",
            meaning: ("fewest people", "最少人数"),
        },
        Param {
            key: "most",
            default: "no limit",
            meaning: ("most people", "最多人数"),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Any).on(),
    borders: Borders::NONE,
    weight: "hard",
    always: false,
    example: "[rules.post-daily]\npost = \"order\"\nleast = 1\nmost = 1\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    post: Spanned<String>,
    #[serde(default = "one")]
    least: i64,
    most: Option<i64>,
}

fn one() -> i64 {
    1
}

#[derive(Debug)]
struct PostDaily {
    post: usize,
    least: i64,
    most: Option<i64>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    reader.bounds(Some(params.least), params.most)?;
    reader.only_open_days(params.least > 0)?;
    Ok(Box::new(PostDaily {
        post: reader.post(&params.post)?,
        least: reader.range(params.least, 0, 10_000)?,
        most: params
            .most
            .map(|m| reader.range(m, 0, 10_000))
            .transpose()?,
    }))
}

impl Rule for PostDaily {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        let post = &problem.skills[self.post].name;
        for day in (0..facts.days()).filter(|&d| scope.days.has(d)) {
            let holds = |p: &PersonIx| {
                let stint = facts.on(*p, day);
                stint.is_some_and(|s| s.post == Some(self.post) && scope.kinds.contains(&s.kind))
            };
            let holders: Vec<PersonIx> = scope.who.iter().copied().filter(holds).collect();
            let (on, count) = (problem.day_name(day), holders.len() as i64);
            let (least, en, zh) = (self.least, &post.en, &post.zh);
            report.add(
                scope.weight,
                least - count,
                &[],
                [day],
                crate::text!(
                    "{on}: post {en} is held by {count}, {least} needed",
                    "{on}：担任“{zh}”的有 {count} 人，需要 {least} 人"
                ),
            );
            let Some(most) = self.most else { continue };
            let names: Vec<&str> = holders.iter().map(|&p| problem.person_name(p)).collect();
            let (list_en, list_zh) = (names.join(", "), names.join("、"));
            report.add(
                scope.weight,
                count - most,
                &holders,
                [day],
                crate::text!(
                    "{on}: post {en} is held by {count} ({list_en}), at most {most} allowed",
                    "{on}：担任“{zh}”的有 {count} 人（{list_zh}），最多 {most} 人"
                ),
            );
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let duties = sets::duties(problem, |kind, post| {
            post == Some(self.post) && scope.kinds.contains(&kind)
        });
        for day in scope.days.month() {
            let mut sum = Sum::default();
            for &person in &scope.who {
                sum.add(person, day, duties, 1);
            }
            let low = (self.least > 0).then(|| Limit::each(self.least, price));
            let high = self.most.map(|most| Limit::each(most, price));
            model.count(Vec::new(), (day, day), sum, low, high);
        }
    }
}
