//! What somebody may have meant, and lists that stay short.

use crate::text;
use crate::text::Text;

/// Names that a list shows before it says how many there are besides.
const SHOWN: usize = 12;

/// Characters of a value that a message repeats.
const LONG: usize = 40;

/// A word of the file in quotation marks, shortened when it is long.
pub fn quote(word: &str) -> String {
    let mut short: String = word.chars().take(LONG).collect();
    if word.chars().nth(LONG).is_some() {
        short.push('…');
    }
    format!("“{short}”")
}

/// The known name that is nearest to `name`, when it is near.
pub fn nearest<'a>(name: &str, known: &'a [String]) -> Option<&'a str> {
    let name = fold(name);
    let length = name.chars().count();
    let best = known
        .iter()
        .map(|k| (distance(&name, &fold(k)), k))
        .min_by_key(|(far, _)| *far);
    // One slip in a name of two or three characters, as most Chinese names are, and more in longer ones.
    let near = |far: usize| far == 0 || (length > 1 && far <= (length / 3).max(1));
    best.filter(|(far, _)| near(*far)).map(|(_, k)| k.as_str())
}

/// Slips between two names; a name with something added counts as one.
fn distance(name: &str, known: &str) -> usize {
    let far = strsim::damerau_levenshtein(name, known);
    let long = |text: &str| text.chars().nth(1).is_some();
    let within = |a: &str, b: &str| long(a) && b.contains(a);
    let added = within(name, known) || within(known, name);
    if added { far.min(1) } else { far }
}

/// In lower case and with the Latin letters, digits and marks of the Chinese keyboard made plain.
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '_' => '-',
        c => c,
    };
    text.trim()
        .chars()
        .map(plain)
        .collect::<String>()
        .to_lowercase()
}

/// “Did you mean X?”, or nothing.
pub fn guess(name: &str, known: &[String]) -> Text {
    match nearest(name, known).filter(|near| *near != name) {
        Some(near) => {
            let near = quote(near);
            text!("Did you mean {near}? ", "是不是{near}？")
        }
        None => Text::default(),
    }
}

/// Names in quotation marks, not too many of them.
pub fn list(names: &[String]) -> Text {
    // “And 1 more” takes the room of the one.
    let most = if names.len() <= SHOWN + 3 {
        names.len()
    } else {
        SHOWN
    };
    let shown: Vec<Text> = (names.iter().take(most))
        .map(|n| Text::same(quote(n)))
        .collect();
    let shown = Text::list(&shown);
    let more = names.len() - most;
    if more == 0 {
        return shown;
    }
    let (en, zh, all) = (shown.en, shown.zh, names.len());
    text!("{en} and {more} more", "{zh}等共{all}个")
}
