//! `paiban ledger`: what happened goes in; what it comes to goes out.

mod events;
mod month;
mod set_up;

use super::output;
use super::place::Beside;
use super::session::Session;
use crate::app::{AppError, Context, LedgerPlace};
use crate::report::{self, Page};
use crate::text::Lang;
use clap::{Args, Subcommand};
use serde_json::Value;

#[derive(Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Ledger {
    #[command(flatten)]
    beside: Beside,
    #[command(subcommand)]
    command: Command,
}

/// The commands, in the order of the help.
#[derive(Subcommand)]
enum Command {
    /// Make a new ledger || 新建台账
    Init(set_up::Init),
    /// Adopt a policy, or list those that are adopted || 采用制度，或列出已采用的制度
    Policy(set_up::Policy),
    /// Say who may use the ledger, and how || 指定台账的用户和角色
    User(set_up::User),
    /// Say that the team is called otherwise now, or whose ledger it is || 团队改名，或查看台账属于谁
    Owner(set_up::Owner),
    /// Somebody has another id now: what stands under the first is theirs || 某人改了工号：以前编号名下的记录都算本人的
    Rename(set_up::Rename),
    /// Record an event || 记录事件
    Add(Box<events::Add>),
    /// Record the events of a table, all or none || 导入表格中的事件，要么全部要么不导
    Import(events::Import),
    /// List entries || 列出记录
    List(events::List),
    /// Show an entry with all that was said about it || 显示一条记录及后续的全部说明
    Show(events::Show),
    /// Who stands where, and what the next step would be || 每个人到了哪一步，下一步是什么
    Status(events::Status),
    /// Take an entry back, by another entry || 冲正：用新记录撤回一条记录
    Correct(events::Entry),
    /// Remit what an event brings; it still counts || 免除后果，但仍计次数
    Waive(events::Reason),
    /// Appeal against an event || 对事件申诉
    Appeal(events::Reason),
    /// Answer an appeal || 答复申诉
    Answer(events::Answer),
    /// Note that the person has read an event || 签收：本人已看过
    Acknowledge(events::Acknowledge),
    /// The register of payments to customers || 付款登记：付给顾客的每一笔
    Payments(events::Payments),
    /// Approve a payment that waits for it || 批准一笔等待批准的付款
    Approve(events::Approve),
    /// Write down what a review came to || 记录审议决定
    Decide(events::Decide),
    /// Close a month: freeze it, write payroll and statements || 月结：定账，写出工资表和确认单
    Close(month::Close),
    /// What a month comes to for a person, to read and sign || 个人月度确认单，供本人查看签字
    Statement(month::Statement),
    /// Read everything again, and find any tampering || 重新核对全部内容，查出任何改动
    Verify(month::Verify),
    /// Who was on duty, by the published roster || 按已发布的班表查谁当班
    WhoWasOn(month::WhoWasOn),
}

/// A call of one of the commands.
struct Call<'a> {
    session: &'a Session,
    at: LedgerPlace,
    context: Context,
}

impl Call<'_> {
    fn lang(&self) -> Lang {
        self.session.lang
    }

    /// Shows a page, or the same as JSON.
    fn show(&self, json: bool, object: impl FnOnce() -> Value, page: impl FnOnce() -> Page) {
        if json {
            output::print(&report::json(&object()));
        } else {
            self.session.show(&page());
        }
    }
}

impl Ledger {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let call = Call {
            session,
            at: self.beside.ledger(),
            context: session.at(&self.beside.place),
        };
        match &self.command {
            Command::Init(args) => args.run(&call),
            Command::Policy(args) => args.run(&call),
            Command::User(args) => args.run(&call),
            Command::Owner(args) => args.run(&call),
            Command::Rename(args) => args.run(&call),
            Command::Add(args) => args.run(&call),
            Command::Import(args) => args.run(&call),
            Command::List(args) => args.run(&call),
            Command::Show(args) => args.run(&call),
            Command::Status(args) => args.run(&call),
            Command::Correct(args) => args.correct(&call),
            Command::Waive(args) => args.waive(&call),
            Command::Appeal(args) => args.appeal(&call),
            Command::Answer(args) => args.run(&call),
            Command::Acknowledge(args) => args.run(&call),
            Command::Payments(args) => args.run(&call),
            Command::Approve(args) => args.run(&call),
            Command::Decide(args) => args.run(&call),
            Command::Close(args) => args.run(&call),
            Command::Statement(args) => args.run(&call),
            Command::Verify(args) => args.run(&call),
            Command::WhoWasOn(args) => args.run(&call),
        }
    }
}
