//! `paiban ledger policy`: policies adopted, listed, or written as files to edit.

use super::call::Call;
use super::table::Table;
use crate::cli::Failure;
use crate::cli::solve::{cannot_write, write};
use crate::domain::time::Month;
use crate::input::{Source, policy_file, preset as text_of};
use crate::ledger::book::Scope;
use crate::ledger::policy::{Mode, Policy};
use crate::ledger::preset::{self, PRESETS, Preset};
use crate::ledger::store::Access;
use crate::messages::ledger::term;
use crate::messages::near::guess;
use crate::text;
use crate::text::{Lang, Text, pick};
use std::path::Path;
use std::sync::Arc;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    match (call.text("write"), call.text("PRESET|FILE")) {
        (Some(name), _) => copy(call, name),
        (None, Some(word)) => adopt(call, word),
        (None, None) => list(call),
    }
}

/// A policy by the name of a preset or of a file.
pub fn named(word: &str, lang: Lang) -> Result<(Arc<Source>, Policy), Failure> {
    let source = match preset::find(word) {
        Some(preset) => Source::new(
            format!("{word}.toml"),
            text_of::localized(preset.text, lang),
        ),
        // A bare word that is no file is a preset misspelt.
        None if !word.contains(['.', '/', '\\']) && !Path::new(word).exists() => {
            return Err(no_preset(word));
        }
        None => Source::read(Path::new(word))?,
    };
    let policy = policy_file::read(&source)?;
    Ok((source, policy))
}

fn preset(name: &str) -> Result<&'static Preset, Failure> {
    preset::find(name).ok_or_else(|| no_preset(name))
}

fn no_preset(name: &str) -> Failure {
    let known: Vec<String> = PRESETS
        .iter()
        .map(|preset| preset.name.to_owned())
        .collect();
    let Text { en, zh } = guess(name, &known);
    let (list, list_zh) = (known.join(", "), known.join("、"));
    Failure::Usage(
        text!(
            "there is neither a preset nor a file `{name}`",
            "没有名为 {name} 的预设或文件"
        ),
        Text::new(
            format!("{en}The presets are {list}; a file's name ends in .toml."),
            format!("{zh}预设有 {list_zh}；文件名以 .toml 结尾。"),
        ),
    )
}

fn copy(call: &Call<'_>, name: &str) -> Result<u8, Failure> {
    let preset = preset(name)?;
    let path = call.path("out").unwrap_or(Path::new(""));
    let shown = path.display();
    if path.exists() {
        return Err(Failure::Usage(
            text!("{shown} exists already", "{shown} 已经存在"),
            text!("give another name behind --out", "在 --out 后换一个文件名"),
        ));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
    }
    write(path, &text_of::localized(preset.text, call.lang))?;
    call.say(&text!(
        "wrote {shown}\nnext: edit it, then `paiban ledger policy {shown}`",
        "已写好 {shown}\n下一步：改成自己的，然后 paiban ledger policy {shown}"
    ));
    Ok(0)
}

fn adopt(call: &Call<'_>, word: &str) -> Result<u8, Failure> {
    let (source, policy) = named(word, call.lang)?;
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let deed = people
        .desk(&records, now, &by)
        .adopt(&policy, &source.text)?;
    let ids = book.write(&records, now, &by, vec![deed])?;
    let entry = ids.first().copied().unwrap_or_default();
    let (name, version, from) = (&policy.name, &policy.version, policy.from);
    call.say(&Text::new(
        format!(
            "adopted as entry {entry}: {}, version {version}, in force from {from}",
            name.en
        ),
        format!(
            "已采用，记录 {entry}：{}，版本 {version}，自 {from} 生效",
            name.zh
        ),
    ));
    describe(call, &policy);
    Ok(0)
}

fn list(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let force = records.policies(now.date(), records.head());
    for (entry, policy) in records.adopted() {
        let holds = force
            .iter()
            .any(|p| p.id == policy.id && p.version == policy.version);
        let (en, zh) = match (holds, policy.from > now.date()) {
            (true, _) => ("in force", "生效中"),
            (false, true) => ("to come", "未生效"),
            (false, false) => ("replaced", "已被取代"),
        };
        let (id, version, from, name) = (&policy.id, &policy.version, policy.from, &policy.name);
        call.say(&Text::new(
            format!(
                "{id} {version}: {}, from {from}, {en} (entry {entry})",
                name.en
            ),
            format!(
                "{id} {version}：{}，自 {from}，{zh}（记录 {entry}）",
                name.zh
            ),
        ));
        if holds || policy.from > now.date() {
            describe(call, policy);
        }
        call.print("");
    }
    if records.adopted().is_empty() {
        call.say(&text!("No policy is adopted yet.", "还没有采用任何制度。"));
    }
    let missing = |p: &&Preset| {
        records
            .adopted()
            .iter()
            .all(|(_, policy)| policy.id != p.name)
    };
    let presets: Vec<&Preset> = PRESETS.iter().filter(missing).collect();
    if !presets.is_empty() {
        call.say(&text!(
            "Presets, to adopt with `paiban ledger policy NAME` or to edit with --write NAME --out FILE:",
            "预设，用 paiban ledger policy 名称 采用，或用 --write 名称 --out 文件 写出来修改："
        ));
        for preset in presets {
            call.print(&format!(
                "  {:<12}  {}",
                preset.name,
                pick(preset.about, call.lang)
            ));
        }
    }
    Ok(0)
}

/// What a policy says: what can be recorded, what it brings, what is earned, who may pay, how long cases may take.
fn describe(call: &Call<'_>, policy: &Policy) {
    let lang = call.lang;
    call.print(&indented(&categories(policy, lang)));
    for ladder in &policy.ladders {
        let (id, name, window) = (&ladder.id, &ladder.name, term::window(ladder.window));
        let steps = term::steps(ladder, policy.mode);
        call.say(&Text::new(
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
        call.say(&Text::new(
            format!("  award {id} {}: {amount}, {en}", name.en),
            format!("  奖励 {id} {}：{amount}，{zh}", name.zh),
        ));
    }
    for limit in &policy.payments {
        let (en, zh) = term::role(limit.by);
        call.say(&match limit.up_to {
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
        call.say(&Text::new(
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
    let ((en, zh), caps) = (term::mode(policy.mode), policy.caps);
    call.say(&text!("  amounts: {en}", "  金额：{zh}"));
    if policy.mode == Mode::Cash {
        let share = caps.share;
        call.say(&match caps.minimum_wage {
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

fn categories(policy: &Policy, lang: Lang) -> String {
    let t = |words| pick(words, lang);
    let headings = [
        t(("category", "类别")),
        t(("name", "名称")),
        t(("ladder", "阶梯")),
        t(("who answers", "责任人")),
        t(("limit", "时限")),
    ];
    let mut table = Table::new(&headings);
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
            category.name.get(lang).to_owned(),
            ladder.map_or(t(none), |l| &l.id).to_owned(),
            t(term::answers(category.answers)).to_owned(),
            limit.map(|l| l.get(lang).to_owned()).unwrap_or_default(),
        ]);
    }
    table.draw()
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

/// The last day of a month.
pub fn last_day(month: Month) -> chrono::NaiveDate {
    crate::domain::time::add_days(month.after().first(), -1)
}
