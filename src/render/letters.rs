//! Duties as short as a table in a terminal needs them: the shift's code and a letter for the post.

use super::width::width;
use crate::domain::{Problem, Skill};
use crate::text::Lang;
use std::collections::BTreeSet;

/// Each duty as it stands in a cell: `A5p` for `A5@phone`. Without posts it is the shift's code.
pub fn codes(problem: &Problem) -> Vec<String> {
    let posts = posts(problem);
    let joined = |between: &str| -> Vec<String> {
        let duty = problem.duties_now().iter().map(|duty| {
            let kind = &problem.kinds[duty.kind].code;
            let own = posts.iter().find(|(post, _)| Some(*post) == duty.post);
            own.map_or(kind.clone(), |(_, letter)| {
                format!("{kind}{between}{letter}")
            })
        });
        duty.collect()
    };
    // Where `A` at a post would look like another duty, they are kept apart as in files.
    let plain = joined("");
    let different: BTreeSet<&String> = plain.iter().collect();
    if different.len() == plain.len() {
        plain
    } else {
        joined("@")
    }
}

/// What the letters mean, in one line: `p phone, c chat`; `None` without posts, or where they are as long already.
pub fn legend(problem: &Problem, lang: Lang) -> Option<String> {
    let posts = posts(problem);
    let word = |(post, letter): &(usize, String)| {
        let skill = &problem.skills[*post];
        let name = skill.name.get(lang);
        if *letter == skill.code && name == skill.code {
            letter.clone()
        } else {
            format!("{letter} {name}")
        }
    };
    let words: Vec<String> = posts.iter().map(word).collect();
    let between = if lang == Lang::Zh { "，" } else { ", " };
    (!posts.is_empty()).then(|| words.join(between))
}

/// The posts that duties are held at, each with its letter: as few characters of its code as tell it from the others.
fn posts(problem: &Problem) -> Vec<(usize, String)> {
    let held: BTreeSet<usize> = problem.duties_now().iter().filter_map(|d| d.post).collect();
    let skills: Vec<&Skill> = held.iter().map(|p| &problem.skills[*p]).collect();
    let codes: Vec<Vec<char>> = skills.iter().map(|s| s.code.chars().collect()).collect();
    let letters = one_each(&codes).unwrap_or_else(|| prefixes(&codes));
    held.into_iter().zip(letters).collect()
}

/// One character each, at the same place: the first, or of Chinese names (售前, 售后) any.
fn one_each(codes: &[Vec<char>]) -> Option<Vec<String>> {
    let chinese = codes.iter().flatten().all(|c| width(&c.to_string()) == 2);
    let longest = codes.iter().map(Vec::len).max().unwrap_or(0);
    let places = if chinese { longest } else { longest.min(1) };
    (0..places).find_map(|at| {
        let letters: Option<Vec<char>> = codes.iter().map(|code| code.get(at).copied()).collect();
        let letters = letters?;
        let different: BTreeSet<&char> = letters.iter().collect();
        let found = || letters.iter().map(char::to_string).collect();
        (different.len() == codes.len()).then(found)
    })
}

/// The shortest beginnings by which codes differ.
fn prefixes(codes: &[Vec<char>]) -> Vec<String> {
    let own = |code: &Vec<char>| {
        let others = || codes.iter().filter(|other| *other != code);
        let length = (1..=code.len()).find(|n| others().all(|o| !o.starts_with(&code[..*n])));
        code[..length.unwrap_or(code.len())].iter().collect()
    };
    codes.iter().map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn posts_are_told_apart_by_as_little_as_possible() {
        for (codes, wanted) in [
            (vec!["phone", "chat"], vec!["p", "c"]),
            (vec!["pre", "post", "after"], vec!["pr", "po", "a"]),
            (vec!["售前", "售后"], vec!["前", "后"]),
            (vec!["前台", "制单"], vec!["前", "制"]),
            (vec!["a", "ab"], vec!["a", "ab"]),
            (vec!["p"], vec!["p"]),
        ] {
            let codes: Vec<Vec<char>> = codes.iter().map(|c| c.chars().collect()).collect();
            let found = one_each(&codes).unwrap_or_else(|| prefixes(&codes));
            assert_eq!(found, wanted);
        }
    }
}
