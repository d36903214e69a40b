//! What the README and the manual show is true: their examples are teams, their commands run, their options exist.
//!
//! An example is a `toml` block below a comment that says what it is: `<!-- example: team -->` is a whole team
//! file, `<!-- example: part -->` goes below the first whole one. A `sh` block holds commands to run.

use paiban::domain::time::Month;
use paiban::input::{Source, Team};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const LANGUAGES: [(&str, &str); 2] = [("README.md", "en"), ("README.zh-CN.md", "zh")];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// The README of a language and, in the order of its table of contents, the pages of its manual.
fn documents((readme, lang): (&str, &str)) -> Vec<String> {
    let folder = format!("docs/manual/{lang}");
    let contents = read(&format!("{folder}/SUMMARY.md"));
    let pages = contents
        .split("](")
        .skip(1)
        .filter_map(|t| t.split(')').next());
    let pages: Vec<String> = pages.map(|page| format!("{folder}/{page}")).collect();
    let there = std::fs::read_dir(root().join(&folder)).unwrap();
    let there = there.map(|f| f.unwrap().file_name().into_string().unwrap());
    let there = there.filter(|f| f.ends_with(".md") && f != "SUMMARY.md");
    assert_eq!(
        there.count(),
        pages.len(),
        "{folder}/SUMMARY.md names every page"
    );
    [vec![readme.to_owned()], pages].concat()
}

/// A fenced block.
struct Block {
    file: String,
    language: String,
    /// The comment above it.
    label: String,
    text: String,
    line: usize,
}

fn blocks(file: &str) -> Vec<Block> {
    let markdown = read(file);
    let mut blocks = Vec::new();
    let mut above = "";
    let mut lines = markdown.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let inside = lines.by_ref().map(|(_, l)| l).take_while(|l| *l != "```");
            let text = inside.map(|l| format!("{l}\n")).collect();
            blocks.push(Block {
                file: file.to_owned(),
                language: language.to_owned(),
                label: above.to_owned(),
                text,
                line: number + 1,
            });
        }
        above = line;
    }
    blocks
}

fn all(lang: (&str, &str)) -> Vec<Block> {
    documents(lang)
        .iter()
        .flat_map(|file| blocks(file))
        .collect()
}

fn of(language: &str, lang: (&str, &str)) -> Vec<Block> {
    let blocks = all(lang).into_iter();
    blocks.filter(|b| b.language == language).collect()
}

#[test]
fn examples_are_teams() {
    let month = Month::new(2026, 12).unwrap();
    for lang in LANGUAGES {
        let mut base = None;
        for block in of("toml", lang) {
            let place = format!("{}:{}", block.file, block.line);
            let text = match block.label.as_str() {
                "<!-- example: team -->" => base.insert(block.text).clone(),
                "<!-- example: part -->" => {
                    let base = base.as_ref();
                    let base = base.unwrap_or_else(|| panic!("{place}: a part of what?"));
                    format!("{base}\n{}", block.text)
                }
                _ => panic!("{place}: say above the block whether it is a team or a part"),
            };
            let read = Team::parse(Source::new(&*place, &*text)).and_then(|t| t.month(month, None));
            if let Err(fault) = read {
                let at = fault.span.clone().and_then(|s| text.get(s)).unwrap_or("");
                panic!("{fault}: {at}\n{text}");
            }
        }
        assert!(base.is_some(), "{lang:?} shows no team file");
    }
}

/// The commands of the `sh` blocks, without the choice of a language.
fn commands(lang: (&str, &str)) -> Vec<String> {
    of("sh", lang)
        .iter()
        .flat_map(|b| b.text.lines())
        .map(|l| l.replace(" --lang zh", ""))
        .collect()
}

#[test]
fn both_languages_show_the_same() {
    let examples = |lang| -> Vec<String> {
        let name = |l: &&str| l.starts_with("name = ");
        let lines = |b: Block| b.text.lines().filter(|l| !name(l)).collect();
        of("toml", lang).into_iter().map(lines).collect()
    };
    assert_eq!(examples(LANGUAGES[0]), examples(LANGUAGES[1]));
    assert_eq!(commands(LANGUAGES[0]), commands(LANGUAGES[1]));
}

#[test]
fn commands_run_as_written() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("readme");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let makefile = read("Makefile");
    let mut seen = 0;
    for command in commands(LANGUAGES[0]) {
        let mut words = command.split_whitespace();
        match words.next() {
            Some("make") => {
                for target in words {
                    let rule = format!("\n{target}:");
                    assert!(makefile.contains(&rule), "no target: {command}");
                }
            }
            Some("paiban") => {
                run(&folder, &command, words.collect());
                seen += 1;
            }
            _ => panic!("what is this: {command}"),
        }
    }
    assert!(seen > 0);
}

fn run(folder: &Path, command: &str, mut words: Vec<&str>) {
    // A usable roster is enough here, and so is a quick answer.
    if ["roster", "leave"].contains(words.first().unwrap_or(&"")) {
        let limit = words.iter().position(|w| *w == "--time-limit");
        if let Some(limit) = limit {
            words.drain(limit..limit + 2);
        }
        words.extend(["--time-limit", "4"]);
    }
    let done = Command::new(env!("CARGO_BIN_EXE_paiban"))
        .args(words)
        .env("PAIBAN_USER", "demo")
        .current_dir(folder)
        .output()
        .unwrap();
    let error = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command}\n{error}");
}

fn help(of: &str) -> String {
    let done = Command::new(env!("CARGO_BIN_EXE_paiban"))
        .args(of.split_whitespace())
        .args(["--help", "--lang", "en"])
        .output()
        .unwrap();
    assert!(done.status.success(), "{of:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// Every command, by the words that it is called with.
const COMMANDS: [&str; 43] = [
    "init",
    "roster",
    "check",
    "rules",
    "bench curtois",
    "bench inrc2",
    "publish",
    "leave",
    "swap",
    "change",
    "explain",
    "fairness",
    "chart",
    "export",
    "import",
    "ledger init",
    "ledger policy",
    "ledger user",
    "ledger add",
    "ledger import",
    "ledger list",
    "ledger show",
    "ledger status",
    "ledger correct",
    "ledger waive",
    "ledger appeal",
    "ledger answer",
    "ledger acknowledge",
    "ledger approve",
    "ledger payments",
    "ledger decide",
    "ledger close",
    "ledger statement",
    "staff",
    "ledger verify",
    "ledger who-was-on",
    "case open",
    "case update",
    "case close",
    "case list",
    "case show",
    "completions",
    "man",
];

/// The options in a text: two dashes and letters.
fn options(text: &str) -> BTreeSet<String> {
    let part = |c: char| !(c.is_ascii_alphanumeric() || c == '-');
    let words = text.split(part).filter_map(|w| w.strip_prefix("--"));
    let option = |w: &&str| w.starts_with(|c: char| c.is_ascii_lowercase());
    words.filter(option).map(str::to_owned).collect()
}

#[test]
fn options_exist_and_none_is_left_out() {
    for lang in LANGUAGES {
        let (file, blocks) = (lang.0, all(lang));
        let mut known = options(&help(""));
        for name in COMMANDS {
            let own = options(&help(name));
            let lines = blocks.iter().flat_map(|b| b.text.lines());
            let start = format!("paiban {name} ");
            for line in lines.filter(|l| l.starts_with(&start)) {
                let unknown: Vec<_> = options(line).difference(&own).cloned().collect();
                assert!(unknown.is_empty(), "{file}: {line}: no {unknown:?}");
            }
            known.extend(own);
        }
        let prose: String = documents(lang).iter().map(|file| read(file)).collect();
        let prose = options(&prose);
        let absent: Vec<_> = known.difference(&prose).collect();
        assert!(absent.is_empty(), "{file} says nothing of {absent:?}");
        // cargo's own.
        known.extend(["release", "example", "locked", "path"].map(str::to_owned));
        let unknown: Vec<_> = prose.difference(&known).collect();
        assert!(unknown.is_empty(), "{file}: no {unknown:?}");
    }
}

#[test]
fn links_lead_somewhere() {
    for file in LANGUAGES.into_iter().flat_map(documents) {
        let text = read(&file);
        let folder = root().join(&file);
        let folder = folder.parent().unwrap();
        for target in text.split("](").skip(1).filter_map(|t| t.split(')').next()) {
            if !target.contains("://") {
                assert!(folder.join(target).exists(), "{file}: no {target}");
            }
        }
    }
}

#[test]
fn whoever_adds_something_finds_the_files() {
    let text = read("docs/CONTRIBUTING.md");
    let quoted = text.split('`').skip(1).step_by(2);
    let roots = ["src/", "tests/", "docs/", "data/", "scripts/", "benches/"];
    let paths = quoted.filter(|q| roots.iter().any(|r| q.starts_with(r)));
    // What they are to write.
    let mut paths = paths.filter(|p| !p.contains("my_rule") && !p.contains("my-rule"));
    assert!(paths.clone().count() > 20);
    let absent = paths.find(|path| !root().join(path).exists());
    assert_eq!(absent, None, "docs/CONTRIBUTING.md names it");
}

#[test]
fn the_output_is_there() {
    for (readme, lang) in LANGUAGES {
        let answers = format!("docs/manual/{lang}/answers.md");
        for (file, of, says) in [
            (readme, "roster", "ROSTER.csv"),
            (readme, "check", "succession"),
            (&*answers, "leave", "2026-12-08"),
            (&*answers, "explain", "ROSTER.csv"),
        ] {
            let text = read(file);
            let (begin, end) = (
                format!("\n<!-- output of {of}: begin"),
                format!("\n<!-- output of {of}: end -->"),
            );
            let block = text
                .split_once(&begin)
                .and_then(|(_, t)| t.split_once(&end));
            let (block, _) = block.unwrap_or_else(|| panic!("{file}: no output of {of}"));
            assert!(block.contains(says), "{file}: run scripts/readme-output.sh");
        }
    }
}
