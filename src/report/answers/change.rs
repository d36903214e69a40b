//! What has to change in a published roster, and why.

use super::{Compared, in_lang, in_words, issued, notes, origin, say_published_or_not, staffed};
use super::{undecided, with_changes};
use crate::app::answers::change::Report;
use crate::explain::changes::{CellChange, Outcome, standing};
use crate::render::answers::json::{self as data, Before};
use crate::render::answers::{broken, section};
use crate::render::json::lines;
use crate::report::{Page, count};
use crate::text;
use crate::text::{Lang, Text, many};
use serde_json::{Value, json};

/// Hard rules that the published roster breaks now, and are listed.
const BROKEN_LINES: usize = 5;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    page.say(&verdict(report));
    let compared = Compared {
        base: &report.base,
        book: &report.base.loaded.book,
        before: &report.before,
        lang,
    };
    let mut roster = vec![in_words(&report.base)];
    roster.extend(notes(&report.base));
    let mut text = section(("Roster", "班表"), &in_lang(&roster, lang), lang);
    let broken = broken(compared.book, &report.broken, BROKEN_LINES, lang);
    text.push_str(&section(("Breaks", "违反"), &broken, lang));
    match report.plan() {
        Some(plan) if plan.cells.is_empty() && report.forced.is_empty() => {}
        Some(plan) => {
            let people = &report.base.problem().people;
            let leave =
                |c: &CellChange| people[c.person].on_leave(c.day as i64) && c.after.is_none();
            text.push_str(&compared.plan(plan, &report.forced, &leave));
            text.push_str(&compared.others(&report.planned, report.number));
            if let Some(covering) = &report.covering {
                text.push_str(&staffed(report.base.problem(), covering, lang));
            }
        }
        None => text.push_str(&compared.refusal(&report.refusal)),
    }
    page.line(&text);
    say_published_or_not(&mut page, report.wanted, report.issued.as_ref());
    page
}

/// How it came out.
pub fn verdict(report: &Report) -> Text {
    let (month, fallen) = (report.base.month, report.forced.len());
    let shifts = many(count(fallen), "shift");
    let Text { en, zh } = with_changes(&report.planned);
    match (report.planned.outcome(), fallen) {
        (Outcome::AsItIs, 0) if report.people_changed() => text!(
            "{month}: no shift needs to change; the people have changed: --publish puts out the new list",
            "{month}：班不用改；但人员有变，加 --publish 发布新名单"
        ),
        (Outcome::AsItIs, 0) => text!(
            "{month}: the roster still keeps every hard rule; nothing needs to change",
            "{month}：班表仍满足全部硬规则，不用改"
        ),
        (Outcome::AsItIs, _) => text!(
            "{month}: {shifts} cannot stay (people who have left, are away or fixed to be off); nothing else needs to change",
            "{month}：有 {fallen} 个班要取消（离职、请假、不能上班或固定休息），其余不用改"
        ),
        (Outcome::Changes(..), 0) => text!(
            "{month}: hard rules are broken, and kept again {en}",
            "{month}：已不满足硬规则，{zh}"
        ),
        (Outcome::Changes(..), _) => text!(
            "{month}: {shifts} cannot stay (people who have left, are away or fixed to be off); every hard rule is kept again {en}",
            "{month}：有 {fallen} 个班要取消（离职、请假、不能上班或固定休息），另{zh}"
        ),
        (Outcome::Impossible, _) if report.keep => text!(
            "{month}: proven that no changes keep every hard rule with no hour shorter of people than before; without --keep-cover there may be some",
            "{month}：已证明怎么改都会比原来缺人；不加 --keep-cover 再问"
        ),
        (Outcome::Impossible, _) => text!(
            "{month}: proven that no changes keep every hard rule",
            "{month}：已证明怎么改都满足不了全部硬规则"
        ),
        (Outcome::Open, _) => {
            let Text { en, zh } = undecided(&report.planned, report.limit);
            text!("{month}: {en}", "{month}：{zh}")
        }
    }
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> Value {
    let problem = report.base.problem();
    let before = Before {
        problem,
        roster: &report.base.roster,
        breaches: &report.before,
    };
    let broken = standing(report.before.clone(), report.today);
    json!({
        "team": problem.name,
        "month": report.base.month,
        "today": report.date,
        "roster": origin(&report.base),
        "status": data::status(report.planned.outcome()),
        "verdict": verdict(report).get(lang),
        "gone": report.base.gone,
        "new": report.base.new,
        "cost": before.cost(),
        "broken": lines(problem, &broken, lang),
        "fallen_away": data::cells(problem, &report.forced),
        "fewest": data::planned(&report.planned, &before, lang),
        "plan": report.plan().map(|_| report.number),
        "keeping_cover": report.covering.as_ref().map(|p| data::planned(p, &before, lang)),
        "refusal": lines(problem, &report.refusal, lang),
        "seconds": report.seconds,
        "published": report.issued.as_ref().map(|all| issued(all)),
    })
}
