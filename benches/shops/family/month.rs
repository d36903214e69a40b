//! The months that teams are for: an ordinary one, and two with holidays.

/// A month, and what is special in it.
pub struct Month {
    /// Year and month.
    pub number: (u32, u32),
    /// How many days it has.
    pub days: u32,
    /// Weekday of the first: 0 is a Monday.
    pub first: u32,
    /// Days of twice the demand, and what they are.
    pub peaks: &'static [(u32, &'static str, &'static str)],
    /// The month before: year, month, days, weekday of the first.
    pub before: (u32, u32, u32, u32),
}

const DECEMBER: Month = Month {
    number: (2026, 12),
    days: 31,
    first: 1,
    peaks: &[
        (12, "双12", "12.12 sales"),
        (24, "平安夜", "Christmas Eve"),
        (31, "跨年", "New Year's Eve"),
    ],
    before: (2026, 11, 30, 6),
};

const OCTOBER: Month = Month {
    number: (2026, 10),
    days: 31,
    first: 3,
    peaks: &[
        (2, "国庆促销", "holiday sales"),
        (24, "周年店庆", "anniversary sales"),
    ],
    before: (2026, 9, 30, 1),
};

const MAY: Month = Month {
    number: (2026, 5),
    days: 31,
    first: 4,
    peaks: &[
        (2, "五一促销", "holiday sales"),
        (20, "520", "20 May sales"),
    ],
    before: (2026, 4, 30, 2),
};

/// The month of a team.
pub fn of(number: u64) -> &'static Month {
    match number % 10 {
        4 => &MAY,
        9 => &OCTOBER,
        _ => &DECEMBER,
    }
}

/// Monday, in the words of team files.
pub const WEEKDAYS: [(&str, &str); 7] = [
    ("周一", "mon"),
    ("周二", "tue"),
    ("周三", "wed"),
    ("周四", "thu"),
    ("周五", "fri"),
    ("周六", "sat"),
    ("周日", "sun"),
];

impl Month {
    /// The weekday of a day counted from 1: 0 is a Monday.
    pub fn weekday(&self, day: u32) -> usize {
        ((self.first + day - 1) % 7) as usize
    }

    /// A day's date in full.
    pub fn date(&self, day: u32) -> String {
        format!("{}-{:02}-{day:02}", self.number.0, self.number.1)
    }

    /// A day's date of every year.
    pub fn yearly(&self, day: u32) -> String {
        format!("{:02}-{day:02}", self.number.1)
    }
}
