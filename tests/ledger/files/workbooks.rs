//! Events and wages from workbooks as Excel writes them.

use super::golden;
use super::{events, told};
use paiban::input::sheet_file::{SheetFault, SheetFile};
use paiban::input::wages_file;
use paiban::messages::sheet;
use paiban::text::Lang;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

/// The table of a workbook whose first sheet is filled like this.
fn table(fill: impl FnOnce(&mut Worksheet)) -> SheetFile {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    let bytes = workbook.save_to_buffer().unwrap();
    SheetFile::of_bytes("events.xlsx", bytes).unwrap_or_else(|fault| panic!("{fault}"))
}

fn heads(sheet: &mut Worksheet, heads: &[&str]) {
    sheet.write_row(0, 0, heads.iter().copied()).unwrap();
}

fn stamp(day: u8, hour: u16, min: u8, sec: u8) -> ExcelDateTime {
    ExcelDateTime::from_ymd(2026, 12, day)
        .unwrap()
        .and_hms(hour, min, sec)
        .unwrap()
}

#[test]
fn times_of_a_workbook_are_those_on_the_wall() {
    let table = table(|sheet| {
        heads(sheet, &["类别", "时间"]);
        let formats = [
            "yyyy-mm-dd hh:mm",
            "yyyy\"年\"m\"月\"d\"日\" h\"时\"mm\"分\"",
            "[$-804]yyyy/m/d h:mm:ss;@",
        ];
        for (row, (format, hour)) in (1..).zip(formats.iter().zip([21, 9, 0])) {
            let format = Format::new().set_num_format(*format);
            sheet.write(row, 0, "late").unwrap();
            sheet
                .write_datetime_with_format(row, 1, stamp(5, hour, 40, 7), &format)
                .unwrap();
        }
        // Midnight with a format that shows it, a number that lost its format, a text, and a format of numbers alone.
        sheet.write(4, 0, "late").unwrap();
        let clock = Format::new().set_num_format("yyyy-mm-dd hh:mm");
        sheet
            .write_datetime_with_format(4, 1, stamp(6, 0, 0, 0), &clock)
            .unwrap();
        sheet.write(5, 0, "late").unwrap();
        sheet.write_number(5, 1, 46_361.902_777_777_8).unwrap();
        sheet.write(6, 0, "late").unwrap();
        sheet.write_string(6, 1, "2026年12月5日 21:40").unwrap();
        sheet.write(7, 0, "late").unwrap();
        let chinese = Format::new().set_num_format_index(22);
        sheet
            .write_datetime_with_format(7, 1, stamp(7, 0, 0, 0), &chinese)
            .unwrap();
    });
    let times: Vec<String> = events(&table)
        .unwrap()
        .iter()
        .map(|e| e.split('|').nth(2).unwrap().to_owned())
        .collect();
    assert_eq!(
        times,
        [
            "2026-12-05 21:40:07",
            "2026-12-05 09:40:07",
            "2026-12-05 00:40:07",
            "2026-12-06 00:00",
            "2026-12-05 21:40",
            "2026-12-05 21:40",
            "2026-12-07 00:00",
        ]
    );
}

#[test]
fn every_second_of_a_day_is_kept() {
    let table = table(|sheet| {
        heads(sheet, &["category", "at"]);
        let format = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
        for row in 1..2000_u32 {
            let seconds = row * 43 % 86_400;
            let (hour, min, sec) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            sheet.write(row, 0, seconds.to_string()).unwrap();
            let stamp = stamp(5, hour as u16, min as u8, sec as u8);
            sheet
                .write_datetime_with_format(row, 1, stamp, &format)
                .unwrap();
        }
    });
    for event in events(&table).unwrap() {
        let parts: Vec<&str> = event.split('|').collect();
        let seconds: u32 = parts[1].parse().unwrap();
        let (hour, min, sec) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let rest = if sec == 0 {
            String::new()
        } else {
            format!(":{sec:02}")
        };
        assert_eq!(parts[2], format!("2026-12-05 {hour:02}:{min:02}{rest}"));
    }
}

#[test]
fn a_date_and_a_time_may_be_two_cells() {
    let table = table(|sheet| {
        heads(sheet, &["日期", "时间", "类别"]);
        let (day, clock) = (
            Format::new().set_num_format("yyyy-mm-dd"),
            Format::new().set_num_format("h:mm"),
        );
        sheet
            .write_datetime_with_format(1, 0, ExcelDateTime::from_ymd(2026, 12, 5).unwrap(), &day)
            .unwrap();
        sheet
            .write_datetime_with_format(1, 1, ExcelDateTime::from_hms(21, 40, 0).unwrap(), &clock)
            .unwrap();
        sheet.write(1, 2, "late").unwrap();
        // Midnight.
        sheet
            .write_datetime_with_format(2, 0, ExcelDateTime::from_ymd(2026, 12, 5).unwrap(), &day)
            .unwrap();
        sheet
            .write_datetime_with_format(2, 1, ExcelDateTime::from_hms(0, 0, 0).unwrap(), &clock)
            .unwrap();
        sheet.write(2, 2, "late").unwrap();
    });
    let wanted = [
        "2: -|late|2026-12-05 21:40||-|-|-|-|-|-",
        "3: -|late|2026-12-05 00:00||-|-|-|-|-|-",
    ];
    assert_eq!(events(&table).unwrap(), wanted);
}

#[test]
fn numbers_are_taken_as_excel_shows_them() {
    let table = table(|sheet| {
        heads(
            sheet,
            &["category", "at", "person", "order", "minutes", "amount"],
        );
        for (row, amount) in (1..).zip([50.1, 0.1 + 0.2, 1234.0, 99.99]) {
            sheet.write(row, 0, "refund").unwrap();
            sheet.write(row, 1, "2026-12-05 21:40").unwrap();
            sheet.write_number(row, 2, 1001).unwrap();
            sheet.write_number(row, 3, 123_456_789_012_345.0).unwrap();
            sheet.write_number(row, 4, 35).unwrap();
            sheet.write_number(row, 5, amount).unwrap();
        }
    });
    let amounts = ["50.10", "0.30", "1234.00", "99.99"];
    let wanted: Vec<String> = (2..)
        .zip(amounts)
        .map(|(row, amount)| {
            format!("{row}: 1001|refund|2026-12-05 21:40||123456789012345|-|35|{amount}|-|-")
        })
        .collect();
    assert_eq!(events(&table).unwrap(), wanted);
}

#[test]
fn formulas_have_the_value_that_was_calculated() {
    let table = table(|sheet| {
        heads(sheet, &["category", "at", "amount"]);
        sheet.write(1, 0, "refund").unwrap();
        let at = Formula::new("=B9+TIME(21,40,0)").set_result("46361.9027777778");
        sheet.write_formula(1, 1, at).unwrap();
        sheet
            .write_formula(
                1,
                2,
                Formula::new("=10.1*3").set_result("30.299999999999997"),
            )
            .unwrap();
    });
    assert_eq!(
        events(&table).unwrap(),
        ["2: -|refund|2026-12-05 21:40||-|-|-|30.30|-|-"]
    );
}

/// A workbook that no other program here can write: days counted from 1904, the formats of Chinese systems, a time in
/// words, formulas that were never calculated, and headings that begin in cell B3.
#[test]
fn a_workbook_from_elsewhere_is_read() {
    let mut table = SheetFile::read(&golden::dir().join("by-hand.xlsx")).unwrap();
    let faults = events(&table).unwrap_err();
    let bare =
        "the cell holds a formula that was never calculated; open the file in Excel and save it";
    assert_eq!(
        told(&faults, Lang::En),
        [
            "row 7, “时间”: “2026-12-05” has no time of day; write it like 2026-12-05 21:40"
                .to_owned(),
            "row 8, “时间”: “12:00” has no date; write it like 2026-12-05 21:40".to_owned(),
            format!("row 9, “时间”: {bare}"),
            format!("row 9, “证据”: {bare}"),
        ]
    );
    table.rows.retain(|row| row.number < 7);
    let times: Vec<String> = events(&table)
        .unwrap()
        .iter()
        .map(|e| e.split('|').nth(2).unwrap().to_owned())
        .collect();
    assert_eq!(
        times,
        [
            "2026-12-05 21:40",
            "2026-12-06 00:00",
            "2026-12-05 21:40:07"
        ]
    );
}

#[test]
fn cells_that_say_nothing_sure_are_named() {
    let table = table(|sheet| {
        heads(sheet, &["category", "at", "order", "amount", "minutes"]);
        let day = Format::new().set_num_format("yyyy-mm-dd");
        sheet
            .write_formula(1, 0, Formula::new("=NA()").set_result("#N/A"))
            .unwrap();
        sheet
            .write_datetime_with_format(1, 1, ExcelDateTime::from_ymd(2026, 12, 5).unwrap(), &day)
            .unwrap();
        sheet
            .write_number(1, 2, 1_234_567_890_123_456_789.0)
            .unwrap();
        sheet.write_number(1, 3, 33.333_333_333_333).unwrap();
        sheet.write_number(1, 4, 3.51).unwrap();
        sheet.write(3, 0, "late").unwrap();
        sheet.write_number(3, 1, 7).unwrap();
        sheet
            .write_datetime_with_format(3, 3, ExcelDateTime::from_ymd(2026, 12, 5).unwrap(), &day)
            .unwrap();
        sheet.write(3, 6, "stray").unwrap();
    });
    let faults = events(&table).unwrap_err();
    assert_eq!(
        told(&faults, Lang::En),
        ["row 4, column “G”: “stray” has no heading above it; write one, or delete the column"]
    );
    let mut table = table;
    table.rows.last_mut().unwrap().cells.pop();
    let faults = events(&table).unwrap_err();
    assert_eq!(
        told(&faults, Lang::En),
        [
            "row 2, “category”: “#N/A” is a formula that has failed; correct it, or write the value",
            "row 2, “at”: “2026-12-05” has no time of day; write it like 2026-12-05 21:40",
            "row 2, “order”: “1234567890123460000” has lost its last digits, because Excel keeps 15 of a number; format the column as text and write it again",
            "row 2, “minutes”: “3.51” is no length of time such as 35 (minutes), 1:30 (minutes and seconds), 90 s or 1:30:00",
            "row 2, “amount”: “33.333333333333” is finer than a fen; round it to two digits",
            "row 4, “at”: “7” is not a time such as 2026-12-05 21:40",
            "row 4, “amount”: “2026-12-05” is a date or a time to Excel, and none is wanted here; format the column as text and write it again",
        ]
    );
}

#[test]
fn the_first_visible_sheet_with_something_in_it_is_read() {
    let mut workbook = Workbook::new();
    workbook
        .add_worksheet()
        .set_name("old")
        .unwrap()
        .set_hidden(true)
        .write(0, 0, "rubbish")
        .unwrap();
    workbook
        .add_worksheet()
        .set_name("empty")
        .unwrap()
        .set_active(true);
    for name in ["十二月", "十一月"] {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        heads(sheet, &["类别", "时间"]);
        sheet
            .write(1, 0, name)
            .unwrap()
            .write(1, 1, "2026-12-05 21:40")
            .unwrap();
    }
    let table = SheetFile::of_bytes("events.xlsx", workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(table.sheet.as_deref(), Some("十二月"));
    assert_eq!(
        events(&table).unwrap(),
        ["2: -|十二月|2026-12-05 21:40||-|-|-|-|-|-"]
    );
    let note = sheet::unread(table.sheet.as_deref().unwrap(), &table.unread);
    assert_eq!(note.zh, "只读取了工作表“十二月”，没有读取“十一月”。");
}

#[test]
fn an_empty_workbook_and_a_blank_far_away_are_no_trouble() {
    let empty = table(|_| {});
    assert_eq!(
        told(&events(&empty).unwrap_err(), Lang::En),
        ["the table is empty"]
    );
    let far = table(|sheet| {
        heads(sheet, &["category", "at"]);
        sheet
            .write(1, 0, "late")
            .unwrap()
            .write(1, 1, "2026-12-05 21:40")
            .unwrap();
        sheet.write(1_048_575, 16_383, " ").unwrap();
    });
    assert_eq!(events(&far).unwrap().len(), 1);
}

#[test]
fn a_workbook_that_is_cut_off_is_refused() {
    let mut workbook = Workbook::new();
    heads(workbook.add_worksheet(), &["category", "at"]);
    let bytes = workbook.save_to_buffer().unwrap();
    for length in [4, 100, bytes.len() / 2, bytes.len() - 30] {
        let read = SheetFile::of_bytes("events.xlsx", bytes[..length].to_vec());
        assert!(matches!(read, Err(SheetFault::Workbook { .. })), "{length}");
    }
}

/// Bytes exchanged anywhere: the workbook is not compressed, so that most of them are in its tables.
#[test]
fn a_damaged_workbook_is_read_or_refused_and_nothing_else() {
    let whole = std::fs::read(golden::dir().join("by-hand.xlsx")).unwrap();
    let mut random = 7_u64;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (random >> 33) as usize % below
    };
    let (mut read, mut refused) = (0, 0);
    for _ in 0..3000 {
        let mut bytes = whole.clone();
        for _ in 0..=next(3) {
            let place = next(bytes.len());
            bytes[place] = b"<>\"/=0A9 z"[next(10)];
        }
        match SheetFile::of_bytes("events.xlsx", bytes) {
            Ok(table) => {
                read += 1;
                let _ = events(&table);
            }
            Err(_) => refused += 1,
        }
    }
    assert!(read > 0 && refused > 0, "{read} read, {refused} refused");
}

#[test]
fn wages_of_a_workbook_are_exact() {
    let table = table(|sheet| {
        heads(sheet, &["工号", "工资", "奖金"]);
        sheet
            .write(1, 0, "A01")
            .unwrap()
            .write(1, 1, 6500.1)
            .unwrap()
            .write(1, 2, 0.07)
            .unwrap();
        sheet
            .write_number(2, 0, 1002)
            .unwrap()
            .write(2, 1, "7,000.55")
            .unwrap();
    });
    let wages = wages_file::read(&table).unwrap();
    let shown: Vec<String> = wages
        .iter()
        .map(|(id, w)| format!("{id} {} {:?}", w.wage, w.bonus))
        .collect();
    assert_eq!(shown, ["1002 7000.55 None", "A01 6500.10 Some(Fen(7))"]);
}

/// How long something took as Excel has it: an hour and a half however it is shown, hours beyond a day, a number of minutes;
/// and dates where there can be none.
#[test]
fn lengths_of_time_are_what_they_are_in_excel() {
    let hours = 1.0 / 24.0;
    let cases: [(f64, &str, Result<&str, &str>); 11] = [
        (1.5 * hours, "h:mm", Ok("90")),
        (1.5 * hours, "[h]:mm", Ok("90")),
        (1.5 * hours, "h:mm AM/PM", Ok("90")),
        (1.5 / 60.0 * hours, "mm:ss", Ok("1:30")),
        (1.5 / 60.0 * hours, "[m]:ss", Ok("1:30")),
        // Without the format it would be a minute and a half; a year of hours is no date.
        (36.0 * hours, "[h]:mm", Ok("2160")),
        (2000.0 * hours, "[h]:mm:ss", Ok("120000")),
        (35.0, "General", Ok("35")),
        (1.5, "0.00", Ok("1:30")),
        (
            46_361.0,
            "yyyy-mm-dd",
            Err("“2026-12-05” is no length of time"),
        ),
        (
            46_361.9,
            "yyyy-mm-dd hh:mm",
            Err("“2026-12-05 21:36” is no length of time"),
        ),
    ];
    for (value, format, wanted) in cases {
        let table = table(|sheet| {
            heads(sheet, &["category", "at", "minutes"]);
            sheet.write_row(1, 0, ["late", "2026-12-05 21:40"]).unwrap();
            let as_shown = Format::new().set_num_format(format);
            sheet
                .write_number_with_format(1, 2, value, &as_shown)
                .unwrap();
        });
        match (events(&table), wanted) {
            (Ok(rows), Ok(took)) => {
                assert_eq!(rows[0].split('|').nth(6), Some(took), "{value} {format}");
            }
            (Err(faults), Err(says)) => {
                let line = told(&faults, Lang::En).concat();
                assert!(line.contains(says), "{format}: {line}");
            }
            (found, wanted) => panic!("{format}: {found:?}, wanted {wanted:?}"),
        }
    }
}

/// `3-12` is a date to Excel: no order, nobody's name, and no wage.
#[test]
fn dates_are_no_numbers_or_names() {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let events_table = |heading: &str| {
        table(|sheet| {
            heads(sheet, &["category", "at", heading]);
            sheet.write_row(1, 0, ["late", "2026-12-05 21:40"]).unwrap();
            sheet
                .write_datetime_with_format(1, 2, stamp(3, 0, 0, 0), &date)
                .unwrap();
        })
    };
    for heading in [
        "person",
        "order",
        "case",
        "amount",
        "approved-by",
        "customer",
        "leave-of",
    ] {
        let faults = events(&events_table(heading)).unwrap_err();
        let (en, zh) = (told(&faults, Lang::En), told(&faults, Lang::Zh));
        assert!(
            en[0].contains("“2026-12-03” is a date or a time to Excel"),
            "{heading}: {en:?}"
        );
        assert!(
            zh[0].contains("“2026-12-03”在 Excel 里是日期或时间"),
            "{zh:?}"
        );
    }
    let wages = table(|sheet| {
        heads(sheet, &["人员", "工资"]);
        sheet.write(1, 0, "A03").unwrap();
        sheet
            .write_datetime_with_format(1, 1, stamp(3, 0, 0, 0), &date)
            .unwrap();
        sheet.write(2, 0, "A04").unwrap();
        let hours = Format::new().set_num_format("[h]:mm");
        sheet.write_number_with_format(2, 1, 1.5, &hours).unwrap();
    });
    let faults = told(&wages_file::read(&wages).unwrap_err(), Lang::En);
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(
        faults[0].contains("2026-12-03") && faults[1].contains("36:00:00"),
        "{faults:?}"
    );
}
