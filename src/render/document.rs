//! The frame of every page of HTML: one file that needs nothing else, so that it can be sent, kept and printed.

use crate::text::{Lang, pick};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The language tag of HTML, PDF and SVG.
pub fn tag(lang: Lang) -> &'static str {
    pick(("en", "zh-CN"), lang)
}

/// A whole page. `viewport` says how a phone lays it out.
pub fn document(lang: Lang, title: &str, viewport: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE) "\n"
        html lang=(tag(lang)) { "\n"
            head { "\n"
                meta charset="utf-8"; "\n"
                meta name="viewport" content=(viewport); "\n"
                title { (title) } "\n"
                // Style sheets are ours, and browsers read them without undoing any escaping.
                style { "\n" (PreEscaped(style)) } "\n"
            } "\n"
            body { "\n" (body) } "\n"
        } "\n"
    };
    page.into_string()
}
