//! `correct`, `waive`, `appeal`, `answer`, `acknowledge`, `decide`: what is said about an earlier entry, by a new one.

use super::call::Call;
use super::describe::event_line;
use super::effect;
use crate::cli::Failure;
use crate::ledger::book::{self, Book, Scope};
use crate::ledger::desk::Desk;
use crate::ledger::entry::{Deed, Entry, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::store::Access;
use crate::text;
use crate::text::Text;

pub fn run(call: &Call<'_>, name: &str) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let of = book.entry(call.id())?;
    let root = root(&mut book, &of)?;
    let records = match &root {
        Some((_, event)) => book.load(Scope::Person(&event.person))?,
        None => book.load(Scope::Rules)?,
    };
    let people = call.people(&records, now);
    let desk = people.desk(&records, now, &by);
    let penalty = root
        .as_ref()
        .and_then(|(id, event)| book::charge_of(&records, &event.person, *id));
    let deed = deed(call, name, &desk, &of, penalty.map(|charge| charge.penalty))?;
    let done = done(&deed);
    let ids = book.write(&records, now, &by, vec![deed])?;
    let entry = ids.first().copied().unwrap_or_default();
    let Text { en, zh } = done;
    call.say(&text!("entry {entry}: {en}", "记录 {entry}：{zh}"));
    if let Some((id, event)) = root {
        let records = book.load(Scope::Person(&event.person))?;
        let Text { en, zh } = event_line(&records, &people, id, &event);
        call.say(&text!("  {en}", "  {zh}"));
        // The other two say something and change nothing.
        if !matches!(name, "acknowledge" | "decide") {
            effect::report(call, &records, &people, &event.person, entry);
        }
    }
    Ok(0)
}

fn deed(
    call: &Call<'_>,
    name: &str,
    desk: &Desk<'_>,
    of: &Entry,
    penalty: Option<crate::ledger::policy::Penalty>,
) -> Result<Deed, LedgerError> {
    let reason = || call.text("reason").unwrap_or_default();
    match name {
        "correct" => desk.reverse(of, reason()),
        "waive" => desk.waive(of, reason()),
        "appeal" => desk.appeal(of, reason()),
        "answer" => desk.answer(of, call.flag("grant"), reason()),
        "acknowledge" => desk.acknowledge(of, call.text("note").unwrap_or_default()),
        _ => desk.decide(of, penalty, call.text("decision").unwrap_or_default()),
    }
}

/// The event that an entry is about in the end, through remarks about remarks.
pub fn root(book: &mut Book, entry: &Entry) -> Result<Option<(EntryId, Event)>, LedgerError> {
    let mut entry = entry.clone();
    loop {
        if let Deed::Event(event) = entry.deed {
            return Ok(Some((entry.id, event)));
        }
        // What an entry is about has a smaller number: this comes to an end.
        match entry.deed.of().filter(|of| *of < entry.id) {
            Some(of) => entry = book.entry(of)?,
            None => return Ok(None),
        }
    }
}

/// What was done, in the past tense.
fn done(deed: &Deed) -> Text {
    let of = deed.of().unwrap_or_default();
    match deed {
        Deed::Reverse(_) => text!("entry {of} is taken back", "记录 {of} 已冲正"),
        Deed::Waive(_) => text!(
            "what entry {of} brings is remitted; it still counts",
            "记录 {of} 的后果已免除，次数仍然计入"
        ),
        Deed::Appeal(_) => text!(
            "an appeal against entry {of}; nothing is charged until it is answered",
            "对记录 {of} 提出申诉；答复之前不扣款"
        ),
        Deed::Answer(answer) if answer.granted => text!(
            "the appeal against entry {of} is granted; it does not count any more",
            "对记录 {of} 的申诉获准；它不再计入"
        ),
        Deed::Answer(_) => text!(
            "the appeal against entry {of} is rejected; it stands",
            "对记录 {of} 的申诉被驳回；它继续有效"
        ),
        Deed::Decide(decision) => {
            let by = &decision.decided_by;
            text!(
                "the review of entry {of} is decided by {by}",
                "记录 {of} 的审议已由 {by} 决定"
            )
        }
        _ => text!("entry {of} is acknowledged", "记录 {of} 已签收"),
    }
}
