//! The built-in font: how wide a text is, how it is cut to fit, and which characters it does not have.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;
use ttf_parser::{Face, GlyphId};

const BYTES: &[u8] = include_bytes!("../../../data/fonts/PaibanSans-Regular.otf");

/// Drawn where the font lacks a character.
const BOX: char = '\u{25a1}';

/// How much wider bold letters of other fonts may be; SVG and HTML are set in the reader's.
const BOLD: f64 = 1.04;

/// The font, ready to be measured and drawn.
pub struct Font {
    face: Face<'static>,
    bytes: &'static [u8],
}

impl Font {
    /// The built-in font. A test holds that it is there and can be read.
    pub fn built_in() -> Option<&'static Font> {
        static FONT: OnceLock<Option<Font>> = OnceLock::new();
        let read = || {
            let face = Face::parse(BYTES, 0).ok()?;
            Some(Font { face, bytes: BYTES })
        };
        FONT.get_or_init(read).as_ref()
    }

    /// The font itself, for outlines.
    pub fn face(&self) -> &Face<'static> {
        &self.face
    }

    /// The file.
    pub fn bytes(&self) -> &'static [u8] {
        self.bytes
    }

    /// The glyph of a character; of the box, where the font lacks it.
    pub fn glyph(&self, c: char) -> GlyphId {
        let glyph = |c| self.face.glyph_index(c);
        glyph(c).or_else(|| glyph(BOX)).unwrap_or(GlyphId(0))
    }

    /// Whether it has a character.
    pub fn has(&self, c: char) -> bool {
        self.face.glyph_index(c).is_some()
    }

    /// A glyph's width at size 1.
    pub fn advance(&self, glyph: GlyphId) -> f64 {
        let units = f64::from(self.face.units_per_em());
        f64::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) / units
    }
}

/// How wide a text is at a size.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let advance = |c: char| match Font::built_in() {
        Some(font) => font.advance(font.glyph(c)),
        None => 1.0,
    };
    let wide: f64 = text.chars().map(advance).sum();
    wide * size * if bold { BOLD } else { 1.0 }
}

/// The text, cut with an ellipsis to be no wider than `room`.
pub fn fit(text: &str, size: f64, bold: bool, room: f64) -> Cow<'_, str> {
    // Sums of widths are not exact.
    let room = room + 0.01;
    if width(text, size, bold) <= room {
        return Cow::Borrowed(text);
    }
    let ends = text.char_indices().map(|(at, _)| at).rev();
    let cut = ends
        .map(|end| format!("{}…", text[..end].trim_end()))
        .find(|cut| width(cut, size, bold) <= room);
    Cow::Owned(cut.unwrap_or_default())
}

/// A text as it can be drawn: what moves the cursor or turns the direction of writing around is made visible, what
/// only chooses between forms of a character is dropped.
pub fn clean(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0100}'..='\u{e01ef}');
    let safe = |c: char| match c {
        '\u{2028}' | '\u{2029}' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => BOX,
        c if c.is_control() => ' ',
        c => c,
    };
    let shown = text.chars().filter(|c| !hidden(*c));
    shown.map(safe).collect()
}

/// The characters of some texts that the font lacks.
pub fn missing<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<char> {
    let Some(font) = Font::built_in() else {
        return BTreeSet::new();
    };
    let chars = texts.into_iter().flat_map(str::chars);
    chars.filter(|c| !font.has(*c)).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_font_is_whole() {
        let font = Font::built_in().unwrap();
        // Beside letters: a character of each list that the font was made from, and what charts draw with.
        for c in "aZ09王喆堃珺祎陳ěé·–…→←□∑￥①".chars() {
            assert!(font.has(c), "{c}");
        }
        assert!(!font.has('𰻝'));
        assert_eq!(width("王芳", 10.0, false), 20.0);
    }

    #[test]
    fn long_names_end_in_an_ellipsis() {
        let cases = [("王芳", "王芳"), ("欧阳娜娜", "欧阳…"), ("Bo", "Bo")];
        for (name, want) in cases {
            assert_eq!(fit(name, 10.0, false, 30.0), want);
        }
        assert_eq!(fit("王", 10.0, false, 3.0), "");
    }

    #[test]
    fn nothing_invisible_is_drawn() {
        assert_eq!(clean("a\u{202e}b\nc\u{fe0f}"), "a□b c");
        assert_eq!(
            missing(["王𰻝芳", "𠮷"]).into_iter().collect::<String>(),
            "𠮷𰻝"
        );
    }
}
