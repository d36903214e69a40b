//! The lines of a calendar file: texts escaped, long lines folded.

/// A line may have so many octets, its end not counted.
const OCTETS: usize = 75;

/// A text as the value of a property. iCalendar marks what parts values in a way of its own (RFC 5545, 3.3.11); it has
/// nothing in common with markup.
pub fn text_value(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                safe.push('\\');
                safe.push(c);
            }
            '\n' => safe.push_str("\\n"),
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

/// A line with its end, cut into lines of 75 octets that go on behind a blank; never within a character.
pub fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + line.len() / OCTETS * 3 + 2);
    let mut used = 0;
    for c in line.chars() {
        if used + c.len_utf8() > OCTETS {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(c);
        used += c.len_utf8();
    }
    text.push_str("\r\n");
    text
}

/// The lines of a file as they were before they were folded.
pub fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_values_is_marked_in_texts() {
        assert_eq!(text_value("a;b,c\\d\ne\r"), "a\\;b\\,c\\\\d\\ne");
    }

    #[test]
    fn lines_are_cut_between_characters_and_come_back() {
        for line in [
            "short".to_owned(),
            "客".repeat(60),
            "x客".repeat(80),
            "y".repeat(75),
        ] {
            let text = folded(&line);
            assert!(text.ends_with("\r\n"));
            let cut: Vec<&str> = text.trim_end_matches("\r\n").split("\r\n").collect();
            assert!(cut.iter().all(|l| l.len() <= OCTETS), "{text}");
            assert!(cut.iter().skip(1).all(|l| l.starts_with(' ')));
            assert_eq!(unfolded(&text), [line]);
        }
        assert_eq!(folded(&"y".repeat(75)).len(), 77);
    }
}
