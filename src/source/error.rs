//! Everything that can be wrong with an input, as data. `messages` turns it into sentences.

use super::{PolicyFlaw, RosterFlaw, Source};
use crate::domain::calendar::CalendarError;
use crate::domain::time::TimeError;
use std::io::ErrorKind;
use std::ops::Range;
use std::sync::Arc;

/// Something wrong with an input, and where.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{file}: {kind}")]
pub struct Fault {
    /// The file's name as the user gave it.
    pub file: String,
    /// Its text, when it could be read.
    pub text: Option<Arc<Source>>,
    /// The place in the text, in bytes.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub kind: Box<FaultKind>,
    /// What else is wrong with the file.
    pub more: Vec<Fault>,
}

/// A fault as data: the file, the place from 1 where it has one, and what is wrong.
impl serde::Serialize for Fault {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let place = self.text.as_ref().zip(self.span.as_ref());
        let place = place.map(|(text, span)| text.place(span.start));
        let count = 4 + usize::from(!self.more.is_empty());
        let mut fields = serializer.serialize_struct("Fault", count)?;
        fields.serialize_field("file", &self.file)?;
        fields.serialize_field("line", &place.map(|(line, _)| line))?;
        fields.serialize_field("column", &place.map(|(_, column)| column))?;
        fields.serialize_field("fault", &self.kind.to_string())?;
        if count > 4 {
            fields.serialize_field("more", &self.more)?;
        }
        fields.end()
    }
}

impl Fault {
    /// A fault of a whole file.
    pub fn of_file(file: &str, kind: FaultKind) -> Fault {
        Fault {
            file: file.to_owned(),
            text: None,
            span: None,
            kind: Box::new(kind),
            more: Vec::new(),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs)] // each variant says it in its message
pub enum FaultKind {
    // Files
    #[error("cannot be read: {detail}")]
    CannotRead { reason: ErrorKind, detail: String },
    #[error("cannot be written: {detail}")]
    CannotWrite { reason: ErrorKind, detail: String },
    #[error("not a text file: {looks:?}")]
    NotText { looks: Looks },
    #[error("line {line} is not UTF-8")]
    NotUtf8 { line: usize },

    // The shape of a team file
    #[error("nothing in the file")]
    EmptyTeam,
    #[error("not TOML: {flaw:?}")]
    Syntax { flaw: Flaw },
    #[error("brackets around `{key}`")]
    Brackets { key: String, double: bool },
    #[error("unknown key `{key}`")]
    UnknownKey { key: String, known: Vec<String> },
    #[error("key `{key}` is missing")]
    MissingKey { key: String },
    #[error("key `{key}` stands twice")]
    DuplicateKey { key: String },
    #[error("{found:?} where {wanted:?} is expected")]
    WrongType { found: Shape, wanted: Shape },
    #[error("`{key}` says nothing")]
    EmptyNeed { key: String },
    #[error("`{key}` is an empty list")]
    EmptyList { key: String },
    #[error("`{value}` is not allowed here")]
    BadChoice { value: String, known: Vec<String> },

    // Names
    #[error("unknown person `{name}`")]
    UnknownPerson { name: String, known: Vec<String> },
    #[error("unknown shift `{name}`")]
    UnknownShift { name: String, known: Vec<String> },
    #[error("unknown skill `{name}`")]
    UnknownSkill { name: String, known: Vec<String> },
    #[error("unknown kind of leave `{name}`")]
    UnknownLeaveKind { name: String, known: Vec<String> },
    #[error("unknown rule `{name}`")]
    UnknownRule { name: String, known: Vec<String> },
    #[error("unknown calendar `{name}`")]
    UnknownCalendar {
        name: String,
        known: Vec<String>,
        file: String,
    },
    #[error("not a calendar: {flaw}")]
    BadCalendar { flaw: CalendarError },
    #[error("{flaw}")]
    BadHoliday { flaw: CalendarError },
    #[error("`{name}` is there twice")]
    Twice { what: Named, name: String },
    #[error("`{name}` cannot be told from `{other}`")]
    Alike { name: String, other: String },
    #[error("`{name}` cannot be a name: {flaw:?}")]
    BadName {
        what: Named,
        name: String,
        flaw: NameFlaw,
    },
    #[error("`{name}` is a person and a skill")]
    NameClash { name: String },

    // Values
    #[error("`{text}` is not a date")]
    BadDate { text: String },
    #[error("`{text}` is not a day or a kind of day")]
    BadDay { text: String },
    #[error("`{name}` names days already")]
    DayWord { name: String },
    #[error("`{name}` stands for several days")]
    SeveralDays { name: String },
    #[error("`{text}` ends before it begins")]
    BackwardRange { text: String },
    #[error("`{text}` is not a time: {error}")]
    BadTime { text: String, error: TimeError },
    #[error("{a} and {b} overlap")]
    Overlap { a: String, b: String },
    #[error("the break {gap} lies outside the shift")]
    BreakOutside { gap: String },
    #[error("a shift of {minutes} minutes")]
    ShiftLength { minutes: i32 },
    #[error("{text} is not on the half hour")]
    NotHalfHour { text: String },
    #[error("{value} is out of range")]
    OutOfRange {
        value: String,
        least: String,
        most: String,
    },
    #[error("at least {low} and at most {high}")]
    ImpossibleBounds { low: String, high: String },
    #[error("`{text}` is not a weight")]
    BadWeight { text: String },
    #[error("`{text}` is not a wish")]
    BadWish { text: String, known: Vec<String> },
    #[error("`{text}` is not a kind of day in a sequence")]
    BadStep { text: String, known: Vec<String> },
    #[error("`{text}` is not a post")]
    NotAPost { text: String },
    #[error("a pair of {found}")]
    NotAPair { found: usize },
    #[error("`{person}` holds no post")]
    NoPost { person: String },
    #[error("left before joining")]
    LeftBeforeJoined { joined: String, left: String },
    #[error("`{person}` covers for themselves")]
    SelfCover { person: String },
    #[error("a colour is written `#rrggbb`, not `{text}`")]
    BadColor { text: String },
    #[error("the team is closed on {days}, or in the night after: {night}")]
    ClosedDay { days: String, night: bool },
    #[error("at least {least} and only {need} needed at {time}")]
    LeastAboveNeed { time: String, least: u32, need: u32 },
    #[error("two numbers for {date} {time}: {numbers:?}")]
    SaidTwice {
        date: String,
        time: String,
        numbers: [u32; 2],
    },
    #[error("`add` beside other numbers")]
    AddAlone,
    #[error("the tail of last month has no date")]
    TailWithoutDate,

    // The whole
    #[error("no people")]
    NoPeople,
    #[error("no shifts")]
    NoShifts,
    #[error("no demand in {month}")]
    NoDemand { month: String },
    #[error("more than {most} duties")]
    TooManyDuties { count: usize, most: usize },
    #[error("nobody is in the team in {month}")]
    NobodyHere { month: String },

    // Benchmark instances
    #[error("not the file of a benchmark instance: {flaw:?}")]
    Benchmark { flaw: BenchFlaw },

    // Policies
    #[error("not a policy: {flaw:?}")]
    Policy { flaw: PolicyFlaw },

    // Tables beside a team file
    #[error("nothing in the table")]
    EmptyTable,
    #[error("unknown heading `{heading}`")]
    UnknownColumn { heading: String, known: Vec<String> },
    #[error("nothing below `{heading}`")]
    EmptyColumn { heading: String },
    #[error("no column `{heading}`")]
    MissingColumn { heading: String },
    #[error("`{text}` is not a number of people")]
    BadCount { text: String },
    #[error("`{key}` of `{person}` stands in both files")]
    InBothFiles { person: String, key: String },

    // Tables that hold a roster
    #[error("no roster: {flaw:?}")]
    Roster { flaw: RosterFlaw },

    // Roster files
    #[error("empty")]
    EmptyRoster,
    #[error("no rows")]
    NoRows,
    #[error("a quotation mark is not closed")]
    OpenQuote,
    #[error("no header with dates")]
    NoHeader { first: String },
    #[error("`{text}` in the header is not a date")]
    BadHeaderDate { text: String },
    #[error("the days are not consecutive")]
    DaysNotConsecutive { before: String, after: String },
    #[error("the roster is of {found}, not of {wanted}")]
    WrongMonth { found: String, wanted: String },
    #[error("not a whole month")]
    NotAMonth {
        first: String,
        last: String,
        missing: Vec<String>,
    },
    #[error("a row without a name")]
    NamelessRow,
    #[error("{missing:?} missing")]
    MissingPeople { missing: Vec<String> },
    #[error("{found} cells instead of {wanted}")]
    RowLength {
        person: String,
        found: usize,
        wanted: usize,
    },
    #[error("`{code}`, but no leave is granted")]
    LeaveNotGranted {
        code: String,
        person: String,
        date: String,
    },
    #[error("unknown code `{code}`")]
    UnknownCell {
        code: String,
        person: String,
        date: String,
        known: Vec<String>,
    },
}

/// What a file is that is no text we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// Text in UTF-16.
    Utf16,
    /// An Excel workbook.
    Workbook,
    /// A web page, as some systems call an Excel export.
    WebPage,
    /// Something else that is not text.
    Binary,
}

/// What is wrong with the TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// A text without quotation marks.
    Unquoted {
        /// The text.
        text: String,
    },
    /// A text whose quotation mark is not closed.
    OpenText,
    /// A backslash in a text.
    Backslash,
    /// `[` or `{` that is not closed.
    OpenBracket {
        /// Which.
        bracket: char,
    },
    /// A section header that is not closed.
    OpenHeader,
    /// No `=` after a key.
    NoEquals {
        /// What stands there.
        text: String,
    },
    /// Nothing after `=`.
    NoValue,
    /// No comma between two values.
    NoComma,
    /// A comma too many.
    ExtraComma,
    /// Something follows a value on its line.
    AfterValue {
        /// What follows.
        text: String,
    },
    /// A key with characters that need quotation marks.
    BadKey {
        /// The key.
        text: String,
    },
    /// A number that starts with 0, has a comma, and the like.
    BadNumber {
        /// The number.
        text: String,
    },
    /// Punctuation of the Chinese keyboard.
    FullWidth {
        /// What stands there.
        found: char,
        /// What belongs there.
        wanted: char,
    },
    /// A control character.
    Invisible,
    /// A table and not TOML at all.
    Table,
    /// Anything else, in the words of the TOML reader.
    Other {
        /// These words.
        detail: String,
    },
}

/// What is wrong with the file of a benchmark instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BenchFlaw {
    /// A line that does not have the form that is expected where it stands.
    Form {
        /// The form.
        form: &'static str,
    },
    /// A section is missing or empty.
    NoSection {
        /// Its name.
        name: &'static str,
    },
    /// A text where a whole number is expected.
    Number {
        /// The text.
        text: String,
    },
    /// A name that the instance does not have.
    Unknown {
        /// What it should be the name of.
        what: Named,
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// Fewer or more weeks than the scenario has.
    Weeks {
        /// How many were given.
        found: usize,
        /// How many there are.
        wanted: usize,
    },
    /// Something that stands twice.
    Twice {
        /// What.
        name: String,
    },
    /// A file that belongs to another instance than the others.
    Foreign {
        /// Its own.
        found: String,
        /// That of the others.
        wanted: String,
    },
}

impl From<BenchFlaw> for FaultKind {
    fn from(flaw: BenchFlaw) -> FaultKind {
        FaultKind::Benchmark { flaw }
    }
}

impl From<RosterFlaw> for FaultKind {
    fn from(flaw: RosterFlaw) -> FaultKind {
        FaultKind::Roster { flaw }
    }
}

/// A kind of value in a team file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Shape {
    Text,
    Whole,
    Number,
    YesNo,
    List,
    Table,
    Other(String),
}

/// Why something cannot be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFlaw {
    /// There is nothing.
    Empty,
    /// The word has a meaning of its own.
    Reserved,
    /// It contains this character.
    Contains(char),
    /// It begins with this character.
    Begins(char),
}

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Named {
    Team,
    Person,
    Shift,
    Skill,
    Day,
    Demand,
    Section,
    Contract,
    LeaveKind,
    Holiday,
}
