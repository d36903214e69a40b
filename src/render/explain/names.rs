//! People, days and shifts in lists that stay short.

use crate::domain::{PersonIx, Problem};
use crate::model::DutySet;
use crate::text::Text;
use std::collections::BTreeSet;

/// People by name; everybody as a number, where there are more than a few.
pub fn people(problem: &Problem, who: &[PersonIx]) -> Text {
    let (all, count) = (problem.people.len(), who.len());
    if count == all && count > 3 {
        return crate::text!("all {count} people", "全部 {count} 人");
    }
    let names: Vec<Text> = who
        .iter()
        .map(|p| Text::same(problem.person_name(*p)))
        .collect();
    Text::list(&names)
}

/// Days and stretches of days: single ones that follow each other as one stretch.
pub fn days(problem: &Problem, when: &BTreeSet<(usize, usize)>) -> Text {
    let last = problem.days().saturating_sub(1);
    let single = when.iter().all(|(a, b)| a == b);
    if single && when.len() == problem.days() && last > 0 {
        return Text::new("every day", "每天");
    }
    if when.iter().any(|span| *span == (0, last)) && when.len() == 1 && last > 0 {
        return Text::new("the whole month", "整月");
    }
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for (a, b) in when {
        match spans.last_mut() {
            Some(span) if single && span.1 + 1 == *a => span.1 = *b,
            _ => spans.push((*a, *b)),
        }
    }
    let parts: Vec<Text> = spans
        .iter()
        .map(|(a, b)| {
            let (from, to) = (problem.day_name(*a as i64), problem.day_name(*b as i64));
            match a == b {
                true => Text::same(from),
                // Two days are shorter as such.
                false if single && a + 1 == *b => {
                    Text::new(format!("{from}, {to}"), format!("{from}、{to}"))
                }
                false => crate::text!("{from} to {to}", "{from} 至 {to}"),
            }
        })
        .collect();
    Text::list(&parts)
}

/// Single days.
pub fn dates(problem: &Problem, days_of: &[usize]) -> Text {
    days(problem, &days_of.iter().map(|day| (*day, *day)).collect())
}

/// Whether it is any shift at all.
pub fn is_any(problem: &Problem, duties: DutySet) -> bool {
    DutySet::all(problem.duties_now().len())
        .minus(duties)
        .is_empty()
}

/// Shifts by name: `full day or night`; at posts where not all posts are meant: `night (service desk)`.
pub fn shifts(problem: &Problem, duties: DutySet) -> Text {
    if is_any(problem, duties) {
        return Text::new("a shift", "班");
    }
    let of_post = |post: usize| -> DutySet {
        let at = |d: &usize| problem.duties[*d].post == Some(post);
        (0..problem.duties_now().len()).filter(at).collect()
    };
    let mut posts = 0..problem.skills.len();
    if let Some(post) = posts.find(|p| of_post(*p) == duties) {
        return problem.skills[post].name.clone();
    }
    let mut parts = Vec::new();
    for (k, kind) in problem.kinds_now().iter().enumerate() {
        let at = |d: &usize| problem.duties[*d].kind == k;
        let all: DutySet = (0..problem.duties_now().len()).filter(at).collect();
        let own = all.and(duties);
        if own.is_empty() {
            continue;
        }
        if own == all {
            parts.push(kind.name.clone());
            continue;
        }
        let post = |d: usize| {
            problem.duties[d]
                .post
                .map(|p| problem.skills[p].name.clone())
        };
        let posts: Vec<Text> = own.iter().filter_map(post).collect();
        let (name, posts) = (&kind.name, Text::list(&posts));
        parts.push(Text::new(
            format!("{} ({})", name.en, posts.en),
            format!("{}（{}）", name.zh, posts.zh),
        ));
    }
    let (en, zh): (Vec<String>, Vec<String>) = parts.into_iter().map(|t| (t.en, t.zh)).unzip();
    Text::new(en.join(" or "), zh.join("或"))
}

/// What a cell holds.
pub fn value(problem: &Problem, value: Option<usize>) -> Text {
    match value {
        Some(duty) => shifts_one(problem, duty),
        None => Text::new("a day off", "休息"),
    }
}

/// One shift; never “a shift”, also where the team has no other.
fn shifts_one(problem: &Problem, duty: usize) -> Text {
    let Some(own) = problem.duties.get(duty) else {
        return Text::default();
    };
    let name = &problem.kinds[own.kind].name;
    match own.post.map(|post| &problem.skills[post].name) {
        None => name.clone(),
        Some(post) => Text::new(
            format!("{} ({})", name.en, post.en),
            format!("{}（{}）", name.zh, post.zh),
        ),
    }
}

/// Who and when are put in last, when those of whom the same is said have been gathered.
pub const WHO: char = '\u{1}';
/// See [`WHO`].
pub const WHEN: char = '\u{2}';

/// Words with who and when put in.
pub fn filled(words: &Text, who: &Text, when: &Text) -> Text {
    let fill = |words: &str, who: &str, when: &str| words.replace(WHO, who).replace(WHEN, when);
    Text::new(
        fill(&words.en, &who.en, &when.en),
        fill(&words.zh, &who.zh, &when.zh).replace("整月 ", "整月"),
    )
}
