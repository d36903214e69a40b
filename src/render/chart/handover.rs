//! Handovers on an axis: a band while both are there, a line where one goes as the other comes.

use super::bars::Axis;
use super::color::{BAND, GRAY, SHADE};
use super::legend::Entry;
use super::plan::Plan;
use super::view::{Area, Page};
use super::words;

/// Who is there together for longer than this works together, and hands over at the end.
const LONGEST: i64 = 60;

/// When shifts are handed over, in minutes from the month's first midnight: from when the next is there to when the
/// last goes; both are the same where one ends as the other begins. Notes across hours without anybody are none.
pub fn spans(plan: &Plan<'_>) -> Vec<(i64, i64)> {
    let both = plan.handovers.iter().filter(|h| !h.by_note());
    let span = |(from, to): (i64, i64)| {
        if to - from > LONGEST {
            (to, to)
        } else {
            (from, to)
        }
    };
    let mut spans: Vec<(i64, i64)> = both.map(|h| span(h.span())).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Draws the handovers that lie on an axis, behind the rows.
pub fn draw(page: &mut Page, axis: &Axis, spans: &[(i64, i64)], top: f64, bottom: f64) {
    for &(start, end) in spans {
        // A handover without a minute in common is a line.
        for piece in axis.pieces((start, end.max(start + 1))) {
            let wide = if start == end {
                0.0
            } else {
                piece.right - piece.left
            };
            band(page, Area::new(piece.left, top, wide, bottom - top));
        }
    }
}

fn band(page: &mut Page, area: Area) {
    page.fill(area, SHADE);
    page.dashed((area.x, area.y), (area.x, area.bottom()), 0.7, GRAY);
    if area.w > 1.0 {
        let right = area.right();
        page.dashed((right, area.y), (right, area.bottom()), 0.7, GRAY);
    }
}

/// What the band means.
pub fn legend(plan: &Plan<'_>) -> Entry {
    Entry::new(plan.t(words::LEGEND_HANDOVER), |page, area| {
        page.fill(area, BAND);
        band(page, Area::new(area.x + 5.0, area.y, 6.0, area.h));
    })
}
