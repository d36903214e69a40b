//! Who is present in half-hours of demand, as sums: in the month, and on the day after it where shifts of the last day alone
//! can be there. What last month's last day alone decides, and what is not known of it, has no sum.

use super::duties;
use crate::domain::time::{DAY, SLOT, Span};
use crate::domain::{Need, PersonIx, Problem};
use crate::model::{DutySet, Limit, Price, Sum};

/// The people present in those half-hours of a need in which the same duties are: one sum for all.
pub struct Presence<'a> {
    /// The need.
    pub need: &'a Need,
    /// Its day: one of the month, or the day after it.
    pub day: usize,
    /// Number of people.
    pub sum: Sum,
    /// Number of half-hours.
    slots: i64,
}

impl Presence<'_> {
    /// A bound on the number of people, at a price for each half-hour.
    pub fn limit(&self, people: u32, price: Price) -> Limit {
        let price = match price {
            Price::Soft(points) => Price::Soft(points * self.slots),
            Price::Hard => Price::Hard,
        };
        Limit::each(i64::from(people), price)
    }

    /// The day of the month that it is tagged with: the day after the month is a matter of the last.
    pub fn tag(&self, problem: &Problem) -> (usize, usize) {
        let day = self.day.min(problem.days().saturating_sub(1));
        (day, day)
    }
}

/// Who is present in the half-hours of every need that this month decides.
pub fn presences(problem: &Problem) -> Vec<Presence<'_>> {
    let last = problem.days();
    let mut presences = Vec::new();
    for day in 0..=last {
        for need in problem.needs(day) {
            let mut windows: Vec<((DutySet, DutySet), i64)> = Vec::new();
            for start in (need.span.start..need.span.end).step_by(SLOT as usize) {
                let own = covering(problem, need.skill, start);
                let eve = covering(problem, need.skill, start + DAY);
                if day == last && (eve.is_empty() || !own.is_empty()) {
                    // The next month has a say in it, or nobody at all.
                    continue;
                }
                if day == 0 && !eve.is_empty() && (own.is_empty() || unknown(problem, need.skill)) {
                    continue;
                }
                match windows.iter_mut().find(|(sets, _)| *sets == (own, eve)) {
                    Some((_, slots)) => *slots += 1,
                    None => windows.push(((own, eve), 1)),
                }
            }
            presences.extend(windows.into_iter().map(|((own, eve), slots)| Presence {
                need,
                day,
                sum: presence(problem, need.skill, day, own, eve),
                slots,
            }));
        }
    }
    presences
}

/// Whether it is not known of somebody who counts what he or she did on the day before the month.
fn unknown(problem: &Problem, skill: Option<usize>) -> bool {
    PersonIx::enumerate(&problem.people).any(|(p, person)| {
        let counts = skill.is_none_or(|s| person.skills.contains(&s));
        let asked = problem.in_team(p, -1) && !person.away(-1);
        counts && asked && person.tail.is_empty() && !person.had_no_row
    })
}

/// Duties whose holder is present during the whole half-hour that starts at `start` on their day.
fn covering(problem: &Problem, skill: Option<usize>, start: i32) -> DutySet {
    let slot = Span {
        start,
        end: start + SLOT,
    };
    let post = skill.filter(|&s| problem.skills[s].post);
    duties(problem, |kind, at| {
        let shared = |s: &Span| (s.end.min(slot.end) - s.start.max(slot.start)).max(0);
        let present: i32 = problem.kinds[kind].segments.iter().map(shared).sum();
        present == SLOT && (post.is_none() || at == post)
    })
}

fn presence(
    problem: &Problem,
    skill: Option<usize>,
    day: usize,
    own: DutySet,
    eve: DutySet,
) -> Sum {
    let talent = skill.filter(|&s| !problem.skills[s].post);
    let mut sum = Sum::default();
    for (p, person) in PersonIx::enumerate(&problem.people) {
        if talent.is_some_and(|s| !person.skills.contains(&s)) {
            continue;
        }
        sum.add(p, day, own, 1);
        match day.checked_sub(1) {
            Some(before) => sum.add(p, before, eve, 1),
            None => {
                let last = person.tail.last().copied().flatten();
                sum.base += i64::from(last.is_some_and(|d| eve.has(d)));
            }
        }
    }
    sum
}
