//! The workbook, opened with another library than the one that wrote it.

use super::desk::{self, Desk, LANGUAGES};
use calamine::{Data, Range, Reader, SheetVisible, Xlsx};
use paiban::domain::PersonIx;
use paiban::render::export::xlsx;
use paiban::text::Lang;
use std::io::Cursor;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn opened(desk: &Desk, lang: Lang) -> Book {
    let bytes = xlsx::xlsx(&desk.edition(), lang).unwrap();
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn text(range: &Range<Data>, row: u32, column: u32) -> String {
    range
        .get_value((row, column))
        .map_or(String::new(), |v| v.to_string())
}

/// Where the row or column with a heading is.
fn find(range: &Range<Data>, head: &str) -> (u32, u32) {
    let (height, width) = range.end().unwrap();
    let all = (0..=height).flat_map(|row| (0..=width).map(move |column| (row, column)));
    let mut found = all
        .into_iter()
        .filter(|(row, column)| text(range, *row, *column) == head);
    found.next().unwrap_or_else(|| panic!("no {head}"))
}

#[test]
fn sheets_are_there_in_both_languages() {
    let desk = Desk::small();
    let names = [
        [
            "Roster",
            "Legend",
            "Coverage",
            "Duties",
            "Handovers",
            "Presence",
        ],
        ["班表", "图例", "在岗", "事务", "交接", "时段"],
    ];
    for ((lang, _), names) in LANGUAGES.into_iter().zip(names) {
        let book = opened(&desk, lang);
        assert_eq!(book.sheet_names(), names);
        let seen = book.sheets_metadata().iter();
        let hidden: Vec<&str> = seen
            .filter(|s| s.visible != SheetVisible::Visible)
            .map(|s| s.name.as_str())
            .collect();
        assert_eq!(hidden, [names[5]]);
    }
}

#[test]
fn cells_and_totals_are_those_of_the_roster() {
    for desk in [Desk::small(), Desk::large("tmall", 12)] {
        let mut book = opened(&desk, Lang::En);
        let range = book.worksheet_range("Roster").unwrap();
        let edition = desk.edition();
        let days = desk.problem.days() as u32;
        for (person, who) in PersonIx::enumerate(&desk.problem.people) {
            let (row, _) = find(&range, &who.name);
            for day in 0..days {
                let duty = desk.roster.cells[person][day as usize];
                let code = duty.map_or("", |duty| desk.problem.duties[duty].code.as_str());
                assert_eq!(text(&range, row, 1 + day), code, "{}, {day}", who.name);
            }
            let sheet = &edition.sheets[person];
            let wanted = [
                sheet.minutes as f64 / 60.0,
                sheet.shifts as f64,
                sheet.nights as f64,
                sheet.weekend_days as f64,
                sheet.holidays as f64,
                sheet.rest_days as f64,
                sheet.leave_days as f64,
            ];
            for (index, wanted) in (0..).zip(wanted) {
                let found = text(&range, row, 1 + days + index);
                assert_eq!(found.parse::<f64>().unwrap(), wanted, "{}", who.name);
            }
        }
        for (index, kind) in desk.problem.kinds.iter().enumerate() {
            let (row, _) = find(&range, &format!("∑ {}", kind.code));
            for day in 0..days {
                let held = |person: &Vec<Option<usize>>| {
                    person[day as usize].is_some_and(|d| desk.problem.duties[d].kind == index)
                };
                let count = desk.roster.cells.iter().filter(|p| held(p)).count();
                assert_eq!(text(&range, row, 1 + day), count.to_string());
            }
        }
    }
}

#[test]
fn totals_are_formulas() {
    let desk = Desk::small();
    let mut book = opened(&desk, Lang::Zh);
    let values = book.worksheet_range("班表").unwrap();
    let formulas = book.worksheet_formula("班表").unwrap();
    let formula = |row: u32, column: u32| formulas.get_value((row, column)).unwrap().clone();
    let (row, _) = find(&values, "王芳");
    assert_eq!(row, 4);
    let last = 1 + desk.problem.days() as u32;
    let found: Vec<String> = (0..7).map(|index| formula(row, last + index)).collect();
    assert_eq!(
        found,
        [
            "ROUND(SUMPRODUCT(($B5:$AC5=Codes)*Hours),2)",
            "SUMPRODUCT(1*($B5:$AC5=Codes))",
            "SUMPRODUCT(($B5:$AC5=Codes)*Nights)",
            "SUMPRODUCT(($B5:$AC5=Codes)*(WEEKDAY($B$2:$AC$2,2)>5))",
            "SUMPRODUCT(($B5:$AC5=Codes)*($B$4:$AC$4=\"节\"))",
            "28-SUMPRODUCT(1*($B5:$AC5=Codes))-AJ5",
            "SUMPRODUCT(1*($B5:$AC5=Leaves))",
        ]
    );
    // Who joins on the tenth rests from then on.
    let (row, _) = find(&values, "李娜");
    assert_eq!(
        formula(row, last + 5),
        "19-SUMPRODUCT(1*($K7:$AC7=Codes))-AJ7"
    );
    let (row, _) = find(&values, "∑ D");
    assert_eq!(formula(row, 1), "COUNTIF(B$5:B$8,\"D\")");
    let (row, _) = find(&values, "∑");
    assert_eq!(formula(row, 1), "SUM(B10:B12)");
    let (row, _) = find(&values, "缺人");
    assert!(
        formula(row, 1).starts_with("-SUMIFS('在岗'!$J$2:$J$"),
        "{}",
        formula(row, 1)
    );
    let names = book.defined_names().to_vec();
    let wanted = [
        ("Choices", "'图例'!$A$2:$A$6"),
        ("Codes", "'图例'!$A$2:$A$4"),
        ("Hours", "'图例'!$E$2:$E$4"),
        ("Leaves", "'图例'!$A$6:$A$6"),
        ("Nights", "'图例'!$F$2:$F$4"),
    ];
    for (name, range) in wanted {
        let found = names.iter().find(|(n, _)| n == name).unwrap();
        assert_eq!(found.1.replace('\'', ""), range.replace('\'', ""), "{name}");
    }
    // The filter of the coverage is a name too.
    assert!(names.len() >= wanted.len());
}

#[test]
fn posts_are_counted_by_the_shift_before_them() {
    let desk = Desk::large("tmall", 12);
    let mut book = opened(&desk, Lang::Zh);
    let values = book.worksheet_range("班表").unwrap();
    let formulas = book.worksheet_formula("班表").unwrap();
    let (row, _) = find(&values, "∑ D");
    let found = formulas.get_value((row, 1)).unwrap();
    assert_eq!(found, "COUNTIF(B$5:B$16,\"D@*\")");
}

#[test]
fn coverage_says_what_the_checks_count() {
    for desk in [Desk::small(), Desk::large("desk24", 16)] {
        let mut book = opened(&desk, Lang::En);
        let values = book.worksheet_range("Coverage").unwrap();
        let formulas = book.worksheet_formula("Coverage").unwrap();
        let edition = desk.edition();
        let slots = paiban::render::export::coverage::slots(&edition.facts);
        assert!(slots.len() > 500);
        let mut short = 0;
        for (row, slot) in (1..).zip(&slots) {
            assert_eq!(text(&values, row, 5), slot.need.want.to_string());
            assert_eq!(text(&values, row, 8), slot.here.to_string());
            assert_eq!(text(&values, row, 9), slot.spare().to_string());
            let present = formulas.get_value((row, 8)).unwrap();
            assert!(present.starts_with("SUMPRODUCT(("), "{present}");
            short += (-slot.spare()).max(0);
        }
        let roster = book.worksheet_range("Roster").unwrap();
        let (row, _) = find(&roster, "missing");
        let days = desk.problem.days() as u32;
        let sum: i64 = (0..days)
            .map(|d| text(&roster, row, 1 + d).parse::<i64>().unwrap())
            .sum();
        assert_eq!(sum, short);
        assert!(short > 0, "nothing to see");
    }
}

#[test]
fn duties_and_legend_are_told() {
    let desk = Desk::small();
    let mut book = opened(&desk, Lang::En);
    let legend = book.worksheet_range("Legend").unwrap();
    assert_eq!(text(&legend, 2, 0), "S");
    assert_eq!(text(&legend, 2, 3), "10:00-14:00 17:30-23:00");
    assert_eq!(text(&legend, 2, 4), "9");
    assert_eq!(text(&legend, 4, 0), "-");
    let duties = book.worksheet_range("Duties").unwrap();
    find(&duties, "chase unpaid orders");
    find(&duties, "nobody can");
}

#[test]
fn a_team_that_counts_by_shifts_has_no_coverage() {
    let (team, _) = desk::team()
        .split_once("[rules.cover]")
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    let (before, rest) = team.split_once("[[demand]]").unwrap();
    let people = &rest[rest.find("[[person]]").unwrap()..];
    let rule = "[[rules.shift-daily]]\nkinds = [\"D\"]\nneed = 1\n[history]\nends = 2026-01-31\n";
    let desk = Desk::of(&format!("{before}{people}{rule}"), &desk::roster());
    let mut book = opened(&desk, Lang::Zh);
    assert_eq!(book.sheet_names(), ["班表", "图例", "事务", "交接"]);
    let range = book.worksheet_range("班表").unwrap();
    assert!(range.used_cells().all(|(_, _, cell)| *cell != "缺人"));
}

#[test]
fn codes_that_spreadsheets_take_for_something_else_are_counted_exactly() {
    // `d` is not `D`, and `1` is no number.
    let team = desk::team()
        .replace("code = \"S\"", "code = \"d\"")
        .replace("code = \"G\"", "code = \"1\"");
    let team = team.replace("\"- G\"", "\"- 1\"");
    let roster = desk::roster().replace(",S", ",d").replace(",G", ",1");
    let desk = Desk::of(&team, &roster);
    let mut book = opened(&desk, Lang::Zh);
    let values = book.worksheet_range("班表").unwrap();
    let formulas = book.worksheet_formula("班表").unwrap();
    let formula = |label: &str, column: u32| {
        let (row, _) = find(&values, label);
        formulas.get_value((row, column)).unwrap().clone()
    };
    assert_eq!(formula("∑ D", 1), "SUMPRODUCT(1*EXACT(B$5:B$8,\"D\"))");
    assert_eq!(formula("∑ 1", 1), "SUMPRODUCT(1*EXACT(B$5:B$8,\"1\"))");
    assert_eq!(
        formula("王芳", 29),
        "ROUND(SUMPRODUCT(EXACT($B5:$AC5,Codes)*Hours),2)"
    );
    let (row, _) = find(&values, "王芳");
    assert_eq!(text(&values, row, 29), "164");
}
