//! Charts for the wall, the desk and the phone.
//!
//! What a chart shows is worked out once (`plan.rs`); each kind of chart has a file that draws it as a picture without
//! any format ([`view`]), and each format a file that writes such pictures as bytes. HTML is the exception: a phone
//! wants rows that scroll and not pages, so it is written from the same plan.

mod bars;
mod color;
mod coverage;
mod cycle;
mod day;
mod fairness;
mod font;
mod frame;
mod glyphs;
mod handover;
pub mod html;
mod legend;
mod month;
pub mod pdf;
mod plan;
pub mod png;
mod rotation;
mod rows;
pub mod svg;
mod tasks;
pub mod view;
mod week;
mod words;

pub use view::Picture;
pub use words::weekday;

use crate::domain::tasks::Task;
use crate::domain::{Problem, Roster};
use crate::render::document;
use crate::rules::RuleBook;
use crate::text::Lang;
use plan::Plan;
use std::collections::BTreeSet;
use std::sync::Arc;
use thiserror::Error;

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// People by days.
    Month,
    /// Bars on the time of a week.
    Week,
    /// Bars on the time of a day.
    Day,
    /// Demand against presence.
    Coverage,
    /// Hours, nights, weekends and holidays of each person.
    Fairness,
    /// The rotation of weeks.
    Cycle,
}

/// A size of paper, held landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// 297 mm by 210 mm.
    A4,
    /// 420 mm by 297 mm.
    A3,
}

impl Paper {
    /// Width and height in points.
    pub fn size(self) -> (f64, f64) {
        let points = |millimetres: f64| millimetres * 72.0 / 25.4;
        match self {
            Paper::A4 => (points(297.0), points(210.0)),
            Paper::A3 => (points(420.0), points(297.0)),
        }
    }
}

/// Which chart is wanted.
#[derive(Debug, Clone)]
pub struct Order {
    /// What it shows.
    pub kind: Kind,
    /// The language of its words.
    pub lang: Lang,
    /// The paper of its pages.
    pub paper: Paper,
    /// For the week chart: which of [`Problem::weeks`], from 0; `None`: all.
    pub week: Option<usize>,
    /// For the day chart: which day, from 0; `None`: all.
    pub day: Option<usize>,
    /// For the month and day charts: the fixed duties.
    pub tasks: Vec<Task>,
    /// For the cycle and fairness charts: the rules in force, which say whom they are for and what is off.
    pub rules: Arc<RuleBook>,
}

impl Order {
    /// A chart of everything, on A4.
    pub fn new(kind: Kind, lang: Lang) -> Order {
        Order {
            kind,
            lang,
            paper: Paper::A4,
            week: None,
            day: None,
            tasks: Vec::new(),
            rules: Arc::default(),
        }
    }
}

/// Why a chart cannot be written. Neither happens with the built-in font.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChartError {
    /// The font cannot be read.
    #[error("the built-in font cannot be used: {0}")]
    Font(String),
    /// The drawing failed.
    #[error("the chart cannot be drawn: {0}")]
    Drawing(String),
}

/// Draws a chart as pages. Large paper shows as much as it can on a page; where that saves no page, it shows what small
/// paper would, larger.
pub fn picture(problem: &Problem, roster: &Roster, order: &Order) -> Picture {
    let picture = drawn(problem, roster, order);
    if order.paper == Paper::A4 {
        return picture;
    }
    let small = Order {
        paper: Paper::A4,
        ..order.clone()
    };
    let small = drawn(problem, roster, &small);
    if small.pages.len() > picture.pages.len() {
        return picture;
    }
    let size = order.paper.size();
    let pages = small.pages.into_iter().map(|page| page.enlarged(size));
    Picture {
        pages: pages.collect(),
        ..picture
    }
}

fn drawn(problem: &Problem, roster: &Roster, order: &Order) -> Picture {
    let plan = Plan::new(problem, roster, order);
    let mut pages = match order.kind {
        Kind::Month => month::pages(&plan),
        Kind::Week => week::pages(&plan),
        Kind::Day => day::pages(&plan),
        Kind::Coverage => coverage::pages(&plan),
        Kind::Fairness => fairness::pages(&plan),
        Kind::Cycle => cycle::pages(&plan),
    };
    frame::number(&plan, &mut pages);
    Picture {
        title: plan.title(),
        language: document::tag(order.lang),
        pages,
    }
}

/// The characters of a picture that PNG and PDF show as a box, because the built-in font lacks them.
pub fn missing(picture: &Picture) -> BTreeSet<char> {
    font::missing(picture.pages.iter().flat_map(view::Page::texts))
}
