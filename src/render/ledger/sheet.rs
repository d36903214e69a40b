//! What workbooks of tables have in common: headings that stay in sight, columns as wide as their texts, one page wide.

use super::visible;
use crate::render::cells::Cells;
use crate::text::{Fixed, Lang, pick};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text; never a formula, whatever it begins with.
    Text(String),
    /// A number.
    Number(f64),
    /// An amount in fen.
    Yuan(i64),
}

/// A table with one sheet.
pub struct Sheet<'a> {
    /// Its title, also the sheet's name.
    pub title: &'a str,
    /// The shop.
    pub shop: &'a str,
    /// When what it shows was last changed, in seconds since 1970: the workbook bears this time, and no other.
    pub seconds: i64,
    /// The headings, with the width of each column in characters.
    pub heads: &'a [(Fixed, u16)],
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet<'_> {
    /// The workbook.
    ///
    /// # Errors
    /// None that fewer than a million rows bring.
    pub fn xlsx(&self, lang: Lang) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let created = ExcelDateTime::from_timestamp(self.seconds)?;
        let properties = DocProperties::new()
            .set_title(self.title)
            .set_company(visible(self.shop))
            .set_author("paiban")
            .set_creation_datetime(&created);
        workbook.set_properties(&properties);
        let bold = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin);
        let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        let money = Format::new()
            .set_num_format("#,##0.00")
            .set_align(FormatAlign::Top);
        let sheet = workbook.add_worksheet();
        sheet.set_name(self.title)?;
        sheet.set_freeze_panes(1, 1)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
        for (column, (head, wide)) in (0..).zip(self.heads) {
            sheet.put((0, column), pick(*head, lang), &bold)?;
            sheet.set_column_width(column, f64::from(*wide))?;
        }
        for (row, cells) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells) {
                match cell {
                    Cell::Text(text) => sheet.put((row, column), fitting(&visible(text)), &wrap)?,
                    Cell::Number(number) => {
                        sheet.write_number_with_format(row, column, *number, &wrap)?
                    }
                    // The nearest to whole fen there is, which has their two digits.
                    Cell::Yuan(fen) => {
                        let yuan = *fen as f64 / 100.0;
                        sheet.write_number_with_format(row, column, yuan, &money)?
                    }
                };
            }
        }
        workbook.save_to_buffer()
    }
}

/// A text as far as a cell holds it, with a mark where it goes on: a case's page and the entry show the whole.
fn fitting(text: &str) -> String {
    // Excel's 32 767 units of UTF-16, less the mark and the apostrophe that a text like a formula may get.
    const UNITS: usize = 32_765;
    if text.encode_utf16().count() <= UNITS {
        return text.to_owned();
    }
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= UNITS
    };
    text.chars().take_while(fits).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_too_long_for_a_cell_ends_in_a_mark() {
        assert_eq!(fitting("短"), "短");
        for text in ["x".repeat(40_000), "😀".repeat(20_000)] {
            let sheet = Sheet {
                title: "cases",
                shop: "shop",
                seconds: 0,
                heads: &[(("a", "甲"), 8)],
                rows: vec![vec![Cell::Text(format!("={text}"))]],
            };
            assert!(sheet.xlsx(Lang::En).is_ok());
            assert!(fitting(&text).ends_with('…'));
        }
    }
}
