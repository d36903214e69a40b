//! Payments to customers: approved, and their register.

use super::describe::event_line;
use crate::app::ledger::payment::{Approved, Line, Register};
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::{Lang, Text};
use serde_json::{Value, json};

/// A payment that was approved.
pub fn approved(approved: &Approved, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (entry, by, of) = (approved.entry, &approved.by, approved.told.id);
    page.say(&text!(
        "entry {entry}: {by} approves the payment of entry {of}",
        "记录 {entry}：{by} 批准记录 {of} 的付款"
    ));
    let Text { en, zh } = event_line(&approved.told);
    let amount = approved.told.event.amount.map(|fen| fen.to_string());
    let amount = amount.unwrap_or_default();
    page.say(&text!("  {en}, {amount}", "  {zh}，{amount}"));
    page
}

/// The register of a month's payments.
pub fn register(register: &Register, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let mut table = Table::new(&[
        page.t((">entry", ">编号")),
        page.t(("time", "时间")),
        page.t(("paid by", "经手人")),
        page.t((">amount", ">金额")),
        page.t(("order", "订单")),
        page.t((">case", ">案件")),
        page.t(("customer", "买家")),
        page.t(("slip", "单据")),
        page.t(("remark", "备注")),
        page.t(("approved by", "批准人")),
    ]);
    for line in &register.lines {
        let (payment, event) = (&line.payment, &line.payment.event);
        let approved = match payment.waits() {
            Some(role) => {
                let (en, zh) = term::role(role);
                let waits = text!("waits for {en}", "等待{zh}批准");
                waits.get(lang).to_owned()
            }
            None => payment.approved_by().unwrap_or_default().to_owned(),
        };
        table.row(vec![
            payment.id.to_string(),
            event.at.short(),
            line.who.shown(),
            payment.amount().to_string(),
            event.order.clone().unwrap_or_default(),
            event.case.map(|case| case.to_string()).unwrap_or_default(),
            payment.about.customer.clone().unwrap_or_default(),
            event.evidence.clone(),
            line.remark(lang),
            approved,
        ]);
    }
    let (month, paid, waiting) = (register.month, register.paid, register.waiting);
    if table.is_empty() {
        page.say(&text!(
            "No payment of {month} is recorded.",
            "{month} 没有登记付款。"
        ));
    } else {
        page.line(&table.draw());
        page.say(&text!(
            "{month}: {paid} may be paid, {waiting} waits for approval",
            "{month}：可付款 {paid}，等待批准 {waiting}"
        ));
    }
    if let Some(file) = &register.file {
        let file = file.display();
        page.say(&text!("wrote {file}", "已写入 {file}"));
    }
    page
}

/// The same as JSON.
pub fn json(register: &Register) -> Value {
    let line = |line: &Line| {
        let (payment, event) = (&line.payment, &line.payment.event);
        json!({
            "entry": payment.id,
            "at": event.at,
            "person": event.person,
            "name": line.who.name,
            "category": event.category,
            "amount_fen": payment.amount(),
            "order": payment.about.order,
            "case": event.case,
            "customer": payment.about.customer,
            "slip": event.evidence,
            "remark": line.remark(Lang::Zh),
            "recorded_by": payment.by,
            "approved_by": payment.approved_by(),
            "waits_for": payment.waits(),
        })
    };
    json!({
        "month": register.month,
        "payments": register.lines.iter().map(line).collect::<Vec<_>>(),
        "paid_fen": register.paid,
        "waiting_fen": register.waiting,
    })
}
