//! Words for who acts and what proves it, and for what is not one's own to see or do.

use super::super::near::quote;
use super::super::{Words, both};
use super::term;
use crate::ledger::money::Fen;
use crate::ledger::policy::Role;
use crate::text;
use crate::text::Text;

/// Why a name alone is not enough.
fn why() -> Text {
    text!(
        "Since a manager here has a login or a password, a name counts only with what proves it: one's login, one's password, or a manager's login. --by and PAIBAN_USER alone prove nothing.",
        "这里的店长已绑定登录名或密码，姓名要有证明才算数：本人的登录名、本人的密码，或店长的登录名。只写 --by 或 PAIBAN_USER 不能证明什么。"
    )
}

pub fn no_login(login: Option<&str>) -> Words {
    let what = match login.map(quote) {
        Some(login) => text!(
            "the login {login} belongs to no user of this ledger",
            "登录名{login}不属于这份台账的任何用户"
        ),
        None => text!(
            "this system names no login, so nothing says who acts",
            "系统没有给出登录名，无法知道是谁在操作"
        ),
    };
    Words::new(
        what,
        why(),
        text!(
            "Say who you are with --by NAME and your password (PAIBAN_PASSWORD, --password-file, or typed), or let a manager tie your login to your name: `paiban ledger user NAME --role agent --login LOGIN`.",
            "用 --by 姓名 说明你是谁，并给出密码（PAIBAN_PASSWORD、--password-file 或现场输入）；或请店长绑定登录名：paiban ledger user 姓名 --role agent --login 登录名。"
        ),
    )
}

pub fn unproven(name: &str, login: Option<&str>) -> Words {
    let word = quote(name);
    let (login, login_zh) = match login.map(quote) {
        Some(login) => (
            format!("the login {login} is not theirs"),
            format!("登录名{login}不是其本人的"),
        ),
        None => ("there is no login".to_owned(), "没有登录名".to_owned()),
    };
    Words::new(
        text!(
            "nothing proves that {word} acts: {login}, and they have no password",
            "无法证明是{word}本人：{login_zh}，也没有密码"
        ),
        why(),
        text!(
            "A manager can give them one: `paiban ledger user {name} --password`, or --login with their own login.",
            "请店长为其设置：paiban ledger user {name} --password，或用 --login 绑定其本人的登录名。"
        ),
    )
}

pub fn needs_password(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!("the password of {word} is needed", "需要{word}的密码"),
        why(),
        text!(
            "Type it when asked, or give it by PAIBAN_PASSWORD or --password-file FILE; never on the command line.",
            "请在询问时输入，或用 PAIBAN_PASSWORD、--password-file 文件 给出；不要写在命令行上。"
        ),
    )
}

pub fn wrong_password(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!("that is not the password of {word}", "这不是{word}的密码"),
        why(),
        text!(
            "Try again; who has forgotten it gets a new one from a manager: `paiban ledger user {name} --password`.",
            "请再试一次；忘记了就请店长重设：paiban ledger user {name} --password。"
        ),
    )
}

pub fn no_new_password(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!(
            "no new password for {word} is given",
            "没有给出{word}的新密码"
        ),
        text!(
            "It is typed twice at a terminal, without being seen; a script gives it by PAIBAN_NEW_PASSWORD.",
            "在终端上输入两次，不会显示；脚本用 PAIBAN_NEW_PASSWORD 给出。"
        ),
        text!("Nothing was written; try again.", "没有写入；请再试一次。"),
    )
}

pub fn short_password() -> Words {
    Words::new(
        text!("the password is too short", "密码太短"),
        text!(
            "Whoever can read the ledger can try passwords for as long as they like; short ones are found.",
            "能读到台账的人可以一直试密码，太短的会被试出来。"
        ),
        text!(
            "Take at least 8 characters; a few words are better.",
            "至少 8 个字符；几个词连起来更好。"
        ),
    )
}

pub fn no_hash(detail: &str) -> Words {
    Words::new(
        text!(
            "the password cannot be kept: {detail}",
            "密码无法保存：{detail}"
        ),
        text!(
            "A password is kept as a hash with random salt, for which this system gave no random numbers.",
            "密码以加随机盐的哈希保存，而系统没有给出随机数。"
        ),
        text!("Try again.", "请再试一次。"),
    )
}

pub fn login_taken(login: &str, name: &str) -> Words {
    let (word, taken) = (quote(name), quote(login));
    Words::new(
        text!(
            "the login {taken} is that of {word} already",
            "登录名{taken}已经是{word}的"
        ),
        text!(
            "A login proves one person; several who share one need passwords instead.",
            "一个登录名只证明一个人；几个人共用的，请改用密码。"
        ),
        text!(
            "Give another login, or `--password`.",
            "请换一个登录名，或用 --password。"
        ),
    )
}

pub fn not_yours(by: &str, name: Option<&str>) -> Words {
    let by = quote(by);
    let what = match name.map(quote) {
        Some(name) => text!(
            "{by} may see and acknowledge their own entries, and these are those of {name}",
            "{by}只能查看和签收自己的记录，而这是{name}的"
        ),
        None => text!(
            "{by} may see their own entries, and this is about others too",
            "{by}只能查看自己的记录，而这里有别人的"
        ),
    };
    Words::new(
        what,
        text!(
            "What is written about people concerns them and their supervisors only.",
            "对个人的记录只与本人和主管有关。"
        ),
        text!(
            "Ask for your own, or let a supervisor do it.",
            "请查看自己的；其余请主管来做。"
        ),
    )
}

pub fn about_oneself(id: i64, by: &str) -> Words {
    let by = quote(by);
    Words::new(
        text!(
            "entry {id} is about {by}, who cannot decide on it",
            "记录 {id} 就是关于{by}的，不能由本人处理"
        ),
        text!(
            "Nobody takes back, remits or answers what is about themselves; only above a manager there is nobody.",
            "任何人都不能自己冲正、免除或答复关于自己的记录；只有店长之上再没有别人。"
        ),
        text!("Let somebody else do it.", "请别的主管或店长处理。"),
    )
}

pub fn sum_needs_approval(amount: Fen, paid: Fen, entries: &[i64], needs: Role) -> Words {
    let needs = term::fixed(term::role(needs));
    let sum = paid + amount;
    // What stands above in the same table has no number yet.
    let written = entries.iter().filter(|id| **id != 0);
    let list: Vec<String> = written.map(i64::to_string).collect();
    let above = list.len() < entries.len();
    let list = match (list.join(", "), above) {
        (list, false) => text!("entries {list}", "记录 {list}"),
        (list, true) if list.is_empty() => text!("rows above", "表里上面的行"),
        (list, true) => text!(
            "entries {list}, and rows above",
            "记录 {list} 和表里上面的行"
        ),
    };
    Words::new(
        both!(
            "with this payment of {amount} it is {sum} for one matter ({}), which needs approval",
            "加上这笔 {amount}，同一件事（{}）共付 {sum}，需要批准",
            list
        ),
        both!(
            "Payments of one order or case, and those to one buyer within a month, are counted together. By the policy, such a sum is approved by: {}.",
            "同一订单、同一案件，以及一个月内付给同一买家的款项合并计算。按制度，这样的合计须由{}批准。",
            needs
        ),
        text!(
            "Add --approved-by with that person's name.",
            "加上 --approved-by 批准人姓名。"
        ),
    )
}

pub fn approval_is_theirs(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!(
            "that {word} approves is for {word} to say",
            "是否批准要由{word}本人来说"
        ),
        text!(
            "Where users prove who they are, approval is an entry of whoever approves; to be named by somebody else is none.",
            "用户须证明身份时，批准是批准人自己的一条记录；由别人写上名字不算批准。"
        ),
        text!(
            "Leave --approved-by out: the payment is recorded and waits, until they say `paiban ledger approve ID`.",
            "去掉 --approved-by：付款会先登记并等待，直到其本人运行 paiban ledger approve 编号。"
        ),
    )
}

pub fn paid_again(id: i64) -> Words {
    Words::new(
        text!(
            "the payment of entry {id} was taken back, and does not count again",
            "记录 {id} 的付款已经冲正，不能恢复"
        ),
        text!(
            "Meanwhile its slip may have served for another, and the limit of the matter may be used up.",
            "其间单据可能已用于别的付款，同一件事的限额也可能已经用完。"
        ),
        text!(
            "Record the payment anew with `paiban ledger add`.",
            "请用 paiban ledger add 重新登记这笔付款。"
        ),
    )
}

pub fn no_approval_wanted(id: i64) -> Words {
    Words::new(
        text!("entry {id} waits for no approval", "记录 {id} 不需要批准"),
        text!(
            "It is no payment above a limit, or is approved already.",
            "它不是超过限额的付款，或已经批准。"
        ),
        text!(
            "`paiban ledger payments` lists those that wait.",
            "用 paiban ledger payments 查看等待批准的付款。"
        ),
    )
}

pub fn slip_used(slip: &str, id: i64) -> Words {
    let word = quote(slip);
    let what = if id == 0 {
        text!(
            "the slip {word} is that of another payment of the same table",
            "单据{word}已用于同一张表里的另一笔付款"
        )
    } else {
        text!(
            "the slip {word} is that of entry {id}",
            "单据{word}已用于记录 {id} 的付款"
        )
    };
    Words::new(
        what,
        text!(
            "Every payment has a slip of its own, which accounting signs once.",
            "每笔付款都有自己的单据，财务只签收一次。"
        ),
        text!(
            "Give this payment's own slip with --evidence; an entry that is wrong is taken back with `paiban ledger correct`.",
            "用 --evidence 写这笔付款自己的单据；记错的记录用 paiban ledger correct 冲正。"
        ),
    )
}
