//! From candidates to remedies: each is verified on the month as it would be then.

use super::edits::{self, Edit};
use super::kinds::{Change, Kind, merged};
use super::{Candidate, Infeasible, Kept, Kinds, LIKEWISE, Remedy, SHOWN, kinds_of, softened};
use crate::domain::{Leave, LeaveState, Problem, Roster};
use crate::engine::{EngineError, Limits, Watch};
use crate::explain::iis::{Aim, Atoms, Raced, Small, race};
use crate::rules::{RuleBook, Weight};
use crate::text::Text;
use crate::verify::verify;

/// The part of the time left that one solve of a changed month may take.
const SHARE: f64 = 0.25;

/// Candidates of one kind for which helpers are looked for, and helpers at most.
const HELPED: usize = 10;
const HELPERS: usize = 3;

/// What is to be so dear that one looks for people: more than two shifts.
const MUCH: i64 = 40;

/// People more for the month at most.
const JOINERS: usize = 4;

/// Candidates of one kind for which a changed month is solved.
const SOLVES: usize = 2;

pub struct Prover<'a> {
    infeasible: &'a Infeasible<'a>,
    limits: &'a Limits,
    watch: &'a dyn Watch,
}

impl<'a> Prover<'a> {
    pub fn new(
        infeasible: &'a Infeasible<'a>,
        limits: &'a Limits,
        watch: &'a dyn Watch,
    ) -> Prover<'a> {
        Prover {
            infeasible,
            limits,
            watch,
        }
    }

    /// The best of each kind, cheapest first, with the others of its kind beside it.
    pub fn remedies(&self, kept: Kept) -> Result<Vec<Remedy>, EngineError> {
        let mut found: Vec<Remedy> = Vec::new();
        let mut helped: Option<Remedy> = None;
        let mut soft: Option<Candidate> = None;
        for (_, mut candidates) in kept.by_kind {
            candidates.sort_by_key(|c| c.pain);
            if let Some(own) = candidates
                .first()
                .and_then(|c| softened(self.infeasible.problem, self.infeasible.book, c))
                && soft.as_ref().is_none_or(|s| own.pain < s.pain)
            {
                soft = Some(own);
            }
            helped = helped.or_else(|| candidates.iter().take(HELPED).find_map(|c| self.helped(c)));
            found.extend(self.best(&candidates)?);
        }
        found.extend(helped);
        found.extend(soft.map(|soft| self.made(&soft, soft.roster.clone())));
        let cheap = |r: &Remedy| r.pain <= MUCH && r.changes[0].kind != Kind::Soft;
        if found.len() < 3 || !found.iter().any(cheap) {
            found.extend(self.joined()?);
        }
        found.sort_by_key(|r| (r.pain, r.changes.len()));
        Ok(apart(found))
    }

    /// The first of some candidates of one kind that holds, and what others would do as well.
    fn best(&self, candidates: &[Candidate]) -> Result<Option<Remedy>, EngineError> {
        let mut best: Option<Remedy> = None;
        let mut solves = SOLVES;
        for candidate in candidates {
            let held = self.holds(candidate, best.is_none() && solves > 0)?;
            let Some(roster) = held else {
                solves = solves.saturating_sub(1);
                continue;
            };
            let Some(remedy) = &mut best else {
                best = Some(self.made(candidate, roster));
                continue;
            };
            if let [change] = candidate.changes.as_slice() {
                let same = |c: &Change| c.people == change.people && c.days == change.days;
                let known = remedy.changes.iter().chain(&remedy.likewise).any(same);
                if !known && remedy.likewise.len() < LIKEWISE {
                    remedy.likewise.push(change.clone());
                }
            }
        }
        Ok(best)
    }

    /// A roster with which a candidate holds, on the month as it would be then. Where the candidate's own does not, one is
    /// looked for, if that is `wanted`.
    fn holds(&self, candidate: &Candidate, wanted: bool) -> Result<Option<Roster>, EngineError> {
        let Some(problem) = changed(self.infeasible.problem, &candidate.changes) else {
            // The month stays as it is, and what the roster breaks in it is what the changes say.
            return Ok(Some(candidate.roster.clone()));
        };
        if verify(&problem, self.infeasible.book, &candidate.roster).holds() {
            return Ok(Some(candidate.roster.clone()));
        }
        if wanted {
            self.solved(&problem, self.infeasible.book)
        } else {
            Ok(None)
        }
    }

    /// A verified roster of a month.
    fn solved(&self, problem: &Problem, book: &RuleBook) -> Result<Option<Roster>, EngineError> {
        let now = self.watch.seconds();
        let limits = Limits {
            seconds: now + SHARE * (self.limits.seconds - now),
            gap: 0.0,
            ..*self.limits
        };
        let atoms = Atoms::of(&book.lower(problem));
        let all: Vec<usize> = (0..atoms.terms.len()).collect();
        let small = Small::of(&atoms, &all, &[]);
        let Raced::Found(own, _) = race(&small.model, Aim::ANY, &limits, self.watch)? else {
            return Ok(None);
        };
        let roster = small.whole(&own, &atoms);
        Ok(verify(problem, book, &roster).holds().then_some(roster))
    }

    fn made(&self, candidate: &Candidate, roster: Roster) -> Remedy {
        let changes = merged(&candidate.changes);
        let edit = |c: &Change| edits::edit(self.infeasible, c, &roster);
        let edits: Vec<Edit> = changes.iter().filter_map(edit).collect();
        let lines: String = edits.iter().map(|e| e.lines.as_str()).collect();
        // Where every change is in lines, the team file with them is read and the roster checked against it.
        let whole = edits.len() == changes.len() && edits.iter().all(|e| !e.lines.is_empty());
        let reread = whole && self.reads(&lines, &roster);
        // What stands in words beside the lines may be broken still, and nothing else.
        let shown = reread || (!lines.is_empty() && self.fits(&lines, &changes, &roster));
        let said = |edit: Edit| {
            if shown && !edit.lines.is_empty() {
                Edit {
                    note: Text::default(),
                    ..edit
                }
            } else {
                // Lines that were not found to be right are not shown.
                Edit {
                    lines: String::new(),
                    ..edit
                }
            }
        };
        let edits = edits.into_iter().map(said).collect();
        Remedy {
            changes,
            roster,
            pain: candidate.pain,
            edits,
            reread,
            likewise: Vec::new(),
        }
    }

    /// Whether the team file can be read with lines that are a part of the changes, and the roster breaks nothing there
    /// but what the other changes allow.
    fn fits(&self, lines: &str, changes: &[Change], roster: &Roster) -> bool {
        let Some((problem, book)) = (self.infeasible.reread)(lines) else {
            return false;
        };
        let in_words = |rule: usize| {
            let mut others = changes.iter().filter(|c| c.kind != Kind::Fewer);
            others.any(|c| c.instance == Some(rule))
        };
        let mut breaches = book.check(&problem, roster).into_iter();
        breaches.all(|b| b.weight != Weight::Hard || in_words(b.instance))
    }

    fn reads(&self, lines: &str, roster: &Roster) -> bool {
        let read = (self.infeasible.reread)(lines);
        read.is_some_and(|(problem, book)| verify(&problem, &book, roster).holds())
    }

    /// Helpers on one day, where people are all that a candidate lacks.
    fn helped(&self, candidate: &Candidate) -> Option<Remedy> {
        let [change] = candidate.changes.as_slice() else {
            return None;
        };
        let [day] = change.days.as_slice() else {
            return None;
        };
        // Only the team's numbers are helped by one more.
        if !change.people.is_empty() {
            return None;
        }
        (1..=HELPERS).find_map(|count| {
            let edit = edits::people(self.infeasible.problem, Some(*day), count);
            let (problem, book) = (self.infeasible.reread)(&edit.lines)?;
            let mut roster = candidate.roster.clone();
            for _ in 0..count {
                add(&problem, &book, &mut roster, *day)?;
            }
            let rows = roster.cells.iter().rev().take(count);
            let shifts = rows.filter_map(|row| row[*day]);
            let effect: Vec<Text> = shifts.map(|duty| shift(&problem, duty)).collect();
            let change = more_people(Kind::Helper, count, vec![*day], effect);
            let holds = verify(&problem, &book, &roster).holds();
            holds.then(|| with_people(change, edit, roster))
        })
    }

    /// People more for the whole month, as few as suffice.
    fn joined(&self) -> Result<Option<Remedy>, EngineError> {
        for count in 1..=JOINERS {
            let edit = edits::people(self.infeasible.problem, None, count);
            let Some((problem, book)) = (self.infeasible.reread)(&edit.lines) else {
                return Ok(None);
            };
            if let Some(roster) = self.solved(&problem, &book)? {
                let change = more_people(Kind::Joiner, count, Vec::new(), Vec::new());
                return Ok(Some(with_people(change, edit, roster)));
            }
        }
        Ok(None)
    }
}

/// Without those in which something gives way besides what gives way in a cheaper one.
fn apart(found: Vec<Remedy>) -> Vec<Remedy> {
    let mut shown: Vec<(Kinds, Remedy)> = Vec::new();
    for remedy in found {
        let own = kinds_of(&remedy.changes);
        let more = |(kinds, _): &(Kinds, Remedy)| kinds.is_subset(&own) && *kinds != own;
        if shown.len() < SHOWN && !shown.iter().any(more) {
            shown.push((own, remedy));
        }
    }
    shown.into_iter().map(|(_, remedy)| remedy).collect()
}

/// Gives one more person the shift of a day with which the least is broken; `None` where none helps.
fn add(problem: &Problem, book: &RuleBook, roster: &mut Roster, day: usize) -> Option<()> {
    let broken = |roster: &Roster| -> i64 {
        let breaches = book.check(problem, roster);
        let hard = breaches.iter().filter(|b| b.weight == Weight::Hard);
        hard.map(|b| b.amount).sum()
    };
    let own = roster.cells.len();
    roster.cells.push(vec![None; problem.days()]);
    let before = broken(roster);
    let mut best: Option<(i64, usize)> = None;
    for duty in 0..problem.duties_now().len() {
        roster.cells[own][day] = Some(duty);
        let after = broken(roster);
        if after < before && best.is_none_or(|(least, _)| after < least) {
            best = Some((after, duty));
        }
    }
    roster.cells[own][day] = best.map(|(_, duty)| duty);
    best.map(|_| ())
}

fn more_people(kind: Kind, count: usize, days: Vec<usize>, effect: Vec<Text>) -> Change {
    Change {
        kind,
        instance: None,
        people: Vec::new(),
        days,
        amount: i64::try_from(count).unwrap_or(1),
        bound: None,
        effect,
    }
}

fn with_people(change: Change, edit: Edit, roster: Roster) -> Remedy {
    Remedy {
        pain: change.kind.pain(change.amount),
        changes: vec![change],
        roster,
        edits: vec![edit],
        reread: true,
        likewise: Vec::new(),
    }
}

/// A shift with its times and post.
fn shift(problem: &Problem, duty: usize) -> Text {
    let own = &problem.duties[duty];
    let shift = &problem.kinds[own.kind];
    let Text { en, zh } = &shift.name;
    let times: Vec<String> = shift.segments.iter().map(ToString::to_string).collect();
    let times = times.join(", ");
    match own.post.map(|post| &problem.skills[post].name) {
        Some(post) => Text::new(
            format!("{en} {times} ({})", post.en),
            format!("{zh} {times}（{}）", post.zh),
        ),
        None => crate::text!("{en} {times}", "{zh} {times}"),
    }
}

/// The month with the changes that are made to it; `None` where a rule is made to give way and the month stays.
fn changed(problem: &Problem, changes: &[Change]) -> Option<Problem> {
    let mut other = problem.clone();
    for change in changes {
        let person = other.people.get_mut(change.people.first()?.0)?;
        let within = |day: &usize| change.days.contains(day);
        let own = change.own_days(problem);
        let is = |day: i64| own.contains(&day);
        match change.kind {
            Kind::Pin => person.pinned.retain(|(day, _)| !is(*day)),
            Kind::Away => person.unavailable.retain(|day| !is(*day)),
            Kind::Wish => person.wishes.retain(|wish| !within(&wish.day)),
            Kind::Leave => {
                let leave = std::mem::take(&mut person.leave);
                person.leave = leave.iter().flat_map(|l| without(l, &own)).collect();
            }
            Kind::Outside => {
                let date = |day: &i64| problem.date(*day);
                let (first, last) = (own.first()?, own.last()?);
                person.joined = person.joined.map(|joined| joined.min(date(first)));
                person.left = person.left.map(|left| left.max(date(last)));
            }
            _ => return None,
        }
    }
    Some(other)
}

/// Granted leave without some of its days.
fn without(leave: &Leave, days: &[i64]) -> Vec<Leave> {
    if leave.state != LeaveState::Granted {
        return vec![leave.clone()];
    }
    let is = |day: i64| days.contains(&day);
    let mut parts: Vec<Leave> = Vec::new();
    for day in (leave.first..=leave.last).filter(|day| !is(*day)) {
        match parts.last_mut().filter(|part| part.last + 1 == day) {
            Some(part) => part.last = day,
            None => parts.push(Leave {
                first: day,
                last: day,
                ..leave.clone()
            }),
        }
    }
    parts
}
