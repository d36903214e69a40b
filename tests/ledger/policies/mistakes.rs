//! Every mistake that a policy file can hold has a fixture, and a message in both languages next to it.
//!
//! `tests/fixtures/policies/bad/NAME.toml` is a bad policy, `NAME.en.txt` and `NAME.zh.txt` are the messages.
//! `UPDATE_GOLDEN=1` writes them.

use super::{LANGUAGES, ladder, parsed};
use paiban::input::policy_file::{PolicyFlaw, read};
use paiban::input::{Fault, FaultKind, Source};
use paiban::ledger::preset::PRESETS;
use paiban::messages::message::render;
use paiban::messages::words;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/policies/bad")
}

/// The names of the fixtures, and the fault in each; none is a fault of the fixture.
fn faults() -> Vec<(String, Fault)> {
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        match read(&Source::new(format!("{name}.toml"), text)) {
            Err(fault) => faults.push((name, fault)),
            Ok(_) => panic!("{name}: nothing wrong was found"),
        }
    }
    faults.sort_by(|a, b| a.0.cmp(&b.0));
    faults
}

#[test]
fn every_mistake_has_its_message() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for (name, fault) in faults() {
        for (lang, ending) in LANGUAGES {
            let message = render(&fault, lang, false) + "\n";
            let golden = folder().join(format!("{name}.{ending}.txt"));
            if update {
                std::fs::write(&golden, &message).unwrap();
            }
            let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
            if wanted != message {
                differing.push(format!(
                    "{name}.{ending}, wanted:\n{wanted}\nbut got:\n{message}"
                ));
            }
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn no_message_is_left_over() {
    let names: BTreeSet<String> = faults().into_iter().map(|(name, _)| name).collect();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        let stem = file.split('.').next().unwrap();
        assert!(names.contains(stem), "{file} has no fixture");
    }
}

#[test]
fn every_flaw_has_a_fixture() {
    let code = include_str!("../../../src/source/policy_flaw.rs");
    let start = code.find("pub enum PolicyFlaw {").unwrap();
    let body = code[start..].split("\n}").next().unwrap();
    let name = |text: &str| -> String {
        let letters = text.chars().take_while(char::is_ascii_alphanumeric);
        letters.collect()
    };
    let variants = body.lines().filter_map(|l| l.strip_prefix("    "));
    let variants = variants.filter(|l| l.starts_with(|c: char| c.is_ascii_uppercase()));
    let variants: BTreeSet<String> = variants.map(name).collect();
    let found = faults()
        .into_iter()
        .filter_map(|(_, fault)| match *fault.kind {
            FaultKind::Policy { flaw } => Some(name(&format!("{flaw:?}"))),
            _ => None,
        });
    assert_eq!(variants, found.collect());
}

#[test]
fn messages_are_complete_and_in_their_language() {
    let ideograph = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (name, fault) in faults() {
        let words = words(&fault);
        for text in [&words.what, &words.why, &words.fix] {
            assert!(!text.en.trim().is_empty(), "{name}: nothing in English");
            assert!(text.zh.contains(ideograph), "{name}: {}", text.zh);
        }
        for part in [&words.why, &words.fix] {
            assert!(part.en.ends_with('.'), "{name}: {}", part.en);
            assert!(part.zh.ends_with('。'), "{name}: {}", part.zh);
        }
        // A policy is not told what a team file looks like.
        for part in [&words.what, &words.why, &words.fix] {
            assert!(!part.en.contains("team"), "{name}: {}", part.en);
        }
    }
}

#[test]
fn a_slip_of_the_pen_is_recognised() {
    let misspelt =
        ladder("month", r#"["10"]"#) + "[[category]]\nid = \"b\"\nname = \"乙\"\nladder = \"aa\"\n";
    let fault = parsed(&misspelt).unwrap_err();
    let wanted = PolicyFlaw::UnknownLadder {
        id: "aa".to_owned(),
        known: vec!["a".to_owned()],
    };
    assert_eq!(*fault.kind, FaultKind::Policy { flaw: wanted });
    let span = fault.span.unwrap();
    assert_eq!(&misspelt[span], "\"aa\"");
}

proptest! {
    /// Whatever is cut out of a policy or put into it, it is read or it is told what is wrong.
    #[test]
    fn no_damage_is_without_an_answer(
        which in 0..PRESETS.len(),
        place in any::<prop::sample::Index>(),
        length in 0_usize..40,
        inserted in "[\\[\\]{}\"=+\\-a-z0-9 \n，元]{0,6}",
    ) {
        let whole: Vec<char> = PRESETS[which].text.chars().collect();
        let start = place.index(whole.len());
        let end = (start + length).min(whole.len());
        let damaged: String = whole[..start].iter().copied()
            .chain(inserted.chars())
            .chain(whole[end..].iter().copied())
            .collect();
        if let Err(fault) = parsed(&damaged) {
            for (lang, _) in LANGUAGES {
                prop_assert!(!render(&fault, lang, false).is_empty());
            }
        }
    }
}
