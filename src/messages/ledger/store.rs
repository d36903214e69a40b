//! Words for what goes wrong with the store itself: what happened, whether anything is lost, what to do.

use super::super::Words;
use crate::ledger::moment::Zone;
use crate::ledger::store::StoreError;
use crate::text;

pub fn words(error: &StoreError) -> Words {
    match error {
        StoreError::Missing => missing(),
        StoreError::Exists => exists(),
        StoreError::NotALedger(detail) => not_a_ledger(detail),
        StoreError::Newer { found, known } => newer(*found, *known),
        StoreError::ReadOnly => read_only(),
        StoreError::Denied => denied(),
        StoreError::Busy => busy(),
        StoreError::Overtaken => overtaken(),
        StoreError::ClockBack { entry, after, now } => {
            let zone = Zone::SHANGHAI;
            super::shop::clock_back(*entry, zone.at(*after), zone.at(*now))
        }
        StoreError::Full => full(),
        StoreError::Damaged(detail) => damaged(detail),
        StoreError::Connect(detail) => connect(detail),
        StoreError::Database(detail) => database(detail),
    }
}

fn overtaken() -> Words {
    Words::new(
        text!(
            "somebody else has written into the ledger at the same time",
            "同时有别人写入了这份台账"
        ),
        text!(
            "What was to be written depends on what was added meanwhile, such as another close; nothing was written.",
            "要写入的内容取决于期间新增的记录（例如另一次月结）；这次没有写入任何内容。"
        ),
        text!("Run the command again.", "请重新运行这条命令。"),
    )
}

fn missing() -> Words {
    Words::new(
        text!("there is no ledger here", "这里没有台账"),
        text!(
            "Nothing of this name exists yet.",
            "还没有这个文件或数据库。"
        ),
        text!(
            "Make one with `paiban ledger init`, or say where it lies: --store FILE, or --team TEAM.toml for the one beside that file.",
            "用 paiban ledger init 新建；或说明它在哪里：--store 文件，或用 --team TEAM.toml 指它旁边的那个。"
        ),
    )
}

fn exists() -> Words {
    Words::new(
        text!("there is a ledger here already", "这里已经有台账"),
        text!(
            "A ledger is never overwritten: what is in it cannot be had again.",
            "台账从不覆盖：其中的记录无法再来一遍。"
        ),
        text!(
            "Use it as it is, or make the new one in another place with --store FILE.",
            "直接使用它；或用 --store 文件 在别处新建。"
        ),
    )
}

fn not_a_ledger(detail: &str) -> Words {
    Words::new(
        text!("this is not a ledger", "这不是台账"),
        text!(
            "It is something else ({detail}), and was left as it is.",
            "它是别的东西（{detail}），没有动它。"
        ),
        text!(
            "Check the name behind --store; a ledger is what `paiban ledger init` has made.",
            "检查 --store 后面的名字；台账是用 paiban ledger init 建立的。"
        ),
    )
}

fn newer(found: i64, known: i64) -> Words {
    Words::new(
        text!(
            "this ledger needs a newer paiban",
            "这份台账需要更新版本的 paiban"
        ),
        text!(
            "Its tables are of version {found}, and this program knows them up to {known}; it leaves alone what it does not understand.",
            "它的表结构是第 {found} 版，本程序只认识到第 {known} 版；不认识的内容一概不动。"
        ),
        text!(
            "Install the newer version here too; nothing is lost.",
            "在这台电脑上也安装新版本；没有丢失任何内容。"
        ),
    )
}

fn read_only() -> Words {
    Words::new(
        text!("the ledger cannot be written", "台账无法写入"),
        text!(
            "The file, its folder or the whole disk is read-only. What was to be written was not; all that was acknowledged before is there.",
            "文件、所在文件夹或整个磁盘是只读的。要写的内容没有写入；以前确认过的记录都在。"
        ),
        text!(
            "Get the right to write the file and its folder (a database makes files beside its own), or move the ledger.",
            "取得该文件及其文件夹的写入权限（数据库要在旁边建文件），或把台账移到别处。"
        ),
    )
}

fn denied() -> Words {
    Words::new(
        text!("you may not open this ledger", "你无权打开这份台账"),
        text!(
            "It belongs to somebody else: a ledger is made readable by its owner only.",
            "它属于别人：台账建立时只有所有者可读。"
        ),
        text!(
            "Work as its owner, or ask for a statement: `paiban ledger statement --out FILE.html` shows one person's month and nothing else.",
            "以所有者身份操作；或请对方给你一份确认单：paiban ledger statement --out 文件.html 只含一个人一个月的内容。"
        ),
    )
}

fn busy() -> Words {
    Words::new(
        text!("somebody else is writing in the ledger", "别人正在写台账"),
        text!(
            "It was held for longer than this command waits. What was to be written was not; all that was acknowledged before is there.",
            "等待超时，对方仍未放手。要写的内容没有写入；以前确认过的记录都在。"
        ),
        text!(
            "Try again. If it goes on, close what holds the file: database viewers, synchronising folders, a command that hangs.",
            "请再试一次。若一直如此，请关闭占用文件的程序：数据库查看器、同步盘、卡住的命令。"
        ),
    )
}

fn full() -> Words {
    Words::new(
        text!("the disk is full", "磁盘已满"),
        text!(
            "There was no room to write. What was to be written was not; all that was acknowledged before is there.",
            "没有空间可写。要写的内容没有写入；以前确认过的记录都在。"
        ),
        text!(
            "Make room on the disk, and try again.",
            "清理出磁盘空间，再试一次。"
        ),
    )
}

fn damaged(detail: &str) -> Words {
    Words::new(
        text!("the ledger is damaged", "台账已损坏"),
        text!(
            "What is in it is not what was written ({detail}). This command has changed nothing.",
            "其中的内容不是当初写入的（{detail}）。这次命令没有改动任何内容。"
        ),
        text!(
            "First copy the file, with all that lies beside it under the same name, to a safe place. Then `paiban ledger verify` says which entries are affected; go back to the last copy that it finds nothing in.",
            "先把文件连同旁边同名的文件复制到安全的地方。然后用 paiban ledger verify 查看哪些记录受影响，并恢复到最近一份校验无误的备份。"
        ),
    )
}

fn connect(detail: &str) -> Words {
    Words::new(
        text!("the database cannot be reached", "连不上数据库"),
        text!(
            "It says: {detail}. If the server was lost while it answered, what was to be written may be there or not.",
            "提示：{detail}。若服务器在应答时断开，要写的内容可能已写入，也可能没有。"
        ),
        text!(
            "Check the address behind --store (postgres://user:password@host/database), and that the server runs. Then look with `paiban ledger list` before you write the same again.",
            "检查 --store 后面的地址（postgres://用户:密码@主机/数据库），以及服务器是否在运行。再写之前先用 paiban ledger list 查看。"
        ),
    )
}

fn database(detail: &str) -> Words {
    Words::new(
        text!("the database has refused", "数据库拒绝了操作"),
        text!(
            "It says: {detail}. What was acknowledged before is not touched.",
            "提示：{detail}。以前确认过的记录没有动。"
        ),
        text!(
            "Look with `paiban ledger list` whether the entry is there before you try again; if it happens again, please report it.",
            "再试之前先用 paiban ledger list 看记录是否已在；如果再次发生，请反馈给我们。"
        ),
    )
}
