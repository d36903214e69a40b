//! Calendars (RFC 5545): one file a person, for phones.
//!
//! An event is known by its UID, which comes of the team, the person, the date and the part of the shift, and not of
//! what the shift is: so a new version of a roster changes the events that a phone has, and does not double them. What
//! changed against the file that was written before has a higher SEQUENCE, and what is no more is cancelled. Nothing
//! is of the day on which the file is written.

mod past;
mod write;

use super::sheet::Mine;
use super::{Edition, iso, plain};
use crate::domain::PersonIx;
use crate::domain::time::{Month, add_days};
use crate::rules::Stint;
use crate::text::{Lang, Text, pick};
use chrono::{Datelike, Duration, NaiveDate, NaiveTime};
use past::Past;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use write::{folded, text_value};

/// The zone of all times; it has had no summer time since 1991.
const ZONE: &str = "Asia/Shanghai";

const TIMEZONE: [&str; 9] = [
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// An event without what tells its versions apart.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Event {
    uid: String,
    /// The day that the shift belongs to; the event may begin on the next.
    day: NaiveDate,
    /// Everything else, unfolded, DTSTART first.
    lines: Vec<String>,
    /// How many versions came before.
    sequence: u32,
}

/// Everybody's file, named after them; `王芳.ics`.
pub fn files(edition: &Edition<'_>) -> Vec<(PersonIx, String)> {
    let mut taken = BTreeSet::new();
    let mut files = Vec::new();
    for person in edition.people() {
        let who = &edition.problem.people[person];
        let mut name = file_name(&who.name);
        // Systems that do not tell upper from lower case would write one over the other.
        let mut number = 2;
        while !taken.insert(name.to_lowercase()) {
            name = format!("{} {number}", file_name(&who.name));
            number += 1;
        }
        files.push((person, format!("{name}.ics")));
    }
    files
}

/// A name without what file systems refuse.
fn file_name(name: &str) -> String {
    let safe = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c => c,
    };
    let name: String = plain(name).chars().map(safe).collect();
    let name = name.trim_end_matches(['.', ' ']).trim_start_matches('.');
    if name.is_empty() {
        "_".to_owned()
    } else {
        name.to_owned()
    }
}

/// A person's calendar. `past` is the file that was written before, where there is one.
pub fn calendar(edition: &Edition<'_>, person: PersonIx, lang: Lang, past: Option<&str>) -> String {
    let month = Month::of(edition.problem.first);
    let past = past.map(Past::read).unwrap_or_default();
    let events = past.followed_by(events(edition, person, lang), month);
    let who = plain(&edition.problem.people[person].name);
    let name = format!("{who} · {}", plain(&edition.problem.name));
    let language = pick(("EN", "ZH"), lang);
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        format!("PRODID:-//paiban//paiban//{language}"),
        "CALSCALE:GREGORIAN".to_owned(),
        "METHOD:PUBLISH".to_owned(),
        format!("X-WR-CALNAME:{}", text_value(&name)),
        format!("X-WR-TIMEZONE:{ZONE}"),
    ];
    lines.extend(TIMEZONE.map(str::to_owned));
    for event in events {
        lines.extend(event.written());
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

impl Event {
    fn written(self) -> Vec<String> {
        let mut lines = vec![
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", self.uid),
            format!("DTSTAMP:{}", self.stamp()),
            format!("SEQUENCE:{}", self.sequence),
        ];
        lines.extend(self.lines);
        lines.push("END:VEVENT".to_owned());
        lines
    }

    /// When it was made, which readers compare: by convention at the beginning of the month before its own, each
    /// version a second later.
    fn stamp(&self) -> String {
        let month = Month::of(self.day).before().first();
        let stamp = month.and_time(NaiveTime::MIN) + Duration::seconds(self.sequence.into());
        stamp.format("%Y%m%dT%H%M%SZ").to_string()
    }
}

/// The events of a person's month, a part of a shift each.
fn events(edition: &Edition<'_>, person: PersonIx, lang: Lang) -> Vec<Event> {
    let mine = Mine::of(edition, person);
    let mut events = Vec::new();
    for stint in edition.facts.month(person) {
        let parts = Edition::parts(stint);
        for (index, span) in parts.iter().enumerate() {
            let day = add_days(edition.problem.first, stint.day);
            let mut about = about(edition, stint, *span, index, parts.len());
            about.extend(mine.within(*span, index + 1 == parts.len()));
            let local = |minute: i64| edition.moment(minute).format("%Y%m%dT%H%M%S");
            let shift = edition.shift(stint);
            let about: Vec<&str> = about.iter().map(|line| line.get(lang)).collect();
            events.push(Event {
                uid: uid(edition, person, day, index),
                day,
                lines: vec![
                    format!("DTSTART;TZID={ZONE}:{}", local(span.0)),
                    format!("DTEND;TZID={ZONE}:{}", local(span.1)),
                    format!("SUMMARY:{}", text_value(shift.get(lang))),
                    format!("DESCRIPTION:{}", text_value(&about.join("\n"))),
                    format!("{}{}", past::STATUS, past::CONFIRMED),
                    format!("{}{}", past::DAY, iso(day)),
                ],
                sequence: 0,
            });
        }
    }
    events
}

/// The lines that describe a part of a shift: its times, which part it is, breaks.
fn about(
    edition: &Edition<'_>,
    stint: &Stint,
    span: (i64, i64),
    index: usize,
    count: usize,
) -> Vec<Text> {
    let kind = &edition.problem.kinds[stint.kind];
    let (code, Text { en, zh }) = (&kind.code, super::times(&kind.segments));
    let mut lines = vec![crate::text!("{code} {en}", "{code} {zh}")];
    if count > 1 {
        let number = index + 1;
        lines.push(crate::text!(
            "part {number} of {count}",
            "第 {number} 段，共 {count} 段"
        ));
    }
    let breaks = stint.parts.windows(2).map(|pair| (pair[0].1, pair[1].0));
    for (from, to) in breaks.filter(|gap| span.0 < gap.0 && gap.1 < span.1) {
        let (from, to) = (edition.clock(from, stint.day), edition.clock(to, stint.day));
        lines.push(crate::text!("break {from}-{to}", "休息 {from}-{to}"));
    }
    if kind.unpaid > 0 {
        let minutes = kind.unpaid;
        lines.push(crate::text!(
            "breaks in turns: {minutes} min a shift",
            "轮流休息：全班共 {minutes} 分钟"
        ));
    }
    lines
}

/// What an event is known by, whatever the roster makes of it.
fn uid(edition: &Edition<'_>, person: PersonIx, day: NaiveDate, part: usize) -> String {
    let (team, id) = (&edition.problem.name, &edition.problem.people[person].id);
    let (year, month, date) = (day.year(), day.month(), day.day());
    let text = format!("{team}\0{id}\0{year:04}-{month:02}-{date:02}\0{part}");
    let hash = Sha256::digest(text.as_bytes());
    let hash: String = hash.iter().take(16).map(|b| format!("{b:02x}")).collect();
    format!("{hash}{}", past::OURS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_names_of_files() {
        for (name, wanted) in [
            ("王芳", "王芳"),
            ("a/b:c", "a_b_c"),
            ("..", "_"),
            ("J. R.", "J. R"),
            ("x\u{202e}y", "xy"),
        ] {
            assert_eq!(file_name(name), wanted);
        }
    }
}
