//! Who carries how much: hours, nights, weekends and holidays of each person, this month and carried over.

use super::color::{ALARM, Color, GRAY, INK, RULE, WHITE};
use super::frame::Frame;
use super::legend::Entry;
use super::plan::Plan;
use super::rows;
use super::view::{Area, Page, style};
use super::words;
use crate::domain::PersonIx;
use crate::domain::time::hours;
use crate::facts::totals::{Count, agreed};
use crate::text::Fixed;
use std::collections::BTreeMap;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Worked time, in minutes.
    Hours,
    /// Night shifts.
    Nights,
    /// Shifts on Saturdays and Sundays.
    Weekends,
    /// Shifts on statutory holidays.
    Holidays,
}

/// All of them, in their order.
pub const MEASURES: [Measure; 4] = [
    Measure::Hours,
    Measure::Nights,
    Measure::Weekends,
    Measure::Holidays,
];

impl Measure {
    /// What it is called.
    pub fn title(self) -> Fixed {
        match self {
            Measure::Hours => ("hours", "工时（小时）"),
            Measure::Nights => ("night shifts", "夜班"),
            Measure::Weekends => words::WEEKEND_DAYS,
            Measure::Holidays => words::HOLIDAYS,
        }
    }

    /// A value in words: hours, or a number.
    pub fn show(self, value: i64) -> String {
        match self {
            Measure::Hours => hours(value),
            _ => value.to_string(),
        }
    }

    /// A value with its sign.
    pub fn signed(self, value: i64) -> String {
        let text = self.show(value).replace('-', "−");
        if value > 0 { format!("+{text}") } else { text }
    }

    /// What of shifts it is.
    pub fn count(self) -> Count {
        match self {
            Measure::Hours => Count::Minutes,
            Measure::Nights => Count::Nights,
            Measure::Weekends => Count::WeekendDays,
            Measure::Holidays => Count::Holidays,
        }
    }

    const fn color(self) -> Color {
        match self {
            Measure::Hours => Color(0xb8, 0xd4, 0xc8),
            Measure::Nights => Color(0xb9, 0xc7, 0xe8),
            Measure::Weekends => Color(0xf3, 0xd9, 0x8b),
            Measure::Holidays => Color(0xf0, 0xb9, 0xa8),
        }
    }
}

/// What one person has of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// This month.
    pub month: i64,
    /// Ahead of the team (above zero) or behind, from earlier months.
    pub carried: i64,
    /// What is agreed for this month, for hours.
    pub agreed: Option<i64>,
}

impl Share {
    /// This month and before.
    pub fn both(self) -> i64 {
        self.month + self.carried
    }
}

/// A person's share.
pub fn share(plan: &Plan<'_>, person: PersonIx, measure: Measure) -> Share {
    let month = plan.facts.sum(person, measure.count());
    let carried = plan.facts.carried(person, measure.count());
    // What the rules hold the hours against: less for joiners, leavers and leave.
    let agreed = agreed(plan.problem, person).filter(|_| measure == Measure::Hours);
    Share {
        month,
        carried,
        agreed,
    }
}

/// What those have together whom the rules compare first; where none compares, all who can have some of it.
#[derive(Debug, Default)]
pub struct Level {
    /// This month's average, for somebody who is there on every day; `None`: nobody is compared.
    pub average: Option<f64>,
    /// The own share of those who are there for a part.
    pub parts: BTreeMap<PersonIx, f64>,
}

impl Level {
    /// Of a measure.
    pub fn of(plan: &Plan<'_>, measure: Measure) -> Level {
        let of = measure.count();
        let all = plan.order.rules.comparisons(&plan.facts, of);
        let Some(first) = all.iter().find(|among| !among.people.is_empty()) else {
            return Level::default();
        };
        let month = |person| plan.facts.sum(person, of);
        let ahead = first.ahead(month);
        let parts = first.people.iter().zip(ahead.times);
        let parts = parts.filter(|(part, _)| !first.is_whole(part));
        let own = |times: i64| times as f64 / ahead.per as f64;
        Level {
            average: first.average(month),
            parts: parts
                .map(|(part, times)| (part.person, month(part.person) as f64 - own(times)))
                .collect(),
        }
    }
}

/// An average in words, to a tenth.
pub fn average_words(measure: Measure, average: f64) -> String {
    let value = if measure == Measure::Hours {
        average / 60.0
    } else {
        average
    };
    format!("{value:.1}")
}

const HEAD: f64 = 26.0;
const ROW: (f64, f64) = (11.5, 26.0);
/// Room behind the longest bar for its numbers.
const NUMBERS: f64 = 52.0;

/// The pages.
pub fn pages(plan: &Plan<'_>) -> Vec<Page> {
    let levels = MEASURES.map(|measure| Level::of(plan, measure));
    let frame = Frame::new(plan, entries(plan, &levels));
    let body = frame.body();
    let name = rows::names_width(plan, body.w * 0.14);
    let area = Area::new(body.x + name, body.y, body.w - name, body.h);
    let panels = panels(plan, levels, area);
    let spread = rows::spread(plan.people.len(), body.h - HEAD, 0.0, ROW);
    let mut pages = Vec::new();
    for range in &spread.pages {
        let mut page = frame.page("");
        let people = &plan.people[range.clone()];
        let bottom = body.y + HEAD + spread.height * people.len() as f64;
        let whole = Area::new(body.x, body.y + HEAD, body.w, bottom - body.y - HEAD);
        rows::lines(&mut page, whole, people.len(), spread.height);
        rows::name_heading(plan, &mut page, Area::new(body.x, body.y, name, HEAD));
        for (row, &person) in people.iter().enumerate() {
            let y = whole.y + spread.height * row as f64;
            let area = Area::new(body.x, y, name, spread.height);
            rows::name(plan, &mut page, area, person);
            for panel in &panels {
                let own = share(plan, person, panel.measure);
                panel.bar(&mut page, own, y, spread.height);
                if let Some(part) = panel.level.parts.get(&person) {
                    part_sign(&mut page, panel.x(*part), y + 1.0, spread.height - 2.0);
                }
            }
        }
        for panel in &panels {
            panel.frame(plan, &mut page, body.y, bottom);
        }
        page.across(body.x, body.right(), whole.y, 0.8, INK);
        page.frame(
            Area {
                y: body.y,
                h: bottom - body.y,
                ..whole
            },
            0.8,
            INK,
        );
        pages.push(page);
    }
    pages
}

fn entries(plan: &Plan<'_>, levels: &[Level]) -> Vec<Entry> {
    let shares = || {
        plan.people
            .iter()
            .flat_map(|p| MEASURES.map(|m| share(plan, *p, m)))
    };
    let color = Measure::Hours.color();
    let mut entries = vec![Entry::new(
        plan.t(("this month", "本月")),
        move |page, area| {
            page.fill(area.inset(0.0, 1.5), color);
            page.frame(area.inset(0.0, 1.5), 0.5, INK);
        },
    )];
    if shares().any(|s| s.carried != 0) {
        let words = plan.t((
            "carried over from earlier months, ahead of the team",
            "往月结转：比团队多",
        ));
        entries.push(Entry::new(words, move |page, area| {
            carried(page, area.inset(0.0, 1.5), true)
        }));
        let words = plan.t(("behind the team", "比团队少"));
        entries.push(Entry::new(words, move |page, area| {
            page.fill(area.inset(0.0, 1.5), color);
            carried(page, area.inset(0.0, 1.5), false);
        }));
        entries.push(Entry::new(
            plan.t(("both together", "合计")),
            |page, area| {
                page.down(area.x + 8.0, area.y, area.bottom(), 2.0, INK);
            },
        ));
    }
    entries.push(Entry::new(
        plan.t(("average of those who are compared", "参与比较的人的平均")),
        |page, area| {
            page.dashed(
                (area.x + 8.0, area.y),
                (area.x + 8.0, area.bottom()),
                0.8,
                ALARM,
            )
        },
    ));
    if levels.iter().any(|level| !level.parts.is_empty()) {
        let words = plan.t((
            "share of who is there for a part",
            "只在队一部分的人应分摊的",
        ));
        entries.push(Entry::new(words, |page, area| {
            part_sign(page, area.x + 8.0, area.y, area.h);
        }));
    }
    if shares().any(|s| s.agreed.is_some()) {
        entries.push(Entry::new(
            plan.t(("agreed hours", "约定工时")),
            |page, area| {
                agreed_sign(page, area.x + 8.0, area.y, area.h);
            },
        ));
    }
    entries
}

/// The strip of one measure.
struct Panel {
    measure: Measure,
    area: Area,
    /// Where zero stands.
    zero: f64,
    /// Points a unit.
    scale: f64,
    level: Level,
}

/// Hours get the most room: their differences are the smallest for their size.
fn panels(plan: &Plan<'_>, levels: [Level; 4], area: Area) -> Vec<Panel> {
    const PARTS: [f64; 4] = [0.37, 0.21, 0.21, 0.21];
    let mut x = area.x;
    let panel = |((measure, part), level): ((Measure, f64), Level)| {
        let wide = area.w * part;
        let shares: Vec<Share> = plan
            .people
            .iter()
            .map(|p| share(plan, *p, measure))
            .collect();
        let ends = |s: &Share| [s.month, s.both(), s.agreed.unwrap_or(0)];
        let most = shares.iter().flat_map(ends).max().unwrap_or(0).max(1);
        let least = shares.iter().flat_map(ends).min().unwrap_or(0).min(0);
        let scale = (wide - NUMBERS - 4.0) / (most - least) as f64;
        let panel = Panel {
            measure,
            area: Area::new(x, area.y, wide, area.h),
            zero: x + 4.0 - least as f64 * scale,
            scale,
            level,
        };
        x += wide;
        panel
    };
    let measures = MEASURES.into_iter().zip(PARTS);
    measures.zip(levels).map(panel).collect()
}

impl Panel {
    fn x(&self, value: f64) -> f64 {
        self.zero + value * self.scale
    }

    fn bar(&self, page: &mut Page, share: Share, y: f64, height: f64) {
        let pad = (height * 0.2).min(3.0);
        let (top, high) = (y + pad, height - 2.0 * pad);
        let (month, both) = (self.x(share.month as f64), self.x(share.both() as f64));
        let bar = Area::new(self.zero, top, month - self.zero, high);
        page.fill(bar, self.measure.color());
        if share.month > 0 {
            page.frame(bar, 0.5, INK);
        }
        if share.carried != 0 {
            let part = Area::new(month.min(both), top, (month - both).abs(), high);
            carried(page, part, share.carried > 0);
            page.down(both, top - 1.0, top + high + 1.0, 2.0, INK);
        }
        if let Some(minutes) = share.agreed {
            agreed_sign(page, self.x(minutes as f64), top, high);
        }
        let mut text = self.measure.show(share.month);
        if share.carried != 0 {
            let (carried, both) = (
                self.measure.signed(share.carried),
                self.measure.show(share.both()),
            );
            text = format!("{text} {carried} = {}", both.replace('-', "−"));
        }
        // At the edge of the panel, where no bar and no average reaches.
        let right = self.area.right() - 4.0;
        let room = Area::new(right - NUMBERS + 4.0, y, NUMBERS - 4.0, height);
        let size = (height * 0.6).min(8.0);
        page.write(room, &text, style(size).least(4.5).end());
    }

    fn frame(&self, plan: &Plan<'_>, page: &mut Page, top: f64, bottom: f64) {
        let left = self.area.x;
        page.down(left, top, bottom, 0.8, INK);
        page.down(self.zero, top + HEAD, bottom, 0.5, GRAY);
        let title = Area::new(left + 3.0, top + 1.0, self.area.w - 6.0, 13.0);
        page.write(
            title,
            plan.t(self.measure.title()),
            style(8.0).least(6.0).bold().start(),
        );
        if let Some(average) = self.level.average {
            let words = average_words(self.measure, average);
            let words = format!("{} {words}", plan.t(("average", "平均")));
            let line = Area::new(left + 3.0, top + 13.0, self.area.w - 6.0, 11.0);
            page.write(line, &words, style(7.0).start().color(ALARM));
            let x = self.x(average);
            page.dashed((x, top + HEAD), (x, bottom), 0.8, ALARM);
        }
    }
}

/// What is carried over: hatched, added to the month's bar or taken off it.
fn carried(page: &mut Page, area: Area, ahead: bool) {
    if !ahead {
        page.fill(area, WHITE);
    }
    page.hatch(area, 2.6, 0.5, if ahead { INK } else { RULE });
    page.frame(area, 0.5, INK);
}

fn agreed_sign(page: &mut Page, x: f64, y: f64, height: f64) {
    page.down(x, y - 1.5, y + height + 1.5, 1.2, GRAY);
    page.across(x - 2.0, x + 2.0, y - 1.5, 1.2, GRAY);
    page.across(x - 2.0, x + 2.0, y + height + 1.5, 1.2, GRAY);
}

/// Where a part of the month would be fair: as the average's line, for one person.
fn part_sign(page: &mut Page, x: f64, y: f64, height: f64) {
    page.down(x, y, y + height, 1.6, ALARM);
}
