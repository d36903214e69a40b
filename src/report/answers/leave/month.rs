//! The answer for one month: the chart, the changes, who could stand in; and the same as data.

use super::name;
use super::verdict::{answers, answers_for, verdict, why_not};
use crate::app::answers::leave::{MonthAnswer, Report};
use crate::explain::changes::{CellChange, Outcome};
use crate::explain::leave::WhyNot;
use crate::messages::answers as words;
use crate::render::answers::json::{self as data, Before};
use crate::render::answers::{broken, chart, section, stand_ins};
use crate::report::Page;
use crate::report::answers::{Compared, LINES, origin, roster, staffed};
use crate::rules::{Breach, Weight};
use crate::text;
use crate::text::{Lang, Text};
use serde_json::{Value, json};

/// What is said of one month.
pub(super) fn page(page: &mut Page, report: &Report, part: &MonthAnswer) {
    let lang = page.lang;
    page.say(&verdict(part, report.limit));
    let today = part.request.today;
    let mut text = roster(&part.base, &part.before, today, lang);
    if let Some((from, to)) = report.over {
        let Text { en, zh } = words::dates(from, to);
        let note = text!(
            "note: {en} is over and stays as it was; the answer is about the days after",
            "提示：{zh} 已经过去，保持原样；以下只答之后的日子"
        );
        text.push_str(&section(("", ""), &[note.get(lang).to_owned()], lang));
    }
    text.push_str(&cover(part, lang));
    text.push_str(&lacking(part, lang));
    text.push_str(&plans(part, lang));
    text.push_str(&others(part, lang));
    text.push_str(&answers(part, lang));
    page.line(&text);
}

/// The hours that lose cover.
fn cover(part: &MonthAnswer, lang: Lang) -> String {
    let problem = part.base.problem();
    if part.forced().is_empty() {
        return String::new();
    }
    if !problem.has_demand() {
        let none = text!(
            "no demand by half-hour: the rules say how many people are needed",
            "团队文件没有写各时段要几个人，人数由规则规定"
        );
        return section(("Cover", "在岗"), &[none.get(lang).to_owned()], lang);
    }
    let mut lines = chart::chart(problem, &part.halves, lang);
    let short = chart::stretches(problem, &part.halves, lang);
    if short.is_empty() {
        let enough = text!(
            "no half-hour has fewer people than needed without {}",
            "没有{}，各时段人手也够",
            name(part)
        );
        lines.push(enough.get(lang).to_owned());
    }
    lines.extend(short);
    section(("Cover", "在岗"), &lines, lang)
}

/// What else is broken if nobody does anything; the chart has the cover.
fn lacking(part: &MonthAnswer, lang: Lang) -> String {
    let book = &part.base.loaded.book;
    let other = |b: &&Breach| b.weight == Weight::Hard && b.rule != "cover";
    let other: Vec<Breach> = part.answer.lacking.iter().filter(other).cloned().collect();
    let lines = broken(book, &other, LINES, lang);
    section(("Breaks", "违反"), &lines, lang)
}

/// The changes, or why there are none.
fn plans(part: &MonthAnswer, lang: Lang) -> String {
    let compared = Compared {
        base: &part.base,
        book: &part.base.loaded.book,
        before: &part.before,
        lang,
    };
    let not = not_taken_over(part, lang);
    let Some(plan) = part.plan() else {
        return match part.planned().outcome() {
            Outcome::Impossible => because(part, &compared) + &not,
            _ => not,
        };
    };
    let forced = part.forced();
    let person = part.request.person;
    let leave = |c: &CellChange| c.person == person && part.request.days.contains(&c.day);
    let mut text = compared.plan(plan, &forced, &leave) + &not;
    text.push_str(&compared.others(part.planned(), part.number));
    text + &keeping(part, lang)
}

fn because(part: &MonthAnswer, compared: &Compared<'_>) -> String {
    if let Some(day) = part.answer.nobody_left(&part.request) {
        let date = part.base.problem().date(day as i64);
        let line = text!(
            "nobody is left on {date}: all others are away, not available or not in the team",
            "{date} 没有别人可用：其他人都请假、不能上班或已不在团队里"
        );
        let line = line.get(compared.lang).to_owned();
        return section(("Because", "原因"), &[line], compared.lang);
    }
    compared.refusal(&part.answer.refusal)
}

/// Which shifts whoever was named cannot take over, and why.
fn not_taken_over(part: &MonthAnswer, lang: Lang) -> String {
    let problem = part.base.problem();
    let not = part.answer.chosen.iter().flat_map(|chosen| &chosen.not);
    let line = |(day, why): &(usize, WhyNot)| {
        let day = problem.day_name(*day as i64);
        let Text { en, zh } = why_not(why);
        text!("{day}: {en}", "{day}：{zh}").get(lang).to_owned()
    };
    let lines: Vec<String> = not.map(line).collect();
    section(("Not", "不能顶"), &lines, lang)
}

/// Where hours lack people though every hard rule holds: what it would take that they do not.
fn keeping(part: &MonthAnswer, lang: Lang) -> String {
    let Some(covering) = part.covering.as_ref().filter(|_| !part.keep) else {
        return String::new();
    };
    staffed(part.base.problem(), covering, lang)
}

/// Who could stand in.
fn others(part: &MonthAnswer, lang: Lang) -> String {
    if part.forced().is_empty() {
        return String::new();
    }
    let (problem, book) = (part.base.problem(), &part.base.loaded.book);
    let found = &part.answer.stand_ins;
    let behind = part.answer.more_stand_ins;
    let mut lines = stand_ins(problem, book, found, behind, lang);
    if lines.is_empty() {
        let none = text!("nobody is free to take over", "没有人有空顶班");
        lines.push(none.get(lang).to_owned());
    }
    section(("Who can", "顶班"), &lines, lang)
}

/// The same as data.
pub(super) fn object(part: &MonthAnswer, limit: f64, lang: Lang) -> Value {
    let before = Before {
        problem: part.base.problem(),
        roster: &part.base.roster,
        breaches: &part.before,
    };
    let (answer, request) = (&part.answer, &part.request);
    let mut object = data::leave((answer, part.plan()), request, &before, &part.halves, lang);
    let keeping = part.covering.as_ref();
    object["keeping_cover"] = json!(keeping.map(|p| data::planned(p, &before, lang)));
    object["plan"] = json!(part.plan().map(|_| part.number));
    object["stand_in"] = json!(answer.chosen.as_ref().map(|chosen| {
        let person = &before.problem.people[chosen.person];
        let date = |day: usize| before.problem.date(day as i64).to_string();
        json!({
            "person": { "id": person.id, "name": person.name },
            "shifts": chosen.shifts,
            "takes_over": chosen.takes,
            "cannot": chosen.not.iter().map(|(day, why)| json!({
                "date": date(*day),
                "why": why_not(why).get(lang),
            })).collect::<Vec<_>>(),
        })
    }));
    object["month"] = json!(part.base.month);
    object["roster"] = origin(&part.base);
    object["fallen_away"] = json!(data::cells(before.problem, &part.forced()));
    object["status"] = json!(data::status(part.planned().outcome()));
    object["verdict"] = json!(verdict(part, limit).get(lang));
    object["answers"] = json!(answers_for(part).get(lang));
    object
}
