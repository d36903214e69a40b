//! How many people are present when they are needed, and in which half-hours this month can say it at all.

use super::{Facts, Stint, stint};
use crate::domain::time::{DAY, SLOT, Span};
use crate::domain::{Need, PersonIx, Problem};
use crate::text::Text;

/// How many people a need finds present, in half-hours on end that find equally many.
#[derive(Debug, Clone, Copy)]
pub struct Headcount<'a> {
    /// The need.
    pub need: &'a Need,
    /// Its day: one of the month, or the day after it.
    pub day: i64,
    /// When, in minutes from the day's midnight.
    pub span: Span,
    /// Number of people in each half-hour; of those who count, where a skill is asked for.
    pub here: i64,
    /// Whether last month's last day alone decides it: no shift of the month can be present then.
    pub settled: bool,
}

impl Headcount<'_> {
    /// Number of half-hours.
    pub fn slots(&self) -> i64 {
        i64::from(self.span.minutes() / SLOT)
    }

    /// The day of the month that can change it: hours of the day after the month belong to the last.
    pub fn charged(&self, facts: &Facts<'_>) -> i64 {
        self.day.min(facts.days() - 1)
    }
}

/// Half-hours at the beginning of the month that nobody can judge: who still works then from the day before is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unseen {
    /// When, in minutes from the month's first midnight; stretches in order.
    pub spans: Vec<Span>,
    /// Number of half-hours, counted for each skill.
    pub half_hours: i64,
    /// Of whom last month's end is not known.
    pub people: Vec<PersonIx>,
}

/// Who decides a half-hour of demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decided {
    /// A roster of the month, with what is known of last month.
    Here,
    /// Last month's last day.
    Before,
    /// Not known.
    Unknown,
    /// A roster of the next month.
    After,
}

impl<'a> Facts<'a> {
    /// Who is present in the half-hours of every need, as far as that is known: in the month, and on the day after it
    /// in hours in which shifts of the last day alone can be present.
    pub fn headcounts(&self) -> Vec<Headcount<'a>> {
        let mut counts: Vec<Headcount<'a>> = Vec::new();
        for day in 0..=self.problem.days() {
            for need in self.problem.needs(day) {
                let before = counts.len();
                let day = day as i64;
                let (first, last) = self.at(day, need.span);
                let near = self.near(need.skill, first, last);
                for start in (need.span.start..need.span.end).step_by(SLOT as usize) {
                    let decided = decided(self.problem, day, need, start);
                    if !matches!(decided, Decided::Here | Decided::Before) {
                        continue;
                    }
                    let end = start + SLOT;
                    let (from, to) = self.at(day, Span { start, end });
                    let here = near.iter().filter(|stint| stint.covers(from, to));
                    let here = here.count() as i64;
                    let settled = decided == Decided::Before;
                    let same = |c: &&mut Headcount<'_>| {
                        c.here == here && c.settled == settled && c.span.end == start
                    };
                    match counts[before..].last_mut().filter(same) {
                        Some(count) => count.span.end = end,
                        None => counts.push(Headcount {
                            need,
                            day,
                            span: Span { start, end },
                            here,
                            settled,
                        }),
                    }
                }
            }
        }
        counts
    }

    /// Half-hours of demand that a roster of the month decides: of its own days, and of the day after it.
    pub fn judged_half_hours(problem: &Problem) -> i64 {
        let days = (0..=problem.days()).flat_map(|day| {
            let needs = problem.needs(day).iter().filter(|need| need.want > 0);
            needs.map(move |need| (day as i64, need))
        });
        let judged = |(day, need): (i64, &Need)| {
            let starts = (need.span.start..need.span.end).step_by(SLOT as usize);
            let here = |start: &i32| decided(problem, day, need, *start) == Decided::Here;
            starts.filter(here).count() as i64
        };
        days.map(judged).sum()
    }

    /// Half-hours of the first day that [`Facts::headcounts`] leaves out.
    pub fn unseen(problem: &Problem) -> Option<Unseen> {
        let (mut starts, mut half_hours) = (std::collections::BTreeSet::new(), 0);
        let mut people = std::collections::BTreeSet::new();
        for need in problem.needs(0).iter().filter(|need| need.asks()) {
            for start in (need.span.start..need.span.end).step_by(SLOT as usize) {
                if decided(problem, 0, need, start) == Decided::Unknown {
                    starts.insert(start);
                    half_hours += 1;
                    people.extend(unknown(problem, need.skill));
                }
            }
        }
        let mut spans: Vec<Span> = Vec::new();
        for start in starts {
            let end = start + SLOT;
            match spans.last_mut().filter(|span| span.end == start) {
                Some(span) => span.end = end,
                None => spans.push(Span { start, end }),
            }
        }
        (half_hours > 0).then(|| Unseen {
            spans,
            half_hours,
            people: people.into_iter().collect(),
        })
    }

    /// Shifts that are present at some time of `from..to`: with a skill those of who has it, at a post of who holds
    /// it. Those that cover a half-hour are as many as the people there where `one-at-a-time` holds.
    fn near(&self, skill: Option<usize>, from: i64, to: i64) -> Vec<&Stint> {
        let counts = |person: PersonIx, stint: &Stint| {
            skill.is_none_or(|s| {
                if self.problem.skills[s].post {
                    stint.post == Some(s)
                } else {
                    self.problem.people[person].skills.contains(&s)
                }
            })
        };
        let of = |person: PersonIx| {
            let stints = self.all(person).iter();
            let near = stints.filter(move |s| s.start() < to && s.end() > from);
            near.filter(move |s| counts(person, s))
        };
        self.people().flat_map(of).collect()
    }

    /// Day, time and skill of a headcount, and who is there: `12-05 09:00-10:00 (chat): 2 present`.
    pub fn headcount(&self, count: &Headcount<'_>) -> Text {
        let date = self.problem.day_name(count.day);
        let (span, here) = (count.span, count.here);
        match count.need.skill.map(|s| &self.problem.skills[s].name) {
            None => crate::text!(
                "{date} {span}: {here} present",
                "{date} {span}：在岗 {here} 人"
            ),
            Some(Text { en, zh }) => crate::text!(
                "{date} {span} ({en}): {here} present",
                "{date} {span}（{zh}）：在岗 {here} 人"
            ),
        }
    }
}

/// People who count and of whom it is not known what they did on the day before the month, though they were there to be
/// asked. Not known is not absent.
fn unknown(problem: &Problem, skill: Option<usize>) -> impl Iterator<Item = PersonIx> + use<'_> {
    problem.everybody().filter(move |&p| {
        let person = &problem.people[p];
        let counts = skill.is_none_or(|skill| person.skills.contains(&skill));
        let known = !person.tail.is_empty() || person.had_no_row;
        counts && !known && !person.away(-1) && problem.in_team(p, -1)
    })
}

/// Who decides the half-hour of a need that begins at `start` on its day.
fn decided(problem: &Problem, day: i64, need: &Need, start: i32) -> Decided {
    let last = problem.days() as i64;
    if day != 0 && day != last {
        return Decided::Here;
    }
    let (from, to) = (
        day * i64::from(DAY) + i64::from(start),
        day * i64::from(DAY) + i64::from(start + SLOT),
    );
    let post = need.skill.filter(|&skill| problem.skills[skill].post);
    let possible = |on: i64| {
        (0..problem.duties.len()).any(|duty| {
            let at = post.is_none() || problem.duties[duty].post == post;
            at && stint(problem, on, duty).is_some_and(|s| s.covers(from, to))
        })
    };
    let (own, eve) = (possible(day), possible(day - 1));
    match (eve, own) {
        _ if day == last && eve && !own => Decided::Here,
        _ if day == last => Decided::After,
        (false, _) => Decided::Here,
        (true, _) if unknown(problem, need.skill).next().is_some() => Decided::Unknown,
        (true, true) => Decided::Here,
        (true, false) => Decided::Before,
    }
}
