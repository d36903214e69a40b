//! The command line: arguments in, a report as text or JSON out. The only place that prints, or reads the clock and the
//! environment; it decides nothing.

mod answers;
mod bench;
mod cases;
mod charts;
mod explain;
mod files;
mod given;
mod given_roster;
mod help;
mod lang;
mod ledger;
mod output;
mod place;
mod roster;
mod rules;
mod session;
mod shell;
mod staff;
mod usage;
mod who;

use crate::app::AppError;
use crate::input::sheet_file::READER;
use crate::ledger::error::LedgerError;
use crate::report::error;
use clap::{ArgAction, FromArgMatches, Parser, Subcommand};
use session::Session;
use std::process::ExitCode;

/// Exit code: a rule is broken, no roster exists, a ledger is not as it was written, there is nothing to close.
const BROKEN: u8 = 1;
/// Exit code: bad input or usage.
const BAD_INPUT: u8 = 2;
/// Exit code: a fault of the program itself.
const INTERNAL: u8 = 3;

/// Rosters customer-service teams, and proves how good the roster is || 客服排班：自动排出整月班表，并证明它有多好
#[derive(Parser)]
#[command(
    name = "paiban",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Cli {
    /// Print help || 显示帮助
    #[arg(short, long, action = ArgAction::Help, global = true)]
    help: Option<bool>,
    /// Print the version || 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
    /// Language; default from the locale || 语言；默认按系统设置
    #[arg(long, value_name = "zh|en", value_parser = lang::tags(), ignore_case = true, hide_possible_values = true, global = true)]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

/// The commands, in the order of the help.
#[derive(Subcommand)]
enum Command {
    /// Write a commented team.toml to edit || 生成一份带说明的 team.toml，改一改就能用
    Init(files::Init),
    /// Write a month's roster, with a proven bound || 排出一个月的班表，并给出已证明的界
    Roster(roster::Roster),
    /// Check any roster file, also one edited by hand || 检查任何班表文件，包括手工改过的
    Check(files::Check),
    /// Draw a roster for print, screen and phone || 把班表画成图：打印、屏幕、手机
    Chart(charts::Chart),
    /// Export a roster: workbook, calendars, CSV, JSON, handover sheet || 导出班表：Excel、日历、CSV、JSON、交接表
    Export(files::Export),
    /// Take a roster back from Excel or CSV, and say what changed || 把 Excel 或 CSV 里的班表导回来，并列出改动
    Import(files::Import),
    /// Publish a roster: from then on the ledger knows who is on duty || 发布班表：此后台账就知道谁当班
    Publish(files::Publish),
    /// Can this leave be granted? With the fewest changes, proven || 这次请假能不能批？给出已证明最少的改动
    Leave(answers::Leave),
    /// What a swap of shifts between two people breaks or costs || 两人换班会违反什么、代价多少
    Swap(answers::Swap),
    /// The team file was edited: the fewest changes to the published roster || 团队文件改过之后：已发布班表最少要改哪几格
    Change(answers::Change),
    /// Why a month has no roster and what would help, or why a person has a shift || 为什么排不出班表、怎么解决，或者为什么某人某天上这个班
    Explain(explain::Explain),
    /// Hours, nights, weekends and holidays over the months, and what the next roster owes whom || 各月累计的工时、晚班、周末班、节假日班，以及下个月该补给谁
    Fairness(files::Fairness),
    /// How many people a month needs, from the contacts of the past || 由历史进线量预测，一个月每半小时需要多少人
    Staff(staff::Staff),
    /// The discipline ledger: events in, fines and awards out || 奖惩台账：记录事件，算出罚款和奖励
    Ledger(ledger::Ledger),
    /// Complaints and bad reviews: followed up until the closing call || 投诉和中差评：一直跟进到回访结案
    Case(cases::Cases),
    /// What each rule means, why, its parameters, an example || 每条规则的含义、理由、参数和例子
    Rules(rules::Rules),
    /// Solve a public benchmark instance || 求解公开的测试算例
    Bench(bench::Bench),
    /// Print what a shell needs to complete commands and options || 输出命令行补全脚本
    Completions(shell::Completions),
    /// Write a page for `man` of every command || 为每条命令写一页 man 手册
    Man(shell::Man),
}

/// Runs the command line and gives the process's exit code.
pub fn main() -> ExitCode {
    keep_quiet_about_workbooks();
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let lang = lang::choose(&arguments);
    let session = Session::new(lang);
    let mut grammar = help::grammar(lang);
    let read = grammar
        .try_get_matches_from_mut(&arguments)
        .and_then(|matches| {
            let blank = given::blank(&grammar, &matches);
            Ok((Cli::from_arg_matches(&matches)?, blank))
        });
    let code = match read {
        Err(error) => usage::report(&error, lang),
        Ok((_, Some(option))) => usage::blank(&option, lang),
        Ok((cli, None)) => {
            run(&cli.command, &session).unwrap_or_else(|error| report(&error, &session))
        }
    };
    ExitCode::from(code)
}

/// A workbook at which its reader panics is refused in words; the panic itself is no news.
fn keep_quiet_about_workbooks() {
    let tell = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(READER) {
            tell(panic);
        }
    }));
}

fn run(command: &Command, session: &Session) -> Result<u8, AppError> {
    match command {
        Command::Init(args) => args.run(session),
        Command::Roster(args) => args.run(session),
        Command::Check(args) => args.run(session),
        Command::Chart(args) => args.run(session),
        Command::Export(args) => args.run(session),
        Command::Import(args) => args.run(session),
        Command::Publish(args) => args.run(session),
        Command::Leave(args) => args.run(session),
        Command::Swap(args) => args.run(session),
        Command::Change(args) => args.run(session),
        Command::Explain(args) => args.run(session),
        Command::Fairness(args) => args.run(session),
        Command::Staff(args) => args.run(session),
        Command::Ledger(args) => args.run(session),
        Command::Case(args) => args.run(session),
        Command::Rules(args) => args.run(session),
        Command::Bench(args) => args.run(session),
        Command::Completions(args) => args.run(session),
        Command::Man(args) => args.run(session),
    }
}

/// Says why a command could not do its work; gives the exit code.
fn report(failure: &AppError, session: &Session) -> u8 {
    output::error(&error::draw(
        failure,
        session.lang,
        output::color_on_stderr(),
    ));
    match failure {
        AppError::Ledger { error, .. } => match error.as_ref() {
            LedgerError::NothingThere { .. } => BROKEN,
            _ => BAD_INPUT,
        },
        AppError::Internal(_) => INTERNAL,
        _ => BAD_INPUT,
    }
}
