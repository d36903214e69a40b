//! Below a day's rows: who is there against who is needed, handovers and fixed duties in words, and the place to sign.

use super::Table;
use crate::render::chart::color::{INK, RULE};
use crate::render::chart::coverage;
use crate::render::chart::frame::{SIGN, sign};
use crate::render::chart::tasks;
use crate::render::chart::view::{Area, Page, Style, style};

const STRIP: f64 = 15.0;
const NOTE: f64 = 10.0;
const COLUMNS: usize = 2;
const WORDS: Style = style(7.2);
/// Lines of one note, where room is scarce and at most; the rest of a very long one is in the handover sheet that can
/// be exported.
pub const LINES: (usize, usize) = (2, 30);
const INDENT: f64 = 44.0;

/// What stands below the rows.
pub struct Foot<'a> {
    table: &'a Table<'a>,
    /// Lines; those that go on with the one before begin with a blank.
    notes: Vec<String>,
}

impl<'a> Foot<'a> {
    /// Gathers it; a note takes so many lines at most.
    pub fn new(table: &'a Table<'a>, lines: usize) -> Foot<'a> {
        let room = table.body.w / COLUMNS as f64 - 16.0;
        let notes = tasks::of_day(table.plan, table.day);
        Foot {
            table,
            notes: notes
                .iter()
                .flat_map(|note| wrapped(note, room, lines))
                .collect(),
        }
    }

    fn strips(&self) -> f64 {
        STRIP * self.table.coverage.streams.len() as f64
    }

    fn lines(&self) -> usize {
        self.notes.len().div_ceil(COLUMNS)
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        let notes = NOTE * self.lines() as f64;
        self.strips() + 4.0 + notes + SIGN
    }

    /// Draws it.
    pub fn draw(&self, page: &mut Page, top: f64) {
        self.coverage(page, top);
        let y = top + self.strips() + 4.0;
        self.notes(page, y);
        let body = self.table.body;
        let strip = Area::new(body.x, y + NOTE * self.lines() as f64, body.w, SIGN);
        sign(self.table.plan, page, strip);
    }

    /// Presence against demand, on the axis of the rows.
    fn coverage(&self, page: &mut Page, top: f64) {
        let table = self.table;
        let (axis, day) = (&table.axis, table.day as i64);
        let streams = &table.coverage.streams;
        for (line, stream) in streams.iter().enumerate() {
            let y = top + STRIP * line as f64;
            let name = Area::new(table.body.x, y, table.name, STRIP);
            let words = coverage::stream_name(table.plan, stream.skill);
            page.write(name.inset(3.0, 0.0), &words, style(7.5).least(5.0).start());
            for block in &stream.days[table.day] {
                let left = axis.x(day, block.span.start.max(axis.window.lo));
                let right = axis.x(day, block.span.end.min(axis.window.hi));
                if left < right {
                    coverage::block(page, Area::new(left, y, right - left, STRIP), block);
                }
            }
        }
        if streams.is_empty() {
            return;
        }
        let area = Area::new(table.body.x, top, table.name + axis.width, self.strips());
        for line in 1..streams.len() {
            page.across(area.x, area.right(), top + STRIP * line as f64, 0.35, RULE);
        }
        page.frame(area, 0.8, INK);
        page.down(axis.left, top, area.bottom(), 0.8, INK);
    }

    /// Handovers and duties, in order of time down the first column and then the next.
    fn notes(&self, page: &mut Page, top: f64) {
        let body = self.table.body;
        let wide = body.w / COLUMNS as f64;
        for (index, note) in self.notes.iter().enumerate() {
            let (column, line) = (index / self.lines(), index % self.lines());
            let left = body.x + wide * column as f64;
            let area = Area::new(left, top + NOTE * line as f64, wide - 10.0, NOTE);
            let indent = if note.starts_with(' ') { INDENT } else { 0.0 };
            let words = Area {
                x: area.x + 3.0 + indent,
                w: area.w - 6.0 - indent,
                ..area
            };
            page.write(words, note.trim_start(), WORDS.start());
            let goes_on = self
                .notes
                .get(index + 1)
                .is_some_and(|n| n.starts_with(' '));
            if !goes_on || line + 1 == self.lines() {
                page.across(area.x, area.right(), area.bottom(), 0.25, RULE);
            }
        }
    }
}

/// A note in lines of a width, broken between people.
fn wrapped(note: &str, room: f64, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let parts = note
        .split_inclusive('，')
        .flat_map(|p| p.split_inclusive(", "));
    for part in parts {
        let count = lines.len();
        let Some(line) = lines.last_mut() else {
            continue;
        };
        let wide = room - if count > 1 { INDENT } else { 0.0 };
        let fits = WORDS.width(&format!("{line}{}", part.trim_end())) <= wide;
        if fits || line.trim().is_empty() || count == most {
            line.push_str(part);
        } else {
            lines.push(format!(" {part}"));
        }
    }
    lines
}
