//! Hours, nights, weekends and holidays as bars in a table.

use super::{Body, along, name, sample, who};
use crate::domain::PersonIx;
use crate::render::chart::fairness::{Level, MEASURES, Measure, average_words, share};
use crate::render::chart::plan::Plan;
use crate::render::chart::words;
use maud::{Markup, html};

pub fn body(plan: &Plan<'_>) -> Body {
    let most = MEASURES.map(|measure| most(plan, measure));
    let levels = MEASURES.map(|measure| Level::of(plan, measure));
    Body {
        tools: Some(who(plan)),
        main: html! {
            .scroll tabindex="0" {
                table.fair { "\n"
                    thead { (head(plan, &levels)) } "\n"
                    tbody { "\n"
                        @for &person in &plan.people {
                            tr data-p=(person.0) {
                                (name(plan, person))
                                @for index in 0..MEASURES.len() {
                                    (cell(plan, person, index, most[index], &levels[index]))
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

fn head(plan: &Plan<'_>, levels: &[Level]) -> Markup {
    let average = |measure, level: &Level| level.average.map(|a| average_words(measure, a));
    html! {
        tr {
            th.name scope="col" { (plan.t(words::PERSON)) }
            @for (measure, level) in MEASURES.into_iter().zip(levels) {
                th scope="col" {
                    (plan.t(measure.title())) br;
                    em {
                        (plan.t(("average", "平均"))) " "
                        (average(measure, level).unwrap_or_default())
                    }
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

fn cell(plan: &Plan<'_>, person: PersonIx, index: usize, most: i64, level: &Level) -> Markup {
    let measure = MEASURES[index];
    let share = share(plan, person, measure);
    let part = |value: i64| value.max(0) as f64 * 100.0 / most as f64;
    let (low, high) = (share.month.min(share.both()), share.month.max(share.both()));
    let carried = share.carried != 0;
    let own = level.parts.get(&person);
    let own = own.map(|own| average_words(measure, *own));
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
                @if let Some(own) = own {
                    " " em { (plan.t(("share", "应分摊"))) " " (own) }
                }
            }
        }
    }
}
