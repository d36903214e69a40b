//! What a table was taken for, and what of it was left out, in words.

use crate::input::roster_sheet::{Left, Shape, Taken};
use crate::text;
use crate::text::{Fixed, Text};

/// Things of a kind that are named one by one.
const NAMED: usize = 8;

/// Characters of a text of the table that are repeated.
const LONG: usize = 24;

/// Rows or columns, as they are called where the table is as it stands and where days go down.
fn lines(turned: bool) -> (Fixed, Fixed) {
    let (row, column) = (("row", "行"), ("column", "列"));
    if turned { (column, row) } else { (row, column) }
}

/// The lines.
pub fn words(taken: &Taken) -> Vec<Text> {
    let mut words = Vec::new();
    if !taken.ours {
        words.push(place(taken));
    }
    let left = taken
        .left
        .iter()
        .filter(|left| !taken.ours || is_unusual(left));
    words.extend(left.map(|left| left_out(left, taken.turned)));
    if !taken.unread.is_empty() {
        let (en, zh) = (taken.unread.join(", "), taken.unread.join("、"));
        words.push(text!("not read: the sheets {en}", "没有读的工作表：{zh}"));
    }
    words
}

/// Whether something was not in the workbook when it was exported.
fn is_unusual(left: &Left) -> bool {
    !matches!(
        left,
        Left::Counts(_)
            | Left::Remarks(_)
            | Left::Columns(_)
            | Left::Weekdays(_)
            | Left::Empty { shift: None, .. }
    )
}

/// Where dates, names and people are.
fn place(taken: &Taken) -> Text {
    let file = taken.file.as_ref();
    let file = file.map_or(Text::default(), |file| text!("{file}: ", "{file}："));
    let sheets = if taken.sheets.is_empty() {
        file
    } else {
        let (en, zh) = (taken.sheets.join(", "), taken.sheets.join("、"));
        let (file, file_zh) = (file.en, file.zh);
        text!("{file}sheet {en}: ", "{file_zh}工作表 {zh}：")
    };
    let ((row, row_zh), (column, column_zh)) = lines(taken.turned);
    let (heads, heads_zh) = (taken.heads.join(", "), taken.heads.join("、"));
    let (names, names_zh) = (taken.names.join(", "), taken.names.join("、"));
    let (rows, people) = (&taken.rows, taken.people);
    let several = if rows.contains(['–', ',']) { "s" } else { "" };
    let persons = if people == 1 { "person" } else { "people" };
    let places = match taken.shape {
        Shape::Matrix => text!(
            "dates in {row} {heads}, names in {column} {names}, {people} {persons} in {row}{several} {rows}",
            "日期在第 {heads_zh} {row_zh}，姓名在第 {names_zh} {column_zh}，{people} 人在第 {rows} {row_zh}",
        ),
        Shape::NamesInCells => text!(
            "dates in {row} {heads}, shifts in {column} {names}, names of {people} {persons} in the cells of {row}{several} {rows}",
            "日期在第 {heads_zh} {row_zh}，班次在第 {names_zh} {column_zh}，{people} 人的姓名在第 {rows} {row_zh}的格子里",
        ),
        Shape::List => text!(
            "a list: dates in column {heads}, names in column {names}, rows {rows}",
            "清单：日期在第 {heads_zh} 列，姓名在第 {names_zh} 列，第 {rows} 行"
        ),
    };
    let (en, zh) = (
        format!("{}{}", sheets.en, places.en),
        format!("{}{}", sheets.zh, places.zh),
    );
    text!("read as {en}", "读法：{zh}")
}

fn left_out(left: &Left, turned: bool) -> Text {
    let ((row, row_zh), (column, column_zh)) = lines(turned);
    match left {
        Left::Counts(rows) => text!(
            "left out: counts in {row} {rows}",
            "略过：第 {rows} {row_zh}的统计",
        ),
        Left::Weekdays(rows) => text!(
            "weekdays in {row} {rows} agree with the dates",
            "第 {rows} {row_zh}的星期与日期相符",
        ),
        Left::Remarks(remarks) => {
            let named = named(remarks);
            text!(
                "left out: headings and remarks in {row} {named}",
                "略过：标题和说明，第 {named} {row_zh}",
            )
        }
        Left::Columns(columns) => {
            let named = named(columns);
            text!("left out: {column} {named}", "略过：第 {named} {column_zh}",)
        }
        Left::HiddenRows(rows) => text!("left out: hidden rows {rows}", "略过：隐藏的行 {rows}"),
        Left::HiddenColumns(columns) => {
            text!(
                "left out: hidden columns {columns}",
                "略过：隐藏的列 {columns}"
            )
        }
        Left::Beneath(cells) => {
            let cells = some(cells);
            text!(
                "left out: values beneath merged cells, which nobody sees, in {cells}",
                "略过：合并单元格下面看不见的值：{cells}"
            )
        }
        Left::Merged(areas) => {
            let areas = some(areas);
            text!(
                "merged cells count for every day that they cover: {areas}",
                "合并单元格覆盖的每一天都算：{areas}"
            )
        }
        Left::OtherDays { first, last, days } => {
            let number = text::many(*days as i64, "day");
            text!(
                "left out: {number} of other months, {first} to {last}",
                "略过：不在本月的 {days} 天，{first} 至 {last}"
            )
        }
        Left::Rows(rows) => {
            let rows = named(rows);
            text!(
                "rows of one person are put together: {row} {rows}",
                "同一个人的几行合并：第 {rows} {row_zh}"
            )
        }
        Left::SeveralColumns { heads, beside } => {
            let heads = some(heads);
            let left = if beside.is_empty() {
                Text::default()
            } else {
                let beside = some(beside);
                text!("; left out: {beside}", "；略过：{beside}")
            };
            let (left, left_zh) = (left.en, left.zh);
            text!(
                "each day has several {column}s: {heads}{left}",
                "每天有几{column_zh}：{heads}{left_zh}"
            )
        }
        Left::Both(texts) => {
            let texts: Vec<String> = (texts.iter())
                .map(|(text, code)| format!("{} = {code}", short(text)))
                .collect();
            let texts = some(&texts);
            text!(
                "two shifts a day are read as the shift that has the times of both: {texts}",
                "一天两班按同时包含两段时间的班次读取：{texts}"
            )
        }
        Left::Notes(names) => {
            let names = some(names);
            text!(
                "notes in brackets behind names are left out: {names}",
                "姓名后面括号里的说明已略过：{names}"
            )
        }
        Left::ByTimes(texts) => {
            let texts: Vec<String> = (texts.iter())
                .map(|(text, code)| format!("{} = {code}", short(text)))
                .collect();
            let texts = some(&texts);
            text!("read by their times: {texts}", "按时间识别：{texts}")
        }
        Left::Empty {
            cells,
            shift: Some(code),
            ..
        } => text!(
            "{cells} empty cells are read as {code}",
            "{cells} 个空格按 {code} 读取"
        ),
        Left::Empty { cells, marked, .. } => {
            let marked = if *marked {
                text!(
                    ", although others say so (`--empty CODE` where they mean a shift)",
                    "，尽管别的格子写明了休息（如果空格表示上班，用 `--empty 班次代码`）"
                )
            } else {
                Text::default()
            };
            let (en, zh) = (marked.en, marked.zh);
            text!(
                "{cells} empty cells are read as rest{en}",
                "{cells} 个空格按休息读取{zh}"
            )
        }
        Left::Year(year) => text!(
            "the dates have no year; taken for {year}",
            "日期没有写年份，按 {year} 年读取"
        ),
    }
}

/// Places with what stands there.
fn named(all: &[(String, String)]) -> String {
    let one = |(place, text): &(String, String)| {
        if text.is_empty() {
            return place.clone();
        }
        format!("{place} ({})", short(text))
    };
    some(&all.iter().map(one).collect::<Vec<_>>())
}

/// The first few, and how many there are besides.
fn some(all: &[String]) -> String {
    let shown: Vec<String> = all.iter().take(NAMED).map(|text| short(text)).collect();
    let rest = all.len().saturating_sub(NAMED);
    let more = if rest > 0 {
        format!(" … +{rest}")
    } else {
        String::new()
    };
    shown.join(", ") + &more
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(LONG).collect();
    if text.chars().nth(LONG).is_some() {
        short.push('…');
    }
    short
}
