//! paiban rosters customer-service teams by integer programming, and proves how good the roster is.
//!
//! `examples/` has programs that run. The way of the data, each step a module:
//!
//! 1. [`input`] reads a team file and a month into a validated [`domain::Problem`] and the
//!    [`rules::RuleBook`] in force. What is wrong with a file is a [`input::Fault`] with its place.
//! 2. Every rule *lowers* itself into a [`model::Model`]: a few kinds of terms over cells.
//! 3. An [`engine`] finds a roster and a bound. It knows terms and no rule.
//! 4. [`verify`](mod@verify) lets every rule check the roster again, on clock time. It knows rules and no term.
//! 5. [`render`] makes tables and JSON; [`explain`] says what stands in the way of a roster.
//!    [`pattern`] carries a month's roster on into the next.
//! 6. [`ledger`] keeps complaints, violations, fines and awards, and computes what a month comes to.
//! 7. [`app`] has what can be asked for, one file a use case: a typed request in, a report or an [`app::AppError`] out. Clock,
//!    actor, cancellation and whoever listens are handed in.
//! 8. [`report`] says what came of it, in both languages and as JSON; [`messages`] has the words for faults.
//! 9. [`cli`] is the command line: only there is anything printed, or a clock or the environment read.
//!
//! ```no_run
//! use paiban::engine::{End, Limits, Unwatched, portfolio};
//! use paiban::input::{Source, Team, parse_date};
//! use paiban::verify::verify;
//!
//! let text = r#"
//! team.name = "corner shop"
//! shift = [{ code = "D", time = ["09:00-17:00"] }]
//! person = [{ name = "Ann" }, { name = "Bo", wishes = [{ on = "sun", want = "off" }] }]
//! demand = [{ need = { "09:00-17:00" = 1 } }]
//! rules.work-run.longest = 5
//! "#;
//! let team = Team::parse(Source::new("team.toml", text))?;
//! let (problem, book) = team.horizon(parse_date("2026-12-07")?, 7, None)?;
//! let outcome = portfolio::run(&book.lower(&problem), &Limits::default(), &Unwatched)?;
//! let (roster, score) = outcome.best.ok_or("there is a roster")?;
//!
//! assert_eq!(outcome.end, End::Optimal);
//! let verdict = verify(&problem, &book, &roster);
//! assert!(verdict.holds());
//! assert_eq!(verdict.cost, score.soft);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// Made-up models are shared with the tests of the whole, which know the crate by its name.
#[cfg(test)]
extern crate self as paiban;

// The core has a crate of its own, so that it is not compiled again whenever something above it changes.
pub use paiban_core::{domain, engine, model, text};

pub mod app;
pub mod cli;
pub mod explain;
pub mod facts;
pub mod input;
pub mod ledger;
pub mod messages;
pub mod pattern;
pub mod render;
pub mod report;
pub mod rules;
pub mod source;
pub mod staffing;
pub mod verify;
