//! What a change to a roster brings and what it relieves: breaches before and after, matter by matter, so that the points of
//! all lines add up to what the rosters' costs differ by.

use crate::domain::PersonIx;
use crate::rules::{Breach, Weight};
use crate::text::Text;
use std::collections::HashMap;

/// What concerns the same rule, people and days, and weighs the same, is one matter.
type Matter<'a> = (usize, &'a [PersonIx], &'a [usize], Weight);

/// Breaches whose amounts are by how much they have become more or fewer.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Difference {
    /// What is new, or worse than before.
    pub brings: Vec<Breach>,
    /// What is gone, or better than before.
    pub relieves: Vec<Breach>,
}

impl Difference {
    /// Compares what the rules say of two rosters.
    pub fn between(before: &[Breach], after: &[Breach]) -> Difference {
        let mut found = Difference::default();
        for (was, is) in matters(before, after) {
            let sum = |side: &[&Breach]| side.iter().map(|b| b.amount).sum::<i64>();
            let more = sum(&is) - sum(&was);
            if more > 0 {
                found.brings.extend(told(&is, &was, more));
            } else if more < 0 {
                found.relieves.extend(told(&was, &is, -more));
            }
        }
        found
    }

    /// Points that it costs more, or fewer.
    pub fn points(&self) -> i64 {
        let sum = |side: &[Breach]| side.iter().map(Breach::price).sum::<i64>();
        sum(&self.brings) - sum(&self.relieves)
    }
}

/// The breaches of each matter, before and after, in the order in which they come up.
fn matters<'a>(
    before: &'a [Breach],
    after: &'a [Breach],
) -> Vec<(Vec<&'a Breach>, Vec<&'a Breach>)> {
    let mut places: HashMap<Matter<'_>, usize> = HashMap::new();
    let mut all: Vec<(Vec<&Breach>, Vec<&Breach>)> = Vec::new();
    let sides = before.iter().map(|b| (b, false));
    for (breach, new) in sides.chain(after.iter().map(|b| (b, true))) {
        let matter = (
            breach.instance,
            breach.people.as_slice(),
            breach.days.as_slice(),
            breach.weight,
        );
        let place = *places.entry(matter).or_insert(all.len());
        if place == all.len() {
            all.push(Default::default());
        }
        let (was, is) = &mut all[place];
        if new {
            is.push(breach)
        } else {
            was.push(breach)
        }
    }
    all
}

/// A matter of so many units in the words that only this side has; where both have the same, in all of them.
fn told(side: &[&Breach], other: &[&Breach], amount: i64) -> Option<Breach> {
    let only = |b: &&&Breach| !other.iter().any(|o| o.text == b.text);
    let mut texts: Vec<&Text> = side.iter().filter(only).map(|b| &b.text).collect();
    if texts.is_empty() {
        texts = side.iter().map(|b| &b.text).collect();
    }
    let joined = |text: fn(&Text) -> &str, sign: &str| -> String {
        let all: Vec<&str> = texts.iter().map(|t| text(t)).collect();
        all.join(sign)
    };
    let first = side.first()?;
    Some(Breach {
        amount,
        text: Text {
            en: joined(|t| &t.en, "; "),
            zh: joined(|t| &t.zh, "；"),
        },
        ..(*first).clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn breach() -> impl Strategy<Value = Breach> {
        let weight = prop_oneof![
            Just(Weight::Hard),
            Just(Weight::Warn),
            (1..9i64).prop_map(Weight::Price)
        ];
        (0..3usize, weight, 1..5i64, 0..2usize, 0..2usize, 0..3u8).prop_map(
            |(instance, weight, amount, person, day, text)| Breach {
                rule: "even",
                instance,
                weight,
                amount,
                people: vec![PersonIx(person)],
                days: vec![day],
                text: Text::same(text.to_string()),
            },
        )
    }

    proptest! {
        #[test]
        fn lines_add_up_to_what_the_costs_differ_by(
            before in proptest::collection::vec(breach(), 0..12),
            after in proptest::collection::vec(breach(), 0..12),
        ) {
            let cost = |all: &[Breach]| all.iter().map(Breach::price).sum::<i64>();
            let found = Difference::between(&before, &after);
            prop_assert_eq!(found.points(), cost(&after) - cost(&before));
            prop_assert!(found.brings.iter().chain(&found.relieves).all(|b| b.amount > 0));
            let back = Difference::between(&after, &before);
            prop_assert_eq!(back.points(), -found.points());
            prop_assert_eq!(Difference::between(&before, &before), Difference::default());
        }
    }
}
