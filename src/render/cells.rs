//! The only writer of texts into the cells of a workbook: none of them can become a formula, also when it is edited.

use crate::source::csv::{bare, guarded, is_formula};
use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet, XlsxError};
use std::borrow::Cow;

/// Texts in cells.
pub trait Cells {
    /// Writes a text as text, with a format.
    ///
    /// # Errors
    /// The sheet has no such cell, or the text is longer than a cell may hold.
    fn put(
        &mut self,
        place: (RowNum, ColNum),
        text: impl AsRef<str>,
        format: &Format,
    ) -> Result<&mut Self, XlsxError>;

    /// The same without a format.
    ///
    /// # Errors
    /// As for [`Cells::put`].
    fn put_plain(
        &mut self,
        place: (RowNum, ColNum),
        text: impl AsRef<str>,
    ) -> Result<&mut Self, XlsxError> {
        self.put(place, text, &Format::default())
    }
}

impl Cells for Worksheet {
    fn put(
        &mut self,
        (row, column): (RowNum, ColNum),
        text: impl AsRef<str>,
        format: &Format,
    ) -> Result<&mut Worksheet, XlsxError> {
        let text = text.as_ref();
        if !is_formula(text) {
            return self.write_string_with_format(row, column, text, format);
        }
        // What a person has typed behind an apostrophe is text without it; a name may begin with one of its own.
        let own = bare(text) != text;
        let text = if own {
            guarded(text)
        } else {
            Cow::Borrowed(text)
        };
        let format = format.clone().set_quote_prefix();
        self.write_string_with_format(row, column, text, &format)
    }
}
