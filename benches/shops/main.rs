//! Writes teams of the family of ordinary shops: `shops 7 FOLDER`, `shops 1..200 FOLDER`.
//!
//! Each goes to `FOLDER/NNN/team.toml`, the roster of the month before to its month's folder beside it, and a list of
//! all to `FOLDER/family.csv`.

mod family;

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [numbers, folder] = words.as_slice() else {
        return Err("shops NUMBER FOLDER, or shops FROM..TO FOLDER, both included".into());
    };
    let folder = Path::new(folder);
    let mut list = "number,trade,month,people,shifts,rules,history\n".to_owned();
    for number in range(numbers)? {
        let shop = family::shop(number);
        let own = folder.join(format!("{number:03}"));
        fs::create_dir_all(&own)?;
        fs::write(own.join("team.toml"), &shop.text)?;
        if let Some(((year, month), roster)) = &shop.past {
            let before = own.join(format!("{year}-{month:02}"));
            fs::create_dir_all(&before)?;
            fs::write(before.join("ROSTER.csv"), roster)?;
        }
        let (year, month) = shop.month;
        let history = if shop.past.is_some() { "yes" } else { "no" };
        let (trade, people, shifts, rules) = (shop.trade, shop.people, shop.shifts, shop.rules);
        writeln!(
            list,
            "{number},{trade},{year}-{month:02},{people},{shifts},{rules},{history}"
        )?;
    }
    fs::write(folder.join("family.csv"), list)?;
    Ok(())
}

fn range(text: &str) -> Result<RangeInclusive<u64>, Box<dyn Error>> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    Ok(from.parse()?..=to.parse()?)
}
