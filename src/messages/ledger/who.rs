//! Words for people, users and rosters.

use super::super::near::{guess, list, quote};
use super::super::{Words, both};
use super::term;
use crate::domain::time::Month;
use crate::ledger::policy::Role;
use crate::text;

pub fn unknown_user(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!(
            "{word} is not a user of this ledger",
            "{word}不是这份台账的用户"
        ),
        text!(
            "Since users are named here, only they may write in it, each in a role.",
            "这份台账已指定用户，只有他们能按各自的角色写入。"
        ),
        both!(
            "{}The users are {}. Say who you are with --by NAME, or let a manager add you: `paiban ledger user NAME --role agent`.",
            "{}现有用户：{}。用 --by 姓名 说明你是谁；或请店长添加：paiban ledger user 姓名 --role agent。",
            guess,
            list
        ),
    )
}

pub fn not_in_role(name: &str, role: Role, needs: Role) -> Words {
    let word = quote(name);
    let (role, needs) = (
        term::fixed(term::role(role)),
        term::fixed(term::role(needs)),
    );
    Words::new(
        both!(
            "{word} has the role {}, and this needs {}",
            "{word}是{}，而这需要{}",
            role,
            needs
        ),
        text!(
            "Agents record events and appeals; supervisors also correct, waive, answer, close months and publish rosters; managers also approve large payments, adopt policies, name users and decide reviews.",
            "客服记录事件和申诉；主管还能冲正、免除、答复、月结和发布班表；店长还能批准大额付款、采用制度、指定用户和作审议决定。"
        ),
        both!(
            "Let somebody do it who is at least {}, with --by NAME.",
            "请至少是{}的人来做，并写 --by 姓名。",
            needs
        ),
    )
}

pub fn last_manager() -> Words {
    Words::new(
        text!("there would be no manager", "那样就没有店长了"),
        text!(
            "Only a manager can name users; without one nobody could ever be named again.",
            "只有店长能指定用户；没有店长，以后谁也指定不了。"
        ),
        text!(
            "First make somebody else manager: `paiban ledger user NAME --role manager`.",
            "请先让另一个人当店长：paiban ledger user 姓名 --role manager。"
        ),
    )
}

pub fn unknown_person(name: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(name), guess(name, known), list(known));
    Words::new(
        text!("nobody is called {word}", "没有人叫{word}"),
        text!(
            "Neither the team file beside the ledger nor a published roster has this id or name.",
            "台账旁边的团队文件和已发布的班表里都没有这个工号或姓名。"
        ),
        both!(
            "{}Known are {}. Correct the name, or add the person to team.toml.",
            "{}已知的有：{}。请改正名字，或把此人加入 team.toml。",
            guess,
            list
        ),
    )
}

pub fn no_person(category: &str) -> Words {
    let word = quote(category);
    Words::new(
        text!(
            "who answers for {word} is not said",
            "没有写明{word}由谁负责"
        ),
        text!(
            "This category does not fall to whoever is on duty: the person must be named.",
            "这个类别不是由当班的人负责，必须指名。"
        ),
        text!(
            "Add --person with an id or a name.",
            "加上 --person 工号或姓名。"
        ),
    )
}

pub fn no_roster(month: Month) -> Words {
    Words::new(
        text!(
            "no roster of {month} is published",
            "{month} 的班表还没有发布"
        ),
        text!(
            "Who was on duty is read from published rosters only, so that it cannot change afterwards.",
            "谁当班只看已发布的班表，这样事后不会变。"
        ),
        text!(
            "Publish it: `paiban publish TEAM.toml {month}/ROSTER.csv`; or name the person with --person.",
            "发布班表：paiban publish TEAM.toml {month}/ROSTER.csv；或用 --person 指名。"
        ),
    )
}

pub fn nobody_on_duty(at: &str) -> Words {
    Words::new(
        text!("nobody was on duty at {at}", "{at} 没有人当班"),
        text!(
            "By the roster published then, no shift covers this minute.",
            "按当时发布的班表，没有班次覆盖这一分钟。"
        ),
        text!(
            "Check the time, or name the person with --person.",
            "检查时间，或用 --person 指名。"
        ),
    )
}

pub fn several_on_duty(at: &str, people: &[String]) -> Words {
    let list = list(people);
    let count = people.len();
    Words::new(
        text!(
            "{count} people were on duty at {at}",
            "{at} 有 {count} 人当班"
        ),
        text!(
            "The roster alone does not say which of them answers.",
            "仅凭班表无法判断由谁负责。"
        ),
        both!(
            "Name one with --person: {}.",
            "用 --person 指名其中一人：{}。",
            list
        ),
    )
}

pub fn no_leave(name: &str, at: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!("{word} was not on leave at {at}", "{at} {word}没有请假"),
        text!(
            "The roster that was published for then knows of no granted leave of theirs: --leave-of does not say who answers.",
            "当时已发布的班表里没有此人批准的请假，--leave-of 无法说明由谁负责。"
        ),
        text!(
            "Correct --at or --leave-of, or name who answers with --person. Leave that stands in the team file counts once the roster is published again.",
            "请改正 --at 或 --leave-of，或用 --person 指名负责人。团队文件里的请假，要重新发布班表之后才算数。"
        ),
    )
}

pub fn one_person(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!("{word} is one person already", "{word}本来就是同一个人"),
        text!(
            "Both ids mean the same person, so that there is nothing to join.",
            "两个编号指的是同一个人，没有要合并的。"
        ),
        text!(
            "Give the id that earlier entries have with --from, and the one of now with --to.",
            "--from 写以前记录里的编号，--to 写现在的编号。"
        ),
    )
}

pub fn still_in_team(id: &str, name: &str) -> Words {
    let (id, name) = (quote(id), quote(name));
    Words::new(
        text!(
            "{id} is the id of {name}, who is in the team",
            "{id}是团队里{name}的编号"
        ),
        text!(
            "What stands under an id of the team is that person's; another cannot take it over.",
            "团队成员名下的记录属于本人，不能并到别人名下。"
        ),
        text!(
            "Give the person the new id in the team file first; an event of somebody else is taken back with `paiban ledger correct`.",
            "请先在团队文件里改成新编号；记错人的事件用 paiban ledger correct 冲正。"
        ),
    )
}
