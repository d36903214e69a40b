//! Words for tables of people and demand beside a team file.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::text;

pub fn empty() -> Words {
    Words::new(
        text!("there is nothing in this table", "这个表格里没有内容"),
        text!(
            "A table has a row of headings and rows below it.",
            "表格要有一行表头和下面的各行。"
        ),
        text!(
            "Check that it was saved and is the right file, or take its name out of [team].",
            "请检查是否已保存、是否选对了文件，或从 [team] 中去掉它的文件名。"
        ),
    )
}

pub fn unknown_column(heading: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(heading), guess(heading, known), list(known));
    let what = match heading {
        "" => text!("a cell without a heading above it", "这一格上面没有表头"),
        _ => text!("there is no column {word}", "没有{word}这一列"),
    };
    Words::new(
        what,
        text!(
            "What is not understood would silently have no effect, so it is refused.",
            "无法识别的内容会悄悄地不起作用，所以不接受。"
        ),
        both!(
            "{}The columns are {}. Correct the heading, or delete the column.",
            "{}可用的列：{}。请改正表头，或删掉这一列。",
            guess,
            list
        ),
    )
}

pub fn missing_column(heading: &str) -> Words {
    match heading {
        "time" => Words::new(
            text!("the time is missing here", "这里缺少时段"),
            text!(
                "Each row of a table of demand is a stretch of the day.",
                "需求表的每一行是一天中的一个时段。"
            ),
            text!(
                "Write into the first column, below “time”, a stretch like 09:00-12:00 or a beginning like 09:00.",
                "在第一列（表头“时段”）写 09:00-12:00 这样的时段，或 09:00 这样的开始时间。"
            ),
        ),
        _ => Words::new(
            text!("there is no column of names", "没有姓名这一列"),
            text!(
                "Each row of a table of people is a person, who must have a name.",
                "人员表每行一个人，必须有姓名。"
            ),
            text!(
                "Write “name” above the column of names.",
                "请在姓名那一列的表头写“姓名”。"
            ),
        ),
    }
}

pub fn bad_count(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} is not a number of people", "{word}不是人数"),
        text!(
            "The cells of a table of demand hold whole numbers of people, or nothing.",
            "需求表的格子里写整数人数，或留空。"
        ),
        text!(
            "Write a whole number, or clear the cell if nobody is needed.",
            "请写整数；不需要人就清空这一格。"
        ),
    )
}

pub fn in_both_files(person: &str, key: &str) -> Words {
    Words::new(
        text!(
            "{person} is in the table of people, and `{key}` is said here too",
            "{person} 已在人员表里，这里又写了 `{key}`"
        ),
        text!(
            "What a person is, the table says; of two statements nobody could tell which counts.",
            "人员的基本情况以人员表为准，两处都写就分不清以哪处为准。"
        ),
        text!(
            "Write it into the table and delete it here; `pinned`, `wishes`, `unavailable`, `tail` and `carried` may stand here.",
            "请写进人员表并在此处删掉；这里可以写 `pinned`、`wishes`、`unavailable`、`tail` 和 `carried`。"
        ),
    )
}
