//! What a change asks of a person's own section: of fixed cells, wishes, leave, days away and days in the team.

use super::{Edit, Place, noted, quoted};
use crate::domain::{PersonIx, Problem};
use crate::explain::remedies::kinds::{Change, Kind};
use crate::text::Text;
use std::collections::BTreeSet;

/// What stands in a person's own section.
pub(super) fn edit(problem: &Problem, change: &Change) -> Option<Edit> {
    let person = *change.people.first()?;
    let (name, id) = (problem.person_name(person), &problem.people[person].id);
    let own = change.own_days(problem);
    let dates: Vec<String> = own.iter().map(|d| problem.date(*d).to_string()).collect();
    let dates = dates.join(", ");
    let key = match change.kind {
        Kind::Pin => "pinned",
        Kind::Away => "unavailable",
        Kind::Wish => "wishes",
        Kind::Leave => {
            return Some(noted(
                crate::text!(
                    "take {dates} out of the [[leave]] of {name}",
                    "从 {name} 的 [[leave]] 里去掉 {dates}"
                ),
                Some(Place::Leave(person)),
            ));
        }
        _ => {
            let here = problem.employed(person);
            let early = own.iter().filter(|day| **day < here.start as i64).min();
            let late = own.iter().filter(|day| **day >= here.end as i64).max();
            let keys = [("joined", early), ("left", late)].into_iter();
            let keys = keys.filter_map(|(key, day)| Some((key, problem.date(*day?))));
            let said: Vec<String> = keys.map(|(key, date)| format!("{key} = {date}")).collect();
            let key = if early.is_some() { "joined" } else { "left" };
            return Some(noted(
                Text::new(
                    format!("{name}: {}", said.join(", ")),
                    format!("{name}：{}", said.join("，")),
                ),
                Some(Place::Person(person, key)),
            ));
        }
    };
    let id = if id == name {
        String::new()
    } else {
        format!(" {id}")
    };
    let place = Some(Place::Person(person, key));
    let others = others(problem, change, person);
    if others.is_empty() {
        return Some(noted(
            crate::text!(
                "take {dates} out of `{key}` of{id} {name}",
                "从{id} {name} 的 {key} 里去掉 {dates}"
            ),
            place,
        ));
    }
    Some(noted(
        crate::text!(
            "take {dates} out of `{key}` of{id} {name}; where a weekday or a stretch stands there, write its other days one by one: {others}",
            "从{id} {name} 的 {key} 里去掉 {dates}；如果写的是星期或一段日期，请改为逐日写其余的日子：{others}"
        ),
        place,
    ))
}

/// The other days that a weekday or a stretch may stand for, where a change takes a day out of it: those that go with
/// the day in the person's section.
fn others(problem: &Problem, change: &Change, person: PersonIx) -> String {
    let own = &problem.people[person];
    let changed = |day: &usize| change.days.contains(day);
    let in_month = |day: i64| usize::try_from(day).ok().filter(|d| *d < problem.days());
    let days: Vec<usize> = match change.kind {
        Kind::Pin => {
            let pins = || own.pinned.iter();
            let pins = || pins().filter_map(|(day, pin)| Some((in_month(*day)?, *pin)));
            let alike = |pin| pins().any(|(day, other)| changed(&day) && other == pin);
            let same = pins().filter(|(_, pin)| alike(*pin));
            same.map(|(day, _)| day).collect()
        }
        Kind::Wish => {
            let wishes = || own.wishes.iter();
            let alike = |want| wishes().any(|w| changed(&w.day) && w.want == want);
            let same = wishes().filter(|w| alike(w.want));
            same.map(|w| w.day).collect()
        }
        _ => own
            .unavailable
            .iter()
            .filter_map(|day| in_month(*day))
            .collect(),
    };
    let left = days.into_iter().filter(|day| {
        // A closed day is nobody's own.
        !change.days.contains(day) && !problem.is_closed(*day as i64)
    });
    let left: BTreeSet<usize> = left.collect();
    let together = |a: usize, b: usize| a.abs_diff(b).is_multiple_of(7) || a.abs_diff(b) == 1;
    let may = |day: &usize| left.iter().any(|other| together(*day, *other));
    if !change.days.iter().any(may) {
        return String::new();
    }
    let dates = left
        .iter()
        .map(|day| quoted(&problem.date(*day as i64).to_string()));
    dates.collect::<Vec<_>>().join(", ")
}
