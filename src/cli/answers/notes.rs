//! Lines that `leave` and `change` share: how it came out, the cells that change with what they bring, other ways, and
//! why there is none.

use super::base::Base;
use super::{LINES, Question};
use crate::cli::Failure;
use crate::domain::{Problem, Roster};
use crate::explain::changes::{CellChange, Outcome, Plan, Planned, new_among, standing};
use crate::render::answers::{brings, broken, changes, hours, one_line, section};
use crate::rules::{Breach, RuleBook};
use crate::text;
use crate::text::{Lang, Text, many};

/// `1 change`.
fn count(changes: usize) -> String {
    many(i64::try_from(changes).unwrap_or(i64::MAX), "change")
}

/// Behind “can be granted” and the like: with how many changes, and what is proven.
pub fn with_changes(planned: &Planned) -> Text {
    let bound = planned.bound;
    match planned.outcome() {
        Outcome::Changes(changes, true) => {
            let en = count(changes);
            text!(
                "with {en}; fewer are proven impossible",
                "改 {changes} 格即可（已证明不能更少）"
            )
        }
        Outcome::Changes(changes, false) => {
            let en = count(changes);
            text!(
                "with {en}; fewer than {bound} are proven impossible, a number in between is not",
                "改 {changes} 格即可（已证明少于 {bound} 格不行，中间的还没有证明）"
            )
        }
        _ => Text::default(),
    }
}

/// That time ran out.
pub fn undecided(planned: &Planned, seconds: f64) -> Text {
    let bound = planned.bound;
    text!(
        "not decided in {seconds} s: fewer than {bound} changes are proven impossible, and more that suffice were not found; try a longer --time-limit",
        "{seconds} 秒内没有定论：已证明改动少于 {bound} 格不行，可行的改法还没找到；请加长 --time-limit 再试"
    )
}

/// What a plan is compared with, and how.
pub struct Sheet<'a> {
    pub base: &'a Base,
    pub book: &'a RuleBook,
    /// What the rules say of the published roster.
    pub before: &'a [Breach],
    pub lang: Lang,
}

impl Sheet<'_> {
    fn problem(&self) -> &Problem {
        self.base.problem()
    }

    /// The section with the cells that change, `forced` ones among them, and what that brings.
    pub fn plan(
        &self,
        plan: &Plan,
        forced: &[CellChange],
        leave: &dyn Fn(&CellChange) -> bool,
    ) -> String {
        let mut cells: Vec<CellChange> = forced.to_vec();
        cells.extend(&plan.cells);
        cells.sort_by_key(|c| (c.day, c.person));
        if cells.is_empty() {
            return String::new();
        }
        let table = changes(self.problem(), &cells, leave, self.lang);
        section(("Changes", "改动"), &table, self.lang)
            + &self.bring(&plan.roster, &plan.verdict.breaches)
    }

    /// The section with what a roster brings: cost, hours, and what the rules find in it and not before.
    pub fn bring(&self, roster: &Roster, breaches: &[Breach]) -> String {
        let lang = self.lang;
        let cost = |breaches: &[Breach]| breaches.iter().map(Breach::price).sum::<i64>();
        let (was, is) = (cost(self.before), cost(breaches));
        let mut lines = vec![match is == was {
            true => text!("cost {was}, as before", "代价 {was}，不变"),
            false => text!("cost {was} → {is}", "代价 {was} → {is}"),
        }];
        lines.extend(hours(self.problem(), &self.base.roster, roster, lang).map(Text::same));
        let mut lines: Vec<String> = lines.iter().map(|l| l.get(lang).to_owned()).collect();
        let new = new_among(self.before, breaches);
        lines.extend(brings(self.book, &new, LINES, lang));
        section(("Brings", "影响"), &lines, lang)
    }

    /// The section with other plans of as few changes, a line each.
    pub fn others(&self, planned: &Planned) -> String {
        let line = |plan: &Plan| {
            let cells = one_line(self.problem(), &plan.cells, self.lang);
            let cost = plan.verdict.cost;
            text!("{cells} (cost {cost})", "{cells}（代价 {cost}）")
                .get(self.lang)
                .to_owned()
        };
        let mut lines: Vec<String> = planned.plans.iter().skip(1).map(line).collect();
        let more = planned.ways.saturating_sub(planned.plans.len());
        if more > 0 && !lines.is_empty() {
            let more = text!(
                "… and {more} more ways with as few changes",
                "……同样只改这么多格的办法还有 {more} 种"
            );
            lines.push(more.get(self.lang).to_owned());
        }
        section(("Or", "或者"), &lines, self.lang)
    }

    /// The section with what would have to give.
    pub fn refusal(&self, refusal: &[Breach]) -> String {
        if refusal.is_empty() {
            return String::new();
        }
        let least = text!("the least that would have to give:", "至少要放宽：");
        let mut lines = vec![least.get(self.lang).to_owned()];
        lines.extend(broken(self.book, refusal, LINES, self.lang));
        section(("Because", "原因"), &lines, self.lang)
    }
}

/// The section on the roster that the answer is about.
pub fn roster(base: &Base, before: &[Breach], today: usize, lang: Lang) -> String {
    let mut lines = vec![base.in_words()];
    lines.extend(base.notes());
    let broken = standing(before.to_vec(), today).len();
    if broken > 0 {
        let places = many(i64::try_from(broken).unwrap_or(i64::MAX), "place");
        lines.push(text!(
            "note: it breaks hard rules in {places} as it is; `paiban change` says what mends that",
            "提示：这份班表现在就有 {broken} 处违反硬规则；怎么改，用 paiban change 查看"
        ));
    }
    let lines: Vec<String> = lines.iter().map(|l| l.get(lang).to_owned()).collect();
    section(("Roster", "班表"), &lines, lang)
}

/// A roster that is called a plan must keep every hard rule from today on; if not, it is not shown as one.
pub fn checked(plan: &Plan) -> Result<(), Failure> {
    let Some(first) = plan.broken.first() else {
        return Ok(());
    };
    let Text { en, zh } = &first.text;
    Err(Failure::Internal(text!(
        "the plan fails verification: {en}",
        "改动方案没有通过核对：{zh}"
    )))
}

/// Prints a text of several lines.
pub fn print(question: &Question<'_>, text: &str) {
    if !text.is_empty() {
        question.call.print(text);
    }
}
