//! Words for tables of events and wages: one line a fault, and what to do about the whole.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::input::sheet_file::{RowFault, RowFaultKind, SheetFault, WorkbookFlaw};
use crate::ledger::moment::MomentError;
use crate::ledger::money::{Fen, MoneyError};
use crate::text;
use crate::text::Text;

/// Faults that are listed one by one where a table has more.
pub const SHOWN: usize = 20;

/// A fault in one line: where, what, and what it should be.
pub fn words(fault: &RowFault) -> Text {
    let (place, what) = (place(fault), what(fault));
    both!("{}{}", "{}{}", place, what)
}

/// The first faults of a table, a line each, and how many there are besides.
pub fn lines(faults: &[RowFault], most: usize) -> Vec<Text> {
    let mut lines: Vec<Text> = faults.iter().take(most).map(words).collect();
    let rest = faults.len().saturating_sub(most);
    if rest > 0 {
        lines.push(text!("… and {rest} more", "……另有 {rest} 处"));
    }
    lines
}

/// A table with faults as a whole.
pub fn whole(file: &str, faults: &[RowFault]) -> Words {
    use RowFaultKind as K;
    let file = quote(&visible(file));
    let heading = |f: &RowFault| {
        matches!(
            f.kind,
            K::UnknownHeading { .. }
                | K::DuplicateHeading { .. }
                | K::NoHeading
                | K::MissingHeading { .. }
        )
    };
    let count = faults.len();
    let places = crate::text::many(count as i64, "mistake");
    let what = text!(
        "{file} has {places}, and nothing of it was taken",
        "{file}有 {count} 处错误，没有采用其中任何内容"
    );
    let why = text!(
        "A table is taken as a whole or not at all, so that nobody has to find out which rows are in.",
        "表格要么整体采用，要么完全不采用，以免还要去查哪些行已经进来。"
    );
    let fix = if faults
        .iter()
        .any(|f| matches!(f.kind, K::EmptyTable | K::NoRows))
    {
        text!(
            "Check that it was saved, that it is the right file, and that the first sheet is the one that is meant.",
            "请检查文件是否已保存、是否选对了文件，以及要读的是不是第一张工作表。"
        )
    } else if faults.iter().any(heading) {
        text!(
            "The first row must hold the headings and nothing else: delete titles above it, and columns that are not meant for here.",
            "第一行只能是列标题：请删掉上面的大标题，以及这里用不到的列。"
        )
    } else {
        text!(
            "Correct the cells that are listed, and give the file again.",
            "请改正所列的单元格，再重新给出文件。"
        )
    };
    Words::new(what, why, fix)
}

/// A file that is no table at all.
pub fn refused(fault: &SheetFault) -> Words {
    let (file, flaw) = match fault {
        SheetFault::File(fault) => return super::words(fault),
        SheetFault::Workbook { file, flaw } => (quote(&visible(file)), flaw),
    };
    let what = text!("{file} cannot be read", "{file}无法读取");
    match flaw {
        WorkbookFlaw::Compound => Words::new(
            what,
            text!(
                "It is a workbook in the older format (.xls), or one that is protected by a password.",
                "它是旧格式的工作簿（.xls），或者设有打开密码。"
            ),
            text!(
                "Open it in Excel, choose “Save as” and the type “Excel Workbook (*.xlsx)”, without a password, and give that file.",
                "请用 Excel 打开，选择“另存为”，类型选“Excel 工作簿（*.xlsx）”，不设密码，再给出那个文件。"
            ),
        ),
        WorkbookFlaw::OpenDocument => Words::new(
            what,
            text!(
                "It is an OpenDocument spreadsheet (.ods), which is not read here.",
                "它是 OpenDocument 表格（.ods），这里不能读取。"
            ),
            text!(
                "Open it in LibreOffice, Excel or WPS, choose “Save as” and the type “Excel Workbook (*.xlsx)”, and give that file.",
                "请用 WPS、Excel 或 LibreOffice 打开，选择“另存为”，类型选“Excel 工作簿（*.xlsx）”，再给出那个文件。"
            ),
        ),
        WorkbookFlaw::Damaged { detail } => {
            let detail = visible(detail);
            Words::new(
                what,
                text!(
                    "It looks like an Excel workbook (.xlsx) and is not one, or it is damaged: {detail}.",
                    "它看起来像 Excel 工作簿（.xlsx），却不是，或者已经损坏：{detail}。"
                ),
                text!(
                    "Open it in Excel and save it again as “Excel Workbook (*.xlsx)” or “CSV UTF-8”.",
                    "请用 Excel 打开，重新存为“Excel 工作簿（*.xlsx）”或“CSV UTF-8”。"
                ),
            )
        }
    }
}

/// Which sheet of a workbook was read, where there are others.
pub fn unread(sheet: &str, others: &[String]) -> Text {
    let sheet = quote(&visible(sheet));
    let others: Vec<String> = others.iter().map(|name| visible(name)).collect();
    let others = list(&others);
    both!(
        "Only the sheet {sheet} was read, and not {}.",
        "只读取了工作表{sheet}，没有读取{}。",
        others
    )
}

/// Nothing in a cell may move the cursor or begin a line.
fn visible(text: &str) -> String {
    let safe = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(safe).collect()
}

/// `Row 4, “time”: ` and the like.
fn place(fault: &RowFault) -> Text {
    let row = fault.row;
    let column = quote(&visible(&fault.column));
    match (row, fault.column.is_empty(), &fault.kind) {
        (0, ..) => Text::default(),
        (_, true, _) => text!("row {row}: ", "第 {row} 行："),
        (_, _, RowFaultKind::NoHeading) => {
            text!("row {row}, column {column}: ", "第 {row} 行，{column}列：")
        }
        // The heading is the cell.
        (_, _, RowFaultKind::UnknownHeading { .. } | RowFaultKind::DuplicateHeading { .. }) => {
            text!("row {row}: ", "第 {row} 行：")
        }
        _ => text!("row {row}, {column}: ", "第 {row} 行，{column}："),
    }
}

fn what(fault: &RowFault) -> Text {
    use RowFaultKind as K;
    let cell = quote(&visible(&fault.cell));
    match &fault.kind {
        K::EmptyTable => text!("the table is empty", "表格是空的"),
        K::NoRows => text!("nothing stands below the headings", "列标题下面没有内容"),
        K::UnknownHeading { names, known } => unknown_heading(&fault.cell, names, known),
        K::DuplicateHeading { first } => {
            let first = quote(&visible(first));
            text!(
                "the heading {cell} means the same as {first}; keep one of the two columns",
                "列标题{cell}与{first}是一个意思，请只保留其中一列"
            )
        }
        K::NoTimes => text!(
            "no row near the top has a heading for dates or times, such as date, time, 日期 or 时间",
            "开头几行里没有日期或时间的列标题，例如 日期、时间、date、time"
        ),
        K::NoHeading => text!(
            "{cell} has no heading above it; write one, or delete the column",
            "{cell}上面没有列标题；请写上，或删掉这一列"
        ),
        K::MissingHeading { name } => {
            let (en, zh) = (quote(&name.en), quote(&name.zh));
            text!(
                "there is no column {en} (or {zh})",
                "缺少{zh}列（或写作{en}）"
            )
        }
        other => cell_fault(&cell, other),
    }
}

fn unknown_heading(cell: &str, names: &[Text], known: &[String]) -> Text {
    let (word, guess) = (quote(&visible(cell)), guess(cell, known));
    let en: Vec<&str> = names.iter().map(|n| n.en.as_str()).collect();
    let zh: Vec<&str> = names.iter().map(|n| n.zh.as_str()).collect();
    let names = Text::new(en.join(", "), zh.join("、"));
    both!(
        "{word} is not a heading that is known. {}Headings: {}",
        "列标题{word}无法识别。{}可用的列标题：{}",
        guess,
        names
    )
}

fn cell_fault(cell: &str, kind: &RowFaultKind) -> Text {
    use RowFaultKind as K;
    match kind {
        K::Empty => text!(
            "the cell is empty, and must not be",
            "单元格是空的，这里必须填写"
        ),
        K::FormulaError => text!(
            "{cell} is a formula that has failed; correct it, or write the value",
            "{cell}是出错的公式；请改正公式，或直接写值"
        ),
        K::NotCalculated => text!(
            "the cell holds a formula that was never calculated; open the file in Excel and save it",
            "单元格里的公式还没有计算过；请用 Excel 打开文件并保存"
        ),
        K::Rounded => text!(
            "{cell} has lost its last digits, because Excel keeps 15 of a number; format the column as text and write it again",
            "{cell}的末几位已经丢失，因为 Excel 的数字只保留 15 位；请把这一列设为文本格式后重写"
        ),
        K::ATime => text!(
            "{cell} is a date or a time to Excel, and none is wanted here; format the column as text and write it again",
            "{cell}在 Excel 里是日期或时间，这里要的不是；请把这一列设为文本格式后重写"
        ),
        K::NotTook => text!(
            "{cell} is no length of time such as 35 (minutes), 1:30 (minutes and seconds), 90 s or 1:30:00",
            "{cell}不是 35（分钟）、1:30（分:秒）、90秒、1:30:00 这样的时长"
        ),
        K::NotWhole => text!(
            "{cell} is not a whole number such as 35",
            "{cell}不是 35 这样的整数"
        ),
        K::Money(error) => money(cell, *error),
        K::OtherNumber { first } => text!(
            "{cell} is another number than that of row {first}, which is of the same time; keep one of the two rows",
            "{cell}与第 {first} 行同一时间的数字不同，请只保留一行"
        ),
        K::DayAndTimes => text!(
            "{cell} is the number of a whole day, of which other rows have times; leave out one of the two",
            "{cell}是整天的数字，而另有行写了当天的时段；请只保留一种"
        ),
        K::Negative => text!("{cell} is less than nothing", "{cell}小于零"),
        K::Double { first } => text!(
            "{cell} stands in row {first} already; keep one of the two rows",
            "{cell}在第 {first} 行已经出现过，请只保留一行"
        ),
        other => time(cell, other),
    }
}

fn time(cell: &str, kind: &RowFaultKind) -> Text {
    use RowFaultKind as K;
    match kind {
        K::NotADate => text!(
            "{cell} is not a date such as 2026-12-05",
            "{cell}不是 2026-12-05 这样的日期"
        ),
        K::NotAClock => text!(
            "{cell} is not a time of day such as 21:40",
            "{cell}不是 21:40 这样的时刻"
        ),
        K::NoClock => text!(
            "{cell} has no time of day; write it like 2026-12-05 21:40",
            "{cell}没有时刻；请写成 2026-12-05 21:40"
        ),
        K::NoDate => text!(
            "{cell} has no date; write it like 2026-12-05 21:40",
            "{cell}没有日期；请写成 2026-12-05 21:40"
        ),
        K::SerialNumber { meant } => text!(
            "{cell} is perhaps Excel's number for {meant}; format the column as date and save the file again",
            "{cell}可能是 Excel 里 {meant} 的数值；请把这一列设为日期格式，再重新保存"
        ),
        K::DatesDiffer { found, wanted } => text!(
            "{cell} is of {found}, and the column of dates has {wanted}; correct one of them",
            "{cell}是 {found} 的，日期列却是 {wanted}；请改正其中一个"
        ),
        K::Moment(MomentError::Skipped) => text!(
            "{cell} never was: the clocks were put forward over it",
            "{cell}并不存在：当天的钟在此拨快了"
        ),
        K::Moment(MomentError::Twice) => text!(
            "{cell} came twice, because the clocks were put back; write it with its offset, such as 2026-10-25T02:30:00+01:00",
            "{cell}当天出现过两次，因为钟拨慢了；请带上时差，写成 2026-10-25T02:30:00+01:00"
        ),
        _ => text!(
            "{cell} is not a time such as 2026-12-05 21:40",
            "{cell}不是 2026-12-05 21:40 这样的时间"
        ),
    }
}

fn money(cell: &str, error: MoneyError) -> Text {
    match error {
        MoneyError::Form => text!(
            "{cell} is not an amount such as 50 or 50.25",
            "{cell}不是 50 或 50.25 这样的金额"
        ),
        MoneyError::TooFine => text!(
            "{cell} is finer than a fen; round it to two digits",
            "{cell}比分还小；请取到两位小数"
        ),
        MoneyError::TooLarge => {
            let most = Fen::MOST;
            text!("{cell} is more than {most}", "{cell}超过 {most}")
        }
    }
}
