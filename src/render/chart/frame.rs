//! What every page has: title, legend, page number, and on the last one a place to sign.

use super::color::{GRAY, INK};
use super::legend::{Entry, Legend};
use super::plan::Plan;
use super::view::{Area, Page, style};
use super::words;
use crate::text::Lang;

const MARGIN: f64 = 26.0;
const TITLE: f64 = 24.0;
const FOOT: f64 = 14.0;
/// Height of the place to sign.
pub const SIGN: f64 = 30.0;

/// The frame that the pages of a chart share.
pub struct Frame<'a> {
    plan: &'a Plan<'a>,
    size: (f64, f64),
    legend: Legend,
}

impl<'a> Frame<'a> {
    /// A frame with a legend.
    pub fn new(plan: &'a Plan<'a>, entries: Vec<Entry>) -> Frame<'a> {
        let size = plan.order.paper.size();
        Frame {
            plan,
            size,
            legend: Legend::new(entries, size.0 - 2.0 * MARGIN),
        }
    }

    /// What is left for the chart between title and legend.
    pub fn body(&self) -> Area {
        let (width, height) = self.size;
        let below = self.legend.height() + 4.0 + FOOT + MARGIN * 0.7;
        let top = MARGIN * 0.8 + TITLE;
        Area::new(MARGIN, top, width - 2.0 * MARGIN, height - top - below)
    }

    /// A page with title and legend; `part` says what of the chart is on it.
    pub fn page(&self, part: &str) -> Page {
        let mut page = Page::new(self.size);
        let body = self.body();
        let band = Area::new(body.x, MARGIN * 0.8, body.w, TITLE - 6.0);
        let right = style(11.0).bold().end();
        page.write(band, part, right);
        let room = body.w - right.width(part) - 20.0;
        let second = style(11.0).start();
        let rest = self.plan.subject();
        let first = style(15.0).bold().start();
        let most = (room - second.width(&rest) - 10.0).max(60.0);
        let name = first.width(&self.plan.problem.name).min(most);
        page.write(Area { w: name, ..band }, &self.plan.problem.name, first);
        let rest_area = Area::new(
            band.x + name + 10.0,
            band.y + 1.2,
            room - name - 10.0,
            band.h,
        );
        page.write(rest_area, &rest, second);
        self.legend.draw(&mut page, (body.x, body.bottom() + 4.0));
        page
    }
}

/// Writes title and page number at the foot of each page.
pub fn number(plan: &Plan<'_>, pages: &mut [Page]) {
    let count = pages.len();
    let title = plan.title();
    for (index, page) in pages.iter_mut().enumerate() {
        let number = index + 1;
        let words = match plan.lang() {
            Lang::En => format!("Page {number} of {count}"),
            Lang::Zh => format!("第 {number} 页，共 {count} 页"),
        };
        let top = page.height - MARGIN * 0.7 - FOOT;
        let foot = Area::new(MARGIN, top, page.width - 2.0 * MARGIN, FOOT);
        let small = style(7.0).color(GRAY);
        page.write(foot, &words, small.end());
        let left = Area {
            w: foot.w - small.width(&words) - 20.0,
            ..foot
        };
        page.write(left, &title, small.start());
    }
}

/// The place to sign, at the right of a strip of [`SIGN`] points.
pub fn sign(plan: &Plan<'_>, page: &mut Page, strip: Area) {
    const LINE: f64 = 92.0;
    let words = style(8.0).start();
    let mut right = strip.right();
    let base = strip.bottom() - 4.0;
    for label in words::SIGNATURES.iter().rev() {
        let label = plan.t(*label);
        page.across(right - LINE, right, base, 0.6, INK);
        let left = right - LINE - 5.0 - words.width(label);
        page.text((left, base - 1.0), label, words);
        right = left - 16.0;
    }
}
