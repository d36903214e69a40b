//! Letters as pixels: the built-in font's outlines, placed to a quarter of a pixel, each drawn once and kept.

use super::font::Font;
use ab_glyph_rasterizer::{Point, Rasterizer, point};
use std::collections::HashMap;
use ttf_parser::{GlyphId, OutlineBuilder};

/// A letter as a field of pixels, each with how much of it is covered.
pub struct Pixels {
    /// The left edge from the pen's place, in whole pixels.
    pub left: i32,
    /// The upper edge from the base line; negative above it.
    pub top: i32,
    /// Pixels in a row.
    pub width: usize,
    /// Covered parts, row by row, from 0 to 1.
    pub cover: Vec<f32>,
}

/// Glyph, size in 64ths of a pixel, quarter of a pixel, bold.
type Key = (u16, u32, u8, bool);

/// The letters drawn so far.
pub struct Glyphs {
    font: &'static Font,
    drawn: HashMap<Key, Pixels>,
}

/// Bold letters are drawn twice, this much apart at size 1.
const BOLD: f32 = 0.035;

impl Glyphs {
    /// None so far.
    pub fn new(font: &'static Font) -> Glyphs {
        Glyphs {
            font,
            drawn: HashMap::new(),
        }
    }

    /// The font.
    pub fn font(&self) -> &'static Font {
        self.font
    }

    /// The pixels of a glyph at a size, when the pen is at `x`; and the whole pixel that the pen is at.
    pub fn at(&mut self, glyph: GlyphId, size: f64, bold: bool, x: f64) -> (i32, &Pixels) {
        let quarters = (x * 4.0).round() as i64;
        let (whole, quarter) = (quarters.div_euclid(4), quarters.rem_euclid(4));
        let key = (glyph.0, (size * 64.0).round() as u32, quarter as u8, bold);
        let font = self.font;
        let pixels = self
            .drawn
            .entry(key)
            .or_insert_with(|| draw(font, glyph, size as f32, quarter as f32 / 4.0, bold));
        (whole as i32, pixels)
    }
}

fn draw(font: &Font, glyph: GlyphId, size: f32, shift: f32, bold: bool) -> Pixels {
    let scale = size / f32::from(font.face().units_per_em());
    let empty = Pixels {
        left: 0,
        top: 0,
        width: 0,
        cover: Vec::new(),
    };
    let Some(bounds) = font.face().glyph_bounding_box(glyph) else {
        return empty;
    };
    let heavy = if bold { BOLD * size } else { 0.0 };
    let left = (f32::from(bounds.x_min) * scale + shift).floor() - 1.0;
    let right = (f32::from(bounds.x_max) * scale + shift + heavy).ceil() + 1.0;
    let top = (-f32::from(bounds.y_max) * scale).floor() - 1.0;
    let bottom = (-f32::from(bounds.y_min) * scale).ceil() + 1.0;
    let (width, height) = ((right - left) as usize, (bottom - top) as usize);
    let mut outline = Outline {
        raster: Rasterizer::new(width, height),
        scale,
        origin: point(shift - left, -top),
        start: point(0.0, 0.0),
        last: point(0.0, 0.0),
    };
    font.face().outline_glyph(glyph, &mut outline);
    if bold {
        outline.origin.x += heavy;
        font.face().outline_glyph(glyph, &mut outline);
    }
    let mut cover = vec![0.0; width * height];
    outline.raster.for_each_pixel(|index, part| {
        if let Some(pixel) = cover.get_mut(index) {
            *pixel = part.min(1.0);
        }
    });
    Pixels {
        left: left as i32,
        top: top as i32,
        width,
        cover,
    }
}

/// Hands a font's outline to the rasterizer, turned upside down: fonts count upwards.
struct Outline {
    raster: Rasterizer,
    scale: f32,
    origin: Point,
    start: Point,
    last: Point,
}

impl Outline {
    fn place(&self, x: f32, y: f32) -> Point {
        point(
            self.origin.x + x * self.scale,
            self.origin.y - y * self.scale,
        )
    }
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.last = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let to = self.place(x, y);
        self.raster.draw_line(self.last, to);
        self.last = to;
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (control, to) = (self.place(x1, y1), self.place(x, y));
        self.raster.draw_quad(self.last, control, to);
        self.last = to;
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (first, second) = (self.place(x1, y1), self.place(x2, y2));
        let to = self.place(x, y);
        self.raster.draw_cubic(self.last, first, second, to);
        self.last = to;
    }

    fn close(&mut self) {
        self.raster.draw_line(self.last, self.start);
        self.last = self.start;
    }
}
