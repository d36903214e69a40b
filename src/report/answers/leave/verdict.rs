//! The first line of an answer, and the last: how it came out, and who answers for a missed cover.

use super::name;
use crate::app::answers::leave::MonthAnswer;
use crate::domain::PersonIx;
use crate::explain::changes::Outcome;
use crate::explain::leave::cover::{HalfHour, half_hours};
use crate::explain::leave::{WhyNot, cover_of, takers};
use crate::messages::answers as words;
use crate::render::answers::{chart, section};
use crate::report::answers::{undecided, with_changes};
use crate::report::count;
use crate::text;
use crate::text::{Lang, Text, many};
use std::collections::BTreeSet;

/// Who, when, and how it came out.
pub fn verdict(part: &MonthAnswer, limit: f64) -> Text {
    let problem = part.base.problem();
    let date = |day: i64| problem.date(day);
    let days = part.request.dates();
    let (en, zh) = (name(part), name(part));
    let Text {
        en: days_en,
        zh: days_zh,
    } = words::dates(date(*days.start()), date(*days.end()));
    let Text {
        en: how_en,
        zh: how_zh,
    } = how(part, limit);
    if part.request.days.is_empty() {
        let eve = date(days.start() - 1);
        return text!(
            "{en}, the shift of {eve}, which runs into the leave: {how_en}",
            "{zh}，{eve} 的班跨到请假当天：{how_zh}"
        );
    }
    let by = standing_in(part);
    let (by_en, by_zh) = (by.en, by.zh);
    text!(
        "{en}, {days_en}{by_en}: {how_en}",
        "{zh}，{days_zh}{by_zh}：{how_zh}"
    )
}

/// Who was named to stand in, and for how many of the shifts.
fn standing_in(part: &MonthAnswer) -> Text {
    let Some(chosen) = &part.answer.chosen else {
        return Text::default();
    };
    let name = part.base.problem().person_name(chosen.person);
    let (takes, shifts) = (chosen.takes, chosen.shifts);
    match takes {
        0 => text!(", {name} standing in", "，由{name}顶班"),
        _ if takes == shifts => text!(", {name} standing in", "，由{name}顶班"),
        _ => text!(
            ", {name} standing in for {takes} of {shifts} shifts",
            "，由{name}顶 {shifts} 班中的 {takes} 班"
        ),
    }
}

/// Why somebody cannot take a shift over.
pub fn why_not(why: &WhyNot) -> Text {
    match why {
        WhyNot::SameShift => text!("on this shift anyway", "当天本来就上这个班"),
        WhyNot::OtherShift => text!("on another shift then", "当天有别的班"),
        WhyNot::Rule(Some(breach)) => breach.text.clone(),
        WhyNot::Rule(None) => text!("a hard rule forbids it", "硬规则不允许"),
    }
}

fn how(part: &MonthAnswer, limit: f64) -> Text {
    let planned = part.planned();
    let Text { en, zh } = with_changes(planned);
    match planned.outcome() {
        Outcome::AsItIs if part.request.days.is_empty() => text!(
            "can be granted, and the shift stays: no hard rule is broken",
            "可以批准，这个班照上：不违反硬规则"
        ),
        Outcome::AsItIs if part.forced().is_empty() => {
            let name = name(part);
            text!(
                "can be granted; it changes nothing, {name} does not work then anyway",
                "可以批准；{name}本来就不上班，班表不用改"
            )
        }
        Outcome::AsItIs if part.halves.iter().any(HalfHour::is_worse) => {
            let Text { en, zh } = short(part);
            text!(
                "can be granted as it is: no hard rule is broken, but {en}",
                "可以直接批准：不违反硬规则，但{zh}"
            )
        }
        Outcome::AsItIs if short_before(part) => text!(
            "can be granted as it is: no hard rule is broken, and no hour lacks more people than before",
            "可以直接批准：不违反硬规则，缺人的时段也不比原来多"
        ),
        Outcome::AsItIs => text!(
            "can be granted as it is: no hard rule is broken, and no hour lacks people",
            "可以直接批准：不违反硬规则，各时段人手也够"
        ),
        Outcome::Changes(..) if keeps_cover(part) && short_before(part) => text!(
            "can be granted with no hour shorter of people than before, {en}",
            "可以批准而且不比原来缺人：另{zh}"
        ),
        Outcome::Changes(..) if keeps_cover(part) => text!(
            "can be granted with nobody missed, {en}",
            "可以批准而且不缺人：另{zh}"
        ),
        Outcome::Changes(..) if part.covering.is_some() => {
            let short = short(part);
            let (short_en, short_zh) = (short.en, short.zh);
            text!(
                "can be granted {en}; but then {short_en}",
                "可以批准：另{zh}，但{short_zh}"
            )
        }
        Outcome::Changes(..) => text!("can be granted {en}", "可以批准：另{zh}"),
        Outcome::Impossible if keeps_cover(part) => text!(
            "cannot be granted with the cover kept: proven that no changes do it; without --keep-cover it can",
            "要不缺人就不能批准：已证明怎么改都不行；不加 --keep-cover 则可以批"
        ),
        Outcome::Impossible => refused(part),
        Outcome::Open => undecided(planned, limit),
    }
}

/// Where the best plan leaves hours with fewer people than are wanted: the first, and how many more.
fn short(part: &MonthAnswer) -> Text {
    let (problem, book) = (part.base.problem(), &part.base.loaded.book);
    let roster = part
        .plan()
        .map_or(&part.answer.without, |plan| &plan.roster);
    let halves = half_hours(problem, book, &part.base.roster, roster);
    let found = chart::joined(&halves);
    let Some((half, span)) = found.first() else {
        return text!("some hours lack people", "有的时段人手不足");
    };
    let (date, lacks) = (problem.day_name(half.day as i64), half.lacks());
    let skill = half.skill.and_then(|s| problem.skills.get(s));
    let (of, of_zh) = skill.map_or((String::new(), String::new()), |skill| {
        let Text { en, zh } = &skill.name;
        (format!(" ({en})"), format!("（{zh}）"))
    });
    let people = match lacks {
        1 => "one person is".to_owned(),
        _ => format!("{lacks} people are"),
    };
    match found.len() - 1 {
        0 => text!(
            "{people} missing on {date} {span}{of}",
            " {date} {span}{of_zh} 少 {lacks} 人"
        ),
        more => {
            let times = many(count(more), "other time");
            text!(
                "{people} missing on {date} {span}{of}, and some at {times}",
                " {date} {span}{of_zh} 少 {lacks} 人，另有 {more} 段也缺人"
            )
        }
    }
}

/// Whether the cover that is wanted was asked to be kept, and would not be by itpart.
fn keeps_cover(part: &MonthAnswer) -> bool {
    part.keep && part.covering.is_some()
}

/// Whether hours of these days lack people in the published roster already.
fn short_before(part: &MonthAnswer) -> bool {
    part.halves.iter().any(|half| half.before < half.want)
}

/// Why it cannot be granted: nobody is left, or the first thing that would have to give.
fn refused(part: &MonthAnswer) -> Text {
    if let Some(day) = part.answer.nobody_left(&part.request) {
        let date = part.base.problem().date(day as i64);
        return text!(
            "cannot be granted: nobody is left on {date}",
            "不能批准：{date} 没有别人可用"
        );
    }
    if let Some(chosen) = part.answer.chosen.as_ref().filter(|one| one.may.is_empty()) {
        let name = part.base.problem().person_name(chosen.person);
        let why = chosen.not.first().map(|(_, why)| why_not(why));
        let Text { en, zh } = why.unwrap_or_default();
        return text!(
            "cannot be granted: {name} can take none of the shifts over: {en}",
            "不能批准：{name}一个班也顶不了：{zh}"
        );
    }
    match part.answer.refusal.first() {
        Some(first) => {
            let Text { en, zh } = &first.text;
            text!(
                "cannot be granted; proven: whatever is changed, a hard rule is broken, at the least: {en}",
                "不能批准：已证明怎么改都违反硬规则，至少是：{zh}"
            )
        }
        None => text!(
            "cannot be granted; proven: whatever is changed, a hard rule is broken",
            "不能批准：已证明怎么改都违反硬规则"
        ),
    }
}

/// The line on who answers for a missed cover.
pub fn answers(part: &MonthAnswer, lang: Lang) -> String {
    if part.forced().is_empty() || part.plan().is_none() {
        return String::new();
    }
    let line = answers_for(part).get(lang).to_owned();
    section(("Answers", "责任"), &[line], lang)
}

/// Who answers for a missed cover: the supervisor, who grants the leave; and who is on duty by the roster once it is
/// granted (requirements A15, B5).
pub fn answers_for(part: &MonthAnswer) -> Text {
    let Some(plan) = part.plan() else {
        return text!(
            "the supervisor, as long as the leave is not granted",
            "尚未批准，由主管负责"
        );
    };
    let problem = part.base.problem();
    if let Some(one) = cover_of(&part.base.roster, plan, &part.request) {
        let name = problem.person_name(one);
        return text!(
            "the supervisor, who grants it, for a cover that is missed; {name}, who covers, is on duty by the roster once it is granted",
            "补班漏班由批准请假的主管负责；批准后由{name}顶班，按班表当班"
        );
    }
    let takers = takers(&part.base.roster, plan, &part.request);
    let people: BTreeSet<PersonIx> = takers.iter().flat_map(|(_, p)| p).copied().collect();
    let uncovered = takers.iter().any(|(_, people)| people.is_empty());
    let names: Vec<Text> = people
        .iter()
        .map(|p| Text::same(problem.person_name(*p)))
        .collect();
    let Text { en, zh } = Text::list(&names);
    let (is, all) = match names.len() {
        1 => ("is", ""),
        _ => ("are", "分别"),
    };
    match (names.is_empty(), uncovered) {
        (true, _) => text!(
            "nobody takes the shifts over: the supervisor, who grants it, answers for what is missed",
            "没有人顶班：漏班由批准请假的主管负责"
        ),
        (false, true) => text!(
            "the supervisor, who grants it, for what is missed; {en} {is} on duty for the shifts that the new roster gives them, and some nobody takes over",
            "漏班由批准请假的主管负责；批准后{zh}{all}按新班表当班，另有班没人顶"
        ),
        (false, false) => text!(
            "the supervisor, who grants it, for a cover that is missed; {en} {is} on duty for the shifts that the new roster gives them",
            "补班漏班由批准请假的主管负责；批准后{zh}{all}按新班表当班"
        ),
    }
}
