//! The pages of the cycle chart: the cycle as steps, and below it weeks by people, those of one step together.

use super::steps::Steps;
use super::{Class, Cycle, Row};
use crate::domain::PersonIx;
use crate::domain::calendar::DayKind;
use crate::render::chart::color::{ALARM, BAND, Color, GRAY, INK, RULE, SHADE, WHITE};
use crate::render::chart::frame::Frame;
use crate::render::chart::legend::{self, Entry};
use crate::render::chart::plan::Plan;
use crate::render::chart::rotation::Rotation;
use crate::render::chart::rows;
use crate::render::chart::tasks::circled;
use crate::render::chart::view::{Area, Page, style};
use crate::render::chart::words;
use chrono::Datelike;
use std::collections::BTreeSet;

const HEAD: f64 = 30.0;
const ROW: (f64, f64) = (11.5, 26.0);
const TAG: f64 = 26.0;
/// What says, beside the frame, that a week is not what its step asks for.
const WRONG: &str = " !";

/// The pages: those of each cycle, and on those of the last whoever is in none.
pub fn pages(plan: &Plan<'_>) -> Vec<Page> {
    let cycles = Cycle::all(plan);
    cycles
        .iter()
        .flat_map(|cycle| of_cycle(plan, cycle))
        .collect()
}

fn of_cycle(plan: &Plan<'_>, cycle: &Cycle) -> Vec<Page> {
    // The days say which shift, and leave the post to the other charts.
    let mut entries = legend::shifts(plan);
    entries.extend(legend::free(plan));
    entries.extend(signs(plan, cycle));
    let frame = Frame::new(plan, entries);
    let table = Table::new(plan, cycle, frame.body());
    let lines = table.lines();
    let room = table.area.h - HEAD;
    let spread = rows::spread(lines.len(), room, 0.0, ROW);
    let part = match cycle.steps.len() {
        0 => plan
            .t(("Weeks as they are worked", "各周实际班次"))
            .to_owned(),
        weeks => crate::text!("A cycle of {weeks} weeks", "每{weeks}周循环一次")
            .get(plan.lang())
            .to_owned(),
    };
    let mut pages = Vec::new();
    for range in &spread.pages {
        let mut page = frame.page(&part);
        table.steps.draw(&mut page);
        table.draw(&mut page, &lines[range.clone()], spread.height);
        pages.push(page);
    }
    pages
}

fn signs(plan: &Plan<'_>, cycle: &Cycle) -> Vec<Entry> {
    let mut entries = Vec::new();
    if cycle.steps.is_empty() {
        entries.push(Entry::words(plan.t((
            "The team's rules set no cycle; left of each week stand its shifts, handover days aside.",
            "规则没有设定循环；每周左边是该周的班次，不含换班日。",
        ))));
        return entries;
    }
    entries.push(Entry::words(plan.t((
        "Left of each week: the step of the cycle, and its shifts from Monday to Friday.",
        "每周左边：循环的第几周，以及周一至周五的班次。",
    ))));
    if cycle.rows.iter().any(|row| row.off.contains(&true)) {
        let words = plan.t(("out of turn", "与循环不符"));
        entries.push(Entry::new(words, |page, area| {
            tag_field(page, area, WHITE, true);
            page.write(area, WRONG, style(7.0).bold().color(ALARM));
        }));
    }
    entries
}

/// A line of the table.
enum Line<'a> {
    /// Who follow enter at this step; or the cycle is not for them.
    Step(Place, usize),
    Person(&'a Row),
}

/// Where people enter a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Step(usize),
    /// No week of theirs says where.
    Open,
    /// The rules name them in no cycle.
    Outside,
}

impl Place {
    fn of(row: &Row) -> Place {
        match (row.turns, row.step) {
            (false, _) => Place::Outside,
            (true, Some(step)) => Place::Step(step),
            (true, None) => Place::Open,
        }
    }
}

struct Table<'a> {
    plan: &'a Plan<'a>,
    cycle: &'a Cycle,
    rotation: Rotation,
    steps: Steps<'a>,
    /// What is left for the rows.
    area: Area,
    name: f64,
}

impl<'a> Table<'a> {
    fn new(plan: &'a Plan<'a>, cycle: &'a Cycle, body: Area) -> Table<'a> {
        let steps = Steps::new(plan, cycle, body);
        let height = steps.height();
        Table {
            plan,
            cycle,
            rotation: Rotation::of(&plan.order.rules),
            steps,
            area: Area::new(body.x, body.y + height, body.w, body.h - height),
            name: rows::names_width(plan, body.w * 0.13),
        }
    }

    /// The people, those of each step under a heading.
    fn lines(&self) -> Vec<Line<'a>> {
        let mut lines = Vec::new();
        let mut last = None;
        for row in &self.cycle.rows {
            let place = Place::of(row);
            if !self.cycle.steps.is_empty() && last != Some(place) {
                let same = |other: &&Row| Place::of(other) == place;
                let count = self.cycle.rows.iter().filter(same).count();
                lines.push(Line::Step(place, count));
                last = Some(place);
            }
            lines.push(Line::Person(row));
        }
        lines
    }

    /// The shifts that a row's week has, weekends and other free days aside.
    fn shifts(&self, row: &Row, week: usize) -> Vec<usize> {
        let plan = self.plan;
        let block = |day: &i64| self.rotation.in_block(plan.problem.weekday(*day));
        let days = self.cycle.weeks[week].clone().filter(block);
        let kinds = days.filter_map(|day| plan.facts.on(row.person, day).map(|s| s.kind));
        let kinds: BTreeSet<usize> = kinds.collect();
        kinds.into_iter().collect()
    }

    /// What stands beside a week: the step, and the codes of its shifts; on the colour of the shift if there is one
    /// only.
    fn tag(&self, page: &mut Page, area: Area, row: &Row, week: usize) {
        let plan = self.plan;
        let class = row.classes[week];
        let kinds = self.shifts(row, week);
        let color = match kinds.as_slice() {
            [one] => plan.colors[*one],
            _ => self.steps.color(class),
        };
        let wrong = row.off[week];
        tag_field(page, area, color, wrong);
        let code = |k: &usize| plan.problem.kinds[*k].code.as_str();
        let codes: Vec<&str> = kinds.iter().map(code).collect();
        let shifts = match codes.len() {
            0 if class == Class::Unknown => String::new(),
            0 => plan.t(words::REST_CELL).to_owned(),
            1..=3 => codes.join(" "),
            _ => format!("{}…", codes[..2].join(" ")),
        };
        let text = match self.cycle.step_of(row, week) {
            Some(step) if class != Class::Unknown => format!("{} {shifts}", circled(step + 1)),
            _ => shifts,
        };
        let text = if wrong { text + WRONG } else { text };
        let words = style((area.h * 0.5).clamp(7.0_f64.min(area.h * 0.62), 9.0));
        let edge = if wrong { 3.4 } else { 1.5 };
        page.write(area.inset(edge, 0.0), &text, words.least(4.0));
    }

    fn week_width(&self) -> f64 {
        (self.area.w - self.name) / self.cycle.weeks.len().max(1) as f64
    }

    fn week(&self, week: usize) -> f64 {
        self.area.x + self.name + self.week_width() * week as f64
    }

    /// A day's field in a row.
    fn day(&self, week: usize, day: i64, y: f64, height: f64) -> Area {
        let wide = (self.week_width() - TAG) / 7.0;
        let index = day - self.cycle.weeks[week].start;
        Area::new(self.week(week) + TAG + wide * index as f64, y, wide, height)
    }

    fn draw(&self, page: &mut Page, lines: &[Line<'_>], height: f64) {
        let top = self.area.y + HEAD;
        let bottom = top + height * lines.len() as f64;
        let y = |index: usize| top + height * index as f64;
        for (index, line) in lines.iter().enumerate() {
            if let Line::Person(row) = line {
                self.row(page, y(index), height, row);
            }
            page.across(self.area.x, self.area.right(), y(index), 0.35, RULE);
        }
        self.head(page);
        for week in 0..self.cycle.weeks.len() {
            page.down(self.week(week), self.area.y, bottom, 0.8, INK);
        }
        // Above the lines between weeks.
        for (index, line) in lines.iter().enumerate() {
            if let Line::Step(place, count) = line {
                self.heading(page, y(index), height, *place, *count);
            }
        }
        page.across(self.area.x, self.area.right(), top, 0.8, INK);
        let whole = Area::new(self.area.x, self.area.y, self.area.w, bottom - self.area.y);
        page.frame(whole, 0.8, INK);
    }

    fn head(&self, page: &mut Page) {
        let plan = self.plan;
        rows::name_heading(
            plan,
            page,
            Area::new(self.area.x, self.area.y, self.name, HEAD),
        );
        for (week, days) in self.cycle.weeks.iter().enumerate() {
            let date = |day: i64| words::date(plan.problem.date(day));
            let words = format!("{} – {}", date(days.start), date(days.end - 1));
            let area = Area::new(self.week(week), self.area.y, self.week_width(), 14.0);
            page.write(area.inset(2.0, 0.0), &words, style(8.0).least(5.5).bold());
            for day in days.clone() {
                let area = self.day(week, day, self.area.y + 14.0, HEAD - 14.0);
                let kind = plan.day_kind(day);
                let date = plan.problem.date(day);
                let ink = match kind {
                    Some(kind) => {
                        legend::day_field(page, area, kind);
                        legend::day_ink(kind)
                    }
                    None => GRAY,
                };
                let number = Area { h: 8.0, ..area };
                page.write(
                    number,
                    &date.day().to_string(),
                    style(6.5).least(5.0).color(ink),
                );
                let weekday = words::weekday(date.weekday(), plan.lang());
                let below = Area::new(area.x, area.y + 7.0, area.w, 8.0);
                page.write(below, weekday, style(5.5).least(4.5).color(ink));
            }
        }
    }

    /// The heading of those who enter at a step.
    fn heading(&self, page: &mut Page, y: f64, height: f64, place: Place, count: usize) {
        let area = Area::new(self.area.x, y, self.area.w, height);
        page.fill(area, SHADE);
        let words = match place {
            Place::Step(step) => {
                let (class, number) = (self.steps.class(step), step + 1);
                crate::text!(
                    "Enter at step {number}, {class}: {count}",
                    "从循环第{number}周（{class}）进入：{count}人"
                )
            }
            Place::Open => {
                crate::text!("Enter nowhere yet: {count}", "尚未进入循环：{count}人")
            }
            Place::Outside => crate::text!("In no cycle: {count}", "不参加循环：{count}人"),
        };
        let size = (height * 0.65).min(8.0);
        page.write(
            area.inset(3.0, 0.0),
            words.get(self.plan.lang()),
            style(size).bold().start(),
        );
    }

    fn row(&self, page: &mut Page, y: f64, height: f64, row: &Row) {
        let plan = self.plan;
        rows::name(
            plan,
            page,
            Area::new(self.area.x, y, self.name, height),
            row.person,
        );
        for (week, days) in self.cycle.weeks.iter().enumerate() {
            let tag = Area::new(self.week(week), y, TAG, height);
            self.tag(page, tag, row, week);
            for day in days.clone() {
                self.cell(page, self.day(week, day, y, height), row.person, day);
            }
        }
    }

    fn cell(&self, page: &mut Page, area: Area, person: PersonIx, day: i64) {
        let plan = self.plan;
        let size = (area.h * 0.5).clamp(7.0_f64.min(area.h * 0.62), 9.0);
        let inside = usize::try_from(day).ok().filter(|d| *d < plan.days());
        let color = match (inside, plan.day_kind(day).is_some_and(DayKind::is_rest_day)) {
            (None, _) => SHADE,
            (Some(_), true) => BAND,
            (Some(_), false) => WHITE,
        };
        page.fill(area, color);
        page.down(area.x, area.y, area.bottom(), 0.25, RULE);
        if let Some(stint) = plan.facts.on(person, day) {
            let kind = &plan.problem.kinds[stint.kind];
            let ink = if inside.is_some() {
                page.fill(area, plan.colors[stint.kind]);
                INK
            } else {
                GRAY
            };
            return page.write(
                area.inset(0.6, 0.0),
                &kind.code,
                style(size).least(3.5).color(ink),
            );
        }
        if let Some(day) = inside {
            let free = plan.free(person, day);
            let sign = plan.free_sign(person, day);
            legend::free_cell(page, area, free, sign);
        }
    }
}

/// The field beside a week.
fn tag_field(page: &mut Page, area: Area, color: Color, wrong: bool) {
    page.fill(area, color);
    if wrong {
        page.frame(area.inset(0.6, 0.6), 1.4, ALARM);
    }
}
