//! Who may use a ledger, and what proves it.

use crate::app::ledger::user::{Report, Shown};
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::{Lang, Text};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    match report {
        Report::Set {
            user,
            first,
            proven,
        } => named(&mut page, user, *first, *proven),
        Report::List(users, proven) => list(&mut page, users, *proven),
    }
    page
}

fn named(page: &mut Page, user: &Shown, first: bool, proven: bool) {
    let name = &user.name;
    page.say(&match user.role.map(term::role) {
        Some((en, zh)) => text!("{name} is {en} from now on", "{name} 现在是{zh}"),
        None => text!(
            "{name} may no longer use this ledger",
            "{name} 不再是这份台账的用户"
        ),
    });
    if user.role.is_some() {
        page.say(&proof(name, user.login.as_deref(), user.password));
    }
    if first {
        page.say(&text!(
            "Only named users may write from now on; name the others too.",
            "从现在起只有指定的用户可以写入；请把其他人也加上。"
        ));
    }
    if !proven {
        page.say(&text!(
            "No manager can prove who they are yet: until one has a login or a password, any name that is typed is taken.",
            "还没有一位店长能证明自己是谁：在店长绑定登录名或设密码之前，写什么名字就算谁。"
        ));
    }
}

/// What proves that a user acts.
pub(super) fn proof(name: &str, login: Option<&str>, password: bool) -> Text {
    match (login, password) {
        (Some(login), false) => text!(
            "  the login {login} proves that {name} acts",
            "  以登录名 {login} 证明是 {name} 本人"
        ),
        (Some(login), true) => text!(
            "  the login {login}, or a password, proves that {name} acts",
            "  以登录名 {login} 或密码证明是 {name} 本人"
        ),
        (None, true) => text!(
            "  a password proves that {name} acts",
            "  以密码证明是 {name} 本人"
        ),
        (None, false) => text!(
            "  nothing proves that {name} acts: give --login LOGIN or --password; until then a manager writes with --by {name}",
            "  还没有什么能证明是 {name} 本人：请加 --login 登录名 或 --password；此前由店长用 --by {name} 代为记录"
        ),
    }
}

fn list(page: &mut Page, users: &[Shown], proven: bool) {
    let mut table = Table::new(&[
        page.t(("user", "用户")),
        page.t(("role", "角色")),
        page.t(("login", "登录名")),
        page.t(("password", "密码")),
    ]);
    for user in users {
        let role = user.role.map_or(("", ""), term::role);
        let password = if user.password {
            ("yes", "有")
        } else {
            ("–", "–")
        };
        table.row(vec![
            user.name.clone(),
            page.t(role).to_owned(),
            user.login.clone().unwrap_or_else(|| "–".to_owned()),
            page.t(password).to_owned(),
        ]);
    }
    if table.is_empty() {
        page.say(&text!(
            "No users are named: whoever can open the ledger may do everything. `paiban ledger user NAME --role manager` names the first.",
            "没有指定用户：能打开台账的人都有全部权限。用 paiban ledger user 姓名 --role manager 指定第一位。"
        ));
        return;
    }
    page.line(&table.draw());
    if !proven {
        page.say(&text!(
            "No manager has a login or a password: any name that is typed is taken.",
            "店长都没有登录名或密码：写什么名字就算谁。"
        ));
    }
}
