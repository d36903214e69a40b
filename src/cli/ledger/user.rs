//! `paiban ledger user`: who may use a ledger, and in which role.

use super::call::Call;
use super::table::Table;
use crate::cli::Failure;
use crate::ledger::book::Scope;
use crate::ledger::policy::Role;
use crate::ledger::store::Access;
use crate::messages::ledger::term;
use crate::text;
use crate::text::pick;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    match call.text("NAME") {
        Some(name) => set(call, name),
        None => list(call),
    }
}

fn set(call: &Call<'_>, name: &str) -> Result<u8, Failure> {
    let role = match call.text("role") {
        Some("manager") => Some(Role::Manager),
        Some("supervisor") => Some(Role::Supervisor),
        Some("agent") => Some(Role::Agent),
        _ => None,
    };
    let name = self::name(name)?;
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let deed = people.desk(&records, now, &by).user(name, role)?;
    let first = !records.names_users();
    book.write(&records, now, &by, vec![deed])?;
    call.say(&match role.map(term::role) {
        Some((en, zh)) => text!("{name} is {en} from now on", "{name} 现在是{zh}"),
        None => text!(
            "{name} may no longer use this ledger",
            "{name} 不再是这份台账的用户"
        ),
    });
    if first {
        call.say(&text!(
            "Only named users may write from now on; name the others too.",
            "从现在起只有指定的用户可以写入；请把其他人也加上。"
        ));
    }
    Ok(0)
}

/// A user's name; nobody could say that they are one without.
pub fn name(text: &str) -> Result<&str, Failure> {
    match text.trim() {
        "" => Err(Failure::Usage(
            text!("a user needs a name", "用户要有名字"),
            text!(
                "write the name between the quotation marks",
                "请在引号之间写名字"
            ),
        )),
        name => Ok(name),
    }
}

fn list(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, _) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let mut table = Table::new(&[
        pick(("user", "用户"), call.lang),
        pick(("role", "角色"), call.lang),
    ]);
    for user in records.users() {
        let role = user.role.map_or(("", ""), term::role);
        table.row(vec![user.name.clone(), pick(role, call.lang).to_owned()]);
    }
    if table.is_empty() {
        call.say(&text!(
            "No users are named: whoever can open the ledger may do everything. `paiban ledger user NAME --role manager` names the first.",
            "没有指定用户：能打开台账的人都有全部权限。用 paiban ledger user 姓名 --role manager 指定第一位。"
        ));
    } else {
        call.print(&table.draw());
    }
    Ok(0)
}
