//! The validated, immutable statement of what is to be rostered.

use super::allowance::LeaveYear;
use super::calendar::{DayInfo, DayKind, Known};
use super::person::{LeaveKind, Pin};
use super::time::{DAY, SLOT, Span, add_days};
use super::who;
use super::{Duty, Need, Person, PersonIx, ShiftKind, Skill, Standing, Uncovered};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// A team's month: everything that rules and engines may ask, and nothing that they may change.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The team's name.
    pub name: String,
    /// First day of the horizon.
    pub first: NaiveDate,
    /// What kind of day each day is; its length is the number of days.
    pub calendar: Vec<DayInfo>,
    /// The same for [`Problem::AROUND`] days before the month; the last is the day before the first.
    pub eve: Vec<DayInfo>,
    /// The same for as many days after the month.
    pub after: Vec<DayInfo>,
    /// Skills and posts.
    pub skills: Vec<Skill>,
    /// Shift kinds: first those of the team file, in its order, then those that only earlier days had.
    pub kinds: Vec<ShiftKind>,
    /// Duties: each kind at each of its posts, in the order of kinds.
    pub duties: Vec<Duty>,
    /// The people.
    pub people: Vec<Person>,
    /// Demand per day.
    pub demand: Vec<Vec<Need>>,
    /// What each day's lines say of the hours after its last midnight, from 24:00 on: part of the demand of the next day.
    pub night_demand: Vec<Vec<Need>>,
    /// Demand of the day after the month, into which shifts of the last day may reach.
    pub next: Vec<Need>,
    /// Service hours.
    pub open: Span,
    /// Dates on which the team does not work at all, in the month and [`Problem::AROUND`] it.
    pub closed: BTreeSet<NaiveDate>,
    /// Dates without demand, of a team that has demand by half-hours on other days; as far.
    pub quiet: BTreeSet<NaiveDate>,
    /// How the team writes rest in a cell; empty: it leaves the cell empty.
    pub rest_code: String,
    /// Its kinds of leave.
    pub leave_kinds: Vec<LeaveKind>,
    /// What everybody takes of each kind in the calendar years that the horizon touches, where there is any or an
    /// allowance.
    pub leave_years: Vec<LeaveYear>,
}

impl Problem {
    /// How much the calendar knows of the month, and of which year: where that is least.
    pub fn least_known(&self) -> Option<(Known, i32)> {
        let days = self.calendar.iter().enumerate();
        let known = days.map(|(day, info)| (info.known, day));
        let (known, day) = known.max_by_key(|(known, _)| *known)?;
        Some((known, self.date(day as i64).year()))
    }

    /// Days before and after the month of which it is known whether the team works.
    pub const AROUND: i64 = 45;

    /// Whether the team is closed on a day, also on one around the month.
    pub fn is_closed(&self, day: i64) -> bool {
        self.closed.contains(&self.date(day))
    }

    /// Whether a day is a working day of the team, also one around the month: the team is not closed and, if it has
    /// demand by half-hours, some of it falls on this day.
    pub fn is_working_day(&self, day: i64) -> bool {
        !self.is_closed(day) && !self.quiet.contains(&self.date(day))
    }

    /// Whether people are needed by half-hours at all; if not, only rules say how many are.
    pub fn has_demand(&self) -> bool {
        self.demand.iter().flatten().any(Need::asks)
    }

    /// Whether people are needed by half-hours on a day of the month.
    pub fn wants_people(&self, day: usize) -> bool {
        let needs = self.demand.get(day);
        needs.is_some_and(|needs| needs.iter().any(|need| need.want > 0))
    }

    /// Whether some shift is there during the whole half-hour that begins at a minute of a day, its own or that of the day
    /// before; at the post, where the skill is one.
    pub fn has_shift_at(&self, skill: Option<usize>, start: i32) -> bool {
        let post = skill.filter(|s| self.skills.get(*s).is_some_and(|skill| skill.post));
        let mut duties = self
            .duties_now()
            .iter()
            .filter(|d| self.is_worked(d.kind))
            .filter(|d| post.is_none() || d.post == post);
        duties.any(|duty| {
            let kind = self.kinds.get(duty.kind);
            kind.is_some_and(|kind| kind.covers(start) || kind.covers(start + DAY))
        })
    }

    /// When people are needed and no shift is there.
    pub fn uncovered(&self) -> Vec<Uncovered> {
        let mut all: BTreeMap<(Option<usize>, i32), (usize, usize)> = BTreeMap::new();
        for (day, needs) in self.demand.iter().enumerate() {
            for need in needs.iter().filter(|need| need.want > 0) {
                for start in (need.span.start..need.span.end).step_by(SLOT as usize) {
                    if !self.has_shift_at(need.skill, start) {
                        all.entry((need.skill, start)).or_insert((day, 0)).1 += 1;
                    }
                }
            }
        }
        let mut joined: Vec<Uncovered> = Vec::new();
        for ((skill, start), (first, days)) in all {
            let next = Uncovered {
                skill: skill.map(|s| self.skills[s].name.clone()),
                span: Span {
                    start,
                    end: start + SLOT,
                },
                first: self.date(first as i64),
                days,
            };
            match joined.last_mut() {
                Some(held) if held.goes_on_with(&next) => held.span.end = next.span.end,
                _ => joined.push(next),
            }
        }
        joined
    }

    /// The shift kinds of the team file.
    pub fn kinds_now(&self) -> &[ShiftKind] {
        let now = self
            .kinds
            .iter()
            .take_while(|k| k.standing == Standing::Now);
        &self.kinds[..now.count()]
    }

    /// Their duties: what can stand in a cell of the month.
    pub fn duties_now(&self) -> &[Duty] {
        let now = |d: &&Duty| self.kinds[d.kind].standing == Standing::Now;
        &self.duties[..self.duties.iter().take_while(now).count()]
    }

    /// Whether a shift kind can be worked in the month: the team file has it, and did not abolish it before.
    pub fn is_worked(&self, kind: usize) -> bool {
        self.kinds.get(kind).is_some_and(|kind| {
            kind.standing == Standing::Now && kind.until.is_none_or(|until| until >= self.first)
        })
    }

    /// Number of days.
    pub fn days(&self) -> usize {
        self.calendar.len()
    }

    /// The date of a day; days before 0 and after the last are dates around the month.
    pub fn date(&self, day: i64) -> NaiveDate {
        add_days(self.first, day)
    }

    /// The day's weekday.
    pub fn weekday(&self, day: i64) -> Weekday {
        self.date(day).weekday()
    }

    /// What kind of day a day is, also one around the month; where the calendar has not been asked, by the weekday.
    pub fn kind_of_day(&self, day: i64) -> DayKind {
        let index = |day: i64| usize::try_from(day).ok();
        let known = match index(day) {
            Some(day) => {
                let after = || self.after.get(day.checked_sub(self.days())?);
                self.calendar.get(day).or_else(after)
            }
            None => index(day + self.eve.len() as i64).and_then(|at| self.eve.get(at)),
        };
        let by_weekday = || match self.weekday(day) {
            Weekday::Sat | Weekday::Sun => DayKind::Weekend,
            _ => DayKind::Workday,
        };
        known.map_or_else(by_weekday, |info| info.kind)
    }

    /// The day with this date, where it lies in the month.
    pub fn day_of(&self, date: NaiveDate) -> Option<usize> {
        let day = date.signed_duration_since(self.first).num_days();
        usize::try_from(day).ok().filter(|d| *d < self.days())
    }

    /// The people, by place.
    pub fn everybody(
        &self,
    ) -> impl DoubleEndedIterator<Item = PersonIx> + ExactSizeIterator + Clone + use<> {
        PersonIx::first(self.people.len())
    }

    /// Whoever has a skill and belongs to the team on some day of the month.
    pub fn holders(&self, skill: usize) -> impl Iterator<Item = PersonIx> + '_ {
        let has = move |p: &PersonIx| self.people[*p].skills.contains(&skill);
        let holders = self.everybody().filter(has);
        holders.filter(|p| !self.employed(*p).is_empty())
    }

    /// Whether the person belongs to the team on a day, also one around the month.
    pub fn in_team(&self, person: PersonIx, day: i64) -> bool {
        let (date, who) = (self.date(day), self.people.get(person.0));
        who.is_some_and(|p| {
            p.joined.is_none_or(|joined| joined <= date) && p.left.is_none_or(|left| date <= left)
        })
    }

    /// What is fixed for somebody on a day after the month: a shift, or rest; `None`: nothing is known of the day. A day on
    /// which they are not in the team, or on leave, is not known.
    pub fn fixed(&self, person: PersonIx, day: i64) -> Option<Option<Pin>> {
        let who = self.people.get(person.0)?;
        if day < self.days() as i64 || who.on_leave(day) || !self.in_team(person, day) {
            return None;
        }
        let (_, pin) = who.pinned.iter().find(|(at, _)| *at == day)?;
        Some(*pin)
    }

    /// The demand of a day of the month, or of the day after it.
    pub fn needs(&self, day: usize) -> &[Need] {
        let of_month = self.demand.get(day).map(Vec::as_slice);
        of_month.unwrap_or(if day == self.days() { &self.next } else { &[] })
    }

    /// The days of the month on which the person belongs to the team.
    pub fn employed(&self, person: PersonIx) -> std::ops::Range<usize> {
        let Some(p) = self.people.get(person.0) else {
            return 0..0;
        };
        let days = self.days() as i64;
        let offset = |d: NaiveDate| d.signed_duration_since(self.first).num_days();
        let from = p.joined.map_or(0, offset).clamp(0, days);
        let to = p.left.map_or(days, |d| offset(d) + 1).clamp(from, days);
        from as usize..to as usize
    }

    /// A count for a whole month, in proportion to the person's days in the team, rounded to the
    /// nearest (half up): joiners and leavers get their share.
    pub fn pro_rata(&self, person: PersonIx, whole: i64) -> i64 {
        self.share(whole, self.employed(person).len() as i64)
    }

    /// A count for a whole month in proportion to `here` of its days, rounded to the nearest (half up).
    pub fn share(&self, whole: i64, here: i64) -> i64 {
        let days = self.days() as i64;
        if days == 0 {
            return 0;
        }
        (2 * whole * here + days).div_euclid(2 * days)
    }

    /// The Monday-to-Sunday weeks that touch the horizon, as day ranges that may start before 0
    /// and end after the last day.
    pub fn weeks(&self) -> Vec<std::ops::Range<i64>> {
        let lead = i64::from(self.weekday(0).num_days_from_monday());
        let mut weeks = Vec::new();
        let mut start = -lead;
        while start < self.days() as i64 {
            weeks.push(start..start + 7);
            start += 7;
        }
        weeks
    }

    /// Short name of a day: `12-05`.
    pub fn day_name(&self, day: i64) -> String {
        self.date(day).format("%m-%d").to_string()
    }

    /// The person whom an id or a name means.
    ///
    /// # Errors
    /// Nobody is called so, or several are.
    pub fn person(&self, text: &str) -> Result<PersonIx, who::Unclear<PersonIx>> {
        who::find(self.people.iter().map(Person::called), text)
            .map(PersonIx)
            .map_err(|places| places.into_iter().map(PersonIx).collect())
    }

    /// Everybody's name, and the id where it is another: what somebody may have meant.
    pub fn names(&self) -> Vec<String> {
        let ids = self.people.iter().filter(|p| p.id != p.name).map(|p| &p.id);
        let names = self.people.iter().map(|p| &p.name);
        names.chain(ids).cloned().collect()
    }

    /// A person's name to print.
    pub fn person_name(&self, person: PersonIx) -> &str {
        self.people.get(person.0).map_or("?", |p| p.name.as_str())
    }
}
