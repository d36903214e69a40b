//! Statements on paper: one page of HTML that needs nothing else, to be printed from any browser on A4.

use super::Paper;
use super::content::{Content, Row, Sum, Table, content};
use crate::text::{Fixed, Lang, pick};

/// The look, on screen and on paper. Fonts are those of the reader's system: nothing is fetched.
const STYLE: &str = "\
@page { size: A4 portrait; margin: 14mm 15mm; }
* { box-sizing: border-box; }
body { margin: 0; background: #e8e8e8; color: #000; font: 9.5pt/1.35 \"Noto Sans CJK SC\", \"Source Han Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", SimSun, Arial, sans-serif; }
.sheet { background: #fff; max-width: 210mm; margin: 8mm auto; padding: 16mm 15mm; }
h1 { font-size: 15pt; margin: 0 0 3mm; }
h2 { font-size: 10.5pt; margin: 4mm 0 1mm; border-bottom: 0.3mm solid #000; break-after: avoid; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.6mm 1.5mm; overflow-wrap: break-word; }
.facts td, .more td { overflow-wrap: anywhere; }
thead { display: table-header-group; }
thead th { border-bottom: 0.2mm solid #000; font-weight: 600; white-space: nowrap; }
tbody { break-inside: avoid; }
tbody.line td { border-bottom: 0.1mm solid #999; }
tbody.line tr.more td, tbody.line tr.first td { border-bottom: 0; }
tbody.line tr.more td { border-bottom: 0.1mm solid #999; color: #333; font-size: 8.5pt; padding-top: 0; }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.t { white-space: nowrap; }
.facts th { width: 24mm; font-weight: 600; }
.sums tr.main td { font-weight: 600; }
.sums tr.detail td:first-child { padding-left: 6mm; }
.sums .note { color: #333; font-size: 8.5pt; }
.notes, .caution { font-size: 8.5pt; }
.caution { border: 0.2mm solid #000; padding: 1.5mm 3mm; margin-top: 4mm; break-inside: avoid; }
.caution h2 { border: 0; margin: 0 0 0.5mm; font-size: 9pt; }
ul { margin: 0; padding-left: 5mm; }
.sign { margin-top: 5mm; break-inside: avoid; }
.sign p { margin: 0; font-size: 8.5pt; }
.sign div { display: grid; grid-template-columns: 2fr 1fr; column-gap: 10mm; margin-top: 11mm; }
.sign span { border-top: 0.2mm solid #000; padding-top: 1mm; }
footer { margin-top: 6mm; font-size: 8pt; color: #333; overflow-wrap: anywhere; }
@media print {
  body { background: none; }
  .sheet { margin: 0; padding: 0; max-width: none; }
  .sheet + .sheet { break-before: page; }
}
";

const SUMS: Fixed = ("Sums", "合计");
const TITLE: Fixed = ("Statements", "奖惩确认单");
const READ: Fixed = (
    "I have read this statement. To sign is not to agree: an objection can be recorded as an appeal.",
    "本人已阅读本确认单。签字表示已阅读，不表示同意；有异议可以提出申诉。",
);
const PERSON: Fixed = ("Person", "本人签字");
const SUPERVISOR: Fixed = ("Supervisor", "主管签字");
const DATE: Fixed = ("Date", "日期");

/// The statements of some people as one file, each beginning on a new page.
pub fn html(papers: &[Paper<'_>], lang: Lang) -> String {
    let contents: Vec<Content> = papers.iter().map(|paper| content(paper, lang)).collect();
    let title = match contents.as_slice() {
        [one] => one.title.clone(),
        _ => pick(TITLE, lang).to_owned(),
    };
    let code = pick(("en", "zh-CN"), lang);
    let sheets: String = contents
        .iter()
        .map(|content| sheet(content, lang))
        .collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n\
         </head>\n<body>\n{sheets}</body>\n</html>\n",
        escaped(&title)
    )
}

fn sheet(content: &Content, lang: Lang) -> String {
    let mut html = format!(
        "<section class=\"sheet\">\n<h1>{}</h1>\n{}",
        escaped(&content.title),
        facts(content)
    );
    html.extend(content.tables.iter().map(table));
    if !content.sums.is_empty() {
        html.push_str(&format!(
            "<h2>{}</h2>\n{}",
            pick(SUMS, lang),
            sums(&content.sums)
        ));
    }
    if !content.notes.is_empty() {
        html.push_str(&format!(
            "<h2>{}</h2>\n{}",
            pick(("Notes", "说明"), lang),
            list("notes", &content.notes)
        ));
    }
    if let Some((title, lines)) = &content.caution {
        let lines = list("lines", lines);
        html.push_str(&format!(
            "<div class=\"caution\">\n<h2>{}</h2>\n{lines}</div>\n",
            escaped(title)
        ));
    }
    html.push_str(&sign(lang));
    html.push_str(&format!(
        "<footer>{}</footer>\n</section>\n",
        escaped(&content.foot)
    ));
    html
}

fn facts(content: &Content) -> String {
    let row = |(label, value): &(String, String)| {
        format!(
            "<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n",
            escaped(label),
            escaped(value)
        )
    };
    let rows: String = content.facts.iter().map(row).collect();
    format!("<table class=\"facts\">\n<tbody>\n{rows}</tbody>\n</table>\n")
}

/// A table; each line is a body of its own, so that no page break parts it from its evidence.
fn table(table: &Table) -> String {
    let head = |(head, right): &(String, bool)| {
        format!(
            "<th scope=\"col\"{}>{}</th>",
            class(*right, head),
            escaped(head)
        )
    };
    let heads: String = table.heads.iter().map(head).collect();
    let rows: String = table.rows.iter().map(|row| line(table, row)).collect();
    format!(
        "<h2>{}</h2>\n<table>\n<thead>\n<tr>{heads}</tr>\n</thead>\n{rows}</table>\n",
        escaped(&table.title)
    )
}

fn line(table: &Table, row: &Row) -> String {
    let cell = |(cell, (_, right)): (&String, &(String, bool))| {
        format!("<td{}>{}</td>", class(*right, cell), escaped(cell))
    };
    let cells: String = row.cells.iter().zip(&table.heads).map(cell).collect();
    let below = match row.below.is_empty() {
        true => String::new(),
        false => {
            let columns = table.heads.len().saturating_sub(1).max(1);
            format!(
                "<tr class=\"more\"><td></td><td colspan=\"{columns}\">{}</td></tr>\n",
                escaped(&row.below)
            )
        }
    };
    let first = if below.is_empty() {
        ""
    } else {
        " class=\"first\""
    };
    format!("<tbody class=\"line\">\n<tr{first}>{cells}</tr>\n{below}</tbody>\n")
}

/// Amounts stand at the right, and times are not broken.
fn class(right: bool, text: &str) -> &'static str {
    let time = text.len() >= 16
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b':' | b' '));
    match (right, time) {
        (true, _) => " class=\"n\"",
        (false, true) => " class=\"t\"",
        (false, false) => "",
    }
}

fn sums(sums: &[Sum]) -> String {
    let row = |sum: &Sum| {
        let kind = if sum.detail { "detail" } else { "main" };
        let (label, amount, note) = (
            escaped(&sum.label),
            escaped(&sum.amount),
            escaped(&sum.note),
        );
        let id = sum.id;
        format!(
            "<tr class=\"{kind}\"><td>{label}</td><td class=\"n\" data-sum=\"{id}\">{amount}</td>\
             <td class=\"note\">{note}</td></tr>\n"
        )
    };
    let rows: String = sums.iter().map(row).collect();
    format!("<table class=\"sums\">\n<tbody>\n{rows}</tbody>\n</table>\n")
}

fn list(class: &str, lines: &[String]) -> String {
    let items: String = lines
        .iter()
        .map(|line| format!("<li>{}</li>\n", escaped(line)))
        .collect();
    format!("<ul class=\"{class}\">\n{items}</ul>\n")
}

/// The place to sign.
fn sign(lang: Lang) -> String {
    let date = pick(DATE, lang);
    let row = |who: Fixed| {
        format!(
            "<div><span>{}</span><span>{date}</span></div>\n",
            pick(who, lang)
        )
    };
    let (read, person, supervisor) = (pick(READ, lang), row(PERSON), row(SUPERVISOR));
    format!("<div class=\"sign\">\n<p>{read}</p>\n{person}{supervisor}</div>\n")
}

/// A text as it may stand between tags and in attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c if c.is_control() => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}
