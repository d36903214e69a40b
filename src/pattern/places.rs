//! Where those enter the cycle who are new: in the place of somebody who has left, else where the pattern has the least
//! cover.

use super::{Row, Sources};
use crate::domain::{PersonIx, Problem};
use std::cmp::Reverse;

/// Where somebody enters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    /// Who.
    pub person: PersonIx,
    /// In which place.
    pub entrance: Entrance,
}

/// A place in the cycle.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Entrance {
    /// That of somebody who has left.
    Of(String),
    /// That of a colleague, so many weeks ahead.
    Beside(PersonIx, usize),
}

type Cells = Vec<Option<Option<usize>>>;

/// Gives those who are new a row; says which places, and who has left a place that nobody takes.
pub fn enter(sources: &Sources<'_>, cells: &mut [Cells]) -> (Vec<Place>, Vec<String>) {
    let problem = sources.problem;
    let here = |person: &PersonIx| !problem.employed(*person).is_empty();
    let people = problem.everybody();
    let mut new: Vec<PersonIx> = people
        .clone()
        .filter(|p| here(p) && sources.rows[*p].is_empty())
        .collect();
    new.sort_by_key(|p| (problem.employed(*p).start, *p));
    let stays = |p: &PersonIx| problem.employed(*p).end == problem.days();
    let left = people.filter(|p| !sources.rows[*p].is_empty() && !stays(p));
    let mut leavers: Vec<(String, &Row)> = left
        .map(|p| (problem.people[p].name.clone(), &sources.rows[p]))
        .chain(sources.gone.iter().map(|(g, row)| (g.name.clone(), row)))
        .collect();
    let mut places = Vec::new();
    for person in new {
        let weeks = sources.weeks[person];
        let best =
            (0..leavers.len()).max_by_key(|l| (fit(problem, person, leavers[*l].1), Reverse(*l)));
        let entrance = match best.filter(|l| fit(problem, person, leavers[*l].1) > 0) {
            Some(leaver) => {
                let (name, row) = leavers.remove(leaver);
                cells[person] = sources.row(row, person, weeks, 0);
                Some(Entrance::Of(name))
            }
            None => beside(sources, cells, person).map(|(colleague, ahead)| {
                let row = &sources.rows[colleague];
                cells[person] = sources.row(row, person, sources.weeks[colleague], ahead);
                Entrance::Beside(colleague, ahead)
            }),
        };
        places.extend(entrance.map(|entrance| Place { person, entrance }));
    }
    (places, leavers.into_iter().map(|(name, _)| name).collect())
}

/// How much of a row a person can take over, in thousandths of its shifts.
fn fit(problem: &Problem, person: PersonIx, row: &Row) -> usize {
    let shifts = || row.values().flatten();
    let fits = shifts().filter(|duty| can(problem, person, **duty)).count();
    1000 * fits / shifts().count().max(1)
}

fn can(problem: &Problem, person: PersonIx, duty: usize) -> bool {
    let (who, duty) = (&problem.people[person], &problem.duties[duty]);
    let trained = duty.post.is_none_or(|post| who.skills.contains(&post));
    trained && !(who.protected && problem.kinds[duty.kind].night)
}

/// The colleague beside whom, and how many weeks ahead, the pattern has the least cover.
fn beside(sources: &Sources<'_>, cells: &[Cells], person: PersonIx) -> Option<(PersonIx, usize)> {
    let problem = sources.problem;
    let cover = Cover::of(problem, cells);
    let colleagues = problem.everybody().filter(|p| !sources.rows[*p].is_empty());
    let mut most = None;
    let mut place = None;
    for colleague in colleagues {
        let row = &sources.rows[colleague];
        if fit(problem, person, row) < 1000 {
            continue;
        }
        let weeks = sources.weeks[colleague];
        for ahead in 0..weeks {
            let worth = Some(cover.worth(&sources.row(row, person, weeks, ahead)));
            if worth > most {
                (most, place) = (worth, Some((colleague, ahead)));
            }
        }
    }
    place
}

/// How the pattern covers the demand.
struct Cover {
    /// By day and duty: half-hours that are short and that one more of it would fill.
    short: Vec<Vec<i64>>,
    /// By day and duty: people.
    people: Vec<Vec<i64>>,
}

impl Cover {
    fn of(problem: &Problem, cells: &[Cells]) -> Cover {
        let mut people = vec![vec![0; problem.duties.len()]; problem.days()];
        for row in cells {
            for (day, cell) in row.iter().enumerate() {
                if let Some(Some(duty)) = cell {
                    people[day][*duty] += 1;
                }
            }
        }
        let mut short = vec![vec![0; problem.duties.len()]; problem.days()];
        for (day, needs) in problem.demand.iter().enumerate() {
            for need in needs {
                // A skill that is no post is not looked at: who has it is not known of a place.
                let duties: Vec<usize> = (0..problem.duties.len())
                    .filter(|d| need.skill.is_none() || problem.duties[*d].post == need.skill)
                    .collect();
                for slot in (need.span.start..need.span.end).step_by(30) {
                    let there = |d: &&usize| {
                        let kind = &problem.kinds[problem.duties[**d].kind];
                        kind.segments
                            .iter()
                            .any(|s| s.start <= slot && slot < s.end)
                    };
                    let present: i64 = duties.iter().filter(there).map(|d| people[day][*d]).sum();
                    if present < i64::from(need.want) {
                        duties
                            .iter()
                            .filter(there)
                            .for_each(|d| short[day][*d] += 1);
                    }
                }
            }
        }
        Cover { short, people }
    }

    /// What a row would fill, and how many thousandths of people are there already on its shifts.
    fn worth(&self, row: &Cells) -> (i64, Reverse<i64>) {
        let shifts = || {
            let cells = row.iter().enumerate();
            cells.filter_map(|(day, cell)| Some((day, (*cell)??)))
        };
        let filled = shifts().map(|(day, duty)| self.short[day][duty]).sum();
        let there: i64 = shifts().map(|(day, duty)| self.people[day][duty]).sum();
        let count = shifts().count().max(1) as i64;
        (filled, Reverse(1000 * there / count))
    }
}
