//! The month on a wall: people by days, totals at the right and below, a place to sign.

mod foot;

use super::color::{BAND, INK, RULE, SOFT};
use super::frame::{Frame, SIGN};
use super::legend;
use super::plan::Plan;
use super::rows::{self, Spread};
use super::tasks;
use super::view::{Area, Page, style};
use super::words;
use crate::domain::PersonIx;
use crate::domain::calendar::DayKind;
use crate::render::totals::Total;
use chrono::{Datelike, Weekday};

const HEAD: f64 = 32.0;
const ROW: (f64, f64) = (12.0, 27.0);
const TOTAL: f64 = 26.0;

/// The pages.
pub fn pages(plan: &Plan<'_>) -> Vec<Page> {
    let mut entries = legend::kinds(plan);
    entries.extend(legend::free(plan));
    entries.extend(legend::days(plan));
    entries.extend(tasks::legend(plan));
    let frame = Frame::new(plan, entries);
    let table = Table::new(plan, frame.body());
    let mut pages = Vec::new();
    for (number, range) in table.spread.pages.iter().enumerate() {
        let people = &plan.people[range.clone()];
        let mut page = frame.page("");
        table.draw(&mut page, people);
        if number + 1 == table.spread.pages.len() {
            table.foot(&mut page, people.len());
        }
        pages.push(page);
    }
    pages
}

/// Where everything stands.
struct Table<'a> {
    plan: &'a Plan<'a>,
    body: Area,
    name: f64,
    day: f64,
    sign: f64,
    spread: Spread,
    /// Height of a line of totals below.
    line: f64,
    lines: Vec<foot::Line>,
    totals: Vec<Total>,
}

impl<'a> Table<'a> {
    fn new(plan: &'a Plan<'a>, body: Area) -> Table<'a> {
        let name = rows::names_width(plan, body.w * 0.13);
        let totals = plan.totals();
        let room = body.w - name - TOTAL * totals.len() as f64;
        let sign = (body.w * 0.06).min(70.0);
        let day = (room - sign) / plan.days().max(1) as f64;
        let lines = foot::lines(plan);
        // With very many kinds their lines share what a page can spare.
        let line = (body.h * 0.5 / lines.len().max(1) as f64).min(11.0);
        let foot = lines.len() as f64 * line + SIGN + 4.0;
        Table {
            plan,
            name,
            day,
            sign,
            spread: rows::spread(plan.people.len(), body.h - HEAD, foot, ROW),
            line,
            lines,
            totals,
            body,
        }
    }

    fn day(&self, day: usize) -> f64 {
        self.body.x + self.name + self.day * day as f64
    }

    /// Left edge of a column of totals; the one after the last is that to sign in.
    fn total(&self, column: usize) -> f64 {
        self.day(self.plan.days()) + TOTAL * column as f64
    }

    fn draw(&self, page: &mut Page, people: &[PersonIx]) {
        let top = self.body.y + HEAD;
        let height = self.spread.height;
        let bottom = top + height * people.len() as f64;
        self.bands(page, top, bottom);
        for (row, &person) in people.iter().enumerate() {
            let y = top + height * row as f64;
            self.row(page, y, person);
        }
        let area = Area::new(
            self.body.x,
            top,
            self.total(self.totals.len()) + self.sign - self.body.x,
            bottom - top,
        );
        rows::lines(page, area, people.len(), height);
        self.columns(page, self.body.y, bottom, bottom);
        self.head(page);
        page.frame(
            Area {
                y: self.body.y,
                h: bottom - self.body.y,
                ..area
            },
            0.8,
            INK,
        );
        page.across(area.x, area.right(), top, 0.8, INK);
    }

    /// Shades days off behind the rows.
    fn bands(&self, page: &mut Page, top: f64, bottom: f64) {
        for day in 0..self.plan.days() {
            if self.plan.is_off(day as i64) {
                page.fill(Area::new(self.day(day), top, self.day, bottom - top), BAND);
            }
        }
    }

    /// Lines between columns; weeks are parted by stronger ones. Those of totals end with the rows.
    fn columns(&self, page: &mut Page, top: f64, bottom: f64, totals: f64) {
        for day in 0..=self.plan.days() {
            let monday = self.plan.problem.weekday(day as i64) == Weekday::Mon;
            let edge = day == 0 || day == self.plan.days();
            let (width, color) = if monday || edge {
                (0.8, INK)
            } else {
                (0.35, RULE)
            };
            page.down(self.day(day), top, bottom, width, color);
        }
        for column in 1..=self.totals.len() {
            page.down(self.total(column), top, totals, 0.35, RULE);
        }
    }

    fn head(&self, page: &mut Page) {
        let top = self.body.y;
        rows::name_heading(
            self.plan,
            page,
            Area::new(self.body.x, top, self.name, HEAD),
        );
        for day in 0..self.plan.days() {
            self.day_heading(page, day);
        }
        for (column, total) in self.totals.iter().enumerate() {
            let area = Area::new(self.total(column), top, TOTAL, HEAD);
            page.write(
                area.inset(1.0, 0.0),
                self.plan.t(total.heading),
                style(7.0).least(5.0).bold(),
            );
        }
        let area = Area::new(self.total(self.totals.len()), top, self.sign, HEAD);
        page.write(
            area.inset(1.0, 0.0),
            self.plan.t(words::SIGN),
            style(7.0).least(5.0).bold(),
        );
    }

    /// Date, weekday and mark of a day, on the colour of its kind.
    fn day_heading(&self, page: &mut Page, day: usize) {
        let plan = self.plan;
        let area = Area::new(self.day(day), self.body.y, self.day, HEAD);
        let kind = plan.day_kind(day as i64).unwrap_or(DayKind::Workday);
        let ink = legend::day_ink(kind);
        legend::day_field(page, area, kind);
        let date = plan.problem.date(day as i64);
        let line = |at: f64, h: f64| Area::new(area.x, area.y + at, area.w, h).inset(0.5, 0.0);
        let mark = plan.mark(day as i64);
        let marked = !mark.is_empty();
        let shift = if marked { 0.0 } else { 4.0 };
        page.write(
            line(2.0 + shift, 11.0),
            &date.day().to_string(),
            style(9.0).bold().color(ink),
        );
        let weekday = words::weekday(date.weekday(), plan.lang());
        page.write(line(13.0 + shift, 9.0), weekday, style(6.5).color(ink));
        page.write(
            line(22.0, 8.0),
            mark,
            style(6.5).least(4.5).bold().color(ink),
        );
    }

    fn row(&self, page: &mut Page, y: f64, person: PersonIx) {
        let plan = self.plan;
        let height = self.spread.height;
        rows::name(
            plan,
            page,
            Area::new(self.body.x, y, self.name, height),
            person,
        );
        for day in 0..plan.days() {
            self.cell(
                page,
                Area::new(self.day(day), y, self.day, height),
                person,
                day,
            );
        }
        let sheet = &plan.sheets[person];
        for (column, total) in self.totals.iter().enumerate() {
            let area = Area::new(self.total(column), y, TOTAL, height);
            page.write(
                area.inset(3.0, 0.0),
                &(total.of)(sheet),
                style((height * 0.42).clamp(7.5, 9.5)).least(5.0).end(),
            );
        }
    }

    fn cell(&self, page: &mut Page, area: Area, person: PersonIx, day: usize) {
        let plan = self.plan;
        let Some(duty) = plan.duty(person, day) else {
            let free = plan.free(person, day);
            let sign = plan.free_sign(person, day);
            return legend::free_cell(page, area, free, sign);
        };
        page.fill(area, plan.colors[duty.kind]);
        code(page, area, &plan.kind(duty).code, plan.post(duty));
    }
}

/// A shift's code, and behind it, smaller, that of the post.
pub fn code(page: &mut Page, area: Area, code: &str, post: Option<&str>) {
    let large = style((area.h * 0.62).min(11.5));
    let small = style(large.size * 0.72);
    let room = area.w - 1.6;
    let (first, second) = (large.width(code), post.map_or(0.0, |p| small.width(p)));
    let gap = if post.is_some() { 0.8 } else { 0.0 };
    let wide = first + gap + second;
    let scale = if wide > room {
        (room / wide).max(0.5)
    } else {
        1.0
    };
    let (first, second) = (first * scale, second * scale);
    let shown = (first + gap + second).min(room);
    let left = area.x + (area.w - shown) / 2.0;
    let tenths = |size: f64| (size * 10.0).floor() / 10.0;
    let large = style(tenths(large.size * scale));
    let first_area = Area::new(left, area.y, first.min(room - second), area.h);
    page.write(first_area, code, large.start());
    if let Some(post) = post {
        let x = first_area.right() + gap;
        let small = style(tenths(small.size * scale)).color(SOFT).start();
        let base = area.y + area.h / 2.0 + 0.37 * large.size;
        let words = super::font::fit(post, small.size, false, area.right() - x);
        page.text((x, base), &words, small);
    }
}
