//! Words for lines of demand that cannot be meant.

use super::Words;
use super::near::quote;
use crate::text;

/// `night`: the team is closed on the days after.
pub fn closed_day(days: &str, night: bool) -> Words {
    let word = quote(days);
    if night {
        return Words::new(
            text!(
                "people are wanted after midnight of {word}, when the team is closed",
                "{word}午夜以后团队不上班，却写了人数需求"
            ),
            text!(
                "The hours after midnight belong to the next day, and every such day of the month is one of `closed` under [team].",
                "午夜以后属于次日，而本月的这些次日都列在 [team] 的 `closed` 里，没有人上班。"
            ),
            text!(
                "Let the stretch end at 24:00, or take the days after out of `closed`.",
                "让这一段到 24:00 为止，或把次日从 `closed` 里去掉。"
            ),
        );
    }
    Words::new(
        text!(
            "people are wanted on {word}, when the team is closed",
            "{word}团队不上班，却写了人数需求"
        ),
        text!(
            "Every day of the month that this section names is one of `closed` under [team], and nobody works there.",
            "这一节在本月涉及的每一天都列在 [team] 的 `closed` 里，没有人上班。"
        ),
        text!(
            "Delete the section, or take these days out of `closed`, where days may also be listed by date.",
            "请删掉这一节，或把这些日子从 `closed` 里去掉（`closed` 也可以逐日写日期）。"
        ),
    )
}

pub fn least_above_need(time: &str, least: u32, need: u32) -> Words {
    Words::new(
        text!(
            "`least` is {least} at {time}, and `need` only {need}",
            "{time} 的 `least` 是 {least}，`need` 只有 {need}"
        ),
        text!(
            "`need` is how many are wanted, and `least` how few are still allowed, so that `least` is no higher.",
            "`need` 是需要的人数，`least` 是最少也要有的人数，`least` 不应比 `need` 大。"
        ),
        text!(
            "Raise `need`, or lower `least`.",
            "请把 `need` 改大，或把 `least` 改小。"
        ),
    )
}

/// `numbers`: by the day itself, and by the stretch of the evening before.
pub fn said_twice(date: &str, time: &str, numbers: [u32; 2]) -> Words {
    let [day, night] = numbers;
    Words::new(
        text!(
            "{date} {time} has two numbers, {day} and {night}",
            "{date} {time} 有两个数字：{day} 和 {night}"
        ),
        text!(
            "This demand names the hours after midnight, and its stretch over midnight of the evening before reaches into them.",
            "这条需求写了午夜以后的时段，前一晚跨过午夜的一段又延伸到这里。"
        ),
        text!(
            "Let it say them once: end the stretch at 24:00, or take the hours after 00:00 out.",
            "只写一次：让那一段到 24:00 为止，或去掉 00:00 以后的时段。"
        ),
    )
}

pub fn add_alone() -> Words {
    Words::new(
        text!(
            "`add` stands beside other numbers",
            "`add` 和别的人数写在一起"
        ),
        text!(
            "`add` adds to the demand that holds on these days anyway; `need`, `least` and `most` replace it.",
            "`add` 是在这些日子原有需求之上另加，`need`、`least`、`most` 则是取代原有需求。"
        ),
        text!(
            "Write two sections [[demand]], one of them with `add` alone.",
            "请写成两节 [[demand]]，其中一节只写 `add`。"
        ),
    )
}

pub fn empty_column(heading: &str) -> Words {
    let word = quote(heading);
    Words::new(
        text!("nothing stands below {word}", "{word}这一列是空的"),
        text!(
            "The column of a date takes the place of the ordinary day, and nobody would be needed then.",
            "写了日期的一列会取代平日的需求，这天就不需要任何人了。"
        ),
        text!(
            "Write how many people are needed, 0 where nobody is, or delete the column.",
            "请写上需要的人数，不需要人的写 0；或删掉这一列。"
        ),
    )
}

pub fn day_word(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!("{word} names days already", "{word}本来就表示某些日子"),
        text!(
            "[dates] gives new names to days; words that mean days without it stay what they are.",
            "[dates] 是给日子起新名字；本来就表示日子的写法不能改作他用。"
        ),
        text!(
            "Choose another name, such as “双12”.",
            "请换一个名字，例如“双12”。"
        ),
    )
}

pub fn several_days(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!(
            "{word} stands for several entries of days",
            "{word}代表好几项日子"
        ),
        text!(
            "Here stands a day or one stretch of days, and not a list.",
            "这里只能写一天或一段日子，不能是一串。"
        ),
        text!(
            "Give the name one stretch, such as “11-01..11-11”, or write an entry for each of its days.",
            "请把名字写成一段，例如“11-01..11-11”，或分别写出其中每一项。"
        ),
    )
}
