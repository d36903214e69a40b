//! The files: SVG against golden ones, what PNG, PDF and HTML contain, and that the same chart is the same bytes.

use super::teams::{KINDS, PRESETS, fixtures, preset_of, small};
use flate2::read::ZlibDecoder;
use paiban::render::chart::{Kind, html, pdf, picture, png, svg};
use paiban::text::Lang;
use std::io::Read;
use std::process::Command;

#[test]
fn svg_is_what_it_was() {
    let shop = small();
    let mut changed = Vec::new();
    for (index, (name, kind)) in KINDS.into_iter().enumerate() {
        let lang = [Lang::Zh, Lang::En][index % 2];
        let mut order = shop.order(kind, lang);
        order.week = Some(2);
        order.day = Some(14);
        let picture = picture(&shop.problem, &shop.roster, &order);
        let found = svg::svg(&picture, &picture.pages[0]);
        let path = fixtures().join(format!("{name}.svg"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != found {
            changed.push(path.display().to_string());
        }
    }
    assert!(
        changed.is_empty(),
        "UPDATE_GOLDEN=1 writes them; look at them:\n{}",
        changed.join("\n")
    );
}

#[test]
fn svg_is_one_element_a_line_on_paper() {
    let shop = small();
    let picture = picture(
        &shop.problem,
        &shop.roster,
        &shop.order(Kind::Month, Lang::Zh),
    );
    let text = svg::svg(&picture, &picture.pages[0]);
    assert!(
        text.starts_with(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"297mm\" height=\"210mm\""
        )
    );
    assert!(text.contains("<title>样例 &amp; Sample – 2026年10月排班表</title>"));
    assert!(
        text.contains(">赵𠮷</text>"),
        "SVG keeps what the built-in font lacks"
    );
    for line in text.lines() {
        assert!(line.starts_with('<') && line.ends_with('>'), "{line}");
    }
}

/// Width, height and pixels of a PNG file.
fn pixels(file: &[u8]) -> (u32, u32, Vec<u8>) {
    assert_eq!(&file[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
    let (width, height) = (number(16), number(20));
    let mut at = 8;
    let mut packed = Vec::new();
    while at < file.len() {
        let length = number(at) as usize;
        if &file[at + 4..at + 8] == b"IDAT" {
            packed.extend(&file[at + 8..at + 8 + length]);
        }
        at += length + 12;
    }
    let mut rows = Vec::new();
    ZlibDecoder::new(packed.as_slice())
        .read_to_end(&mut rows)
        .unwrap();
    assert_eq!(rows.len(), (3 * width as usize + 1) * height as usize);
    (width, height, rows)
}

#[test]
fn png_has_the_size_of_the_paper_and_something_on_it() {
    let shop = small();
    let painter = png::Painter::new().unwrap();
    for (name, kind) in KINDS {
        let picture = picture(&shop.problem, &shop.roster, &shop.order(kind, Lang::Zh));
        let file = painter.png(&picture.pages[0]).unwrap();
        let (width, height, rows) = pixels(&file);
        assert_eq!((width, height), (1684, 1191));
        let dark = rows.iter().filter(|v| (1..128).contains(*v)).count();
        assert!(dark > 20_000, "{name}: {dark}");
        assert_eq!(
            file,
            png::Painter::new().unwrap().png(&picture.pages[0]).unwrap(),
            "{name}"
        );
    }
}

/// The streams of a PDF file, unpacked.
fn streams(file: &[u8]) -> Vec<Vec<u8>> {
    let mut streams = Vec::new();
    let find = |from: usize, what: &[u8]| {
        let mut windows = file[from..].windows(what.len());
        windows.position(|w| w == what).map(|at| from + at)
    };
    let mut at = 0;
    while let Some(start) = find(at, b"stream\n") {
        let end = find(start, b"\nendstream").unwrap();
        let mut data = Vec::new();
        ZlibDecoder::new(&file[start + 7..end])
            .read_to_end(&mut data)
            .unwrap();
        streams.push(data);
        at = end + 10;
    }
    streams
}

#[test]
fn pdf_can_be_searched() {
    let shop = preset_of(PRESETS[0].1, 30);
    let picture = picture(
        &shop.problem,
        &shop.roster,
        &shop.order(Kind::Month, Lang::Zh),
    );
    let file = pdf::pdf(&picture).unwrap();
    assert!(file.starts_with(b"%PDF-"));
    assert_eq!(file, pdf::pdf(&picture).unwrap());
    assert!(file.len() < 400_000, "{}", file.len());
    let streams: Vec<String> = streams(&file)
        .iter()
        .map(|s| String::from_utf8_lossy(s).into_owned())
        .collect();
    // For each character a line says which it is.
    let map = streams.iter().find(|s| s.contains("beginbfchar")).unwrap();
    for c in "王芳班表09D".chars() {
        let code = format!("<{:04X}>", u32::from(c));
        assert!(map.contains(&code), "{c}");
    }
    let plain = String::from_utf8_lossy(&file);
    assert!(
        !plain.contains("/CreationDate"),
        "the same chart is the same file"
    );
    assert!(plain.contains("/Lang"));
}

#[test]
fn pdf_text_is_extracted_as_it_is_read() {
    let shop = small();
    let order = shop.order(Kind::Month, Lang::Zh);
    let picture = picture(&shop.problem, &shop.roster, &order);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("chart.pdf");
    std::fs::write(&path, pdf::pdf(&picture).unwrap()).unwrap();
    let Ok(output) = Command::new("pdftotext")
        .arg("-layout")
        .arg(&path)
        .arg("-")
        .output()
    else {
        eprintln!("skipped: there is no pdftotext to read the file with");
        return;
    };
    let text = String::from_utf8(output.stdout).unwrap();
    for words in [
        "样例 & Sample",
        "欧阳娜娜",
        "法定节假日：10-01–10-03 国庆节",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    assert!(
        text.contains("赵𠮷"),
        "what is drawn as a box is still found"
    );
}

#[test]
fn html_needs_nothing_else() {
    let shop = small();
    for (name, kind) in KINDS {
        for lang in [Lang::En, Lang::Zh] {
            let order = shop.order(kind, lang);
            let text = html::html(&shop.problem, &shop.roster, &order);
            assert_eq!(text, html::html(&shop.problem, &shop.roster, &order));
            for wanted in [
                "<!DOCTYPE html>",
                "viewport",
                "样例 &amp; Sample",
                "@media print",
            ] {
                assert!(text.contains(wanted), "{name}: {wanted}");
            }
            for fetched in ["http:", "https:", "src=", "@import", "url("] {
                assert!(!text.contains(fetched), "{name}: {fetched}");
            }
            balanced(name, &text);
            let people = text.matches("<option value=\"").count();
            assert!(
                kind == Kind::Coverage || people > shop.problem.people.len(),
                "{name}"
            );
        }
    }
}

/// Every element that is opened is closed, in its order.
fn balanced(name: &str, text: &str) {
    let body = &text[text.find("<body>").unwrap()..text.find("<script>").unwrap()];
    let mut open = Vec::new();
    for piece in body.split('<').skip(1) {
        let tag = piece.split(['>', ' ']).next().unwrap();
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{name}: {piece}"),
            None if ["br", "meta"].contains(&tag) => {}
            None => open.push(tag),
        }
    }
    assert_eq!(open, ["body"], "{name}");
}

#[test]
fn colours_and_names_of_files_are_no_markup() {
    let mut shop = small();
    shop.problem.people[0].name = "<b>&\"'\u{202e}".to_owned();
    let order = shop.order(Kind::Month, Lang::En);
    let text = html::html(&shop.problem, &shop.roster, &order);
    assert!(text.contains("&lt;b&gt;&amp;&quot;'□"));
    let picture = picture(&shop.problem, &shop.roster, &order);
    let text = svg::svg(&picture, &picture.pages[0]);
    assert!(text.contains("&lt;b&gt;&amp;"));
}
