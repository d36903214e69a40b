//! A roster as clock time: who was where from which minute to which. Checks are written on this.
//!
//! It reads shift kinds and rosters and nothing else, so that a mistake in a rule's lowering or in
//! an engine cannot repeat itself here.
//!
//! What follows from a roster is computed here once, for every output: everybody's month in figures ([`totals`]), what people
//! mind ([`Acceptance`]), who does which task ([`tasks`]), who hands over to whom ([`handover`]).

mod acceptance;
pub mod fairness;
mod habits;
pub mod handover;
mod headcount;
pub mod tasks;
pub mod totals;

pub use acceptance::Acceptance;
pub use headcount::{Headcount, Unseen};

use crate::domain::person::Pin;
use crate::domain::time::{DAY, SLOT, Span, clock};
use crate::domain::{PersonIx, Problem, Roster, Standing};
use crate::text::Text;
use std::ops::Range;

/// One worked shift of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stint {
    /// The day it belongs to; negative: before the month.
    pub day: i64,
    /// Index of the shift kind.
    pub kind: usize,
    /// Index of the skill that is the post.
    pub post: Option<usize>,
    /// Presence, in minutes from the month's first midnight.
    pub parts: Vec<(i64, i64)>,
    /// Worked minutes.
    pub minutes: i64,
}

impl Stint {
    /// First minute of presence.
    pub fn start(&self) -> i64 {
        self.parts.first().map_or(0, |p| p.0)
    }

    /// End of presence.
    pub fn end(&self) -> i64 {
        self.parts.last().map_or(0, |p| p.1)
    }

    /// Whether the person is present during all of `from..to`.
    pub fn covers(&self, from: i64, to: i64) -> bool {
        let mut reached = from;
        for &(start, end) in &self.parts {
            if start <= reached && end > reached {
                reached = end;
            }
        }
        reached >= to
    }

    /// The days of the month, or after it, that it takes something from: its own, and those that it reaches into.
    pub fn days(&self) -> impl Iterator<Item = i64> + use<> {
        let last = (self.end() - 1).div_euclid(i64::from(DAY));
        let days: Vec<i64> = (self.day.max(0)..=last)
            .filter(|day| self.takes(*day))
            .collect();
        days.into_iter()
    }

    /// Whether it takes something from a day: it is the day's shift, or reaches into the day.
    pub fn takes(&self, day: i64) -> bool {
        let midnight = day * i64::from(DAY);
        self.day == day || self.touches(midnight, midnight + i64::from(DAY))
    }

    /// From when to when, as a team file writes it: `17:00-23:30`, `22:00-06:00`.
    pub fn times(&self) -> String {
        let day = i64::from(DAY);
        let own = |minute: i64| i32::try_from(minute).map_or(String::new(), clock);
        let start = own(self.start().rem_euclid(day));
        // Midnight ends a day as 24:00.
        let end = own((self.end() - 1).rem_euclid(day) + 1);
        format!("{start}-{end}")
    }

    /// Whether presence shares a minute with `from..to`.
    pub fn touches(&self, from: i64, to: i64) -> bool {
        self.parts.iter().any(|&(s, e)| s < to && from < e)
    }
}

/// An unbroken run of days of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// First day.
    pub first: i64,
    /// Last day.
    pub last: i64,
    /// Whether both its beginning and its end have been seen.
    pub whole: bool,
    /// Its first day that can still be changed; later than `last` when there is none.
    pub free: i64,
    /// How many of its days lie after the month, where they are fixed.
    pub fixed: i64,
}

impl Run {
    /// Number of days.
    pub fn length(&self) -> i64 {
        self.last - self.first + 1
    }

    /// Its days beyond the first `longest` that can still be changed. Where fixed days follow the month, as many at the
    /// month's end, but for what the fixed ones alone are too many.
    pub fn beyond(&self, longest: i64) -> std::ops::RangeInclusive<i64> {
        let back = self.fixed.min(longest);
        (self.first + longest).max(self.free) - back..=self.last - self.fixed
    }
}

/// Everybody's worked shifts, with what is known of the days before.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The problem that the roster answers.
    pub problem: &'a Problem,
    stints: Vec<Vec<Stint>>,
    /// By person: what is fixed on the days after the month that anything is fixed on; a shift, or rest.
    coming: Vec<Vec<(i64, Option<Stint>)>>,
}

impl<'a> Facts<'a> {
    /// Puts `roster` on the clock.
    pub fn new(problem: &'a Problem, roster: &Roster) -> Facts<'a> {
        let row = |person: PersonIx| {
            let tail = &problem.people[person].tail;
            let past = (0..tail.len()).map(|i| (i as i64 - tail.len() as i64, tail[i]));
            let now = (0..problem.days()).map(|d| (d as i64, roster.get(person, d)));
            past.chain(now)
                .filter_map(|(day, duty)| stint(problem, day, duty?))
                .collect()
        };
        Facts {
            problem,
            stints: problem.everybody().map(row).collect(),
            coming: problem.everybody().map(|p| coming(problem, p)).collect(),
        }
    }

    /// The shifts that are fixed for the person on days after the month, in order.
    pub fn fixed(&self, person: PersonIx) -> impl Iterator<Item = &Stint> {
        self.coming[person]
            .iter()
            .filter_map(|(_, stint)| stint.as_ref())
    }

    /// What the person has on a day, where that is known: before the month, in it, or fixed after it.
    pub fn seen(&self, person: PersonIx, day: i64) -> Option<Option<&Stint>> {
        if day < self.days() {
            return self.known(person, day).then(|| self.on(person, day));
        }
        let mut coming = self.coming[person].iter();
        let (_, stint) = coming.find(|(at, _)| *at == day)?;
        Some(stint.as_ref())
    }

    /// How many fixed days of a class follow the month at once, and whether it is known that no more do.
    pub fn goes_on(&self, person: PersonIx, class: impl Fn(Option<&Stint>) -> bool) -> (i64, bool) {
        let mut day = self.days();
        loop {
            match self.seen(person, day) {
                Some(stint) if class(stint) => day += 1,
                other => return (day - self.days(), other.is_some()),
            }
        }
    }

    /// The people.
    pub fn people(&self) -> impl Iterator<Item = PersonIx> + use<> {
        self.problem.everybody()
    }

    /// Number of days of the month.
    pub fn days(&self) -> i64 {
        self.problem.days() as i64
    }

    /// The person's shifts in order of time, those before the month included.
    pub fn all(&self, person: PersonIx) -> &[Stint] {
        &self.stints[person]
    }

    /// The person's shifts of the month.
    pub fn month(&self, person: PersonIx) -> impl Iterator<Item = &Stint> {
        self.stints[person].iter().filter(|s| s.day >= 0)
    }

    /// The person's shift of a day.
    pub fn on(&self, person: PersonIx, day: i64) -> Option<&Stint> {
        let row = &self.stints[person];
        let at = row.binary_search_by_key(&day, |s| s.day).ok()?;
        row.get(at)
    }

    /// The first day of which something is known for the person: 0, or before the month.
    pub fn known_from(&self, person: PersonIx) -> i64 {
        -(self.problem.people[person].tail.len() as i64)
    }

    /// The first day before the month from which on what they did is known and `there` holds of every day; 0: of none.
    pub fn known_while(&self, person: PersonIx, there: impl Fn(i64) -> bool) -> i64 {
        let known = self.known_from(person)..0;
        known
            .rev()
            .take_while(|day| there(*day))
            .last()
            .unwrap_or(0)
    }

    /// Whether it is known what the person did on `day` (before the month: from the tail).
    pub fn known(&self, person: PersonIx, day: i64) -> bool {
        (self.known_from(person)..self.days()).contains(&day)
    }

    /// Whether the person belongs to the team on `day`.
    pub fn in_team(&self, person: PersonIx, day: i64) -> bool {
        self.problem.in_team(person, day)
    }

    /// Whether the person belongs to the team on `day` and has no granted leave.
    pub fn is_here(&self, person: PersonIx, day: i64) -> bool {
        !self.problem.people[person].on_leave(day) && self.in_team(person, day)
    }

    /// The person's shifts that take something from a day of the month: its own, and one of last month's last day that
    /// reaches into the first.
    pub fn reaching(&self, person: PersonIx) -> impl Iterator<Item = &Stint> {
        self.stints[person].iter().filter(|s| s.end() > 0)
    }

    /// At what times of a headcount no shift is there at all: `; no shift covers 08:00-08:30`. Empty: at none.
    pub fn no_shift(&self, count: &Headcount<'_>) -> Text {
        let mut spans: Vec<Span> = Vec::new();
        for start in (count.span.start..count.span.end).step_by(SLOT as usize) {
            let end = start + SLOT;
            match spans.last_mut() {
                _ if self.problem.has_shift_at(count.need.skill, start) => {}
                Some(span) if span.end == start => span.end = end,
                _ => spans.push(Span { start, end }),
            }
        }
        let spans: Vec<Text> = spans.into_iter().map(Span::words).collect();
        if spans.is_empty() {
            return Text::default();
        }
        let Text { en, zh } = Text::list(&spans);
        crate::text!("; no shift covers {en}", "；{zh} 没有班次")
    }

    /// A shift's name, post and times: `晚班 17:00-23:30`.
    pub fn shift(&self, stint: &Stint) -> Text {
        let times = stint.times();
        let Text { en, zh } = self.pin(Some(Pin {
            kind: stint.kind,
            post: stint.post,
        }));
        crate::text!("{en} {times}", "{zh} {times}")
    }

    /// What the person has on a day, in words: a shift, leave or rest.
    pub fn cell(&self, person: PersonIx, day: i64) -> Text {
        match self.on(person, day) {
            Some(stint) => self.shift(stint),
            None if self.in_team(person, day) && !self.is_here(person, day) => {
                Text::new("leave", "请假")
            }
            None => rest(),
        }
    }

    /// What a fixed cell demands, in words.
    pub fn pin(&self, pin: Option<Pin>) -> Text {
        let Some(kind) = pin.and_then(|p| self.problem.kinds.get(p.kind)) else {
            return rest();
        };
        match pin.and_then(|p| self.problem.skills.get(p.post?)) {
            None => kind.name.clone(),
            Some(post) => Text::new(
                format!("{} ({})", kind.name.en, post.name.en),
                format!("{}（{}）", kind.name.zh, post.name.zh),
            ),
        }
    }

    /// Days from the first to the last: `12-05 to 12-08`, or one alone: `12-05`.
    pub fn stretch(&self, first: i64, last: i64) -> Text {
        let (a, b) = (self.problem.day_name(first), self.problem.day_name(last));
        if first == last {
            return Text::same(a);
        }
        crate::text!("{a} to {b}", "{a} 至 {b}")
    }

    /// A minute as date and time: `12-05 23:30`.
    pub fn moment(&self, minute: i64) -> String {
        let day = minute.div_euclid(i64::from(DAY));
        let rest = i32::try_from(minute.rem_euclid(i64::from(DAY))).unwrap_or(0);
        format!("{} {}", self.problem.day_name(day), clock(rest))
    }

    /// The runs of a class of days in `days` and, where these begin with the month, in the days
    /// before it as far as they are known and `there` holds of them; one that goes on to the month's end has the fixed days of the class
    /// that follow. Runs that end before `days` are left out, but for one that ends right before.
    pub fn judged_runs(
        &self,
        person: PersonIx,
        days: Range<i64>,
        there: impl Fn(i64) -> bool,
        class: impl Fn(Option<&Stint>) -> bool,
    ) -> Vec<Run> {
        if days.is_empty() {
            return Vec::new();
        }
        let from = match days.start {
            0 => self.known_while(person, there),
            start => start,
        };
        let judged = |(first, last): (i64, i64)| {
            let (fixed, ends) = if last + 1 == self.days() {
                self.goes_on(person, &class)
            } else {
                (0, false)
            };
            Run {
                first,
                last: last + fixed,
                whole: first > from && (last + 1 < days.end || ends),
                free: first.max(days.start),
                fixed,
            }
        };
        Facts::runs(from..days.end, |day| class(self.on(person, day)))
            .into_iter()
            .filter(|&(_, last)| last + 1 >= days.start)
            .map(judged)
            .collect()
    }

    /// A stretch of a day's clock as minutes from the month's first midnight.
    pub fn at(&self, day: i64, span: Span) -> (i64, i64) {
        let midnight = day * i64::from(DAY);
        (
            midnight + i64::from(span.start),
            midnight + i64::from(span.end),
        )
    }

    /// Hours in a number of minutes, a started hour counted as a whole one; none when it is not positive.
    pub fn started_hours(minutes: i64) -> i64 {
        if minutes <= 0 {
            0
        } else {
            1 + (minutes - 1) / 60
        }
    }

    /// Maximal unbroken runs of days in `range` for which `class` holds, as (first, last).
    pub fn runs(range: Range<i64>, class: impl Fn(i64) -> bool) -> Vec<(i64, i64)> {
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for day in range {
            if !class(day) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.1 + 1 == day => run.1 = day,
                _ => runs.push((day, day)),
            }
        }
        runs
    }
}

fn rest() -> Text {
    Text::new("a day off", "休息")
}

fn stint(problem: &Problem, day: i64, duty: usize) -> Option<Stint> {
    let duty = problem.duties.get(duty)?;
    held(problem, day, duty.kind, duty.post)
}

/// What is fixed for somebody after the month, day by day.
fn coming(problem: &Problem, person: PersonIx) -> Vec<(i64, Option<Stint>)> {
    let days = problem.days() as i64;
    let all = days..days + Problem::AROUND;
    let one = |day| match problem.fixed(person, day)? {
        Some(pin) => Some((day, Some(held(problem, day, pin.kind, pin.post)?))),
        None => Some((day, None)),
    };
    all.filter_map(one).collect()
}

fn held(problem: &Problem, day: i64, at: usize, post: Option<usize>) -> Option<Stint> {
    let kind = problem.kinds.get(at)?;
    let midnight = day * i64::from(DAY);
    let parts: Vec<(i64, i64)> = kind
        .segments
        .iter()
        .map(|s| (midnight + i64::from(s.start), midnight + i64::from(s.end)))
        .collect();
    let present: i64 = parts.iter().map(|(s, e)| e - s).sum();
    let assumed = match kind.standing {
        Standing::Unknown { minutes } => i64::from(minutes),
        Standing::Now | Standing::Past => 0,
    };
    Some(Stint {
        day,
        kind: at,
        post,
        parts,
        minutes: present - i64::from(kind.unpaid) + assumed,
    })
}
