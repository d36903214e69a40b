//! What a month's contacts will be, and how many people they need, half-hour by half-hour.
//!
//! Files of contacts → a series a queue → a forecast ([`crate::staffing::forecast`]) → the least people for the target
//! ([`crate::staffing::need`]). Queues handled at one desk are added up, and absence comes last, rounded once.

mod history;

pub use history::{Gaps, History};

use super::error::{AppError, BadRequest};
use super::shop::Shop;
use crate::domain::calendar::{Calendar, DayKind};
use crate::domain::time::{DAY, Month, SLOT, add_days};
use crate::input::staffing::{Brings, DeskRules, Staffing};
use crate::input::volumes_file::Taken;
use crate::staffing::forecast::{Coming, Forecast, Makes, forecast};
use crate::staffing::need::{borne, people, rostered};
use crate::staffing::profile::{HALF_HOURS, Kind};
use crate::staffing::queue::{Desk, Service};
use chrono::{Datelike, NaiveDate};
use std::path::PathBuf;

/// People or contacts by half-hour.
pub type ByHalfHour<T> = [T; HALF_HOURS];

/// A history that ended more days before the month than this says nothing of it.
const STALE: i64 = 366;

/// Contacts below which a half-hour bears nothing.
const FAINT: f64 = 0.05;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The month.
    pub month: Month,
    /// Files of contacts; none: those that the team file names.
    pub volumes: Vec<PathBuf>,
    /// What is supposed.
    pub what_if: WhatIf,
}

/// What is supposed.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct WhatIf {
    /// Times as many contacts.
    pub contacts: Option<f64>,
    /// Another target: thousandths, seconds.
    pub target: Option<(u32, u32)>,
}

/// Why contacts cannot be made into people.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum NotStaffed {
    /// No file of contacts is named.
    NoVolumes,
    /// The files have no contacts before the month.
    NothingBefore(Month),
    /// They ended on this day, long before the month.
    Stale(NaiveDate, Month),
    /// Two files say different numbers of a day.
    Contradiction {
        /// The day.
        date: NaiveDate,
        /// The one file, and its contacts.
        one: (String, i64),
        /// The other.
        other: (String, i64),
    },
    /// Neither the team file nor the file of contacts says how long a contact of this queue takes.
    NoHandling(String),
    /// An event is to be like a day of which nothing is known.
    NoSuchDay(String, NaiveDate),
    /// No number of people keeps the target of this queue.
    TooMuch(String),
}

/// What a month needs.
#[derive(Debug, Clone)]
pub struct Report {
    /// The team's name.
    pub team: String,
    /// The month.
    pub month: Month,
    /// How each file was understood.
    pub taken: Vec<Taken>,
    /// What is forecast and needed, queue by queue.
    pub queues: Vec<QueuePlan>,
    /// People at their desks, all queues together, by day.
    pub present: Vec<ByHalfHour<u32>>,
    /// People to be rostered, with those who are away.
    pub rostered: Vec<ByHalfHour<u32>>,
    /// Contacts that are expected while the desk is closed.
    pub closed: f64,
}

/// A queue's month.
#[derive(Debug, Clone)]
pub struct QueuePlan {
    /// What files of contacts call it; empty where they name none.
    pub name: String,
    /// The skill that handles it.
    pub skill: Option<String>,
    /// What was learned from.
    pub history: History,
    /// Which events are on which day of the month.
    pub events: Vec<Option<String>>,
    /// What is to be expected.
    pub forecast: Forecast,
    /// How it is handled.
    pub desk: DeskRules,
    /// Contacts whose load each half-hour bears, by day.
    pub load: Vec<ByHalfHour<f64>>,
    /// The least people at their desks, by day.
    pub people: Vec<ByHalfHour<u32>>,
}

impl QueuePlan {
    /// What waiting would be like in a half-hour with so many people.
    pub fn service(&self, day: usize, half: usize, people: u32) -> Service {
        let (_, within) = self.desk.target;
        let desk = empty_desk(&self.desk).with(self.load[day][half]);
        desk.service(people as usize, f64::from(within))
    }
}

/// Forecasts a month and staffs it.
///
/// # Errors
/// A file is wrong, or there is nothing to learn from.
pub fn run(request: &Request) -> Result<Report, AppError> {
    let shop = Shop::open(&request.team)?;
    let staffing = shop.team().staffing(request.month)?;
    let calendar = shop.team().calendar();
    let (series, handling, taken) = history::read(&shop, &staffing, &request.volumes)?;
    let month = Days {
        first: request.month.first(),
        count: request.month.days(),
        calendar,
    };
    let mut queues = Vec::new();
    for (name, days) in series {
        let history = History::of(days, month.first, &staffing, calendar)?;
        let mut desk = staffing.desk_of(&name).clone();
        if desk.handling.is_empty() {
            desk.handling.extend(handling.get(&name));
        }
        queues.push(month.plan(&staffing, request.what_if, (name, desk, history))?);
    }
    let present = month.together(&queues, &staffing);
    let away = staffing.shrinkage;
    let with_away =
        |day: &ByHalfHour<u32>| day.map(|people| rostered(people, away).unwrap_or(people));
    Ok(Report {
        team: shop.team().name().to_owned(),
        month: request.month,
        taken,
        rostered: present.iter().map(with_away).collect(),
        present,
        closed: queues.iter().map(|queue| outside(queue, &staffing)).sum(),
        queues,
    })
}

fn refused(why: NotStaffed) -> AppError {
    AppError::request(BadRequest::NotStaffed(why))
}

/// What kind of day a date is.
fn kind(calendar: &Calendar, date: NaiveDate) -> Kind {
    match calendar.kind(date) {
        DayKind::Workday | DayKind::Weekend => {
            Kind::Weekday(date.weekday().num_days_from_monday() as u8)
        }
        DayKind::Rest | DayKind::Statutory => Kind::Holiday,
        DayKind::Makeup => Kind::Makeup,
    }
}

/// Whether the desk is open in a half-hour.
fn is_open(staffing: &Staffing, half: usize) -> bool {
    let begin = half as i32 * SLOT;
    let inside = |minute: i32| {
        staffing
            .open
            .iter()
            .any(|span| (span.start..span.end).contains(&minute))
    };
    // Hours after midnight of a stretch that began the day before.
    staffing.open.is_empty() || inside(begin) || inside(begin + DAY)
}

/// Contacts that are expected while the desk is closed.
fn outside(queue: &QueuePlan, staffing: &Staffing) -> f64 {
    let days = queue.forecast.days.iter();
    let halves = days.flat_map(|day| day.contacts.into_iter().enumerate());
    halves
        .filter(|(half, _)| !is_open(staffing, *half))
        .map(|(_, contacts)| contacts)
        .sum()
}

/// The days of a month.
struct Days<'a> {
    first: NaiveDate,
    count: usize,
    calendar: &'a Calendar,
}

impl Days<'_> {
    fn dates(&self) -> impl Iterator<Item = NaiveDate> {
        (0..self.count as i64).map(|day| add_days(self.first, day))
    }

    fn plan(
        &self,
        staffing: &Staffing,
        what_if: WhatIf,
        (name, mut desk, history): (String, DeskRules, History),
    ) -> Result<QueuePlan, AppError> {
        if desk.handling.is_empty() {
            return Err(refused(NotStaffed::NoHandling(name)));
        }
        desk.target = what_if.target.unwrap_or(desk.target);
        let mut events = Vec::new();
        let mut coming = Vec::new();
        for date in self.dates() {
            let (event, makes) = self.event(staffing, &history, date)?;
            events.push(event);
            coming.push(Coming {
                kind: kind(self.calendar, date),
                event: makes,
            });
        }
        let forecast = forecast(&history.past, &coming);
        let mut forecast =
            forecast.ok_or_else(|| refused(NotStaffed::NothingBefore(Month::of(self.first))))?;
        if let Some(factor) = what_if.contacts {
            for day in &mut forecast.days {
                day.contacts = day.contacts.map(|contacts| contacts * factor);
                (day.total, day.low, day.high) =
                    (day.total * factor, day.low * factor, day.high * factor);
            }
        }
        let least = least(&forecast, &desk, staffing);
        let (load, people) = least.ok_or_else(|| refused(NotStaffed::TooMuch(name.clone())))?;
        let own = staffing.queue(&name);
        Ok(QueuePlan {
            skill: own.and_then(|queue| queue.skill.clone()),
            name,
            history,
            events,
            forecast,
            desk,
            load,
            people,
        })
    }

    /// What an event makes of a date, and its name.
    fn event(
        &self,
        staffing: &Staffing,
        history: &History,
        date: NaiveDate,
    ) -> Result<(Option<String>, Makes), AppError> {
        let of = self.calendar.kind(date);
        let on = |event: &&crate::input::staffing::Event| {
            event.on.iter().any(|days| days.matches(date, of))
        };
        let Some(event) = staffing.events.iter().find(on) else {
            return Ok((None, Makes::Nothing));
        };
        let makes = match event.brings {
            Brings::Factor(factor) => Makes::Times(factor),
            Brings::Unknown => Makes::Nothing,
            Brings::Like(like) => match history.place(like) {
                Some(place) => Makes::Like(place),
                None => return Err(refused(NotStaffed::NoSuchDay(event.name.clone(), like))),
            },
        };
        Ok((Some(event.name.clone()), makes))
    }

    /// People of all queues together; never fewer than the least while the desk is open, and none while it is closed.
    fn together(&self, queues: &[QueuePlan], staffing: &Staffing) -> Vec<ByHalfHour<u32>> {
        let of = |day: usize, half: usize| {
            let sum: u32 = queues.iter().map(|queue| queue.people[day][half]).sum();
            let open = is_open(staffing, half) && !(staffing.open.is_empty() && sum == 0);
            if open { sum.max(staffing.least) } else { 0 }
        };
        (0..self.count)
            .map(|day| std::array::from_fn(|half| of(day, half)))
            .collect()
    }
}

/// The desk that handles contacts by these rules, without any.
fn empty_desk(rules: &DeskRules) -> Desk {
    Desk {
        rate: 0.0,
        handling: rules.handling.clone(),
        patience: rules.patience,
    }
}

/// Loads in contacts and people, by day.
type Need = (Vec<ByHalfHour<f64>>, Vec<ByHalfHour<u32>>);

/// The load of each half-hour in contacts, and the least people for it; `None`: no number of them is enough.
fn least(forecast: &Forecast, rules: &DeskRules, staffing: &Staffing) -> Option<Need> {
    let open = |(half, contacts): (usize, f64)| {
        if is_open(staffing, half) {
            contacts
        } else {
            0.0
        }
    };
    let days = forecast.days.iter();
    let contacts: Vec<f64> = days
        .flat_map(|day| day.contacts.into_iter().enumerate().map(open))
        .collect();
    let desk = empty_desk(rules);
    let mut load = borne(&contacts, &desk);
    // What is a contact in ten hours keeps nobody at a desk.
    load.iter_mut()
        .filter(|load| **load < FAINT)
        .for_each(|load| *load = 0.0);
    let all = people(&load, &desk, &staffing.target(rules)).ok()?;
    Some((load.as_chunks().0.to_vec(), all.as_chunks().0.to_vec()))
}
