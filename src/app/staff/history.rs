//! Contacts of the past, day by day: read from files that may overlap, with what is missing told apart from what is closed.

use super::{NotStaffed, STALE, kind, refused};
use crate::app::error::{AppError, TableFlaw};
use crate::app::shop::Shop;
use crate::domain::calendar::Calendar;
use crate::domain::time::{Month, add_days};
use crate::input::sheet_file::SheetFile;
use crate::input::staffing::Staffing;
use crate::input::volumes_file::{self, DayVolume, Taken};
use crate::staffing::profile::{HALF_HOURS, Past, Profile};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Days of a queue, with the file that says them.
type Days = BTreeMap<NaiveDate, (DayVolume, usize)>;

/// What files say: days and mean handling by queue, and how each file was understood.
type Read = (BTreeMap<String, Days>, BTreeMap<String, f64>, Vec<Taken>);

/// Days of which there is something to be said.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Gaps {
    /// Days between the first and the last that no file has.
    pub missing: Vec<NaiveDate>,
    /// Days with no contact at all, taken for closed.
    pub empty: Vec<NaiveDate>,
    /// Days of which only the whole is known, shared out as on other days.
    pub whole: usize,
}

/// A queue's past.
#[derive(Debug, Clone)]
pub struct History {
    /// Its first day.
    pub first: NaiveDate,
    /// Day by day, up to its last or the month.
    pub past: Vec<Past>,
    /// What is missing.
    pub gaps: Gaps,
}

/// Reads the files.
pub fn read(shop: &Shop, staffing: &Staffing, files: &[PathBuf]) -> Result<Read, AppError> {
    let source = shop.team().source();
    let named = || {
        staffing
            .volumes
            .iter()
            .map(|word| source.beside(word.get_ref().trim()))
    };
    let files: Vec<PathBuf> = if files.is_empty() {
        named().collect()
    } else {
        files.to_vec()
    };
    if files.is_empty() {
        return Err(refused(NotStaffed::NoVolumes));
    }
    let (mut series, mut handling, mut taken) = (
        BTreeMap::<String, Days>::new(),
        BTreeMap::new(),
        Vec::<Taken>::new(),
    );
    for (number, file) in files.iter().enumerate() {
        let shown = file.display().to_string();
        let table = |flaw| AppError::Table {
            file: shown.clone(),
            flaw,
        };
        let sheet = SheetFile::read(file).map_err(|fault| table(TableFlaw::Sheet(fault)))?;
        let volumes =
            volumes_file::read(&sheet).map_err(|faults| table(TableFlaw::Rows(faults)))?;
        taken.push(volumes.taken);
        handling.extend(volumes.handling);
        for (name, days) in volumes.series {
            let known = series.entry(name).or_default();
            for (date, day) in days {
                add(known, date, day, number, &taken)?;
            }
        }
    }
    Ok((series, handling, taken))
}

/// Of a day in two files the one that knows more counts, where they agree.
fn add(
    known: &mut Days,
    date: NaiveDate,
    day: DayVolume,
    number: usize,
    taken: &[Taken],
) -> Result<(), AppError> {
    if let Some((other, file)) = known.get(&date) {
        let halves = |day: &DayVolume| matches!(day, DayVolume::HalfHours(_));
        let differ = if halves(other) && halves(&day) {
            *other != day
        } else {
            other.total() != day.total()
        };
        if differ {
            let said =
                |day: &DayVolume, file: usize| (taken[file].file.clone(), day.total() as i64);
            return Err(refused(NotStaffed::Contradiction {
                date,
                one: said(other, *file),
                other: said(&day, number),
            }));
        }
        if halves(other) {
            return Ok(());
        }
    }
    known.insert(date, (day, number));
    Ok(())
}

impl History {
    /// The days before a month.
    pub fn of(
        days: Days,
        before: NaiveDate,
        staffing: &Staffing,
        calendar: &Calendar,
    ) -> Result<History, AppError> {
        let month = Month::of(before);
        let past = || days.range(..before);
        let (Some((first, _)), Some((last, _))) = (past().next(), past().next_back()) else {
            return Err(refused(NotStaffed::NothingBefore(month)));
        };
        if (before - *last).num_days() > STALE {
            return Err(refused(NotStaffed::Stale(*last, month)));
        }
        let mut history = History {
            first: *first,
            past: Vec::new(),
            gaps: Gaps::default(),
        };
        let count = (*last - *first).num_days();
        for date in (0..=count).map(|day| add_days(*first, day)) {
            let of = calendar.kind(date);
            let event = staffing
                .events
                .iter()
                .any(|e| e.on.iter().any(|days| days.matches(date, of)));
            let contacts = match days.get(&date) {
                None => {
                    history.gaps.missing.push(date);
                    None
                }
                Some((day, _)) if day.total() == 0.0 => {
                    history.gaps.empty.push(date);
                    None
                }
                Some((DayVolume::HalfHours(counts), _)) => Some(**counts),
                Some((DayVolume::Whole(_), _)) => {
                    history.gaps.whole += 1;
                    None
                }
            };
            history.past.push(Past {
                kind: kind(calendar, date),
                contacts,
                event,
            });
        }
        history.share_out(&days, staffing);
        Ok(history)
    }

    /// Days of which only the whole is known, as other days are; without any, evenly over the hours when the desk is open.
    fn share_out(&mut self, days: &Days, staffing: &Staffing) {
        let profile = Profile::of(&self.past);
        let open: [f64; HALF_HOURS] = std::array::from_fn(|half| {
            if super::is_open(staffing, half) {
                1.0
            } else {
                0.0
            }
        });
        for (day, past) in (0..).zip(&mut self.past) {
            let Some((DayVolume::Whole(total), _)) = days.get(&add_days(self.first, day)) else {
                continue;
            };
            if *total == 0.0 {
                continue;
            }
            let shape = profile
                .as_ref()
                .map_or(open, |profile| profile.day(past.kind));
            let sum: f64 = shape.iter().sum();
            past.contacts = Some(shape.map(|share| share * total / sum));
        }
    }

    /// A date's place in the past, where something is known of it.
    pub fn place(&self, date: NaiveDate) -> Option<usize> {
        let place = usize::try_from((date - self.first).num_days()).ok()?;
        self.past.get(place)?.contacts?;
        Some(place)
    }

    /// Its last day.
    pub fn last(&self) -> NaiveDate {
        add_days(self.first, self.past.len() as i64 - 1)
    }

    /// Contacts in all.
    pub fn contacts(&self) -> f64 {
        self.past
            .iter()
            .filter_map(|day| day.contacts)
            .flatten()
            .sum()
    }
}
