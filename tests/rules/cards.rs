//! Every rule's card is complete, true, and what `docs/rules.md` says.

use crate::common;

use paiban::domain::{PersonIx, Problem, Roster};
use paiban::input::{Fault, FaultKind, Source, Team};
use paiban::render::markdown;
use paiban::rules::{Card, LIST, RuleBook, Weight};
use paiban::verify::verify;
use std::collections::BTreeSet;

fn cards() -> impl Iterator<Item = &'static Card> {
    LIST.iter().map(|entry| entry.card)
}

/// The team that the examples speak of, with these rules, in December 2026.
fn read(rules: &str) -> Result<(Problem, RuleBook), Fault> {
    let team = common::fixtures_dir().join("teams/cards.toml");
    let text = format!("{}\n{rules}", std::fs::read_to_string(team).unwrap());
    Team::parse(Source::new("team.toml", text))?.horizon("2026-12-01".parse().unwrap(), 31, None)
}

/// The rules of this name, as they are in force.
fn in_force(card: &Card, rules: &str) -> Vec<(Weight, Vec<PersonIx>, String)> {
    let (_, book) = read(rules).unwrap_or_else(|f| panic!("{}: {f}\n{rules}", card.name));
    book.instances
        .iter()
        .filter(|i| i.card.name == card.name)
        .map(|i| {
            (
                i.scope.weight,
                i.scope.who.clone(),
                format!("{:?} {:?}", i.scope, i.rule),
            )
        })
        .collect()
}

fn is_chinese(text: &str) -> bool {
    text.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn names_are_lower_case_and_unique() {
    let mut seen = BTreeSet::new();
    for card in cards() {
        let name = card.name;
        let word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase());
        assert!(name.split('-').all(word), "{name}");
        assert!(seen.insert(name), "{name} stands twice");
    }
    assert!(seen.len() > 30, "only {} rules", seen.len());
}

#[test]
fn words_are_there_in_both_languages() {
    for card in cards() {
        let own = [
            ("title", card.title),
            ("meaning", card.meaning),
            ("why", card.why),
            ("unit", card.unit),
        ];
        let params = card.params().into_iter().chain(card.takes.params());
        let params = params.map(|p| (p.key, p.meaning));
        for (part, (en, zh)) in own.into_iter().chain(params) {
            let place = format!("{}, {part}", card.name);
            assert!(en.len() > 2 && !is_chinese(en), "{place}: {en}");
            assert!(is_chinese(zh), "{place}: {zh}");
            let sentence = ["meaning", "why"].contains(&part);
            assert_eq!(en.ends_with('.'), sentence, "{place}: {en}");
            assert_eq!(zh.ends_with('。'), sentence, "{place}: {zh}");
        }
    }
}

#[test]
fn the_weight_of_the_card_is_the_weight_in_force() {
    for card in cards() {
        let wanted = match card.weight {
            "hard" => Weight::Hard,
            "warn" => Weight::Warn,
            points => Weight::Price(points.parse().unwrap()),
        };
        let bare = remove(card.example, "weight");
        for (weight, who, _) in in_force(card, &bare) {
            assert_eq!(weight, wanted, "{}", card.name);
            assert_eq!(
                who,
                [0, 1, 2, 3, 4].map(PersonIx),
                "{}: everybody by default",
                card.name
            );
        }
    }
}

/// A piece of TOML without the lines that give `key`.
fn remove(toml: &str, key: &str) -> String {
    let start = format!("{key} = ");
    let kept = toml.lines().filter(|l| !l.starts_with(&start));
    kept.map(|l| format!("{l}\n")).collect()
}

#[test]
fn examples_are_accepted_and_show_their_rule() {
    for card in cards() {
        let count = in_force(card, card.example).len();
        let headers = card
            .example
            .matches(&format!("[rules.{}]", card.name))
            .count();
        assert_eq!(count, headers, "{}: {}", card.name, card.example);
        assert!(count > 0, "{}: {}", card.name, card.example);
        let always = in_force(card, "").len();
        assert_eq!(always, usize::from(card.always), "{}", card.name);
    }
}

#[test]
fn the_card_has_exactly_the_parameters_that_are_accepted() {
    for card in cards() {
        let fault = read(&format!("{}nonsense = 1\n", card.example)).unwrap_err();
        let FaultKind::UnknownKey { key, known } = *fault.kind else {
            panic!("{}: {fault}", card.name);
        };
        assert_eq!(key, "nonsense", "{}", card.name);
        let mut on_card: Vec<&str> = card.params.iter().map(|p| p.key).collect();
        on_card.extend(card.takes.params().iter().map(|p| p.key));
        on_card.push("weight");
        assert_eq!(known, on_card, "{}", card.name);
        let on_people = on_card.contains(&"who");
        assert_eq!(on_people, !ON_THE_TEAM.contains(&card.name));
    }
}

/// Defaults that are no value: nothing in a file says the same.
const IN_WORDS: [&str; 2] = ["no limit", "none"];

/// Have a default, but are all that the example gives the rule to do.
const ONE_OF: [(&str, &str); 1] = [("rank-share", "percent")];

/// Rules that are not about people: they take no `who`.
const ON_THE_TEAM: [&str; 2] = ["cover", "surplus"];

#[test]
fn defaults_are_what_the_card_says() {
    let mut compared = 0;
    for card in cards() {
        for param in card.params() {
            let place = format!("{}, {}", card.name, param.key);
            let bare = remove(card.example, param.key);
            if param.default.is_empty() {
                assert!(read(&bare).is_err(), "{place}: can be left out");
                continue;
            }
            // "1, if …" and "8 for …", as in the example.
            let words = param.default.split(", if").next().unwrap();
            let words = words.split(" for ").next().unwrap();
            if IN_WORDS.contains(&words) || ONE_OF.contains(&(card.name, param.key)) {
                continue;
            }
            // A value, or a word that stands in quotes in a file.
            let value = [words.to_owned(), format!("\"{words}\"")]
                .into_iter()
                .find(|v| format!("x = {v}").parse::<toml::Table>().is_ok())
                .unwrap();
            let given = bare.replacen("]\n", &format!("]\n{} = {value}\n", param.key), 1);
            let (a, b) = (in_force(card, &bare), in_force(card, &given));
            assert_eq!(a, b, "{place}: default {value}");
            compared += 1;
        }
    }
    assert!(compared > 20, "only {compared} defaults are values");
}

/// The instance of the fixture's rule, made a warning, neither forbids nor costs anything; the rest does
/// not change.
#[test]
fn warnings_have_no_effect_whatever_the_rule() {
    let mut warned = 0;
    for mut fixture in common::all() {
        let path = fixture.path.display().to_string();
        let own = fixture.rule.clone();
        for instance in &mut fixture.book.instances {
            if instance.card.name == own {
                instance.scope.weight = Weight::Warn;
            }
        }
        let (problem, book) = (&fixture.problem, &fixture.book);
        let empty = Roster::empty(problem.people.len(), problem.days());
        for roster in [&fixture.roster, &empty] {
            for breach in verify(problem, book, roster).breaches {
                if breach.rule == own {
                    assert_eq!(breach.weight, Weight::Warn, "{path}: {breach:?}");
                    warned += 1;
                }
            }
        }
        for term in book.lower(problem).terms {
            let rule = book.instances[term.tag.rule].card.name;
            assert_ne!(rule, own, "{path}: {term:?}");
        }
    }
    assert!(warned > 100, "only {warned} warnings");
}

#[test]
fn the_documentation_is_fresh() {
    let written = include_str!("../../docs/rules.md");
    assert!(
        written == markdown::all(),
        "docs/rules.md is not what the cards say; run `make docs`"
    );
}
