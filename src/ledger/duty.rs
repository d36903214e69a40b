//! Who was on duty at a time, by the rosters that were published.

use super::entry::{EntryId, OnShift, PublishedRow, PublishedShift};
use super::moment::Moment;
use super::records::{PersonNo, Published, Records};
use crate::domain::time::{DAY, Month};
use chrono::NaiveDate;

/// Somebody on duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnDuty<'a> {
    /// The person's id.
    pub id: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// The cell: a shift's code, with the post where there are posts.
    pub cell: &'a str,
    /// The shift.
    pub shift: &'a PublishedShift,
    /// The day that the shift belongs to.
    pub day: NaiveDate,
}

/// The roster that held at a time: the last one of its month that was published by then; where all were published
/// later, the first of them. Rosters published after `up_to` are not known.
pub fn roster_at(
    records: &Records,
    month: Month,
    at: Moment,
    up_to: EntryId,
) -> Option<&Published> {
    let of_month = |p: &&Published| p.roster.month == month && p.id <= up_to;
    let mut rosters = records.published().iter().filter(of_month);
    let first = rosters.clone().next();
    rosters.rfind(|p| p.recorded <= at).or(first)
}

/// The last roster of a month that was published.
pub fn last_roster(records: &Records, month: Month, up_to: EntryId) -> Option<&Published> {
    let mut rosters = records.published().iter();
    rosters.rfind(|p| p.roster.month == month && p.id <= up_to)
}

/// Everybody on duty at a minute, shifts of the day before that reach past midnight included; and whether a roster of
/// the day's month is known at all.
pub fn on_duty(records: &Records, at: Moment, up_to: EntryId) -> Option<Vec<OnDuty<'_>>> {
    let today = at.date();
    let minute = at.minute_of_day();
    let mut found = Vec::new();
    let roster = roster_at(records, Month::of(today), at, up_to)?;
    collect(roster, today, minute, &mut found);
    if let Some(yesterday) = today.pred_opt()
        && let Some(roster) = roster_at(records, Month::of(yesterday), at, up_to)
    {
        collect(roster, yesterday, minute + DAY, &mut found);
    }
    Some(found)
}

/// The month before, where a time lies in the first hours of a month, shifts of that month's last evening may still be
/// on, and no roster of it is published: who was on duty then is not known, which is not the same as nobody.
pub fn unknown_eve(records: &Records, at: Moment, up_to: EntryId) -> Option<Month> {
    let (today, minute) = (at.date(), at.minute_of_day());
    let month = Month::of(today);
    let first = today == month.first();
    unpublished_eve(records, month, up_to, minute).filter(|_| first)
}

/// The month before, where shifts like those of a month may reach from its last evening into the month, and no roster
/// of it is published.
pub fn unknown_before(records: &Records, month: Month, up_to: EntryId) -> Option<Month> {
    unpublished_eve(records, month, up_to, 0)
}

/// The same for shifts that are still on after so many minutes of the first day.
fn unpublished_eve(records: &Records, month: Month, up_to: EntryId, minute: i32) -> Option<Month> {
    let roster = last_roster(records, month, up_to)?;
    let mut spans = roster.roster.shifts.iter().flat_map(|shift| &shift.spans);
    let reaches = spans.any(|(_, end)| *end > minute + DAY);
    let before = month.before();
    let published = last_roster(records, before, up_to).is_some();
    (reaches && !published).then_some(before)
}

pub(super) fn collect<'a>(
    published: &'a Published,
    day: NaiveDate,
    minute: i32,
    found: &mut Vec<OnDuty<'a>>,
) {
    let roster = &published.roster;
    for row in &roster.people {
        let Some(cell) = cell(row, roster.month, day) else {
            continue;
        };
        let code = cell.split('@').next().unwrap_or(cell);
        let Some(shift) = roster.shifts.iter().find(|s| s.code == code) else {
            continue;
        };
        if shift
            .spans
            .iter()
            .any(|(start, end)| *start <= minute && minute < *end)
        {
            found.push(OnDuty {
                id: &row.id,
                name: &row.name,
                cell,
                shift,
                day,
            });
        }
    }
}

/// A person's cell on a day; `None` for rest.
fn cell(row: &PublishedRow, month: Month, day: NaiveDate) -> Option<&str> {
    let index = usize::try_from((day - month.first()).num_days()).ok()?;
    row.cells
        .split_whitespace()
        .nth(index)
        .filter(|code| *code != "-")
}

/// What the published roster says of a person at a time; `None` where no roster of that month is published, or none of
/// the month before that would say who was still on.
pub fn of_person(records: &Records, person: &str, at: Moment, up_to: EntryId) -> Option<OnShift> {
    let roster = roster_at(records, at.month(), at, up_to)?;
    let on = on_duty(records, at, up_to)?;
    let shift = on
        .iter()
        .find(|d| records.current(d.id) == records.current(person))
        .map(|d| d.shift.code.clone());
    if shift.is_none() && unknown_eve(records, at, up_to).is_some() {
        return None;
    }
    Some(OnShift {
        roster: roster.id,
        version: roster.roster.version,
        shift,
    })
}

/// How many shifts a person has in the last published roster of a month.
pub fn shifts_in(records: &Records, person: PersonNo, month: Month, up_to: EntryId) -> u32 {
    let Some(published) = last_roster(records, month, up_to) else {
        return 0;
    };
    let selves = records.selves(person, up_to).into_iter();
    let ids: Vec<&str> = selves.map(|p| records.people().text(p)).collect();
    let rows = published.roster.people.iter();
    let rows = rows.filter(|row| ids.contains(&row.id.as_str()));
    let cells = rows.flat_map(|row| row.cells.split_whitespace());
    let shifts = cells.filter(|code| *code != "-").count();
    u32::try_from(shifts).unwrap_or(u32::MAX)
}
