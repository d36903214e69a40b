//! Pictures that were written.

use super::{Page, note};
use crate::app::chart::Report;
use crate::text;
use crate::text::Lang;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    note::calendar(&mut page, &report.loaded.problem);
    let (Some(first), Some(last)) = (report.files.first(), report.files.last()) else {
        return page;
    };
    let (first, last, pages) = (first.display(), last.display(), report.pages);
    page.say(&match (report.files.len(), pages) {
        (1, 1) => text!("wrote {first}", "已写好 {first}"),
        (1, _) => text!(
            "wrote {first}, {pages} pages",
            "已写好 {first}，共 {pages} 页"
        ),
        _ => text!(
            "wrote {first} to {last}, {pages} pages",
            "已写好 {first} 至 {last}，共 {pages} 页"
        ),
    });
    page
}
