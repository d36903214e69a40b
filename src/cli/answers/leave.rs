//! `paiban leave`: can this leave be granted, with which changes, and who stands in; with `--grant`, it is.

use super::base::Base;
use super::notes;
use super::team_file::TeamText;
use super::{Question, given_date, person, refused, time_limit, words};
use crate::cli::ledger::call::Call;
use crate::cli::ledger::placed;
use crate::cli::{BROKEN, Failure};
use crate::domain::time::{Month, add_days};
use crate::domain::{LeaveState, Problem};
use crate::explain::changes::{CellChange, Plan, Planned, new_among};
use crate::explain::leave::cover::{HalfHour, half_hours};
use crate::explain::leave::{Answer, Request, answer};
use crate::rules::{Breach, Weight};
use crate::text;
use crate::text::{Lang, Text};
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

mod grant;
mod page;
mod verdict;

/// Days of a leave that is answered at once.
const LONGEST: i64 = 92;

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let team = matches.get_one::<PathBuf>("TEAM.toml").cloned();
    let call = Call::new(matches, team.as_deref(), lang);
    let team = team.as_deref().unwrap_or(Path::new(""));
    leave(&call, team).map_err(|failure| placed(failure, &call))
}

fn leave(call: &Call<'_>, team: &Path) -> Result<u8, Failure> {
    let text = TeamText::read(team)?;
    let (first, last) = days(call, team)?;
    let mut question = Question::new(call, team, time_limit(call)?)?;
    if last < question.today {
        return Err(refused(team, words::over(first, last, question.today)));
    }
    let case = Case::find(&mut question, first, last)?;
    let granted = match call.flag("grant") && case.can_be_granted() {
        true => Some(grant::grant(&question, &case, &text)?),
        false => None,
    };
    if call.flag("json") {
        let mut object = case.object(&question);
        object["granted"] = granted.map_or(Value::Null, |g| g.object());
        call.json(&object);
    } else {
        for part in &case.parts {
            part.say(&question, &case);
        }
        case.say_missing(&question);
        case.say_behind(&question);
        if let Some(granted) = &granted {
            granted.say(&question);
        } else if call.flag("grant") {
            call.say(&text!("nothing was granted", "没有批准"));
        }
    }
    Ok(if case.can_be_granted() { 0 } else { BROKEN })
}

/// The days that are asked for.
fn days(call: &Call<'_>, team: &Path) -> Result<(NaiveDate, NaiveDate), Failure> {
    // clap demands the first.
    let first = given_date(call, "from")?.unwrap_or_default();
    let last = given_date(call, "to")?.unwrap_or(first);
    let count = last.signed_duration_since(first).num_days() + 1;
    if count < 1 {
        return Err(refused(team, words::backward(first, last)));
    }
    if count > LONGEST {
        return Err(refused(team, words::too_long(count, LONGEST)));
    }
    Ok((first, last))
}

/// A request with its answers, month by month.
struct Case {
    first: NaiveDate,
    last: NaiveDate,
    /// The days that were asked for and are over.
    over: Option<(NaiveDate, NaiveDate)>,
    parts: Vec<Part>,
    /// Months that have no roster yet.
    missing: Vec<Month>,
    /// The month behind, where it has a roster that would be broken at its beginning, and the first that is.
    behind: Option<(Month, Text)>,
}

/// The answer for one month.
struct Part {
    base: Base,
    request: Request,
    before: Vec<Breach>,
    answer: Answer,
    halves: Vec<HalfHour>,
    /// The fewest changes that keep the cover that is wanted too, where the best plan does not.
    covering: Option<Planned>,
    /// Whether the cover that is wanted must be kept too.
    keep: bool,
}

impl Case {
    fn find(
        question: &mut Question<'_>,
        asked: NaiveDate,
        last: NaiveDate,
    ) -> Result<Case, Failure> {
        let first = asked.max(question.today);
        let over = (asked < first).then(|| (asked, add_days(first, -1)));
        let mut parts: Vec<Part> = Vec::new();
        let mut missing = Vec::new();
        let mut month = Month::of(first);
        while month.first() <= last {
            // A file that is named has one month.
            let named = question.call.path("roster").is_some() && !parts.is_empty();
            let base = if named { None } else { question.base(month)? };
            match base {
                Some(mut base) => {
                    if let Some(plan) = parts.last().and_then(Part::plan) {
                        base.follow(&plan.roster);
                    }
                    parts.push(Part::find(question, base, first, last)?);
                }
                None => missing.push(month),
            }
            month = month.after();
        }
        if let (true, Some(month)) = (parts.is_empty(), missing.first()) {
            let words = words::nothing_published(question.team, *month, question.has_ledger());
            return Err(refused(question.team, words));
        }
        let behind = match missing.is_empty() {
            true => behind(question, month, parts.last()),
            false => None,
        };
        Ok(Case {
            first,
            last,
            over,
            parts,
            missing,
            behind,
        })
    }

    /// Every month has a plan.
    fn can_be_granted(&self) -> bool {
        self.parts.iter().all(|part| part.plan().is_some())
    }

    fn say_missing(&self, question: &Question<'_>) {
        for month in &self.missing {
            question.call.say(&text!(
                "note: {month} has no published roster yet and is not part of this answer. Once it stands in the team file as granted (--grant writes it), the leave is kept when {month} is rostered.",
                "提示：{month} 还没有发布班表，以上答复不含该月。批准后（--grant 会写进团队文件），排 {month} 时就会照办。"
            ));
        }
    }

    fn say_behind(&self, question: &Question<'_>) {
        if let Some((month, Text { en, zh })) = &self.behind {
            question.call.say(&text!(
                "note: {month} has a roster too, and its beginning does not fit this any more: {en}. Afterwards use `paiban change --month {month}`.",
                "提示：{month} 也已有班表，这样一改，月初就衔接不上了：{zh}。批准后请再用 paiban change --month {month}。"
            ));
        }
    }

    fn object(&self, question: &Question<'_>) -> Value {
        let parts: Vec<Value> = self
            .parts
            .iter()
            .map(|part| part.object(question))
            .collect();
        let first = self.parts.first();
        let who = first.map(|part| {
            let person = &part.base.problem().people[part.request.person];
            json!({ "id": person.id, "name": person.name })
        });
        let missing: Vec<String> = self.missing.iter().map(Month::to_string).collect();
        json!({
            "team": first.map(|part| part.base.problem().name.clone()),
            "person": who,
            "from": self.first,
            "to": self.last,
            "today": question.today,
            "can_be_granted": self.can_be_granted(),
            "months": parts,
            "months_without_roster": missing,
            "month_behind": self.behind.as_ref().map(|(month, text)| {
                json!({ "month": month, "breaks": text.get(question.call.lang) })
            }),
            "seconds": question.seconds(),
        })
    }
}

impl Part {
    fn find(
        question: &Question<'_>,
        base: Base,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Part, Failure> {
        let problem = base.problem();
        let name = question.call.text("person").unwrap_or_default();
        let who = person(question, problem, name)?;
        let end = add_days(problem.first, problem.days() as i64 - 1);
        let day = |date: NaiveDate| problem.day_of(date).unwrap_or(0);
        let days = day(first.max(problem.first))..=day(last.min(end));
        possible(question, problem, who, &days)?;
        let request = Request {
            person: who,
            days,
            today: question.today_in(problem),
        };
        let book = &base.loaded.book;
        let clock = &question.clock;
        let limits = clock.limits();
        let answer = answer(problem, book, &base.roster, &request, &limits, clock)?;
        let keep = question.call.flag("keep-cover");
        let clock = match keep {
            true => &question.clock,
            // It was not asked for: what can be said in a moment is said.
            false => &question.clock.moment(),
        };
        let limits = clock.limits();
        let covering = answer.keeping_cover(book, &base.roster, &request, &limits, clock)?;
        let plans = answer.plans.best().into_iter();
        for plan in plans.chain(covering.as_ref().and_then(Planned::best)) {
            notes::checked(plan)?;
        }
        Ok(Part {
            before: book.check(problem, &base.roster),
            halves: half_hours(problem, book, &base.roster, &answer.without),
            base,
            request,
            answer,
            covering,
            keep,
        })
    }

    /// The plans that were asked for.
    fn planned(&self) -> &Planned {
        let covering = self.covering.as_ref();
        covering.filter(|_| self.keep).unwrap_or(&self.answer.plans)
    }

    /// The best plan, where there is one.
    fn plan(&self) -> Option<&Plan> {
        self.planned().best()
    }

    /// The person's shifts of these days, which fall away.
    fn forced(&self) -> Vec<CellChange> {
        let person = self.request.person;
        let cell = |day| {
            let before = self.base.roster.get(person, day);
            before.is_some().then_some(CellChange {
                person,
                day,
                before,
                after: None,
            })
        };
        self.request.days.clone().filter_map(cell).collect()
    }

    /// Points that the roster without the person costs more than the published one.
    fn more(&self) -> i64 {
        let cost = |breaches: &[Breach]| breaches.iter().map(Breach::price).sum::<i64>();
        let answer = &self.answer;
        let book = &self.base.loaded.book;
        cost(&book.check(&answer.problem, &answer.without)) - cost(&self.before)
    }
}

/// Refuses days on which nothing can be granted.
fn possible(
    question: &Question<'_>,
    problem: &Problem,
    who: usize,
    days: &std::ops::RangeInclusive<usize>,
) -> Result<(), Failure> {
    let person = &problem.people[who];
    let here = problem.employed(who);
    if !days.clone().any(|day| here.contains(&day)) {
        let day = problem.date(*days.start() as i64);
        let words = words::not_in_team(&person.name, person.joined, person.left, day);
        return Err(refused(question.team, words));
    }
    let granted = person.leave.iter().find(|leave| {
        leave.state == LeaveState::Granted
            && leave.first <= *days.end()
            && *days.start() <= leave.last
    });
    if let Some(leave) = granted {
        let date = |day: usize| problem.date(day as i64);
        let words = words::overlap(&person.name, date(leave.first), date(leave.last));
        return Err(refused(question.team, words));
    }
    Ok(())
}

/// What is broken in the month behind, where it has a roster, by what changes before it.
fn behind(question: &mut Question<'_>, month: Month, last: Option<&Part>) -> Option<(Month, Text)> {
    let plan = last?.plan()?;
    if question.call.path("roster").is_some() {
        return None;
    }
    // A month that cannot be read yet is none that is waiting.
    let mut base = question.base(month).ok()??;
    let check = |base: &Base| base.loaded.book.check(base.problem(), &base.roster);
    let before = check(&base);
    base.follow(&plan.roster);
    let new = new_among(&before, &check(&base));
    let broken = new.into_iter().find(|b| b.weight == Weight::Hard)?;
    Some((month, broken.text))
}
