//! Who does which task on which day: evenly, and the same for the same roster (semi-matching: Harvey et al. 2006).
//!
//! A task at a time of day goes to one person who is there and may do it; one at the beginning or the end of a shift
//! to everybody on that shift. How often each has a task differs by as little as the roster allows: first whoever had
//! it least is taken, then tasks are handed on along chains of people as long as that makes the numbers more even.

use super::{Facts, Stint};
use crate::domain::PersonIx;
use crate::domain::tasks::{Task, When};
use crate::domain::time::DAY;
use std::collections::{BTreeMap, VecDeque};

/// A task on one occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// Which of the tasks.
    pub task: usize,
    /// When it begins, in minutes from the month's first midnight.
    pub start: i64,
    /// When it ends.
    pub end: i64,
    /// Who does it, ascending; nobody where nobody is there who may.
    pub people: Vec<PersonIx>,
}

impl Given {
    /// The day of the clock on which it begins.
    pub fn day(&self) -> i64 {
        self.start.div_euclid(i64::from(DAY))
    }
}

/// Everything that is to be done, in order of time.
pub fn given(facts: &Facts<'_>, tasks: &[Task]) -> Vec<Given> {
    let mut single: Vec<Given> = Vec::new();
    let mut shared: Vec<Given> = Vec::new();
    for (index, task) in tasks.iter().enumerate() {
        match task.when {
            When::Clock(minute) => {
                let more = by_one(facts, index, task, minute, &single);
                single.extend(more);
            }
            When::First | When::Last => shared.extend(by_everybody(facts, index, task)),
        }
    }
    single.append(&mut shared);
    single.sort_by_key(|given| (given.start, given.task));
    single
}

/// A task at a time of day on all its days; `before` are those that people have already.
fn by_one(
    facts: &Facts<'_>,
    index: usize,
    task: &Task,
    minute: i32,
    before: &[Given],
) -> Vec<Given> {
    let span = |day: usize| {
        let start = day as i64 * i64::from(DAY) + i64::from(minute);
        (start, start + i64::from(task.minutes))
    };
    let times: Vec<(i64, i64)> = task.days.iter().map(|day| span(*day)).collect();
    let able: Vec<Vec<PersonIx>> = times
        .iter()
        .map(|(start, end)| able(facts, task, *start, *end, before))
        .collect();
    let mut load = vec![0; facts.problem.people.len()];
    for given in before {
        for person in &given.people {
            load[*person] += given.end - given.start;
        }
    }
    let chosen = balanced(&able, &load);
    times
        .into_iter()
        .zip(chosen)
        .map(|((start, end), person)| Given {
            task: index,
            start,
            end,
            people: person.into_iter().collect(),
        })
        .collect()
}

/// Who can do a task: those who are there all the time, else those who are there when it begins. Who has another
/// task at the time is left out, unless that leaves nobody.
fn able(facts: &Facts<'_>, task: &Task, start: i64, end: i64, before: &[Given]) -> Vec<PersonIx> {
    let day = start.div_euclid(i64::from(DAY));
    let there = |to: i64| -> Vec<PersonIx> {
        let here = |person: &PersonIx| {
            [day - 1, day]
                .into_iter()
                .filter_map(|day| facts.on(*person, day))
                .any(|stint| stint.covers(start, to) && may(facts, task, *person, stint))
        };
        facts.people().filter(here).collect()
    };
    let mut able = there(end);
    if able.is_empty() {
        able = there(start + 1);
    }
    let at_once = before.iter().filter(|g| g.start < end && start < g.end);
    let busy: Vec<PersonIx> = at_once.flat_map(|g| g.people.iter().copied()).collect();
    let free: Vec<PersonIx> = able.iter().copied().filter(|p| !busy.contains(p)).collect();
    if free.is_empty() { able } else { free }
}

/// Whether a person on this shift has the skill: a post is held, another skill is had.
fn may(facts: &Facts<'_>, task: &Task, person: PersonIx, stint: &Stint) -> bool {
    task.skill.is_none_or(|skill| {
        if facts.problem.skills[skill].post {
            stint.post == Some(skill)
        } else {
            facts.problem.people[person].skills.contains(&skill)
        }
    })
}

/// A task at the beginning or the end of everybody's shift, for those who begin or end together at once.
fn by_everybody(facts: &Facts<'_>, index: usize, task: &Task) -> Vec<Given> {
    let mut groups: BTreeMap<(i64, i64), Vec<PersonIx>> = BTreeMap::new();
    let minutes = i64::from(task.minutes);
    for day in &task.days {
        for person in facts.people() {
            let Some(stint) = facts.on(person, *day as i64) else {
                continue;
            };
            if !may(facts, task, person, stint) {
                continue;
            }
            let (start, end) = (stint.start(), stint.end());
            let span = match task.when {
                When::Last => ((end - minutes).max(start), end),
                _ => (start, (start + minutes).min(end)),
            };
            groups.entry(span).or_default().push(person);
        }
    }
    groups
        .into_iter()
        .map(|((start, end), people)| Given {
            task: index,
            start,
            end,
            people,
        })
        .collect()
}

/// Chooses one of `able` for each occasion, so that the numbers of people's occasions are as even as they can be. Of
/// equals, who has the lower `load`, then who comes first.
fn balanced(able: &[Vec<PersonIx>], load: &[i64]) -> Vec<Option<PersonIx>> {
    let mut count = vec![0_usize; load.len()];
    let mut chosen: Vec<Option<PersonIx>> = Vec::with_capacity(able.len());
    for people in able {
        let least = people.iter().copied().min_by_key(|p| (count[*p], load[*p]));
        if let Some(person) = least {
            count[person] += 1;
        }
        chosen.push(least);
    }
    while relieve(able, &mut chosen, &mut count) {}
    chosen
}

/// Takes an occasion from somebody and gives it, directly or along a chain of people who hand on one each, to somebody
/// who has at least two fewer. Whether there was such a chain; where there is none, the numbers are as even as they
/// can be.
fn relieve(able: &[Vec<PersonIx>], chosen: &mut [Option<PersonIx>], count: &mut [usize]) -> bool {
    let mut loaded: Vec<PersonIx> = PersonIx::first(count.len())
        .filter(|p| count[*p] > 1)
        .collect();
    loaded.sort_by_key(|person| std::cmp::Reverse(count[*person]));
    for from in loaded {
        // Each person that a chain reaches: on which occasion, and from whom.
        let mut reached: BTreeMap<PersonIx, (usize, PersonIx)> = BTreeMap::new();
        let mut next = VecDeque::from([from]);
        while let Some(giver) = next.pop_front() {
            for occasion in 0..able.len() {
                if chosen[occasion] != Some(giver) {
                    continue;
                }
                for person in &able[occasion] {
                    if *person == from || reached.contains_key(person) {
                        continue;
                    }
                    reached.insert(*person, (occasion, giver));
                    if count[*person] + 2 <= count[from] {
                        hand_on(&reached, *person, from, chosen);
                        count[*person] += 1;
                        count[from] -= 1;
                        return true;
                    }
                    next.push_back(*person);
                }
            }
        }
    }
    false
}

/// Walks a chain back from its end, so that each gives what the next takes.
fn hand_on(
    reached: &BTreeMap<PersonIx, (usize, PersonIx)>,
    last: PersonIx,
    from: PersonIx,
    chosen: &mut [Option<PersonIx>],
) {
    let mut person = last;
    while person != from {
        let Some((occasion, giver)) = reached.get(&person) else {
            return;
        };
        chosen[*occasion] = Some(person);
        person = *giver;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn counts(chosen: &[Option<PersonIx>], people: usize) -> Vec<usize> {
        let of = |person| chosen.iter().filter(|c| **c == Some(person)).count();
        PersonIx::first(people).map(of).collect()
    }

    fn people<const N: usize>(places: [usize; N]) -> Vec<PersonIx> {
        places.map(PersonIx).to_vec()
    }

    fn some<const N: usize>(places: [usize; N]) -> [Option<PersonIx>; N] {
        places.map(|place| Some(PersonIx(place)))
    }

    #[test]
    fn whoever_had_it_least_is_next_and_then_the_first() {
        let able = vec![people([0, 1, 2]); 7];
        let chosen = balanced(&able, &[0, 0, 0]);
        assert_eq!(chosen, some([0, 1, 2, 0, 1, 2, 0]));
        // Who has more to do otherwise comes later.
        assert_eq!(balanced(&able[..3], &[90, 0, 30]), some([1, 2, 0]));
    }

    #[test]
    fn nobody_is_chosen_where_nobody_is_able() {
        assert_eq!(
            balanced(&[vec![], vec![PersonIx(1)]], &[0, 0]),
            [None, Some(PersonIx(1))]
        );
    }

    #[test]
    fn chains_make_even_what_the_order_of_days_does_not() {
        // Taken day by day, 0 would have all three.
        let able = [people([0, 1]), people([0]), people([0])];
        assert_eq!(balanced(&able, &[0; 2]), some([1, 0, 0]));
        // 0 would have two, 1 one, and 2 none; 0 hands the first on to 1, and 1 the last on to 2.
        let able = [people([0, 1]), people([0]), people([1, 2])];
        assert_eq!(balanced(&able, &[0; 3]), some([1, 0, 2]));
    }

    /// The most that anybody has in the best assignment, by trying all.
    fn best(able: &[Vec<PersonIx>], count: &mut Vec<usize>) -> usize {
        let Some((first, rest)) = able.split_first() else {
            return count.iter().copied().max().unwrap_or(0);
        };
        if first.is_empty() {
            return best(rest, count);
        }
        let mut least = usize::MAX;
        for person in first {
            count[*person] += 1;
            least = least.min(best(rest, count));
            count[*person] -= 1;
        }
        least
    }

    #[test]
    fn no_assignment_is_more_even() {
        let mut seed = 7_u64;
        let mut random = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        for round in 0..200 {
            let people = 2 + round % 4;
            let able: Vec<Vec<PersonIx>> = (0..7)
                .map(|_| {
                    PersonIx::first(people)
                        .filter(|_| random(100) < 55)
                        .collect()
                })
                .collect();
            let chosen = balanced(&able, &vec![0; people]);
            for (people, one) in able.iter().zip(&chosen) {
                assert_eq!(one.is_none(), people.is_empty());
                assert!(one.is_none_or(|p| people.contains(&p)));
            }
            let most = counts(&chosen, people).into_iter().max().unwrap();
            assert_eq!(most, best(&able, &mut vec![0; people]), "{able:?}");
        }
    }
}
