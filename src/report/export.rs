//! Files that were exported, and what is worth knowing of the roster.

use super::{Page, count, note};
use crate::app::export::Report;
use crate::text;
use crate::text::{Lang, Text, many};

/// Tasks without anybody that are listed.
const LISTED: usize = 5;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    notes(&mut page, report);
    for kept in &report.kept {
        let kept = kept.display();
        page.note(&text!(
            "what was there is kept as {kept}",
            "原来的文件保存为 {kept}"
        ));
    }
    page.say(&match report.files.as_slice() {
        [] => text!(
            "nobody is in the team: nothing was written",
            "没有在职的人，没有写入"
        ),
        [one] => {
            let path = one.display();
            text!("wrote {path}", "已写好 {path}")
        }
        several => {
            let (count, out) = (several.len(), report.out.display());
            text!(
                "wrote {count} files into {out}",
                "已在 {out} 写好 {count} 个文件"
            )
        }
    });
    page
}

fn notes(page: &mut Page, report: &Report) {
    let (problem, broken) = (&report.loaded.problem, report.broken);
    note::calendar(page, problem);
    if broken > 0 {
        let places = many(count(broken), "place");
        page.note(&text!(
            "note: the roster breaks hard rules in {places}; it was exported as it is (`paiban check` lists them)",
            "提示：班表有 {broken} 处违反硬规则，已照样导出（用 paiban check 查看）"
        ));
    }
    for (day, Text { en, zh }) in report.undone.iter().take(LISTED) {
        let day = problem.day_name(*day);
        page.note(&text!(
            "note: {day}: nobody on shift can do “{en}”",
            "提示：{day} 的“{zh}”没有当班的人能做"
        ));
    }
    let rest = report.undone.len().saturating_sub(LISTED);
    if rest > 0 {
        page.note(&text!("note: … and {rest} more", "提示：……另有 {rest} 处"));
    }
}
