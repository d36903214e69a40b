//! Who shares hours, nights, weekends or holidays with whom, and what everybody's share is: in one place for the check of
//! `even`, for what is carried over and for the chart.
//!
//! A share goes by the days on which a person is there, of those on which there is something to have. Granted leave is no
//! debt: where hours are agreed for all, it counts as its part of them; everywhere else the days are left out.

mod words;

use super::Facts;
use super::totals::{Count, agreed};
use crate::domain::PersonIx;
use crate::domain::person::MEASURED;

/// People who share something out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// What.
    pub of: Count,
    /// Who, in the order of the team.
    pub people: Vec<Part>,
    /// The part of whoever is there on every day.
    pub whole: i64,
}

/// A person's part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub person: PersonIx,
    /// Days on which the person is there, of those on which there is something to have; or a share that was given.
    pub here: i64,
    /// Minutes that are agreed for the month; 0 where they are not agreed for all.
    pub due: i64,
}

/// What everybody has beyond the own share, in whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    /// In the order of [`Comparison::people`], each `per` times as much as it is.
    pub times: Vec<i64>,
    /// At least 1.
    pub per: i64,
}

impl Comparison {
    /// Whether somebody is there on every day.
    pub fn is_whole(&self, part: &Part) -> bool {
        part.here == self.whole
    }

    /// What everybody has of the month beyond what is agreed and beyond the own share of what all have beyond that.
    pub fn ahead(&self, month: impl Fn(PersonIx) -> i64) -> Ahead {
        let months: Vec<i64> = self.people.iter().map(|part| month(part.person)).collect();
        self.ahead_of(&months)
    }

    fn ahead_of(&self, months: &[i64]) -> Ahead {
        let people = || self.people.iter().zip(months);
        let measured = self.measured();
        let first = |at: &usize| (&self.people[*at], months[*at]);
        let of = || measured.iter().map(first);
        let all: i64 = of().map(|(part, month)| month - part.due).sum();
        let per: i64 = of().map(|(part, _)| part.here).sum();
        let times = |(part, month): (&Part, &i64)| (month - part.due) * per - part.here * all;
        Ahead {
            times: people().map(times).collect(),
            per: per.max(1),
        }
    }

    /// The places of those by whom shares are measured: all, and in large groups some, evenly picked from those who are there on
    /// every day, who are held together anyway.
    fn measured(&self) -> Vec<usize> {
        let all: Vec<usize> = (0..self.people.len()).collect();
        if all.len() <= MEASURED {
            return all;
        }
        let whole = all.iter().copied();
        let whole: Vec<usize> = whole
            .filter(|at| self.is_whole(&self.people[*at]))
            .collect();
        let pool = if whole.len() < MEASURED { all } else { whole };
        let count = pool.len();
        let taken = |at: &usize| at * MEASURED / count < (at + 1) * MEASURED / count;
        (0..count).filter(taken).map(|at| pool[at]).collect()
    }

    /// Those who are there for a part of the days, each beside the own share: what of it is more than the limit, in minutes or
    /// shifts, is priced by the started unit.
    pub fn beside(&self, held: &[Held], limit: i64) -> Vec<Beside> {
        // Who is alone has what there is.
        if held.len() < 2 {
            return Vec::new();
        }
        let months: Vec<i64> = held.iter().map(|held| held.month).collect();
        let Ahead { times, per } = self.ahead_of(&months);
        let unit = per * if self.of == Count::Minutes { 60 } else { 1 };
        let parts = held
            .iter()
            .zip(times)
            .filter(|(held, _)| !self.is_whole(&held.part));
        let beside = |(held, times): (&Held, i64)| {
            let times = times + held.carried * per;
            let beyond = times.abs() - limit * per;
            Beside {
                held: *held,
                units: if beyond > 0 {
                    1 + (beyond - 1) / unit
                } else {
                    0
                },
                times,
                per,
            }
        };
        parts.map(beside).collect()
    }

    /// What somebody who is there on every day would have by the average; `None`: nobody is compared.
    pub fn average(&self, month: impl Fn(PersonIx) -> i64) -> Option<f64> {
        let all: i64 = self.people.iter().map(|part| month(part.person)).sum();
        let here: i64 = self.people.iter().map(|part| part.here).sum();
        (here > 0).then(|| (all * self.whole) as f64 / here as f64)
    }
}

/// What is shared out: of which shifts, of which days, by what.
#[derive(Clone, Copy)]
pub struct Shared<'s> {
    /// What is counted.
    pub of: Count,
    /// The shift kinds.
    pub kinds: &'s [usize],
    /// Whether a day is one of those that count.
    pub on: &'s dyn Fn(i64) -> bool,
    /// By what.
    pub by: By<'s>,
    /// Whether they are compared too who are away on every day that counts: where everybody has the same bound.
    pub away: bool,
}

/// By what something is shared out.
#[derive(Debug, Clone, Copy)]
pub enum By<'s> {
    /// By days, hours beyond those that are agreed where that is so for all.
    Agreed,
    /// By days.
    Days,
    /// By shares that are given: everybody's, and a full one.
    Given(&'s [i64], i64),
}

impl Facts<'_> {
    /// Who of some people shares it out: whoever may have something of it on some day, or has a share.
    pub fn compare(&self, who: impl Iterator<Item = PersonIx>, shared: &Shared<'_>) -> Comparison {
        let problem = self.problem;
        let counts = |day: &i64| {
            (shared.on)(*day) && shared.of.is_had_on(problem, *day) && !problem.is_closed(*day)
        };
        let days: Vec<i64> = (0..self.days()).filter(counts).collect();
        let free = |p: PersonIx, day: i64| {
            self.in_team(p, day) && (shared.away || !problem.people[p].away(day))
        };
        let some = if shared.away {
            (0..self.days()).collect()
        } else {
            days.clone()
        };
        let compared = |p: &PersonIx| {
            let with = match shared.by {
                By::Given(shares, _) => shares[p.0] > 0 && !problem.employed(*p).is_empty(),
                By::Agreed | By::Days => some.iter().any(|day| free(*p, *day)),
            };
            with && self.may_have(*p, shared.of, shared.kinds)
        };
        let who: Vec<PersonIx> = who.filter(compared).collect();
        let by_agreed = matches!(shared.by, By::Agreed) && self.by_agreed(shared.of, &who);
        let part = |person: PersonIx| {
            let here = |day: &&i64| {
                by_agreed && self.in_team(person, **day) || self.is_here(person, **day)
            };
            let due = agreed(problem, person).filter(|_| by_agreed);
            Part {
                person,
                here: match shared.by {
                    By::Given(shares, _) => shares[person.0],
                    By::Agreed | By::Days => days.iter().filter(here).count() as i64,
                },
                due: due.unwrap_or(0),
            }
        };
        Comparison {
            of: shared.of,
            people: who.into_iter().map(part).collect(),
            whole: match shared.by {
                By::Given(_, full) => full,
                By::Agreed | By::Days => days.len() as i64,
            },
        }
    }

    /// Whether hours are held against what is agreed: it is so for all.
    fn by_agreed(&self, of: Count, who: &[PersonIx]) -> bool {
        let agreed = |p: &PersonIx| self.problem.people[*p].contract.is_some();
        of == Count::Minutes && who.iter().all(agreed)
    }

    /// Whether a person may have a shift that counts: one of the own shifts, and no night where protected from them.
    pub fn may_have(&self, person: PersonIx, of: Count, kinds: &[usize]) -> bool {
        let who = &self.problem.people[person];
        kinds.iter().any(|kind| {
            let night = self.problem.kinds[*kind].night;
            let counts = night || of != Count::Nights;
            let own = who.shifts.as_ref().is_none_or(|own| own.contains(kind));
            counts && own && !(night && who.protected)
        })
    }

    /// What a person has carried over from earlier months.
    pub fn carried(&self, person: PersonIx, of: Count) -> i64 {
        let carried = &self.problem.people[person].carried;
        match of {
            Count::Minutes => carried.minutes,
            Count::Shifts | Count::Days => 0,
            Count::Nights => carried.nights,
            Count::WeekendDays => carried.weekends,
            Count::Holidays => carried.holidays,
        }
    }
}

/// What somebody has, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Whose part it is.
    pub part: Part,
    /// What was worked in the month.
    pub month: i64,
    /// What comes from earlier months.
    pub carried: i64,
}

impl Held {
    /// All together.
    pub fn value(&self) -> i64 {
        self.month + self.carried - self.part.due
    }
}

/// Somebody beside the own share, by `times / per`; what is carried over is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// What there is.
    pub held: Held,
    /// Started units beyond the limit.
    pub units: i64,
    /// So many times as much as it is.
    pub times: i64,
    /// How many times.
    pub per: i64,
}
