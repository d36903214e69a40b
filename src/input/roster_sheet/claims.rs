//! What titles and sheets' names say of the month: `2026年10月客服排班表`, `12月`, `Dec 2026`.

use super::grid::Grid;
use super::layout::Layout;
use crate::domain::time::Month;
use crate::input::sheet_file::{CellValue, SheetFile, Stamp};
use crate::source::loose::half_width;
use crate::source::month_named;
use chrono::Datelike;

/// A year, a month, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Claim {
    year: Option<i32>,
    month: Option<u32>,
}

impl Claim {
    fn fits(self, month: Month) -> bool {
        let first = month.first();
        self.year.is_none_or(|year| year == first.year())
            && self.month.is_none_or(|own| own == first.month())
    }
}

/// The text that speaks of another month than the one that is asked for, and where it stands; `None` in place of the
/// place: the sheet's name. Dates that say their month themselves are believed.
pub fn other_month(
    grid: &Grid<'_>,
    layout: &Layout,
    month: Month,
) -> Option<(Option<super::grid::At>, String)> {
    if layout.year {
        return None;
    }
    let first = layout.blocks.first()?;
    let mut claims: Vec<(Option<super::grid::At>, String, Claim)> = Vec::new();
    let mut add = |place, text: &str| {
        for claim in said(text) {
            claims.push((place, text.to_owned(), claim));
        }
    };
    for row in grid.rows().take_while(|row| *row <= first.head) {
        let before = |(column, _): &(usize, _)| row < first.head || *column < first.first();
        let cells: Vec<_> = grid.row(row).filter(before).collect();
        let Some((column, _)) = cells.first().copied() else {
            continue;
        };
        // A title may be written over several cells: 2024 | 年 | 9 | 月.
        let text: String = cells.iter().map(|(_, cell)| title(cell)).collect();
        add(Some((row, column)), &text);
    }
    add(None, grid.table.sheet.as_deref().unwrap_or(""));
    // Of dates with their month only the year can be wrong.
    let counts = |claim: &Claim| !layout.month || claim.year.is_some();
    claims.retain(|(_, _, claim)| counts(claim));
    if claims.iter().any(|(_, _, claim)| claim.fits(month)) {
        let sheet = claims.iter().filter(|(place, ..)| place.is_none());
        let mut wrong = sheet.filter(|(_, _, claim)| !claim.fits(month));
        // The name of a sheet is often left over; a title that fits is the better one.
        let title = claims
            .iter()
            .any(|(p, _, claim)| p.is_some() && claim.fits(month));
        return wrong
            .next()
            .filter(|_| !title)
            .map(|(p, text, _)| (*p, text.clone()));
    }
    claims
        .into_iter()
        .next()
        .map(|(place, text, _)| (place, text))
}

/// Months with their years that the first rows and the name of a sheet speak of.
pub fn months(sheet: &SheetFile, top: usize) -> Vec<Month> {
    let grid = Grid::new(sheet, false);
    let rows = grid.rows().take(top);
    let rows = rows.map(|row| {
        grid.row(row)
            .map(|(_, cell)| title(cell))
            .collect::<String>()
    });
    let texts = rows.chain([sheet.sheet.clone().unwrap_or_default()]);
    texts.flat_map(|text| months_in(&text)).collect()
}

/// Months with their years that a text speaks of.
pub fn months_in(text: &str) -> Vec<Month> {
    let month = |claim: Claim| Month::new(claim.year?, claim.month?);
    said(text).into_iter().filter_map(month).collect()
}

/// What a cell of a title says; one that is a date means its month where it is the first day.
fn title(cell: &super::grid::GridCell) -> String {
    match cell.value {
        CellValue::Stamp(Stamp {
            date: Some(date), ..
        }) if date.day() == 1 => {
            format!(" {}年{}月 ", date.year(), date.month())
        }
        CellValue::Stamp(_) | CellValue::Span(_) => " ".to_owned(),
        _ => cell.text.clone(),
    }
}

/// Months and years that a text speaks of. Days of months are none, unless a stretch goes from one to another.
fn said(text: &str) -> Vec<Claim> {
    let text = half_width(text).to_lowercase();
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut claims = Vec::new();
    let mut dates = Vec::new();
    let mut year: Option<i32> = None;
    let mut at = 0;
    while at < chars.len() {
        let Some((value, digits, end)) = number(&chars, at) else {
            at += 1;
            continue;
        };
        let sign = chars.get(end).copied();
        let is_year = digits == 4 && (2000..2100).contains(&value);
        match sign {
            Some('年') if is_year => {
                year = i32::try_from(value).ok();
                let more = number(&chars, end + 1).and_then(|(_, _, e)| chars.get(e));
                if more != Some(&'月') {
                    claims.push(Claim { year, month: None });
                }
            }
            Some('月') if (1..=12).contains(&value) => {
                let month = Some(value);
                match number(&chars, end + 1) {
                    Some(_) => dates.push(Claim { year, month }),
                    None => claims.push(Claim { year, month }),
                }
            }
            Some('-' | '/' | '.') if is_year => {
                let own = i32::try_from(value).ok();
                if let Some((month, 1..=2, behind)) = number(&chars, end + 1) {
                    let day = matches!(chars.get(behind), Some('-' | '/' | '.'));
                    let day = day && number(&chars, behind + 1).is_some();
                    let claim = Claim {
                        year: own,
                        month: (1..=12).contains(&month).then_some(month),
                    };
                    let list = if day { &mut dates } else { &mut claims };
                    list.push(claim);
                    at = behind;
                    continue;
                }
            }
            _ => {}
        }
        at = end;
    }
    if dates.len() > 1 {
        claims.extend(dates);
    }
    claims.extend(english(&text));
    claims
}

/// `december 2026`, `dec-26`, or a month's name alone.
fn english(text: &str) -> Vec<Claim> {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|p| !p.is_empty())
        .collect();
    if let [month] = parts.as_slice()
        && let Some(month) = month_named(month)
    {
        let (year, month) = (None, Some(month));
        return vec![Claim { year, month }];
    }
    let pairs = parts.windows(2).filter_map(|pair| {
        let [month, year] = pair else { return None };
        let month = Some(month_named(month)?);
        let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
        let year = Some(year);
        Some(Claim { year, month })
    });
    pairs.collect()
}

/// A number that begins here: its value, how many digits it has, where it ends. Chinese numerals up to twelve too.
fn number(chars: &[char], at: usize) -> Option<(u32, usize, usize)> {
    let from = chars.get(at..)?;
    let digits: String = from.iter().take_while(|c| c.is_ascii_digit()).collect();
    if !digits.is_empty() {
        let value = digits.parse().ok().filter(|_| digits.len() <= 4);
        return Some((value.unwrap_or(0), digits.len(), at + digits.len()));
    }
    let numerals = "一二三四五六七八九十";
    let written: Vec<u32> = (from.iter())
        .map_while(|c| numerals.chars().position(|n| n == *c))
        .filter_map(|place| u32::try_from(place + 1).ok())
        .collect();
    let value = match *written.as_slice() {
        [one] => one,
        [10, one] if one < 10 => 10 + one,
        _ => return None,
    };
    Some((value, 2, at + written.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_speak_of_months() {
        let claim = |year, month| Claim { year, month };
        let cases: [(&str, Vec<Claim>); 16] = [
            ("2026年10月客服排班表", vec![claim(Some(2026), Some(10))]),
            ("客服部 10月 排班", vec![claim(None, Some(10))]),
            ("十二月排班表", vec![claim(None, Some(12))]),
            ("二月", vec![claim(None, Some(2))]),
            (
                "2024年9月排班2024年9月",
                vec![claim(Some(2024), Some(9)); 2],
            ),
            ("2026-12", vec![claim(Some(2026), Some(12))]),
            ("Roster December 2026", vec![claim(Some(2026), Some(12))]),
            ("Dec", vec![claim(None, Some(12))]),
            ("2026年度", vec![claim(Some(2026), None)]),
            (
                "2025年3月21日至2025年4月20日排班",
                vec![claim(Some(2025), Some(3)), claim(Some(2025), Some(4))],
            ),
            // The day on which it was made.
            ("制表日期：2026年11月28日", vec![]),
            ("2026-11-28", vec![]),
            ("May's team", vec![]),
            ("Sheet1", vec![]),
            ("电话 13800138000", vec![]),
            ("", vec![]),
        ];
        for (text, wanted) in cases {
            assert_eq!(said(text), wanted, "{text}");
        }
    }
}
