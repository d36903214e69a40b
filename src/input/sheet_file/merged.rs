//! Cells that were drawn over others, found by the place that they cover.

use std::collections::HashMap;
use std::ops::RangeInclusive;

/// An area of a sheet: rows from 1 and columns from 0, both ends included.
pub type Area = (RangeInclusive<usize>, RangeInclusive<usize>);

/// Rows of an area that is found by its rows; of taller ones there are few.
const TALL: usize = 100;

/// Areas that are taller, at most.
const MOST: usize = 1000;

/// The merged areas of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merged {
    by_row: HashMap<usize, Vec<Area>>,
    tall: Vec<Area>,
}

impl Merged {
    /// Of areas.
    pub fn new(areas: impl IntoIterator<Item = Area>) -> Merged {
        let mut merged = Merged::default();
        for area in areas {
            let (rows, _) = &area;
            if rows.end() - rows.start().min(rows.end()) < TALL {
                for row in rows.clone() {
                    merged.by_row.entry(row).or_default().push(area.clone());
                }
            } else if merged.tall.len() < MOST {
                merged.tall.push(area);
            }
        }
        merged
    }

    /// The area that was drawn over a place, by its row and column.
    pub fn over(&self, (row, column): (usize, usize)) -> Option<&Area> {
        let short = self.by_row.get(&row).into_iter().flatten();
        let mut all = short.chain(&self.tall);
        all.find(|(rows, columns)| rows.contains(&row) && columns.contains(&column))
    }
}
