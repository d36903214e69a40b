//! Which ledger, and who calls when: what every command has that concerns a ledger.

use crate::app::LedgerPlace;
use clap::Args;
use std::path::{Path, PathBuf};

/// Which ledger, and who calls when.
#[derive(Args)]
pub struct Place {
    /// The ledger: a file, or postgres://…; default: ledger.db beside the team file, or here || 台账：文件或 postgres://…；默认是团队文件旁或当前目录的 ledger.db
    #[arg(long, value_name = "FILE", global = true, display_order = 900)]
    pub store: Option<String>,
    /// Who you are; default: PAIBAN_USER, else the login name || 你是谁；默认取 PAIBAN_USER，否则取登录名
    #[arg(long, value_name = "NAME", global = true, display_order = 900)]
    pub by: Option<String>,
    /// Record though the clock is behind the last entry, and why; for a manager || 时钟早于最后一条记录也照记，并写明原因；限店长
    #[arg(long, value_name = "WHY", global = true, display_order = 901)]
    pub clock_back: Option<String>,
    /// A file with your password in its first line, such as /dev/fd/3; default: PAIBAN_PASSWORD, else asked for || 第一行是你的密码的文件，例如 /dev/fd/3；默认取 PAIBAN_PASSWORD，否则会询问
    #[arg(long, value_name = "FILE", global = true, display_order = 900)]
    pub password_file: Option<PathBuf>,
    /// What time it is, so that tests and examples print the same on every day || 现在的时间，供测试和示例使用
    #[arg(long, value_name = "TIME", global = true, hide = true)]
    pub now: Option<String>,
}

impl Place {
    /// The ledger beside a team file, or the one that is named.
    pub fn ledger(&self, team: Option<&Path>) -> LedgerPlace {
        LedgerPlace::new(self.store.as_deref(), team)
    }
}

/// Which ledger, for what only looks into it.
#[derive(Args)]
pub struct Published {
    /// The ledger of earlier rosters: a file, or postgres://…; default: ledger.db beside the team file || 以往班表所在的台账：文件或 postgres://…；默认是团队文件旁的 ledger.db
    #[arg(long, value_name = "FILE", display_order = 900)]
    store: Option<String>,
}

impl Published {
    /// The ledger that is named.
    pub fn ledger(&self, team: &Path) -> Option<LedgerPlace> {
        let store = self.store.as_deref()?;
        Some(LedgerPlace::new(Some(store), Some(team)))
    }
}

/// The same with the team file beside which the ledger lies.
#[derive(Args)]
pub struct Beside {
    #[command(flatten)]
    pub place: Place,
    /// The team file beside which the ledger lies || 台账旁边的团队文件
    #[arg(long, value_name = "TEAM.toml", global = true, display_order = 900)]
    pub team: Option<PathBuf>,
}

impl Beside {
    /// The ledger.
    pub fn ledger(&self) -> LedgerPlace {
        self.place.ledger(self.team.as_deref())
    }
}
