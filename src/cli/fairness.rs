//! `paiban fairness`: what everybody has worked over the months, who is ahead of the team's average and who behind, and
//! the `carried` lines with which the next roster pays that back.
//!
//! The average is the one that the rule `even` compares with: what is worked beyond the agreed hours (granted leave counts
//! as worked), nights, weekend days, holidays. A joiner's share of it is that of the days in the team.

mod balance;
mod figures;

pub use balance::Balances;

use super::ledger::table::Table;
use super::past::Past;
use super::{Failure, args, output};
use crate::domain::time::{Month, hours};
use crate::input::{Source, Team};
use crate::text;
use crate::text::{Lang, Text, pick};
use balance::Counted;
use clap::{ArgMatches, Command};
use figures::{MEASURES, carried, object, signed};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// `paiban fairness`.
pub fn command(lang: Lang) -> Command {
    let about = (
        "Hours, nights, weekends and holidays over the months, and what the next roster owes whom",
        "各月累计的工时、晚班、周末班、节假日班，以及下个月该补给谁",
    );
    let month = (
        "The month that is to be rostered: the twelve before it count; default: the one after the last roster",
        "要排的月份：统计它之前的十二个月；默认是最后一份班表的下个月",
    );
    args::sub("fairness", about, lang)
        .arg(args::team_file(lang))
        .arg(args::option("month", "YYYY-MM", pick(month, lang), lang))
        .arg(args::json(lang))
}

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let path = matches.get_one::<PathBuf>("TEAM.toml").cloned();
    let path = path.unwrap_or_default();
    let until = matches.get_one::<String>("month").map(|m| read(m));
    let until = until.transpose()?;
    let team = Team::parse(Source::read(&path)?)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let past = Past::open(&team, folder)?;
    let last = past.months().into_iter().next_back();
    let Some(next) = until.or(last.map(Month::after)) else {
        return Err(nothing(folder));
    };
    let shop = Shop {
        team: &team,
        lang,
        balances: Balances::of(&past, past.months_before(next)),
    };
    shop.left_out();
    if shop.balances.months.is_empty() {
        return Err(nothing(folder));
    }
    match matches.get_flag("json") {
        true => {
            let text = serde_json::to_string_pretty(&shop.json(next)).unwrap_or_default();
            output::print(&format!("{text}\n"));
        }
        false => shop.tell(next),
    }
    Ok(0)
}

fn read(given: &str) -> Result<Month, Failure> {
    Month::parse(given).ok_or_else(|| {
        Failure::Usage(
            text!("`{given}` is not a month", "{given} 不是月份"),
            text!(
                "write year and month, as in --month 2026-12",
                "写成年-月，如 --month 2026-12"
            ),
        )
    })
}

fn nothing(folder: &Path) -> Failure {
    let beside = match folder.as_os_str().is_empty() {
        true => ".".to_owned(),
        false => folder.display().to_string(),
    };
    Failure::Usage(
        text!(
            "there are no rosters of earlier months in {beside}",
            "{beside} 里没有以前月份的班表"
        ),
        text!(
            "rosters are read from MONTH/ROSTER.csv beside the team file, as `paiban roster` writes them, and from the ledger",
            "班表从团队文件旁的 月份/ROSTER.csv（paiban roster 写在那里）和台账中读取"
        ),
    )
}

struct Shop<'a> {
    team: &'a Team,
    lang: Lang,
    balances: Balances,
}

impl Shop<'_> {
    fn left_out(&self) {
        for (month, Text { en, zh }) in &self.balances.left_out {
            let line = text!(
                "note: the roster of {month} is left out: {en}\n",
                "提示：没有统计 {month} 的班表：{zh}\n"
            );
            output::error(line.get(self.lang));
        }
    }

    fn say(&self, line: &Text) {
        output::print(&format!("{}\n", line.get(self.lang)));
    }

    fn tell(&self, next: Month) {
        let name = self.team.name();
        let listed = |counted: &Counted| {
            let (month, Text { en, zh }) = (counted.month, &counted.from);
            text!("{month} ({en})", "{month}（{zh}）")
        };
        let months: Vec<Text> = self.balances.months.iter().map(listed).collect();
        let Text { en, zh } = Text::list(&months);
        self.say(&text!("{name}: {en}", "{name}：{zh}"));
        self.say(&text!(
            "± is what somebody is ahead of the team's average (+) or behind it (-)",
            "± 表示比团队平均多（+）或少（-）"
        ));
        output::print("\n");
        let t = |words| pick(words, self.lang);
        let mut table = Table::new(&[
            t(("person", "人员")),
            t((">hours", ">工时")),
            ">±",
            t((">nights", ">晚班")),
            ">±",
            t((">weekend days", ">周末班")),
            ">±",
            t((">holidays", ">节假日班")),
            ">±",
        ]);
        for balance in self.balances.sum.values() {
            let mut row = vec![balance.name.clone()];
            for m in 0..MEASURES {
                let worked = balance.worked[m];
                row.push(if m == 0 {
                    hours(worked)
                } else {
                    worked.to_string()
                });
                row.push(signed(m, balance.ahead[m]));
            }
            table.row(row);
        }
        output::print(&table.draw());
        output::print("\n");
        self.say(&text!(
            "For team.toml, below each [[person]], in place of what is carried there; {next} then pays it back:",
            "写进 team.toml 各人的 [[person]] 里，替换原有的 carried；排 {next} 时据此补偿："
        ));
        for (id, balance) in &self.balances.sum {
            let (name, line) = (&balance.name, carried(&balance.ahead));
            let id = if id == name {
                String::new()
            } else {
                format!("{id} ")
            };
            output::print(&format!("  # {id}{name}\n  {line}\n"));
        }
    }

    fn json(&self, next: Month) -> Value {
        let months: Vec<Value> = self
            .balances
            .months
            .iter()
            .map(|counted| {
                let people = counted.people.iter().map(|(id, (worked, ahead))| {
                    json!({ "id": id, "worked": object(worked.map(|w| w as f64)), "ahead": object(*ahead) })
                });
                json!({
                    "month": counted.month.to_string(),
                    "from": counted.from.get(self.lang),
                    "people": people.collect::<Vec<_>>(),
                })
            })
            .collect();
        let people = self.balances.sum.iter().map(|(id, balance)| {
            json!({
                "id": id,
                "name": balance.name,
                "worked": object(balance.worked.map(|w| w as f64)),
                "ahead": object(balance.ahead),
                "carried": carried(&balance.ahead),
            })
        });
        json!({
            "team": self.team.name(),
            "next": next.to_string(),
            "people": people.collect::<Vec<_>>(),
            "months": months,
        })
    }
}
