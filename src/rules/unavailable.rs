//! `unavailable`: days on which somebody cannot work.

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "unavailable",
    title: ("Days that are out of the question", "不可排班日"),
    meaning: (
        "On a person's `unavailable` days, and on the team's `closed` days, there is no shift, and no shift of the day before reaches into them past midnight: into the day after the month neither. A shift of last month's last day that does so cannot be changed; it is said as a warning.",
        "unavailable 所列日子和团队的 closed（不上班的日子）不排班，前一天的班也不得跨过零点进入当天，月末跨到下月第一天的也一样。上月最后一天的班已无法更改，只提醒。",
    ),
    why: (
        "Classes, exams, a wedding: what is known before the roster is made costs nothing to respect.",
        "上课、考试、婚礼等事先知道的安排，排班时避开即可。",
    ),
    source: "",
    unit: ("shift in the way", "每个冲突的班"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::NIGHTS,
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
            let own = &problem.people[person].unavailable;
            let away = |day: i64| own.contains(&day) || problem.is_closed(day);
            for stint in facts.reaching(person) {
                let Some(day) = stint.days().find(|&d| away(d)) else {
                    continue;
                };
                let name = problem.person_name(person);
                let (on, of) = (problem.day_name(day), problem.day_name(stint.day));
                let Text { en, zh } = facts.shift(stint);
                let words = match (problem.is_closed(day), day == stint.day) {
                    (true, true) => crate::text!(
                        "the team is closed on {on}, and {name} has {en}",
                        "{on} 团队不上班，{name} 却排了{zh}"
                    ),
                    (true, false) => crate::text!(
                        "the team is closed on {on}, and {name}'s {en} of {of} reaches into it",
                        "{on} 团队不上班，{name} {of} 的{zh}却跨到当天"
                    ),
                    (false, true) => crate::text!(
                        "{name} is not available on {on} and has {en}",
                        "{name} {on} 不能上班，却排了{zh}"
                    ),
                    (false, false) => crate::text!(
                        "{name} is not available on {on}, and {en} of {of} reaches into it",
                        "{name} {on} 不能上班，{of} 的{zh}却跨到当天"
                    ),
                };
                let mut days = vec![stint.day, day];
                days.dedup();
                report.add_by(stint, scope.weight, &[person], days, words);
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
                let away = |d: i64| closed.binary_search(&d).is_ok() || problem.is_closed(d);
                let duties = sets::taking(problem, day, away);
                model.forbid(person, day, duties, price);
            }
        }
    }
}
