//! Below the month's rows: how many have which shift, who does which fixed duty, and the place to sign.

use super::Table;
use crate::render::chart::color::{ALARM, BAND, GRAY, INK, RULE};
use crate::render::chart::frame::{SIGN, sign};
use crate::render::chart::plan::Plan;
use crate::render::chart::tasks;
use crate::render::chart::view::{Area, Page, Style, style};
use crate::render::chart::words;

/// A line below the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// How many have shifts of a kind.
    Kind(usize),
    /// How many have any shift.
    All,
    /// Who does a task, and the number under which the legend names it.
    Task(usize, usize),
}

/// The lines that a month has.
pub fn lines(plan: &Plan<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = plan.used_kinds().into_iter().map(Line::Kind).collect();
    if lines.len() > 1 {
        lines.push(Line::All);
    }
    lines.extend(tasks::timed(plan).map(|(number, task)| Line::Task(number, task)));
    lines
}

impl Table<'_> {
    /// Draws the lines and the place to sign.
    pub(super) fn foot(&self, page: &mut Page, rows: usize) {
        let top = self.body.y + super::HEAD + self.spread.height * rows as f64;
        let bottom = top + self.line * self.lines.len() as f64;
        let right = self.day(self.plan.days());
        let area = Area::new(self.body.x, top, right - self.body.x, bottom - top);
        self.shade(page, area);
        for (index, line) in self.lines.iter().enumerate() {
            self.line(page, top + self.line * index as f64, *line);
        }
        if !self.lines.is_empty() {
            self.columns(page, top, bottom, top);
            for index in 1..self.lines.len() {
                let duties = matches!(self.lines[index], Line::Task(1, _));
                let (width, color) = if duties { (0.8, INK) } else { (0.35, RULE) };
                page.across(area.x, right, top + self.line * index as f64, width, color);
            }
            page.across(area.x, right, bottom, 0.8, INK);
            page.down(area.x, top, bottom, 0.8, INK);
        }
        let strip = Area::new(self.body.x, bottom + 4.0, self.body.w, SIGN);
        sign(self.plan, page, strip);
    }

    fn shade(&self, page: &mut Page, area: Area) {
        for day in 0..self.plan.days() {
            if self.plan.is_off(day as i64) {
                page.fill(Area::new(self.day(day), area.y, self.day, area.h), BAND);
            }
        }
    }

    fn line(&self, page: &mut Page, y: f64, line: Line) {
        let plan = self.plan;
        let size = (self.line * 0.64).min(7.0);
        let label = match line {
            Line::Kind(kind) => format!("∑ {}", plan.problem.kinds[kind].code),
            Line::All => format!("∑ {}", plan.t(words::ALL_SHIFTS)),
            Line::Task(number, task) => {
                format!("{} {}", tasks::circled(number), tasks::time(plan, task))
            }
        };
        let first = Area::new(self.body.x, y, self.name, self.line);
        page.write(
            first.inset(3.0, 0.0),
            &label,
            style(size).least(4.0).start(),
        );
        for day in 0..plan.days() {
            let area = Area::new(self.day(day), y, self.day, self.line);
            let (text, words) = match line {
                Line::Kind(kind) => self.count(day, Some(kind), size),
                Line::All => self.count(day, None, size),
                Line::Task(_, task) => self.doer(day, task, size),
            };
            page.write(area.inset(0.6, 0.0), &text, words.least(4.5));
        }
    }

    fn count(&self, day: usize, kind: Option<usize>, size: f64) -> (String, Style) {
        let plan = self.plan;
        let one = |kind: usize| plan.facts.count(kind, day as i64);
        let all = || (0..plan.problem.kinds.len()).map(one).sum();
        match kind.map_or_else(all, one) {
            0 => ("·".to_owned(), style(size).color(GRAY)),
            count => (count.to_string(), style(size)),
        }
    }

    fn doer(&self, day: usize, task: usize, size: f64) -> (String, Style) {
        let plan = self.plan;
        match tasks::doers(plan, task, day) {
            None => (String::new(), style(size)),
            Some(given) if given.people.is_empty() => {
                ("?".to_owned(), style(size).bold().color(ALARM))
            }
            Some(given) => {
                let names = tasks::names(plan, &given.people);
                let words = style(size * 0.92);
                // Of a long name in several words the first tells enough.
                let first = names.split_whitespace().next().unwrap_or("");
                if words.width(&names) > self.day {
                    (first.to_owned(), words)
                } else {
                    (names, words)
                }
            }
        }
    }
}
