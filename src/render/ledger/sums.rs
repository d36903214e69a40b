//! The sums of a statement: what is charged, what the caps leave of it, and what the pay changes by.
//!
//! Every figure is one of the payroll's, or explains how it came about; charged less what lies above the caps is
//! always what is deducted.

use super::content::Sum;
use super::{Paper, caution, words};
use crate::domain::time::Month;
use crate::ledger::entry::{Taken, Wage};
use crate::ledger::money::Fen;
use crate::ledger::policy::{Caps, Mode};
use crate::ledger::statement::{What, caps};
use crate::text;
use crate::text::{Lang, Text};

/// The sums of a paper.
pub fn sums(paper: &Paper<'_>, lang: Lang) -> Vec<Sum> {
    let mut sums = Sums {
        paper,
        lang,
        lines: Vec::new(),
    };
    let payroll = paper.payroll;
    let lines = &paper.statement.lines;
    let cash = paper.takes(Mode::Cash) || payroll.cash_deducted != Fen::ZERO;
    let bonus = paper.takes(Mode::Bonus) || payroll.bonus_deducted != Fen::ZERO;
    if cash {
        sums.cash();
    }
    if bonus {
        sums.bonus();
    }
    if paper.takes(Mode::Points) {
        sums.main(
            "points",
            text!("Points", "扣分"),
            words::points(payroll.points),
        );
    }
    let given = |paid| {
        lines
            .iter()
            .any(|l| matches!(l.what, What::Award(_, award) if award.paid == paid))
    };
    if given(true) {
        sums.main(
            "awards",
            text!("Awards paid with the wage", "奖励（随工资发放）"),
            payroll.awards.to_string(),
        );
    }
    if given(false) {
        sums.main(
            "goods",
            text!("Awards handed over", "奖励（另行发放）"),
            payroll.goods.to_string(),
        );
    }
    if cash || bonus || given(true) {
        sums.main(
            "pay",
            text!("Change to pay", "工资增减"),
            payroll.pay().to_string(),
        );
    }
    sums.lines
}

struct Sums<'a> {
    paper: &'a Paper<'a>,
    lang: Lang,
    lines: Vec<Sum>,
}

impl Sums<'_> {
    fn push(&mut self, id: &'static str, detail: bool, label: &Text, amount: String, note: &Text) {
        let (label, note) = (
            label.get(self.lang).to_owned(),
            note.get(self.lang).to_owned(),
        );
        self.lines.push(Sum {
            id,
            detail,
            label,
            amount,
            note,
        });
    }

    fn main(&mut self, id: &'static str, label: Text, amount: String) {
        self.push(id, false, &label, amount, &Text::default());
    }

    fn detail(&mut self, id: &'static str, label: Text, amount: String, note: Text) {
        self.push(id, true, &label, amount, &note);
    }

    fn cash(&mut self) {
        let payroll = self.paper.payroll;
        self.main(
            "cash",
            text!("Charged to the wage", "应扣工资"),
            payroll.cash.to_string(),
        );
        if let Some(wage) = self.paper.wage {
            let caps = caps(
                self.paper.records,
                self.paper.statement.month,
                self.paper.up_to(),
            );
            self.caps(wage, caps);
        }
        self.above("cash-over", payroll.cash - payroll.cash_deducted);
        self.main(
            "cash-deducted",
            text!("Deducted from the wage", "实扣工资"),
            payroll.cash_deducted.to_string(),
        );
        self.by_month("cash-month", |taken| taken.cash);
    }

    /// The two limits of what may be deducted from a wage; the lower one holds.
    fn caps(&mut self, wage: &Wage, caps: Caps) {
        let article = caution::article_of_caps();
        let (share, all) = (caps.share, wage.wage);
        let label = text!(
            "cap: {share} % of the wage of {all}",
            "上限：工资 {all} 的 {share}%"
        );
        let note = Text::new(article.en.clone(), article.zh.clone());
        self.detail(
            "cash-share",
            label,
            all.percent(share).at_least_zero().to_string(),
            note,
        );
        match wage.minimum.or(caps.minimum_wage) {
            Some(least) => {
                let label = text!(
                    "cap: wage {all} less minimum wage {least}",
                    "上限：工资 {all} 减最低工资 {least}"
                );
                let left = (all - least).at_least_zero();
                self.detail("cash-minimum", label, left.to_string(), article);
            }
            None => {
                let label = text!("cap: minimum wage", "上限：最低工资");
                let note = text!(
                    "stated neither in the policy nor with the wage: not checked",
                    "制度和工资表都没有写明：未检查"
                );
                self.detail("cash-minimum", label, String::new(), note);
            }
        }
    }

    fn bonus(&mut self) {
        let payroll = self.paper.payroll;
        self.main(
            "bonus",
            text!("Charged to the bonus", "应扣奖金"),
            payroll.bonus.to_string(),
        );
        if let Some(wage) = self.paper.wage {
            let label = text!("cap: the bonus itself", "上限：奖金本身");
            let note = match wage.bonus {
                Some(_) => Text::default(),
                None => text!("none is stated", "没有写明奖金"),
            };
            self.detail(
                "bonus-cap",
                label,
                wage.bonus.unwrap_or_default().to_string(),
                note,
            );
        }
        self.above("bonus-over", payroll.bonus - payroll.bonus_deducted);
        self.main(
            "bonus-deducted",
            text!("Deducted from the bonus", "实扣奖金"),
            payroll.bonus_deducted.to_string(),
        );
        self.by_month("bonus-month", |taken| taken.bonus);
    }

    /// What is charged and not deducted.
    fn above(&mut self, id: &'static str, over: Fen) {
        if over == Fen::ZERO && self.paper.wage.is_none() {
            return;
        }
        let label = if over < Fen::ZERO {
            // What a closed month was charged beyond its cap was never taken, and is not paid back.
            text!(
                "was above an earlier cap, never deducted",
                "以前超出上限，从未扣除"
            )
        } else {
            text!("above the caps, not deducted", "超出上限，未扣")
        };
        self.detail(id, label, over.to_string(), Text::default());
    }

    /// Which months the deductions belong to, where not all belong to the statement's own.
    fn by_month(&mut self, id: &'static str, of: fn(&Taken) -> Fen) {
        let own = self.paper.statement.month;
        let months: Vec<(Month, Fen)> = self
            .paper
            .payroll
            .months
            .iter()
            .map(|(m, t)| (*m, of(t)))
            .collect();
        if months
            .iter()
            .all(|(month, fen)| *month == own || *fen == Fen::ZERO)
        {
            return;
        }
        for (month, fen) in months.into_iter().filter(|(_, fen)| *fen != Fen::ZERO) {
            let label = text!("of this for {month}", "其中属于 {month}");
            self.detail(id, label, fen.to_string(), Text::default());
        }
    }
}
