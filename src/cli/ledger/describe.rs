//! What entries say and what events bring, in sentences and in JSON.

use super::call::People;
use crate::domain::time::clock;
use crate::ledger::assess::Charge;
use crate::ledger::duty::OnDuty;
use crate::ledger::entry::{Deed, Entry, Event, PublishedShift};
use crate::ledger::moment::Moment;
use crate::ledger::money::Fen;
use crate::ledger::policy::{Mode, Penalty};
use crate::ledger::records::Records;
use crate::messages::ledger::term;
use crate::text;
use crate::text::{Lang, Text, pick};
use serde_json::{Value, json};

/// The mode of what a charge is made under.
pub fn mode(charge: &Charge<'_>) -> Mode {
    charge.under.map_or(Mode::Cash, |(policy, _)| policy.mode)
}

/// What an event brings, as a whole sentence: the how-many-eth it is of what, and what follows.
pub fn brings(charge: &Charge<'_>) -> Text {
    let Some((policy, category)) = charge.under else {
        return text!(
            "no policy of that day knows it: nothing follows",
            "当天的制度都没有它：没有后果"
        );
    };
    let Some(ladder) = charge.ladder() else {
        return match category.payment {
            true => text!(
                "a payment within the rules: nothing follows",
                "合规付款：没有后果"
            ),
            false => text!("written down: nothing follows", "只作记录：没有后果"),
        };
    };
    let (nth, count) = (term::ordinal(charge.count), charge.count);
    let (name, within) = (&ladder.name, term::within(ladder.window, charge.fact.day));
    let follows = follows(charge.penalty, policy.mode);
    Text::new(
        format!(
            "{nth} on the ladder “{}” {}: {}",
            name.en, within.en, follows.en
        ),
        format!("{}“{}”第 {count} 次：{}", within.zh, name.zh, follows.zh),
    )
}

/// What a step of a ladder means for the person.
fn follows(penalty: Penalty, mode: Mode) -> Text {
    match (penalty, mode) {
        (Penalty::Warning, _) => text!("a warning", "警告"),
        (Penalty::SevereWarning, _) => text!("a severe warning", "严重警告"),
        (Penalty::Amount(fen), Mode::Cash) => text!("{fen} from the wage", "从工资扣 {fen}"),
        (Penalty::Amount(fen), Mode::Bonus) => text!("{fen} from the bonus", "从奖金扣 {fen}"),
        (Penalty::Amount(fen), Mode::Points) => {
            let points = term::points(fen);
            text!("{points} points", "扣 {points} 分")
        }
        (Penalty::Review, _) => text!(
            "a review, which a person decides; nothing follows by itself",
            "进入审议，由人决定；不会自动执行"
        ),
    }
}

/// What a charge comes to, in a cell of a table.
pub fn cell(charge: &Charge<'_>, lang: Lang) -> String {
    match charge.under {
        Some(_) if charge.ladder().is_some() => term::penalty(charge.penalty, mode(charge))
            .get(lang)
            .to_owned(),
        _ => "–".to_owned(),
    }
}

/// Sums of charges by what they are: wage, bonus, points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums {
    pub cash: Fen,
    pub bonus: Fen,
    pub points: Fen,
}

impl Sums {
    /// Adds what a charge comes to.
    pub fn add(&mut self, charge: &Charge<'_>) {
        let sum = match mode(charge) {
            Mode::Cash => &mut self.cash,
            Mode::Bonus => &mut self.bonus,
            Mode::Points => &mut self.points,
        };
        *sum += charge.amount();
    }

    /// In a cell: the wage's sum, and what there is of the others.
    pub fn shown(&self, lang: Lang) -> String {
        let others = [(self.bonus, Mode::Bonus), (self.points, Mode::Points)];
        let others = others.iter().filter(|(fen, _)| *fen != Fen::ZERO);
        let mut parts: Vec<String> = others
            .map(|(fen, mode)| term::amount(*fen, *mode).get(lang).to_owned())
            .collect();
        if self.cash != Fen::ZERO || parts.is_empty() {
            parts.insert(0, self.cash.to_string());
        }
        parts.join(" + ")
    }

    /// As fields of an object.
    pub fn json(&self) -> Value {
        json!({ "cash_fen": self.cash, "bonus_fen": self.bonus, "points_hundredths": self.points })
    }
}

/// The category of an event by its name; its id where no policy of that day names it.
pub fn category(records: &Records, event: &Event, lang: Lang) -> String {
    let found = records.category_named(&event.category, event.at.date(), records.head());
    found
        .map_or(event.category.as_str(), |(_, category)| {
            category.name.get(lang)
        })
        .to_owned()
}

/// The line on an event: its number, who, what, when.
pub fn event_line(records: &Records, people: &People, id: i64, event: &Event) -> Text {
    let (who, at) = (people.shown(&event.person), event.at.short());
    let (en, zh) = (
        category(records, event, Lang::En),
        category(records, event, Lang::Zh),
    );
    text!(
        "entry {id}: {who}, {en}, {at}",
        "记录 {id}：{who}，{zh}，{at}"
    )
}

/// Somebody on duty with the shift.
pub fn on_duty(duty: &OnDuty<'_>) -> String {
    let (name, cell, shift) = (duty.name, duty.cell, &duty.shift.name);
    let who = if duty.id == name {
        name.to_owned()
    } else {
        format!("{} {name}", duty.id)
    };
    match shift == cell {
        true => format!("{who} ({cell})"),
        false => format!("{who} ({cell} {shift})"),
    }
}

/// The times of a shift: `10:00-14:00 17:30-23:00`.
pub fn spans(shift: &PublishedShift) -> String {
    let span = |(start, end): &(i32, i32)| format!("{}-{}", clock(*start), clock(*end));
    shift.spans.iter().map(span).collect::<Vec<_>>().join(" ")
}

/// When an entry is to be looked for: events and cases when they happened, all others when they were recorded.
pub fn when(entry: &Entry) -> Moment {
    entry.deed.keys().at.unwrap_or(entry.recorded)
}

/// What an entry says, in a cell of a table.
pub fn summary(records: &Records, entry: &Entry, lang: Lang) -> String {
    let of = |of: i64, more: &str| {
        join(
            &format!("{} {of}", pick(("entry", "记录"), lang)),
            more,
            lang,
        )
    };
    match &entry.deed {
        Deed::Open(opening) => format!("{} ({})", opening.name, opening.zone),
        Deed::User(user) => {
            let role = user.role.map_or(("no longer", "已取消"), term::role);
            join(&user.name, pick(role, lang), lang)
        }
        Deed::Policy(p) => format!(
            "{} {} ({} {})",
            p.id,
            p.version,
            pick(("from", "自"), lang),
            p.from
        ),
        Deed::Roster(r) => {
            let version = r.version;
            let line = text!("version {version}", "第 {version} 版");
            format!("{} {}", r.month, line.get(lang))
        }
        Deed::Event(event) => join(&category(records, event, lang), &event.evidence, lang),
        Deed::Reverse(r) | Deed::Waive(r) | Deed::Appeal(r) | Deed::Acknowledge(r) => {
            of(r.of, &r.reason)
        }
        Deed::Answer(a) => {
            let answer = if a.granted {
                ("granted", "准许")
            } else {
                ("rejected", "驳回")
            };
            of(a.of, &join(pick(answer, lang), &a.reason, lang))
        }
        Deed::Decide(d) => of(d.of, &join(&d.decided_by, &d.decision, lang)),
        Deed::Case(case) => {
            let kind = format!(
                "{} {}",
                case.case,
                pick(term::severity(case.severity), lang)
            );
            join(&kind, &case.about, lang)
        }
        Deed::CaseStep(step) => of(
            step.of,
            &join(pick(term::state(step.state), lang), &step.note, lang),
        ),
        Deed::CaseClose(close) => of(close.of, &close.result),
        Deed::Close(closing) => closing.month.to_string(),
    }
}

/// What stands between a word and what explains it.
pub fn colon(lang: Lang) -> &'static str {
    pick((": ", "："), lang)
}

/// Two parts of a line, where there is a second.
fn join(first: &str, second: &str, lang: Lang) -> String {
    match second {
        "" => first.to_owned(),
        second => format!("{first}{}{second}", colon(lang)),
    }
}

/// An entry as an object: its number, when, by whom, and the deed's own fields.
pub fn entry(entry: &Entry) -> Value {
    let mut value = serde_json::to_value(&entry.deed).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("id".to_owned(), entry.id.into());
        fields.insert("recorded".to_owned(), entry.recorded.to_string().into());
        fields.insert("by".to_owned(), entry.by.clone().into());
    }
    value
}

/// What an event brings as an object.
pub fn charge(charge: &Charge<'_>) -> Value {
    json!({
        "policy": charge.under.map(|(policy, _)| &policy.id),
        "ladder": charge.ladder().map(|ladder| &ladder.id),
        "count": charge.count,
        "brings": charge.ladder().map(|_| charge.penalty),
        "mode": mode(charge),
        "charged_fen": charge.amount(),
        "standing": pick(term::standing(charge.standing), Lang::En),
    })
}
