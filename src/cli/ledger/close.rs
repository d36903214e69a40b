//! `paiban ledger close`: a month frozen by an entry, and its papers.

use super::call::{Call, People};
use super::files::{self, Papers};
use super::show::hex;
use super::{import, payroll};
use crate::cli::{Failure, load};
use crate::domain::time::Month;
use crate::input::wages_file;
use crate::ledger::assess::Standing;
use crate::ledger::book::{Book, Scope};
use crate::ledger::close::{self, Terms};
use crate::ledger::entry::{Closing, Deed, Wage};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::policy::Role;
use crate::ledger::records::{Closed, Records};
use crate::ledger::statement::{Statement, What, wants_review};
use crate::ledger::store::Access;
use crate::text;
use crate::text::many;
use std::collections::BTreeMap;
use std::path::PathBuf;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let dry = call.flag("dry-run");
    let (mut book, now) = call.open(if dry { Access::Read } else { Access::Write })?;
    let by = if dry { String::new() } else { call.by()? };
    let records = book.load(Scope::Everything)?;
    let people = call.people(&records, now);
    if !dry {
        people.desk(&records, now, &by).may(Role::Supervisor)?;
    }
    let month = month(call, &records, now)?;
    let wages = match wages(call, &records, &people, now)? {
        Ok(wages) => wages,
        Err(code) => return Ok(code),
    };
    let terms = Terms {
        wages,
        uncapped: call.flag("no-caps"),
    };
    // What is only looked at need not be over.
    let today = (!dry && !call.flag("early")).then(|| now.date());
    let (closing, statements) = close::prepare(&records, month, records.head(), &terms, today)?;
    let close = Close {
        call,
        records: &records,
        people: &people,
        closing,
        statements,
    };
    match dry {
        true => close.show(&mut book),
        false => close.make(&mut book, now, &by),
    }
}

/// The month that is asked for, or the first that is open.
fn month(call: &Call<'_>, records: &Records, now: Moment) -> Result<Month, Failure> {
    let month = now.month();
    match call.month()? {
        Some(month) => Ok(month),
        None => {
            Ok(close::next(records, records.head()).ok_or(LedgerError::NothingThere { month })?)
        }
    }
}

type Wages = Result<BTreeMap<String, Wage>, u8>;

/// Wages by id; people of the table who are not known are named and left out. The exit code when the table is wrong.
fn wages(
    call: &Call<'_>,
    records: &Records,
    people: &People,
    now: Moment,
) -> Result<Wages, Failure> {
    let Some(path) = call.path("wages") else {
        return Ok(Ok(BTreeMap::new()));
    };
    let table = match import::table(call, path) {
        Ok(table) => table,
        Err(code) => return Ok(Err(code)),
    };
    let read = match wages_file::read(&table) {
        Ok(read) => read,
        Err(faults) => return Ok(Err(import::mistakes(call, &table.name, &faults))),
    };
    let desk = people.desk(records, now, "");
    let (mut wages, mut names) = (BTreeMap::new(), BTreeMap::new());
    let mut unknown = Vec::new();
    for (name, wage) in read {
        let Ok(id) = desk.person(&name) else {
            unknown.push(name);
            continue;
        };
        if let Some(other) = names.insert(id.clone(), name.clone()) {
            return Err(Failure::Usage(
                text!(
                    "`{other}` and `{name}` are the same person",
                    "{other} 和 {name} 是同一个人"
                ),
                text!(
                    "leave one of the two rows of the wages out; nothing was written",
                    "请删掉工资表中的一行；这次没有写入"
                ),
            ));
        }
        wages.insert(id, wage);
    }
    if !unknown.is_empty() {
        let (list, list_zh) = (unknown.join(", "), unknown.join("、"));
        call.note(&text!(
            "note: not known here, and left out of the wages: {list}",
            "提示：台账不认识，工资表中已略过：{list_zh}"
        ));
    }
    Ok(Ok(wages))
}

struct Close<'a> {
    call: &'a Call<'a>,
    records: &'a Records,
    people: &'a People,
    closing: Closing,
    statements: Vec<Statement<'a>>,
}

impl Close<'_> {
    /// What the close would be.
    fn show(&self, book: &mut Book) -> Result<u8, Failure> {
        if self.call.flag("json") {
            let (head, hash) = book.store.head().map_err(LedgerError::from)?;
            let mut value = payroll::object(self.records, self.people, &self.closing);
            value["head"] = head.into();
            value["hash"] = hex(&hash).into();
            self.call.json(&value);
            return Ok(0);
        }
        let month = self.closing.month;
        self.call.say(&text!(
            "{month} would be closed so; nothing was written",
            "{month} 月结预览；没有写入"
        ));
        self.table();
        Ok(0)
    }

    /// Writes the close down, then the papers.
    fn make(self, book: &mut Book, now: Moment, by: &str) -> Result<u8, Failure> {
        let (call, month) = (self.call, self.closing.month);
        let folder = call
            .path("out")
            .map_or_else(|| load::month_folder(&call.folder, month), PathBuf::from);
        files::ready(&folder, call.flag("force"))?;
        let ids = book.write(
            self.records,
            now,
            by,
            vec![Deed::Close(self.closing.clone())],
        )?;
        let id = ids.first().copied().unwrap_or_default();
        let head = book.store.head().map_err(LedgerError::from)?;
        let closed = Closed {
            id,
            recorded: now,
            closing: self.closing.clone(),
        };
        let (records, people, statements) = (self.records, self.people, &self.statements);
        let papers = Papers {
            records,
            people,
            closed: &closed,
            statements,
            head,
        };
        let written = papers.write(call, book, &folder);
        if call.flag("json") {
            let files: Vec<String> = written
                .iter()
                .flatten()
                .map(|path| path.display().to_string())
                .collect();
            let mut value = payroll::object(self.records, self.people, &self.closing);
            value["entry"] = id.into();
            value["files"] = files.into();
            value["head"] = head.0.into();
            value["hash"] = hex(&head.1).into();
            call.json(&value);
        } else {
            let up_to = self.closing.up_to;
            call.say(&text!(
                "{month} is closed by entry {id}, from the entries up to {up_to}",
                "{month} 已月结，记录 {id}，依据截至 {up_to} 的记录"
            ));
            self.table();
            for path in written.iter().flatten() {
                let path = path.display();
                call.say(&text!("File    {path}", "文件    {path}"));
            }
            let (head, hash) = (head.0, hex(&head.1));
            call.say(&text!("Head    {head} {hash}", "链尾    {head} {hash}"));
            call.say(&text!(
                "        note it elsewhere; `paiban ledger verify --head` compares with it",
                "        请另行记下；以后用 paiban ledger verify --head 核对"
            ));
        }
        if written.is_err() {
            call.note(&text!(
                "The month is closed; only its papers are not written. Write them with `paiban ledger statement --month {month} --out FOLDER`.",
                "已经月结，只是文件没有写成。请用 paiban ledger statement --month {month} --out 目录 写出。"
            ));
        }
        written.map(|_| 0)
    }

    /// The payroll, what waits for somebody, and the caution.
    fn table(&self) {
        let call = self.call;
        let table = payroll::table(call.lang, self.records, self.people, &self.closing);
        match self.closing.payroll.is_empty() {
            true => call.say(&text!(
                "Nobody has anything to book.",
                "没有任何人有需要入账的内容。"
            )),
            false => call.print(&format!("\n{}\n", table.draw())),
        }
        let events = || {
            self.statements
                .iter()
                .flat_map(|s| &s.lines)
                .filter_map(|line| match line.what {
                    What::Event(charge) => Some(charge),
                    _ => None,
                })
        };
        let appeals = events()
            .filter(|charge| charge.standing == Standing::Appealed)
            .count();
        if appeals > 0 {
            let count = many(i64::try_from(appeals).unwrap_or(i64::MAX), "appeal");
            call.say(&text!(
                "Open    {count}: nothing is charged for them; what an answer brings becomes an adjustment",
                "待答复  {appeals} 件申诉：暂不扣款，答复后的差额作为调整"
            ));
        }
        let reviews: Vec<String> = events()
            .filter(wants_review)
            .map(|charge| charge.fact.id.to_string())
            .collect();
        if !reviews.is_empty() {
            let list = reviews.join(", ");
            call.say(&text!(
                "Review  entries {list}: a person decides; nothing follows by itself",
                "审议    记录 {list}：由人决定，不会自动执行"
            ));
        }
        let cautions = payroll::cautions(&self.closing);
        cautions.iter().for_each(|line| call.say(line));
        if !cautions.is_empty() {
            call.print("");
        }
    }
}
