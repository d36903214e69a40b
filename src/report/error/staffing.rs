//! Why contacts cannot be made into people, in words: what is wrong, and what to do.

use crate::app::staff::NotStaffed;
use crate::text;
use crate::text::Text;

/// Why contacts cannot be made into people, and what to do.
pub(super) fn words(why: &NotStaffed) -> (Text, Text) {
    use NotStaffed as N;
    match why {
        N::NoVolumes => (
            text!(
                "there are no contacts to learn from",
                "没有可供学习的进线数据"
            ),
            text!(
                "name their file: `volumes = [\"volumes.csv\"]` in the section [staffing], or --volumes FILE; a row a day, a half-hour or a contact, with date, time and number",
                "请写明文件：在 [staffing] 里写 `volumes = [\"volumes.csv\"]`，或用 --volumes 文件；每行一天、一个半小时或一位顾客，含日期、时间、数量"
            ),
        ),
        N::NothingBefore(month) => (
            text!(
                "the files have no contacts before {month}",
                "文件里没有 {month} 之前的进线数据"
            ),
            text!(
                "give files of earlier days, or another month",
                "请给出更早的文件，或换一个月份"
            ),
        ),
        N::Stale(last, month) => (
            text!(
                "the contacts end on {last}, more than a year before {month}",
                "进线数据到 {last} 为止，比 {month} 早一年以上"
            ),
            text!("give files of later days", "请给出更近的文件"),
        ),
        N::Contradiction { date, one, other } => {
            let ((a, n), (b, m)) = (one, other);
            (
                text!(
                    "two files say different numbers of {date}: {n} contacts in {a}, {m} in {b}",
                    "两个文件的 {date} 数字不同：{a} 为 {n}，{b} 为 {m}"
                ),
                text!(
                    "give only one of them, or correct it",
                    "请只给出其中一个，或改正"
                ),
            )
        }
        N::NoHandling(name) => {
            let named = if name.is_empty() {
                String::new()
            } else {
                format!(" {name}")
            };
            (
                text!(
                    "how long a contact{named} takes is not said",
                    "没有写明每位顾客{named}的处理时长"
                ),
                text!(
                    "write `handling = 300` (seconds) in the section [staffing], or `at-once = [300, 353, 360]` for one, two, three chats at once; or give a file with a column `handling`",
                    "请在 [staffing] 里写 `handling = 300`（秒），或按同时接待 1、2、3 人写 `at-once = [300, 353, 360]`；也可在文件里加“平均处理时长”列"
                ),
            )
        }
        N::NoSuchDay(event, date) => (
            text!(
                "“{event}” is to be like {date}, of which the files have no contacts",
                "“{event}”要参照 {date}，但文件里没有当天的数据"
            ),
            text!(
                "give a file with that day, or a `factor`",
                "请给出含当天的文件，或改写 `factor`"
            ),
        ),
        N::TooMuch(name) => {
            let named = if name.is_empty() {
                String::new()
            } else {
                format!(" {name}")
            };
            (
                text!(
                    "no number of people up to 100,000 keeps the target{named}",
                    "十万人以内都达不到目标{named}"
                ),
                text!(
                    "check contacts, handling, target and `busiest`",
                    "请检查顾客数、处理时长、目标和 `busiest`"
                ),
            )
        }
    }
}
