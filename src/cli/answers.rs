//! `paiban leave`, `swap` and `change`.

use super::place::Place;
use super::session::Session;
use super::{BROKEN, given};
use crate::app::answers::{Asked, SECONDS, change, leave, swap};
use crate::app::{AppError, Context, LedgerPlace};
use crate::domain::time::Month;
use crate::report::{self, Page, answers};
use chrono::NaiveDate;
use clap::Args;
use serde_json::Value;
use std::path::{Path, PathBuf};

#[derive(Args)]
pub struct Leave {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// Who, by id or name || 谁，工号或姓名
    #[arg(long, value_name = "PERSON")]
    person: String,
    /// First day of the leave || 请假第一天
    #[arg(long, value_name = "DATE", value_parser = given::date)]
    from: NaiveDate,
    /// Last day; default: the first || 最后一天；默认只有一天
    #[arg(long, value_name = "DATE", value_parser = given::date)]
    to: Option<NaiveDate>,
    /// Which kind: 年假, 病假, 事假, 调休 or the team's own; default: that of the request in the team file || 哪种假：年假、病假、事假、调休或团队自定的；默认按团队文件里的申请
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Keep the cover that is wanted too, not only the hard rules || 不仅满足硬规则，还要保住希望的在岗人数
    #[arg(long)]
    keep_cover: bool,
    /// Only plans in which this colleague takes over, by id or name || 只要由这位同事顶班的改法，写工号或姓名
    #[arg(long, value_name = "NAME")]
    stand_in: Option<String>,
    /// Which of the plans that are shown; default: the first. For several months one number each, as in 2,1 || 选列出的第几种改法；默认第一种。跨月时每月一个编号，如 2,1
    #[arg(long, value_name = "N", value_delimiter = ',')]
    plan: Vec<usize>,
    /// Grant it: into the team file, with the new roster published || 批准：写入团队文件，并发布新班表
    #[arg(long)]
    grant: bool,
    #[command(flatten)]
    common: Common,
    /// Seconds, at most; default 20 || 最多用多少秒；默认 20
    #[arg(long, value_name = "S", value_parser = given::seconds)]
    time_limit: Option<f64>,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct Swap {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// Who, by id or name || 谁，工号或姓名
    #[arg(long, value_name = "PERSON")]
    person: String,
    /// The day || 哪一天
    #[arg(long, value_name = "DATE", value_parser = given::date)]
    day: NaiveDate,
    /// The colleague, by id or name || 换班的同事，工号或姓名
    #[arg(long, value_name = "PERSON")]
    with: String,
    /// A second day that is swapped in return || 作为交换的另一天
    #[arg(long, value_name = "DATE", value_parser = given::date)]
    day_back: Option<NaiveDate>,
    /// Publish the new roster as the next version || 把新班表发布为下一版
    #[arg(long)]
    publish: bool,
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    place: Place,
}

#[derive(Args)]
pub struct Change {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// The month || 月份
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Month,
    /// What if this cell is fixed, as in A03=2026-12-08=D || 假设固定这一格，如 A03=2026-12-08=D
    #[arg(long, value_name = "WHAT")]
    pin: Vec<String>,
    /// What if somebody is away, as in A03=2026-12-08..2026-12-10 || 假设某人不在，如 A03=2026-12-08..2026-12-10
    #[arg(long, value_name = "WHO")]
    absent: Vec<String>,
    /// Keep the cover that is wanted too, not only the hard rules || 不仅满足硬规则，还要保住希望的在岗人数
    #[arg(long)]
    keep_cover: bool,
    /// Which of the plans that are shown; default: the first || 选列出的第几种改法；默认第一种
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    plan: usize,
    /// Publish the new roster as the next version || 把新班表发布为下一版
    #[arg(long)]
    publish: bool,
    #[command(flatten)]
    common: Common,
    /// Seconds, at most; default 20 || 最多用多少秒；默认 20
    #[arg(long, value_name = "S", value_parser = given::seconds)]
    time_limit: Option<f64>,
    #[command(flatten)]
    place: Place,
}

/// What all three are told.
#[derive(Args)]
struct Common {
    /// Days before it are over and stay; default: today in the shop || 此日之前的班不再改动；默认是店铺的今天
    #[arg(long, value_name = "DATE", value_parser = given::date)]
    today: Option<NaiveDate>,
    /// A roster file instead of the published roster || 用这个班表文件，而不是已发布的班表
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Common {
    fn asked(&self, team: &Path, seconds: Option<f64>) -> Asked {
        Asked {
            team: team.to_owned(),
            roster: self.roster.clone(),
            today: self.today,
            seconds: seconds.unwrap_or(SECONDS),
        }
    }

    /// Shows an answer; gives the exit code.
    fn show(
        &self,
        session: &Session,
        page: impl FnOnce() -> Page,
        json: impl FnOnce() -> Value,
        good: bool,
    ) -> u8 {
        if self.json {
            super::output::print(&report::json(&json()));
        } else {
            session.show(&page());
        }
        if good { 0 } else { BROKEN }
    }
}

/// The ledger beside the team file, and a context that Ctrl-C ends.
fn at(session: &Session, place: &Place, team: &Path) -> (LedgerPlace, Context) {
    let context = session.listening(session.at(place));
    (place.ledger(Some(team)), context)
}

impl Leave {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = leave::Request {
            asked: self.common.asked(&self.team, self.time_limit),
            person: self.person.clone(),
            from: self.from,
            to: self.to.unwrap_or(self.from),
            kind: self.kind.clone(),
            keep_cover: self.keep_cover,
            plans: self.plan.clone(),
            stand_in: self.stand_in.clone(),
            grant: self.grant.then_some(session.lang),
        };
        let (at, context) = at(session, &self.place, &self.team);
        let report = leave::run(&request, &at, &context)?;
        let lang = session.lang;
        let page = || answers::leave::page(&report, lang);
        let json = || answers::leave::json(&report, lang);
        Ok(self
            .common
            .show(session, page, json, report.can_be_granted()))
    }
}

impl Swap {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = swap::Request {
            asked: self.common.asked(&self.team, None),
            person: self.person.clone(),
            with: self.with.clone(),
            day: self.day,
            back: self.day_back,
            publish: self.publish,
        };
        let (at, context) = at(session, &self.place, &self.team);
        let report = swap::run(&request, &at, &context)?;
        let lang = session.lang;
        let page = || answers::swap::page(&report, lang);
        let json = || answers::swap::json(&report, lang);
        Ok(self
            .common
            .show(session, page, json, report.broken.is_empty()))
    }
}

impl Change {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = change::Request {
            asked: self.common.asked(&self.team, self.time_limit),
            month: self.month,
            pins: self.pin.clone(),
            absences: self.absent.clone(),
            keep_cover: self.keep_cover,
            plan: self.plan,
            publish: self.publish,
        };
        let (at, context) = at(session, &self.place, &self.team);
        let report = change::run(&request, &at, &context)?;
        let lang = session.lang;
        let page = || answers::change::page(&report, lang);
        let json = || answers::change::json(&report, lang);
        let good = report.plan().is_some();
        Ok(self.common.show(session, page, json, good))
    }
}
