//! Answers about a published roster: what leave, swap and change share. How it came out, the cells that change with what
//! they bring, other ways, and why there is none.

pub mod change;
pub mod leave;
pub mod swap;

use super::publish::{say_made, say_published};
use super::{Page, count};
use crate::app::answers::{Base, Issued, Origin};
use crate::domain::{Problem, Roster};
use crate::explain::changes::{CellChange, Outcome, Plan, Planned, standing};
use crate::explain::difference::Difference;
use crate::render::answers::{brings, broken, changes, hours, one_line, section};
use crate::render::summary;
use crate::rules::{Breach, RuleBook};
use crate::text;
use crate::text::{Lang, Text, many};
use serde_json::{Value, json};

/// Changes that can be read in one line.
const IN_A_LINE: usize = 6;

/// Points and words of what a plan brings: so many lines at most.
const LINES: usize = 12;

/// Behind “can be granted” and the like: with how many changes, and what is proven.
fn with_changes(planned: &Planned) -> Text {
    let bound = planned.bound;
    let number = |changes: usize| many(count(changes), "change");
    match planned.outcome() {
        Outcome::Changes(changes, true) => {
            let en = number(changes);
            text!(
                "with {en}; fewer are proven impossible",
                "改 {changes} 格即可（已证明不能更少）"
            )
        }
        Outcome::Changes(changes, false) => {
            let en = number(changes);
            text!(
                "with {en}; fewer than {bound} are proven impossible, a number in between is not",
                "改 {changes} 格即可（已证明少于 {bound} 格不行，中间的还没有证明）"
            )
        }
        _ => Text::default(),
    }
}

/// That time ran out.
fn undecided(planned: &Planned, seconds: f64) -> Text {
    let bound = planned.bound;
    text!(
        "not decided in {seconds} s: fewer than {bound} changes are proven impossible, and more that suffice were not found; try a longer --time-limit",
        "{seconds} 秒内没有定论：已证明改动少于 {bound} 格不行，可行的改法还没找到；请加长 --time-limit 再试"
    )
}

/// What a plan is compared with, and how.
struct Compared<'a> {
    base: &'a Base,
    book: &'a RuleBook,
    /// What the rules say of the published roster.
    before: &'a [Breach],
    lang: Lang,
}

impl Compared<'_> {
    fn problem(&self) -> &Problem {
        self.base.problem()
    }

    /// The section with the cells that change, `forced` ones among them, and what that brings.
    fn plan(
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
    fn bring(&self, roster: &Roster, breaches: &[Breach]) -> String {
        let lang = self.lang;
        let cost = |breaches: &[Breach]| breaches.iter().map(Breach::price).sum::<i64>();
        let (was, is) = (cost(self.before), cost(breaches));
        let more = is - was;
        let mut lines = vec![if is == was {
            text!("cost {was}, as before", "代价 {was}，不变")
        } else {
            text!(
                "cost {was} → {is} ({more:+})",
                "代价 {was} → {is}（{more:+}）"
            )
        }];
        lines.extend(hours(self.problem(), &self.base.roster, roster, lang).map(Text::same));
        let mut lines = in_lang(&lines, lang);
        let found = Difference::between(self.before, breaches);
        lines.extend(brings(self.book, &found, LINES, lang));
        section(("Brings", "影响"), &lines, lang)
    }

    /// The section with other plans of as few changes than the one with this number, a line each.
    fn others(&self, planned: &Planned, chosen: usize) -> String {
        let others = planned.plans.iter().zip(1..);
        let others = others.filter(|(_, number)| *number != chosen);
        let line = |(plan, number): (&Plan, usize)| {
            let cells = one_line(self.problem(), &plan.cells, self.lang);
            let cost = plan.verdict.cost;
            text!(
                "plan {number}: {cells} (cost {cost})",
                "改法 {number}：{cells}（代价 {cost}）"
            )
        };
        let mut lines: Vec<Text> = others.map(line).collect();
        let more = planned.ways.saturating_sub(planned.plans.len());
        if more > 0 && !lines.is_empty() {
            lines.push(text!(
                "… and {more} more ways with as few changes",
                "……同样只改这么多格的办法还有 {more} 种"
            ));
        }
        section(("Or", "或者"), &in_lang(&lines, self.lang), self.lang)
    }

    /// The section with what would have to give.
    fn refusal(&self, refusal: &[Breach]) -> String {
        if refusal.is_empty() {
            return String::new();
        }
        let least = text!("the least that would have to give:", "至少要放宽：");
        let mut lines = vec![least.get(self.lang).to_owned()];
        lines.extend(broken(self.book, refusal, LINES, self.lang));
        section(("Because", "原因"), &lines, self.lang)
    }
}

/// Where hours lack people though every hard rule holds: what it would take that they do not.
fn staffed(problem: &Problem, covering: &Planned, lang: Lang) -> String {
    let line = match covering.outcome() {
        Outcome::Changes(..) => {
            let Text { en, zh } = with_changes(covering);
            let plan = covering.best();
            match plan.filter(|plan| plan.cells.len() <= IN_A_LINE) {
                Some(plan) => {
                    let cells = one_line(problem, &plan.cells, lang);
                    text!(
                        "no hour has fewer people than before {en}: {cells} (--keep-cover)",
                        "{zh}：{cells}（加 --keep-cover 就按这样改）"
                    )
                }
                None => text!(
                    "no hour has fewer people than before {en} (--keep-cover shows them)",
                    "{zh}；怎么改，加 --keep-cover 查看"
                ),
            }
        }
        Outcome::Impossible => text!(
            "proven that whatever is changed, some hours lack people",
            "已证明怎么改都会有时段缺人"
        ),
        _ => text!(
            "whether the cover that is wanted can be kept too takes longer to say: ask with --keep-cover",
            "能不能补足，要多算一会儿：请加 --keep-cover 再问"
        ),
    };
    section(("Staffed", "补足"), &[line.get(lang).to_owned()], lang)
}

fn in_lang(lines: &[Text], lang: Lang) -> Vec<String> {
    lines.iter().map(|l| l.get(lang).to_owned()).collect()
}

/// The section on the roster that the answer is about; `today`: the first day of which it is said what is broken.
fn roster(base: &Base, before: &[Breach], today: usize, lang: Lang) -> String {
    let mut lines = vec![in_words(base)];
    lines.extend(notes(base));
    let broken = standing(before.to_vec(), today).len();
    if broken > 0 {
        let places = many(count(broken), "place");
        lines.push(text!(
            "note: it breaks hard rules in {places} as it is; `paiban change` says what mends that",
            "提示：这份班表现在就有 {broken} 处违反硬规则；怎么改，用 paiban change 查看"
        ));
    }
    section(("Roster", "班表"), &in_lang(&lines, lang), lang)
}

/// In a line: which roster, and since when.
fn in_words(base: &Base) -> Text {
    let month = base.month;
    match &base.origin {
        Origin::Published {
            version,
            recorded,
            by,
        } => {
            let at = recorded.short();
            text!(
                "{month}, version {version}, published {at} by {by}",
                "{month} 第 {version} 版，{by} {at} 发布"
            )
        }
        Origin::Beside(path) => {
            let path = path.display();
            text!(
                "{month}, from {path}: no roster of the month is published",
                "{month}，取自 {path}：这个月还没有发布过班表"
            )
        }
        Origin::Named(path) => {
            let path = path.display();
            text!("{month}, from {path}", "{month}，取自 {path}")
        }
    }
}

/// The same as data.
fn origin(base: &Base) -> Value {
    match &base.origin {
        Origin::Published {
            version,
            recorded,
            by,
        } => json!({ "version": version, "published": recorded, "by": by }),
        Origin::Beside(path) | Origin::Named(path) => {
            json!({ "file": path.display().to_string() })
        }
    }
}

/// People who have left the team file, and people who have come.
fn notes(base: &Base) -> Vec<Text> {
    let mut notes: Vec<Text> = summary::calendar(base.problem()).into_iter().collect();
    if let Some(path) = &base.differs {
        let path = path.display();
        notes.push(text!(
            "note: {path} differs from it and does not count until it is published (paiban publish)",
            "提示：{path} 与它不同，用 paiban publish 发布之后才算数"
        ));
    }
    if !base.gone.is_empty() {
        let (en, zh) = (base.gone.join(", "), base.gone.join("、"));
        notes.push(text!(
            "not in the team file any more, rows left out: {en}",
            "已不在团队文件里，其班次不计：{zh}"
        ));
    }
    if !base.new.is_empty() {
        let (en, zh) = (base.new.join(", "), base.new.join("、"));
        notes.push(text!(
            "in the team since, without shifts so far: {en}",
            "排班之后加入，还没有班：{zh}"
        ));
    }
    notes
}

/// What has gone out.
fn say_issued(page: &mut Page, issued: &[Issued]) {
    for one in issued {
        if let Some(made) = &one.made {
            say_made(page, made);
        }
        match &one.done {
            Some(done) => say_published(page, &one.place, done),
            None => page.say(&text!(
                "the published roster stays as it is",
                "已发布的班表不变"
            )),
        }
        let file = one.file.display();
        page.say(&match &one.kept {
            Some(kept) => {
                let kept = kept.display();
                text!(
                    "  {file}; the earlier one is kept as {kept}",
                    "  {file}；原来的保存为 {kept}"
                )
            }
            None => text!("  {file}", "  {file}"),
        });
    }
}

/// What has gone out of what was to be published.
fn say_published_or_not(page: &mut Page, wanted: bool, issued: Option<&Vec<Issued>>) {
    if let Some(issued) = issued {
        page.line("");
        say_issued(page, issued);
    } else if wanted {
        page.say(&text!("nothing was published", "没有发布"));
    }
}

/// The same as data.
fn issued(issued: &[Issued]) -> Vec<Value> {
    let one = |one: &Issued| {
        json!({
            "version": one.done.map(|done| done.version),
            "entry": one.done.map(|done| done.entry),
            "file": one.file.display().to_string(),
            "kept": one.kept.as_ref().map(|kept| kept.display().to_string()),
        })
    };
    issued.iter().map(one).collect()
}
