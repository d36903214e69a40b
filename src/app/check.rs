//! Any roster file against the team's rules.

use super::context::{Context, Note};
use super::error::AppError;
use super::import;
use super::loaded::Loaded;
use super::shop::Shop;
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::input::roster_sheet::{self, How, RosterSheet};
use crate::input::{Fault, FaultKind, Looks, RosterFile};
use crate::ledger::moment::Zone;
use crate::verify::{Verdict, verify};
use std::path::{Path, PathBuf};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The roster.
    pub given: Given,
}

/// A roster as it is given: a roster file, or a table that holds one.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The file; several that have the month between them are joined.
    pub files: Vec<PathBuf>,
    /// The month of a table; `None`: the one that its dates or title say.
    pub month: Option<Month>,
    /// The sheet of a workbook; `None`: the one that has the roster.
    pub sheet: Option<String>,
    /// What an empty cell of a table means, rest or a shift; `None`: rest, where nothing speaks against it.
    pub empty: Option<String>,
}

impl Given {
    /// A roster file.
    pub fn file(path: &Path) -> Given {
        Given {
            files: vec![path.to_path_buf()],
            ..Given::default()
        }
    }

    /// Whether it is said how a table is to be read.
    fn as_table(&self) -> bool {
        self.files.len() > 1 || self.sheet.is_some() || self.empty.is_some()
    }

    /// Whether a roster file is all that is asked for.
    fn is_for(&self, file: &RosterFile) -> bool {
        let other = self.month.is_some_and(|month| month != file.month());
        !other && !self.as_table()
    }

    /// How a table is to be read, by the words of a team.
    pub(super) fn how(&self, shop: &Shop, problem: &Problem) -> Result<How, AppError> {
        Ok(How {
            words: shop.team().words(problem)?,
            empty: self.empty.clone(),
            sheet: self.sheet.clone(),
        })
    }
}

/// What the rules say.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The month.
    pub loaded: Loaded,
    /// The roster.
    pub roster: Roster,
    /// What the checks say of it.
    pub verdict: Verdict,
    /// Seconds that it took.
    pub seconds: f64,
}

/// Checks a roster.
///
/// # Errors
/// A file is wrong.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    let (_, loaded, roster) = read(request, context)?;
    let verdict = verify(&loaded.problem, &loaded.book, &roster);
    Ok(Report {
        loaded,
        roster,
        verdict,
        seconds: context.seconds(),
    })
}

/// A roster file with its shop and month. A workbook, and a table that has more in it than a roster file, is read as
/// `import` reads it.
pub(super) fn read(
    request: &Request,
    context: &Context,
) -> Result<(Shop, Loaded, Roster), AppError> {
    let first = request.given.files.first();
    let file = match RosterFile::read(first.map_or(Path::new(""), PathBuf::as_path)) {
        Ok(file) if !request.given.is_for(&file) => {
            return table(request, context, Why::Month(file.month()));
        }
        Ok(file) => file,
        Err(fault) if is_table(&fault.kind) || request.given.as_table() => {
            return table(request, context, Why::Fault(fault));
        }
        Err(fault) => return Err(fault.into()),
    };
    let shop = Shop::open(&request.team)?;
    let loaded = shop.load(file.month())?;
    loaded.tell(context);
    let roster = match file.roster(&loaded.problem) {
        Ok(roster) => roster,
        // The team's own words are known there.
        Err(fault) if matches!(*fault.kind, FaultKind::UnknownCell { .. }) => {
            return table(request, context, Why::Fault(fault));
        }
        Err(fault) => return Err(fault.into()),
    };
    if file.gb18030 {
        context.note(Note::RosterInGbk);
    }
    Ok((shop, loaded, roster))
}

/// Whether a file that is no roster file may be a table that holds a roster.
fn is_table(kind: &FaultKind) -> bool {
    let workbook = Looks::Workbook;
    matches!(kind, FaultKind::NotText { looks } if *looks == workbook)
        || matches!(
            kind,
            FaultKind::NoHeader { .. }
                | FaultKind::BadHeaderDate { .. }
                | FaultKind::NamelessRow
                | FaultKind::OpenQuote
        )
}

/// Why a file is read as a table.
enum Why {
    /// It is no roster file.
    Fault(Fault),
    /// It is one of a month, and it is asked for more.
    Month(Month),
}

/// A roster out of a table, as `import` reads it. What is wrong with the file as a roster file is said where it is no
/// such table either; of a workbook, what is wrong with the table.
fn table(
    request: &Request,
    context: &Context,
    why: Why,
) -> Result<(Shop, Loaded, Roster), AppError> {
    let given = &request.given;
    let today = context.clock.now(Zone::SHANGHAI)?.date();
    let mut files = given.files.iter();
    let said = || files.find_map(|path| roster_sheet::month_of(path, today).ok().flatten());
    let (month, fault) = match why {
        Why::Month(month) => (given.month.unwrap_or(month), None),
        Why::Fault(fault) => match given.month.or_else(said) {
            Some(month) => (month, Some(fault)),
            None => return Err(fault.into()),
        },
    };
    let shop = Shop::open(&request.team)?;
    let loaded = shop.load(month)?;
    let problem = &loaded.problem;
    let how = given.how(&shop, problem)?;
    let asked = given.month.is_some() || given.as_table();
    let workbook = |fault: &Fault| matches!(*fault.kind, FaultKind::NotText { .. });
    match roster_sheet::read_all(&given.files, month, problem, &how) {
        Ok(RosterSheet {
            roster,
            taken,
            gb18030,
        }) => {
            loaded.tell(context);
            if gb18030 {
                context.note(Note::RosterInGbk);
            }
            for taken in taken.into_iter().filter(|taken| !taken.ours) {
                context.note(Note::Taken(Box::new(taken)));
            }
            Ok((shop, loaded, roster))
        }
        Err(refused) => match fault.filter(|fault| !workbook(fault) && !asked) {
            Some(fault) => Err(fault.into()),
            None => Err(import::refused(&given.files, refused, context)),
        },
    }
}
