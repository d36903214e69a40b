//! A roster as a picture for the wall, the desk or the phone: one file, or one for each page.

use super::check::{self, Given};
use super::context::{Context, Note};
use super::error::{AppError, BadRequest, Defect, InsteadOf};
use super::files::Staged;
use super::loaded::Loaded;
use super::shop::Shop;
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::input::parse_date;
use crate::render::chart::{self, ChartError, Kind, Order, Paper, Picture};
use crate::render::chart::{html, pdf, png, svg};
use crate::text::Lang;
use crate::verify::verify;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The roster.
    pub given: Given,
    /// What is shown.
    pub kind: Kind,
    /// The format; `None`: what the file's name ends in.
    pub format: Option<Format>,
    /// The file.
    pub out: PathBuf,
    /// The paper.
    pub paper: Paper,
    /// Only this week of the month, from 1.
    pub week: Option<u32>,
    /// Only this day, as it was written.
    pub day: Option<String>,
    /// Whether files that are there may be overwritten.
    pub force: bool,
    /// The language of the picture's words.
    pub lang: Lang,
}

/// A format of pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Scalable Vector Graphics, a file a page.
    Svg,
    /// Portable Network Graphics, a file a page.
    Png,
    /// One file with all pages.
    Pdf,
    /// One page for the phone.
    Html,
}

/// The formats by the words for them, which are also the endings of their files.
pub const FORMATS: [(&str, Format); 4] = [
    ("svg", Format::Svg),
    ("png", Format::Png),
    ("pdf", Format::Pdf),
    ("html", Format::Html),
];

/// What was drawn.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// The files, in the order of the pages.
    pub files: Vec<PathBuf>,
    /// Pages.
    pub pages: usize,
    /// What was drawn: the month, its people and rules.
    pub loaded: Loaded,
}

/// Draws a roster, and writes the pictures.
///
/// # Errors
/// A file is wrong, in the way, or cannot be written.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    let format = format(request)?;
    let read = check::Request {
        team: request.team.clone(),
        given: request.given.clone(),
    };
    let (shop, loaded, roster) = check::read(&read, context)?;
    let order = order(request, &shop, &loaded)?;
    let broken = verify(&loaded.problem, &loaded.book, &roster).broken;
    if broken > 0 {
        context.note(Note::DrawnBroken(broken));
    }
    if format == Format::Html {
        free(request, std::slice::from_ref(&request.out))?;
        let page = html::html(&loaded.problem, &roster, &order).into_bytes();
        return save(vec![request.out.clone()], vec![page], 1, loaded);
    }
    drawn(request, format, loaded, &roster, &order, context)
}

fn drawn(
    request: &Request,
    format: Format,
    loaded: Loaded,
    roster: &Roster,
    order: &Order,
    context: &Context,
) -> Result<Report, AppError> {
    let picture = chart::picture(&loaded.problem, roster, order);
    let count = picture.pages.len();
    let paths = match format {
        Format::Pdf => vec![request.out.clone()],
        _ => paths(&request.out, count),
    };
    free(request, &paths)?;
    let missing = chart::missing(&picture);
    if format != Format::Svg && !missing.is_empty() {
        context.note(Note::Boxes(missing.into_iter().collect()));
    }
    let contents = match format {
        Format::Pdf => vec![pdf::pdf(&picture)?],
        Format::Png => paint(&picture, context)?,
        _ => {
            let mut pages = Vec::new();
            for (index, page) in picture.pages.iter().enumerate() {
                context.observer.pages(index, count);
                pages.push(svg::svg(&picture, page).into_bytes());
            }
            pages
        }
    };
    context.observer.pages(count, count);
    save(paths, contents, count, loaded)
}

/// Paints the pages on all cores: each thread every so many-th, with letters of its own.
fn paint(picture: &Picture, context: &Context) -> Result<Vec<Vec<u8>>, AppError> {
    let count = picture.pages.len();
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let threads = cores.min(count).max(1);
    let done = AtomicUsize::new(0);
    let share = |first: usize| -> Result<Vec<Vec<u8>>, ChartError> {
        let painter = png::Painter::new()?;
        let mut painted = Vec::new();
        for page in picture.pages.iter().skip(first).step_by(threads) {
            if first == 0 {
                context.observer.pages(done.load(Ordering::Relaxed), count);
            }
            painted.push(painter.png(page)?);
            done.fetch_add(1, Ordering::Relaxed);
        }
        Ok(painted)
    };
    let shares = std::thread::scope(|scope| {
        let share = &share;
        let others: Vec<_> = (1..threads)
            .map(|first| scope.spawn(move || share(first)))
            .collect();
        let mut all = vec![share(0).map_err(AppError::from)];
        for other in others {
            let joined = other.join().map_err(|_| Defect::Thread.into());
            all.push(joined.and_then(|pages| pages.map_err(AppError::from)));
        }
        all.into_iter().collect::<Result<Vec<_>, AppError>>()
    })?;
    let mut shares: Vec<_> = shares.into_iter().map(Vec::into_iter).collect();
    let pages = (0..count).map(|page| shares[page % threads].next().unwrap_or_default());
    Ok(pages.collect())
}

/// Writes all files, or none.
fn save(
    files: Vec<PathBuf>,
    contents: Vec<Vec<u8>>,
    pages: usize,
    loaded: Loaded,
) -> Result<Report, AppError> {
    let mut staged = Staged::default();
    for (path, content) in files.iter().zip(&contents) {
        staged.put(path, content)?;
    }
    staged.commit()?;
    Ok(Report {
        files,
        pages,
        loaded,
    })
}

/// The format that was asked for, else the one that the file's name ends in.
fn format(request: &Request) -> Result<Format, AppError> {
    if let Some(format) = request.format {
        return Ok(format);
    }
    let ending = request.out.extension().and_then(|e| e.to_str());
    let known = |(word, _): &&(&str, Format)| ending.is_some_and(|e| e.eq_ignore_ascii_case(word));
    let found = FORMATS.iter().find(known).map(|(_, format)| *format);
    found.ok_or_else(|| AppError::request(BadRequest::NoFormat(request.out.clone())))
}

fn order(request: &Request, shop: &Shop, loaded: &Loaded) -> Result<Order, AppError> {
    let problem = &loaded.problem;
    Ok(Order {
        rules: Arc::clone(&loaded.book),
        tasks: shop.tasks(problem)?,
        paper: request.paper,
        week: week(request, problem)?,
        day: day(request, problem)?,
        ..Order::new(request.kind, request.lang)
    })
}

fn week(request: &Request, problem: &Problem) -> Result<Option<usize>, AppError> {
    let Some(number) = request.week else {
        return Ok(None);
    };
    belongs("--week", "week", request.kind == Kind::Week)?;
    let count = problem.weeks().len();
    let week = (number as usize).checked_sub(1).filter(|w| *w < count);
    week.map(Some).ok_or_else(|| {
        let month = Month::of(problem.first);
        AppError::request(BadRequest::NoWeek(month, number, count))
    })
}

fn day(request: &Request, problem: &Problem) -> Result<Option<usize>, AppError> {
    let Some(text) = &request.day else {
        return Ok(None);
    };
    belongs("--day", "day", request.kind == Kind::Day)?;
    let day = parse_date(text).ok().and_then(|d| problem.day_of(d));
    day.map(Some).ok_or_else(|| {
        let (first, last) = (problem.date(0), problem.date(problem.days() as i64 - 1));
        AppError::request(BadRequest::NoDay(text.clone(), first, last))
    })
}

/// Refuses an option that another kind of chart has.
fn belongs(option: &'static str, kind: &'static str, does: bool) -> Result<(), AppError> {
    if does {
        return Ok(());
    }
    Err(AppError::request(BadRequest::OtherChart { option, kind }))
}

/// Refuses to overwrite anything, before anything is drawn.
fn free(request: &Request, paths: &[PathBuf]) -> Result<(), AppError> {
    let there = paths.iter().find(|p| p.exists());
    match there.filter(|_| !request.force) {
        Some(path) => Err(AppError::request(BadRequest::Exists(
            path.clone(),
            InsteadOf::Name,
        ))),
        None => Ok(()),
    }
}

/// A name for each page: FILE alone, or `FILE-1.svg` and so on.
fn paths(path: &Path, pages: usize) -> Vec<PathBuf> {
    if pages <= 1 {
        return vec![path.to_path_buf()];
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path
        .extension()
        .map(|e| format!(".{}", e.to_string_lossy()));
    let ending = ending.unwrap_or_default();
    let name = |page: usize| path.with_file_name(format!("{stem}-{page}{ending}"));
    (1..=pages).map(name).collect()
}

impl From<ChartError> for AppError {
    fn from(error: ChartError) -> AppError {
        Defect::Chart(error.to_string()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_numbered_before_the_ending() {
        let names = |path: &str, pages| -> Vec<String> {
            let paths = paths(Path::new(path), pages);
            paths.iter().map(|p| p.display().to_string()).collect()
        };
        assert_eq!(names("a/month.svg", 1), ["a/month.svg"]);
        assert_eq!(names("a/month.svg", 2), ["a/month-1.svg", "a/month-2.svg"]);
        assert_eq!(names("month", 2), ["month-1", "month-2"]);
    }
}
