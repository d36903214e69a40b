//! Who could stand in, the best first, each with what it would break or cost.

use super::{columns, some_and};
use crate::domain::Problem;
use crate::explain::difference::Difference;
use crate::explain::leave::StandIn;
use crate::rules::{RuleBook, Weight};
use crate::text::{Lang, Text, pick};

/// People who are shown.
const SHOWN: usize = 8;

/// A line each; `behind`: how many more there are.
pub fn stand_ins(
    problem: &Problem,
    book: &RuleBook,
    found: &[StandIn],
    behind: usize,
    lang: Lang,
) -> Vec<String> {
    let row = |(number, one): (usize, &StandIn)| {
        vec![
            format!("{}.", number + 1),
            problem.person_name(one.person).to_owned(),
            days(problem, one, lang),
            cost(book, one).get(lang).to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = found.iter().enumerate().map(row).collect();
    some_and(columns(&rows), behind, SHOWN, lang)
}

/// The days that somebody can take over: `12-08, 12-09`; of many only how many.
fn days(problem: &Problem, one: &StandIn, lang: Lang) -> String {
    const NAMED: usize = 3;
    let (count, all) = (one.days.len(), one.days.len() + one.missing);
    if count > NAMED {
        return match lang {
            Lang::En => format!("{count} of {all} shifts"),
            Lang::Zh => format!("{all} 班中的 {count} 班"),
        };
    }
    let names: Vec<String> = one
        .days
        .iter()
        .map(|d| problem.day_name(*d as i64))
        .collect();
    let list = names.join(pick((", ", "、"), lang));
    match (one.missing, lang) {
        (0, _) => list,
        (_, Lang::En) => format!("only {list}"),
        (_, Lang::Zh) => format!("只能 {list}"),
    }
}

/// What it breaks; where it breaks nothing, what it costs and what for.
fn cost(book: &RuleBook, one: &StandIn) -> Text {
    if let Some(worst) = one.breaks.first() {
        let (title_en, title_zh) = book.instances[worst.instance].card.title;
        let Text { en, zh } = &worst.text;
        let rest = one.breaks.len() - 1;
        let (and, others) = match rest {
            0 => (String::new(), String::new()),
            _ => (format!("; and {rest} more"), format!("；另有 {rest} 处")),
        };
        return crate::text!(
            "would break: {title_en}: {en}{and}",
            "会违反：{title_zh}：{zh}{others}"
        );
    }
    if one.missing > 0 {
        let Text { en, zh } = reasons(book, &one.brings);
        return crate::text!(
            "breaks nothing, the other shifts stay open{en}",
            "不违反规则，其余的班还没人顶{zh}"
        );
    }
    let points = one.price;
    let Text { en, zh } = reasons(book, &one.brings);
    let size = points.abs();
    match points {
        0 => crate::text!(
            "breaks nothing, costs no more{en}",
            "不违反规则，代价不变{zh}"
        ),
        1.. => crate::text!(
            "breaks nothing, costs {size} more{en}",
            "不违反规则，代价多 {size}{zh}"
        ),
        _ => crate::text!(
            "breaks nothing, costs {size} less{en}",
            "不违反规则，代价少 {size}{zh}"
        ),
    }
}

/// The rules that it costs or relieves points of, each once, with what they add up to, and those that warn anew:
/// ` (Wishes +2, Shared evenly -5)`.
fn reasons(book: &RuleBook, brings: &Difference) -> Text {
    const NAMED: usize = 3;
    let mut rules: Vec<(usize, i64)> = Vec::new();
    let relieved = brings.relieves.iter().filter(|b| b.price() > 0);
    let sides = brings.brings.iter().filter(|b| b.weight != Weight::Hard);
    let sides = sides.map(|b| (b, b.price()));
    for (breach, points) in sides.chain(relieved.map(|b| (b, -b.price()))) {
        match rules.iter_mut().find(|(rule, _)| *rule == breach.instance) {
            Some((_, sum)) => *sum += points,
            None => rules.push((breach.instance, points)),
        }
    }
    let warned = brings.brings.iter().filter(|b| b.weight == Weight::Warn);
    let warned: Vec<usize> = warned.map(|b| b.instance).collect();
    rules.retain(|(rule, points)| *points != 0 || warned.contains(rule));
    rules.sort_by_key(|(rule, points)| (std::cmp::Reverse(points.abs()), *rule));
    let name = |(rule, points): &(usize, i64)| {
        let (en, zh) = book.instances[*rule].card.title;
        match points {
            0 => crate::text!("warning: {en}", "提醒：{zh}"),
            _ => crate::text!("{en} {points:+}", "{zh} {points:+}"),
        }
    };
    let mut names: Vec<Text> = rules.iter().take(NAMED).map(name).collect();
    let rest: i64 = rules.iter().skip(NAMED).map(|(_, points)| points).sum();
    if rules.len() > NAMED {
        names.push(crate::text!("others {rest:+}", "其他 {rest:+}"));
    }
    if names.is_empty() {
        return Text::default();
    }
    let Text { en, zh } = Text::list(&names);
    crate::text!(" ({en})", "（{zh}）")
}
