//! The lines of a statement as tables: events, awards, and adjustments of earlier months apart from both.

use super::content::{Row, Table};
use super::{Paper, charge, visible, words};
use crate::ledger::entry::{EntryId, Event};
use crate::ledger::money::Fen;
use crate::ledger::policy::{Mode, Penalty};
use crate::ledger::statement::{Line, What};
use crate::text;
use crate::text::{Fixed, Lang, Text, pick};

/// Headings of the columns; those that stay empty are left out.
const NUMBER: Fixed = ("No.", "编号");
const TIME: Fixed = ("Time", "时间");
const WHAT: Fixed = ("What", "事项");
const STEP: Fixed = ("Step", "次数与处理");
const STANDING: Fixed = ("Standing", "状态");
const CHARGED_TO: Fixed = ("Charged to", "计入");
const MONTH: Fixed = ("Month", "月份");
const AWARD: Fixed = ("Award", "奖励");
const GIVEN: Fixed = ("How", "方式");
const BOOKED: Fixed = ("Booked", "原记");
const NOW: Fixed = ("Now", "现为");
const CHANGE: Fixed = ("Change", "调整");
const AMOUNT: Fixed = ("Amount", "金额");

/// The tables of a paper that have lines.
pub fn tables(paper: &Paper<'_>, lang: Lang) -> Vec<Table> {
    let teller = Teller { paper, lang };
    let lines = paper.statement.lines.iter();
    let (month, earlier): (Vec<&Line<'_>>, Vec<&Line<'_>>) =
        lines.partition(|l| l.month == paper.statement.month);
    let tables = [
        teller.events(&kept(&month, false)),
        teller.adjustments(&kept(&earlier, false)),
        teller.awards(&kept(&month, true)),
        teller.award_adjustments(&kept(&earlier, true)),
    ];
    let filled = tables.into_iter().filter(|t| !t.rows.is_empty());
    filled.map(trimmed).collect()
}

/// The lines that are about awards, or the others.
fn kept<'a>(lines: &[&Line<'a>], awards: bool) -> Vec<Line<'a>> {
    let kept = lines
        .iter()
        .filter(|line| matches!(line.what, What::Award(..)) == awards);
    kept.map(|line| **line).collect()
}

/// Without columns in which nothing stands.
fn trimmed(mut table: Table) -> Table {
    for column in (0..table.heads.len()).rev() {
        let empty = |row: &Row| row.cells.get(column).is_none_or(String::is_empty);
        if table.rows.iter().all(empty) {
            table.heads.remove(column);
            for row in &mut table.rows {
                row.cells.remove(column);
            }
        }
    }
    table
}

struct Teller<'a> {
    paper: &'a Paper<'a>,
    lang: Lang,
}

impl Teller<'_> {
    fn say(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn table(&self, title: Fixed, heads: &[(Fixed, bool)]) -> Table {
        Table {
            title: pick(title, self.lang).to_owned(),
            heads: heads
                .iter()
                .map(|(head, right)| (pick(*head, self.lang).to_owned(), *right))
                .collect(),
            rows: Vec::new(),
        }
    }

    fn events(&self, lines: &[Line<'_>]) -> Table {
        let heads = [
            (NUMBER, true),
            (TIME, false),
            (WHAT, false),
            (STEP, false),
            (STANDING, false),
            (CHARGED_TO, false),
            (AMOUNT, true),
        ];
        let mut table = self.table(("Events of the month", "本月记录"), &heads);
        for line in lines {
            let mut row = self.row(line);
            row.cells.push(self.amount(line, line.amount()));
            table.rows.push(row);
        }
        table
    }

    fn adjustments(&self, lines: &[Line<'_>]) -> Table {
        let heads = [
            (NUMBER, true),
            (TIME, false),
            (WHAT, false),
            (STEP, false),
            (STANDING, false),
            (CHARGED_TO, false),
            (BOOKED, true),
            (NOW, true),
            (CHANGE, true),
        ];
        let mut table = self.table(("Adjustments of earlier months", "以前月份的调整"), &heads);
        for line in lines {
            let mut row = self.row(line);
            let amounts = [line.before, line.now, line.amount()];
            row.cells
                .extend(amounts.map(|fen| words::amount(fen, line.mode)));
            table.rows.push(row);
        }
        table
    }

    fn awards(&self, lines: &[Line<'_>]) -> Table {
        let heads = [(AWARD, false), (GIVEN, false), (AMOUNT, true)];
        let mut table = self.table(("Awards", "奖励"), &heads);
        for line in lines {
            let [name, given] = self.award(line);
            let cells = vec![name, given, line.amount().to_string()];
            table.rows.push(Row {
                cells,
                below: String::new(),
            });
        }
        table
    }

    fn award_adjustments(&self, lines: &[Line<'_>]) -> Table {
        let heads = [
            (MONTH, false),
            (AWARD, false),
            (GIVEN, false),
            (BOOKED, true),
            (NOW, true),
            (CHANGE, true),
        ];
        let title = (
            "Adjustments of awards of earlier months",
            "以前月份奖励的调整",
        );
        let mut table = self.table(title, &heads);
        for line in lines {
            let [name, given] = self.award(line);
            let mut cells = vec![line.month.to_string(), name, given];
            cells.extend([line.before, line.now, line.amount()].map(|fen| fen.to_string()));
            table.rows.push(Row {
                cells,
                below: String::new(),
            });
        }
        table
    }

    fn award(&self, line: &Line<'_>) -> [String; 2] {
        match line.what {
            What::Award(_, award) => [self.say(&award.name), self.say(&words::given(award))],
            _ => [String::new(), String::new()],
        }
    }

    /// The cells of a line about an event, but for its amounts.
    fn row(&self, line: &Line<'_>) -> Row {
        let to = match line.mode {
            Mode::Cash => String::new(),
            other => self.say(&words::charged_to(other)),
        };
        match line.what {
            What::Event(charge) => {
                let at = self.paper.records.zone().at(charge.fact.at).short();
                let what = visible(&self.say(&words::category(self.paper.records, &charge)));
                let step = self.say(&words::step(&charge, line.mode));
                let standing = self.say(&words::standing(charge.standing));
                let cells = vec![charge.fact.id.to_string(), at, what, step, standing, to];
                let limit = charge.under.and_then(|(_, category)| category.limit);
                let event = self.paper.events.get(&charge.fact.id);
                let below = event
                    .map(|event| self.details(event, limit))
                    .unwrap_or_default();
                Row { cells, below }
            }
            What::Dropped(id) => self.dropped(id, to),
            What::Award(..) => Row {
                cells: Vec::new(),
                below: String::new(),
            },
        }
    }

    /// An event that was charged and no longer counts.
    fn dropped(&self, id: EntryId, to: String) -> Row {
        let event = self.paper.events.get(&id);
        let at = event.map(|e| e.at.short()).unwrap_or_default();
        let known = event.and_then(|e| {
            let (_, category) =
                self.paper
                    .records
                    .category_named(&e.category, e.at.date(), self.paper.up_to())?;
            Some(category.name.clone())
        });
        let named = known
            .or_else(|| event.map(|e| Text::same(e.category.as_str())))
            .unwrap_or_default();
        let step = text!("taken back, or an appeal was granted", "已撤回，或申诉成立");
        let standing = text!("no longer counts", "不再计算");
        let cells = vec![
            id.to_string(),
            at,
            visible(&self.say(&named)),
            self.say(&step),
            self.say(&standing),
            to,
        ];
        let below = event
            .map(|event| self.details(event, None))
            .unwrap_or_default();
        Row { cells, below }
    }

    /// The amount of a line; nothing where its step has none.
    fn amount(&self, line: &Line<'_>, fen: Fen) -> String {
        let has = charge(line).is_none_or(|c| matches!(c.penalty, Penalty::Amount(_)));
        if has || fen != Fen::ZERO {
            words::amount(fen, line.mode)
        } else {
            String::new()
        }
    }

    /// What else is written down of an event.
    fn details(&self, event: &Event, limit: Option<i64>) -> String {
        let mut parts = Vec::new();
        let mut part = |text: Text| parts.push(text);
        let evidence = visible(&event.evidence);
        if !evidence.is_empty() {
            part(text!("evidence: {evidence}", "证据：{evidence}"));
        }
        if let Some(order) = event.order.as_deref().map(visible) {
            part(text!("order {order}", "订单 {order}"));
        }
        if let Some(case) = event.case {
            part(text!("case {case}", "案件 {case}"));
        }
        match (event.took(), limit) {
            (Some(minutes), Some(limit)) => {
                part(text!(
                    "took {minutes} min, limit {limit} min",
                    "用时 {minutes} 分钟，时限 {limit} 分钟"
                ));
            }
            (Some(minutes), None) => part(text!("took {minutes} min", "用时 {minutes} 分钟")),
            (None, _) => {}
        }
        if let Some(amount) = event.amount {
            part(text!("paid {amount} yuan", "付款 {amount} 元"));
        }
        if let Some(name) = event.approved.as_deref().map(visible) {
            part(text!("approved by {name}", "批准人 {name}"));
        }
        if let Some(name) = event.leave_of.as_deref().map(visible) {
            part(text!("in place of {name}", "替 {name}"));
        }
        if let Some(duty) = &event.duty {
            let version = duty.version;
            part(match duty.shift.as_deref().map(visible) {
                Some(shift) => text!(
                    "on shift {shift} (roster {version})",
                    "当班 {shift}（排班第 {version} 版）"
                ),
                None => text!(
                    "not on duty (roster {version})",
                    "不当班（排班第 {version} 版）"
                ),
            });
        }
        let gap = pick(("; ", "；"), self.lang);
        parts
            .iter()
            .map(|text| text.get(self.lang))
            .collect::<Vec<_>>()
            .join(gap)
    }
}
