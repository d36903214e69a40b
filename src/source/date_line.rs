//! A line of dates, a row or a column of a table, as people write them. What a cell means is decided for the line: of
//! `01/12/2026` nobody knows which number is the month, of a row of them everybody does, because days follow each other.

use super::date_text;
use super::loose::half_width;
use crate::domain::time::Month;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Cells that are looked at; more days than these no roster has.
const MOST: usize = 800;

/// What a cell says of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// How the day is written.
    pub day: Day,
    /// The weekday beside it.
    pub weekday: Option<Weekday>,
}

/// How a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// With its year, in an order that cannot be mistaken.
    Date(NaiveDate),
    /// Three numbers of which the last may be the year: `1/12/2026`, `12.1.26`.
    Three(u32, u32, u32),
    /// `12月1日`, `1-Dec`: month and day.
    MonthDay(u32, u32),
    /// Two numbers, month and day in either order; whether it may be a decimal number, which loses its last zero.
    Two(u32, u32, bool),
    /// The day alone.
    Alone(u32),
    /// Excel's number for a date.
    Serial(NaiveDate),
}

/// Days that follow each other in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Places in the line, with their dates; never empty.
    pub days: Vec<(usize, NaiveDate)>,
    /// Whether the cells say which month it is, and not only the month that was asked for.
    pub month: bool,
    /// Whether they say which year.
    pub year: bool,
    /// The next places, where they have days that the month does not have: 31 behind the 30th.
    pub beyond: Vec<usize>,
    /// The place before, where it is numbered 0.
    pub zero: Option<usize>,
}

/// In which order numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    MonthDayYear,
    DayMonthYear,
    YearMonthDay,
}

const ORDERS: [Order; 3] = [
    Order::MonthDayYear,
    Order::DayMonthYear,
    Order::YearMonthDay,
];

impl Written {
    /// What a text says; `None` where it is no date.
    pub fn parse(text: &str) -> Option<Written> {
        let text = half_width(text).to_lowercase();
        let (text, weekday) = date_text::without_weekday(&text);
        let day = date_text::day(text.trim())?;
        Some(Written { day, weekday })
    }

    /// What a workbook says is a date.
    pub fn of_date(date: NaiveDate) -> Written {
        Written {
            day: Day::Date(date),
            weekday: None,
        }
    }

    /// Dates that it may be, by an order, near a month.
    fn starts(self, order: Order, near: Option<Month>) -> Vec<NaiveDate> {
        let years = |month: u32, day: u32| {
            let years = near.map(|m| m.first().year()).into_iter();
            let years = years.flat_map(|year| year - 1..=year + 1);
            years
                .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
                .collect()
        };
        match self.day {
            Day::Date(date) | Day::Serial(date) => vec![date],
            Day::Three(..) => three(self.day, order).into_iter().collect(),
            Day::MonthDay(month, day) => years(month, day),
            Day::Two(a, b, _) if order == Order::DayMonthYear => years(b, a),
            Day::Two(a, b, _) => years(a, b),
            Day::Alone(day) => {
                let months = near.map(|m| [m.before(), m, m.after()]);
                let months = months.into_iter().flatten();
                months.filter_map(|m| m.first().with_day(day)).collect()
            }
        }
    }

    /// Whether it may be this date.
    fn may_be(self, date: NaiveDate, order: Order) -> bool {
        let (month, day) = (date.month(), date.day());
        match self.day {
            Day::Date(own) | Day::Serial(own) => own == date,
            Day::Three(..) => three(self.day, order) == Some(date),
            Day::MonthDay(m, d) => (m, d) == (month, day),
            Day::Two(a, b, _) if order == Order::DayMonthYear => (b, a) == (month, day),
            Day::Two(a, b, decimal) => {
                a == month && (b == day || (decimal && b < 4 && b * 10 == day))
            }
            Day::Alone(d) => d == day,
        }
    }
}

fn three(day: Day, order: Order) -> Option<NaiveDate> {
    let Day::Three(a, b, c) = day else {
        return None;
    };
    let (year, month, day) = match order {
        Order::MonthDayYear => (c, a, b),
        Order::DayMonthYear => (c, b, a),
        Order::YearMonthDay => (a, b, c),
    };
    let year = if year < 100 { 2000 + year } else { year };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The longest run of days in a line; of equal ones that with most days in the month that is asked for, then the first.
pub fn longest(line: &[(usize, Written)], near: Option<Month>) -> Option<Run> {
    let line = line.get(..line.len().min(MOST)).unwrap_or(line);
    let mut best: Option<((usize, usize), Run)> = None;
    for order in ORDERS {
        // Where the run that began with a date at a place has ended: within it no other needs to begin.
        let mut seen: Vec<(i64, usize)> = Vec::new();
        for (from, (_, first)) in line.iter().enumerate() {
            for start in first.starts(order, near) {
                let key = i64::from(start.num_days_from_ce()) - from as i64;
                if seen.iter().any(|(k, end)| *k == key && from < *end) {
                    continue;
                }
                let run = run(line, from, start, order);
                seen.push((key, from + run.days.len()));
                let inside = |(_, date): &&(usize, NaiveDate)| Some(Month::of(*date)) == near;
                let length = run.days.len() + run.beyond.len();
                let score = (length, run.days.iter().filter(inside).count());
                if best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, run));
                }
            }
        }
    }
    best.map(|(_, run)| run)
}

fn run(line: &[(usize, Written)], from: usize, start: NaiveDate, order: Order) -> Run {
    let dates = (0..).map_while(|n| start.checked_add_days(Days::new(n)));
    let cells = line.get(from..).unwrap_or(&[]).iter();
    let days: Vec<(usize, NaiveDate)> = cells
        .zip(dates)
        .take_while(|((_, cell), date)| cell.may_be(*date, order))
        .map(|((place, _), date)| (*place, date))
        .collect();
    let used = line.get(from..from + days.len()).unwrap_or(&[]);
    let last = days.last().map_or(start, |(_, date)| *date);
    // Behind the end of the month the numbers may go on; `dates` ends where the calendar does.
    let ends = last.succ_opt().is_none_or(|next| next.day() == 1);
    let more = line.get(from + days.len()..).unwrap_or(&[]).iter();
    let beyond = more
        .zip(last.day() + 1..=31)
        .take_while(|((_, cell), day)| {
            let alone = matches!(cell.day, Day::Alone(own) if own == *day);
            let dated =
                matches!(cell.day, Day::MonthDay(m, own) if (m, own) == (last.month(), *day));
            ends && (alone || dated)
        });
    let before = from.checked_sub(1).and_then(|place| line.get(place));
    let zero = before.filter(|(_, cell)| cell.day == Day::Alone(0) && start.day() == 1);
    let year = |(_, cell): &(usize, Written)| {
        matches!(cell.day, Day::Date(_) | Day::Serial(_) | Day::Three(..))
    };
    Run {
        month: used.iter().any(|c| !matches!(c.1.day, Day::Alone(_))),
        year: used.iter().any(year),
        beyond: beyond.map(|((place, _), _)| *place).collect(),
        zero: zero.map(|(place, _)| *place),
        days,
    }
}

/// Places in a line with their dates.
pub type Dates = Vec<(usize, Option<NaiveDate>)>;

/// What a line says where its days need not follow each other, as in a list: a date for each cell by the order under
/// which most cells are dates, of equal ones under which most lie in the month that is asked for.
pub fn scattered(line: &[(usize, Written)], near: Option<Month>) -> Dates {
    let mut best: Option<((usize, usize), Dates)> = None;
    for order in ORDERS {
        let date = |cell: &Written| {
            let starts = cell.starts(order, near);
            let nearest = |d: &&NaiveDate| near.map(|m| (**d - m.first()).num_days().abs());
            match (cell.day, near) {
                (Day::Alone(_), Some(month)) => starts.into_iter().find(|d| Month::of(*d) == month),
                _ => starts.iter().min_by_key(nearest).copied(),
            }
        };
        let dates: Dates = line.iter().map(|(p, cell)| (*p, date(cell))).collect();
        let there = dates.iter().filter_map(|(_, date)| *date);
        let inside = there.clone().filter(|d| Some(Month::of(*d)) == near);
        let score = (there.clone().count(), inside.count());
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, dates));
        }
    }
    best.map(|(_, dates)| dates).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn line(texts: &[String]) -> Vec<(usize, Written)> {
        let written = texts.iter().map(|text| Written::parse(text));
        written
            .enumerate()
            .filter_map(|(place, written)| Some((place, written?)))
            .collect()
    }

    fn first_last(texts: &[String], near: Option<Month>) -> String {
        match longest(&line(texts), near) {
            Some(run) => {
                let (first, last) = (run.days[0].1, run.days[run.days.len() - 1].1);
                format!("{first} {last} {}", run.days.len())
            }
            None => "-".to_owned(),
        }
    }

    #[test]
    fn the_order_is_decided_for_the_line() {
        let december = Month::new(2026, 12);
        let whole = "2026-12-01 2026-12-31 31";
        let forms: [fn(u32) -> String; 24] = [
            |d| format!("2026-12-{d:02}"),
            |d| format!("2026/12/{d}"),
            |d| format!("{d:02}/12/2026"),
            |d| format!("{d}.12.2026"),
            |d| format!("12/{d}/2026"),
            |d| format!("{d:02}.12.26"),
            |d| format!("12/{d}/26"),
            |d| format!("26/12/{d}"),
            |d| format!("26-12-{d:02}"),
            |d| format!("{d}-Dec-26"),
            |d| format!("{d} December 2026"),
            |d| format!("Dec {d}, 2026"),
            |d| format!("2026年12月{d}日"),
            |d| format!("2026-12-{d:02} 00:00:00"),
            |d| format!("202612{d:02}"),
            |d| format!("{}", 46356 + d),
            |d| format!("12月{d}日"),
            |d| format!("12/{d}"),
            |d| format!("{d}/12"),
            |d| format!("{}", f64::from(1200 + d) / 100.0).replace("12.0", "12."),
            |d| format!("{d}-Dec"),
            |d| format!("{d}日"),
            |d| format!("{d:02}"),
            |d| {
                let ending = match d {
                    1 | 21 | 31 => "st",
                    2 | 22 => "nd",
                    3 | 23 => "rd",
                    _ => "th",
                };
                format!("{d}{ending}")
            },
        ];
        for form in forms {
            let texts: Vec<String> = (1..=31).map(form).collect();
            assert_eq!(first_last(&texts, december), whole, "{texts:?}");
        }
    }

    #[test]
    fn days_go_on_over_the_end_of_a_month() {
        let days = |days: &[u32]| -> Vec<String> { days.iter().map(u32::to_string).collect() };
        let over: Vec<u32> = (21..=31).chain(1..=20).collect();
        let april = Month::new(2025, 4);
        assert_eq!(first_last(&days(&over), april), "2025-03-21 2025-04-20 31");
        let march = Month::new(2025, 3);
        assert_eq!(first_last(&days(&over), march), "2025-03-21 2025-04-20 31");
        // Only November ends with its 30th.
        let over: Vec<u32> = (26..=30).chain(1..=25).collect();
        let wanted = "2026-11-26 2026-12-25 30";
        assert_eq!(first_last(&days(&over), Month::new(2026, 12)), wanted);
        // The month stands with its first day only.
        let texts = ["11/29", "30", "12/1", "2"].map(str::to_owned);
        let wanted = "2026-11-29 2026-12-02 4";
        assert_eq!(first_last(&texts, Month::new(2026, 12)), wanted);
    }

    #[test]
    fn days_that_there_are_not_are_noticed() {
        let texts: Vec<String> = (0..=31).map(|d| d.to_string()).collect();
        let run = longest(&line(&texts), Month::new(2026, 11)).unwrap();
        assert_eq!(run.days.len(), 30);
        assert_eq!((run.zero, run.beyond), (Some(0), vec![31]));
        assert!(!run.month && !run.year);
    }

    #[test]
    fn weekdays_beside_the_date_are_kept() {
        for (text, day) in [
            ("周二 1", Weekday::Tue),
            ("1 周二", Weekday::Tue),
            ("1\n二", Weekday::Tue),
            ("1(二)", Weekday::Tue),
            ("1日（火）", Weekday::Tue),
            ("12月1日星期二", Weekday::Tue),
            ("2026/12/1 周二", Weekday::Tue),
            ("Tue 1", Weekday::Tue),
            ("1 日", Weekday::Sun),
        ] {
            let written = Written::parse(text).unwrap();
            assert_eq!(written.weekday, Some(day), "{text}");
        }
        for text in [
            "周二",
            "D",
            "",
            "休",
            "A1",
            "2.5h",
            "9:00-18:00",
            "1234",
            "32",
            "1/2/3/4",
        ] {
            assert_eq!(Written::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_list_may_repeat_days_and_leave_some_out() {
        let texts = ["01/12/2026", "01/12/2026", "13/12/2026", "x"].map(str::to_owned);
        let dates = scattered(&line(&texts), Month::new(2026, 12));
        let dates: Vec<String> = dates
            .iter()
            .map(|(_, d)| format!("{:?}", d.unwrap()))
            .collect();
        assert_eq!(dates, ["2026-12-01", "2026-12-01", "2026-12-13"]);
    }
}
