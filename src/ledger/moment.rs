//! Points in time, to the second, as the clock on the shop's wall shows them.

use crate::domain::time::Month;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A time zone by its name in the IANA database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(chrono_tz::Tz);

/// Why a text is no point in time, or no zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum MomentError {
    /// Not written like `2026-12-05 21:40`.
    #[error("not a time of the form 2026-12-05 21:40")]
    Form,
    /// The clock is put forward over this time.
    #[error("no such time on this day: the clock is put forward")]
    Skipped,
    /// The clock shows this time twice.
    #[error("this time comes twice on this day: the clock is put back")]
    Twice,
    /// Not a zone of the IANA database.
    #[error("no such time zone")]
    Zone,
}

impl Zone {
    /// The zone of shops in China.
    pub const SHANGHAI: Zone = Zone(chrono_tz::Asia::Shanghai);

    /// A zone by its name, such as `Asia/Shanghai`.
    pub fn parse(name: &str) -> Result<Zone, MomentError> {
        chrono_tz::Tz::from_str(name.trim())
            .map(Zone)
            .map_err(|_| MomentError::Zone)
    }

    /// Reads `2026-12-05 21:40`, with or without seconds, with a blank or `T` between; RFC 3339 with an offset too.
    pub fn read(self, text: &str) -> Result<Moment, MomentError> {
        let text = text.trim().replace('：', ":").replace('/', "-");
        if let Ok(moment) = DateTime::parse_from_rfc3339(&text) {
            return Ok(self.at(moment.timestamp()));
        }
        let forms = [
            "%Y-%m-%d %H:%M:%S",
            "%Y-%m-%d %H:%M",
            "%Y-%m-%dT%H:%M:%S",
            "%Y-%m-%dT%H:%M",
        ];
        let local = forms
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(&text, form).ok())
            .ok_or(MomentError::Form)?;
        match self.0.from_local_datetime(&local) {
            chrono::LocalResult::Single(moment) => Ok(Moment(moment.fixed_offset())),
            chrono::LocalResult::None => Err(MomentError::Skipped),
            chrono::LocalResult::Ambiguous(..) => Err(MomentError::Twice),
        }
    }

    /// The moment so many seconds after 1970 in UTC, shown in this zone.
    pub fn at(self, seconds: i64) -> Moment {
        let moment = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
        Moment(moment.with_timezone(&self.0).fixed_offset())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Zone, D::Error> {
        let name = String::deserialize(deserializer)?;
        Zone::parse(&name).map_err(serde::de::Error::custom)
    }
}

/// A point in time with the offset of the wall clock it was read from. Order and equality are those of the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// Seconds since 1970 in UTC.
    pub fn seconds(self) -> i64 {
        self.0.timestamp()
    }

    /// The date on the wall.
    pub fn date(self) -> NaiveDate {
        self.0.date_naive()
    }

    /// The month on the wall.
    pub fn month(self) -> Month {
        Month::of(self.date())
    }

    /// Minutes since midnight on the wall.
    pub fn minute_of_day(self) -> i32 {
        use chrono::Timelike;
        let time = self.0.time();
        // At most 1439.
        i32::try_from(time.hour() * 60 + time.minute()).unwrap_or(0)
    }

    /// For people: `2026-12-05 21:40`, with seconds where there are any.
    pub fn short(self) -> String {
        let form = if self.seconds() % 60 == 0 {
            "%Y-%m-%d %H:%M"
        } else {
            "%Y-%m-%d %H:%M:%S"
        };
        self.0.format(form).to_string()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%dT%H:%M:%S%:z"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        let moment = DateTime::parse_from_rfc3339(&text).map_err(serde::de::Error::custom)?;
        Ok(Moment(moment))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_on_the_shops_clock() {
        let cases = [
            ("2026-12-05 21:40", "2026-12-05T21:40:00+08:00"),
            ("2026/12/5 9:05", "2026-12-05T09:05:00+08:00"),
            ("2026-12-05T21:40:07", "2026-12-05T21:40:07+08:00"),
            ("2026-12-31T23:30:00Z", "2027-01-01T07:30:00+08:00"),
        ];
        for (text, read) in cases {
            let moment = Zone::SHANGHAI.read(text).map(|m| m.to_string());
            assert_eq!(moment.as_deref(), Ok(read), "{text}");
        }
        for text in [
            "",
            "21:40",
            "2026-12-05",
            "2026-02-30 10:00",
            "2026-12-05 25:00",
        ] {
            assert_eq!(Zone::SHANGHAI.read(text), Err(MomentError::Form), "{text}");
        }
    }

    #[test]
    fn times_that_a_clock_skips_or_repeats_are_refused() {
        let berlin = Zone::parse("Europe/Berlin").unwrap_or(Zone::SHANGHAI);
        assert_eq!(berlin.read("2026-03-29 02:30"), Err(MomentError::Skipped));
        assert_eq!(berlin.read("2026-10-25 02:30"), Err(MomentError::Twice));
        // With its offset it is one of the two.
        assert!(berlin.read("2026-10-25T02:30:00+01:00").is_ok());
        assert_eq!(Zone::parse("Mars/Olympus"), Err(MomentError::Zone));
    }

    #[test]
    fn the_month_is_that_of_the_shop() {
        let moment = Zone::SHANGHAI.read("2026-11-30T16:00:00Z");
        assert_eq!(
            moment.map(|m| m.month().to_string()).as_deref(),
            Ok("2026-12")
        );
    }
}
