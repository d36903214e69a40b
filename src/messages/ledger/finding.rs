//! Words for what `verify` finds.

use crate::ledger::entry::EntryId;
use crate::ledger::verify::Finding;
use crate::text;
use crate::text::Text;

/// A finding in a line.
pub fn words(finding: &Finding) -> Text {
    match finding {
        Finding::File(what) => text!(
            "FILE: the database is not as paiban has made it: {what}",
            "文件：数据库不是 paiban 建立时的样子：{what}"
        ),
        Finding::Gap { expected, found } => text!(
            "GAP: entry {expected} is expected and {found} is there: entries were left out, put in or doubled",
            "缺口：应为记录 {expected}，却是 {found}：有记录被删去、插入或重复"
        ),
        Finding::Changed(id) => text!(
            "CHANGED: entry {id} is not what was written: its hash does not fit",
            "被改：记录 {id} 不是当初写入的内容：哈希不符"
        ),
        Finding::Unchained(id) => text!(
            "CHAIN: entry {id} does not follow the one before it: one of the two was exchanged",
            "断链：记录 {id} 与前一条接不上：两者之一被换过"
        ),
        Finding::Unreadable(id, detail) => text!(
            "UNREADABLE: entry {id} cannot be read: {detail}",
            "无法读取：记录 {id}：{detail}"
        ),
        Finding::Keys(id) => text!(
            "KEYS: what stands beside entry {id}, to find it by, is not what it says",
            "索引：记录 {id} 旁用于查找的内容与正文不符"
        ),
        Finding::Close(month, id) => text!(
            "CLOSE: {month}, computed again from what entry {id} saw, comes to something else",
            "月结：按记录 {id} 当时所见重新计算 {month}，结果不同"
        ),
    }
}

/// A word for programs.
pub fn kind(finding: &Finding) -> &'static str {
    match finding {
        Finding::File(_) => "file",
        Finding::Gap { .. } => "gap",
        Finding::Changed(_) => "changed",
        Finding::Unchained(_) => "unchained",
        Finding::Unreadable(..) => "unreadable",
        Finding::Keys(_) => "keys",
        Finding::Close(..) => "close",
    }
}

/// The entry that it is about.
pub fn entry(finding: &Finding) -> Option<EntryId> {
    match finding {
        Finding::File(_) => None,
        Finding::Gap { found: id, .. }
        | Finding::Changed(id)
        | Finding::Unchained(id)
        | Finding::Unreadable(id, _)
        | Finding::Keys(id)
        | Finding::Close(_, id) => Some(*id),
    }
}
