//! What a month's contacts will be and how many people they need, in words and as JSON.

use super::Page;
use super::table::Table;
use crate::app::staff::{ByHalfHour, History, QueuePlan, Report};
use crate::domain::time::{SLOT, add_days, clock};
use crate::staffing::profile::{HALF_HOURS, Kind};
use crate::text;
use crate::text::Lang;
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

/// Days that are listed by name, at most.
const NAMED: usize = 6;

/// The report in words; of one day, half-hour by half-hour, where it is named.
pub fn page(report: &Report, day: Option<NaiveDate>, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    for taken in &report.taken {
        understood(&mut page, taken);
    }
    for queue in &report.queues {
        learned(&mut page, queue);
    }
    if report.closed >= 0.5 {
        let contacts = report.closed.round() as i64;
        page.note(&text!(
            "note: {contacts} contacts are expected while the desk is closed",
            "提示：预计有 {contacts} 位顾客在关闭时段进线"
        ));
    }
    let (team, month) = (&report.team, report.month);
    page.say(&text!("{team}, {month}", "{team}　{month}"));
    page.raw("\n");
    match day {
        Some(date) => one_day(&mut page, report, date),
        None => month_of(&mut page, report),
    }
    page
}

/// How a file was understood.
fn understood(page: &mut Page, taken: &crate::input::volumes_file::Taken) {
    let file = &taken.file;
    if let (Some(count), false) = (&taken.count, taken.passed_over.is_empty()) {
        let others = taken.passed_over.join(", ");
        page.note(&text!(
            "note: {file}: contacts are the column `{count}`, not {others}",
            "提示：{file}：顾客数取自“{count}”列，没有用 {others}"
        ));
    }
    if taken.count.is_none() {
        page.note(&text!(
            "note: {file} has no column of numbers: each row is a contact",
            "提示：{file} 没有数量列：每行算一位顾客"
        ));
    }
    if taken.hourly {
        page.note(&text!(
            "note: {file} has whole hours: each is shared by its two half-hours",
            "提示：{file} 只有整点：每小时平分到两个半小时"
        ));
    }
    if !taken.doubled.is_empty() {
        let rows = numbers(&taken.doubled);
        page.note(&text!(
            "note: {file}: rows {rows} say again what a row above says, and count once",
            "提示：{file}：第 {rows} 行与上面的行重复，只算一次"
        ));
    }
    if !taken.sums.is_empty() {
        let rows = numbers(&taken.sums);
        page.note(&text!(
            "note: {file}: rows {rows} sum others up, and are left out",
            "提示：{file}：第 {rows} 行是合计，没有计入"
        ));
    }
}

fn numbers(rows: &[usize]) -> String {
    let mut list: Vec<String> = rows.iter().take(NAMED).map(usize::to_string).collect();
    if rows.len() > NAMED {
        list.push("…".to_owned());
    }
    list.join(", ")
}

fn dates(dates: &[NaiveDate]) -> String {
    let mut list: Vec<String> = dates.iter().take(NAMED).map(NaiveDate::to_string).collect();
    if dates.len() > NAMED {
        list.push(format!("… ({})", dates.len()));
    }
    list.join(", ")
}

/// What a queue's forecast was learned from, and what it is worth.
fn learned(page: &mut Page, queue: &QueuePlan) {
    let head = if queue.name.is_empty() {
        String::new()
    } else {
        format!("{}: ", queue.name)
    };
    let history = &queue.history;
    let (first, last, contacts) = (
        history.first,
        history.last(),
        history.contacts().round() as i64,
    );
    page.say(&text!(
        "{head}{contacts} contacts from {first} to {last}",
        "{head}{first} 至 {last} 共 {contacts} 位顾客"
    ));
    gaps(page, history);
    let unusual = &queue.forecast.unusual;
    for (place, expected) in unusual.iter().take(NAMED) {
        let date = add_days(history.first, *place as i64);
        let seen: f64 = history.past[*place]
            .contacts
            .map_or(0.0, |day| day.iter().sum());
        let (seen, expected) = (seen.round() as i64, expected.round() as i64);
        page.say(&text!(
            "  {date} is left out: {seen} contacts, where {expected} were to be expected",
            "  {date} 没有计入规律：{seen} 位顾客，按规律应为 {expected}"
        ));
    }
    match &queue.forecast.backtest {
        Some(tried) => {
            let percent = |share: f64| (share * 100.0).round() as i64;
            let (day, half, forecasts) = (
                percent(tried.by_day),
                percent(tried.by_half_hour),
                tried.forecasts,
            );
            page.say(&text!(
                "  {forecasts} such forecasts of the past were off by {day} % by day and {half} % by half-hour",
                "  用过去的数据试做 {forecasts} 次预测：按天误差 {day} %，按半小时误差 {half} %"
            ));
        }
        None => page.say(&text!(
            "  too short a past to try a forecast on: take the numbers for a first guess",
            "  历史太短，无法检验预测：这些数字只是初步估计"
        )),
    }
    if queue.forecast.unknown.contains(&Kind::Holiday) {
        page.say(&text!(
            "  the past has no holiday: holidays are taken for Sundays; say what they bring with [[staffing.event]]",
            "  历史中没有节假日：节假日按周日估计；请用 [[staffing.event]] 说明节假日的量"
        ));
    }
    if queue.forecast.unknown.contains(&Kind::Makeup) {
        page.say(&text!(
            "  the past has no make-up workday: they are taken for ordinary workdays",
            "  历史中没有调休上班日：按普通工作日估计"
        ));
    }
}

fn gaps(page: &mut Page, history: &History) {
    if !history.gaps.missing.is_empty() {
        let list = dates(&history.gaps.missing);
        page.say(&text!(
            "  days that no file has are left out: {list}",
            "  文件里没有的日子不计入：{list}"
        ));
    }
    if !history.gaps.empty.is_empty() {
        let list = dates(&history.gaps.empty);
        page.say(&text!(
            "  days without a contact are taken for closed: {list}",
            "  没有顾客的日子按休业处理：{list}"
        ));
    }
    if history.gaps.whole > 0 {
        let days = history.gaps.whole;
        page.say(&text!(
            "  {days} days are known as a whole only: their hours are those of other days, or of the opening hours",
            "  {days} 天只有全天总数：时段按其他日子或营业时间分配"
        ));
    }
}

/// A line a day.
fn month_of(page: &mut Page, report: &Report) {
    let mut table = Table::new(&[
        page.t(("day", "日期")),
        page.t(("", "")),
        page.t((">contacts", ">顾客")),
        page.t((">8 in 10 days", ">八成把握")),
        page.t((">at once", ">同时在岗")),
        page.t((">hours", ">人时")),
        page.t((">rostered", ">应排人时")),
        page.t(("", "")),
    ]);
    let first = report.month.first();
    for day in 0..report.month.days() {
        let date = add_days(first, day as i64);
        let sum = |of: fn(&crate::staffing::forecast::Expected) -> f64| -> f64 {
            report
                .queues
                .iter()
                .map(|queue| of(&queue.forecast.days[day]))
                .sum()
        };
        let (low, high) = (sum(|d| d.low).round(), sum(|d| d.high).round());
        let most = report.present[day].iter().max().copied().unwrap_or(0);
        let event = report
            .queues
            .iter()
            .find_map(|queue| queue.events[day].clone());
        table.row(vec![
            date.format("%m-%d").to_string(),
            crate::render::chart::weekday(date.weekday(), page.lang).to_owned(),
            format!("{:.0}", sum(|d| d.total)),
            format!("{low:.0}–{high:.0}"),
            most.to_string(),
            person_hours(&report.present[day]),
            person_hours(&report.rostered[day]),
            event.unwrap_or_default(),
        ]);
    }
    page.line(&table.draw());
    page.raw("\n");
    let all = |days: &[ByHalfHour<u32>]| {
        let halves: u32 = days.iter().flatten().sum();
        (f64::from(halves) / 2.0).round() as i64
    };
    let (present, rostered) = (all(&report.present), all(&report.rostered));
    page.say(&text!(
        "{present} hours of people at their desks, {rostered} with those who are away",
        "在岗合计 {present} 人时，计入缺勤后应排 {rostered} 人时"
    ));
    page.say(&text!(
        "--day DATE says why, half-hour by half-hour",
        "用 --day 日期 查看某天每个半小时的依据"
    ));
}

fn person_hours(day: &ByHalfHour<u32>) -> String {
    (f64::from(day.iter().sum::<u32>()) / 2.0).to_string()
}

/// A line a half-hour: why so many, and what one fewer would mean.
fn one_day(page: &mut Page, report: &Report, date: NaiveDate) {
    let Ok(day) = usize::try_from((date - report.month.first()).num_days()) else {
        return;
    };
    if day >= report.month.days() {
        return;
    }
    for queue in &report.queues {
        let (share, within) = queue.desk.target;
        let share = f64::from(share) / 10.0;
        let name = if queue.name.is_empty() {
            String::new()
        } else {
            format!("{}  ", queue.name)
        };
        page.say(&text!(
            "{name}{date}: {share} % within {within} s",
            "{name}{date}：{share} % 在 {within} 秒内"
        ));
        let mut table = Table::new(&[
            page.t(("time", "时段")),
            page.t((">contacts", ">顾客")),
            page.t((">people", ">人数")),
            page.t((">in time", ">及时")),
            page.t((">wait s", ">等待秒")),
            page.t((">lost", ">流失")),
            page.t((">busy", ">忙碌")),
            page.t((">one fewer", ">少一人")),
        ]);
        for half in (0..HALF_HOURS).filter(|half| queue.people[day][*half] > 0) {
            let people = queue.people[day][half];
            let (with, fewer) = (
                queue.service(day, half, people),
                queue.service(day, half, people - 1),
            );
            let percent = |share: f64| format!("{:.0} %", share * 100.0);
            table.row(vec![
                clock(half as i32 * SLOT),
                format!("{:.1}", queue.load[day][half]),
                people.to_string(),
                percent(with.in_time),
                format!("{:.0}", with.mean_wait),
                percent(with.lost),
                percent(with.occupancy),
                percent(fewer.in_time),
            ]);
        }
        page.line(&table.draw());
        page.raw("\n");
    }
}

/// The report as JSON: people as whole numbers, contacts to a hundredth.
pub fn json(report: &Report) -> Value {
    let cents = |number: f64| (number * 100.0).round() / 100.0;
    let halves = |day: &ByHalfHour<f64>| day.iter().map(|n| cents(*n)).collect::<Vec<_>>();
    let people = |day: &ByHalfHour<u32>| day.to_vec();
    let queue = |queue: &QueuePlan| {
        let day = |(day, expected): (usize, &crate::staffing::forecast::Expected)| {
            json!({
                "date": add_days(report.month.first(), day as i64).to_string(),
                "contacts": halves(&expected.contacts),
                "total": cents(expected.total),
                "low": cents(expected.low),
                "high": cents(expected.high),
                "event": queue.events[day],
                "load": halves(&queue.load[day]),
                "people": people(&queue.people[day]),
            })
        };
        let history = &queue.history;
        json!({
            "name": queue.name,
            "skill": queue.skill,
            "history": {
                "first": history.first.to_string(),
                "last": history.last().to_string(),
                "contacts": cents(history.contacts()),
                "gaps": history.gaps,
                "unusual": queue.forecast.unusual.iter().map(|(place, expected)| json!({
                    "date": add_days(history.first, *place as i64).to_string(),
                    "expected": cents(*expected),
                })).collect::<Vec<_>>(),
            },
            "backtest": queue.forecast.backtest.as_ref().map(|tried| json!({
                "forecasts": tried.forecasts,
                "days": tried.days,
                "wape_day": tried.by_day,
                "wape_half_hour": tried.by_half_hour,
            })),
            "target": { "share": f64::from(queue.desk.target.0) / 1000.0, "seconds": queue.desk.target.1 },
            "days": queue.forecast.days.iter().enumerate().map(day).collect::<Vec<_>>(),
        })
    };
    json!({
        "team": report.team,
        "month": report.month.to_string(),
        "files": report.taken,
        "queues": report.queues.iter().map(queue).collect::<Vec<_>>(),
        "present": report.present.iter().map(people).collect::<Vec<_>>(),
        "rostered": report.rostered.iter().map(people).collect::<Vec<_>>(),
        "outside_opening_hours": cents(report.closed),
    })
}
