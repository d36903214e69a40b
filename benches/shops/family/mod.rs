//! A family of ordinary teams: the same number gives the same team, down to the byte.
//!
//! They are made up, and look like what supervisors write: seven trades, Chinese and English, with prices as people
//! choose them and a demand that is a little more than the people can do. [`shop`] is all there is to call.

// The benchmark and the tests each use a part of it.
#![allow(dead_code)]

mod demand;
mod habits;
mod history;
mod month;
mod people;
mod plans;
mod random;
mod rules;
mod trades;

use month::Month;
use random::Random;
use std::fmt::Write;
use trades::{Kind, TRADES, Trade, Word};

/// A team of the family.
pub struct Shop {
    /// Which.
    pub number: u64,
    /// Its trade, in English.
    pub trade: &'static str,
    /// The month it is for: year and month.
    pub month: (u32, u32),
    /// How many people it has.
    pub people: usize,
    /// How many shifts.
    pub shifts: usize,
    /// How many rules its file has.
    pub rules: usize,
    /// The team file.
    pub text: String,
    /// The roster of the month before, with its year and month, where there is one.
    pub past: Option<((u32, u32), String)>,
}

const FULL: Word = ("正式", "FT");
const PART: Word = ("兼职", "PT");

/// What everything of a team depends on.
struct Setting {
    trade: &'static Trade,
    /// Days that a full-timer works in a month of 31.
    days: u32,
    month: &'static Month,
    chinese: bool,
    with_posts: bool,
    by_skill: bool,
    by_shift: bool,
    kinds: Vec<Kind>,
}

impl Setting {
    fn say(&self, word: Word) -> &'static str {
        if self.chinese { word.0 } else { word.1 }
    }

    /// The posts, with their names and shares.
    fn posts(&self) -> &'static [(Word, Word, u32)] {
        if self.with_posts {
            self.trade.posts
        } else {
            &[]
        }
    }

    fn code(&self, kind: usize) -> &'static str {
        self.say(self.kinds[kind].code)
    }

    /// How many of the kinds are those of full-timers; they come first.
    fn full_kinds(&self) -> usize {
        self.kinds.iter().filter(|k| k.share > 0).count()
    }

    fn has_nights(&self) -> bool {
        self.kinds.iter().any(|k| k.night)
    }

    /// Whether skills tell part-timers from the others, so that rules name those and no people.
    fn named_by_skill(&self) -> bool {
        self.by_skill && self.full_kinds() < self.kinds.len()
    }

    /// Paid minutes of a full-timer's shift, on average.
    fn minutes_of_full(&self) -> u32 {
        let sum = |k: &Kind| k.share * (minutes(k) - k.unpaid);
        let share: u32 = self.kinds.iter().map(|k| k.share).sum();
        self.kinds.iter().map(sum).sum::<u32>() / share
    }
}

impl Shop {
    /// Its line in the list of the family.
    pub fn line(&self) -> String {
        let (year, month) = self.month;
        let history = if self.past.is_some() { "yes" } else { "no" };
        let (number, trade, people) = (self.number, self.trade, self.people);
        let (shifts, rules, digest) = (self.shifts, self.rules, self.digest());
        format!(
            "{number},{trade},{year}-{month:02},{people},{shifts},{rules},{history},{digest:016x}\n"
        )
    }

    /// A number of all bytes of its files (FNV-1a), by which figures are known to be of this very team.
    fn digest(&self) -> u64 {
        let past = self.past.as_ref().map_or("", |(_, text)| text.as_str());
        let bytes = self.text.bytes().chain(past.bytes());
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        })
    }
}

/// The team of a number.
pub fn shop(number: u64) -> Shop {
    let mut random = Random::of(number, "setting");
    let trade = &TRADES[(number % 7) as usize];
    let count = size(trade, &mut random);
    let (days, kinds) = random.of_all(trade.plans);
    let mut setting = Setting {
        trade,
        days,
        month: month::of(number),
        chinese: random.chance(70),
        with_posts: !trade.posts.is_empty() && count > 13 && random.chance(65),
        by_skill: random.chance(50),
        by_shift: random.chance(trade.by_shift),
        kinds: trades::kinds(kinds),
    };
    let crew = people::crew(&setting, count, &mut Random::of(number, "people"));
    if !crew.iter().any(|m| m.part) {
        setting.kinds.retain(|k| k.share > 0);
    }
    let needs = demand::needs(&setting, &crew, &mut Random::of(number, "demand"));
    let past = Random::of(number, "history").chance(40);
    let (rules, rule_count) =
        rules::write(&setting, &crew, &needs, &mut Random::of(number, "rules"));
    let mut text = head(&setting, &mut random);
    text.push_str(&needs.text);
    text.push_str(&people::write(
        &setting,
        &crew,
        &mut Random::of(number, "lines"),
    ));
    if past {
        text.push_str("[history]\nroster = \"auto\"\ncarried = \"auto\"\n\n");
    }
    text.push_str(&rules);
    let (year, before, ..) = setting.month.before;
    Shop {
        number,
        trade: trade.name,
        month: setting.month.number,
        people: crew.len(),
        shifts: setting.kinds.len(),
        rules: rule_count,
        text,
        past: past.then(|| ((year, before), history::roster(&setting, &crew, &needs))),
    }
}

/// How many people: small teams are more frequent than large ones.
fn size(trade: &Trade, random: &mut Random) -> usize {
    let (least, most) = trade.people;
    let room = most - least;
    let one = random.between(0, room);
    least
        + if random.chance(65) {
            one.min(random.between(0, room))
        } else {
            one
        }
}

/// The team, its shifts and its skills.
fn head(setting: &Setting, random: &mut Random) -> String {
    let own = if setting.chinese {
        random.of_all(&[
            "暖暖", "云朵", "小满", "青禾", "海棠", "山野", "晨光", "百草", "四季", "知味",
        ])
    } else {
        random.of_all(&[
            "Harbour",
            "Maple",
            "Northgate",
            "Lark",
            "Willow",
            "Summit",
            "Quay",
            "Orchard",
        ])
    };
    let gap = if setting.chinese { "" } else { " " };
    let mut text = format!(
        "[team]\nname = \"{own}{gap}{}\"\n\n",
        setting.say(setting.trade.title)
    );
    for kind in &setting.kinds {
        let (code, name) = (setting.say(kind.code), setting.say(kind.name));
        let _ = writeln!(text, "[[shift]]\ncode = \"{code}\"\nname = \"{name}\"");
        let _ = writeln!(text, "time = [{}]", quoted(kind.time.iter().copied()));
        if kind.unpaid > 0 {
            let _ = writeln!(text, "unpaid = {}", kind.unpaid);
        }
        if kind.night != late(kind) {
            let _ = writeln!(text, "night = {}", kind.night);
        }
        text.push('\n');
    }
    let mut skill = |(code, name): (Word, Word), post: bool| {
        let (code, name) = (setting.say(code), setting.say(name));
        let _ = writeln!(text, "[[skill]]\ncode = \"{code}\"\nname = \"{name}\"");
        text.push_str(if post { "post = true\n\n" } else { "\n" });
    };
    for (code, name, _) in setting.posts() {
        skill((*code, *name), true);
    }
    if let Some(expert) = setting.trade.expert {
        skill(expert, false);
    }
    if setting.named_by_skill() {
        skill((FULL, ("正式员工", "full-time")), false);
        skill((PART, ("兼职", "part-time")), false);
    }
    text
}

/// The pieces of a shift in minutes from its day's midnight, past 24 hours where it goes on.
fn pieces(kind: &Kind) -> Vec<(u32, u32)> {
    let minute = |text: &str| {
        let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
        60 * hours.parse::<u32>().unwrap_or(0) + minutes.parse::<u32>().unwrap_or(0)
    };
    let piece = |text: &&str| {
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let (from, to) = (minute(from), minute(to));
        (from, if to <= from { to + 1440 } else { to })
    };
    kind.time.iter().map(piece).collect()
}

fn minutes(kind: &Kind) -> u32 {
    pieces(kind).iter().map(|(from, to)| to - from).sum()
}

/// Whether it touches 22:00 to 06:00.
fn late(kind: &Kind) -> bool {
    pieces(kind)
        .iter()
        .any(|(from, to)| *from < 360 || *to > 1320)
}

/// `"a", "b"`.
fn quoted<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|w| format!("\"{w}\"")).collect();
    words.join(", ")
}
