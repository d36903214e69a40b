//! A small reader of Rust source: enough to see which names a piece of it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A source file.
pub struct File {
    /// Below `src/`, with `/`.
    pub path: String,
    /// Number of lines, of the whole file.
    pub lines: usize,
    /// The text without comments, contents of literals and tests; lines are kept.
    code: String,
    /// The literals, and nothing else; lines are kept.
    literals: String,
}

/// Every file below `src/`.
pub fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                files.push(File::new(&name.replace('\\', "/"), &text));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

impl File {
    pub fn new(path: &str, text: &str) -> File {
        let (code, literals) = parted(text);
        File {
            path: path.to_owned(),
            lines: text.lines().count(),
            code: without_tests(&code),
            literals,
        }
    }

    /// Numbers of the lines in which a literal has `text`.
    pub fn lines_saying(&self, text: &str) -> Vec<usize> {
        let lines = self.literals.lines().enumerate();
        lines
            .filter(|(_, line)| line.contains(text))
            .map(|(index, _)| index + 1)
            .collect()
    }

    /// The parts of the crate that are named: after `crate::`, after `super::`s up to the root, and
    /// in braces behind either.
    pub fn parts(&self) -> BTreeSet<String> {
        let stem = self.path.trim_end_matches(".rs").trim_end_matches("/mod");
        let depth = stem.split('/').count();
        let mut parts = BTreeSet::new();
        for root in ["crate::".to_owned(), "super::".repeat(depth)] {
            for (at, _) in self.code.match_indices(&root) {
                let before = &self.code[..at];
                let longer = before.ends_with("super::") || before.ends_with(is_word);
                if !longer {
                    parts.extend(heads(&self.code[at + root.len()..]));
                }
            }
        }
        parts.retain(|p| p != "super" && p != "self");
        parts
    }

    /// Numbers of the lines in which `word` stands as a word.
    pub fn lines_with(&self, word: &str) -> Vec<usize> {
        let mut lines = Vec::new();
        for (index, line) in self.code.lines().enumerate() {
            let alone = |at: usize| {
                let (before, after) = (&line[..at], &line[at + word.len()..]);
                let begins = !word.starts_with(is_word) || !before.ends_with(is_word);
                begins && (!word.ends_with(is_word) || !after.starts_with(is_word))
            };
            if line.match_indices(word).any(|(at, _)| alone(at)) {
                lines.push(index + 1);
            }
        }
        lines
    }

    /// Every function with a body: its name and the text from its parameters to the end of its body.
    /// Functions of one name are put together.
    pub fn functions(&self) -> BTreeMap<String, String> {
        let mut functions: BTreeMap<String, String> = BTreeMap::new();
        for (at, _) in self.code.match_indices("fn ") {
            if self.code[..at].ends_with(is_word) {
                continue;
            }
            let rest = &self.code[at + 3..];
            let name: String = rest.chars().take_while(|c| is_word(*c)).collect();
            let rest = &rest[name.len()..];
            if let Some(end) = end_of_body(rest).filter(|_| !name.is_empty()) {
                functions.entry(name).or_default().push_str(&rest[..end]);
            }
        }
        functions
    }
}

/// Whether `text` names the function: as a call, as an argument, or as a method of `self`.
pub fn names(text: &str, function: &str) -> bool {
    text.match_indices(function).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + function.len()..]);
        if before.ends_with(is_word) || after.starts_with(is_word) || before.ends_with("fn ") {
            return false;
        }
        let called = after.starts_with('(') || after.starts_with("::<");
        if let Some(receiver) = before.strip_suffix('.') {
            // `.sum()` behind an iterator is no method of the rule's.
            return called && words(receiver).next_back() == Some("self");
        }
        let behind = before.trim_end();
        let argument = (behind.ends_with('(') || behind.ends_with(','))
            && (after.trim_start().starts_with(')') || after.trim_start().starts_with(','));
        called || argument
    })
}

/// The words of a text.
pub fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c| !is_word(c)).filter(|w| !w.is_empty())
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The first names of a path, or of every path in braces.
fn heads(path: &str) -> Vec<String> {
    let head = |text: &str| {
        text.trim_start()
            .chars()
            .take_while(|c| is_word(*c))
            .collect()
    };
    let Some(list) = path.strip_prefix('{') else {
        return vec![head(path)];
    };
    let mut heads = vec![head(list)];
    let mut depth = 1;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => heads.push(head(&list[at + 1..])),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    heads.retain(|h: &String| !h.is_empty());
    heads
}

/// The end of the body that follows a function's name; `None` when a `;` ends it without one.
fn end_of_body(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            ';' if depth == 0 => return None,
            '{' | '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '}' if depth == 1 => return Some(at + 1),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Without `#[cfg(test)]` items.
fn without_tests(code: &str) -> String {
    let mut rest = code;
    let mut kept = String::new();
    while let Some(at) = rest.find("#[cfg(test)]") {
        kept.push_str(&rest[..at]);
        let item = &rest[at..];
        let statement = item.find(';').unwrap_or(item.len());
        let block = item.find('{').unwrap_or(item.len());
        let end = if statement < block {
            statement + 1
        } else {
            block + end_of_body(&item[block..]).unwrap_or(item.len() - block)
        };
        kept.extend(item[..end].chars().filter(|c| *c == '\n'));
        rest = &item[end..];
    }
    kept + rest
}

/// What is neither comment nor literal, and the literals; line ends stay in both.
fn parted(text: &str) -> (String, String) {
    let chars: Vec<char> = text.chars().collect();
    let (mut code, mut literals) = (String::new(), String::new());
    let mut at = 0;
    let starts = |at: usize, with: &str| {
        with.chars()
            .enumerate()
            .all(|(i, c)| chars.get(at + i) == Some(&c))
    };
    while at < chars.len() {
        let comment = starts(at, "//") || starts(at, "/*");
        let end = if starts(at, "//") {
            (at..chars.len())
                .find(|i| chars[*i] == '\n')
                .unwrap_or(chars.len())
        } else if starts(at, "/*") {
            (at + 2..chars.len())
                .find(|i| starts(*i, "*/"))
                .map_or(chars.len(), |i| i + 2)
        } else if let Some(close) = raw_close(&chars, at) {
            (at + close.len() + 1..chars.len())
                .find(|i| starts(*i, &close))
                .map_or(chars.len(), |i| i + close.len())
        } else if chars[at] == '"' {
            end_of_literal(&chars, at + 1, '"')
        } else if chars[at] == '\'' && (starts(at + 1, "\\") || chars.get(at + 2) == Some(&'\'')) {
            end_of_literal(&chars, at + 1, '\'')
        } else {
            code.push(chars[at]);
            literals.extend(Some('\n').filter(|c| *c == chars[at]));
            at += 1;
            continue;
        };
        let passed = &chars[at..end];
        code.extend(passed.iter().filter(|c| **c == '\n'));
        literals.extend(passed.iter().filter(|c| !comment || **c == '\n'));
        at = end;
    }
    (code, literals)
}

/// What closes the raw literal that begins here: `"#` for `r#"`.
fn raw_close(chars: &[char], at: usize) -> Option<String> {
    let before = at.checked_sub(1).map(|i| chars[i]);
    if chars[at] != 'r' || before.is_some_and(|c| is_word(c) && c != 'b') {
        return None;
    }
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    (chars.get(at + 1 + hashes) == Some(&'"')).then(|| format!("\"{}", "#".repeat(hashes)))
}

/// The place after the quote that closes a literal; a backslash hides what follows it.
fn end_of_literal(chars: &[char], mut at: usize, quote: char) -> usize {
    while at < chars.len() && chars[at] != quote {
        at += 1 + usize::from(chars[at] == '\\');
    }
    (at + 1).min(chars.len())
}
