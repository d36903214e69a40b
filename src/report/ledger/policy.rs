//! Policies that are adopted, and what they say.

use crate::app::ledger::policy::{Report, State};
use crate::ledger::policy::{Mode, Policy};
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::{Lang, Text};

/// That a policy does not reach back to the day that its file says.
fn not_back(said: chrono::NaiveDate) -> Text {
    text!(
        "  its file says {said}; a policy does not reach back before it is adopted, unless it was announced by then: --reach-back",
        "  文件写的是 {said}；制度不追溯到采用之前；若当时已经公示，加 --reach-back"
    )
}

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    match report {
        Report::Written(path) => {
            let shown = path.display();
            page.say(&text!(
                "wrote {shown}\nnext: edit it, then `paiban ledger policy {shown}`",
                "已写好 {shown}\n下一步：改成自己的，然后 paiban ledger policy {shown}"
            ));
        }
        Report::Adopted(entry, policy, said) => {
            let (name, version, from) = (&policy.name, &policy.version, policy.from);
            page.say(&Text::new(
                format!(
                    "adopted as entry {entry}: {}, version {version}, in force from {from}",
                    name.en
                ),
                format!(
                    "已采用，记录 {entry}：{}，版本 {version}，自 {from} 生效",
                    name.zh
                ),
            ));
            if *said < from {
                page.say(&not_back(*said));
            }
            describe(&mut page, policy);
        }
        Report::List(..) => list(&mut page, report),
    }
    page
}

fn list(page: &mut Page, report: &Report) {
    let Report::List(adopted, presets) = report else {
        return;
    };
    for one in adopted {
        let (en, zh) = match one.state {
            State::InForce => ("in force", "生效中"),
            State::ToCome => ("to come", "未生效"),
            State::Replaced => ("replaced", "已被取代"),
        };
        let (policy, entry) = (&one.policy, one.entry);
        let (id, version, from, name) = (&policy.id, &policy.version, policy.from, &policy.name);
        page.say(&Text::new(
            format!(
                "{id} {version}: {}, from {from}, {en} (entry {entry})",
                name.en
            ),
            format!(
                "{id} {version}：{}，自 {from}，{zh}（记录 {entry}）",
                name.zh
            ),
        ));
        if one.state != State::Replaced {
            describe(page, policy);
        }
        page.line("");
    }
    if adopted.is_empty() {
        page.say(&text!("No policy is adopted yet.", "还没有采用任何制度。"));
    }
    if !presets.is_empty() {
        page.say(&text!(
            "Presets, to adopt with `paiban ledger policy NAME` or to edit with --write NAME --out FILE:",
            "预设，用 paiban ledger policy 名称 采用，或用 --write 名称 --out 文件 写出来修改："
        ));
    }
    for preset in presets {
        page.line(&format!("  {:<12}  {}", preset.name, page.t(preset.about)));
    }
}

/// What a policy says: what can be recorded, what it brings, what is earned, who may pay, how long cases may take.
fn describe(page: &mut Page, policy: &Policy) {
    let table = categories(page, policy).draw();
    page.line(&indented(&table));
    ladders(page, policy);
    payments(page, policy);
    let ((en, zh), caps) = (term::mode(policy.mode), policy.caps);
    page.say(&text!("  amounts: {en}", "  金额：{zh}"));
    if policy.mode == Mode::Cash {
        let share = caps.share;
        page.say(&match caps.minimum_wage {
            Some(least) => text!(
                "  caps: at most {share} % of the month's wage, at least {least} left",
                "  上限：不超过当月工资的 {share} %，扣后不低于 {least}"
            ),
            None => text!(
                "  cap: at most {share} % of the month's wage; no minimum wage is given",
                "  上限：不超过当月工资的 {share} %；没有写最低工资"
            ),
        });
    }
}

fn ladders(page: &mut Page, policy: &Policy) {
    for ladder in &policy.ladders {
        let (id, name, window) = (&ladder.id, &ladder.name, term::window(ladder.window));
        let steps = term::steps(ladder, policy.mode);
        page.say(&Text::new(
            format!("  ladder {id} {} ({}): {}", name.en, window.en, steps.en),
            format!("  阶梯 {id} {}（{}）：{}", name.zh, window.zh, steps.zh),
        ));
    }
    for award in &policy.awards {
        let (id, name, amount) = (&award.id, &award.name, award.amount);
        let (en, zh) = if award.paid {
            ("with the wage", "随工资发")
        } else {
            ("handed over", "另发")
        };
        page.say(&Text::new(
            format!("  award {id} {}: {amount}, {en}", name.en),
            format!("  奖励 {id} {}：{amount}，{zh}", name.zh),
        ));
    }
}

fn payments(page: &mut Page, policy: &Policy) {
    for limit in &policy.payments {
        let (en, zh) = term::role(limit.by);
        page.say(&match limit.up_to {
            Some(most) => text!(
                "  payment up to {most}: {en}",
                "  付款不超过 {most}：{zh}批准"
            ),
            None => text!("  payment of any amount: {en}", "  付款不限金额：{zh}批准"),
        });
    }
    for case in &policy.cases {
        let ([severe, normal, minor], id) = (case.hours, &case.id);
        let name = &case.name;
        page.say(&Text::new(
            format!(
                "  case {id} {}: severe {severe} h, normal {normal} h, minor {minor} h",
                name.en
            ),
            format!(
                "  案件 {id} {}：严重 {severe} 小时，一般 {normal} 小时，轻微 {minor} 小时",
                name.zh
            ),
        ));
    }
}

fn categories(page: &Page, policy: &Policy) -> Table {
    let mut table = Table::new(&[
        page.t(("category", "类别")),
        page.t(("name", "名称")),
        page.t(("ladder", "阶梯")),
        page.t(("who answers", "责任人")),
        page.t(("limit", "时限")),
    ]);
    for category in &policy.categories {
        let ladder = category.ladder.and_then(|l| policy.ladders.get(l));
        let none = if category.payment {
            ("payment", "付款")
        } else {
            ("–", "–")
        };
        let limit = category.limit.map(limit);
        table.row(vec![
            category.id.clone(),
            category.name.get(page.lang).to_owned(),
            ladder.map_or(page.t(none), |l| &l.id).to_owned(),
            page.t(term::answers(category.answers)).to_owned(),
            limit
                .map(|l| l.get(page.lang).to_owned())
                .unwrap_or_default(),
        ]);
    }
    table
}

/// A limit of time, in hours where it is some.
fn limit(minutes: i64) -> Text {
    match (minutes / 60, minutes % 60) {
        (hours @ 2.., 0) => text!("{hours} h", "{hours} 小时"),
        _ => text!("{minutes} min", "{minutes} 分钟"),
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
