//! Words for whose ledger it is, and by which clock.

use super::super::Words;
use super::super::near::quote;
use crate::ledger::moment::Moment;
use crate::text;

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

pub fn other_shop(owner: &str, team: &str, strangers: bool) -> Words {
    let (owner, word) = (quote(owner), quote(team));
    let why = if strangers {
        text!(
            "Nobody of this team is in the roster that was published here last. A ledger holds one shop: rosters, names and ladders of two would be taken for one another.",
            "这份团队文件里的人，没有一个在这里最近发布的班表里。一份台账只能属于一家店，否则两家店的班表、姓名和次数会混在一起。"
        )
    } else {
        text!(
            "A ledger holds one shop: rosters, names and ladders of two would be taken for one another.",
            "一份台账只能属于一家店，否则两家店的班表、姓名和次数会混在一起。"
        )
    };
    Words::new(
        text!(
            "this ledger belongs to {owner}, and the team file is that of {word}",
            "这份台账属于{owner}，而团队文件是{word}的"
        ),
        why,
        text!(
            "Give {word} a ledger of its own: --store FILE, or another database. If it is the same shop under another name, a manager says so once: `paiban ledger owner {team} --reason \"…\"`.",
            "请给{word}单独的台账：--store 文件，或另一个数据库。若是同一家店改了名，由店长说明一次：paiban ledger owner {team} --reason \"…\"。"
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
