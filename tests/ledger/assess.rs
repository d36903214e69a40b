//! What events come to, in small cases that can be added up by hand.

use crate::paper;

use paiban::ledger::close::{self, Terms};
use paiban::ledger::entry::{Answer, Deed, Wage};
use paiban::ledger::error::LedgerError;
use paiban::ledger::money::Fen;
use paper::{Paper, at, month, remark};

const POLICY: &str = r#"
[policy]
id = "shop"
name = "shop"
version = "1"
from = 2026-01-01
mode = "cash"
[[ladder]]
id = "month"
name = "by the month"
window = "month"
steps = ["50", "100", "review"]
[[ladder]]
id = "growing"
name = "growing"
window = "ever"
steps = ["severe-warning", "10", "20 +10"]
[[ladder]]
id = "rolling"
name = "thirty days"
window = "30 days"
steps = ["1", "2", "3"]
[[ladder]]
id = "yearly"
name = "by the year"
window = "year"
steps = ["1", "2", "3"]
[[category]]
id = "complaint"
name = "complaint"
ladder = "month"
[[category]]
id = "takeover"
name = "takeover"
ladder = "growing"
[[category]]
id = "unanswered"
name = "unanswered"
ladder = "growing"
[[category]]
id = "late"
name = "late"
ladder = "rolling"
[[category]]
id = "absent"
name = "absent"
ladder = "yearly"
[[award]]
id = "clean"
name = "clean month"
amount = "100"
paid = false
clean = ["month"]
shifts = 2
[caps]
share = 20
minimum-wage = "2490"
"#;

fn paper() -> Paper {
    Paper::with(&[POLICY])
}

#[test]
fn ladders_count_within_their_windows() {
    // (category, times, what the statement of the last month charges in yuan)
    let cases: [(&str, &[&str], &[i64]); 8] = [
        (
            "complaint",
            &["2026-03-01 10:00", "2026-03-31 23:59"],
            &[50, 100],
        ),
        (
            "complaint",
            &["2026-02-28 23:59", "2026-03-01 00:00"],
            &[50, 50],
        ),
        (
            "takeover",
            &[
                "2026-03-01 10:00",
                "2026-03-02 10:00",
                "2026-03-03 10:00",
                "2026-03-04 10:00",
                "2026-03-05 10:00",
            ],
            &[0, 10, 20, 30, 40],
        ),
        ("late", &["2026-03-01 10:00", "2026-03-30 10:00"], &[1, 2]),
        ("late", &["2026-03-01 10:00", "2026-03-31 10:00"], &[1, 1]),
        ("absent", &["2026-01-01 10:00", "2026-03-31 10:00"], &[1, 2]),
        ("absent", &["2025-12-31 10:00", "2026-03-31 10:00"], &[0, 1]), // no policy held yet
        ("unheard-of", &["2026-03-31 10:00"], &[0]),
    ];
    for (category, times, charged) in cases {
        let mut paper = paper();
        for time in times {
            paper.event("A", category, time);
        }
        assert_eq!(
            paper.amounts("A", "2026-03"),
            charged,
            "{category} {times:?}"
        );
    }
}

#[test]
fn categories_share_a_ladder_and_people_do_not() {
    let mut paper = paper();
    paper.event("A", "takeover", "2026-03-01 10:00");
    paper.event("B", "takeover", "2026-03-01 11:00");
    paper.event("A", "unanswered", "2026-03-02 10:00");
    assert_eq!(paper.amounts("A", "2026-03"), [0, 10]);
    assert_eq!(paper.amounts("B", "2026-03"), [0]);
}

#[test]
fn remarks_change_what_is_charged() {
    let mut paper = paper();
    let first = paper.event("A", "complaint", "2026-03-01 10:00");
    let second = paper.event("A", "complaint", "2026-03-02 10:00");
    assert_eq!(paper.amounts("A", "2026-03"), [50, 100]);
    let waived = paper.add(Deed::Waive(remark(first)));
    assert_eq!(
        paper.amounts("A", "2026-03"),
        [0, 100],
        "waived: it counts and costs nothing"
    );
    let back = paper.add(Deed::Reverse(remark(waived)));
    assert_eq!(
        paper.amounts("A", "2026-03"),
        [50, 100],
        "the waiver taken back"
    );
    paper.add(Deed::Reverse(remark(back)));
    assert_eq!(
        paper.amounts("A", "2026-03"),
        [0, 100],
        "that taken back in turn"
    );
    paper.add(Deed::Reverse(remark(first)));
    assert_eq!(
        paper.amounts("A", "2026-03"),
        [50],
        "reversed: the other is now the first"
    );
    paper.add(Deed::Appeal(remark(second)));
    assert_eq!(
        paper.amounts("A", "2026-03"),
        [0],
        "nothing while an appeal is open"
    );
    paper.add(Deed::Answer(Answer {
        of: second,
        granted: false,
        reason: "log".into(),
    }));
    assert_eq!(paper.amounts("A", "2026-03"), [50], "rejected");
    paper.add(Deed::Appeal(remark(second)));
    paper.add(Deed::Answer(Answer {
        of: second,
        granted: true,
        reason: "log".into(),
    }));
    assert_eq!(
        paper.amounts("A", "2026-03"),
        [0; 0],
        "granted: as if it had never been"
    );
}

#[test]
fn a_long_chain_of_reversals_is_followed_to_its_end() {
    let mut paper = paper();
    let mut last = paper.event("A", "complaint", "2026-03-01 10:00");
    for _ in 0..20_001 {
        last = paper.add(Deed::Reverse(remark(last)));
    }
    assert_eq!(paper.amounts("A", "2026-03"), [0; 0]);
    paper.add(Deed::Reverse(remark(last)));
    assert_eq!(paper.amounts("A", "2026-03"), [50]);
}

#[test]
fn a_clean_month_with_shifts_earns_its_award() {
    let mut paper = paper();
    paper.roster("2026-03", &[("A", 20), ("B", 20), ("C", 1), ("D", 0)]);
    paper.event("B", "complaint", "2026-03-01 10:00");
    paper.event("A", "late", "2026-03-01 10:00"); // not on the award's ladder
    assert_eq!(paper.amounts("A", "2026-03"), [1, 100]);
    assert_eq!(paper.amounts("B", "2026-03"), [50]);
    assert_eq!(
        paper.amounts("C", "2026-03"),
        [0; 0],
        "one shift where two are asked for"
    );
    assert_eq!(paper.amounts("D", "2026-03"), [0; 0]);
    assert_eq!(
        paper.amounts("A", "2026-04"),
        [1, 100],
        "not closed: March is still due"
    );
}

#[test]
fn what_is_found_late_is_an_adjustment_of_the_open_month() {
    let mut paper = paper();
    paper.roster("2026-03", &[("A", 20), ("B", 20)]);
    paper.event("A", "complaint", "2026-03-20 10:00");
    let march = paper.close("2026-03", &[("A", 6000)]);
    assert_eq!(march.payroll["A"].cash_deducted, Fen::yuan(50));
    assert_eq!(march.payroll["B"].goods, Fen::yuan(100));
    // An earlier complaint makes the known one the second; B's month was not clean after all.
    paper.event("A", "complaint", "2026-03-05 10:00");
    paper.event("B", "complaint", "2026-03-06 10:00");
    paper.event("B", "complaint", "2026-04-06 10:00");
    assert_eq!(paper.amounts("A", "2026-04"), [50, 50]);
    assert_eq!(paper.amounts("B", "2026-04"), [50, -100, 50]);
    let april = paper.close("2026-04", &[("A", 6000), ("B", 6000)]);
    assert_eq!(april.payroll["A"].cash_deducted, Fen::yuan(100));
    assert_eq!(april.payroll["B"].goods, Fen::yuan(-100));
    assert_eq!(april.payroll["B"].cash_deducted, Fen::yuan(100));
    // Nothing new: nothing more is booked.
    let may = paper.close("2026-05", &[]);
    assert!(may.payroll.is_empty());
    // March and April are what they were.
    for closed in [march, april] {
        let (again, _) = close::replay(&paper.records, &closed).unwrap();
        assert_eq!(again, closed);
    }
}

#[test]
fn caps_of_the_law_hold_line_by_line() {
    // (wage, minimum of the place, what three times "growing" to 150 yuan and more may take)
    let mut paper = paper();
    for day in 1..=28 {
        paper.event("A", "takeover", &format!("2026-03-{day:02} 10:00"));
    }
    // 0 + 10 + 20 + 30 + … + 270 = 3780
    let all: i64 = paper.amounts("A", "2026-03").iter().sum();
    assert_eq!(all, 3780);
    let cases = [
        (Some((10_000, None)), 2000, "20 % of 10,000"),
        (Some((3_000, None)), 510, "3,000 less the minimum of 2,490"),
        (
            Some((3_000, Some(2_800))),
            200,
            "the minimum of the place given with the wage",
        ),
        (Some((2_000, None)), 0, "below the minimum already"),
        (Some((100_000, None)), 3780, "no cap reached"),
        (None, 3780, "no wage known"),
    ];
    for (wage, taken, why) in cases {
        let wage = wage.map(|(wage, minimum)| Wage {
            wage: Fen::yuan(wage),
            bonus: None,
            minimum: minimum.map(Fen::yuan),
        });
        let mut terms = Terms {
            uncapped: true,
            ..Terms::default()
        };
        terms.wages.extend(wage.map(|w| ("A".to_owned(), w)));
        let (closing, _) =
            close::prepare(&paper.records, month("2026-03"), paper.head(), &terms, None).unwrap();
        let payroll = &closing.payroll["A"];
        assert_eq!(payroll.cash_deducted, Fen::yuan(taken), "{why}");
        assert_eq!(payroll.over_cap(), Fen::yuan(3780 - taken), "{why}");
    }
}

#[test]
fn what_a_cap_cut_off_is_not_paid_back() {
    let mut paper = paper();
    let events: Vec<_> = (1..=28)
        .map(|day| paper.event("A", "takeover", &format!("2026-03-{day:02} 10:00")))
        .collect();
    let march = paper.close("2026-03", &[("A", 10_000)]);
    assert_eq!(march.payroll["A"].cash_deducted, Fen::yuan(2000));
    // The last event is dropped: 3,510 are still above the cap, so nothing comes back.
    paper.add(Deed::Reverse(remark(events[27])));
    let april = paper.close("2026-04", &[("A", 10_000)]);
    assert_eq!(april.payroll["A"].cash, Fen::yuan(-270));
    assert_eq!(april.payroll["A"].cash_deducted, Fen::ZERO);
    // Everything is dropped: what was taken comes back, no more.
    for event in &events[..27] {
        paper.add(Deed::Reverse(remark(*event)));
    }
    let may = paper.close("2026-05", &[("A", 10_000)]);
    assert_eq!(may.payroll["A"].cash_deducted, Fen::yuan(-2000));
    assert_eq!(may.payroll["A"].pay(), Fen::yuan(2000));
}

#[test]
fn points_are_no_money_and_a_bonus_is_never_exceeded() {
    for (mode, cash, bonus, points, deducted) in
        [("points", 0, 0, 150, 0), ("bonus", 0, 150, 0, 100)]
    {
        let mut paper = Paper::with(&[&POLICY
            .replace("\"cash\"", &format!("{mode:?}"))
            .replace("[caps]\nshare = 20\nminimum-wage = \"2490\"\n", "")]);
        paper.event("A", "complaint", "2026-03-01 10:00");
        paper.event("A", "complaint", "2026-03-02 10:00");
        let closing = paper.close("2026-03", &[("A", 1000)]);
        let payroll = &closing.payroll["A"];
        assert_eq!(payroll.cash, Fen::yuan(cash));
        assert_eq!(payroll.bonus, Fen::yuan(bonus));
        assert_eq!(payroll.points, Fen::yuan(points));
        assert_eq!(payroll.bonus_deducted, Fen::yuan(deducted));
        assert_eq!(payroll.pay(), Fen::yuan(-deducted));
    }
}

#[test]
fn a_month_is_closed_once_and_in_order() {
    let mut paper = paper();
    let terms = Terms {
        uncapped: true,
        ..Terms::default()
    };
    let prepare = |paper: &Paper, of: &str, today: &str| {
        let today = Some(at(&format!("{today} 12:00")).date());
        close::prepare(&paper.records, month(of), paper.head(), &terms, today).map(|_| ())
    };
    let nothing = LedgerError::NothingThere {
        month: month("2026-03"),
    };
    assert_eq!(prepare(&paper, "2026-03", "2026-04-01"), Err(nothing));
    paper.event("A", "complaint", "2026-03-20 10:00");
    let not_over = LedgerError::NotOver {
        month: month("2026-03"),
    };
    assert_eq!(prepare(&paper, "2026-03", "2026-03-31"), Err(not_over));
    let next = |of: &str, next: &str| LedgerError::NotNext {
        month: month(of),
        next: month(next),
    };
    assert_eq!(
        prepare(&paper, "2026-04", "2026-05-01"),
        Err(next("2026-04", "2026-03"))
    );
    assert_eq!(prepare(&paper, "2026-03", "2026-04-01"), Ok(()));
    paper.close("2026-03", &[]);
    let closed = LedgerError::Closed {
        month: month("2026-03"),
        entry: paper.head(),
    };
    assert_eq!(prepare(&paper, "2026-03", "2026-04-01"), Err(closed));
    assert_eq!(
        prepare(&paper, "2026-05", "2026-06-01"),
        Err(next("2026-05", "2026-04"))
    );
}

#[test]
fn wages_are_asked_for_where_money_is_taken() {
    let mut paper = paper();
    paper.event("A", "complaint", "2026-03-20 10:00");
    paper.event("B", "takeover", "2026-03-20 10:00"); // a warning only
    let close = close::prepare(
        &paper.records,
        month("2026-03"),
        paper.head(),
        &Terms::default(),
        None,
    );
    let lacking = LedgerError::NeedsWages {
        month: month("2026-03"),
        people: vec!["A".into()],
        bonus: false,
    };
    assert_eq!(close.map(|_| ()), Err(lacking));
}

#[test]
fn a_later_version_of_a_policy_holds_from_its_day() {
    let second = POLICY
        .replace("version = \"1\"", "version = \"2\"")
        .replace("from = 2026-01-01", "from = 2026-03-15")
        .replace("[\"50\", \"100\", \"review\"]", "[\"5\", \"7\"]");
    let mut paper = Paper::with(&[POLICY, &second]);
    paper.event("A", "complaint", "2026-03-14 10:00");
    paper.event("A", "complaint", "2026-03-15 10:00");
    assert_eq!(
        paper.amounts("A", "2026-03"),
        [50, 7],
        "the second of the month, at the new amount"
    );
}
