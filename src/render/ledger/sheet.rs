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
                    Cell::Text(text) => sheet.put((row, column), visible(text), &wrap)?,
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
