//! The sheet with the roster: people by days, to be edited; totals as formulas.
//!
//! Where its rows and columns are, `input::roster_sheet` finds by their headings, which it knows.

use super::look::{Look, Tone};
use super::{Book, COVERAGE, ROSTER, column, letters, literal, row};
use crate::domain::calendar::DayKind;
use crate::domain::time::hours;
use crate::domain::{Free, PersonIx, ShiftKind};
use crate::input::roster_sheet::{DAY_TOTAL, LABELS, NAME, TOTALS};
use crate::render::cells::Cells;
use crate::render::export::coverage::Slot;
use crate::render::width;
use crate::rules::Facts;
use crate::text::{Fixed, Lang};
use chrono::NaiveDate;
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, Formula, RowNum, Worksheet,
    XlsxError,
};

const HEAD: RowNum = 1;
const WEEK: RowNum = 2;
const KIND: RowNum = 3;
/// The first person's row.
pub const FIRST: RowNum = 4;
/// The first day's column.
const DAYS: usize = 1;

/// Columns of this many characters fit on A4, at two thirds of their size.
const A4: f64 = 210.0;

/// The width of a total's column, wide enough for its heading.
const TOTAL: f64 = 9.0;

/// The height of a person's row: on paper a month is printed at two thirds, and must still be read from a wall.
const ROW: f64 = 21.0;

const HOLIDAY: Fixed = ("ho", "节");

impl Book<'_> {
    pub(super) fn roster_sheet(
        &self,
        sheet: &mut Worksheet,
        slots: &[Slot<'_>],
    ) -> Result<(), XlsxError> {
        let problem = self.edition.problem;
        let duties = problem.duties_now().iter().map(|duty| duty.code.as_str());
        let leaves = self.edition.people().flat_map(|person| {
            let days = 0..problem.days();
            days.map(move |day| problem.free_code(person, day, self.lang))
        });
        let codes = duties.chain(leaves).map(width);
        let day_width = codes.max().unwrap_or(1).max(2) as f64 + 1.6;
        let names = self.people.iter().map(|p| width(&problem.people[*p].name));
        let name_width = (names.max().unwrap_or(0) as f64 + 3.0).clamp(9.0, 30.0);
        let days = problem.days() as f64;
        let wide = name_width + days * day_width + TOTALS.len() as f64 * TOTAL;
        self.begin(sheet, ROSTER, (HEAD, KIND), wide > A4)?;
        sheet.set_freeze_panes(FIRST, column(DAYS))?;
        sheet.set_repeat_columns(0, 0)?;
        sheet.set_column_width(0, name_width)?;
        let last = column(problem.days());
        sheet.set_column_range_width(column(DAYS), last, day_width)?;
        let totals = column(problem.days() + 1);
        sheet.set_column_range_width(totals, column(problem.days() + TOTALS.len()), TOTAL)?;
        sheet.put((0, 0), self.title(), &self.look.title)?;
        self.heads(sheet)?;
        for (index, person) in self.people.iter().enumerate() {
            self.person_row(sheet, *person, FIRST + row(index))?;
        }
        self.day_totals(sheet, slots)?;
        self.choices(sheet)?;
        self.colors(sheet)
    }

    fn days(&self) -> usize {
        self.edition.problem.days()
    }

    /// The row after the last person's.
    fn end(&self) -> RowNum {
        FIRST + row(self.people.len())
    }

    /// Some columns of days in a row, `$B5:$AF5`.
    fn days_of(&self, at: RowNum, from: usize, to: usize, fixed: bool) -> String {
        let (from, to) = (letters(column(from)), letters(column(to)));
        let (number, mark) = (at + 1, if fixed { "$" } else { "" });
        format!("${from}{mark}{number}:${to}{mark}{number}")
    }

    /// Everybody's cells of a day, `B$5:B$13`.
    pub(super) fn people_of(&self, day: usize) -> String {
        let letter = letters(column(DAYS + day));
        format!("{letter}${}:{letter}${}", FIRST + 1, self.end())
    }

    fn heads(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let problem = self.edition.problem;
        let look = &self.look;
        sheet
            .put((HEAD, 0), self.pick(NAME), &look.head)?
            .put((WEEK, 0), self.pick(LABELS[0]), &look.label)?
            .put((KIND, 0), self.pick(LABELS[1]), &look.label)?;
        for day in 0..self.days() {
            let place = column(DAYS + day);
            let kind = problem.calendar[day].kind;
            let tone = Tone::of(kind);
            let (date, mark) = (Look::day(tone), Look::mark(tone));
            let weekday = problem.weekday(day as i64).num_days_from_monday() as usize;
            sheet
                .write_number_with_format(HEAD, place, serial(problem.date(day as i64)), &date)?
                .put((WEEK, place), weekday_name(weekday, self.lang), &mark)?
                .put((KIND, place), self.pick(day_mark(kind)), &mark)?;
        }
        for (index, head) in TOTALS.iter().enumerate() {
            let place = column(DAYS + self.days() + index);
            sheet
                .put((HEAD, place), self.pick(*head), &look.head)?
                .write_blank(WEEK, place, &look.head)?
                .write_blank(KIND, place, &look.head)?;
        }
        Ok(())
    }

    fn person_row(
        &self,
        sheet: &mut Worksheet,
        person: PersonIx,
        at: RowNum,
    ) -> Result<(), XlsxError> {
        let problem = self.edition.problem;
        let name = problem.people[person].name.as_str();
        sheet.put((at, 0), name, &self.look.name)?;
        sheet.set_row_height(at, ROW)?;
        let here = problem.employed(person);
        for day in 0..self.days() {
            let format = Look::cell(Tone::of(problem.calendar[day].kind), here.contains(&day));
            let place = column(DAYS + day);
            match self.edition.code(person, day, self.lang) {
                "" => sheet.write_blank(at, place, &format)?,
                code => sheet.put((at, place), code, &format)?,
            };
        }
        for (index, (formula, value)) in self.totals(person, at).into_iter().enumerate() {
            let place = column(DAYS + self.days() + index);
            let formula = Formula::new(formula).set_result(value);
            sheet.write_formula_with_format(at, place, formula, &self.look.total)?;
        }
        Ok(())
    }

    /// A person's totals: formulas with their values, in the order of the headings.
    fn totals(&self, person: PersonIx, at: RowNum) -> [(String, String); 7] {
        let sheet = &self.edition.sheets[person];
        let last = self.days();
        let ones = self.same(&self.days_of(at, DAYS, last, false), "Codes");
        let dates = self.days_of(HEAD, DAYS, last, true);
        let marks = self.days_of(KIND, DAYS, last, true);
        let holiday = literal(self.pick(HOLIDAY));
        let (rest, leave) = self.free_days(person, at);
        [
            (
                format!("=ROUND(SUMPRODUCT({ones}*Hours),2)"),
                hours(sheet.minutes),
            ),
            (format!("=SUMPRODUCT(1*{ones})"), sheet.shifts.to_string()),
            (
                format!("=SUMPRODUCT({ones}*Nights)"),
                sheet.nights.to_string(),
            ),
            (
                format!("=SUMPRODUCT({ones}*(WEEKDAY({dates},2)>5))"),
                sheet.weekend_days.to_string(),
            ),
            (
                format!("=SUMPRODUCT({ones}*({marks}={holiday}))"),
                sheet.holidays.to_string(),
            ),
            (rest, sheet.rest_days.to_string()),
            (leave, sheet.leave_days.to_string()),
        ]
    }

    /// The formulas for days of rest and of leave. Leave is what the team file grants, whatever the cell says unless it
    /// says a shift, and what the cell says: that has to be granted before the workbook can come back.
    fn free_days(&self, person: PersonIx, at: RowNum) -> (String, String) {
        let problem = self.edition.problem;
        let here = problem.employed(person);
        if here.is_empty() {
            return ("=0".to_owned(), "=0".to_owned());
        }
        let (first, end, count) = (here.start, here.end, here.len());
        let cells = |from: usize, to: usize| self.days_of(at, DAYS + from, to, false);
        let how_many = |from: usize, to: usize, name: &str| {
            let same = self.same(&cells(from, to), name);
            format!("SUMPRODUCT(1*{same})")
        };
        let mut leave = format!("={}", how_many(first, end, "Leaves"));
        let granted = |day: i64| {
            let day = usize::try_from(day).ok();
            day.is_some_and(|day| problem.free(person, day) == Free::Leave)
        };
        for (from, to) in Facts::runs(0..problem.days() as i64, granted) {
            // Days of the month.
            let (from, to) = (from as usize, to as usize + 1);
            let (shifts, said) = (how_many(from, to, "Codes"), how_many(from, to, "Leaves"));
            leave.push_str(&format!("+{}-{shifts}-{said}", to - from));
        }
        let place = letters(column(DAYS + self.days() + TOTALS.len() - 1));
        let shifts = how_many(first, end, "Codes");
        let rest = format!("={count}-{shifts}-{place}{}", at + 1);
        (rest, leave)
    }

    /// How many have each shift, how many have any, and how many are missing.
    fn day_totals(&self, sheet: &mut Worksheet, slots: &[Slot<'_>]) -> Result<(), XlsxError> {
        let kinds = self.edition.problem.kinds_now();
        let top = self.end() + 1;
        let sum = top + row(kinds.len());
        let label = |kind: &ShiftKind| format!("{DAY_TOTAL} {}", kind.code);
        for (index, kind) in kinds.iter().enumerate() {
            sheet.put((top + row(index), 0), label(kind), &self.look.label)?;
        }
        sheet.put((sum, 0), DAY_TOTAL.to_string(), &self.look.label)?;
        for day in 0..self.days() {
            let (place, people) = (column(DAYS + day), self.people_of(day));
            let mut total = 0;
            for (index, kind) in kinds.iter().enumerate() {
                let count = self.edition.facts.count(index, day as i64);
                total += count;
                let formula = Formula::new(self.count_of(index, kind, &people));
                let formula = formula.set_result(count.to_string());
                sheet.write_formula_with_format(
                    top + row(index),
                    place,
                    formula,
                    &self.look.total,
                )?;
            }
            let letter = letters(place);
            let formula = Formula::new(format!("=SUM({letter}{}:{letter}{sum})", top + 1));
            let formula = formula.set_result(total.to_string());
            sheet.write_formula_with_format(sum, place, formula, &self.look.total)?;
        }
        if slots.is_empty() {
            return Ok(());
        }
        self.missing(sheet, slots, sum + 1)
    }

    /// How many of a kind there are among cells. COUNTIF takes some texts for patterns or numbers.
    fn count_of(&self, index: usize, kind: &ShiftKind, cells: &str) -> String {
        let mut duties = self.edition.problem.duties_now().iter();
        let posts = duties.any(|duty| duty.kind == index && duty.post.is_some());
        let simple = is_simple(&kind.code) && !self.clash;
        match (simple, posts) {
            (true, false) => format!("=COUNTIF({cells},{})", literal(&kind.code)),
            (true, true) => format!("=COUNTIF({cells},{})", literal(&format!("{}@*", kind.code))),
            (false, false) => {
                let ones = self.same(cells, &literal(&kind.code));
                format!("=SUMPRODUCT(1*{ones})")
            }
            (false, true) => {
                let ones = self.begins(cells, &kind.code);
                format!("=SUMPRODUCT(1*{ones})")
            }
        }
    }

    /// Whether cells hold a shift at any post, as ones and zeros.
    fn begins(&self, cells: &str, code: &str) -> String {
        let begin = format!("{code}@");
        let length = begin.encode_utf16().count();
        self.same(&format!("LEFT({cells},{length})"), &literal(&begin))
    }

    /// How many people and half-hours a day lacks, from the sheet of coverage.
    fn missing(
        &self,
        sheet: &mut Worksheet,
        slots: &[Slot<'_>],
        at: RowNum,
    ) -> Result<(), XlsxError> {
        sheet.put((at, 0), self.pick(LABELS[2]), &self.look.label)?;
        let name = self.sheet_name(COVERAGE);
        let last = slots.len() + 1;
        let (spare, dates) = (
            format!("'{name}'!$J$2:$J${last}"),
            format!("'{name}'!$A$2:$A${last}"),
        );
        for day in 0..self.days() {
            let place = column(DAYS + day);
            let own = slots.iter().filter(|slot| slot.day == day);
            let lack: i64 = own.map(|slot| (-slot.spare()).max(0)).sum();
            let date = format!("{}${}", letters(place), HEAD + 1);
            let formula = Formula::new(format!("=-SUMIFS({spare},{dates},{date},{spare},\"<0\")"));
            let formula = formula.set_result(lack.to_string());
            sheet.write_formula_with_format(at, place, formula, &self.look.total)?;
        }
        let first = letters(column(DAYS));
        let rule = ConditionalFormatFormula::new()
            .set_rule(Formula::new(format!("={first}{}>0", at + 1)))
            .set_format(&self.look.alarm);
        sheet.add_conditional_format(at, column(DAYS), at, column(self.days()), &rule)?;
        Ok(())
    }

    /// The codes that a cell can be given, as a list to choose from.
    fn choices(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let title = self.pick(("no such shift", "没有这个班次"));
        let words = self.pick((
            "Choose one of the list; clear the cell for rest. The sheet “Legend” explains the codes.",
            "请从列表中选；休息清空或选“休”。代号说明见工作表“图例”。",
        ));
        let list = DataValidation::new()
            .allow_list_formula(Formula::new("=Choices"))
            .ignore_blank(true)
            .set_error_style(DataValidationErrorStyle::Stop)
            .set_error_title(title)?
            .set_error_message(words)?;
        let last = column(self.days());
        sheet.add_data_validation(FIRST, column(DAYS), self.end() - 1, last, &list)?;
        Ok(())
    }

    /// Colours that follow what is in the cells, also when it is changed; what is no code cannot be missed.
    fn colors(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let cell = format!("{}{}", letters(column(DAYS)), FIRST + 1);
        let (bottom, right) = (self.end() - 1, column(self.days()));
        let mut add = |rule: String, format| -> Result<(), XlsxError> {
            let rule = ConditionalFormatFormula::new()
                .set_rule(Formula::new(rule))
                .set_format(format);
            sheet.add_conditional_format(FIRST, column(DAYS), bottom, right, &rule)?;
            Ok(())
        };
        let duties = self.edition.problem.duties_now();
        for (index, kind) in self.edition.problem.kinds_now().iter().enumerate() {
            let posts = duties.iter().any(|d| d.kind == index && d.post.is_some());
            let rule = if posts {
                self.begins(&cell, &kind.code)
            } else {
                self.same(&cell, &literal(&kind.code))
            };
            add(format!("={rule}"), &self.look.kinds[index])?;
        }
        let leave = self.same(&cell, "Leaves");
        add(format!("=SUMPRODUCT(1*{leave})>0"), &self.look.leave)?;
        let unknown = format!("=AND({cell}<>\"\",ISNA(MATCH({cell},Choices,0)))");
        add(unknown, &self.look.alarm)
    }
}

/// A date as a workbook counts days: from the end of 1899.
pub fn serial(date: NaiveDate) -> f64 {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    date.signed_duration_since(epoch).num_days() as f64
}

fn weekday_name(index: usize, lang: Lang) -> &'static str {
    match lang {
        Lang::En => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"][index],
        Lang::Zh => ["一", "二", "三", "四", "五", "六", "日"][index],
    }
}

fn day_mark(kind: DayKind) -> Fixed {
    match kind {
        DayKind::Statutory => HOLIDAY,
        DayKind::Rest => ("re", "休"),
        DayKind::Makeup => ("wk", "班"),
        DayKind::Workday | DayKind::Weekend => ("", ""),
    }
}

/// Whether COUNTIF takes a code for itself: letters, or one letter with digits. Everything else could be a pattern,
/// a comparison, a number or a date.
fn is_simple(code: &str) -> bool {
    let mut rest = code.chars();
    let first = rest.next().is_some_and(char::is_alphabetic);
    let rest = rest.as_str();
    let word = rest.chars().all(char::is_alphabetic);
    let number = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
    let truth = ["true", "false"].contains(&code.to_lowercase().as_str());
    first && (word || number) && !truth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_countif_takes_for_something_else() {
        for code in ["D", "白", "夜班", "N2", "AB"] {
            assert!(is_simple(code), "{code}");
        }
        for code in ["1", "D*", "<5", "Dec1", "1E5", "TRUE", "a?", "3/4", ""] {
            assert!(!is_simple(code), "{code}");
        }
    }

    #[test]
    fn dates_are_numbered_as_in_excel() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default();
        assert_eq!(serial(date), 46_357.0);
    }
}
