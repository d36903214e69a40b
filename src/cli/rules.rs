//! `paiban rules`: the cards of the rules.

use super::{Failure, output};
use crate::messages::near::guess;
use crate::render::markdown;
use crate::rules::{self, LIST};
use crate::text::{Lang, Text};

pub fn run(matches: &clap::ArgMatches, lang: Lang) -> Result<u8, Failure> {
    if matches.get_flag("markdown") {
        output::print(&markdown::all());
        return Ok(0);
    }
    let Some(name) = matches.get_one::<String>("NAME") else {
        output::print(&markdown::list(lang));
        let hint = crate::text!(
            "\n`paiban rules NAME` shows one of them whole.\n",
            "\n用 paiban rules 规则名 查看某一条的全部说明。\n"
        );
        output::print(hint.get(lang));
        return Ok(0);
    };
    match rules::find(name) {
        Some(entry) => {
            output::print(&markdown::card(entry.card, lang));
            Ok(0)
        }
        None => {
            let known: Vec<String> = LIST.iter().map(|e| e.card.name.to_owned()).collect();
            let Text { en, zh } = guess(name, &known);
            Err(Failure::Usage(
                crate::text!("there is no rule `{name}`", "没有规则 {name}"),
                crate::text!(
                    "{en}`paiban rules` lists them all.",
                    "{zh}用 paiban rules 查看全部规则。"
                ),
            ))
        }
    }
}
