//! The fixed words of charts, in both languages.

use super::Kind;
use crate::domain::calendar::{DayKind, Holiday};
use crate::text;
use crate::text::{Fixed, Lang, Text, pick};
use chrono::{Datelike, NaiveDate, Weekday};

/// What a kind of chart is called.
fn kind(kind: Kind) -> Fixed {
    match kind {
        Kind::Month => ("Roster", "排班表"),
        Kind::Week => ("Weekly roster", "周排班表"),
        Kind::Day => ("Daily roster", "日排班表"),
        Kind::Coverage => ("Coverage", "在岗与需求"),
        Kind::Fairness => ("Fairness", "工时与公平"),
        Kind::Cycle => ("Rotation", "轮班循环"),
    }
}

/// A month: `December 2026`, `2026年12月`.
fn month(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::En => date.format("%B %Y").to_string(),
        Lang::Zh => format!("{}年{}月", date.year(), date.month()),
    }
}

/// What a chart is of: `Roster, December 2026`, `2026年12月排班表`.
pub fn title(chart: Kind, date: NaiveDate, lang: Lang) -> String {
    let (kind, month) = (pick(kind(chart), lang), month(date, lang));
    match lang {
        Lang::En => format!("{kind}, {month}"),
        Lang::Zh => format!("{month}{kind}"),
    }
}

/// A date within the month: `12-05`.
pub fn date(date: NaiveDate) -> String {
    format!("{:02}-{:02}", date.month(), date.day())
}

/// A weekday: `Mo`, `一`.
pub fn weekday(day: Weekday, lang: Lang) -> &'static str {
    let index = day.num_days_from_monday() as usize;
    match lang {
        Lang::En => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][index],
        Lang::Zh => ["一", "二", "三", "四", "五", "六", "日"][index],
    }
}

/// A weekday where there is more room: `Mon`, `周一`.
pub fn long_weekday(day: Weekday, lang: Lang) -> &'static str {
    let index = day.num_days_from_monday() as usize;
    match lang {
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][index],
        Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][index],
    }
}

/// A holiday's name.
pub fn holiday(holiday: &Holiday, lang: Lang) -> &str {
    match lang {
        Lang::En => &holiday.en,
        Lang::Zh => &holiday.zh,
    }
}

/// The mark of a day on which the team is closed.
pub const CLOSED: Fixed = ("shut", "闭");

/// What it means.
pub const LEGEND_CLOSED: Fixed = ("the team is closed", "团队不上班");

/// What a special day is marked with.
pub fn mark(kind: DayKind, lang: Lang) -> &'static str {
    match kind {
        DayKind::Statutory => pick(("hol", "节"), lang),
        DayKind::Rest => pick(("off", "休"), lang),
        DayKind::Makeup => pick(("work", "班"), lang),
        DayKind::Workday | DayKind::Weekend => "",
    }
}

/// What is special about a day, in full; `holiday` may be empty.
pub fn special(kind: DayKind, holiday: &str) -> Option<Text> {
    let named = !holiday.is_empty();
    Some(match kind {
        DayKind::Statutory if named => text!("{holiday}", "{holiday}"),
        DayKind::Statutory => Text::new(LEGEND_HOLIDAY.0, LEGEND_HOLIDAY.1),
        DayKind::Rest if named => text!("day off around {holiday}", "{holiday}调休"),
        DayKind::Rest => Text::new(LEGEND_MOVED.0, LEGEND_MOVED.1),
        DayKind::Makeup if named => text!("make-up workday ({holiday})", "{holiday}调休上班"),
        DayKind::Makeup => Text::new(LEGEND_MAKEUP.0, LEGEND_MAKEUP.1),
        DayKind::Workday | DayKind::Weekend => return None,
    })
}

pub const PERSON: Fixed = ("Person", "姓名");
pub const HOURS: Fixed = ("Hours", "工时");
pub const SIGN: Fixed = ("Signature", "签字");
/// What stands in a cell without a shift.
pub const REST_CELL: Fixed = ("–", "休");
pub const EVERYBODY: Fixed = ("Everybody", "全体");
pub const ALL_SHIFTS: Fixed = ("All", "合计");

pub const WEEKEND_DAYS: Fixed = ("weekend days", "周末班");
pub const HOLIDAYS: Fixed = ("holidays", "节假日班");

pub const FIRST_THING: Fixed = ("First thing on shift", "上班第一件事");
pub const LAST_THING: Fixed = ("Last thing on shift", "下班最后一件事");
pub const NOBODY: Fixed = ("nobody!", "无人！");
pub const NEXT_DAY: Fixed = ("next day ", "次日");
pub const NOTES: Fixed = ("notes left", "留言交接");
pub const LEGEND_DUTY: Fixed = ("fixed duty", "固定事务");

/// Who signs, at the foot of a chart.
pub const SIGNATURES: [Fixed; 3] = [("Made by", "制表"), ("Approved", "审核"), ("Date", "日期")];

pub const LEGEND_REST: Fixed = ("day off", "休息");
pub const LEGEND_LEAVE: Fixed = ("leave", "请假");
pub const LEGEND_OUT: Fixed = ("not in the team", "不在职");
pub const LEGEND_WEEKEND: Fixed = ("weekend", "周末");
pub const LEGEND_HOLIDAY: Fixed = ("statutory holiday", "法定节假日");
pub const LEGEND_MOVED: Fixed = ("day off around a holiday", "节假日调休");
pub const LEGEND_MAKEUP: Fixed = ("make-up workday", "调休上班");
pub const LEGEND_HANDOVER: Fixed = ("handover", "交接");
pub const LEGEND_BREAK: Fixed = ("break", "间歇");
pub const LEGEND_CLASH: Fixed = ("two shifts at once", "两班重叠");
