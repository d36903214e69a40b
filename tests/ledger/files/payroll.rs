//! The payroll as CSV and as a workbook.

use super::golden::{LANGUAGES, golden};
use super::shop::{self, Shop};
use calamine::{Data, Range, Reader, Xlsx};
use paiban::ledger::close;
use paiban::ledger::entry::Payroll;
use paiban::ledger::money::Fen;
use paiban::ledger::statement::Statement;
use paiban::render::ledger::payroll::{Book, csv, xlsx};
use paiban::text::Lang;
use std::io::Cursor;

fn statements(shop: &Shop) -> Vec<Statement<'_>> {
    close::replay(&shop.records, &shop.closed("2026-12").closing)
        .unwrap()
        .1
}

fn book<'a>(shop: &'a Shop, statements: &'a [Statement<'a>]) -> Book<'a> {
    let closed = shop.closed("2026-12");
    Book {
        records: &shop.records,
        closing: &closed.closing,
        statements,
        recorded: closed.recorded,
        people: &shop.people,
    }
}

#[test]
fn the_csv_file_is_what_excel_opens() {
    let shop = shop::closed();
    let statements = statements(&shop);
    for (lang, ending) in LANGUAGES {
        let csv = csv(&book(&shop, &statements), lang);
        assert!(csv.starts_with('\u{feff}') && csv.ends_with("\r\n"));
        golden(&format!("payroll.{ending}.csv"), csv.as_bytes());
    }
}

#[test]
fn no_name_is_run_as_a_formula() {
    let mut shop = shop::closed();
    for known in &mut shop.people {
        known.name = format!("={}", known.name);
    }
    let statements = statements(&shop);
    let csv = csv(&book(&shop, &statements), Lang::En);
    assert!(csv.contains(",'=王芳,"));
    assert!(csv.contains(",\"'=<赵>磊 & \"\"Co\"\"\","));
}

fn sheets(bytes: &[u8]) -> Vec<(String, Range<Data>)> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
    workbook.worksheets()
}

fn number(sheet: &Range<Data>, row: u32, column: u32) -> Fen {
    match sheet.get_value((row, column)) {
        Some(Data::Float(number)) => Fen::parse(&number.to_string()).unwrap(),
        other => panic!("{other:?} in row {row}, column {column}"),
    }
}

fn text(sheet: &Range<Data>, row: u32, column: u32) -> String {
    sheet
        .get_value((row, column))
        .map(ToString::to_string)
        .unwrap_or_default()
}

#[test]
fn the_workbook_has_the_figures_to_the_fen() {
    let shop = shop::closed();
    let statements = statements(&shop);
    let book = book(&shop, &statements);
    for (lang, _) in LANGUAGES {
        let bytes = xlsx(&book, lang).unwrap();
        let sheets = sheets(&bytes);
        let [(_, payroll), (_, lines), (_, caution)] = sheets.as_slice() else {
            panic!("{} sheets", sheets.len());
        };
        let of: [fn(&Payroll) -> Fen; 9] = [
            |p| p.cash,
            |p| p.bonus,
            |p| p.points,
            |p| p.cash_deducted,
            |p| p.bonus_deducted,
            |p| p.over_cap(),
            |p| p.awards,
            |p| p.goods,
            |p| p.pay(),
        ];
        let mut last = 0;
        for (row, (id, person)) in (1..).zip(&book.closing.payroll) {
            assert_eq!(text(payroll, row, 0), *id);
            assert_eq!(text(payroll, row, 1), shop.name(id));
            for (column, of) in (2..).zip(of) {
                assert_eq!(
                    number(payroll, row, column),
                    of(person),
                    "{id}, column {column}"
                );
            }
            last = row;
        }
        // The totals' results, for those who do not calculate.
        for (column, of) in (2..).zip(of) {
            let total: Fen = book.closing.payroll.values().map(of).sum();
            assert_eq!(number(payroll, last + 1, column), total, "column {column}");
        }
        let count: usize = statements.iter().map(|s| s.lines.len()).sum();
        assert_eq!(lines.height(), count + 1);
        let words: String = (0..caution.height() as u32)
            .map(|row| text(caution, row, 0))
            .collect();
        for said in [
            ("article 16", "第十六条"),
            ("39 (2)", "第三十九条"),
            ("A01", "A01"),
        ] {
            let said = if lang == Lang::En { said.0 } else { said.1 };
            assert_eq!(words.contains(said), said != "A01", "{said}");
        }
    }
}

#[test]
fn totals_are_formulas() {
    let shop = shop::closed();
    let statements = statements(&shop);
    let bytes = xlsx(&book(&shop, &statements), Lang::Zh).unwrap();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["工资表", "明细", "法律提示"]);
    let formulas = workbook.worksheet_formula("工资表").unwrap();
    let found: Vec<&str> = formulas
        .used_cells()
        .map(|(_, _, formula)| formula.as_str())
        .collect();
    let wanted: Vec<String> = ('C'..='K').map(|c| format!("SUM({c}2:{c}4)")).collect();
    assert_eq!(found, wanted);
}

#[test]
fn the_same_close_gives_the_same_bytes() {
    let shop = shop::closed();
    let statements = statements(&shop);
    let first = xlsx(&book(&shop, &statements), Lang::En).unwrap();
    // Neither the order of the statements nor the time of day is in it.
    let mut other = statements.clone();
    other.reverse();
    let seconds = std::time::Duration::from_millis(1100);
    std::thread::sleep(seconds);
    assert!(first == xlsx(&book(&shop, &other), Lang::En).unwrap());
    assert!(first != xlsx(&book(&shop, &other), Lang::Zh).unwrap());
}

#[test]
fn a_close_without_anybody_is_a_payroll_too() {
    let shop = shop::closed();
    let mut closing = shop.closed("2026-12").closing.clone();
    closing.payroll.clear();
    let book = Book {
        closing: &closing,
        ..book(&shop, &[])
    };
    let sheets = sheets(&xlsx(&book, Lang::En).unwrap());
    assert_eq!(number(&sheets[0].1, 1, 2), Fen::ZERO);
    assert_eq!(csv(&book, Lang::En).lines().count(), 1);
}
