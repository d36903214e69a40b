//! Words for the small texts of policy files: steps, windows, lengths of time, amounts.

use super::super::near::{guess, nearest, quote};
use super::super::{Words, both};
use crate::ledger::money::{Fen, MoneyError};
use crate::text;
use crate::text::Text;

pub fn no_steps() -> Words {
    Words::new(
        text!("this ladder has no steps", "这个阶梯没有任何一级"),
        text!(
            "The steps say what the first, the second and each further breach brings.",
            "各级说明第一次、第二次以及之后每次违规的后果。"
        ),
        text!(
            "Write at least one, such as `steps = [\"warning\"]`.",
            "至少写一级，例如 `steps = [\"warning\"]`。"
        ),
    )
}

pub fn bad_step(text: &str) -> Words {
    let known = ["warning", "severe-warning", "review"].map(str::to_owned);
    let word = quote(text);
    // “dismissal” is what the documents call what is a review here.
    let meant = match text.trim() {
        "dismissal" | "dismiss" | "fire" | "开除" | "辞退" | "离职" | "自动离职" => {
            Some("review")
        }
        "警告" => Some("warning"),
        "严重警告" => Some("severe-warning"),
        other => nearest(&other.replace(' ', "-"), &known),
    };
    let guess = meant.map_or_else(Text::default, |meant| {
        let meant = quote(meant);
        text!("Did you mean {meant}? ", "是不是{meant}？")
    });
    Words::new(
        text!("{word} is not a step", "{word}不是一级处理"),
        text!(
            "A step is a warning, an amount, or a review, in which a person decides; nobody is dismissed by the program.",
            "一级处理是警告、金额，或由人决定的审议（review）；程序不会自动开除任何人。"
        ),
        both!(
            "{}Write “warning”, “severe-warning”, an amount such as “50”, an amount that grows such as “20 +10”, or “review”.",
            "{}可写“warning”（警告）、“severe-warning”（严重警告）、金额如“50”、递增的金额如“20 +10”，或“review”（审议）。",
            guess
        ),
    )
}

pub fn bare_growth(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!(
            "{word} grows, and there is no amount that could",
            "{word}要递增，却没有可以递增的金额"
        ),
        text!(
            "“20 +10” means 20, and 10 more at each further breach.",
            "“20 +10”表示 20，之后每次再加 10。"
        ),
        text!(
            "Write an amount before the “+”, or leave the “+” out.",
            "在“+”前面写上金额，或去掉“+”。"
        ),
    )
}

pub fn growth_not_last(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} would never grow here", "{word}写在这里永远不会递增"),
        text!(
            "Only the last step is repeated, so that only it can grow.",
            "只有最后一级会重复，所以只有它能递增。"
        ),
        text!(
            "Leave the “+” out here, or delete the steps behind it.",
            "在此处去掉“+”，或删掉后面的各级。"
        ),
    )
}

pub fn review_not_last() -> Words {
    Words::new(
        text!("steps stand behind the review", "审议之后还有别的处理"),
        text!(
            "In a review a person decides whether employment goes on; no step can be set in advance for after it.",
            "审议由人决定是否继续雇用，其后的处理无法预先规定。"
        ),
        text!(
            "Let “review” be the last step, or leave it out.",
            "把“review”放在最后一级，或去掉它。"
        ),
    )
}

pub fn step_down(text: &str, before: &str) -> Words {
    let (word, before) = (quote(text), quote(before));
    Words::new(
        text!("{word} after {before} is less", "{before}之后的{word}更少"),
        text!(
            "A repeated breach would cost less than the one before it, which is hardly meant.",
            "那样重复违规反而比前一次罚得少，这多半不是本意。"
        ),
        text!(
            "Write the amounts from the smallest to the largest.",
            "请按从小到大的顺序写金额。"
        ),
    )
}

pub fn bad_window(text: &str) -> Words {
    let known = ["month", "year", "ever"].map(str::to_owned);
    let (word, guess) = (quote(text), guess(text, &known));
    Words::new(
        text!("{word} is not a window", "{word}不是计次范围"),
        text!(
            "The window says which earlier breaches count: the more there are, the higher the step.",
            "计次范围决定以前的哪些违规要累计；次数越多，级别越高。"
        ),
        both!(
            "{}Write “month” (the calendar month), “year” (the calendar year), “ever”, or a number of days such as “30 days”.",
            "{}可写“month”（自然月）、“year”（自然年）、“ever”（一直累计），或天数如“30 days”。",
            guess
        ),
    )
}

pub fn bad_limit(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} is not a length of time", "{word}不是时长"),
        text!(
            "A limit is a whole number of minutes or hours that something may take.",
            "时限是允许用时的整数分钟或整数小时。"
        ),
        text!(
            "Write minutes like “30 min”, or hours like “48 h”.",
            "分钟写成“30 min”，小时写成“48 h”。"
        ),
    )
}

pub fn bad_amount(text: &str, error: MoneyError) -> Words {
    let word = quote(text);
    let title = text!("{word} is not an amount", "{word}不是金额");
    let fix = text!(
        "Write it in yuan like “50” or “50.25”.",
        "以元为单位，写成“50”或“50.25”。"
    );
    match error {
        MoneyError::Form => Words::new(
            title,
            text!(
                "An amount is digits, and where needed a point with two more.",
                "金额由数字组成，需要时带小数点和两位小数。"
            ),
            fix,
        ),
        MoneyError::TooFine => Words::new(
            title,
            text!(
                "It is finer than a fen, the smallest amount that can be paid.",
                "它比分还小，而分是能支付的最小单位。"
            ),
            fix,
        ),
        MoneyError::TooLarge => {
            let most = Fen::MOST;
            Words::new(
                text!("{word} is too much", "{word}太大"),
                text!(
                    "The largest amount that is read is {most}.",
                    "能读取的最大金额是 {most}。"
                ),
                text!("Correct the amount.", "请改正金额。"),
            )
        }
    }
}

pub fn not_positive(text: &str) -> Words {
    let word = quote(text);
    Words::new(
        text!("{word} is not more than nothing", "{word}不大于零"),
        text!(
            "Fines and awards are both written as amounts above 0; which of the two it is, its section says.",
            "罚款和奖励都写成大于 0 的金额；是罚是奖由所在的节决定。"
        ),
        text!(
            "Write an amount above 0; a step without an amount is “warning”.",
            "请写大于 0 的金额；不带金额的处理写“warning”。"
        ),
    )
}
