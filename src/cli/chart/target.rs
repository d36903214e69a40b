//! Where a chart is written: one file, or one for each page; nothing is overwritten unasked.

use super::note;
use crate::cli::solve::cannot_write;
use crate::cli::{Failure, output};
use crate::domain::{Problem, Roster};
use crate::render::chart::{self, ChartError, Order, Picture, html, pdf, png, svg};
use crate::text;
use crate::text::{Lang, Text};
use std::io::IsTerminal;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Characters that are named when the font lacks them.
const NAMED: usize = 20;

/// So many pages are written before a line about them is read.
const FEW: usize = 20;

/// Where a chart goes.
pub struct Target<'a> {
    /// The file.
    pub path: &'a Path,
    /// Whether existing files may be overwritten.
    pub force: bool,
    /// The language of what is said.
    pub lang: Lang,
}

impl Target<'_> {
    /// Draws and writes; gives the exit code.
    pub fn write(
        &self,
        format: &str,
        problem: &Problem,
        roster: &Roster,
        order: &Order,
    ) -> Result<u8, Failure> {
        if format == "html" {
            self.check(std::slice::from_ref(&self.path.to_path_buf()))?;
            save(self.path, html::html(problem, roster, order).as_bytes())?;
            self.done(&[self.path.to_path_buf()], 1);
            return Ok(0);
        }
        let picture = chart::picture(problem, roster, order);
        let count = picture.pages.len();
        let paths = match format {
            "pdf" => vec![self.path.to_path_buf()],
            _ => paths(self.path, count),
        };
        self.check(&paths)?;
        if format != "svg" {
            self.boxes(&picture);
        }
        match format {
            "svg" => {
                for (index, (page, path)) in picture.pages.iter().zip(&paths).enumerate() {
                    self.progress(index, count);
                    save(path, svg::svg(&picture, page).as_bytes())?;
                }
            }
            "png" => self.paint(&picture, &paths)?,
            _ => save(self.path, &pdf::pdf(&picture).map_err(fault)?)?,
        }
        self.progress(count, count);
        self.done(&paths, count);
        Ok(0)
    }

    /// Paints the pages on all cores: each thread every so many-th, with letters of its own.
    fn paint(&self, picture: &Picture, paths: &[PathBuf]) -> Result<(), Failure> {
        let count = paths.len();
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        let threads = cores.min(count).max(1);
        let written = AtomicUsize::new(0);
        let share = |first: usize| {
            let painter = png::Painter::new().map_err(fault)?;
            let pages = picture.pages.iter().zip(paths);
            for (page, path) in pages.skip(first).step_by(threads) {
                if first == 0 {
                    self.progress(written.load(Ordering::Relaxed), count);
                }
                save(path, &painter.png(page).map_err(fault)?)?;
                written.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        };
        std::thread::scope(|scope| {
            let share = &share;
            let others: Vec<_> = (1..threads)
                .map(|first| scope.spawn(move || share(first)))
                .collect();
            let broken = || Failure::Internal(text!("a thread broke down", "一个线程出了错"));
            others.into_iter().fold(share(0), |all, other| {
                all.and(other.join().unwrap_or_else(|_| Err(broken())))
            })
        })
    }

    /// Says on a terminal how many pages are written; few are done before it is read. PDF needs no second for hundreds.
    fn progress(&self, written: usize, count: usize) {
        if count <= FEW || !std::io::stderr().is_terminal() {
            return;
        }
        let line = match written == count {
            true => Text::default(),
            false => text!(
                "{written} of {count} pages",
                "已写 {written} 页，共 {count} 页"
            ),
        };
        output::error(&format!("\r\x1b[K{}", line.get(self.lang)));
    }

    /// Refuses to overwrite anything, before anything is written.
    fn check(&self, paths: &[PathBuf]) -> Result<(), Failure> {
        let there = paths.iter().find(|p| p.exists());
        let Some(path) = there.filter(|_| !self.force) else {
            return Ok(());
        };
        let shown = path.display();
        Err(Failure::Usage(
            text!("{shown} exists already", "{shown} 已经存在"),
            text!(
                "choose another name, or give --force to overwrite it",
                "换一个文件名，或用 --force 覆盖"
            ),
        ))
    }

    /// Says which characters are drawn as a box.
    fn boxes(&self, picture: &Picture) {
        let missing = chart::missing(picture);
        if missing.is_empty() {
            return;
        }
        let more = if missing.len() > NAMED { "…" } else { "" };
        let named: Vec<String> = missing
            .iter()
            .take(NAMED)
            .map(|c| format!("{c} (U+{:04X})", u32::from(*c)))
            .collect();
        let named = named.join(" ");
        note(
            &text!(
                "not in the built-in font, drawn as a box: {named}{more}; SVG and HTML use your own fonts",
                "内置字体没有以下字，画成方框：{named}{more}；SVG 和 HTML 使用本机字体"
            ),
            self.lang,
        );
    }

    fn done(&self, paths: &[PathBuf], pages: usize) {
        let (Some(first), Some(last)) = (paths.first(), paths.last()) else {
            return;
        };
        let (first, last) = (first.display(), last.display());
        let line = match (paths.len(), pages) {
            (1, 1) => text!("wrote {first}", "已写好 {first}"),
            (1, _) => text!(
                "wrote {first}, {pages} pages",
                "已写好 {first}，共 {pages} 页"
            ),
            _ => text!(
                "wrote {first} to {last}, {pages} pages",
                "已写好 {first} 至 {last}，共 {pages} 页"
            ),
        };
        output::print(&format!("{}\n", line.get(self.lang)));
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

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let folder = path.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
    std::fs::write(path, bytes).map_err(|e| cannot_write(path, &e))
}

fn fault(error: ChartError) -> Failure {
    Failure::Internal(text!("{error}", "无法绘图：{error}"))
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
