//! The line of a team file that an advice speaks of, found by the way such files are usually written.

use crate::domain::{PersonIx, Problem};
use crate::explain::remedies::Place;

/// The line's number, from 1; `None` where the file is written in another way.
pub fn line(text: &str, problem: &Problem, place: &Place) -> Option<usize> {
    match place {
        Place::Rule(name) => {
            let headers = [format!("[rules.{name}]"), format!("[[rules.{name}]]")];
            let mut lines = lines(text);
            lines
                .find(|(_, line)| headers.iter().any(|h| line.starts_with(h.as_str())))
                .map(|(number, _)| number)
        }
        Place::Person(person, key) => {
            let section = section(text, "[[person]]", problem, *person)?;
            let own = section.iter().find(|(_, line)| key_of(line) == Some(*key));
            own.or(section.first()).map(|(number, _)| *number)
        }
        Place::Leave(person) => {
            let section = section(text, "[[leave]]", problem, *person)?;
            section.first().map(|(number, _)| *number)
        }
    }
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines().map(str::trim))
}

/// The key of a line such as `name = "A"`.
fn key_of(line: &str) -> Option<&str> {
    line.split_once('=').map(|(key, _)| key.trim())
}

/// The lines of the first section of a kind that names the person.
fn section<'a>(
    text: &'a str,
    header: &str,
    problem: &Problem,
    person: PersonIx,
) -> Option<Vec<(usize, &'a str)>> {
    let is_own = |text: &str| problem.person(text) == Ok(person);
    let mut sections: Vec<Vec<(usize, &str)>> = Vec::new();
    let mut open = false;
    for (number, line) in lines(text) {
        if line.starts_with('[') {
            open = line.starts_with(header);
            if open {
                sections.push(Vec::new());
            }
        }
        if let Some(section) = sections.last_mut().filter(|_| open) {
            section.push((number, line));
        }
    }
    let says = |line: &str| {
        let Some((key, value)) = line.split_once('=') else {
            return false;
        };
        let named = ["name", "id", "person"].contains(&key.trim());
        let mut quoted = value.trim().split(['"', '\'']).skip(1);
        named && quoted.next().is_some_and(is_own)
    };
    let mut all = sections.into_iter();
    all.find(|section| section.iter().any(|(_, line)| says(line)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::input::{Source, Team};

    const TEXT: &str = r#"[team]
name = "desk"
[[shift]]
code = "D"
time = ["09:00-17:00"]
[[person]]
id = "A1"
name = "Ann"
[[person]]
id = "B1"
name = "Bo"
unavailable = ["2026-12-08"]
[[leave]]
person = "Ann"
from = 2026-12-08
state = "granted"
[[demand]]
need = { "09:00-17:00" = 1 }
[rules.work-run]
longest = 5
"#;

    #[test]
    fn places_are_found() {
        let team = Team::parse(Source::new("team.toml", TEXT)).unwrap();
        let first = "2026-12-07".parse().unwrap();
        let (problem, _) = team.horizon(first, 7, None).unwrap();
        let find = |place| line(TEXT, &problem, &place);
        assert_eq!(find(Place::Rule("work-run".to_owned())), Some(19));
        assert_eq!(find(Place::Rule("cover".to_owned())), None);
        assert_eq!(find(Place::Person(PersonIx(1), "unavailable")), Some(12));
        assert_eq!(find(Place::Person(PersonIx(0), "pinned")), Some(6));
        assert_eq!(find(Place::Leave(PersonIx(0))), Some(13));
        assert_eq!(find(Place::Leave(PersonIx(1))), None);
    }
}
