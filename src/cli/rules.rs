//! `paiban rules`: the cards of the rules.

use super::output;
use super::session::Session;
use crate::app::{AppError, cards};
use crate::render::markdown;
use crate::text;
use clap::Args;

#[derive(Args)]
pub struct Rules {
    /// One rule; without, the list || 某一条规则；不写则列出全部
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// All cards as Markdown, as in docs/rules.md || 以 Markdown 输出全部规则，即 docs/rules.md
    #[arg(long, conflicts_with = "name")]
    markdown: bool,
}

impl Rules {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let lang = session.lang;
        if self.markdown {
            output::print(&markdown::all());
        } else if let Some(name) = &self.name {
            output::print(&markdown::card(cards::find(name)?, lang));
        } else {
            output::print(&markdown::list(lang));
            let hint = text!(
                "\n`paiban rules NAME` shows one of them whole.\n",
                "\n用 paiban rules 规则名 查看某一条的全部说明。\n"
            );
            output::print(hint.get(lang));
        }
        Ok(0)
    }
}
