//! A team's rules with one of them changed for some people: what advice to copy a section comes to.

use super::team::{Team, take_rules};
use crate::domain::{PersonIx, Problem};
use crate::rules::{RuleBook, read_all};
use crate::source::{Source, shape};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// Which section of a rule: the so-and-so-many-th with its name that is in force.
#[derive(Debug, Clone, Copy)]
struct Section {
    rule: &'static str,
    nth: usize,
}

impl Section {
    /// That of an instance.
    fn of(book: &RuleBook, instance: usize) -> Option<Section> {
        let rule = book.instances.get(instance)?.card.name;
        let before = book.instances[..instance].iter();
        let nth = before.filter(|other| other.card.name == rule).count();
        Some(Section { rule, nth })
    }
}

impl Team {
    /// The rules with an instance's section in two: for `who` with `setting`, a line of TOML, for all others as it is. `None`
    /// where it has no section, or the rules cannot be read then.
    pub fn varied(
        &self,
        (problem, book): (&Problem, &RuleBook),
        instance: usize,
        who: &[PersonIx],
        setting: &str,
    ) -> Option<RuleBook> {
        let ids = who.iter().map(|p| quoted(&problem.people[*p].id));
        let ids = ids.collect::<Vec<_>>().join(", ");
        let text = format!("who = [{ids}]\nexcept = [{ids}]\n{setting}\n");
        let own = Source::new("", text);
        let own = shape::parse(&own).ok()?.into_inner();
        let mut root = shape::parse(self.source()).ok()?;
        let mut rules = take_rules(self.source(), &mut root).ok()??;
        split(rules.get_mut(), Section::of(book, instance)?, own)?;
        read_all(problem, self.source(), Some(&rules)).ok()
    }

    /// A whole number that stands in an instance's section.
    pub fn number(&self, book: &RuleBook, instance: usize, key: &str) -> Option<i64> {
        let mut root = shape::parse(self.source()).ok()?;
        let mut rules = take_rules(self.source(), &mut root).ok()??;
        let (all, at) = tables(rules.get_mut(), Section::of(book, instance)?)?;
        let DeValue::Table(table) = all.get(at)?.get_ref() else {
            return None;
        };
        let (_, value) = table.iter().find(|(known, _)| known.get_ref() == key)?;
        match value.get_ref() {
            DeValue::Integer(number) => number.as_str().parse().ok(),
            _ => None,
        }
    }
}

/// All sections of a rule, and the place of the one that is meant.
fn tables<'a, 't>(
    rules: &'t mut DeTable<'a>,
    section: Section,
) -> Option<(&'t mut DeArray<'a>, usize)> {
    let value = rules
        .iter_mut()
        .find(|(name, _)| name.get_ref() == section.rule)
        .map(|(_, value)| value)?;
    if matches!(value.get_ref(), DeValue::Table(_)) {
        let (span, one) = (value.span(), value.clone());
        let mut all = DeArray::new();
        all.push(one);
        *value = Spanned::new(span, DeValue::Array(all));
    }
    let DeValue::Array(all) = value.get_mut() else {
        return None;
    };
    let off = |value: &Spanned<DeValue<'_>>| {
        let DeValue::Table(table) = value.get_ref() else {
            return false;
        };
        let mut keys = table.iter();
        keys.any(|(key, value)| {
            key.get_ref() == "weight"
                && matches!(value.get_ref(), DeValue::String(word) if word == "off")
        })
    };
    let mut on = (0..all.len()).filter(|&at| !off(&all[at]));
    let at = on.nth(section.nth)?;
    Some((all, at))
}

/// Puts a second section beside the one that is meant, with the values of `own`: its `except` stands in the first, all
/// others in the second.
fn split<'a>(rules: &mut DeTable<'a>, section: Section, own: DeTable<'a>) -> Option<()> {
    let (all, at) = tables(rules, section)?;
    let mut second = all.get(at)?.clone();
    let (DeValue::Table(one), DeValue::Table(two)) = (all.get_mut(at)?.get_mut(), second.get_mut())
    else {
        return None;
    };
    remove(two, "except");
    for (key, value) in own {
        if key.get_ref() != "except" {
            remove(two, key.get_ref());
            two.insert(key, value);
            continue;
        }
        let known = one
            .iter_mut()
            .find(|(known, _)| known.get_ref() == "except");
        match (known.map(|(_, known)| known.get_mut()), value.get_ref()) {
            (Some(DeValue::Array(known)), DeValue::Array(more)) => {
                more.iter().for_each(|name| known.push(name.clone()));
            }
            (Some(_), _) => return None,
            (None, _) => {
                one.insert(key, value);
            }
        }
    }
    all.push(second);
    Some(())
}

fn remove(table: &mut DeTable<'_>, key: &str) {
    let mut keys = table.iter().map(|(known, _)| known);
    if let Some(known) = keys.find(|known| known.get_ref() == key).cloned() {
        table.remove(&known);
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
