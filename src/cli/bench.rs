//! `paiban bench`.

use super::roster::Solving;
use super::session::Session;
use super::{BROKEN, given, output};
use crate::app::AppError;
use crate::app::bench::{self, Family};
use crate::report;
use clap::{Args, Subcommand};
use std::path::PathBuf;

#[derive(Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Bench {
    #[command(subcommand)]
    family: Families,
}

#[derive(Subcommand)]
enum Families {
    /// A shift scheduling instance of Curtois and Qu || Curtois 与 Qu 的排班算例
    Curtois(Curtois),
    /// An instance of the nurse rostering competition INRC-II || 护士排班竞赛 INRC-II 的算例
    Inrc2(Inrc2),
}

#[derive(Args)]
struct Curtois {
    /// The instance's file || 算例文件
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The roster: employee,day,shift, days from 0 || 班表写到哪里：employee,day,shift，天数从 0 起
    #[arg(long, value_name = "OUT.csv")]
    out: PathBuf,
    #[command(flatten)]
    how: How,
}

#[derive(Args)]
struct Inrc2 {
    /// The scenario || 场景文件
    #[arg(long, value_name = "F")]
    scenario: PathBuf,
    /// The history || 历史文件
    #[arg(long, value_name = "F")]
    history: PathBuf,
    /// The weeks' data, in their order || 各周数据，按顺序
    #[arg(long, value_name = "F", required = true, num_args = 1..)]
    weeks: Vec<PathBuf>,
    /// Folder for the solution files, one a week || 解文件放在哪个目录，每周一个
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    how: How,
}

/// The options of a solve, with a gap of nothing.
#[derive(Args)]
struct How {
    /// Seconds, at most; default 60 || 最多用多少秒；默认 60
    #[arg(long, value_name = "S", value_parser = given::seconds)]
    time_limit: Option<f64>,
    /// Stop when proven within PCT % of the best possible; default 0 || 证明与最优相差不超过 PCT % 即停；默认 0
    #[arg(long, value_name = "PCT", value_parser = given::percent)]
    gap: Option<f64>,
    #[command(flatten)]
    solving: Solving,
}

impl Bench {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let (family, how) = match &self.family {
            Families::Curtois(args) => (
                Family::Curtois {
                    file: args.file.clone(),
                    out: args.out.clone(),
                },
                &args.how,
            ),
            Families::Inrc2(args) => (
                Family::Inrc2 {
                    scenario: args.scenario.clone(),
                    history: args.history.clone(),
                    weeks: args.weeks.clone(),
                    out: args.out.clone(),
                },
                &args.how,
            ),
        };
        let json = how.solving.json;
        let options = how.solving.options(how.time_limit, how.gap.unwrap_or(0.0));
        let report = bench::run(&family, &options, &session.solving(json))?;
        if json {
            output::print(&report::bench::json(&report, session.lang));
        } else {
            session.show(&report::bench::page(&report, session.lang));
        }
        Ok(if report.found.is_some() { 0 } else { BROKEN })
    }
}
