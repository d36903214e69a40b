//! The payroll as a workbook: sums with totals, the lines they are made of, the legal caution.

use super::super::{caution, visible, words};
use super::{Book, HEADS, POINTS, SUMS, sums};
use crate::ledger::assess::Standing;
use crate::ledger::money::Fen;
use crate::ledger::policy::Mode;
use crate::ledger::statement::{Statement, What};
use crate::render::cells::Cells;
use crate::text;
use crate::text::{Fixed, Lang, Text, pick};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet,
    XlsxError,
};

const LINES: [Fixed; 13] = [
    HEADS[0],
    HEADS[1],
    ("entry", "编号"),
    ("month", "月份"),
    ("time", "时间"),
    ("kind", "种类"),
    ("what", "事项"),
    ("step", "次数与处理"),
    ("standing", "状态"),
    ("charged to", "计入"),
    ("booked before", "原记"),
    ("now", "现为"),
    ("amount", "金额"),
];

/// Lines that a sheet has room for below its headings.
const ROOM: usize = 1_048_000;

/// The payroll as a workbook (`.xlsx`): sums with totals, the lines they are made of, the legal caution.
///
/// # Errors
/// None that a payroll of fewer than a million people brings.
pub fn xlsx(book: &Book<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let month = book.closing.month;
    let title = text!(
        "Payroll of the discipline ledger, {month}",
        "{month} 奖惩工资表"
    );
    let created = ExcelDateTime::from_timestamp(book.recorded.seconds())?;
    let properties = DocProperties::new()
        .set_title(title.get(lang))
        .set_company(visible(book.records.name()))
        .set_author("paiban")
        .set_creation_datetime(&created);
    workbook.set_properties(&properties);
    let look = Look::new();
    payroll_sheet(workbook.add_worksheet(), book, lang, &look)?;
    lines_sheet(workbook.add_worksheet(), book, lang, &look)?;
    caution_sheet(workbook.add_worksheet(), book, lang, &look)?;
    workbook.save_to_buffer()
}

/// Formats of cells.
struct Look {
    head: Format,
    money: Format,
    points: Format,
    total: Format,
    total_money: Format,
    total_points: Format,
    wrap: Format,
    bold: Format,
}

impl Look {
    fn new() -> Look {
        const MONEY: &str = "#,##0.00;[Red]-#,##0.00";
        let top = || Format::new().set_bold().set_border_top(FormatBorder::Thin);
        Look {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_border_bottom(FormatBorder::Thin),
            money: Format::new().set_num_format(MONEY),
            points: Format::new().set_num_format("General"),
            total: top(),
            total_money: top().set_num_format(MONEY),
            total_points: top(),
            wrap: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            bold: Format::new().set_bold(),
        }
    }
}

/// A number that shows as the amount does: the nearest to whole fen there is, which has their two digits.
fn yuan(fen: Fen) -> f64 {
    fen.0 as f64 / 100.0
}

/// Headings that stay in sight and are on every page, on A4 as wide as the page.
fn begin(
    sheet: &mut Worksheet,
    name: Text,
    heads: &[Fixed],
    lang: Lang,
    look: &Look,
) -> Result<(), XlsxError> {
    sheet.set_name(name.get(lang))?;
    sheet.set_freeze_panes(1, 2)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    for (column, head) in (0..).zip(heads) {
        sheet.put((0, column), pick(*head, lang), &look.head)?;
    }
    Ok(())
}

fn payroll_sheet(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    lang: Lang,
    look: &Look,
) -> Result<(), XlsxError> {
    let names = book.names();
    let heads: Vec<Fixed> = HEADS.into_iter().chain(SUMS).collect();
    begin(sheet, text!("Payroll", "工资表"), &heads, lang, look)?;
    sheet.set_column_width(0, 12)?.set_column_width(1, 16)?;
    sheet.set_column_range_width(2, 10, 14)?;
    let mut totals = [Fen::ZERO; SUMS.len()];
    let mut row = 0;
    for (id, payroll) in &book.closing.payroll {
        row += 1;
        let name = names.get(id.as_str()).copied().unwrap_or(id);
        sheet
            .put_plain((row, 0), visible(id))?
            .put_plain((row, 1), visible(name))?;
        for (index, (fen, total)) in sums(payroll).into_iter().zip(&mut totals).enumerate() {
            let format = if index == POINTS {
                &look.points
            } else {
                &look.money
            };
            sheet.write_number_with_format(row, column(index + 2), yuan(fen), format)?;
            *total += fen;
        }
    }
    let label = text!("Total", "合计");
    sheet.put((row + 1, 0), label.get(lang), &look.total)?;
    sheet.write_blank(row + 1, 1, &look.total)?;
    for (index, total) in totals.into_iter().enumerate() {
        let format = if index == POINTS {
            &look.total_points
        } else {
            &look.total_money
        };
        let (place, letter) = (column(index + 2), char::from(b'C' + index as u8));
        if row == 0 {
            sheet.write_number_with_format(row + 1, place, 0, format)?;
            continue;
        }
        // With its result, for programs that do not calculate.
        let formula = Formula::new(format!("=SUM({letter}2:{letter}{})", row + 1));
        let formula = formula.set_result(yuan(total).to_string());
        sheet.write_formula_with_format(row + 1, place, formula, format)?;
    }
    Ok(())
}

/// The number of a column; there are thirteen at most.
fn column(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(0)
}

/// What a line says in the sheet of lines, behind whose it is.
struct SheetLine {
    entry: Option<i64>,
    time: String,
    kind: Text,
    what: Text,
    step: Text,
    standing: Text,
}

fn told(book: &Book<'_>, what: What<'_>, mode: Mode) -> SheetLine {
    match what {
        What::Event(charge) => SheetLine {
            entry: Some(charge.fact.id),
            time: book.records.zone().at(charge.fact.at).short(),
            kind: text!("charge", "扣罚"),
            what: words::category(book.records, &charge),
            step: words::step(&charge, mode),
            standing: words::standing(charge.standing),
        },
        What::Dropped(id) => SheetLine {
            entry: Some(id),
            time: String::new(),
            kind: text!("charge", "扣罚"),
            what: Text::default(),
            step: text!("taken back, or an appeal was granted", "已撤回，或申诉成立"),
            standing: words::standing(Standing::Void),
        },
        What::Award(_, award) => SheetLine {
            entry: None,
            time: String::new(),
            kind: text!("award", "奖励"),
            what: award.name.clone(),
            step: words::given(award),
            standing: Text::default(),
        },
    }
}

fn lines_sheet(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    lang: Lang,
    look: &Look,
) -> Result<(), XlsxError> {
    let names = book.names();
    begin(sheet, text!("Lines", "明细"), &LINES, lang, look)?;
    for (column, width) in (0..).zip([12, 16, 8, 10, 19, 8, 22, 36, 12, 10, 12, 12, 12]) {
        sheet.set_column_width(column, width)?;
    }
    let mut order: Vec<&Statement<'_>> = book.statements.iter().collect();
    order.sort_by_key(|statement| book.records.people().text(statement.person));
    let lines = order
        .iter()
        .flat_map(|s| s.lines.iter().map(|line| (s.person, line)));
    let count = lines.clone().count();
    for (row, (person, line)) in (1..).zip(lines.take(ROOM)) {
        let id = book.records.people().text(person);
        let name = names.get(id).copied().unwrap_or(id);
        let told = told(book, line.what, line.mode);
        sheet
            .put_plain((row, 0), visible(id))?
            .put_plain((row, 1), visible(name))?;
        if let Some(entry) = told.entry {
            sheet.write_number(row, 2, entry as f64)?;
        }
        let to = match line.what {
            What::Award(..) => Text::default(),
            _ => words::charged_to(line.mode),
        };
        let texts = [
            Text::same(line.month.to_string()),
            Text::same(told.time),
            told.kind,
            told.what,
            told.step,
        ];
        for (column, text) in (3..).zip(texts.iter().chain([&told.standing, &to])) {
            sheet.put_plain((row, column), visible(text.get(lang)))?;
        }
        for (column, fen) in (10..).zip([line.before, line.now, line.amount()]) {
            sheet.write_number_with_format(row, column, yuan(fen), &look.money)?;
        }
    }
    if let Some(rest) = count.checked_sub(ROOM).filter(|rest| *rest > 0) {
        let more = text!(
            "… and {rest} more lines, for which a sheet has no room",
            "……另有 {rest} 行，工作表放不下"
        );
        sheet.put_plain((1 + u32::try_from(ROOM).unwrap_or(0), 0), more.get(lang))?;
    }
    Ok(())
}

/// How the close was made, and what the law says about deductions.
fn caution_sheet(
    sheet: &mut Worksheet,
    book: &Book<'_>,
    lang: Lang,
    look: &Look,
) -> Result<(), XlsxError> {
    sheet.set_name(pick(("Caution", "法律提示"), lang))?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_column_width(0, 90)?;
    let mut row = 0;
    let mut write = |text: &Text, format: &Format| -> Result<(), XlsxError> {
        sheet.put((row, 0), visible(text.get(lang)), format)?;
        row += 1;
        Ok(())
    };
    write(&caution::title(), &look.bold)?;
    for caution in caution::cautions() {
        write(&caution.line(), &look.wrap)?;
    }
    write(&Text::same(" "), &look.wrap)?;
    write(&text!("The close", "月结"), &look.bold)?;
    for text in facts(book) {
        write(&text, &look.wrap)?;
    }
    Ok(())
}

fn facts(book: &Book<'_>) -> Vec<Text> {
    let (closing, name) = (book.closing, book.records.name());
    let (month, up_to, at) = (closing.month, closing.up_to, book.recorded.short());
    let digest = &closing.digest;
    let mut facts = vec![
        text!(
            "{name}, {month}: recorded on {at}, from entries 1 to {up_to}.",
            "{name}，{month}：{at} 记录，依据记录 1 至 {up_to}。"
        ),
        text!(
            "Digest of all lines (SHA-256): {digest}",
            "全部明细的摘要（SHA-256）：{digest}"
        ),
        text!(
            "What lies above the caps is not deducted, and not carried over to later months.",
            "超出上限的部分不扣，也不结转到以后月份。"
        ),
    ];
    let charged = closing
        .payroll
        .iter()
        .filter(|(_, p)| p.cash_deducted > Fen::ZERO || p.bonus_deducted > Fen::ZERO);
    let bare: Vec<&str> = charged
        .map(|(id, _)| id.as_str())
        .filter(|id| !closing.wages.contains_key(*id))
        .collect();
    if !bare.is_empty() {
        let bare = Text::new(bare.join(", "), bare.join("、"));
        let (en, zh) = (bare.en, bare.zh);
        facts.push(text!(
            "Without a wage, and so without caps: {en}",
            "没有工资数据、未按上限计算：{zh}"
        ));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_the_fen() {
        for fen in [0, 1, 5, 10, 5010, -12_345, 1_234_567_891] {
            let shown: f64 = yuan(Fen(fen));
            assert_eq!(Fen::parse(&shown.to_string()), Ok(Fen(fen)));
        }
    }
}
