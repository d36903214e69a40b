//! Writes teams of the family of ordinary shops, and lists them.
//!
//! - `shops 7 FOLDER`, `shops 1..200 FOLDER`: each team to `FOLDER/NNN/team.toml`, the roster of the month before to
//!   its month's folder beside it, and the list of them to `FOLDER/family.csv`.
//! - `shops list 1..200`: that list; it is part of the repository, and says which bytes are meant.
//! - `shops table 1..40`: with what the rules come to, as Markdown.

mod family;

use family::Shop;
use paiban::domain::time::Month;
use paiban::input::{Source, Team, parse_roster};
use paiban::model::Form;
use std::error::Error;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["list", numbers] => print!("{}", list(range(numbers)?)),
        ["table", numbers] => table(range(numbers)?)?,
        [numbers, folder] => write(range(numbers)?, Path::new(folder))?,
        _ => {
            return Err(
                "shops FROM..TO FOLDER, shops list FROM..TO, or shops table FROM..TO".into(),
            );
        }
    }
    Ok(())
}

/// `7`, or `1..200` with both.
fn range(text: &str) -> Result<RangeInclusive<u64>, Box<dyn Error>> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    Ok(from.parse()?..=to.parse()?)
}

fn write(numbers: RangeInclusive<u64>, folder: &Path) -> Result<(), Box<dyn Error>> {
    for number in numbers.clone() {
        let shop = family::shop(number);
        let own = folder.join(format!("{number:03}"));
        fs::create_dir_all(&own)?;
        fs::write(own.join("team.toml"), &shop.text)?;
        if let Some(((year, month), roster)) = &shop.past {
            let before = own.join(format!("{year}-{month:02}"));
            fs::create_dir_all(&before)?;
            fs::write(before.join("ROSTER.csv"), roster)?;
        }
    }
    fs::write(folder.join("family.csv"), list(numbers))?;
    Ok(())
}

fn list(numbers: RangeInclusive<u64>) -> String {
    let head = "number,trade,month,people,shifts,rules,history,digest\n".to_owned();
    numbers
        .map(family::shop)
        .fold(head, |text, shop| text + &shop.line())
}

/// Terms, and whether one of them ties people to each other.
fn table(numbers: RangeInclusive<u64>) -> Result<(), Box<dyn Error>> {
    println!("| team | trade | month | people | shifts | rules | terms | tied | history |");
    println!("|--:|---|---|--:|--:|--:|--:|---|---|");
    for shop in numbers.map(family::shop) {
        let (terms, tied) = terms(&shop)?;
        let (year, month) = shop.month;
        let yes = |is: bool| if is { "yes" } else { "no" };
        println!(
            "| {} | {} | {year}-{month:02} | {} | {} | {} | {terms} | {} | {} |",
            shop.number,
            shop.trade,
            shop.people,
            shop.shifts,
            shop.rules,
            yes(tied),
            yes(shop.past.is_some())
        );
    }
    Ok(())
}

fn terms(shop: &Shop) -> Result<(usize, bool), Box<dyn Error>> {
    let team = Team::parse(Source::new(
        format!("team {}", shop.number),
        shop.text.as_str(),
    ))?;
    let (year, month) = shop.month;
    let month = Month::parse(&format!("{year}-{month:02}")).ok_or("not a month")?;
    let past = shop.past.as_ref();
    let past = past.map(|(_, text)| parse_roster(&Source::new("ROSTER.csv", text.as_str())));
    let (problem, book) = team.month(month, past.transpose()?.as_ref())?;
    let model = book.lower(&problem);
    let ties = |form: &Form| matches!(form, Form::Spread { .. } | Form::Match { .. });
    Ok((model.terms.len(), model.terms.iter().any(|t| ties(&t.form))))
}
