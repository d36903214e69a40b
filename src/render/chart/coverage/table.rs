//! The pages of the coverage chart: a row a day, with the hours of people lacking and too many at the right.

use super::{Block, Coverage, Stream, block, stream_name};
use crate::domain::calendar::DayKind;
use crate::domain::time::{Span, hours};
use crate::render::chart::bars;
use crate::render::chart::color::{ALARM, GRAY, INK, RULE, WHITE};
use crate::render::chart::frame::Frame;
use crate::render::chart::legend::{self, Entry};
use crate::render::chart::plan::Plan;
use crate::render::chart::rows;
use crate::render::chart::view::{Area, Page, style};
use crate::render::chart::words;
use chrono::Datelike;
use std::ops::Range;

const HEAD: f64 = 16.0;
const ROW: (f64, f64) = (9.5, 15.0);
const DAY_NAME: f64 = 62.0;
const SUM: f64 = 38.0;

/// The pages: one for each stream, or more where the rows do not fit.
pub fn pages(plan: &Plan<'_>) -> Vec<Page> {
    let coverage = Coverage::new(plan);
    let mut entries = coverage.legend(plan);
    entries.extend(legend::days(plan));
    entries.push(Entry::words(plan.t((
        "Short and over: hours of all people together.",
        "缺、多：各人小时数之和。",
    ))));
    let frame = Frame::new(plan, entries);
    let body = frame.body();
    let spread = rows::spread(plan.days(), body.h - HEAD, HEAD, ROW);
    let mut pages = Vec::new();
    for stream in &coverage.streams {
        let table = Table {
            plan,
            stream,
            body,
            window: coverage.window,
            height: spread.height,
        };
        for (index, range) in spread.pages.iter().enumerate() {
            let mut page = frame.page(&stream_name(plan, stream.skill));
            let bottom = table.draw(&mut page, range.clone());
            if index + 1 == spread.pages.len() {
                table.sum(&mut page, bottom);
            }
            pages.push(page);
        }
    }
    pages
}

struct Table<'a> {
    plan: &'a Plan<'a>,
    stream: &'a Stream,
    body: Area,
    window: Span,
    height: f64,
}

impl Table<'_> {
    fn x(&self, minute: i32) -> f64 {
        let wide = self.body.w - DAY_NAME - 2.0 * SUM;
        let part = f64::from(minute - self.window.start) / f64::from(self.window.minutes().max(1));
        self.body.x + DAY_NAME + wide * part
    }

    fn draw(&self, page: &mut Page, days: Range<usize>) -> f64 {
        let top = self.body.y + HEAD;
        let bottom = top + self.height * days.len() as f64;
        let right = self.x(self.window.end);
        self.head(page, top);
        for (row, day) in days.clone().enumerate() {
            self.row(page, top + self.height * row as f64, day);
        }
        let whole = Area::new(self.body.x, self.body.y, self.body.w, bottom - self.body.y);
        for x in [self.body.x + DAY_NAME, right, right + SUM] {
            page.down(x, self.body.y, bottom, 0.8, INK);
        }
        page.across(self.body.x, self.body.right(), top, 0.8, INK);
        page.frame(whole, 0.8, INK);
        bottom
    }

    fn head(&self, page: &mut Page, top: f64) {
        let hour = (self.x(self.window.start + 60) - self.x(self.window.start)).max(1.0);
        let step = [1, 2, 3, 4, 6]
            .into_iter()
            .find(|s| hour * f64::from(*s) >= bars::LABELS)
            .unwrap_or(12);
        let (left, right) = (self.x(self.window.start), self.x(self.window.end));
        let strip = Area::new(left, top - HEAD, right - left, HEAD - 2.0);
        for at in (self.window.start / 60..=self.window.end / 60).filter(|h| h % step == 0) {
            let x = self.x(at * 60);
            page.down(x, top - 3.0, top, 0.5, INK);
            bars::hour_label(page, strip, x, at);
        }
        let headings = [("Short (h)", "缺（时）"), ("Over (h)", "多（时）")];
        for (column, heading) in headings.into_iter().enumerate() {
            let area = Area::new(right + SUM * column as f64, self.body.y, SUM, HEAD);
            page.write(
                area.inset(1.0, 0.0),
                self.plan.t(heading),
                style(7.0).least(5.0).bold(),
            );
        }
    }

    fn row(&self, page: &mut Page, y: f64, day: usize) {
        let plan = self.plan;
        let kind = plan.day_kind(day as i64).unwrap_or(DayKind::Workday);
        let name = Area::new(self.body.x, y, DAY_NAME, self.height);
        legend::day_field(page, name, kind);
        let date = plan.problem.date(day as i64);
        let weekday = words::long_weekday(date.weekday(), plan.lang());
        let mark = plan.mark(day as i64);
        let words = format!("{} {weekday} {mark}", words::date(date));
        let ink = style(7.5).least(5.5).color(legend::day_ink(kind)).start();
        page.write(name.inset(3.0, 0.0), words.trim_end(), ink);
        let blocks = &self.stream.days[day];
        for each in blocks {
            let (left, right) = (self.x(each.span.start), self.x(each.span.end));
            block(page, Area::new(left, y, right - left, self.height), each);
        }
        page.across(self.body.x, self.body.right(), y, 0.35, RULE);
        self.sums(page, y, self.height, blocks.iter());
    }

    /// Hours of people lacking and too many.
    fn sums<'b>(
        &self,
        page: &mut Page,
        y: f64,
        height: f64,
        blocks: impl Iterator<Item = &'b Block>,
    ) {
        let (mut short, mut spare) = (0, 0);
        for block in blocks {
            short += block.short() * i64::from(block.span.minutes());
            spare += block.spare() * i64::from(block.span.minutes());
        }
        let right = self.x(self.window.end);
        let words = style((height * 0.6).min(7.5)).end();
        for (column, sum) in [short, spare].into_iter().enumerate() {
            let area = Area::new(right + SUM * column as f64, y, SUM, height);
            let alarm = column == 0 && sum > 0;
            if alarm {
                page.fill(area.inset(0.5, 0.5), ALARM);
            }
            let (text, color) = match sum {
                0 => ("·".to_owned(), GRAY),
                _ => (hours(sum), if alarm { WHITE } else { INK }),
            };
            let words = if alarm { words.bold() } else { words };
            page.write(area.inset(4.0, 0.0), &text, words.color(color));
        }
    }

    /// The month's sums.
    fn sum(&self, page: &mut Page, y: f64) {
        let all = self.stream.days.iter().flatten();
        let label = Area::new(self.body.x, y, self.x(self.window.end) - self.body.x, HEAD);
        page.write(
            label.inset(3.0, 0.0),
            self.plan.t(("Month", "全月")),
            style(7.5).bold().end(),
        );
        self.sums(page, y, HEAD, all);
    }
}
