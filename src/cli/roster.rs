//! `paiban roster`: a month's roster, verified, with its bound.

use super::past::Memory;
use super::repeat::{self, Repeat, Wish};
use super::solve::{Ended, Options, Solved, Task, cannot_write, write};
use super::{BROKEN, Failure, empty, load, output};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::engine::Limits;
use crate::explain::conflict::{self, Conflict};
use crate::input::write_roster;
use crate::render::{json, summary, table};
use crate::rules::{Acceptance, Facts};
use crate::text::{Lang, Text};
use crate::verify::Verdict;
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What the command line asks for.
struct Request {
    team: PathBuf,
    month: Month,
    options: Options,
    out: PathBuf,
    repeat: Option<Wish>,
    all: bool,
}

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let began = Instant::now();
    let request = request(matches)?;
    let mut loaded = load::team(&request.team, request.month)?;
    let repeat = match &request.repeat {
        Some(wish) => Some(repeat::apply(
            wish,
            &request.team,
            request.month,
            &mut loaded,
        )?),
        None => None,
    };
    let task = Task::new(&loaded.problem, &loaded.book, &request.options, began, lang)?;
    if let Some(code) = empty::refused(&task, &request.team, request.options.json) {
        return Ok(code);
    }
    let mut solved = task.solve()?;
    if let Some(memory) = &loaded.memory {
        let months = memory.months.iter();
        solved.report.carried_from = months.map(|(month, _)| month.to_string()).collect();
    }
    let command = Command {
        request: &request,
        loaded: &loaded,
        task: &task,
        repeat: repeat.as_ref(),
    };
    match solved.end() {
        Ended::Found(roster, verdict) => command.found(roster, verdict, &solved),
        Ended::Infeasible => command.infeasible(solved.report),
        Ended::Nothing => task.nothing(solved),
    }
}

fn request(matches: &ArgMatches) -> Result<Request, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let month_text = matches
        .get_one::<String>("month")
        .cloned()
        .unwrap_or_default();
    let month = Month::parse(&month_text).ok_or_else(|| {
        Failure::Usage(
            crate::text!("`{month_text}` is not a month", "{month_text} 不是月份"),
            crate::text!(
                "write year and month, as in --month 2026-12",
                "写成年-月，如 --month 2026-12"
            ),
        )
    })?;
    let team = path("TEAM.toml").unwrap_or_default();
    let folder = team.parent().unwrap_or(Path::new(""));
    Ok(Request {
        out: path("out").unwrap_or_else(|| load::month_folder(folder, month)),
        options: Options::read(matches, 0.5)?,
        repeat: Wish::read(matches)?,
        all: matches.get_flag("all"),
        team,
        month,
    })
}

struct Command<'a> {
    request: &'a Request,
    loaded: &'a load::Loaded,
    task: &'a Task<'a>,
    repeat: Option<&'a Repeat>,
}

impl Command<'_> {
    fn problem(&self) -> &Problem {
        &self.loaded.problem
    }

    fn say(&self, line: &Text) {
        self.task.say(line);
    }

    fn found(&self, roster: &Roster, verdict: &Verdict, solved: &Solved) -> Result<u8, Failure> {
        let (path, kept) = self.write_roster(roster)?;
        let (problem, book) = (self.problem(), &self.loaded.book);
        let departures = |repeat: &Repeat| {
            let found = repeat.departures(problem, book, &self.task.model, roster);
            (repeat.object(problem, book, &found, self.task.lang), found)
        };
        let pattern = self.repeat.map(|repeat| (repeat, departures(repeat)));
        if self.request.options.json {
            let files = vec![path.display().to_string()];
            let object = pattern.map(|(_, (object, _))| object);
            output::print(&solved.json(self.task, object, files));
            return Ok(0);
        }
        self.heading();
        let look = table::Look {
            lang: self.task.lang,
            color: output::color_on_stdout(),
            columns: output::width(),
        };
        output::print(&table::table(self.problem(), roster, look));
        let facts = Facts::new(problem, roster);
        for line in summary::acceptance(&Acceptance::of(&facts)) {
            self.say(&line);
        }
        output::print("\n");
        let lines = summary::verdict(self.problem(), &self.loaded.book, verdict, self.request.all);
        for (i, line) in lines.iter().enumerate() {
            self.say(line);
            if i == 1 {
                self.say(&summary::cost(verdict.cost, solved.outcome.bound));
            }
        }
        if let Some((repeat, (_, found))) = &pattern {
            let all = self.request.all;
            for line in repeat.lines(problem, book, found, all, self.task.lang) {
                output::print(&format!("{line}\n"));
            }
        }
        self.task.closing(&path, solved);
        if let Some(kept) = kept {
            let kept = kept.display();
            self.say(&crate::text!(
                "        the earlier one is kept as {kept}",
                "        原来的班表保存为 {kept}"
            ));
        }
        Ok(0)
    }

    /// What was carried over from earlier months.
    fn remembered(&self, memory: &Memory) {
        let months = |months: &[(Month, Text)]| {
            let names: Vec<Text> = months
                .iter()
                .map(|(m, _)| Text::same(m.to_string()))
                .collect();
            Text::list(&names)
        };
        for (month, Text { en, zh }) in &memory.left_out {
            self.say(&crate::text!(
                "note: the roster of {month} is not carried over: {en}",
                "提示：{month} 的班表没有计入往月结转：{zh}"
            ));
        }
        if memory.months.is_empty() {
            return;
        }
        let Text { en, zh } = months(&memory.months);
        let own = memory.by_hand;
        let (own_en, own_zh) = match own {
            0 => (String::new(), String::new()),
            1 => (
                "; 1 person has a `carried` line".to_owned(),
                "；1 人按本人的 carried".to_owned(),
            ),
            _ => (
                format!("; {own} people have a `carried` line"),
                format!("；{own} 人按本人的 carried"),
            ),
        };
        self.say(&crate::text!(
            "carried over: hours, nights, weekend days and holidays of {en}{own_en}",
            "往月结转：{zh} 的工时、晚班、周末班和节假日班{own_zh}"
        ));
    }

    fn heading(&self) {
        let (team, month) = (&self.problem().name, self.request.month);
        let people = self.problem().people.len();
        self.say(&crate::text!(
            "{team}, {month}, {people} people",
            "{team}　{month}　{people} 人"
        ));
        if let Some(memory) = &self.loaded.memory {
            self.remembered(memory);
        }
        if let Some(note) = summary::calendar(self.problem()) {
            self.say(&note);
        }
        if let Some(past) = &self.loaded.past {
            let past = past.display();
            self.say(&if self.loaded.past_fits {
                crate::text!("last month: {past}", "上月班表：{past}")
            } else {
                crate::text!(
                    "note: {past} does not end on the day before the month; it was not used",
                    "提示：{past} 不是到上月最后一天为止，没有采用"
                )
            });
        }
        output::print("\n");
    }

    /// Writes the roster; a different one that is there already is renamed, never lost.
    fn write_roster(&self, roster: &Roster) -> Result<(PathBuf, Option<PathBuf>), Failure> {
        let folder = &self.request.out;
        std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
        let path = folder.join(load::ROSTER_FILE);
        let text = write_roster(self.problem(), roster);
        let mut kept = None;
        if path.exists() && std::fs::read(&path).ok().as_deref() != Some(text.as_bytes()) {
            let free = (1..10_000)
                .map(|n| folder.join(format!("ROSTER.{n}.csv")))
                .find(|p| !p.exists());
            if let Some(free) = free {
                std::fs::rename(&path, &free).map_err(|e| cannot_write(&free, &e))?;
                kept = Some(free);
            }
        }
        write(&path, &text)?;
        Ok((path, kept))
    }

    fn infeasible(&self, mut report: json::Report) -> Result<u8, Failure> {
        let limit = self.request.options.limits.seconds.max(10.0);
        let clock = self.task.watch(true, Instant::now());
        let limits = Limits {
            seconds: limit,
            ..self.request.options.limits
        };
        let found = conflict::find(
            self.problem(),
            &self.loaded.book,
            &self.task.model,
            &limits,
            &clock,
        )?;
        report.status = "infeasible";
        report.bound = None;
        if self.request.options.json {
            let breaches: Vec<_> = found.members.clone();
            report.conflict = json::lines(self.problem(), &breaches, self.task.lang);
            report.breaches = json::lines(self.problem(), &found.least, self.task.lang);
            report.seconds = json::rounded(self.task.began.elapsed().as_secs_f64());
            output::print(&report.to_json());
        } else {
            self.explain(&found);
        }
        Ok(BROKEN)
    }

    fn explain(&self, found: &Conflict) {
        let month = self.request.month;
        self.say(&crate::text!(
            "No roster for {month} keeps every hard rule.\n\nThe least that would have to give:",
            "{month} 没有能满足全部硬规则的班表。\n\n至少要放宽："
        ));
        self.list(&found.least);
        if found.members.len() > found.least.len() {
            self.say(&crate::text!(
                "\nIt stands against these, which cannot all hold together:",
                "\n与它冲突的规则如下，它们不能同时满足："
            ));
            self.list(&found.members);
        }
        if !found.complete {
            self.say(&crate::text!(
                "\n(time ran out: there may be more in the way; try a longer --time-limit)",
                "\n（时间用完，可能还有别的冲突；可加长 --time-limit）"
            ));
        }
        self.say(&crate::text!(
            "\nTo get a roster, give one of these rules a price instead of `hard`, free a day or a pinned cell, lower the demand, or add a person.",
            "\n可以这样办：把其中一条规则由 hard 改为计价、放开某个固定班或不可用日、减少需求，或者加人。"
        ));
    }

    fn list(&self, breaches: &[crate::rules::Breach]) {
        for b in breaches {
            let card = self.loaded.book.instances[b.instance].card;
            let (rule, (en, zh)) = (b.rule, card.title);
            let (text_en, text_zh) = (&b.text.en, &b.text.zh);
            self.say(&crate::text!(
                "  {rule} ({en}): {text_en}",
                "  {rule}（{zh}）：{text_zh}"
            ));
        }
    }
}
