//! The rules of a team: those that every team has, then as many of its trade's and of all habits as it cares for.

use super::demand::Needs;
use super::habits::HABITS;
use super::people::Member;
use super::random::Random;
use super::{FULL, PART, Setting, quoted};
use std::fmt::Write;

/// A team's rules as they are written.
pub struct Book<'a> {
    pub setting: &'a Setting,
    pub crew: &'a [Member],
    pub needs: &'a Needs,
    pub random: &'a mut Random,
    text: String,
    count: usize,
}

/// The `[rules]` of a team, and how many they are.
pub fn write(
    setting: &Setting,
    crew: &[Member],
    needs: &Needs,
    random: &mut Random,
) -> (String, usize) {
    let wanted = random.between(8, 18).max(random.between(8, 25));
    let mut book = Book {
        setting,
        crew,
        needs,
        random,
        text: String::new(),
        count: 0,
    };
    book.needed();
    book.experts();
    book.part_time();
    book.rest();
    let mut later: Vec<&str> = HABITS.iter().map(|h| h.0).collect();
    book.random.shuffle(&mut later);
    let mut habits: Vec<&str> = setting.trade.usual.split(' ').collect();
    book.random.shuffle(&mut habits);
    // A trade's own come first, of every three two.
    habits.truncate(habits.len() * 2 / 3 + 1);
    later.retain(|h| !habits.contains(h));
    for habit in habits.into_iter().chain(later) {
        if book.count >= wanted {
            break;
        }
        if let Some((_, write)) = HABITS.iter().find(|h| h.0 == habit) {
            write(&mut book);
        }
    }
    (book.text, book.count)
}

impl Book<'_> {
    /// A rule with its lines.
    pub fn rule(&mut self, name: &str, lines: &[String]) {
        let _ = writeln!(self.text, "[[rules.{name}]]");
        for line in lines.iter().filter(|l| !l.is_empty()) {
            let _ = writeln!(self.text, "{line}");
        }
        self.text.push('\n');
        self.count += 1;
    }

    /// A price, one of some; now and then the rule is hard where it can be.
    pub fn weight(&mut self, prices: &[u32]) -> String {
        format!("weight = {}", self.random.of_all(prices))
    }

    /// One of some, or hard in so many of a hundred.
    pub fn weight_or_hard(&mut self, prices: &[u32], hard: usize) -> String {
        if self.random.chance(hard) {
            "weight = \"hard\"".to_owned()
        } else {
            self.weight(prices)
        }
    }

    /// The codes of those kinds that fit, as a list.
    pub fn kinds(&self, fits: impl Fn(usize) -> bool) -> String {
        let codes = (0..self.setting.kinds.len())
            .filter(|k| fits(*k))
            .map(|k| self.setting.code(k));
        format!("kinds = [{}]", quoted(codes))
    }

    /// Full-timers' kinds that are nights, or the last of the day where a team has no nights.
    pub fn nights(&self) -> Vec<usize> {
        let full = 0..self.setting.full_kinds();
        let nights: Vec<usize> = full
            .clone()
            .filter(|k| self.setting.kinds[*k].night)
            .collect();
        if nights.is_empty() {
            vec![full.end - 1]
        } else {
            nights
        }
    }

    /// `who` of the full-timers; nothing where there are no others.
    pub fn full(&self) -> String {
        if self.crew.iter().any(|m| m.part) {
            self.who(FULL, |m| !m.part)
        } else {
            String::new()
        }
    }

    /// `who` of those whom a rule on turns is for: full-timers who may work nights and are there all month.
    pub fn in_turn(&self) -> String {
        let fits = |m: &Member| !m.part && !m.protected && m.joined.is_none() && m.left.is_none();
        self.list(fits)
    }

    /// `who` as a list of names.
    pub fn list(&self, fits: impl Fn(&Member) -> bool) -> String {
        let names = self
            .crew
            .iter()
            .filter(|m| fits(m))
            .map(|m| m.name.as_str());
        format!("who = [{}]", quoted(names))
    }

    fn who(&self, skill: super::Word, fits: impl Fn(&Member) -> bool) -> String {
        if self.setting.named_by_skill() {
            format!("who = [\"{}\"]", self.setting.say(skill))
        } else {
            self.list(fits)
        }
    }

    /// Two who can work the same shifts, and are not the ones that other rules name first.
    pub fn pair(&mut self) -> Option<[String; 2]> {
        let mut fit: Vec<&Member> = self
            .crew
            .iter()
            .skip(1)
            .filter(|m| !m.part && !m.new && !m.protected)
            .collect();
        if fit.len() < 3 {
            return None;
        }
        self.random.shuffle(&mut fit);
        Some([fit[0].name.clone(), fit[1].name.clone()])
    }

    /// How many people are needed, and what it costs when they are not there.
    fn needed(&mut self) {
        if self.setting.by_shift {
            return self.by_shift();
        }
        let price = self.random.of_all(&[5, 10, 10, 10, 20]);
        let _ = writeln!(self.text, "[rules.cover]\nweight = {price}\n");
        self.count += 1;
        if self.random.chance(75) {
            let _ = writeln!(
                self.text,
                "[rules.surplus]\nweight = {}\n",
                self.random.of_all(&[1, 1, 2])
            );
            self.count += 1;
        }
    }

    /// One of the experts on every shift; where they are few, it has a price.
    fn experts(&mut self) {
        let Some((code, _)) = self.setting.trade.expert else {
            return;
        };
        let few = self
            .crew
            .iter()
            .filter(|m| m.expert && !m.protected)
            .count()
            < 6;
        let who = format!("who = [\"{}\"]", self.setting.say(code));
        for kind in (0..self.setting.full_kinds()).filter(|k| self.setting.kinds[*k].share > 20) {
            let numbers = if few {
                format!("need = 1\n{}", self.weight(&[10, 20, 30]))
            } else {
                "least = 1".to_owned()
            };
            let kinds = self.kinds(|k| k == kind);
            self.rule("shift-daily", &[kinds, numbers, who.clone()]);
        }
    }

    fn by_shift(&mut self) {
        let (price, over) = (
            self.random.of_all(&[20, 30, 50]),
            self.random.of_all(&[2, 5, 10]),
        );
        for (rest, words) in [(0, ("工作日", "workday")), (1, ("休息日", "restday"))] {
            for kind in 0..self.setting.full_kinds() {
                let need = self.needs.heads[rest][kind];
                if need == 0 {
                    continue;
                }
                let kinds = self.kinds(|k| k == kind);
                let on = format!("on = [\"{}\"]", self.setting.say(words));
                let least = match need {
                    1 => 0,
                    n => (n / 2).max(1),
                };
                let numbers = format!("least = {least}\nneed = {need}");
                self.rule(
                    "shift-daily",
                    &[
                        kinds,
                        on,
                        numbers,
                        format!("over = {over}"),
                        format!("weight = {price}"),
                    ],
                );
            }
        }
    }

    /// Part-timers have shifts of their own, and not too many.
    fn part_time(&mut self) {
        if !self.crew.iter().any(|m| m.part) {
            return;
        }
        let end = self.setting.full_kinds();
        let (full, part) = (self.kinds(|k| k < end), self.kinds(|k| k >= end));
        let (of_full, of_part) = (self.full(), self.who(PART, |m| m.part));
        let none = "most = 0".to_owned();
        self.rule("shift-limit", &[full, none.clone(), of_part.clone()]);
        self.rule("shift-limit", &[part.clone(), none, of_full]);
        let most = self.random.between(10, 14);
        self.rule(
            "shift-limit",
            &[part.clone(), format!("most = {most}"), of_part.clone()],
        );
        if self.random.chance(40) {
            let (least, weight) = (self.random.between(4, 7), self.weight(&[3, 5, 10]));
            self.rule(
                "shift-limit",
                &[part, format!("least = {least}"), weight, of_part],
            );
        }
    }

    /// Rest between shifts, within the week and the month: hard.
    fn rest(&mut self) {
        let hours = self.random.of_all(&["11", "11", "10", "12"]);
        self.rule("rest-between", &[format!("hours = {hours}")]);
        let longest = match self.setting.days {
            0..18 => self.random.of_all(&[4, 5]),
            26.. => 7,
            _ => self.random.of_all(&[5, 6, 6, 6]),
        };
        self.rule("work-run", &[format!("longest = {longest}")]);
        let full = self.full();
        let days = self.setting.month.days - self.setting.days;
        // One day of rest fewer than everybody has on average.
        self.rule("month-rest", &[format!("days = {}", days - 1), full]);
        if self.random.chance(50) {
            self.rule("weekly-rest", &["days = 1".to_owned()]);
        }
    }
}
