//! Rows of people, spread over as many pages as they need.

use super::color::{INK, RULE};
use super::plan::Plan;
use super::view::{Area, Page, style};
use super::words;
use crate::domain::PersonIx;
use std::ops::Range;

/// How rows are spread: the rows of each page, and how high one is.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// The rows of each page.
    pub pages: Vec<Range<usize>>,
    /// Height of a row.
    pub height: f64,
}

/// Spreads rows over pages with `room` for them, of which the last also needs room for a `foot`. Rows are between
/// `least` and `most` high. One page if that is possible at all; otherwise pages that are about equally full.
pub fn spread(rows: usize, room: f64, foot: f64, (least, most): (f64, f64)) -> Spread {
    let single = (room - foot) / rows.max(1) as f64;
    if single >= least || rows <= 1 {
        return Spread {
            pages: std::iter::once(0..rows).collect(),
            height: single.min(most).max(1.0),
        };
    }
    // Where paper is turned anyway, rows need not be as narrow as they can be.
    let wish = least + (most - least) * 0.2;
    (2..=rows)
        .find_map(|pages| pages_of(rows, pages, room, foot, wish, most))
        .unwrap_or_else(|| Spread {
            // The foot alone is higher than a page: it is cut, the rows are not.
            pages: (0..rows).map(|row| row..row + 1).collect(),
            height: wish,
        })
}

/// Rows on so many pages, as high as they can be: as many on the last as its foot leaves room for. `None`: they would
/// be lower than wished.
fn pages_of(
    rows: usize,
    pages: usize,
    room: f64,
    foot: f64,
    wish: f64,
    most: f64,
) -> Option<Spread> {
    let height = |per: usize| {
        let last = rows - per * (pages - 1);
        (room / per as f64).min((room - foot) / last as f64)
    };
    let per = (1..=(rows - 1) / (pages - 1)).max_by(|a, b| height(*a).total_cmp(&height(*b)))?;
    let page = |first: usize| first..(first + per).min(rows);
    (height(per) >= wish).then(|| Spread {
        pages: (0..pages).map(|index| page(per * index)).collect(),
        height: height(per).min(most),
    })
}

const NAME: f64 = 8.5;
/// Names in high rows, where they fit.
const LARGE: f64 = 11.0;

/// Names shrink to this before they are cut.
const SMALLEST: f64 = 5.2;
/// In rows at least so high, long names have two lines.
const TWO_LINES: f64 = 15.0;

/// How wide the column of names is: as wide as the longest, within bounds.
pub fn names_width(plan: &Plan<'_>, most: f64) -> f64 {
    let width = |p: &PersonIx| style(NAME).width(&plan.problem.people[*p].name);
    let widest = plan.people.iter().map(width).fold(0.0, f64::max);
    let heading = style(7.0).width(plan.t(words::PERSON));
    (widest.max(heading) + 8.0).clamp(38.0, most)
}

/// Writes a person's name into the first cell of a row.
pub fn name(plan: &Plan<'_>, page: &mut Page, area: Area, person: PersonIx) {
    let size = (area.h * 0.58).clamp(NAME.min(area.h * 0.72), LARGE);
    let least = size.min(NAME) * 0.85;
    let (room, name) = (area.inset(3.0, 0.0), &plan.problem.people[person].name);
    let words = style(size).least(least).start();
    if style(least).width(name) <= room.w {
        return page.write(room, name, words);
    }
    if area.h < TWO_LINES {
        return page.write(room, name, words.least(least.min(SMALLEST)));
    }
    let lines = halves(name);
    let high = area.h * 0.42;
    let widest = lines
        .iter()
        .map(|l| style(1.0).width(l))
        .fold(1.0, f64::max);
    let size = (room.w / widest).min(high * 0.8).clamp(SMALLEST, NAME);
    for (index, line) in lines.iter().enumerate() {
        let y = room.y + area.h * 0.08 + high * index as f64;
        page.write(Area { y, h: high, ..room }, line, style(size).start());
    }
}

/// A name as two lines: parted between words, nearest to its middle; else in the middle.
fn halves(name: &str) -> [&str; 2] {
    let wide = |text: &str| style(1.0).width(text);
    let middle = wide(name) / 2.0;
    let off = |at: &usize| (wide(&name[..*at]) - middle).abs();
    let between = |(at, c): (usize, char)| " ·•-‐".contains(c).then_some(at + c.len_utf8());
    let words = name.char_indices().filter_map(between);
    let best = words.min_by(|a, b| off(a).total_cmp(&off(b)));
    // A word alone at one end leaves the other line as long as before.
    let best = best.filter(|at| off(at) <= middle * 0.6);
    let any = || name.char_indices().map(|(at, _)| at);
    let at = best.or_else(|| any().min_by(|a, b| off(a).total_cmp(&off(b))));
    let (first, second) = name.split_at(at.unwrap_or(0));
    [first.trim_end(), second]
}

/// The heading of the column of names.
pub fn name_heading(plan: &Plan<'_>, page: &mut Page, area: Area) {
    let words = style(7.0).bold().start();
    page.write(area.inset(3.0, 0.0), plan.t(words::PERSON), words);
}

/// Lines between rows; every fifth is stronger, so that the eye keeps its row.
pub fn lines(page: &mut Page, area: Area, count: usize, height: f64) {
    for row in 1..count {
        let y = area.y + height * row as f64;
        let (width, color) = if row % 5 == 0 {
            (0.7, INK)
        } else {
            (0.35, RULE)
        };
        page.across(area.x, area.right(), y, width, color);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_fill_pages_evenly() {
        // (rows, foot) on 400 points with rows from 12 to 18 high: rows of each page.
        let cases: [(usize, f64, &[usize]); 6] = [
            (0, 60.0, &[0]),
            (9, 60.0, &[9]),
            (28, 60.0, &[28]),
            (30, 60.0, &[16, 14]),
            (120, 60.0, &[25, 25, 25, 25, 20]),
            (57, 60.0, &[20, 20, 17]),
        ];
        for (rows, foot, want) in cases {
            let spread = spread(rows, 400.0, foot, (12.0, 18.0));
            let found: Vec<usize> = spread.pages.iter().map(Range::len).collect();
            assert_eq!(found, want, "{rows}");
            assert!((12.0..=18.0).contains(&spread.height), "{spread:?}");
            let last = spread.pages.last().map_or(0, Range::len) as f64;
            assert!(last * spread.height + foot <= 400.01, "{spread:?}");
            assert_eq!(spread.pages.iter().map(Range::len).sum::<usize>(), rows);
        }
    }

    #[test]
    fn long_names_are_parted_between_words() {
        let cases = [
            (
                "Ann-Catherine Featherstonehaugh",
                ["Ann-Catherine", "Featherstonehaugh"],
            ),
            ("阿卜杜热西提·艾合买提江", ["阿卜杜热西提·", "艾合买提江"]),
            ("一二三四五六七八", ["一二三四", "五六七八"]),
            (
                "A Featherstonehaughdottir",
                ["A Featherston", "ehaughdottir"],
            ),
            ("", ["", ""]),
        ];
        for (name, want) in cases {
            assert_eq!(halves(name), want, "{name}");
        }
    }

    #[test]
    fn a_foot_higher_than_a_page_ends() {
        assert_eq!(spread(3, 100.0, 150.0, (12.0, 18.0)).pages.len(), 3);
    }
}
