//! `paiban check`: any roster file against the team's rules.

use super::{BROKEN, Failure, load, output};
use crate::domain::time::Month;
use crate::input::RosterFile;
use crate::render::{json, summary};
use crate::rules::{Acceptance, Facts};
use crate::text::Lang;
use crate::verify::verify;
use std::path::PathBuf;
use std::time::Instant;

pub fn run(matches: &clap::ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let began = Instant::now();
    let path = |name: &str| {
        matches
            .get_one::<PathBuf>(name)
            .cloned()
            .unwrap_or_default()
    };
    let file = RosterFile::read(&path("ROSTER.csv"))?;
    // A roster file that was read has at least one date.
    let month = Month::of(file.dates.first().copied().unwrap_or_default());
    let loaded = load::team(&path("TEAM.toml"), month)?;
    let (problem, book) = (&loaded.problem, &loaded.book);
    let roster = file.roster(problem)?;
    let verdict = verify(problem, book, &roster);
    if matches.get_flag("json") {
        let mut report = json::Report::of(problem);
        report.status = if verdict.holds() {
            "feasible"
        } else {
            "infeasible"
        };
        report.roster(problem, &roster, &verdict, lang);
        report.seconds = json::rounded(began.elapsed().as_secs_f64());
        output::print(&report.to_json());
    } else {
        if file.gb18030 {
            let note = crate::text!(
                "note: the roster is in the Chinese code page (GBK); it was read as such\n",
                "提示：班表是 GBK 编码，已按 GBK 读取\n"
            );
            output::error(note.get(lang));
        }
        if let Some(note) = summary::calendar(problem) {
            output::error(&format!("{}\n", note.get(lang)));
        }
        let cost = verdict.cost;
        let mut lines = summary::verdict(problem, book, &verdict, matches.get_flag("all"));
        // Where `roster` has it too: below cover and rules.
        lines.insert(2, crate::text!("Cost    {cost}", "代价    {cost}"));
        let facts = Facts::new(problem, &roster);
        let habits = summary::acceptance(&Acceptance::of(&facts));
        for line in habits.iter().chain(&lines) {
            output::print(&format!("{}\n", line.get(lang)));
        }
    }
    Ok(if verdict.holds() { 0 } else { BROKEN })
}
