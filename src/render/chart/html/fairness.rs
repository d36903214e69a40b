//! Hours, nights, weekends and holidays as bars in a table.

use super::{Body, along, name, sample, who};
use crate::render::chart::fairness::{MEASURES, Measure, Share, average, average_words, share};
use crate::render::chart::plan::Plan;
use crate::render::chart::words;
use maud::{Markup, html};

pub fn body(plan: &Plan<'_>) -> Body {
    let most = MEASURES.map(|measure| most(plan, measure));
    Body {
        tools: Some(who(plan)),
        main: html! {
            .scroll tabindex="0" {
                table.fair { "\n"
                    thead { (head(plan)) } "\n"
                    tbody { "\n"
                        @for &person in &plan.people {
                            tr data-p=(person.0) {
                                (name(plan, person))
                                @for (index, measure) in MEASURES.into_iter().enumerate() {
                                    (cell(index, measure, share(plan, person, measure), most[index]))
                                }
                            } "\n"
                        }
                    } "\n"
                }
            } "\n"
        },
        legend: html! {
            (sample("m0", "", plan.t(("this month", "本月"))))
            (sample("carried", "", plan.t(("carried over from earlier months", "往月结转"))))
        },
    }
}

fn head(plan: &Plan<'_>) -> Markup {
    let average = |measure| average(plan, measure).map(|a| average_words(measure, a));
    html! {
        tr {
            th.name scope="col" { (plan.t(words::PERSON)) }
            @for measure in MEASURES {
                th scope="col" {
                    (plan.t(measure.title())) br;
                    em { (plan.t(("average", "平均"))) " " (average(measure).unwrap_or_default()) }
                }
            }
        }
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

fn cell(index: usize, measure: Measure, share: Share, most: i64) -> Markup {
    let part = |value: i64| value.max(0) as f64 * 100.0 / most as f64;
    let (low, high) = (share.month.min(share.both()), share.month.max(share.both()));
    let carried = share.carried != 0;
    html! {
        td {
            .gauge {
                i.{ "m" (index) } style=(format!("width:{:.2}%", part(share.month))) {}
                @if carried { i.carried style=(along(part(low), part(high))) {} }
            }
            span {
                (measure.show(share.month))
                @if carried {
                    " " (measure.signed(share.carried)) " = "
                    (measure.show(share.both()).replace('-', "−"))
                }
            }
        }
    }
}
