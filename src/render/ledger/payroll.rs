//! The payroll of a close: a CSV file for other programs, and a workbook for people.
//!
//! The same close gives the same bytes, always: nothing in them is of the day on which they are written.

mod workbook;

pub use workbook::xlsx;

use super::visible;
use crate::ledger::desk::Known;
use crate::ledger::entry::{Closing, Payroll};
use crate::ledger::moment::Moment;
use crate::ledger::money::Fen;
use crate::ledger::records::Records;
use crate::ledger::statement::Statement;
use crate::text::{Fixed, Lang, pick};
use std::collections::HashMap;

/// A close that is paid out.
#[derive(Debug, Clone, Copy)]
pub struct Book<'a> {
    /// What the ledger knows.
    pub records: &'a Records,
    /// The close, or what it would be.
    pub closing: &'a Closing,
    /// Its statements.
    pub statements: &'a [Statement<'a>],
    /// When it was recorded; the workbook bears this time.
    pub recorded: Moment,
    /// Everybody's name.
    pub people: &'a [Known],
}

/// Whose row it is.
const HEADS: [Fixed; 2] = [("id", "工号"), ("name", "姓名")];

/// The columns of sums behind that.
const SUMS: [Fixed; 9] = [
    ("charged to the wage", "应扣工资"),
    ("charged to the bonus", "应扣奖金"),
    ("points", "扣分"),
    ("deducted from the wage", "实扣工资"),
    ("deducted from the bonus", "实扣奖金"),
    ("above the caps", "超出上限未扣"),
    ("awards paid", "奖励（随工资发放）"),
    ("awards handed over", "奖励（另行发放）"),
    ("change to pay", "工资增减"),
];

/// The place of points among them, which are no money.
const POINTS: usize = 2;

fn sums(payroll: &Payroll) -> [Fen; 9] {
    [
        payroll.cash,
        payroll.bonus,
        payroll.points,
        payroll.cash_deducted,
        payroll.bonus_deducted,
        payroll.over_cap(),
        payroll.awards,
        payroll.goods,
        payroll.pay(),
    ]
}

impl Book<'_> {
    fn names(&self) -> HashMap<&str, &str> {
        self.people
            .iter()
            .map(|known| (known.id.as_str(), known.name.as_str()))
            .collect()
    }
}

/// The payroll as CSV: a row a person, in UTF-8 with the byte-order mark that Excel needs to show Chinese names.
pub fn csv(book: &Book<'_>, lang: Lang) -> String {
    let names = book.names();
    let heads = HEADS.into_iter().chain(SUMS);
    let heads: Vec<&str> = heads.map(|head| pick(head, lang)).collect();
    let mut csv = format!("\u{feff}{}\r\n", heads.join(","));
    for (id, payroll) in &book.closing.payroll {
        let name = names.get(id.as_str()).copied().unwrap_or(id);
        let mut cells = vec![cell(id), cell(name)];
        cells.extend(sums(payroll).map(|fen| fen.to_string()));
        csv.push_str(&cells.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// A user's text as a cell. A spreadsheet takes what begins with one of some marks for a formula, and would run it;
/// behind an apostrophe it is text.
fn cell(text: &str) -> String {
    let text = visible(text);
    let marks = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let text = if text.starts_with(marks) {
        format!("'{text}")
    } else {
        text
    };
    if text.contains([',', '"', ';']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula() {
        let cases = [
            ("王芳", "王芳"),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("\t=1", "'=1"),
            ("a,b", "\"a,b\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("a\r\n=1", "a  =1"),
        ];
        for (text, wanted) in cases {
            assert_eq!(cell(text), wanted, "{text}");
        }
    }
}
