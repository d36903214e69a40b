//! The cells that change, and what that brings.

use super::super::width::{pad, width};
use super::some;
use crate::domain::time::hours as in_hours;
use crate::domain::{PersonIx, Problem, Roster};
use crate::explain::changes::CellChange;
use crate::explain::difference::Difference;
use crate::facts::totals::month_totals;
use crate::rules::{Breach, RuleBook, Weight};
use crate::text::{Lang, Text, pick};
use chrono::{Datelike, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// Columns that line up; blanks at the ends of lines are left out.
pub fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |c: usize| {
        let cells = rows.iter().filter_map(|row| row.get(c));
        cells.map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..count).map(widest).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths);
        let cells: Vec<String> = cells.map(|(cell, w)| pad(cell, *w, false)).collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// A day with its weekday: `12-08 Tu`.
pub fn day(problem: &Problem, day: usize, lang: Lang) -> String {
    let date = problem.date(day as i64);
    format!("{} {}", date.format("%m-%d"), weekday(date.weekday(), lang))
}

fn weekday(day: Weekday, lang: Lang) -> &'static str {
    let names = [
        ("Mo", "周一"),
        ("Tu", "周二"),
        ("We", "周三"),
        ("Th", "周四"),
        ("Fr", "周五"),
        ("Sa", "周六"),
        ("Su", "周日"),
    ];
    pick(names[day.num_days_from_monday() as usize], lang)
}

/// What stands in a cell of the roster's table.
pub fn cell(problem: &Problem, duty: Option<usize>) -> &str {
    duty.map_or("·", |duty| problem.duties[duty].code.as_str())
}

/// A table of cells: day, person, before and after. Cells of `leave` end in leave, not in a day off.
pub fn changes(
    problem: &Problem,
    cells: &[CellChange],
    leave: &dyn Fn(&CellChange) -> bool,
    lang: Lang,
) -> Vec<String> {
    let heading = [
        ("day", "日期"),
        ("person", "姓名"),
        ("before", "原班"),
        ("after", "新班"),
    ];
    let mut rows = vec![heading.map(|words| pick(words, lang).to_owned()).to_vec()];
    for change in cells {
        let after = if leave(change) {
            pick(("leave", "请假"), lang)
        } else {
            cell(problem, change.after)
        };
        rows.push(vec![
            day(problem, change.day, lang),
            problem.person_name(change.person).to_owned(),
            cell(problem, change.before).to_owned(),
            after.to_owned(),
        ]);
    }
    columns(&rows)
}

/// Cells in one line: `王芳 12-08 · → D, 李娜 12-09 N → ·`.
pub fn one_line(problem: &Problem, cells: &[CellChange], lang: Lang) -> String {
    let one = |change: &CellChange| {
        let name = problem.person_name(change.person);
        let date = problem.day_name(change.day as i64);
        let (before, after) = (cell(problem, change.before), cell(problem, change.after));
        format!("{name} {date} {before} → {after}")
    };
    let cells: Vec<String> = cells.iter().map(one).collect();
    cells.join(pick((", ", "，"), lang))
}

/// A breach with its rule and what it costs.
pub fn in_words(book: &RuleBook, breach: &Breach) -> Text {
    let title = book.instances[breach.instance].card.title;
    let (title_en, title_zh) = title;
    let Text { en, zh } = &breach.text;
    let price = breach.price();
    match breach.weight {
        Weight::Hard => crate::text!("broken, {title_en}: {en}", "违反，{title_zh}：{zh}"),
        Weight::Price(_) => {
            crate::text!("+{price} {title_en}: {en}", "+{price} {title_zh}：{zh}")
        }
        Weight::Warn => crate::text!("warning, {title_en}: {en}", "提醒，{title_zh}：{zh}"),
    }
}

/// Breaches of hard rules below a label that says that they are broken.
pub fn broken(book: &RuleBook, breaches: &[Breach], most: usize, lang: Lang) -> Vec<String> {
    let line = |b: &Breach| {
        let (title_en, title_zh) = book.instances[b.instance].card.title;
        let Text { en, zh } = &b.text;
        let text = crate::text!("{title_en}: {en}", "{title_zh}：{zh}");
        text.get(lang).to_owned()
    };
    some(breaches.iter().map(line).collect(), most, lang)
}

/// What a change brings and what it relieves: hard rules first, then points, the most first, then warnings. What is not
/// listed is summed up, so that the points of the lines always add up.
pub fn brings(book: &RuleBook, found: &Difference, most: usize, lang: Lang) -> Vec<String> {
    let mut lines: Vec<(Rank, i64, Text)> = Vec::new();
    for breach in &found.brings {
        lines.push((rank(breach), breach.price(), in_words(book, breach)));
    }
    // Of what is not broken and not warned of any more nobody needs every place.
    let mut gone: BTreeMap<usize, Vec<&Breach>> = BTreeMap::new();
    for breach in &found.relieves {
        if breach.price() > 0 {
            lines.push((rank(breach), -breach.price(), relieved(book, &[breach])));
        } else {
            gone.entry(breach.instance).or_default().push(breach);
        }
    }
    let gone = gone
        .values()
        .map(|all| (rank(all[0]), 0, relieved(book, all)));
    lines.extend(gone);
    lines.sort_by_key(|(rank, points, _)| (*rank, std::cmp::Reverse(*points)));
    // The line that says how many more there are takes the room of one.
    let shown = if lines.len() > most + 1 {
        most
    } else {
        lines.len()
    };
    let rest = &lines[shown..];
    let (count, points) = (rest.len(), rest.iter().map(|(_, points, _)| points).sum());
    let mut lines: Vec<String> = lines[..shown]
        .iter()
        .map(|(_, _, text)| text.get(lang).to_owned())
        .collect();
    lines.extend((count > 0).then(|| more(count, points, lang)));
    lines
}

/// Hard rules, points, warnings; and the dearest of them first, whether they come or go.
type Rank = (u8, std::cmp::Reverse<i64>, std::cmp::Reverse<i64>);

fn rank(breach: &Breach) -> Rank {
    let class = match breach.weight {
        Weight::Hard => 0,
        Weight::Price(_) => 1,
        Weight::Warn => 2,
    };
    let size = std::cmp::Reverse;
    (class, size(breach.price()), size(breach.amount))
}

fn more(count: usize, points: i64, lang: Lang) -> String {
    match (lang, points) {
        (Lang::En, 0) => format!("… and {count} more"),
        (Lang::Zh, 0) => format!("……另有 {count} 条"),
        (Lang::En, _) => format!("… and {count} more, {points:+} together"),
        (Lang::Zh, _) => format!("……另有 {count} 条，合计 {points:+}"),
    }
}

/// Breaches of one rule and weight that are gone, or fewer than before.
fn relieved(book: &RuleBook, all: &[&Breach]) -> Text {
    let Some(first) = all.first() else {
        return Text::default();
    };
    let (title_en, title_zh) = book.instances[first.instance].card.title;
    let Text { en, zh } = match all.len() {
        1 => first.text.clone(),
        count => crate::text!("{count} places", "{count} 处"),
    };
    let price = first.price();
    match first.weight {
        Weight::Hard => crate::text!(
            "not broken any more, {title_en}: {en}",
            "不再违反，{title_zh}：{zh}"
        ),
        Weight::Price(_) => crate::text!(
            "-{price} {title_en}, before: {en}",
            "-{price} {title_zh}，原来：{zh}"
        ),
        Weight::Warn => crate::text!(
            "no warning any more, {title_en}: {en}",
            "不再提醒，{title_zh}：{zh}"
        ),
    }
}

/// The month's hours of those whose hours change: `王芳 189 → 197`.
pub fn hours(problem: &Problem, before: &Roster, after: &Roster, lang: Lang) -> Option<String> {
    let (old, new) = (month_totals(problem, before), month_totals(problem, after));
    let changed: BTreeSet<PersonIx> = problem
        .everybody()
        .filter(|p| old[*p].minutes != new[*p].minutes)
        .collect();
    let one = |p: &PersonIx| {
        let (name, a, b) = (
            problem.person_name(*p),
            in_hours(old[*p].minutes),
            in_hours(new[*p].minutes),
        );
        format!("{name} {a} → {b}")
    };
    let people: Vec<String> = changed.iter().map(one).collect();
    let list = people.join(pick((", ", "，"), lang));
    (!people.is_empty()).then(|| {
        let label = pick(("hours of the month: ", "当月工时："), lang);
        format!("{label}{list}")
    })
}
