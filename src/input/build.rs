//! From a team file to the problem of a month: names are looked up, dates clipped, demand laid out.

use super::demand;
use super::leave_kinds;
use super::people;
use super::team::{Beside, ShiftRow, TeamFile, Word};
use super::{Fault, FaultKind, NameFlaw, Named, RosterFile, Source};
use crate::domain::calendar::Calendar;
use crate::domain::person::LeaveKind;
use crate::domain::time::{DAY, SLOT, Span, add_days};
use crate::domain::{Duty, Problem, ShiftKind, Skill, Standing};
use crate::model::DutySet;
use crate::source::DaySelector;
use crate::source::free::REST_WORDS;
pub use crate::source::{date, selector, some, whole};
use crate::text::Text;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// Words that stand for several shifts, or for any, in rules and wishes.
const SHIFT_WORDS: [&str; 5] = ["any", "night", "day", "work", "上班"];

pub fn problem(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    first: NaiveDate,
    days: usize,
    past: Option<&RosterFile>,
) -> Result<Problem, Fault> {
    let whole = |kind| Err(source.fault(None, kind));
    if file.shift.is_empty() {
        return whole(FaultKind::NoShifts);
    }
    let calendar = &beside.calendar;
    if file.person.is_empty() && beside.people.is_none() {
        return whole(FaultKind::NoPeople);
    }
    let info = |day: i64| calendar.day(add_days(first, day));
    let skills = skills(source, file)?;
    let kinds = kinds(source, file, &skills)?;
    let duties = duties(source, &kinds, &skills)?;
    let (rest_code, leave_kinds) = free_codes(source, file, beside, &kinds)?;
    if let Some(id) = &file.team.id {
        unique(source, Named::Team, &mut BTreeSet::new(), id)?;
    }
    let mut problem = Problem {
        name: unique(source, Named::Team, &mut BTreeSet::new(), &file.team.name)?,
        first,
        calendar: (0..days as i64).map(info).collect(),
        eve: (-Problem::AROUND..0).map(info).collect(),
        after: (days as i64..days as i64 + Problem::AROUND)
            .map(info)
            .collect(),
        skills,
        kinds,
        duties,
        people: Vec::new(),
        demand: Vec::new(),
        night_demand: Vec::new(),
        next: Vec::new(),
        open: Span { start: 0, end: 0 },
        closed: closed(source, file, calendar, first, days)?,
        quiet: BTreeSet::new(),
        rest_code,
        leave_kinds,
        leave_years: Vec::new(),
    };
    people::fill(source, file, beside, &mut problem, past)?;
    demand::fill(source, file, beside, &mut problem)?;
    problem.open = open(source, file, &problem)?;
    Ok(problem)
}

/// The dates on which the team does not work.
fn closed(
    source: &Arc<Source>,
    file: &TeamFile,
    calendar: &Calendar,
    first: NaiveDate,
    days: usize,
) -> Result<BTreeSet<NaiveDate>, Fault> {
    let selectors = closed_by(source, file)?;
    let is = |date: &NaiveDate| {
        let kind = calendar.kind(*date);
        selectors.iter().any(|s| s.matches(*date, kind))
    };
    Ok(around(first, days).filter(is).collect())
}

/// What says on which days the team does not work.
pub fn closed_by(source: &Arc<Source>, file: &TeamFile) -> Result<Vec<DaySelector>, Fault> {
    let words = file.team.closed.iter();
    words.map(|word| selector(source, word)).collect()
}

/// The dates of a month and those around it.
pub fn around(first: NaiveDate, days: usize) -> impl Iterator<Item = NaiveDate> {
    let days = -Problem::AROUND..days as i64 + Problem::AROUND;
    days.map(move |day| add_days(first, day))
}

/// Refuses a name that stands twice, or that a cell could not hold.
pub fn unique(
    source: &Arc<Source>,
    what: Named,
    seen: &mut BTreeSet<String>,
    name: &Word,
) -> Result<String, Fault> {
    let text = name.get_ref().trim().to_owned();
    if let Some(flaw) = name_flaw(what, &text) {
        let place = Some(name.span());
        let name = text;
        return Err(source.fault(place, FaultKind::BadName { what, name, flaw }));
    }
    if !seen.insert(text.clone()) {
        return Err(source.fault(Some(name.span()), FaultKind::Twice { what, name: text }));
    }
    Ok(text)
}

fn name_flaw(what: Named, text: &str) -> Option<NameFlaw> {
    let code = matches!(what, Named::Shift | Named::Skill | Named::LeaveKind);
    let in_code = |c: char| code && (c.is_whitespace() || c == '@' || c == ',');
    // Excel takes such a cell for a formula.
    let formula = |c: &char| ['=', '+', '-', '@'].contains(c);
    if text.is_empty() {
        return Some(NameFlaw::Empty);
    }
    if matches!(what, Named::Shift | Named::LeaveKind)
        && (REST_WORDS.contains(&text) || SHIFT_WORDS.contains(&text))
    {
        return Some(NameFlaw::Reserved);
    }
    let inside = text.chars().find(|c| c.is_control() || in_code(*c));
    let begins = text.chars().next().filter(formula);
    inside
        .map(NameFlaw::Contains)
        .or(begins.map(NameFlaw::Begins))
}

fn skills(source: &Arc<Source>, file: &TeamFile) -> Result<Vec<Skill>, Fault> {
    let mut seen = BTreeSet::new();
    file.skill
        .iter()
        .map(|row| {
            let code = unique(source, Named::Skill, &mut seen, &row.code)?;
            Ok(Skill {
                name: label(&code, row.name.as_deref(), row.name_en.as_deref()),
                code,
                post: row.post,
            })
        })
        .collect()
}

/// A name in both languages from what is given, falling back to the other, then to the code.
pub fn label(code: &str, zh: Option<&str>, en: Option<&str>) -> Text {
    // A label is part of a line in tables and charts.
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let zh_or = zh.or(en).unwrap_or(code);
    Text::new(line(en.unwrap_or(zh_or)), line(zh_or))
}

fn kinds(source: &Arc<Source>, file: &TeamFile, skills: &[Skill]) -> Result<Vec<ShiftKind>, Fault> {
    let mut seen = BTreeSet::new();
    file.shift
        .iter()
        .map(|row| {
            let code = unique(source, Named::Shift, &mut seen, &row.get_ref().code)?;
            kind(source, row, code, skills)
        })
        .collect()
}

/// The team's own codes for rest and for kinds of leave. No code has two meanings.
fn free_codes(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    kinds: &[ShiftKind],
) -> Result<(String, Vec<LeaveKind>), Fault> {
    let mut seen: BTreeSet<String> = kinds.iter().map(|k| k.code.clone()).collect();
    let rest = match &file.team.rest_code {
        // What means rest anyway may begin as no other code may.
        Some(word) if REST_WORDS.contains(&word.get_ref().trim()) => {
            word.get_ref().trim().to_owned()
        }
        Some(word) => unique(source, Named::LeaveKind, &mut seen, word)?,
        None => String::new(),
    };
    let kinds = leave_kinds::read(source, file, beside, &mut seen)?;
    Ok((rest, kinds))
}

fn kind(
    source: &Arc<Source>,
    row: &Spanned<ShiftRow>,
    code: String,
    skills: &[Skill],
) -> Result<ShiftKind, Fault> {
    let place = row.span();
    let row = row.get_ref();
    let segments = segments(source, row)?;
    let posts = row.posts.as_ref();
    let posts = posts.map_or(Ok(&[][..]), |names| some(source, "posts", names))?;
    let posts = posts.iter().map(|name| post(source, skills, name));
    let posts = posts.collect::<Result<Vec<_>, _>>()?;
    let unpaid = unpaid(source, row, place, &segments)?;
    if let Some(color) = &row.color {
        check_color(source, color)?;
    }
    Ok(ShiftKind {
        name: label(&code, row.name.as_deref(), row.name_en.as_deref()),
        code,
        night: row
            .night
            .unwrap_or_else(|| ShiftKind::touches_night(&segments)),
        segments,
        unpaid,
        posts,
        color: row.color.as_ref().map(|c| c.get_ref().clone()),
        only_pinned: row.only_pinned,
        until: (row.until.as_ref())
            .map(|word| date(source, word))
            .transpose()?,
        standing: Standing::Now,
    })
}

/// Minutes of breaks in turns. The shift must have worked minutes and end before it begins again.
fn unpaid(
    source: &Arc<Source>,
    row: &ShiftRow,
    place: Range<usize>,
    segments: &[Span],
) -> Result<i32, Fault> {
    let extent = match (segments.first(), segments.last()) {
        (Some(first), Some(last)) => last.end - first.start,
        _ => 0,
    };
    if !(1..=DAY).contains(&extent) {
        let at = row.time.first().map_or(place, Spanned::span);
        return Err(source.fault(Some(at), FaultKind::ShiftLength { minutes: extent }));
    }
    let present: i32 = segments.iter().map(|s| s.minutes()).sum();
    let most = i64::from(present) - 1;
    let unpaid = (row.unpaid.as_ref()).map_or(Ok(0), |u| whole(source, u, 0, most))?;
    Ok(i32::try_from(unpaid).unwrap_or(0))
}

fn check_color(source: &Arc<Source>, color: &Word) -> Result<(), Fault> {
    let digits = color.get_ref().strip_prefix('#').unwrap_or("");
    if digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(());
    }
    let text = color.get_ref().clone();
    Err(source.fault(Some(color.span()), FaultKind::BadColor { text }))
}

/// A post by its code.
fn post(source: &Arc<Source>, skills: &[Skill], name: &Word) -> Result<usize, Fault> {
    let index = skill(source, skills, name)?;
    if skills[index].post {
        return Ok(index);
    }
    let text = name.get_ref().clone();
    Err(source.fault(Some(name.span()), FaultKind::NotAPost { text }))
}

/// A skill by its code.
pub fn skill(source: &Arc<Source>, skills: &[Skill], name: &Word) -> Result<usize, Fault> {
    skills
        .iter()
        .position(|s| s.code == *name.get_ref())
        .ok_or_else(|| {
            source.fault(
                Some(name.span()),
                FaultKind::UnknownSkill {
                    name: name.get_ref().clone(),
                    known: skills.iter().map(|s| s.code.clone()).collect(),
                },
            )
        })
}

/// A stretch of time as the team file writes it.
pub fn span(source: &Arc<Source>, word: &Word) -> Result<Span, Fault> {
    Span::parse(word.get_ref()).map_err(|error| {
        let text = word.get_ref().clone();
        source.fault(Some(word.span()), FaultKind::BadTime { text, error })
    })
}

/// The same on the grain of demand.
pub fn slot_span(source: &Arc<Source>, word: &Word) -> Result<Span, Fault> {
    let span = span(source, word)?;
    if span.start % SLOT != 0 || span.end % SLOT != 0 {
        let text = word.get_ref().clone();
        return Err(source.fault(Some(word.span()), FaultKind::NotHalfHour { text }));
    }
    Ok(span)
}

fn segments(source: &Arc<Source>, row: &ShiftRow) -> Result<Vec<Span>, Fault> {
    let mut parts: Vec<Span> = Vec::new();
    for word in &row.time {
        let mut part = span(source, word)?;
        // A later part that starts before the one before it lies on the next day.
        if let Some(last) = parts.last().filter(|l| part.start < l.start) {
            let moved = part.later(DAY);
            if moved.start >= last.end {
                part = moved;
            }
        }
        if let Some(other) = parts.iter().find(|p| p.overlaps(part)) {
            let (a, b) = (other.to_string(), part.to_string());
            return Err(source.fault(Some(word.span()), FaultKind::Overlap { a, b }));
        }
        parts.push(part);
    }
    parts.sort_unstable();
    if parts.is_empty() {
        return Err(source.fault(Some(row.code.span()), FaultKind::ShiftLength { minutes: 0 }));
    }
    for word in &row.breaks {
        parts = without(source, &parts, word)?;
    }
    Ok(parts)
}

/// Takes a break out of a shift's parts.
fn without(source: &Arc<Source>, parts: &[Span], word: &Word) -> Result<Vec<Span>, Fault> {
    let day = DAY;
    let mut gap = span(source, word)?;
    let inside = |g: Span| parts.iter().any(|p| p.start <= g.start && g.end <= p.end);
    if !inside(gap) && inside(gap.later(day)) {
        gap = gap.later(day);
    }
    if !inside(gap) {
        let gap = word.get_ref().clone();
        return Err(source.fault(Some(word.span()), FaultKind::BreakOutside { gap }));
    }
    let cut = |p: &Span| {
        let before = Span {
            start: p.start,
            end: p.end.min(gap.start),
        };
        let after = Span {
            start: p.start.max(gap.end),
            end: p.end,
        };
        [before, after]
    };
    Ok(parts
        .iter()
        .flat_map(cut)
        .filter(|p| p.start < p.end)
        .collect())
}

fn duties(source: &Arc<Source>, kinds: &[ShiftKind], skills: &[Skill]) -> Result<Vec<Duty>, Fault> {
    let posts: Vec<usize> = (0..skills.len()).filter(|&s| skills[s].post).collect();
    let mut duties = Vec::new();
    for (k, kind) in kinds.iter().enumerate() {
        if posts.is_empty() {
            duties.push(Duty {
                kind: k,
                post: None,
                code: kind.code.clone(),
            });
        }
        for &p in posts
            .iter()
            .filter(|p| kind.posts.is_empty() || kind.posts.contains(p))
        {
            duties.push(Duty {
                kind: k,
                post: Some(p),
                code: format!("{}@{}", kind.code, skills[p].code),
            });
        }
    }
    if duties.len() > DutySet::CAPACITY {
        return Err(source.fault(
            None,
            FaultKind::TooManyDuties {
                count: duties.len(),
                most: DutySet::CAPACITY,
            },
        ));
    }
    Ok(duties)
}

/// Service hours: as given, else from the first to the last minute of any demand.
fn open(source: &Arc<Source>, file: &TeamFile, problem: &Problem) -> Result<Span, Fault> {
    if let Some(word) = &file.team.open {
        return slot_span(source, word);
    }
    let needs = problem.demand.iter().flatten().filter(|n| n.asks());
    let (start, end) = needs.fold((i32::MAX, 0), |(s, e), n| {
        (s.min(n.span.start), e.max(n.span.end))
    });
    Ok(if start < end {
        Span { start, end }
    } else {
        Span { start: 0, end: DAY }
    })
}
