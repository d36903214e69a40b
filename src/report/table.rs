//! Columns of text that line up, also where some characters are twice as wide.

use crate::messages::message;
use crate::render::{pad, width};

/// A table for the terminal.
pub struct Table {
    /// Whether a column is aligned right.
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headings; those that begin with `>` stand above numbers.
    pub fn new(headings: &[&str]) -> Table {
        let bare = |h: &&str| h.trim_start_matches('>').to_owned();
        Table {
            right: headings.iter().map(|h| h.starts_with('>')).collect(),
            rows: vec![headings.iter().map(bare).collect()],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows
            .push(cells.iter().map(|cell| message::one_line(cell)).collect());
    }

    /// Whether there is nothing below the headings.
    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// The table, each line with its end.
    pub fn draw(&self) -> String {
        let columns = self.right.len();
        let cell = |row: &Vec<String>, c: usize| width(row.get(c).map_or("", String::as_str));
        let widest = |c: usize| self.rows.iter().map(|row| cell(row, c)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        let mut text = String::new();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).zip(&self.right);
            let cells: Vec<String> = cells
                .map(|((cell, width), right)| pad(cell, *width, *right))
                .collect();
            text.push_str(cells.join("  ").trim_end());
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up() {
        let mut table = Table::new(&["who", ">much", "why"]);
        table.row(vec!["王芳".into(), "5.00".into(), "a\nb".into()]);
        table.row(vec!["Ann".into(), "150.00".into(), String::new()]);
        let wanted = "who     much  why\n王芳    5.00  a\u{fffd}b\nAnn   150.00\n";
        assert_eq!(table.draw(), wanted);
    }
}
