//! Shares of what is to be divided: by days in the team, by agreed hours, or as given.

use super::Reader;
use crate::domain::PersonIx;
use crate::source::{Fault, FaultKind, Named};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use toml::Spanned;

/// Shares as a team file writes them.
#[derive(Debug)]
pub enum Share {
    /// Everybody's days in the team without granted leave.
    Days,
    /// Agreed hours, in proportion to these days.
    Hours,
    /// Percent of a full share by name, id or skill, in proportion to these days; all others have a full one.
    Given(Vec<(Spanned<String>, Spanned<i64>)>),
}

/// What each person's units count, so that whoever has a share in full and whoever has a part can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shares {
    /// What a unit of a full share counts.
    pub unit: i64,
    /// What a unit of the person counts: the more, the smaller the share; 0 for those without a share.
    pub factors: Vec<i64>,
    /// What is left to rounding where shares have no small common measure.
    pub slack: i64,
    /// Everybody's share, to be divided by the full one.
    pub parts: Vec<i64>,
    /// A full share.
    pub full: i64,
}

/// The largest common measure that is kept; beyond it factors are rounded to as much.
const FINEST: i64 = 1000;

/// What rounding can add up to, in parts of [`FINEST`].
const SLACK: i64 = 10;

/// The largest percentage.
const MOST: i64 = 1000;

impl Reader<'_> {
    /// Everybody's share.
    pub fn shares(&self, share: &Share) -> Result<Shares, Fault> {
        let problem = self.problem;
        let present = |person: PersonIx| {
            let days = problem.employed(person);
            let here = days.filter(|&day| !problem.people[person].on_leave(day as i64));
            here.count() as i64
        };
        let days: Vec<i64> = problem.everybody().map(present).collect();
        let all = problem.days() as i64;
        let times = |part: &dyn Fn(PersonIx) -> i64| -> Vec<i64> {
            let parts = PersonIx::enumerate(&days);
            parts.map(|(person, days)| part(person) * days).collect()
        };
        let agreed = |person: PersonIx| problem.people[person].contract.map_or(0, i64::from);
        Ok(match share {
            Share::Days => Shares::of(all, &days),
            Share::Hours => {
                let most = problem.everybody().map(agreed).max();
                Shares::of(all * most.unwrap_or(0), &times(&agreed))
            }
            Share::Given(rows) => {
                let given = self.given(rows)?;
                Shares::of(all * 100, &times(&|person| given[person]))
            }
        })
    }

    /// Percent of a full share; what is said of a person goes before what is said of a skill.
    fn given(&self, rows: &[(Spanned<String>, Spanned<i64>)]) -> Result<Vec<i64>, Fault> {
        let mut given = vec![100; self.problem.people.len()];
        let skills = &self.problem.skills;
        let is_skill = |name: &Spanned<String>| skills.iter().any(|s| s.code == *name.get_ref());
        let (general, own): (Vec<_>, Vec<_>) = rows.iter().partition(|(name, _)| is_skill(name));
        let mut named = vec![false; given.len()];
        for (name, percent) in general.into_iter().chain(own) {
            let value = *percent.get_ref();
            if !(0..=MOST).contains(&value) {
                return Err(self.fault(
                    percent,
                    FaultKind::OutOfRange {
                        value: value.to_string(),
                        least: "0".to_owned(),
                        most: MOST.to_string(),
                    },
                ));
            }
            for person in self.people(std::slice::from_ref(name))? {
                let twice = !is_skill(name) && std::mem::replace(&mut named[person], true);
                if twice {
                    let (what, name_) = (Named::Person, name.get_ref().clone());
                    return Err(self.fault(name, FaultKind::Twice { what, name: name_ }));
                }
                given[person] = value;
            }
        }
        Ok(given)
    }
}

impl Shares {
    /// Of a full share and everybody's.
    fn of(full: i64, shares: &[i64]) -> Shares {
        let some = shares.iter().filter(|share| **share > 0);
        let exact = some.clone().try_fold(1, |unit: i64, share| {
            let part = share / gcd(*share, full);
            Some(unit / gcd(unit, part) * part).filter(|unit| *unit <= FINEST)
        });
        let unit = exact.unwrap_or(FINEST);
        let factor = |share: &i64| match share {
            0 => 0,
            share => (2 * unit * full + share) / (2 * share),
        };
        Shares {
            unit,
            factors: shares.iter().map(factor).collect(),
            slack: if exact.is_some() { 0 } else { SLACK },
            parts: shares.to_vec(),
            full,
        }
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.max(1) } else { gcd(b, a % b) }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Share, D::Error> {
        from.deserialize_any(ShareVisitor)
    }
}

struct ShareVisitor;

impl<'de> Visitor<'de> for ShareVisitor {
    type Value = Share;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Share, E> {
        match word {
            "days" => Ok(Share::Days),
            "hours" => Ok(Share::Hours),
            _ => Err(E::unknown_variant(word, &["days", "hours"])),
        }
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Share, M::Error> {
        let mut rows = Vec::new();
        while let Some(row) = map.next_entry()? {
            rows.push(row);
        }
        Ok(Share::Given(rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A day in two counts twice, of three and of four in whole numbers, of primes rounded.
    #[test]
    fn units_of_smaller_shares_count_more() {
        let shares = Shares::of(12, &[12, 6, 4, 9, 0]);
        assert_eq!((shares.unit, shares.slack), (3, 0));
        assert_eq!(shares.factors, [3, 6, 9, 4, 0]);
        let shares = Shares::of(31, &[31, 29, 23, 19]);
        assert_eq!((shares.unit, shares.slack), (1000, 10));
        assert_eq!(shares.factors, [1000, 1069, 1348, 1632]);
    }
}
