//! `paiban bench`: public benchmark instances, solved as any month is.

use super::solve::{Ended, Options, Solved, Task, cannot_write, write};
use super::{BAD_INPUT, BROKEN, Failure, output};
use crate::domain::Roster;
use crate::input::benchmark::{Instance, curtois, inrc2};
use crate::render::{json, summary};
use crate::text::Lang;
use crate::verify::Verdict;
use clap::ArgMatches;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    match matches.subcommand() {
        Some(("curtois", m)) => curtois(m, lang),
        Some(("inrc2", m)) => inrc2(m, lang),
        // clap demands one of the families above.
        _ => Ok(BAD_INPUT),
    }
}

fn path(matches: &ArgMatches, name: &str) -> PathBuf {
    let path = matches.get_one::<PathBuf>(name).cloned();
    path.unwrap_or_default()
}

fn curtois(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let began = Instant::now();
    let options = Options::read(matches, 0.0)?;
    let instance = curtois::read(&path(matches, "FILE"))?;
    let out = path(matches, "out");
    solve(&instance, &options, (began, lang), &out, |roster| {
        write(&out, &curtois::write(&instance.problem, roster))?;
        Ok(vec![out.display().to_string()])
    })
}

fn inrc2(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let began = Instant::now();
    let options = Options::read(matches, 0.0)?;
    let weeks = matches.get_many::<PathBuf>("weeks").unwrap_or_default();
    let weeks: Vec<PathBuf> = weeks.cloned().collect();
    let (scenario, history) = (path(matches, "scenario"), path(matches, "history"));
    let instance = inrc2::read(&scenario, &history, &weeks)?;
    let out = path(matches, "out");
    solve(&instance, &options, (began, lang), &out, |roster| {
        std::fs::create_dir_all(&out).map_err(|e| cannot_write(&out, &e))?;
        let mut files = Vec::new();
        for (week, text) in inrc2::write(&instance.problem, roster).iter().enumerate() {
            let file = out.join(format!("sol-week{week}.txt"));
            write(&file, text)?;
            files.push(file.display().to_string());
        }
        Ok(files)
    })
}

/// Solves, writes and says what came of it.
fn solve(
    instance: &Instance,
    options: &Options,
    (began, lang): (Instant, Lang),
    out: &Path,
    save: impl Fn(&Roster) -> Result<Vec<String>, Failure>,
) -> Result<u8, Failure> {
    let task = Task::new(&instance.problem, &instance.book, options, began, lang)?;
    let solved = task.solve()?;
    match solved.end() {
        Ended::Found(roster, verdict) => {
            let files = save(roster)?;
            if options.json {
                output::print(&solved.json(&task, None, files));
            } else {
                show(&task, verdict, out, &solved);
            }
            Ok(0)
        }
        Ended::Infeasible => Ok(infeasible(&task, options, &solved)),
        Ended::Nothing => task.nothing(solved),
    }
}

/// The instance and its size, cost and bound, what the cost is made of.
fn show(task: &Task<'_>, verdict: &Verdict, out: &Path, solved: &Solved) {
    let problem = &task.problem;
    let (name, days) = (&problem.name, problem.days());
    let (people, kinds) = (problem.people.len(), problem.kinds.len());
    task.say(&crate::text!(
        "{name}, {people} people, {days} days, {kinds} kinds of shift\n",
        "{name}　{people} 人　{days} 天　{kinds} 种班次\n"
    ));
    task.say(&summary::cost(verdict.cost, solved.outcome.bound));
    let mut prices: BTreeMap<&str, i64> = BTreeMap::new();
    for breach in &verdict.breaches {
        *prices.entry(breach.rule).or_default() += breach.price();
    }
    for (rule, price) in prices.into_iter().filter(|(_, price)| *price > 0) {
        let title = crate::rules::find(rule).map_or(("", ""), |entry| entry.card.title);
        let (en, zh) = title;
        task.say(&crate::text!(
            "{price:>8} for {rule} ({en})",
            "{price:>8} {rule}（{zh}）"
        ));
    }
    task.closing(out, solved);
}

fn infeasible(task: &Task<'_>, options: &Options, solved: &Solved) -> u8 {
    if options.json {
        let mut report = solved.report.clone();
        report.status = "infeasible";
        report.bound = None;
        report.seconds = json::rounded(task.seconds());
        output::print(&report.to_json());
    } else {
        task.say(&crate::text!(
            "No roster keeps every hard rule of this instance.",
            "这个算例没有能满足全部硬规则的班表。"
        ));
    }
    BROKEN
}
