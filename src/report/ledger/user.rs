//! Who may use a ledger.

use crate::app::ledger::user::Report;
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::Lang;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let users = match report {
        Report::Set { name, role, first } => {
            page.say(&match role.map(term::role) {
                Some((en, zh)) => text!("{name} is {en} from now on", "{name} 现在是{zh}"),
                None => text!(
                    "{name} may no longer use this ledger",
                    "{name} 不再是这份台账的用户"
                ),
            });
            if *first {
                page.say(&text!(
                    "Only named users may write from now on; name the others too.",
                    "从现在起只有指定的用户可以写入；请把其他人也加上。"
                ));
            }
            return page;
        }
        Report::List(users) => users,
    };
    let mut table = Table::new(&[page.t(("user", "用户")), page.t(("role", "角色"))]);
    for user in users {
        let role = user.role.map_or(("", ""), term::role);
        table.row(vec![user.name.clone(), page.t(role).to_owned()]);
    }
    if table.is_empty() {
        page.say(&text!(
            "No users are named: whoever can open the ledger may do everything. `paiban ledger user NAME --role manager` names the first.",
            "没有指定用户：能打开台账的人都有全部权限。用 paiban ledger user 姓名 --role manager 指定第一位。"
        ));
    } else {
        page.line(&table.draw());
    }
    page
}
