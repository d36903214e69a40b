//! Rows of people by columns of days: whose each row is, and what stands in its days. Rows that are nobody's, counts,
//! weekdays and remarks, are left out, and said.

use super::RosterFlaw;
use super::grid::{At, ranges};
use super::layout::Block;
use super::parts::Wide;
use super::people::Who;
use super::reading::{Blank, Desk, Entry};
use super::taken::Left;
use super::{DAY_TOTAL, LABELS};
use crate::domain::PersonIx;
use crate::input::FaultKind;
use crate::input::cell_words::Meaning;
use crate::input::sheet_file::CellValue;
use crate::source::days::weekday_short;
use crate::source::loose::folded;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What the first cells of counts and remarks have in them.
const COUNTS: [&str; 16] = [
    "合计", "总计", "小计", "人数", "人力", "上班", "在岗", "备注", "日期", "统计", "人次",
    "total", "sum", "count", "date", "coverage",
];

/// Characters of the longest code that people write; what is longer is a sentence.
const SENTENCE: usize = 8;

/// Whose a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Whose {
    /// Somebody's.
    Person(PersonIx),
    /// It has the weekdays.
    Weekdays,
    /// It counts.
    Counts,
    /// It is a heading or a remark.
    Remark,
    /// Somebody's who is not in the team, or nobody knows whose; this is noted.
    Wrong,
}

/// What stands in the days of a block.
#[derive(Debug, Default)]
pub struct Rows {
    /// Who has what.
    pub entries: Vec<Entry>,
    /// Days of people's rows in which nothing stands.
    pub blanks: Vec<Blank>,
    /// People with a row.
    pub people: Vec<PersonIx>,
    /// Rows of people.
    pub rows: Vec<usize>,
    /// Rows of counts.
    pub counts: Vec<usize>,
    /// Rows of weekdays.
    pub weekdays: Vec<usize>,
    /// Rows that are nobody's, with their first texts.
    pub remarks: Vec<(usize, String)>,
    /// Names with notes.
    pub noted: Vec<String>,
    /// Areas that were drawn over several cells of days.
    pub merged: BTreeSet<String>,
    /// Rows of one person that were put together, with the name.
    pub joined: Vec<(String, String)>,
    /// Texts read by their times alone.
    pub by_times: BTreeMap<String, usize>,
}

/// A cell of a day that says something.
pub struct Marked {
    /// Where it stands.
    pub at: At,
    /// The day.
    pub date: NaiveDate,
    /// What it says.
    pub text: String,
    /// A cell that should say the same, and says nothing.
    pub but: Option<At>,
}

impl Marked {
    /// At a place.
    pub fn at(at: At, date: NaiveDate, text: String) -> Marked {
        let but = None;
        Marked {
            at,
            date,
            text,
            but,
        }
    }
}

impl Desk<'_> {
    /// Reads a block.
    pub fn rows(&self, block: &Block, wide: Option<&Wide>, into: &mut Rows) {
        let mut own: BTreeMap<PersonIx, Vec<(usize, Vec<Marked>)>> = BTreeMap::new();
        let heads = wide.map(|wide| wide.heads);
        for row in block.rows.iter().filter(|row| Some(**row) != heads) {
            let cells = match wide {
                Some(wide) => self.marked_wide(block, wide, *row),
                None => self.marked(block, *row),
            };
            let label = self.label(block, *row);
            match self.whose(block, *row, &label, &cells) {
                Whose::Person(person) => {
                    let cells = match wide {
                        Some(wide) => self.one_a_day(wide, cells),
                        None => cells,
                    };
                    own.entry(person).or_default().push((*row, cells));
                }
                Whose::Weekdays => into.weekdays.push(*row),
                Whose::Counts => into.counts.push(*row),
                Whose::Remark => into.remarks.push((*row, self.first_text(*row))),
                Whose::Wrong => {}
            }
        }
        let several = own.values().filter(|rows| rows.len() > 1);
        let several: Vec<usize> = several.flatten().map(|(row, _)| *row).collect();
        let shifts = self.shift_column(block, &several);
        for (person, mut rows) in own {
            // A table beside or below may name people without saying what they work.
            let says = |cells: &[Marked]| cells.iter().any(|c| self.is_understood(&c.text));
            if shifts.is_none() && rows.len() > 1 && rows.iter().any(|(_, cells)| says(cells)) {
                let (kept, other): (Vec<_>, Vec<_>) =
                    rows.into_iter().partition(|(_, cells)| says(cells));
                rows = kept;
                let texts = other.iter().map(|(row, _)| (*row, self.first_text(*row)));
                into.remarks.extend(texts);
            }
            let places: Vec<usize> = rows.iter().map(|(row, _)| *row).collect();
            if places.len() > 1 {
                let name = self.problem.person_name(person).to_owned();
                let named = ranges(&places, |row| self.grid.row_name(row));
                into.joined.push((named, name));
                into.rows.extend(places.iter().skip(1));
            }
            let cells = self.one_row(block, shifts, person, rows);
            if let Some(row) = places.first().copied() {
                let said: BTreeSet<NaiveDate> = cells.iter().map(|cell| cell.date).collect();
                let days = block.days.iter().filter(|(_, date)| !said.contains(date));
                let blanks = days.map(|(column, date)| Blank::at(person, *date, (row, *column)));
                into.blanks.extend(blanks);
                self.person(person, row, cells, into);
                let label = self.label(block, row);
                if matches!(self.people.who(&label), Who::Noted(_)) {
                    into.noted.push(label);
                }
            }
        }
        into.rows.sort_unstable();
        into.remarks.sort();
    }

    fn person(&self, person: PersonIx, row: usize, cells: Vec<Marked>, into: &mut Rows) {
        for cell in cells {
            if self.half(person, &cell) {
                continue;
            }
            if let Some((rows, columns)) = self.grid.over(cell.at) {
                let ends = [
                    (*rows.start(), *columns.start()),
                    (*rows.end(), *columns.end()),
                ];
                into.merged
                    .insert(ends.map(|at| self.grid.address(at)).join(":"));
            }
            let entry = self.entry(person, cell.date, cell.at, &cell.text);
            if let Some(entry) = entry {
                if let Meaning::Duty(duty) = entry.meaning
                    && self.by_times_alone(&entry.text)
                {
                    into.by_times.insert(entry.text.clone(), duty);
                }
                into.entries.push(entry);
            }
        }
        into.people.push(person);
        into.rows.push(row);
    }

    /// Whether a text names no shift and was understood by the times in it.
    fn by_times_alone(&self, text: &str) -> bool {
        let times = crate::input::cell_times::times(text);
        times.is_some_and(|times| times.rest.is_empty() || !self.is_understood(&times.rest))
    }

    /// Cells of days that say something: their own, or those drawn over them.
    fn marked(&self, block: &Block, row: usize) -> Vec<Marked> {
        let cell = |(column, date): &(usize, NaiveDate)| {
            let at = self.grid.seen((row, *column))?;
            // What begins above the days or before them is a heading.
            let within = at.0 > block.head && at.1 >= block.first();
            let text = self.grid.text(at).to_owned();
            let date = *date;
            (within && !text.is_empty()).then(|| Marked::at(at, date, text))
        };
        block.days.iter().filter_map(cell).collect()
    }

    /// The name of a row; one that is drawn over days too is a heading.
    fn label(&self, block: &Block, row: usize) -> String {
        let at = self.grid.seen((row, block.names));
        let over = self.grid.over((row, block.names));
        let heading = over.is_some_and(|(_, columns)| *columns.end() >= block.first());
        let below = at.filter(|at| at.0 > block.head && !heading);
        below.map_or(String::new(), |at| self.grid.text(at).to_owned())
    }

    fn first_text(&self, row: usize) -> String {
        let mut cells = self.grid.row(row).map(|(_, cell)| cell.text.clone());
        cells.find(|text| !text.is_empty()).unwrap_or_default()
    }

    fn whose(&self, block: &Block, row: usize, label: &str, cells: &[Marked]) -> Whose {
        if let Some(person) = self.owner(block, row, label) {
            return person;
        }
        if cells.is_empty() {
            return Whose::Remark;
        }
        if self.is_weekdays(label, cells) {
            self.compare(cells);
            return Whose::Weekdays;
        }
        if self.counts(block, label, cells) {
            return Whose::Counts;
        }
        let understood = cells.iter().any(|c| self.is_understood(&c.text));
        // A remark may be drawn over many days.
        let places: BTreeSet<At> = cells.iter().map(|cell| cell.at).collect();
        let most = places.len() * 2 >= block.days.len().max(2);
        let word = label.contains([':', '：']) || (!label.is_empty() && self.is_understood(label));
        let number = label.parse::<f64>().is_ok() && !self.has_numbers(block);
        let nobody = label.is_empty() && !understood;
        let sentence = cells.iter().any(|c| c.text.chars().count() > SENTENCE);
        let remark = word || number || nobody || (sentence && !understood);
        if is_label(label) || (!most && remark) {
            return Whose::Remark;
        }
        let first = cells.first().map_or((row, block.first()), |cell| cell.at);
        if label.is_empty() {
            self.fault(Some(first), FaultKind::NamelessRow, Vec::new());
        } else {
            self.person_fault((row, block.names), label);
        }
        Whose::Wrong
    }

    /// The person whose row it is; a name that fits several is told apart by the id beside it.
    fn owner(&self, block: &Block, row: usize, label: &str) -> Option<Whose> {
        let id = block.ids.map(|column| self.grid.text((row, column)));
        let by_id = id
            .filter(|id| !id.is_empty())
            .and_then(|id| self.people.one(id));
        match self.people.who(label) {
            Who::One(person) | Who::Noted(person) => {
                let other = by_id.filter(|own| *own != person);
                if let (Some(owner), Some(id)) = (other, id) {
                    let flaw = RosterFlaw::NameAndId {
                        said: [label.to_owned(), id.to_owned()],
                        owner: self.problem.person_name(owner).to_owned(),
                    };
                    self.fault(Some((row, block.names)), flaw, Vec::new());
                    return Some(Whose::Wrong);
                }
                Some(Whose::Person(person))
            }
            Who::Several(several) => match by_id.filter(|person| several.contains(person)) {
                Some(person) => Some(Whose::Person(person)),
                None => {
                    self.person_fault((row, block.names), label);
                    Some(Whose::Wrong)
                }
            },
            Who::Unzeroed(_) if by_id.is_some() => by_id.map(Whose::Person),
            Who::Unzeroed(person) => {
                self.person_fault((row, block.names), label);
                // Its cells are looked at all the same, so that everything is told at once.
                Some(Whose::Person(person))
            }
            Who::Nobody => None,
        }
    }

    /// Whether a row has the weekdays of its days, right or wrong: such as follow each other.
    fn is_weekdays(&self, label: &str, cells: &[Marked]) -> bool {
        let days: Vec<_> = cells
            .iter()
            .map(|c| (c.date, weekday_short(&c.text)))
            .collect();
        let follow = |pair: &[(NaiveDate, Option<chrono::Weekday>)]| {
            let [(one, first), (other, second)] = pair else {
                return true;
            };
            let (Some(first), Some(second)) = (first, second) else {
                return false;
            };
            let number = |weekday: &chrono::Weekday| i64::from(weekday.num_days_from_monday());
            (number(first) + (*other - *one).num_days()).rem_euclid(7) == number(second)
        };
        let all = days.iter().all(|(_, weekday)| weekday.is_some());
        let labelled = label.is_empty() || is_label(label) || cells.len() > 6;
        all && labelled && days.windows(2).all(follow) && (cells.len() > 1 || is_label(label))
    }

    /// Compares weekdays with dates; the first that differs is noted, for all of them do.
    fn compare(&self, cells: &[Marked]) {
        let wrong = cells.iter().find(|cell| {
            let written = weekday_short(&cell.text);
            written.is_some_and(|weekday| weekday != cell.date.weekday())
        });
        if let Some(cell) = wrong {
            let flaw = RosterFlaw::Weekday {
                text: cell.text.clone(),
                date: cell.date,
            };
            self.fault(Some(cell.at), flaw, Vec::new());
        }
    }

    /// Whether a row counts: numbers that are no shifts, or that stand behind a word for counts or a shift's name.
    fn counts(&self, block: &Block, label: &str, cells: &[Marked]) -> bool {
        let number = |cell: &Marked| {
            let value = self.grid.cell(cell.at).map(|c| c.value);
            let open = matches!(value, Some(CellValue::NotCalculated | CellValue::Error));
            open || cell.text.trim_end_matches('%').parse::<f64>().is_ok()
        };
        if !cells.iter().all(number) {
            return false;
        }
        let shifts = cells.iter().any(|cell| self.is_understood(&cell.text));
        let word = label.starts_with(DAY_TOTAL)
            || COUNTS.iter().any(|word| folded(label).contains(word))
            || (!label.is_empty() && self.is_understood(label));
        // One number behind a name that nobody knows is a stranger's.
        let most = label.is_empty() || cells.len() * 2 >= block.days.len();
        word || (!shifts && most)
    }

    /// Whether somebody of the team is named by a number in the column of the names.
    fn has_numbers(&self, block: &Block) -> bool {
        let named = |row: &usize| {
            let label = self.label(block, *row);
            label.parse::<f64>().is_ok() && self.people.is_somebody(&label)
        };
        block.rows.iter().any(named)
    }
}

/// Whether a text is what people write before rows that are nobody's.
fn is_label(label: &str) -> bool {
    let word = folded(label);
    let word = word.trim_end_matches(':');
    let mut own = LABELS.iter().flat_map(|(en, zh)| [*en, *zh]);
    let mut heads = [
        "day", "days", "weekday", "星期", "周", "週", "曜日", "图例", "说明", "legend",
    ]
    .into_iter();
    let counts = COUNTS.contains(&word);
    own.any(|own| folded(own) == word) || heads.any(|head| head == word) || counts
}

impl Rows {
    /// What was left out.
    pub fn left(&self, desk: &Desk<'_>) -> Vec<Left> {
        let grid = desk.grid;
        let named = |rows: &[usize]| ranges(rows, |row| grid.row_name(row));
        let mut left = Vec::new();
        if !self.weekdays.is_empty() {
            left.push(Left::Weekdays(named(&self.weekdays)));
        }
        if !self.counts.is_empty() {
            left.push(Left::Counts(named(&self.counts)));
        }
        if !self.remarks.is_empty() {
            let remarks = self.remarks.iter();
            let remarks = remarks.map(|(row, text)| (grid.row_name(*row), text.clone()));
            left.push(Left::Remarks(remarks.collect()));
        }
        if !self.noted.is_empty() {
            left.push(Left::Notes(self.noted.clone()));
        }
        if !self.joined.is_empty() {
            left.push(Left::Rows(self.joined.clone()));
        }
        if !self.merged.is_empty() {
            left.push(Left::Merged(self.merged.iter().cloned().collect()));
        }
        if !self.by_times.is_empty() {
            let codes = self.by_times.iter();
            let codes =
                codes.map(|(text, duty)| (text.clone(), desk.problem.duties[*duty].code.clone()));
            left.push(Left::ByTimes(codes.collect()));
        }
        left
    }
}
