//! Kinds of days as a team file names them in sequences: `night`, `not N`, `D or rest`.

use super::Word;
use super::free::REST_WORDS;
use super::{Fault, FaultKind, Source};
use crate::domain::{Problem, Step};
use crate::text::Text;
use std::sync::Arc;
use toml::Spanned;

/// Words between kinds of which a day may be any.
const OR: [&str; 2] = [" or ", "或"];

/// Words before kinds of which a day is none.
const NOT: [&str; 2] = ["not ", "非"];

/// Any day, whatever is worked on it.
const WHATEVER: &str = "?";

/// Days on end, without those at its ends that may be anything. `list` is where they stand.
pub fn sequence(
    source: &Arc<Source>,
    problem: &Problem,
    key: &str,
    list: &Spanned<Vec<Word>>,
) -> Result<Vec<Step>, Fault> {
    let words = list.get_ref().iter();
    let steps: Vec<Step> = words
        .map(|word| step(source, problem, word))
        .collect::<Result<_, _>>()?;
    let says = |s: &Step| !(s.rest && s.kinds.len() == problem.kinds.len());
    let (first, last) = (steps.iter().position(says), steps.iter().rposition(says));
    match first.zip(last) {
        Some((first, last)) => Ok(steps[first..=last].to_vec()),
        None => {
            let key = key.to_owned();
            Err(source.fault(Some(list.span()), FaultKind::EmptyList { key }))
        }
    }
}

/// What a day of a sequence may be.
pub fn step(source: &Arc<Source>, problem: &Problem, word: &Word) -> Result<Step, Fault> {
    let text = word.get_ref().trim();
    let mut all: Vec<usize> = (0..problem.kinds.len()).collect();
    if text == WHATEVER {
        return Ok(Step {
            kinds: all,
            rest: true,
            name: Text::new("any day", "任意一天"),
        });
    }
    if let Some(step) = one(problem, text) {
        return Ok(step);
    }
    let (names, not) = match NOT.iter().find_map(|not| text.strip_prefix(not)) {
        Some(names) => (names, true),
        None => (text, false),
    };
    let mut found = Step {
        kinds: Vec::new(),
        rest: false,
        name: Text::default(),
    };
    for name in parts(names) {
        let Some(part) = one(problem, name) else {
            let known = problem.kinds_now().iter().map(|k| k.code.clone()).collect();
            let text = name.to_owned();
            return Err(source.fault(Some(word.span()), FaultKind::BadStep { text, known }));
        };
        found.kinds.extend(part.kinds);
        found.rest |= part.rest;
        found.name = if found.name.en.is_empty() {
            part.name
        } else {
            Text::new(
                format!("{} or {}", found.name.en, part.name.en),
                format!("{}或{}", found.name.zh, part.name.zh),
            )
        };
    }
    found.kinds.sort_unstable();
    found.kinds.dedup();
    if not {
        all.retain(|kind| !found.kinds.contains(kind));
        let Text { en, zh } = found.name;
        found = Step {
            kinds: all,
            rest: !found.rest,
            name: crate::text!("no {en}", "非{zh}"),
        };
    }
    Ok(found)
}

fn parts(names: &str) -> Vec<&str> {
    OR.iter()
        .fold(vec![names], |parts, or| {
            parts.into_iter().flat_map(|part| part.split(or)).collect()
        })
        .into_iter()
        .map(str::trim)
        .collect()
}

/// A shift by its code, a group of shifts, or rest.
pub fn one(problem: &Problem, name: &str) -> Option<Step> {
    let of = |kinds: Vec<usize>, rest: bool, (en, zh): (&str, &str)| {
        let name = Text::new(en, zh);
        Some(Step { kinds, rest, name })
    };
    let kinds = &problem.kinds;
    // The same shift may have had other times before.
    let called: Vec<usize> = (0..kinds.len())
        .filter(|&k| kinds[k].code == name)
        .collect();
    if let Some(kind) = called.first() {
        let Text { en, zh } = &kinds[*kind].name;
        return of(called, false, (en, zh));
    }
    if REST_WORDS.contains(&name) {
        return of(Vec::new(), true, ("rest", "休息"));
    }
    let all = 0..kinds.len();
    match name {
        "any" | "work" | "上班" => of(all.collect(), false, ("work", "上班")),
        "night" => of(
            all.filter(|&k| kinds[k].night).collect(),
            false,
            ("night shift", "夜班"),
        ),
        "day" => of(
            all.filter(|&k| !kinds[k].night).collect(),
            false,
            ("day shift", "日班"),
        ),
        _ => None,
    }
}
