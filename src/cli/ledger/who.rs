//! `paiban ledger who-was-on`: who was on duty at a time, by the roster that was published then.

use super::call::Call;
use super::describe::spans;
use super::table::Table;
use crate::cli::Failure;
use crate::ledger::book::Scope;
use crate::ledger::duty::{self, OnDuty};
use crate::ledger::error::LedgerError;
use crate::ledger::store::Access;
use crate::text;
use crate::text::pick;
use serde_json::{Value, json};

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let at = call.moment("at", book.store.zone())?.unwrap_or(now);
    let month = at.month();
    let on = duty::on_duty(&records, at, records.head()).ok_or(LedgerError::NoRoster { month })?;
    let roster = duty::roster_at(&records, month, at, records.head());
    let version = roster.map_or(0, |published| published.roster.version);
    if call.flag("json") {
        let one = |duty: &OnDuty<'_>| -> Value {
            json!({
                "person": duty.id,
                "name": duty.name,
                "cell": duty.cell,
                "shift": duty.shift.name,
                "times": spans(duty.shift),
                "day": duty.day,
            })
        };
        let people: Vec<Value> = on.iter().map(one).collect();
        let recorded = roster.map(|published| published.recorded);
        call.json(
            &json!({ "at": at, "version": version, "published": recorded, "people": people }),
        );
        return Ok(0);
    }
    let time = at.short();
    call.say(&text!(
        "{time}, by the roster of {month}, version {version}",
        "{time}，按 {month} 第 {version} 版班表"
    ));
    if on.is_empty() {
        call.say(&text!("nobody was on duty", "没有人当班"));
        return Ok(0);
    }
    let t = |words| pick(words, call.lang);
    let headings = [
        t(("id", "工号")),
        t(("name", "姓名")),
        t(("cell", "班次")),
        t(("shift", "名称")),
        t(("times", "时间")),
    ];
    let mut table = Table::new(&headings);
    for duty in &on {
        // A shift of the day before that goes on past midnight says so.
        let day = if duty.day == at.date() {
            String::new()
        } else {
            format!("{} ", duty.day)
        };
        table.row(vec![
            duty.id.to_owned(),
            duty.name.to_owned(),
            duty.cell.to_owned(),
            duty.shift.name.clone(),
            format!("{day}{}", spans(duty.shift)),
        ]);
    }
    call.print(&table.draw());
    Ok(0)
}
