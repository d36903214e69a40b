//! Who hands over to whom, and when: on each change of those who are present at a post.
//!
//! Whoever leaves hands over to somebody who came during their time, the latest first; where nobody did, to those who
//! stay; and where nobody is there any more, by a note to those who come next.

use super::Facts;
use crate::domain::PersonIx;
use crate::domain::time::DAY;
use std::collections::BTreeSet;

/// A pause below an hour is a break: nobody hands over for that.
pub const BREAK: i64 = 60;

/// One person hands over to another. Minutes are counted from the month's first midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// The post, where the team has posts.
    pub post: Option<usize>,
    /// Who leaves.
    pub from: PersonIx,
    /// Who takes over; nobody where nobody comes any more before the month ends.
    pub to: Option<PersonIx>,
    /// When `from` leaves.
    pub left: i64,
    /// From when `to` is there: before `left` where their times overlap, after it where only a note bridges the gap.
    pub taken: i64,
}

impl Handover {
    /// From when to when both are there, or nobody is.
    pub fn span(&self) -> (i64, i64) {
        (self.left.min(self.taken), self.left.max(self.taken))
    }

    /// Whether nobody is there in between, so that only a note can tell.
    pub fn by_note(&self) -> bool {
        self.to.is_none() || self.taken > self.left
    }

    /// The day on whose sheet it stands.
    pub fn day(&self, days: usize) -> usize {
        let day = (self.left - 1).div_euclid(i64::from(DAY)).max(0);
        usize::try_from(day)
            .unwrap_or(0)
            .min(days.saturating_sub(1))
    }
}

/// Those who hand over, and those who take over; nobody where the next month's roster says who.
pub type Group = (Vec<PersonIx>, Vec<Option<PersonIx>>);

/// Handovers of one moment, so that everybody is named once: whoever shares somebody with others stands with them.
pub fn groups<'a>(handovers: impl IntoIterator<Item = &'a Handover>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for handover in handovers {
        let mut own: Group = (Vec::new(), Vec::new());
        let mut at = None;
        let mut others = Vec::new();
        for (from, to) in groups {
            if from.contains(&handover.from) || to.contains(&handover.to) {
                at.get_or_insert(others.len());
                add(&mut own.0, from);
                add(&mut own.1, to);
            } else {
                others.push((from, to));
            }
        }
        add(&mut own.0, vec![handover.from]);
        add(&mut own.1, vec![handover.to]);
        others.insert(at.unwrap_or(others.len()), own);
        groups = others;
    }
    groups
}

fn add<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
    for one in more {
        if !to.contains(&one) {
            to.push(one);
        }
    }
}

/// Somebody's unbroken time at a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stay {
    person: PersonIx,
    from: i64,
    to: i64,
}

/// All handovers of a month, in order of time and post.
pub fn handovers(facts: &Facts<'_>) -> Vec<Handover> {
    let skills = facts.problem.skills.iter().enumerate();
    let posts: Vec<usize> = skills.filter(|(_, s)| s.post).map(|(i, _)| i).collect();
    let mut all = Vec::new();
    if posts.is_empty() {
        all.extend(at_post(facts, None));
    }
    for post in posts {
        all.extend(at_post(facts, Some(post)));
    }
    all.sort_by_key(|h| (h.left, h.post));
    all
}

/// The times at a post, in order of their beginnings.
fn stays(facts: &Facts<'_>, post: Option<usize>) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    for person in facts.people() {
        let shifts = facts.all(person).iter();
        // The evening before the month hands over to its first morning.
        let shifts = shifts.filter(|s| s.day >= -1 && s.post == post);
        let start = stays.len();
        for (from, to) in shifts.flat_map(|s| s.parts.iter().copied()) {
            match stays[start..].last_mut() {
                Some(last) if from < last.to + BREAK => last.to = last.to.max(to),
                _ => stays.push(Stay { person, from, to }),
            }
        }
    }
    stays.sort_by_key(|stay| (stay.from, stay.person));
    stays
}

fn at_post(facts: &Facts<'_>, post: Option<usize>) -> Vec<Handover> {
    let stays = stays(facts, post);
    let ends: BTreeSet<i64> = stays.iter().map(|stay| stay.to).collect();
    // Those who have been handed to already: whoever has not is told something before others are twice.
    let mut met = vec![false; stays.len()];
    let mut all = Vec::new();
    for left in ends {
        let leaving: Vec<&Stay> = stays.iter().filter(|stay| stay.to == left).collect();
        let staying = present(&stays, left);
        let next = next(&stays, left);
        for (from, to) in pairs(&stays, &leaving, &staying, &next, &mut met) {
            let taken = to.map_or(left, |to| if to.from > from.from { to.from } else { left });
            all.push(Handover {
                post,
                from: from.person,
                to: to.map(|to| to.person),
                left,
                taken,
            });
        }
    }
    // What was over before the month began belongs to the sheet of the month before.
    all.retain(|h| h.left > 0 || (h.taken >= 0 && h.to.is_some()));
    all
}

/// The places of those who are still there when others leave.
fn present(stays: &[Stay], left: i64) -> Vec<usize> {
    let here = |place: &usize| stays[*place].from <= left && left < stays[*place].to;
    (0..stays.len()).filter(here).collect()
}

/// The places of those who come next.
fn next(stays: &[Stay], left: i64) -> Vec<usize> {
    let later = stays.iter().map(|stay| stay.from);
    let Some(first) = later.filter(|from| *from > left).min() else {
        return Vec::new();
    };
    let then = |place: &usize| stays[*place].from == first;
    (0..stays.len()).filter(then).collect()
}

/// Who of those who leave hands over to whom.
fn pairs<'a>(
    stays: &'a [Stay],
    leaving: &[&'a Stay],
    staying: &[usize],
    next: &[usize],
    met: &mut [bool],
) -> Vec<(&'a Stay, Option<&'a Stay>)> {
    // Who leaves too knows as much as the others do.
    let knows = |place: usize| leaving.iter().any(|s| s.person == stays[place].person);
    let next: Vec<usize> = if next.iter().any(|place| !knows(*place)) {
        next.iter().copied().filter(|p| !knows(*p)).collect()
    } else {
        next.to_vec()
    };
    let mut times = vec![0_usize; stays.len()];
    let mut pairs: Vec<(&Stay, Option<&Stay>)> = Vec::new();
    for from in leaving {
        let choice = successors(stays, from, staying, &next);
        let chosen = choice.iter().min_by_key(|place| times[**place]);
        if let Some(place) = chosen {
            times[*place] += 1;
        }
        // A note to oneself is none.
        let own = staying.is_empty() && !next.is_empty();
        if chosen.is_some() || !own {
            pairs.push((*from, chosen.map(|place| &stays[*place])));
        }
    }
    // Everybody who has come since somebody left the last time learns from one of those who leave.
    let first = leaving.iter().map(|stay| stay.from).min();
    let newer = |place: usize| first.is_some_and(|first| stays[place].from > first);
    let come = if staying.is_empty() { &next } else { staying };
    let untold = come.iter().copied().filter(|p| newer(*p) && !knows(*p));
    let untold = untold.filter(|place| !met[*place] && times[*place] == 0);
    let untold: Vec<usize> = untold.collect();
    for (place, from) in untold.into_iter().zip(leaving.iter().cycle()) {
        times[place] += 1;
        pairs.push((*from, Some(&stays[place])));
    }
    for (place, times) in times.iter().enumerate() {
        met[place] |= *times > 0;
    }
    pairs
}

/// The places of those to whom somebody who leaves can hand over, the best first.
fn successors(stays: &[Stay], from: &Stay, staying: &[usize], next: &[usize]) -> Vec<usize> {
    let mut newer: Vec<usize> = staying.to_vec();
    newer.retain(|place| stays[*place].from > from.from);
    newer.sort_by_key(|place| (std::cmp::Reverse(stays[*place].from), *place));
    if !newer.is_empty() {
        return newer;
    }
    if !staying.is_empty() {
        return staying.to_vec();
    }
    let mut next: Vec<usize> = next.to_vec();
    next.retain(|place| stays[*place].person != from.person);
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_named_once() {
        let handover = |(from, to): &(usize, Option<usize>)| Handover {
            post: None,
            from: PersonIx(*from),
            to: to.map(PersonIx),
            left: 0,
            taken: 0,
        };
        type Pair = (usize, Option<usize>);
        let cases: [(&[Pair], &str); 5] = [
            (&[(1, Some(2)), (3, Some(4))], "1>2;3>4"),
            (&[(1, Some(2)), (1, Some(3))], "1>2,3"),
            (&[(1, Some(2)), (3, Some(2)), (5, Some(6))], "1,3>2;5>6"),
            (
                &[(1, Some(2)), (5, Some(6)), (3, Some(4)), (1, Some(4))],
                "1,3>2,4;5>6",
            ),
            (&[(1, None), (2, None)], "1,2>-"),
        ];
        for (pairs, want) in cases {
            let all: Vec<Handover> = pairs.iter().map(handover).collect();
            let group = |(from, to): Group| {
                let from: Vec<String> = from.iter().map(|p| p.0.to_string()).collect();
                let name = |p: &Option<PersonIx>| p.map_or("-".to_owned(), |p| p.0.to_string());
                let to: Vec<String> = to.iter().map(name).collect();
                format!("{}>{}", from.join(","), to.join(","))
            };
            let found: Vec<String> = groups(&all).into_iter().map(group).collect();
            assert_eq!(found.join(";"), want);
        }
    }
}
