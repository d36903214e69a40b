//! Words for calendars: which there are, and what is wrong with a team's own.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::domain::calendar::{CalendarError, DayKind};
use crate::text;
use crate::text::Text;
use chrono::Datelike;

pub fn unknown(name: &str, known: &[String], file: &str) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    let file = Text::same(quote(file));
    let line = |name| format!("holiday = [{{ name = \"{name}\", statutory = [\"01-01\"] }}]");
    let pasted = Text::new(line("New Year"), line("元旦"));
    Words::new(
        text!("there is no calendar {word}", "没有日历{word}"),
        both!(
            "It is none of those built in ({}), and there is no file {} beside the team file.",
            "内置日历（{}）里没有它，团队文件旁边也没有文件{}。",
            list,
            file
        ),
        both!(
            "{}Correct the name, or put your own calendar there, in the form of data/calendars/cn.toml; without the key it is “cn”. Or write calendar = \"none\", and your holidays above [team], as in {}.",
            "{}请改正名字，或把自己的日历放在那里，格式同 data/calendars/cn.toml；不写则为“cn”。也可以写 calendar = \"none\"，再在 [team] 上面写出节假日，如 {}。",
            guess,
            pasted
        ),
    )
}

pub fn flaw(flaw: &CalendarError) -> Words {
    let what = what(flaw);
    Words::new(
        what,
        text!(
            "The calendar decides which days are statutory holidays, days off and make-up workdays, so that every day must be clear.",
            "日历决定哪些天是法定节假日、休息日和调休上班日，每一天都必须明确。"
        ),
        fix(flaw),
    )
}

/// A team's own holiday.
pub fn own(flaw: &CalendarError) -> Words {
    use CalendarError as E;
    let fix = match flaw {
        E::DaylessHoliday { .. } => text!(
            "Write its days: `statutory` for those paid at 300 %, `rest` for other days off, `makeup` for weekend days that are worked; or delete it.",
            "写上日期：`statutory` 是三倍工资的法定节假日，`rest` 是其余放假的日子，`makeup` 是调休上班的周末；或删掉它。"
        ),
        E::NotDated { .. } => text!(
            "Write a date like \"2028-01-26\", a range like \"2028-01-26..2028-01-29\", or month and day of every year like \"10-10\".",
            "写日期“2028-01-26”、一段日期“2028-01-26..2028-01-29”，或每年的月-日“10-10”。"
        ),
        _ => self::fix(flaw),
    };
    Words::new(
        what(flaw),
        text!(
            "The days of `[[holiday]]` come before those of the calendar, so that each must be clear.",
            "`[[holiday]]` 里的日子优先于日历，每一天都必须明确。"
        ),
        fix,
    )
}

fn kind(kind: DayKind) -> Text {
    match kind {
        DayKind::Statutory => text!("statutory", "statutory（法定节假日）"),
        DayKind::Makeup => text!("makeup", "makeup（调休上班）"),
        DayKind::Rest => text!("rest", "rest（休息日）"),
        DayKind::Workday | DayKind::Weekend => text!("ordinary", "普通日"),
    }
}

fn what(flaw: &CalendarError) -> Text {
    use CalendarError as E;
    match flaw {
        E::Syntax { line, message } => text!("line {line}: {message}", "第 {line} 行：{message}"),
        E::UnnamedHoliday { holiday } => {
            let holiday = quote(holiday);
            text!(
                "the holiday {holiday} has no name in both languages",
                "节日{holiday}没有写全中英文名称"
            )
        }
        E::RepeatedYear { year } => text!("the year {year} stands twice", "{year} 年出现了两次"),
        E::Unsourced { year } => text!(
            "the year {year} does not say where its days come from",
            "{year} 年没有写明出处"
        ),
        E::UnknownHoliday { year, holiday } => {
            let holiday = quote(holiday);
            text!(
                "{year} has days of {holiday}, which has no name",
                "{year} 年用到了节日{holiday}，但没有它的名称"
            )
        }
        E::EmptyHoliday { year, holiday } => {
            let holiday = quote(holiday);
            text!(
                "{year} gives {holiday} no day",
                "{year} 年的{holiday}一天也没有"
            )
        }
        E::NotADate { value, .. } => {
            let value = quote(value);
            text!("{value} is not a plain date", "{value}不是日期")
        }
        E::WrongYear { year, date } => {
            text!(
                "{date} stands under the year {year}",
                "{date} 写在了 {year} 年里"
            )
        }
        E::RepeatedDate { date, .. } => text!("{date} stands there twice", "{date} 出现了两次"),
        E::ClashingDate { first, second, .. } => {
            let (a, b) = (kind(*first), kind(*second));
            both!(
                "the same day is both {} and {}",
                "同一天既是 {}，又是 {}",
                a,
                b
            )
        }
        E::MakeupOnWeekday { date } => text!(
            "{date} is a make-up workday, but is no Saturday or Sunday",
            "{date} 写成调休上班，但不是周六或周日"
        ),
        E::MakeupOnWorkday { date } => text!(
            "{date} is a make-up workday, but is worked anyway",
            "{date} 写成调休上班，但本来就是工作日"
        ),
        E::DaylessHoliday { holiday } => {
            let holiday = quote(holiday);
            text!(
                "the holiday {holiday} has no day",
                "节日{holiday}一天也没有"
            )
        }
        E::NotDated { value } => {
            let value = quote(value);
            text!("{value} is no date", "{value}不是日期")
        }
        E::NotYearly { holiday, value } => {
            let (holiday, value) = (quote(holiday), quote(value));
            text!(
                "{value} of {holiday} is no day of every year",
                "{holiday}的{value}不是每年的某一天"
            )
        }
        E::UnknownBase { name } => {
            let name = quote(name);
            text!(
                "there is no calendar {name} to build on",
                "没有可以沿用的日历{name}"
            )
        }
        E::Unannounced { date, .. } => {
            let year = date.year();
            text!(
                "{date} is no statutory day, but {year} is not announced",
                "{date} 不是法定节假日，而 {year} 年的放假安排写明尚未公布"
            )
        }
    }
}

fn fix(flaw: &CalendarError) -> Text {
    use CalendarError as E;
    match flaw {
        E::UnnamedHoliday { holiday } | E::UnknownHoliday { holiday, .. } => text!(
            "Write below [holiday]: {holiday} = {{ zh = \"…\", en = \"…\" }}.",
            "在 [holiday] 下写 {holiday} = {{ zh = \"…\", en = \"…\" }}。"
        ),
        E::Unsourced { .. } => text!(
            "Add `source = \"…\"` to the year.",
            "在这一年里加上 `source = \"…\"`。"
        ),
        E::EmptyHoliday { .. } => text!(
            "Write its days like `statutory = [2026-05-01]`, or delete its table.",
            "写上日期，例如 `statutory = [2026-05-01]`，或删掉这个表。"
        ),
        E::NotADate { .. } => text!(
            "Write it like 2026-05-01, without a time.",
            "写成 2026-05-01 这样，不带时刻。"
        ),
        E::NotYearly { .. } => text!(
            "Write month and day like \"05-01\".",
            "写成“05-01”这样的月-日。"
        ),
        E::UnknownBase { .. } => text!(
            "Write `base = \"cn\"`, or leave it out.",
            "写 `base = \"cn\"`，或去掉这一行。"
        ),
        E::Unannounced { .. } => text!(
            "Set `announced = true` for the year if its days off are known.",
            "若这一年的放假安排已公布，请写 `announced = true`。"
        ),
        E::MakeupOnWeekday { .. } | E::MakeupOnWorkday { .. } => text!(
            "Correct the date, or take it out: it is worked anyway.",
            "请改正日期，或删掉它：这天本来就上班。"
        ),
        _ => text!(
            "Correct it, or delete one of the two.",
            "请改正，或删掉其中一处。"
        ),
    }
}
