//! The `[rules]` of an instance, as a team file would write them.

use crate::domain::time::add_days;
use crate::domain::{PersonIx, Problem};
use crate::rules::LIST;
use std::fmt::Write;
use std::ops::Range;

/// Rules that are always in force and have something to say in an instance. The others are about what no
/// instance has, such as half-hours of demand, or would only warn.
const KEPT: [&str; 4] = ["qualified", "unavailable", "one-at-a-time", "wishes"];

/// Rules being written.
pub struct RulesText {
    text: String,
    people: usize,
}

/// One rule of several keys.
pub struct RuleText<'a> {
    all: &'a mut RulesText,
}

impl RulesText {
    /// Rules for so many people: those that are always in force, as far as they matter.
    pub fn new(people: usize) -> RulesText {
        let text = String::new();
        let mut rules = RulesText { text, people };
        for entry in LIST.iter().filter(|e| e.card.always) {
            if !KEPT.contains(&entry.card.name) {
                rules.rule(entry.card.name).weight("off");
            }
        }
        rules
    }

    /// Begins a rule.
    pub fn rule(&mut self, name: &str) -> RuleText<'_> {
        self.line(format_args!("[[rules.{name}]]"));
        RuleText { all: self }
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}

impl RuleText<'_> {
    /// A number.
    pub fn number(self, key: &str, value: i64) -> Self {
        self.all.line(format_args!("{key} = {value}"));
        self
    }

    /// Minutes, for a key that takes hours.
    pub fn minutes(self, key: &str, value: i64) -> Self {
        // Exact to the minute after rounding, which is what the reader does.
        self.all
            .line(format_args!("{key} = {:?}", value as f64 / 60.0));
        self
    }

    /// A text.
    pub fn text(self, key: &str, value: &str) -> Self {
        self.all.line(format_args!("{key} = {}", quoted(value)));
        self
    }

    /// A list of texts.
    pub fn list<'t>(self, key: &str, values: impl IntoIterator<Item = &'t str>) -> Self {
        let values: Vec<String> = values.into_iter().map(quoted).collect();
        self.all
            .line(format_args!("{key} = [{}]", values.join(", ")));
        self
    }

    /// The weight as a word.
    pub fn weight(self, word: &str) -> Self {
        self.text("weight", word)
    }

    /// The weight in points.
    pub fn points(self, points: i64) -> Self {
        self.number("weight", points)
    }

    /// Some of the people; everybody needs no list.
    pub fn who(self, problem: &Problem, who: &[PersonIx]) -> Self {
        if who.len() == self.all.people {
            return self;
        }
        self.list("who", who.iter().map(|&p| problem.person_name(p)))
    }

    /// Some of the days, ascending; all of them need no list.
    pub fn on(self, problem: &Problem, days: &[usize]) -> Self {
        if days.len() == problem.days() {
            return self;
        }
        let date = |day: usize| add_days(problem.first, day as i64);
        let dates: Vec<String> = stretches(days)
            .into_iter()
            .map(|Range { start, end }| match end - start {
                1 => date(start).to_string(),
                _ => format!("{}..{}", date(start), date(end - 1)),
            })
            .collect();
        self.list("on", dates.iter().map(String::as_str))
    }
}

/// Unbroken stretches of ascending days.
fn stretches(days: &[usize]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for &day in days {
        match found.last_mut() {
            Some(last) if last.end == day => last.end += 1,
            _ => found.push(day..day + 1),
        }
    }
    found
}

/// A basic string; those of JSON are strings of TOML too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
