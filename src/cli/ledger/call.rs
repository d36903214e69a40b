//! One call of a command of the ledger: where the ledger lies, who calls and when, and who is known.

use crate::cli::{Failure, message, output};
use crate::domain::time::Month;
use crate::input::{Source, Team};
use crate::ledger::book::Book;
use crate::ledger::desk::{self, Desk, Known};
use crate::ledger::entry::EntryId;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Place};
use crate::text::{Lang, Text};
use clap::ArgMatches;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// The file of a ledger, beside the team file.
pub const LEDGER_FILE: &str = "ledger.db";
/// The team file beside a ledger.
const TEAM_FILE: &str = "team.toml";

/// A command with what every command of the ledger is told.
pub struct Call<'a> {
    pub matches: &'a ArgMatches,
    pub lang: Lang,
    pub place: Place,
    /// Where the months' folders lie.
    pub folder: PathBuf,
    team: PathBuf,
}

impl<'a> Call<'a> {
    /// `team` is the team file, where one is named.
    pub fn new(matches: &'a ArgMatches, team: Option<&Path>, lang: Lang) -> Call<'a> {
        let above = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let beside = team.map(above);
        let store = matches.get_one::<String>("store").map(String::as_str);
        let place = match store {
            Some(address) if is_address(address) => Place::Postgres(address.to_owned()),
            Some(file) => Place::File(PathBuf::from(file)),
            None => Place::File(beside.clone().unwrap_or_default().join(LEDGER_FILE)),
        };
        let folder = match (&place, beside) {
            (Place::File(file), _) => above(file),
            (Place::Postgres(_), beside) => beside.unwrap_or_default(),
        };
        let team = team.map_or_else(|| folder.join(TEAM_FILE), Path::to_owned);
        Call {
            matches,
            lang,
            place,
            folder,
            team,
        }
    }

    /// An option's text.
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.matches.get_one::<String>(name).map(String::as_str)
    }

    /// An option's path.
    pub fn path(&self, name: &str) -> Option<&'a Path> {
        self.matches.get_one::<PathBuf>(name).map(PathBuf::as_path)
    }

    /// Whether a flag is given.
    pub fn flag(&self, name: &str) -> bool {
        self.matches.get_flag(name)
    }

    /// The number of an entry that the command is about.
    pub fn id(&self) -> EntryId {
        self.matches
            .get_one::<EntryId>("ID")
            .copied()
            .unwrap_or_default()
    }

    /// Opens the ledger, and looks at the clock on the shop's wall.
    pub fn open(&self, access: Access) -> Result<(Book, Moment), Failure> {
        let book = Book::open(&self.place, access)?;
        let now = self.now(book.store.zone())?;
        Ok((book, now))
    }

    /// What time it is in the shop.
    pub fn now(&self, zone: Zone) -> Result<Moment, Failure> {
        if let Some(text) = self.text("now") {
            return moment(text, zone);
        }
        // A clock before 1970 is as good as none.
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Ok(zone.at(i64::try_from(since.as_secs()).unwrap_or_default()))
    }

    /// Who calls.
    pub fn by(&self) -> Result<String, Failure> {
        let names = ["PAIBAN_USER", "USER", "USERNAME", "LOGNAME"];
        let mut variables = names.iter().filter_map(|name| std::env::var(name).ok());
        let given = self.text("by").map(str::to_owned);
        let name = given.or_else(|| variables.find(|name| !name.trim().is_empty()));
        let name = name.unwrap_or_default().trim().to_owned();
        if name.is_empty() {
            return Err(Failure::Usage(
                crate::text!("who you are is not known", "不知道你是谁"),
                crate::text!(
                    "every entry names who has made it: add --by NAME, or set PAIBAN_USER",
                    "每条记录都要写明是谁记的：加上 --by 姓名，或设置环境变量 PAIBAN_USER"
                ),
            ));
        }
        Ok(name)
    }

    /// A time from the command line.
    pub fn moment(&self, name: &str, zone: Zone) -> Result<Option<Moment>, Failure> {
        self.text(name).map(|text| moment(text, zone)).transpose()
    }

    /// A month from the command line.
    pub fn month(&self) -> Result<Option<Month>, Failure> {
        let Some(text) = self.text("month") else {
            return Ok(None);
        };
        let month = Month::parse(text).ok_or_else(|| {
            Failure::Usage(
                crate::text!("`{text}` is not a month", "{text} 不是月份"),
                crate::text!(
                    "write year and month, as in --month 2026-12",
                    "写成年-月，如 --month 2026-12"
                ),
            )
        })?;
        Ok(Some(month))
    }

    /// Everybody who is known: the team file's people, and those whom published rosters name.
    pub fn people(&self, records: &Records, now: Moment) -> People {
        let mut known = self.team_people(now.month());
        let ids: HashSet<String> = known.iter().map(|k| k.id.clone()).collect();
        known.extend(
            desk::known(records)
                .into_iter()
                .filter(|p| !ids.contains(&p.id)),
        );
        People::new(known)
    }

    /// The people of the team file beside the ledger, where there is one that can be read.
    fn team_people(&self, month: Month) -> Vec<Known> {
        if !self.team.is_file() {
            return Vec::new();
        }
        let read = Source::read(&self.team).and_then(Team::parse);
        match read.and_then(|team| team.month(month, None)) {
            Ok((problem, _)) => {
                let known = |p: crate::domain::Person| Known {
                    id: p.id,
                    name: p.name,
                };
                problem.people.into_iter().map(known).collect()
            }
            Err(_) => {
                let team = self.team.display();
                self.note(&crate::text!(
                    "note: {team} cannot be read, so names are not compared with it",
                    "提示：{team} 无法读取，因此没有用它核对姓名"
                ));
                Vec::new()
            }
        }
    }

    /// The team's name, where the team file can be read.
    pub fn team_name(&self) -> Option<String> {
        let read = self
            .team
            .is_file()
            .then(|| Source::read(&self.team).and_then(Team::parse));
        read?.ok().map(|team| team.name().to_owned())
    }

    /// Prints a line.
    pub fn say(&self, line: &Text) {
        self.print(line.get(self.lang));
    }

    /// Prints lines of a table or the like.
    pub fn print(&self, text: &str) {
        let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
        let safe: Vec<String> = lines.map(message::one_line).collect();
        output::print(&format!("{}\n", safe.join("\n")));
    }

    /// Prints a line to standard error.
    pub fn note(&self, line: &Text) {
        output::error(&format!("{}\n", message::one_line(line.get(self.lang))));
    }

    /// Prints an object.
    pub fn json(&self, value: &serde_json::Value) {
        // Numbers, strings and lists only: nothing in it can fail to serialise.
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        output::print(&format!("{text}\n"));
    }
}

/// A time of the shop from a text.
pub fn moment(text: &str, zone: Zone) -> Result<Moment, Failure> {
    use crate::ledger::moment::MomentError as E;
    zone.read(text).map_err(|error| {
        let what = crate::text!("`{text}` is not a time", "{text} 不是时间");
        let form = crate::text!(
            "write date and time of the shop, as in \"2026-12-05 21:40\"",
            "写店铺当地的日期和时间，如 \"2026-12-05 21:40\""
        );
        match error {
            E::Form | E::Zone => Failure::Usage(what, form),
            E::Skipped => Failure::Usage(
                crate::text!("there was no `{text}`", "不存在 {text} 这个时刻"),
                crate::text!(
                    "the clock is put forward over it; give the time that the clock showed",
                    "时钟在此时拨快；请写时钟实际显示的时间"
                ),
            ),
            E::Twice => Failure::Usage(
                crate::text!("`{text}` came twice", "{text} 出现了两次"),
                crate::text!(
                    "the clock is put back there; add the offset, as in 2026-10-25T02:30:00+01:00",
                    "时钟在此时拨慢；请写明时差，如 2026-10-25T02:30:00+01:00"
                ),
            ),
        }
    })
}

fn is_address(store: &str) -> bool {
    store.starts_with("postgres://") || store.starts_with("postgresql://")
}

/// A place as messages show it, without the password of an address.
pub fn shown(place: &Place) -> String {
    match place {
        Place::File(file) => file.display().to_string(),
        Place::Postgres(address) => without_password(address),
    }
}

fn without_password(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    // The last @ before the path: passwords may contain one.
    let end = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = match host.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or(user);
            format!("{name}@{host}")
        }
        None => host.to_owned(),
    };
    // What follows a question mark may hold a password too.
    let path = path.split('?').next().unwrap_or(path);
    format!("{scheme}://{host}{path}")
}

/// The people that are known, to be named.
pub struct People {
    pub known: Vec<Known>,
    names: HashMap<String, String>,
}

impl People {
    fn new(known: Vec<Known>) -> People {
        let names = known
            .iter()
            .map(|k| (k.id.clone(), k.name.clone()))
            .collect();
        People { known, names }
    }

    /// The name that belongs to an id; where none is known, the id.
    pub fn name<'b>(&'b self, id: &'b str) -> &'b str {
        self.names.get(id).map_or(id, String::as_str)
    }

    /// Id and name.
    pub fn shown(&self, id: &str) -> String {
        match self.names.get(id) {
            Some(name) if name != id => format!("{id} {name}"),
            _ => id.to_owned(),
        }
    }

    /// A desk at which things are handed in.
    pub fn desk<'b>(&'b self, records: &'b Records, now: Moment, by: &'b str) -> Desk<'b> {
        Desk {
            records,
            people: &self.known,
            now,
            by,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let cases = [
            ("postgres://ann:se@cret@db/shop", "postgres://ann@db/shop"),
            (
                "postgres://ann@db:5433/shop?password=x",
                "postgres://ann@db:5433/shop",
            ),
            ("postgresql://db/shop", "postgresql://db/shop"),
            ("postgres://db", "postgres://db"),
        ];
        for (address, wanted) in cases {
            assert_eq!(without_password(address), wanted);
        }
    }
}
