//! An axis of time: where a minute stands, and what is seen of a stretch of time.

use crate::domain::time::DAY;
use crate::render::chart::color::RULE;
use crate::render::chart::plan::Plan;
use crate::render::chart::view::Page;
use std::ops::Range;

/// The minutes of a day that an axis shows; may reach past midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First minute.
    pub lo: i32,
    /// The minute after the last.
    pub hi: i32,
}

impl Window {
    /// From the first to the last minute of any shift that is worked, in whole hours.
    pub fn of(plan: &Plan<'_>) -> Window {
        let kinds = plan.used_kinds();
        let all = kinds.iter().map(|k| &plan.problem.kinds[*k]);
        let (lo, hi) = all.fold((i32::MAX, 0), |(lo, hi), kind| {
            (lo.min(kind.start()), hi.max(kind.end()))
        });
        if lo >= hi {
            return Window { lo: 0, hi: DAY };
        }
        Window {
            lo: lo.div_euclid(60) * 60,
            hi: (hi + 59).div_euclid(60) * 60,
        }
    }

    /// Length in minutes.
    pub fn minutes(self) -> i32 {
        self.hi - self.lo
    }
}

/// An axis of one or more days, each with the same window. Windows of whole days touch, and a night is one bar.
pub struct Axis {
    /// Left edge.
    pub left: f64,
    /// Width of all days together.
    pub width: f64,
    /// The days.
    pub days: Range<i64>,
    /// What is shown of each.
    pub window: Window,
}

/// A piece of a shift as it stands on an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Whether the shift began before the left edge.
    pub cut_left: bool,
    /// Whether it goes on beyond the right edge.
    pub cut_right: bool,
}

impl Axis {
    /// Width of a day.
    pub fn day_width(&self) -> f64 {
        self.width / (self.days.end - self.days.start).max(1) as f64
    }

    /// Left edge of a day.
    pub fn day(&self, day: i64) -> f64 {
        self.left + self.day_width() * (day - self.days.start) as f64
    }

    /// Where a minute of a day stands.
    pub fn x(&self, day: i64, minute: i32) -> f64 {
        let part = f64::from(minute - self.window.lo) / f64::from(self.window.minutes().max(1));
        self.day(day) + self.day_width() * part
    }

    /// What is seen of a stretch of time, in minutes from the month's first midnight.
    pub fn pieces(&self, (start, end): (i64, i64)) -> Vec<Piece> {
        let whole = self.window == Window { lo: 0, hi: DAY };
        let step = if whole {
            self.days.end - self.days.start
        } else {
            1
        };
        let mut pieces = Vec::new();
        let mut day = self.days.start;
        while day < self.days.end {
            let midnight = day * i64::from(DAY);
            let lo = midnight + i64::from(self.window.lo);
            let hi = (day + step - 1) * i64::from(DAY) + i64::from(self.window.hi);
            let (from, to) = (start.max(lo), end.min(hi));
            if from < to {
                let x = |minute: i64| self.x(day, i32::try_from(minute - midnight).unwrap_or(0));
                pieces.push(Piece {
                    left: x(from),
                    right: x(to),
                    cut_left: from > start,
                    cut_right: to < end,
                });
            }
            day += step;
        }
        pieces
    }

    /// Hours between two labels, so that labels of a width do not touch.
    pub fn step(&self, label: f64) -> i32 {
        let hour = self.day_width() * 60.0 / f64::from(self.window.minutes().max(1));
        [1, 2, 3, 4, 6, 12]
            .into_iter()
            .find(|step| hour * f64::from(*step) >= label)
            .unwrap_or(24)
    }

    /// Draws a line for every hour that has a label, over the height of the rows.
    pub fn grid(&self, page: &mut Page, top: f64, bottom: f64, step: i32) {
        for day in self.days.clone() {
            for hour in self.hours(step) {
                page.down(self.x(day, hour * 60), top, bottom, 0.3, RULE);
            }
        }
    }

    /// The hours that have a label; not those at the very edges of windows that touch others.
    pub fn hours(&self, step: i32) -> impl Iterator<Item = i32> {
        let (lo, hi) = (self.window.lo / 60, self.window.hi / 60);
        (lo..=hi).filter(move |hour| hour % step == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(days: Range<i64>, lo: i32, hi: i32) -> Axis {
        let width = 100.0 * (days.end - days.start) as f64;
        Axis {
            left: 10.0,
            width,
            days,
            window: Window { lo, hi },
        }
    }

    #[test]
    fn a_night_is_one_bar_where_days_touch() {
        let week = axis(0..7, 0, DAY);
        let pieces = week.pieces((23 * 60, 31 * 60));
        assert_eq!(pieces.len(), 1);
        assert!((pieces[0].right - pieces[0].left - 100.0 / 3.0).abs() < 1e-9);
        assert!(!pieces[0].cut_left && !pieces[0].cut_right);
        // The last night of a week goes on.
        let pieces = week.pieces(((6 * 24 + 23) * 60, (6 * 24 + 31) * 60));
        assert!(pieces[0].cut_right);
        assert!((pieces[0].right - 710.0).abs() < 1e-9);
    }

    #[test]
    fn windows_show_the_hours_of_service() {
        let week = axis(0..7, 540, 1440);
        let pieces = week.pieces((1440 + 1020, 1440 + 1410));
        assert_eq!(pieces.len(), 1);
        assert!((pieces[0].left - (110.0 + 100.0 * 480.0 / 900.0)).abs() < 1e-9);
        // A day of its own that reaches past midnight.
        let day = axis(3..4, 0, 1920);
        let night = (4 * 1440 - 60, 4 * 1440 + 450);
        assert_eq!(day.pieces(night).len(), 1);
        let before = day.pieces((3 * 1440 - 60, 3 * 1440 + 450));
        assert!(before[0].cut_left && (before[0].left - 10.0).abs() < 1e-9);
    }
}
