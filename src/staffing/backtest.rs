//! What a forecast of this past would have been worth: made from earlier days only, compared with the days that came.

use super::profile::{HALF_HOURS, Past, Profile};

/// Days that are learned from at least.
pub const LEARNED: usize = 14;

/// Days between one forecast and the next.
const STEP: usize = 7;

/// Days that each forecast is for, at most.
pub const AHEAD: usize = 28;

/// Days compared, below which nothing is said of a forecast's error.
const ENOUGH: usize = 14;

/// How far forecasts of the past were off.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// Forecasts made.
    pub forecasts: usize,
    /// Days compared.
    pub days: usize,
    /// Sum of deviations over sum of contacts, by day.
    pub by_day: f64,
    /// The same by half-hour.
    pub by_half_hour: f64,
    /// Eight days in ten were within this factor of what was expected, up or down: as a logarithm.
    pub eight_in_ten: f64,
}

/// Forecasts from every seventh day on, each for four weeks. Known events are left out; `None` where the past is too short.
pub fn backtest(past: &[Past]) -> Option<Backtest> {
    let mut found = Backtest {
        forecasts: 0,
        days: 0,
        by_day: 0.0,
        by_half_hour: 0.0,
        eight_in_ten: 0.0,
    };
    let (mut contacts, mut logs) = (0.0, Vec::new());
    let last = past.len().saturating_sub(STEP);
    for origin in (LEARNED..=last).rev().step_by(STEP) {
        let Some(profile) = Profile::of(&past[..origin]) else {
            continue;
        };
        found.forecasts += 1;
        for day in past[origin..].iter().take(AHEAD).filter(|day| !day.event) {
            let Some(seen) = day.contacts else { continue };
            let expected = profile.day(day.kind);
            let (total, of) = (sum(&seen), sum(&expected));
            found.days += 1;
            found.by_day += (total - of).abs();
            found.by_half_hour += seen
                .iter()
                .zip(&expected)
                .map(|(s, e)| (s - e).abs())
                .sum::<f64>();
            contacts += total;
            logs.push(((total.max(0.5)) / of.max(0.5)).ln().abs());
        }
    }
    if found.days < ENOUGH || contacts <= 0.0 {
        return None;
    }
    found.by_day /= contacts;
    found.by_half_hour /= contacts;
    logs.sort_by(f64::total_cmp);
    found.eight_in_ten = logs[(logs.len() * 8 / 10).min(logs.len() - 1)];
    Some(found)
}

fn sum(day: &[f64; HALF_HOURS]) -> f64 {
    day.iter().sum()
}
