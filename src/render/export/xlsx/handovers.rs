//! The sheet of handovers, with room for notes.

use super::{Book, HANDOVERS, row};
use crate::render::cells::Cells;
use crate::render::export::sheet::rows;
use crate::text::Fixed;
use rust_xlsxwriter::{Worksheet, XlsxError};

const WIDTHS: [f64; 9] = [12.0, 8.0, 8.0, 13.0, 10.0, 16.0, 14.0, 14.0, 36.0];

const NOTES: Fixed = ("notes", "留言要点");

impl Book<'_> {
    pub(super) fn handovers_sheet(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.begin(sheet, HANDOVERS, (0, 0), false)?;
        sheet.set_freeze_panes(1, 0)?;
        let heads: Vec<Fixed> = rows::HEADS.into_iter().chain([NOTES]).collect();
        self.header(sheet, &heads, &WIDTHS)?;
        let rows = rows::handovers(self.edition, self.lang);
        let count = rows.len();
        for (index, handover) in rows.iter().enumerate() {
            let at = 1 + row(index);
            for (column, text) in (0..).zip(&handover.cells) {
                sheet.put((at, column), text, &self.look.plain)?;
            }
            sheet.write_blank(at, 8, &self.look.plain)?;
        }
        sheet.autofilter(0, 0, row(count), 8)?;
        let note = self.as_exported();
        sheet.put((row(count) + 2, 0), note, &self.look.mild)?;
        Ok(())
    }
}
