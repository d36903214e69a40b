//! Explanations as text: conflicts, repairs, and what another value of a cell would mean.

mod cell;
pub mod json;
mod names;
mod phrase;
mod windows;

pub use cell::{cell, of_cell};
pub use names::value;

use crate::domain::Problem;
use crate::explain::cell::ASKED;
use crate::explain::iis::{Found, Iis, Member};
use crate::explain::remedies::{Change, Kind, Place, Remedy};
use crate::model::Term;
use crate::rules::RuleBook;
use crate::text;
use crate::text::{Text, many};

/// The team file, for advice on what to change in it.
pub struct TeamFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// The number of the line that a place is at, where it was found.
    pub line: &'a dyn Fn(&Place) -> Option<usize>,
}

/// A month and its rules, whose names explanations say.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The month.
    pub problem: &'a Problem,
    /// Its rules.
    pub book: &'a RuleBook,
}

impl Subject<'_> {
    /// A rule's name and title; nothing for what no rule demands.
    fn rule(&self, instance: usize) -> Text {
        if instance == ASKED {
            return text!("what is asked for", "所要求的");
        }
        let Some(card) = self.book.instances.get(instance).map(|i| i.card) else {
            return Text::default();
        };
        let (name, (en, zh)) = (card.name, card.title);
        text!("{name} ({en})", "{name}（{zh}）")
    }

    /// The members of a conflict, by rule.
    fn members(&self, members: &[Member]) -> Vec<Text> {
        let mut lines = Vec::new();
        for (instance, own) in phrase::lines(self.problem, self.book, members) {
            lines.push(indented(2, &self.rule(instance)));
            lines.extend(own.iter().map(|line| indented(6, line)));
        }
        lines
    }
}

/// What a term of the model demands, in words.
pub fn demand(subject: Subject<'_>, term: &Term) -> Text {
    phrase::term(subject.problem, subject.book, term)
}

fn indented(by: usize, line: &Text) -> Text {
    if line.en.is_empty() {
        return Text::default();
    }
    let blanks = " ".repeat(by);
    Text::new(
        format!("{blanks}{}", line.en),
        format!("{blanks}{}", line.zh),
    )
}

/// What stands in the way: every conflict with its members.
pub fn conflicts(subject: Subject<'_>, found: &Found) -> Vec<Text> {
    let mut lines = Vec::new();
    for (number, conflict) in found.conflicts.iter().enumerate() {
        if number > 0 {
            lines.push(Text::default());
        }
        lines.push(heading(number, conflict));
        lines.extend(subject.members(&conflict.members));
    }
    if found.more {
        lines.push(Text::default());
        lines.push(text!(
            "There may be more in the way than this.",
            "除此之外可能还有别的冲突。"
        ));
    }
    lines
}

fn heading(number: usize, conflict: &Iis) -> Text {
    match (number, conflict.is_irreducible()) {
        (0, true) => text!(
            "These cannot all hold together; without any one of them, the others could:",
            "下列各项不能同时满足；去掉其中任何一项，其余各项就能满足："
        ),
        (0, false) => text!(
            "These cannot all hold together (time ran out before each was shown to be necessary):",
            "下列各项不能同时满足（时间用完，未能逐项证明都是必要的）："
        ),
        (_, true) => text!(
            "Nor can these, which have nothing to do with the above:",
            "下列各项也不能同时满足，与上面的无关："
        ),
        (_, false) => text!(
            "Nor can these (time ran out before each was shown to be necessary):",
            "下列各项也不能同时满足（时间用完，未能逐项证明都是必要的）："
        ),
    }
}

/// What would help, the cheapest first.
pub fn repairs(subject: Subject<'_>, repairs: &[Remedy], file: &TeamFile<'_>) -> Vec<Text> {
    if repairs.is_empty() {
        return vec![text!(
            "No way out was found in the time given.",
            "在给定时间内没有找到解决办法。"
        )];
    }
    let mut lines = vec![text!(
        "What would help, the cheapest first; each was tried and leads to a roster:",
        "可以这样办，代价小的在前；每一种都已验证能排出班表："
    )];
    for (number, repair) in (1..).zip(repairs) {
        lines.extend(one(subject, number, repair, file));
    }
    lines
}

/// Changes that are each said; more are counted.
const SAID: usize = 6;

/// What the roster is like then, in so many lines for each change.
const EFFECTS: usize = 4;

fn one(subject: Subject<'_>, number: usize, repair: &Remedy, file: &TeamFile<'_>) -> Vec<Text> {
    let mut lines = Vec::new();
    for (index, change) in repair.changes.iter().take(SAID).enumerate() {
        let Text { en, zh } = sentence(subject, change);
        lines.push(match index {
            0 => text!("  {number}. {en}", "  {number}. {zh}"),
            _ => text!("     and {en}", "     并且 {zh}"),
        });
        // Helpers' shifts stand in the sentence.
        if change.kind != Kind::Helper {
            let effect = change.effect.iter().take(EFFECTS);
            lines.extend(effect.map(|line| indented(7, line)));
            let rest = change.effect.len().saturating_sub(EFFECTS);
            if rest > 0 {
                lines.push(text!("       … and {rest} more", "       ……另有 {rest} 条"));
            }
        }
    }
    let rest = repair.changes.len().saturating_sub(SAID);
    if rest > 0 {
        let changes = many(rest as i64, "change");
        lines.push(text!(
            "     and {changes} more of these kinds",
            "     另有同类改动 {rest} 处"
        ));
    }
    if !repair.likewise.is_empty() {
        let others = repair.likewise.iter().map(|c| subjects(subject, c));
        let Text { en, zh } = Text::list(&others.collect::<Vec<_>>());
        lines.push(text!(
            "       instead of that it may also be: {en}",
            "       也可以换成：{zh}"
        ));
    }
    lines.extend(advice(repair, file));
    lines
}

/// What to change in the team file.
fn advice(repair: &Remedy, file: &TeamFile<'_>) -> Vec<Text> {
    let name = file.name;
    let mut lines = Vec::new();
    for edit in repair.edits.iter().filter(|e| !e.note.en.is_empty()) {
        let at = edit.place.as_ref().and_then(file.line);
        let at = at.map_or(String::new(), |line| format!(":{line}"));
        let Text { en, zh } = &edit.note;
        lines.push(text!("       {name}{at}: {en}", "       {name}{at}：{zh}"));
    }
    let added: Vec<&str> = repair.edits.iter().flat_map(|e| e.lines.lines()).collect();
    if !added.is_empty() {
        lines.push(text!(
            "       at the end of {name}:",
            "       在 {name} 末尾加上："
        ));
        lines.extend(added.into_iter().map(|line| indented(9, &Text::same(line))));
    }
    lines
}

/// Whom and when a change concerns.
fn subjects(subject: Subject<'_>, change: &Change) -> Text {
    let who = names::people(subject.problem, &change.people);
    let when = names::dates(subject.problem, &change.days);
    let joined = |who: &str, when: &str| match (who.is_empty(), when.is_empty()) {
        (false, false) => format!("{who} {when}"),
        _ => format!("{who}{when}"),
    };
    Text::new(joined(&who.en, &when.en), joined(&who.zh, &when.zh))
}

/// A list in which what stands several times is counted: `2 × night 17:00-23:30, day 09:00-17:00`.
fn gathered(parts: &[Text]) -> Text {
    let mut counts: Vec<(&Text, usize)> = Vec::new();
    for part in parts {
        match counts.iter_mut().find(|(known, _)| *known == part) {
            Some((_, count)) => *count += 1,
            None => counts.push((part, 1)),
        }
    }
    let times = |(part, count): &(&Text, usize)| match count {
        1 => (*part).clone(),
        _ => Text::new(
            format!("{count} × {}", part.en),
            format!("{count} × {}", part.zh),
        ),
    };
    Text::list(&counts.iter().map(times).collect::<Vec<_>>())
}

/// A change in a sentence.
pub fn sentence(subject: Subject<'_>, change: &Change) -> Text {
    let who = names::people(subject.problem, &change.people);
    let when = names::dates(subject.problem, &change.days);
    let ((who, who_zh), (when, when_zh)) = ((who.en, who.zh), (when.en, when.zh));
    let rule = change.instance.map_or(Text::default(), |i| subject.rule(i));
    let (rule, rule_zh) = (rule.en, rule.zh);
    match (change.kind, change.bound) {
        (Kind::Fewer, Some((needed, here))) => {
            let lacking = needed - here;
            let people = match lacking {
                1 => "one person fewer".to_owned(),
                _ => format!("{lacking} people fewer"),
            };
            text!(
                "{people} in some half-hours of {when}",
                "{when_zh} 部分时段少 {lacking} 人"
            )
        }
        (Kind::Fewer, None) => text!("fewer people on {when}", "{when_zh} 少几个人"),
        (Kind::Rest, Some((now, then))) => {
            let days = many(then, "day");
            text!(
                "{who}: {days} of rest instead of {now}",
                "{who_zh}：休息 {then} 天，而不是 {now} 天"
            )
        }
        (Kind::Rest, None) => text!("{who}: less rest ({when})", "{who_zh}：少休息（{when_zh}）"),
        (Kind::Run, Some((now, then))) => text!(
            "{who}: {then} days in a row instead of at most {now}",
            "{who_zh}：连续 {then} 天，而不是最多 {now} 天"
        ),
        (Kind::Run, None) => text!(
            "{who}: a longer run ({when})",
            "{who_zh}：连续天数更长（{when_zh}）"
        ),
        (Kind::Hours, Some((now, then))) => text!(
            "{who}: {then} instead of at most {now}, {rule}",
            "{who_zh}：{rule_zh}放宽到 {then}，而不是最多 {now}"
        ),
        (Kind::Hours, None) => text!(
            "{who}: more than {rule} allows",
            "{who_zh}：超出{rule_zh}的上限"
        ),
        (Kind::Wish, _) => text!(
            "{who} gives up the wish for {when}",
            "{who_zh} 放弃 {when_zh} 的愿望"
        ),
        (Kind::Pin, _) => text!(
            "what is fixed for {who} on {when} is freed",
            "放开 {who_zh} {when_zh} 的固定班"
        ),
        (Kind::Leave, _) => text!(
            "{who} gives up the leave on {when}",
            "{who_zh} 放弃 {when_zh} 的请假"
        ),
        (Kind::Away, _) => text!(
            "{who} comes on {when} after all",
            "{who_zh} {when_zh} 还是来上班"
        ),
        (Kind::Outside, _) => text!(
            "{who} is in the team on {when} too",
            "{who_zh} {when_zh} 也算在职"
        ),
        (Kind::Helper, _) => {
            let Text { en, zh } = gathered(&change.effect);
            let count = change.amount;
            let helpers = match count {
                1 => "a helper".to_owned(),
                _ => many(count, "helper"),
            };
            text!(
                "{helpers} on {when}: {en}",
                "{when_zh} 找 {count} 名帮手：{zh}"
            )
        }
        (Kind::Joiner, _) => {
            let count = change.amount;
            let people = match count {
                1 => "one person".to_owned(),
                _ => format!("{count} people"),
            };
            text!("{people} more for the whole month", "整月增加 {count} 人")
        }
        (Kind::Soft, _) => text!(
            "{rule} gets a price instead of `hard`; then",
            "{rule_zh}由 hard 改为计价；那么"
        ),
        (Kind::Exception, _) => {
            let of = subjects(subject, change);
            let (en, zh) = (of.en, of.zh);
            text!("an exception from {rule}: {en}", "{rule_zh}破例：{zh}")
        }
    }
}
