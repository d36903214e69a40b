//! `paiban init`: a commented team file to edit.

use super::args::PRESETS;
use super::solve::cannot_write;
use super::{Failure, output};
use crate::input::preset;
use crate::text::Lang;
use std::path::PathBuf;

pub fn run(matches: &clap::ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let folder = matches
        .get_one::<PathBuf>("DIR")
        .cloned()
        .unwrap_or_default();
    let name = matches
        .get_one::<String>("preset")
        .map_or("taobao", String::as_str);
    let text = PRESETS
        .iter()
        .find(|(n, _)| *n == name)
        .map_or("", |(_, t)| t);
    let text = match matches.get_one::<u32>("people") {
        Some(people) => preset::scaled(text, *people as usize),
        None => text.to_owned(),
    };
    let text = preset::localized(&text, lang);
    let path = folder.join("team.toml");
    if path.exists() && !matches.get_flag("force") {
        let shown = path.display();
        return Err(Failure::Usage(
            crate::text!("{shown} exists already", "{shown} 已经存在"),
            crate::text!(
                "choose another folder, or give --force to overwrite it",
                "换一个目录，或用 --force 覆盖"
            ),
        ));
    }
    std::fs::create_dir_all(&folder).map_err(|e| cannot_write(&folder, &e))?;
    std::fs::write(&path, text).map_err(|e| cannot_write(&path, &e))?;
    let shown = path.display();
    let done = crate::text!(
        "wrote {shown}\nnext: edit it, then `paiban roster {shown} --month YYYY-MM`\n",
        "已写好 {shown}\n下一步：改成自己的，然后 paiban roster {shown} --month YYYY-MM\n"
    );
    output::print(done.get(lang));
    Ok(0)
}
