//! Which days a line of a team file speaks of: dates, ranges, weekdays, kinds of day.

use super::FaultKind;
use super::syntax::is_date_shaped;
use crate::domain::Problem;
use crate::domain::calendar::DayKind;
use crate::text::Text;
use chrono::{Datelike, NaiveDate, Weekday};

/// A way to name days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DaySelector {
    /// Every day.
    All,
    /// A weekday.
    Weekday(Weekday),
    /// Working days by the calendar, make-up workdays included.
    Workday,
    /// Days off by the calendar: weekends and moved rest days, not make-up workdays.
    Restday,
    /// Statutory holidays.
    Holiday,
    /// The same date every year.
    Yearly {
        /// Month, 1 to 12.
        month: u32,
        /// Day of the month.
        day: u32,
    },
    /// From a date to a date of every year, both included; it may go over New Year.
    YearlyRange {
        /// The first, as month and day.
        from: (u32, u32),
        /// The last.
        to: (u32, u32),
    },
    /// From a date to a date, both included.
    Range(NaiveDate, NaiveDate),
}

/// The more specific of two selectors wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Specificity {
    All,
    Weekday,
    Class,
    Holiday,
    Date,
}

const WEEKDAYS: [(&str, &str, Weekday); 7] = [
    ("mon", "周一", Weekday::Mon),
    ("tue", "周二", Weekday::Tue),
    ("wed", "周三", Weekday::Wed),
    ("thu", "周四", Weekday::Thu),
    ("fri", "周五", Weekday::Fri),
    ("sat", "周六", Weekday::Sat),
    ("sun", "周日", Weekday::Sun),
];

/// Reads `2026-12-05`.
pub fn parse_date(text: &str) -> Result<NaiveDate, FaultKind> {
    let text = text.trim();
    is_date_shaped(text)
        .then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())
        .flatten()
        .ok_or_else(|| FaultKind::BadDate {
            text: text.to_owned(),
        })
}

/// Every word that [`DaySelector::parse`] knows, for messages.
pub fn day_words() -> Vec<&'static str> {
    let weekdays = WEEKDAYS.iter();
    let classes = ["all", "workday", "restday", "holiday"].into_iter();
    classes
        .chain(weekdays.clone().map(|(en, _, _)| *en))
        .chain(["每天", "工作日", "休息日", "节假日"])
        .chain(weekdays.map(|(_, zh, _)| *zh))
        .collect()
}

/// The weekday with this name, in English (`mon`, `Monday`) or Chinese (`周一`, `星期一`).
pub fn parse_weekday(text: &str) -> Option<Weekday> {
    weekday_number(text).map(|number| WEEKDAYS[number].2)
}

/// The weekdays of a heading, as words of a team file: `Monday`, `星期一`, `mon-fri`, `周一至周五`.
pub fn weekdays_named(text: &str) -> Option<Vec<&'static str>> {
    let text = text.trim();
    let ends = ["至", "到", "~", "～", "-", "–"]
        .iter()
        .find_map(|sign| text.split_once(sign));
    let (from, to) = ends.unwrap_or((text, text));
    let (from, to) = (weekday_number(from)?, weekday_number(to)?);
    let names = (0..7).filter(|day| {
        if from <= to {
            (from..=to).contains(day)
        } else {
            // Over the weekend: Saturday to Monday.
            *day >= from || *day <= to
        }
    });
    Some(names.map(|day| WEEKDAYS[day].0).collect())
}

fn weekday_number(text: &str) -> Option<usize> {
    let text = text.trim().to_lowercase();
    let text = text
        .replace("星期", "周")
        .replace("礼拜", "周")
        .replace("周天", "周日");
    let is = |(en, zh, _): &(&str, &str, Weekday)| {
        let long = text.starts_with(en) && text.ends_with("day");
        text == *en || text == *zh || long
    };
    WEEKDAYS.iter().position(is)
}

/// The weekday of a head as tables write it, the shortest ways too: `一`, `周二`, `火`, `Tue`, `Tues.`, `MONDAY`, `2`
/// not among them.
pub fn weekday_short(text: &str) -> Option<Weekday> {
    let text = text
        .trim()
        .trim_matches(['.', '(', ')', '（', '）'])
        .to_lowercase();
    let bare = ["星期", "礼拜", "禮拜", "周", "週"]
        .iter()
        .find_map(|sign| text.strip_prefix(sign));
    let bare = bare.unwrap_or(&text).trim_end_matches("曜日");
    let one = |all: &str| {
        let mut signs = bare.chars();
        let sign = signs.next().filter(|_| signs.next().is_none())?;
        all.chars().position(|c| c == sign)
    };
    let english = || {
        let long = [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ];
        let fits = |name: &&str| text.len() >= 2 && name.starts_with(text.as_str());
        long.iter().position(fits)
    };
    let place = one("一二三四五六日")
        .or_else(|| one("月火水木金土日"))
        .or_else(|| (bare == "天").then_some(6))
        .or_else(english)?;
    WEEKDAYS.get(place).map(|(_, _, day)| *day)
}

impl DaySelector {
    /// Reads a selector as the team file writes it.
    pub fn parse(text: &str) -> Result<DaySelector, FaultKind> {
        let text = text.trim();
        match text {
            "all" | "每天" => return Ok(DaySelector::All),
            "workday" | "工作日" => return Ok(DaySelector::Workday),
            "restday" | "休息日" => return Ok(DaySelector::Restday),
            "holiday" | "节假日" => return Ok(DaySelector::Holiday),
            _ => {}
        }
        if let Some(day) = parse_weekday(text) {
            return Ok(DaySelector::Weekday(day));
        }
        if let Some((from, to)) = text.split_once("..") {
            let numbers = |t: &str| t.trim().starts_with(|c: char| c.is_ascii_digit());
            if !numbers(from) || !numbers(to) {
                return Err(FaultKind::BadDay {
                    text: text.to_owned(),
                });
            }
            if let (Some(from), Some(to)) = (month_and_day(from), month_and_day(to)) {
                return Ok(DaySelector::YearlyRange { from, to });
            }
            let (from, to) = (parse_date(from)?, parse_date(to)?);
            if to < from {
                return Err(FaultKind::BackwardRange {
                    text: text.to_owned(),
                });
            }
            return Ok(DaySelector::Range(from, to));
        }
        if let Some((month, day)) = month_and_day(text) {
            return Ok(DaySelector::Yearly { month, day });
        }
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            let date = parse_date(text)?;
            return Ok(DaySelector::Range(date, date));
        }
        Err(FaultKind::BadDay {
            text: text.to_owned(),
        })
    }

    /// How specific it is.
    pub fn specificity(self) -> Specificity {
        match self {
            DaySelector::All => Specificity::All,
            DaySelector::Weekday(_) => Specificity::Weekday,
            DaySelector::Workday | DaySelector::Restday => Specificity::Class,
            DaySelector::Holiday => Specificity::Holiday,
            DaySelector::Yearly { .. }
            | DaySelector::YearlyRange { .. }
            | DaySelector::Range(..) => Specificity::Date,
        }
    }

    /// In words.
    pub fn words(self) -> Text {
        let full = [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ];
        match self {
            DaySelector::All => Text::new("all days", "每天"),
            DaySelector::Weekday(w) => {
                let at = w.num_days_from_monday() as usize;
                Text::new(full[at], WEEKDAYS[at].1)
            }
            DaySelector::Workday => Text::new("workdays", "工作日"),
            DaySelector::Restday => Text::new("days off by the calendar", "休息日"),
            DaySelector::Holiday => Text::new("statutory holidays", "法定节假日"),
            DaySelector::Yearly { month, day } => Text::same(format!("{month:02}-{day:02}")),
            DaySelector::YearlyRange { from, to } => {
                let [from, to] = [from, to].map(|(m, d)| format!("{m:02}-{d:02}"));
                crate::text!("{from} to {to}", "{from} 至 {to}")
            }
            DaySelector::Range(from, to) if from == to => Text::same(from.to_string()),
            DaySelector::Range(from, to) => crate::text!("{from} to {to}", "{from} 至 {to}"),
        }
    }

    /// Whether it names this day.
    pub fn matches(self, date: NaiveDate, kind: DayKind) -> bool {
        match self {
            DaySelector::All => true,
            DaySelector::Weekday(w) => date.weekday() == w,
            DaySelector::Workday => kind.is_workday(),
            DaySelector::Restday => kind.is_rest_day(),
            DaySelector::Holiday => kind.is_statutory(),
            DaySelector::Yearly { month, day } => date.month() == month && date.day() == day,
            DaySelector::YearlyRange { from, to } => {
                let day = (date.month(), date.day());
                if from <= to {
                    (from..=to).contains(&day)
                } else {
                    from <= day || day <= to
                }
            }
            DaySelector::Range(from, to) => (from..=to).contains(&date),
        }
    }

    /// The days of the month that it names.
    pub fn days(self, problem: &Problem) -> Vec<usize> {
        let days = (0..problem.days()).map(|day| (day, day as i64));
        let named = days.filter(|(_, day)| self.names(problem, *day));
        named.map(|(day, _)| day).collect()
    }

    /// Whether it names a day of the month, or one around it.
    pub fn names(self, problem: &Problem, day: i64) -> bool {
        self.matches(problem.date(day), problem.kind_of_day(day))
    }

    /// The days that it names of the month and those around it.
    pub fn around(self, problem: &Problem) -> Vec<i64> {
        let days = -Problem::AROUND..problem.days() as i64 + Problem::AROUND;
        days.filter(|day| self.names(problem, *day)).collect()
    }
}

/// `12-31`.
fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.trim().split_once('-')?;
    let two_digits = |t: &str| t.len() == 2 && t.bytes().all(|b| b.is_ascii_digit());
    if !two_digits(month) || !two_digits(day) {
        return None;
    }
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // 2024 is a leap year: 02-29 is a date of some years.
    NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
}
