//! What a file is, by what stands in it: so that a command which may overwrite its own output never takes a ledger, a team
//! file or somebody else's table for it. Names are not asked: they are what was mistyped.

use serde::Serialize;

/// Bytes that are looked at.
pub const HEAD: usize = 4096;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Nothing stands in it.
    Empty,
    /// A SQLite database: a ledger.
    Store,
    /// A team file.
    Team,
    /// Rules of fines and awards.
    Policy,
    /// An Excel workbook.
    Workbook,
    /// A bitmap.
    Png,
    /// A vector picture.
    Svg,
    /// A document to print.
    Pdf,
    /// A page.
    Html,
    /// A calendar.
    Ics,
    /// Data for programs.
    Json,
    /// Rows of people by days.
    Roster,
    /// Another table; tables are alike if their headings are.
    Table,
    /// Other text.
    Text,
    /// Other bytes.
    Bytes,
}

const MAGIC: [(&[u8], Kind); 5] = [
    (b"SQLite format 3\0", Kind::Store),
    (b"PK\x03\x04", Kind::Workbook),
    (b"\x89PNG\r\n\x1a\n", Kind::Png),
    (b"%PDF-", Kind::Pdf),
    (b"BEGIN:VCALENDAR", Kind::Ics),
];

/// Sections that only team files have, and only policies.
const TEAM: [&str; 5] = ["[team]", "[[shift]]", "[[person]]", "[[demand]]", "[rules"];
const POLICY: [&str; 3] = ["[policy]", "[[category]]", "[[award]]"];

/// What begins like this.
pub fn of(head: &[u8]) -> Kind {
    let begins = |(magic, _): &&(&[u8], Kind)| head.starts_with(magic);
    if let Some((_, kind)) = MAGIC.iter().find(begins) {
        return *kind;
    }
    let text = lossy(head);
    let text = text.trim_start();
    if text.is_empty() {
        return Kind::Empty;
    }
    if text.contains('\0') {
        return Kind::Bytes;
    }
    if text.starts_with("<svg") || (text.starts_with("<?xml") && text.contains("<svg")) {
        return Kind::Svg;
    }
    if text
        .get(..9)
        .is_some_and(|t| t.eq_ignore_ascii_case("<!doctype"))
        || text.starts_with("<html")
    {
        return Kind::Html;
    }
    if text.starts_with(['{', '['])
        && !text.starts_with("[[")
        && !section(text, &TEAM)
        && !section(text, &POLICY)
    {
        return Kind::Json;
    }
    if section(text, &TEAM) {
        return Kind::Team;
    }
    if section(text, &POLICY) {
        return Kind::Policy;
    }
    table(text).unwrap_or(Kind::Text)
}

/// Whether a file may be replaced by another.
pub fn replaces(new: &[u8], old: &[u8]) -> bool {
    match (of(new), of(old)) {
        (_, Kind::Empty) => true,
        (_, Kind::Store) => false,
        (Kind::Table, Kind::Table) => first_line(new) == first_line(old),
        (new, old) => new == old,
    }
}

fn lossy(head: &[u8]) -> String {
    let text = String::from_utf8_lossy(head);
    text.trim_start_matches('\u{feff}').to_owned()
}

fn section(text: &str, names: &[&str]) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    lines.any(|line| names.iter().any(|name| line.starts_with(name)))
}

fn first_line(head: &[u8]) -> String {
    let text = lossy(head);
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// A table's first line has commas; a roster's has mostly dates.
fn table(text: &str) -> Option<Kind> {
    let first = text.lines().next()?;
    let cells: Vec<&str> = first.split([',', ';', '\t']).collect();
    if cells.len() < 2 {
        return None;
    }
    let dates = cells
        .iter()
        .filter(|cell| cell.contains(|c: char| c.is_ascii_digit()));
    let dates = dates.count();
    Some(if dates * 2 > cells.len() {
        Kind::Roster
    } else {
        Kind::Table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_what_stands_in_them() {
        let cases: [(&[u8], Kind); 16] = [
            (b"", Kind::Empty),
            (b"\xef\xbb\xbf \n", Kind::Empty),
            (b"SQLite format 3\0\x10\0", Kind::Store),
            (b"# shop\n[team]\nname = \"x\"\n", Kind::Team),
            (b"[[person]]\nname = \"x\"\n", Kind::Team),
            (b"[policy]\nid = \"x\"\n", Kind::Policy),
            (b"PK\x03\x04\x14", Kind::Workbook),
            (b"\x89PNG\r\n\x1a\n\0", Kind::Png),
            (b"<?xml version=\"1.0\"?>\n<svg>", Kind::Svg),
            (b"<!DOCTYPE html>", Kind::Html),
            (b"{\"a\": 1}", Kind::Json),
            (b"[1, 2]", Kind::Json),
            (
                b"\xef\xbb\xbfname,2026-12-01,2026-12-02\nA,D,N",
                Kind::Roster,
            ),
            (b"name,skills,rank\nA,x,1", Kind::Table),
            (b"To do: nothing", Kind::Text),
            (b"\x7fELF\0\0", Kind::Bytes),
        ];
        for (head, kind) in cases {
            assert_eq!(of(head), kind, "{}", String::from_utf8_lossy(head));
        }
    }

    #[test]
    fn only_what_is_alike_is_replaced() {
        assert!(replaces(b"<svg a>", b"<svg b>"));
        assert!(replaces(b"<svg a>", b""));
        assert!(replaces(b"a,b\n1,2", b"a,b\n3,4"));
        assert!(!replaces(b"a,b\n1,2", b"name,rank\n3,4"));
        assert!(!replaces(b"a,b\n1,2", b"[team]\nname = \"x\""));
        assert!(!replaces(b"SQLite format 3\0a", b"SQLite format 3\0b"));
    }
}
