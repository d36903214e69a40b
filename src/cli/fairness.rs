//! `paiban fairness`: what everybody has worked over the months, who is ahead of the team's average and who behind, and
//! the `carried` lines with which the next roster pays that back.
//!
//! The average is the one that the rule `even` compares with: what is worked beyond the agreed hours (granted leave counts
//! as worked), nights, weekend days, holidays. A joiner's share of it is that of the days in the team.

mod figures;

use super::ledger::call::LEDGER_FILE;
use super::ledger::table::Table;
use super::words::words;
use super::{Failure, args, load, output};
use crate::domain::time::{Month, hours};
use crate::domain::{Problem, Roster};
use crate::input::{RosterFile, Source, Team};
use crate::ledger::book::{Book, Scope};
use crate::ledger::duty;
use crate::ledger::entry::Publication;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Place};
use crate::render::sheet::sheets;
use crate::text;
use crate::text::{Lang, Text, pick};
use clap::{ArgMatches, Command};
use figures::{MEASURES, ahead, carried, object, signed, worked};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// `paiban fairness`.
pub fn command(lang: Lang) -> Command {
    let about = (
        "Hours, nights, weekends and holidays over the months, and what the next roster owes whom",
        "各月累计的工时、晚班、周末班、节假日班，以及下个月该补给谁",
    );
    let month = (
        "The month that is to be rostered: those before it count; default: all there are",
        "要排的月份：统计它之前的各月；默认统计全部",
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
    let mut shop = Shop {
        team: &team,
        folder,
        records: records(folder)?,
        lang,
        sum: BTreeMap::new(),
        months: Vec::new(),
    };
    for month in shop
        .known()
        .into_iter()
        .filter(|m| until.is_none_or(|u| *m < u))
    {
        shop.add(month);
    }
    let Some(last) = shop.months.last() else {
        return Err(nothing(folder));
    };
    let next = until.unwrap_or_else(|| last.month.after());
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

/// The ledger beside the team file, where there is one.
fn records(folder: &Path) -> Result<Option<Records>, Failure> {
    let path = folder.join(LEDGER_FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let place = path.display().to_string();
    let read =
        Book::open(&Place::File(path), Access::Read).and_then(|mut book| book.load(Scope::Rules));
    read.map(Some)
        .map_err(|error| Failure::Ledger(Box::new(error), place))
}

/// A person over the months.
#[derive(Debug, Clone, Default)]
struct Balance {
    name: String,
    /// What was worked.
    worked: [i64; MEASURES],
    /// What of it is more than the average, in the order of [`figures::KEYS`].
    ahead: [f64; MEASURES],
}

/// A month that counts.
struct Counted {
    month: Month,
    /// Where its roster is from.
    from: Text,
    /// By id: what was worked, and what of it is more than the average.
    people: BTreeMap<String, ([i64; MEASURES], [f64; MEASURES])>,
}

struct Shop<'a> {
    team: &'a Team,
    folder: &'a Path,
    records: Option<Records>,
    lang: Lang,
    /// By id.
    sum: BTreeMap<String, Balance>,
    months: Vec<Counted>,
}

impl Shop<'_> {
    /// Months of which there is a roster.
    fn known(&self) -> BTreeSet<Month> {
        let entries = std::fs::read_dir(match self.folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => self.folder,
        });
        let named = entries.into_iter().flatten().flatten().filter_map(|entry| {
            let month = Month::parse(entry.file_name().to_str()?)?;
            let file = entry.path().join(load::ROSTER_FILE);
            file.is_file().then_some(month)
        });
        let published = self.records.iter().flat_map(Records::published);
        named.chain(published.map(|p| p.roster.month)).collect()
    }

    /// Takes a month up; one that cannot be read is left out, and that is said.
    fn add(&mut self, month: Month) {
        let (problem, _) = match self.team.month(month, None) {
            Ok(read) => read,
            Err(fault) => return self.left_out(month, &words(&fault).what),
        };
        let published = self.records.as_ref().and_then(|records| {
            let last = duty::last_roster(records, month, records.head())?;
            Some(last.roster.clone())
        });
        let found = match &published {
            Some(roster) => {
                let version = roster.version;
                let from = text!("published, version {version}", "已发布第 {version} 版");
                of_publication(&problem, roster).map(|roster| (roster, from))
            }
            None => {
                let path = load::month_folder(self.folder, month).join(load::ROSTER_FILE);
                let read = RosterFile::read(&path).and_then(|file| file.roster(&problem));
                let from = Text::same(load::ROSTER_FILE);
                read.map(|roster| (roster, from))
                    .map_err(|fault| words(&fault).what)
            }
        };
        match found {
            Ok((roster, from)) => self.count(month, from, &problem, &roster),
            Err(why) => self.left_out(month, &why),
        }
    }

    fn left_out(&self, month: Month, why: &Text) {
        let Text { en, zh } = why;
        let line = text!(
            "note: the roster of {month} is left out: {en}\n",
            "提示：没有统计 {month} 的班表：{zh}\n"
        );
        output::error(line.get(self.lang));
    }

    fn count(&mut self, month: Month, from: Text, problem: &Problem, roster: &Roster) {
        let sheets = sheets(problem, roster);
        let worked: Vec<[i64; MEASURES]> = sheets.iter().map(worked).collect();
        let ahead = ahead(problem, &worked);
        let mut people = BTreeMap::new();
        for (p, person) in problem.people.iter().enumerate() {
            if problem.employed(p).is_empty() {
                continue;
            }
            let sum = self.sum.entry(person.id.clone()).or_default();
            sum.name.clone_from(&person.name);
            for m in 0..MEASURES {
                sum.worked[m] += worked[p][m];
                sum.ahead[m] += ahead[p][m];
            }
            people.insert(person.id.clone(), (worked[p], ahead[p]));
        }
        self.months.push(Counted {
            month,
            from,
            people,
        });
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
        let months: Vec<Text> = self.months.iter().map(listed).collect();
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
        for balance in self.sum.values() {
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
        for (id, balance) in &self.sum {
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
        let people = self.sum.iter().map(|(id, balance)| {
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

/// The published roster as one of this team; what it names must still be in the team file.
fn of_publication(problem: &Problem, published: &Publication) -> Result<Roster, Text> {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for row in &published.people {
        let mut people = problem.people.iter();
        let person = people.position(|p| p.id == row.id).ok_or_else(|| {
            let name = &row.name;
            text!("{name} is not in the team file", "团队文件里没有 {name}")
        })?;
        for (day, code) in row.cells.split_whitespace().enumerate() {
            if code == "-" {
                continue;
            }
            let duty = problem.duties.iter().position(|d| d.code == code);
            let unknown = || text!("there is no shift {code} any more", "已没有班次 {code}");
            let duty = duty.ok_or_else(unknown)?;
            if let Some(cell) = roster.cells[person].get_mut(day) {
                *cell = Some(duty);
            }
        }
    }
    Ok(roster)
}
