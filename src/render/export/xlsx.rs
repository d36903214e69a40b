//! The roster as an Excel workbook to edit: totals, shortages and colours follow what is written into its cells, and
//! `paiban import` reads it again.
//!
//! Sheets: the roster; a legend, whose codes are the choices of the cells; demand against presence by half-hours; the
//! duties and handovers as they were given out. A hidden sheet says which code is present in which half-hour, for the formulas.

mod coverage;
mod handovers;
mod legend;
mod look;
mod roster;

use super::{Edition, plain};
use crate::domain::PersonIx;
use crate::input::roster_sheet::SHEETS;
use crate::text;
use crate::text::{Fixed, Lang, pick};
use look::Look;
use rust_xlsxwriter::{
    ColNum, DocProperties, ExcelDateTime, RowNum, Workbook, Worksheet, XlsxError,
    column_number_to_name,
};

/// The sheets' places in [`SHEETS`].
const ROSTER: usize = 0;
const LEGEND: usize = 1;
const COVERAGE: usize = 2;
const DUTIES: usize = 3;
const PRESENCE: usize = 4;
const HANDOVERS: usize = 5;

/// Columns of a sheet that are certain to exist in every spreadsheet.
type Column = ColNum;

/// What all sheets need.
struct Book<'a> {
    edition: &'a Edition<'a>,
    lang: Lang,
    look: Look,
    /// The people of its rows.
    people: Vec<PersonIx>,
    /// Whether two codes differ only in upper and lower case, which `=` and COUNTIF do not tell apart.
    clash: bool,
}

/// The roster as a workbook (`.xlsx`).
///
/// # Errors
/// None that a team whose days and people fit into a sheet brings.
pub fn xlsx(edition: &Edition<'_>, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let book = Book {
        edition,
        lang,
        look: Look::new(edition.problem.kinds_now()),
        people: edition.people().collect(),
        clash: clash(edition),
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(&book.properties()?);
    let slots = super::coverage::slots(&edition.facts);
    book.roster_sheet(workbook.add_worksheet(), &slots)?;
    book.legend_sheet(workbook.add_worksheet())?;
    if !slots.is_empty() {
        book.coverage_sheet(workbook.add_worksheet(), &slots)?;
    }
    if !edition.given.is_empty() {
        book.duties_sheet(workbook.add_worksheet())?;
    }
    if !edition.handovers.is_empty() {
        book.handovers_sheet(workbook.add_worksheet())?;
    }
    if !slots.is_empty() {
        book.presence_sheet(workbook.add_worksheet(), &slots)?;
    }
    for (name, column) in [("Codes", "A"), ("Hours", "E"), ("Nights", "F")] {
        let range = book.legend_range(column, edition.problem.duties_now().len());
        workbook.define_name(name, &range)?;
    }
    // Behind the shifts one for rest, then those of leave.
    let (duties, leaves) = (edition.problem.duties_now().len(), book.leaves().len());
    let choices = book.legend_range("A", duties + 1 + leaves);
    workbook.define_name("Choices", &choices)?;
    let (name, first, last) = (book.sheet_name(LEGEND), duties + 3, duties + 2 + leaves);
    workbook.define_name("Leaves", &format!("='{name}'!$A${first}:$A${last}"))?;
    workbook.save_to_buffer()
}

fn clash(edition: &Edition<'_>) -> bool {
    let codes = edition.problem.duties_now().iter();
    let mut folded: Vec<String> = codes.map(|duty| duty.code.to_lowercase()).collect();
    folded.sort_unstable();
    folded.windows(2).any(|pair| pair[0] == pair[1])
}

impl Book<'_> {
    fn pick(&self, words: Fixed) -> &'static str {
        pick(words, self.lang)
    }

    /// The codes and names of leave: those of its kinds, and what stands where no kind is said.
    fn leaves(&self) -> Vec<(String, String)> {
        let problem = self.edition.problem;
        let kinds = problem.leave_kinds.iter();
        let kinds = kinds.map(|kind| (kind.code.clone(), kind.name.get(self.lang).to_owned()));
        let plain = self.pick(("leave", "请假")).to_owned();
        let sign = problem.leave_sign(self.lang).to_owned();
        kinds.chain([(sign, plain)]).collect()
    }

    /// The workbook bears the first moment of its month, and not that of the export.
    fn properties(&self) -> Result<DocProperties, XlsxError> {
        let first = self.edition.problem.first.format("%Y-%m-%d").to_string();
        let created = ExcelDateTime::parse_from_str(&first);
        // A workbook knows no time before 1900.
        let created = created.or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
        Ok(DocProperties::new()
            .set_title(self.title())
            .set_company(plain(&self.edition.problem.name))
            .set_author("paiban")
            .set_creation_datetime(&created))
    }

    fn title(&self) -> String {
        let (team, month) = (plain(&self.edition.problem.name), self.edition.month());
        text!("{team}, roster of {month}", "{team}　{month} 班表")
            .get(self.lang)
            .to_owned()
    }

    fn sheet_name(&self, place: usize) -> &'static str {
        SHEETS.get(place).map_or("", |name| self.pick(*name))
    }

    /// Names a sheet, and sets it up for A4 or A3 as wide as the page, with its headings on every page.
    fn begin(
        &self,
        sheet: &mut Worksheet,
        place: usize,
        heads: (RowNum, RowNum),
        a3: bool,
    ) -> Result<(), XlsxError> {
        let name = self.sheet_name(place);
        sheet.set_name(name)?;
        // Half-hours make a long and narrow list.
        match place {
            COVERAGE => sheet.set_portrait(),
            _ => sheet.set_landscape(),
        };
        sheet
            .set_paper_size(if a3 { 8 } else { 9 })
            .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
            .set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(heads.0, heads.1)?;
        let (title, sign) = (
            header_text(&self.title()),
            self.pick(("signed: ________", "签字：________")),
        );
        sheet
            .set_header(format!("&L{title}&R{name}"))
            .set_footer(format!("&L{sign}&R&P / &N"));
        Ok(())
    }

    /// A range of the legend, from its first code on.
    fn legend_range(&self, column: &str, count: usize) -> String {
        let name = self.sheet_name(LEGEND);
        let last = count + 1;
        format!("='{name}'!${column}$2:${column}${last}")
    }

    /// A formula's text for whether cells hold codes, as ones and zeros.
    fn same(&self, cells: &str, codes: &str) -> String {
        if self.clash {
            format!("EXACT({cells},{codes})")
        } else {
            format!("({cells}={codes})")
        }
    }
}

/// A text in a header or footer, where `&` begins a code; the whole has room for 255 characters.
fn header_text(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    short.replace('&', "&&")
}

/// A column's letters.
fn letters(column: Column) -> String {
    column_number_to_name(column)
}

/// A row or a column from a number that is far below what a sheet has room for.
fn row(index: usize) -> RowNum {
    RowNum::try_from(index).unwrap_or(RowNum::MAX)
}

fn column(index: usize) -> Column {
    Column::try_from(index).unwrap_or(Column::MAX)
}

/// A text within a formula.
fn literal(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
