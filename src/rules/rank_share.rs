//! `rank-share`: enough experience on every shift (A16).

use super::{Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Sum};
use crate::source::{Fault, FaultKind};
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "rank-share",
    title: ("Experience on every shift", "每班资历搭配"),
    meaning: (
        "On each shift of `kinds`, taken by itself, on each day of `on`, at least `percent` of those who work it have `rank` or more, rounded up to whole people; a shift that nobody works is free. `percent = 1` says: whenever anybody is on, one of them at least. Beside that, at least `least` of them work each shift of `kinds` on each of these days, also when nobody else does.",
        "kinds 中的每个班次逐个计算，on 中的每一天上班的人里至少有 percent%（不足一人按一人计）级别达到 rank；没人上的班次不要求。percent = 1 即：只要有人上这个班，就至少有一名老员工。此外 kinds 中的每个班次在这些天每天至少有 least 名这样的人，没有其他人上班时也一样。",
    ),
    why: (
        "A shift of beginners has nobody to ask, least of all at night.",
        "一个班全是新人，遇事没人可问，晚上更是如此。",
    ),
    source: "A16",
    unit: (
        "person of the rank lacking, each shift and day; one lacking by both bounds counts twice",
        "每天每班缺少的每名达到级别的人；两项要求分别计算",
    ),
    params: &[
        Param {
            key: "rank",
            default: "",
            meaning: ("rank that counts as experienced", "达到的级别"),
        },
        Param {
            key: "percent",
            default: "0",
            meaning: ("share of those on the shift", "占该班人数的百分比"),
        },
        Param {
            key: "least",
            default: "0",
            meaning: ("people on each shift each day", "每天每班的最少人数"),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Any).on(),
    borders: Borders::NONE,
    weight: "hard",
    always: false,
    example: "[rules.rank-share]\nrank = 2\npercent = 1\nkinds = [\"night\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    rank: i32,
    #[serde(default)]
    percent: i64,
    #[serde(default)]
    least: i64,
}

#[derive(Debug)]
struct RankShare {
    rank: i32,
    percent: i64,
    least: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    if params.percent == 0 && params.least == 0 {
        let key = "percent / least".to_owned();
        return Err(reader.fault_here(FaultKind::MissingKey { key }));
    }
    Ok(Box::new(RankShare {
        rank: params.rank,
        percent: reader.range(params.percent, 0, 100)?,
        least: reader.range(params.least, 0, 10_000)?,
    }))
}

impl Rule for RankShare {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for day in (0..facts.days()).filter(|&d| scope.days.has(d)) {
            for &kind in &scope.kinds {
                let works = |p: &PersonIx| facts.on(*p, day).is_some_and(|s| s.kind == kind);
                let team: Vec<PersonIx> = scope.who.iter().copied().filter(works).collect();
                self.check_shift(scope, facts, day, kind, &team, report);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for day in scope.days.month() {
            for &kind in &scope.kinds {
                let duties = sets::of_kinds(problem, &[kind]);
                // Who is of the rank brings what is left of a hundred, the others take their share.
                let (mut share, mut number) = (Sum::default(), Sum::default());
                for &person in &scope.who {
                    if problem.people[person].rank >= self.rank {
                        share.add(person, day, duties, 100 - self.percent);
                        number.add(person, day, duties, 1);
                    } else {
                        share.add(person, day, duties, -self.percent);
                    }
                }
                if self.percent > 0 {
                    let low = Limit::per(0, 100, price);
                    model.count(Vec::new(), (day, day), share, Some(low), None);
                }
                if self.least > 0 {
                    let low = Limit::each(self.least, price);
                    model.count(Vec::new(), (day, day), number, Some(low), None);
                }
            }
        }
    }
}

impl RankShare {
    fn check_shift(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        day: i64,
        kind: usize,
        team: &[PersonIx],
        report: &mut Report,
    ) {
        let problem = facts.problem;
        let seniors = team
            .iter()
            .filter(|&&p| problem.people[p].rank >= self.rank)
            .count() as i64;
        let count = team.len() as i64;
        let due = (count * self.percent + 99) / 100;
        let (on, shift, rank) = (problem.day_name(day), &problem.kinds[kind].name, self.rank);
        let (en, zh, least) = (&shift.en, &shift.zh, self.least);
        report.add(
            scope.weight,
            due - seniors,
            team,
            [day],
            crate::text!(
                "{on} {en}: {seniors} of {count} have rank {rank} or more, {due} needed",
                "{on} {zh}：{count} 人中级别 {rank} 以上的 {seniors} 人，需要 {due} 人"
            ),
        );
        report.add(
            scope.weight,
            least - seniors,
            &[],
            [day],
            crate::text!(
                "{on} {en}: {seniors} of rank {rank} or more, {least} needed",
                "{on} {zh}：级别 {rank} 以上的 {seniors} 人，需要 {least} 人"
            ),
        );
    }
}
