//! What the parts of the program may use of each other, read from the source text.
//!
//! The text is searched without comments, without the contents of literals, and without
//! `#[cfg(test)]` items. A part is what stands right below `src/`: `model`, `engine`, `verify`.

use crate::source;

use source::{File, files};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Fails with every violation, not only the first.
fn none(violations: Vec<String>) {
    assert!(violations.is_empty(), "\n{}", violations.join("\n"));
}

/// The files of the tree at `place` (`model`, `verify.rs`, `facts/mod.rs`); there must be some.
fn under<'a>(files: &'a [File], place: &str) -> Vec<&'a File> {
    let folder = format!("{place}/");
    let inside = |f: &&File| f.path == place || f.path.starts_with(&folder);
    let found: Vec<&File> = files.iter().filter(inside).collect();
    assert!(!found.is_empty(), "nothing at src/{place}");
    found
}

/// Who, and the parts of the crate that it may use beside itself: every part is here, the lower before the upper, and so
/// there is no circle. (Of `engine` the model's unit tests use made-up models; those are not looked at.)
const MAY: [(&str, &[&str]); 22] = [
    ("text.rs", &["text"]),
    ("domain", &["text"]),
    ("model", &["domain", "text"]),
    ("engine", &["domain", "model", "text"]),
    ("source", &["domain", "text"]),
    // A leaf: numbers in, numbers out.
    ("staffing", &[]),
    ("facts", &["domain", "text"]),
    ("rules/report.rs", &["domain", "text"]),
    ("rules", &["domain", "facts", "model", "source", "text"]),
    ("verify.rs", &["domain", "rules", "text"]),
    ("pattern", &["domain", "model", "rules", "text"]),
    (
        "explain",
        &["domain", "engine", "model", "rules", "text", "verify"],
    ),
    ("ledger", &["domain", "source", "text"]),
    (
        "input",
        &[
            "domain", "ledger", "model", "rules", "source", "staffing", "text",
        ],
    ),
    ("messages", &["domain", "input", "ledger", "source", "text"]),
    (
        "render",
        &[
            "domain", "engine", "explain", "facts", "input", "ledger", "model", "pattern", "rules",
            "source", "text", "verify",
        ],
    ),
    // Free of words: what went wrong is data until `report` is asked.
    (
        "app",
        &[
            "domain", "engine", "explain", "facts", "input", "ledger", "model", "pattern",
            "render", "rules", "staffing", "text", "verify",
        ],
    ),
    (
        "report",
        &[
            "app", "domain", "engine", "explain", "input", "ledger", "messages", "model", "render",
            "rules", "staffing", "text", "verify",
        ],
    ),
    (
        "cli",
        &[
            "app", "domain", "engine", "input", "ledger", "messages", "render", "report", "text",
        ],
    ),
    ("main.rs", &["cli"]),
    ("core.rs", PARTS),
    ("lib.rs", PARTS),
];

/// All parts.
const PARTS: &[&str] = &[
    "app", "cli", "domain", "engine", "explain", "facts", "input", "ledger", "messages", "model",
    "pattern", "render", "report", "rules", "source", "staffing", "text", "verify",
];

#[test]
fn every_part_is_named_and_none_uses_one_above_it() {
    let named: Vec<&str> = MAY.iter().map(|(who, _)| *who).collect();
    for file in files() {
        let part = file.path.split('/').next().unwrap();
        assert!(named.contains(&part), "src/{part} is not in MAY");
    }
    let place = |part: &str| {
        let folder = named.iter().position(|who| *who == part);
        let file = || named.iter().position(|who| *who == format!("{part}.rs"));
        folder.or_else(file).unwrap()
    };
    for (number, (who, may)) in MAY.iter().enumerate().take(named.len() - 3) {
        let own = who.split(['/', '.']).next().unwrap();
        for part in may.iter().filter(|part| **part != own) {
            assert!(
                place(part) < number,
                "{who} uses {part}, which is not below it"
            );
        }
    }
}

#[test]
fn parts_use_only_what_they_may() {
    let files = files();
    let mut violations = Vec::new();
    for (who, may) in MAY {
        let own = who.split(['/', '.']).next().unwrap();
        let own = (!who.contains('/') && !who.ends_with(".rs")).then_some(own);
        for file in under(&files, who) {
            for part in file.parts() {
                if !may.contains(&part.as_str()) && own != Some(part.as_str()) {
                    violations.push(format!("src/{} uses crate::{part}", file.path));
                }
            }
        }
    }
    none(violations);
}

#[test]
fn nothing_below_the_command_line_uses_it() {
    let mut violations = Vec::new();
    for file in files() {
        let above = file.path.starts_with("cli/") || ["lib.rs", "main.rs"].contains(&&*file.path);
        if !above && file.parts().contains("cli") {
            violations.push(format!("src/{} uses crate::cli", file.path));
        }
    }
    none(violations);
}

/// Where each of some words may stand: `(word, the only places)`.
const WORDS: [(&str, &[&str]); 17] = [
    ("print!", &["cli"]),
    ("println!", &["cli"]),
    ("eprint!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("dbg!", &[]),
    ("clap", &["cli"]),
    ("ExitCode", &["cli", "main.rs"]),
    ("stdout", &["cli"]),
    ("stderr", &["cli"]),
    ("env::", &["cli"]),
    ("Instant", &["cli"]),
    ("SystemTime", &["cli"]),
    ("Utc", &["cli"]),
    ("Local", &["cli"]),
    ("exit", &["cli"]),
    ("unsafe", &["engine/mip/callback.rs"]),
    (".unwrap()", &[]),
];

#[test]
fn only_the_command_line_prints_and_reads_clock_and_environment() {
    none(misplaced(&WORDS));
}

/// Where words stand that may not stand there.
fn misplaced(words: &[(&str, &[&str])]) -> Vec<String> {
    let mut violations = Vec::new();
    for file in files() {
        for (word, places) in words {
            let allowed = places
                .iter()
                .any(|p| file.path == *p || file.path.starts_with(&format!("{p}/")));
            for line in file.lines_with(word) {
                if !allowed {
                    violations.push(format!("src/{}:{line} has `{word}`", file.path));
                }
            }
        }
    }
    violations
}

/// What writes pages and pictures: templates, whose library escapes, and for bitmaps plotters. What is let through
/// unescaped is the program's own.
const DRAWING: [(&str, &[&str]); 4] = [
    ("maud", &["render"]),
    (
        "PreEscaped",
        &["render/document.rs", "render/chart/html.rs"],
    ),
    ("plotters", &["render/chart/png.rs"]),
    ("plotters_backend", &["render/chart/png.rs"]),
];

/// What is closed in a literal was written past the templates, and what is escaped there, past their escaper.
#[test]
fn only_templates_write_markup() {
    let mut violations = misplaced(&DRAWING);
    for file in files() {
        for markup in ["</", "/>", "&amp;", "&lt;"] {
            for line in file.lines_saying(markup) {
                violations.push(format!("src/{}:{line} has `{markup}`", file.path));
            }
        }
    }
    none(violations);
}

/// Tables are written by `source/csv.rs` and `render/cells.rs` alone, which keep texts from becoming formulas; `ics` has
/// lines of its own, and the byte-order mark is taken off where files are read.
#[test]
fn tables_are_written_in_one_place() {
    const CSV: &str = "source/csv.rs";
    // Marks and line ends that are looked for, or stand in a test.
    const READ: [&str; 10] = [
        "app/answers/team_text.rs",
        "app/files/kind.rs",
        "domain/loose.rs",
        "input/cells.rs",
        "input/sheet_file.rs",
        "render/chart/font.rs",
        "render/chart/png.rs",
        "render/ledger/mod.rs",
        "source/encoding.rs",
        "source/syntax.rs",
    ];
    let mut violations = Vec::new();
    for file in files() {
        let calendar = file.path.starts_with("render/export/ics/");
        let known = calendar || file.path == CSV || READ.contains(&&*file.path);
        for mark in ["\\u{feff}", "\\r\\n"].into_iter().filter(|_| !known) {
            for line in file.lines_saying(mark) {
                violations.push(format!("src/{}:{line} writes a table by itself", file.path));
            }
        }
        for method in [
            "write_string",
            "write_string_with_format",
            "write_with_format",
            "write_rich_string",
            "write_url",
        ] {
            if file.path != "render/cells.rs" {
                for line in file.lines_with(method) {
                    violations.push(format!("src/{}:{line} writes a cell by itself", file.path));
                }
            }
        }
    }
    none(violations);
}

/// Where a name is compared as it stands, and what it is the name of. People are found by `domain/who.rs` alone: whoever
/// compares their names otherwise loses those that were typed with a blank, in another width or case.
const NAMES_COMPARED: [(&str, &str); 7] = [
    ("app/answers/leave_kind.rs", "kinds of leave"),
    ("input/leave_kinds.rs", "kinds of leave"),
    ("app/import.rs", "sheets of our own workbooks"),
    ("input/benchmark/lines.rs", "codes of public instances"),
    ("input/roster_file.rs", "the same row twice in one file"),
    ("render/letters.rs", "a skill without a name of its own"),
    ("app/ledger/policy.rs", "presets of policies"),
];

#[test]
fn people_are_found_in_one_way() {
    const PARTS: [&str; 9] = [
        "app",
        "input",
        "pattern",
        "explain",
        "facts",
        "rules",
        "source",
        "render",
        "verify.rs",
    ];
    let mut violations = Vec::new();
    for file in files() {
        let part = file.path.split('/').next().unwrap_or_default();
        let may = NAMES_COMPARED.iter().any(|(path, _)| file.path == *path);
        if may || !PARTS.contains(&part) {
            continue;
        }
        // Cards of rules have names, and an id may be the name.
        let other = ["card.name ==", "card.name !=", "id == name", "name == id"];
        let other: Vec<usize> = other.iter().flat_map(|w| file.lines_with(w)).collect();
        let words = [
            "name ==",
            "name !=",
            "== p.name",
            "== person.name",
            "== row.name",
        ];
        for line in words.iter().flat_map(|w| file.lines_with(w)) {
            if !other.contains(&line) {
                violations.push(format!(
                    "src/{}:{line} compares names: ask domain::who",
                    file.path
                ));
            }
        }
    }
    none(violations);
}

#[test]
fn files_stay_short() {
    const LONGEST: usize = 450;
    let long = |f: &File| f.lines > LONGEST;
    let violations = files().into_iter().filter(long);
    none(
        violations
            .map(|f| format!("src/{} has {} lines, at most {LONGEST}", f.path, f.lines))
            .collect(),
    );
}

/// Files of `src/rules` that are no rule.
const FRAME: [&str; 8] = [
    "mod", "card", "facts", "report", "scope", "sets", "reading", "law",
];

/// From the `check` and from the `lower` of a rule's file the functions of that file that they reach are
/// gathered, by name: a name reaches a function when it stands as a call or as an argument, and a method
/// when it is called on `self` or on a path. None may be in both, and the words of the model stand in
/// nothing that `check` reaches, those of the clock in nothing that `lower` reaches. (What both read is
/// the rule's own parameters and the problem; `domain` is not looked into. Functions that take a `Reader`
/// read parameters and are left out.)
#[test]
fn check_and_lowering_share_no_helper() {
    const MODEL: [&str; 6] = ["sets", "Builder", "DutySet", "Sum", "Spot", "Limit"];
    const CLOCK: [&str; 5] = ["Facts", "facts", "Stint", "Report", "report"];
    let (mut violations, mut borrowed) = (Vec::new(), Vec::new());
    for file in under(&files(), "rules") {
        let name = file.path["rules/".len()..]
            .split(['.', '/'])
            .next()
            .unwrap();
        if FRAME.contains(&name) {
            continue;
        }
        let mut functions = file.functions();
        // A rule that is another one with its parameters fixed has neither.
        if !functions.contains_key("check") && !functions.contains_key("lower") {
            borrowed.push(name.to_owned());
            continue;
        }
        functions.retain(|_, text| !source::words(text).any(|w| w == "Reader"));
        let (check, lower) = (reached(&functions, "check"), reached(&functions, "lower"));
        let path = &file.path;
        for shared in check.intersection(&lower) {
            violations.push(format!("src/{path}: check and lower both call `{shared}`"));
        }
        for (half, names, foreign) in [("check", check, &MODEL[..]), ("lower", lower, &CLOCK)] {
            for function in names {
                let mut words = source::words(&functions[&function]);
                if let Some(word) = words.find(|w| foreign.contains(w)) {
                    violations.push(format!("src/{path}: {half} reaches {word} in `{function}`"));
                }
            }
        }
    }
    none(violations);
    assert_eq!(
        borrowed,
        ["one_at_a_time"],
        "rules without a check of their own"
    );
}

fn reached(functions: &BTreeMap<String, String>, from: &str) -> BTreeSet<String> {
    assert!(functions.contains_key(from), "no `fn {from}`");
    let mut reached = BTreeSet::from([from.to_owned()]);
    let mut todo = vec![from.to_owned()];
    while let Some(next) = todo.pop() {
        for name in functions.keys() {
            if source::names(&functions[&next], name) && reached.insert(name.clone()) {
                todo.push(name.clone());
            }
        }
    }
    reached
}

#[test]
fn every_test_file_is_part_of_a_program() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut forgotten = Vec::new();
    for folder in std::fs::read_dir(&tests).unwrap() {
        let folder = folder.unwrap().path();
        assert!(
            folder.is_dir(),
            "{folder:?}: a program of its own takes long to build"
        );
        forgotten.extend(forgotten_in(&folder));
    }
    none(forgotten);
}

/// Files of a folder with a `main.rs` or `mod.rs` that does not name them, and so on below it.
fn forgotten_in(folder: &Path) -> Vec<String> {
    let heads = ["main.rs", "mod.rs"].map(|head| folder.join(head));
    let Some(head) = heads.iter().find(|head| head.exists()) else {
        return Vec::new();
    };
    let named = std::fs::read_to_string(head).unwrap();
    let mut forgotten = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let rust = path.extension().is_some_and(|e| e == "rs") || path.join("mod.rs").exists();
        let is_head = ["main", "mod"].contains(&name);
        if rust && !is_head && !named.contains(&format!("mod {name};")) {
            forgotten.push(format!("{} is named by no `mod`", path.display()));
        }
        forgotten.extend(if path.is_dir() {
            forgotten_in(&path)
        } else {
            Vec::new()
        });
    }
    forgotten
}

#[test]
fn the_scanner_sees_what_it_should() {
    let text = r##"
        use crate::{model::{self, Term}, text::Text};
        use super::super::rules::Weight;
        // crate::cli
        const S: &str = "crate::input { \" {";
        const R: &str = r#"crate::input " { "#;
        fn a<'x>(c: char) -> bool { c == '{' || c == '\'' || b(&[1], done) }
        fn done() {}
        #[cfg(test)]
        mod tests { fn t() { crate::cli::x().unwrap() } }
        impl A { fn m(&self) -> [u8; 3] { self.n(); [0; 3] } }
    "##;
    let file = File::new("engine/annealing/x.rs", text);
    let parts: Vec<String> = file.parts().into_iter().collect();
    assert_eq!(parts, ["model", "text"]);
    let file = File::new("engine/x.rs", text);
    let parts: Vec<String> = file.parts().into_iter().collect();
    assert_eq!(parts, ["model", "rules", "text"]);
    let functions = file.functions();
    let names: Vec<&str> = functions.keys().map(String::as_str).collect();
    assert_eq!(names, ["a", "done", "m"]);
    assert!(source::names(&functions["a"], "b"));
    assert!(source::names(&functions["a"], "done"));
    assert!(source::names(&functions["m"], "n"));
    assert!(!source::names(&functions["m"], "a"));
    assert!(file.lines_with(".unwrap()").is_empty());
    assert_eq!(file.lines_with("const"), [5, 6]);
    assert_eq!(file.lines_saying("crate::input"), [5, 6]);
    assert!(file.lines_saying("crate::cli").is_empty());
}
