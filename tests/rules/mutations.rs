//! Whatever happens to a file, reading it ends in a result or in a message, never in a panic.

use paiban::domain::Roster;
use paiban::domain::time::Month;
use paiban::input::benchmark::{Instance, curtois, inrc2};
use paiban::input::{Fault, RosterFile, Source, Team, parse_roster, write_roster};
use paiban::messages::message::render;
use paiban::text::Lang;
use proptest::prelude::*;
use std::path::Path;

/// What hurts where it lands.
const PIECES: [&str; 44] = [
    "",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "#",
    "-",
    ".",
    "..",
    "\0",
    "\u{7}",
    "\u{feff}",
    "\u{a0}",
    "“",
    "，",
    "李",
    "休",
    "0",
    "-1",
    "1e400",
    "nan",
    "inf",
    "9223372036854775807",
    "-9223372036854775808",
    "99999999999999999999",
    "2026-02-30",
    "24:00-24:00",
    "00:00-24:00",
    "true",
    "\"\"\"",
    "'''",
    "\\",
    "[[person]]",
    "[rules.even]",
    "𠮷",
];

#[derive(Debug, Clone)]
pub enum Change {
    Delete(usize, usize),
    Insert(usize, usize),
    Replace(usize, usize, usize),
    DeleteLine(usize),
    DoubleLine(usize),
    SwapLines(usize, usize),
}

pub fn change() -> impl Strategy<Value = Change> {
    let at = 0..100_000_usize;
    prop_oneof![
        (at.clone(), 1..8_usize).prop_map(|(a, n)| Change::Delete(a, n)),
        (at.clone(), at.clone()).prop_map(|(a, p)| Change::Insert(a, p)),
        (at.clone(), 1..20_usize, at.clone()).prop_map(|(a, n, p)| Change::Replace(a, n, p)),
        at.clone().prop_map(Change::DeleteLine),
        at.clone().prop_map(Change::DoubleLine),
        (at.clone(), at).prop_map(|(a, b)| Change::SwapLines(a, b)),
    ]
}

fn apply(text: &str, change: &Change) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if chars.is_empty() {
        return text.to_owned();
    }
    let splice = |chars: &mut Vec<char>, at: usize, count: usize, piece: &str| {
        let at = at % chars.len();
        let end = (at + count).min(chars.len());
        chars.splice(at..end, piece.chars());
    };
    let piece = |p: usize| PIECES[p % PIECES.len()];
    match *change {
        Change::Delete(at, count) => splice(&mut chars, at, count, ""),
        Change::Insert(at, p) => splice(&mut chars, at, 0, piece(p)),
        Change::Replace(at, count, p) => splice(&mut chars, at, count, piece(p)),
        Change::DeleteLine(at) => {
            lines.remove(at % lines.len());
            return lines.concat();
        }
        Change::DoubleLine(at) => {
            lines.insert(at % lines.len(), lines[at % lines.len()]);
            return lines.concat();
        }
        Change::SwapLines(a, b) => {
            let count = lines.len();
            lines.swap(a % count, b % count);
            return lines.concat();
        }
    }
    chars.into_iter().collect()
}

pub fn december() -> Month {
    Month::new(2026, 12).unwrap()
}

/// Messages must not panic either, and a fault in a text must have its place inside of it.
pub fn tell(fault: &Fault) {
    for lang in [Lang::En, Lang::Zh] {
        for color in [false, true] {
            assert!(!render(fault, lang, color).is_empty());
        }
    }
    if let (Some(source), Some(span)) = (&fault.text, &fault.span) {
        assert!(source.text.get(span.clone()).is_some(), "{fault:?}");
    }
}

/// Seconds in which any file of a few kilobytes is read or refused, on the slowest machine.
const LIMIT: u64 = 30;

/// Runs something that must end: a file that is read for minutes is as bad as a panic.
pub fn in_time<T>(run: impl FnOnce() -> T) -> T {
    let begun = std::time::Instant::now();
    let done = run();
    assert!(begun.elapsed().as_secs() < LIMIT, "took too long");
    done
}

/// What can be read is rostered as far as no engine is needed: what the rules say of nobody working, and their terms.
fn read_team(text: String) {
    let team = in_time(|| Team::parse(Source::new("team.toml", text)));
    match in_time(|| team.and_then(|t| t.month(december(), None))) {
        Err(fault) => tell(&fault),
        Ok((problem, book)) => in_time(|| {
            book.check(
                &problem,
                &Roster::empty(problem.people.len(), problem.days()),
            );
            book.lower(&problem);
        }),
    }
}

pub fn changed(mut text: String, changes: &[Change]) -> String {
    for change in changes {
        text = apply(&text, change);
    }
    text
}

/// Rules are made from an instance; what is wrong is never said of them, which nobody has written.
fn read_instance(read: Result<Instance, Fault>) {
    match read {
        Err(fault) => {
            assert_eq!(fault.file, "instance.txt", "{fault:?}");
            tell(&fault);
        }
        Ok(instance) if instance.problem.days() < 60 => {
            instance.book.lower(&instance.problem);
        }
        Ok(_) => {}
    }
}

fn fixture(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

/// A team file with everything in it.
fn rich() -> String {
    fixture("teams/everything.toml")
}

/// `PROPTEST_CASES=20000` looks longer.
pub fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    ProptestConfig {
        cases: usual.cases * 4,
        ..usual
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn team_files(changes in prop::collection::vec(change(), 1..4)) {
        read_team(changed(rich(), &changes));
    }

    #[test]
    fn roster_files(changes in prop::collection::vec(change(), 1..4)) {
        let source = Source::new("team.toml", fixture("errors/team.toml"));
        let (problem, _) = Team::parse(source).and_then(|t| t.month(december(), None)).unwrap();
        let roster = paiban::domain::Roster { cells: vec![vec![Some(0); 31]; 3] };
        let mut text = write_roster(&problem, &roster).trim_start_matches('\u{feff}').to_owned();
        for change in &changes {
            text = apply(&text, change);
        }
        let file = parse_roster(&Source::new("roster.csv", text));
        if let Err(fault) = file.and_then(|f| f.roster(&problem)) {
            tell(&fault);
        }
    }

    #[test]
    fn curtois_files(changes in prop::collection::vec(change(), 1..4)) {
        let text = changed(fixture("cli/shop.curtois"), &changes);
        read_instance(curtois::parse(&Source::new("instance.txt", text), "instance"));
    }

    #[test]
    fn inrc2_files(which in 0..3_usize, changes in prop::collection::vec(change(), 1..4)) {
        let mut files = ["scenario", "history", "week"].map(|n| fixture(&format!("cli/{n}.inrc2")));
        files[which] = changed(std::mem::take(&mut files[which]), &changes);
        let [scenario, history, week] = files.map(|text| Source::new("instance.txt", text));
        read_instance(inrc2::parse(&scenario, &history, &[week]));
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = dir.join("any-bytes");
        std::fs::write(&path, &bytes).unwrap();
        if let Err(fault) = RosterFile::read(&path) {
            tell(&fault);
        }
        if let Err(fault) = Source::read(&path).and_then(Team::parse) {
            tell(&fault);
        }
    }
}

#[test]
fn the_files_are_good_before_they_are_changed() {
    let team = Team::parse(Source::new("team.toml", rich()));
    let month = team.and_then(|t| t.month(december(), None));
    let shown = month.map(|_| ()).map_err(|f| render(&f, Lang::En, false));
    assert_eq!(shown, Ok(()));
}

/// Numbers, words and quoted texts of a file: where each begins and ends.
fn tokens(text: &str) -> Vec<std::ops::Range<usize>> {
    let word = |c: char| c.is_alphanumeric() || "-.:@\"".contains(c);
    let mut tokens = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        match (start, word(c)) {
            (None, true) => start = Some(i),
            (Some(s), false) => {
                tokens.push(s..i);
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

#[test]
fn every_value_replaced_by_everything_that_hurts() {
    let text = rich();
    for token in tokens(&text) {
        for piece in PIECES {
            for value in [piece.to_owned(), format!("\"{piece}\"")] {
                let mut text = text.clone();
                text.replace_range(token.clone(), &value);
                read_team(text);
            }
        }
    }
}
