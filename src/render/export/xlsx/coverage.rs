//! Demand against presence by half-hours. Presence is a formula over the roster's cells, so that a shortage shows as
//! soon as somebody is taken out; which code is present when stands in a hidden sheet.

use super::roster::{FIRST, serial};
use super::{Book, COVERAGE, Column, PRESENCE, ROSTER, column, letters, row};
use crate::domain::time::{DAY, SLOT, clock};
use crate::domain::{Duty, PersonIx, ShiftKind};
use crate::render::cells::Cells;
use crate::render::export::coverage::Slot;
use crate::render::export::plain;
use crate::render::export::sheet::weekday;
use crate::text::Fixed;
use chrono::Datelike;
use rust_xlsxwriter::{ConditionalFormatFormula, Formula, RowNum, Worksheet, XlsxError};
use std::collections::BTreeSet;

const HEADS: [Fixed; 10] = [
    ("date", "日期"),
    ("day", "星期"),
    ("from", "从"),
    ("to", "到"),
    ("who counts", "计数对象"),
    ("needed", "需要"),
    ("at least", "至少"),
    ("at most", "至多"),
    ("present", "在岗"),
    ("spare", "余缺"),
];

const WIDTHS: [f64; 10] = [12.0, 8.0, 8.0, 8.0, 16.0, 9.0, 9.0, 9.0, 9.0, 9.0];

/// Half-hours of a shift's day and of the next, into which it may reach.
const SLOTS: usize = (2 * DAY / SLOT) as usize;

/// Whom a need counts: everybody, or those with a skill.
type Group = Option<usize>;

/// The kinds of needs there are, in order.
fn groups(slots: &[Slot<'_>]) -> Vec<Group> {
    let groups: BTreeSet<Group> = slots.iter().map(|slot| slot.need.skill).collect();
    groups.into_iter().collect()
}

/// Whether a shift is present during all of a half-hour, counted from its day's midnight.
fn present(kind: &ShiftKind, slot: usize) -> bool {
    let from = i32::try_from(slot).unwrap_or(0) * SLOT;
    let mut reached = from;
    for segment in &kind.segments {
        if segment.start <= reached && segment.end > reached {
            reached = segment.end;
        }
    }
    reached >= from + SLOT
}

impl Book<'_> {
    /// Whether a code counts for a group in a half-hour; whether the person does is another matter.
    fn counts(&self, duty: &Duty, group: Group, slot: usize) -> bool {
        let problem = self.edition.problem;
        let at_post = group.is_none_or(|s| !problem.skills[s].post || duty.post == Some(s));
        at_post && present(&problem.kinds[duty.kind], slot)
    }

    /// Whether a group is of people with a skill that is no post.
    fn is_skill(&self, group: Group) -> bool {
        group.is_some_and(|skill| !self.edition.problem.skills[skill].post)
    }

    /// The row of a group's half-hour in the hidden sheet.
    fn presence_row(group: usize, slot: usize) -> RowNum {
        1 + row(group * SLOTS + slot)
    }

    /// The column behind the codes in which it says who has a group's skill.
    fn skill_column(&self, group: usize) -> Column {
        column(1 + self.edition.problem.duties_now().len() + group)
    }

    pub(super) fn presence_sheet(
        &self,
        sheet: &mut Worksheet,
        slots: &[Slot<'_>],
    ) -> Result<(), XlsxError> {
        let problem = self.edition.problem;
        sheet.set_name(self.sheet_name(PRESENCE))?.set_hidden(true);
        for (index, duty) in problem.duties_now().iter().enumerate() {
            sheet.put_plain((0, column(1 + index)), &duty.code)?;
        }
        for (number, group) in groups(slots).into_iter().enumerate() {
            for slot in 0..SLOTS {
                let at = Self::presence_row(number, slot);
                for (index, duty) in problem.duties_now().iter().enumerate() {
                    if self.counts(duty, group, slot) {
                        sheet.write_number(at, column(1 + index), 1)?;
                    }
                }
            }
            if !self.is_skill(group) {
                continue;
            }
            for (index, person) in self.people.iter().enumerate() {
                let who = &problem.people[*person];
                if group.is_some_and(|skill| who.skills.contains(&skill)) {
                    let at = FIRST + row(index);
                    sheet.write_number(at, self.skill_column(number), 1)?;
                }
            }
        }
        Ok(())
    }

    pub(super) fn coverage_sheet(
        &self,
        sheet: &mut Worksheet,
        slots: &[Slot<'_>],
    ) -> Result<(), XlsxError> {
        self.begin(sheet, COVERAGE, (0, 0), false)?;
        sheet.set_freeze_panes(1, 0)?;
        self.header(sheet, &HEADS, &WIDTHS)?;
        let groups = groups(slots);
        for (index, slot) in slots.iter().enumerate() {
            let group = groups.iter().position(|g| *g == slot.need.skill);
            self.slot_row(sheet, 1 + row(index), slot, group.unwrap_or(0))?;
        }
        let last = row(slots.len());
        sheet.autofilter(0, 0, last, column(HEADS.len() - 1))?;
        let short = ConditionalFormatFormula::new()
            .set_rule(Formula::new("=$J2<0"))
            .set_format(&self.look.alarm);
        sheet.add_conditional_format(1, 0, last, column(HEADS.len() - 1), &short)?;
        Ok(())
    }

    fn slot_row(
        &self,
        sheet: &mut Worksheet,
        at: RowNum,
        slot: &Slot<'_>,
        group: usize,
    ) -> Result<(), XlsxError> {
        let problem = self.edition.problem;
        let date = problem.date(slot.day as i64);
        let who = match slot.need.skill {
            None => self.pick(("everybody", "全体")).to_owned(),
            Some(skill) => plain(problem.skills[skill].name.get(self.lang)),
        };
        let cell = &self.look.plain;
        sheet
            .write_number_with_format(at, 0, serial(date), &self.look.date)?
            .put((at, 1), weekday(date.weekday(), self.lang), cell)?
            .put((at, 2), clock(slot.span.start), cell)?
            .put((at, 3), clock(slot.span.end), cell)?
            .put((at, 4), who, cell)?
            .write_number_with_format(at, 5, slot.need.want, cell)?
            .write_number_with_format(at, 6, slot.need.least, cell)?;
        match slot.need.most {
            Some(most) => sheet.write_number_with_format(at, 7, most, cell)?,
            None => sheet.write_blank(at, 7, cell)?,
        };
        let here = Formula::new(self.here(slot, group)).set_result(slot.here.to_string());
        let number = at + 1;
        let spare = Formula::new(format!("=I{number}-F{number}"));
        let spare = spare.set_result(slot.spare().to_string());
        sheet
            .write_formula_with_format(at, 8, here, cell)?
            .write_formula_with_format(at, 9, spare, &self.look.spare)?;
        Ok(())
    }

    /// How many of the roster are present: those of the day, and those who are still there from the day before.
    fn here(&self, slot: &Slot<'_>, group: usize) -> String {
        let first = usize::try_from(slot.span.start / SLOT).unwrap_or(0);
        let next = first + SLOTS / 2;
        let skill = slot.need.skill;
        let mut parts = vec![self.present_of(slot.day, group, skill, first)];
        let duties = self.edition.problem.duties_now();
        let late = duties.iter().any(|d| self.counts(d, slot.need.skill, next));
        match slot.day.checked_sub(1) {
            Some(before) if late => parts.push(self.present_of(before, group, skill, next)),
            Some(_) => {}
            // The last evening before the month stands in no cell.
            None => {
                let own = self.own(slot, first);
                if slot.here != own {
                    parts.push((slot.here - own).to_string());
                }
            }
        }
        format!("={}", parts.join("+"))
    }

    /// The number of a day's own shifts that count.
    fn own(&self, slot: &Slot<'_>, first: usize) -> i64 {
        let problem = self.edition.problem;
        let counted = |person: &PersonIx| {
            let duty = self.edition.roster.get(*person, slot.day);
            let has = |skill| problem.people[*person].skills.contains(&skill);
            let able = !self.is_skill(slot.need.skill) || slot.need.skill.is_some_and(has);
            able && duty.is_some_and(|d| self.counts(&problem.duties[d], slot.need.skill, first))
        };
        let count = problem.everybody().filter(counted).count();
        i64::try_from(count).unwrap_or(i64::MAX)
    }

    /// People in rows against codes in columns: a one for who has a code, times a one where the code is present.
    fn present_of(&self, day: usize, number: usize, group: Group, slot: usize) -> String {
        let (roster, presence) = (self.sheet_name(ROSTER), self.sheet_name(PRESENCE));
        let last = letters(column(self.edition.problem.duties_now().len()));
        let line = Self::presence_row(number, slot) + 1;
        let cells = format!("'{roster}'!{}", self.people_of(day));
        let codes = format!("'{presence}'!$B$1:${last}$1");
        let mut product = format!(
            "{}*'{presence}'!$B${line}:${last}${line}",
            self.same(&cells, &codes)
        );
        if self.is_skill(group) {
            let letter = letters(self.skill_column(number));
            let (from, to) = (FIRST + 1, FIRST + row(self.edition.problem.people.len()));
            product.push_str(&format!("*'{presence}'!${letter}${from}:${letter}${to}"));
        }
        format!("SUMPRODUCT({product})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Span;
    use crate::text::Text;

    #[test]
    fn presence_is_that_of_whole_half_hours() {
        let span = |start, end| Span { start, end };
        let kind = ShiftKind {
            code: "G".to_owned(),
            name: Text::same("G"),
            segments: vec![span(1365, 1440), span(1440, 1830)],
            unpaid: 0,
            night: true,
            posts: Vec::new(),
            color: None,
            only_pinned: false,
            until: None,
            standing: crate::domain::Standing::Now,
        };
        let found: Vec<usize> = (0..SLOTS).filter(|s| present(&kind, *s)).collect();
        // From 22:45 on is not there at 22:30; 23:00 to 06:30 is without a gap.
        assert_eq!(found, (46..61).collect::<Vec<_>>());
    }
}
