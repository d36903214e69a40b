//! Statements on paper: one page of HTML that needs nothing else, to be printed from any browser on A4.

use super::content::{Content, Row, Sum, Table, content};
use super::{Paper, visible};
use crate::render::document::document;
use crate::text::{Fixed, Lang, pick};
use maud::{Markup, html};

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
const NOTES: Fixed = ("Notes", "说明");
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
        [one] => &one.title,
        _ => pick(TITLE, lang),
    };
    let body = html! { @for content in &contents { (sheet(content, lang)) } };
    document(lang, title, "width=device-width", STYLE, &body)
}

fn sheet(content: &Content, lang: Lang) -> Markup {
    html! {
        section.sheet { "\n"
            h1 { (content.title) } "\n"
            (facts(content))
            @for part in &content.tables { (table(part)) }
            @if !content.sums.is_empty() {
                h2 { (pick(SUMS, lang)) } "\n"
                (sums(&content.sums))
            }
            @if !content.notes.is_empty() {
                h2 { (pick(NOTES, lang)) } "\n"
                (list("notes", &content.notes))
            }
            @if let Some((title, lines)) = &content.caution {
                .caution { "\n" h2 { (title) } "\n" (list("lines", lines)) } "\n"
            }
            (sign(lang))
            footer { (content.foot) } "\n"
        } "\n"
    }
}

fn facts(content: &Content) -> Markup {
    html! {
        table.facts { "\n"
            tbody { "\n"
                @for (label, value) in &content.facts {
                    tr { th scope="row" { (label) } td { (value) } } "\n"
                }
            } "\n"
        } "\n"
    }
}

/// A table; each line is a body of its own, so that no page break parts it from its evidence.
fn table(table: &Table) -> Markup {
    html! {
        h2 { (table.title) } "\n"
        table { "\n"
            thead { "\n"
                tr {
                    @for (head, right) in &table.heads { th scope="col" class=[class(*right, head)] { (head) } }
                } "\n"
            } "\n"
            @for row in &table.rows { (line(table, row)) }
        } "\n"
    }
}

fn line(table: &Table, row: &Row) -> Markup {
    let more = !row.below.is_empty();
    html! {
        tbody.line { "\n"
            tr class=[more.then_some("first")] {
                @for (cell, (_, right)) in row.cells.iter().zip(&table.heads) {
                    td class=[class(*right, cell)] { (visible(cell)) }
                }
            } "\n"
            @if more {
                tr.more { td {} td colspan=(table.heads.len().saturating_sub(1).max(1)) { (row.below) } } "\n"
            }
        } "\n"
    }
}

/// Amounts stand at the right, and times are not broken.
fn class(right: bool, text: &str) -> Option<&'static str> {
    let of_time = |b: u8| b.is_ascii_digit() || matches!(b, b'-' | b':' | b' ');
    if right {
        Some("n")
    } else {
        (text.len() >= 16 && text.bytes().all(of_time)).then_some("t")
    }
}

fn sums(sums: &[Sum]) -> Markup {
    let kind = |sum: &Sum| if sum.detail { "detail" } else { "main" };
    html! {
        table.sums { "\n"
            tbody { "\n"
                @for sum in sums {
                    tr.(kind(sum)) {
                        td { (sum.label) }
                        td.n data-sum=(sum.id) { (sum.amount) }
                        td.note { (sum.note) }
                    } "\n"
                }
            } "\n"
        } "\n"
    }
}

fn list(class: &str, lines: &[String]) -> Markup {
    html! { ul.(class) { "\n" @for line in lines { li { (line) } "\n" } } "\n" }
}

/// The place to sign.
fn sign(lang: Lang) -> Markup {
    html! {
        .sign { "\n"
            p { (pick(READ, lang)) } "\n"
            @for who in [PERSON, SUPERVISOR] {
                div { span { (pick(who, lang)) } span { (pick(DATE, lang)) } } "\n"
            }
        } "\n"
    }
}
