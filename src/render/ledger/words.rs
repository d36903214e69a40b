//! Words for what stands in the lines of a statement.

use crate::ledger::assess::{Charge, Standing};
use crate::ledger::money::Fen;
use crate::ledger::policy::{Award, Mode, Penalty, Window};
use crate::ledger::records::Records;
use crate::text;
use crate::text::Text;

/// An amount without unit: money to the fen, points as short as they are.
pub fn amount(fen: Fen, mode: Mode) -> String {
    match mode {
        Mode::Points => points(fen),
        Mode::Cash | Mode::Bonus => fen.to_string(),
    }
}

/// Points: a hundredth each, as fen are.
pub fn points(fen: Fen) -> String {
    let text = fen.to_string();
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

/// What an amount is charged to.
pub fn charged_to(mode: Mode) -> Text {
    match mode {
        Mode::Cash => text!("wage", "工资"),
        Mode::Bonus => text!("bonus", "奖金"),
        Mode::Points => text!("points", "扣分"),
    }
}

/// The how-many-eth on its ladder, and what that brings: `second in the month: 100.00 yuan`.
pub fn step(charge: &Charge<'_>, mode: Mode) -> Text {
    let penalty = penalty(charge.penalty, mode);
    match charge.ladder() {
        Some(ladder) => {
            let count = counted(charge.count, ladder.window);
            let (en, zh) = (
                format!("{}: {}", count.en, penalty.en),
                format!("{}：{}", count.zh, penalty.zh),
            );
            Text::new(en, zh)
        }
        None if charge.under.is_some() => text!("written down, nothing follows", "只作记录"),
        None => text!("no policy in force knows it", "当时没有制度包含此类别"),
    }
}

/// What a step brings.
pub fn penalty(penalty: Penalty, mode: Mode) -> Text {
    match (penalty, mode) {
        (Penalty::Warning, _) => text!("warning", "警告"),
        (Penalty::SevereWarning, _) => text!("severe warning", "严重警告"),
        (Penalty::Review, _) => text!("review, a person decides", "审议，由人决定"),
        (Penalty::Amount(fen), Mode::Cash) => text!("{fen} yuan", "{fen} 元"),
        (Penalty::Amount(fen), Mode::Bonus) => text!("{fen} yuan of the bonus", "奖金 {fen} 元"),
        (Penalty::Amount(fen), Mode::Points) => {
            let points = points(fen);
            let plural = if points == "1" { "" } else { "s" };
            text!("{points} point{plural}", "{points} 分")
        }
    }
}

fn counted(count: usize, window: Window) -> Text {
    let nth = ordinal(count);
    match window {
        Window::Month => text!("{nth} in the month", "当月第{count}次"),
        Window::Year => text!("{nth} in the year", "当年第{count}次"),
        Window::Days(days) => {
            let days_en = crate::text::many(i64::from(days), "day");
            text!("{nth} within {days_en}", "{days}天内第{count}次")
        }
        Window::Ever => text!("{nth} so far", "累计第{count}次"),
    }
}

fn ordinal(count: usize) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    if let Some(word) = count.checked_sub(1).and_then(|i| WORDS.get(i)) {
        return (*word).to_owned();
    }
    let ending = match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{count}{ending}")
}

/// How an event stands, where that is not as it was recorded.
pub fn standing(standing: Standing) -> Text {
    match standing {
        Standing::Stands => Text::default(),
        Standing::Void => text!("void", "不算数"),
        Standing::Waived => text!("waived", "已免除"),
        Standing::Appealed => text!("appeal open", "申诉中"),
    }
}

/// The category of a charge; its id where no policy names it.
pub fn category(records: &Records, charge: &Charge<'_>) -> Text {
    match charge.under {
        Some((_, category)) => category.name.clone(),
        None => Text::same(records.categories().text(charge.fact.category)),
    }
}

/// How an award is given.
pub fn given(award: &Award) -> Text {
    if award.paid {
        text!("paid with the wage", "随工资发放")
    } else {
        text!("handed over", "另行发放")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_counts() {
        let cases = [
            (1, "first"),
            (3, "third"),
            (10, "tenth"),
            (11, "11th"),
            (12, "12th"),
            (13, "13th"),
            (21, "21st"),
            (22, "22nd"),
            (23, "23rd"),
            (24, "24th"),
            (101, "101st"),
            (111, "111th"),
        ];
        for (count, wanted) in cases {
            assert_eq!(ordinal(count), wanted);
        }
    }

    #[test]
    fn points_are_short() {
        for (fen, wanted) in [(0, "0"), (500, "5"), (550, "5.50"), (-300, "-3")] {
            assert_eq!(points(Fen(fen)), wanted);
        }
    }

    #[test]
    fn steps_say_the_window_and_what_follows() {
        let windows = [
            (Window::Month, "second in the month", "当月第2次"),
            (Window::Year, "second in the year", "当年第2次"),
            (Window::Days(30), "second within 30 days", "30天内第2次"),
            (Window::Ever, "second so far", "累计第2次"),
        ];
        for (window, en, zh) in windows {
            assert_eq!(counted(2, window), Text::new(en, zh));
        }
        let fen = Penalty::Amount(Fen(100));
        assert_eq!(penalty(fen, Mode::Points), Text::new("1 point", "1 分"));
        assert_eq!(
            penalty(fen, Mode::Bonus),
            Text::new("1.00 yuan of the bonus", "奖金 1.00 元")
        );
    }
}
