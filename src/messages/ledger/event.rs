//! Words for events and cases that cannot be written down as they are told.

use super::super::near::{guess, list, quote};
use super::super::{Words, both};
use super::term;
use crate::ledger::money::Fen;
use crate::ledger::policy::Role;
use crate::ledger::took::Took;
use crate::text;
use crate::text::{Text, many};
use chrono::NaiveDate;

pub fn no_policy(day: NaiveDate) -> Words {
    Words::new(
        text!("no policy was in force on {day}", "{day} 没有生效的制度"),
        text!(
            "A policy says what can be recorded and what it brings; without one nobody could know the rule.",
            "制度规定可以记录什么、有什么后果；没有制度，谁也无从知道规矩。"
        ),
        text!(
            "A policy holds from the day on which it is adopted. If it was announced by then, adopt it with --reach-back: `paiban ledger policy tmall --reach-back`, or a file of your own. `paiban ledger policy` lists what is adopted, and the presets.",
            "制度自采用之日起生效。若当时已经公示，采用时加 --reach-back：paiban ledger policy tmall --reach-back，或自己的文件。用 paiban ledger policy 查看已采用的制度和预设。"
        ),
    )
}

pub fn unknown_category(id: &str, day: NaiveDate, known: &[String]) -> Words {
    let (word, guess, list) = (quote(id), guess(id, known), list(known));
    Words::new(
        text!("there is no category {word}", "没有类别{word}"),
        text!(
            "No policy in force on {day} has it, and what no policy names brings nothing.",
            "{day} 生效的制度里都没有它；制度没写的事不能追究。"
        ),
        both!(
            "{}The categories are {}. `paiban ledger policy` explains them.",
            "{}现有类别：{}。用 paiban ledger policy 查看说明。",
            guess,
            list
        ),
    )
}

pub fn needs_minutes(category: &str, limit: i64) -> Words {
    let (word, minutes) = (quote(category), many(limit, "minute"));
    Words::new(
        text!("how long it took is missing", "缺少用时"),
        text!(
            "{word} is a breach only beyond {minutes}.",
            "{word}超过 {limit} 分钟才算违规。"
        ),
        text!(
            "Add --minutes, such as --minutes 45 or --minutes 1:30.",
            "加上 --minutes，例如 --minutes 45 或 --minutes 1:30。"
        ),
    )
}

pub fn within_limit(took: Took, limit: i64) -> Words {
    let allowed = many(limit, "minute");
    let Text { en, zh } = term::took(took);
    Words::new(
        text!("{en} is no breach", "{zh}没有超限"),
        text!(
            "The policy allows {allowed}, so there is nothing to record.",
            "制度允许 {limit} 分钟，没有可记录的违规。"
        ),
        text!(
            "Check the minutes, or leave it.",
            "检查分钟数；无误则不必记录。"
        ),
    )
}

pub fn no_limit(category: &str) -> Words {
    let word = quote(category);
    Words::new(
        text!("{word} has no limit of time", "{word}没有时限"),
        text!(
            "Minutes are recorded only where the policy sets a limit.",
            "制度设了时限的类别才记录分钟数。"
        ),
        text!(
            "Leave --minutes out, or say it in the evidence.",
            "去掉 --minutes，或写进证据。"
        ),
    )
}

pub fn needs_amount(category: &str) -> Words {
    let word = quote(category);
    Words::new(
        text!("the amount paid is missing", "缺少付款金额"),
        text!(
            "{word} is money paid to a customer, and every payment is recorded to the fen.",
            "{word}是付给顾客的钱，每笔都要记到分。"
        ),
        text!(
            "Add --amount, such as --amount 25.50.",
            "加上 --amount，例如 --amount 25.50。"
        ),
    )
}

pub fn not_a_payment(category: &str) -> Words {
    let word = quote(category);
    Words::new(
        text!("{word} is no payment", "{word}不是付款"),
        text!(
            "What a breach costs is computed from the policy, and cannot be given here.",
            "违规的金额由制度算出，不能在此填写。"
        ),
        text!("Leave --amount out.", "去掉 --amount。"),
    )
}

pub fn needs_approval(amount: Fen, needs: Role) -> Words {
    let needs = term::fixed(term::role(needs));
    Words::new(
        text!(
            "a payment of {amount} needs approval",
            "付款 {amount} 需要批准"
        ),
        both!(
            "By the policy, amounts of this size are approved by: {}.",
            "按制度，这样的金额须由{}批准。",
            needs
        ),
        text!(
            "Add --approved-by with that person's name.",
            "加上 --approved-by 批准人姓名。"
        ),
    )
}

pub fn needs_slip() -> Words {
    Words::new(
        text!("a payment needs a slip", "付款要有单据"),
        text!(
            "Every refund and compensation has a slip, so that it can be found again.",
            "每笔退款和补偿都要有单据，以便查找。"
        ),
        text!(
            "Add --evidence with the number of the slip, or what it says.",
            "加上 --evidence，写单据号或内容。"
        ),
    )
}

pub fn future(at: &str) -> Words {
    Words::new(
        text!("{at} lies in the future", "{at} 还没有到"),
        text!(
            "What has not happened cannot be recorded.",
            "还没发生的事不能记录。"
        ),
        text!(
            "Check date and time, and this computer's clock; times are those of the shop's zone.",
            "检查日期和时间，以及本机时钟；时间按店铺所在时区。"
        ),
    )
}

pub fn known(id: i64) -> Words {
    Words::new(
        text!(
            "entry {id} says the same already",
            "记录 {id} 已经记过这件事"
        ),
        text!(
            "Person, category, time, order and evidence are the same; recorded twice it would be charged twice.",
            "人员、类别、时间、订单和证据都相同；记两次就会罚两次。"
        ),
        text!(
            "Look at it with `paiban ledger show {id}`. If it really happened twice, tell the two apart in the evidence, or add --again.",
            "用 paiban ledger show {id} 查看。若确实发生了两次，请在证据里写清区别，或加 --again。"
        ),
    )
}

pub fn unknown_case(id: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(id), guess(id, known), list(known));
    let fix = if known.is_empty() {
        text!(
            "No policy in force has kinds of cases: adopt one with a section [[case]], such as the preset tmall.",
            "生效的制度都没有案件类型：请采用带 [[case]] 一节的制度，例如预设 tmall。"
        )
    } else {
        both!("{}The kinds are {}.", "{}现有类型：{}。", guess, list)
    };
    Words::new(
        text!("there is no kind of case {word}", "没有案件类型{word}"),
        text!(
            "The policy says which kinds there are, and within how many hours each must be closed.",
            "案件有哪些类型、各须在多少小时内了结，由制度规定。"
        ),
        fix,
    )
}

pub fn long_ago(at: &str) -> Words {
    Words::new(
        text!("{at} cannot be", "{at} 不可能"),
        text!(
            "It lies before the year 2000; the year is mistyped.",
            "这个时间早于 2000 年，年份写错了。"
        ),
        text!(
            "Write the time as in 2026-12-05 21:40.",
            "请写成 2026-12-05 21:40 的形式。"
        ),
    )
}

pub fn before_it_came_up(at: &str, came_up: &str) -> Words {
    Words::new(
        text!("{at} is before the case came up", "{at} 早于案件发生的时间"),
        text!(
            "It came up at {came_up}; neither its deadline nor its closing call can be earlier.",
            "案件发生于 {came_up}；期限和结案回访都不能更早。"
        ),
        text!("Check both times.", "请检查这两个时间。"),
    )
}

pub fn not_in_team(
    name: &str,
    day: NaiveDate,
    joined: Option<NaiveDate>,
    left: Option<NaiveDate>,
) -> Words {
    let word = quote(name);
    let why = match (joined, left) {
        (Some(joined), _) if day < joined => text!(
            "By the team file {word} joined on {joined}.",
            "按团队文件，{word}于 {joined} 入职。"
        ),
        (_, Some(left)) => text!(
            "By the team file the last day of {word} was {left}.",
            "按团队文件，{word}的最后一天是 {left}。"
        ),
        _ => text!(
            "The roster of that month is published, and {word} is not in it.",
            "当月的班表已发布，其中没有{word}。"
        ),
    };
    Words::new(
        text!(
            "{word} was not in the team on {day}",
            "{word}在 {day} 不在团队里"
        ),
        why,
        text!(
            "Check person and date. If both are right, record it with --anyway.",
            "请检查人员和日期；若都没错，加 --anyway 记录。"
        ),
    )
}
