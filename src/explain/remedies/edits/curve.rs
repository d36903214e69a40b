//! A day's demand by half-hours, as a line of a team file says it.

use crate::domain::Need;
use crate::domain::time::{DAY, SLOT, Span};

/// Half-hours of a day and of the night after.
const SLOTS: usize = 2 * (DAY / SLOT) as usize;

/// What a day's own line says; `None`: nothing.
pub(super) struct Curve {
    want: Vec<Option<u32>>,
    least: Vec<u32>,
    most: Vec<Option<u32>>,
    /// What of it other lines add.
    added: Vec<u32>,
    /// Whether it was lowered below what other lines add, so that no line of its own can say it.
    pub below_added: bool,
}

impl Curve {
    pub fn of<'a>(needs: impl Iterator<Item = &'a Need>) -> Curve {
        let mut curve = Curve {
            want: vec![None; SLOTS],
            least: vec![0; SLOTS],
            most: vec![None; SLOTS],
            added: vec![0; SLOTS],
            below_added: false,
        };
        for need in needs {
            for slot in slots(need.span) {
                curve.want[slot] = Some(need.want).filter(|_| !need.open_ended);
                curve.least[slot] = need.least;
                curve.most[slot] = need.most;
                curve.added[slot] = need.added;
            }
        }
        curve
    }

    /// Asks for no more than are there; true where it had asked for more.
    pub fn lower(&mut self, span: Span, here: i64, hard: bool) -> bool {
        let here = u32::try_from(here).unwrap_or(0);
        let mut short = false;
        for slot in slots(span) {
            let want = self.want[slot].unwrap_or(0);
            short |= self.least[slot] > here || (hard && want > here);
            self.least[slot] = self.least[slot].min(here);
            if hard && want > here {
                self.below_added |= here < self.added[slot];
                self.want[slot] = Some(here);
            }
        }
        short
    }

    /// The keys of a demand line; where no line of its own says it, with what is added.
    pub fn text(&self) -> String {
        let need = |(want, added): (&Option<u32>, &u32)| {
            let added = if self.below_added { 0 } else { *added };
            let own = want.map(|want| want.saturating_sub(added));
            own.filter(|own| *own > 0 || added == 0)
        };
        let need = self.want.iter().zip(&self.added).map(need);
        let least = self.least.iter().map(|n| Some(*n).filter(|n| *n > 0));
        let numbers = [
            ("need", need.collect()),
            ("least", least.collect()),
            ("most", self.most.clone()),
        ];
        let mut text = String::new();
        for (key, numbers) in numbers {
            let curve = windows(&numbers);
            if !curve.is_empty() {
                text.push_str(&format!("{key} = {{ {curve} }}\n"));
            }
        }
        text
    }
}

fn slots(span: Span) -> std::ops::Range<usize> {
    let slot = |minute: i32| usize::try_from(minute / SLOT).unwrap_or(0).min(SLOTS);
    slot(span.start)..slot(span.end)
}

/// Half-hours of one number as windows: `"09:00-12:00" = 2`.
fn windows(numbers: &[Option<u32>]) -> String {
    let mut parts: Vec<(Span, u32)> = Vec::new();
    for (slot, number) in (0..).zip(numbers) {
        let Some(number) = *number else { continue };
        let start = slot * SLOT;
        match parts.last_mut() {
            Some((span, same)) if span.end == start && *same == number => span.end += SLOT,
            _ => parts.push((
                Span {
                    start,
                    end: start + SLOT,
                },
                number,
            )),
        }
    }
    let part = |(span, number): &(Span, u32)| format!("\"{span}\" = {number}");
    parts.iter().map(part).collect::<Vec<_>>().join(", ")
}
