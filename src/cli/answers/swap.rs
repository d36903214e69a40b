//! `paiban swap`: two people exchange their shifts of a day, and of a second one in return.

use super::base::Base;
use super::issue::{self, Issued, New};
use super::notes::{self, Sheet};
use super::{Question, SECONDS, given_date, person, refused, words};
use crate::cli::ledger::call::Call;
use crate::cli::ledger::placed;
use crate::cli::publish::Press;
use crate::cli::{BROKEN, Failure};
use crate::domain::Roster;
use crate::domain::time::Month;
use crate::explain::changes::{CellChange, between, new_among};
use crate::render::answers::json as data;
use crate::render::answers::{changes, section};
use crate::render::json::lines;
use crate::rules::{Breach, Weight};
use crate::text;
use crate::text::{Lang, Text};
use chrono::NaiveDate;
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let team = matches.get_one::<PathBuf>("TEAM.toml").cloned();
    let call = Call::new(matches, team.as_deref(), lang);
    let team = team.as_deref().unwrap_or(Path::new(""));
    swap(&call, team).map_err(|failure| placed(failure, &call))
}

/// A swap, with what the rules say of it.
struct Swap {
    base: Base,
    people: [usize; 2],
    dates: Vec<NaiveDate>,
    today: usize,
    roster: Roster,
    cells: Vec<CellChange>,
    before: Vec<Breach>,
    after: Vec<Breach>,
    /// Hard rules that it breaks and that were not broken before.
    broken: Vec<Breach>,
}

fn swap(call: &Call<'_>, team: &Path) -> Result<u8, Failure> {
    let mut question = Question::new(call, team, SECONDS)?;
    let swap = Swap::find(&mut question)?;
    let published = match call.flag("publish") && swap.broken.is_empty() && !swap.cells.is_empty() {
        true => Some(swap.publish(&question)?),
        false => None,
    };
    if call.flag("json") {
        let mut object = swap.object(&question);
        let issued = published.map(|(_, issued)| issue::object(&issued));
        object["published"] = json!(issued);
        call.json(&object);
    } else {
        swap.say(&question);
        if let Some((press, issued)) = &published {
            call.print("");
            issue::say(&question, press, issued);
        } else if call.flag("publish") {
            call.say(&text!("nothing was published", "没有发布"));
        }
    }
    Ok(if swap.broken.is_empty() { 0 } else { BROKEN })
}

impl Swap {
    fn find(question: &mut Question<'_>) -> Result<Swap, Failure> {
        let (call, team) = (question.call, question.team);
        // clap demands the first.
        let day = given_date(call, "day")?.unwrap_or_default();
        let mut dates = vec![day];
        dates.extend(given_date(call, "day-back")?.filter(|back| *back != day));
        if let Some(over) = dates.iter().find(|date| **date < question.today) {
            let words = words::over(*over, *over, question.today);
            return Err(refused(team, words));
        }
        let month = Month::of(day);
        if let Some(back) = dates.iter().find(|date| Month::of(**date) != month) {
            return Err(refused(team, words::two_months(day, *back)));
        }
        let base = question.base(month)?.ok_or_else(|| {
            refused(
                team,
                words::nothing_published(team, month, question.has_ledger()),
            )
        })?;
        let problem = base.problem();
        let named = |option: &str| person(question, problem, call.text(option).unwrap_or_default());
        let people = [named("person")?, named("with")?];
        if people[0] == people[1] {
            let name = problem.person_name(people[0]);
            return Err(refused(team, words::same_person(name)));
        }
        let mut roster = base.roster.clone();
        for date in &dates {
            let day = problem.day_of(*date).unwrap_or(0);
            for person in people {
                if !problem.employed(person).contains(&day) {
                    let who = &problem.people[person];
                    let words = words::not_in_team(&who.name, who.joined, who.left, *date);
                    return Err(refused(team, words));
                }
            }
            let (a, b) = (roster.get(people[0], day), roster.get(people[1], day));
            roster.cells[people[0]][day] = b;
            roster.cells[people[1]][day] = a;
        }
        let book = &base.loaded.book;
        let before = book.check(problem, &base.roster);
        let after = book.check(problem, &roster);
        let mut broken = new_among(&before, &after);
        broken.retain(|b| b.weight == Weight::Hard);
        Ok(Swap {
            today: question.today_in(problem),
            cells: between(&base.roster, &roster),
            base,
            people,
            dates,
            roster,
            before,
            after,
            broken,
        })
    }

    fn publish<'a>(&self, question: &Question<'a>) -> Result<(Press<'a>, Vec<Issued>), Failure> {
        let mut press = issue::open(question, &[&self.base])?;
        let new = New {
            base: &self.base,
            problem: self.base.problem(),
            roster: &self.roster,
        };
        let issued = issue::issue(question, &mut press, &[new])?;
        Ok((press, issued))
    }

    fn verdict(&self) -> Text {
        let name = |person: usize| self.base.problem().person_name(person);
        let (a, b) = (name(self.people[0]), name(self.people[1]));
        let dates = self.dates.iter().map(|date| Text::same(date.to_string()));
        let dates: Vec<Text> = dates.collect();
        let Text { en, zh } = Text::list(&dates);
        let broken = self.broken.len();
        if self.cells.is_empty() {
            return text!(
                "{a} and {b}, {en}: changes nothing, both have the same",
                "{a}和{b} {zh} 换班：两人的班一样，换了也不变"
            );
        }
        match broken {
            0 => text!(
                "{a} and {b}, {en}: fine, no hard rule is broken by it",
                "{a}和{b} {zh} 换班：可以，不违反硬规则"
            ),
            _ => {
                let Text {
                    en: why,
                    zh: why_zh,
                } = self.why_not();
                text!(
                    "{a} and {b}, {en}: no, it breaks hard rules: {why}",
                    "{a}和{b} {zh} 换班：不行，违反硬规则：{why_zh}"
                )
            }
        }
    }

    /// The first hard rule that is broken, and how many more.
    fn why_not(&self) -> Text {
        let first = self.broken.first().map(|b| b.text.clone());
        let Text { en, zh } = first.unwrap_or_default();
        match self.broken.len().saturating_sub(1) {
            0 => text!("{en}", "{zh}"),
            more => text!("{en}; and {more} more", "{zh}；另有 {more} 处"),
        }
    }

    fn say(&self, question: &Question<'_>) {
        let lang = question.call.lang;
        question.call.say(&self.verdict());
        let mut text = notes::roster(&self.base, &self.before, self.today, lang);
        if !self.cells.is_empty() {
            let problem = self.base.problem();
            let table = changes(problem, &self.cells, &|_| false, lang);
            text.push_str(&section(("Changes", "改动"), &table, lang));
            let sheet = Sheet {
                base: &self.base,
                book: &self.base.loaded.book,
                before: &self.before,
                lang,
            };
            text.push_str(&sheet.bring(&self.roster, &self.after));
        }
        notes::print(question, &text);
    }

    fn object(&self, question: &Question<'_>) -> Value {
        let (problem, lang) = (self.base.problem(), question.call.lang);
        let person = |person: usize| {
            let who = &problem.people[person];
            json!({ "id": who.id, "name": who.name })
        };
        let cost = |breaches: &[Breach]| breaches.iter().map(Breach::price).sum::<i64>();
        let status = match (self.cells.is_empty(), self.broken.is_empty()) {
            (true, _) => "nothing",
            (false, true) => "fine",
            (false, false) => "broken",
        };
        json!({
            "team": problem.name,
            "status": status,
            "month": self.base.month,
            "roster": self.base.object(),
            "people": self.people.map(person),
            "days": self.dates,
            "changes": data::cells(problem, &self.cells),
            "cost_before": cost(&self.before),
            "cost_after": cost(&self.after),
            "breaches": lines(problem, &new_among(&self.before, &self.after), lang),
            "hours": data::hours(problem, &self.base.roster, &self.roster),
            "seconds": question.seconds(),
        })
    }
}
