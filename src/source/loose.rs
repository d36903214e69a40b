//! Texts as people type them: full-width letters, blanks within names, the wrong case.

/// What two texts have in common that mean the same: without blanks, in half width and lower case, every dash as the
/// one on the keyboard.
pub fn folded(text: &str) -> String {
    let signs = text.chars().filter(|c| !c.is_whitespace()).map(half);
    signs.flat_map(char::to_lowercase).collect()
}

fn half(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_the_same_is_the_same() {
        for (text, wanted) in [
            ("Ｎ＠ｓ", "n@s"),
            ("王　芳", "王芳"),
            (" 王 芳 ", "王芳"),
            ("－", "-"),
            ("—", "-"),
            ("晚班（接待）", "晚班(接待)"),
            ("", ""),
        ] {
            assert_eq!(folded(text), wanted, "{text}");
        }
    }
}
