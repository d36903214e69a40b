//! Times of day in tables of contacts: a moment, an interval, or an hour by its number; and lengths of handling.

use super::sheet_file::{CellValue, SheetCell, Stamp};
use crate::staffing::profile::HALF_HOURS;

/// Minutes of a half-hour.
const HALF_HOUR: u32 = 30;

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// A stretch of a day, in minutes since its midnight; of a moment the half-hour in which it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    from: u32,
    to: u32,
}

impl Slot {
    /// The moment so many seconds after midnight.
    pub fn at(seconds: u32) -> Slot {
        let from = seconds / 60;
        Slot { from, to: from + 1 }
    }

    /// Whether it is the first moment of an hour.
    pub fn begins_an_hour(self) -> bool {
        self.from.is_multiple_of(60) && (self.to == self.from + 1 || self.to == self.from + 60)
    }

    /// The hour that begins with it.
    pub fn hour(self) -> Slot {
        Slot {
            to: self.from + 60,
            ..self
        }
    }

    fn between(from: u32, to: u32) -> Option<Slot> {
        // An interval at the end of a day is written as ending at 00:00, or a minute before.
        let to = if to == 0 { DAY } else { to };
        let to = if to % 5 == 4 { to + 1 } else { to };
        (from < to && to <= DAY).then_some(Slot { from, to })
    }

    /// Adds contacts to the half-hours of a day, by how much of the stretch lies in each.
    pub fn spread(self, count: f64, counts: &mut [f64; HALF_HOURS]) {
        let length = f64::from(self.to - self.from);
        for (half, sum) in (0..).zip(counts.iter_mut()) {
            let (from, to) = (half * HALF_HOUR, (half + 1) * HALF_HOUR);
            let (begin, end) = (self.from.max(from), self.to.min(to));
            if begin < end {
                *sum += count * f64::from(end - begin) / length;
            }
        }
    }
}

/// The time of day in a cell: `08:30`, `08:30-09:00`, `8点`, an hour's number, or a time of Excel.
pub fn clock_slot(cell: &SheetCell) -> Option<Slot> {
    if let CellValue::Stamp(Stamp {
        seconds: Some(seconds),
        ..
    }) = cell.value
    {
        return Some(Slot::at(seconds));
    }
    let text = cell.text.trim();
    if let Some((from, to)) = text.split_once(['-', '~', '～', '–', '—', '至', '到']) {
        return Slot::between(minutes(from)?, minutes(to)?);
    }
    let hour = text.trim_end_matches(['点', '时', 'h', 'H']);
    if let Ok(hour) = hour.parse::<u32>() {
        return (hour < 24).then_some(Slot {
            from: hour * 60,
            to: (hour + 1) * 60,
        });
    }
    minutes(text).map(|minutes| Slot::at(minutes * 60))
}

fn minutes(text: &str) -> Option<u32> {
    let text = text.trim();
    if text == "24:00" {
        return Some(DAY);
    }
    if let Ok(hour) = text.trim_end_matches(['点', '时']).parse::<u32>() {
        return (hour <= 24).then_some(hour * 60);
    }
    let seconds = Stamp::parse(text)
        .filter(|stamp| stamp.date.is_none())?
        .seconds?;
    Some(seconds / 60)
}

/// A length in seconds: a number of them, `90秒`, `5分30秒`, `00:05:30` or `5:30`.
pub fn seconds(cell: &SheetCell) -> Option<f64> {
    match cell.value {
        CellValue::Stamp(Stamp {
            date: None,
            seconds: Some(seconds),
        }) => return Some(f64::from(seconds)),
        CellValue::Span(seconds) => return Some(seconds as f64),
        CellValue::Stamp(_) | CellValue::Error | CellValue::NotCalculated => return None,
        CellValue::Text | CellValue::Number(_) => {}
    }
    let text = cell
        .text
        .trim()
        .trim_end_matches(['秒', 's'])
        .replace(['分', '时'], ":");
    let text = text.trim_end_matches(':');
    let whole = cell.text.contains('分') && !cell.text.contains('秒');
    let mut sum = 0.0;
    let parts: Vec<&str> = text.split(':').collect();
    for part in &parts {
        let number: f64 = part
            .trim()
            .parse()
            .ok()
            .filter(|n: &f64| n.is_finite() && *n >= 0.0)?;
        sum = sum * 60.0 + number;
    }
    let sum = if whole { sum * 60.0 } else { sum };
    (parts.len() <= 3 && sum <= 86_400.0).then_some(sum)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn cell(text: &str) -> SheetCell {
        SheetCell {
            column: 0,
            text: text.to_owned(),
            value: CellValue::Text,
        }
    }

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        for (text, slot) in [
            ("08:30", Some((510, 511))),
            ("08:30-09:00", Some((510, 540))),
            ("23:30~24:00", Some((1410, 1440))),
            ("23:30-00:00", Some((1410, 1440))),
            ("23:30-23:59", Some((1410, 1440))),
            ("8-9", Some((480, 540))),
            ("8点", Some((480, 540))),
            ("0", Some((0, 60))),
            ("24", None),
            ("25:00", None),
            ("09:00-08:00", None),
            ("morning", None),
        ] {
            let slot = slot.map(|(from, to)| Slot { from, to });
            assert_eq!(clock_slot(&cell(text)), slot, "{text}");
        }
    }

    #[test]
    fn an_hour_is_two_half_hours_and_minutes_are_gathered() {
        let mut counts = [0.0; HALF_HOURS];
        clock_slot(&cell("8")).unwrap().spread(10.0, &mut counts);
        Slot::at(8 * 3600 + 1799).spread(1.0, &mut counts);
        clock_slot(&cell("09:15-09:45"))
            .unwrap()
            .spread(4.0, &mut counts);
        assert_eq!(counts[16..20], [6.0, 5.0, 2.0, 2.0]);
    }

    #[test]
    fn lengths_are_seconds() {
        for (text, wanted) in [
            ("300", Some(300.0)),
            ("90秒", Some(90.0)),
            ("5分30秒", Some(330.0)),
            ("5分", Some(300.0)),
            ("00:05:30", Some(330.0)),
            ("5:30", Some(330.0)),
            ("-5", None),
            ("long", None),
        ] {
            assert_eq!(seconds(&cell(text)), wanted, "{text}");
        }
    }
}
