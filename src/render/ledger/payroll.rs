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
use crate::source::csv::{Cell, Csv};
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
    let mut csv = Csv::new();
    csv.row(heads.map(|head| Cell::text(pick(head, lang))));
    for (id, payroll) in &book.closing.payroll {
        let name = names.get(id.as_str()).copied().unwrap_or(id);
        let person = [id, name].map(|text| Cell::text(visible(text)));
        csv.row(person.into_iter().chain(sums(payroll).map(Cell::number)));
    }
    csv.text()
}
