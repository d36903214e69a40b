//! A roster as it is given to commands that read one: a roster file, or a table, and how it is to be read.

use super::given;
use crate::app::check::Given;
use crate::domain::time::Month;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct GivenRoster {
    /// The roster file, or a table as `import` reads it; several that have the month between them are joined || 班表文件，或 import 能读的表格；合起来是一个月的多个文件会合并
    #[arg(value_name = "ROSTER.csv", required = true)]
    rosters: Vec<PathBuf>,
    /// The month, where a table does not say it || 月份；表里没有写明时给出
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    #[command(flatten)]
    how: How,
}

/// How a table is to be read where it does not say so itself.
#[derive(Args)]
pub struct How {
    /// What an empty cell of a table means: rest, or a shift's code; needed where only rest is marked || 表里的空格表示什么：rest（休息）或某个班次代码；只标休息的表需要给出
    #[arg(long, value_name = "CODE")]
    empty: Option<String>,
    /// The sheet of a workbook that is meant || 要读工作簿里的哪张工作表
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
}

impl GivenRoster {
    /// What was asked for.
    pub fn given(&self) -> Given {
        self.how.given(&self.rosters, self.month)
    }
}

impl How {
    /// Files that are read so.
    pub fn given(&self, files: &[PathBuf], month: Option<Month>) -> Given {
        Given {
            files: files.to_vec(),
            month,
            sheet: self.sheet.clone(),
            empty: self.empty.clone(),
        }
    }
}
