//! `paiban ledger import`: the events of a table, all or none; everything that is wrong is named by its row.

use super::call::{Call, People};
use super::double::Doubles;
use super::table::Table;
use crate::cli::{BAD_INPUT, Failure, message, output};
use crate::input::events_file;
use crate::input::sheet_file::{RowFault, SheetFault, SheetFile};
use crate::ledger::book::{Book, Scope};
use crate::ledger::desk::{self, Told};
use crate::ledger::entry::{Deed, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::records::Records;
use crate::ledger::store::Access;
use crate::messages::ledger::line;
use crate::messages::sheet;
use crate::text;
use crate::text::{Text, many, pick};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let path = call.path("FILE").unwrap_or(Path::new(""));
    let dry = call.flag("dry-run");
    let (mut book, now) = call.open(if dry { Access::Read } else { Access::Write })?;
    let by = call.by()?;
    let table = match table(call, path) {
        Ok(table) => table,
        Err(code) => return Ok(code),
    };
    let rows = match events_file::read(&table, book.store.zone()) {
        Ok(rows) => rows,
        Err(faults) => return Ok(mistakes(call, &table.name, &faults)),
    };
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let sorted = Import {
        call,
        records: &records,
        people: &people,
        now,
        by: &by,
    }
    .sort(&mut book, &rows)?;
    if !sorted.refused.is_empty() {
        return Ok(refusals(call, &table.name, &sorted.refused));
    }
    report_skipped(call, &sorted.skipped);
    summary(call, &people, &sorted.events);
    let (count, shown) = (sorted.events.len(), path.display());
    let events = many(i64::try_from(count).unwrap_or(i64::MAX), "event");
    if dry {
        call.say(&text!(
            "{events} of {shown} can be recorded; nothing was written",
            "{shown} 的 {count} 个事件可以记录；没有写入"
        ));
        return Ok(0);
    }
    let ids = book.write(
        &records,
        now,
        &by,
        sorted.events.into_iter().map(Deed::Event).collect(),
    )?;
    call.say(&match (ids.first(), ids.last()) {
        (Some(only), Some(last)) if only == last => text!(
            "recorded {events} of {shown}: entry {only}",
            "已记录 {shown} 的 {count} 个事件：记录 {only}"
        ),
        (Some(first), Some(last)) => text!(
            "recorded {events} of {shown}: entries {first} to {last}",
            "已记录 {shown} 的 {count} 个事件：记录 {first} 至 {last}"
        ),
        _ => text!("nothing of {shown} is new", "{shown} 里没有新的事件"),
    });
    Ok(0)
}

/// A table, or the exit code when it was said that there is none.
pub fn table(call: &Call<'_>, path: &Path) -> Result<SheetFile, u8> {
    let table = SheetFile::read(path).map_err(|fault| no_table(call, &fault))?;
    if table.gb18030 {
        call.note(&text!(
            "note: the table is in the Chinese code page (GBK); it was read as such",
            "提示：表格是 GBK 编码，已按 GBK 读取"
        ));
    }
    if let Some(unread) = sheet::unread(&table) {
        let Text { en, zh } = unread;
        call.note(&text!("note: {en}", "提示：{zh}"));
    }
    Ok(table)
}

fn no_table(call: &Call<'_>, fault: &SheetFault) -> u8 {
    let color = output::color_on_stderr();
    let message = match fault {
        SheetFault::File(fault) => message::render(fault, call.lang, color),
        SheetFault::Workbook { file, .. } => {
            message::refusal(&sheet::refused(fault), file, call.lang, color)
        }
    };
    output::error(&format!("{message}\n"));
    BAD_INPUT
}

/// Says what is wrong in a table, cell by cell; gives the exit code.
pub fn mistakes(call: &Call<'_>, file: &str, faults: &[RowFault]) -> u8 {
    listed(
        call,
        file,
        &sheet::whole(file, faults),
        &sheet::lines(faults, sheet::SHOWN),
    )
}

/// A message about a file, with what is wrong listed below the place.
fn listed(call: &Call<'_>, file: &str, words: &crate::messages::Words, lines: &[Text]) -> u8 {
    let message = message::refusal(words, file, call.lang, output::color_on_stderr());
    let mut parts = message.splitn(3, '\n');
    let (title, place, advice) = (parts.next(), parts.next(), parts.next());
    let mut text = format!("{}\n{}\n", title.unwrap_or(""), place.unwrap_or(""));
    for line in lines {
        text.push_str(&format!("  {}\n", message::one_line(line.get(call.lang))));
    }
    output::error(&format!("{text}{}\n", advice.unwrap_or("")));
    BAD_INPUT
}

/// Rows that the ledger does not take.
fn refusals(call: &Call<'_>, file: &str, refused: &[(usize, Text)]) -> u8 {
    let row = |(row, why): &(usize, Text)| {
        let Text { en, zh } = why;
        text!("row {row}: {en}", "第 {row} 行：{zh}")
    };
    let mut lines: Vec<Text> = refused.iter().take(sheet::SHOWN).map(row).collect();
    let rest = refused.len().saturating_sub(sheet::SHOWN);
    if rest > 0 {
        lines.push(text!("… and {rest} more", "……另有 {rest} 行"));
    }
    let count = refused.len();
    let rows = many(i64::try_from(count).unwrap_or(i64::MAX), "row");
    let words = crate::messages::Words {
        what: text!(
            "{rows} cannot be recorded, and nothing was",
            "有 {count} 行不能记录，因此一行都没有记"
        ),
        why: text!(
            "A table is recorded as a whole or not at all, so that nobody has to find out which rows are in.",
            "表格要么整体记录，要么完全不记，以免还要去查哪些行已经进来。"
        ),
        fix: text!(
            "Correct or delete these rows, and import the file again; --skip-known leaves out what is recorded already.",
            "请改正或删掉这些行，再重新导入；--skip-known 可跳过已有的记录。"
        ),
    };
    listed(call, file, &words, &lines)
}

struct Import<'a> {
    call: &'a Call<'a>,
    records: &'a Records,
    people: &'a People,
    now: Moment,
    by: &'a str,
}

#[derive(Default)]
struct Sorted {
    events: Vec<Event>,
    /// Rows that say what is known, and where that stands.
    skipped: Vec<(usize, Text)>,
    refused: Vec<(usize, Text)>,
}

impl Import<'_> {
    /// What of the rows can be recorded, what is known, and what is refused.
    fn sort(&self, book: &mut Book, rows: &[(usize, Told)]) -> Result<Sorted, Failure> {
        let desk = self.people.desk(self.records, self.now, self.by);
        let (mut doubles, mut sorted) = (Doubles::default(), Sorted::default());
        let mut within: HashMap<(String, Moment), Vec<(usize, Event)>> = HashMap::new();
        for (row, told) in rows {
            let event = match desk.event(told) {
                Ok(event) => event,
                Err(error @ LedgerError::Store(_)) => return Err(error.into()),
                Err(error) => {
                    sorted.refused.push((*row, line(&error)));
                    continue;
                }
            };
            let same_time = within.entry((event.person.clone(), event.at)).or_default();
            let above = same_time
                .iter()
                .find(|(_, other)| desk::same(other, &event))
                .map(|(row, _)| *row);
            let known = doubles.find(book, self.records, &event)?;
            match twice(above, known) {
                Some(why) if self.call.flag("skip-known") => sorted.skipped.push((*row, why)),
                Some(why) => sorted.refused.push((*row, why)),
                None => {
                    same_time.push((*row, event.clone()));
                    sorted.events.push(event);
                }
            }
        }
        Ok(sorted)
    }
}

/// Why a row is not new.
fn twice(above: Option<usize>, known: Option<EntryId>) -> Option<Text> {
    match (above, known) {
        (_, Some(id)) => Some(text!(
            "entry {id} says the same already",
            "记录 {id} 已经记过这件事"
        )),
        (Some(row), None) => Some(text!("the same as row {row}", "与第 {row} 行相同")),
        (None, None) => None,
    }
}

fn report_skipped(call: &Call<'_>, skipped: &[(usize, Text)]) {
    for (row, why) in skipped.iter().take(sheet::SHOWN) {
        let Text { en, zh } = why;
        call.say(&text!("skipped row {row}: {en}", "跳过第 {row} 行：{zh}"));
    }
    let rest = skipped.len().saturating_sub(sheet::SHOWN);
    if rest > 0 {
        call.say(&text!("… and {rest} more", "……另有 {rest} 行"));
    }
}

/// How many events of what each person has in the table.
fn summary(call: &Call<'_>, people: &People, events: &[Event]) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for event in events {
        *counts.entry((&event.person, &event.category)).or_default() += 1;
    }
    let t = |words| pick(words, call.lang);
    let mut table = Table::new(&[
        t(("person", "人员")),
        t(("category", "类别")),
        t((">events", ">事件")),
    ]);
    for ((person, category), count) in &counts {
        table.row(vec![
            people.shown(person),
            (*category).to_owned(),
            count.to_string(),
        ]);
    }
    if !table.is_empty() {
        call.print(&table.draw());
    }
}
