//! The sheet of handovers and duties as a page of HTML.

use super::{Line, Page, pages, title};
use crate::domain::PersonIx;
use crate::render::document::document;
use crate::render::export::Edition;
use crate::text::{Fixed, Lang, pick};
use maud::{Markup, html};

/// The look, on screen and on paper. Fonts are those of the reader's system: nothing is fetched.
const STYLE: &str = "\
@page { size: A4 portrait; margin: 12mm 12mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 200mm; padding: 6mm; background: #fff; color: #000; font: 10pt/1.35 \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", SimSun, Arial, sans-serif; }
h1 { font-size: 14pt; margin: 0 0 4mm; }
h2 { font-size: 11pt; margin: 0; padding: 3mm 0 1mm; }
p { margin: 0 0 3mm; }
section { break-inside: avoid; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: 0.8mm 1.5mm; border: 0.2mm solid #888; overflow-wrap: anywhere; }
th { background: #eee; font-weight: 600; }
.time { width: 30mm; } .what { width: 40mm; } .done { width: 14mm; } .notes { width: 48mm; }
td.time { font-variant-numeric: tabular-nums; }
td ul { margin: 0; padding: 0; list-style: none; }
.box { display: inline-block; width: 3.5mm; height: 3.5mm; border: 0.3mm solid #000; }
@media print { body { max-width: none; padding: 0; } }
@media (max-width: 150mm) { .notes { display: none; } .time { width: 22mm; } .what { width: 26mm; } }
";

const HEADS: [(&str, Fixed); 5] = [
    ("time", ("time", "时间")),
    ("what", ("what", "事项")),
    ("who", ("who", "人员")),
    ("notes", ("notes", "留言要点")),
    ("done", ("done", "完成")),
];

const NOTHING: Fixed = (
    "Nothing is handed over and no duty falls in this month.",
    "本月没有交接，也没有固定事务。",
);

/// The sheet as a page. With `person`, only what concerns them.
pub fn html(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> String {
    let title = title(edition, person, lang);
    let pages = pages(edition, person, lang);
    let body = html! {
        h1 { (title) } "\n"
        @for page in &pages { (section(page, lang)) }
        @if pages.is_empty() { p { (pick(NOTHING, lang)) } "\n" }
    };
    document(lang, &title, "width=device-width", STYLE, &body)
}

fn section(page: &Page, lang: Lang) -> Markup {
    html! {
        section { "\n"
            h2 { (page.title) } "\n"
            table { "\n"
                thead { "\n"
                    tr { @for (class, head) in HEADS { th.(class) scope="col" { (pick(head, lang)) } } } "\n"
                } "\n"
                tbody { "\n" @for line in &page.lines { (row(line)) } } "\n"
            } "\n"
        } "\n"
    }
}

fn row(line: &Line) -> Markup {
    let kind = if line.handover { "handover" } else { "duty" };
    html! {
        tr.(kind) {
            td.time { (time(&line.time)) }
            td.what { (line.what) }
            td.who {
                @match line.who.as_slice() {
                    [one] => (one),
                    several => { ul { @for one in several { li { (one) } } } }
                }
            }
            td.notes {}
            td.done { span.box {} }
        } "\n"
    }
}

/// A time, which may be parted behind its dash, and not within a date.
fn time(time: &str) -> Markup {
    const HYPHEN_THAT_HOLDS: &str = "\u{2011}";
    let ends = time
        .split('–')
        .map(|end| end.replace('-', HYPHEN_THAT_HOLDS));
    html! {
        @for (index, end) in ends.enumerate() {
            @if index > 0 { "–" wbr; }
            (end)
        }
    }
}
