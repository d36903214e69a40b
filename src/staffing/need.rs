//! How many people a desk needs: the least number with which a target is kept, and what absence adds to it.

use super::load::lagged;
use super::queue::Desk;
use std::collections::BTreeMap;

/// Seconds of a half-hour.
pub const HALF_HOUR: f64 = 1800.0;

/// More people than any desk has; beyond it a number is a slip.
pub const MOST_PEOPLE: u32 = 100_000;

/// What is to be kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Share of customers who are answered in time, in thousandths; below 1,000, which no number of people keeps.
    pub share: u32,
    /// Seconds that count as in time.
    pub within: f64,
    /// The highest share of what people can handle that they are to handle, in thousandths; 1,000: no limit.
    pub busiest: u32,
}

/// No number of people up to [`MOST_PEOPLE`] keeps the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMuch;

impl Target {
    /// Whether so many people keep it.
    pub fn kept(&self, desk: &Desk, people: u32) -> bool {
        let service = desk.service(people as usize, self.within);
        let thousandths = |share: u32| f64::from(share) / 1000.0;
        service.in_time >= thousandths(self.share) && service.occupancy <= thousandths(self.busiest)
    }

    /// The least number of people who keep it: more people never serve worse.
    ///
    /// # Errors
    /// [`TooMuch`].
    pub fn least(&self, desk: &Desk) -> Result<u32, TooMuch> {
        if desk.rate <= 0.0 || self.kept(desk, 0) {
            return Ok(0);
        }
        let mut enough = 1;
        while !self.kept(desk, enough) {
            if enough >= MOST_PEOPLE {
                return Err(TooMuch);
            }
            enough = (enough * 2).min(MOST_PEOPLE);
        }
        let mut few = enough / 2;
        while few + 1 < enough {
            let middle = few + (enough - few) / 2;
            if self.kept(desk, middle) {
                enough = middle;
            } else {
                few = middle;
            }
        }
        Ok(enough)
    }
}

/// The contacts whose load each half-hour bears, from those that come in it, one half-hour after the other.
pub fn borne(contacts: &[f64], desk: &Desk) -> Vec<f64> {
    let longest = desk.handling.iter().copied().fold(1.0, f64::max);
    lagged(contacts, HALF_HOUR, longest)
}

/// The least people of each half-hour that bears so many contacts.
///
/// # Errors
/// [`TooMuch`].
pub fn people(borne: &[f64], desk: &Desk, target: &Target) -> Result<Vec<u32>, TooMuch> {
    let mut known: BTreeMap<u64, u32> = BTreeMap::new();
    let mut least = |contacts: &f64| {
        // Half-hours of a month repeat themselves.
        if let Some(people) = known.get(&contacts.to_bits()) {
            return Ok(*people);
        }
        let people = target.least(&desk.with(*contacts))?;
        known.insert(contacts.to_bits(), people);
        Ok(people)
    };
    borne.iter().map(&mut least).collect()
}

/// People to have on the roster so that `present` are at their desks, when `away` thousandths of their time are lost to breaks,
/// training and absence. Whole numbers decide: 21 at 300 are 30, where 21 / 0.7 in floating point is a hair more.
///
/// `None` where all of the time is lost, or the number is beyond [`MOST_PEOPLE`].
pub fn rostered(present: u32, away: u32) -> Option<u32> {
    let stays = 1000_u64.checked_sub(u64::from(away)).filter(|s| *s > 0)?;
    let people = (u64::from(present) * 1000).div_ceil(stays);
    u32::try_from(people).ok().filter(|p| *p <= MOST_PEOPLE)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn absence_is_rounded_once_and_in_whole_numbers() {
        for (present, away, people) in [
            (21, 300, Some(30)),
            (14, 300, Some(20)),
            (15, 300, Some(22)),
            (7, 0, Some(7)),
            (0, 500, Some(0)),
            (1, 1000, None),
            (1, 1001, None),
            (MOST_PEOPLE, 1, None),
        ] {
            assert_eq!(rostered(present, away), people, "{present} {away}");
        }
    }

    #[test]
    fn a_target_is_kept_with_one_person_fewer_by_no_desk() {
        let target = Target {
            share: 800,
            within: 60.0,
            busiest: 850,
        };
        for (contacts, at_once, patience) in
            [(3.0, 1, None), (90.0, 3, Some(120.0)), (700.0, 5, None)]
        {
            let handling = [300.0, 353.0, 360.0, 414.0, 428.0];
            let desk = Desk {
                rate: contacts / 1800.0,
                handling: handling[..at_once].to_vec(),
                patience,
            };
            let people = target.least(&desk).unwrap();
            assert!(target.kept(&desk, people) && !target.kept(&desk, people - 1));
        }
        let nothing = Desk::telephone(0.0, 180.0, None);
        assert_eq!(target.least(&nothing), Ok(0));
        let flood = Desk::telephone(1e6, 180.0, None);
        assert_eq!(target.least(&flood), Err(TooMuch));
    }
}
