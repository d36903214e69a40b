//! A chart as a picture that knows no format: pages with fields, lines and texts, in points from the upper left corner.

use super::color::{Color, INK};
use super::font;

/// A chart, page by page.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// What it is, in a line.
    pub title: String,
    /// The language tag of its words: `zh-CN`, `en`.
    pub language: &'static str,
    /// The pages.
    pub pages: Vec<Page>,
}

/// One page. What comes later lies above what came before.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// What is on it.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A filled rectangle.
    Field(Area, Color),
    /// A straight line and its width.
    Line((f64, f64), (f64, f64), f64, Color),
    /// A text in one line.
    Label(Label),
}

/// A text in one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// The words.
    pub text: String,
    /// Where its anchor is.
    pub x: f64,
    /// Its base line.
    pub y: f64,
    /// Size of the letters.
    pub size: f64,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub color: Color,
    /// What of the text stands at `x`.
    pub anchor: Anchor,
}

impl Label {
    /// What it covers, about: as high as capitals and Chinese characters, in the built-in font.
    pub fn area(&self) -> Area {
        let wide = font::width(&self.text, self.size, false);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - wide / 2.0,
            Anchor::End => self.x - wide,
        };
        Area::new(left, self.y - 0.8 * self.size, wide, 0.88 * self.size)
    }
}

/// What of a text its place says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Where it begins.
    Start,
    /// Its middle.
    Middle,
    /// Where it ends.
    End,
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

impl Area {
    /// A rectangle by its corner and size.
    pub const fn new(x: f64, y: f64, w: f64, h: f64) -> Area {
        Area { x, y, w, h }
    }

    /// Right edge.
    pub fn right(self) -> f64 {
        self.x + self.w
    }

    /// Lower edge.
    pub fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// The same, smaller by so much on each side.
    pub fn inset(self, dx: f64, dy: f64) -> Area {
        let (w, h) = ((self.w - 2.0 * dx).max(0.0), (self.h - 2.0 * dy).max(0.0));
        Area::new(self.x + dx, self.y + dy, w, h)
    }
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Size of the letters.
    pub size: f64,
    /// The size to which they may shrink before the text is cut.
    pub least: f64,
    /// Whether they are bold.
    pub bold: bool,
    /// Their colour.
    pub color: Color,
    /// At which side of its field it stands.
    pub anchor: Anchor,
}

/// Black letters of a size in the middle of their field.
pub const fn style(size: f64) -> Style {
    Style {
        size,
        least: size,
        bold: false,
        color: INK,
        anchor: Anchor::Middle,
    }
}

impl Style {
    /// The same at the left of its field.
    pub const fn start(self) -> Style {
        Style {
            anchor: Anchor::Start,
            ..self
        }
    }

    /// The same at the right of its field.
    pub const fn end(self) -> Style {
        Style {
            anchor: Anchor::End,
            ..self
        }
    }

    /// The same, bold.
    pub const fn bold(self) -> Style {
        Style { bold: true, ..self }
    }

    /// The same in a colour.
    pub const fn color(self, color: Color) -> Style {
        Style { color, ..self }
    }

    /// The same, allowed to shrink.
    pub const fn least(self, least: f64) -> Style {
        Style { least, ..self }
    }

    /// How wide a text is.
    pub fn width(self, text: &str) -> f64 {
        font::width(text, self.size, self.bold)
    }

    /// The largest size at which a text fits; `least`, if it fits at none.
    fn sized(self, text: &str, room: f64) -> f64 {
        let wide = self.width(text);
        if wide <= room || wide == 0.0 {
            return self.size;
        }
        // Tenths of points: sizes that a person would choose, and short numbers in SVG.
        let size = (self.size * room / wide * 10.0).floor() / 10.0;
        size.clamp(self.least, self.size)
    }
}

impl Page {
    /// An empty page.
    pub fn new((width, height): (f64, f64)) -> Page {
        Page {
            width,
            height,
            items: Vec::new(),
        }
    }

    /// The same on larger paper of the same shape.
    pub fn enlarged(self, (width, height): (f64, f64)) -> Page {
        let by = (width / self.width).min(height / self.height);
        let place = |(x, y): (f64, f64)| (x * by, y * by);
        let item = |item: Item| match item {
            Item::Field(Area { x, y, w, h }, color) => {
                Item::Field(Area::new(x * by, y * by, w * by, h * by), color)
            }
            Item::Line(from, to, width, color) => {
                Item::Line(place(from), place(to), width * by, color)
            }
            Item::Label(label) => Item::Label(Label {
                x: label.x * by,
                y: label.y * by,
                size: label.size * by,
                ..label
            }),
        };
        Page {
            width,
            height,
            items: self.items.into_iter().map(item).collect(),
        }
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, area: Area, color: Color) {
        if area.w > 0.0 && area.h > 0.0 {
            self.items.push(Item::Field(area, color));
        }
    }

    /// Draws a line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64, color: Color) {
        self.items.push(Item::Line(from, to, width, color));
    }

    /// Draws a line from left to right.
    pub fn across(&mut self, left: f64, right: f64, y: f64, width: f64, color: Color) {
        self.line((left, y), (right, y), width, color);
    }

    /// Draws a line from top to bottom.
    pub fn down(&mut self, x: f64, top: f64, bottom: f64, width: f64, color: Color) {
        self.line((x, top), (x, bottom), width, color);
    }

    /// Draws a broken line; straight up or straight across.
    pub fn dashed(&mut self, from: (f64, f64), to: (f64, f64), width: f64, color: Color) {
        const DASH: f64 = 2.0;
        let length = (to.0 - from.0).abs() + (to.1 - from.1).abs();
        let along = |at: f64| {
            let part = at / length;
            let between = |a: f64, b: f64| a + (b - a) * part;
            (between(from.0, to.0), between(from.1, to.1))
        };
        let mut at = 0.0;
        while at < length {
            self.line(along(at), along((at + DASH).min(length)), width, color);
            at += 2.0 * DASH;
        }
    }

    /// Draws the edges of a rectangle, inside of it.
    pub fn frame(&mut self, area: Area, width: f64, color: Color) {
        let Area { x, y, w, h } = area.inset(width / 2.0, width / 2.0);
        let (right, bottom, half) = (x + w, y + h, width / 2.0);
        self.across(x - half, right + half, y, width, color);
        self.across(x - half, right + half, bottom, width, color);
        self.down(x, y, bottom, width, color);
        self.down(right, y, bottom, width, color);
    }

    /// Hatches a rectangle with rising lines.
    pub fn hatch(&mut self, area: Area, step: f64, width: f64, color: Color) {
        // A line x + y = sum crosses the rectangle for sums between those of two corners. Sums count from the page's
        // corner, so that neighbours hatched alike run into each other.
        let (low, high) = (area.x + area.y, area.right() + area.bottom());
        let mut sum = (low / step).floor() * step + step;
        while sum < high {
            let from = (
                (sum - area.bottom()).max(area.x),
                (sum - area.x).min(area.bottom()),
            );
            let to = (
                (sum - area.y).min(area.right()),
                (sum - area.right()).max(area.y),
            );
            self.line(from, to, width, color);
            sum += step;
        }
    }

    /// Writes a text with its anchor and base line at a place; it is not cut.
    pub fn text(&mut self, (x, y): (f64, f64), text: &str, style: Style) {
        let text = font::clean(text);
        if text.is_empty() {
            return;
        }
        self.items.push(Item::Label(Label {
            text,
            x,
            y,
            size: style.size,
            bold: style.bold,
            color: style.color,
            anchor: style.anchor,
        }));
    }

    /// Writes a text into a field: in the middle of its height, shrunk or cut to its width.
    pub fn write(&mut self, area: Area, text: &str, style: Style) {
        let text = font::clean(text);
        let size = style.sized(&text, area.w);
        let cut = font::fit(&text, size, style.bold, area.w);
        let x = match style.anchor {
            Anchor::Start => area.x,
            Anchor::Middle => area.x + area.w / 2.0,
            Anchor::End => area.right(),
        };
        // Between the middle of capitals and that of Chinese characters.
        let y = area.y + area.h / 2.0 + 0.37 * size;
        self.text((x, y), &cut, Style { size, ..style });
    }

    /// The words on the page.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match item {
            Item::Label(label) => Some(label.text.as_str()),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hatching_stays_inside() {
        let mut page = Page::new((100.0, 100.0));
        let area = Area::new(10.0, 20.0, 30.0, 12.0);
        page.hatch(area, 3.0, 0.5, INK);
        assert!(page.items.len() > 10);
        for item in &page.items {
            let Item::Line(from, to, ..) = item else {
                continue;
            };
            for (x, y) in [from, to] {
                assert!(*x >= area.x && *x <= area.right(), "{item:?}");
                assert!(*y >= area.y && *y <= area.bottom(), "{item:?}");
            }
        }
    }

    #[test]
    fn texts_shrink_before_they_are_cut() {
        let mut page = Page::new((100.0, 100.0));
        let area = Area::new(0.0, 0.0, 36.0, 10.0);
        for text in ["王芳", "王芳芳芳", "王芳芳芳芳芳芳"] {
            page.write(area, text, style(10.0).least(8.0));
        }
        let mut written = Vec::new();
        for item in &page.items {
            if let Item::Label(label) = item {
                written.push((label.text.as_str(), label.size));
            }
        }
        assert_eq!(
            written,
            [("王芳", 10.0), ("王芳芳芳", 9.0), ("王芳芳…", 8.0)]
        );
    }
}
