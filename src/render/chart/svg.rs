//! Pages as SVG. Texts stay texts, in a font of the reader's system.

use super::color::INK;
use super::font;
use super::view::{Anchor, Item, Label, Page, Picture};
use maud::{Markup, html};
use std::fmt::Write;

/// Fonts with Chinese characters that systems have, the most likely first.
pub const FONTS: &str = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',Arial,sans-serif";

/// Writes a page of a picture: as large as its paper, in points, an element a line.
pub fn svg(picture: &Picture, page: &Page) -> String {
    let millimetres = |points: f64| format!("{}mm", short(points * 25.4 / 72.0));
    let (width, height) = (short(page.width), short(page.height));
    let drawing = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(millimetres(page.width)) height=(millimetres(page.height))
            viewBox={ "0 0 " (width) " " (height) } xml:lang=(picture.language)
            font-family=(FONTS) fill=(INK.css()) { "\n"
            title { (font::clean(&picture.title)) } "\n"
            rect width=(width) height=(height) fill="#fff" {} "\n"
            @for alike in page.items.chunk_by(belong) { (element(alike)) "\n" }
        } "\n"
    };
    drawing.into_string()
}

/// Whether two items make one element: lines of a pen, such as the strokes of a hatching.
fn belong(one: &Item, next: &Item) -> bool {
    match (one, next) {
        (Item::Line(_, _, width, color), Item::Line(_, _, other, paint)) => {
            width == other && color == paint
        }
        _ => false,
    }
}

/// Items that belong together.
fn element(alike: &[Item]) -> Markup {
    html! {
        @match alike {
            [Item::Label(label), ..] => (words(label)),
            [Item::Field(area, color), ..] => {
                // Edges are rounded and not widths, so that neighbours meet.
                @let (x, y) = (short(area.x), short(area.y));
                @let (width, height) = (short(short(area.right()) - x), short(short(area.bottom()) - y));
                rect x=(x) y=(y) width=(width) height=(height) fill=(color.css()) {}
            }
            [Item::Line(_, _, width, color), ..] => {
                path stroke=(color.css()) stroke-width=(short(*width)) d=(trail(alike)) {}
            }
            [] => {}
        }
    }
}

/// A text. What is black, begins at its place or is not bold need not be said to be.
fn words(label: &Label) -> Markup {
    let anchor = match label.anchor {
        Anchor::Start => None,
        Anchor::Middle => Some("middle"),
        Anchor::End => Some("end"),
    };
    html! {
        text x=(short(label.x)) y=(short(label.y)) font-size=(short(label.size)) text-anchor=[anchor]
            font-weight=[label.bold.then_some("bold")]
            fill=[(label.color != INK).then(|| label.color.css())] { (label.text) }
    }
}

/// The way of a pen along some lines. It encloses nothing, so that there is nothing to be filled.
fn trail(lines: &[Item]) -> String {
    let mut trail = String::new();
    for item in lines {
        let Item::Line(from, to, ..) = item else {
            continue;
        };
        let (start, end) = ((short(from.0), short(from.1)), (short(to.0), short(to.1)));
        // Writing to a String cannot fail.
        let _ = write!(trail, "M{} {}", start.0, start.1);
        let _ = match (start.0 == end.0, start.1 == end.1) {
            (true, _) => write!(trail, "V{}", end.1),
            (_, true) => write!(trail, "H{}", end.0),
            _ => write!(trail, "L{} {}", end.0, end.1),
        };
    }
    trail
}

/// Hundredths of points are enough, and short.
fn short(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
