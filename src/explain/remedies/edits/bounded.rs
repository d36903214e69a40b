//! A rule with another bound for some people: which key, and a value with which the roster keeps the rule.

use super::{Edit, Place, noted, quoted};
use crate::domain::{PersonIx, Problem, Roster};
use crate::explain::remedies::Infeasible;
use crate::explain::remedies::kinds::{Change, Kind};
use crate::rules::{RuleBook, Weight};
use crate::text::Text;

/// Bounds that are tried.
const TRIED: i64 = 31;

/// What to write; `None` where no bound makes the roster keep the rule.
pub(super) fn edit(infeasible: &Infeasible<'_>, change: &Change, roster: &Roster) -> Option<Edit> {
    let Infeasible { problem, book, .. } = *infeasible;
    let instance = &book.instances[change.instance?];
    let (rule, scope) = (instance.card.name, &instance.scope);
    let key = match (rule, change.kind) {
        ("work-run" | "kind-run" | "rest-run", _) => "longest",
        ("shift-limit", Kind::Hours) => "most",
        ("month-rest" | "weekly-rest" | "whole-day-off", _) => "days",
        _ => return None,
    };
    let others = scope.who.iter().copied();
    let others: Vec<PersonIx> = others.filter(|p| !change.people.contains(p)).collect();
    let people = names(problem, &change.people);
    let bound = value(infeasible, change, key, roster);
    let off = || {
        let (_, bound) = change.bound.filter(|_| change.kind != Kind::Exception)?;
        (bound < 1 && rule != "month-rest").then_some(())
    };
    let place = Some(Place::Rule(rule.to_owned()));
    let note = match (bound, others.is_empty()) {
        (Some(bound), true) => crate::text!(
            "in `rules.{rule}`: {key} = {bound}",
            "在 rules.{rule} 里写 {key} = {bound}"
        ),
        (Some(bound), false) => crate::text!(
            "copy the section of {rule}, so that there are two that begin with [[rules.{rule}]]: one with who = [{people}], {key} = {bound}; in the other except = [{people}]",
            "把 {rule} 这一节复制成两节，都以 [[rules.{rule}]] 开头：一节写 who = [{people}]、{key} = {bound}，另一节写 except = [{people}]"
        ),
        // That the rule does not hold for them at all, no bound says.
        (None, everybody) => {
            off()?;
            off_for(rule, &people, everybody)
        }
    };
    Some(noted(note, place))
}

fn off_for(rule: &str, people: &str, everybody: bool) -> Text {
    if everybody {
        crate::text!(
            "in `rules.{rule}`: weight = \"off\"",
            "在 rules.{rule} 里写 weight = \"off\""
        )
    } else {
        crate::text!(
            "in `rules.{rule}`: except = [{people}]",
            "在 rules.{rule} 里写 except = [{people}]"
        )
    }
}

fn names(problem: &Problem, people: &[PersonIx]) -> String {
    let names = people.iter().map(|p| quoted(problem.person_name(*p)));
    names.collect::<Vec<_>>().join(", ")
}

/// The value with which the people of a change keep the rule in a roster, the nearest to that which stands there. A bound in a
/// breach is not always what is to be written: where somebody is away, it is the part that falls on the other days.
fn value(infeasible: &Infeasible<'_>, change: &Change, key: &str, roster: &Roster) -> Option<i64> {
    let instance = change.instance?;
    let written = (infeasible.number)(instance, key);
    let near = written.or(change.bound.map(|(now, _)| now))?;
    let mut values: Vec<i64> = (0..=TRIED).collect();
    values.extend(change.bound.map(|(_, then)| then));
    values.sort_by_key(|value| ((value - near).abs(), *value));
    values.into_iter().find(|value| {
        let setting = format!("{key} = {value}");
        let book = (infeasible.vary)(instance, &change.people, &setting);
        book.is_some_and(|book| keeps(infeasible, &book, change, roster))
    })
}

/// Whether the people of a change break no section of the rule.
fn keeps(infeasible: &Infeasible<'_>, book: &RuleBook, change: &Change, roster: &Roster) -> bool {
    let Some(rule) = change
        .instance
        .map(|at| infeasible.book.instances[at].card.name)
    else {
        return false;
    };
    let own = book.instances.iter().enumerate();
    let mut own = own.filter(|(_, instance)| instance.card.name == rule);
    own.all(|(at, instance)| {
        let weight = instance.scope.weight;
        let mut breaches = book
            .check_at(at, weight, infeasible.problem, roster)
            .into_iter();
        breaches.all(|b| {
            b.weight != Weight::Hard || !b.people.iter().any(|p| change.people.contains(p))
        })
    })
}
