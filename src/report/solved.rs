//! What a solve says of itself: the closing lines, the line of progress, and the fields of JSON.

use super::{Look, Page};
use crate::app::solve::Solved;
use crate::domain::{Problem, Roster};
use crate::engine::{Progress, gap};
use crate::render::{json, width};
use crate::text;
use crate::text::{Lang, Text};
use crate::verify::Verdict;
use std::path::Path;

/// Columns of a terminal that does not tell how many it has.
const COLUMNS: usize = 80;

/// The line of progress, with as much of what is paid for as fits.
pub fn progress(progress: &Progress, dear: &[Text], look: Look) -> String {
    let number = |n: Option<i64>| n.map_or("–".to_owned(), |n| n.to_string());
    let gap = progress
        .gap()
        .map_or("–".to_owned(), |g| format!("{:.1} %", g * 100.0));
    let (cost, bound) = (number(progress.cost), number(progress.bound));
    let seconds = progress.seconds;
    let (mut line, mark) = match look.lang {
        Lang::En => (
            format!("{seconds:6.1} s   cost {cost}   bound {bound}   gap {gap}"),
            ", ",
        ),
        Lang::Zh => (
            format!("{seconds:6.1} 秒   代价 {cost}   下界 {bound}   差距 {gap}"),
            "，",
        ),
    };
    let columns = look.columns.unwrap_or(COLUMNS);
    for (number, text) in dear.iter().enumerate() {
        let mark = if number == 0 { "   " } else { mark };
        let more = format!("{mark}{}", text.get(look.lang));
        if width(&line) + width(&more) >= columns {
            break;
        }
        line.push_str(&more);
    }
    line
}

/// The lines on time and file.
pub(super) fn closing(page: &mut Page, solved: &Solved, seconds: f64, file: &Path) {
    if solved.interrupted {
        page.say(&text!(
            "Stopped by an interrupt: this is the best roster until then",
            "已中断：这是到中断为止最好的班表"
        ));
    }
    let first = solved.first.unwrap_or(seconds);
    page.say(&text!(
        "Time    {seconds:.1} s; first verified roster after {first:.2} s",
        "用时    {seconds:.1} 秒；{first:.2} 秒后有了第一份核对过的班表"
    ));
    let file = file.display();
    page.say(&text!("File    {file}", "文件    {file}"));
}

/// That there is no roster yet, nor a proof that there is none.
pub(super) fn nothing(page: &mut Page, solved: &Solved) {
    let seconds = solved.limit;
    page.say(&if solved.interrupted {
        text!(
            "Stopped by an interrupt before any roster was found.",
            "已中断，此前还没有找到班表。"
        )
    } else {
        text!(
            "No roster was found in {seconds} s, and none was proven impossible. Give it longer with --time-limit.",
            "{seconds} 秒内没有找到班表，也没有证明不存在。请用 --time-limit 给更多时间。"
        )
    });
}

/// The fields that every solve has.
pub(super) fn fields(problem: &Problem, solved: &Solved, seconds: f64) -> json::Report {
    let mut report = json::Report::of(problem);
    report.bound = solved.bound;
    report.interrupted = solved.interrupted;
    report.course(&solved.course);
    report.first_roster_seconds = solved.first.map(json::rounded);
    report.seconds = json::rounded(seconds);
    report
}

/// Puts a verified roster into them.
pub(super) fn found(
    report: &mut json::Report,
    problem: &Problem,
    roster: &Roster,
    verdict: &Verdict,
    lang: Lang,
) {
    let proven = report.bound.is_some_and(|b| verdict.cost <= b);
    report.status = if proven { "optimal" } else { "feasible" };
    report.roster(problem, roster, verdict, lang);
    report.gap = report.bound.and_then(|b| gap(verdict.cost, b));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_paid_for_as_far_as_there_is_room() {
        let at = Progress {
            seconds: 12.04,
            cost: Some(365),
            bound: Some(360),
        };
        let dear = [
            text!("cover 240", "人手达到需求 240"),
            text!("even 80", "公平分摊 80"),
        ];
        let said = |columns, lang| {
            let columns = Some(columns);
            let look = Look {
                columns,
                ..Look::plain(lang)
            };
            progress(&at, &dear, look)
        };
        assert_eq!(
            said(80, Lang::En),
            "  12.0 s   cost 365   bound 360   gap 1.4 %   cover 240, even 80"
        );
        assert_eq!(
            said(60, Lang::En),
            "  12.0 s   cost 365   bound 360   gap 1.4 %   cover 240"
        );
        assert_eq!(
            said(80, Lang::Zh),
            "  12.0 秒   代价 365   下界 360   差距 1.4 %   人手达到需求 240，公平分摊 80"
        );
        assert_eq!(
            said(40, Lang::En),
            "  12.0 s   cost 365   bound 360   gap 1.4 %"
        );
    }
}
