//! A roster that was published, or why it was not.

use super::{Page, count, error, note};
use crate::app::publish::{Change, Done, Made, Published, Report};
use crate::render::summary;
use crate::text;
use crate::text::{Lang, many};

/// Cells that differ from the version before and are listed.
const LISTED: usize = 10;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    note::calendar(&mut page, &report.loaded.problem);
    if !report.verdict.holds() {
        let (problem, book) = (&report.loaded.problem, &report.loaded.book);
        for line in summary::broken(problem, book, &report.verdict) {
            page.say(&line);
        }
    }
    match &report.published {
        Some(published) => done(&mut page, published),
        None => refused(&mut page, report),
    }
    page
}

/// That a roster which breaks hard rules stays out.
fn refused(page: &mut Page, report: &Report) {
    let (path, broken) = (report.file.display(), report.verdict.broken);
    let rules = many(count(broken), "time");
    let what = text!(
        "{path} breaks hard rules {rules}; it is not published",
        "{path} 违反硬规则 {broken} 处，没有发布"
    );
    let fix = text!(
        "correct the roster, or publish it as it is with --broken",
        "请改正班表，或用 --broken 照样发布"
    );
    page.side
        .push_str(&error::complaint(&what, &fix, page.lang));
}

fn done(page: &mut Page, published: &Published) {
    if let Some(made) = &published.made {
        say_made(page, made);
    }
    say_published(page, &published.place, &published.done);
    if let Some(changes) = &published.changes {
        changed(page, published.done.version, changes);
    }
}

/// That there was no ledger, and is one now.
pub(super) fn say_made(page: &mut Page, made: &Made) {
    let place = &made.place;
    page.say(&match &made.team {
        Some(team) => text!(
            "there was no ledger yet: made {place} for {team}",
            "还没有台账：已为{team}新建 {place}"
        ),
        None => text!(
            "there was no ledger yet: made {place}",
            "还没有台账：已新建 {place}"
        ),
    });
}

/// Which version a roster has become.
pub(super) fn say_published(page: &mut Page, place: &str, done: &Done) {
    let (month, version, id) = (done.month, done.version, done.entry);
    page.say(&text!(
        "published the roster of {month}, version {version}, in {place} (entry {id})",
        "已发布 {month} 班表第 {version} 版，记入 {place}（记录 {id}）"
    ));
}

fn changed(page: &mut Page, version: u32, changes: &[Change]) {
    if changes.is_empty() {
        page.say(&text!(
            "  the shifts are those of the version before; what is new is the leave, the shifts' times or the team",
            "  各人的班与上一版相同，变的是请假、班次时间或人员"
        ));
        return;
    }
    let (number, before) = (changes.len(), version.saturating_sub(1));
    let cells = many(count(number), "cell");
    let verb = if number == 1 { "differs" } else { "differ" };
    page.say(&text!(
        "  {cells} {verb} from version {before}",
        "  与第 {before} 版相比，{number} 格不同"
    ));
    for Change {
        name,
        date,
        was,
        is,
    } in changes.iter().take(LISTED)
    {
        let day = date.format("%m-%d");
        page.line(&format!("  {name} {day}: {was} → {is}"));
    }
    let rest = number.saturating_sub(LISTED);
    if rest > 0 {
        page.say(&text!("  … and {rest} more", "  ……另有 {rest} 格"));
    }
    page.say(&text!(
        "  events recorded before keep the roster that held when they happened",
        "  之前记录的事件仍以当时的班表为准"
    ));
}
