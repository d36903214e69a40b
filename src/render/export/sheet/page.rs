//! The sheet of handovers and duties as a page of HTML.

use super::{Line, Page, pages, title};
use crate::render::export::Edition;
use crate::text::{Fixed, Lang, pick};

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
pub fn html(edition: &Edition<'_>, person: Option<usize>, lang: Lang) -> String {
    let title = escaped(&title(edition, person, lang));
    let code = pick(("en", "zh-CN"), lang);
    let pages = pages(edition, person, lang);
    let mut body: String = pages.iter().map(|page| section(page, lang)).collect();
    if pages.is_empty() {
        body = format!("<p>{}</p>\n", pick(NOTHING, lang));
    }
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n{body}</body>\n</html>\n"
    )
}

fn section(page: &Page, lang: Lang) -> String {
    let head = |(class, head): &(&str, Fixed)| {
        let head = pick(*head, lang);
        format!("<th scope=\"col\" class=\"{class}\">{head}</th>")
    };
    let heads: String = HEADS.iter().map(head).collect();
    let rows: String = page.lines.iter().map(row).collect();
    format!(
        "<section>\n<h2>{}</h2>\n<table>\n<thead>\n<tr>{heads}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>\n\
         </section>\n",
        escaped(&page.title)
    )
}

fn row(line: &Line) -> String {
    let who = match line.who.as_slice() {
        [one] => escaped(one),
        several => {
            let items = several
                .iter()
                .map(|one| format!("<li>{}</li>", escaped(one)));
            format!("<ul>{}</ul>", items.collect::<String>())
        }
    };
    let kind = if line.handover { "handover" } else { "duty" };
    format!(
        "<tr class=\"{kind}\"><td class=\"time\">{}</td><td class=\"what\">{}</td><td class=\"who\">{who}</td>\
         <td class=\"notes\"></td><td class=\"done\"><span class=\"box\"></span></td></tr>\n",
        // A time may be parted behind its dash, and not within a date.
        escaped(&line.time)
            .replace('-', "&#8209;")
            .replace('–', "–<wbr>"),
        escaped(&line.what)
    )
}

/// A text as it may stand between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
