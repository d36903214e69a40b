//! Words for policies, rosters and the closing of months.

use super::super::near::{list, quote};
use super::super::{Words, both};
use crate::domain::time::Month;
use crate::text;
use chrono::NaiveDate;

pub fn policy_adopted(id: &str, version: &str, entry: i64) -> Words {
    let (id, version) = (quote(id), quote(version));
    Words::new(
        text!(
            "version {version} of the policy {id} is adopted already",
            "制度{id}的版本{version}已经采用"
        ),
        text!(
            "It is entry {entry}. What was adopted never changes, so that closed months can be computed again.",
            "见记录 {entry}。已采用的内容不会再变，这样已月结的月份才能重新算出。"
        ),
        text!(
            "Give the changed policy a new `version`, and in `from` the day from which it holds.",
            "请给改动后的制度写新的 `version`，并在 `from` 写明生效日期。"
        ),
    )
}

pub fn policy_too_early(from: NaiveDate, month: Month) -> Words {
    let first = month.after().first();
    Words::new(
        text!(
            "this policy would hold from {from}, in a closed month",
            "这份制度自 {from} 生效，落在已月结的月份"
        ),
        text!(
            "{month} and all months before it are closed, and a later rule must not change them.",
            "{month} 及以前的月份已月结，后来的规定不能改变它们。"
        ),
        text!(
            "Write `from = {first}` or a later day into its file; a preset becomes a file by `paiban ledger policy --write NAME --out FILE`.",
            "请在文件里写 `from = {first}` 或更晚的日期；预设可先用 paiban ledger policy --write 名称 --out 文件 写成文件。"
        ),
    )
}

pub fn category_taken(category: &str, policy: &str) -> Words {
    let (category, policy) = (quote(category), quote(policy));
    Words::new(
        text!(
            "the category {category} is in the policy {policy} too",
            "类别{category}在制度{policy}里已有"
        ),
        text!(
            "An event names its category alone; with two of the same id nobody could say which rule holds.",
            "事件只写类别；同一个 id 有两处，就说不清依据哪条规定。"
        ),
        text!(
            "Give it another id in the new file. If the file is a new version of {policy}, let its `id` be the same.",
            "在新文件里换一个 id。若新文件是{policy}的新版本，请让它的 `id` 与之相同。"
        ),
    )
}

pub fn closed(month: Month, entry: i64) -> Words {
    let next = month.after();
    Words::new(
        text!("{month} is closed already", "{month} 已经月结"),
        text!(
            "It was closed by entry {entry}, and a closed month is never moved. What is found later becomes an adjustment of the next close.",
            "它已由记录 {entry} 月结，月结后不再变动。之后发现的差额会在下一次月结作为调整。"
        ),
        text!(
            "Close {next} when it is over. `paiban ledger statement --month {month} --out FOLDER` writes the papers of {month} again.",
            "等 {next} 结束后再月结。用 paiban ledger statement --month {month} --out 文件夹 可再次写出 {month} 的文件。"
        ),
    )
}

pub fn not_next(month: Month, next: Month) -> Words {
    Words::new(
        text!(
            "{next} must be closed before {month}",
            "{month} 之前要先月结 {next}"
        ),
        text!(
            "Months are closed in their order, so that each adjustment has its place.",
            "月结按月份先后进行，这样每笔调整都有归属。"
        ),
        text!(
            "Run `paiban ledger close --month {next}` first.",
            "请先运行 paiban ledger close --month {next}。"
        ),
    )
}

pub fn not_over(month: Month) -> Words {
    Words::new(
        text!("{month} is not over", "{month} 还没有结束"),
        text!(
            "What still happens in it could only be booked in the next month, and a clean month is not known to be clean.",
            "此后当月发生的事只能记到下个月，全月无违规的奖励也还不能确定。"
        ),
        text!(
            "Wait until the month is over, see `paiban ledger status`, or close it nevertheless with --early.",
            "等月份结束；先用 paiban ledger status 查看；或加 --early 提前月结。"
        ),
    )
}

pub fn needs_wages(month: Month, people: &[String], bonus: bool) -> Words {
    let list = list(people);
    let (what, column) = if bonus {
        (text!("bonus", "奖金"), "bonus")
    } else {
        (text!("wage", "工资"), "wage")
    };
    Words::new(
        both!(
            "the {} of {} in {month} is missing",
            "缺少 {month} 的{}：{}",
            what,
            list
        ),
        if bonus {
            text!(
                "What the policy deducts from the bonus is never more than the bonus.",
                "制度规定从奖金中扣，扣款不能超过奖金。"
            )
        } else {
            text!(
                "The law lets at most 20 % of the month's wage be deducted, and leaves the minimum wage; without the wage neither can be computed.",
                "依法每月扣款不得超过当月工资的 20 %，且扣后不低于最低工资；不知道工资就算不出来。"
            )
        },
        text!(
            "Give a table with the columns person, wage, bonus, minimum: --wages FILE.csv (needed here: {column}); or close without any cap with --no-caps, which the statements then say.",
            "请用 --wages 文件.csv 给出一张表，列为 person、wage、bonus、minimum（这里需要 {column}）；或用 --no-caps 不设上限，确认单上会注明。"
        ),
    )
}

pub fn nothing_there(month: Month) -> Words {
    Words::new(
        text!(
            "there is nothing to close in {month}",
            "{month} 没有可月结的内容"
        ),
        text!(
            "No event is recorded and no roster is published in it, and it comes before the ledger's first month.",
            "当月没有事件也没有发布班表，而且早于台账的第一个月。"
        ),
        text!(
            "Check the month; `paiban ledger list` shows what is there.",
            "检查月份；用 paiban ledger list 查看已有内容。"
        ),
    )
}

pub fn same_roster(version: u32) -> Words {
    Words::new(
        text!("this roster is published already", "这份班表已经发布"),
        text!(
            "It is version {version} of its month, cell for cell.",
            "它与当月第 {version} 版完全相同。"
        ),
        text!(
            "Nothing needs to be done; check that it is the right file if you have changed it.",
            "无需再做什么；若你改动过班表，请检查是否用对了文件。"
        ),
    )
}
