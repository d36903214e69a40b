//! The rules' cards as Markdown (`docs/rules.md`) and as text for the terminal.

use crate::rules::{Card, LIST};
use crate::text::{Fixed, Lang, pick};

/// `docs/rules.md`: every card in both languages.
pub fn all() -> String {
    let mut text = String::from(
        "# Rules / 规则\n\nMade from the cards in `src/rules/` by `paiban rules --markdown`; do not edit.\n\n\
         Every rule takes `weight` (`\"hard\"`, `\"warn\"`, `\"off\"`, or points a unit) and, but for `cover` and `surplus`, `who` \
         (names, ids or skills; left out: everybody). A rule can stand several times, as `[[rules.NAME]]`.\n\n\
         每条规则都可写 `weight`（`\"hard\"` 必须满足、`\"warn\"` 只提醒、`\"off\"` 关闭，或每单位的价格）；除 `cover` 和 `surplus` 外还可写 `who`\
         （姓名、编号或技能；不写即全员）。同一规则可用 `[[rules.NAME]]` 写多次。\n\n\
         | rule | | 规则 | weight |\n|---|---|---|---|\n",
    );
    for entry in LIST {
        let card = entry.card;
        text.push_str(&format!(
            "| [`{0}`](#{0}) | {1} | {2} | {3} |\n",
            card.name,
            card.title.0,
            card.title.1,
            default(card, Lang::En)
        ));
    }
    for entry in LIST {
        text.push_str(&card_markdown(entry.card));
    }
    text
}

fn card_markdown(card: &Card) -> String {
    let articles = card.articles().join("; ");
    let source = match articles.as_str() {
        "" => String::new(),
        articles => format!(" ({articles})"),
    };
    let mut text = format!(
        "\n## {}\n\n**{} · {}**{}\n\n{}\n\n{}\n\nWhy: {}\n\n为什么：{}\n\nUnit: {}. 单位：{}。\n",
        card.name,
        card.title.0,
        card.title.1,
        source,
        card.meaning.0,
        card.meaning.1,
        card.why.0,
        card.why.1,
        card.unit.0,
        card.unit.1,
    );
    if !card.params.is_empty() {
        text.push_str("\n| key | default | | |\n|---|---|---|---|\n");
        for p in card.params {
            let default = if p.default.is_empty() {
                "–"
            } else {
                p.default
            };
            text.push_str(&format!(
                "| `{}` | {} | {} | {} |\n",
                p.key, default, p.meaning.0, p.meaning.1
            ));
        }
    }
    text.push_str(&format!("\n```toml\n{}\n```\n", card.example.trim_end()));
    text
}

fn default(card: &Card, lang: Lang) -> String {
    let weight = card.weight;
    if card.always {
        format!("{weight}, {}", pick(("always", "始终生效"), lang))
    } else {
        weight.to_owned()
    }
}

/// The list of rules, one line each.
pub fn list(lang: Lang) -> String {
    let widest = LIST.iter().map(|e| e.card.name.len()).max().unwrap_or(0);
    LIST.iter()
        .map(|e| {
            let name = super::pad(e.card.name, widest + 2, false);
            format!("{name}{}\n", pick(e.card.title, lang))
        })
        .collect()
}

/// One rule for the terminal.
pub fn card(card: &Card, lang: Lang) -> String {
    let t = |words: Fixed| pick(words, lang);
    let mut text = format!(
        "{}: {}\n\n{}\n\n",
        card.name,
        t(card.title),
        t(card.meaning)
    );
    let mut line = |label: Fixed, value: &str| {
        let colon = t((": ", "："));
        text.push_str(&format!("{}{colon}{value}\n", t(label)));
    };
    line(("why", "为什么"), t(card.why));
    line(("unit", "单位"), t(card.unit));
    line(("weight", "默认权重"), &default(card, lang));
    let articles = card.articles();
    if !articles.is_empty() {
        line(("law", "法律依据"), &articles.join("; "));
    }
    if !card.params.is_empty() {
        text.push_str(t(("\nparameters:\n", "\n参数：\n")));
    }
    for p in card.params {
        let default = if p.default.is_empty() {
            t(("must be given", "必填")).to_owned()
        } else {
            p.default.to_owned()
        };
        text.push_str(&format!("  {} = {}   {}\n", p.key, default, t(p.meaning)));
    }
    text.push_str(t(("\nexample:\n", "\n例子：\n")));
    for line in card.example.trim_end().lines() {
        text.push_str(&format!("  {line}\n"));
    }
    text
}
