//! Hours, nights, weekends and holidays as bars in a table.

use super::{Body, safe, sample, who};
use crate::render::chart::fairness::{MEASURES, Measure, Share, average, average_words, share};
use crate::render::chart::plan::Plan;
use crate::render::chart::words;
use std::fmt::Write;

pub fn body(plan: &Plan<'_>) -> Body {
    let mut head = format!(
        "<th class=\"name\" scope=\"col\">{}</th>",
        plan.t(words::PERSON)
    );
    for measure in MEASURES {
        let average = average(plan, measure).map_or(String::new(), |a| average_words(measure, a));
        let title = plan.t(measure.title());
        let _ = write!(
            head,
            "<th scope=\"col\">{title}<br><em>{} {average}</em></th>",
            plan.t(("average", "平均"))
        );
    }
    let most = MEASURES.map(|m| most(plan, m));
    let mut rows = String::new();
    for &person in &plan.people {
        let name = safe(&plan.problem.people[person].name);
        let _ = write!(
            rows,
            "<tr data-p=\"{person}\"><th class=\"name\" scope=\"row\" title=\"{name}\">{name}</th>"
        );
        for (measure, most) in MEASURES.into_iter().zip(most) {
            rows.push_str(&cell(measure, share(plan, person, measure), most));
        }
        rows.push_str("</tr>\n");
    }
    let mut legend = sample("m0", "", plan.t(("this month", "本月")));
    legend.push_str(&sample(
        "carried",
        "",
        plan.t(("carried over from earlier months", "往月结转")),
    ));
    Body {
        tools: who(plan),
        main: format!(
            "<div class=\"scroll\" tabindex=\"0\"><table class=\"fair\">\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
        ),
        legend,
    }
}

/// What the longest bar stands for.
fn most(plan: &Plan<'_>, measure: Measure) -> i64 {
    let shares = plan.people.iter().map(|p| share(plan, *p, measure));
    shares
        .map(|s| s.month.max(s.both()))
        .max()
        .unwrap_or(0)
        .max(1)
}

fn cell(measure: Measure, share: Share, most: i64) -> String {
    let part = |value: i64| value.max(0) as f64 * 100.0 / most as f64;
    let index = MEASURES.iter().position(|m| *m == measure).unwrap_or(0);
    let mut bars = format!(
        "<i class=\"m{index}\" style=\"width:{:.2}%\"></i>",
        part(share.month)
    );
    let mut words = measure.show(share.month);
    if share.carried != 0 {
        let (low, high) = (share.month.min(share.both()), share.month.max(share.both()));
        let (left, wide) = (part(low), part(high) - part(low));
        let _ = write!(
            bars,
            "<i class=\"carried\" style=\"left:{left:.2}%;width:{wide:.2}%\"></i>"
        );
        words = format!(
            "{words} {} = {}",
            measure.signed(share.carried),
            measure.show(share.both()).replace('-', "−")
        );
    }
    format!("<td><div class=\"gauge\">{bars}</div><span>{words}</span></td>")
}
