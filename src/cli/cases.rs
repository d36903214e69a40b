//! `paiban case`.

use super::output;
use super::place::Beside;
use super::session::Session;
use crate::app::AppError;
use crate::app::cases::{self, End, New, Update, Wanted};
use crate::ledger::entry::{CaseFacts, CaseState, Contact, EntryId, Party, Problem, Severity};
use crate::ledger::entry::{Stage, Stands};
use crate::report;
use crate::text::Lang;
use clap::{Args, Subcommand, ValueEnum, value_parser};
use std::path::PathBuf;

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
    Changed,
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
            StateName::Changed => CaseState::Changed,
        }
    }
}

/// Names that stand for others.
macro_rules! names {
    ($name:ident for $of:ty: $($word:ident),+) => {
        #[derive(Clone, Copy, ValueEnum)]
        enum $name {
            $($word),+
        }

        impl From<$name> for $of {
            fn from(name: $name) -> $of {
                match name {
                    $($name::$word => <$of>::$word),+
                }
            }
        }
    };
}

names!(ContactName for Contact: Messaged, Texted, Called);
names!(StandsName for Stands: Changed, Promised, Refused, Compensation);
names!(PartyName for Party: Shop, Warehouse, Carrier, Customer);
names!(ProblemName for Problem: NotAsImagined, Service, Short, OutOfStock, Late, Damaged, Quality);
// The last step is what `case close` is for.
names!(StageName for Stage: Report, Registration, Confirmation, Solution, CarryingOut, Feedback, Analysis, EndConfirmed);

/// What else is known of a case.
#[derive(Args)]
struct Facts {
    /// The customer's telephone number; masked where it is shown || 顾客电话；显示时隐去中间
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// What was bought || 购买物品
    #[arg(long, value_name = "TEXT")]
    goods: Option<String>,
    /// not-as-imagined, service, short, out-of-stock, late, damaged or quality || not-as-imagined 与想象不符、service 服务不满意、short 少发货、out-of-stock 缺货、late 到货延迟、damaged 运输破损、quality 质量问题
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    problem: Option<ProblemName>,
    /// Who is responsible: shop, warehouse, carrier or customer || 责任方：shop 店铺、warehouse 仓库、carrier 快递、customer 买家
    #[arg(long, value_name = "WHO", hide_possible_values = true)]
    responsible: Option<PartyName>,
}

impl Facts {
    fn told(&self) -> CaseFacts {
        CaseFacts {
            goods: self.goods.clone(),
            phone: self.phone.clone(),
            problem: self.problem.map(Problem::from),
            party: self.responsible.map(Party::from),
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
    /// Who follows it up, by id or name; default: whoever has the customer, else you || 跟进人的工号或姓名；默认是这位买家的客服，新买家则是你
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
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
    #[command(flatten)]
    facts: Facts,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Step {
    /// The case's number || 案件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// One word for --done or --stands; open opens a closed case again || 用一个词写 --done 或 --stands；open 重新打开已结案的案件
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
    /// What was done to reach the customer: messaged, texted or called || 处理状态：messaged 已留言、texted 已发短信、called 已致电
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    done: Option<ContactName>,
    /// How it stands: changed, promised, refused or compensation || 进展状况：changed 已删除或修改、promised 答应修改、refused 拒绝修改、compensation 等待补偿
    #[arg(long, value_name = "HOW", hide_possible_values = true)]
    stands: Option<StandsName>,
    /// By when the customer has promised to change it || 答应在什么时间之前修改
    #[arg(long, value_name = "TIME")]
    promised: Option<String>,
    /// Which step it has come to: report, registration, confirmation, solution, carrying-out, feedback, analysis or end-confirmed || 走到哪一步：report 客户报修、registration 信息登记、confirmation 问题确认、solution 解决方案、carrying-out 实施、feedback 客户反馈、analysis 反馈分析、end-confirmed 问题解决确认
    #[arg(long, value_name = "STEP", hide_possible_values = true)]
    step: Option<StageName>,
    #[command(flatten)]
    facts: Facts,
    /// What was done || 做了什么
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Why steps were left out before --step || 跳过中间步骤的原因
    #[arg(long, value_name = "WHY", requires = "step")]
    anyway: Option<String>,
}

#[derive(Args)]
struct List {
    /// Closed ones too || 包括已结案的
    #[arg(long)]
    all: bool,
    /// Of this customer || 某位顾客的
    #[arg(long, value_name = "NAME")]
    customer: Option<String>,
    /// Followed up by this person || 某人跟进的
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Write them as a workbook, .xlsx || 写成 Excel 表，.xlsx
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite what is there || 覆盖已有文件
    #[arg(long)]
    force: bool,
    /// Show telephone numbers whole || 显示完整电话
    #[arg(long)]
    whole_phone: bool,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
struct Show {
    /// The case's number || 案件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// Show the telephone number whole || 显示完整电话
    #[arg(long)]
    whole_phone: bool,
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
    /// Why steps were left out before the end || 跳过中间步骤的原因
    #[arg(long, value_name = "WHY")]
    anyway: Option<String>,
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
                let cases = cases::list(&args.wanted(lang), &at, &context)?;
                if args.json {
                    output::print(&report::json(&report::cases::list_json(&cases)));
                } else {
                    session.show(&report::cases::list(&cases, lang));
                }
            }
            Command::Show(args) => {
                let case = cases::show(args.id, args.whole_phone, &at, &context)?;
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
                    anyway: args.anyway.clone(),
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
            facts: self.facts.told(),
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
            contact: self.done.map(Contact::from),
            stands: self.stands.map(Stands::from),
            promised: self.promised.clone(),
            stage: self.step.map(Stage::from),
            facts: self.facts.told(),
            anyway: self.anyway.clone(),
        }
    }
}

impl List {
    fn wanted(&self, lang: Lang) -> Wanted {
        Wanted {
            all: self.all,
            customer: self.customer.clone(),
            person: self.person.clone(),
            phone: self.whole_phone,
            out: self.out.clone(),
            force: self.force,
            lang,
        }
    }
}
