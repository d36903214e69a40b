//! People from a table beside the team file: one row a person, columns by their headings.

use super::cells::Cell;
use super::table::{Table, filled, is_called, word, words};
use super::team::{PersonRow, Word};
use super::{Fault, FaultKind, Shape};
use crate::source::DayNames;
use std::collections::BTreeMap;
use toml::Spanned;

/// What a column says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Id,
    Name,
    Was,
    Skills,
    Rank,
    Hours,
    Joined,
    Left,
    Protected,
    Shifts,
    Unavailable,
    Note,
    /// The allowance of a kind of leave, by its place among the words that are known.
    Allowance(usize),
}

/// The headings of each column; the first is its name in messages.
const COLUMNS: [(Of, &[&str]); 12] = [
    (Of::Name, &["name", "姓名", "名字", "员工", "员工姓名"]),
    (Of::Id, &["id", "工号", "编号", "员工工号"]),
    (Of::Was, &["was", "曾用名", "原名", "旧名"]),
    (Of::Skills, &["skills", "技能", "skill", "岗位", "posts"]),
    (Of::Rank, &["rank", "级别", "资历", "等级"]),
    (Of::Hours, &["hours", "工时", "月工时", "合同工时"]),
    (Of::Joined, &["joined", "入职", "入职日期", "入职日"]),
    (Of::Left, &["left", "离职", "离职日期", "离职日"]),
    (Of::Protected, &["protected", "保护", "受保护", "不上夜班"]),
    (
        Of::Shifts,
        &["shifts", "只上", "班次", "可上班次", "只上班次", "能上的班"],
    ),
    (
        Of::Unavailable,
        &["unavailable", "不可排班日", "不能上班", "不可排"],
    ),
    (Of::Note, &["note", "备注", "notes", "remark", "说明"]),
];

/// Reads the people of a table.
///
/// `leaves`: the words for kinds of leave. A column below one of them holds everybody's allowance of it.
pub fn read(
    table: &Table,
    leaves: &[String],
    names: &DayNames,
) -> Result<Vec<Spanned<PersonRow>>, Fault> {
    let columns = columns(table, leaves)?;
    let rows = table.rows.iter();
    rows.map(|row| person(table, &columns, row, names))
        .collect()
}

fn columns(table: &Table, leaves: &[String]) -> Result<Vec<Option<Of>>, Fault> {
    let mut columns: Vec<Option<Of>> = Vec::new();
    for (place, cell) in table.head.iter().enumerate() {
        let found = COLUMNS
            .iter()
            .find(|(_, names)| is_called(&cell.text, names));
        let leave = || {
            leaves
                .iter()
                .position(|word| is_called(&cell.text, &[word]))
        };
        let column = found.map(|(of, _)| *of);
        let column = column.or_else(|| leave().map(Of::Allowance));
        if column.is_some() && columns.contains(&column) {
            let key = cell.text.clone();
            return Err(table.fault(cell, FaultKind::DuplicateKey { key }));
        }
        // Excel leaves empty columns behind; one with something in it would be lost.
        let used = table.rows.iter().find_map(|row| filled(row, place));
        if column.is_none() && (used.is_some() || !cell.text.is_empty()) {
            let at = if cell.text.is_empty() {
                used.unwrap_or(cell)
            } else {
                cell
            };
            return Err(table.fault(at, unknown(&cell.text)));
        }
        columns.push(column);
    }
    if !columns.contains(&Some(Of::Name)) {
        let heading = "name".to_owned();
        let place = table.head.first().map(|cell| cell.span.clone());
        let kind = FaultKind::MissingColumn { heading };
        return Err(table.source.fault(place, kind));
    }
    Ok(columns)
}

fn unknown(heading: &str) -> FaultKind {
    let known = COLUMNS.iter().flat_map(|(_, names)| names.iter().take(2));
    FaultKind::UnknownColumn {
        heading: heading.to_owned(),
        known: known.map(|name| (*name).to_owned()).collect(),
    }
}

fn person(
    table: &Table,
    columns: &[Option<Of>],
    row: &[Cell],
    names: &DayNames,
) -> Result<Spanned<PersonRow>, Fault> {
    if let Some(cell) = row.iter().skip(columns.len()).find(|c| !c.text.is_empty()) {
        return Err(table.fault(cell, unknown("")));
    }
    let cell = |of: Of| {
        let place = columns.iter().position(|c| *c == Some(of))?;
        filled(row, place)
    };
    let Some(name) = cell(Of::Name) else {
        let used = row.iter().find(|c| !c.text.is_empty());
        let place = used.map(|c| c.span.clone());
        return Err(table.source.fault(place, FaultKind::NamelessRow));
    };
    let protected = cell(Of::Protected)
        .map(|c| yes_or_no(table, c))
        .transpose()?;
    let person = PersonRow {
        id: cell(Of::Id).map(word),
        name: word(name),
        was: cell(Of::Was).map(word).into_iter().collect(),
        skills: cell(Of::Skills).map_or_else(Vec::new, words),
        rank: cell(Of::Rank)
            .map(|c| number(table, c, Shape::Whole))
            .transpose()?,
        hours: cell(Of::Hours)
            .map(|c| number(table, c, Shape::Number))
            .transpose()?,
        joined: cell(Of::Joined).map(|cell| table.date_word(cell)),
        left: cell(Of::Left).map(|cell| table.date_word(cell)),
        protected: protected.unwrap_or(false),
        shifts: cell(Of::Shifts).map(|c| Spanned::new(c.span.clone(), words(c))),
        unavailable: cell(Of::Unavailable).map_or_else(Vec::new, |c| names.words(words(c))),
        allowance: allowance(table, columns, row)?,
        ..PersonRow::named(word(name))
    };
    Ok(Spanned::new(name.span.clone(), person))
}

/// The allowances of a row: by heading, so many days.
fn allowance(
    table: &Table,
    columns: &[Option<Of>],
    row: &[Cell],
) -> Result<BTreeMap<Word, Spanned<i64>>, Fault> {
    let mut allowances = BTreeMap::new();
    for (place, (column, heading)) in columns.iter().zip(&table.head).enumerate() {
        if let (Some(Of::Allowance(_)), Some(cell)) = (column, filled(row, place)) {
            allowances.insert(word(heading), number(table, cell, Shape::Whole)?);
        }
    }
    Ok(allowances)
}

fn number<T: std::str::FromStr>(
    table: &Table,
    cell: &Cell,
    wanted: Shape,
) -> Result<Spanned<T>, Fault> {
    let number = cell.text.parse();
    let number = number.map_err(|_| {
        let found = Shape::Text;
        table.fault(cell, FaultKind::WrongType { found, wanted })
    });
    Ok(Spanned::new(cell.span.clone(), number?))
}

fn yes_or_no(table: &Table, cell: &Cell) -> Result<bool, Fault> {
    const YES: [&str; 8] = ["yes", "是", "true", "1", "y", "x", "√", "✓"];
    const NO: [&str; 5] = ["no", "否", "false", "0", "n"];
    if is_called(&cell.text, &YES) {
        return Ok(true);
    }
    if is_called(&cell.text, &NO) {
        return Ok(false);
    }
    let kind = FaultKind::BadChoice {
        value: cell.text.clone(),
        known: ["yes", "no", "是", "否"].map(str::to_owned).to_vec(),
    };
    Err(table.fault(cell, kind))
}

impl PersonRow {
    /// A person of whom nothing else is said.
    fn named(name: Word) -> PersonRow {
        PersonRow {
            name,
            id: None,
            was: Vec::new(),
            skills: Vec::new(),
            rank: None,
            hours: None,
            joined: None,
            left: None,
            protected: false,
            shifts: None,
            allowance: BTreeMap::new(),
            unavailable: Vec::new(),
            pinned: BTreeMap::new(),
            wishes: Vec::new(),
            tail: None,
            carried: None,
        }
    }
}
