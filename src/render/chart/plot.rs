//! Pages through plotters: what its SVG and its bitmap backend share.
//!
//! Both count in whole units, so a page is drawn enlarged. Straight lines are drawn as fields, because that is what stays
//! sharp in a bitmap and has an exact width in SVG. Texts are placed by the file of the format: the backends put them
//! elsewhere, each in its own way.

use super::ChartError;
use super::color::Color;
use super::view::{Area, Item, Label, Page};
use plotters::backend::DrawingBackend;
use plotters::style::{RGBColor, ShapeStyle};
use plotters_backend::DrawingErrorKind;
use std::error::Error;

/// Draws a page, `scale` units a point; `write` places its texts.
pub fn paint<B: DrawingBackend>(
    backend: &mut B,
    page: &Page,
    scale: f64,
    mut write: impl FnMut(&mut B, &Label) -> Result<(), DrawingErrorKind<B::ErrorType>>,
) -> Result<(), ChartError> {
    for item in &page.items {
        match item {
            Item::Field(area, color) => field(backend, *area, scale, *color),
            Item::Line(from, to, width, color) => {
                line(backend, *from, *to, (*width, scale), *color)
            }
            Item::Label(label) => write(backend, label),
        }
        .map_err(failed)?;
    }
    Ok(())
}

/// A fault of plotters as ours.
pub fn failed<E: Error + Send + Sync>(error: DrawingErrorKind<E>) -> ChartError {
    ChartError::Drawing(error.to_string())
}

/// A length in whole units.
pub fn units(points: f64, scale: f64) -> i32 {
    (points * scale).round() as i32
}

fn filled(color: Color, width: u32) -> ShapeStyle {
    ShapeStyle {
        color: RGBColor(color.0, color.1, color.2).into(),
        filled: true,
        stroke_width: width,
    }
}

fn field<B: DrawingBackend>(
    backend: &mut B,
    area: Area,
    scale: f64,
    color: Color,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let corner = |x, y| (units(x, scale), units(y, scale));
    let (left, top) = corner(area.x, area.y);
    let (right, bottom) = corner(area.right(), area.bottom());
    // Nothing is so narrow that it vanishes.
    let end = (right.max(left + 1), bottom.max(top + 1));
    backend.draw_rect((left, top), end, &filled(color, 1), true)
}

fn line<B: DrawingBackend>(
    backend: &mut B,
    from: (f64, f64),
    to: (f64, f64),
    (width, scale): (f64, f64),
    color: Color,
) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    let thick = units(width, scale).max(1);
    let point = |(x, y): (f64, f64)| (units(x, scale), units(y, scale));
    let (start, end) = (point(from), point(to));
    let before = |at: f64| (at * scale - f64::from(thick) / 2.0).round() as i32;
    let style = filled(color, thick.unsigned_abs());
    if start.0 == end.0 {
        let left = before(from.0);
        let (top, bottom) = (start.1.min(end.1), start.1.max(end.1));
        backend.draw_rect((left, top), (left + thick, bottom), &style, true)
    } else if start.1 == end.1 {
        let top = before(from.1);
        let (left, right) = (start.0.min(end.0), start.0.max(end.0));
        backend.draw_rect((left, top), (right, top + thick), &style, true)
    } else {
        backend.draw_line(start, end, &style)
    }
}
