//! Wages of a month from a table: what the caps of deductions are computed with.

use super::sheet_file::{
    Column, Field, Header, Reading, RowFault, RowFaultKind, SheetCell, SheetFile, identifier, money,
};
use crate::ledger::entry::Wage;
use crate::ledger::money::Fen;
use std::collections::BTreeMap;

/// A column of a table of wages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    Person,
    Wage,
    Bonus,
    Minimum,
}

impl Column for Of {}

const PERSON: Field<Of> = Field {
    column: Of::Person,
    name: ("person", "人员"),
    others: &[
        "姓名",
        "工号",
        "员工",
        "员工姓名",
        "员工工号",
        "name",
        "id",
        "employee",
    ],
};

const WAGE: Field<Of> = Field {
    column: Of::Wage,
    name: ("wage", "工资"),
    others: &["应发工资", "月工资", "当月工资", "应发", "salary", "pay"],
};

const FIELDS: [Field<Of>; 4] = [
    PERSON,
    WAGE,
    Field {
        column: Of::Bonus,
        name: ("bonus", "奖金"),
        others: &["浮动奖金", "绩效", "绩效奖金", "绩效工资"],
    },
    Field {
        column: Of::Minimum,
        name: ("minimum", "最低工资"),
        others: &["当地最低工资", "最低工资标准", "minimum-wage"],
    },
];

/// Reads wages by the name or id that the table gives; whom it means the command finds out.
///
/// # Errors
/// Every fault of the table, in its order.
pub fn read(table: &SheetFile) -> Result<BTreeMap<String, Wage>, Vec<RowFault>> {
    let header = Header::of(table, &FIELDS)?;
    let lacking = [PERSON, WAGE]
        .into_iter()
        .filter(|field| !header.has(field.column));
    let mut faults: Vec<RowFault> = lacking.map(|field| header.missing(&field)).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut wages = BTreeMap::new();
    let mut rows: BTreeMap<String, usize> = BTreeMap::new();
    for row in table.rows.iter().skip(1) {
        let mut reading = Reading::new(&header, row, &mut faults);
        let (person, wage) = wage(&mut reading);
        let Some(person) = person else {
            continue;
        };
        if let Some(first) = rows.get(&person) {
            let first = *first;
            reading.fault(Of::Person, RowFaultKind::Double { first });
            continue;
        }
        rows.insert(person.clone(), row.number);
        if let Some(wage) = wage {
            wages.insert(person, wage);
        }
    }
    if faults.is_empty() {
        Ok(wages)
    } else {
        Err(faults)
    }
}

/// Whose row it is, and what it says. Every cell is looked at, also behind one that is wrong.
fn wage(row: &mut Reading<'_, Of>) -> (Option<String>, Option<Wage>) {
    let person = row.required(Of::Person, identifier);
    let wage = row.required(Of::Wage, not_negative);
    let bonus = row.optional(Of::Bonus, not_negative);
    let minimum = row.optional(Of::Minimum, not_negative);
    let wage = wage.map(|wage| Wage {
        wage,
        bonus,
        minimum,
    });
    (person, wage)
}

fn not_negative(cell: &SheetCell) -> Result<Fen, RowFaultKind> {
    let fen = money(cell)?;
    if fen < Fen::ZERO {
        return Err(RowFaultKind::Negative);
    }
    Ok(fen)
}
