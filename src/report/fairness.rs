//! What everybody has worked over the months, and the `carried` lines with which the next roster pays that back.

use super::Page;
use super::error::unread;
use super::note::{guessed, unknown_shifts};
use super::table::Table;
use crate::app::fairness::Report;
use crate::app::{Counted, MEASURES, Met, rounded};
use crate::domain::calendar::Known;
use crate::domain::time::{Month, hours};
use crate::render::summary;
use crate::text;
use crate::text::{Lang, Text};
use serde_json::{Value, json};

/// The measures' names in JSON and in `carried`.
const KEYS: [&str; MEASURES] = ["hours", "nights", "weekends", "holidays"];

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    for (month, why) in &report.balances.left_out {
        let Text { en, zh } = unread(why);
        page.note(&text!(
            "note: the roster of {month} is left out: {en}",
            "提示：没有统计 {month} 的班表：{zh}"
        ));
    }
    let mut years: Vec<(Known, i32)> = Vec::new();
    for counted in &report.balances.months {
        let least = counted.least_known;
        if let Some((known, year)) = least.filter(|least| !years.contains(least)) {
            years.push((known, year));
            if let Some(note) = summary::year_known(known, year) {
                page.note(&note);
            }
        }
    }
    for Text { en, zh } in met(&report.balances.met) {
        page.note(&text!("note: {en}", "提示：{zh}"));
    }
    if report.balances.months.is_empty() {
        return page;
    }
    let name = &report.team;
    let listed = |counted: &Counted| {
        let (month, Text { en, zh }) = (counted.month, &counted.from);
        text!("{month} ({en})", "{month}（{zh}）")
    };
    let months: Vec<Text> = report.balances.months.iter().map(listed).collect();
    let Text { en, zh } = Text::list(&months);
    page.say(&text!("{name}: {en}", "{name}：{zh}"));
    page.say(&text!(
        "± is what somebody has beyond the own share (+) or short of it (-), among those whom the rules compare",
        "± 表示在规则所比较的人当中，比自己应分摊的多（+）或少（-）"
    ));
    page.raw("\n");
    page.line(&table(report, lang).draw());
    page.raw("\n");
    leave(&mut page, report);
    lines(&mut page, report);
    page
}

/// What earlier rosters have that the team file does not explain: rows of nobody, shifts that there are no more.
pub fn met(met: &Met) -> Vec<Text> {
    let names: Vec<String> = met.strangers.keys().cloned().collect();
    let dated = |(Text { en, zh }, months): (Text, &Vec<Month>)| {
        let months: Vec<String> = months.iter().map(Month::to_string).collect();
        let (list, list_zh) = (months.join(", "), months.join("、"));
        text!("{en} in {list}", "{zh}（{list_zh}）")
    };
    let mut said = Vec::new();
    let named = guessed(&names, &met.team).into_iter();
    let list: Vec<Text> = named.zip(met.strangers.values()).map(dated).collect();
    if !list.is_empty() {
        let Text { en, zh } = Text::list(&list);
        said.push(text!(
            "rows of nobody in the team are not counted: {en}; a person who was renamed has `was = [\"the old name\"]` in team.toml",
            "这些行对不上团队成员，没有统计：{zh}；改过名字的人请在团队文件里写 `was = [\"旧名\"]`"
        ));
    }
    for (code, months) in &met.unknown {
        let months: Vec<String> = months.iter().map(Month::to_string).collect();
        said.push(unknown_shifts(
            &months.join(", "),
            std::slice::from_ref(code),
        ));
    }
    said
}

/// What everybody takes of each kind of leave, where anybody does.
fn leave(page: &mut Page, report: &Report) {
    if report.leave.is_empty() {
        return;
    }
    let mut table = Table::new(&[
        page.t(("person", "人员")),
        page.t(("leave", "假别")),
        page.t((">year", ">年份")),
        page.t((">allowed", ">额度")),
        page.t((">granted", ">已批")),
        page.t((">asked for", ">待批")),
        page.t((">left", ">剩余")),
    ]);
    let days = |days: Option<i64>| days.map_or_else(|| "–".to_owned(), |days| days.to_string());
    for taken in &report.leave {
        table.row(vec![
            taken.name.clone(),
            taken.kind.get(page.lang).to_owned(),
            taken.year.to_string(),
            days(taken.allowance),
            taken.taken.to_string(),
            taken.asked.to_string(),
            days(taken.left),
        ]);
    }
    page.line(&table.draw());
    page.raw("\n");
}

fn table(report: &Report, lang: Lang) -> Table {
    let page = Page::new(lang);
    let mut table = Table::new(&[
        page.t(("person", "人员")),
        page.t((">hours", ">工时")),
        ">±",
        page.t((">nights", ">晚班")),
        ">±",
        page.t((">weekend days", ">周末班")),
        ">±",
        page.t((">holidays", ">节假日班")),
        ">±",
    ]);
    for balance in report.balances.sum.values() {
        let mut row = vec![balance.name.clone()];
        for m in 0..MEASURES {
            let worked = balance.worked[m];
            row.push(if m == 0 {
                hours(worked)
            } else {
                worked.to_string()
            });
            row.push(signed(m, balance.ahead[m]));
        }
        table.row(row);
    }
    table
}

fn lines(page: &mut Page, report: &Report) {
    let next = report.next;
    page.say(&text!(
        "For team.toml, below each [[person]], in place of what is carried there; {next} then pays it back:",
        "写进 team.toml 各人的 [[person]] 里，替换原有的 carried；排 {next} 时据此补偿："
    ));
    for (id, balance) in &report.balances.sum {
        let (name, line) = (&balance.name, carried(&balance.ahead));
        let id = if id == name {
            String::new()
        } else {
            format!("{id} ")
        };
        page.line(&format!("  # {id}{name}\n  {line}"));
    }
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> Value {
    let month = |counted: &Counted| {
        let people = counted.people.iter().map(|(id, (worked, ahead))| {
            json!({ "id": id, "worked": object(worked.map(|w| w as f64)), "ahead": object(*ahead) })
        });
        json!({
            "month": counted.month.to_string(),
            "from": counted.from.get(lang),
            "people": people.collect::<Vec<_>>(),
        })
    };
    let people = report.balances.sum.iter().map(|(id, balance)| {
        json!({
            "id": id,
            "name": balance.name,
            "worked": object(balance.worked.map(|w| w as f64)),
            "ahead": object(balance.ahead),
            "carried": carried(&balance.ahead),
        })
    });
    json!({
        "team": report.team,
        "next": report.next.to_string(),
        "people": people.collect::<Vec<_>>(),
        "leave": report.leave.iter().map(|taken| json!({
            "id": taken.id,
            "name": taken.name,
            "kind": taken.kind.get(lang),
            "year": taken.year,
            "allowance": taken.allowance,
            "taken": taken.taken,
            "asked": taken.asked,
            "left": taken.left,
        })).collect::<Vec<_>>(),
        "months": report.balances.months.iter().map(month).collect::<Vec<_>>(),
    })
}

/// A number with its sign.
fn signed(measure: usize, value: f64) -> String {
    let value = match measure {
        0 => rounded(0, value),
        _ => (value * 10.0).round() / 10.0 + 0.0,
    };
    if value > 0.0 {
        format!("+{value}")
    } else {
        value.to_string()
    }
}

/// The measures as JSON.
fn object(values: [f64; MEASURES]) -> Value {
    let hours = (values[0] / 0.6).round() / 100.0;
    json!({
        (KEYS[0]): hours,
        (KEYS[1]): values[1],
        (KEYS[2]): values[2],
        (KEYS[3]): values[3],
    })
}

/// The line for a person's section.
fn carried(ahead: &[f64; MEASURES]) -> String {
    let parts = (0..MEASURES).map(|m| format!("{} = {}", KEYS[m], rounded(m, ahead[m])));
    format!("carried = {{ {} }}", parts.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_tables_and_team_files_have_them() {
        let line = "carried = { hours = 0, nights = 3, weekends = 0, holidays = 0 }";
        assert_eq!(carried(&[0.0, 3.0, 0.0, 0.0]), line);
        assert_eq!(carried(&[-135.0, 0.4, 0.0, -0.2]).matches('-').count(), 1);
        assert_eq!(
            (signed(0, 135.0), signed(1, -0.04)),
            ("+2.25".into(), "0".into())
        );
    }
}
