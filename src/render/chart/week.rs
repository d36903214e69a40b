//! A week as bars: people by seven days, each day with its hours.

use super::bars::{self, Axis, Window};
use super::color::{BAND, INK, RULE, SHADE, WHITE};
use super::frame::{Frame, SIGN, sign};
use super::handover;
use super::legend;
use super::plan::Plan;
use super::rows;
use super::view::{Area, Page, style};
use super::words;
use crate::domain::PersonIx;
use crate::domain::calendar::DayKind;
use crate::domain::time::{DAY, hours};
use chrono::Datelike;
use std::ops::Range;

const HEAD: f64 = 30.0;
const ROW: (f64, f64) = (12.5, 34.0);
const HOURS: f64 = 30.0;
/// With windows nearly as long as a day, whole days are shown, so that nights run on.
const LONG: i32 = 20 * 60;

/// The pages: one week, or each week of the month on pages of its own.
pub fn pages(plan: &Plan<'_>) -> Vec<Page> {
    let mut entries = legend::kinds(plan);
    entries.extend(bars::legend(plan));
    entries.push(handover::legend(plan));
    entries.extend(legend::free(plan));
    entries.extend(legend::days(plan));
    let frame = Frame::new(plan, entries);
    let handovers = handover::spans(plan);
    let weeks = plan.problem.weeks();
    let wanted = |week: &usize| plan.order.week.is_none_or(|w| w == *week);
    (0..weeks.len())
        .filter(wanted)
        .flat_map(|week| {
            let table = Table::new(plan, frame.body(), weeks[week].clone(), &handovers);
            table.pages(&frame, week)
        })
        .collect()
}

/// The window of a week's days.
fn window(plan: &Plan<'_>) -> Window {
    let window = Window::of(plan);
    if window.hi > DAY || window.minutes() >= LONG {
        Window { lo: 0, hi: DAY }
    } else {
        window
    }
}

struct Table<'a> {
    plan: &'a Plan<'a>,
    body: Area,
    name: f64,
    axis: Axis,
    handovers: &'a [(i64, i64)],
}

impl<'a> Table<'a> {
    fn new(
        plan: &'a Plan<'a>,
        body: Area,
        days: Range<i64>,
        handovers: &'a [(i64, i64)],
    ) -> Table<'a> {
        let name = rows::names_width(plan, body.w * 0.13);
        let axis = Axis {
            left: body.x + name,
            width: body.w - name - HOURS,
            days,
            window: window(plan),
        };
        Table {
            plan,
            body,
            name,
            axis,
            handovers,
        }
    }

    fn pages(&self, frame: &Frame<'_>, week: usize) -> Vec<Page> {
        let plan = self.plan;
        let spread = rows::spread(plan.people.len(), self.body.h - HEAD, SIGN + 4.0, ROW);
        let (first, last) = (self.axis.days.start, self.axis.days.end - 1);
        let number = week + 1;
        let date = |day: i64| words::date(plan.problem.date(day));
        let part = crate::text!(
            "Week {number}: {a} – {b}",
            "第{number}周：{a} – {b}",
            a = date(first),
            b = date(last)
        );
        let mut pages = Vec::new();
        for (index, range) in spread.pages.iter().enumerate() {
            let mut page = frame.page(&plan.say(&part));
            let bottom = self.draw(&mut page, &plan.people[range.clone()], spread.height);
            if index + 1 == spread.pages.len() {
                sign(
                    plan,
                    &mut page,
                    Area::new(self.body.x, bottom + 4.0, self.body.w, SIGN),
                );
            }
            pages.push(page);
        }
        pages
    }

    /// Draws the rows of some people; gives where they end.
    fn draw(&self, page: &mut Page, people: &[PersonIx], height: f64) -> f64 {
        let top = self.body.y + HEAD;
        let bottom = top + height * people.len() as f64;
        self.back(page, top, bottom);
        let whole = Area::new(self.body.x, top, self.body.w, bottom - top);
        rows::lines(page, whole, people.len(), height);
        // Behind the bars: a night is one bar, and a line through its words makes them hard to read.
        self.between_days(page, top, bottom);
        for (row, &person) in people.iter().enumerate() {
            let area = Area::new(self.body.x, top + height * row as f64, self.body.w, height);
            self.row(page, area, person);
        }
        self.head(page);
        self.between_days(page, self.body.y, top);
        page.down(self.axis.left, top, bottom, 0.8, INK);
        page.down(
            self.axis.left + self.axis.width,
            self.body.y,
            bottom,
            0.8,
            INK,
        );
        page.frame(
            Area {
                y: self.body.y,
                h: bottom - self.body.y,
                ..whole
            },
            0.8,
            INK,
        );
        page.across(self.body.x, self.body.right(), top, 0.8, INK);
        bottom
    }

    fn between_days(&self, page: &mut Page, top: f64, bottom: f64) {
        for day in self.axis.days.clone() {
            page.down(self.axis.day(day), top, bottom, 0.8, INK);
        }
    }

    /// Days off, days outside the month, hours and handovers.
    fn back(&self, page: &mut Page, top: f64, bottom: f64) {
        for day in self.axis.days.clone() {
            let area = Area::new(self.axis.day(day), top, self.axis.day_width(), bottom - top);
            if self.plan.day_kind(day).is_none() {
                page.hatch(area, 6.0, 0.3, RULE);
            } else if self.plan.is_off(day) {
                page.fill(area, BAND);
            }
        }
        let month = 0..self.plan.days() as i64 * i64::from(DAY);
        let inside: Vec<(i64, i64)> = self
            .handovers
            .iter()
            .filter(|h| month.contains(&h.0))
            .copied()
            .collect();
        handover::draw(page, &self.axis, &inside, top, bottom);
        self.axis.grid(page, top, bottom, self.axis.step(14.0));
    }

    fn row(&self, page: &mut Page, area: Area, person: PersonIx) {
        let plan = self.plan;
        rows::name(
            plan,
            page,
            Area {
                w: self.name,
                ..area
            },
            person,
        );
        for day in self.axis.days.clone() {
            self.free(page, area, person, day);
        }
        bars::row(plan, page, &self.axis, area, person);
        let days = self.axis.days.clone();
        let stints = plan
            .facts
            .all(person)
            .iter()
            .filter(|s| days.contains(&s.day));
        let minutes: i64 = stints.map(|s| s.minutes).sum();
        let total = Area::new(self.axis.left + self.axis.width, area.y, HOURS, area.h);
        page.write(total.inset(5.0, 0.0), &hours(minutes), style(7.5).end());
    }

    /// A day of the month without a shift.
    fn free(&self, page: &mut Page, area: Area, person: PersonIx, day: i64) {
        let plan = self.plan;
        let Some(index) = usize::try_from(day).ok().filter(|d| *d < plan.days()) else {
            return;
        };
        if plan.duty(person, index).is_some() {
            return;
        }
        let free = plan.free(person, index);
        let sign = plan.free_sign(person, index);
        let cell = Area::new(self.axis.day(day), area.y, self.axis.day_width(), area.h);
        // Hours and handovers do not concern who is off.
        let back = if plan.is_off(day) { BAND } else { WHITE };
        page.fill(cell.inset(0.5, 0.4), back);
        legend::free_cell(page, cell.inset(0.8, 0.6), free, sign);
    }

    fn head(&self, page: &mut Page) {
        let plan = self.plan;
        let top = self.body.y;
        rows::name_heading(plan, page, Area::new(self.body.x, top, self.name, HEAD));
        for day in self.axis.days.clone() {
            self.day_heading(page, day);
        }
        let total = Area::new(self.axis.left + self.axis.width, top, HOURS, HEAD);
        page.write(
            total.inset(1.0, 0.0),
            plan.t(words::HOURS),
            style(7.0).least(5.0).bold(),
        );
    }

    fn day_heading(&self, page: &mut Page, day: i64) {
        let plan = self.plan;
        let (left, wide) = (self.axis.day(day), self.axis.day_width());
        let field = Area::new(left, self.body.y, wide, HEAD - 12.0);
        let kind = plan.day_kind(day);
        if let Some(kind) = kind {
            legend::day_field(page, field, kind);
        } else {
            page.hatch(field, 6.0, 0.3, SHADE);
        }
        let kind = kind.unwrap_or(DayKind::Workday);
        let mark = plan.mark(day);
        let date = plan.problem.date(day);
        let weekday = words::long_weekday(date.weekday(), plan.lang());
        let words = format!("{} {weekday} {mark}", words::date(date));
        let ink = style(9.0).least(6.0).bold().color(legend::day_ink(kind));
        page.write(field.inset(2.0, 0.0), words.trim_end(), ink);
        let step = self.axis.step(14.0);
        let small = style(6.0);
        for hour in self.axis.hours(step) {
            let x = self.axis.x(day, hour * 60);
            // At the edges between days two labels would meet.
            if x < left + 5.0 || x > left + wide - 5.0 {
                continue;
            }
            let area = Area::new(x - 8.0, self.body.y + HEAD - 12.0, 16.0, 12.0);
            page.write(area, &(hour % 24).to_string(), small);
        }
    }
}
