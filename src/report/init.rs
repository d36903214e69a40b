//! A team file that was written.

use super::Page;
use crate::text;
use crate::text::Lang;
use std::path::Path;

/// The report in words.
pub fn page(file: &Path, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let shown = file.display();
    page.say(&text!(
        "wrote {shown}\nnext: edit it, then `paiban roster {shown} --month YYYY-MM`",
        "已写好 {shown}\n下一步：改成自己的，然后 paiban roster {shown} --month YYYY-MM"
    ));
    page
}
