//! Recording and looking: `add`, `import`, `list`, `show`, `status`, and what is said about entries.

use super::Call;
use crate::app::AppError;
use crate::app::ledger::feed::{Feed, Refused};
use crate::app::ledger::remark::{self, Remark};
use crate::app::ledger::{add, import, list, payment, show, status};
use crate::cli::{BAD_INPUT, given, output, usage};
use crate::domain::time::Month;
use crate::ledger::entry::EntryId;
use crate::report::ledger;
use crate::text;
use clap::{ArgGroup, Args, value_parser};
use std::io::BufRead;
use std::path::PathBuf;

#[derive(Args)]
pub struct Add {
    /// Who answers, by id or name; without, who was on duty || 责任人的工号或姓名；不写则为当班的人
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// What it is, as the policy calls it || 类别，按制度的 id
    #[arg(long, value_name = "CATEGORY", required_unless_present = "stdin")]
    category: Option<String>,
    /// When it happened; default: now || 发生时间；默认现在
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// What proves it; the slip of a payment || 证据；付款写单据
    #[arg(long, value_name = "TEXT")]
    evidence: Option<String>,
    /// The order it is about || 订单号
    #[arg(long, value_name = "ID")]
    order: Option<String>,
    /// How long it took, where there is a limit: 45, 1:30 or 90s || 用时，类别有时限时填写：45、1:30 或 90秒
    #[arg(long, value_name = "N")]
    minutes: Option<String>,
    /// What was paid to the customer || 付给顾客的金额
    #[arg(long, value_name = "YUAN")]
    amount: Option<String>,
    /// Who approved the payment; where users prove who they are, they do so themselves: `paiban ledger approve` || 付款批准人；用户须证明身份时由其本人批准：paiban ledger approve
    #[arg(long, value_name = "NAME")]
    approved_by: Option<String>,
    /// The customer's account, of a payment || 顾客账号，用于付款
    #[arg(long, value_name = "NAME")]
    customer: Option<String>,
    /// What a payment is for, as its remark says it || 付款备注的内容
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Whose leave was to be covered || 该由人顶班的请假者
    #[arg(long, value_name = "PERSON")]
    leave_of: Option<String>,
    /// The case it comes from || 来自哪个案件
    #[arg(long, value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    case: Option<EntryId>,
    /// Record it though an entry says the same || 即使已有相同记录也再记一次
    #[arg(long)]
    again: bool,
    /// Record it though the person was not in the team then || 即使此人当时不在团队也记录
    #[arg(long)]
    anyway: bool,
    /// Read events as JSON, one object a line, from standard input || 从标准输入读取 JSON，每行一个事件
    #[arg(long, conflicts_with_all = ["person", "category", "at", "evidence", "order", "minutes", "amount", "approved_by", "customer", "note", "leave_of", "case", "again", "anyway"])]
    stdin: bool,
}

impl Add {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        if self.stdin {
            return feed(call);
        }
        let request = add::Request {
            person: self.person.clone(),
            category: self.category.clone().unwrap_or_default(),
            at: self.at.clone(),
            evidence: self.evidence.clone(),
            order: self.order.clone(),
            case: self.case,
            minutes: self.minutes.clone(),
            amount: self.amount.clone(),
            approved: self.approved_by.clone(),
            customer: self.customer.clone(),
            note: self.note.clone(),
            leave_of: self.leave_of.clone(),
            again: self.again,
            anyway: self.anyway,
        };
        let report = add::run(&request, &call.at, &call.context)?;
        call.session.show(&ledger::add::page(&report, call.lang()));
        Ok(0)
    }
}

/// Takes lines from standard input, and acknowledges each.
fn feed(call: &Call<'_>) -> Result<u8, AppError> {
    let mut feed = Feed::open(&call.at, &call.context)?;
    let mut input = std::io::stdin().lock();
    let (mut code, mut bytes) = (0, Vec::new());
    for number in 1_u64.. {
        bytes.clear();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return Ok(unreadable(call, &error)),
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        match feed.take(&bytes) {
            Ok(entry) => output::print(&format!("{{\"line\":{number},\"entry\":{entry}}}\n")),
            Err(Refused::Line(flaw)) => {
                code = BAD_INPUT;
                call.session.note(&ledger::feed::flaw(number, &flaw));
            }
            Err(Refused::End(error)) => {
                call.session.note(&ledger::feed::ended(number, &error));
                return Err(error);
            }
        }
    }
    Ok(code)
}

fn unreadable(call: &Call<'_>, error: &std::io::Error) -> u8 {
    usage::complain(
        &text!(
            "standard input cannot be read: {error}",
            "标准输入无法读取：{error}"
        ),
        &text!(
            "the lines that were acknowledged are written; send the others again",
            "已确认的行都已写入；请重发其余的行"
        ),
        call.lang(),
    );
    BAD_INPUT
}

#[derive(Args)]
pub struct Import {
    /// The table, .csv or .xlsx || 表格，.csv 或 .xlsx
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Leave out what is recorded already || 跳过已有的记录
    #[arg(long)]
    skip_known: bool,
    /// Record events of people who were not in the team then || 即使当时不在团队也记录
    #[arg(long)]
    anyway: bool,
    /// Check only, write nothing || 只检查，不写入
    #[arg(long)]
    dry_run: bool,
}

impl Import {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = import::Request {
            file: self.file.clone(),
            skip_known: self.skip_known,
            anyway: self.anyway,
            dry: self.dry_run,
        };
        let report = import::run(&request, &call.at, &call.context)?;
        call.session
            .show(&ledger::import::page(&report, call.lang()));
        Ok(0)
    }
}

#[derive(Args)]
pub struct List {
    /// Of this month; default: the present one, for a person all || 哪个月；默认本月，按人查则为全部
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    /// About this person || 某个人的
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// Of this kind: event, waive, appeal, close … || 某一种：event、waive、appeal、close…
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl List {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = list::Request {
            month: self.month,
            person: self.person.clone(),
            kind: self.kind.clone(),
        };
        let report = list::run(&request, &call.at, &call.context)?;
        let page = || ledger::list::page(&report, call.lang());
        call.show(self.json, || ledger::list::json(&report), page);
        Ok(0)
    }
}

#[derive(Args)]
pub struct Show {
    /// The entry's number || 记录编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Show {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let report = show::run(self.id, &call.at, &call.context)?;
        let page = || ledger::show::page(&report, call.lang());
        call.show(self.json, || ledger::show::json(&report), page);
        Ok(0)
    }
}

#[derive(Args)]
pub struct Status {
    /// This person, on every ladder || 只看某人，列出所有阶梯
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// At the end of this month; default: now || 某月月底的情况；默认现在
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Status {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = status::Request {
            person: self.person.clone(),
            month: self.month,
        };
        let report = status::run(&request, &call.at, &call.context)?;
        let page = || ledger::status::page(&report, call.lang());
        call.show(self.json, || ledger::status::json(&report), page);
        Ok(0)
    }
}

fn say(call: &Call<'_>, id: EntryId, remark: &Remark) -> Result<u8, AppError> {
    let report = remark::run(id, remark, &call.at, &call.context)?;
    call.session
        .show(&ledger::remark::page(&report, call.lang()));
    Ok(0)
}

#[derive(Args)]
pub struct Entry {
    /// The entry's number || 记录编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// Why || 理由
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Entry {
    pub(super) fn correct(&self, call: &Call<'_>) -> Result<u8, AppError> {
        say(call, self.id, &Remark::Correct(self.reason.clone()))
    }
}

#[derive(Args)]
pub struct Reason {
    /// The event's number || 事件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// Why || 理由
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Reason {
    pub(super) fn waive(&self, call: &Call<'_>) -> Result<u8, AppError> {
        say(call, self.id, &Remark::Waive(self.reason.clone()))
    }

    pub(super) fn appeal(&self, call: &Call<'_>) -> Result<u8, AppError> {
        say(call, self.id, &Remark::Appeal(self.reason.clone()))
    }
}

#[derive(Args)]
#[command(group = ArgGroup::new("verdict").args(["grant", "reject"]).required(true))]
pub struct Answer {
    /// The event's number || 事件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// The event is dropped || 准许，事件作废
    #[arg(long)]
    grant: bool,
    /// The event stands || 驳回，事件有效
    #[arg(long)]
    reject: bool,
    /// Why || 理由
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

impl Answer {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let granted = self.grant && !self.reject;
        say(call, self.id, &Remark::Answer(granted, self.reason.clone()))
    }
}

#[derive(Args)]
pub struct Acknowledge {
    /// The event's number || 事件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// What the person says to it || 本人的说明
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Acknowledge {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let note = self.note.clone().unwrap_or_default();
        say(call, self.id, &Remark::Acknowledge(note))
    }
}

#[derive(Args)]
pub struct Payments {
    /// Of this month; default: the present one || 哪个月；默认本月
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    /// Write them as a workbook for accounting, .xlsx || 写成给财务的 Excel 登记表，.xlsx
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite what is there || 覆盖已有文件
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Payments {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let asked = payment::Asked {
            month: self.month,
            out: self.out.clone(),
            force: self.force,
            lang: call.lang(),
        };
        let register = payment::register(&asked, &call.at, &call.context)?;
        let page = || ledger::payment::register(&register, call.lang());
        call.show(self.json, || ledger::payment::json(&register), page);
        Ok(0)
    }
}

#[derive(Args)]
pub struct Approve {
    /// The payment's number || 付款记录编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// What there is to say to it || 说明
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

impl Approve {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let note = self.note.as_deref().unwrap_or_default();
        let done = payment::approve(self.id, note, &call.at, &call.context)?;
        call.session
            .show(&ledger::payment::approved(&done, call.lang()));
        Ok(0)
    }
}

#[derive(Args)]
pub struct Decide {
    /// The event's number || 事件编号
    #[arg(value_name = "ID", value_parser = value_parser!(i64).range(1..))]
    id: EntryId,
    /// What was decided || 决定内容
    #[arg(long, value_name = "TEXT")]
    decision: String,
}

impl Decide {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        say(call, self.id, &Remark::Decide(self.decision.clone()))
    }
}
