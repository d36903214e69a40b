//! Words for files of benchmark instances.

use super::name::kind;
use super::near::{guess, list, quote};
use super::{Words, both};
use crate::input::BenchFlaw;
use crate::text;

pub fn flaw(flaw: &BenchFlaw) -> Words {
    match flaw {
        BenchFlaw::Form { form } => Words::new(
            text!("this line does not belong here", "这一行不符合格式"),
            text!(
                "The form of this place is: {form}.",
                "此处的格式是：{form}。"
            ),
            text!(
                "Compare the line with the instance as it was published, and check that it is the file of this family.",
                "请与公布的算例原文对照，并检查文件是否属于这一系列的算例。"
            ),
        ),
        BenchFlaw::NoSection { name } => Words::new(
            text!("{name} is missing or empty", "缺少 {name}，或其中没有内容"),
            text!(
                "Without it there is nothing to roster.",
                "没有这一部分就无从排班。"
            ),
            text!(
                "Get the whole file again, and check that it is the file of this family.",
                "请重新获取完整的文件，并检查它是否属于这一系列的算例。"
            ),
        ),
        BenchFlaw::Number { text } => {
            let word = quote(text);
            Words::new(
                text!("{word} is not a whole number", "{word}不是整数"),
                text!("A whole number is expected here.", "此处应为整数。"),
                text!("Correct the number.", "请改正这个数字。"),
            )
        }
        BenchFlaw::Unknown { what, name, known } => {
            let (kind, word) = (kind(*what), quote(name));
            let (guess, list) = (guess(name, known), list(known));
            Words::new(
                both!("there is no {} {word}", "没有{}{word}", kind),
                text!(
                    "The instance does not have this name.",
                    "算例中没有这个名称。"
                ),
                both!(
                    "{}Known here: {}. Correct the name.",
                    "{}已知的有：{}。请改正名称。",
                    guess,
                    list
                ),
            )
        }
        BenchFlaw::Weeks { found, wanted } => Words::new(
            text!(
                "{wanted} weeks are needed, not {found}",
                "需要 {wanted} 周的数据，给出了 {found} 周"
            ),
            text!(
                "The scenario says how many weeks it is about.",
                "场景文件规定了周数。"
            ),
            text!(
                "Give one file for each week, in their order; a file may stand more than once.",
                "请按顺序每周给出一个文件；同一个文件可以重复。"
            ),
        ),
        BenchFlaw::Twice { name } => {
            let word = quote(name);
            Words::new(
                text!("{word} is there twice", "{word}出现了两次"),
                text!("An instance says it once.", "算例中只应写一次。"),
                text!("Delete one of the two lines.", "删掉其中一行。"),
            )
        }
        BenchFlaw::Foreign { found, wanted } => {
            let (found, wanted) = (quote(found), quote(wanted));
            Words::new(
                text!(
                    "this file belongs to {found}, not to {wanted}",
                    "这个文件属于{found}，不属于{wanted}"
                ),
                text!(
                    "Scenario, history and weeks of an instance carry the same name.",
                    "同一算例的场景、历史和各周文件使用同一个名称。"
                ),
                text!(
                    "Give the files of one scenario.",
                    "请给出同一个场景的文件。"
                ),
            )
        }
    }
}
