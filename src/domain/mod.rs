//! What a roster is about, free of files, solvers and printing: people, shifts, demand, the month.

pub mod allowance;
pub mod calendar;
pub mod demand;
pub mod free;
pub mod index;
pub mod law;
pub mod loose;
pub mod money;
pub mod person;
pub mod problem;
pub mod roster;
pub mod sequence;
pub mod shift;
pub mod tasks;
pub mod time;
pub mod who;

pub use demand::{Need, Uncovered};
pub use free::Free;
pub use index::PersonIx;
pub use person::{Habit, HabitWant, Leave, LeaveState, Person, Want, Wish};
pub use problem::Problem;
pub use roster::Roster;
pub use sequence::Step;
pub use shift::{Duty, ShiftKind, Skill, Standing};
