//! Which half-hours of a day a demand for people stands for.

use super::names::WHEN;
use crate::domain::time::{DAY, SLOT, Span};
use crate::domain::{Need, PersonIx, Problem};
use crate::model::{DutySet, Limit, Sum};
use crate::text::Text;

/// When at least, or at most, so many are to be present; `None` where that is not found.
pub fn words(problem: &Problem, day: usize, sum: &Sum, limit: &Limit, low: bool) -> Option<Text> {
    let at = limit.at;
    let needs = problem.demand.get(day)?.iter();
    let asks = |need: &&Need| {
        if low {
            [need.least, need.want].iter().any(|n| i64::from(*n) == at)
        } else {
            [Some(need.want), need.most]
                .iter()
                .any(|n| n.map(i64::from) == Some(at))
        }
    };
    let (mut spans, mut skill): (Vec<Span>, Option<usize>) = (Vec::new(), None);
    for need in needs.filter(asks) {
        for start in (need.span.start..need.span.end).step_by(SLOT as usize) {
            if !counted(problem, need, day, start, sum) {
                continue;
            }
            skill = need.skill;
            match spans.last_mut() {
                Some(span) if span.end == start => span.end = start + SLOT,
                _ => spans.push(Span {
                    start,
                    end: start + SLOT,
                }),
            }
        }
    }
    let times: Vec<String> = spans.iter().map(ToString::to_string).collect();
    let times = times.join(", ");
    if times.is_empty() {
        return None;
    }
    let (en, zh) = if low {
        ("at least", "至少")
    } else {
        ("at most", "最多")
    };
    let (of, of_zh) = match skill.map(|s| &problem.skills[s].name) {
        Some(name) => (format!(" ({})", name.en), format!("（{}）", name.zh)),
        None => (String::new(), String::new()),
    };
    // What no change of a roster can help.
    let halves = |span: &Span| (span.start..span.end).step_by(SLOT as usize);
    let mut starts = spans.iter().flat_map(halves);
    let (none, none_zh) = if low && starts.all(|start| !problem.has_shift_at(skill, start)) {
        ("; no shift covers this", "；这一时段没有班次")
    } else {
        ("", "")
    };
    Some(crate::text!(
        "{WHEN} {times}{of}: {en} {at} present{none}",
        "{WHEN} {times}{of_zh}：{zh} {at} 人在岗{none_zh}"
    ))
}

/// Whether a sum counts those who are present in a half-hour of a need.
fn counted(problem: &Problem, need: &Need, day: usize, start: i32, sum: &Sum) -> bool {
    let post = need.skill.filter(|s| problem.skills[*s].post);
    let talent = need.skill.filter(|s| !problem.skills[*s].post);
    let has = |person: PersonIx| talent.is_none_or(|s| problem.people[person].skills.contains(&s));
    let (own, eve) = (
        covering(problem, post, start),
        covering(problem, post, start + DAY),
    );
    let mut expected = 0;
    for person in problem.everybody().filter(|p| has(*p)) {
        expected += usize::from(!own.is_empty()) + usize::from(!eve.is_empty() && day > 0);
        let holds = |of_day: Option<usize>, duties: DutySet| {
            let spot = |item: &&crate::model::Item| {
                item.spot.person == person && Some(item.spot.day) == of_day
            };
            let found = sum.items.iter().find(spot);
            found.map_or(DutySet::NONE, |item| item.spot.duties) == duties
        };
        let before = day.checked_sub(1);
        if !holds(Some(day), own) || (before.is_some() && !holds(before, eve)) {
            return false;
        }
    }
    expected == sum.items.len()
}

/// Shifts that are present during the whole half-hour which begins at a minute of their own day.
fn covering(problem: &Problem, post: Option<usize>, start: i32) -> DutySet {
    let slot = Span {
        start,
        end: start + SLOT,
    };
    let covers = |duty: &usize| {
        let own = &problem.duties[*duty];
        let segments = &problem.kinds[own.kind].segments;
        let shared = |s: &Span| (s.end.min(slot.end) - s.start.max(slot.start)).max(0);
        let present: i32 = segments.iter().map(shared).sum();
        present == SLOT && (post.is_none() || own.post == post)
    };
    (0..problem.duties.len()).filter(covers).collect()
}
