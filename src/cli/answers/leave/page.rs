//! The page of an answer for one month: the chart, the changes, who could stand in; and the same as data.

use super::{Case, Part};
use crate::cli::answers::notes::{self, Sheet};
use crate::cli::answers::{LINES, Question, words};
use crate::explain::changes::{CellChange, Outcome};
use crate::render::answers::json::{self as data, Before};
use crate::render::answers::{broken, chart, one_line, section, stand_ins};
use crate::rules::{Breach, Weight};
use crate::text;
use crate::text::{Lang, Text};
use serde_json::{Value, json};

/// Changes that can be read in one line.
const IN_A_LINE: usize = 6;

impl Part {
    pub(super) fn say(&self, question: &Question<'_>, case: &Case) {
        let lang = question.call.lang;
        question.call.say(&self.verdict(question));
        let today = self.request.today;
        let mut text = notes::roster(&self.base, &self.before, today, lang);
        if let Some((from, to)) = case.over {
            let Text { en, zh } = words::dates(from, to);
            let note = text!(
                "note: {en} is over and stays as it was; the answer is about the days after",
                "提示：{zh} 已经过去，保持原样；以下只答之后的日子"
            );
            text.push_str(&section(("", ""), &[note.get(lang).to_owned()], lang));
        }
        text.push_str(&self.cover(lang));
        text.push_str(&self.lacking(lang));
        text.push_str(&self.plans(question, lang));
        text.push_str(&self.others(lang));
        text.push_str(&self.answers(lang));
        notes::print(question, &text);
    }

    /// The hours that lose cover.
    fn cover(&self, lang: Lang) -> String {
        let problem = self.base.problem();
        if self.forced().is_empty() {
            return String::new();
        }
        if problem.demand.iter().all(Vec::is_empty) {
            let none = text!(
                "no demand by half-hour: the rules say how many people are needed",
                "团队文件没有写各时段要几个人，人数由规则规定"
            );
            return section(("Cover", "在岗"), &[none.get(lang).to_owned()], lang);
        }
        let mut lines = chart::chart(problem, &self.halves, lang);
        let short = chart::stretches(problem, &self.halves, lang);
        if short.is_empty() {
            let enough = text!(
                "no half-hour has fewer people than needed without {}",
                "没有{}，各时段人手也够",
                self.name()
            );
            lines.push(enough.get(lang).to_owned());
        }
        lines.extend(short);
        section(("Cover", "在岗"), &lines, lang)
    }

    pub(super) fn name(&self) -> &str {
        self.base.problem().person_name(self.request.person)
    }

    /// What else is broken if nobody does anything; the chart has the cover.
    fn lacking(&self, lang: Lang) -> String {
        let book = &self.base.loaded.book;
        let other = |b: &&Breach| b.weight == Weight::Hard && b.rule != "cover";
        let other: Vec<Breach> = self.answer.lacking.iter().filter(other).cloned().collect();
        let lines = broken(book, &other, LINES, lang);
        section(("Breaks", "违反"), &lines, lang)
    }

    /// The changes, or why there are none.
    fn plans(&self, question: &Question<'_>, lang: Lang) -> String {
        let sheet = Sheet {
            base: &self.base,
            book: &self.base.loaded.book,
            before: &self.before,
            lang,
        };
        let Some(plan) = self.plan() else {
            return match self.planned().outcome() {
                Outcome::Impossible => self.because(question, &sheet),
                _ => String::new(),
            };
        };
        let forced = self.forced();
        let person = self.request.person;
        let leave = |c: &CellChange| c.person == person && self.request.days.contains(&c.day);
        let mut text = sheet.plan(plan, &forced, &leave);
        text.push_str(&sheet.others(self.planned()));
        text + &self.keeping(lang)
    }

    fn because(&self, question: &Question<'_>, sheet: &Sheet<'_>) -> String {
        if let Some(day) = self.answer.nobody_left(&self.request) {
            let date = self.base.problem().date(day as i64);
            let line = text!(
                "nobody is left on {date}: all others are away, not available or not in the team",
                "{date} 没有别人可用：其他人都请假、不能上班或已不在团队里"
            );
            let line = line.get(question.call.lang).to_owned();
            return section(("Because", "原因"), &[line], question.call.lang);
        }
        sheet.refusal(&self.answer.refusal)
    }

    /// Where hours lack people though every hard rule holds: what it would take that they do not.
    fn keeping(&self, lang: Lang) -> String {
        let Some(covering) = self.covering.as_ref().filter(|_| !self.keep) else {
            return String::new();
        };
        let line = match covering.outcome() {
            Outcome::Changes(..) => {
                let Text { en, zh } = notes::with_changes(covering);
                let plan = covering.best();
                match plan.filter(|plan| plan.cells.len() <= IN_A_LINE) {
                    Some(plan) => {
                        let cells = one_line(self.base.problem(), &plan.cells, lang);
                        text!(
                            "nobody is missed {en}: {cells} (--keep-cover)",
                            "{zh}：{cells}（加 --keep-cover 就按这样改）"
                        )
                    }
                    None => text!(
                        "nobody is missed {en} (--keep-cover shows them)",
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

    /// Who could stand in.
    fn others(&self, lang: Lang) -> String {
        if self.forced().is_empty() {
            return String::new();
        }
        let (problem, book) = (self.base.problem(), &self.base.loaded.book);
        let found = &self.answer.stand_ins;
        let behind = self.answer.more_stand_ins;
        let mut lines = stand_ins(problem, book, found, behind, self.more(), lang);
        if lines.is_empty() {
            let none = text!("nobody is free to take over", "没有人有空顶班");
            lines.push(none.get(lang).to_owned());
        }
        section(("Who can", "顶班"), &lines, lang)
    }

    pub(super) fn object(&self, question: &Question<'_>) -> Value {
        let before = Before {
            problem: self.base.problem(),
            roster: &self.base.roster,
            breaches: &self.before,
        };
        let lang = question.call.lang;
        let (answer, request) = (&self.answer, &self.request);
        let mut object = data::leave(answer, request, &before, &self.halves, self.more(), lang);
        let keeping = self.covering.as_ref();
        object["keeping_cover"] = json!(keeping.map(|p| data::planned(p, &before, lang)));
        object["month"] = json!(self.base.month);
        object["roster"] = self.base.object();
        object["fallen_away"] = json!(data::cells(before.problem, &self.forced()));
        object["status"] = json!(data::status(self.planned().outcome()));
        object["verdict"] = json!(self.verdict(question).get(lang));
        object["answers"] = json!(self.answers_for().get(lang));
        object
    }
}
