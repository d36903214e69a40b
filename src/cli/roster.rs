//! `paiban roster`, and the options of everything that solves.

use super::place::Published;
use super::session::Session;
use super::{BROKEN, given, output};
use crate::app::roster::{self, Outcome, Request};
use crate::app::solve::{Engine, Options};
use crate::app::{AppError, Repeat};
use crate::domain::time::Month;
use crate::engine::Limits;
use crate::report;
use clap::{Args, ValueEnum, value_parser};
use std::path::PathBuf;

#[derive(Args)]
pub struct Roster {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// The month || 月份
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Month,
    /// Folder for ROSTER.csv; default: the month's, beside the team file || ROSTER.csv 放在哪个目录；默认在团队文件旁的月份目录
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Go on with last month's pattern and change only what must; or with that of FILE || 沿用上月的排班规律，只改必须改的；或沿用班表文件 FILE
    #[arg(long, value_name = "FILE", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    repeat: Option<String>,
    /// With --repeat: points for each cell that changes; default 5 || 与 --repeat 同用：每改一格计多少分；默认 5
    #[arg(long, value_name = "POINTS", requires = "repeat", value_parser = value_parser!(i64).range(0..=1_000_000))]
    keep: Option<i64>,
    /// List every breach and warning, not only the first of each rule || 列出全部问题和提醒，而不是每条规则的前几条
    #[arg(long)]
    all: bool,
    /// Seconds, at most; default 60 || 最多用多少秒；默认 60
    #[arg(long, value_name = "S", value_parser = given::seconds)]
    time_limit: Option<f64>,
    /// Stop when proven within PCT % of the best possible; default 0.5 || 证明与最优相差不超过 PCT % 即停；默认 0.5
    #[arg(long, value_name = "PCT", value_parser = given::percent)]
    gap: Option<f64>,
    #[command(flatten)]
    solving: Solving,
    #[command(flatten)]
    published: Published,
}

/// The options of everything that solves, but for those whose defaults differ.
#[derive(Args)]
pub struct Solving {
    /// Seed of everything random; default 1 || 随机种子；默认 1
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Stop a large team's solve after N dives: the same roster on every run || 人多时做 N 次下潜就停：每次运行结果相同
    #[arg(long, value_name = "N")]
    work_limit: Option<u64>,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    pub json: bool,
    /// Also write the model's terms as JSON, for other solvers || 另把模型写成 JSON，供其他求解器使用
    #[arg(long, value_name = "FILE")]
    write_model: Option<PathBuf>,
    /// portfolio (default), columns, exact or search || 引擎：portfolio（默认）、columns、exact 或 search
    #[arg(
        long,
        value_name = "NAME",
        default_value = "portfolio",
        hide_default_value = true,
        hide_possible_values = true
    )]
    engine: EngineName,
}

#[derive(Clone, Copy, ValueEnum)]
enum EngineName {
    Portfolio,
    Columns,
    Exact,
    Search,
}

impl Solving {
    /// How to solve; the gap in percent.
    pub fn options(&self, seconds: Option<f64>, gap: f64) -> Options {
        let default = Limits::default();
        let dives = self.work_limit;
        Options {
            limits: Limits {
                seconds: seconds.unwrap_or(default.seconds),
                gap: gap / 100.0,
                dives: dives.map(|n| usize::try_from(n).unwrap_or(usize::MAX)),
                seed: self.seed.unwrap_or(default.seed),
                ..default
            },
            engine: match self.engine {
                EngineName::Portfolio => Engine::Portfolio,
                EngineName::Columns => Engine::Columns,
                EngineName::Exact => Engine::Exact,
                EngineName::Search => Engine::Search,
            },
            model_file: self.write_model.clone(),
        }
    }
}

impl Roster {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let json = self.solving.json;
        let repeat = self.repeat.as_ref().map(|file| Repeat {
            file: (!file.is_empty()).then(|| PathBuf::from(file)),
            weight: self.keep,
        });
        let request = Request {
            team: self.team.clone(),
            month: self.month,
            out: self.out.clone(),
            repeat,
            options: self
                .solving
                .options(self.time_limit, self.gap.unwrap_or(0.5)),
            ledger: self.published.ledger(&self.team),
        };
        let report = roster::run(&request, &session.solving(json))?;
        if json {
            output::print(&report::roster::json(&report, session.lang));
        } else {
            let look = match report.outcome {
                Outcome::Empty(_) => session.look_aside(),
                _ => session.look(),
            };
            let team = self.team.display().to_string();
            session.show(&report::roster::page(&report, &team, self.all, look));
        }
        Ok(match report.outcome {
            Outcome::Found(_) => 0,
            _ => BROKEN,
        })
    }
}
