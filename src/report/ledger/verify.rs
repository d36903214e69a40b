//! Whether a ledger is as it was written.

use super::hex;
use crate::app::ledger::verify::{Noted, Report};
use crate::ledger::verify::Finding;
use crate::messages::ledger::finding;
use crate::report::{Page, count};
use crate::text;
use crate::text::{Lang, Text, many};
use serde_json::{Value, json};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (entries, closes) = (report.found.entries, report.found.closes);
    let closes_en = many(count(closes), "close");
    let entries_en = if entries == 1 {
        "1 entry".to_owned()
    } else {
        format!("{entries} entries")
    };
    page.say(&text!(
        "read {entries_en}, computed {closes_en} again",
        "读取 {entries} 条记录，重新计算 {closes} 次月结"
    ));
    let head = hex(&report.found.head);
    page.say(&text!("head {entries} {head}", "链尾 {entries} {head}"));
    for one in &report.found.findings {
        page.say(&finding::words(one));
    }
    match &report.noted {
        Some(Noted {
            hash,
            entry: Some(entry),
        }) => page.say(&text!(
            "the hash {hash} is that of entry {entry}: everything up to it is as it was when you noted it",
            "哈希 {hash} 属于记录 {entry}：到它为止的内容与你记下时一致"
        )),
        Some(Noted { hash, entry: None }) => page.say(&text!(
            "NOT FOUND: no entry has the hash {hash}. The ledger is another one than that in which it was noted, or was written anew, or its end was cut off.",
            "未找到：没有记录的哈希是 {hash}。这不是当时的那份台账，或台账被整个重写，或末尾被截掉。"
        )),
        None => {}
    }
    page.say(&if report.holds() {
        text!("nothing is wrong", "没有发现问题")
    } else {
        text!(
            "Copy the file as it is to a safe place, and compare it with earlier copies; `paiban ledger verify --store COPY` finds the last good one.",
            "请先把文件原样复制到安全的地方，再与以前的备份比较；用 paiban ledger verify --store 备份 找到最近一份完好的。"
        )
    });
    page
}

/// The report as JSON.
pub fn json(report: &Report) -> Value {
    let one = |one: &Finding| {
        let Text { en, zh } = finding::words(one);
        json!({ "kind": finding::kind(one), "entry": finding::entry(one), "text": en, "text_zh": zh })
    };
    let findings = report.found.findings.iter().map(one);
    let noted = report.noted.as_ref();
    json!({
        "entries": report.found.entries,
        "closes": report.found.closes,
        "head": hex(&report.found.head),
        "findings": findings.collect::<Vec<_>>(),
        "noted": noted.map(|noted| json!({ "hash": noted.hash, "entry": noted.entry })),
        "holds": report.holds(),
    })
}
