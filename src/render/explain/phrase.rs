//! What a member of a conflict demands, in words; the same for several people or days in one line.

use super::names::{self, WHEN, WHO};
use super::windows;
use crate::domain::time::hours;
use crate::domain::{PersonIx, Problem};
use crate::explain::cell::ASKED;
use crate::explain::iis::Member;
use crate::model::{Class, DutySet, Form, Limit, Spot, Sum, Term};
use crate::rules::RuleBook;
use crate::text;
use crate::text::{Text, many};
use std::collections::{BTreeMap, BTreeSet};

/// What some members demand, by rule instance (see [`ASKED`]), each in as few lines as possible.
pub fn lines(problem: &Problem, book: &RuleBook, members: &[Member]) -> Vec<(usize, Vec<Text>)> {
    type When = BTreeSet<(usize, usize)>;
    // By instance and words: when, for whom.
    let mut said: BTreeMap<(usize, Text), BTreeMap<Vec<PersonIx>, When>> = BTreeMap::new();
    for member in members {
        let rule = member.tag.rule;
        let name = book.instances.get(rule).map_or("", |i| i.card.name);
        for term in &member.terms {
            let words = words(problem, name, term);
            let by_who = said.entry((rule, words)).or_default();
            let when = by_who.entry(member.tag.people.clone()).or_default();
            when.insert(member.tag.days);
        }
    }
    // With the first days concerned, so that they can be put in order.
    type Dated = (Option<(usize, usize)>, Text);
    let mut lines: BTreeMap<usize, Vec<Dated>> = BTreeMap::new();
    for ((rule, words), by_who) in said {
        let mut by_when: BTreeMap<When, Vec<PersonIx>> = BTreeMap::new();
        // Pairs are not put together: who belongs to whom would be lost.
        let (pairs, singles): (Vec<_>, Vec<_>) =
            by_who.into_iter().partition(|(who, _)| who.len() > 1);
        for (who, when) in singles {
            by_when.entry(when).or_default().extend(who);
        }
        let gathered = by_when.into_iter().map(|(when, who)| (who, when));
        for (who, when) in gathered.chain(pairs) {
            let line = names::filled(
                &words,
                &names::people(problem, &who),
                &names::days(problem, &when),
            );
            let first = when.first().copied();
            lines.entry(rule).or_default().push((first, line));
        }
    }
    let in_order = |(rule, mut own): (usize, Vec<_>)| {
        own.sort();
        let own = own.into_iter().map(|(_, line)| line);
        (rule, own.collect())
    };
    lines.into_iter().map(in_order).collect()
}

/// What one term demands, with names and dates.
pub fn term(problem: &Problem, book: &RuleBook, term: &Term) -> Text {
    let rule = book.instances.get(term.tag.rule);
    let words = words(problem, rule.map_or("", |i| i.card.name), term);
    names::filled(
        &words,
        &names::people(problem, &term.tag.people),
        &names::days(problem, &BTreeSet::from([term.tag.days])),
    )
}

fn words(problem: &Problem, rule: &str, term: &Term) -> Text {
    let asked = term.tag.rule == ASKED;
    let found = match &term.form {
        Form::Forbid { spot, .. } => Some(forbid(problem, rule, spot, asked)),
        Form::Count { sum, low, high } => match (low, high) {
            (Some(low), _) => count(problem, rule, term, sum, low, true),
            (_, Some(high)) => count(problem, rule, term, sum, high, false),
            _ => None,
        },
        Form::Run {
            class, low, high, ..
        } => run(problem, *class, *low, *high),
        Form::Follow { first, then, .. } => {
            let (a, b) = (
                names::shifts(problem, first.duties),
                names::shifts(problem, then.duties),
            );
            Some(Text::new(
                format!("{WHO}: no {} after {} ({WHEN})", b.en, a.en),
                format!("{WHO}：{}之后不排{}（{WHEN}）", a.zh, b.zh),
            ))
        }
        Form::Touch {
            groups,
            base,
            low,
            high,
        } => touch(rule, groups.len() as i64 + base, *low, *high),
        Form::Spread { within, .. } => {
            let at = match within.unit {
                60 => format!("{} h", hours(within.at)),
                _ => within.at.to_string(),
            };
            Some(text!("{WHO}: at most {at} apart", "{WHO}：相差不超过 {at}"))
        }
        Form::Match { .. } => Some(matched(rule)),
    };
    found.unwrap_or_else(|| {
        if term.tag.people.is_empty() {
            text!("{WHEN}", "{WHEN}")
        } else {
            text!("{WHO}, {WHEN}", "{WHO}：{WHEN}")
        }
    })
}

fn forbid(problem: &Problem, rule: &str, spot: &Spot, asked: bool) -> Text {
    let any = names::is_any(problem, spot.duties);
    let Text { en, zh } = names::shifts(problem, spot.duties);
    if asked {
        return text!(
            "{WHO}: a day off on {WHEN}, as asked for",
            "{WHO}：按要求 {WHEN} 休息"
        );
    }
    match (rule, any) {
        ("unavailable", _) if problem.is_closed(spot.day as i64) => {
            text!(
                "{WHO}: the team is closed on {WHEN}",
                "{WHO}：{WHEN} 团队不上班"
            )
        }
        ("unavailable", true) => {
            text!("{WHO}: cannot come on {WHEN}", "{WHO}：{WHEN} 不能上班")
        }
        ("leave", true) => text!("{WHO}: on leave on {WHEN}", "{WHO}：{WHEN} 请假"),
        ("employed", _) => text!("{WHO}: not in the team on {WHEN}", "{WHO}：{WHEN} 不在职"),
        ("pinned", false) => text!(
            "{WHO}: {en} only where it is fixed ({WHEN})",
            "{WHO}：{zh}只在固定时才排（{WHEN}）"
        ),
        ("pinned" | "keep", _) => text!(
            "{WHO}: a day off is fixed on {WHEN}",
            "{WHO}：{WHEN} 固定为休息"
        ),
        ("wishes", true) => text!(
            "{WHO}: wishes to be off on {WHEN}",
            "{WHO}：希望 {WHEN} 休息"
        ),
        ("wishes", false) => text!(
            "{WHO}: wishes no {en} on {WHEN}",
            "{WHO}：希望 {WHEN} 不上{zh}"
        ),
        ("qualified", _) => text!(
            "{WHO}: not trained for {en} ({WHEN})",
            "{WHO}：没有{zh}的技能（{WHEN}）"
        ),
        (_, true) => text!("{WHO}: no shift on {WHEN}", "{WHO}：{WHEN} 不排班"),
        (_, false) => text!("{WHO}: no {en} on {WHEN}", "{WHO}：{WHEN} 不排{zh}"),
    }
}

/// A sum with one of its bounds.
struct Bounded<'a> {
    sum: &'a Sum,
    limit: &'a Limit,
    /// Whether it is the lower bound.
    low: bool,
    /// Whether every item counts one.
    plain: bool,
    /// All duties that count.
    duties: DutySet,
}

fn count(
    problem: &Problem,
    rule: &str,
    term: &Term,
    sum: &Sum,
    limit: &Limit,
    low: bool,
) -> Option<Text> {
    let first = sum.items.first();
    let duties: DutySet = sum
        .items
        .iter()
        .fold(DutySet::NONE, |set, item| set.plus(item.spot.duties));
    let plain = sum.items.iter().all(|item| item.weight == 1);
    if rule == "cover" || rule == "surplus" {
        return windows::words(problem, term.tag.days.0, sum, limit, low);
    }
    if let ([item], [_], true) = (
        sum.items.as_slice(),
        term.tag.people.as_slice(),
        low && plain,
    ) && (limit.at, sum.base) == (1, 0)
    {
        return Some(required(problem, rule, item.spot.duties, term));
    }
    let bounded = Bounded {
        sum,
        limit,
        low,
        plain,
        duties,
    };
    let person = first.map(|item| item.spot.person)?;
    let one = sum.items.iter().all(|item| item.spot.person == person);
    if one && term.tag.people.len() == 1 {
        return of_person(problem, rule, &bounded);
    }
    of_team(problem, rule, term, &bounded)
}

/// A cell that must hold something.
fn required(problem: &Problem, rule: &str, duties: DutySet, term: &Term) -> Text {
    let any = names::is_any(problem, duties);
    let Text { en, zh } = match duties.iter().next() {
        // Of one shift the name is said, also where there is no other.
        Some(duty) if duties.len() == 1 => names::value(problem, Some(duty)),
        _ => names::shifts(problem, duties),
    };
    if term.tag.rule == ASKED {
        return text!(
            "{WHO}: {en} on {WHEN}, as asked for",
            "{WHO}：按要求 {WHEN} 上{zh}"
        );
    }
    match (rule, any) {
        ("pinned" | "keep", _) => {
            text!("{WHO}: {en} is fixed on {WHEN}", "{WHO}：{WHEN} 固定为{zh}")
        }
        ("wishes", true) => text!("{WHO}: wishes to work on {WHEN}", "{WHO}：希望 {WHEN} 上班"),
        ("wishes", false) => text!("{WHO}: wishes {en} on {WHEN}", "{WHO}：希望 {WHEN} 上{zh}"),
        ("leave", _) => text!(
            "{WHO}: stands in for a colleague on {WHEN}",
            "{WHO}：{WHEN} 为同事顶班"
        ),
        ("meeting", _) => text!(
            "{WHO}: works on {WHEN}, the day of the meeting",
            "{WHO}：{WHEN} 例会当天上班"
        ),
        (_, true) => text!("{WHO}: works on {WHEN}", "{WHO}：{WHEN} 上班"),
        (_, false) => text!("{WHO}: {en} on {WHEN}", "{WHO}：{WHEN} 上{zh}"),
    }
}

fn of_person(problem: &Problem, rule: &str, bounded: &Bounded<'_>) -> Option<Text> {
    let Bounded {
        sum,
        limit,
        low,
        plain,
        duties,
    } = *bounded;
    let at = limit.at;
    let (less, more) = if low {
        (("at least", "至少"), ("at most", "至多"))
    } else {
        (("at most", "最多"), ("at least", "至少"))
    };
    let rest = match rule {
        "weekly-rest" | "law-rest-day" => Some(7 - at),
        "month-rest" => Some(sum.items.len() as i64 - (at - sum.base)),
        _ => None,
    };
    if let Some(rest) = rest {
        let days = many(rest, "day");
        let (en, zh) = more;
        return Some(text!(
            "{WHO}: {en} {days} of rest, {WHEN}",
            "{WHO}：{WHEN} {zh}休息 {rest} 天"
        ));
    }
    let (en, zh) = less;
    if rule == "rest-between" {
        let shifts: Vec<Text> = sum
            .items
            .iter()
            .map(|i| names::shifts(problem, i.spot.duties))
            .collect();
        let [a, b] = shifts.as_slice() else {
            return None;
        };
        return Some(Text::new(
            format!("{WHO}: no {} after {} ({WHEN})", b.en, a.en),
            format!("{WHO}：{}之后不排{}（{WHEN}）", a.zh, b.zh),
        ));
    }
    if !plain {
        let timed = rule == "contract-hours" || rule.starts_with("law-");
        let time = hours(at);
        return timed.then(|| {
            text!(
                "{WHO}: {en} {time} h of work, {WHEN}",
                "{WHO}：{WHEN} 工时{zh} {time} 小时"
            )
        });
    }
    if names::is_any(problem, duties) {
        let days = many(at, "day");
        return Some(text!(
            "{WHO}: {en} {days} of work, {WHEN}",
            "{WHO}：{WHEN} {zh}上班 {at} 天"
        ));
    }
    let Text {
        en: own,
        zh: own_zh,
    } = names::shifts(problem, duties);
    let times = many(at, "shift");
    Some(text!(
        "{WHO}: {en} {times} of {own}, {WHEN}",
        "{WHO}：{WHEN} {own_zh}{zh} {at} 个"
    ))
}

fn of_team(problem: &Problem, rule: &str, term: &Term, bounded: &Bounded<'_>) -> Option<Text> {
    let Bounded {
        sum,
        limit,
        low,
        plain,
        duties,
    } = *bounded;
    let Text { en, zh } = names::shifts(problem, duties);
    if rule == "apart" {
        return Some(text!(
            "{WHO}: not present at the same time ({WHEN})",
            "{WHO}：不同时在岗（{WHEN}）"
        ));
    }
    if let ("mentor", [new, mentors @ ..]) = (rule, term.tag.people.as_slice()) {
        let new = problem.person_name(*new);
        let with = names::people(problem, mentors);
        return Some(Text::new(
            format!("{new}: {en} only with {} ({WHEN})", with.en),
            format!("{new}：上{zh}须有{}同班（{WHEN}）", with.zh),
        ));
    }
    if !plain {
        return None;
    }
    let (bound, bound_zh) = if low {
        ("at least", "至少")
    } else {
        ("at most", "最多")
    };
    let people: BTreeSet<PersonIx> = sum.items.iter().map(|i| i.spot.person).collect();
    let people: Vec<PersonIx> = people.into_iter().collect();
    let at = limit.at;
    if people.len() == problem.people.len() {
        return Some(text!(
            "{WHEN}: {bound} {at} on {en}",
            "{WHEN}：{zh}{bound_zh} {at} 人"
        ));
    }
    let of = names::people(problem, &people);
    Some(Text::new(
        format!("{WHEN}: {bound} {at} on {en}, of {}", of.en),
        format!("{WHEN}：{}中上{zh}的{bound_zh} {at} 人", of.zh),
    ))
}

fn run(problem: &Problem, class: Class, low: Option<Limit>, high: Option<Limit>) -> Option<Text> {
    let (limit, en, zh) = match (low, high) {
        (Some(low), _) => (low, "at least", "至少"),
        (_, Some(high)) => (high, "at most", "最多"),
        _ => return None,
    };
    let (what, what_zh) = match class {
        Class::Rest => ("rest".to_owned(), "休息".to_owned()),
        Class::On(duties) if names::is_any(problem, duties) => {
            ("work".to_owned(), "上班".to_owned())
        }
        Class::On(duties) => {
            let Text { en, zh } = names::shifts(problem, duties);
            (en, format!("上{zh}"))
        }
    };
    let (at, days) = (limit.at, many(limit.at, "day"));
    Some(text!(
        "{WHO}: {en} {days} of {what} in a row, {WHEN}",
        "{WHO}：{WHEN} {zh}连续{what_zh} {at} 天"
    ))
}

fn touch(rule: &str, all: i64, low: Option<Limit>, high: Option<Limit>) -> Option<Text> {
    let at = low.or(high)?.at;
    Some(match rule {
        "weekends" => text!(
            "{WHO}: works on at most {at} weekends, {WHEN}",
            "{WHO}：{WHEN} 最多 {at} 个周末上班"
        ),
        "blocks" => text!(
            "{WHO}: one class of shift, {WHEN}",
            "{WHO}：{WHEN} 只上一类班"
        ),
        "cycle" => text!(
            "{WHO}: weeks of nights as the cycle has them, {WHEN}",
            "{WHO}：{WHEN} 按循环上晚班"
        ),
        "whole-day-off" => {
            let off = all - at;
            let days = many(off, "whole day");
            text!(
                "{WHO}: at least {days} off, {WHEN}",
                "{WHO}：{WHEN} 至少 {off} 个完整休息日"
            )
        }
        _ => return None,
    })
}

fn matched(rule: &str) -> Text {
    match rule {
        "whole-weekends" => text!(
            "{WHO}: both days of the weekend or neither ({WHEN})",
            "{WHO}：周末两天同上同休（{WHEN}）"
        ),
        "together" => text!("{WHO}: the same shift ({WHEN})", "{WHO}：同班（{WHEN}）"),
        _ => text!(
            "{WHO}: the same again ({WHEN})",
            "{WHO}：与前一轮相同（{WHEN}）"
        ),
    }
}
