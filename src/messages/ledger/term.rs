//! The ledger's terms in both languages: roles, kinds of entries, windows, what a breach brings.

use crate::ledger::assess::Standing;
use crate::ledger::entry::{CaseState, Severity};
use crate::ledger::money::Fen;
use crate::ledger::policy::{Answers, Ladder, Mode, Penalty, Role, Window};
use crate::ledger::took::Took;
use crate::text;
use crate::text::many;
use crate::text::{Fixed, Text};
use chrono::{Datelike, NaiveDate};

/// A role.
pub fn role(role: Role) -> Fixed {
    match role {
        Role::Agent => ("agent", "客服"),
        Role::Supervisor => ("supervisor", "主管"),
        Role::Manager => ("manager", "店长"),
    }
}

/// The kinds of entries, by the words under which they are stored.
pub const KINDS: [(&str, Fixed); 19] = [
    ("open", ("opening", "建账")),
    ("user", ("user", "用户")),
    ("policy", ("policy", "制度")),
    ("roster", ("roster", "班表")),
    ("event", ("event", "事件")),
    ("reverse", ("reversal", "冲正")),
    ("waive", ("waiver", "免除")),
    ("appeal", ("appeal", "申诉")),
    ("answer", ("answer", "答复")),
    ("acknowledge", ("acknowledgement", "签收")),
    ("approve", ("approval", "付款批准")),
    ("decide", ("decision", "审议决定")),
    ("case", ("case", "案件")),
    ("case-step", ("step of a case", "案件跟进")),
    ("case-close", ("end of a case", "结案")),
    ("close", ("close", "月结")),
    ("owner", ("owner", "归属")),
    ("rename", ("person with another id", "人员改号")),
    ("clock-back", ("clock set back", "时钟回拨")),
];

/// How long something took.
pub fn took(took: Took) -> Text {
    let minutes = took.minutes();
    let en = many(minutes, "minute");
    match took.rest() {
        None => text!("{en}", " {minutes} 分钟"),
        Some(rest) if minutes == 0 => text!("{rest} s", " {rest} 秒"),
        Some(rest) => text!("{en} {rest} s", " {minutes} 分 {rest} 秒"),
    }
}

/// A kind of entry.
pub fn kind(kind: &str) -> Fixed {
    let found = KINDS.iter().find(|(word, _)| *word == kind);
    found.map_or(("entry", "记录"), |(_, words)| *words)
}

/// How an event stands.
pub fn standing(standing: Standing) -> Fixed {
    match standing {
        Standing::Stands => ("stands", "有效"),
        Standing::Void => ("void", "作废"),
        Standing::Waived => ("waived", "已免除"),
        Standing::Appealed => ("appealed", "申诉中"),
    }
}

/// What the amounts of a policy are.
pub fn mode(mode: Mode) -> Fixed {
    match mode {
        Mode::Cash => ("from the wage", "从工资扣除"),
        Mode::Points => ("points", "积分"),
        Mode::Bonus => ("from the bonus", "从奖金扣除"),
    }
}

/// Who answers for a category.
pub fn answers(answers: Answers) -> Fixed {
    match answers {
        Answers::Named => ("who is named", "指名的人"),
        Answers::OnDuty => ("who is on duty", "当班的人"),
        Answers::Supervisor => ("the supervisor", "主管"),
    }
}

/// An amount with what it is.
pub fn amount(fen: Fen, mode: Mode) -> Text {
    match mode {
        Mode::Cash => Text::same(fen.to_string()),
        Mode::Points => {
            let points = points(fen);
            text!("{points} points", "{points} 分")
        }
        Mode::Bonus => text!("{fen} of the bonus", "奖金 {fen}"),
    }
}

/// Points, a hundredth each as fen are: as short as they can be.
pub fn points(fen: Fen) -> String {
    let text = fen.to_string();
    text.strip_suffix(".00")
        .map_or_else(|| text.clone(), str::to_owned)
}

/// What a breach brings, in a word or two.
pub fn penalty(penalty: Penalty, mode: Mode) -> Text {
    match penalty {
        Penalty::Warning => text!("warning", "警告"),
        Penalty::SevereWarning => text!("severe warning", "严重警告"),
        Penalty::Amount(fen) => amount(fen, mode),
        Penalty::Review => text!("review", "审议"),
    }
}

/// Over which time breaches add up.
pub fn window(window: Window) -> Text {
    match window {
        Window::Month => text!("calendar month", "自然月"),
        Window::Year => text!("calendar year", "自然年"),
        Window::Days(days) => text!("{days} days", "{days} 天"),
        Window::Ever => text!("without end", "不限期"),
    }
}

/// The stretch of a window that a day lies in, to stand behind a count.
pub fn within(window: Window, day: NaiveDate) -> Text {
    let year = day.year();
    match window {
        Window::Month => {
            let month = crate::domain::time::Month::of(day);
            text!("in {month}", "{month} 内")
        }
        Window::Year => text!("in {year}", "{year} 年内"),
        Window::Days(days) => text!("within {days} days", "{days} 天内"),
        Window::Ever => text!("so far", "至今"),
    }
}

/// The steps of a ladder, from the first to the last.
pub fn steps(ladder: &Ladder, mode: Mode) -> Text {
    let step = |step: &crate::ledger::policy::Step| {
        let Text { en, zh } = penalty(step.penalty, mode);
        match step.grow {
            Fen::ZERO => Text::new(en, zh),
            grow => {
                let more = if mode == Mode::Points {
                    points(grow)
                } else {
                    grow.to_string()
                };
                text!(
                    "{en}, then {more} more each time",
                    "{zh}，以后每次再加 {more}"
                )
            }
        }
    };
    let steps: Vec<Text> = ladder.steps.iter().map(step).collect();
    let join = |of: fn(&Text) -> &str| steps.iter().map(of).collect::<Vec<_>>().join(" → ");
    Text::new(join(|t| &t.en), join(|t| &t.zh))
}

/// How bad a case is.
pub fn severity(severity: Severity) -> Fixed {
    severity.words()
}

/// Where a case stands.
pub fn state(state: CaseState) -> Fixed {
    state.words()
}

/// `1st`, `2nd`, `11th`.
pub fn ordinal(count: usize) -> String {
    let end = match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{count}{end}")
}

/// A text of two versions from one that is fixed.
pub fn fixed((en, zh): Fixed) -> Text {
    Text::new(en, zh)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_read_as_english_ones() {
        let cases = [
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (11, "11th"),
            (112, "112th"),
            (22, "22nd"),
        ];
        for (count, wanted) in cases {
            assert_eq!(ordinal(count), wanted);
        }
    }
}
