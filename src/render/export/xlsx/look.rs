//! Formats of cells, and the colours of shifts.

use crate::domain::ShiftKind;
use crate::domain::calendar::DayKind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Colours of shifts that have none of their own, light enough for black letters.
const PALETTE: [u32; 8] = [
    0x00f6_c344,
    0x009b_d08a,
    0x006f_8fd8,
    0x00e5_9aa0,
    0x00c3_a5dd,
    0x008f_cfd1,
    0x00d9_b38c,
    0x00c8_c8c8,
];

const GRID: u32 = 0x00bf_bfbf;
const WEEKEND: u32 = 0x00ee_eeee;
const HOLIDAY: u32 = 0x00fb_e3e1;
const AWAY: u32 = 0x00c9_c9c9;
const LEAVE: u32 = 0x00dc_e3f2;
const LEAVE_INK: u32 = 0x001f_3864;
const ALARM: u32 = 0x00d0_1c1c;

/// How a day's column looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Work,
    Weekend,
    Holiday,
}

impl Tone {
    pub fn of(kind: DayKind) -> Tone {
        match kind {
            DayKind::Statutory => Tone::Holiday,
            DayKind::Weekend | DayKind::Rest => Tone::Weekend,
            DayKind::Workday | DayKind::Makeup => Tone::Work,
        }
    }

    fn on(self, format: Format) -> Format {
        match self {
            Tone::Work => format,
            Tone::Weekend => format.set_background_color(Color::RGB(WEEKEND)),
            Tone::Holiday => format.set_background_color(Color::RGB(HOLIDAY)),
        }
    }
}

/// Formats of cells.
pub struct Look {
    pub title: Format,
    pub head: Format,
    pub name: Format,
    pub total: Format,
    pub label: Format,
    pub plain: Format,
    pub mild: Format,
    pub date: Format,
    pub spare: Format,
    /// Hours that two places round.
    pub hours: Format,
    /// For a cell of leave.
    pub leave: Format,
    /// The same in the legend.
    pub leave_code: Format,
    /// For shortages, and for what is no code.
    pub alarm: Format,
    /// For each shift kind.
    pub kinds: Vec<Format>,
}

impl Look {
    pub fn new(kinds: &[ShiftKind]) -> Look {
        let grid = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_border_color(Color::RGB(GRID))
        };
        Look {
            title: Format::new().set_bold().set_font_size(14),
            head: grid()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            name: grid().set_bold().set_align(FormatAlign::VerticalCenter),
            total: grid()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            label: grid().set_bold(),
            plain: grid(),
            mild: Format::new().set_italic(),
            date: grid().set_num_format("yyyy-mm-dd"),
            spare: grid().set_num_format("+0;[Red]-0;0"),
            hours: grid().set_num_format("0.00"),
            leave: leave(Format::new()),
            leave_code: leave(grid()),
            alarm: Format::new()
                .set_bold()
                .set_font_color(Color::White)
                .set_background_color(Color::RGB(ALARM)),
            kinds: kinds.iter().enumerate().map(|(i, k)| shift(i, k)).collect(),
        }
    }

    /// The head of a day's column: its number, from the date that is in the cell.
    pub fn day(tone: Tone) -> Format {
        Look::mark(tone).set_num_format("d")
    }

    /// What stands below it.
    pub fn mark(tone: Tone) -> Format {
        let format = Format::new()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(GRID));
        tone.on(format)
    }

    /// A cell of the roster. It is text, so that no code becomes a number or a date.
    pub fn cell(tone: Tone, here: bool) -> Format {
        let format = Format::new()
            .set_num_format("@")
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(GRID));
        if here {
            tone.on(format)
        } else {
            format.set_background_color(Color::RGB(AWAY))
        }
    }
}

/// Neither a day off nor a shift.
fn leave(format: Format) -> Format {
    format
        .set_italic()
        .set_font_color(Color::RGB(LEAVE_INK))
        .set_background_color(Color::RGB(LEAVE))
}

/// A shift's colours: its own, or one of the palette.
fn shift(index: usize, kind: &ShiftKind) -> Format {
    let own = kind.color.as_deref().and_then(|c| c.strip_prefix('#'));
    let own = own.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let back = own.unwrap_or(PALETTE[index % PALETTE.len()]);
    let letters = if is_dark(back) {
        Color::White
    } else {
        Color::Black
    };
    Format::new()
        .set_background_color(Color::RGB(back))
        .set_font_color(letters)
}

/// Whether white letters are easier to read on a colour than black ones.
fn is_dark(color: u32) -> bool {
    let part = |shift: u32| (color >> shift) & 0xff;
    part(16) * 299 + part(8) * 587 + part(0) * 114 < 110_000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_can_be_read_on_their_colours() {
        for color in PALETTE {
            assert!(!is_dark(color), "{color:06x}");
        }
        assert!(is_dark(0x0010_2040));
        assert!(is_dark(0));
        assert!(!is_dark(0x00ff_ffff));
    }
}
