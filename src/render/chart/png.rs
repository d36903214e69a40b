//! Pages as PNG, through plotters' bitmaps, in the built-in font.
//!
//! plotters counts in whole pixels and would smear a line over two of them, so straight lines are drawn as fields.

use super::ChartError;
use super::color::Color;
use super::font::Font;
use super::glyphs::Glyphs;
use super::view::{Anchor, Area, Item, Label, Page};
use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use plotters::backend::{BitMapBackend, DrawingBackend};
use plotters::style::{Color as _, RGBColor};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{BackendColor, BackendTextStyle, DrawingErrorKind, FontFamily};
use std::cell::RefCell;
use std::io::Write;

/// Pixels a point: 144 a inch, so that half points are sharp.
const SCALE: f64 = 2.0;

/// Writes pages, one after the other; letters are kept from page to page.
pub struct Painter {
    glyphs: RefCell<Glyphs>,
}

impl Painter {
    /// A painter with the built-in font.
    pub fn new() -> Result<Painter, ChartError> {
        let font = Font::built_in().ok_or_else(|| ChartError::Font("it is damaged".to_owned()))?;
        Ok(Painter {
            glyphs: RefCell::new(Glyphs::new(font)),
        })
    }

    /// Writes a page.
    pub fn png(&self, page: &Page) -> Result<Vec<u8>, ChartError> {
        let size = (
            pixels(page.width).unsigned_abs(),
            pixels(page.height).unsigned_abs(),
        );
        let mut bitmap = vec![0xff; 3 * size.0 as usize * size.1 as usize];
        let mut board = BitMapBackend::with_buffer(&mut bitmap, size);
        for item in &page.items {
            match item {
                Item::Field(area, color) => field(&mut board, *area, *color),
                Item::Line(from, to, width, color) => line(&mut board, *from, *to, *width, *color),
                Item::Label(label) => {
                    let glyphs = &self.glyphs;
                    board.draw_text(&label.text, &Letters { label, glyphs }, (0, 0))
                }
            }
            .map_err(|e| ChartError::Drawing(e.to_string()))?;
        }
        drop(board);
        encoded(&bitmap, size).map_err(|e| ChartError::Drawing(e.to_string()))
    }
}

/// What plotters says of a drawing that failed.
type Fault = DrawingErrorKind<<BitMapBackend<'static> as DrawingBackend>::ErrorType>;

/// A length in whole pixels.
fn pixels(points: f64) -> i32 {
    (points * SCALE).round() as i32
}

fn rgb(color: Color) -> RGBColor {
    RGBColor(color.0, color.1, color.2)
}

fn field(board: &mut BitMapBackend<'_>, area: Area, color: Color) -> Result<(), Fault> {
    let (left, top) = (pixels(area.x), pixels(area.y));
    // Nothing is so narrow that it vanishes.
    let right = pixels(area.right()).max(left + 1);
    let bottom = pixels(area.bottom()).max(top + 1);
    board.draw_rect((left, top), (right, bottom), &rgb(color), true)
}

fn line(
    board: &mut BitMapBackend<'_>,
    from: (f64, f64),
    to: (f64, f64),
    width: f64,
    color: Color,
) -> Result<(), Fault> {
    let color = rgb(color);
    let thick = pixels(width).max(1);
    let before = |at: f64| (at * SCALE - f64::from(thick) / 2.0).round() as i32;
    let [start, end] = [from, to].map(|(x, y)| (pixels(x), pixels(y)));
    if start.0 == end.0 {
        let (left, top, bottom) = (before(from.0), start.1.min(end.1), start.1.max(end.1));
        board.draw_rect((left, top), (left + thick, bottom), &color, true)
    } else if start.1 == end.1 {
        let (top, left, right) = (before(from.1), start.0.min(end.0), start.0.max(end.0));
        board.draw_rect((left, top), (right, top + thick), &color, true)
    } else {
        board.draw_line(start, end, &color.stroke_width(thick.unsigned_abs()))
    }
}

/// How plotters is told of a text: it asks for the pixels.
struct Letters<'a> {
    label: &'a Label,
    glyphs: &'a RefCell<Glyphs>,
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

    fn anchor(&self) -> Pos {
        // The pen is placed here, to a part of a pixel; plotters knows whole ones only.
        Pos::new(HPos::Left, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::SansSerif
    }

    fn layout_box(&self, _: &str) -> Result<((i32, i32), (i32, i32)), Self::FontError> {
        Ok(((0, 0), (0, 0)))
    }

    fn draw<E, D: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        _: (i32, i32),
        mut draw: D,
    ) -> Result<Result<(), E>, Self::FontError> {
        let label = self.label;
        let mut glyphs = self.glyphs.borrow_mut();
        let font = glyphs.font();
        let size = label.size * SCALE;
        let advance = |c: char| font.advance(font.glyph(c)) * size;
        let wide: f64 = text.chars().map(advance).sum();
        let mut x = label.x * SCALE
            - match label.anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => wide / 2.0,
                Anchor::End => wide,
            };
        let base = pixels(label.y);
        let BackendColor { rgb, .. } = self.color();
        for c in text.chars() {
            let (pen, letter) = glyphs.at(font.glyph(c), size, label.bold, x);
            for (index, &alpha) in letter.cover.iter().enumerate() {
                if alpha <= 0.0 {
                    continue;
                }
                let (column, row) = (index % letter.width, index / letter.width);
                let alpha = f64::from(alpha);
                let place = (
                    pen + letter.left + column as i32,
                    base + letter.top + row as i32,
                );
                if let Err(error) = draw(place.0, place.1, BackendColor { alpha, rgb }) {
                    return Ok(Err(error));
                }
            }
            x += advance(c);
        }
        Ok(Ok(()))
    }
}

/// The pixels as a PNG file. The format is small enough to write it here: a header, the resolution, the packed rows.
fn encoded(bitmap: &[u8], (width, height): (u32, u32)) -> std::io::Result<Vec<u8>> {
    const EIGHT_BITS_RGB: [u8; 5] = [8, 2, 0, 0, 0];
    let per_metre = (72.0 * SCALE / 0.0254).round() as u32;
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend(EIGHT_BITS_RGB);
    chunk(&mut file, b"IHDR", &header);
    let mut resolution = Vec::new();
    resolution.extend(per_metre.to_be_bytes());
    resolution.extend(per_metre.to_be_bytes());
    resolution.push(1);
    chunk(&mut file, b"pHYs", &resolution);
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::new(6));
    for row in bitmap.chunks(3 * width as usize) {
        // Rows as they are: flat colours pack best without a filter.
        packed.write_all(&[0])?;
        packed.write_all(row)?;
    }
    chunk(&mut file, b"IDAT", &packed.finish()?);
    chunk(&mut file, b"IEND", &[]);
    Ok(file)
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let mut check = Crc::new();
    check.update(name);
    check.update(data);
    file.extend(length.to_be_bytes());
    file.extend(name);
    file.extend(data);
    file.extend(check.sum().to_be_bytes());
}
