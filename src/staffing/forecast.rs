//! Days to come: what the profile says of each, what events bring, and how far off that may be.

use super::backtest::{Backtest, backtest};
use super::profile::{HALF_HOURS, Kind, Past, Profile};

/// Half of the width in which eight days in ten lie, as a logarithm, where the past is too short to have been tried: so
/// many spreads of the days that were learned from, and no less than this.
const UNTRIED: (f64, f64) = (2.5, 0.3);

/// A day to come.
#[derive(Debug, Clone, PartialEq)]
pub struct Coming {
    /// What kind of day it is.
    pub kind: Kind,
    /// What an event makes of it.
    pub event: Makes,
}

/// What an event makes of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Makes {
    /// Nothing; there is none.
    Nothing,
    /// So many times as many contacts.
    Times(f64),
    /// As many times as on this day of the past, by its place there, at the same hours.
    Like(usize),
}

/// What is to be expected of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// Contacts by half-hour.
    pub contacts: [f64; HALF_HOURS],
    /// In all.
    pub total: f64,
    /// In eight days of ten no fewer than this in all.
    pub low: f64,
    /// And no more than this.
    pub high: f64,
}

/// A forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// Day by day.
    pub days: Vec<Expected>,
    /// What such forecasts were worth in the past; nothing where that is too short to tell.
    pub backtest: Option<Backtest>,
    /// Days of the past that were left out because they are unlike the others, with what was expected of them.
    pub unusual: Vec<(usize, f64)>,
    /// Kinds of days to come of which the past has none.
    pub unknown: Vec<Kind>,
}

/// Forecasts days from a past; `None` where the past has no contacts at all.
pub fn forecast(past: &[Past], coming: &[Coming]) -> Option<Forecast> {
    let profile = Profile::of(past)?;
    let backtest = backtest(past);
    let (spreads, least) = UNTRIED;
    let width = match &backtest {
        Some(tried) => tried.eight_in_ten,
        None => (spreads * profile.spread()).max(least),
    };
    let day = |day: &Coming| {
        let contacts = made(past, &profile, day);
        let total = contacts.iter().sum();
        Expected {
            contacts,
            total,
            low: total * (-width).exp(),
            high: total * width.exp(),
        }
    };
    let unusual = profile.unusual(past);
    let mut unknown: Vec<Kind> = Vec::new();
    for day in coming.iter().filter(|day| !profile.knows(day.kind)) {
        if !unknown.contains(&day.kind) {
            unknown.push(day.kind);
        }
    }
    Some(Forecast {
        days: coming.iter().map(day).collect(),
        unusual: unusual
            .filter_map(|d| Some((d, profile.fitted(d)?)))
            .collect(),
        backtest,
        unknown,
    })
}

fn made(past: &[Past], profile: &Profile, day: &Coming) -> [f64; HALF_HOURS] {
    let usual = profile.day(day.kind);
    let like = |at: usize| Some((past.get(at)?.contacts?, profile.fitted(at)?));
    match day.event {
        Makes::Nothing => usual,
        Makes::Times(factor) => usual.map(|contacts| contacts * factor),
        Makes::Like(at) => match like(at) {
            Some((seen, expected)) if expected > 0.0 => {
                let now = profile.total(day.kind);
                seen.map(|contacts| contacts * now / expected)
            }
            _ => usual,
        },
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Five weeks of a shop that is busier on Mondays, between nine and eleven.
    fn weeks(days: usize) -> Vec<Past> {
        let day = |day: usize| {
            let kind = Kind::Weekday((day % 7) as u8);
            let mut contacts = [0.0; HALF_HOURS];
            let busy = if day.is_multiple_of(7) { 20.0 } else { 10.0 };
            contacts[18..22].copy_from_slice(&[busy, 2.0 * busy, busy, busy]);
            Past {
                kind,
                contacts: Some(contacts),
                event: false,
            }
        };
        (0..days).map(day).collect()
    }

    fn coming(kind: Kind, event: Makes) -> Coming {
        Coming { kind, event }
    }

    #[test]
    fn a_week_goes_on_and_a_day_unlike_others_spoils_nothing() {
        let mut past = weeks(35);
        past[17].contacts = past[17].contacts.map(|c| c.map(|n| n * 9.0));
        let days = [
            coming(Kind::Weekday(0), Makes::Nothing),
            coming(Kind::Weekday(3), Makes::Nothing),
            coming(Kind::Weekday(3), Makes::Times(3.0)),
            coming(Kind::Weekday(3), Makes::Like(17)),
            coming(Kind::Makeup, Makes::Nothing),
        ];
        let found = forecast(&past, &days).unwrap();
        let totals: Vec<i64> = found.days.iter().map(|d| d.total.round() as i64).collect();
        // A little is drawn towards the mean of all days.
        for (total, right) in totals.iter().zip([100, 50, 150]) {
            assert!(
                (right * 97 / 100..=right * 103 / 100).contains(total),
                "{totals:?}"
            );
        }
        assert!((440..=460).contains(&totals[3]), "{totals:?}");
        assert_eq!(
            found
                .unusual
                .iter()
                .map(|(day, _)| *day)
                .collect::<Vec<_>>(),
            [17]
        );
        assert_eq!(found.unknown, [Kind::Makeup]);
        assert!((50..=65).contains(&totals[4]), "{totals:?}");
        assert!(found.days[0].contacts[..18].iter().all(|c| *c == 0.0));
    }

    #[test]
    fn two_weeks_are_enough_and_say_how_unsure_they_are() {
        let found = forecast(&weeks(14), &[coming(Kind::Weekday(2), Makes::Nothing)]).unwrap();
        let day = &found.days[0];
        assert!(found.backtest.is_none());
        assert!(
            (day.total - 50.0).abs() < 2.0 && day.low < 40.0 && day.high > 60.0,
            "{day:?}"
        );
        assert!(forecast(&[], &[]).is_none());
    }
}
