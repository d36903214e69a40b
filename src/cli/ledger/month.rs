//! A month's end and proof: `close`, `statement`, `verify`, `who-was-on`.

use super::Call;
use crate::app::AppError;
use crate::app::ledger::{close, statement, verify, who};
use crate::cli::{BROKEN, given};
use crate::domain::time::Month;
use crate::report::ledger;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Close {
    /// The month; default: the first that is open || 月份；默认第一个未月结的月份
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    /// Table of person, wage, bonus, minimum || 工资表：person、wage、bonus、minimum
    #[arg(long, value_name = "FILE")]
    wages: Option<PathBuf>,
    /// Close without caps where wages are missing || 没有工资的人不设上限
    #[arg(long)]
    no_caps: bool,
    /// Folder for the papers; default: the month's, beside the ledger || 文件放在哪个目录；默认台账旁的月份目录
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Close it before it is over || 月份没结束也月结
    #[arg(long)]
    early: bool,
    /// Show it only, write nothing || 只显示，不写入
    #[arg(long)]
    dry_run: bool,
    /// Overwrite papers that are there || 覆盖已有文件
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Close {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = close::Request {
            month: self.month,
            wages: self.wages.clone(),
            uncapped: self.no_caps,
            out: self.out.clone(),
            early: self.early,
            dry: self.dry_run,
            force: self.force,
            lang: call.lang(),
        };
        let report = close::run(&request, &call.at, &call.context)?;
        let page = || ledger::close::page(&report, call.lang());
        call.show(self.json, || ledger::close::json(&report), page);
        let without_papers = ledger::close::without_papers(&report);
        match report.made.map(|made| made.papers) {
            Some(Err(error)) => {
                call.session.note(&without_papers);
                Err(error)
            }
            _ => Ok(0),
        }
    }
}

#[derive(Args)]
pub struct Statement {
    /// Whose || 谁的
    #[arg(long, value_name = "PERSON", required_unless_present = "out")]
    person: Option<String>,
    /// The month; default: the last that is closed || 月份；默认最近月结的月份
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    /// Write a page to print; without --person, into this folder all papers of a closed month || 写成可打印的网页；不写 --person 则把已月结月份的全部文件写进该目录
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite what is there || 覆盖已有文件
    #[arg(long)]
    force: bool,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long, conflicts_with = "out")]
    json: bool,
}

impl Statement {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let request = statement::Request {
            person: self.person.clone(),
            month: self.month,
            out: self.out.clone(),
            force: self.force,
            lang: call.lang(),
        };
        let report = statement::run(&request, &call.at, &call.context)?;
        let page = || ledger::statement::page(&report, call.lang());
        call.show(self.json, || ledger::statement::json(&report), page);
        Ok(0)
    }
}

#[derive(Args)]
pub struct Verify {
    /// A hash noted earlier, to be found again || 以前记下的哈希，看是否还在
    #[arg(long, value_name = "HASH")]
    head: Option<String>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Verify {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let report = verify::run(self.head.as_deref(), &call.at, &call.context)?;
        let page = || ledger::verify::page(&report, call.lang());
        call.show(self.json, || ledger::verify::json(&report), page);
        Ok(if report.holds() { 0 } else { BROKEN })
    }
}

#[derive(Args)]
pub struct WhoWasOn {
    /// When; default: now || 时间；默认现在
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl WhoWasOn {
    pub(super) fn run(&self, call: &Call<'_>) -> Result<u8, AppError> {
        let report = who::run(self.at.as_deref(), &call.at, &call.context)?;
        let page = || ledger::who::page(&report, call.lang());
        call.show(self.json, || ledger::who::json(&report), page);
        Ok(0)
    }
}
