//! The summary below a roster: cover, rules, cost and bound, and what is broken.

use crate::domain::Problem;
use crate::domain::calendar::Known;
use crate::rules::{Acceptance, Breach, Facts, Instance, RuleBook, Weight};
use crate::text::{Lang, Text, many, pick};
use crate::verify::Verdict;
use std::collections::BTreeMap;

/// Lines about the verdict of the checks: one on cover, one on the rules, then what was found.
pub fn verdict(problem: &Problem, book: &RuleBook, verdict: &Verdict, all: bool) -> Vec<Text> {
    let mut lines = vec![cover(problem, book, verdict), rules(book, verdict)];
    lines.extend(unseen(problem));
    for weight in [Class::Hard, Class::Soft, Class::Warn] {
        lines.extend(listed(book, verdict, weight, all));
    }
    lines
}

/// Lines about hard rules that are broken, all of them.
pub fn broken(problem: &Problem, book: &RuleBook, verdict: &Verdict) -> Vec<Text> {
    let mut lines = vec![cover(problem, book, verdict)];
    lines.extend(listed(book, verdict, Class::Hard, true));
    lines
}

/// What the calendar does not know of the month; `None`: nothing is missing.
pub fn calendar(problem: &Problem) -> Option<Text> {
    let (known, year) = problem.least_known()?;
    year_known(known, year)
}

/// What a calendar does not know of a year; `None`: nothing is missing.
pub fn year_known(known: Known, year: i32) -> Option<Text> {
    // Lines that can be pasted: the first with a date to be filled in, the second as they are.
    let lines = |name: &str, date: &str| {
        format!("[[holiday]]\nname = \"{name}\"\nstatutory = [\"{date}\"]")
    };
    let (date, first) = (format!("{year}-MM-DD"), format!("{year}-01-01"));
    let (spring_en, spring_zh) = (lines("Spring Festival", &date), lines("春节", &date));
    let (new_year_en, new_year_zh) = (lines("New Year", &first), lines("元旦", &first));
    match known {
        Known::All => None,
        Known::Given => Some(crate::text!(
            "note: the calendar has no holiday notice for {year}: its holidays, moved rest days and make-up workdays are those of [[holiday]] in the team file, and the statutory days that are known",
            "提示：日历中没有 {year} 年的放假通知：节假日、调休和补班以团队文件的 [[holiday]] 为准，另有已知的法定节假日"
        )),
        Known::Statutory => Some(crate::text!(
            "note: this year's holiday notice is not in the calendar yet: moved rest days and make-up workdays are not known; `[[holiday]]` in the team file gives them",
            "提示：日历中还没有这一年的放假通知：不知道调休和补班；公布后可在团队文件里用 `[[holiday]]` 写上"
        )),
        Known::Fixed => Some(crate::text!(
            "note: the calendar does not have {year}: of its holidays only the statutory days with the same date every year are known, no other holidays, moved rest days or make-up workdays; `[[holiday]]` gives the others, at the end of the team file, with its dates:\n{spring_en}",
            "提示：日历中没有 {year} 年：只知道每年日期固定的法定节假日，其他节假日、调休和补班都不知道；请在团队文件末尾用 `[[holiday]]` 补上，填好日期：\n{spring_zh}"
        )),
        Known::Nothing => Some(crate::text!(
            "note: the calendar does not have {year}: none of its holidays, moved rest days or make-up workdays is known; add the year to the calendar file, or `[[holiday]]` for each at the end of the team file:\n{new_year_en}",
            "提示：日历中没有 {year} 年：这一年的节假日、调休和补班都不知道；请在日历文件中加上这一年，或在团队文件末尾逐个写 `[[holiday]]`：\n{new_year_zh}"
        )),
    }
}

/// Lines below a month's table: what people mind in it, and how many wishes come true. What cannot occur is left out.
pub fn acceptance(found: &Acceptance) -> Vec<Text> {
    let counted = |count: usize, en: &str, zh: &str| {
        Text::new(format!("{en} {count}"), format!("{zh} {count} 次"))
    };
    let mut parts = vec![
        counted(found.single_work_days, "single days of work", "单天上班"),
        counted(found.single_days_off, "single days off", "单天休息"),
    ];
    let nights = [
        (found.night_rest_night, "night–rest–night", "夜休夜"),
        (found.lone_nights, "lone nights", "单个夜班"),
    ];
    for (count, en, zh) in nights {
        parts.extend(count.map(|count| counted(count, en, zh)));
    }
    if let Some(weeks) = found.mixed_weeks {
        let (count, of) = (weeks.count, weeks.of);
        parts.push(crate::text!(
            "weeks of three or more kinds {count} of {of}",
            "一周三种班以上 {count}/{of} 周"
        ));
    }
    let Text { en, zh } = Text::list(&parts);
    let mut lines = vec![crate::text!("Pattern {en}", "排法    {zh}")];
    if let Some(wishes) = found.wishes {
        let (count, of) = (wishes.count, wishes.of);
        lines.push(crate::text!(
            "Wishes  {count} of {of} granted",
            "愿望    {of} 个中满足 {count} 个"
        ));
    }
    lines
}

/// The line on cost and bound.
pub fn cost(cost: i64, bound: Option<i64>) -> Text {
    match bound {
        Some(bound) if cost <= bound => crate::text!(
            "Cost    {cost}: proven best, no roster costs less",
            "代价    {cost}：已证明最优，没有更好的班表"
        ),
        Some(bound) => {
            let percent = 100.0 * (cost - bound) as f64 / cost.max(1) as f64;
            crate::text!(
                "Cost    {cost}, proven bound {bound}: within {percent:.2} % of the best possible",
                "代价    {cost}，已证明的下界 {bound}：与最优相差不超过 {percent:.2} %"
            )
        }
        None => crate::text!(
            "Cost    {cost}: no bound proven in the time given",
            "代价    {cost}：在给定时间内未能证明下界"
        ),
    }
}

/// What is short of `need`. A breach of `least` counts no person and half-hour twice: its weight is not
/// the rule's.
fn cover(problem: &Problem, book: &RuleBook, verdict: &Verdict) -> Text {
    if !problem.has_demand() {
        return crate::text!(
            "Cover   no demand by half-hour: the rules say how many people are needed",
            "在岗    没有按时段的需求：需要多少人由规则规定"
        );
    }
    let watches = |i: &Instance| i.card.name == "cover" && i.scope.weight != Weight::Price(0);
    let Some(watch) = book.instances.iter().position(watches) else {
        return crate::text!(
            "Cover   shortages are not counted: the rule `cover` is off or costs 0",
            "在岗    未统计缺人：规则 cover 已关闭或价格为 0"
        );
    };
    let weight = book.instances[watch].scope.weight;
    let of_need = |b: &&Breach| b.instance == watch && b.weight == weight;
    let short: Vec<&Breach> = verdict.breaches.iter().filter(of_need).collect();
    let half_hours = Facts::judged_half_hours(problem);
    if short.is_empty() {
        return crate::text!(
            "Cover   every hour covered: all {half_hours} half-hours of demand have the people they need",
            "在岗    全部时段有人：{half_hours} 个半小时的需求都已满足"
        );
    }
    let missing: i64 = short.iter().map(|b| b.amount).sum();
    let days: std::collections::BTreeSet<usize> =
        short.iter().flat_map(|b| b.days.iter().copied()).collect();
    let count = days.len();
    let (lack, on) = (many(missing, "person-half-hour"), many(count as i64, "day"));
    crate::text!(
        "Cover   {lack} short on {on}, listed below",
        "在岗    {count} 天共缺 {missing} 人·半小时，见下"
    )
}

/// Names that are listed.
const NAMED: usize = 6;

/// Hours at the beginning of the month that are not judged, and what would tell.
pub fn unseen(problem: &Problem) -> Option<Text> {
    let unseen = Facts::unseen(problem)?;
    let (first, eve) = (problem.day_name(0), problem.day_name(-1));
    let spans: Vec<String> = unseen.spans.iter().map(ToString::to_string).collect();
    let (en, zh) = (spans.join(", "), spans.join("、"));
    let team = problem.everybody().filter(|p| problem.in_team(*p, -1));
    let (count, team) = (unseen.people.len(), team.count());
    if count == team {
        return Some(crate::text!(
            "Unknown {first} {en} is not judged: who still works then from {eve} is not known without last month's roster; `[history]`, or a `tail` for everybody, gives it",
            "未判断  {first} {zh} 没有判断：没有上月班表，不知道 {eve} 的班谁还在岗；可写 [history]，或给每个人写 tail"
        ));
    }
    let named = unseen.people.iter().take(NAMED);
    let names: Vec<&str> = named.map(|p| problem.person_name(*p)).collect();
    let (more, more_zh) = match count.saturating_sub(NAMED) {
        0 => (String::new(), String::new()),
        _ => (
            format!(" and {} more", count - NAMED),
            format!("等 {count} 人"),
        ),
    };
    let (list, list_zh) = (names.join(", "), names.join("、"));
    Some(crate::text!(
        "Unknown {first} {en} is not judged: whether {list}{more} still work then from {eve} is not known; a `tail` for each of them, or last month's roster with all of them, gives it",
        "未判断  {first} {zh} 没有判断：不知道 {list_zh}{more_zh} {eve} 的班是否还在岗；给这些人也写上 tail，或用上月完整的班表"
    ))
}

fn rules(book: &RuleBook, verdict: &Verdict) -> Text {
    let of = |test: fn(Weight) -> bool| {
        let scopes = book.instances.iter().map(|i| i.scope.weight);
        scopes.filter(|w| test(*w)).count()
    };
    let hard = of(|w| w == Weight::Hard);
    let soft = of(|w| matches!(w, Weight::Price(1..)));
    let warn = of(|w| w == Weight::Warn);
    let warnings = verdict.warnings;
    let warned = many(warnings as i64, "warning");
    if verdict.holds() {
        crate::text!(
            "Rules   all {hard} hard rules kept; {soft} priced; {warn} only watched, {warned}",
            "规则    {hard} 条硬规则全部满足；{soft} 条按价权衡；{warn} 条只提醒，提醒 {warnings} 处"
        )
    } else {
        let broken = verdict.broken;
        let places = many(broken as i64, "place");
        crate::text!(
            "Rules   BROKEN in {places}; {hard} hard rules, {soft} priced, {warned}",
            "规则    有 {broken} 处违反硬规则；共 {hard} 条硬规则、{soft} 条按价权衡，提醒 {warnings} 处"
        )
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Hard,
    Soft,
    Warn,
}

fn class(weight: Weight) -> Class {
    match weight {
        Weight::Hard => Class::Hard,
        Weight::Price(_) => Class::Soft,
        Weight::Warn => Class::Warn,
    }
}

/// Breaches of a class by rule, an index of the book's rules.
fn by_rule(verdict: &Verdict, wanted: Class) -> BTreeMap<usize, Vec<&Breach>> {
    let mut by_rule: BTreeMap<usize, Vec<&Breach>> = BTreeMap::new();
    for breach in &verdict.breaches {
        if class(breach.weight) == wanted {
            by_rule.entry(breach.instance).or_default().push(breach);
        }
    }
    by_rule
}

fn price(breaches: &[&Breach]) -> i64 {
    breaches.iter().map(|b| b.price()).sum()
}

/// Which rules a roster pays for, the dearest first: `cover 240`. Rules of one name count together.
pub fn dearest(book: &RuleBook, verdict: &Verdict) -> Vec<Text> {
    let mut paid: BTreeMap<&str, (i64, &crate::rules::Card)> = BTreeMap::new();
    for (instance, breaches) in by_rule(verdict, Class::Soft) {
        let card = book.instances[instance].card;
        paid.entry(card.name).or_insert((0, card)).0 += price(&breaches);
    }
    let mut paid: Vec<_> = paid.into_iter().filter(|(_, (p, _))| *p > 0).collect();
    paid.sort_by_key(|(name, (price, _))| (std::cmp::Reverse(*price), *name));
    let text = |(name, (price, card)): (&str, (i64, &crate::rules::Card))| {
        let zh = pick(card.title, Lang::Zh);
        crate::text!("{name} {price}", "{zh} {price}")
    };
    paid.into_iter().map(text).collect()
}

/// Breaches of a class, rule by rule, dearest first; the rest of a rule only as a number.
fn listed(book: &RuleBook, verdict: &Verdict, wanted: Class, all: bool) -> Vec<Text> {
    let mut lines = Vec::new();
    for (instance, mut breaches) in by_rule(verdict, wanted) {
        let card = book.instances[instance].card;
        let price = price(&breaches);
        lines.push(heading(card, wanted, price, breaches.len()));
        breaches.sort_by_key(|b| std::cmp::Reverse((b.price(), b.amount)));
        let shown = match (all, wanted) {
            (true, _) => breaches.len(),
            (false, Class::Hard) => 20,
            (false, Class::Soft) => 5,
            (false, Class::Warn) => 3,
        };
        let line = |b: &&Breach| {
            Text::new(
                format!("          {}", b.text.en),
                format!("          {}", b.text.zh),
            )
        };
        lines.extend(breaches.iter().take(shown).map(line));
        let rest = breaches.len().saturating_sub(shown);
        if rest > 0 {
            lines.push(crate::text!(
                "          … and {rest} more (--all lists them)",
                "          ……另有 {rest} 条（用 --all 全部列出）"
            ));
        }
    }
    lines
}

fn heading(card: &crate::rules::Card, wanted: Class, price: i64, count: usize) -> Text {
    let (name, title) = (card.name, card.title);
    let (en, zh) = (pick(title, Lang::En), pick(title, Lang::Zh));
    let places = many(count as i64, "place");
    match wanted {
        Class::Hard => crate::text!(
            "Broken  {name} ({en}) in {places}",
            "违反    {name}（{zh}）{count} 处"
        ),
        Class::Soft => crate::text!(
            "Price   {price} for {name} ({en})",
            "计价    {name}（{zh}）{price}"
        ),
        Class::Warn => crate::text!(
            "Warning {name} ({en}) in {places}",
            "提醒    {name}（{zh}）{count} 处"
        ),
    }
}
