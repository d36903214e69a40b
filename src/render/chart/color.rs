//! Colours that print: light tints under black letters, and a palette that colour-blind eyes tell apart.

use crate::domain::{Problem, ShiftKind};

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color(pub u8, pub u8, pub u8);

/// Letters and strong lines.
pub const INK: Color = Color(0x1a, 0x1a, 0x1a);
/// Words that are read second.
pub const GRAY: Color = Color(0x6b, 0x6b, 0x6b);
/// Words that are read second, on a coloured field: [`GRAY`] would be pale on that of a night.
pub const SOFT: Color = Color(0x40, 0x40, 0x40);
/// Lines of a grid.
pub const RULE: Color = Color(0xc4, 0xc4, 0xc4);
/// Days off in the heading, and what does not belong to the month.
pub const SHADE: Color = Color(0xe2, 0xe2, 0xe2);
/// Days off in the rows.
pub const BAND: Color = Color(0xf3, 0xf3, 0xf3);
/// Paper.
pub const WHITE: Color = Color(0xff, 0xff, 0xff);
/// What is short, and statutory holidays: dark on a black-and-white printer too.
pub const ALARM: Color = Color(0xb7, 0x1c, 0x1c);
/// More than is needed.
pub const SPARE: Color = Color(0xd9, 0xe8, 0xf5);

/// The light scheme of Paul Tol, made for fields under black letters and for colour-blind eyes; in an order in which
/// neighbours also differ in lightness.
const PALETTE: [Color; 8] = [
    Color(0xee, 0xdd, 0x88),
    Color(0x77, 0xaa, 0xdd),
    Color(0x44, 0xbb, 0x99),
    Color(0xff, 0xaa, 0xbb),
    Color(0x99, 0xdd, 0xff),
    Color(0xee, 0x88, 0x66),
    Color(0xbb, 0xcc, 0x33),
    Color(0xdd, 0xdd, 0xdd),
];

/// How light a field under black letters is at least; nights are darker than days, so that black-and-white printers
/// tell them apart. Letters have a contrast of 11 and more.
const DAY: f64 = 0.72;
const NIGHT: f64 = 0.5;

impl Color {
    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Color> {
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6)?;
        let all = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = all.to_be_bytes();
        Some(Color(red, green, blue))
    }

    /// The same as `#rrggbb`.
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Mixed with white: 0 leaves it, 1 is white.
    pub fn tint(self, white: f64) -> Color {
        let mix = |part: u8| (f64::from(part) + (255.0 - f64::from(part)) * white).round() as u8;
        Color(mix(self.0), mix(self.1), mix(self.2))
    }

    /// Relative luminance, 0 for black to 1 for white.
    pub fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The tint that black letters stand on: clearly lighter, to spare ink, and as light as they need.
    fn field(self, light: f64) -> Color {
        (7..20)
            .map(|step| self.tint(f64::from(step) / 20.0))
            .find(|tint| tint.luminance() >= light)
            .unwrap_or(WHITE)
    }

    /// Whether two colours are easily taken for each other.
    fn is_near(self, other: Color) -> bool {
        let far = |a: u8, b: u8| i32::from(a).abs_diff(i32::from(b));
        far(self.0, other.0) + far(self.1, other.1) + far(self.2, other.2) < 90
    }
}

/// A tint for each shift kind: of its own colour, else of one of the palette that no other kind has.
pub fn of_kinds(problem: &Problem) -> Vec<Color> {
    let own = |color: &Option<String>| color.as_deref().and_then(Color::parse);
    let given: Vec<Option<Color>> = problem.kinds.iter().map(|k| own(&k.color)).collect();
    let taken: Vec<Color> = given.iter().flatten().copied().collect();
    let free = |color: &&Color| !taken.iter().any(|t| t.is_near(**color));
    let mut rest: Vec<Color> = PALETTE.iter().filter(free).copied().collect();
    if rest.is_empty() {
        rest = PALETTE.to_vec();
    }
    let mut next = 0;
    let mut color = |(given, kind): (&Option<Color>, &ShiftKind)| {
        let color = given.unwrap_or_else(|| {
            next += 1;
            // Round after round lighter, for teams with very many kinds.
            let round = (next - 1) / rest.len();
            rest[(next - 1) % rest.len()].tint(0.25 * (round % 4) as f64)
        });
        color.field(if kind.night { NIGHT } else { DAY })
    };
    given.iter().zip(&problem.kinds).map(&mut color).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn colours_are_read_and_written() {
        let amber = Color::parse("#f6c344").unwrap();
        assert_eq!(amber, Color(0xf6, 0xc3, 0x44));
        assert_eq!(amber.css(), "#f6c344");
        for wrong in ["f6c344", "#f6c34", "#f6c34g", ""] {
            assert_eq!(Color::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn black_letters_are_read_on_every_field() {
        let dark = [
            Color(0, 0, 0),
            Color(0x1f, 0x3a, 0x93),
            Color(0xb7, 0x1c, 0x1c),
        ];
        for color in PALETTE.iter().chain(&dark) {
            assert!(color.field(NIGHT).luminance() >= NIGHT, "{color:?}");
        }
        let contrast = (NIGHT + 0.05) / (SOFT.luminance() + 0.05);
        assert!(
            contrast >= 4.5,
            "a post's code beside a night's: {contrast}"
        );
        assert!(ALARM.luminance() < 0.15, "white letters are read on it");
    }
}
