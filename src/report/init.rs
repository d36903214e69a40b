//! A team file that was written.

use super::Page;
use crate::app::init::Report;
use crate::text;
use crate::text::Lang;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let shown = report.path.display();
    if let Some(kept) = &report.kept {
        let kept = kept.display();
        page.note(&text!(
            "the team file that was there is kept as {kept}",
            "原来的团队文件保存为 {kept}"
        ));
    }
    page.say(&text!(
        "wrote {shown}\nnext: edit it, then `paiban roster {shown} --month YYYY-MM`",
        "已写好 {shown}\n下一步：改成自己的，然后 paiban roster {shown} --month YYYY-MM"
    ));
    page
}
