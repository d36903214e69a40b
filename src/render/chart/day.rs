//! A day as bars: people by its hours, and below who is there against who is needed.

mod foot;

use super::bars::{self, Axis, Window};
use super::color::{INK, RULE};
use super::coverage::Coverage;
use super::frame::Frame;
use super::handover;
use super::legend;
use super::plan::{Free, Plan};
use super::rows;
use super::tasks;
use super::view::{Area, Page, style};
use super::words;
use crate::domain::PersonIx;
use crate::domain::time::{DAY, hours};
use chrono::Datelike;
use foot::Foot;

const HEAD: f64 = 18.0;
const ROW: (f64, f64) = (12.5, 32.0);
const HOURS: f64 = 30.0;

/// The pages: one day, or each day of the month on pages of its own.
pub fn pages(plan: &Plan<'_>) -> Vec<Page> {
    let mut entries = legend::kinds(plan);
    entries.extend(bars::legend(plan));
    entries.push(handover::legend(plan));
    entries.extend(bars::duty_legend(plan));
    entries.extend(legend::free(plan));
    let coverage = Coverage::new(plan);
    entries.extend(coverage.legend(plan));
    entries.extend(tasks::everybody(plan));
    let frame = Frame::new(plan, entries);
    let handovers = handover::spans(plan);
    let wanted = |day: &usize| plan.order.day.is_none_or(|d| d == *day);
    (0..plan.days())
        .filter(wanted)
        .flat_map(|day| {
            let table = Table::new(plan, &frame, &coverage, &handovers, day);
            table.pages()
        })
        .collect()
}

struct Table<'a> {
    plan: &'a Plan<'a>,
    frame: &'a Frame<'a>,
    coverage: &'a Coverage,
    handovers: &'a [(i64, i64)],
    body: Area,
    day: usize,
    name: f64,
    axis: Axis,
}

impl<'a> Table<'a> {
    fn new(
        plan: &'a Plan<'a>,
        frame: &'a Frame<'a>,
        coverage: &'a Coverage,
        handovers: &'a [(i64, i64)],
        day: usize,
    ) -> Table<'a> {
        let body = frame.body();
        let name = rows::names_width(plan, body.w * 0.13).max(coverage.names_width(plan));
        let mut window = Window::of(plan);
        if window.hi > DAY {
            // Last night's shift is still there in the morning.
            window.lo = 0;
        }
        let axis = Axis {
            left: body.x + name,
            width: body.w - name - HOURS,
            days: day as i64..day as i64 + 1,
            window,
        };
        Table {
            plan,
            frame,
            coverage,
            handovers,
            body,
            day,
            name,
            axis,
        }
    }

    /// Date, weekday and what is special about the day.
    fn title(&self) -> String {
        let plan = self.plan;
        let date = plan.problem.date(self.day as i64);
        let weekday = words::long_weekday(date.weekday(), plan.lang());
        let day = format!("{} {weekday}", words::date(date));
        let info = &plan.problem.calendar[self.day];
        let holiday = info.holiday.as_ref();
        let holiday = holiday.map_or("", |h| words::holiday(h, plan.lang()));
        let what = words::special(info.kind, holiday);
        let between = plan.t((", ", "　"));
        what.map_or(day.clone(), |what| {
            format!("{day}{between}{}", plan.say(&what))
        })
    }

    fn pages(&self) -> Vec<Page> {
        let plan = self.plan;
        // Who hands over to whom is not cut, unless that leaves hardly any room for rows on the last page.
        let room = self.body.h - HEAD;
        let foot = (foot::LINES.0..=foot::LINES.1)
            .rev()
            .map(|lines| Foot::new(self, lines))
            .find(|foot| foot.height() <= room * 0.6)
            .unwrap_or_else(|| Foot::new(self, foot::LINES.0));
        let spread = rows::spread(
            plan.people.len(),
            self.body.h - HEAD,
            foot.height() + 4.0,
            ROW,
        );
        let mut pages = Vec::new();
        for (index, range) in spread.pages.iter().enumerate() {
            let mut page = self.frame.page(&self.title());
            let bottom = self.draw(&mut page, &plan.people[range.clone()], spread.height);
            if index + 1 == spread.pages.len() {
                foot.draw(&mut page, bottom + 4.0);
            }
            pages.push(page);
        }
        pages
    }

    /// Draws the rows of some people; gives where they end.
    fn draw(&self, page: &mut Page, people: &[PersonIx], height: f64) -> f64 {
        let plan = self.plan;
        let top = self.body.y + HEAD;
        let bottom = top + height * people.len() as f64;
        handover::draw(page, &self.axis, self.handovers, top, bottom);
        let step = self.axis.step(12.0);
        self.axis.grid(page, top, bottom, step);
        let whole = Area::new(self.body.x, top, self.body.w, bottom - top);
        rows::lines(page, whole, people.len(), height);
        for (row, &person) in people.iter().enumerate() {
            let area = Area::new(self.body.x, top + height * row as f64, self.body.w, height);
            self.row(page, area, person);
        }
        rows::name_heading(
            plan,
            page,
            Area::new(self.body.x, self.body.y, self.name, HEAD),
        );
        self.hours(page);
        let total = Area::new(self.axis.left + self.axis.width, self.body.y, HOURS, HEAD);
        page.write(
            total.inset(1.0, 0.0),
            plan.t(words::HOURS),
            style(7.0).least(5.0).bold(),
        );
        for x in [self.axis.left, self.axis.left + self.axis.width] {
            page.down(x, self.body.y, bottom, 0.8, INK);
        }
        page.across(whole.x, whole.right(), top, 0.8, INK);
        page.frame(
            Area {
                y: self.body.y,
                h: bottom - self.body.y,
                ..whole
            },
            0.8,
            INK,
        );
        bottom
    }

    /// The hours above the rows; midnight is a line of its own.
    fn hours(&self, page: &mut Page) {
        let step = self.axis.step(bars::LABELS);
        let strip = Area::new(self.axis.left, self.body.y, self.axis.width, HEAD);
        for hour in self.axis.hours(step) {
            let x = self.axis.x(self.day as i64, hour * 60);
            bars::hour_label(page, strip, x, hour);
        }
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
        let total = Area::new(self.axis.left + self.axis.width, area.y, HOURS, area.h);
        let Some(duty) = plan.duty(person, self.day) else {
            let free = plan.free(person, self.day);
            let sign = plan.free_sign(person, self.day);
            if free == Free::Out {
                let room = Area::new(self.axis.left, area.y, self.axis.width, area.h);
                page.hatch(room.inset(0.0, 0.6), 6.0, 0.3, RULE);
            }
            page.write(total.inset(1.0, 0.0), sign, style(7.5).least(5.0));
            // A night that began the day before may still be there.
            bars::row(plan, page, &self.axis, area, person);
            return bars::duties(plan, page, &self.axis, area, person);
        };
        bars::row(plan, page, &self.axis, area, person);
        bars::duties(plan, page, &self.axis, area, person);
        let minutes = i64::from(plan.kind(duty).minutes());
        page.write(total.inset(5.0, 0.0), &hours(minutes), style(7.5).end());
    }
}
