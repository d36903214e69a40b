//! `paiban ledger verify`: everything read again, and whether a hash that was noted earlier is still in the chain.

use super::call::Call;
use super::show::hex;
use crate::cli::{BROKEN, Failure};
use crate::ledger::book::Book;
use crate::ledger::entry::EntryId;
use crate::ledger::error::LedgerError;
use crate::ledger::store::Access;
use crate::ledger::verify::{self, Report};
use crate::messages::ledger::finding;
use crate::text;
use crate::text::{Text, many};
use serde_json::{Value, json};

/// Digits of a hash that are enough to tell it from others.
const ENOUGH: usize = 8;

/// A hash that was noted earlier, and the entry that has it; `None`: no entry has.
struct Noted {
    hash: String,
    entry: Option<EntryId>,
}

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let noted = noted(call)?;
    let mut book = Book::open(&call.place, Access::Read)?;
    let report = verify::verify(&mut book.store)?;
    let noted = noted.map(|hash| find(&mut book, hash)).transpose()?;
    let lost = noted.as_ref().is_some_and(|noted| noted.entry.is_none());
    match call.flag("json") {
        true => call.json(&object(&report, noted.as_ref())),
        false => print(call, &report, noted.as_ref()),
    }
    Ok(if report.findings.is_empty() && !lost {
        0
    } else {
        BROKEN
    })
}

/// The hash behind `--head`.
fn noted(call: &Call<'_>) -> Result<Option<String>, Failure> {
    let Some(text) = call.text("head") else {
        return Ok(None);
    };
    let hash = text.trim().to_lowercase();
    let fits = (ENOUGH..=64).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if fits {
        return Ok(Some(hash));
    }
    Err(Failure::Usage(
        text!("`{text}` is not a hash", "{text} 不是哈希"),
        text!(
            "copy it from a close or a statement: {ENOUGH} to 64 of the digits 0-9 and a-f",
            "从月结或确认单上抄写：{ENOUGH} 至 64 位，由 0-9 和 a-f 组成"
        ),
    ))
}

fn find(book: &mut Book, hash: String) -> Result<Noted, LedgerError> {
    let mut entry = None;
    book.store.rows(&mut |row| {
        if entry.is_none() && begins(&row.hash, &hash) {
            entry = Some(row.id);
        }
    })?;
    Ok(Noted { hash, entry })
}

/// Whether a hash begins with these digits. Asked of every entry: a text of each would take as long as reading it.
fn begins(hash: &[u8], digits: &str) -> bool {
    let halves: Vec<u32> = hash
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15].map(u32::from))
        .collect();
    let mut digits = digits.chars().map(|digit| digit.to_digit(16)).enumerate();
    digits.all(|(place, digit)| digit.is_some() && halves.get(place).copied() == digit)
}

fn print(call: &Call<'_>, report: &Report, noted: Option<&Noted>) {
    let (entries, closes) = (report.entries, report.closes);
    let (closes_en, entries_en) = (
        many(i64::try_from(closes).unwrap_or(i64::MAX), "close"),
        if entries == 1 {
            "1 entry".to_owned()
        } else {
            format!("{entries} entries")
        },
    );
    call.say(&text!(
        "read {entries_en}, computed {closes_en} again",
        "读取 {entries} 条记录，重新计算 {closes} 次月结"
    ));
    let head = hex(&report.head);
    call.say(&text!("head {entries} {head}", "链尾 {entries} {head}"));
    for one in &report.findings {
        call.say(&finding::words(one));
    }
    match noted {
        Some(Noted { hash, entry: Some(entry) }) => call.say(&text!(
            "the hash {hash} is that of entry {entry}: everything up to it is as it was when you noted it",
            "哈希 {hash} 属于记录 {entry}：到它为止的内容与你记下时一致"
        )),
        Some(Noted { hash, entry: None }) => call.say(&text!(
            "NOT FOUND: no entry has the hash {hash}. The ledger is another one than that in which it was noted, or was written anew, or its end was cut off.",
            "未找到：没有记录的哈希是 {hash}。这不是当时的那份台账，或台账被整个重写，或末尾被截掉。"
        )),
        None => {}
    }
    if report.findings.is_empty() && noted.is_none_or(|noted| noted.entry.is_some()) {
        call.say(&text!("nothing is wrong", "没有发现问题"));
        return;
    }
    call.say(&text!(
        "Copy the file as it is to a safe place, and compare it with earlier copies; `paiban ledger verify --store COPY` finds the last good one.",
        "请先把文件原样复制到安全的地方，再与以前的备份比较；用 paiban ledger verify --store 备份 找到最近一份完好的。"
    ));
}

fn object(report: &Report, noted: Option<&Noted>) -> Value {
    let one = |one: &verify::Finding| {
        let Text { en, zh } = finding::words(one);
        json!({ "kind": finding::kind(one), "entry": finding::entry(one), "text": en, "text_zh": zh })
    };
    let findings: Vec<Value> = report.findings.iter().map(one).collect();
    json!({
        "entries": report.entries,
        "closes": report.closes,
        "head": hex(&report.head),
        "findings": findings,
        "noted": noted.map(|noted| json!({ "hash": noted.hash, "entry": noted.entry })),
        "holds": report.findings.is_empty() && noted.is_none_or(|noted| noted.entry.is_some()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_known_by_its_first_digits() {
        let hash = [0xab, 0x0c, 0xff];
        for (digits, wanted) in [
            ("ab0", true),
            ("ab0cff", true),
            ("ab1", false),
            ("ab0cff0", false),
        ] {
            assert_eq!(begins(&hash, digits), wanted, "{digits}");
        }
    }
}
