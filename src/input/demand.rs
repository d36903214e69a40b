//! Lays a team file's demand over the days of a month: the most specific line wins, and what lines say of the hours after
//! midnight belongs to the next day.

mod dropped;
mod line;

pub use dropped::Dropped;
pub use line::DemandRow;

use super::build::around;
use super::team::{Beside, TeamFile};
use super::{Fault, FaultKind, Named, Source};
use crate::domain::calendar::Calendar;
use crate::domain::time::{DAY, add_days, clock};
use crate::domain::{Need, Problem};
use crate::source::days::Specificity;
use chrono::NaiveDate;
use line::{Figure, Level, Line, SLOTS, contradiction, half_hour};
use std::collections::BTreeSet;
use std::sync::Arc;

pub fn fill(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    problem: &mut Problem,
) -> Result<(), Fault> {
    let demand = Demand::read(source, file, beside, problem)?;
    let days = (0..=problem.days()).map(|day| demand.of_day(problem.date(day as i64)));
    let mut days = days.collect::<Result<Vec<Laid>, Fault>>()?;
    let without = |date: &NaiveDate| {
        let wants = |laid: Laid| laid.needs.iter().any(|need| need.want > 0);
        !demand.of_day(*date).map_or(true, wants)
    };
    let quiet: BTreeSet<NaiveDate> = around(problem.first, problem.days())
        .filter(without)
        .collect();
    let nights = days.iter_mut().skip(1);
    problem.night_demand = nights.map(|d| std::mem::take(&mut d.of_the_eve)).collect();
    problem.next = days
        .split_off(problem.days())
        .into_iter()
        .flat_map(|laid| laid.needs)
        .collect();
    problem.demand = days.into_iter().map(|laid| laid.needs).collect();
    if problem.has_demand() {
        problem.quiet = quiet;
    }
    Ok(())
}

/// Hours that lines of dates leave out of the ordinary day, where that may not be meant.
pub fn dropped(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    problem: &Problem,
) -> Vec<Dropped> {
    // A month that was read has no fault.
    let demand = Demand::read(source, file, beside, problem);
    demand.map_or_else(|_| Vec::new(), |demand| demand.dropped(problem))
}

fn twice(line: &Line<'_>) -> Fault {
    let days = line.days_written();
    let name = if days.is_empty() {
        "all".to_owned()
    } else {
        days
    };
    let what = Named::Demand;
    line.fault(FaultKind::Twice { what, name })
}

/// Refuses a line that names days of the month and wants somebody only where the team is closed.
fn not_in_vain(line: &Line<'_>, problem: &Problem) -> Result<(), Fault> {
    let closed = |day: usize| problem.is_closed(day as i64);
    let days: BTreeSet<usize> = line.on.iter().flat_map(|s| s.days(problem)).collect();
    let open: Vec<usize> = days.iter().copied().filter(|d| !closed(*d)).collect();
    let (by_day, by_night) = line.wants();
    let night = match (days.is_empty(), open.is_empty()) {
        (true, _) => return Ok(()),
        (false, true) if by_day || by_night => false,
        (false, false) if by_night && open.iter().all(|day| closed(day + 1)) => true,
        _ => return Ok(()),
    };
    let days = line.days_written();
    Err(line.fault_of_days(FaultKind::ClosedDay { days, night }))
}

/// The lines of a team, and what decides which of them are in force.
struct Demand<'a> {
    lines: Vec<Line<'a>>,
    calendar: &'a Calendar,
    closed: &'a BTreeSet<NaiveDate>,
}

/// What is said of a day.
struct Laid {
    needs: Vec<Need>,
    /// Those that the lines of the day before have said, on that day's clock.
    of_the_eve: Vec<Need>,
}

/// A line in force on a day.
#[derive(Clone, Copy)]
struct InForce<'a> {
    rank: Specificity,
    /// Its place in the file.
    place: usize,
    line: &'a Line<'a>,
}

/// The lines that say something of a day: its own, and for the hours after midnight those of the day before.
struct Sayers<'a> {
    own: Option<InForce<'a>>,
    eve: Option<InForce<'a>>,
    /// Lines that add, and the first of their half-hours that counts.
    adding: Vec<(&'a Line<'a>, usize)>,
}

impl<'a> Demand<'a> {
    /// The lines of the table, then those of the team file.
    fn read(
        source: &'a Arc<Source>,
        file: &'a TeamFile,
        beside: &'a Beside,
        problem: &'a Problem,
    ) -> Result<Demand<'a>, Fault> {
        let table = beside.demand.iter();
        let table = table.flat_map(|(source, rows)| rows.iter().map(move |row| (source, row)));
        let rows = table.chain(file.demand.iter().map(|row| (source, row)));
        let mut lines: Vec<Line<'_>> = Vec::new();
        for (source, row) in rows {
            let line = Line::read(source, &problem.skills, row)?;
            if lines.iter().any(|other| other.replaces(&line)) {
                return Err(twice(&line));
            }
            not_in_vain(&line, problem)?;
            lines.push(line);
        }
        Ok(Demand {
            lines,
            calendar: &beside.calendar,
            closed: &problem.closed,
        })
    }

    /// The skills that lines are for; `None`: everybody.
    fn skills(&self) -> BTreeSet<Option<usize>> {
        self.lines.iter().map(|line| line.skill).collect()
    }

    /// What is needed on a day, in the month or not; nothing where the team is closed.
    fn of_day(&self, date: NaiveDate) -> Result<Laid, Fault> {
        let mut laid = Laid {
            needs: Vec::new(),
            of_the_eve: Vec::new(),
        };
        if self.closed.contains(&date) {
            return Ok(laid);
        }
        for skill in self.skills() {
            let sayers = self.sayers(skill, date);
            let mut own = [Level::default(); SLOTS];
            let mut eve = own;
            for slot in 0..SLOTS {
                (own[slot], eve[slot]) = sayers.level(date, slot)?;
            }
            laid.needs.extend(needs(skill, &own));
            let late = needs(skill, &eve).into_iter().map(|need| Need {
                span: need.span.later(DAY),
                ..need
            });
            laid.of_the_eve.extend(late);
        }
        Ok(laid)
    }

    fn sayers(&self, skill: Option<usize>, date: NaiveDate) -> Sayers<'_> {
        let eve = add_days(date, -1);
        let adding = |date: NaiveDate, from: usize| {
            let lines = self.naming(skill, date);
            let lines = lines.filter(|held| held.line.adds());
            lines.map(move |held| (held.line, from))
        };
        Sayers {
            own: self.in_force(skill, date),
            eve: self.in_force(skill, eve),
            adding: adding(date, 0).chain(adding(eve, SLOTS)).collect(),
        }
    }

    /// The line that stands for a day: the most specific; of equals the last.
    fn in_force(&self, skill: Option<usize>, date: NaiveDate) -> Option<InForce<'_>> {
        let naming = self.naming(skill, date).filter(|held| !held.line.adds());
        naming.max_by_key(|held| (held.rank, held.place))
    }

    /// The lines that name a day; none where the team is closed.
    fn naming(&self, skill: Option<usize>, date: NaiveDate) -> impl Iterator<Item = InForce<'_>> {
        let open = !self.closed.contains(&date);
        let kind = self.calendar.kind(date);
        let lines = self.lines.iter().enumerate();
        let own = lines.filter(move |(_, line)| open && line.skill == skill);
        own.filter_map(move |(place, line)| {
            let rank = line.rank(date, kind)?;
            Some(InForce { rank, place, line })
        })
    }
}

impl Sayers<'_> {
    /// What is said of a half-hour of the day, and how much of it the lines of the day before have said.
    fn level(&self, date: NaiveDate, slot: usize) -> Result<(Level, Level), Fault> {
        let (mut level, mut of_the_eve) = (Level::default(), Level::default());
        for figure in [Figure::Need, Figure::Least, Figure::Most] {
            let own = self.own.and_then(|held| held.line.says(slot, figure));
            let eve = (self.eve).and_then(|held| held.line.says(slot + SLOTS, figure));
            let late = match (own, eve) {
                (Some(_), Some(_)) => self.eve_decides(date, slot, figure)?,
                (_, eve) => eve.is_some(),
            };
            level[figure as usize] = if late { eve } else { own };
            of_the_eve[figure as usize] = eve.filter(|_| late);
        }
        let added = |from: usize| -> Option<u32> {
            let lines = self.adding.iter().filter(|(_, f)| *f == from);
            let numbers = lines.filter_map(|(l, f)| l.says(slot + f, Figure::Add));
            numbers.reduce(|a, b| a + b)
        };
        let (own, eve) = (added(0), added(SLOTS));
        level[Figure::Add as usize] = own.map_or(eve, |own| Some(own + eve.unwrap_or(0)));
        of_the_eve[Figure::Add as usize] = eve;
        self.judge(slot, &level)?;
        Ok((level, of_the_eve))
    }

    /// Of two lines that speak of an hour after midnight, whether it is that of the day before which counts: the more
    /// specific, of equals the later one. One line cannot say two things of it.
    fn eve_decides(&self, date: NaiveDate, slot: usize, figure: Figure) -> Result<bool, Fault> {
        let (Some(own), Some(eve)) = (self.own, self.eve) else {
            return Ok(self.eve.is_some());
        };
        let (day, night) = (
            own.line.says(slot, figure),
            eve.line.says(slot + SLOTS, figure),
        );
        if own.place == eve.place && day != night {
            let numbers = [day, night].map(Option::unwrap_or_default);
            let kind = FaultKind::SaidTwice {
                date: date.to_string(),
                time: clock(half_hour(slot).start),
                numbers,
            };
            return Err(eve.line.fault_at(slot + SLOTS, figure, kind));
        }
        Ok((eve.rank, eve.place) > (own.rank, own.place))
    }

    /// Refuses numbers of several lines that cannot hold together.
    fn judge(&self, slot: usize, level: &Level) -> Result<(), Fault> {
        let mut whole = *level;
        if let Some(added) = level[Figure::Add as usize] {
            let need = &mut whole[Figure::Need as usize];
            *need = Some(need.or(level[Figure::Least as usize]).unwrap_or(0) + added);
        }
        let Some((figure, kind)) = contradiction(slot, &whole) else {
            return Ok(());
        };
        let own = self.own.map(|held| (held.line, slot));
        let eve = self.eve.map(|held| (held.line, slot + SLOTS));
        let sayers = own.into_iter().chain(eve);
        let mut said = sayers.filter(|(line, slot)| line.says(*slot, figure).is_some());
        // Only a bound is pointed to, and bounds are said by these two.
        said.next_back().map_or(
            Ok(()),
            |(line, slot)| Err(line.fault_at(slot, figure, kind)),
        )
    }
}

/// Neighbouring half-hours of which the same is said become one need.
fn needs(skill: Option<usize>, levels: &[Level; SLOTS]) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for (slot, level) in levels.iter().enumerate() {
        let [need, least, most, added] = *level;
        if *level == Level::default() {
            continue;
        }
        let added = added.unwrap_or(0);
        let next = Need {
            skill,
            span: half_hour(slot),
            least: least.unwrap_or(0),
            want: need.or(least).unwrap_or(0) + added,
            most,
            open_ended: need.is_none() && least.is_none() && added == 0,
            added,
        };
        match needs.last_mut() {
            Some(held) if held.span.end == next.span.start && held.says_the_same(&next) => {
                held.span.end = next.span.end;
            }
            _ => needs.push(next),
        }
    }
    needs
}
