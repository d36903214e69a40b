//! Faults and what is said of the ledger in sentences, in both languages: what is wrong, why it matters, what to do. Whatever has
//! a language can use them; `message.rs` draws them for a terminal, and prints nothing.

pub(crate) mod answers;
mod benchmark;
mod calendar;
mod demand;
mod file;
mod key;
pub mod ledger;
pub mod message;
mod name;
pub mod near;
pub(crate) mod plans;
mod policy;
mod roster;
pub mod roster_leave;
mod roster_table;
pub mod sheet;
mod syntax;
mod table;
mod value;

/// Formats a message whose parts are themselves in both languages.
macro_rules! both {
    ($en:literal, $zh:literal, $($part:ident),+ $(,)?) => {
        $crate::text::Text::new(format!($en, $($part.en),+), format!($zh, $($part.zh),+))
    };
}
use both;

pub use name::several_people;

use crate::input::{Fault, FaultKind};
use crate::text::Text;

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What is wrong, as a title.
    pub what: Text,
    /// Why it is wrong.
    pub why: Text,
    /// What to do.
    pub fix: Text,
}

impl Words {
    fn new(what: Text, why: Text, fix: Text) -> Words {
        Words { what, why, fix }
    }
}

/// The words for a fault.
pub fn words(fault: &Fault) -> Words {
    use FaultKind as K;
    match fault.kind.as_ref() {
        K::CannotRead { reason, detail } => file::cannot_read(&fault.file, *reason, detail),
        K::CannotWrite { reason, detail } => file::cannot_write(&fault.file, *reason, detail),
        K::NotText { looks } => file::not_text(*looks),
        K::NotUtf8 { line } => file::not_utf8(*line),
        K::EmptyTeam => file::empty_team(),
        K::NoPeople => file::no_people(),
        K::NoShifts => file::no_shifts(),
        K::NoDemand { month } => file::no_demand(month),
        K::TooManyDuties { count, most } => file::too_many_duties(*count, *most),
        K::NobodyHere { month } => file::nobody_here(month),

        K::Syntax { flaw } => syntax::flaw(flaw),
        K::Brackets { key, double } => key::brackets(key, *double),
        K::UnknownKey { key, known } => key::unknown_key(key, known),
        K::MissingKey { key } => key::missing_key(key),
        K::DuplicateKey { key } => key::duplicate_key(key),
        K::WrongType { found, wanted } => key::wrong_type(found, wanted),
        K::EmptyNeed { key } => key::empty_need(key),
        K::EmptyList { key } => key::empty_list(key),
        K::BadChoice { value, known } => key::bad_choice(value, known),

        K::UnknownPerson { name, known } => name::unknown_person(name, known, is_roster(fault)),
        K::UnknownShift { name, known } => name::unknown_shift(name, known),
        K::UnknownSkill { name, known } => name::unknown_skill(name, known),
        K::UnknownLeaveKind { name, known } => name::unknown_leave_kind(name, known),
        K::UnknownRule { name, known } => name::unknown_rule(name, known),
        K::UnknownCalendar { name, known, file } => calendar::unknown(name, known, file),
        K::BadCalendar { flaw } => calendar::flaw(flaw),
        K::BadHoliday { flaw } => calendar::own(flaw),
        K::Twice { what, name } => name::twice(*what, name),
        K::Alike { name, other } => name::alike(name, other),
        K::BadName { what, name, flaw } => name::bad_name(*what, name, *flaw),
        K::NameClash { name } => name::name_clash(name),
        K::NotAPost { text } => name::not_a_post(text),
        K::NotAPair { found } => name::not_a_pair(*found),
        K::NoPost { person } => name::no_post(person),
        K::SelfCover { person } => name::self_cover(person),

        K::BadDate { text } => value::bad_date(text),
        K::BadDay { text } => value::bad_day(text),
        K::BackwardRange { text } => value::backward_range(text),
        K::BadTime { text, error } => value::bad_time(text, error),
        K::Overlap { a, b } => value::overlap(a, b),
        K::BreakOutside { gap } => value::break_outside(gap),
        K::ShiftLength { minutes } => value::shift_length(*minutes),
        K::NotHalfHour { text } => value::not_half_hour(text),
        K::OutOfRange { value, least, most } => value::out_of_range(value, least, most),
        K::ImpossibleBounds { low, high } => value::impossible_bounds(low, high),
        K::BadWeight { text } => value::bad_weight(text),
        K::BadWish { text, known } => value::bad_wish(text, known),
        K::BadStep { text, known } => value::bad_step(text, known),
        K::LeftBeforeJoined { joined, left } => value::left_before_joined(joined, left),
        K::BadColor { text } => value::bad_color(text),
        K::ClosedDay { days, night } => demand::closed_day(days, *night),
        K::LeastAboveNeed { time, least, need } => demand::least_above_need(time, *least, *need),
        K::SaidTwice {
            date,
            time,
            numbers,
        } => demand::said_twice(date, time, *numbers),
        K::EmptyColumn { heading } => demand::empty_column(heading),
        K::DayWord { name } => demand::day_word(name),
        K::SeveralDays { name } => demand::several_days(name),
        K::AddAlone => demand::add_alone(),
        K::TailWithoutDate => value::tail_without_date(),

        K::Benchmark { flaw } => benchmark::flaw(flaw),
        K::Policy { flaw } => policy::flaw(flaw),

        K::EmptyTable => table::empty(),
        K::UnknownColumn { heading, known } => table::unknown_column(heading, known),
        K::MissingColumn { heading } => table::missing_column(heading),
        K::BadCount { text } => table::bad_count(text),
        K::InBothFiles { person, key } => table::in_both_files(person, key),

        K::EmptyRoster => roster::empty(),
        K::NoRows => roster::no_rows(),
        K::OpenQuote => roster::open_quote(),
        K::NoHeader { first } => roster::no_header(first),
        K::BadHeaderDate { text } => roster::bad_header_date(text),
        K::DaysNotConsecutive { before, after } => roster::days_not_consecutive(before, after),
        K::WrongMonth { found, wanted } => roster::wrong_month(found, wanted),
        K::NotAMonth {
            first,
            last,
            missing,
        } => roster::not_a_month(first, last, missing),
        K::NamelessRow => roster::nameless_row(),
        K::MissingPeople { missing } => roster::missing_people(missing),
        K::RowLength {
            person,
            found,
            wanted,
        } => roster::row_length(person, *found, *wanted),
        K::Roster { flaw } => roster_table::flaw(flaw),
        K::LeaveNotGranted { code, person, date } => roster::leave_not_granted(code, person, date),
        K::UnknownCell {
            code,
            person,
            date,
            known,
        } => roster::unknown_cell(code, person, date, known),
    }
}

/// Whether the fault is in a roster: what people forget differs from a team file.
fn is_roster(fault: &Fault) -> bool {
    !fault.file.to_lowercase().ends_with(".toml")
}
