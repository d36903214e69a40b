//! `paiban staff`: contacts that are expected, and the people they need.

use super::given;
use super::session::Session;
use crate::app::AppError;
use crate::app::staff::{self, WhatIf};
use crate::domain::time::Month;
use crate::report;
use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Staff {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// The month || 月份
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Month,
    /// A file of contacts, in place of those that the team file names; again for more || 进线数据文件，代替团队文件里写的；可重复
    #[arg(long, value_name = "FILE")]
    volumes: Vec<PathBuf>,
    /// One day, half-hour by half-hour, with the reason || 某一天的每个半小时和依据
    #[arg(long, value_name = "DATE", value_parser = given::date)]
    day: Option<NaiveDate>,
    /// Suppose otherwise: contacts=+20%, target=90/30; again for more || 假设：contacts=+20%、target=90/30；可重复
    #[arg(long, value_name = "KEY=VALUE", value_parser = given::what_if)]
    what_if: Vec<WhatIf>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Staff {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let supposed = self
            .what_if
            .iter()
            .fold(WhatIf::default(), |all, one| WhatIf {
                contacts: one.contacts.or(all.contacts),
                target: one.target.or(all.target),
            });
        let request = staff::Request {
            team: self.team.clone(),
            month: self.month,
            volumes: self.volumes.clone(),
            what_if: supposed,
        };
        let report = staff::run(&request)?;
        let mut page = report::staff::page(&report, self.day, session.lang);
        if self.json {
            page.text = report::json(&report::staff::json(&report));
        }
        session.show(&page);
        Ok(0)
    }
}
