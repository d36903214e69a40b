//! Who stands where on which ladder, and what waits for somebody.

use super::describe;
use crate::app::ledger::status::{Position, Report, Rung, Waiting};
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::Lang;
use serde_json::{Value, json};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (month, day) = (report.month, report.day);
    page.say(&if report.today {
        text!("{month}, today {day}", "{month}，今天 {day}")
    } else {
        text!("{month}, as of {day}", "{month}，截至 {day}")
    });
    let table = table(&page, report);
    if table.is_empty() {
        page.say(&text!(
            "Nobody stands on any ladder.",
            "没有人在任何阶梯上。"
        ));
    } else {
        page.line(&table.draw());
    }
    waiting(&mut page, report);
    page
}

fn table(page: &Page, report: &Report) -> Table {
    let lang = page.lang;
    let mut table = Table::new(&[
        page.t(("person", "人员")),
        page.t((">charged", ">扣款")),
        page.t(("ladder", "阶梯")),
        page.t(("window", "期限")),
        page.t((">so far", ">已有")),
        page.t(("next brings", "下一步")),
    ]);
    // All ladders of one person; of everybody those on which they stand.
    for one in &report.people {
        let mut first = Some((one.who.shown(), describe::sums(&one.sums, lang)));
        let shown = |rung: &&Rung| report.one || rung.count > 0;
        for rung in one.rungs.iter().filter(shown) {
            let (who, charged) = first.take().unwrap_or_default();
            table.row(vec![
                who,
                charged,
                rung.name.get(lang).to_owned(),
                term::window(rung.window).get(lang).to_owned(),
                rung.count.to_string(),
                term::penalty(rung.next, rung.mode).get(lang).to_owned(),
            ]);
        }
    }
    table
}

fn waiting(page: &mut Page, report: &Report) {
    let lang = page.lang;
    let line = |waiting: &Waiting| {
        let charge = &waiting.charge;
        let category = charge
            .under
            .as_ref()
            .map_or("", |under| under.name.get(lang));
        let (id, who, day) = (charge.entry, waiting.who.shown(), charge.day);
        format!("  {id}  {who}  {day}  {category}")
    };
    if !report.appeals.is_empty() {
        page.say(&text!(
            "\nOpen appeals, to be answered with `paiban ledger answer ID --grant|--reject --reason …`:",
            "\n未答复的申诉，用 paiban ledger answer 编号 --grant|--reject --reason … 答复："
        ));
        for (waiting, reason) in &report.appeals {
            let colon = describe::colon(lang);
            page.line(&format!("{}{colon}{reason}", line(waiting)));
        }
    }
    if !report.reviews.is_empty() {
        page.say(&text!(
            "\nReviews that wait for a person's decision, `paiban ledger decide ID --decision …`:",
            "\n等待审议决定的记录，用 paiban ledger decide 编号 --decision …："
        ));
        for waiting in &report.reviews {
            page.line(&line(waiting));
        }
    }
}

/// The report as JSON.
pub fn json(report: &Report) -> Value {
    let appeals = report.appeals.iter().map(|(waiting, reason)| {
        json!({ "event": waiting.charge.entry, "person": waiting.who.id, "reason": reason })
    });
    let reviews = report
        .reviews
        .iter()
        .map(|waiting| json!({ "event": waiting.charge.entry, "person": waiting.who.id }));
    json!({
        "month": report.month,
        "day": report.day,
        "people": report.people.iter().map(position).collect::<Vec<_>>(),
        "open_appeals": appeals.collect::<Vec<_>>(),
        "waiting_reviews": reviews.collect::<Vec<_>>(),
    })
}

fn position(one: &Position) -> Value {
    let rung = |rung: &Rung| {
        json!({
            "policy": rung.policy,
            "ladder": rung.ladder,
            "name": rung.name.en,
            "name_zh": rung.name.zh,
            "count": rung.count,
            "next": rung.next,
            "mode": rung.mode,
        })
    };
    json!({
        "person": one.who.id,
        "name": one.who.name,
        "charged": describe::sums_object(&one.sums),
        "ladders": one.rungs.iter().map(rung).collect::<Vec<_>>(),
    })
}
