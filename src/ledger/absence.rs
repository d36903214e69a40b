//! Who answers for a shift of somebody on leave: whoever took it over by the roster that was published, and where
//! nobody did, whoever granted the leave.

use super::duty::{OnDuty, collect, on_duty, roster_at};
use super::entry::EntryId;
use super::moment::Moment;
use super::records::{Published, Records};
use crate::domain::time::{DAY, Month};
use chrono::NaiveDate;

/// A leave that a moment lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence<'a> {
    /// Whose, by id.
    pub person: &'a str,
    /// The day of the shift that was to be covered.
    pub day: NaiveDate,
    /// Who granted it: whoever published the first roster with it.
    pub granted_by: &'a str,
    /// Whether the person would have been on duty then, by the roster before; `None`: there was none.
    pub missed: Option<bool>,
    /// Who took over: the cover that is named, or whoever is on duty then and was not in the roster before.
    pub cover: Vec<OnDuty<'a>>,
}

/// The leave of a person that a moment lies in, shifts of the day before that reach past midnight included.
pub fn of_person<'a>(
    records: &'a Records,
    person: &str,
    at: Moment,
    up_to: EntryId,
) -> Option<Absence<'a>> {
    let yesterday = at.date().pred_opt();
    let days = [Some(at.date()), yesterday];
    let found: Vec<Absence<'_>> = days
        .into_iter()
        .flatten()
        .filter_map(|day| on_day(records, person, day, at, up_to))
        .collect();
    // Of a night that both days share in, the day whose shift it was counts.
    let missed = found.iter().position(|a| a.missed == Some(true));
    let today = found.iter().position(|a| a.day == at.date());
    missed.or(today).and_then(|n| found.into_iter().nth(n))
}

/// Leaves that leave a shift open at a time: nobody took it over.
pub fn open(records: &Records, at: Moment, up_to: EntryId) -> Vec<Absence<'_>> {
    let months = [Some(at.date()), at.date().pred_opt()];
    let rosters = months.into_iter().flatten();
    let rosters = rosters.filter_map(|day| roster_at(records, Month::of(day), at, up_to));
    let mut people: Vec<&str> = rosters
        .flat_map(|published| &published.roster.leave)
        .map(|leave| leave.person.as_str())
        .collect();
    people.sort_unstable();
    people.dedup();
    let absent = people
        .into_iter()
        .filter_map(|person| of_person(records, person, at, up_to));
    absent
        .filter(|a| a.missed == Some(true) && a.cover.is_empty())
        .collect()
}

fn on_day<'a>(
    records: &'a Records,
    person: &str,
    day: NaiveDate,
    at: Moment,
    up_to: EntryId,
) -> Option<Absence<'a>> {
    let month = Month::of(day);
    let now = roster_at(records, month, at, up_to)?;
    let is = |id: &str| records.current(id) == records.current(person);
    let leave = |published: &'a Published| {
        let mut all = published.roster.leave.iter();
        all.find(|l| is(&l.person) && l.from <= day && day <= l.to)
    };
    let granted = leave(now)?;
    let of_month = |p: &&Published| p.roster.month == month && p.id <= now.id;
    let mut versions = records.published().iter().filter(of_month);
    let mut before = None;
    // The run of versions with the leave that ends in this one began when it was granted.
    let mut first = now;
    let mut inside = false;
    let mut last = None;
    for version in &mut versions {
        match (leave(version).is_some(), inside) {
            (true, false) => (before, first, inside) = (last, version, true),
            (false, true) => inside = false,
            _ => {}
        }
        last = Some(version);
    }
    let minute = if day == at.date() {
        at.minute_of_day()
    } else {
        at.minute_of_day() + DAY
    };
    let was = before.map(|published| {
        let mut on = Vec::new();
        collect(published, day, minute, &mut on);
        on
    });
    let missed = was.as_ref().map(|on| on.iter().any(|duty| is(duty.id)));
    let on = on_duty(records, at, up_to).unwrap_or_default();
    let on = on.into_iter().filter(|duty| duty.day == day);
    let on: Vec<OnDuty<'_>> = on.filter(|duty| !is(duty.id)).collect();
    let named = granted.cover.as_deref();
    let cover = match on.iter().find(|duty| Some(duty.id) == named) {
        Some(cover) => vec![cover.clone()],
        None => {
            let new = |duty: &OnDuty<'_>| {
                let was = was.iter().flatten();
                before.is_some() && !was.clone().any(|old| old.id == duty.id)
            };
            on.into_iter().filter(new).collect()
        }
    };
    Some(Absence {
        person: &granted.person,
        day,
        granted_by: &first.by,
        missed,
        cover,
    })
}
