//! Words for roster files.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::input::header_date;
use crate::source::free::is_plain_leave;
use crate::text;
use chrono::{Days, NaiveDate};

pub fn empty() -> Words {
    Words::new(
        text!("the roster file is empty", "排班表是空的"),
        text!(
            "A roster has a first row of dates and one row for each person.",
            "排班表的第一行是日期，以下每人一行。"
        ),
        text!(
            "Check that it was saved, and that it is the right file.",
            "检查文件是否已保存，以及是否选对了文件。"
        ),
    )
}

pub fn no_rows() -> Words {
    Words::new(
        text!("the roster has no rows", "排班表里没有人员行"),
        text!("Below the dates nothing follows.", "日期行下面没有内容。"),
        text!(
            "Write one row for each person of the team.",
            "为团队的每个人写一行。"
        ),
    )
}

pub fn open_quote() -> Words {
    Words::new(
        text!("this quotation mark has no partner", "这个引号没有配对"),
        text!(
            "A cell that begins with a quotation mark must end with one, in a roster on the same line; otherwise the cells after it are swallowed.",
            "以引号开头的格子必须以引号结束（班表里须在同一行），否则后面的格子都会被吞掉。"
        ),
        text!(
            "Delete the mark, or write its partner; in a roster, delete a line break within the cell.",
            "删掉这个引号，或补上另一半；班表里请删掉格子里的换行。"
        ),
    )
}

pub fn no_header(first: &str) -> Words {
    let word = quote(first);
    if header_date(first, false).is_some() {
        return Words::new(
            text!("the first column has no heading", "第一列没有标题"),
            text!(
                "The first column holds the names; with a date above it every day would be shifted by one.",
                "第一列是姓名；如果它上面是日期，所有日期都会错开一列。"
            ),
            text!(
                "Insert a first cell “person” before the dates.",
                "在日期前面插入一格“姓名”。"
            ),
        );
    }
    let fix = if first.starts_with('[') || first.contains('=') {
        text!(
            "This looks like a team file: give the roster (.csv) here.",
            "这看起来是团队文件：这里应给出排班表（.csv）。"
        )
    } else if first.contains(['，', '；']) {
        text!(
            "Separate the cells with the plain comma “,”, not with the Chinese one.",
            "请用英文逗号“,”分隔格子，不要用中文逗号。"
        )
    } else {
        text!(
            "Delete rows above the dates, such as a title, and columns between names and dates; the first row reads “person,2026-12-01,2026-12-02,…”.",
            "删掉日期行上面的标题等行，以及姓名与日期之间的列；第一行应为“姓名,2026-12-01,2026-12-02,…”。"
        )
    };
    Words::new(
        text!(
            "the first row has no dates behind {word}",
            "第一行{word}之后没有日期"
        ),
        text!(
            "The dates say which day each column is; the first column holds the names.",
            "日期说明每一列是哪一天；第一列是姓名。"
        ),
        fix,
    )
}

pub fn bad_header_date(text: &str) -> Words {
    let word = quote(text);
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let serial = text
        .parse()
        .ok()
        .filter(|n| digits && (40_000..60_000).contains(n));
    let fix = match serial.and_then(excel_date) {
        Some(date) => text!(
            "It is Excel's number for {date}: format the row of dates as date and save again.",
            "这是 Excel 里 {date} 的数值：请把日期行的格式设为日期，再保存。"
        ),
        None => text!(
            "Write the date with its year, like “2026-12-05”, or say the month with --month; delete columns that are no days, such as totals.",
            "请写带年份的日期，例如“2026-12-05”，或用 --month 给出月份；不是日期的列（如合计）请删掉。"
        ),
    };
    Words::new(
        text!("{word} is not a date", "{word}不是日期"),
        text!(
            "Behind the first column every column of a roster is a day.",
            "排班表除第一列外，每一列都是一天。"
        ),
        fix,
    )
}

/// The date of a day number in Excel, which counts from the end of 1899.
fn excel_date(number: u64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number))
}

pub fn days_not_consecutive(before: &str, after: &str) -> Words {
    let what = if before == after {
        text!(
            "{after} stands here a second time",
            "{after} 在这里是第二次出现"
        )
    } else {
        text!("after {before} comes {after}", "{before} 之后是 {after}")
    };
    Words::new(
        what,
        text!(
            "The columns must be consecutive days; a missing or doubled one would shift all that follow.",
            "各列必须是连续的日期；缺一天或多一天，后面的都会错位。"
        ),
        text!(
            "Insert the missing columns, or delete the one that is too many.",
            "补上缺少的列，或删掉多余的列。"
        ),
    )
}

pub fn wrong_month(found: &str, wanted: &str) -> Words {
    Words::new(
        text!(
            "the roster is of {found}, not of {wanted}",
            "这是 {found} 的排班表，不是 {wanted} 的"
        ),
        text!(
            "You asked for {wanted}, and none of the file's dates lies in it.",
            "要求的月份是 {wanted}，文件里没有该月的日期。"
        ),
        text!(
            "Give the roster of {wanted}, or ask for the month {found}.",
            "请给出 {wanted} 的排班表，或把要求的月份改为 {found}。"
        ),
    )
}

pub fn not_a_month(first: &str, last: &str, missing: &[String]) -> Words {
    if missing.is_empty() {
        return Words::new(
            text!(
                "the roster has days outside of the month",
                "排班表里有本月以外的日期"
            ),
            text!(
                "It goes from {first} to {last}.",
                "它从 {first} 到 {last}。"
            ),
            text!(
                "Delete the columns of the other days.",
                "删掉其他日期的列。"
            ),
        );
    }
    let (days, count) = (list(missing), missing.len());
    Words::new(
        text!(
            "the roster lacks {count} days of the month",
            "排班表缺少本月的 {count} 天"
        ),
        both!(
            "It goes from {first} to {last}; missing are {}.",
            "它从 {first} 到 {last}，缺少 {}。",
            days
        ),
        text!(
            "Add the columns that are missing, with “-” for rest.",
            "补上缺少的列，休息写“-”。"
        ),
    )
}

pub fn nameless_row() -> Words {
    Words::new(
        text!("this row has no name", "这一行没有姓名"),
        text!(
            "The first cell of a row says whose it is.",
            "每行的第一格说明是谁的班。"
        ),
        text!(
            "Write the name there, or delete the row when it is nobody's (totals, weekdays).",
            "请在第一格写上姓名；如果不是某个人的班（合计行、星期行），请删掉这一行。"
        ),
    )
}

pub fn missing_people(missing: &[String]) -> Words {
    let names = list(missing);
    Words::new(
        both!("the roster has no row for {}", "排班表里没有 {}", names),
        text!(
            "Everybody who is in the team that month has a row, also without any shift.",
            "当月在职的每个人都要有一行，没有班也要有。"
        ),
        text!(
            "Add the row; for those who have left, write `left = \"…\"` in the team file.",
            "补上该行；已离职的人，请在团队文件里写 `left = \"…\"`。"
        ),
    )
}

pub fn row_length(person: &str, found: usize, wanted: usize) -> Words {
    let word = quote(person);
    Words::new(
        text!(
            "the row of {word} has {found} days instead of {wanted}",
            "{word}这一行有 {found} 天，应为 {wanted} 天"
        ),
        text!(
            "Every row has one cell for each date of the first row; otherwise it is not clear which shift is on which day.",
            "每行的格数要与第一行的日期数相同，否则无法确定哪个班在哪一天。"
        ),
        if found < wanted {
            text!(
                "Add the missing cells, with “-” for rest.",
                "补上缺少的格子，休息写“-”。"
            )
        } else {
            text!("Delete the cells that are too many.", "删掉多余的格子。")
        },
    )
}

pub fn leave_not_granted(code: &str, person: &str, date: &str) -> Words {
    let word = quote(code);
    // A word that says no more than that it is leave is no kind of it.
    let plain = is_plain_leave(code);
    let kind = if plain {
        String::new()
    } else {
        format!(", `kind = \"{code}\"`")
    };
    let zh_kind = kind.replace(", ", "、");
    Words::new(
        text!(
            "{person} has {word} on {date}, but no leave is granted",
            "{person} {date} 写的是{word}，但没有批准的请假"
        ),
        text!(
            "Leave is granted in the team file; taken for rest, the day would count as a day off.",
            "请假以团队文件为准；若当作休息，这天会算进休息天数。"
        ),
        text!(
            "Add to the team file: [[leave]], below it `person = \"{person}\"`, `from = {date}`{kind}, `state = \"granted\"`; or write rest in the cell.",
            "在团队文件里加一节 [[leave]]，写 `person = \"{person}\"`、`from = {date}`{zh_kind}、`state = \"granted\"`；或把这一格改成休息。"
        ),
    )
}

pub fn unknown_cell(code: &str, person: &str, date: &str, known: &[String]) -> Words {
    let (word, person) = (quote(code), quote(person));
    let (guess, list) = (guess(code, known), list(known));
    let fix = if code.starts_with(['=', '#']) {
        both!(
            "This is a formula of Excel or its error: replace formulas by their values. The shifts are {}; rest is empty or “-”.",
            "这是 Excel 的公式或公式错误：请把公式换成值。可用班次：{}；休息留空或写“-”。",
            list
        )
    } else {
        both!(
            "{}The shifts are {}; rest is empty or “-”. A shift that was abolished stays in the team file, with `until = DATE`; what a word of your own means can be said in `[words]` there.",
            "{}可用班次：{}；休息留空或写“-”。已取消的班次请留在团队文件里，写 `until = 日期`；自己的写法可以在其中的 `[words]` 里说明含义。",
            guess,
            list
        )
    };
    Words::new(
        text!(
            "{person} has the unknown shift {word} on {date}",
            "{person}在 {date} 的班次{word}无法识别"
        ),
        text!(
            "The team file has no such shift, or none at such a post.",
            "团队文件里没有这个班次，或没有这样的岗位。"
        ),
        fix,
    )
}
