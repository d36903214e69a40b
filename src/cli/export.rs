//! `paiban export`: a roster in the files that people use already.

use super::{Failure, args, load, output, put};
use crate::domain::Problem;
use crate::domain::time::Month;
use crate::input::{RosterFile, Source, Team};
use crate::render::export::{Edition, csv, ics, json, sheet, xlsx};
use crate::render::summary;
use crate::text;
use crate::text::{Fixed, Lang, Text, many, pick};
use crate::verify::verify;
use clap::{ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};

const FORMATS: [&str; 5] = ["xlsx", "ics", "csv", "json", "handover"];

/// Duties without anybody that are listed.
const LISTED: usize = 5;

/// `paiban export`.
pub fn command(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    let about = (
        "Export a roster: workbook, calendars, CSV, JSON, handover sheet",
        "导出班表：Excel、日历、CSV、JSON、交接表",
    );
    let format = (
        "xlsx, ics (a calendar a person), csv, json, or handover (text; HTML or CSV by the file's name)",
        "xlsx、ics（每人一个日历）、csv、json 或 handover（交接与事务表；文件名以 .html、.csv 结尾则为网页、表格）",
    );
    let person = (
        "Only this person, by name or id; for ics, json and handover",
        "只导出某个人（姓名或工号）；用于 ics、json 和 handover",
    );
    args::sub("export", about, lang)
        .arg(args::team_file(lang))
        .arg(args::file(
            "ROSTER.csv",
            t(("The roster file", "班表文件")),
            lang,
        ))
        .arg(
            args::option("format", "FORMAT", t(format), lang)
                .required(true)
                .hide_possible_values(true)
                .value_parser(FORMATS),
        )
        .arg(
            args::option(
                "out",
                "FILE|DIR",
                t(("Where to; a folder for ics", "写到哪里；ics 写一个目录")),
                lang,
            )
            .required(true)
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(args::option("person", "ID", t(person), lang))
        .arg(args::flag(
            "force",
            t(("Overwrite existing files", "覆盖已有的文件")),
            lang,
        ))
}

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let path = |name: &str| {
        let path = matches.get_one::<PathBuf>(name).cloned();
        path.unwrap_or_default()
    };
    let file = RosterFile::read(&path("ROSTER.csv"))?;
    // A roster file that was read has at least one date.
    let month = Month::of(file.dates.first().copied().unwrap_or_default());
    let team = path("TEAM.toml");
    let loaded = load::team(&team, month)?;
    let (problem, book) = (&loaded.problem, &loaded.book);
    let roster = file.roster(problem)?;
    let tasks = Team::parse(Source::read(&team)?)?.tasks(problem)?;
    let verdict = verify(problem, book, &roster);
    let edition = Edition::new(problem, &roster, &tasks, &verdict);
    let format = matches.get_one::<String>("format");
    let format = format.map_or("", String::as_str);
    let order = Order {
        edition: &edition,
        person: person(matches, problem, format)?,
        out: path("out"),
        force: matches.get_flag("force"),
        lang,
    };
    let files = order.files(format)?;
    order.write(&files)?;
    if file.gb18030 {
        output::error(&format!("{}\n", gbk().get(lang)));
    }
    order.notes();
    order.written(&files);
    Ok(0)
}

/// That a roster was in the Chinese code page.
pub fn gbk() -> Text {
    text!(
        "note: the roster is in the Chinese code page (GBK); it was read as such",
        "提示：班表是 GBK 编码，已按 GBK 读取"
    )
}

/// Whom the export is for; `None`: everybody.
fn person(matches: &ArgMatches, problem: &Problem, format: &str) -> Result<Option<usize>, Failure> {
    let Some(name) = matches.get_one::<String>("person") else {
        return Ok(None);
    };
    if ["xlsx", "csv"].contains(&format) {
        return Err(Failure::Usage(
            text!(
                "--person does not go with --format {format}",
                "--person 不能与 --format {format} 同时用"
            ),
            text!(
                "leave it out: a roster of one person could not be imported again; ics, json and handover take it",
                "请去掉它：只有一个人的班表无法再导入；ics、json 和 handover 可以用"
            ),
        ));
    }
    let name = name.trim();
    let mut people = problem.people.iter();
    let found = people.position(|person| person.name == name || person.id == name);
    found.map(Some).ok_or_else(|| {
        let names: Vec<&str> = problem.people.iter().map(|p| p.name.as_str()).collect();
        let (en, zh) = (names.join(", "), names.join("、"));
        Failure::Usage(
            text!("nobody in the team is called {name}", "团队里没有 {name}"),
            text!(
                "give a name or an id; the team is {en}",
                "请写姓名或工号；团队成员：{zh}"
            ),
        )
    })
}

/// A file that is to be written.
struct Ready {
    path: PathBuf,
    content: Vec<u8>,
}

/// What is to be exported, and where to.
struct Order<'a> {
    edition: &'a Edition<'a>,
    person: Option<usize>,
    out: PathBuf,
    force: bool,
    lang: Lang,
}

impl Order<'_> {
    fn files(&self, format: &str) -> Result<Vec<Ready>, Failure> {
        let (edition, lang) = (self.edition, self.lang);
        let content = match format {
            "ics" => return self.calendars(),
            "xlsx" => xlsx::xlsx(edition, lang).map_err(|e| {
                Failure::Internal(text!(
                    "the workbook cannot be made: {e}",
                    "无法生成工作簿：{e}"
                ))
            })?,
            "csv" => csv::csv(edition, lang).into_bytes(),
            "json" => json::json(edition, self.person, lang).into_bytes(),
            _ if has_ending(&self.out, &["html", "htm"]) => {
                sheet::html(edition, self.person, lang).into_bytes()
            }
            _ if has_ending(&self.out, &["csv"]) => {
                sheet::csv(edition, self.person, lang).into_bytes()
            }
            _ => sheet::text(edition, self.person, lang).into_bytes(),
        };
        let path = self.out.clone();
        self.free(&path)?;
        Ok(vec![Ready { path, content }])
    }

    /// A calendar a person, in a folder; of one person also a file.
    fn calendars(&self) -> Result<Vec<Ready>, Failure> {
        let mut ready = Vec::new();
        let single = self.person.is_some() && has_ending(&self.out, &["ics"]);
        for (person, name) in ics::files(self.edition) {
            if self.person.is_some_and(|only| only != person) {
                continue;
            }
            let path = match single {
                true => self.out.clone(),
                false => self.out.join(name),
            };
            self.free(&path)?;
            // What was written before says which version of an event is the next.
            let past = std::fs::read_to_string(&path).ok();
            let text = ics::calendar(self.edition, person, self.lang, past.as_deref());
            let content = text.into_bytes();
            ready.push(Ready { path, content });
        }
        Ok(ready)
    }

    /// Refuses to overwrite a file, unless that is asked for.
    fn free(&self, path: &Path) -> Result<(), Failure> {
        if path.exists() && !self.force {
            return Err(exists(path));
        }
        Ok(())
    }

    /// Writes everything; nothing was written before everything was made.
    fn write(&self, files: &[Ready]) -> Result<(), Failure> {
        let files = files.iter();
        let files: Vec<(&Path, &[u8])> = files.map(|f| (&*f.path, &*f.content)).collect();
        put::files(&files)
    }

    /// What is worth knowing of the roster.
    fn notes(&self) {
        if let Some(note) = summary::calendar(self.edition.problem) {
            self.note(&note);
        }
        let broken = self.edition.verdict.broken;
        let places = many(i64::try_from(broken).unwrap_or(i64::MAX), "place");
        if broken > 0 {
            self.note(&text!(
                "note: the roster breaks hard rules in {places}; it was exported as it is (`paiban check` lists them)",
                "提示：班表有 {broken} 处违反硬规则，已照样导出（用 paiban check 查看）"
            ));
        }
        let undone: Vec<_> = self.edition.left_undone().collect();
        for given in undone.iter().take(LISTED) {
            let Text { en, zh } = &self.edition.tasks[given.task].name;
            let day = self.edition.problem.day_name(given.day());
            self.note(&text!(
                "note: {day}: nobody on shift can do “{en}”",
                "提示：{day} 的“{zh}”没有当班的人能做"
            ));
        }
        let rest = undone.len().saturating_sub(LISTED);
        if rest > 0 {
            self.note(&text!("note: … and {rest} more", "提示：……另有 {rest} 处"));
        }
    }

    fn note(&self, text: &Text) {
        output::error(&format!("{}\n", text.get(self.lang)));
    }

    fn written(&self, files: &[Ready]) {
        let line = match files {
            [] => text!(
                "nobody is in the team: nothing was written",
                "没有在职的人，没有写入"
            ),
            [one] => {
                let path = one.path.display();
                text!("wrote {path}", "已写好 {path}")
            }
            several => {
                let (count, out) = (several.len(), self.out.display());
                text!(
                    "wrote {count} files into {out}",
                    "已在 {out} 写好 {count} 个文件"
                )
            }
        };
        output::print(&format!("{}\n", line.get(self.lang)));
    }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|ending| endings.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}

/// That a file is there and stays as it is.
pub fn exists(path: &Path) -> Failure {
    let shown = path.display();
    Failure::Usage(
        text!("{shown} exists already", "{shown} 已经存在"),
        text!(
            "give another place with --out, or --force to overwrite it; nothing was written",
            "用 --out 换一个地方，或用 --force 覆盖；这次没有写入任何内容"
        ),
    )
}
