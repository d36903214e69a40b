//! Words for whose ledger it is, and by which clock.

use super::super::near::quote;
use super::super::{Words, both};
use crate::ledger::desk::Apart;
use crate::ledger::moment::Moment;
use crate::ledger::records::TeamId;
use crate::text;
use crate::text::Text;

pub fn clock_back(entry: i64, after: Moment, now: Moment) -> Words {
    let (after, now) = (after.short(), now.short());
    Words::new(
        text!(
            "the clock says {now}, which is before the last entry",
            "现在的时间是 {now}，早于最后一条记录"
        ),
        text!(
            "Entry {entry} was recorded at {after}. What is recorded before it would seem to have been there earlier, and would change who was on duty.",
            "记录 {entry} 记于 {after}。若记在它之前，就像早已存在一样，会改变当时谁当班。"
        ),
        text!(
            "Set this machine's clock right. If it is right, and entry {entry} was recorded by a wrong one, a manager goes on with --clock-back \"why\"; the reason is written down.",
            "请校准这台机器的时钟。若时钟没错，是记录 {entry} 当时的时钟错了，由店长加 --clock-back \"原因\" 继续；原因会记入台账。"
        ),
    )
}

pub fn other_shop(owner: &str, team: &str, by: &Apart) -> Words {
    let (owner, word) = (quote(owner), quote(team));
    let apart = match by {
        Apart::Name => Text::default(),
        Apart::Id(TeamId::Is(id)) => {
            let id = quote(id);
            text!(
                "They have one name, but the id in the ledger's own team file is {id}, and this file has another or none: they are two shops, perhaps made from one preset. ",
                "两者同名，但台账自己的团队文件里 id 是{id}，而这份文件的 id 不同或没有：这是两家店，可能出自同一个预设。"
            )
        }
        Apart::Id(TeamId::Without) => text!(
            "They have one name, but the ledger's own team file has no id, and this file has one: they are two shops, perhaps made from one preset. ",
            "两者同名，但台账自己的团队文件没有 id，而这份文件有：这是两家店，可能出自同一个预设。"
        ),
        Apart::Strangers => text!(
            "Nobody of this team is in the roster that was published here last. ",
            "这份团队文件里的人，没有一个在这里最近发布的班表里。"
        ),
    };
    let own = match by {
        Apart::Id(TeamId::Is(id)) => text!(
            "If it is the same shop, write `id = \"{id}\"` into [team]",
            "若是同一家店，请在 [team] 里写 `id = \"{id}\"`"
        ),
        Apart::Id(TeamId::Without) => text!(
            "If it is the same shop, take the line `id` out of [team]",
            "若是同一家店，请删掉 [team] 里的 id 一行"
        ),
        Apart::Name | Apart::Strangers => text!(
            "If it is the same shop under another name, a manager says so once: `paiban ledger owner {team} --reason \"…\"`",
            "若是同一家店改了名，由店长说明一次：paiban ledger owner {team} --reason \"…\""
        ),
    };
    let once = match by {
        Apart::Id(_) => text!(
            ", or a manager says so once: `paiban ledger owner {team} --reason \"…\"`",
            "，或由店长说明一次：paiban ledger owner {team} --reason \"…\""
        ),
        Apart::Name | Apart::Strangers => Text::default(),
    };
    Words::new(
        text!(
            "this ledger belongs to {owner}, and the team file is that of {word}",
            "这份台账属于{owner}，而团队文件是{word}的"
        ),
        both!(
            "{}A ledger holds one shop: rosters, names and ladders of two would be taken for one another.",
            "{}一份台账只能属于一家店，否则两家店的班表、姓名和次数会混在一起。",
            apart
        ),
        both!(
            "Give {word} a ledger of its own: --store FILE, or another database. Is that of {owner} meant, name its team file, with --team where there is no other place for it. {}{}.",
            "请给{word}单独的台账：--store 文件，或另一个数据库。若要用的就是{owner}的台账，请写明它的团队文件（没有别处可写时用 --team）。{}{}。",
            own,
            once
        ),
    )
}

pub fn same_owner(team: &str) -> Words {
    let team = quote(team);
    Words::new(
        text!(
            "this ledger belongs to {team} already",
            "这份台账已经属于{team}"
        ),
        text!("Nothing is to be changed.", "不需要更改。"),
        text!(
            "`paiban ledger owner` without a name says whose it is.",
            "用 paiban ledger owner（不写名称）查看它属于谁。"
        ),
    )
}
