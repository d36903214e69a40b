//! The legend, whose codes, hours and nights the formulas use, and the sheet of duties.

use super::{Book, DUTIES, LEGEND, column, row};
use crate::input::roster_sheet::SHEETS;
use crate::render::cells::Cells;
use crate::render::export::sheet::weekday;
use crate::render::export::{iso, plain, times};
use crate::text;
use crate::text::{Fixed, Text};
use chrono::Datelike;
use rust_xlsxwriter::{Worksheet, XlsxError};

/// Code, shift, post, times, hours, night; `xlsx.rs` names the columns A, E and F.
const HEADS: [Fixed; 6] = [
    ("code", "代号"),
    ("shift", "班次"),
    ("post", "岗位"),
    ("times", "时间"),
    ("hours", "工时"),
    ("night", "夜班"),
];

const WIDTHS: [f64; 6] = [10.0, 16.0, 16.0, 28.0, 8.0, 8.0];

const DUTY_HEADS: [Fixed; 5] = [
    ("date", "日期"),
    ("day", "星期"),
    ("time", "时间"),
    ("duty", "事务"),
    ("who", "人员"),
];

const DUTY_WIDTHS: [f64; 5] = [12.0, 8.0, 14.0, 28.0, 60.0];

impl Book<'_> {
    pub(super) fn legend_sheet(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let problem = self.edition.problem;
        self.begin(sheet, LEGEND, (0, 0), false)?;
        sheet.set_freeze_panes(1, 0)?;
        self.header(sheet, &HEADS, &WIDTHS)?;
        for (index, duty) in problem.duties_now().iter().enumerate() {
            let kind = &problem.kinds[duty.kind];
            let at = 1 + row(index);
            let post = duty.post.map_or(String::new(), |post| {
                plain(problem.skills[post].name.get(self.lang))
            });
            let plain_cell = &self.look.plain;
            // Formulas count with every minute; two places are what hours show everywhere.
            let whole = kind.minutes() * 100 % 60 == 0;
            let hours_cell = if whole { plain_cell } else { &self.look.hours };
            sheet
                .put((at, 0), &duty.code, &self.look.kinds[duty.kind])?
                .put((at, 1), plain(kind.name.get(self.lang)), plain_cell)?
                .put((at, 2), post, plain_cell)?
                .put((at, 3), times(&kind.segments).get(self.lang), plain_cell)?
                .write_number_with_format(at, 4, f64::from(kind.minutes()) / 60.0, hours_cell)?
                .write_number_with_format(at, 5, u8::from(kind.night), plain_cell)?;
        }
        let rest = match problem.rest_code.as_str() {
            "" => self.pick(("-", "休")),
            own => own,
        };
        let rest = (rest.to_owned(), self.pick(("rest", "休息")).to_owned());
        let first = 1 + row(problem.duties_now().len());
        let mut last = first;
        for (index, (code, name)) in std::iter::once(rest).chain(self.leaves()).enumerate() {
            last = first + row(index);
            let look = match index {
                0 => &self.look.plain,
                _ => &self.look.leave_code,
            };
            sheet
                .put((last, 0), code, look)?
                .put((last, 1), plain(&name), &self.look.plain)?;
        }
        for (index, line) in self.notes().iter().enumerate() {
            sheet.put_plain((last + 2 + row(index), 0), line.get(self.lang))?;
        }
        Ok(())
    }

    /// What can be done with the workbook.
    fn notes(&self) -> Vec<Text> {
        let month = self.edition.month();
        let broken = self.edition.verdict.broken;
        let (en, zh) = SHEETS[super::ROSTER];
        let mut notes = vec![
            text!(
                "Edit the cells of the sheet “{en}”: colours, totals and shortages follow. Red cells hold no shift of this list.",
                "直接改工作表“{zh}”里的班次：颜色、合计和缺人数会随之变化。红色的格子不是这里的代号。"
            ),
            text!(
                "Back again: paiban import TEAM.toml THIS-FILE.xlsx --month {month}",
                "改完导回：paiban import 团队文件.toml 本文件.xlsx --month {month}"
            ),
            text!(
                "Grey cells: not in the team on that day. Hours are those that count, without breaks.",
                "灰色的格子：当天不在职。工时已扣除休息。"
            ),
        ];
        if broken > 0 {
            notes.push(text!(
                "When it was exported, this roster broke hard rules in {broken} places; `paiban check` lists them.",
                "导出时，本班表有 {broken} 处违反硬规则；用 paiban check 查看。"
            ));
        }
        notes
    }

    pub(super) fn duties_sheet(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let edition = self.edition;
        self.begin(sheet, DUTIES, (0, 0), false)?;
        sheet.set_freeze_panes(1, 0)?;
        self.header(sheet, &DUTY_HEADS, &DUTY_WIDTHS)?;
        let plain_cell = &self.look.plain;
        for (index, given) in edition.given.iter().enumerate() {
            let at = 1 + row(index);
            let (day, date) = (given.day(), edition.problem.date(given.day()));
            let time = format!(
                "{}-{}",
                edition.clock(given.start, day),
                edition.clock(given.end, day)
            );
            let who = if given.people.is_empty() {
                self.pick(("nobody can", "无人可做")).to_owned()
            } else {
                edition.names(&given.people).join(self.pick((", ", "、")))
            };
            let name = plain(edition.tasks[given.task].name.get(self.lang));
            sheet
                .put((at, 0), iso(date), plain_cell)?
                .put((at, 1), weekday(date.weekday(), self.lang), plain_cell)?
                .put((at, 2), time, plain_cell)?
                .put((at, 3), name, plain_cell)?
                .put((at, 4), who, plain_cell)?;
        }
        let note = self.as_exported();
        let after = 2 + row(edition.given.len());
        sheet.put((after, 0), note, &self.look.mild)?;
        Ok(())
    }

    /// What is said below lists that no formula keeps up.
    pub(super) fn as_exported(&self) -> &'static str {
        self.pick((
            "As given out when this file was exported; they do not follow changes of the roster.",
            "按导出时的班表分派；改动班表后这里不会自动变化。",
        ))
    }

    /// Headings and the widths of their columns.
    pub(super) fn header(
        &self,
        sheet: &mut Worksheet,
        heads: &[Fixed],
        widths: &[f64],
    ) -> Result<(), XlsxError> {
        for (index, (head, width)) in heads.iter().zip(widths).enumerate() {
            let place = column(index);
            sheet.put((0, place), self.pick(*head), &self.look.head)?;
            sheet.set_column_width(place, *width)?;
        }
        Ok(())
    }
}
