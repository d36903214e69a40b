//! What is on the pages, and that nothing lies over anything else or beyond the paper.

use super::teams::{KINDS, PRESETS, Shop, preset_of, small};
use paiban::render::chart::view::{Area, Item, Page};
use paiban::render::chart::{Kind, Paper, Picture, missing, picture};
use paiban::text::Lang;

const LANGUAGES: [Lang; 2] = [Lang::En, Lang::Zh];

/// Paper that a printer cannot reach.
const EDGE: f64 = 14.0;

fn check(name: &str, picture: &Picture) {
    for (number, page) in picture.pages.iter().enumerate() {
        let place = format!("{name}, page {}", number + 1);
        inside(&place, page);
        apart(&place, page);
    }
}

fn inside(place: &str, page: &Page) {
    let fits = |x: f64, y: f64| {
        (EDGE..=page.width - EDGE).contains(&x) && (EDGE..=page.height - EDGE).contains(&y)
    };
    for item in &page.items {
        let corners = match item {
            Item::Field(area, _) => [(area.x, area.y), (area.right(), area.bottom())],
            Item::Line(from, to, ..) => [*from, *to],
            Item::Label(label) => {
                let area = label.area();
                [(area.x, area.y), (area.right(), area.bottom())]
            }
        };
        assert!(
            corners.iter().all(|(x, y)| fits(*x, *y)),
            "{place}: beyond the paper: {item:?}"
        );
    }
}

/// No text lies over another.
fn apart(place: &str, page: &Page) {
    let mut texts: Vec<(Area, &str)> = Vec::new();
    for item in &page.items {
        if let Item::Label(label) = item {
            texts.push((label.area(), label.text.as_str()));
        }
    }
    texts.sort_by(|a, b| a.0.y.total_cmp(&b.0.y));
    for (index, (area, text)) in texts.iter().enumerate() {
        for (other, words) in &texts[index + 1..] {
            if other.y >= area.bottom() - 0.3 {
                break;
            }
            let beside = other.x >= area.right() - 0.3 || area.x >= other.right() - 0.3;
            assert!(
                beside,
                "{place}: `{text}` and `{words}` lie over each other: {area:?} {other:?}"
            );
        }
    }
}

fn all_kinds(name: &str, shop: &Shop) {
    for (kind_name, kind) in KINDS {
        for lang in LANGUAGES {
            for paper in [Paper::A4, Paper::A3] {
                let mut order = shop.order(kind, lang);
                order.paper = paper;
                let picture = picture(&shop.problem, &shop.roster, &order);
                assert!(!picture.pages.is_empty());
                check(&format!("{name} {kind_name} {lang:?} {paper:?}"), &picture);
            }
        }
    }
}

#[test]
fn nothing_overlaps_or_is_cut_in_a_small_team() {
    all_kinds("small", &small());
}

#[test]
fn nothing_overlaps_or_is_cut_in_presets() {
    for (name, text) in PRESETS {
        for people in [6, 16, 30, 120] {
            all_kinds(&format!("{name} {people}"), &preset_of(text, people));
        }
    }
}

#[test]
fn nothing_overlaps_with_very_many_shifts() {
    let name =
        "A team with a name that is far too long for the title of any page, 非常非常长的团队名称"
            .repeat(2);
    let mut text = format!("[team]\nname = \"{name}\"\n");
    for shift in 0..60 {
        let (from, to) = (6 + shift % 12, 12 + shift % 12);
        text.push_str(&format!(
            "[[shift]]\ncode = \"班{shift}号\"\nname = \"第{shift}号班次\"\ntime = [\"{from:02}:00-{to:02}:30\"]\n"
        ));
    }
    for person in 0..25 {
        text.push_str(&format!("[[person]]\nname = \"员工{person}\"\n"));
    }
    text.push_str("[[demand]]\nneed = { \"09:00-17:00\" = 3 }\n");
    all_kinds("shifts", &preset_of(&text, 25));
}

fn words(picture: &Picture) -> Vec<String> {
    let texts = picture.pages.iter().flat_map(Page::texts);
    texts.map(str::to_owned).collect()
}

#[test]
fn everybody_appears_with_totals_and_marks() {
    let shop = small();
    let words = words(&picture(
        &shop.problem,
        &shop.roster,
        &shop.order(Kind::Month, Lang::Zh),
    ));
    // Names, also of who has no shift; a long one is cut.
    for name in ["王芳", "欧阳娜娜", "赵𠮷", "新来的", "无班"] {
        assert!(words.iter().any(|w| w == name), "{name}");
    }
    assert!(
        words
            .iter()
            .any(|w| w.starts_with("Ann-Cath") && w.ends_with('…'))
    );
    // Holidays, moved days off, the make-up workday, leave, and who chases unpaid orders.
    for mark in [
        "节",
        "休",
        "班",
        "假",
        "① 16:00",
        "第 1 页，共 1 页",
        "制表",
        "审核",
    ] {
        assert!(words.iter().any(|w| w == mark), "{mark}");
    }
    let explained = |text: &str| words.iter().any(|w| w.contains(text));
    assert!(explained("法定节假日：10-01–10-03 国庆节"));
    assert!(explained("调休上班：10-10 国庆节"));
    assert!(explained("不在职"));
}

#[test]
fn every_page_has_title_legend_and_number() {
    let shop = preset_of(PRESETS[0].1, 120);
    let picture = picture(
        &shop.problem,
        &shop.roster,
        &shop.order(Kind::Month, Lang::En),
    );
    let count = picture.pages.len();
    assert!(count > 2, "{count}");
    for (index, page) in picture.pages.iter().enumerate() {
        let texts: Vec<&str> = page.texts().collect();
        let number = format!("Page {} of {count}", index + 1);
        for wanted in [
            "淘宝店客服",
            "Roster, October 2026",
            "Person",
            number.as_str(),
        ] {
            assert!(texts.contains(&wanted), "page {index}: {wanted}");
        }
        assert!(texts.iter().any(|t| t.starts_with("full day 09:00–17:30")));
        let signed = texts.contains(&"Approved");
        assert_eq!(
            signed,
            index + 1 == count,
            "the place to sign is on the last page"
        );
    }
}

#[test]
fn characters_that_the_font_lacks_are_named() {
    let shop = small();
    let picture = picture(
        &shop.problem,
        &shop.roster,
        &shop.order(Kind::Month, Lang::Zh),
    );
    assert_eq!(missing(&picture).into_iter().collect::<String>(), "𠮷");
}

#[test]
fn shortages_agree_with_the_check() {
    let shop = small();
    let picture = picture(
        &shop.problem,
        &shop.roster,
        &shop.order(Kind::Coverage, Lang::En),
    );
    // One page for everybody, one for the post that has its own demand.
    assert_eq!(picture.pages.len(), 2);
    let words = words(&picture);
    assert!(words.iter().any(|w| w == "after-sales"));
    assert!(words.iter().any(|w| w == "1/2"), "somebody is lacking");
    assert!(
        words.iter().any(|w| w == "?"),
        "the first morning is not known"
    );
}

#[test]
fn the_cycle_says_who_enters_where() {
    let shop = small();
    let words = words(&picture(
        &shop.problem,
        &shop.roster,
        &shop.order(Kind::Cycle, Lang::En),
    ));
    let has = |text: &str| words.iter().any(|w| w == text);
    assert!(has("A cycle of 3 weeks"));
    assert!(has("Step 1: graveyard"));
    assert!(has("王芳, 赵𠮷, 新来的"), "{words:?}");
    assert!(has("Enter at step 2, days: 1"), "{words:?}");
}
