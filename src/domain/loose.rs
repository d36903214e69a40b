//! Texts as people type them: full-width letters, blanks within names, the wrong case, marks that nobody sees.

use unicode_normalization::UnicodeNormalization;

/// What two texts have in common that mean the same: without blanks and without what cannot be seen, compatible forms of
/// letters as one (NFKC: half width, composed accents, the characters that PDF files have for radicals), in lower case,
/// every dash as the one on the keyboard and the dots within foreign names as one.
pub fn folded(text: &str) -> String {
    let seen = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    let plain = text.chars().filter(seen).nfkc();
    let signs = plain.filter(|c| !c.is_whitespace()).map(half);
    signs.flat_map(char::to_lowercase).collect()
}

/// A text with the letters, digits and signs of the Chinese keyboard made plain; blanks stay.
pub fn half_width(text: &str) -> String {
    text.chars().map(half).collect()
}

fn half(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        // 阿不都·热合曼: keyboards, web pages and tables have a dot each of their own.
        '•' | '‧' | '∙' | '⋅' | '・' | '･' => '·',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// What comes along when a name is copied from a chat or a web page: joiners, direction marks, variants of glyphs.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{e0100}'..='\u{e01ef}'
    )
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
            ("王\u{200b}芳\u{feff}", "王芳"),
            ("⼈⾦", "人金"),
            ("Rene\u{301}", "rené"),
            ("ｶﾞ", "ガ"),
            ("阿不都・热合曼", "阿不都·热合曼"),
            ("阿不都•热合曼", "阿不都·热合曼"),
            ("－", "-"),
            ("—", "-"),
            ("晚班（接待）", "晚班(接待)"),
            ("", ""),
        ] {
            assert_eq!(folded(text), wanted, "{text}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in [
            "Ｎ　＠ｓ",
            "⼈ ⾦",
            "Rene\u{301}",
            "\u{a8}",
            "İ",
            "①",
            "Ⅳ",
            "㎏",
        ] {
            assert_eq!(folded(&folded(text)), folded(text), "{text}");
        }
    }
}
