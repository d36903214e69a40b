//! What a statement comes to on the payroll, under the caps.

use super::{Statement, What, due_then};
use crate::domain::time::Month;
use crate::ledger::entry::{Closing, EntryId, Payroll, Taken, Wage};
use crate::ledger::money::Fen;
use crate::ledger::policy::{Caps, Mode};
use crate::ledger::records::{PersonNo, Records};
use crate::ledger::ties::Ties;
use std::collections::BTreeMap;

/// The caps in force at the end of a month: of several policies the strictest.
pub fn caps(records: &Records, month: Month, up_to: EntryId) -> Caps {
    let last = crate::domain::time::add_days(month.after().first(), -1);
    let strictest = Caps {
        share: 20,
        minimum_wage: None,
    };
    let policies = records.policies(last, up_to);
    let cash = policies.iter().filter(|p| p.mode == Mode::Cash);
    cash.fold(strictest, |caps, policy| Caps {
        share: caps.share.min(policy.caps.share),
        minimum_wage: caps.minimum_wage.max(policy.caps.minimum_wage),
    })
}

/// The most that may be deducted from a wage.
pub fn limit(wage: &Wage, caps: Caps) -> Fen {
    let left = wage
        .minimum
        .or(caps.minimum_wage)
        .map(|least| (wage.wage - least).at_least_zero());
    let share = wage.wage.percent(caps.share).at_least_zero();
    left.map_or(share, |left| left.min(share))
}

/// What a statement comes to on the payroll.
///
/// Each month has its own cap, that of its own wage; what a close takes in all is under the cap of its month too. A
/// correction of a closed month pays back what the cap of that month then leaves too much, never more than was taken.
/// `wage` is that of the statement's month; `None` means that there is no cap.
pub fn payroll(
    records: &Records,
    statement: &Statement<'_>,
    wage: Option<&Wage>,
    up_to: EntryId,
) -> Payroll {
    let mut payroll = Payroll::default();
    for line in &statement.lines {
        match (line.what, line.mode) {
            (What::Award(_, award), _) if award.paid => payroll.awards += line.amount(),
            (What::Award(..), _) => payroll.goods += line.amount(),
            (_, Mode::Cash) => payroll.cash += line.amount(),
            (_, Mode::Bonus) => payroll.bonus += line.amount(),
            (_, Mode::Points) => payroll.points += line.amount(),
        }
    }
    let history = History {
        records,
        person: statement.person,
        up_to,
    };
    let caps = caps(records, statement.month, up_to);
    let cash = wage.map(|w| limit(w, caps));
    let bonus = wage.map(|w| w.bonus.unwrap_or_default());
    for (mode, cap) in [(Mode::Cash, cash), (Mode::Bonus, bonus)] {
        for (month, fen) in history.take(statement, mode, cap) {
            let taken = payroll.months.entry(month).or_insert_with(Taken::default);
            match mode {
                Mode::Cash => {
                    (taken.cash, payroll.cash_deducted) = (fen, payroll.cash_deducted + fen)
                }
                _ => (taken.bonus, payroll.bonus_deducted) = (fen, payroll.bonus_deducted + fen),
            }
        }
    }
    payroll
}

/// What earlier closes have taken from a person.
struct History<'a> {
    records: &'a Records,
    person: PersonNo,
    up_to: EntryId,
}

impl History<'_> {
    /// What a statement takes (or pays back) for each month, in one mode.
    fn take(
        &self,
        statement: &Statement<'_>,
        mode: Mode,
        cap: Option<Fen>,
    ) -> BTreeMap<Month, Fen> {
        let mut changes: BTreeMap<Month, Fen> = BTreeMap::new();
        let charges = statement
            .lines
            .iter()
            .filter(|l| l.mode == mode && !matches!(l.what, What::Award(..)));
        for line in charges {
            *changes.entry(line.month).or_default() += line.amount();
        }
        let mut room = cap;
        let mut takes = BTreeMap::new();
        // In the order of months: the oldest takes first. Paying back makes no room for taking.
        for (month, change) in changes {
            let taken = self.taken(month, mode);
            let wanted = if month == statement.month {
                change
            } else {
                let due = self.charged(month, mode) + change;
                let most = self.cap(month, mode).map_or(due, |cap| due.min(cap));
                // What a cap has once cut off does not come back with a later change.
                (most.at_least_zero() - taken).min(change.at_least_zero())
            };
            let fen = match room {
                Some(left) if wanted > Fen::ZERO => wanted.min(left),
                _ => wanted,
            };
            room = room.map(|left| left - fen.at_least_zero());
            if fen != Fen::ZERO {
                takes.insert(month, fen);
            }
        }
        takes
    }

    fn closings(&self) -> impl Iterator<Item = &Closing> + '_ {
        let closed = self.records.closed().iter().filter(|c| c.id <= self.up_to);
        closed.map(|c| &c.closing)
    }

    /// All ids that closes may have the person under.
    fn ids(&self) -> Vec<&str> {
        let selves = self.records.selves(self.person, self.up_to).into_iter();
        selves
            .map(|person| self.records.people().text(person))
            .collect()
    }

    /// What was taken for a month so far.
    fn taken(&self, month: Month, mode: Mode) -> Fen {
        let ids = self.ids();
        let payrolls = self.closings();
        let payrolls = payrolls.flat_map(|c| ids.iter().filter_map(|id| c.payroll.get(*id)));
        let months = payrolls.filter_map(|p| p.months.get(&month));
        months
            .map(|taken| {
                if mode == Mode::Cash {
                    taken.cash
                } else {
                    taken.bonus
                }
            })
            .sum()
    }

    /// What was charged for a month so far, before any cap.
    fn charged(&self, month: Month, mode: Mode) -> Fen {
        let Some(last) = self.records.close_before(self.up_to) else {
            return Fen::ZERO;
        };
        let items = due_then(
            self.records,
            self.person,
            self.up_to,
            Some(month)..=Some(month),
            last,
            &Ties::of(self.records, &last.closing),
        );
        let charges = items
            .iter()
            .filter(|i| i.mode == mode && matches!(i.what, What::Event(_)));
        charges.map(|i| i.due).sum()
    }

    /// The cap of a closed month, from the wage that its close was made with.
    fn cap(&self, month: Month, mode: Mode) -> Option<Fen> {
        let closed = self
            .records
            .closed()
            .iter()
            .find(|c| c.closing.month == month)?;
        let wages = &closed.closing.wages;
        let caps = caps(self.records, month, closed.closing.up_to);
        let of = |wage: &Wage| match mode {
            Mode::Cash => limit(wage, caps),
            _ => wage.bonus.unwrap_or_default(),
        };
        // Taken for two people, they had a cap each.
        let ids = self.ids().into_iter();
        let limits = ids.filter_map(|id| wages.get(id)).map(of);
        limits.reduce(|sum, limit| sum + limit)
    }
}
