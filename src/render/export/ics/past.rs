//! What was in a calendar before: an event that has changed is a later version, and one that is no more is cancelled,
//! so that it goes from the phones that have it.

use super::Event;
use super::write::unfolded;
use crate::domain::time::Month;
use crate::input::parse_date;
use std::collections::BTreeMap;

/// What the UIDs of this program end with.
pub const OURS: &str = "@paiban";

/// The property with the day that the shift belongs to.
pub const DAY: &str = "X-PAIBAN-DAY:";

/// Whether an event holds.
pub const STATUS: &str = "STATUS:";
pub const CONFIRMED: &str = "CONFIRMED";
const CANCELLED: &str = "CANCELLED";

/// The events of a file that this program has written.
#[derive(Debug, Default)]
pub struct Past {
    events: BTreeMap<String, Event>,
}

impl Past {
    /// Reads a file. What does not come from this program is passed over.
    pub fn read(text: &str) -> Past {
        let mut events = BTreeMap::new();
        let mut block: Option<Vec<String>> = None;
        for line in unfolded(text) {
            match (line.as_str(), &mut block) {
                ("BEGIN:VEVENT", _) => block = Some(Vec::new()),
                ("END:VEVENT", Some(lines)) => {
                    if let Some(event) = event(std::mem::take(lines)) {
                        events.insert(event.uid.clone(), event);
                    }
                    block = None;
                }
                (_, Some(lines)) => lines.push(line),
                (_, None) => {}
            }
        }
        Past { events }
    }

    /// A month's events as versions that follow these, with what else there is to keep: cancelled events of the month,
    /// and the events of other months.
    pub fn followed_by(mut self, events: Vec<Event>, month: Month) -> Vec<Event> {
        let mut all = Vec::new();
        for mut event in events {
            if let Some(before) = self.events.remove(&event.uid) {
                let changed = before.lines != event.lines;
                event.sequence = before.sequence.saturating_add(changed.into());
            }
            all.push(event);
        }
        for (_, mut event) in self.events {
            if Month::of(event.day) == month {
                event.cancel();
            }
            all.push(event);
        }
        // The first line is the beginning.
        all.sort_by(|a, b| (a.lines.first(), &a.uid).cmp(&(b.lines.first(), &b.uid)));
        all
    }
}

impl Event {
    fn cancel(&mut self) {
        let confirmed = format!("{STATUS}{CONFIRMED}");
        for line in &mut self.lines {
            if *line == confirmed {
                *line = format!("{STATUS}{CANCELLED}");
                self.sequence = self.sequence.saturating_add(1);
            }
        }
    }
}

/// An event from the lines between its beginning and its end.
fn event(lines: Vec<String>) -> Option<Event> {
    let value = |name: &str| lines.iter().find_map(|line| line.strip_prefix(name));
    let uid = value("UID:").filter(|uid| uid.ends_with(OURS))?.to_owned();
    let day = parse_date(value(DAY)?).ok()?;
    let sequence = value("SEQUENCE:")?.parse().ok()?;
    let told = ["UID:", "DTSTAMP:", "SEQUENCE:"];
    let kept = |line: &String| !told.iter().any(|name| line.starts_with(name));
    Some(Event {
        uid,
        day,
        lines: lines.into_iter().filter(kept).collect(),
        sequence,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use chrono::NaiveDate;

    fn event(uid: &str, day: u32, summary: &str) -> Event {
        Event {
            uid: format!("{uid}{OURS}"),
            day: NaiveDate::from_ymd_opt(2026, 12, day).unwrap(),
            lines: vec![
                format!("DTSTART;TZID=Asia/Shanghai:202612{day:02}T090000"),
                format!("SUMMARY:{summary}"),
                format!("{STATUS}{CONFIRMED}"),
                format!("{DAY}2026-12-{day:02}"),
            ],
            sequence: 0,
        }
    }

    fn file(events: Vec<Event>) -> String {
        let lines = events.into_iter().flat_map(Event::written);
        lines.map(|line| line + "\r\n").collect()
    }

    #[test]
    fn versions_follow_each_other() {
        let december = Month::new(2026, 12).unwrap();
        let first = vec![
            event("a", 1, "day"),
            event("b", 2, "day"),
            event("c", 3, "day"),
        ];
        let text = file(first.clone());
        // Nothing changed.
        let same = Past::read(&text).followed_by(first.clone(), december);
        assert_eq!(file(same), text);
        // One changed, one is gone.
        let second = vec![event("a", 1, "night"), event("b", 2, "day")];
        let events = Past::read(&text).followed_by(second.clone(), december);
        let sequences: Vec<u32> = events.iter().map(|e| e.sequence).collect();
        assert_eq!(sequences, [1, 0, 1]);
        assert!(events[2].lines.contains(&"STATUS:CANCELLED".to_owned()));
        // It stays cancelled, and comes back as a later version.
        let text = file(events);
        let again = Past::read(&text).followed_by(second, december);
        assert_eq!(file(again), text);
        let back = Past::read(&text).followed_by(first, december);
        assert_eq!(
            back.iter().map(|e| e.sequence).collect::<Vec<_>>(),
            [2, 0, 2]
        );
    }

    #[test]
    fn other_months_stay() {
        let text = file(vec![event("a", 1, "day")]);
        let january = Month::new(2027, 1).unwrap();
        let kept = Past::read(&text).followed_by(Vec::new(), january);
        assert_eq!(file(kept), text);
    }

    #[test]
    fn what_others_wrote_is_passed_over() {
        let text = "BEGIN:VEVENT\r\nUID:x@other\r\nSEQUENCE:1\r\nEND:VEVENT\r\n";
        assert!(Past::read(text).events.is_empty());
    }
}
