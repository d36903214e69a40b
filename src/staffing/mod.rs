//! From customers to people: what contacts are to be expected, how many people they need, what a roster means for waiting.
//!
//! A leaf: numbers in, numbers out; no file, no roster, no words. Contacts are real numbers, people whole ones.
//!
//! | file | what |
//! |---|---|
//! | `queue.rs` | waiting at a desk: Erlang C and A, chats in parallel |
//! | `need.rs` | the least number of people for a target; absence on top |
//! | `load.rs` | contacts that are still handled in the next half-hour |
//! | `profile.rs` | what the past says of a day to come |
//! | `backtest.rs` | what such a forecast would have been worth |
//! | `forecast.rs` | days to come, with events, and how far off they may be |

pub mod backtest;
pub mod forecast;
pub mod load;
pub mod need;
pub mod profile;
pub mod queue;
