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
        uncrossed(&place, page);
        uncovered(&place, page);
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

/// The texts with their place in the order of drawing, from the top of the page down.
fn labels(page: &Page) -> Vec<(usize, Area, &str)> {
    let mut labels = Vec::new();
    for (index, item) in page.items.iter().enumerate() {
        if let Item::Label(label) = item {
            labels.push((index, label.area(), label.text.as_str()));
        }
    }
    labels.sort_by(|a, b| a.1.y.total_cmp(&b.1.y));
    labels
}

/// What of a text must not be touched: its area is only about what the letters cover.
fn core(area: Area) -> Area {
    area.inset(0.6, 1.0)
}

/// No line is drawn through a text.
fn uncrossed(place: &str, page: &Page) {
    let labels = labels(page);
    let highest = labels.iter().map(|l| l.1.h).fold(0.0, f64::max);
    for (index, item) in page.items.iter().enumerate() {
        let Item::Line(from, to, ..) = item else {
            continue;
        };
        let (left, right) = (from.0.min(to.0), from.0.max(to.0));
        let (top, bottom) = (from.1.min(to.1), from.1.max(to.1));
        // Hatching is covered where there is text; what lies under a text shows when a field is missing there.
        if right - left > 0.01 && bottom - top > 0.01 {
            continue;
        }
        let first = labels.partition_point(|l| l.1.y < top - highest);
        for (drawn, area, text) in labels[first..].iter().take_while(|l| l.1.y < bottom) {
            let core = core(*area);
            let beside = right <= core.x || left >= core.right();
            let above = bottom <= core.y || top >= core.bottom();
            assert!(
                *drawn > index || beside || above,
                "{place}: a line crosses `{text}`: {item:?} {area:?}"
            );
        }
    }
}

/// Nothing is filled over a text.
fn uncovered(place: &str, page: &Page) {
    let labels = labels(page);
    let highest = labels.iter().map(|l| l.1.h).fold(0.0, f64::max);
    for (index, item) in page.items.iter().enumerate() {
        let Item::Field(field, _) = item else {
            continue;
        };
        let first = labels.partition_point(|l| l.1.y < field.y - highest);
        for (drawn, area, text) in labels[first..]
            .iter()
            .take_while(|l| l.1.y < field.bottom())
        {
            let core = core(*area);
            let beside = field.right() <= core.x || field.x >= core.right();
            let above = field.bottom() <= core.y || field.y >= core.bottom();
            assert!(
                *drawn > index || beside || above,
                "{place}: a field covers `{text}`: {field:?} {area:?}"
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
    // Names, also of who has no shift; a long one has two lines.
    for name in [
        "王芳",
        "欧阳娜娜",
        "赵𠮷",
        "新来的",
        "无班",
        "Ann-Catherine",
        "Featherstonehaugh the Younger",
    ] {
        assert!(words.iter().any(|w| w == name), "{name}");
    }
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

#[test]
fn special_days_are_named_in_full() {
    let shop = small();
    let cases = [
        (0, Lang::En, "10-01 Thu, National Day"),
        (0, Lang::Zh, "10-01 周四　国庆节"),
        (4, Lang::En, "10-05 Mon, day off around National Day"),
        (4, Lang::Zh, "10-05 周一　国庆节调休"),
        (9, Lang::En, "10-10 Sat, make-up workday (National Day)"),
        (9, Lang::Zh, "10-10 周六　国庆节调休上班"),
        (10, Lang::En, "10-11 Sun"),
    ];
    for (day, lang, want) in cases {
        let mut order = shop.order(Kind::Day, lang);
        order.day = Some(day);
        let words = words(&picture(&shop.problem, &shop.roster, &order));
        assert!(words.iter().any(|w| w == want), "{want}: {words:?}");
    }
}

#[test]
fn who_hands_over_to_whom_is_not_cut() {
    for (name, text) in PRESETS {
        for people in [6, 30, 120] {
            let shop = preset_of(text, people);
            let mut order = shop.order(Kind::Day, Lang::En);
            order.day = Some(14);
            let words = words(&picture(&shop.problem, &shop.roster, &order));
            let pairs = |w: &String| w.contains(" → ");
            assert!(words.iter().any(pairs), "{name} {people}");
            for line in words.iter().filter(|w| pairs(w)) {
                assert!(!line.ends_with('…'), "{name} {people}: {line}");
            }
        }
    }
}

#[test]
fn large_paper_saves_pages_or_is_read_from_further_away() {
    for people in [6, 30, 120] {
        let shop = preset_of(PRESETS[0].1, people);
        for (name, kind) in KINDS {
            let mut order = shop.order(kind, Lang::Zh);
            let small = picture(&shop.problem, &shop.roster, &order);
            order.paper = Paper::A3;
            let large = picture(&shop.problem, &shop.roster, &order);
            let smallest = |p: &Picture| {
                let items = p.pages.iter().flat_map(|page| &page.items);
                let sizes = items.filter_map(|i| match i {
                    Item::Label(label) => Some(label.size),
                    _ => None,
                });
                sizes.fold(f64::INFINITY, f64::min)
            };
            let larger = smallest(&large) > 1.4 * smallest(&small);
            assert!(
                large.pages.len() < small.pages.len() || larger,
                "{name} {people}"
            );
            assert_eq!(large.pages[0].width, Paper::A3.size().0);
        }
    }
}

#[test]
fn high_bars_say_what_and_below_it_when() {
    let shop = preset_of(PRESETS[1].1, 6);
    let mut order = shop.order(Kind::Week, Lang::Zh);
    order.week = Some(2);
    let words = words(&picture(&shop.problem, &shop.roster, &order));
    for line in [
        "N@s",
        "10–14",
        "17:30–23:00",
        "D 白班（接待）",
        "08:30–17:30",
    ] {
        assert!(words.iter().any(|w| w == line), "{line}: {words:?}");
    }
}
