//! Handovers and duties as rows of a table, for the workbook and as CSV.

use super::{NEXT_MONTH, NOBODY, weekday};
use crate::domain::PersonIx;
use crate::facts::handover::Handover;
use crate::render::export::{Edition, iso, plain};
use crate::source::csv::{Cell, Csv};
use crate::text::{Fixed, Lang, pick};
use chrono::Datelike;

/// The headings of a row: see [`Row`].
pub const HEADS: [Fixed; 8] = [
    ("date", "日期"),
    ("day", "星期"),
    ("from", "从"),
    ("to", "到"),
    ("what", "事项"),
    ("post or duty", "岗位或事务"),
    ("who", "人员"),
    ("takes over", "接班"),
];

const HANDOVER: Fixed = ("handover", "交接");
const NOTES: Fixed = ("notes left", "留言交接");
const DUTY: Fixed = ("duty", "事务");

/// A handover from one person to one, or a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// When it begins, in minutes from the month's first midnight.
    at: i64,
    /// Cells in the order of the headings: date, weekday, from, to, handover or notes or duty, at which post or which
    /// duty, who hands over or does it, who takes over.
    pub cells: [String; 8],
}

/// All handovers, one row for each person who takes over, in order of time.
pub fn handovers(edition: &Edition<'_>, lang: Lang) -> Vec<Row> {
    let all = edition.handovers.iter();
    all.map(|handover| of_handover(edition, handover, lang))
        .collect()
}

/// Handovers and duties as CSV, in UTF-8 with the byte-order mark that Excel needs. With `person`, only what concerns
/// them.
pub fn csv(edition: &Edition<'_>, person: Option<PersonIx>, lang: Lang) -> String {
    let mine = |people: &[PersonIx]| person.is_none_or(|one| people.contains(&one));
    let handovers = edition.handovers.iter();
    let mut rows: Vec<Row> = handovers
        .filter(|h| mine(&[h.from, h.to.unwrap_or(h.from)]))
        .map(|handover| of_handover(edition, handover, lang))
        .collect();
    for given in edition.given.iter().filter(|given| mine(&given.people)) {
        let people = match person {
            Some(one) => vec![one],
            None => given.people.clone(),
        };
        let names = if people.is_empty() {
            pick(NOBODY, lang).to_owned()
        } else {
            edition.names(&people).join(pick((", ", "、"), lang))
        };
        let what = plain(edition.tasks[given.task].name.get(lang));
        let texts = [pick(DUTY, lang).to_owned(), what, names, String::new()];
        rows.push(row(
            edition,
            (given.start, given.end),
            given.day(),
            texts,
            lang,
        ));
    }
    rows.sort_by_key(|row| row.at);
    let mut csv = Csv::new();
    csv.row(HEADS.iter().map(|head| Cell::text(pick(*head, lang))));
    for row in &rows {
        csv.row(row.cells.iter().map(Cell::text));
    }
    csv.text()
}

fn of_handover(edition: &Edition<'_>, handover: &Handover, lang: Lang) -> Row {
    let skills = &edition.problem.skills;
    let post = handover.post.map(|post| plain(skills[post].name.get(lang)));
    let name = |person: PersonIx| plain(edition.problem.person_name(person));
    let next = || pick(NEXT_MONTH, lang).to_owned();
    let what = if handover.by_note() { NOTES } else { HANDOVER };
    let texts = [
        pick(what, lang).to_owned(),
        post.unwrap_or_default(),
        name(handover.from),
        handover.to.map_or_else(next, name),
    ];
    let day = handover.day(edition.problem.days()) as i64;
    row(edition, handover.span(), day, texts, lang)
}

fn row(
    edition: &Edition<'_>,
    (from, to): (i64, i64),
    day: i64,
    [what, which, who, next]: [String; 4],
    lang: Lang,
) -> Row {
    let date = edition.problem.date(day);
    Row {
        at: from,
        cells: [
            iso(date),
            weekday(date.weekday(), lang).to_owned(),
            edition.clock(from, day),
            edition.clock(to, day),
            what,
            which,
            who,
            next,
        ],
    }
}
