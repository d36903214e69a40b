//! What the rules say when one cell is spoilt: `cargo run --release --example check_by_hand`.

use paiban::domain::PersonIx;
use paiban::input::{Source, Team, parse_date};
use paiban::text::Lang;
use paiban::verify::verify;
use std::error::Error;

const TEAM: &str = r#"
[team]
name = "Two friends and a shop"

[[shift]]
code = "D"
name = "day"
time = ["09:00-17:30"]
unpaid = 30

[[shift]]
code = "N"
name = "night"
time = ["17:00-23:30"]

[[person]]
name = "Ann"

[[person]]
name = "Bo"
wishes = [{ on = "sun", want = "off", weight = 3 }]

[[person]]
name = "Chen"

[[demand]]
need = { "09:00-23:30" = 1 }

[rules.succession]
after = ["N"]
not = ["D"]
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let team = Team::parse(Source::new("team.toml", TEAM))?;
    // Any stretch of days will do, here a week from Monday to Sunday.
    let (problem, book) = team.horizon(parse_date("2026-12-07")?, 7, None)?;
    let rows = [
        ("Ann", "- D D D N - D"),
        ("Bo", "N N N - D D -"),
        ("Chen", "D - - N - N N"),
    ];
    let rows = rows.map(|(name, cells)| (name.to_owned(), cells.to_owned()));
    let roster = Team::roster(&problem, &rows).ok_or("an unknown name or code")?;
    println!("As it is:");
    print(&verify(&problem, &book, &roster));

    println!("\nNobody on Sunday evening:");
    let mut spoilt = roster.clone();
    spoilt.cells[2][6] = None;
    print(&verify(&problem, &book, &spoilt));

    println!("\nAnn, who closed on Friday, opens on Saturday instead of Bo:");
    let mut spoilt = roster.clone();
    (spoilt.cells[0][5], spoilt.cells[1][5]) = (roster.get(PersonIx(1), 5), None);
    print(&verify(&problem, &book, &spoilt));

    println!("\nBo opens on Sunday instead of Ann, against a wish:");
    let mut spoilt = roster.clone();
    (spoilt.cells[1][6], spoilt.cells[0][6]) = (roster.get(PersonIx(0), 6), None);
    print(&verify(&problem, &book, &spoilt));
    Ok(())
}

fn print(verdict: &paiban::verify::Verdict) {
    for breach in &verdict.breaches {
        println!("  {}: {}", breach.rule, breach.text.get(Lang::En));
    }
    let (holds, cost) = (verdict.holds(), verdict.cost);
    println!("  every hard rule kept: {holds}; cost {cost}");
}
