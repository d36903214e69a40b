//! Statements on the terminal and on paper.

use super::golden::{LANGUAGES, golden};
use super::shop::{self, RULES, Shop, TABOOS, TIMES, wage};
use paiban::ledger::close;
use paiban::ledger::entry::{Deed, Payroll, Remark, Wage};
use paiban::ledger::money::Fen;
use paiban::ledger::policy::Mode;
use paiban::ledger::statement::{self, Statement, What};
use paiban::render::ledger::{Paper, page, statement as paper_text};
use paiban::render::width;
use paiban::text::Lang;
use proptest::prelude::*;

fn december(shop: &Shop) -> Vec<Statement<'_>> {
    let (_, mut statements) =
        close::replay(&shop.records, &shop.closed("2026-12").closing).unwrap();
    statements.sort_by_key(|s| shop.records.people().text(s.person));
    statements
}

#[test]
fn statements_of_a_closed_month() {
    let shop = shop::closed();
    for statement in &december(&shop) {
        let id = shop.records.people().text(statement.person);
        for (lang, ending) in LANGUAGES {
            let text = paper_text::text(&shop.closed_paper(statement), lang);
            golden(&format!("statement-{id}.{ending}.txt"), text.as_bytes());
        }
    }
}

#[test]
fn previews_of_an_open_month() {
    let shop = shop::two_months();
    let statement = shop.statement("A02", "2026-12");
    let payroll = statement::payroll(&shop.records, &statement, None, shop.head());
    for (lang, ending) in LANGUAGES {
        let text = paper_text::text(&shop.preview(&statement, &payroll), lang);
        golden(&format!("preview-A02.{ending}.txt"), text.as_bytes());
    }
}

#[test]
fn a_month_without_anything_says_so() {
    let shop = shop::two_months();
    let mut statement = shop.statement("A01", "2026-12");
    statement.lines.clear();
    let payroll = Payroll::default();
    let text = paper_text::text(&shop.preview(&statement, &payroll), Lang::En);
    assert!(text.contains("Nothing is recorded."));
    assert!(!text.contains("Sums") && !text.contains("Caution"));
}

#[test]
fn pages_of_a_closed_month() {
    let shop = shop::closed();
    let statements = december(&shop);
    let papers: Vec<Paper<'_>> = statements.iter().map(|s| shop.closed_paper(s)).collect();
    for (lang, ending) in LANGUAGES {
        let html = page::html(&papers, lang);
        balanced(&html);
        assert_eq!(html.matches("<section").count(), 3);
        golden(&format!("statements.{ending}.html"), html.as_bytes());
    }
}

#[test]
fn a_page_needs_nothing_else_and_lets_nothing_in() {
    let shop = shop::closed();
    for statement in &december(&shop) {
        let html = page::html(&[shop.closed_paper(statement)], Lang::Zh);
        for outside in [
            "<script", "http", "url(", "src=", "@import", "\u{1b}", "\u{202e}", "<店长>", "<赵>",
        ] {
            assert!(!html.contains(outside), "{outside}");
        }
        assert!(html.contains("lang=\"zh-CN\"") && html.contains("@page { size: A4 portrait"));
        // Only that person's data.
        let own = shop.records.people().text(statement.person);
        for other in shop.people.iter().filter(|known| known.id != own) {
            assert!(
                !html.contains(&format!("（{}）", other.id)),
                "{} in the page of {own}",
                other.id
            );
            let name = other.name.replace('&', "&amp;").replace('<', "&lt;");
            assert!(!html.contains(&name), "{} in the page of {own}", other.name);
        }
    }
}

/// Fails where a tag is not closed in its order.
fn balanced(html: &str) {
    let mut open: Vec<&str> = Vec::new();
    for tag in html
        .split('<')
        .skip(1)
        .filter_map(|rest| rest.split('>').next())
    {
        let name = tag.split_whitespace().next().unwrap_or("");
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if ["!DOCTYPE", "meta"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn columns_line_up_below_their_headings() {
    let shop = shop::closed();
    for statement in &december(&shop) {
        for (lang, _) in LANGUAGES {
            let text = paper_text::text(&shop.closed_paper(statement), lang);
            // Amounts end where their heading ends.
            let heads = ["Amount", "Change", "金额", "调整"];
            let mut ends = None;
            for line in text.lines() {
                if heads.iter().any(|head| line.ends_with(head)) {
                    ends = Some(width(line));
                } else if !line.starts_with("  ") {
                    ends = None;
                } else if let Some(end) =
                    ends.filter(|_| line.ends_with(|c: char| c.is_ascii_digit()))
                {
                    let below = line.starts_with("       ");
                    assert!(below || width(line) == end, "{line}");
                }
            }
        }
    }
}

/// The figures of a page, by their names.
fn figures(html: &str, name: &str) -> Vec<Fen> {
    let mark = format!("data-sum=\"{name}\">");
    let found = html.split(&mark).skip(1);
    found
        .map(|rest| Fen::parse(rest.split('<').next().unwrap()).unwrap())
        .collect()
}

/// What is printed is what the payroll has, adds up, and is the sum of the lines.
fn adds_up(paper: &Paper<'_>) {
    let html = page::html(std::slice::from_ref(paper), Lang::En);
    let payroll = paper.payroll;
    let one = |name: &str| figures(&html, name).into_iter().sum::<Fen>();
    let sums = [
        ("cash", payroll.cash),
        ("cash-deducted", payroll.cash_deducted),
        ("bonus", payroll.bonus),
        ("bonus-deducted", payroll.bonus_deducted),
        ("points", payroll.points),
        ("awards", payroll.awards),
        ("goods", payroll.goods),
    ];
    for (name, fen) in sums {
        assert_eq!(one(name), fen, "{name}");
    }
    assert_eq!(one("cash") - one("cash-over"), one("cash-deducted"));
    assert_eq!(one("bonus") - one("bonus-over"), one("bonus-deducted"));
    if !figures(&html, "pay").is_empty() || payroll.pay() != Fen::ZERO {
        assert_eq!(one("pay"), payroll.pay());
    }
    for (month, deducted) in [
        ("cash-month", payroll.cash_deducted),
        ("bonus-month", payroll.bonus_deducted),
    ] {
        let months = figures(&html, month);
        assert!(
            months.is_empty() || months.into_iter().sum::<Fen>() == deducted,
            "{month}"
        );
    }
    let charges = |mode| {
        let of_mode = paper.statement.lines.iter().filter(move |l| l.mode == mode);
        of_mode
            .filter(|l| !matches!(l.what, What::Award(..)))
            .map(|l| l.amount())
            .sum::<Fen>()
    };
    assert_eq!(charges(Mode::Cash), one("cash"));
    assert_eq!(charges(Mode::Bonus), one("bonus"));
    assert_eq!(charges(Mode::Points), one("points"));
    // The terminal shows the same figures.
    let text = paper_text::text(paper, Lang::En);
    let line = |label: &str| {
        text.lines()
            .find(|l| l.trim_start().starts_with(label))
            .map(str::to_owned)
    };
    for (label, fen) in [
        ("Charged to the wage", payroll.cash),
        ("Deducted from the wage", payroll.cash_deducted),
        ("Charged to the bonus", payroll.bonus),
        ("Deducted from the bonus", payroll.bonus_deducted),
        ("Awards paid", payroll.awards),
        ("Awards handed", payroll.goods),
        ("Change to pay", payroll.pay()),
    ] {
        match line(label) {
            Some(line) => assert!(
                line.split_whitespace().any(|word| word == fen.to_string()),
                "{line}"
            ),
            None => assert_eq!(fen, Fen::ZERO, "{label}"),
        }
    }
}

#[test]
fn the_sums_of_the_example_add_up() {
    let shop = shop::closed();
    for statement in &december(&shop) {
        adds_up(&shop.closed_paper(statement));
    }
}

/// Something that happens: in which month, on which day, what, whether it is recorded late, what is said of it.
type Step = (bool, u32, usize, bool, u8);

const KINDS: [&str; 5] = ["complaint", "unanswered", "contradict", "late", "note"];

fn play(steps: &[Step], wages: [i64; 2]) -> Shop {
    let mut shop = Shop::new(&[("A01", "王芳")], &[RULES, TABOOS, TIMES]);
    shop.roster("2026-10-28 10:00", "2026-11", &[("A01", 25)]);
    shop.roster("2026-10-28 10:00", "2026-12", &[("A01", 25)]);
    let record = |shop: &mut Shop, steps: &mut dyn Iterator<Item = &Step>| {
        for (december, day, kind, _, said) in steps {
            let month = if *december { 12 } else { 11 };
            let time = format!("2026-{month}-{day:02} 10:00");
            let id = shop.event("2026-12-31 20:00", "A01", KINDS[*kind], &time);
            let remark = Remark {
                of: id,
                reason: "x".into(),
            };
            match said {
                0 => drop(shop.add("2026-12-31 21:00", Deed::Waive(remark))),
                1 => drop(shop.add("2026-12-31 21:00", Deed::Appeal(remark))),
                2 => drop(shop.add("2026-12-31 21:00", Deed::Reverse(remark))),
                _ => {}
            }
        }
    };
    let of = |wage: i64| -> [(&str, Wage); 1] { [("A01", super::shop::wage(wage, Some(100)))] };
    record(&mut shop, &mut steps.iter().filter(|s| !s.0 && !s.3));
    shop.close("2026-12-02 10:00", "2026-11", &of(wages[0]));
    // Some of November is taken back when it is closed.
    let known: Vec<_> = shop
        .events
        .keys()
        .copied()
        .filter(|id| id % 3 == 0)
        .collect();
    for id in known {
        shop.add(
            "2026-12-05 10:00",
            Deed::Reverse(Remark {
                of: id,
                reason: "x".into(),
            }),
        );
    }
    record(&mut shop, &mut steps.iter().filter(|s| s.0 || s.3));
    shop.close("2027-01-02 10:00", "2026-12", &of(wages[1]));
    shop
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn printed_totals_are_the_payrolls(
        steps in prop::collection::vec((any::<bool>(), 1..29_u32, 0..KINDS.len(), any::<bool>(), 0..8_u8), 0..14),
        first in 2400..3200_i64,
        second in 2400..3200_i64,
    ) {
        let shop = play(&steps, [first, second]);
        for of in ["2026-11", "2026-12"] {
            let (_, statements) = close::replay(&shop.records, &shop.closed(of).closing).unwrap();
            for statement in &statements {
                adds_up(&shop.closed_paper(statement));
            }
        }
    }
}

#[test]
fn points_are_no_money() {
    let mut shop = Shop::new(&[("A01", "A01")], &[TABOOS]);
    shop.event("2026-12-02 10:00", "A01", "contradict", "2026-12-01 10:00");
    shop.close("2027-01-02 10:00", "2026-12", &[("A01", wage(5000, None))]);
    let (_, statements) = close::replay(&shop.records, &shop.closed("2026-12").closing).unwrap();
    for (lang, _) in LANGUAGES {
        let text = paper_text::text(&shop.closed_paper(&statements[0]), lang);
        for money in [
            "yuan", "元", "0.00", "wage", "工资", "pay", "Labour", "劳动",
        ] {
            assert!(!text.contains(money), "{money} in:\n{text}");
        }
    }
}
