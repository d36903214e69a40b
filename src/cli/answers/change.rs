//! `paiban change`: the team file was edited since the roster was published, or would be; the fewest changes to the
//! roster that keep its hard rules now.

use super::base::Base;
use super::issue::{self, Issued, New};
use super::notes::{self, Sheet};
use super::{Question, person, refused, time_limit, words};
use crate::cli::ledger::call::Call;
use crate::cli::ledger::placed;
use crate::cli::publish::Press;
use crate::cli::{BROKEN, Failure};
use crate::domain::person::Pin;
use crate::domain::time::Month;
use crate::domain::{Leave, LeaveState, Problem, Roster};
use crate::explain::changes::{CellChange, Mending, Outcome, Planned, between, standing};
use crate::input::{is_rest, parse_date};
use crate::render::answers::json::{self as data, Before};
use crate::render::answers::{broken, section};
use crate::render::json::lines;
use crate::rules::Breach;
use crate::text;
use crate::text::{Lang, Text, many};
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Hard rules that the published roster breaks now, and are listed.
const BROKEN_LINES: usize = 5;

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let team = matches.get_one::<PathBuf>("TEAM.toml").cloned();
    let call = Call::new(matches, team.as_deref(), lang);
    let team = team.as_deref().unwrap_or(Path::new(""));
    change(&call, team).map_err(|failure| placed(failure, &call))
}

/// What has to change, and why.
struct Change {
    base: Base,
    today: usize,
    /// What the rules say of the published roster now.
    before: Vec<Breach>,
    /// Hard rules that are broken once those shifts have fallen away.
    broken: Vec<Breach>,
    /// Shifts that fall away in any case.
    forced: Vec<CellChange>,
    planned: Planned,
    refusal: Vec<Breach>,
}

fn change(call: &Call<'_>, team: &Path) -> Result<u8, Failure> {
    // clap demands it.
    let month = call.month()?.unwrap_or(Month::of(NaiveDate::default()));
    let mut question = Question::new(call, team, time_limit(call)?)?;
    let thought = ["pin", "absent"]
        .iter()
        .any(|name| given(call, name).next().is_some());
    if thought && call.flag("publish") {
        return Err(refused(team, words::only_a_thought()));
    }
    let mut base = question.base(month)?.ok_or_else(|| {
        refused(
            team,
            words::nothing_published(team, month, question.has_ledger()),
        )
    })?;
    let problem = supposed(&question, base.problem())?;
    base.loaded.problem = Arc::new(problem);
    let change = Change::find(&question, base)?;
    let published = match call.flag("publish") && change.has_news() {
        true => change.publish(&question)?,
        false => None,
    };
    if call.flag("json") {
        let mut object = change.object(&question);
        let issued = published.map(|(_, issued)| issue::object(&issued));
        object["published"] = json!(issued);
        call.json(&object);
    } else {
        change.say(&question);
        if let Some((press, issued)) = &published {
            call.print("");
            issue::say(&question, press, issued);
        } else if call.flag("publish") {
            call.say(&text!("nothing was published", "没有发布"));
        }
    }
    Ok(if change.planned.best().is_some() {
        0
    } else {
        BROKEN
    })
}

/// The values of an option that may be given several times.
fn given<'a>(call: &Call<'a>, name: &str) -> impl Iterator<Item = &'a str> {
    let values = call.matches.get_many::<String>(name);
    values.into_iter().flatten().map(String::as_str)
}

/// The month as it would be.
fn supposed(question: &Question<'_>, problem: &Problem) -> Result<Problem, Failure> {
    let mut problem = problem.clone();
    for text in given(question.call, "pin") {
        pin(question, &mut problem, text)?;
    }
    for text in given(question.call, "absent") {
        absent(question, &mut problem, text)?;
    }
    Ok(problem)
}

/// `A03=2026-12-08=D`
fn pin(question: &Question<'_>, problem: &mut Problem, text: &str) -> Result<(), Failure> {
    let bad = || refused(question.team, words::bad_pin(text));
    let mut parts = text.rsplitn(3, '=').map(str::trim);
    let (code, date, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(code), Some(date), Some(name)) => (code, date, name),
        _ => return Err(bad()),
    };
    let date = parse_date(date).map_err(|_| bad())?;
    let who = person(question, problem, name)?;
    let day = day_of(question, problem, date)?;
    let duty = problem.duties.iter().find(|d| d.code == code);
    let kind = || problem.kinds.iter().position(|k| k.code == code);
    let pin = match (duty, kind()) {
        _ if is_rest(problem, code) => None,
        (Some(duty), _) => Some(Pin {
            kind: duty.kind,
            post: duty.post,
        }),
        (None, Some(kind)) => Some(Pin { kind, post: None }),
        (None, None) => {
            let known: Vec<String> = problem.duties.iter().map(|d| d.code.clone()).collect();
            return Err(refused(question.team, words::pin_code(code, &known)));
        }
    };
    let pinned = &mut problem.people[who].pinned;
    pinned.retain(|(at, _)| *at != day);
    pinned.push((day, pin));
    pinned.sort_by_key(|(day, _)| *day);
    Ok(())
}

/// `A03=2026-12-08` or `A03=2026-12-08..2026-12-10`
fn absent(question: &Question<'_>, problem: &mut Problem, text: &str) -> Result<(), Failure> {
    let bad = || refused(question.team, words::bad_absent(text));
    let (name, days) = text.rsplit_once('=').ok_or_else(bad)?;
    let (from, to) = days.split_once("..").unwrap_or((days, days));
    let from = parse_date(from).map_err(|_| bad())?;
    let to = parse_date(to).map_err(|_| bad())?;
    if to < from {
        return Err(refused(question.team, words::backward(from, to)));
    }
    let who = person(question, problem, name)?;
    let (first, last) = (
        day_of(question, problem, from)?,
        day_of(question, problem, to)?,
    );
    problem.people[who].leave.push(Leave {
        first,
        last,
        state: LeaveState::Granted,
        cover: None,
        kind: None,
    });
    Ok(())
}

fn day_of(question: &Question<'_>, problem: &Problem, date: NaiveDate) -> Result<usize, Failure> {
    if date < question.today {
        return Err(refused(
            question.team,
            words::over(date, date, question.today),
        ));
    }
    let month = Month::of(problem.first);
    let day = problem.day_of(date);
    day.ok_or_else(|| refused(question.team, words::outside(date, month)))
}

impl Change {
    fn find(question: &Question<'_>, base: Base) -> Result<Change, Failure> {
        let (problem, book) = (base.problem(), &base.loaded.book);
        let today = question.today_in(problem);
        let before = book.check(problem, &base.roster);
        let clock = &question.clock;
        let limits = &clock.limits();
        let start: Roster = Mending::new(problem, book, &base.roster, today).cleared();
        let mending = Mending::new(problem, book, &start, today);
        let planned = mending.plan(limits, clock)?;
        let refusal = match planned.outcome() {
            Outcome::Impossible => mending.least(limits, clock)?,
            _ => Vec::new(),
        };
        if let Some(plan) = planned.best() {
            notes::checked(plan)?;
        }
        Ok(Change {
            broken: standing(book.check(problem, &start), today),
            forced: between(&base.roster, &start),
            base,
            today,
            before,
            planned,
            refusal,
        })
    }

    /// Whether the roster that keeps the rules is not the one that is published, people who came and went included.
    fn has_news(&self) -> bool {
        let Some(plan) = self.planned.best() else {
            return false;
        };
        self.people_changed() || self.base.version() == 0 || plan.roster != self.base.roster
    }

    fn people_changed(&self) -> bool {
        !self.base.gone.is_empty() || !self.base.new.is_empty()
    }

    fn publish<'a>(
        &self,
        question: &Question<'a>,
    ) -> Result<Option<(Press<'a>, Vec<Issued>)>, Failure> {
        let Some(plan) = self.planned.best() else {
            return Ok(None);
        };
        let mut press = issue::open(question, &[&self.base])?;
        let new = New {
            base: &self.base,
            problem: self.base.problem(),
            roster: &plan.roster,
        };
        let issued = issue::issue(question, &mut press, &[new])?;
        Ok(Some((press, issued)))
    }

    fn verdict(&self, question: &Question<'_>) -> Text {
        let (month, fallen) = (self.base.month, self.forced.len());
        let shifts = many(i64::try_from(fallen).unwrap_or(i64::MAX), "shift");
        let Text { en, zh } = notes::with_changes(&self.planned);
        match (self.planned.outcome(), fallen) {
            (Outcome::AsItIs, 0) if self.people_changed() => text!(
                "{month}: no shift needs to change; the people have changed: --publish puts out the new list",
                "{month}：班不用改；但人员有变，加 --publish 发布新名单"
            ),
            (Outcome::AsItIs, 0) => text!(
                "{month}: the roster still keeps every hard rule; nothing needs to change",
                "{month}：班表仍满足全部硬规则，不用改"
            ),
            (Outcome::AsItIs, _) => text!(
                "{month}: {shifts} cannot stay (people who have left, are away or fixed to be off); nothing else needs to change",
                "{month}：有 {fallen} 个班要取消（离职、请假、不能上班或固定休息），其余不用改"
            ),
            (Outcome::Changes(..), 0) => text!(
                "{month}: hard rules are broken, and kept again {en}",
                "{month}：已不满足硬规则，{zh}"
            ),
            (Outcome::Changes(..), _) => text!(
                "{month}: {shifts} cannot stay (people who have left, are away or fixed to be off); every hard rule is kept again {en}",
                "{month}：有 {fallen} 个班要取消（离职、请假、不能上班或固定休息），另{zh}"
            ),
            (Outcome::Impossible, _) => text!(
                "{month}: proven that no changes keep every hard rule",
                "{month}：已证明怎么改都满足不了全部硬规则"
            ),
            (Outcome::Open, _) => {
                let Text { en, zh } = notes::undecided(&self.planned, question.clock.seconds);
                text!("{month}: {en}", "{month}：{zh}")
            }
        }
    }

    fn say(&self, question: &Question<'_>) {
        let lang = question.call.lang;
        question.call.say(&self.verdict(question));
        let sheet = Sheet {
            base: &self.base,
            book: &self.base.loaded.book,
            before: &self.before,
            lang,
        };
        let mut lines = vec![self.base.in_words()];
        lines.extend(self.base.notes());
        let lines: Vec<String> = lines.iter().map(|l| l.get(lang).to_owned()).collect();
        let mut text = section(("Roster", "班表"), &lines, lang);
        let broken = broken(sheet.book, &self.broken, BROKEN_LINES, lang);
        text.push_str(&section(("Breaks", "违反"), &broken, lang));
        match self.planned.best() {
            Some(plan) if plan.cells.is_empty() && self.forced.is_empty() => {}
            Some(plan) => {
                let people = &self.base.problem().people;
                let leave = |c: &CellChange| people[c.person].on_leave(c.day) && c.after.is_none();
                text.push_str(&sheet.plan(plan, &self.forced, &leave));
                text.push_str(&sheet.others(&self.planned));
            }
            None => text.push_str(&sheet.refusal(&self.refusal)),
        }
        notes::print(question, &text);
    }

    fn object(&self, question: &Question<'_>) -> Value {
        let (problem, lang) = (self.base.problem(), question.call.lang);
        let before = Before {
            problem,
            roster: &self.base.roster,
            breaches: &self.before,
        };
        let broken = standing(self.before.clone(), self.today);
        json!({
            "team": problem.name,
            "month": self.base.month,
            "today": question.today,
            "roster": self.base.object(),
            "status": data::status(self.planned.outcome()),
            "verdict": self.verdict(question).get(lang),
            "gone": self.base.gone,
            "new": self.base.new,
            "cost": before.cost(),
            "broken": lines(problem, &broken, lang),
            "fallen_away": data::cells(problem, &self.forced),
            "fewest": data::planned(&self.planned, &before, lang),
            "refusal": lines(problem, &self.refusal, lang),
            "seconds": question.seconds(),
        })
    }
}
