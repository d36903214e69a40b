//! How many terms of which kind each rule becomes: `cargo run --release --example model_terms`.

use paiban::domain::time::Month;
use paiban::input::{Source, Team};
use paiban::model::{Form, Model};
use std::collections::BTreeMap;
use std::error::Error;

const PRESETS: [(&str, &str); 3] = [
    ("taobao", include_str!("../data/presets/taobao.toml")),
    ("tmall", include_str!("../data/presets/tmall.toml")),
    ("desk24", include_str!("../data/presets/desk24.toml")),
];

const KINDS: [&str; 7] = [
    "Forbid", "Count", "Run", "Follow", "Touch", "Spread", "Match",
];

fn main() -> Result<(), Box<dyn Error>> {
    let month = Month::parse("2026-12").ok_or("not a month")?;
    for (name, text) in PRESETS {
        let team = Team::parse(Source::new(name, text))?;
        let (problem, book) = team.month(month, None)?;
        let model = book.lower(&problem);
        let (people, days, duties) = (model.people, model.days, model.duties);
        println!("{name}: {people} people, {days} days, {duties} duties");
        println!("  {:<15}{}", "", KINDS.map(|k| format!("{k:>8}")).join(""));
        for (rule, counts) in counted(&model) {
            let rule = book.instances.get(rule).map_or("?", |i| i.card.name);
            println!("  {rule:<15}{}", counts.map(cell).join(""));
        }
        println!();
    }
    Ok(())
}

/// Terms of each kind, by the rule's place in the book.
fn counted(model: &Model) -> BTreeMap<usize, [usize; 7]> {
    let mut table: BTreeMap<usize, [usize; 7]> = BTreeMap::new();
    for term in &model.terms {
        table.entry(term.tag.rule).or_default()[kind(&term.form)] += 1;
    }
    table
}

fn kind(form: &Form) -> usize {
    match form {
        Form::Forbid { .. } => 0,
        Form::Count { .. } => 1,
        Form::Run { .. } => 2,
        Form::Follow { .. } => 3,
        Form::Touch { .. } => 4,
        Form::Spread { .. } => 5,
        Form::Match { .. } => 6,
    }
}

fn cell(count: usize) -> String {
    match count {
        0 => format!("{:>8}", "·"),
        n => format!("{n:>8}"),
    }
}
