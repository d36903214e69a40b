//! The month's table for a terminal: people by days, totals at the right and below.

use super::letters;
use super::totals::{Total, totals};
use super::width::{fit, pad, width};
use crate::domain::calendar::DayKind;
use crate::domain::{Free, PersonIx, Problem, Roster};
use crate::facts::Facts;
use crate::facts::totals::{MonthTotals, month_totals};
use crate::text::{Lang, pick};
use anstyle::{AnsiColor, Color, Style};
use chrono::{Datelike, Weekday};
use std::ops::Range;

/// How to draw.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Language of headings.
    pub lang: Lang,
    /// Whether to colour.
    pub color: bool,
    /// Columns of the terminal; `None`: as wide as it takes.
    pub columns: Option<usize>,
}

const NAME_COLUMNS: usize = 16;

/// Draws the table; a month that is wider than the terminal is cut into parts of days.
pub fn table(problem: &Problem, roster: &Roster, look: Look) -> String {
    let sheets = month_totals(problem, roster);
    let people = problem.appearing(roster);
    let names = people.iter().map(|p| width(&problem.people[*p].name));
    let name = names.max().unwrap_or(0).clamp(4, NAME_COLUMNS);
    let codes = letters::codes(problem);
    let free = people.iter().flat_map(|p| {
        let days = 0..problem.days();
        days.map(|day| problem.free_code(*p, day, look.lang))
    });
    let words = codes.iter().map(String::as_str).chain(free);
    let cell = 1 + words.map(width).chain([2]).max().unwrap_or(2);
    let totals = totals(people.iter().map(|p| &sheets[*p]));
    let frame = Frame {
        problem,
        roster,
        look,
        name,
        cell,
        codes,
        columns: totals
            .iter()
            .map(|total| {
                let values = people.iter().map(|p| width(&(total.of)(&sheets[*p])));
                let widest = values.chain([width(&heading(total, look.lang))]).max();
                (widest.unwrap_or(0) + 1).max(6)
            })
            .collect(),
        totals,
        people,
        facts: Facts::new(problem, roster),
    };
    let parts = frame.parts();
    let last = parts.len().saturating_sub(1);
    let draw = |(i, days): (usize, &Range<usize>)| frame.part(days, (i == last).then_some(&sheets));
    let drawn: Vec<String> = parts.iter().enumerate().map(draw).collect();
    drawn.join("\n") + &frame.posts() + &frame.leave()
}

fn heading(total: &Total, lang: Lang) -> String {
    pick(total.heading, lang).to_lowercase()
}

struct Frame<'a> {
    problem: &'a Problem,
    roster: &'a Roster,
    look: Look,
    name: usize,
    cell: usize,
    codes: Vec<String>,
    totals: Vec<Total>,
    /// Their widths.
    columns: Vec<usize>,
    people: Vec<PersonIx>,
    facts: Facts<'a>,
}

impl Frame<'_> {
    /// The days of each part: all, or as many as fit beside the names.
    fn parts(&self) -> Vec<Range<usize>> {
        let days = self.problem.days();
        let totals: usize = self.columns.iter().sum();
        let room = self.look.columns.unwrap_or(usize::MAX);
        if self.name + days * self.cell + totals <= room {
            return std::iter::once(0..days).collect();
        }
        let fits = room.saturating_sub(self.name + totals) / self.cell;
        let count = days.div_ceil(fits.clamp(5, days.max(5)));
        let size = days.div_ceil(count.max(1));
        (0..days)
            .step_by(size.max(1))
            .map(|d| d..(d + size).min(days))
            .collect()
    }

    fn part(&self, days: &Range<usize>, sheets: Option<&Vec<MonthTotals>>) -> String {
        let mut text = self.head(days, sheets.is_some());
        for &person in &self.people {
            let name = fit(&self.problem.people[person].name, self.name);
            text.push_str(&pad(&name, self.name, false));
            for day in days.clone() {
                text.push_str(&self.cell(person, day));
            }
            if let Some(sheet) = sheets.map(|s| s[person]) {
                text.push_str(&self.person_totals(&sheet));
            }
            text.push('\n');
        }
        text + &self.foot(days)
    }

    /// What the posts' letters mean, where they are not the posts' codes.
    fn posts(&self) -> String {
        let legend = letters::legend(self.problem, self.look.lang);
        legend.map_or(String::new(), |words| {
            let label = pick(("posts: ", "岗位："), self.look.lang);
            format!("{label}{words}\n")
        })
    }

    /// What stands in a cell of leave, where that is no word of the language.
    fn leave(&self) -> String {
        let sign = self.problem.leave_sign(self.look.lang);
        if self.look.lang == Lang::Zh || !self.problem.has_plain_leave() {
            return String::new();
        }
        format!("{sign}: leave\n")
    }

    fn head(&self, days: &Range<usize>, totals: bool) -> String {
        let blank = " ".repeat(self.name);
        let (mut numbers, mut weekdays) = (blank.clone(), blank.clone());
        let mut marks = blank;
        let mut special = false;
        for day in days.clone() {
            let date = self.problem.date(day as i64);
            let kind = self.problem.calendar[day].kind;
            let style = self.day_style(kind);
            let right = |text: &str| pad(text, self.cell, true);
            numbers.push_str(&self.paint(&right(&date.day().to_string()), style));
            weekdays.push_str(&self.paint(&right(self.weekday(date.weekday())), style));
            let mark = if self.problem.is_closed(day as i64) {
                pick(("cl", "闭"), self.look.lang)
            } else {
                self.mark(kind)
            };
            special |= !mark.is_empty();
            marks.push_str(&self.paint(&right(mark), style));
        }
        if totals {
            for (total, columns) in self.totals.iter().zip(&self.columns) {
                numbers.push_str(&pad(&heading(total, self.look.lang), *columns, true));
            }
        }
        let marks = if special { marks + "\n" } else { String::new() };
        format!("{numbers}\n{weekdays}\n{marks}")
    }

    fn weekday(&self, day: Weekday) -> &'static str {
        let index = day.num_days_from_monday() as usize;
        match self.look.lang {
            Lang::En => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][index],
            Lang::Zh => ["一", "二", "三", "四", "五", "六", "日"][index],
        }
    }

    fn mark(&self, kind: DayKind) -> &'static str {
        let lang = self.look.lang;
        match kind {
            DayKind::Statutory => pick(("ho", "节"), lang),
            DayKind::Rest => pick(("re", "休"), lang),
            DayKind::Makeup => pick(("wk", "班"), lang),
            DayKind::Workday | DayKind::Weekend => "",
        }
    }

    fn day_style(&self, kind: DayKind) -> Style {
        if kind.is_statutory() {
            Style::new().bold().fg_color(Some(AnsiColor::Red.into()))
        } else if kind.is_rest_day() {
            Style::new().fg_color(Some(AnsiColor::Red.into()))
        } else {
            Style::new()
        }
    }

    fn cell(&self, person: PersonIx, day: usize) -> String {
        let Some(duty) = self.roster.get(person, day) else {
            let own = self.problem.free_code(person, day, self.look.lang);
            let (sign, style) = match self.problem.free(person, day) {
                Free::Rest if own.is_empty() => ("·", Style::new().dimmed()),
                Free::Rest | Free::Out => (own, Style::new().dimmed()),
                Free::Leave => (own, Style::new().italic().underline()),
            };
            return self.paint(&pad(sign, self.cell, true), style);
        };
        let text = pad(&self.codes[duty], self.cell, true);
        let kind = self.problem.duties[duty].kind;
        self.paint(&text, Style::new().fg_color(Some(kind_color(kind))))
    }

    fn paint(&self, text: &str, style: Style) -> String {
        if self.look.color {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    fn person_totals(&self, sheet: &MonthTotals) -> String {
        let totals = self.totals.iter().zip(&self.columns);
        totals
            .map(|(total, columns)| pad(&(total.of)(sheet), *columns, true))
            .collect()
    }

    /// How many of each shift kind a day has.
    fn foot(&self, days: &Range<usize>) -> String {
        let mut text = String::new();
        let all = self.problem.kinds_now().iter().enumerate();
        for (k, kind) in all.filter(|(k, _)| self.problem.is_worked(*k)) {
            let label = fit(&format!("∑ {}", kind.code), self.name);
            text.push_str(&pad(&label, self.name, false));
            for day in days.clone() {
                let count = self.facts.count(k, day as i64);
                let shown = if count == 0 {
                    "·".to_owned()
                } else {
                    count.to_string()
                };
                text.push_str(&self.paint(&pad(&shown, self.cell, true), Style::new().dimmed()));
            }
            text.push('\n');
        }
        text
    }
}

fn kind_color(kind: usize) -> Color {
    const COLORS: [AnsiColor; 6] = [
        AnsiColor::Green,
        AnsiColor::Cyan,
        AnsiColor::Blue,
        AnsiColor::Yellow,
        AnsiColor::Magenta,
        AnsiColor::White,
    ];
    COLORS[kind % COLORS.len()].into()
}
