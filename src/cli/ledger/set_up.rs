//! What a ledger begins with: `init`, `policy`, `user`.

use super::Call;
use crate::app::AppError;
use crate::app::ledger::{init, owner, policy, rename, user};
use crate::ledger::policy::Role;
use crate::report::ledger;
use clap::{ArgAction, ArgGroup, Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub struct Init {
    /// The shop's name; default: the team's || 店铺名称；默认取团队名称
    #[arg(long, value_name = "SHOP")]
    name: Option<String>,
    /// Time zone; default Asia/Shanghai || 时区；默认 Asia/Shanghai
    #[arg(
        long,
        value_name = "ZONE",
        default_value = "Asia/Shanghai",
        hide_default_value = true
    )]
    zone: String,
    /// Policies to adopt at once || 同时采用的制度
    #[arg(long, value_name = "PRESET|FILE", action = ArgAction::Append, num_args = 1..)]
    policy: Vec<String>,
    /// Policies hold from the days that they say, though those are over || 制度按文件写的日期生效，即使已经过去
    #[arg(long, requires = "policy")]
    reach_back: bool,
    /// The first manager; then only named users may write || 第一位店长；之后只有指定的用户可以写入
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The login that proves who that is; default: yours || 证明其身份的登录名；默认是你的登录名
    #[arg(long, value_name = "LOGIN", requires = "user")]
    login: Option<String>,
    /// Ask for a password that proves it || 询问一个证明其身份的密码
    #[arg(long, requires = "user")]
    password: bool,
}

impl Init {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = init::Request {
            name: self.name.clone(),
            zone: self.zone.clone(),
            policies: self.policy.clone(),
            back: self.reach_back,
            manager: self.user.clone(),
            login: self.login.clone(),
            password: self.password,
            lang: call.lang(),
        };
        let report = init::run(&request, &call.at, &call.context)?;
        call.session.show(&ledger::init::page(&report, call.lang()));
        Ok(0)
    }
}

#[derive(Args)]
pub struct Policy {
    /// What to adopt; without, the list || 要采用的制度；不写则列出
    #[arg(value_name = "PRESET|FILE")]
    policy: Option<String>,
    /// It holds from the day that it says, though that is over || 按文件写的日期生效，即使已经过去
    #[arg(long, requires = "policy")]
    reach_back: bool,
    /// Write a preset as a file to edit || 把预设写成文件，供修改
    #[arg(
        long,
        value_name = "PRESET",
        requires = "out",
        conflicts_with = "policy"
    )]
    write: Option<String>,
    /// Where to || 写到哪里
    #[arg(long, value_name = "FILE", requires = "write")]
    out: Option<PathBuf>,
}

impl Policy {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = match (&self.write, &self.out, &self.policy) {
            (Some(preset), Some(out), _) => policy::Request::Write {
                preset: preset.clone(),
                out: out.clone(),
            },
            (_, _, Some(word)) => policy::Request::Adopt {
                word: word.clone(),
                back: self.reach_back,
            },
            _ => policy::Request::List,
        };
        let report = policy::run(&request, &call.at, call.lang(), &call.context)?;
        call.session
            .show(&ledger::policy::page(&report, call.lang()));
        Ok(0)
    }
}

#[derive(Args)]
#[command(group = ArgGroup::new("what").args(["role", "login", "password"]).multiple(true))]
pub struct User {
    /// Who; without, the list || 谁；不写则列出
    #[arg(value_name = "NAME", requires = "what")]
    name: Option<String>,
    /// agent, supervisor, manager, or none to end it || agent 客服、supervisor 主管、manager 店长，none 取消
    #[arg(
        long,
        value_name = "ROLE",
        requires = "name",
        hide_possible_values = true
    )]
    role: Option<RoleName>,
    /// The login of the system, or of the database, that proves it || 证明其身份的登录名：系统的，或数据库的
    #[arg(long, value_name = "LOGIN", requires = "name")]
    login: Option<String>,
    /// Ask for a password that proves it; in scripts: PAIBAN_NEW_PASSWORD || 询问一个证明其身份的密码；脚本里用 PAIBAN_NEW_PASSWORD
    #[arg(long, requires = "name")]
    password: bool,
}

#[derive(Args)]
pub struct Owner {
    /// The team's name from now on; without, whose it is || 团队的新名称；不写则查看属于谁
    #[arg(value_name = "TEAM", requires = "reason")]
    name: Option<String>,
    /// Why || 理由
    #[arg(long, value_name = "TEXT", requires = "name")]
    reason: Option<String>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Owner {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = match (&self.name, &self.reason) {
            (Some(name), reason) => {
                owner::Request::Set(name.clone(), reason.clone().unwrap_or_default())
            }
            _ => owner::Request::Show,
        };
        let report = owner::run(&request, &call.at, &call.context)?;
        let page = || ledger::owner::page(&report, call.lang());
        call.show(self.json, || ledger::owner::json(&report), page);
        Ok(0)
    }
}

#[derive(Args)]
pub struct Rename {
    /// The id that entries have so far || 以前记录里的编号
    #[arg(long, value_name = "ID")]
    from: String,
    /// The id, or the name, that the person has now || 现在的编号或姓名
    #[arg(long, value_name = "PERSON")]
    to: String,
    /// Why || 理由
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Rename {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = rename::Request {
            from: self.from.clone(),
            to: self.to.clone(),
            reason: self.reason.clone(),
        };
        let report = rename::run(&request, &call.at, &call.context)?;
        call.session
            .show(&ledger::rename::page(&report, call.lang()));
        Ok(0)
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleName {
    Agent,
    Supervisor,
    Manager,
    None,
}

impl User {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let role = |role: RoleName| match role {
            RoleName::Agent => Some(Role::Agent),
            RoleName::Supervisor => Some(Role::Supervisor),
            RoleName::Manager => Some(Role::Manager),
            RoleName::None => None,
        };
        let request = match &self.name {
            Some(name) => user::Request::Set(user::Named {
                name: name.clone(),
                role: self.role.map(role),
                login: self.login.clone(),
                password: self.password,
            }),
            None => user::Request::List,
        };
        let report = user::run(&request, &call.at, &call.context)?;
        call.session.show(&ledger::user::page(&report, call.lang()));
        Ok(0)
    }
}
