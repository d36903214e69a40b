//! `unwanted-pattern`: how days should not follow each other.

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{Problem, Step};
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "unwanted-pattern",
    title: ("How days should not follow each other", "不想要的排法"),
    meaning: (
        "The days of `pattern` do not follow each other in this way, beginning on a day of `on`. Each is a shift, `night`, `day`, `work`, `rest` or `?` for any day; `not` before it stands for all others, `or` joins several. Last month's days count, and fixed ones after the month. Days outside the team and days of granted leave are not looked at: no pattern reaches over them, nor over days after the month that are not fixed.",
        "不从 on 所指的日子起按 pattern 的样子一天接一天地排。每一天写班次、night（夜班）、day（日班）、上班、休，或 ? 表示任意一天；前面加“非”表示其他各种，几种之间写“或”。上月末的日子和下月头几天固定的班也算。不在职的日子和批准的请假日不看，连过这些日子的、下月没有固定的日子的都不算。",
    ),
    why: (
        "Night, rest, night is no day off; a single day of work between days off spoils both of them.",
        "晚班、休息、晚班，等于没休；两个休息日中间上一天班，两天都没休好。",
    ),
    source: "A11",
    unit: ("time it happens", "每次"),
    params: &[Param {
        key: "pattern",
        default: "",
        meaning: ("the days, one after the other", "一天接一天"),
    }],
    takes: Takes::WHO.on(),
    borders: Borders::FIXED,
    weight: "5",
    always: false,
    example: "[[rules.unwanted-pattern]]\npattern = [\"night\", \"rest\", \"night\"]\n\n[[rules.unwanted-pattern]]\npattern = [\"work\", \"rest\"]\non = [\"sat\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    pattern: Spanned<Vec<Spanned<String>>>,
}

#[derive(Debug)]
struct UnwantedPattern {
    steps: Vec<Step>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let steps = reader.sequence("pattern", &params.pattern)?;
    Ok(Box::new(UnwantedPattern { steps }))
}

impl Rule for UnwantedPattern {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let Text { en, zh } = Step::names(&self.steps);
        for &person in &scope.who {
            let name = facts.problem.person_name(person);
            let found = facts.occurrences(person, &self.steps).into_iter();
            for first in found.filter(|first| scope.days.has(*first)) {
                let last = first + self.steps.len() as i64 - 1;
                let when = facts.stretch(first, last);
                let words = Text::new(
                    format!("{name}: {en} ({})", when.en),
                    format!("{name}：{zh}（{}）", when.zh),
                );
                report.add(scope.weight, 1, &[person], first..=last, words);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            sets::sequence(
                model,
                problem,
                person,
                (&self.steps, Some(&scope.days)),
                price,
            );
        }
    }
}
