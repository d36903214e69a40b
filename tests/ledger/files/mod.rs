//! The ledger's files: tables of events and wages as people and Excel write them, and what is printed of a month.

mod golden;
mod papers;
mod payroll;
mod shop;
mod workbooks;

use golden::{LANGUAGES, golden};
use paiban::input::sheet_file::{RowFault, SheetFault, SheetFile, WorkbookFlaw};
use paiban::input::{Source, events_file, wages_file};
use paiban::ledger::desk::NewEvent;
use paiban::ledger::moment::Zone;
use paiban::messages::message::render;
use paiban::messages::sheet;
use paiban::text::Lang;

fn table(csv: &str) -> SheetFile {
    SheetFile::of_text(&Source::new("events.csv", csv)).unwrap_or_else(|fault| panic!("{fault}"))
}

/// An event in one line; `-` for what is not there.
fn shown(told: &NewEvent) -> String {
    let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let parts = [
        or(told.person.clone()),
        told.category.clone(),
        told.at.short(),
        told.evidence.clone(),
        or(told.order.clone()),
        or(told.case.map(|case| case.to_string())),
        or(told.minutes.map(|minutes| minutes.to_string())),
        or(told.amount.map(|amount| amount.to_string())),
        or(told.approved.clone()),
        or(told.leave_of.clone()),
    ];
    parts.join("|")
}

fn events(table: &SheetFile) -> Result<Vec<String>, Vec<RowFault>> {
    let rows = events_file::read(table, Zone::SHANGHAI)?;
    let row = |(number, told): &(usize, NewEvent)| format!("{number}: {}", shown(told));
    Ok(rows.iter().map(row).collect())
}

/// Faults, one a line.
fn told(faults: &[RowFault], lang: Lang) -> Vec<String> {
    let lines = sheet::lines(faults, usize::MAX);
    lines.iter().map(|line| line.get(lang).to_owned()).collect()
}

#[test]
fn remarks_may_have_several_lines() {
    let text = "工号,类别,时间,证据\r\nT03,complaint,2026-12-05 21:40,\"买家：太慢\r\n客服：\"\"稍等\"\"\"\r\nT04,late,2026-12-06 08:40,打卡\r\n";
    assert_eq!(
        events(&table(text)).unwrap(),
        [
            "2: T03|complaint|2026-12-05 21:40|买家：太慢\n客服：\"稍等\"|-|-|-|-|-|-",
            "4: T04|late|2026-12-06 08:40|打卡|-|-|-|-|-|-"
        ]
    );
}

#[test]
fn events_are_read_in_any_order_and_both_languages() {
    let cases: [(&str, &[&str]); 12] = [
        (
            "category,at\ncomplaint,2026-12-05 21:40",
            &["2: -|complaint|2026-12-05 21:40||-|-|-|-|-|-"],
        ),
        (
            "时间,类别,工号,证据,订单号\n2026/12/5 21:40,complaint,A03,聊天记录,1234567890123456789\n",
            &["2: A03|complaint|2026-12-05 21:40|聊天记录|1234567890123456789|-|-|-|-|-"],
        ),
        (
            "日期;时刻;类别;用时（分钟）\n2026年12月5日;21：40;slow;45分钟\n;;;\n\n2026-12-06;9:05:07;slow;31",
            &[
                "2: -|slow|2026-12-05 21:40||-|-|45|-|-|-",
                "5: -|slow|2026-12-06 09:05:07||-|-|31|-|-|-",
            ],
        ),
        (
            "Date,Time,Type,Amount,Approved By,slip,CASE,leave of\n2026-12-05,21:40,refund,\"1,234.50\",李娜,No. 7,12,A02",
            &["2: -|refund|2026-12-05 21:40|No. 7|-|12|-|1234.50|李娜|A02"],
        ),
        // A column of dates that has the time of day too; a column of times with the date again.
        (
            "日期,类别\n2026-12-05 21:40,late",
            &["2: -|late|2026-12-05 21:40||-|-|-|-|-|-"],
        ),
        (
            "日期,时间,类别\n2026-12-05,2026-12-05 21:40,late",
            &["2: -|late|2026-12-05 21:40||-|-|-|-|-|-"],
        ),
        // Another zone's time is itself.
        (
            "at,category\n2026-12-31T23:30:00Z,late",
            &["2: -|late|2027-01-01 07:30||-|-|-|-|-|-"],
        ),
        (
            "at,category\n2026-12-05T21:40,late",
            &["2: -|late|2026-12-05 21:40||-|-|-|-|-|-"],
        ),
        (
            "category,at,amount\nrefund,2026-12-05 21:40,￥30元",
            &["2: -|refund|2026-12-05 21:40||-|-|-|30.00|-|-"],
        ),
        // Columns that Excel leaves behind, a quoted comma, a byte-order mark, blanks.
        (
            "\u{feff}category , at,evidence,,\r\ncomplaint, 2026-12-05 21:40 ,\"a, \"\"b\"\"\",,\r\n",
            &["2: -|complaint|2026-12-05 21:40|a, \"b\"|-|-|-|-|-|-"],
        ),
        (
            "sep=;\ncategory;at\nlate;2026-12-05 00:00",
            &["3: -|late|2026-12-05 00:00||-|-|-|-|-|-"],
        ),
        (
            "类别\t时间\nlate\t2026-12-05 21:40",
            &["2: -|late|2026-12-05 21:40||-|-|-|-|-|-"],
        ),
    ];
    for (csv, wanted) in cases {
        let text = csv.strip_prefix('\u{feff}').unwrap_or(csv);
        let read = events(&table(text)).unwrap_or_else(|faults| panic!("{csv}: {faults:?}"));
        assert_eq!(read, wanted, "{csv}");
        // As bytes, with the mark.
        let read = SheetFile::of_bytes("events.csv", csv.as_bytes().to_vec()).unwrap();
        assert_eq!(events(&read).unwrap(), wanted, "{csv}");
    }
}

#[test]
fn every_mistake_is_named_with_its_row() {
    let cases: [(&str, &[&str]); 19] = [
        ("", &["the table is empty"]),
        ("\n , ,\n", &["the table is empty"]),
        (
            "category,at\n",
            &["row 1: nothing stands below the headings"],
        ),
        (
            "person\nA03",
            &[
                "row 1: there is no column “category” (or “类别”)",
                "row 1: there is no column “at” (or “时间”)",
            ],
        ),
        (
            "categry,at\nlate,2026-12-05 21:40",
            &[
                "row 1: “categry” is not a heading that is known. Did you mean “category”? Headings: person, category, at, date, evidence, order, minutes, amount, approved-by, customer, note, leave-of, case",
            ],
        ),
        (
            "工号,姓名,类别,时间\nA03,王芳,late,2026-12-05 21:40",
            &["row 1: the heading “姓名” means the same as “工号”; keep one of the two columns"],
        ),
        (
            "类别,时间,时刻\nlate,2026-12-05,21:40",
            &["row 1: the heading “时刻” means the same as “时间”; keep one of the two columns"],
        ),
        (
            "category,at,\nlate,2026-12-05 21:40,really\nlate,2026-12-05 21:41,x",
            &[
                "row 2, column “C”: “really” has no heading above it; write one, or delete the column",
            ],
        ),
        (
            "category,at\n,2026-12-05 21:40\nlate,\n",
            &[
                "row 2, “category”: the cell is empty, and must not be",
                "row 3, “at”: the cell is empty, and must not be",
            ],
        ),
        (
            "category,at\nlate,2026-12-32 21:40\nlate,21:40\nlate,2026-12-05\nlate,soon",
            &[
                "row 2, “at”: “2026-12-32 21:40” is not a time such as 2026-12-05 21:40",
                "row 3, “at”: “21:40” has no date; write it like 2026-12-05 21:40",
                "row 4, “at”: “2026-12-05” has no time of day; write it like 2026-12-05 21:40",
                "row 5, “at”: “soon” is not a time such as 2026-12-05 21:40",
            ],
        ),
        (
            "category,at\nlate,46361.9027777778",
            &[
                "row 2, “at”: “46361.9027777778” is perhaps Excel's number for 2026-12-05 21:40; format the column as date and save the file again",
            ],
        ),
        (
            "category,date,time\nlate,2026-12-05,2026-12-06 21:40\nlate,21:40,2026-12-05\nlate,x,9",
            &[
                "row 2, “time”: “2026-12-06 21:40” is of 2026-12-06, and the column of dates has 2026-12-05; correct one of them",
                "row 3, “date”: “21:40” is not a date such as 2026-12-05",
                "row 4, “date”: “x” is not a date such as 2026-12-05",
                "row 4, “time”: “9” is not a time of day such as 21:40",
            ],
        ),
        (
            "category,at,minutes\nslow,2026-12-05 21:40,-5\nslow,2026-12-05 21:40,3.51\nslow,2026-12-05 21:40,long",
            &[
                "row 2, “minutes”: “-5” is no length of time such as 35 (minutes), 1:30 (minutes and seconds), 90 s or 1:30:00",
                "row 3, “minutes”: “3.51” is no length of time such as 35 (minutes), 1:30 (minutes and seconds), 90 s or 1:30:00",
                "row 4, “minutes”: “long” is no length of time such as 35 (minutes), 1:30 (minutes and seconds), 90 s or 1:30:00",
            ],
        ),
        (
            "category,at,amount\nr,2026-12-05 21:40,ten\nr,2026-12-05 21:40,0.005\nr,2026-12-05 21:40,\"1,00\"\nr,2026-12-05 21:40,999999999999",
            &[
                "row 2, “amount”: “ten” is not an amount such as 50 or 50.25",
                "row 3, “amount”: “0.005” is finer than a fen; round it to two digits",
                "row 4, “amount”: “1,00” is not an amount such as 50 or 50.25",
                "row 5, “amount”: “999999999999” is more than 100000000.00",
            ],
        ),
        (
            "category,at,order\nlate,2026-12-05 21:40,1.23457E+17",
            &[
                "row 2, “order”: “1.23457E+17” has lost its last digits, because Excel keeps 15 of a number; format the column as text and write it again",
            ],
        ),
        (
            "category,at,case\nlate,2026-12-05 21:40,first",
            &["row 2, “case”: “first” is not a whole number such as 35"],
        ),
        // Nothing in a message moves the cursor, and long cells are cut.
        (
            "category,at\nlate,\u{1b}[2J",
            &["row 2, “at”: “ [2J” is not a time such as 2026-12-05 21:40"],
        ),
        (
            "category,at\nlate,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            &[
                "row 2, “at”: “aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…” is not a time such as 2026-12-05 21:40",
            ],
        ),
        (
            "category,at\nlate,2026-12-05 21:40:61\nlate,2026-02-29 10:00",
            &[
                "row 2, “at”: “2026-12-05 21:40:61” is not a time such as 2026-12-05 21:40",
                "row 3, “at”: “2026-02-29 10:00” is not a time such as 2026-12-05 21:40",
            ],
        ),
    ];
    for (csv, wanted) in cases {
        let faults = events(&table(csv)).expect_err(csv);
        assert_eq!(told(&faults, Lang::En), wanted, "{csv}");
        // Both languages say as much.
        assert_eq!(told(&faults, Lang::Zh).len(), wanted.len());
    }
}

#[test]
fn clocks_that_are_put_forward_and_back_are_noticed() {
    let berlin = Zone::parse("Europe/Berlin").unwrap();
    let csv = "category,at\nlate,2026-03-29 02:30\nlate,2026-10-25 02:30";
    let faults = events_file::read(&table(csv), berlin).unwrap_err();
    assert_eq!(
        told(&faults, Lang::En),
        [
            "row 2, “at”: “2026-03-29 02:30” never was: the clocks were put forward over it",
            "row 3, “at”: “2026-10-25 02:30” came twice, because the clocks were put back; write it with its offset, such as 2026-10-25T02:30:00+01:00",
        ]
    );
    let csv = "category,at\nlate,2026-10-25T02:30:00+01:00";
    assert!(events_file::read(&table(csv), berlin).is_ok());
}

/// A table with one mistake of every kind that a cell can have, as a person sees it.
#[test]
fn a_bad_table_is_explained_in_both_languages() {
    let dir = golden::dir();
    for name in ["bad-cells", "bad-headings"] {
        let read = SheetFile::read(&dir.join(format!("{name}.csv"))).unwrap();
        let faults = events_file::read(&read, Zone::SHANGHAI).unwrap_err();
        for (lang, ending) in LANGUAGES {
            let words = sheet::whole("events.csv", &faults);
            let mut message = format!("{}\n", words.what.get(lang));
            for line in sheet::lines(&faults, 12) {
                message.push_str(&format!("  {}\n", line.get(lang)));
            }
            message.push_str(&format!(
                "{}\n{}\n",
                words.why.get(lang),
                words.fix.get(lang)
            ));
            golden(&format!("{name}.{ending}.txt"), message.as_bytes());
        }
    }
}

#[test]
fn files_that_are_no_table_are_refused() {
    let read = |bytes: &[u8]| SheetFile::of_bytes("events.xlsx", bytes.to_vec());
    let flaw = |bytes: &[u8]| match read(bytes).unwrap_err() {
        SheetFault::Workbook { flaw, .. } => Some(flaw),
        SheetFault::File(_) => None,
    };
    assert_eq!(
        flaw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        Some(WorkbookFlaw::Compound)
    );
    assert!(matches!(
        flaw(b"PK\x03\x04rubbish"),
        Some(WorkbookFlaw::Damaged { .. })
    ));
    assert!(flaw(b"<html></html>").is_none());
    assert!(flaw(b"c\0a\0t\0").is_none());
    for bytes in [
        &b"\xd0\xcf\x11\xe0"[..],
        b"PK\x03\x04rubbish",
        b"<html></html>",
    ] {
        let words = sheet::refused(&read(bytes).unwrap_err());
        for text in [&words.what, &words.why, &words.fix] {
            assert!(!text.en.is_empty() && !text.zh.is_empty());
        }
    }
    let open = SheetFile::of_bytes("events.csv", b"category,at\n\"late,2026-12-05".to_vec());
    let Err(SheetFault::File(fault)) = open else {
        panic!("a quotation mark without partner was read");
    };
    assert!(render(&fault, Lang::En, false).contains("has no partner"));
}

#[test]
fn the_chinese_code_page_is_read() {
    let text = "类别,时间,证据\n迟到,2026-12-05 09:40,聊天记录";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    let read = SheetFile::of_bytes("events.csv", bytes.into_owned()).unwrap();
    assert!(read.gb18030);
    assert_eq!(
        events(&read).unwrap(),
        ["2: -|迟到|2026-12-05 09:40|聊天记录|-|-|-|-|-|-"]
    );
}

#[test]
fn many_faults_are_all_there_and_the_printing_is_short() {
    let rows: String = (0..1000).map(|_| "late,never\n").collect();
    let faults = events(&table(&format!("category,at\n{rows}"))).unwrap_err();
    assert_eq!(faults.len(), 1000);
    assert_eq!(faults.last().map(|f| f.row), Some(1001));
    let lines = sheet::lines(&faults, sheet::SHOWN);
    assert_eq!(lines.len(), sheet::SHOWN + 1);
    assert_eq!(lines.last().map(|l| l.en.as_str()), Some("… and 980 more"));
}

#[test]
fn wages_are_read() {
    let csv = "姓名,应发工资,奖金,最低工资\n王芳,\"6,500\",500,\n李娜,4800.5,,2490\n赵磊,0,0,0";
    let read = wages_file::read(&table(csv)).unwrap();
    let shown: Vec<String> = read
        .iter()
        .map(|(person, w)| {
            let or = |fen: Option<paiban::ledger::money::Fen>| {
                fen.map_or("-".to_owned(), |f| f.to_string())
            };
            format!("{person} {} {} {}", w.wage, or(w.bonus), or(w.minimum))
        })
        .collect();
    assert_eq!(
        shown,
        [
            "李娜 4800.50 - 2490.00",
            "王芳 6500.00 500.00 -",
            "赵磊 0.00 0.00 0.00"
        ]
    );
}

#[test]
fn wages_that_cannot_be_are_refused() {
    let cases: [(&str, &[&str]); 4] = [
        (
            "person,wage\nA03,",
            &["row 2, “wage”: the cell is empty, and must not be"],
        ),
        (
            "person,wage,bonus\nA03,-1,0.001\n,5,\nA03,7000,",
            &[
                "row 2, “wage”: “-1” is less than nothing",
                "row 2, “bonus”: “0.001” is finer than a fen; round it to two digits",
                "row 3, “person”: the cell is empty, and must not be",
                "row 4, “person”: “A03” stands in row 2 already; keep one of the two rows",
            ],
        ),
        (
            "wage\n5",
            &["row 1: there is no column “person” (or “人员”)"],
        ),
        (
            "person,wages\nA03,5",
            &[
                "row 1: “wages” is not a heading that is known. Did you mean “wage”? Headings: person, wage, bonus, minimum",
            ],
        ),
    ];
    for (csv, wanted) in cases {
        let faults = wages_file::read(&table(csv)).unwrap_err();
        assert_eq!(told(&faults, Lang::En), wanted, "{csv}");
    }
}
