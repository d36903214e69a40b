//! Words for leave that a table has and the team file does not grant.

use super::{Words, both, message};
use crate::input::LeaveFound;
use crate::text;
use crate::text::Text;

/// Leave that is not granted.
pub fn ungranted(leaves: &[LeaveFound]) -> Words {
    let days = |leave: &LeaveFound| {
        let LeaveFound {
            person,
            word,
            from,
            to,
            ..
        } = leave;
        let days = if from == to {
            from.to_string()
        } else {
            format!("{from}..{to}")
        };
        Text::same(format!("{person} {word} {days}"))
    };
    let shown: Vec<Text> = leaves.iter().take(5).map(days).collect();
    let (shown, more) = (Text::list(&shown), leaves.len().saturating_sub(5));
    let count = leaves.len();
    let more = if more == 0 {
        Text::default()
    } else {
        text!(" and {more} more", "等共 {count} 段")
    };
    Words::new(
        both!(
            "the table has leave that is not granted: {}{}",
            "表里有未批准的请假：{}{}",
            shown,
            more
        ),
        text!(
            "Leave is granted in the team file; taken for rest, the days would count as days off.",
            "请假以团队文件为准；若当作休息，这些天会算进休息天数。"
        ),
        text!(
            "Add the sections below to the team file, or write rest in the cells.",
            "请把下面几节加进团队文件，或把这些格子改成休息。"
        ),
    )
}

/// Sections for a team file that grant leave.
pub fn sections(leaves: &[LeaveFound]) -> String {
    let section = |leave: &LeaveFound| {
        let LeaveFound {
            person,
            word,
            kind,
            from,
            to,
        } = leave;
        let quoted = |text: &str| {
            let text = message::one_line(text);
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        };
        let mut text = format!("\n[[leave]]\nperson = {}\nfrom = {from}\n", quoted(person));
        if from != to {
            text.push_str(&format!("to = {to}\n"));
        }
        match kind {
            Some(kind) => text.push_str(&format!("kind = {}\nstate = \"granted\"\n", quoted(kind))),
            // No kind of the team's own is called so.
            None => text.push_str(&format!(
                "state = \"granted\" # {}\n",
                message::one_line(word)
            )),
        }
        text
    };
    leaves.iter().map(section).collect()
}
