//! Draws a week of a small shop, as SVG and PDF: `cargo run --release --example charts`.

use paiban::input::{Source, Team, parse_date};
use paiban::render::chart::{Kind, Order, pdf, picture, svg};
use paiban::text::Lang;
use std::error::Error;
use std::path::Path;

const TEAM: &str = r##"
[team]
name = "Three friends and a shop"

[[shift]]
code = "D"
name = "day"
time = ["09:00-17:30"]
unpaid = 30
color = "#f6c344"

[[shift]]
code = "S"
name = "split"
time = ["10:00-14:00", "17:30-23:00"]

[[person]]
name = "Ann"

[[person]]
name = "Bo"

[[person]]
name = "Chen"

[[demand]]
need = { "09:00-23:00" = 1 }
"##;

fn main() -> Result<(), Box<dyn Error>> {
    let team = Team::parse(Source::new("team.toml", TEAM))?;
    let (problem, _) = team.horizon(parse_date("2026-12-07")?, 7, None)?;
    let rows = [
        ("Ann", "D D D S S - -"),
        ("Bo", "S S S - D D D"),
        ("Chen", "- D S D - S S"),
    ];
    let rows = rows.map(|(name, cells)| (name.to_owned(), cells.to_owned()));
    let roster = Team::roster(&problem, &rows).ok_or("an unknown name or code")?;

    let folder = Path::new("target/charts");
    std::fs::create_dir_all(folder)?;
    for (name, kind) in [
        ("month", Kind::Month),
        ("week", Kind::Week),
        ("coverage", Kind::Coverage),
    ] {
        // A picture knows no format: pages with fields, lines and texts, in points.
        let picture = picture(&problem, &roster, &Order::new(kind, Lang::En));
        for page in &picture.pages {
            let path = folder.join(format!("{name}.svg"));
            std::fs::write(&path, svg::svg(&picture, page))?;
            println!(
                "{}: {} things on the page",
                path.display(),
                page.items.len()
            );
        }
        let path = folder.join(format!("{name}.pdf"));
        std::fs::write(&path, pdf::pdf(&picture)?)?;
        println!("{}: the same, to be searched", path.display());
    }
    Ok(())
}
