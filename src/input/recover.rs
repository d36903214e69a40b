//! Everything that is wrong with a team file in one run: the section in which a fault lies is taken out, and the rest read
//! again, as compilers go on after an error (panic mode, Aho et al., Compilers, 4.8). Only sections that nothing else refers
//! to are taken out, so that no fault is told that is only the consequence of another.

use super::{Fault, Source};
use std::ops::Range;
use std::sync::Arc;

/// Faults that are told in one run, at most.
const MOST: usize = 12;

/// Sections that can be left out without making others wrong.
const ALONE: [&str; 7] = [
    "[[demand]]",
    "[[leave]]",
    "[[duty]]",
    "[[holiday]]",
    "[[earned]]",
    "[rules.",
    "[[rules.",
];

/// The fault with the others of its file; `read` reads a text as the whole file was read.
pub fn with_others(first: Fault, read: impl Fn(Arc<Source>) -> Result<(), Fault>) -> Fault {
    let Some(original) = first.text.clone() else {
        return first;
    };
    let mut text = original.text.clone();
    let (mut more, mut last) = (Vec::new(), first.span.clone());
    while more.len() + 1 < MOST {
        let Some(section) = last.and_then(|span| section(&text, &span)) else {
            break;
        };
        blank(&mut text, section);
        let Err(fault) = read(Source::new(original.name.clone(), text.clone())) else {
            break;
        };
        last = fault.span.clone();
        // A place in another file, or none, is perhaps a consequence.
        if last.is_none() || fault.file != original.name {
            break;
        }
        more.push(Fault {
            text: Some(Arc::clone(&original)),
            ..fault
        });
    }
    more.push(first);
    more.sort_by_key(|fault| fault.span.as_ref().map_or(0, |span| span.start));
    let first = more.remove(0);
    Fault { more, ..first }
}

/// From the head of the section around a place to the next head, where the section stands for itself.
fn section(text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let heads = || {
        let lines = text.split_inclusive('\n').scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        });
        lines.filter(|(_, line)| line.starts_with('['))
    };
    let (start, head) = heads().take_while(|(at, _)| *at <= span.start).last()?;
    let end = heads().map(|(at, _)| at).find(|at| *at > span.start);
    let alone = ALONE.iter().any(|section| head.starts_with(section));
    alone.then_some(start..end.unwrap_or(text.len()))
}

/// Blanks in place of what stands there: places behind it stay the same.
fn blank(text: &mut String, range: Range<usize>) {
    let kept = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    let blanks: String = text.as_bytes()[range.clone()]
        .iter()
        .map(|b| kept(*b))
        .collect();
    text.replace_range(range, &blanks);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Month;
    use crate::input::Team;

    #[test]
    fn every_fault_is_told_once_and_in_its_place() {
        let text = "team.name = \"desk\"\n\
            [[shift]]\ncode = \"D\"\ntime = [\"09:00-17:00\"]\n\
            [[person]]\nname = \"王磊\"\n\
            [[demand]]\nneed = { \"8点-13:00\" = 2 }\n\
            [[demand]]\non = [\"fri\"]\nneed = { \"09:00-13:00\" = 1 }\n\
            [[leave]]\nperson = \"王雷\"\nfrom = 2026-12-01\n\
            [rules.work-run]\nlongset = 6\n\
            [[demand]]\non = [\"sat\"]\nneed = { \"25点\" = 2 }\n";
        let read = |month| {
            let team = Team::parse(Source::new("team.toml", text));
            team.and_then(|team| team.month(month, None))
        };
        let fault = Month::new(2026, 12).and_then(|month| read(month).err());
        let lines = |fault: &Fault| {
            let all = std::iter::once(fault).chain(&fault.more);
            let place = |f: &Fault| Some(f.text.as_ref()?.place(f.span.as_ref()?.start).0);
            all.filter_map(place).collect::<Vec<_>>()
        };
        let found = fault.as_ref().map(lines).unwrap_or_default();
        assert_eq!(found, [8, 13, 16, 19]);
    }
}
