//! What entries say and what events bring, in sentences and in JSON.

use crate::app::ledger::charge::{Attendance, Charge, EntryLine, EventLine, Present, Sums};
use crate::domain::time::Span;
use crate::ledger::cases::masked;
use crate::ledger::entry::{CaseStep, Deed, PublishedShift};
use crate::ledger::moment::Moment;
use crate::ledger::money::Fen;
use crate::ledger::policy::{Mode, Penalty};
use crate::messages::ledger::term;
use crate::text;
use crate::text::{Lang, Text, pick};
use serde_json::{Value, json};

/// What an event brings, as a whole sentence: the how-many-eth it is of what, and what follows.
pub fn brings(charge: &Charge) -> Text {
    let Some(under) = &charge.under else {
        return text!(
            "no policy of that day knows it: nothing follows",
            "当天的制度都没有它：没有后果"
        );
    };
    let Some(ladder) = &under.ladder else {
        return if under.payment {
            text!(
                "a payment within the rules: nothing follows",
                "合规付款：没有后果"
            )
        } else {
            text!("written down: nothing follows", "只作记录：没有后果")
        };
    };
    let (nth, count) = (term::ordinal(charge.count), charge.count);
    let (name, within) = (&ladder.name, term::within(ladder.window, charge.day));
    let follows = follows(charge.penalty, under.mode);
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
pub fn cell(charge: &Charge, lang: Lang) -> String {
    match charge.ladder() {
        Some(_) => term::penalty(charge.penalty, charge.mode())
            .get(lang)
            .to_owned(),
        None => "–".to_owned(),
    }
}

/// Sums in a cell: the wage's, and what there is of the others.
pub fn sums(sums: &Sums, lang: Lang) -> String {
    let others = [(sums.bonus, Mode::Bonus), (sums.points, Mode::Points)];
    let others = others.iter().filter(|(fen, _)| *fen != Fen::ZERO);
    let mut parts: Vec<String> = others
        .map(|(fen, mode)| term::amount(*fen, *mode).get(lang).to_owned())
        .collect();
    if sums.cash != Fen::ZERO || parts.is_empty() {
        parts.insert(0, sums.cash.to_string());
    }
    parts.join(" + ")
}

/// The same as fields of an object.
pub fn sums_object(sums: &Sums) -> Value {
    json!({ "cash_fen": sums.cash, "bonus_fen": sums.bonus, "points_hundredths": sums.points })
}

/// The line on an event: its number, who, what, when.
pub fn event_line(told: &EventLine) -> Text {
    let (id, who, at) = (told.id, told.who.shown(), told.event.at.short());
    let Text { en, zh } = category(told.name.as_ref(), &told.event.category);
    text!(
        "entry {id}: {who}, {en}, {at}",
        "记录 {id}：{who}，{zh}，{at}"
    )
}

/// A category by its name; its id where no policy of the day names it.
pub fn category(name: Option<&Text>, id: &str) -> Text {
    name.cloned().unwrap_or_else(|| Text::same(id))
}

/// Somebody on duty with the shift.
fn present(one: &Present) -> String {
    let (who, cell, shift) = (one.who.shown(), &one.cell, &one.shift.name);
    if shift == cell {
        format!("{who} ({cell})")
    } else {
        format!("{who} ({cell} {shift})")
    }
}

/// Who was on duty, and whether the person was.
pub fn attendance(attendance: &Attendance) -> Text {
    let (on, there) = match attendance {
        Attendance::Unknown(month) => {
            return text!(
                "  on duty: not known, no roster of {month} is published",
                "  当班：不知道，{month} 的班表还没有发布"
            );
        }
        Attendance::Known(on, there) => (on, there),
    };
    if on.is_empty() {
        return text!("  on duty: nobody", "  当班：没有人");
    }
    let list: Vec<String> = on.iter().map(present).collect();
    let (list, list_zh) = (list.join(", "), list.join("、"));
    let (away, away_zh) = if *there {
        ("", "")
    } else {
        ("; the person was not", "；此人当时不在班")
    };
    text!("  on duty: {list}{away}", "  当班：{list_zh}{away_zh}")
}

/// The times of a shift: `10:00-14:00 17:30-23:00`.
pub fn spans(shift: &PublishedShift) -> String {
    let span = |&(start, end): &(i32, i32)| Span { start, end }.to_string();
    shift.spans.iter().map(span).collect::<Vec<_>>().join(" ")
}

/// What an entry says, in a cell of a table.
pub fn summary(line: &EntryLine, lang: Lang) -> String {
    let of = |of: i64, more: &str| {
        join(
            &format!("{} {of}", pick(("entry", "记录"), lang)),
            more,
            lang,
        )
    };
    match &line.entry.deed {
        Deed::Open(opening) => format!("{} ({})", opening.name, opening.zone),
        Deed::User(user) => {
            let role = user.role.map_or(("no longer", "已取消"), term::role);
            join(&user.name, pick(role, lang), lang)
        }
        Deed::Policy(p) => {
            let from = pick(("from", "自"), lang);
            format!("{} {} ({from} {})", p.id, p.version, p.from)
        }
        Deed::Roster(r) => {
            let version = r.version;
            let line = text!("version {version}", "第 {version} 版");
            format!("{} {}", r.month, line.get(lang))
        }
        Deed::Event(event) => {
            let name = category(line.name.as_ref(), &event.category);
            let paid = event.amount.map(|fen| format!(" {fen}"));
            let what = format!("{}{}", name.get(lang), paid.unwrap_or_default());
            join(&what, &event.evidence, lang)
        }
        Deed::Reverse(r)
        | Deed::Waive(r)
        | Deed::Appeal(r)
        | Deed::Acknowledge(r)
        | Deed::Approve(r) => of(r.of, &r.reason),
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
            let severity = pick(term::severity(case.severity), lang);
            join(&format!("{} {severity}", case.case), &case.about, lang)
        }
        Deed::CaseStep(step) => {
            let state = pick(term::state(step.state), lang);
            of(step.of, &(join(state, &step.note, lang) + &set(step, lang)))
        }
        Deed::CaseClose(close) => of(close.of, &close.result),
        Deed::Close(closing) => closing.month.to_string(),
        Deed::Owner(owner) => join(&owner.team, &owner.reason, lang),
        Deed::Rename(rename) => {
            let ids = format!("{} → {}", rename.from, rename.to);
            join(&ids, &rename.reason, lang)
        }
        Deed::ClockBack(back) => of(back.last, &back.reason),
    }
}

/// What a step sets of its case.
fn set(step: &CaseStep, lang: Lang) -> String {
    let mut parts = String::new();
    if let Some(person) = &step.person {
        let person = text!("; followed up by {person}", "；跟进人 {person}");
        parts.push_str(person.get(lang));
    }
    if let Some(severity) = step.severity {
        let (en, zh) = term::severity(severity);
        let severity = text!("; {en}", "；{zh}");
        parts.push_str(severity.get(lang));
    }
    if let Some(due) = step.due.map(Moment::short) {
        let due = text!("; deadline {due}", "；期限 {due}");
        parts.push_str(due.get(lang));
    }
    parts
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
pub fn entry(line: &EntryLine) -> Value {
    let entry = &line.entry;
    let mut value = serde_json::to_value(&entry.deed).unwrap_or_default();
    if let Some(fields) = value.as_object_mut() {
        fields.insert("id".to_owned(), entry.id.into());
        fields.insert("recorded".to_owned(), entry.recorded.to_string().into());
        fields.insert("by".to_owned(), entry.by.clone().into());
        if let Some(via) = &entry.via {
            fields.insert("via".to_owned(), via.clone().into());
        }
        if let Some(phone) = fields.get_mut("phone") {
            *phone = masked(phone.as_str().unwrap_or_default()).into();
        }
        // A hash can be tried at leisure by whoever has it: it is never shown.
        if let Some(password) = fields.get_mut("password") {
            *password = true.into();
        }
    }
    value
}

/// What an event brings as an object.
pub fn charge(charge: &Charge) -> Value {
    let ladder = charge.ladder();
    json!({
        "policy": charge.under.as_ref().map(|under| &under.policy),
        "ladder": ladder.map(|ladder| &ladder.id),
        "count": charge.count,
        "brings": ladder.map(|_| charge.penalty),
        "mode": charge.mode(),
        "charged_fen": charge.amount,
        "standing": pick(term::standing(charge.standing), Lang::En),
    })
}
