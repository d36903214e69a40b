//! What a statement says, in one language, before it becomes lines of a terminal or a page.

use super::{Paper, caution, charge, lines, short, sums, visible};
use crate::ledger::assess::{Charge, Standing};
use crate::ledger::policy::{Mode, Penalty};
use crate::text;
use crate::text::{Lang, Text};

/// A statement in words.
#[derive(Debug)]
pub struct Content {
    pub title: String,
    /// What it is about: label and value.
    pub facts: Vec<(String, String)>,
    pub tables: Vec<Table>,
    pub sums: Vec<Sum>,
    pub notes: Vec<String>,
    /// The heading of the legal caution and its lines, where money is taken.
    pub caution: Option<(String, Vec<String>)>,
    /// By which the statement can be found in the ledger again.
    pub foot: String,
}

/// Lines of a kind.
#[derive(Debug)]
pub struct Table {
    pub title: String,
    /// Headings, and whether the column is aligned to the right.
    pub heads: Vec<(String, bool)>,
    pub rows: Vec<Row>,
}

/// A line, and what else is known of it.
#[derive(Debug)]
pub struct Row {
    pub cells: Vec<String>,
    pub below: String,
}

/// A line of the sums.
#[derive(Debug)]
pub struct Sum {
    /// What it is, whatever the language.
    pub id: &'static str,
    /// Whether it explains the sums around it.
    pub detail: bool,
    pub label: String,
    pub amount: String,
    pub note: String,
}

/// Makes the statement of a paper.
pub fn content(paper: &Paper<'_>, lang: Lang) -> Content {
    let teller = Teller { paper, lang };
    let caution = paper.takes(Mode::Cash).then(|| {
        let lines = caution::cautions()
            .iter()
            .map(|c| c.line().get(lang).to_owned())
            .collect();
        (caution::title().get(lang).to_owned(), lines)
    });
    Content {
        title: teller.title(),
        facts: teller.facts(),
        tables: lines::tables(paper, lang),
        sums: sums::sums(paper, lang),
        notes: teller.notes(),
        caution,
        foot: teller.foot(),
    }
}

struct Teller<'a> {
    paper: &'a Paper<'a>,
    lang: Lang,
}

impl Teller<'_> {
    fn say(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    fn title(&self) -> String {
        let month = self.paper.statement.month;
        self.say(&text!("Statement of {month}", "{month} 奖惩确认单"))
    }

    fn facts(&self) -> Vec<(String, String)> {
        let (name, id) = (visible(self.paper.name), visible(self.paper.id()));
        let person = if name == id || name.is_empty() {
            Text::same(id)
        } else {
            text!("{name} ({id})", "{name}（{id}）")
        };
        let state = match self.paper.closed {
            Some(closed) => {
                let (entry, at) = (closed.id, closed.recorded.short());
                text!(
                    "closed by entry {entry} on {at}",
                    "已月结（记录 {entry}，{at}）"
                )
            }
            None => text!(
                "preview: not closed, figures may still change",
                "预览：尚未月结，数字可能变动"
            ),
        };
        let facts = [
            (
                text!("Shop", "店铺"),
                Text::same(visible(self.paper.records.name())),
            ),
            (text!("Person", "人员"), person),
            (
                text!("Month", "月份"),
                Text::same(self.paper.statement.month.to_string()),
            ),
            (text!("State", "状态"), state),
        ];
        let said = facts.iter().filter(|(_, value)| !value.zh.is_empty());
        said.map(|(label, value)| (self.say(label), self.say(value)))
            .collect()
    }

    /// What the lines ask of people.
    fn notes(&self) -> Vec<String> {
        let mut notes: Vec<Text> = Vec::new();
        if self.paper.statement.lines.is_empty() {
            notes.push(text!("Nothing is recorded.", "没有记录。"));
        }
        for charge in self.paper.statement.lines.iter().filter_map(charge) {
            notes.extend(note(self.paper, &charge));
        }
        let (paper, payroll) = (self.paper, self.paper.payroll);
        if paper.wage.is_none() && (paper.takes(Mode::Cash) || paper.takes(Mode::Bonus)) {
            notes.push(text!(
                "No wage is known, so that no cap was applied.",
                "没有工资数据，因此没有按上限计算。"
            ));
        }
        if payroll.cash > payroll.cash_deducted || payroll.bonus > payroll.bonus_deducted {
            notes.push(text!(
                "What lies above the caps is not deducted, and not carried over to later months.",
                "超出上限的部分不扣，也不结转到以后月份。"
            ));
        }
        notes.iter().map(|text| self.say(text)).collect()
    }

    fn foot(&self) -> String {
        let (entry, hash) = self.paper.head;
        let hash = short(&hash);
        self.say(&match self.paper.closed {
            Some(closed) => {
                let close = closed.id;
                text!(
                    "Ledger: month closed by entry {close}; last entry {entry}, hash {hash}",
                    "台账：本月由记录 {close} 月结；最后一条记录 {entry}，哈希 {hash}"
                )
            }
            None => text!(
                "Ledger: last entry {entry}, hash {hash}",
                "台账：最后一条记录 {entry}，哈希 {hash}"
            ),
        })
    }
}

fn note(paper: &Paper<'_>, charge: &Charge<'_>) -> Option<Text> {
    let id = charge.fact.id;
    let up_to = paper
        .closed
        .map_or(paper.records.head(), |closed| closed.closing.up_to);
    if let (Standing::Stands, Penalty::Review, Some(entry)) = (
        charge.standing,
        charge.penalty,
        paper.records.decision(id, up_to),
    ) {
        return Some(text!(
            "Entry {id}: a review. Entry {entry} says what was decided.",
            "记录 {id}：已审议，决定见记录 {entry}。"
        ));
    }
    match (charge.standing, charge.penalty) {
        (Standing::Appealed, _) => Some(text!(
            "Entry {id}: an appeal is open; nothing is charged until it is answered.",
            "记录 {id}：申诉尚未答复，答复前不扣。"
        )),
        (Standing::Stands, Penalty::Review) => Some(text!(
            "Entry {id}: a review. A person decides whether employment goes on; nothing is automatic.",
            "记录 {id}：进入审议。是否继续雇用由人决定，程序不会自动处理。"
        )),
        _ => None,
    }
}
