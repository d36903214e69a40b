//! Words for values: dates, times, numbers, weights, wishes.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::domain::time::{DAY, TimeError, hours};
use crate::input::{day_words, header_date};
use crate::text;

pub fn bad_date(text: &str) -> Words {
    let word = quote(text);
    let shaped = text.len() == 10 && text.bytes().filter(|b| *b == b'-').count() == 2;
    if shaped {
        return Words::new(
            text!("there is no day {word}", "没有{word}这一天"),
            text!("The calendar has no such day.", "日历上没有这一天。"),
            text!("Correct the month or the day.", "请改正月份或日期。"),
        );
    }
    let fix = match header_date(text, false) {
        Some(date) => text!("Write “{date}”.", "写成“{date}”。"),
        None => text!(
            "Write year, month and day like “2026-12-05”.",
            "按“2026-12-05”的格式写年、月、日。"
        ),
    };
    Words::new(
        text!("{word} is not a date", "{word}不是日期"),
        text!(
            "Dates are written in one way only, so that month and day are never mixed up.",
            "日期只有一种写法，以免月和日混淆。"
        ),
        fix,
    )
}

pub fn bad_day(text: &str) -> Words {
    let known: Vec<String> = day_words().into_iter().map(str::to_owned).collect();
    let (word, guess) = (quote(text), guess(text, &known));
    let lower = text.to_lowercase();
    let fix = match lower.as_str() {
        "weekend" | "weekends" | "周末" | "双休日" => text!(
            "For Saturdays and Sundays write “sat” and “sun” as two entries; for all days off by the calendar “restday”.",
            "周六周日请分写“周六”“周日”两项；日历上的所有休息日写“休息日”。"
        ),
        _ if text.contains("..") => text!(
            "A stretch goes from date to date (“2026-12-05..2026-12-09”); weekdays are listed one by one (“mon”, “tue”), or “workday” and “restday” stand for them.",
            "一段日期要写成“2026-12-05..2026-12-09”；星期请逐个列出（“周一”、“周二”），或写“工作日”“休息日”。"
        ),
        _ => both!(
            "{}Write a date (“2026-12-05”), several (“2026-12-05..2026-12-09”), a date of every year (“12-31”), a weekday (“mon”), “workday”, “restday”, “holiday”, “all”, or a name that [dates] gives to days.",
            "{}可写日期（“2026-12-05”）、一段日期（“2026-12-05..2026-12-09”）、每年的某天（“12-31”）、星期（“周一”）、“工作日”“休息日”“节假日”“每天”，或 [dates] 里起的名字。",
            guess
        ),
    };
    Words::new(
        text!("{word} does not name any day", "{word}不表示任何日期"),
        text!(
            "Here stands a day, a stretch of days or a kind of day.",
            "这里要写某一天、一段日期或一类日期。"
        ),
        fix,
    )
}

pub fn backward_range(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} ends before it begins", "{word}的结束早于开始"),
        text!(
            "The first date is later than the second.",
            "前一个日期晚于后一个日期。"
        ),
        text!(
            "Exchange the two dates, or correct one.",
            "交换两个日期，或改正其中一个。"
        ),
    )
}

pub fn bad_time(text: &str, error: &TimeError) -> Words {
    let word = quote(text);
    let title = text!("{word} is not a stretch of time", "{word}不是时段");
    let form = text!(
        "Write begin and end like “09:00-17:30”.",
        "按“09:00-17:30”的格式写开始和结束时间。"
    );
    let late = text.trim_start().starts_with("24");
    match error {
        TimeError::Form | TimeError::SpanForm => Words::new(
            title,
            text!(
                "It has two clock times with hours and minutes, joined by “-”.",
                "时段由“-”连接两个时刻，时和分都要写。"
            ),
            form,
        ),
        TimeError::Range => Words::new(
            title,
            text!(
                "There is no such time on a clock.",
                "钟表上没有这样的时刻。"
            ),
            text!(
                "Minutes go to 59, and what ends after midnight is written like “22:00-06:00” or “22:00-30:00”.",
                "分钟最大到 59；跨过午夜的时段写成“22:00-06:00”或“22:00-30:00”。"
            ),
        ),
        TimeError::Long => Words::new(
            title,
            text!("It is longer than a day.", "它超过了一天。"),
            text!(
                "Correct one of the two times; what ends on the next day is written like “22:00-06:00” or “22:00-30:00”.",
                "请改正其中一个时刻；次日结束的时段写成“22:00-06:00”或“22:00-30:00”。"
            ),
        ),
        TimeError::Empty if late => Words::new(
            title,
            text!(
                "24:00 is the end of a day and begins nothing.",
                "24:00 是一天的结束，不能作为开始。"
            ),
            text!(
                "Let it begin at 00:00, on the next day.",
                "请从次日的 00:00 开始写。"
            ),
        ),
        TimeError::Empty => Words::new(
            title,
            text!(
                "It begins and ends at the same time.",
                "开始和结束是同一时刻。"
            ),
            text!(
                "Correct one of the two; a whole day is “00:00-24:00”.",
                "请改正其中一个；全天写“00:00-24:00”。"
            ),
        ),
    }
}

pub fn overlap(a: &str, b: &str) -> Words {
    Words::new(
        text!("{a} and {b} overlap", "{a} 与 {b} 重叠"),
        text!(
            "The minutes that both have would count twice, or two numbers would hold for them.",
            "重叠的时间会被算两次，或同时有两个数字。"
        ),
        text!(
            "Let one end where the other begins.",
            "让前一段结束的时刻就是后一段开始的时刻。"
        ),
    )
}

pub fn break_outside(gap: &str) -> Words {
    let word = quote(gap);
    Words::new(
        text!(
            "the break {word} lies outside of the shift",
            "休息{word}不在班次时间内"
        ),
        text!(
            "A break must lie wholly within one part of the shift's time.",
            "休息必须完整落在班次的某一段时间里。"
        ),
        text!(
            "Correct the break, or the times of the shift.",
            "请改正休息时间或班次时间。"
        ),
    )
}

pub fn shift_length(minutes: i32) -> Words {
    if minutes <= 0 {
        return Words::new(
            text!("this shift has no working time", "这个班次没有工作时间"),
            text!(
                "`time` is empty, or the breaks take all of it away.",
                "`time` 是空的，或者休息占去了全部时间。"
            ),
            text!(
                "Write its times like [\"09:00-17:30\"].",
                "写上时间，例如 [\"09:00-17:30\"]。"
            ),
        );
    }
    let (long, day) = (hours(minutes.into()), hours(DAY.into()));
    Words::new(
        text!("this shift lasts {long} hours", "这个班次长达 {long} 小时"),
        text!(
            "From its first to its last minute a shift has at most {day} hours; a part that begins before the one in front of it lies on the next day.",
            "班次从头到尾最多 {day} 小时；某一段的开始早于前一段时，会被当成次日。"
        ),
        text!(
            "Write the parts in the order of time, and split what is longer.",
            "各段按先后顺序书写，过长的请拆开。"
        ),
    )
}

pub fn not_half_hour(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!(
            "{word} does not begin and end on the half hour",
            "{word}不是整点或半点"
        ),
        text!("Demand is counted by half-hours.", "需求按半小时计算。"),
        text!(
            "Round it to times such as 09:00 or 09:30.",
            "请取整到 09:00 或 09:30 这样的时刻。"
        ),
    )
}

pub fn out_of_range(value: &str, least: &str, most: &str) -> Words {
    let value = quote(value);
    Words::new(
        text!("{value} is out of range", "{value}超出范围"),
        text!(
            "The number must lie from {least} to {most}.",
            "数字必须在 {least} 到 {most} 之间。"
        ),
        text!("Correct the number.", "请改正这个数字。"),
    )
}

pub fn impossible_bounds(low: &str, high: &str) -> Words {
    Words::new(
        text!(
            "at least {low} and at most {high} cannot both hold",
            "至少 {low} 与至多 {high} 无法同时满足"
        ),
        text!("The least is more than the most.", "下限大于上限。"),
        text!(
            "Exchange the two numbers, or correct one.",
            "交换两个数字，或改正其中一个。"
        ),
    )
}

pub fn bad_weight(text: &str) -> Words {
    let known = ["hard", "warn", "off"].map(str::to_owned);
    let (word, guess) = (quote(text), guess(text, &known));
    if (0..=1_000_000).contains(&text.parse().unwrap_or(-1)) {
        return Words::new(
            text!("{word} is not a weight", "{word}不是权重"),
            text!("Points are a number, not a text.", "分值是数字，不是文字。"),
            text!(
                "Write {text} without quotation marks.",
                "写 {text}，不加引号。"
            ),
        );
    }
    Words::new(
        text!("{word} is not a weight", "{word}不是权重"),
        text!(
            "A weight is a price in whole points, or a word in quotation marks.",
            "权重是整数分值，或加引号的词。"
        ),
        both!(
            "{}Write points from 0 to 1000000, or for a whole rule “hard” (never broken), “warn” (only reported) or “off”; for a part of a rule points or “hard”, for a wish points.",
            "{}请写 0 到 1000000 的分值；整条规则还可写“hard”（绝不违反）、“warn”（只提示）或“off”（关闭）；规则的一部分写分值或“hard”，愿望只写分值。",
            guess
        ),
    )
}

pub fn bad_wish(text: &str, known: &[String]) -> Words {
    let code = text.strip_prefix("not ").unwrap_or(text);
    let (word, guess, list) = (quote(text), guess(code, known), list(known));
    Words::new(
        text!("{word} is not a wish", "{word}不是可以表达的愿望"),
        text!(
            "One can wish for rest, for work, for a shift, or not to have a shift.",
            "可以希望休息、上班、上某个班次，或不上某个班次。"
        ),
        both!(
            "{}Write “off”, “work”, a shift ({}), or “not ” and a shift.",
            "{}可写“休”“上班”、某个班次（{}），或“not ”加班次。",
            guess,
            list
        ),
    )
}

pub fn bad_step(text: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(text), guess(text, known), list(known));
    Words::new(
        text!("{word} is not a kind of day", "{word}不是一种日子"),
        text!(
            "Where days follow each other, each is a shift, a group of shifts, or rest.",
            "写几天相连的情形时，每一天是某个班次、某类班次或休息。"
        ),
        both!(
            "{}Write a shift ({}), “night”, “day”, “work” or “rest”; “not ” before it for all others, “ or ” between two, “?” for any day.",
            "{}可写某个班次（{}）、“night”（夜班）、“day”（日班）、“上班”或“休”；前面加“非”表示其他各种，两种之间写“或”，“?”表示任意一天。",
            guess,
            list
        ),
    )
}

pub fn left_before_joined(joined: &str, left: &str) -> Words {
    Words::new(
        text!(
            "the last day {left} is before the first, {joined}",
            "离职日 {left} 早于入职日 {joined}"
        ),
        text!(
            "The person would never be in the team.",
            "这样此人从未在职。"
        ),
        text!("Correct `joined` or `left`.", "请改正 `joined` 或 `left`。"),
    )
}

pub fn bad_color(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} is not a colour", "{word}不是颜色"),
        text!(
            "Colours are written as # and six digits, as on web pages.",
            "颜色写成 # 加六位十六进制数字，与网页相同。"
        ),
        text!(
            "Write one like “#4e79a7”, or leave `color` out.",
            "写成“#4e79a7”这样，或去掉 `color`。"
        ),
    )
}

pub fn tail_without_date() -> Words {
    Words::new(
        text!(
            "the days before the month have no date",
            "上月末的班次没有日期"
        ),
        text!(
            "`tail` lists what the person did last, and nothing says on which day it ends.",
            "`tail` 列出此人最近几天的班，但没有说明到哪一天为止。"
        ),
        text!(
            "Write the section [history] with `ends = \"2026-11-30\"`: the date of the last entry.",
            "写一节 [history]，其中写 `ends = \"2026-11-30\"`，即最后一项的日期。"
        ),
    )
}
