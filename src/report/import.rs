//! What changed by a table that was imported.

use super::{Page, check, count, note, taken};
use crate::app::import::{Outcome, Report, names};
use crate::domain::Problem;
use crate::explain::changes::CellChange;
use crate::text;
use crate::text::{Lang, many};

/// Cells that differ and are listed.
const LISTED: usize = 20;

/// The report in words. `all`: every change, breach and warning, not only the first.
pub fn page(report: &Report, all: bool, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    note::calendar(&mut page, &report.loaded.problem);
    let (from, out) = (names(&report.from), report.out.display());
    for line in report.taken.iter().flat_map(taken::words) {
        page.note(&line);
    }
    let written = match &report.outcome {
        Outcome::Same => {
            page.say(&text!(
                "nothing changed: {out} is as {from} says",
                "没有改动：{out} 与 {from} 一致"
            ));
            false
        }
        Outcome::New => true,
        Outcome::Other { changes, written } => {
            compared(&mut page, report, changes.as_deref(), all);
            if !written {
                return page;
            }
            true
        }
    };
    if written {
        page.say(&text!("wrote {out} from {from}", "已由 {from} 写好 {out}"));
    }
    let (problem, book) = (&report.loaded.problem, &report.loaded.book);
    for line in check::priced(problem, book, &report.verdict, all) {
        page.say(&line);
    }
    page
}

/// What changes against the roster that was there.
fn compared(page: &mut Page, report: &Report, changes: Option<&[CellChange]>, all: bool) {
    let out = report.out.display();
    let Some(changes) = changes else {
        page.say(&text!(
            "what is in {out} now is no roster of this month and team, so that it cannot be compared",
            "{out} 现在不是本团队本月的班表，无法比较"
        ));
        return;
    };
    // By people, as the roster has them.
    let mut changes = changes.to_vec();
    changes.sort_by_key(|c| (c.person, c.day));
    let number = changes.len();
    let cells = many(count(number), "cell");
    let verb = if number == 1 { "differs" } else { "differ" };
    page.say(&text!(
        "{cells} {verb} from {out}",
        "与 {out} 相比，{number} 格不同"
    ));
    let shown = if all { number } else { LISTED };
    for change in changes.iter().take(shown) {
        page.line(&format!("  {}", cell(&report.loaded.problem, change)));
    }
    let rest = number.saturating_sub(shown);
    if rest > 0 {
        page.say(&text!("  … and {rest} more", "  ……另有 {rest} 格"));
    }
}

/// Who, which day, what before and after.
fn cell(problem: &Problem, change: &CellChange) -> String {
    let code = |duty: Option<usize>| duty.map_or("-", |duty| &problem.duties[duty].code);
    let name = problem.person_name(change.person);
    let date = problem.day_name(change.day as i64);
    let (was, is) = (code(change.before), code(change.after));
    format!("{name} {date}: {was} → {is}")
}
