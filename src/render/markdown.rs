//! The rules' cards as Markdown (`docs/rules.md`) and as text for the terminal.

use crate::rules::{Borders, Card, Kinds, LIST, Param, Per, Takes};
use crate::text::{Fixed, Lang, pick};

/// `docs/rules.md`: every card in both languages.
pub fn all() -> String {
    let mut text = String::from(HEAD);
    for param in common() {
        text.push_str(&format!(
            "| `{}` | {} | {} |\n",
            param.key, param.meaning.0, param.meaning.1
        ));
    }
    text.push_str(TABLE);
    for entry in LIST {
        let (card, takes) = (entry.card, entry.card.takes);
        let or_none = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
        text.push_str(&format!(
            "| [`{0}`](#{0}) | {1} | {2} | {3} | {4} | {5} | {6} | {7} |\n",
            card.name,
            card.title.0,
            card.title.1,
            default(card, Lang::En),
            or_none(takes.who.then(|| "yes".to_owned())),
            or_none(takes.kinds.map(|kinds| match kinds {
                Kinds::Given => "required".to_owned(),
                Kinds::Any | Kinds::Night => format!("`{}`", kinds.word()),
            })),
            or_none(takes.on.then(|| "`all`".to_owned())),
            or_none(takes.per.map(|per| format!("`{}`", per.default()))),
        ));
    }
    text.push_str(BORDERS);
    for entry in LIST {
        let (card, Borders { before, after }) = (entry.card, entry.card.borders);
        text.push_str(&format!(
            "| [`{0}`](#{0}) | {1} | {2} | {3} | {4} |\n",
            card.name,
            before.words().0,
            after.words().0,
            before.words().1,
            after.words().1,
        ));
    }
    for entry in LIST {
        text.push_str(&card_markdown(entry.card));
    }
    text
}

const HEAD: &str = "# Rules / 规则

Made from the cards in `src/rules/` by `paiban rules --markdown`; do not edit.

Every rule takes `weight` (`\"hard\"`, `\"warn\"`, `\"off\"`, or points a unit). All rules say in the same way whom, which shifts, which days and what period they are about, by the keys below. A rule can stand several times, as `[[rules.NAME]]`.

每条规则都可写 `weight`（`\"hard\"` 必须满足、`\"warn\"` 只提醒、`\"off\"` 关闭，或每单位的价格）。管哪些人、哪些班次、哪些天、以多长为一个周期，所有规则都用下面这几个键，写法相同。同一规则可用 `[[rules.NAME]]` 写多次。

| key | | |
|---|---|---|
";

const TABLE: &str = "
Which rule takes which of them, and what it means when left out (`who`: everybody; –: the rule does not take it):

各规则可以写哪几个键，不写时是什么（who 不写即全员；– 表示不能写；required 表示必填）：

| rule | | 规则 | weight | who, except | kinds | on | per |
|---|---|---|---|---|---|---|---|
";

const BORDERS: &str = "
What each rule knows of the days around the month. Whatever is not listed here, it does not look at: the next month's roster sees it.

各规则对本月前后的日子知道多少。没有列出的一概不看，由下月排班时再判：

| rule | before | after | 之前 | 之后 |
|---|---|---|---|---|
";

/// The common keys with their meaning.
fn common() -> Vec<Param> {
    let all = Takes::WHO.kinds(Kinds::Any).on().per(Per::Month);
    let mut params = all.params();
    // First of all whom, as one asks.
    params.rotate_right(2);
    params
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
    let params = card.params();
    if !params.is_empty() {
        text.push_str("\n| key | default | | |\n|---|---|---|---|\n");
        for p in &params {
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
    let Borders { before, after } = card.borders;
    line(
        ("of the days before the month", "本月之前"),
        t(before.words()),
    );
    line(
        ("of the days after the month", "本月之后"),
        t(after.words()),
    );
    let articles = card.articles();
    if !articles.is_empty() {
        line(("law", "法律依据"), &articles.join("; "));
    }
    let params = card.params();
    if !params.is_empty() {
        text.push_str(t(("\nparameters:\n", "\n参数：\n")));
    }
    for p in &params {
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
