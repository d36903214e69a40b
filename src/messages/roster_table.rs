//! Words for tables that should hold a month's roster.

use super::near::{guess, list, quote};
use super::{Words, both, roster_leave};
use crate::input::RosterFlaw;
use crate::text;
use crate::text::Text;
use chrono::{Datelike, NaiveDate, Weekday};

/// What is wrong with a table of a roster.
pub fn flaw(flaw: &RosterFlaw) -> Words {
    use RosterFlaw as F;
    match flaw {
        F::NoDates { weekday } => no_dates(weekday.as_deref()),
        F::NoSheet { name, known } => no_sheet(name, known),
        F::OtherMonth { text, wanted } => other_month(text, wanted),
        F::Weekday { text, date } => weekday(text, *date),
        F::DayZero => day_zero(),
        F::NoSuchDay { text, month } => no_such_day(text, month),
        F::Undated => undated(),
        F::SeveralColumns { columns, heads } => several_columns(*columns, heads),
        F::MissingDays {
            first,
            last,
            missing,
        } => missing_days(*first, *last, missing),
        F::NoRow { person, days } => no_row(person, days),
        F::TwoShifts {
            person,
            date,
            cells: [first, second],
            other,
        } => two_shifts(person, *date, first, second, other),
        F::Empty {
            empty,
            free,
            shifts,
        } => empty_cells(*empty, *free, *shifts),
        F::EmptyMeans { text, known } => empty_means(text, known),
        F::SheetsDiffer {
            sheets: [first, second],
            cells,
        } => sheets_differ(first, second, *cells),
        F::NameAndId {
            said: [name, id],
            owner,
        } => name_and_id(name, id, owner),
        F::SeveralPeople { name, ids } => several_people(name, ids),
        F::LeadingZero {
            text,
            meant,
            person,
        } => leading_zero(text, meant, person.as_deref()),
        F::TimesDiffer { text, code, times } => times_differ(text, code, times),
        F::NoShiftAt { text, known } => no_shift_at(text, known),
        F::SeveralShifts { text, codes } => several_shifts(text, codes),
        F::Leaves { leaves } => roster_leave::ungranted(leaves),
    }
}

fn no_dates(weekday: Option<&str>) -> Words {
    let why = match weekday.map(quote) {
        Some(head) => text!(
            "Its heads name weekdays ({head}) and no dates: that is a week's pattern, which could be any week's.",
            "表头只有星期（{head}），没有日期：这是一周的样式，不知道是哪一周。"
        ),
        None => text!(
            "Neither a row nor a column has two days that follow each other, with names before or above them.",
            "没有哪一行或哪一列是连续的日期，且前面（或上面）有姓名。"
        ),
    };
    Words::new(
        text!("no dates are found in the table", "表里找不到日期"),
        why,
        text!(
            "Write the days over the columns (1, 2, 3 … or 2026-12-01 …), a row a person, names before them; and check that it is the right file and sheet.",
            "在各列上方写日期（1、2、3……或 2026-12-01……），每人一行，姓名在前；并确认文件和工作表没有选错。"
        ),
    )
}

fn no_sheet(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!("there is no sheet {word}", "没有工作表{word}"),
        text!(
            "Hidden and empty sheets are not read.",
            "隐藏的和空的工作表不读。"
        ),
        both!("{}The sheets are {}.", "{}可读的工作表：{}。", guess, list),
    )
}

fn other_month(text: &str, wanted: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!(
            "the table is of another month: {word}",
            "这张表是别的月份的：{word}"
        ),
        text!(
            "You asked for {wanted}, and the days alone do not say which month they belong to.",
            "要读的是 {wanted}，而只写几号看不出是哪个月。"
        ),
        text!(
            "Ask for its month with --month, name another sheet with --sheet, or correct the title.",
            "用 --month 给出它的月份，用 --sheet 指定另一张工作表，或改正标题。"
        ),
    )
}

const WEEKDAYS: [(&str, &str); 7] = [
    ("Monday", "周一"),
    ("Tuesday", "周二"),
    ("Wednesday", "周三"),
    ("Thursday", "周四"),
    ("Friday", "周五"),
    ("Saturday", "周六"),
    ("Sunday", "周日"),
];

fn weekday_name(weekday: Weekday) -> Text {
    let place = weekday.num_days_from_monday() as usize;
    let (en, zh) = WEEKDAYS[place];
    Text::new(en, zh)
}

fn weekday(text: &str, date: NaiveDate) -> Words {
    let (word, real) = (quote(text), weekday_name(date.weekday()));
    let (en, zh) = (&real.en, &real.zh);
    Words::new(
        text!(
            "{word} stands at {date}, which is a {en}",
            "{date} 处写的是{word}，而这天是{zh}"
        ),
        text!(
            "Either the month is another one, or the weekdays were left over from another month; both would put shifts on wrong days.",
            "要么月份不对，要么星期是从别的月份留下的；无论哪种，班次都会错位。"
        ),
        text!(
            "Check the month, then correct the weekdays or ask for the right month with --month.",
            "请核对月份，再改正星期，或用 --month 给出正确的月份。"
        ),
    )
}

fn day_zero() -> Words {
    Words::new(
        text!("the days are numbered from 0", "日期是从 0 开始编号的"),
        text!(
            "There is no day 0: whether it is the first of the month or the last of the month before, the table does not say.",
            "没有 0 号：表里没有说明它是本月 1 号，还是上月最后一天。"
        ),
        text!(
            "Number the days from 1, or write dates; delete the column 0 if it is no day.",
            "请从 1 开始编号，或写日期；如果 0 这一列不是一天，请删掉。"
        ),
    )
}

fn no_such_day(text: &str, month: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!(
            "{month} has no day {word}, yet there is a shift in its column",
            "{month} 没有{word}这一天，但这一列里有班次"
        ),
        text!(
            "The table may be of another month, or its last column was left over.",
            "这张表可能是别的月份的，或最后一列是以前留下的。"
        ),
        text!(
            "Ask for the right month with --month, or empty the column.",
            "用 --month 给出正确的月份，或清空这一列。"
        ),
    )
}

fn undated() -> Words {
    Words::new(
        text!(
            "a column without a date has entries",
            "这一列没有日期，却有内容"
        ),
        text!(
            "It stands beside or between the days, and nothing over it says which day it is or what else.",
            "它夹在日期之间或紧挨着日期，上面没有写是哪一天或别的什么。"
        ),
        text!(
            "Write its date or a heading over it, or empty it.",
            "请在它上面写上日期或标题，或清空这一列。"
        ),
    )
}

fn several_columns(columns: usize, heads: &[String]) -> Words {
    let heads = list(heads);
    let what = if heads.en.is_empty() {
        text!("each day has {columns} columns", "每天有 {columns} 列")
    } else {
        both!("each day has several columns: {}", "每天有几列：{}", heads)
    };
    Words::new(
        what,
        text!(
            "What each of them says about the day the heads do not tell.",
            "从标题看不出每一列说的是什么。"
        ),
        text!(
            "Head the columns of each day alike, in one row below the dates: with shifts (code, name, or a word that `[words]` of the team file explains), with “start” and “end”, or with “上午” and “下午”; or put a day into one column, such as “09:00-17:30”.",
            "请在日期下面一行里给每天的各列写上相同的标题：班次（代码、名称，或团队文件 `[words]` 里说明过的写法）、“上班”和“下班”，或“上午”和“下午”；也可以把一天的内容合成一列，例如“09:00-17:30”。"
        ),
    )
}

fn missing_days(first: NaiveDate, last: NaiveDate, missing: &[String]) -> Words {
    let (days, count) = (list(missing), missing.len());
    let number = text::many(count as i64, "day");
    Words::new(
        text!(
            "the table lacks {number} of the month",
            "表里缺少本月的 {count} 天"
        ),
        both!(
            "Its days go from {first} to {last}; missing are {}. Whether people rest on them it does not say.",
            "它从 {first} 到 {last}，缺少 {}。这些天是否休息，表里没有说。",
            days
        ),
        text!(
            "Add the missing days: in the same rows, as a second block below, or on another sheet of the workbook.",
            "请补上缺少的日期：接在同一行后面、在下面另起一块，或放在工作簿的另一张工作表里。"
        ),
    )
}

fn no_row(person: &str, days: &[String]) -> Words {
    let (person, days) = (quote(person), list(days));
    Words::new(
        both!(
            "{person} has no row for {}",
            "{person}没有以下日期的行：{}",
            days
        ),
        text!(
            "The days are in a part of the table, or in a file, that has the others' rows; whether {person} rests then it does not say.",
            "这些日期所在的部分或文件里只有别人的行；{person}那几天是否休息，表里没有说。"
        ),
        text!(
            "Add the row there, with “-” for rest; or write `joined` or `left` in the team file.",
            "请在那里补上该行，休息写“-”；或在团队文件里写 `joined`、`left`。"
        ),
    )
}

fn two_shifts(person: &str, date: NaiveDate, first: &str, second: &str, other: &str) -> Words {
    // One of two tables may leave the day empty.
    let said = |text: &str| match text {
        "" => text!("nothing", "空格"),
        _ => Text::same(quote(text)),
    };
    let (person, first, second) = (quote(person), said(first), said(second));
    Words::new(
        both!(
            "{person} has two entries on {date}: {} in {other}, and {} here",
            "{person}在 {date} 有两项：{other} 是{}，这里是{}",
            first,
            second
        ),
        text!(
            "Somebody has one shift a day; which of the two counts the table does not say, and no single shift has the times of both.",
            "每人每天只有一个班；以哪个为准，表里没有说，也没有哪一个班次同时包含两者的时间。"
        ),
        text!(
            "Delete one of the two; or, where both are worked, write one shift with the times of both into the team file.",
            "请删掉其中一项；如果两个班都上，请在团队文件里写一个同时包含两段时间的班次。"
        ),
    )
}

fn empty_cells(empty: usize, free: usize, shifts: usize) -> Words {
    Words::new(
        text!(
            "{empty} empty cells may mean work or rest",
            "{empty} 个空格可能表示上班，也可能表示休息"
        ),
        text!(
            "{free} cells say rest or leave and {shifts} a shift: it looks as if only absences were marked.",
            "写休息或请假的有 {free} 格，写班次的有 {shifts} 格：看起来只标了不上班的日子。"
        ),
        text!(
            "Say what an empty cell means: `--empty CODE` with a shift's code, or `--empty rest`.",
            "请说明空格的意思：`--empty 班次代码`，或 `--empty 休`。"
        ),
    )
}

fn empty_means(text: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(text), guess(text, known), list(known));
    Words::new(
        text!("an empty cell cannot mean {word}", "空格不能表示{word}"),
        text!(
            "It means rest or one shift of the team file.",
            "空格表示休息，或团队文件里的一个班次。"
        ),
        both!(
            "{}Give `rest` or one of {}.",
            "{}请给出“休”或以下之一：{}。",
            guess,
            list
        ),
    )
}

fn sheets_differ(first: &str, second: &str, cells: usize) -> Words {
    let (one, two) = (quote(first), quote(second));
    Words::new(
        text!(
            "two sheets hold a roster of the month and differ in {cells} cells: {one} and {two}",
            "两张工作表都是本月的班表，有 {cells} 格不同：{one}和{two}"
        ),
        text!(
            "Which of them counts the workbook does not say.",
            "以哪张为准，工作簿里没有说。"
        ),
        text!(
            "Name the one that counts: `--sheet {first}`.",
            "请指定以哪张为准：`--sheet {first}`。"
        ),
    )
}

fn name_and_id(name: &str, id: &str, owner: &str) -> Words {
    let (name, id, owner) = (quote(name), quote(id), quote(owner));
    Words::new(
        text!(
            "the row says {name} and the number {id}, which is {owner}'s",
            "这一行写的是{name}，工号{id}却是{owner}的"
        ),
        text!("Whose row it is cannot be said.", "无法确定这是谁的班。"),
        text!(
            "Correct the name or the number in the table or in the team file.",
            "请在表里或团队文件里改正姓名或工号。"
        ),
    )
}

fn several_people(name: &str, ids: &[String]) -> Words {
    let (word, ids) = (quote(name), list(ids));
    Words::new(
        text!("several people are called {word}", "有几个人都叫{word}"),
        both!("They are {}.", "他们的工号是 {}。", ids),
        text!(
            "Write the id in place of the name, or into a column headed “id”.",
            "请用工号代替姓名，或加一列“工号”。"
        ),
    )
}

fn leading_zero(text: &str, meant: &str, person: Option<&str>) -> Words {
    let (word, meant) = (quote(text), quote(meant));
    let what = match person.map(quote) {
        Some(person) => text!(
            "nobody has the number {word}; {meant} is {person}",
            "没有工号{word}；{meant}是{person}"
        ),
        None => text!(
            "there is no shift {word}; there is {meant}",
            "没有班次{word}；有{meant}"
        ),
    };
    Words::new(
        what,
        text!(
            "Excel takes the zeros from the front of what it takes for a number.",
            "Excel 会把看作数字的内容前面的 0 去掉。"
        ),
        text!(
            "Format the column as text and write {meant}.",
            "请把这一列的格式设为文本，再写{meant}。"
        ),
    )
}

fn times_differ(text: &str, code: &str, times: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!(
            "{word} has other times than the shift {code} in the team file",
            "{word}的时间与团队文件里的班次 {code} 不同"
        ),
        text!("There it is {times}.", "那里是 {times}。"),
        text!(
            "Correct one of the two, or add a shift with these times to the team file.",
            "请改正其中一处，或在团队文件里加一个这样的班次。"
        ),
    )
}

fn no_shift_at(text: &str, known: &[String]) -> Words {
    let (word, list) = (quote(text), list(known));
    Words::new(
        text!("no shift has the times {word}", "没有时间为{word}的班次"),
        both!("The shifts are {}.", "现有班次：{}。", list),
        text!(
            "Correct the times, or add a shift with them to the team file.",
            "请改正时间，或在团队文件里加一个这样的班次。"
        ),
    )
}

fn several_shifts(text: &str, codes: &[String]) -> Words {
    let (word, codes) = (quote(text), list(codes));
    Words::new(
        text!("{word} fits several shifts", "{word}可以是几个班次"),
        both!("They are {}.", "它们是 {}。", codes),
        text!("Write the code.", "请写班次代码。"),
    )
}
