//! Whom a cell of a table means: as the team is asked everywhere, and besides without notes in brackets, which people
//! write behind names.

use crate::domain::{PersonIx, Problem};
use crate::source::loose::folded;
use std::cell::RefCell;
use std::collections::HashMap;

/// Whom a text means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// One person.
    One(PersonIx),
    /// One person, with a note behind the name that was left out.
    Noted(PersonIx),
    /// Several are called so.
    Several(Vec<PersonIx>),
    /// Nobody, but a number with zeros before it would be somebody's id.
    Unzeroed(PersonIx),
    /// Nobody.
    Nobody,
}

/// The people of a month, for looking up many texts.
pub struct People<'a> {
    problem: &'a Problem,
    /// Ids and names, folded, with whose they are.
    known: HashMap<String, Vec<PersonIx>>,
    found: RefCell<HashMap<String, Who>>,
}

/// What parts names in a cell.
const BETWEEN: &str = "、，,;；/|+&";

impl<'a> People<'a> {
    /// Of a month.
    pub fn of(problem: &'a Problem) -> People<'a> {
        let mut known: HashMap<String, Vec<PersonIx>> = HashMap::new();
        for (place, person) in PersonIx::enumerate(&problem.people) {
            let (id, name) = (&person.id, &person.name);
            let both = [
                format!("{id}{name}"),
                format!("{name}{id}"),
                format!("{name}({id})"),
            ];
            for text in [id, name].into_iter().chain(&both).chain(&person.was) {
                let owners = known.entry(folded(text)).or_default();
                if !owners.contains(&place) {
                    owners.push(place);
                }
            }
        }
        People {
            problem,
            known,
            found: RefCell::default(),
        }
    }

    /// Whom a text means.
    pub fn who(&self, text: &str) -> Who {
        if let Some(who) = self.found.borrow().get(text) {
            return who.clone();
        }
        let who = self.looked_up(text);
        self.found.borrow_mut().insert(text.to_owned(), who.clone());
        who
    }

    /// The one person whom a text means.
    pub fn one(&self, text: &str) -> Option<PersonIx> {
        match self.who(text) {
            Who::One(person) | Who::Noted(person) => Some(person),
            _ => None,
        }
    }

    /// Whether a text is meant to be somebody of the team, even where it cannot be said who.
    pub fn is_somebody(&self, text: &str) -> bool {
        self.who(text) != Who::Nobody
    }

    fn looked_up(&self, text: &str) -> Who {
        match self.called(text) {
            Who::Nobody => {}
            found => return found,
        }
        let bare = text.split(['(', '（', '[', '【']).next().unwrap_or("");
        if bare.len() < text.len() {
            match self.called(bare) {
                Who::One(person) => return Who::Noted(person),
                Who::Nobody => {}
                found => return found,
            }
        }
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        let zeros = |id: &str| id != text && id.trim_start_matches('0') == text;
        let mut people = PersonIx::enumerate(&self.problem.people).filter(|_| digits);
        let found = people.find(|(_, person)| zeros(&person.id));
        found.map_or(Who::Nobody, |(person, _)| Who::Unzeroed(person))
    }

    fn called(&self, text: &str) -> Who {
        let loose = folded(text);
        let Some(owners) = self.known.get(&loose).filter(|_| !loose.is_empty()) else {
            return Who::Nobody;
        };
        if let [one] = owners.as_slice() {
            return Who::One(*one);
        }
        match self.problem.person(text) {
            Ok(person) => Who::One(person),
            Err(several) => Who::Several(several),
        }
    }

    /// The people named in a cell, parted by signs or blanks, and what in it is nobody. `None`: nobody is named.
    pub fn named_in(&self, text: &str) -> Option<(Vec<PersonIx>, Vec<String>)> {
        if let Some(person) = self.one(text) {
            return Some((vec![person], Vec::new()));
        }
        let split = |signs: &dyn Fn(char) -> bool| -> (Vec<PersonIx>, Vec<String>) {
            let (mut people, mut others) = (Vec::new(), Vec::new());
            for part in text.split(signs).map(str::trim).filter(|p| !p.is_empty()) {
                match self.one(part) {
                    Some(person) => people.push(person),
                    None => others.push(part.to_owned()),
                }
            }
            (people, others)
        };
        // Names of two parts may be parted by a blank themselves.
        let signs = split(&|c| BETWEEN.contains(c));
        let blanks = split(&|c| BETWEEN.contains(c) || c.is_whitespace());
        let best = if signs.1.len() <= blanks.1.len() {
            signs
        } else {
            blanks
        };
        (!best.0.is_empty()).then_some(best)
    }
}
