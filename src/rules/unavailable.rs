//! `unavailable`: days on which somebody cannot work.

use super::{Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::input::Fault;
use crate::model::Builder;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "unavailable",
    title: ("Days that are out of the question", "不可排班日"),
    meaning: (
        "On a person's `unavailable` days there is no shift, and no shift of the day before reaches into them past midnight. A shift of last month that does so cannot be changed and is not reported.",
        "unavailable 所列日子不排班，前一天的班也不得跨过零点进入当天。上月最后一天的班已无法更改，不计。",
    ),
    why: (
        "Classes, exams, a wedding: what is known before the roster is made costs nothing to respect.",
        "上课、考试、婚礼等事先知道的安排，排班时避开即可。",
    ),
    source: "",
    unit: ("shift in the way", "每个冲突的班"),
    params: &[],
    takes: Takes::WHO,
    weight: "hard",
    always: true,
    example: "[rules.unavailable]\nweight = \"hard\"\n",
};

#[derive(Debug)]
struct Unavailable;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(Unavailable))
}

impl Rule for Unavailable {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            let closed = &problem.people[person].unavailable;
            for stint in facts.month(person) {
                let mut taken = closed.iter().map(|&d| d as i64).filter(|&d| stint.takes(d));
                let Some(day) = taken.next() else { continue };
                let name = problem.person_name(person);
                let (on, of) = (problem.day_name(day), problem.day_name(stint.day));
                let Text { en, zh } = facts.shift(stint);
                let (days, words) = if day == stint.day {
                    let words = crate::text!(
                        "{name} is not available on {on} and has {en}",
                        "{name} {on} 不能上班，却排了{zh}"
                    );
                    (vec![day], words)
                } else {
                    let words = crate::text!(
                        "{name} is not available on {on}, and {en} of {of} reaches into it",
                        "{name} {on} 不能上班，{of} 的{zh}却跨到当天"
                    );
                    (vec![stint.day, day], words)
                };
                report.add(scope.weight, 1, &[person], days, words);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            let closed = &problem.people[person].unavailable;
            for day in 0..problem.days() {
                let duties = sets::taking(problem, day, |d| closed.binary_search(&d).is_ok());
                model.forbid(person, day, duties, price);
            }
        }
    }
}
