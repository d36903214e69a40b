//! Laws that hold for any history of a ledger.

#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used)]

use crate::paper;
use paiban::domain::PersonIx;

use paiban::ledger::close::{self, Terms};
use paiban::ledger::entry::{Answer, Closing, Deed, EntryId, Rename, Wage};
use paiban::ledger::money::Fen;
use paiban::ledger::statement::{self, What};
use paper::{Paper, at, event, month, remark};
use proptest::prelude::*;
use std::collections::BTreeMap;

const PEOPLE: [&str; 3] = ["A", "B", "C"];
const CATEGORIES: [&str; 4] = ["m", "g", "r", "y"];
const MONTHS: [&str; 4] = ["2026-01", "2026-02", "2026-03", "2026-04"];

const POLICY: &str = r#"
[policy]
id = "shop"
name = "shop"
version = "1"
from = 2026-01-01
mode = "cash"
ladder = []
[[ladder]]
id = "m"
name = "m"
window = "month"
steps = ["500", "1000", "review"]
[[ladder]]
id = "g"
name = "g"
window = "ever"
steps = ["severe-warning", "100", "200 +100"]
[[ladder]]
id = "r"
name = "r"
window = "20 days"
steps = ["10", "20", "30"]
[[ladder]]
id = "y"
name = "y"
window = "year"
steps = ["1", "2", "3"]
[[category]]
id = "m"
name = "m"
ladder = "m"
[[category]]
id = "g"
name = "g"
ladder = "g"
[[category]]
id = "r"
name = "r"
ladder = "r"
[[category]]
id = "y"
name = "y"
ladder = "y"
[[award]]
id = "clean"
name = "clean"
amount = "100"
paid = true
clean = ["m", "r"]
shifts = 1
[caps]
share = 20
"#;

/// Something that happens to a ledger. Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Happening {
    Event {
        person: PersonIx,
        category: usize,
        day: u32,
        hour: u32,
    },
    Reverse(usize),
    Waive(usize),
    Appeal(usize),
    Answer(usize, bool),
    Close,
    /// B is A from now on; once.
    Rename,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        8 => (0..PEOPLE.len(), 0..CATEGORIES.len(), 0..118u32, 0..24u32)
            .prop_map(|(person, category, day, hour)| Happening::Event { person: PersonIx(person), category, day, hour }),
        2 => any::<usize>().prop_map(Happening::Reverse),
        1 => any::<usize>().prop_map(Happening::Waive),
        1 => any::<usize>().prop_map(Happening::Appeal),
        1 => (any::<usize>(), any::<bool>()).prop_map(|(k, granted)| Happening::Answer(k, granted)),
        1 => Just(Happening::Close),
        1 => Just(Happening::Rename),
    ]
}

fn terms() -> Terms {
    let wages = [("A", 4000), ("B", 1000)];
    let wage = |(person, yuan): (&str, i64)| {
        (
            person.to_owned(),
            Wage {
                wage: Fen::yuan(yuan),
                bonus: None,
                minimum: None,
            },
        )
    };
    Terms {
        wages: wages.into_iter().map(wage).collect(),
        uncapped: true,
    }
}

fn time(day: u32, hour: u32) -> paiban::ledger::moment::Moment {
    let date = month("2026-01").first() + chrono::Days::new(day.into());
    at(&format!("{date} {hour:02}:00"))
}

struct History {
    paper: Paper,
    events: Vec<EntryId>,
    reversible: Vec<EntryId>,
    closings: Vec<Closing>,
    renamed: bool,
}

impl History {
    fn new() -> History {
        let mut paper = Paper::with(&[&POLICY.replace("ladder = []\n", "")]);
        for of in MONTHS {
            paper.roster(of, &[("A", 20), ("B", 5), ("C", 0)]);
        }
        History {
            paper,
            events: Vec::new(),
            reversible: Vec::new(),
            closings: Vec::new(),
            renamed: false,
        }
    }

    fn of(happenings: &[Happening]) -> History {
        let mut history = History::new();
        happenings.iter().for_each(|h| history.happens(h));
        history
    }

    fn happens(&mut self, happening: &Happening) {
        let pick = |from: &[EntryId], k: usize| (!from.is_empty()).then(|| from[k % from.len()]);
        let deed = match *happening {
            Happening::Event {
                person,
                category,
                day,
                hour,
            } => Some(Deed::Event(event(
                PEOPLE[person],
                CATEGORIES[category],
                time(day, hour),
            ))),
            Happening::Reverse(k) => pick(&self.reversible, k).map(|of| Deed::Reverse(remark(of))),
            Happening::Waive(k) => pick(&self.events, k).map(|of| Deed::Waive(remark(of))),
            Happening::Appeal(k) => pick(&self.events, k).map(|of| Deed::Appeal(remark(of))),
            Happening::Answer(k, granted) => pick(&self.events, k).map(|of| {
                Deed::Answer(Answer {
                    of,
                    granted,
                    reason: "because".into(),
                })
            }),
            Happening::Close => {
                self.close();
                None
            }
            Happening::Rename => {
                if !std::mem::replace(&mut self.renamed, true) {
                    self.paper.add(Deed::Rename(Rename {
                        from: "B".into(),
                        to: "A".into(),
                        reason: "ids".into(),
                    }));
                }
                None
            }
        };
        if let Some(deed) = deed {
            let is_event = matches!(deed, Deed::Event(_));
            let id = self.paper.add(deed);
            self.reversible.push(id);
            if is_event {
                self.events.push(id);
            }
        }
    }

    /// Whoever an id means by now.
    fn now(&self, person: &str) -> String {
        let renamed = self.renamed && person == "B";
        if renamed { "A" } else { person }.to_owned()
    }

    fn close(&mut self) {
        if let Some(of) = MONTHS.get(self.closings.len()) {
            self.closings
                .push(self.paper.close_with(month(of), &terms()));
        }
    }

    fn close_all(&mut self) {
        while self.closings.len() < MONTHS.len() {
            self.close();
        }
    }

    /// What all closes have booked for each person: (charged, awarded).
    fn booked(&self) -> BTreeMap<String, (Fen, Fen)> {
        let mut booked: BTreeMap<String, (Fen, Fen)> = BTreeMap::new();
        for (person, payroll) in self.closings.iter().flat_map(|c| &c.payroll) {
            let sum = booked.entry(self.now(person)).or_default();
            sum.0 += payroll.cash;
            sum.1 += payroll.awards;
        }
        booked.retain(|_, sum| *sum != (Fen::ZERO, Fen::ZERO));
        booked
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn statements_add_up_to_the_payroll(happenings in prop::collection::vec(happening(), 0..60)) {
        let mut history = History::of(&happenings);
        history.close_all();
        for closing in &history.closings {
            let (_, statements) = close::replay(&history.paper.records, closing).unwrap();
            prop_assert_eq!(statements.len(), closing.payroll.len());
            for statement in statements {
                let person = history.paper.records.people().text(statement.person);
                let payroll = &closing.payroll[person];
                let award = |l: &&statement::Line<'_>| matches!(l.what, What::Award(..));
                let charged: Fen = statement.lines.iter().filter(|l| !award(l)).map(|l| l.amount()).sum();
                let awarded: Fen = statement.lines.iter().filter(award).map(|l| l.amount()).sum();
                prop_assert_eq!(charged, payroll.cash);
                prop_assert_eq!(awarded, payroll.awards);
                let months: Fen = payroll.months.values().map(|t| t.cash).sum();
                prop_assert_eq!(months, payroll.cash_deducted);
            }
        }
    }

    #[test]
    fn closed_months_do_not_move(happenings in prop::collection::vec(happening(), 0..60)) {
        let mut history = History::of(&happenings);
        history.close_all();
        for happening in happenings.iter().rev() {
            history.happens(happening);
        }
        for closing in &history.closings {
            let (again, _) = close::replay(&history.paper.records, closing).unwrap();
            prop_assert_eq!(&again, closing);
        }
    }

    /// However often and whenever months are closed, all that is booked in the end is what one close at the end
    /// would have booked: nothing twice, nothing lost.
    #[test]
    fn nothing_is_booked_twice_or_lost(happenings in prop::collection::vec(happening(), 0..60)) {
        let mut often = History::of(&happenings);
        often.close_all();
        let last = |h: &&Happening| !matches!(h, Happening::Close);
        let calm: Vec<Happening> = happenings.iter().filter(last).cloned().collect();
        let mut once = History::new();
        // Closes take entry numbers; the same entries must get the same.
        for happening in &calm {
            once.happens(happening);
        }
        once.close_all();
        // What was found after the last close is still to be booked.
        let due = |history: &History| {
            let records = &history.paper.records;
            let statements = statement::of_month(records, month("2026-05"), history.paper.head());
            let mut due: BTreeMap<String, (Fen, Fen)> = history.booked();
            for s in statements {
                let sum = due.entry(records.people().text(s.person).to_owned()).or_default();
                for line in &s.lines {
                    match line.what {
                        What::Award(..) => sum.1 += line.amount(),
                        _ => sum.0 += line.amount(),
                    }
                }
            }
            due.retain(|_, sum| *sum != (Fen::ZERO, Fen::ZERO));
            due
        };
        prop_assert_eq!(due(&often), due(&once));
    }

    #[test]
    fn the_order_of_import_does_not_matter(
        happenings in prop::collection::vec((0..PEOPLE.len(), 0..CATEGORIES.len(), 0..118u32, 0..24u32), 0..40),
        shuffled in any::<u64>(),
    ) {
        let events = |order: &[(usize, usize, u32, u32)]| {
            let all: Vec<Happening> = order
                .iter()
                .map(|&(person, category, day, hour)| Happening::Event { person: PersonIx(person), category, day, hour })
                .collect();
            let mut history = History::of(&all);
            history.close_all();
            let payrolls: Vec<_> = history.closings.into_iter().map(|c| c.payroll).collect();
            payrolls
        };
        let mut other = happenings.clone();
        // A permutation from a seed: sort by a mixed key.
        let mut key = shuffled;
        let mut keys = BTreeMap::new();
        for (place, item) in happenings.iter().enumerate() {
            key = key.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            keys.insert((key, place), *item);
        }
        other.clear();
        other.extend(keys.into_values());
        prop_assert_eq!(events(&happenings), events(&other));
    }

    #[test]
    fn a_reversal_taken_back_is_neutral(happenings in prop::collection::vec(happening(), 1..40), k in any::<usize>()) {
        let calm = |h: &&Happening| !matches!(h, Happening::Close);
        let calm: Vec<Happening> = happenings.iter().filter(calm).cloned().collect();
        let mut plain = History::of(&calm);
        let mut other = History::of(&calm);
        if !other.reversible.is_empty() {
            let of = other.reversible[k % other.reversible.len()];
            // An entry that is taken back already: one more reversal, taken back, changes nothing either.
            let back = other.paper.add(Deed::Reverse(remark(of)));
            other.paper.add(Deed::Reverse(remark(back)));
        }
        plain.close_all();
        other.close_all();
        let payrolls = |h: &History| h.closings.iter().map(|c| c.payroll.clone()).collect::<Vec<_>>();
        prop_assert_eq!(payrolls(&plain), payrolls(&other));
    }

    #[test]
    fn no_cap_is_ever_exceeded(happenings in prop::collection::vec(happening(), 0..60)) {
        let mut history = History::of(&happenings);
        history.close_all();
        let mut of_months: BTreeMap<(String, paiban::domain::time::Month), Fen> = BTreeMap::new();
        for closing in &history.closings {
            for (person, payroll) in &closing.payroll {
                if let Some(wage) = closing.wages.get(person) {
                    prop_assert!(payroll.cash_deducted <= wage.wage.percent(20), "{person} {payroll:?}");
                }
                for (month, taken) in &payroll.months {
                    *of_months.entry((history.now(person), *month)).or_default() += taken.cash;
                }
            }
        }
        for ((person, month), taken) in of_months {
            prop_assert!(taken >= Fen::ZERO, "more was paid back than taken: {person} {month} {taken}");
            // Taken for two people, A had two caps.
            let two = history.renamed && person == "A";
            if let Some(wage) = terms().wages.get(&person).filter(|_| !two) {
                prop_assert!(taken <= wage.wage.percent(20), "{person} {month} {taken}");
            }
        }
    }
}
