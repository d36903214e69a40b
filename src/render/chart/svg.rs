//! Pages as SVG, through plotters. Texts stay texts, in a font of the reader's system.

use super::ChartError;
use super::color::Color;
use super::plot::{failed, paint, units};
use super::view::{Anchor, Label, Page, Picture};
use plotters::backend::{DrawingBackend, SVGBackend};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendTextStyle, FontFamily, FontStyle};
use std::fmt::Write;

/// Units a point: plotters counts in whole ones.
const SCALE: f64 = 10.0;

/// Fonts with Chinese characters that systems have, the most likely first.
pub const FONTS: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',Arial,sans-serif";

/// What plotters' backend multiplies and divides sizes by.
const PLOTTERS: f64 = 1.24;

/// Where plotters' backend puts the base line below a place at the top of a text, at size 1.
const BASE: f64 = 0.76;

/// Writes a page of a picture.
pub fn svg(picture: &Picture, page: &Page) -> Result<String, ChartError> {
    let size = (
        units(page.width, SCALE).unsigned_abs(),
        units(page.height, SCALE).unsigned_abs(),
    );
    let mut text = String::new();
    let mut backend = SVGBackend::with_string(&mut text, size);
    paint(&mut backend, page, SCALE, |backend, label| {
        let letters = Letters { label };
        let y = units(label.y - BASE * label.size, SCALE);
        backend.draw_text(&label.text, &letters, (units(label.x, SCALE), y))
    })?;
    backend.present().map_err(failed)?;
    drop(backend);
    Ok(tidy(&text, picture, page, size))
}

/// How plotters is told of a text.
struct Letters<'a> {
    label: &'a Label,
}

impl BackendTextStyle for Letters<'_> {
    type FontError = std::fmt::Error;

    fn color(&self) -> BackendColor {
        let Color(red, green, blue) = self.label.color;
        BackendColor {
            alpha: 1.0,
            rgb: (red, green, blue),
        }
    }

    fn size(&self) -> f64 {
        let size = f64::from(units(self.label.size, SCALE));
        // The neighbour that gives the size itself when it is divided again, and not 69.99999999999999.
        let near = size * PLOTTERS;
        [near, near.next_up(), near.next_down()]
            .into_iter()
            .find(|s| s / PLOTTERS == size)
            .unwrap_or(near)
    }

    fn style(&self) -> FontStyle {
        match self.label.bold {
            true => FontStyle::Bold,
            false => FontStyle::Normal,
        }
    }

    fn anchor(&self) -> Pos {
        let h_pos = match self.label.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(h_pos, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        // Asked by bitmaps only.
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: (i32, i32),
        _: D,
    ) -> Result<Result<(), E>, Self::FontError> {
        Ok(Ok(()))
    }
}

/// What plotters writes, made fit for paper and for reading: a size in millimetres, a title, the font named once, an
/// element a line, and nothing that says what is the default anyway.
fn tidy(text: &str, picture: &Picture, page: &Page, size: (u32, u32)) -> String {
    let millimetres = |points: f64| format!("{}mm", (points * 25.4 / 72.0 * 100.0).round() / 100.0);
    let mut tidy = String::with_capacity(text.len());
    // Writing to a String cannot fail.
    let _ = writeln!(
        tidy,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}\" height=\"{}\" viewBox=\"0 0 {} {}\" xml:lang=\"{}\" font-family=\"{FONTS}\">",
        millimetres(page.width),
        millimetres(page.height),
        size.0,
        size.1,
        picture.language
    );
    let _ = writeln!(tidy, "<title>{}</title>", escaped(&picture.title));
    let _ = writeln!(
        tidy,
        "<rect width=\"{}\" height=\"{}\" fill=\"#FFFFFF\"/>",
        size.0, size.1
    );
    let mut words = false;
    for line in text.lines().skip(1) {
        let line = line
            .replace(" opacity=\"1\"", "")
            .replace(" stroke=\"none\"", "")
            .replace(" font-family=\"sans-serif\"", "");
        words |= line.starts_with("<text ");
        tidy.push_str(&line);
        if line == "</text>" {
            words = false;
        }
        if !words {
            tidy.push('\n');
        }
    }
    tidy
}

/// A text as it may stand between tags and in attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}
