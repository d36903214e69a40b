//! `paiban explain`: why there is no roster, or why somebody has the shift of a day.

mod args;
mod place;

pub use args::command;
pub(super) use place::line as place_of;

use super::{BROKEN, Failure, interrupt, load, output};
use crate::domain::Problem;
use crate::engine::{Limits, Progress, Watch};
use crate::explain::cell::{self, Question};
use crate::explain::{iis, remedies};
use crate::input::{RosterFile, Source, Team};
use crate::render::explain::json::Report;
use crate::render::explain::{Subject, TeamFile, conflicts, of_cell, repairs};
use crate::rules::RuleBook;
use crate::text;
use crate::text::{Lang, Text};
use crate::verify::verify;
use args::Request;
use clap::ArgMatches;
use std::path::Path;
use std::time::Instant;

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let began = Instant::now();
    let request = Request::read(matches)?;
    let loaded = load::team(&request.team, request.month)?;
    interrupt::listen();
    let command = Command {
        request: &request,
        loaded: &loaded,
        clock: Clock { began },
        lang,
    };
    match &request.cell {
        None => command.month(),
        Some(asked) => command.cell(asked),
    }
}

/// The clock, and Ctrl-C: what has been found by then is shown.
struct Clock {
    began: Instant,
}

impl Watch for Clock {
    fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        interrupt::asked()
    }
}

/// The part of the time that conflicts may take; repairs have the rest.
const CONFLICTS: f64 = 0.6;

struct Command<'a> {
    request: &'a Request,
    loaded: &'a load::Loaded,
    clock: Clock,
    lang: Lang,
}

impl Command<'_> {
    fn problem(&self) -> &Problem {
        &self.loaded.problem
    }

    fn subject(&self) -> Subject<'_> {
        Subject {
            problem: &self.loaded.problem,
            book: &self.loaded.book,
        }
    }

    fn say(&self, line: &Text) {
        output::print(&format!("{}\n", line.get(self.lang)));
    }

    fn limits(&self, part: f64) -> Limits {
        Limits {
            seconds: part * self.request.seconds,
            ..Limits::default()
        }
    }

    fn month(&self) -> Result<u8, Failure> {
        let (problem, book) = (self.problem(), &self.loaded.book);
        let atoms = iis::demands(&book.lower(problem));
        let found = iis::find(&atoms, &self.limits(CONFLICTS), &self.clock)?;
        let source = Source::read(&self.request.team)?;
        let reread = |lines: &str| self.with(&source, lines);
        let case = remedies::Infeasible {
            problem,
            book,
            atoms: &atoms,
            found: &found,
            reread: &reread,
        };
        let ways = match found.conflicts.is_empty() {
            true => Vec::new(),
            false => remedies::find(&case, &self.limits(1.0), &self.clock)?,
        };
        if self.request.json {
            let mut report = Report::of(problem, self.clock.seconds());
            report.month(self.subject(), &found, &ways, self.lang);
            output::print(&report.to_json());
        } else {
            self.told(&found, &ways, &source);
        }
        Ok(if found.roster.is_some() { 0 } else { BROKEN })
    }

    /// The team file with lines at its end, read again.
    fn with(&self, source: &Source, lines: &str) -> Option<(Problem, RuleBook)> {
        let text = format!("{}\n{lines}", source.text);
        let team = Team::parse(Source::new(source.name.clone(), text)).ok()?;
        let past = self.loaded.past.as_deref().map(RosterFile::read);
        let past = past.transpose().ok()?;
        team.month(self.request.month, past.as_ref()).ok()
    }

    fn told(&self, found: &iis::Found, ways: &[remedies::Remedy], source: &Source) {
        let (team, month) = (&self.problem().name, self.request.month);
        if found.roster.is_some() {
            self.say(&text!(
                "{team}, {month}: there are rosters that keep every hard rule; nothing stands in the way.",
                "{team}　{month}：有满足全部硬规则的班表，没有冲突。"
            ));
            let file = self.request.team.display();
            self.say(&text!(
                "`paiban roster {file} --month {month}` writes one; --person and --day ask about a cell of it.",
                "用 paiban roster {file} --month {month} 排出班表；要问其中某一格，请加 --person 和 --day。"
            ));
            return;
        }
        if found.conflicts.is_empty() {
            let seconds = self.request.seconds;
            self.say(&text!(
                "{team}, {month}: in {seconds} s no roster was found, and none was proven impossible. Give it longer with --time-limit.",
                "{team}　{month}：{seconds} 秒内没有找到班表，也没有证明不存在。请用 --time-limit 给更多时间。"
            ));
            return;
        }
        self.say(&text!(
            "{team}, {month}: no roster keeps every hard rule.",
            "{team}　{month}：没有能满足全部硬规则的班表。"
        ));
        output::print("\n");
        for line in conflicts(self.subject(), found) {
            self.say(&line);
        }
        output::print("\n");
        let line = |at: &remedies::Place| place::line(&source.text, self.problem(), at);
        let name = self.request.team.file_name().unwrap_or_default();
        let file = TeamFile {
            name: &name.to_string_lossy(),
            line: &line,
        };
        for line in repairs(self.subject(), ways, &file) {
            self.say(&line);
        }
        let seconds = self.clock.seconds();
        output::print("\n");
        self.say(&text!("Time    {seconds:.1} s", "用时    {seconds:.1} 秒"));
    }

    fn cell(&self, asked: &args::Asked) -> Result<u8, Failure> {
        let problem = self.problem();
        let day = asked.day(problem)?;
        let person = asked.person(problem)?;
        let instead = asked.instead(problem)?;
        let folder = self.request.team.parent().unwrap_or(Path::new(""));
        let usual = || load::month_folder(folder, self.request.month).join(load::ROSTER_FILE);
        let path = self.request.roster.clone().unwrap_or_else(usual);
        let roster = RosterFile::read(&path)?.roster(problem)?;
        let question = Question {
            problem,
            book: &self.loaded.book,
            roster: &roster,
            person,
            day,
        };
        let alternatives = cell::explain(&question, instead, &self.limits(1.0), &self.clock)?;
        if self.request.json {
            let mut report = Report::of(problem, self.clock.seconds());
            report.cell(&question, &alternatives, self.lang);
            output::print(&report.to_json());
            return Ok(0);
        }
        let verdict = verify(problem, &self.loaded.book, &roster);
        let cost = verdict.cost;
        let Text { en, zh } = of_cell(&question);
        let file = path.display();
        self.say(&text!(
            "{en} in {file}, which costs {cost}",
            "{zh}（{file}，代价 {cost}）"
        ));
        if !verdict.holds() {
            let broken = verdict.broken;
            self.say(&text!(
                "note: that roster breaks hard rules ({broken}); what is said below mends them too",
                "提示：该班表违反硬规则 {broken} 处，下面的改动也会一并改正"
            ));
        }
        for line in crate::render::explain::cell(&question, &alternatives) {
            self.say(&line);
        }
        let seconds = self.clock.seconds();
        output::print("\n");
        self.say(&text!("Time    {seconds:.1} s", "用时    {seconds:.1} 秒"));
        Ok(0)
    }
}
