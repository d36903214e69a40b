//! The files that `export` writes: read back, compared with ones that a person has read, and taken back by `import`.

mod calendars;
mod commands;
mod desk;
mod messy;
mod rfc5545;
mod tables;
mod workbook;

use desk::{Desk, LANGUAGES, golden};
use paiban::domain::PersonIx;
use paiban::domain::time::Month;
use paiban::input::roster_sheet::{self, How};
use paiban::render::export::{Edition, csv, ics, json, sheet, xlsx};
use paiban::text::Lang;
use std::time::Instant;

#[test]
fn the_csv_is_as_somebody_read_it() {
    let desk = Desk::small();
    for (lang, name) in LANGUAGES {
        let found = csv::csv(&desk.edition(), lang);
        golden(&format!("february.{name}.csv"), &found);
    }
}

#[test]
fn the_json_is_as_somebody_read_it() {
    let desk = Desk::week();
    let found = json::json(&desk.edition(), None, Lang::Zh);
    golden("week.json", &found);
}

#[test]
fn the_json_says_what_the_roster_says() {
    let desk = Desk::small();
    let text = json::json(&desk.edition(), None, Lang::En);
    let object: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(object["month"], "2026-02");
    assert_eq!(object["people"].as_array().unwrap().len(), 4);
    assert_eq!(object["days"][16]["holiday"]["en"], "Spring Festival");
    assert_eq!(object["days"][16]["kind"], "statutory");
    let ann = &object["people"][1];
    assert_eq!(ann["name"], "Ann; B, \"C\" O'Neil");
    assert_eq!(ann["cells"][2], "G");
    // Two parts on each of the first two days, then a night that ends on the next.
    assert_eq!(ann["segments"][4]["start"], "2026-02-03T23:00:00+08:00");
    assert_eq!(ann["segments"][4]["end"], "2026-02-04T07:30:00+08:00");
    assert_eq!(ann["totals"]["minutes"], 8 * 540 + 12 * 480);
    let only = json::json(&desk.edition(), Some(PersonIx(1)), Lang::En);
    let only: serde_json::Value = serde_json::from_str(&only).unwrap();
    assert_eq!(only["people"].as_array().unwrap().len(), 1);
}

#[test]
fn the_sheet_of_handovers_is_as_somebody_read_it() {
    let week = Desk::week();
    for (lang, name) in LANGUAGES {
        let found = sheet::text(&week.edition(), None, lang);
        golden(&format!("handover.{name}.txt"), &found);
    }
    let desk = Desk::small();
    let own = sheet::text(&desk.edition(), Some(PersonIx(0)), Lang::Zh);
    assert!(own.contains("王芳") && own.lines().count() > 20);
    assert!(!own.contains("李娜、"), "duties of others:\n{own}");
}

#[test]
fn the_page_needs_nothing_else_and_escapes_names() {
    let desk = Desk::of(
        &desk::team().replace("李娜", "<b>&\\\"李娜\\\""),
        &desk::roster().replace("李娜", "\"<b>&\"\"李娜\"\"\""),
    );
    for (lang, code) in [(Lang::En, "en"), (Lang::Zh, "zh-CN")] {
        let page = sheet::html(&desk.edition(), None, lang);
        assert!(page.starts_with("<!DOCTYPE html>\n"));
        assert!(page.contains(&format!("<html lang=\"{code}\">")));
        assert!(page.contains("&lt;b&gt;&amp;&quot;李娜&quot;"));
        assert!(!page.contains("<b>"));
        for foreign in ["http:", "https:", "<script", "<link", "src="] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        assert_eq!(page.matches("<section>").count(), 28);
        assert_eq!(page.matches("<tr").count(), page.matches("</tr>").count());
    }
}

#[test]
fn the_same_roster_gives_the_same_bytes() {
    let desk = Desk::small();
    let one = xlsx::xlsx(&desk.edition(), Lang::Zh).unwrap();
    let two = xlsx::xlsx(&desk.edition(), Lang::Zh).unwrap();
    assert!(one == two);
}

#[test]
fn csv_and_workbook_come_back_as_they_were() {
    for desk in [
        Desk::small(),
        Desk::large("taobao", 9),
        Desk::large("tmall", 12),
        Desk::large("desk24", 16),
    ] {
        let month = Month::of(desk.problem.first);
        for (lang, name) in LANGUAGES {
            let edition = desk.edition();
            let files = [
                ("csv", csv::csv(&edition, lang).into_bytes()),
                ("xlsx", xlsx::xlsx(&edition, lang).unwrap()),
            ];
            for (ending, bytes) in files {
                let file = format!("{}-{name}.{ending}", desk.name);
                let path = desk::written(&file, &bytes);
                let read = roster_sheet::read(&path, month, &desk.problem, &How::default());
                let read = read.unwrap_or_else(|fault| panic!("{file}: {fault:?}"));
                assert_eq!(read.roster, desk.roster, "{file}");
            }
        }
    }
}

#[test]
fn names_and_codes_that_look_like_formulas_come_back() {
    let team = desk::team()
        .replace("王芳", "＝1+1")
        .replace("\"S\"", "\"＋S\"");
    let roster = desk::roster()
        .replace("王芳", "＝1+1")
        .replace(",S", ",＋S");
    let desk = Desk::of(&team, &roster);
    let text = csv::csv(&desk.edition(), Lang::Zh);
    assert!(text.contains("\r\n'＝1+1,"), "{text}");
    assert!(text.contains(",'＋S,"), "{text}");
    let path = desk::written("formulas.csv", text.as_bytes());
    let month = Month::of(desk.problem.first);
    let read = roster_sheet::read(&path, month, &desk.problem, &How::default()).unwrap();
    assert_eq!(read.roster, desk.roster);
}

#[test]
fn everything_for_thirty_people_takes_less_than_five_seconds() {
    for preset in ["taobao", "tmall", "desk24"] {
        let desk = Desk::large(preset, 30);
        let began = Instant::now();
        let edition: Edition<'_> = desk.edition();
        let mut bytes = xlsx::xlsx(&edition, Lang::Zh).unwrap().len();
        bytes += csv::csv(&edition, Lang::Zh).len() + json::json(&edition, None, Lang::Zh).len();
        bytes += sheet::html(&edition, None, Lang::Zh).len();
        for (person, _) in ics::files(&edition) {
            bytes += ics::calendar(&edition, person, Lang::Zh, None).len();
        }
        let seconds = began.elapsed().as_secs_f64();
        println!("{preset}, 30 people: {bytes} bytes in {seconds:.2} s");
        assert!(seconds < 5.0, "{preset}: {seconds} s");
    }
}
