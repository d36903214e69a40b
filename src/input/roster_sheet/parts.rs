//! Days in several columns: a column a shift, start and end beside each other, morning and afternoon. What the heads say
//! clearly is put together to one cell a day; everything else is refused.

use super::RosterFlaw;
use super::grid::At;
use super::layout::Block;
use super::reading::Desk;
use super::rows::Marked;
use crate::domain::PersonIx;
use crate::input::cell_words::Meaning;
use crate::source::loose::folded;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What marks a shift that is said elsewhere: in the head of the column, or at the beginning of the row.
const MARKS: [&str; 17] = [
    "√", "✓", "✔", "☑", "●", "○", "◎", "■", "★", "☆", "1", "v", "y", "yes", "是", "有", "on",
];

/// Heads of the time at which a shift begins.
const STARTS: [&str; 10] = [
    "start",
    "from",
    "begin",
    "in",
    "开始",
    "上班",
    "上班时间",
    "开始时间",
    "起",
    "自",
];

/// Heads of the time at which it ends.
const ENDS: [&str; 10] = [
    "finish",
    "to",
    "end",
    "out",
    "结束",
    "下班",
    "下班时间",
    "结束时间",
    "止",
    "至",
];

/// Heads of halves of a day.
const HALVES: [&str; 8] = [
    "上午",
    "下午",
    "am",
    "pm",
    "morning",
    "afternoon",
    "午前",
    "午後",
];

/// Heads of columns that say nothing of the shift itself.
const BESIDE: [&str; 16] = [
    "length",
    "hours",
    "o/t",
    "ot",
    "break",
    "total",
    "remark",
    "note",
    "工时",
    "时长",
    "小时",
    "加班",
    "合计",
    "小计",
    "备注",
    "休息时间",
];

/// What a column of a day is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Role {
    /// That of a shift, which its head names.
    Shift(String),
    /// The time at which it begins.
    Start,
    /// The time at which it ends.
    End,
    /// The shift of half a day.
    Half,
    /// It says nothing of the shift.
    Beside,
}

/// The columns of a block's days, where each day has several.
#[derive(Debug, Clone)]
pub struct Wide {
    /// The row with the heads.
    pub heads: usize,
    /// The heads of one day's columns.
    pub texts: Vec<String>,
    /// What each of a day's columns is.
    roles: Vec<Role>,
    /// First columns of the days, with their dates.
    days: Vec<(usize, NaiveDate)>,
}

impl Wide {
    /// Whether a column is one of a day.
    pub fn has(&self, column: usize) -> bool {
        let mut days = self.days.iter();
        days.any(|(first, _)| (*first..first + self.roles.len()).contains(&column))
    }

    /// Heads of columns that are left out.
    pub fn beside(&self) -> Vec<String> {
        let all = self.texts.iter().zip(&self.roles);
        all.filter(|(_, role)| **role == Role::Beside)
            .map(|(text, _)| text.clone())
            .collect()
    }

    fn role(&self, at: At, turned: &Marked) -> Option<&Role> {
        let first = self.days.iter().find(|(_, date)| *date == turned.date)?.0;
        self.roles.get(at.1.checked_sub(first)?)
    }
}

impl Desk<'_> {
    /// The columns of a block's days; `None`: each day has one.
    ///
    /// # Errors
    /// Each has several, of which nobody can say what they are; this is noted.
    pub fn wide(&self, block: &Block) -> Result<Option<Wide>, ()> {
        let Some(columns) = self.several_columns(block) else {
            return Ok(None);
        };
        let heads = |row: usize, first: usize| -> Vec<String> {
            let texts = (first..first + columns).map(|column| self.grid.text((row, column)));
            texts.map(str::to_owned).collect()
        };
        let first = block.first();
        let said = |row: &usize| heads(*row, first).iter().filter(|t| !t.is_empty()).count();
        let row = (block.head + 1..block.head + 4).find(|row| said(row) > 1);
        let texts = row.map_or(Vec::new(), |row| heads(row, first));
        let roles: Option<Vec<Role>> = texts.iter().map(|text| self.role(text)).collect();
        let alike = |row: usize| {
            let folded = |texts: Vec<String>| texts.iter().map(|t| folded(t)).collect::<Vec<_>>();
            let days = block.days.iter();
            let wanted = folded(texts.clone());
            days.clone()
                .all(|(column, _)| folded(heads(row, *column)) == wanted)
        };
        match (row, roles) {
            (Some(heads), Some(roles)) if alike(heads) && are_clear(&roles) => Ok(Some(Wide {
                heads,
                texts,
                roles,
                days: block.days.clone(),
            })),
            _ => {
                let heads = texts.into_iter().filter(|text| !text.is_empty()).collect();
                let flaw = RosterFlaw::SeveralColumns { columns, heads };
                self.fault(Some((block.head, first)), flaw, Vec::new());
                Err(())
            }
        }
    }

    /// What a column of a day is by its head; `None`: nobody can say.
    fn role(&self, text: &str) -> Option<Role> {
        let word = folded(text);
        let is = |words: &[&str]| words.contains(&word.as_str());
        if is(&STARTS) {
            return Some(Role::Start);
        }
        if is(&ENDS) {
            return Some(Role::End);
        }
        if matches!(self.meaning(text), Ok(Meaning::Duty(_))) {
            return Some(Role::Shift(text.to_owned()));
        }
        if is(&HALVES) {
            return Some(Role::Half);
        }
        (is(&BESIDE) || text.is_empty()).then_some(Role::Beside)
    }

    /// How many columns each day has, where it has several.
    fn several_columns(&self, block: &Block) -> Option<usize> {
        let used = |column: usize| {
            let mut rows = block.rows.iter();
            rows.any(|row| self.grid.cell((*row, column)).is_some())
        };
        let gaps = block.days.windows(2).filter_map(|pair| {
            let [(one, _), (other, _)] = pair else {
                return None;
            };
            let within = (one + 1..*other).any(used);
            within.then_some(other - one)
        });
        let gaps: Vec<usize> = gaps.collect();
        let several = gaps.len() > 1 && gaps.len() * 2 >= block.days.len() - 1;
        gaps.into_iter().max().filter(|_| several)
    }

    /// The cells of all columns of a row's days.
    pub fn marked_wide(&self, block: &Block, wide: &Wide, row: usize) -> Vec<Marked> {
        let days = wide.days.iter();
        let columns = days.flat_map(|(first, date)| {
            (*first..first + wide.roles.len()).map(move |column| (column, *date))
        });
        let cell = |(column, date): (usize, NaiveDate)| {
            let at = self.grid.seen((row, column))?;
            let within = at.0 > wide.heads && at.1 >= block.first();
            let text = self.grid.text(at).to_owned();
            (within && !text.is_empty()).then(|| Marked::at((row, column), date, text))
        };
        columns.filter_map(cell).collect()
    }

    /// The cells of a row, one a day where its columns say so.
    pub fn one_a_day(&self, wide: &Wide, cells: Vec<Marked>) -> Vec<Marked> {
        let mut days: BTreeMap<NaiveDate, Vec<Marked>> = BTreeMap::new();
        for cell in cells {
            days.entry(cell.date).or_default().push(cell);
        }
        let days = days.into_values();
        days.flat_map(|cells| self.of_day(wide, cells)).collect()
    }

    fn of_day(&self, wide: &Wide, cells: Vec<Marked>) -> Vec<Marked> {
        let (mut shifts, mut times, mut halves) = (Vec::new(), Vec::new(), Vec::new());
        for cell in cells {
            match wide.role(cell.at, &cell) {
                Some(Role::Shift(head)) => shifts.push(self.of_shift(head, cell)),
                Some(Role::Start | Role::End) => times.push(cell),
                Some(Role::Half) => halves.push(cell),
                Some(Role::Beside) | None => {}
            }
        }
        let mut day = self.without_rest(shifts);
        day.extend(from_to(times));
        let count = wide
            .roles
            .iter()
            .filter(|role| **role == Role::Half)
            .count();
        let place = |cell: &Marked| {
            let columns = wide.days.iter().find(|(_, date)| *date == cell.date);
            let first = columns.map_or(cell.at.1, |(first, _)| *first);
            let mut all = (first..first + wide.roles.len()).map(|column| (cell.at.0, column));
            all.find(|at| {
                wide.role(*at, cell) == Some(&Role::Half) && self.grid.seen(*at).is_none()
            })
        };
        let open = halves
            .first()
            .filter(|_| halves.len() < count)
            .and_then(place);
        day.extend(self.alike(halves, open));
        day
    }

    /// A cell in a column or a row of a shift: a mark means the shift.
    pub(super) fn of_shift(&self, shift: &str, cell: Marked) -> Marked {
        let mark = MARKS.contains(&folded(&cell.text).as_str());
        let text = if mark { shift.to_owned() } else { cell.text };
        Marked { text, ..cell }
    }

    /// Rest beside a shift means that the shift beside it is the only one.
    pub(super) fn without_rest(&self, cells: Vec<Marked>) -> Vec<Marked> {
        let works = |cell: &Marked| matches!(self.meaning(&cell.text), Ok(Meaning::Duty(_)));
        let rests = |cell: &Marked| self.meaning(&cell.text) == Ok(Meaning::Rest);
        if !cells.iter().any(works) {
            return cells;
        }
        cells.into_iter().filter(|cell| !rests(cell)).collect()
    }

    /// Cells that should say the same: one of them where they do. `open`: one that says nothing.
    pub(super) fn alike(&self, cells: Vec<Marked>, open: Option<At>) -> Vec<Marked> {
        let mut cells = cells;
        let Some(first) = cells.first() else {
            return cells;
        };
        let same = |cell: &Marked| {
            cell.text == first.text
                || self
                    .meaning(&cell.text)
                    .is_ok_and(|m| Ok(m) == self.meaning(&first.text))
        };
        if !cells.iter().all(same) {
            return cells;
        }
        cells.truncate(1);
        if let Some(one) = cells.first_mut() {
            let works = !matches!(
                self.meaning(&one.text),
                Ok(Meaning::Rest | Meaning::Leave(_))
            );
            one.but = open.filter(|_| works);
        }
        cells
    }

    /// Notes that a cell says something and the one that belongs to it says nothing; whether it did.
    pub fn half(&self, person: PersonIx, cell: &Marked) -> bool {
        if let Some(other) = cell.but {
            self.two(person, cell, other, "");
        }
        cell.but.is_some()
    }

    /// Notes that two cells of somebody's day say different things.
    pub(super) fn two(&self, person: PersonIx, first: &Marked, at: At, text: &str) {
        let flaw = RosterFlaw::TwoShifts {
            person: self.problem.person_name(person).to_owned(),
            date: first.date,
            cells: [first.text.clone(), text.to_owned()],
            other: self.grid.address(first.at),
        };
        self.fault(Some(at), flaw, Vec::new());
    }
}

/// Whether the columns of a day say one thing: each a shift, or start and end, or halves.
fn are_clear(roles: &[Role]) -> bool {
    let count = |wanted: &dyn Fn(&Role) -> bool| roles.iter().filter(|role| wanted(role)).count();
    let shifts = count(&|role| matches!(role, Role::Shift(_)));
    let times = (count(&|r| *r == Role::Start), count(&|r| *r == Role::End));
    let halves = count(&|role| *role == Role::Half);
    match (shifts, times, halves) {
        (1.., (0, 0), 0) | (0, (1, 1), 0) | (0, (0, 0), 2) => true,
        // Two shifts a day, each with its times.
        (0, (starts, ends), 0) => starts > 0 && starts == ends,
        _ => false,
    }
}

/// Start and end in cells beside each other as one text, `09:00-17:30`; words that say something else stay as they are.
fn from_to(cells: Vec<Marked>) -> Vec<Marked> {
    let mut all = Vec::new();
    let mut cells = cells.into_iter().peekable();
    while let Some(first) = cells.next() {
        let end = cells.next_if(|next| next.at.1 == first.at.1 + 1);
        all.push(match end {
            Some(end) if end.text != first.text => Marked {
                text: format!("{}-{}", first.text, end.text),
                ..first
            },
            _ => first,
        });
    }
    all
}
