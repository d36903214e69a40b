//! `paiban roster`: a month's roster, verified, with its bound.

use super::watch::{Log, Stopwatch};
use super::{BROKEN, Failure, load, model_file, output};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::engine::{End, Limits, Outcome, exact, gap, portfolio, search};
use crate::explain::conflict::{self, Conflict};
use crate::input::{Fault, FaultKind, write_roster};
use crate::model::Model;
use crate::render::{json, summary, table};
use crate::text::{Lang, Text};
use crate::verify::{Verdict, verify};
use clap::ArgMatches;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What the command line asks for.
struct Request {
    team: PathBuf,
    month: Month,
    limits: Limits,
    out: PathBuf,
    json: bool,
    all: bool,
    engine: String,
    model_file: Option<PathBuf>,
}

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let began = Instant::now();
    let request = request(matches)?;
    let loaded = load::team(&request.team, request.month)?;
    let model = loaded.book.lower(&loaded.problem);
    if let Some(path) = &request.model_file {
        write(path, &model_file::text(&loaded.problem, &model))?;
    }
    let watch = Stopwatch::start(&loaded.problem, &loaded.book, began, lang, request.json);
    let outcome = solve(&request, &model, &watch);
    let log = watch.finish();
    let outcome = outcome?;
    let mut report = json::Report::of(&loaded.problem);
    report.bound = outcome.bound;
    report.course(&log.steps);
    report.first_roster_seconds = log.first.map(json::rounded);
    let command = Command {
        request: &request,
        loaded: &loaded,
        model: &model,
        lang,
        began,
    };
    match &outcome.best {
        Some((roster, points)) => {
            let verdict = verify(&loaded.problem, &loaded.book, roster);
            if !verdict.holds() || verdict.cost != points.soft {
                return Err(disagreement(&verdict, points.soft));
            }
            command.found(roster, &verdict, &outcome, &log, report)
        }
        None if outcome.end == End::Infeasible => command.infeasible(report),
        None => command.nothing(report),
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
    let default = Limits::default();
    let seconds = number(matches, "time-limit", 0.0, 1e7)?.unwrap_or(default.seconds);
    Ok(Request {
        out: path("out").unwrap_or_else(|| load::month_folder(folder, month)),
        limits: Limits {
            seconds,
            gap: number(matches, "gap", 0.0, 100.0)?.unwrap_or(0.5) / 100.0,
            seed: matches.get_one("seed").copied().unwrap_or(default.seed),
            ..default
        },
        json: matches.get_flag("json"),
        all: matches.get_flag("all"),
        engine: matches
            .get_one::<String>("engine")
            .cloned()
            .unwrap_or_default(),
        model_file: path("write-model"),
        team,
        month,
    })
}

fn number(matches: &ArgMatches, name: &str, least: f64, most: f64) -> Result<Option<f64>, Failure> {
    let Some(value) = matches.get_one::<f64>(name).copied() else {
        return Ok(None);
    };
    if (least..=most).contains(&value) {
        return Ok(Some(value));
    }
    Err(Failure::Usage(
        crate::text!(
            "--{name} {value} is out of range",
            "--{name} {value} 超出范围"
        ),
        crate::text!(
            "give a number from {least} to {most}",
            "请给 {least} 到 {most} 之间的数"
        ),
    ))
}

fn solve(request: &Request, model: &Model, watch: &Stopwatch<'_>) -> Result<Outcome, Failure> {
    let limits = &request.limits;
    Ok(match request.engine.as_str() {
        "exact" => exact::run(model, None, limits, None, watch)?,
        "search" => {
            let (roster, points) = search::run(model, limits, watch);
            Outcome {
                best: (points.hard == 0).then_some((roster, points)),
                bound: None,
                end: End::Stopped,
            }
        }
        _ => portfolio::run(model, limits, watch)?,
    })
}

/// The engine and the checks must say the same; if not, neither is shown as a roster.
fn disagreement(verdict: &Verdict, claimed: i64) -> Failure {
    let broken: Vec<&Text> = verdict
        .breaches
        .iter()
        .filter(|b| b.weight == crate::rules::Weight::Hard)
        .map(|b| &b.text)
        .take(3)
        .collect();
    let (cost, list) = (verdict.cost, Text::list(broken));
    Failure::Internal(crate::text!(
        "the roster fails verification: cost {cost} instead of {claimed}; {}",
        "班表没有通过核对：代价 {cost}，应为 {claimed}；{}",
        list.en
    ))
}

struct Command<'a> {
    request: &'a Request,
    loaded: &'a load::Loaded,
    model: &'a Model,
    lang: Lang,
    began: Instant,
}

impl Command<'_> {
    fn problem(&self) -> &Problem {
        &self.loaded.problem
    }

    fn say(&self, line: &Text) {
        output::print(&format!("{}\n", line.get(self.lang)));
    }

    fn found(
        &self,
        roster: &Roster,
        verdict: &Verdict,
        outcome: &Outcome,
        log: &Log,
        mut report: json::Report,
    ) -> Result<u8, Failure> {
        let (path, kept) = self.write_roster(roster)?;
        let proven = outcome.bound.is_some_and(|b| verdict.cost <= b);
        if self.request.json {
            report.status = if proven { "optimal" } else { "feasible" };
            report.roster(self.problem(), roster, verdict, self.lang);
            report.gap = outcome.bound.and_then(|b| gap(verdict.cost, b));
            report.files = vec![path.display().to_string()];
            report.seconds = json::rounded(self.began.elapsed().as_secs_f64());
            output::print(&report.to_json());
            return Ok(0);
        }
        self.heading();
        let look = table::Look {
            lang: self.lang,
            color: output::color_on_stdout(),
            columns: output::width(),
        };
        output::print(&table::table(self.problem(), roster, look));
        output::print("\n");
        let lines = summary::verdict(self.problem(), &self.loaded.book, verdict, self.request.all);
        for (i, line) in lines.iter().enumerate() {
            self.say(line);
            if i == 1 {
                self.say(&summary::cost(verdict.cost, outcome.bound));
            }
        }
        self.closing(&path, kept.as_deref(), log);
        Ok(0)
    }

    fn heading(&self) {
        let (team, month) = (&self.problem().name, self.request.month);
        let people = self.problem().people.len();
        self.say(&crate::text!(
            "{team}, {month}, {people} people",
            "{team}　{month}　{people} 人"
        ));
        if !self.problem().calendar.iter().all(|d| d.announced) {
            self.say(&crate::text!(
                "note: this year's holiday notice is not in the calendar yet: moved rest days and make-up workdays are not announced",
                "提示：日历中还没有这一年的放假通知：调休和补班尚未公布"
            ));
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

    fn closing(&self, path: &Path, kept: Option<&Path>, log: &Log) {
        let seconds = self.began.elapsed().as_secs_f64();
        let path = path.display();
        let first = log.first.unwrap_or(seconds);
        self.say(&crate::text!(
            "Time    {seconds:.1} s; first verified roster after {first:.2} s",
            "用时    {seconds:.1} 秒；{first:.2} 秒后有了第一份核对过的班表"
        ));
        self.say(&crate::text!("File    {path}", "文件    {path}"));
        if let Some(kept) = kept {
            let kept = kept.display();
            self.say(&crate::text!(
                "        the earlier one is kept as {kept}",
                "        原来的班表保存为 {kept}"
            ));
        }
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
        let limit = self.request.limits.seconds.max(10.0);
        let clock = Stopwatch::start(
            self.problem(),
            &self.loaded.book,
            Instant::now(),
            self.lang,
            true,
        );
        let limits = Limits {
            seconds: limit,
            ..self.request.limits
        };
        let found = conflict::find(
            self.problem(),
            &self.loaded.book,
            self.model,
            &limits,
            &clock,
        )?;
        report.status = "infeasible";
        report.bound = None;
        if self.request.json {
            let breaches: Vec<_> = found.members.clone();
            report.conflict = json::lines(self.problem(), &breaches, self.lang);
            report.breaches = json::lines(self.problem(), &found.least, self.lang);
            report.seconds = json::rounded(self.began.elapsed().as_secs_f64());
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

    fn nothing(&self, mut report: json::Report) -> Result<u8, Failure> {
        report.status = "unknown";
        report.seconds = json::rounded(self.began.elapsed().as_secs_f64());
        if self.request.json {
            output::print(&report.to_json());
            return Ok(BROKEN);
        }
        let seconds = self.request.limits.seconds;
        self.say(&crate::text!(
            "No roster was found in {seconds} s, and none was proven impossible. Give it longer with --time-limit.",
            "{seconds} 秒内没有找到班表，也没有证明不存在。请用 --time-limit 给更多时间。"
        ));
        Ok(BROKEN)
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|e| cannot_write(path, &e))
}

/// A path that cannot be written is an input of the user's.
pub fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(Fault::of_file(
        &path.display().to_string(),
        FaultKind::CannotWrite {
            reason: error.kind(),
            detail: error.to_string(),
        },
    ))
}
