//! A benchmark instance: its size, cost and bound, and what the cost is made of.

use super::Page;
use super::solved::{self, closing, nothing};
use crate::app::bench::Report;
use crate::render::summary;
use crate::text;
use crate::text::Lang;
use crate::verify::Verdict;
use std::collections::BTreeMap;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    match &report.found {
        Some((_, verdict)) => found(&mut page, report, verdict),
        None if report.infeasible() => page.say(&text!(
            "No roster keeps every hard rule of this instance.",
            "这个算例没有能满足全部硬规则的班表。"
        )),
        None => nothing(&mut page, &report.solved),
    }
    page
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> String {
    let problem = &report.problem;
    let mut object = solved::fields(problem, &report.solved, report.seconds);
    match &report.found {
        Some((roster, verdict)) => {
            solved::found(&mut object, problem, roster, verdict, lang);
            let files = report.files.iter();
            object.files = files.map(|f| f.display().to_string()).collect();
        }
        None if report.infeasible() => {
            object.status = "infeasible";
            object.bound = None;
        }
        None => object.status = "unknown",
    }
    object.to_json()
}

fn found(page: &mut Page, report: &Report, verdict: &Verdict) {
    let problem = &report.problem;
    let (name, days) = (&problem.name, problem.days());
    let (people, kinds) = (problem.people.len(), problem.kinds.len());
    page.say(&text!(
        "{name}, {people} people, {days} days, {kinds} kinds of shift\n\n",
        "{name}　{people} 人　{days} 天　{kinds} 种班次\n\n"
    ));
    page.say(&summary::cost(verdict.cost, report.solved.bound));
    let mut prices: BTreeMap<&str, i64> = BTreeMap::new();
    for breach in &verdict.breaches {
        *prices.entry(breach.rule).or_default() += breach.price();
    }
    for (rule, price) in prices.into_iter().filter(|(_, price)| *price > 0) {
        let title = crate::rules::find(rule).map_or(("", ""), |entry| entry.card.title);
        let (en, zh) = title;
        page.say(&text!(
            "{price:>8} for {rule} ({en})",
            "{price:>8} {rule}（{zh}）"
        ));
    }
    closing(page, &report.solved, report.seconds, &report.out);
}
