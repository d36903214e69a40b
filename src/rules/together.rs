//! `together`: two people work the same shifts (A16).

use super::{Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Spot};
use crate::source::Fault;
use crate::text::Text;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "together",
    title: ("Two people together", "两人同班"),
    meaning: (
        "The two of `pair` work the same shift on each day of `on` or both rest; their posts may differ. Shifts that `kinds` does not name are as good as rest. Days on which either is on granted leave, unavailable or not in the team are left out.",
        "pair 中的两人在 on 所指的每一天上同一个班次，或同时休息，岗位可以不同；kinds 以外的班次视同休息。其中一人批准请假、不能上班或不在职的日子不计。",
    ),
    why: (
        "A trainee follows the mentor's roster; a couple that commutes together asks for no more.",
        "徒弟跟着师傅的班走；同路上下班的两个人也只求排在一起。",
    ),
    source: "A16",
    unit: (
        "shift that only one of the two works: one when the other rests, two when the other works another shift",
        "只有一人上的每个班：一人上班一人休息算一处，两人班次不同算两处",
    ),
    params: &[Param {
        key: "pair",
        default: "",
        meaning: ("two people", "两个人"),
    }],
    takes: Takes::WHO.kinds(Kinds::Any).on(),
    borders: Borders::NONE,
    weight: "hard",
    always: false,
    example: "[[rules.together]]\npair = [\"老李\", \"小王\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    pair: Spanned<Vec<Spanned<String>>>,
}

#[derive(Debug)]
struct Together {
    pair: (PersonIx, PersonIx),
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Together {
        pair: reader.pair(&params.pair)?,
    }))
}

impl Rule for Together {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        let (a, b) = self.pair;
        if !scope.who.contains(&a) || !scope.who.contains(&b) {
            return;
        }
        for day in scope.days.month() {
            let absent = |p: PersonIx| {
                !problem.employed(p).contains(&day) || problem.people[p].away(day as i64)
            };
            if absent(a) || absent(b) {
                continue;
            }
            let counts = |kind: &usize| scope.kinds.contains(kind);
            let kind = |p| facts.on(p, day as i64).map(|s| s.kind);
            let (of_a, of_b) = (kind(a).filter(counts), kind(b).filter(counts));
            if of_a == of_b {
                continue;
            }
            let word = |kind: Option<usize>| match kind {
                Some(k) => problem.kinds[k].name.clone(),
                None => Text::new("rest", "休息"),
            };
            let (on, wa, wb) = (problem.day_name(day as i64), word(kind(a)), word(kind(b)));
            let (na, nb) = (problem.person_name(a), problem.person_name(b));
            report.add(
                scope.weight,
                i64::from(of_a.is_some()) + i64::from(of_b.is_some()),
                &[a, b],
                [day as i64],
                Text::new(
                    format!("{on}: {na} {}, {nb} {}, not together", wa.en, wb.en),
                    format!("{on}：{na} {}，{nb} {}，不在一起", wa.zh, wb.zh),
                ),
            );
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let (a, b) = self.pair;
        if !(scope.who.contains(&a) && scope.who.contains(&b)) {
            return;
        }
        let (of_a, of_b) = (problem.employed(a), problem.employed(b));
        for day in of_a.start.max(of_b.start)..of_a.end.min(of_b.end) {
            let away = [a, b].iter().any(|&p| problem.people[p].away(day as i64));
            if away || !scope.days.has(day as i64) {
                continue;
            }
            for &kind in &scope.kinds {
                let duties = sets::of_kinds(problem, &[kind]);
                let spot = |person| Spot {
                    person,
                    day,
                    duties,
                };
                model.matched(spot(a), spot(b), price);
            }
        }
    }
}
