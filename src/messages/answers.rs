//! Words for questions about a published roster that cannot be answered as they were asked.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::domain::time::Month;
use crate::input::{ROSTER_FILE, month_folder};
use crate::text;
use crate::text::Text;
use chrono::NaiveDate;
use std::path::Path;

/// From a date to a date, or one.
pub fn dates(from: NaiveDate, to: NaiveDate) -> Text {
    if from == to {
        return Text::same(from.to_string());
    }
    text!("{from} to {to}", "{from} 至 {to}")
}

/// `known`: ids and names; `shown`: the same, a text for each person.
pub fn unknown_person(name: &str, known: &[String], shown: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(shown));
    Words::new(
        text!("nobody is called {word}", "没有人叫{word}"),
        text!(
            "The team file has no such id or name.",
            "团队文件里没有这个工号或姓名。"
        ),
        both!(
            "{}The team is {}. Correct the name.",
            "{}团队成员：{}。请改正名字。",
            guess,
            list
        ),
    )
}

pub fn unknown_leave_kind(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!("there is no kind of leave {word}", "没有假别{word}"),
        text!(
            "It is none of the usual ones, and no section [[leave-kind]] of the team file has this code or name.",
            "它不是常用的假别，团队文件里也没有哪一节 [[leave-kind]] 用这个代号或名称。"
        ),
        both!(
            "{}The kinds of leave are {}. Correct the word, or write a section [[leave-kind]] for it.",
            "{}现有假别：{}。请改正，或为它写一节 [[leave-kind]]。",
            guess,
            list
        ),
    )
}

pub fn same_person(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!("{word} cannot swap with themselves", "{word}不能和自己换班"),
        text!(
            "--person and --with name the same person.",
            "--person 和 --with 是同一个人。"
        ),
        text!(
            "Name the colleague with --with.",
            "请用 --with 写出换班的同事。"
        ),
    )
}

pub fn not_a_date(option: &str, value: &str) -> Words {
    let word = quote(value);
    Words::new(
        text!("{word} is not a date", "{word}不是日期"),
        text!(
            "--{option} takes a day of the calendar.",
            "--{option} 后面要写日历上的某一天。"
        ),
        text!(
            "Write year, month and day, as in --{option} 2026-12-08.",
            "写年-月-日，如 --{option} 2026-12-08。"
        ),
    )
}

pub fn backward(from: NaiveDate, to: NaiveDate) -> Words {
    Words::new(
        text!("{to} comes before {from}", "{to} 早于 {from}"),
        text!(
            "The last day comes before the first.",
            "请假的最后一天在第一天之前。"
        ),
        text!(
            "Exchange the two dates, or correct one of them.",
            "把两个日期对调，或改正其中一个。"
        ),
    )
}

pub fn too_long(days: i64, most: i64) -> Words {
    Words::new(
        text!("a leave of {days} days is too long", "请假 {days} 天太长了"),
        text!(
            "More than {most} days are probably a slip: look at the year.",
            "超过 {most} 天多半是写错了，请看看年份。"
        ),
        text!("Correct --from or --to.", "请改正 --from 或 --to。"),
    )
}

/// `ledger`: whether there is a ledger.
pub fn nothing_published(team: &Path, month: Month, ledger: bool) -> Words {
    let file = month_folder(team.parent().unwrap_or(Path::new("")), month).join(ROSTER_FILE);
    let (team, file) = (team.display(), file.display());
    let why = if ledger {
        text!(
            "The ledger has no roster of that month, and there is no {file}: there is nothing that could change.",
            "台账里没有该月的班表，也没有 {file}，没有班表可改。"
        )
    } else {
        text!(
            "There is no ledger beside the team file, and no {file}: there is nothing that could change.",
            "团队文件旁没有台账，也没有 {file}，没有班表可改。"
        )
    };
    Words::new(
        text!(
            "no roster of {month} is published",
            "{month} 的班表还没有发布"
        ),
        why,
        text!(
            "Make one and publish it: `paiban roster {team} --month {month}`, then `paiban publish {team} {file}`; or name a file with --roster. Leave in a month without a roster goes into the team file as [[leave]].",
            "先排班再发布：paiban roster {team} --month {month}，然后 paiban publish {team} {file}；或用 --roster 指定班表文件。还没排班的月份，请假直接写进团队文件的 [[leave]]。"
        ),
    )
}

pub fn over(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Words {
    let days = dates(from, to);
    Words::new(
        both!("{} is over", "{} 已经过去", days),
        text!(
            "Today is {today}. The roster of days that are over does not change any more.",
            "今天是 {today}，过去的班表不再改动。"
        ),
        text!(
            "Give days from today on; --today DATE says which day that is. What really happened is recorded in the ledger.",
            "请写今天或以后的日期（今天算哪天，可用 --today 指定）。实际发生的事记入台账。"
        ),
    )
}

pub fn overlap(name: &str, from: NaiveDate, to: NaiveDate) -> Words {
    let (word, days) = (quote(name), dates(from, to));
    Words::new(
        both!(
            "{word} has been granted leave on {} already",
            "{word}在 {} 已有批准的请假",
            days
        ),
        text!(
            "A [[leave]] of the team file has some of these days already; each day is granted once.",
            "这些日子里有几天已写在团队文件的 [[leave]] 里；同一天只批准一次。"
        ),
        text!(
            "Ask for the days besides, or change that section and then use `paiban change`.",
            "只申请其余的日期；或先改那一节 [[leave]]，再用 paiban change。"
        ),
    )
}

pub fn not_in_team(
    name: &str,
    joined: Option<NaiveDate>,
    left: Option<NaiveDate>,
    day: NaiveDate,
) -> Words {
    let word = quote(name);
    let why = match (joined, left) {
        (Some(joined), _) if day < joined => text!(
            "The first day in the team is {joined}.",
            "入职日期是 {joined}。"
        ),
        (_, Some(left)) => text!("The last day in the team is {left}.", "离职日期是 {left}。"),
        _ => text!(
            "The team file does not have the person then.",
            "按团队文件，此人那天不在职。"
        ),
    };
    Words::new(
        text!(
            "{word} is not in the team on {day}",
            "{word} {day} 不在团队里"
        ),
        why,
        text!(
            "Correct the day, or `joined` and `left` in the team file.",
            "请改正日期，或团队文件里的 joined、left。"
        ),
    )
}

pub fn unknown_shift(name: &str, person: &str, date: NaiveDate, known: &[String]) -> Words {
    let (word, who, list) = (quote(name), quote(person), list(known));
    Words::new(
        text!(
            "the roster has {word} for {who} on {date}, and the team file has no such shift",
            "班表里{who} {date} 是{word}，而团队文件里没有这个班次"
        ),
        text!(
            "The shift was renamed or removed after the roster was made.",
            "排班之后，这个班次改了代号或被删掉了。"
        ),
        both!(
            "The shifts are {}. Put the shift back into the team file; one that was abolished stays there with its last day, `until = DATE`.",
            "现有班次：{}。请把这个班次写回团队文件；已取消的班次也留着，写上最后一天 `until = 日期`。",
            list
        ),
    )
}

/// `--repeat` with a roster that does not come before the month.
pub fn not_before(found: Month, wanted: Month) -> Words {
    Words::new(
        text!(
            "the roster of {found} does not come before {wanted}",
            "{found} 的班表不早于 {wanted}"
        ),
        text!(
            "A month goes on with the pattern of an earlier one.",
            "只能沿用更早月份的排班规律。"
        ),
        text!(
            "Give an earlier roster with --repeat=FILE, or a later --month.",
            "请用 --repeat=文件 给出更早的班表，或把 --month 改为以后的月份。"
        ),
    )
}

/// `--repeat` without a roster of the month before.
pub fn nothing_to_repeat(before: Month, month: Month) -> Words {
    Words::new(
        text!(
            "there is no roster of {before} to go on with",
            "没有 {before} 的班表可以沿用"
        ),
        text!(
            "The pattern of {month} is that of the month before: published in the ledger beside the team file, or saved as {before}/ROSTER.csv.",
            "{month} 沿用上个月的规律：读团队文件旁台账中发布的班表，或 {before}/ROSTER.csv。"
        ),
        text!(
            "Name an earlier roster with --repeat=FILE, or leave --repeat out for a new roster.",
            "用 --repeat=文件 指定更早的班表；或不写 --repeat，重新排班。"
        ),
    )
}

pub fn nobody_in_common(month: Month) -> Words {
    Words::new(
        text!(
            "nobody of the roster of {month} is in the team",
            "{month} 班表里的人，团队里一个也没有"
        ),
        text!(
            "Its rows have other names and ids than the sections [[person]] of the team file: it is the roster of another team, or everybody has been renamed.",
            "班表各行的姓名、工号与团队文件的 [[person]] 都对不上：这是别的团队的班表，或者所有人都改了名。"
        ),
        text!(
            "Give the roster of this team, or the team file that belongs to it; whoever was renamed gets `was = [\"the old name\"]` in the team file.",
            "请给出本团队的班表，或与这份班表对应的团队文件；改过名的人在团队文件里写 `was = [\"旧名\"]`。"
        ),
    )
}

pub fn changed_meanwhile() -> Words {
    Words::new(
        text!(
            "the team file has changed meanwhile",
            "团队文件刚刚被改动了"
        ),
        text!(
            "Somebody has saved it since this command read it; what the answer rests on may no longer be so.",
            "查询期间有人保存过它，答复的依据可能已经变了。"
        ),
        text!(
            "Nothing was written. Ask again.",
            "没有写入任何内容。请再问一次。"
        ),
    )
}

pub fn superseded(month: Month, found: u32) -> Words {
    Words::new(
        text!(
            "version {found} of {month} was published meanwhile",
            "{month} 刚刚发布了第 {found} 版"
        ),
        text!(
            "The answer rests on the version before; publishing it would undo what changed in between.",
            "答复依据的是之前的版本，照此发布会抹掉中间的改动。"
        ),
        text!(
            "Nothing was written. Ask again.",
            "没有写入任何内容。请再问一次。"
        ),
    )
}

pub fn cannot_append(reason: &Text, block: &str) -> Words {
    let shown = Text::same(block.trim().replace('\n', "; "));
    Words::new(
        text!(
            "the leave cannot be added at the end of the team file",
            "请假无法加到团队文件末尾"
        ),
        both!(
            "With it the file could no longer be read: {}. A list `leave = […]` cannot be continued by [[leave]].",
            "加上之后文件就读不出来了：{}。写成 leave = […] 的列表不能再用 [[leave]] 续写。",
            reason
        ),
        both!(
            "Nothing was written. Add it by hand ({}), then `paiban change TEAM.toml --month … --publish`.",
            "没有写入任何内容。请手工加入（{}），再用 paiban change TEAM.toml --month … --publish。",
            shown
        ),
    )
}

pub fn two_months(day: NaiveDate, back: NaiveDate) -> Words {
    Words::new(
        text!(
            "{day} and {back} lie in two months",
            "{day} 和 {back} 不在同一个月"
        ),
        text!(
            "A swap changes the roster of one month.",
            "一次换班只改一个月的班表。"
        ),
        text!(
            "Swap once in each month: two commands, without --day-back.",
            "每个月各换一次：分两条命令，不写 --day-back。"
        ),
    )
}

pub fn bad_pin(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!(
            "{word} does not say who has what when",
            "{word}没有写清谁、哪天、什么班"
        ),
        text!(
            "A cell is fixed by a person, a date and a code.",
            "固定一格要写人员、日期和班次代号。"
        ),
        text!(
            "Write --pin A03=2026-12-08=D, with - for a day off.",
            "写成 --pin A03=2026-12-08=D，休息写 -。"
        ),
    )
}

pub fn bad_absent(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!(
            "{word} does not say who is away when",
            "{word}没有写清谁、哪几天不在"
        ),
        text!(
            "An absence is a person and a date, or two dates.",
            "缺勤要写人员和日期，或起止日期。"
        ),
        text!(
            "Write --absent A03=2026-12-08 or --absent A03=2026-12-08..2026-12-10.",
            "写成 --absent A03=2026-12-08 或 --absent A03=2026-12-08..2026-12-10。"
        ),
    )
}

pub fn pin_code(code: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(code), guess(code, known), list(known));
    Words::new(
        text!("there is no shift {word}", "没有班次{word}"),
        text!(
            "No [[shift]] of the team file has this code.",
            "团队文件的 [[shift]] 里没有这个代号。"
        ),
        both!(
            "{}The shifts are {}; “-” is a day off.",
            "{}现有班次：{}；休息写“-”。",
            guess,
            list
        ),
    )
}

pub fn outside(day: NaiveDate, month: Month) -> Words {
    Words::new(
        text!("{day} does not lie in {month}", "{day} 不在 {month}"),
        text!(
            "The question is about the roster of that month.",
            "这里只看该月的班表。"
        ),
        text!(
            "Correct the day, or ask with another --month.",
            "请改正日期，或换一个 --month。"
        ),
    )
}

pub fn only_a_thought() -> Words {
    Words::new(
        text!(
            "what --pin and --absent say is not published",
            "--pin、--absent 只是设想，不能发布"
        ),
        text!(
            "The team file does not know of it: its next roster would not keep it, and `paiban check` would not look for it.",
            "团队文件里没有写：下次排班不会照办，paiban check 也不会检查。"
        ),
        text!(
            "Write it into the team file (`pinned`, `unavailable`, [[leave]]) and use --publish without them; for leave there is `paiban leave --grant`.",
            "请写进团队文件（pinned、unavailable、[[leave]]），再单用 --publish；请假可用 paiban leave --grant。"
        ),
    )
}
