//! Words for what is said about earlier entries and cannot be.

use super::super::near::quote;
use super::super::{Words, both};
use super::term;
use crate::ledger::entry::Stage;
use crate::text;
use crate::text::Text;

pub fn no_entry(id: i64) -> Words {
    Words::new(
        text!("there is no entry {id}", "没有记录 {id}"),
        text!(
            "Entries are numbered from 1 in the order in which they were written.",
            "记录按写入的先后从 1 编号。"
        ),
        text!(
            "`paiban ledger list` shows the numbers; check too that it is the right ledger.",
            "用 paiban ledger list 查看编号；也请确认没有用错台账。"
        ),
    )
}

fn kind(kind: &str) -> Text {
    term::fixed(term::kind(kind))
}

pub fn not_an_event(id: i64, of: &str) -> Words {
    let Text { en, zh } = kind(of);
    Words::new(
        text!("entry {id} is no event", "记录 {id} 不是事件"),
        text!(
            "It is of the kind “{en}”; only events can be waived, appealed against, acknowledged or decided.",
            "它是“{zh}”；只有事件才能免除、申诉、签收或审议。"
        ),
        text!(
            "Give the number of the event: `paiban ledger show {id}` says which one it is about.",
            "请写事件的编号：用 paiban ledger show {id} 查看它针对哪条记录。"
        ),
    )
}

pub fn not_reversible(id: i64, of: &str) -> Words {
    let Text { en, zh } = kind(of);
    Words::new(
        text!("entry {id} cannot be taken back", "记录 {id} 不能冲正"),
        text!(
            "It is of the kind “{en}”: others rely on it, and a new one takes its place where that is needed.",
            "它是“{zh}”：其他内容以它为准，需要时用新的一条来取代。"
        ),
        text!(
            "Events, waivers, appeals, answers, decisions and reversals can be taken back. Adopt a new policy version, publish the roster anew, or go on with the case.",
            "可以冲正的是事件、免除、申诉、答复、审议决定和冲正本身。制度请采用新版本，班表请重新发布，案件请继续跟进。"
        ),
    )
}

pub fn void(id: i64) -> Words {
    Words::new(
        text!("entry {id} does not count any more", "记录 {id} 已作废"),
        text!(
            "It was taken back, or an appeal against it was granted.",
            "它已被冲正，或对它的申诉已获准。"
        ),
        text!(
            "`paiban ledger show {id}` shows by which entry. Taking that entry back makes this one count again.",
            "用 paiban ledger show {id} 查看是哪条记录所致。把那条冲正，这条就重新有效。"
        ),
    )
}

pub fn waived(id: i64) -> Words {
    Words::new(
        text!("entry {id} is waived already", "记录 {id} 已经免除"),
        text!(
            "Nothing is charged for it; it only counts towards later steps.",
            "它不再扣款，只计入以后的次数。"
        ),
        text!(
            "If it should not count at all, take it back: `paiban ledger correct {id} --reason …`.",
            "若根本不该计入，请冲正：paiban ledger correct {id} --reason …"
        ),
    )
}

pub fn appealed(id: i64) -> Words {
    Words::new(
        text!(
            "an appeal against entry {id} is open already",
            "对记录 {id} 的申诉正在处理"
        ),
        text!(
            "Nothing is charged until it is answered.",
            "答复之前不扣款。"
        ),
        text!(
            "Answer it: `paiban ledger answer {id} --grant` or `--reject`, with --reason.",
            "请答复：paiban ledger answer {id} --grant 或 --reject，并写 --reason。"
        ),
    )
}

pub fn no_appeal(id: i64) -> Words {
    Words::new(
        text!(
            "nobody appeals against entry {id}",
            "没有人对记录 {id} 申诉"
        ),
        text!(
            "There is no appeal, or it is answered already.",
            "没有申诉，或已经答复。"
        ),
        text!(
            "`paiban ledger status` lists open appeals. To forgive without an appeal, use `paiban ledger waive {id} --reason …`.",
            "用 paiban ledger status 查看未答复的申诉。没有申诉也想免除，请用 paiban ledger waive {id} --reason …"
        ),
    )
}

pub fn no_review(id: i64) -> Words {
    Words::new(
        text!("entry {id} leads to no review", "记录 {id} 不需要审议"),
        text!(
            "By the policy and what was recorded it brings a lesser step.",
            "按制度和现有记录，它的后果没有到审议这一步。"
        ),
        text!(
            "`paiban ledger show {id}` says what it brings; `paiban ledger status` lists waiting reviews.",
            "用 paiban ledger show {id} 查看它的后果；用 paiban ledger status 查看待审议的记录。"
        ),
    )
}

pub fn decided(id: i64, entry: i64) -> Words {
    Words::new(
        text!(
            "the review of entry {id} is decided already",
            "记录 {id} 的审议已有决定"
        ),
        text!(
            "Entry {entry} says what was decided, and two decisions could contradict each other.",
            "决定见记录 {entry}；两个决定可能互相矛盾。"
        ),
        text!(
            "`paiban ledger show {entry}` shows it. To decide otherwise, take it back first: `paiban ledger correct {entry} --reason …`.",
            "用 paiban ledger show {entry} 查看。要改变决定，请先冲正：paiban ledger correct {entry} --reason …"
        ),
    )
}

pub fn no_reason() -> Words {
    Words::new(
        text!("no reason is given", "没有写理由"),
        text!(
            "Whoever reads the ledger later must be able to see why.",
            "以后看台账的人要能知道原因。"
        ),
        text!(
            "Write a sentence between the quotation marks.",
            "请在引号之间写一句话。"
        ),
    )
}

pub fn not_a_case(id: i64, of: &str) -> Words {
    let Text { en, zh } = kind(of);
    Words::new(
        text!("entry {id} is no case", "记录 {id} 不是案件"),
        text!(
            "It is of the kind “{en}”; a case has the number of the entry that opened it.",
            "它是“{zh}”；案件的编号是立案那条记录的编号。"
        ),
        text!(
            "`paiban case list` shows the numbers of cases.",
            "用 paiban case list 查看案件编号。"
        ),
    )
}

pub fn no_follower(by: &str) -> Words {
    let by = quote(by);
    Words::new(
        text!("nobody is named who follows the case up", "没有写由谁跟进"),
        text!(
            "Without a name it goes to whoever has the customer, else to whoever opens it; the customer is new, and {by} is none of the team.",
            "不写跟进人时，由这位买家原来的客服跟进，否则由立案的人跟进；而这是新买家，{by}又不在团队里。"
        ),
        text!(
            "Add --person with an id or a name.",
            "加上 --person，写工号或姓名。"
        ),
    )
}

pub fn others_case(id: i64, name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!(
            "case {id} is that of {word}: one buyer, one agent",
            "案件 {id} 由{word}跟进：一个买家只对应一个客服"
        ),
        text!(
            "A customer stays with whoever had them first. Where that colleague is off, the supervisor is asked.",
            "买家一直由首先接待的客服跟进；这位同事不在时，要请示主管。"
        ),
        text!(
            "Leave it to {word}, or let a supervisor give it to somebody else: `paiban case update {id} --person NAME`.",
            "请转给{word}；或由主管改派：paiban case update {id} --person 姓名。"
        ),
    )
}

pub fn steps_missing(id: i64, to: Stage, missing: &[Stage]) -> Words {
    let numbered = |stage: &Stage| {
        let (number, (en, zh)) = (stage.number(), stage.words());
        text!("{number} {en}", "{number} {zh}")
    };
    let missing = Text::list(&missing.iter().map(numbered).collect::<Vec<_>>());
    let to = numbered(&to);
    Words::new(
        both!(
            "case {id} cannot come to step {} yet: {} is not noted",
            "案件 {id} 还不能到第 {} 步：缺 {}",
            to,
            missing
        ),
        text!(
            "The nine steps come one after the other; what is left out is forgotten.",
            "九步依次进行；跳过的容易遗漏。"
        ),
        text!(
            "Note it with --step, in its order. If life was different, say why: --anyway \"why\".",
            "请按顺序用 --step 补记；实际情况不同的，写明原因：--anyway \"原因\"。"
        ),
    )
}

pub fn case_closed(id: i64) -> Words {
    Words::new(
        text!("case {id} is closed already", "案件 {id} 已经结案"),
        text!("Its result stands in the ledger.", "结果已记入台账。"),
        text!(
            "If it goes on, open it again with a step: `paiban case update {id} --state open --note …`.",
            "若还要处理，请用一步跟进重新打开：paiban case update {id} --state open --note …"
        ),
    )
}
