//! `paiban publish`: a month's roster into the ledger, so that everybody can see later who was on duty.

use super::ledger::args::place;
use super::ledger::call::{Call, shown};
use super::ledger::placed;
use super::{BROKEN, Failure, args, load, usage};
use crate::domain::time::Month;
use crate::domain::{LeaveState, Problem, Roster, ShiftKind};
use crate::input::RosterFile;
use crate::ledger::book::{Book, Scope};
use crate::ledger::duty;
use crate::ledger::entry::{Deed, Draft, EntryId, Opening};
use crate::ledger::entry::{Publication, PublishedLeave, PublishedRow, PublishedShift};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::policy::Role;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Place, Store, StoreError};
use crate::render::summary;
use crate::text;
use crate::text::{Lang, many, pick};
use crate::verify::{Verdict, verify};
use clap::{ArgMatches, Command};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Cells that differ from the version before and are listed.
const LISTED: usize = 10;

/// `paiban publish`.
pub fn command(lang: Lang) -> Command {
    let about = (
        "Publish a roster: from then on the ledger knows who is on duty",
        "发布班表：此后台账就知道谁当班",
    );
    let broken = (
        "Publish it though it breaks hard rules",
        "即使违反硬规则也发布",
    );
    args::sub("publish", about, lang)
        .arg(args::team_file(lang))
        .arg(args::file(
            "ROSTER.csv",
            pick(("The roster file", "班表文件"), lang),
            lang,
        ))
        .arg(args::flag("broken", pick(broken, lang), lang))
        .args(place(lang))
}

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let team = matches.get_one::<PathBuf>("TEAM.toml").cloned();
    let call = Call::new(matches, team.as_deref(), lang);
    publish(&call, team.as_deref().unwrap_or(Path::new("")))
        .map_err(|failure| placed(failure, &call))
}

fn publish(call: &Call<'_>, team: &Path) -> Result<u8, Failure> {
    let path = call.path("ROSTER.csv").unwrap_or(Path::new(""));
    let ends = |path: &Path, end: &str| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(end))
    };
    if ends(path, "toml") && !ends(team, "toml") {
        let (team, path) = (team.display(), path.display());
        return Err(Failure::Usage(
            text!("the two files are exchanged", "两个文件写反了"),
            text!(
                "first the team file, then the roster: paiban publish {path} {team}",
                "先写团队文件，后写班表：paiban publish {path} {team}"
            ),
        ));
    }
    let file = RosterFile::read(path)?;
    // A roster file that was read has at least one date.
    let month = Month::of(file.dates.first().copied().unwrap_or_default());
    let loaded = load::team(team, month)?;
    let (problem, book) = (&loaded.problem, &loaded.book);
    let roster = file.roster(problem)?;
    let verdict = verify(problem, book, &roster);
    if !verdict.holds() {
        for line in summary::verdict(problem, book, &verdict, true) {
            call.say(&line);
        }
        if !call.flag("broken") {
            return Ok(refuse(call, path, &verdict));
        }
    }
    append(call, publication(problem, &roster, month))
}

/// Says that a roster which breaks hard rules stays out; gives the exit code.
fn refuse(call: &Call<'_>, path: &Path, verdict: &Verdict) -> u8 {
    let (path, broken) = (path.display(), verdict.broken);
    let rules = many(i64::try_from(broken).unwrap_or(i64::MAX), "time");
    usage::complain(
        &text!(
            "{path} breaks hard rules {rules}; it is not published",
            "{path} 违反硬规则 {broken} 处，没有发布"
        ),
        &text!(
            "correct the roster, or publish it as it is with --broken",
            "请改正班表，或用 --broken 照样发布"
        ),
        call.lang,
    );
    BROKEN
}

/// The roster as the ledger keeps it.
pub fn publication(problem: &Problem, roster: &Roster, month: Month) -> Publication {
    let shift = |kind: &ShiftKind| PublishedShift {
        code: kind.code.clone(),
        name: kind.name.zh.clone(),
        spans: kind
            .segments
            .iter()
            .map(|span| (span.start, span.end))
            .collect(),
    };
    let cell = |person: usize, day: usize| match roster.get(person, day) {
        Some(duty) => problem.duties[duty].code.clone(),
        None => "-".to_owned(),
    };
    let here = (0..problem.people.len()).filter(|person| !problem.employed(*person).is_empty());
    let row = |person: usize| PublishedRow {
        id: problem.people[person].id.clone(),
        name: problem.people[person].name.clone(),
        cells: (0..problem.days())
            .map(|day| cell(person, day))
            .collect::<Vec<_>>()
            .join(" "),
    };
    Publication {
        month,
        version: 0,
        shifts: problem.kinds.iter().map(shift).collect(),
        people: here.map(row).collect(),
        leave: leave(problem),
    }
}

/// The leave that is granted in the month, so that the ledger can say who answers for a shift that somebody covers.
fn leave(problem: &Problem) -> Vec<PublishedLeave> {
    let id = |person: usize| problem.people[person].id.clone();
    let date = |day: usize| problem.date(i64::try_from(day).unwrap_or(0));
    let mut leave = Vec::new();
    for (person, who) in problem.people.iter().enumerate() {
        let granted = who.leave.iter().filter(|l| l.state == LeaveState::Granted);
        leave.extend(granted.map(|l| PublishedLeave {
            person: id(person),
            from: date(l.first),
            to: date(l.last),
            cover: l.cover.map(id),
        }));
    }
    leave.sort();
    leave
}

fn append(call: &Call<'_>, roster: Publication) -> Result<u8, Failure> {
    let mut press = Press::open(call)?;
    if press.made {
        say_made(call);
    }
    let month = roster.month;
    let before = duty::last_roster(&press.records, month, press.records.head());
    let changes = before.map(|before| changes(&before.roster, &roster));
    let done = press.publish(vec![roster])?;
    for published in &done {
        say_published(call, published);
        if let Some(changes) = &changes {
            report(call, published.version, changes);
        }
    }
    Ok(0)
}

/// Says that there was no ledger, and is one now.
pub fn say_made(call: &Call<'_>) {
    let place = shown(&call.place);
    call.say(&match call.team_name() {
        Some(team) => text!(
            "there was no ledger yet: made {place} for {team}",
            "还没有台账：已为{team}新建 {place}"
        ),
        None => text!(
            "there was no ledger yet: made {place}",
            "还没有台账：已新建 {place}"
        ),
    });
}

/// Says which version a roster has become.
pub fn say_published(call: &Call<'_>, done: &Done) {
    let (place, month) = (shown(&call.place), done.month);
    let (version, id) = (done.version, done.entry);
    call.say(&text!(
        "published the roster of {month}, version {version}, in {place} (entry {id})",
        "已发布 {month} 班表第 {version} 版，记入 {place}（记录 {id}）"
    ));
}

/// A ledger that is open for rosters to be published in.
pub struct Press<'a> {
    call: &'a Call<'a>,
    book: Book,
    now: Moment,
    by: String,
    /// What the ledger knows.
    pub records: Records,
    /// Whether there was none before.
    pub made: bool,
}

/// A roster that has been published.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    pub month: Month,
    pub version: u32,
    pub entry: EntryId,
}

impl<'a> Press<'a> {
    /// Opens the ledger; where there is none, it is made, and named after the team.
    pub fn open(call: &'a Call<'a>) -> Result<Press<'a>, Failure> {
        let (mut book, now, made) = match call.open(Access::Write) {
            Ok((book, now)) => (book, now, false),
            Err(Failure::Ledger(error, _)) if is_missing(&error) => {
                let (book, now) = make(call)?;
                (book, now, true)
            }
            Err(failure) => return Err(failure),
        };
        let by = call.by()?;
        let records = book.load(Scope::Rules)?;
        let press = Press {
            call,
            book,
            now,
            by,
            records,
            made,
        };
        let people = call.people(&press.records, now);
        people
            .desk(&press.records, now, &press.by)
            .may(Role::Supervisor)?;
        Ok(press)
    }

    /// Who publishes.
    pub fn by(&self) -> &str {
        &self.by
    }

    /// Whether a roster is the one that is published already.
    pub fn has(&self, roster: &Publication) -> bool {
        let head = self.records.head();
        let last = duty::last_roster(&self.records, roster.month, head);
        last.is_some_and(|last| {
            let version = last.roster.version;
            let same = Publication {
                version,
                ..roster.clone()
            };
            same == last.roster
        })
    }

    /// Publishes rosters of different months, all or none.
    pub fn publish(&mut self, rosters: Vec<Publication>) -> Result<Vec<Done>, Failure> {
        let people = self.call.people(&self.records, self.now);
        let desk = people.desk(&self.records, self.now, &self.by);
        let mut deeds = Vec::new();
        let mut done = Vec::new();
        for roster in rosters {
            let month = roster.month;
            let deed = desk.publish(roster)?;
            if let Deed::Roster(roster) = &deed {
                let version = roster.version;
                done.push(Done {
                    month,
                    version,
                    entry: 0,
                });
            }
            deeds.push(deed);
        }
        let ids = self.book.write(&self.records, self.now, &self.by, deeds)?;
        for (done, id) in done.iter_mut().zip(ids) {
            done.entry = id;
        }
        Ok(done)
    }
}

/// Only a file is made in passing; a database that others share is not.
fn is_missing(error: &LedgerError) -> bool {
    matches!(error, LedgerError::Store(StoreError::Missing))
}

fn make(call: &Call<'_>) -> Result<(Book, Moment), Failure> {
    if let Place::Postgres(_) = call.place {
        return Err(LedgerError::Store(StoreError::Missing).into());
    }
    let zone = Zone::SHANGHAI;
    let (now, by) = (call.now(zone)?, call.by()?);
    let name = call.team_name().unwrap_or_default();
    let opening = Draft {
        recorded: now,
        by,
        deed: Deed::Open(Opening { zone, name }),
    };
    let store = Store::create(&call.place, &opening).map_err(LedgerError::from)?;
    Ok((Book { store }, now))
}

/// Cells that differ between two rosters of a month: who, which day, what before and after.
fn changes(before: &Publication, after: &Publication) -> Vec<String> {
    fn rows(roster: &Publication) -> BTreeMap<&str, &PublishedRow> {
        roster
            .people
            .iter()
            .map(|row| (row.id.as_str(), row))
            .collect()
    }
    let (old, new) = (rows(before), rows(after));
    let mut ids: Vec<&str> = new.keys().chain(old.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut changes = Vec::new();
    for id in ids {
        let cell = |row: Option<&&PublishedRow>, day: usize| -> String {
            row.and_then(|row| row.cells.split_whitespace().nth(day))
                .unwrap_or("-")
                .to_owned()
        };
        let name = new
            .get(id)
            .or(old.get(id))
            .map_or(id, |row| row.name.as_str());
        for day in 0..after.month.days() {
            let (was, is) = (cell(old.get(id), day), cell(new.get(id), day));
            if was != is {
                let date = crate::domain::time::add_days(
                    after.month.first(),
                    i64::try_from(day).unwrap_or(0),
                );
                changes.push(format!("{name} {}: {was} → {is}", date.format("%m-%d")));
            }
        }
    }
    changes
}

fn report(call: &Call<'_>, version: u32, changes: &[String]) {
    if changes.is_empty() {
        call.say(&text!(
            "  the shifts are those of the version before; what is new is the leave, the shifts' times or the team",
            "  各人的班与上一版相同，变的是请假、班次时间或人员"
        ));
        return;
    }
    let (count, before) = (changes.len(), version.saturating_sub(1));
    let cells = many(i64::try_from(count).unwrap_or(i64::MAX), "cell");
    let verb = if count == 1 { "differs" } else { "differ" };
    call.say(&text!(
        "  {cells} {verb} from version {before}",
        "  与第 {before} 版相比，{count} 格不同"
    ));
    for change in changes.iter().take(LISTED) {
        call.print(&format!("  {change}"));
    }
    let rest = count.saturating_sub(LISTED);
    if rest > 0 {
        call.say(&text!("  … and {rest} more", "  ……另有 {rest} 格"));
    }
    call.say(&text!(
        "  events recorded before keep the roster that held when they happened",
        "  之前记录的事件仍以当时的班表为准"
    ));
}
