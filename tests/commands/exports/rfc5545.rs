//! A strict reader of calendars, written from RFC 5545 and not from what `export` writes: line ends, folding, names,
//! parameters, nesting, and what a component must have.

use std::collections::BTreeMap;

/// A property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    pub name: String,
    pub params: BTreeMap<String, String>,
    pub value: String,
}

/// A component: `VEVENT` and the like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Component {
    pub name: String,
    pub properties: Vec<Property>,
    pub parts: Vec<Component>,
}

impl Component {
    /// The only property of a name.
    pub fn one(&self, name: &str) -> &Property {
        let found: Vec<&Property> = self.properties.iter().filter(|p| p.name == name).collect();
        assert_eq!(
            found.len(),
            1,
            "{}: {name} stands {} times",
            self.name,
            found.len()
        );
        found[0]
    }

    pub fn parts<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Component> {
        self.parts.iter().filter(move |part| part.name == name)
    }
}

/// Reads a file with one calendar; anything that the standard does not allow ends the test.
pub fn read(text: &str) -> Component {
    let lines = unfolded(text);
    let mut open: Vec<Component> = Vec::new();
    let mut whole = None;
    for line in &lines {
        assert!(whole.is_none(), "something follows the calendar: {line}");
        let property = property(line);
        match property.name.as_str() {
            "BEGIN" => open.push(Component {
                name: property.value,
                ..Component::default()
            }),
            "END" => {
                let done = open.pop().unwrap();
                assert_eq!(done.name, property.value, "components cross each other");
                check(&done);
                match open.last_mut() {
                    Some(parent) => parent.parts.push(done),
                    None => whole = Some(done),
                }
            }
            _ => open.last_mut().unwrap().properties.push(property),
        }
    }
    let calendar = whole.unwrap_or_else(|| panic!("not closed"));
    zones(&calendar);
    calendar
}

/// Content lines: every line ends in CRLF and has at most 75 octets; a line that begins with a blank goes on.
fn unfolded(text: &str) -> Vec<String> {
    let bare = text.replace("\r\n", "");
    assert!(!bare.contains(['\r', '\n']), "a line end that is no CRLF");
    assert!(text.ends_with("\r\n"));
    let mut lines: Vec<String> = Vec::new();
    for line in text[..text.len() - 2].split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.is_empty(), "an empty line");
        match line.strip_prefix([' ', '\t']) {
            Some(more) => lines.last_mut().unwrap().push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

/// `name *(";" param "=" value) ":" value`
fn property(line: &str) -> Property {
    let (head, value) =
        split_outside_quotes(line, ':').unwrap_or_else(|| panic!("no colon: {line}"));
    let mut parts = Vec::new();
    let mut rest = head;
    while let Some((part, more)) = split_outside_quotes(rest, ';') {
        parts.push(part);
        rest = more;
    }
    parts.push(rest);
    let token = |text: &str| {
        let fine = |c: char| c.is_ascii_alphanumeric() || c == '-';
        assert!(
            !text.is_empty() && text.chars().all(fine),
            "no name: {text} in {line}"
        );
        text.to_owned()
    };
    let mut params = BTreeMap::new();
    for part in &parts[1..] {
        let (name, value) = part.split_once('=').unwrap();
        params.insert(token(name), value.trim_matches('"').to_owned());
    }
    assert!(
        !value.chars().any(char::is_control),
        "a control character: {line}"
    );
    Property {
        name: token(parts[0]),
        params,
        value: value.to_owned(),
    }
}

fn split_outside_quotes(text: &str, at: char) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (index, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if c == at && !quoted => return Some((&text[..index], &text[index + 1..])),
            _ => {}
        }
    }
    None
}

/// A text as it was before it was escaped; a mark that should have been and was not ends the test.
pub fn text(property: &Property) -> String {
    let mut text = String::new();
    let mut chars = property.value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(c @ ('\\' | ';' | ',')) => text.push(c),
                other => panic!("\\{other:?} in {}", property.value),
            },
            ';' | ',' => panic!("{c} is not escaped: {}", property.value),
            c => text.push(c),
        }
    }
    text
}

/// `20260203T230000`, with a `Z` behind it where it is UTC; as `2026-02-03 23:00`.
pub fn stamp(value: &str, utc: bool) -> String {
    let bare = if utc {
        value
            .strip_suffix('Z')
            .unwrap_or_else(|| panic!("not UTC: {value}"))
    } else {
        value
    };
    let stamp = chrono::NaiveDateTime::parse_from_str(bare, "%Y%m%dT%H%M%S");
    let stamp = stamp.unwrap_or_else(|e| panic!("{value}: {e}"));
    assert_eq!(bare.len(), 15, "{value}");
    stamp.format("%Y-%m-%d %H:%M").to_string()
}

/// What each component must have.
fn check(component: &Component) {
    match component.name.as_str() {
        "VCALENDAR" => {
            assert_eq!(component.one("VERSION").value, "2.0");
            component.one("PRODID");
            assert!(!component.parts.is_empty(), "a calendar without components");
        }
        "VEVENT" => {
            component.one("UID");
            stamp(&component.one("DTSTAMP").value, true);
            let number: u32 = component.one("SEQUENCE").value.parse().unwrap();
            assert!(number < 1_000_000);
            let (start, end) = (component.one("DTSTART"), component.one("DTEND"));
            assert!(stamp(&start.value, false) < stamp(&end.value, false));
            assert_eq!(start.params, end.params);
            let status = &component.one("STATUS").value;
            assert!(["CONFIRMED", "CANCELLED", "TENTATIVE"].contains(&status.as_str()));
            for name in ["SUMMARY", "DESCRIPTION"] {
                text(component.one(name));
            }
        }
        "VTIMEZONE" => {
            component.one("TZID");
            assert!(
                component
                    .parts
                    .iter()
                    .any(|p| ["STANDARD", "DAYLIGHT"].contains(&&*p.name))
            );
        }
        "STANDARD" | "DAYLIGHT" => {
            stamp(&component.one("DTSTART").value, false);
            for name in ["TZOFFSETFROM", "TZOFFSETTO"] {
                let value = &component.one(name).value;
                assert!(value.len() == 5 && value.starts_with(['+', '-']), "{value}");
            }
        }
        other => panic!("what is {other}?"),
    }
}

/// Every zone that a time names is defined, and every UID is there once.
fn zones(calendar: &Component) {
    let known: Vec<&str> = calendar
        .parts("VTIMEZONE")
        .map(|zone| zone.one("TZID").value.as_str())
        .collect();
    let mut uids: Vec<&str> = Vec::new();
    for event in calendar.parts("VEVENT") {
        let zone = event.one("DTSTART").params.get("TZID").unwrap();
        assert!(known.contains(&zone.as_str()), "{zone} is not defined");
        let uid = event.one("UID").value.as_str();
        assert!(!uids.contains(&uid), "{uid} stands twice");
        uids.push(uid);
    }
}
