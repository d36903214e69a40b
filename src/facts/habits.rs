//! How days follow each other in a person's row, and which wishes come true.

use super::{Facts, Run, Stint};
use crate::domain::person::{Habit, HabitWant};
use crate::domain::{PersonIx, Step, Want, Wish};

impl Facts<'_> {
    /// First days of the places where the person's days follow each other as `steps` say. A place has a day of the month,
    /// and every day of it is known: of last month or the month in the team without granted leave, or fixed after the month.
    pub fn occurrences(&self, person: PersonIx, steps: &[Step]) -> Vec<i64> {
        let length = steps.len() as i64;
        let seen = |day: i64| match day {
            0.. if day < self.days() => self.is_here(person, day),
            0.. => self.seen(person, day).is_some(),
            _ => self.known(person, day) && self.is_here(person, day),
        };
        let on = |day| self.seen(person, day).flatten();
        let is = |(day, step): (i64, &Step)| step.holds(on(day).map(|s| s.kind));
        // The days are asked first: that is cheap, and most places fail there.
        let found =
            |first: &i64| (*first..).zip(steps).all(is) && (*first..first + length).all(seen);
        (1 - length..self.days()).filter(found).collect()
    }

    /// Runs of such days in every stretch in which the person is in the team without granted leave.
    pub fn habit_runs(&self, person: PersonIx, of: &Step) -> Vec<Run> {
        let class = |stint: Option<&Stint>| of.holds(stint.map(|s| s.kind));
        let there = |day| self.is_here(person, day);
        let here = Facts::runs(0..self.days(), there);
        let runs = |(first, last)| self.judged_runs(person, first..last + 1, there, class);
        here.into_iter().flat_map(runs).collect()
    }

    /// Whether a wish for a day comes true.
    pub fn granted(&self, person: PersonIx, wish: &Wish) -> bool {
        let stint = self.on(person, wish.day as i64);
        match wish.want {
            Want::Off => stint.is_none(),
            Want::Work => stint.is_some(),
            Want::Kind(kind) => stint.is_some_and(|s| s.kind == kind),
            Want::NotKind(kind) => stint.is_none_or(|s| s.kind != kind),
        }
    }

    /// Whether a wish for how days follow each other is kept all month.
    pub fn kept(&self, person: PersonIx, habit: &Habit) -> bool {
        match &habit.want {
            HabitWant::Avoid(steps) => self.occurrences(person, steps).is_empty(),
            HabitWant::Run {
                of,
                shortest,
                longest,
            } => self.habit_runs(person, of).iter().all(|run| {
                let long = longest.is_some_and(|most| !run.beyond(most).is_empty());
                !(long || run.whole && run.length() < *shortest)
            }),
        }
    }
}
