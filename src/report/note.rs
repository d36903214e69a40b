//! What is worth knowing and no reason to stop, in words.

use super::Page;
use super::taken;
use crate::app::Note;
use crate::domain::time::Span;
use crate::domain::{Problem, Uncovered};
use crate::input::{Dropped, Idle, Lacks};
use crate::ledger::took::Took;
use crate::messages::near::{nearest, quote};
use crate::messages::sheet;
use crate::render::summary;
use crate::text;
use crate::text::{Lang, Text, many};
use serde_json::{Value, json};

/// Rows of a table that are named.
const FIRST_ROWS: usize = 3;

/// Characters that are named when the font lacks them.
const NAMED: usize = 20;

/// Says what the calendar does not know of a month, on the side.
pub fn calendar(page: &mut Page, problem: &Problem) {
    if let Some(note) = summary::calendar(problem) {
        page.note(&note);
    }
}

/// Names that fit nobody, each with the one that may be meant.
pub fn guessed(names: &[String], team: &[String]) -> Vec<Text> {
    let one = |name: &String| {
        let word = quote(name);
        match nearest(name, team).map(quote) {
            Some(near) => text!("{word} (perhaps {near})", "{word}（可能是{near}）"),
            None => Text::same(word),
        }
    };
    names.iter().map(one).collect()
}

/// That people are needed when no shift is there.
fn no_shift(gaps: &[Uncovered]) -> Text {
    let one = |gap: &Uncovered| {
        let Text { en, zh } = gap.span.words();
        let (days, on) = (gap.days, gap.first);
        let all = many(i64::try_from(days).unwrap_or(i64::MAX), "day");
        let (of, of_zh) = gap.skill.as_ref().map_or_else(Default::default, |skill| {
            (format!(" ({})", skill.en), format!("（{}）", skill.zh))
        });
        match days {
            1 => text!("{en}{of} on {on}", "{on} {zh}{of_zh}"),
            _ => text!(
                "{en}{of} on {all} from {on} on",
                "{zh}{of_zh}（{on} 起共 {days} 天）"
            ),
        }
    };
    let Text { en, zh } = Text::list(&gaps.iter().map(one).collect::<Vec<_>>());
    text!(
        "no shift covers {en}, when people are needed: change the times of a shift, or of the demand",
        "没有班次覆盖 {zh}，却需要人：请调整班次的时间，或需求的时段"
    )
}

/// That the line of a date drops hours of the ordinary day.
fn left_out(dropped: &Dropped) -> Text {
    let (days, on) = (quote(&dropped.days), dropped.first);
    let spans: Vec<Text> = dropped.spans.iter().map(|span| span.words()).collect();
    let Text { en, zh } = Text::list(&spans);
    text!(
        "the [[demand]] of {days} replaces the ordinary day, and names nothing at {en}, when that needs people: nobody is needed then on {on}. `add` instead of `need` adds to the ordinary day; a number of 0 says that nobody is meant",
        "{days}的 [[demand]] 会取代平日的需求，但没有写 {zh}，平日这些时段需要人，{on} 就不需要人了。想在平日之上加人，请把 `need` 改成 `add`；确实不需要人，请写 0"
    )
}

/// That a word of the team file names nobody, or no shift.
fn names_nobody(idle: &Idle) -> Text {
    let Idle {
        file,
        line,
        section,
        word,
        lacks,
    } = idle;
    let word = quote(word);
    match lacks {
        Lacks::People => text!(
            "{file}:{line}: nobody of the month has the skill {word}, so that it does nothing in {section}; write it into the `skills` of whoever has it, or delete it here",
            "{file}:{line}：本月没有人有技能{word}，它在 {section} 里不起作用；请写进有此技能者的 `skills`，或从这里删掉"
        ),
        Lacks::Shifts => text!(
            "{file}:{line}: no shift is {word}, so that it does nothing in {section}; name shifts by their codes, mark them with `night = true`, or delete it here",
            "{file}:{line}：没有班次属于{word}，它在 {section} 里不起作用；请写班次代码，给班次加 `night = true`，或从这里删掉"
        ),
        Lacks::Rest => text!(
            "{file}:{line}: `except` leaves nobody of `who`, so that {section} is for nobody; shorten `except`, or delete the rule",
            "{file}:{line}：`except` 把 `who` 里的人全部排除了，{section} 不适用于任何人；请缩短 `except`，或删掉这条规则"
        ),
    }
}

/// Codes of an earlier roster that nothing explains.
pub fn unknown_shifts(file: &str, codes: &[String]) -> Text {
    let (list, list_zh) = (codes.join(", "), codes.join("、"));
    text!(
        "{file} has shifts that team.toml has not: {list}. They count as work of the usual length at an unknown time, so that rest before and after them is not judged. A shift that was abolished stays in team.toml, with `until = DATE` in its [[shift]]",
        "{file} 里有团队文件没有的班次：{list_zh}。按通常长度的班计，时间不明，因此不判断它前后的休息。已取消的班次请留在团队文件里，在它的 [[shift]] 中写 `until = 日期`"
    )
}

/// The words of a note, with its label.
pub fn words(note: &Note) -> Text {
    let Text { en, zh } = what(note);
    text!("note: {en}", "提示：{zh}")
}

/// Notes as data: a kind, the text, and what each kind has.
pub fn json(notes: &[Note], lang: Lang) -> Vec<Value> {
    let one = |note: &Note| {
        let (kind, mut fields) = fields(note);
        fields["kind"] = kind.into();
        fields["text"] = what(note).get(lang).into();
        fields
    };
    notes.iter().map(one).collect()
}

/// The kind of a note of a month, and its fields.
fn fields(note: &Note) -> (&'static str, Value) {
    let spans = |spans: &[Span]| spans.iter().map(Span::to_string).collect::<Vec<_>>();
    match note {
        Note::NoShift(gaps) => {
            let gap = |gap: &Uncovered| {
                json!({
                    "time": gap.span.to_string(),
                    "skill": gap.skill.as_ref().map(|skill| &skill.zh),
                    "days": gap.days,
                    "first": gap.first,
                })
            };
            let hours: Vec<Value> = gaps.iter().map(gap).collect();
            ("no-shift", json!({ "hours": hours }))
        }
        Note::Dropped(dropped) => (
            "left-out-of-the-ordinary-day",
            json!({ "days": dropped.days, "first": dropped.first, "times": spans(&dropped.spans) }),
        ),
        Note::Idle(idle) => ("names-nobody", json!(idle)),
        Note::Strangers(file, rows, _) => ("rows-of-nobody", json!({ "file": file, "rows": rows })),
        Note::UnknownShifts(file, codes) => {
            ("unknown-shifts", json!({ "file": file, "shifts": codes }))
        }
        Note::OtherTimes(file, codes) => ("other-times", json!({ "file": file, "shifts": codes })),
        _ => ("other", json!({})),
    }
}

fn what(note: &Note) -> Text {
    match note {
        Note::RosterInGbk => text!(
            "the roster is in the Chinese code page (GBK); it was read as such",
            "班表是 GBK 编码，已按 GBK 读取"
        ),
        Note::TableInGbk => text!(
            "the table is in the Chinese code page (GBK); it was read as such",
            "表格是 GBK 编码，已按 GBK 读取"
        ),
        Note::Taken(taken) => {
            let words = taken::words(taken);
            let (en, zh): (Vec<&str>, Vec<&str>) =
                words.iter().map(|w| (w.en.as_str(), w.zh.as_str())).unzip();
            Text::new(en.join("; "), zh.join("；"))
        }
        Note::OneSheet(sheet, others) => sheet::unread(sheet, others),
        Note::DrawnBroken(broken) => text!(
            "the roster breaks hard rules in {broken} places; `paiban check` lists them",
            "班表有 {broken} 处违反硬规则，用 paiban check 查看"
        ),
        Note::Boxes(missing) => {
            let more = if missing.len() > NAMED { "…" } else { "" };
            let named = missing.iter().take(NAMED);
            let named = named.map(|c| format!("{c} (U+{:04X})", u32::from(*c)));
            let named = named.collect::<Vec<_>>().join(" ");
            text!(
                "not in the built-in font, drawn as a box: {named}{more}; SVG and HTML use your own fonts",
                "内置字体没有以下字，画成方框：{named}{more}；SVG 和 HTML 使用本机字体"
            )
        }
        Note::NotCompared(team) => {
            let team = team.display();
            text!(
                "{team} cannot be read, so names are not compared with it",
                "{team} 无法读取，因此没有用它核对姓名"
            )
        }
        Note::Clocks(rows) => {
            let one = |(row, took): &(usize, Took)| {
                let clock = took.clock();
                text!(
                    "row {row}: {clock}, that is {took} minutes",
                    "第 {row} 行：{clock}，即 {took} 分钟"
                )
            };
            let first: Vec<Text> = rows.iter().take(FIRST_ROWS).map(one).collect();
            let more = rows.len() - first.len();
            let Text { en, zh } = Text::list(&first);
            let (and, and_zh) = match more {
                0 => Default::default(),
                more => (format!("; and {more} more"), format!("；另有 {more} 行")),
            };
            text!(
                "times of Excel were taken for hours, minutes and seconds ({en}{and}); where minutes and seconds are meant, write them as text, or 0:01:30",
                "Excel 的时间按时:分:秒读取（{zh}{and_zh}）；若是分:秒，请写成文本，或写 0:01:30"
            )
        }
        Note::PerhapsOne(pairs) => {
            let one = |(old, id): &(String, String)| {
                text!(
                    "{old} of earlier rosters is perhaps {id}: `paiban ledger rename --from {old} --to {id} --reason …` makes one person of both",
                    "以往班表里的 {old} 可能就是 {id}：paiban ledger rename --from {old} --to {id} --reason … 合为一人"
                )
            };
            let all: Vec<Text> = pairs.iter().take(FIRST_ROWS).map(one).collect();
            Text::list(&all)
        }
        Note::AnotherTeam(path) => {
            let path = path.display();
            text!(
                "beside this ledger lies another team file, {path}: two shops need a ledger each",
                "台账旁边还有另一份团队文件 {path}：若是两家店，各用各的台账"
            )
        }
        Note::Strangers(file, rows, team) => {
            let (file, names) = (file.display(), guessed(rows, team));
            let Text { en, zh } = Text::list(&names);
            text!(
                "{file} has rows of nobody in the team, which were not used: {en}. A person who was renamed has `was = [\"the old name\"]` in team.toml",
                "{file} 里有几行对不上团队成员，没有采用：{zh}。改过名字的人请在团队文件里写 `was = [\"旧名\"]`"
            )
        }
        Note::NoShift(gaps) => no_shift(gaps),
        Note::Idle(idle) => names_nobody(idle),
        Note::Dropped(dropped) => left_out(dropped),
        Note::NothingProves => text!(
            "users are named here and nothing proves who acts: any name that is typed is taken. `paiban ledger user NAME --login LOGIN` or `--password` for a manager first, then for the others",
            "这份台账指定了用户，但没有任何东西证明是谁在操作：写什么名字就算谁。请先给店长、再给其他人绑定：paiban ledger user 姓名 --login 登录名，或 --password"
        ),
        Note::UnknownShifts(file, codes) => unknown_shifts(&file.display().to_string(), codes),
        Note::OtherTimes(file, codes) => {
            let file = file.display();
            let (list, list_zh) = (codes.join(", "), codes.join("、"));
            text!(
                "{file} is read with the times that its shifts had: {list}",
                "{file} 按当时的班次时间读取：{list_zh}"
            )
        }
        Note::NoWage(people) => {
            let (list, list_zh) = (people.join(", "), people.join("、"));
            text!(
                "not known here, and left out of the wages: {list}",
                "台账不认识，工资表中已略过：{list_zh}"
            )
        }
    }
}
