//! A person's statement for the terminal.

use super::Paper;
use super::content::{Content, Sum, Table, content};
use crate::render::{pad, width};
use crate::text::{Lang, pick};

/// The statement as lines of text, with a line end behind the last.
pub fn text(paper: &Paper<'_>, lang: Lang) -> String {
    let content = content(paper, lang);
    let mut parts = vec![head(&content)];
    parts.extend(content.tables.iter().map(table));
    if !content.sums.is_empty() {
        let title = pick(("Sums", "合计"), lang);
        parts.push(format!("{title}\n{}", sums(&content.sums)));
    }
    if !content.notes.is_empty() {
        parts.push(lines(&content.notes));
    }
    if let Some((title, cautions)) = &content.caution {
        let cautions: Vec<String> = cautions.iter().map(|c| format!("  {c}")).collect();
        parts.push(format!("{title}\n{}", lines(&cautions)));
    }
    parts.push(format!("{}\n", content.foot));
    parts.join("\n")
}

fn lines(texts: &[String]) -> String {
    texts.iter().map(|text| format!("{text}\n")).collect()
}

fn head(content: &Content) -> String {
    let columns = content
        .facts
        .iter()
        .map(|(label, _)| width(label))
        .max()
        .unwrap_or(0);
    let fact =
        |(label, value): &(String, String)| format!("{}  {value}\n", pad(label, columns, false));
    let facts: String = content.facts.iter().map(fact).collect();
    format!("{}\n{facts}", content.title)
}

/// A table with its title; what is below a row stands under its second column.
fn table(table: &Table) -> String {
    let columns: Vec<usize> = (0..table.heads.len())
        .map(|column| {
            let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
            let head = table.heads.get(column).map_or(0, |(head, _)| width(head));
            cells.map(|cell| width(cell)).max().unwrap_or(0).max(head)
        })
        .collect();
    let heads = table.heads.iter().map(|(head, _)| head);
    let mut text = format!("{}\n{}", table.title, line(heads, table, &columns));
    let indent = " ".repeat(columns.first().map_or(0, |first| first + 4));
    for row in &table.rows {
        text.push_str(&line(row.cells.iter(), table, &columns));
        if !row.below.is_empty() {
            text.push_str(&format!("{indent}{}\n", row.below));
        }
    }
    text
}

fn line<'a>(cells: impl Iterator<Item = &'a String>, table: &Table, columns: &[usize]) -> String {
    let padded = cells.zip(&table.heads).zip(columns);
    let padded = padded.map(|((cell, (_, right)), columns)| pad(cell, *columns, *right));
    format!("  {}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
}

fn sums(sums: &[Sum]) -> String {
    let indent = |sum: &Sum| if sum.detail { "    " } else { "  " };
    let labels = sums.iter().map(|sum| indent(sum).len() + width(&sum.label));
    let label = labels.max().unwrap_or(0);
    let amount = sums.iter().map(|sum| width(&sum.amount)).max().unwrap_or(0);
    let line = |sum: &Sum| {
        let label = pad(&format!("{}{}", indent(sum), sum.label), label, false);
        let amount = pad(&sum.amount, amount, true);
        format!(
            "{}\n",
            format!("{label}  {amount}  {}", sum.note).trim_end()
        )
    };
    sums.iter().map(line).collect()
}
