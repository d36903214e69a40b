//! The payroll of a close for the terminal and for programs, caps shown line by line.

use super::call::People;
use super::table::Table;
use crate::ledger::entry::{Closing, Payroll};
use crate::ledger::money::Fen;
use crate::ledger::records::Records;
use crate::ledger::statement::{caps, limit};
use crate::messages::ledger::term;
use crate::render::ledger::caution;
use crate::text;
use crate::text::{Fixed, Lang, Text, pick};
use serde_json::{Value, json};

/// A column of amounts: its heading, what of a payroll it shows, and whether it is there when nobody has any.
struct Column {
    heading: Fixed,
    of: fn(&Payroll) -> Fen,
    always: bool,
}

const COLUMNS: [Column; 9] = [
    Column {
        heading: (">charged", ">工资应扣"),
        of: |p| p.cash,
        always: true,
    },
    Column {
        heading: (">deducted", ">工资实扣"),
        of: |p| p.cash_deducted,
        always: true,
    },
    Column {
        heading: (">bonus charged", ">奖金应扣"),
        of: |p| p.bonus,
        always: false,
    },
    Column {
        heading: (">bonus deducted", ">奖金实扣"),
        of: |p| p.bonus_deducted,
        always: false,
    },
    Column {
        heading: (">above cap", ">超上限未扣"),
        of: Payroll::over_cap,
        always: false,
    },
    Column {
        heading: (">points", ">扣分"),
        of: |p| p.points,
        always: false,
    },
    Column {
        heading: (">award", ">奖励"),
        of: |p| p.awards,
        always: false,
    },
    Column {
        heading: (">handed over", ">另发奖励"),
        of: |p| p.goods,
        always: false,
    },
    Column {
        heading: (">pay", ">工资增减"),
        of: Payroll::pay,
        always: true,
    },
];

/// The place of points among them, which are no money.
const POINTS: usize = 5;

/// A row a person, and the sums.
pub fn table(lang: Lang, records: &Records, people: &People, closing: &Closing) -> Table {
    let rows = || closing.payroll.values();
    let used = |column: &&Column| column.always || rows().any(|p| (column.of)(p) != Fen::ZERO);
    let columns: Vec<(usize, &Column)> = COLUMNS
        .iter()
        .enumerate()
        .filter(|(_, c)| used(c))
        .collect();
    let capped = !closing.wages.is_empty();
    let mut headings = vec![pick(("person", "人员"), lang)];
    if capped {
        headings.push(pick((">cap", ">工资扣款上限"), lang));
    }
    headings.extend(columns.iter().map(|(_, column)| pick(column.heading, lang)));
    let mut table = Table::new(&headings);
    let shown = |index: usize, fen: Fen| match index {
        POINTS => term::points(fen),
        _ => fen.to_string(),
    };
    for (id, payroll) in &closing.payroll {
        let mut cells = vec![people.shown(id)];
        if capped {
            cells.push(cap(records, closing, id).map_or("–".to_owned(), |fen| fen.to_string()));
        }
        cells.extend(
            columns
                .iter()
                .map(|(index, column)| shown(*index, (column.of)(payroll))),
        );
        table.row(cells);
    }
    let mut total = vec![pick(("total", "合计"), lang).to_owned()];
    if capped {
        total.push(String::new());
    }
    total.extend(
        columns
            .iter()
            .map(|(index, column)| shown(*index, rows().map(column.of).sum())),
    );
    table.row(total);
    table
}

/// The most that may be deducted from a person's wage.
fn cap(records: &Records, closing: &Closing, person: &str) -> Option<Fen> {
    let wage = closing.wages.get(person)?;
    Some(limit(wage, caps(records, closing.month, closing.up_to)))
}

/// What is said of money taken from wages, where a close takes any.
pub fn cautions(closing: &Closing) -> Vec<Text> {
    if closing
        .payroll
        .values()
        .all(|payroll| payroll.cash == Fen::ZERO)
    {
        return Vec::new();
    }
    let mut lines = vec![caution::title()];
    if closing.uncapped {
        lines.push(text!(
            "  Closed without caps: where no wage was given, nothing says whether the deduction is lawful.",
            "  本次月结不设上限：没有给出工资的人，无从判断扣款是否合法。"
        ));
    }
    lines.extend(caution::cautions().iter().map(|one| {
        let Text { en, zh } = one.line();
        text!("  {en}", "  {zh}")
    }));
    lines
}

/// A close as an object.
pub fn object(records: &Records, people: &People, closing: &Closing) -> Value {
    let one = |(id, payroll): (&String, &Payroll)| {
        json!({
            "person": id,
            "name": people.name(id),
            "cap_fen": cap(records, closing, id),
            "cash_fen": payroll.cash,
            "cash_deducted_fen": payroll.cash_deducted,
            "bonus_fen": payroll.bonus,
            "bonus_deducted_fen": payroll.bonus_deducted,
            "over_cap_fen": payroll.over_cap(),
            "points_hundredths": payroll.points,
            "awards_fen": payroll.awards,
            "goods_fen": payroll.goods,
            "pay_fen": payroll.pay(),
        })
    };
    let list: Vec<Value> = closing.payroll.iter().map(one).collect();
    json!({
        "month": closing.month,
        "up_to": closing.up_to,
        "uncapped": closing.uncapped,
        "digest": closing.digest,
        "people": list,
        "entry": null,
        "files": [],
    })
}
