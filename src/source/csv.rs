//! The only writer of tables as CSV, and what keeps a text in any table from being taken for a formula.
//!
//! A spreadsheet runs what begins with one of [`MARKS`]. In a CSV file such a text is written behind an apostrophe, which
//! [`bare`] takes off again wherever a table is read; in a workbook the cell's format says that it is text.

use std::borrow::Cow;

/// What a spreadsheet takes for the beginning of a formula: in the usual width, full-width, and small.
pub const MARKS: [char; 12] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫',
];

/// Whether a spreadsheet may take a text for a formula. Blanks, quotation marks and what nobody sees before the mark
/// do not help. A mark alone is none: `-` is a code for rest.
pub fn is_formula(text: &str) -> bool {
    if text.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let lead = |c: char| {
        let quote = matches!(
            c,
            '\'' | '"' | '`' | '‘' | '’' | '“' | '”' | '＇' | '＂' | '｀'
        );
        let unseen = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        quote || unseen || c.is_whitespace() || c.is_control()
    };
    let mut alone = text.chars();
    if alone.next().is_some_and(|c| MARKS.contains(&c)) && alone.next().is_none() {
        return false;
    }
    text.trim_start_matches(lead).starts_with(MARKS)
}

/// A text as it may stand in a cell of a CSV file.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A cell's text as it was before [`guarded`].
pub fn bare(text: &str) -> &str {
    let rest = text.strip_prefix('\'');
    let rest = rest.filter(|rest| is_formula(rest) || rest.starts_with(MARKS));
    rest.unwrap_or(text)
}

/// A cell to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// A text, whoever wrote it.
    Text(Cow<'a, str>),
    /// A number that the program has counted; it may begin with a minus.
    Number(String),
}

impl<'a> Cell<'a> {
    /// A text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Cell<'a> {
        Cell::Text(text.into())
    }

    /// A number.
    pub fn number(number: impl ToString) -> Cell<'a> {
        Cell::Number(number.to_string())
    }
}

/// A table as CSV, in UTF-8 with the byte-order mark that Excel needs to show Chinese names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv {
    text: String,
}

impl Default for Csv {
    fn default() -> Csv {
        Csv::new()
    }
}

impl Csv {
    /// A table without rows.
    pub fn new() -> Csv {
        Csv {
            text: String::from('\u{feff}'),
        }
    }

    /// Adds a row.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) {
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            match cell {
                Cell::Text(text) => self.text.push_str(&quoted(&guarded(&text))),
                Cell::Number(number) => self.text.push_str(&number),
            }
        }
        self.text.push_str("\r\n");
    }

    /// The file's text.
    pub fn text(self) -> String {
        self.text
    }
}

/// A field with quotation marks where CSV needs them.
fn quoted(text: &str) -> Cow<'_, str> {
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) || text.trim() != text {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_becomes_a_formula_and_each_is_read_back() {
        let cases = [
            ("王芳", "王芳"),
            ("＝1", "'＝1"),
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("＋86", "'＋86"),
            ("-1", "'-1"),
            ("－1", "'－1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＠SUM(A1)", "'＠SUM(A1)"),
            ("﹦1", "'﹦1"),
            (" =1", "' =1"),
            ("\u{3000}＝1", "'\u{3000}＝1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("'=1", "''=1"),
            ("“=1”", "'“=1”"),
            ("\"=1", "\"'\"\"=1\""),
            ("\t1", "\"'\t1\""),
            ("\r1", "\"'\r1\""),
            ("-", "-"),
            ("'-", "''-"),
            ("''", "''"),
            ("1-1", "1-1"),
            ("小李=1", "小李=1"),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
        ];
        for (text, wanted) in cases {
            assert_eq!(quoted(&guarded(text)), wanted, "{text}");
            assert_eq!(bare(&guarded(text)), text, "{text}");
        }
        // As older files have the code for rest.
        assert_eq!(bare("'-"), "-");
    }

    #[test]
    fn numbers_are_numbers() {
        let mut csv = Csv::new();
        csv.row([Cell::text("-1"), Cell::number(-1), Cell::number("22.45")]);
        assert_eq!(csv.text(), "\u{feff}'-1,-1,22.45\r\n");
    }
}
