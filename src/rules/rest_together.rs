//! `rest-together`: two people have the same days off.

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Spot};
use crate::source::Fault;
use crate::text::Text;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "rest-together",
    title: ("Days off together", "两人同休"),
    meaning: (
        "Of the days of `on`, the two of `pair` rest on the same; on the others each may have any shift. Days on which either is on granted leave, unavailable or not in the team are left out.",
        "on 所指的日子里，pair 中的两人同一天休息；上班的日子各上什么班不限。其中一人批准请假、不能上班或不在职的日子不计。",
    ),
    why: (
        "A couple wants its days off together, and need not work the same shift for that.",
        "夫妻、室友想同一天休息，不必上同一个班。",
    ),
    source: "A16",
    unit: (
        "day on which only one of the two works",
        "只有一人上班的每一天",
    ),
    params: &[Param {
        key: "pair",
        default: "",
        meaning: ("two people", "两个人"),
    }],
    takes: Takes::WHO.on(),
    borders: Borders::NONE,
    weight: "3",
    always: false,
    example: "[[rules.rest-together]]\npair = [\"老李\", \"小王\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    pair: Spanned<Vec<Spanned<String>>>,
}

#[derive(Debug)]
struct RestTogether {
    pair: (PersonIx, PersonIx),
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(RestTogether {
        pair: reader.pair(&params.pair)?,
    }))
}

impl Rule for RestTogether {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        let (a, b) = self.pair;
        if !scope.who.contains(&a) || !scope.who.contains(&b) {
            return;
        }
        for day in (0..facts.days()).filter(|&day| scope.days.has(day)) {
            let absent = |p: PersonIx| !facts.in_team(p, day) || problem.people[p].away(day);
            if absent(a) || absent(b) {
                continue;
            }
            let (works, rests) = match (facts.on(a, day), facts.on(b, day)) {
                (Some(_), None) => (a, b),
                (None, Some(_)) => (b, a),
                _ => continue,
            };
            let (rests, on) = (problem.person_name(rests), problem.day_name(day));
            let Text { en, zh } = facts.cell(works, day);
            let works = problem.person_name(works);
            let words = crate::text!(
                "{on}: {rests} is off, {works} has {en}",
                "{on}：{rests} 休息，{works} 上{zh}"
            );
            report.add(scope.weight, 1, &[a, b], [day], words);
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
        let duties = model.any();
        let (of_a, of_b) = (problem.employed(a), problem.employed(b));
        for day in of_a.start.max(of_b.start)..of_a.end.min(of_b.end) {
            if !scope.days.has(day as i64) {
                continue;
            }
            if [a, b].iter().any(|&p| problem.people[p].away(day as i64)) {
                continue;
            }
            let spot = |person| Spot {
                person,
                day,
                duties,
            };
            model.matched(spot(a), spot(b), price);
        }
    }
}
