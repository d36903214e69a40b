//! `paiban import`: a roster back from Excel, with what changed against the one that is there.

use super::export::exists;
use super::{BAD_INPUT, Failure, args, load, output, put};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::input::roster_sheet::{self, CellFault, RosterSheet, RosterSheetFault, SHEETS};
use crate::input::sheet_file::{SheetFault, SheetFile};
use crate::input::{RosterFile, write_roster};
use crate::messages::sheet;
use crate::messages::{self, message};
use crate::render::summary;
use crate::text;
use crate::text::{Fixed, Lang, Text, many, pick};
use crate::verify::verify;
use clap::{ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

/// Cells that differ and are listed.
const LISTED: usize = 20;

/// Cells with the same mistake that are listed.
const ALIKE: usize = 12;

/// `paiban import`.
pub fn command(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    let about = (
        "Take a roster back from Excel or CSV, and say what changed",
        "把 Excel 或 CSV 里的班表导回来，并列出改动",
    );
    let out = (
        "The roster file to write; default: ROSTER.csv of the month, beside the team file",
        "写到哪个班表文件；默认为团队文件旁月份目录里的 ROSTER.csv",
    );
    args::sub("import", about, lang)
        .arg(args::team_file(lang))
        .arg(args::file(
            "FILE",
            t((
                "A workbook (.xlsx) or CSV file",
                "工作簿（.xlsx）或 CSV 文件",
            )),
            lang,
        ))
        .arg(args::option("month", "YYYY-MM", t(("The month", "月份")), lang).required(true))
        .arg(args::option("out", "ROSTER.csv", t(out), lang).value_parser(value_parser!(PathBuf)))
        .arg(args::flag(
            "all",
            t((
                "List every change, breach and warning, not only the first",
                "列出全部改动、问题和提醒，而不是前几条",
            )),
            lang,
        ))
        .arg(args::flag(
            "force",
            t(("Overwrite a different roster", "覆盖不同的班表")),
            lang,
        ))
}

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let month = month(matches)?;
    let team = path("TEAM.toml").unwrap_or_default();
    let loaded = load::team(&team, month)?;
    let problem = &loaded.problem;
    let from = path("FILE").unwrap_or_default();
    let read = match roster_sheet::read(&from, month, problem) {
        Ok(read) => read,
        Err(fault) => return Ok(refuse(&fault, lang)),
    };
    notes(&read.table, lang);
    let folder = team.parent().unwrap_or(Path::new(""));
    let default = || load::month_folder(folder, month).join(load::ROSTER_FILE);
    let out = path("out").unwrap_or_else(default);
    let import = Import {
        problem,
        read: &read,
        from: &from,
        out: &out,
        lang,
    };
    import.write(matches.get_flag("force"), matches.get_flag("all"))?;
    let verdict = verify(problem, &loaded.book, &read.roster);
    let all = matches.get_flag("all");
    for line in summary::verdict(problem, &loaded.book, &verdict, all) {
        import.say(&line);
    }
    Ok(0)
}

fn month(matches: &ArgMatches) -> Result<Month, Failure> {
    let text = matches.get_one::<String>("month");
    let text = text.map_or("", String::as_str);
    Month::parse(text).ok_or_else(|| {
        Failure::Usage(
            text!("`{text}` is not a month", "{text} 不是月份"),
            text!(
                "write year and month, as in --month 2026-12",
                "写成年-月，如 --month 2026-12"
            ),
        )
    })
}

/// Says why a table is no roster; gives the exit code.
fn refuse(fault: &RosterSheetFault, lang: Lang) -> u8 {
    let color = output::color_on_stderr();
    match fault {
        RosterSheetFault::Table(SheetFault::File(fault)) => {
            output::error(&format!("{}\n", message::render(fault, lang, color)));
        }
        RosterSheetFault::Table(fault @ SheetFault::Workbook { file, .. }) => {
            let words = sheet::refused(fault);
            let message = message::refusal(&words, file, lang, color);
            output::error(&format!("{message}\n"));
        }
        RosterSheetFault::Cells(faults) => {
            for fault in faults {
                output::error(&cell(fault, lang, color));
            }
        }
    }
    BAD_INPUT
}

/// A mistake in a cell, and where the same stands else.
fn cell(fault: &CellFault, lang: Lang, color: bool) -> String {
    let words = messages::words(&fault.fault);
    let place = message::one_line(&fault.fault.file);
    let message = message::refusal(&words, &place, lang, color);
    if fault.others.is_empty() {
        return format!("{message}\n");
    }
    let shown = fault.others.len().min(ALIKE);
    let rest = fault.others.len() - shown;
    let others = fault.others.get(..shown).unwrap_or_default();
    let (en, zh) = (others.join(", "), others.join("、"));
    let also = match rest {
        0 => text!("also: {en}", "同样的还有：{zh}"),
        _ => text!(
            "also: {en} and {rest} more",
            "同样的还有：{zh}，另有 {rest} 格"
        ),
    };
    format!("{message}\n{}\n", also.get(lang))
}

/// What is worth knowing of the table.
fn notes(table: &SheetFile, lang: Lang) {
    if table.gb18030 {
        output::error(&format!("{}\n", super::export::gbk().get(lang)));
    }
    // Of a workbook of ours nobody expects that more than its first sheet is read.
    let ours = |name: &String| SHEETS.iter().any(|(en, zh)| name == en || name == zh);
    let foreign = !table.unread.iter().all(ours);
    if let Some(Text { en, zh }) = sheet::unread(table).filter(|_| foreign) {
        let note = text!("note: {en}", "提示：{zh}");
        output::error(&format!("{}\n", note.get(lang)));
    }
}

struct Import<'a> {
    problem: &'a Problem,
    read: &'a RosterSheet,
    from: &'a Path,
    out: &'a Path,
    lang: Lang,
}

impl Import<'_> {
    fn say(&self, line: &Text) {
        output::print(&format!("{}\n", line.get(self.lang)));
    }

    /// Writes the roster, after saying what changes by that.
    fn write(&self, force: bool, all: bool) -> Result<(), Failure> {
        let text = write_roster(self.problem, &self.read.roster);
        let (from, out) = (self.from.display(), self.out.display());
        if self.out.exists() {
            if std::fs::read(self.out).ok().as_deref() == Some(text.as_bytes()) {
                self.say(&text!(
                    "nothing changed: {out} is as {from} says",
                    "没有改动：{out} 与 {from} 一致"
                ));
                return Ok(());
            }
            self.compare(all);
            if !force {
                return Err(exists(self.out));
            }
        }
        put::files(&[(self.out, text.as_bytes())])?;
        self.say(&text!("wrote {out} from {from}", "已由 {from} 写好 {out}"));
        Ok(())
    }

    /// Says what changes against the roster that is there.
    fn compare(&self, all: bool) {
        let out = self.out.display();
        let there = RosterFile::read(self.out).and_then(|file| file.roster(self.problem));
        let Ok(there) = there else {
            self.say(&text!(
                "what is in {out} now is no roster of this month and team, so that it cannot be compared",
                "{out} 现在不是本团队本月的班表，无法比较"
            ));
            return;
        };
        let changes = changes(self.problem, &there, &self.read.roster);
        let count = changes.len();
        let cells = many(i64::try_from(count).unwrap_or(i64::MAX), "cell");
        let verb = if count == 1 { "differs" } else { "differ" };
        self.say(&text!(
            "{cells} {verb} from {out}",
            "与 {out} 相比，{count} 格不同"
        ));
        let shown = if all { count } else { LISTED };
        for change in changes.iter().take(shown) {
            output::print(&format!("  {}\n", message::one_line(change)));
        }
        let rest = count.saturating_sub(shown);
        if rest > 0 {
            self.say(&text!("  … and {rest} more", "  ……另有 {rest} 格"));
        }
    }
}

/// Cells that differ between two rosters: who, which day, what before and after.
fn changes(problem: &Problem, before: &Roster, after: &Roster) -> Vec<String> {
    let code = |roster: &Roster, person, day| {
        let duty = roster.get(person, day);
        duty.map_or("-", |duty| problem.duties[duty].code.as_str())
            .to_owned()
    };
    let mut changes = Vec::new();
    for person in 0..problem.people.len() {
        for day in 0..problem.days() {
            if before.get(person, day) != after.get(person, day) {
                let (name, date) = (problem.person_name(person), problem.day_name(day as i64));
                let (was, is) = (code(before, person, day), code(after, person, day));
                changes.push(format!("{name} {date}: {was} → {is}"));
            }
        }
    }
    changes
}
