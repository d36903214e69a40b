//! What people wish: something on a day, or how days follow each other.

use super::build::{selector, whole};
use super::team::{PersonRow, WishRow, Word};
use super::{Fault, FaultKind, Source};
use crate::domain::{Habit, HabitWant, Person, Problem, Want, Wish};
use crate::source::free::is_free;
use crate::source::steps::{sequence, step};
use std::sync::Arc;
use toml::Spanned;

pub fn fill(
    source: &Arc<Source>,
    problem: &Problem,
    row: &PersonRow,
    person: &mut Person,
) -> Result<(), Fault> {
    for row in &row.wishes {
        let weight = weight(source, row.get_ref())?;
        match (&row.get_ref().on, &row.get_ref().want) {
            (None, None) => {
                let want = habit(source, problem, row)?;
                person.habits.push(Habit { want, weight });
            }
            (Some(on), Some(want)) => {
                only(source, row, &["on", "want"])?;
                let want = self::want(source, problem, want)?;
                for day in selector(source, on)?.days(problem) {
                    person.wishes.push(Wish { day, want, weight });
                }
            }
            (on, _) => {
                let absent = if on.is_none() { "on" } else { "want" };
                return Err(missing(source, row, absent));
            }
        }
    }
    Ok(())
}

fn weight(source: &Arc<Source>, row: &WishRow) -> Result<Option<i64>, Fault> {
    match &row.weight {
        Some(w) if !(0..=1_000_000).contains(w.get_ref()) => {
            let text = w.get_ref().to_string();
            Err(source.fault(Some(w.span()), FaultKind::BadWeight { text }))
        }
        other => Ok(other.as_ref().map(|w| *w.get_ref())),
    }
}

fn want(source: &Arc<Source>, problem: &Problem, word: &Word) -> Result<Want, Fault> {
    let text = word.get_ref().trim();
    if text == "work" || text == "上班" {
        return Ok(Want::Work);
    }
    if is_free(problem, text) {
        return Ok(Want::Off);
    }
    let (code, not) = match text.strip_prefix("not ") {
        Some(code) => (code.trim(), true),
        None => (text, false),
    };
    let kind = problem.kinds_now().iter().position(|k| k.code == code);
    match kind {
        Some(kind) if not => Ok(Want::NotKind(kind)),
        Some(kind) => Ok(Want::Kind(kind)),
        None => {
            let text = text.to_owned();
            let known = problem.kinds_now().iter().map(|k| k.code.clone()).collect();
            Err(source.fault(Some(word.span()), FaultKind::BadWish { text, known }))
        }
    }
}

/// A wish without a day: what should not follow each other, or come some days in a row.
fn habit(
    source: &Arc<Source>,
    problem: &Problem,
    row: &Spanned<WishRow>,
) -> Result<HabitWant, Fault> {
    let wish = row.get_ref();
    if let Some(avoid) = &wish.avoid {
        only(source, row, &["avoid"])?;
        return Ok(HabitWant::Avoid(sequence(source, problem, "avoid", avoid)?));
    }
    let Some(run) = &wish.run else {
        return Err(missing(source, row, "on / avoid / run"));
    };
    if wish.shortest.is_none() && wish.longest.is_none() {
        return Err(missing(source, row, "shortest / longest"));
    }
    let days = |bound: &Option<Spanned<i64>>| {
        let bound = bound.as_ref();
        bound.map(|b| whole(source, b, 1, 366)).transpose()
    };
    let shortest = days(&wish.shortest)?.unwrap_or(1);
    let longest = days(&wish.longest)?;
    if let (Some(high), Some(word)) = (longest, &wish.longest)
        && shortest > high
    {
        let (low, high) = (shortest.to_string(), high.to_string());
        return Err(source.fault(Some(word.span()), FaultKind::ImpossibleBounds { low, high }));
    }
    let of = step(source, problem, run)?;
    if of.rest && !of.kinds.is_empty() {
        // Days in a row are of shifts, or of rest.
        let mut known: Vec<String> = problem.kinds_now().iter().map(|k| k.code.clone()).collect();
        known.extend(["night", "day", "work", "rest"].map(str::to_owned));
        let value = run.get_ref().clone();
        return Err(source.fault(Some(run.span()), FaultKind::BadChoice { value, known }));
    }
    Ok(HabitWant::Run {
        of,
        shortest,
        longest,
    })
}

/// Refuses keys of other sorts of wishes beside those of one.
fn only(source: &Arc<Source>, row: &Spanned<WishRow>, keys: &[&str]) -> Result<(), Fault> {
    let wish = row.get_ref();
    let others = [
        ("avoid", wish.avoid.as_ref().map(Spanned::span)),
        ("run", wish.run.as_ref().map(Spanned::span)),
        ("shortest", wish.shortest.as_ref().map(Spanned::span)),
        ("longest", wish.longest.as_ref().map(Spanned::span)),
    ];
    for (key, span) in others {
        if span.is_some() && !keys.contains(&key) {
            let mut known: Vec<String> = keys.iter().map(|k| (*k).to_owned()).collect();
            known.push("weight".to_owned());
            let key = key.to_owned();
            return Err(source.fault(span, FaultKind::UnknownKey { key, known }));
        }
    }
    Ok(())
}

fn missing(source: &Arc<Source>, row: &Spanned<WishRow>, key: &str) -> Fault {
    let key = key.to_owned();
    source.fault(Some(row.span()), FaultKind::MissingKey { key })
}
