//! The use cases, one file each: a typed request in, a [`AppError`] or a report out.
//!
//! A report is plain data, free of language and of printing. Whoever asks hands in a [`Context`]: the clock, who asks, a
//! token to cancel, and who listens to progress. Each use case reads, decides and writes, in this order, and writes all or
//! nothing ([`files`]). Nothing here prints, knows an exit code or a language of its own, or looks at a clock.

mod actor;
pub mod answers;
mod balance;
pub mod bench;
pub mod cards;
pub mod cases;
pub mod chart;
pub mod check;
mod context;
mod error;
pub mod explain;
pub mod export;
pub mod fairness;
mod figures;
pub mod files;
pub mod import;
pub mod init;
pub mod ledger;
mod loaded;
mod model_file;
mod past;
pub mod place;
pub mod publish;
mod repeat;
pub mod roster;
mod rows;
mod shop;
pub mod solve;
pub mod staff;
mod watch;

pub use actor::{Actor, NoPasswords, Passwords};
pub use balance::{Balance, Balances, Counted, Met};
pub use context::{Cancel, Clock, Context, Nobody, Note, Observer, Step};
pub use error::{AppError, BadRequest, Defect, InsteadOf, Refusal, RowRefusal, TableFlaw, Unread};
pub use figures::{MEASURES, rounded};
pub use files::kind::Kind as FileKind;
pub use loaded::{Loaded, Memory};
pub use repeat::{Repeat, Repeated};
pub use shop::{LedgerPlace, Shop};
