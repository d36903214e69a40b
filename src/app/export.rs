//! A roster in the files that people use already.

use super::check::{self, Given};
use super::context::Context;
use super::error::{AppError, BadRequest, Defect, InsteadOf};
use super::files::Staged;
use super::loaded::Loaded;
use super::rows;
use crate::domain::PersonIx;
use crate::render::export::{Edition, csv, ics, json, sheet, xlsx};
use crate::text::{Lang, Text};
use crate::verify::verify;
use std::path::{Path, PathBuf};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The roster.
    pub given: Given,
    /// The format.
    pub format: Format,
    /// The file; for calendars a folder.
    pub out: PathBuf,
    /// Only this person, by id or name.
    pub person: Option<String>,
    /// Whether files that are there may be overwritten.
    pub force: bool,
    /// The language of the files.
    pub lang: Lang,
}

/// A format of exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// A calendar a person.
    Ics,
    /// A table.
    Csv,
    /// For programs.
    Json,
    /// Handovers and tasks: a page, a table or text, by the file's name.
    Handover,
}

/// The formats by the words for them.
pub const FORMATS: [(&str, Format); 5] = [
    ("xlsx", Format::Xlsx),
    ("ics", Format::Ics),
    ("csv", Format::Csv),
    ("json", Format::Json),
    ("handover", Format::Handover),
];

/// Endings of files that say what is in them.
const OTHER_ENDINGS: [&str; 18] = [
    "xlsx", "xls", "xlsm", "ods", "csv", "tsv", "txt", "md", "json", "ics", "html", "htm", "pdf",
    "png", "svg", "toml", "db", "sqlite",
];

/// What was exported.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The month.
    pub loaded: Loaded,
    /// Hard rules that the roster breaks.
    pub broken: usize,
    /// Tasks that nobody on shift can do, and the days.
    pub undone: Vec<(i64, Text)>,
    /// Files that were written.
    pub files: Vec<PathBuf>,
    /// What files that were there are called now.
    pub kept: Vec<PathBuf>,
    /// File or folder that was named.
    pub out: PathBuf,
}

/// Refuses a name that says another format than the one that is asked for.
fn ending(request: &Request) -> Result<(), AppError> {
    let (format, wanted): (&str, &[&str]) = match request.format {
        Format::Xlsx => ("xlsx", &["xlsx"]),
        // One calendar alone may be named after what is in it.
        Format::Ics if request.person.is_some() => ("ics", &["ics"]),
        Format::Ics => ("ics", &[]),
        Format::Csv => ("csv", &["csv"]),
        Format::Json => ("json", &["json"]),
        Format::Handover => ("handover", &["html", "htm", "csv", "txt", "md"]),
    };
    let ending = request.out.extension().and_then(|ending| ending.to_str());
    let ending = ending.unwrap_or("").to_ascii_lowercase();
    let other = OTHER_ENDINGS.contains(&ending.as_str()) && !wanted.contains(&ending.as_str());
    if !other {
        return Ok(());
    }
    Err(AppError::request(BadRequest::OtherEnding {
        path: request.out.clone(),
        format: format.to_owned(),
        wanted: wanted.first().map(|ending| (*ending).to_owned()),
    }))
}

/// Exports a roster.
///
/// # Errors
/// A file is wrong, in the way, or cannot be written.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    ending(request)?;
    let read = check::Request {
        team: request.team.clone(),
        given: request.given.clone(),
    };
    let (shop, loaded, roster) = check::read(&read, context)?;
    let problem = &loaded.problem;
    let tasks = shop.tasks(problem)?;
    let verdict = verify(problem, &loaded.book, &roster);
    let edition = Edition::new(problem, &roster, &tasks, &verdict);
    let person = match &request.person {
        Some(name) => {
            whole_team(request.format)?;
            Some(rows::person(problem, name, &request.team)?)
        }
        None => None,
    };
    let files = made(request, &edition, person)?;
    let (mut staged, mut kept) = (Staged::default(), Vec::new());
    for (path, content) in &files {
        // Rosters are edited by hand, and calendars and pages are not.
        kept.extend(match request.format {
            Format::Xlsx | Format::Csv => staged.put_keeping(path, content)?,
            _ => {
                staged.put(path, content)?;
                None
            }
        });
    }
    staged.commit()?;
    let undone = edition.left_undone();
    let undone = undone.map(|given| (given.day(), edition.tasks[given.task].name.clone()));
    let (undone, broken) = (undone.collect(), verdict.broken);
    Ok(Report {
        broken,
        undone,
        kept,
        files: files.into_iter().map(|(path, _)| path).collect(),
        out: request.out.clone(),
        loaded,
    })
}

/// Refuses to export one person where that could not be imported again.
fn whole_team(format: Format) -> Result<(), AppError> {
    let word = match format {
        Format::Xlsx => "xlsx",
        Format::Csv => "csv",
        Format::Ics | Format::Json | Format::Handover => return Ok(()),
    };
    Err(AppError::request(BadRequest::WholeTeam(word)))
}

type Files = Vec<(PathBuf, Vec<u8>)>;

fn made(
    request: &Request,
    edition: &Edition<'_>,
    person: Option<PersonIx>,
) -> Result<Files, AppError> {
    let (out, lang) = (&request.out, request.lang);
    let content = match request.format {
        Format::Ics => return calendars(request, edition, person),
        Format::Xlsx => xlsx::xlsx(edition, lang).map_err(|e| Defect::Workbook(e.to_string()))?,
        Format::Csv => csv::csv(edition, lang).into_bytes(),
        Format::Json => json::json(edition, person, lang).into_bytes(),
        Format::Handover if has_ending(out, &["html", "htm"]) => {
            sheet::html(edition, person, lang).into_bytes()
        }
        Format::Handover if has_ending(out, &["csv"]) => {
            sheet::csv(edition, person, lang).into_bytes()
        }
        Format::Handover => sheet::text(edition, person, lang).into_bytes(),
    };
    free(request, out)?;
    Ok(vec![(out.clone(), content)])
}

/// A calendar a person, in a folder; of one person also a file.
fn calendars(
    request: &Request,
    edition: &Edition<'_>,
    person: Option<PersonIx>,
) -> Result<Files, AppError> {
    let mut ready = Vec::new();
    let single = person.is_some() && has_ending(&request.out, &["ics"]);
    for (who, name) in ics::files(edition) {
        if person.is_some_and(|only| only != who) {
            continue;
        }
        let path = if single {
            request.out.clone()
        } else {
            request.out.join(name)
        };
        free(request, &path)?;
        // What was written before says which version of an event is the next.
        let past = std::fs::read_to_string(&path).ok();
        let text = ics::calendar(edition, who, request.lang, past.as_deref());
        ready.push((path, text.into_bytes()));
    }
    Ok(ready)
}

/// Refuses to overwrite a file, unless that is asked for.
fn free(request: &Request, path: &Path) -> Result<(), AppError> {
    if path.exists() && !request.force {
        let bad = BadRequest::Exists(path.to_owned(), InsteadOf::Place);
        return Err(AppError::request(bad));
    }
    Ok(())
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(|e| e.to_str());
    ending.is_some_and(|ending| endings.iter().any(|e| ending.eq_ignore_ascii_case(e)))
}
