//! The sheet of handovers and duties, day by day: as text, as one page of HTML that needs nothing else, to be printed
//! from any browser on A4, and as rows of a table.

mod page;
pub mod rows;

pub use page::html;
pub use rows::csv;

use super::{Edition, plain};
use crate::domain::PersonIx;
use crate::domain::time::DAY;
use crate::facts::handover::{self, Group, Handover};
use crate::facts::tasks::Given;
use crate::render::{pad, width};
use crate::text::{Fixed, Lang, Text, pick};
use chrono::{Datelike, Weekday};
use std::collections::BTreeMap;

const TITLE: Fixed = ("Handovers and duties", "交接与事务");
const NOBODY: Fixed = ("nobody on shift can do it", "当班的人里没有能做的");
const NEXT_MONTH: Fixed = ("next month's roster", "下月班表");

/// Between people who hand over or take over together.
pub const TOGETHER: Fixed = (" & ", "、");

/// A day of the sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    /// The date with its weekday, and the holiday.
    title: String,
    lines: Vec<Line>,
}

/// A line: a handover or a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// The minute that it is sorted by.
    at: i64,
    time: String,
    what: String,
    /// Who, one entry a person or pair.
    who: Vec<String>,
    /// Whether something is written down: a note for those who come.
    handover: bool,
}

/// The sheet as text. With `person`, only what concerns them.
pub fn text(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> String {
    let mut text = format!("{}\n", title(edition, person, lang));
    for page in pages(edition, person, lang) {
        text.push_str(&format!("\n{}\n", page.title));
        let times = page.lines.iter().map(|line| width(&line.time)).max();
        let names = page.lines.iter().map(|line| width(&line.what)).max();
        let (times, names) = (times.unwrap_or(0), names.unwrap_or(0));
        for line in &page.lines {
            let time = pad(&line.time, times, false);
            let what = pad(&line.what, names, false);
            let who = line.who.join(pick(("; ", "；"), lang));
            text.push_str(&format!("  {time}  {what}  {who}\n"));
        }
    }
    text
}

fn title(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> String {
    let (team, month) = (plain(&edition.problem.name), edition.month());
    let title = pick(TITLE, lang);
    let who = person.map(|person| plain(edition.problem.person_name(person)));
    let who = who.map_or(String::new(), |who| format!(" · {who}"));
    format!("{title} · {team} · {month}{who}")
}

/// Every day on which something is to be done.
fn pages(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> Vec<Page> {
    let mut days: Vec<Vec<Line>> = vec![Vec::new(); edition.problem.days()];
    for (day, line) in handovers(edition, person, lang) {
        days[day].push(line);
    }
    for (day, line) in duties(edition, person, lang) {
        days[day].push(line);
    }
    let page = |(day, mut lines): (usize, Vec<Line>)| {
        lines.sort_by_key(|line| line.at);
        Page {
            title: day_title(edition, day, lang),
            lines,
        }
    };
    let used = days.into_iter().enumerate().filter(|(_, l)| !l.is_empty());
    used.map(page).collect()
}

fn day_title(edition: &Edition<'_>, day: usize, lang: Lang) -> String {
    let date = edition.problem.date(day as i64);
    let weekday = weekday(date.weekday(), lang);
    let holiday = edition.problem.calendar[day].holiday.as_ref();
    let holiday = holiday.map(|holiday| match lang {
        Lang::En => format!(" {}", holiday.en),
        Lang::Zh => format!(" {}", holiday.zh),
    });
    format!(
        "{} {weekday}{}",
        super::iso(date),
        holiday.unwrap_or_default()
    )
}

/// A weekday's name.
pub(super) fn weekday(day: Weekday, lang: Lang) -> &'static str {
    let index = day.num_days_from_monday() as usize;
    match lang {
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][index],
        Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][index],
    }
}

/// Handovers at the same time and post in one line.
fn handovers(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> Vec<(usize, Line)> {
    let mine = |h: &&Handover| person.is_none_or(|p| h.from == p || h.to == Some(p));
    let mut groups: BTreeMap<(i64, i64, Option<usize>), Vec<&Handover>> = BTreeMap::new();
    for handover in edition.handovers.iter().filter(mine) {
        let key = (handover.left, handover.taken, handover.post);
        groups.entry(key).or_default().push(handover);
    }
    let days = edition.problem.days();
    groups
        .into_values()
        .filter_map(|group| {
            let first = *group.first()?;
            let day = first.day(days);
            let line = Line {
                at: first.span().0,
                time: span(edition, first.span(), day as i64),
                what: what(edition, first, lang),
                who: handover::groups(group.iter().copied())
                    .iter()
                    .map(|group| pair(edition, group, lang))
                    .collect(),
                handover: true,
            };
            Some((day, line))
        })
        .collect()
}

/// From when to when, as a clock shows it; one moment alone where both are the same.
fn span(edition: &Edition<'_>, (from, to): (i64, i64), day: i64) -> String {
    let (start, end) = (edition.clock(from, day), edition.clock(to, day));
    if from == to {
        start
    } else {
        format!("{start}–{end}")
    }
}

fn what(edition: &Edition<'_>, handover: &Handover, lang: Lang) -> String {
    let name = if handover.by_note() {
        pick(("notes left", "留言交接"), lang)
    } else {
        pick(("handover", "交接"), lang)
    };
    let post = handover
        .post
        .map(|p| plain(edition.problem.skills[p].name.get(lang)));
    match (post, lang) {
        (None, _) => name.to_owned(),
        (Some(post), Lang::En) => format!("{name}, {post}"),
        (Some(post), Lang::Zh) => format!("{name}（{post}）"),
    }
}

fn pair(edition: &Edition<'_>, (from, to): &Group, lang: Lang) -> String {
    let name = |person: &PersonIx| plain(edition.problem.person_name(*person));
    let next = || pick(NEXT_MONTH, lang).to_owned();
    let from: Vec<String> = from.iter().map(name).collect();
    let to: Vec<String> = to
        .iter()
        .map(|to| to.as_ref().map_or_else(next, name))
        .collect();
    let between = pick(TOGETHER, lang);
    format!("{} → {}", from.join(between), to.join(between))
}

fn duties(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> Vec<(usize, Line)> {
    let days = edition.problem.days();
    let mut lines = Vec::new();
    for given in &edition.given {
        let mine = person.is_none_or(|person| given.people.contains(&person));
        if !mine {
            continue;
        }
        let day = usize::try_from(given.day().max(0)).unwrap_or(0);
        let day = day.min(days.saturating_sub(1));
        let who = match (person, given.people.is_empty()) {
            (_, true) => vec![pick(NOBODY, lang).to_owned()],
            (Some(person), _) => edition.names(&[person]),
            (None, _) => vec![edition.names(&given.people).join(pick((", ", "、"), lang))],
        };
        lines.push((
            day,
            Line {
                at: given.start,
                time: span(edition, (given.start, given.end), day as i64),
                what: plain(edition.tasks[given.task].name.get(lang)),
                who,
                handover: false,
            },
        ));
    }
    lines
}

/// A person's duties and handovers.
pub(super) struct Mine<'a> {
    edition: &'a Edition<'a>,
    person: PersonIx,
    given: Vec<&'a Given>,
    handovers: Vec<&'a Handover>,
}

impl<'a> Mine<'a> {
    pub(super) fn of(edition: &'a Edition<'a>, person: PersonIx) -> Mine<'a> {
        let given = edition.given.iter();
        let handovers = edition.handovers.iter();
        Mine {
            edition,
            person,
            given: given.filter(|g| g.people.contains(&person)).collect(),
            handovers: handovers
                .filter(|h| h.from == person || h.to == Some(person))
                .collect(),
        }
    }

    /// What a part of a shift brings beside serving customers, in order of time; whether it is the shift's last part.
    pub(super) fn within(&self, (start, end): (i64, i64), last: bool) -> Vec<Text> {
        let day = start.div_euclid(i64::from(DAY));
        let inside = |minute: i64| start <= minute && minute < end;
        let clock = |minute: i64| self.edition.clock(minute, day);
        let mut lines: Vec<(i64, Text)> = Vec::new();
        for given in &self.given {
            // What is done last may take longer than the last part.
            if inside(given.start) || (last && given.start < start && given.end == end) {
                let Text { en, zh } = &self.edition.tasks[given.task].name;
                let (time, minutes) = (clock(given.start), given.end - given.start);
                let line = crate::text!(
                    "{time} {en} ({minutes} min)",
                    "{time} {zh}（{minutes} 分钟）"
                );
                lines.push((given.start, line));
            }
        }
        for handover in &self.handovers {
            if handover.from == self.person && handover.left == end {
                lines.push((end, self.gives(handover, &clock(end))));
            }
            if handover.to == Some(self.person) && inside(handover.taken) {
                lines.push((handover.taken, self.takes(handover, &clock(handover.taken))));
            }
        }
        lines.sort_by_key(|(minute, _)| *minute);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn gives(&self, handover: &Handover, time: &str) -> Text {
        let to = handover.to.map(|to| self.edition.problem.person_name(to));
        match (to, handover.by_note()) {
            (None, _) => crate::text!(
                "{time} leave notes for those who come next",
                "{time} 给下一班留言"
            ),
            (Some(to), true) => crate::text!("{time} leave notes for {to}", "{time} 留言给 {to}"),
            (Some(to), false) => crate::text!("{time} hand over to {to}", "{time} 交班给 {to}"),
        }
    }

    fn takes(&self, handover: &Handover, time: &str) -> Text {
        let from = self.edition.problem.person_name(handover.from);
        if handover.by_note() {
            crate::text!("{time} read the notes of {from}", "{time} 看 {from} 的留言")
        } else {
            crate::text!("{time} take over from {from}", "{time} 接 {from} 的班")
        }
    }
}
