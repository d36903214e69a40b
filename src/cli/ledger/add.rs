//! `paiban ledger add`: one event, and at once what it brings and who was on duty.

use super::call::{Call, People};
use super::describe::{brings, event_line, on_duty};
use super::double::Doubles;
use crate::cli::Failure;
use crate::ledger::absence;
use crate::ledger::book::{self, Book, Scope};
use crate::ledger::desk::Told;
use crate::ledger::duty;
use crate::ledger::entry::{Deed, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::money::{Fen, MoneyError};
use crate::ledger::policy::Penalty;
use crate::ledger::records::Records;
use crate::ledger::store::Access;
use crate::text;
use crate::text::Text;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let told = told(call, now, &book)?;
    let event = people.desk(&records, now, &by).event(&told)?;
    if !call.flag("again")
        && let Some(id) = Doubles::default().find(&mut book, &records, &event)?
    {
        return Err(LedgerError::Known { id }.into());
    }
    let ids = book.write(&records, now, &by, vec![Deed::Event(event.clone())])?;
    let id = ids.first().copied().unwrap_or_default();
    report(call, &mut book, &people, id, &event)?;
    Ok(0)
}

fn told(call: &Call<'_>, now: Moment, book: &Book) -> Result<Told, Failure> {
    let owned = |name: &str| call.text(name).map(str::to_owned);
    let zone = book.store.zone();
    Ok(Told {
        person: owned("person"),
        category: owned("category").unwrap_or_default(),
        at: call.moment("at", zone)?.unwrap_or(now),
        evidence: owned("evidence").unwrap_or_default(),
        order: owned("order"),
        case: call.matches.get_one::<EntryId>("case").copied(),
        minutes: call.matches.get_one::<i64>("minutes").copied(),
        amount: call.text("amount").map(amount).transpose()?,
        approved: owned("approved-by"),
        leave_of: owned("leave-of"),
    })
}

/// An amount of money from the command line.
fn amount(text: &str) -> Result<Fen, Failure> {
    Fen::parse(text).map_err(|error| {
        Failure::Usage(
            text!("`{text}` is not an amount", "{text} 不是金额"),
            money(error),
        )
    })
}

/// What to do about an amount that cannot be read.
pub fn money(error: MoneyError) -> Text {
    match error {
        MoneyError::Form => text!(
            "write yuan, as in 50 or 25.50, without a comma",
            "写成元，如 50 或 25.50，不要逗号"
        ),
        MoneyError::TooFine => text!(
            "nothing is finer than a fen: two digits at most",
            "最小到分：小数最多两位"
        ),
        MoneyError::TooLarge => text!("it is too large; check the digits", "数字太大，请检查"),
    }
}

/// Says what the event is, what it brings, and who was on duty.
fn report(
    call: &Call<'_>,
    book: &mut Book,
    people: &People,
    id: EntryId,
    event: &Event,
) -> Result<(), Failure> {
    let records = book.load(Scope::Person(&event.person))?;
    call.say(&event_line(&records, people, id, event));
    if let Some(charge) = book::charge_of(&records, &event.person, id) {
        let Text { en, zh } = brings(&charge);
        call.say(&text!("  {en}", "  {zh}"));
        if charge.penalty == Penalty::Review {
            call.say(&text!(
                "  decide with: paiban ledger decide {id} --decision \"…\"",
                "  审议后记录：paiban ledger decide {id} --decision \"…\""
            ));
        }
    }
    call.say(&duty_line(&records, event));
    if let Some(line) = leave_line(&records, people, event) {
        call.say(&line);
    }
    if let Some(line) = closed_line(&records, event) {
        call.say(&line);
    }
    Ok(())
}

/// Who was on duty, and whether the person was.
pub fn duty_line(records: &Records, event: &Event) -> Text {
    let Some(on) = duty::on_duty(records, event.at, records.head()) else {
        let month = event.at.month();
        return text!(
            "  on duty: not known, no roster of {month} is published",
            "  当班：不知道，{month} 的班表还没有发布"
        );
    };
    if on.is_empty() {
        return text!("  on duty: nobody", "  当班：没有人");
    }
    let list = on.iter().map(on_duty).collect::<Vec<_>>();
    let (list, list_zh) = (list.join(", "), list.join("、"));
    let away = on.iter().all(|duty| duty.id != event.person);
    let (away, away_zh) = match away {
        true => ("; the person was not", "；此人当时不在班"),
        false => ("", ""),
    };
    Text::new(
        format!("  on duty: {list}{away}"),
        format!("  当班：{list_zh}{away_zh}"),
    )
}

/// Why it is this person who answers for a shift of somebody on leave.
fn leave_line(records: &Records, people: &People, event: &Event) -> Option<Text> {
    let person = event.leave_of.as_deref()?;
    let absence = absence::of_person(records, person, event.at, records.head())?;
    let (who, name) = (people.name(person), people.name(&event.person));
    let day = absence.day;
    if absence.cover.iter().any(|duty| duty.id == event.person) {
        return Some(text!(
            "  answers: {name} took over the shift of {who} on {day}, who is on leave",
            "  责任：{who} {day} 请假，由{name}顶班"
        ));
    }
    let granter = [event.person.as_str(), name].contains(&absence.granted_by);
    match (granter, absence.cover.is_empty()) {
        (false, _) => None,
        (true, true) => Some(text!(
            "  answers: {name} granted the leave of {who} on {day}, and nobody took the shift over",
            "  责任：{who} {day} 请假，没有人顶班，由批准请假的{name}负责"
        )),
        (true, false) => Some(text!(
            "  answers: {name} granted the leave of {who} on {day}",
            "  责任：{who} {day} 的请假由{name}批准，由其负责"
        )),
    }
}

/// That an event of a closed month waits for the next close.
fn closed_line(records: &Records, event: &Event) -> Option<Text> {
    let closed = records.closed().last()?.closing.month;
    let (month, next) = (event.at.month(), closed.after());
    (month <= closed).then(|| {
        text!(
            "  {month} is closed and stays as it is: this becomes an adjustment in the close of {next}",
            "  {month} 已月结，不再变动：这一条将在 {next} 月结时作为调整"
        )
    })
}
