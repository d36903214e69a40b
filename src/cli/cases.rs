//! `paiban case`.

use super::output;
use super::place::Beside;
use super::session::Session;
use crate::app::AppError;
use crate::app::cases::{self, End, New, Update};
use crate::ledger::entry::{CaseState, EntryId, Severity};
use crate::report;
use clap::{Args, Subcommand, ValueEnum, value_parser};

#[derive(Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Cases {
    #[command(flatten)]
    beside: Beside,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Open a case || 立案
    Open(Open),
    /// Note a step of a case || 记录案件跟进
    Update(Step),
    /// List cases, the most urgent first || 列出案件，最急的在前
    List(List),
    /// Show a case with its history || 显示案件和经过
    Show(Show),
    /// Close a case || 结案
    Close(Close),
}

#[derive(Clone, Copy, ValueEnum)]
enum SeverityName {
    Severe,
    Normal,
    Minor,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Severity {
        match name {
            SeverityName::Severe => Severity::Severe,
            SeverityName::Normal => Severity::Normal,
            SeverityName::Minor => Severity::Minor,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
enum StateName {
    Open,
    Messaged,
    Texted,
    Called,
    Promised,
    Compensation,
    Refused,
}

impl From<StateName> for CaseState {
    fn from(name: StateName) -> CaseState {
        match name {
            StateName::Open => CaseState::Open,
            StateName::Messaged => CaseState::Messaged,
            StateName::Texted => CaseState::Texted,
            StateName::Called => CaseState::Called,
            StateName::Promised => CaseState::Promised,
            StateName::Compensation => CaseState::Compensation,
            StateName::Refused => CaseState::Refused,
        }
    }
}

#[derive(Args)]
struct Open {
    /// Its kind, as the policy calls it || 类型，按制度的 id
    #[arg(long, value_name = "KIND")]
    kind: String,
    /// severe, normal or minor || severe 严重、normal 一般、minor 轻微
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    severity: Option<SeverityName>,
    /// Who follows it up, by id or name || 跟进人的工号或姓名
    #[arg(long, value_name = "PERSON")]
    person: String,
    /// The customer's account || 顾客账号
    #[arg(long, value_name = "NAME")]
    customer: Option<String>,
    /// The order || 订单号
    #[arg(long, value_name = "ID")]
    order: Option<String>,
    /// When it came up; default: now || 发生时间；默认现在
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// When it must be closed; default: by the policy || 了结期限；默认按制度
    #[arg(long, value_name = "TIME")]
    due: Option<String>,
    /// What it is about || 事由
    #[arg(long, value_name = "TEXT")]
    about: String,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Step {
    /// The case's number || 案件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// open, messaged, texted, called, promised, compensation or refused || open 未处理、messaged 已留言、texted 已发短信、called 已致电、promised 已承诺、compensation 待补偿、refused 已拒绝
    #[arg(long, value_name = "STATE", hide_possible_values = true)]
    state: Option<StateName>,
    /// Who follows it up, by id or name || 跟进人的工号或姓名
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// severe, normal or minor || severe 严重、normal 一般、minor 轻微
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    severity: Option<SeverityName>,
    /// When it must be closed; default: by the policy || 了结期限；默认按制度
    #[arg(long, value_name = "TIME")]
    due: Option<String>,
    /// What was done || 做了什么
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

#[derive(Args)]
struct List {
    /// Closed ones too || 包括已结案的
    #[arg(long)]
    all: bool,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Show {
    /// The case's number || 案件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Close {
    /// The case's number || 案件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// What came out || 结果
    #[arg(long, value_name = "TEXT")]
    result: String,
    /// When the customer was called at the end || 结案回访的时间
    #[arg(long, value_name = "TIME")]
    called: Option<String>,
}

impl Cases {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let (at, context) = (self.beside.ledger(), session.at(&self.beside.place));
        let lang = session.lang;
        match &self.command {
            Command::Open(args) => {
                let case = cases::open(&args.asked(), &at, &context)?;
                if args.json {
                    output::print(&report::json(&report::cases::json(&case)));
                } else {
                    session.show(&report::cases::opened(&case, lang));
                }
            }
            Command::Update(args) => {
                let case = cases::update(args.id, &args.update(), &at, &context)?;
                session.show(&report::cases::updated(&case, lang));
            }
            Command::List(args) => {
                let cases = cases::list(args.all, &at, &context)?;
                if args.json {
                    output::print(&report::json(&report::cases::list_json(&cases)));
                } else {
                    session.show(&report::cases::list(&cases, lang));
                }
            }
            Command::Show(args) => {
                let case = cases::show(args.id, &at, &context)?;
                if args.json {
                    output::print(&report::json(&report::cases::json(&case)));
                } else {
                    session.show(&report::cases::page(&case, lang));
                }
            }
            Command::Close(args) => {
                let end = End {
                    result: args.result.clone(),
                    called: args.called.clone(),
                };
                let closed = cases::close(args.id, &end, &at, &context)?;
                session.show(&report::cases::closed(&closed, lang));
            }
        }
        Ok(0)
    }
}

impl Open {
    fn asked(&self) -> New {
        New {
            kind: self.kind.clone(),
            severity: self.severity.map(Severity::from),
            person: self.person.clone(),
            customer: self.customer.clone(),
            order: self.order.clone(),
            at: self.at.clone(),
            due: self.due.clone(),
            about: self.about.clone(),
        }
    }
}

impl Step {
    fn update(&self) -> Update {
        Update {
            state: self.state.map(CaseState::from),
            person: self.person.clone(),
            severity: self.severity.map(Severity::from),
            due: self.due.clone(),
            note: self.note.clone(),
        }
    }
}
