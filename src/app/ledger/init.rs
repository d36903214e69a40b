//! A new ledger, with policies and a first manager at once where they are given.

use super::policy::{NamedPolicy, named};
use super::user::{new_password, user_name};
use super::{Call, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest};
use crate::app::files::cannot_write;
use crate::app::shop::LedgerPlace;
use crate::input::{Source, policy_file};
use crate::ledger::book::Book;
use crate::ledger::desk::{Desk, UserChange};
use crate::ledger::entry::{Deed, Draft, Entry, Opening, User};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::policy::Role;
use crate::ledger::proof::Hashed;
use crate::ledger::records::Records;
use crate::ledger::store::{Place, Store};
use crate::text::Lang;
use chrono::NaiveDate;
use serde::Serialize;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The shop's name; `None`: the team's.
    pub name: Option<String>,
    /// The shop's time zone.
    pub zone: String,
    /// Policies to adopt: presets or files.
    pub policies: Vec<String>,
    /// Whether they hold from the days that they say, though those are over.
    pub back: bool,
    /// The first manager.
    pub manager: Option<String>,
    /// The login that proves them; `None`: that of whoever makes the ledger.
    pub login: Option<String>,
    /// Whether they are to have a password.
    pub password: bool,
    /// The language of presets.
    pub lang: Lang,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Where the ledger lies.
    pub place: String,
    /// Its zone.
    pub zone: Zone,
    /// Policies that were adopted: id, version, first day.
    pub adopted: Vec<(String, String, NaiveDate)>,
    /// Whether any of their files says an earlier day.
    pub cut: bool,
    /// The first manager.
    pub manager: Option<User>,
}

/// Makes a ledger.
///
/// # Errors
/// There is one, a policy is wrong, or it cannot be written.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |call| init(request, call))
}

fn init(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let zone = Zone::parse(&request.zone)
        .map_err(|_| AppError::request(BadRequest::BadZone(request.zone.clone())))?;
    folder(&call.at.store)?;
    let (now, by) = (call.context.clock.now(zone)?, call.founder()?);
    let (team, team_id) = call.team_said().unzip();
    let name = request.name.clone().or_else(|| team.clone());
    let opening = Deed::Open(Opening {
        zone,
        team: team.unwrap_or_default(),
        team_id: team_id.flatten(),
        name: name.unwrap_or_default().trim().to_owned(),
    });
    let password = match (&request.manager, request.password) {
        (Some(name), true) => Some(new_password(user_name(name)?, call)?),
        _ => None,
    };
    let mut deeds = planned(request, password, opening, now, &by.name)?;
    let draft = |deed: &Deed| Draft {
        recorded: now,
        by: by.clone(),
        deed: deed.clone(),
    };
    // All that may be refused is settled: what is left to go wrong is the disk.
    if let Some(first) = deeds.first() {
        let store = Store::create(&call.at.store, &draft(first)).map_err(LedgerError::from)?;
        let mut book = Book::of(store);
        prove(&mut deeds, call.login(&mut book)?);
        let rest: Vec<Draft> = deeds.iter().skip(1).map(draft).collect();
        book.store.append(&rest).map_err(LedgerError::from)?;
    }
    Ok(report(call, zone, &deeds))
}

/// Lets the login of whoever makes the ledger prove the first manager, where nothing else was said.
fn prove(deeds: &mut [Deed], own: Option<String>) {
    if let Some(Deed::User(user)) = deeds.last_mut()
        && user.login.is_none()
    {
        user.login = own;
    }
}

/// A folder that is not there is said so before anything else.
fn folder(place: &Place) -> Result<(), AppError> {
    let Place::File(path) = place else {
        return Ok(());
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    match folder.filter(|folder| !folder.is_dir()) {
        Some(_) => Err(cannot_write(path, &std::io::ErrorKind::NotFound.into())),
        None => Ok(()),
    }
}

/// Everything that the ledger begins with, each deed looked at by the desk with those before it known.
fn planned(
    request: &Request,
    password: Option<Hashed>,
    opening: Deed,
    now: Moment,
    by: &str,
) -> Result<Vec<Deed>, AppError> {
    let mut deeds = vec![opening];
    let mut records = Records::default();
    take(&mut records, &deeds, now, by)?;
    for word in &request.policies {
        let NamedPolicy { source, policy } = named(word, request.lang)?;
        let desk = Desk {
            records: &records,
            people: &[],
            now,
            by,
        };
        deeds.push(desk.adopt(&policy, &source.text, request.back)?);
        take(&mut records, &deeds, now, by)?;
    }
    if let Some(manager) = &request.manager {
        let manager = user_name(manager)?;
        let desk = Desk {
            records: &records,
            people: &[],
            now,
            by,
        };
        let change = UserChange {
            role: Some(Some(Role::Manager)),
            login: request.login.clone(),
            password,
        };
        deeds.push(desk.user(manager, change)?);
    }
    Ok(deeds)
}

/// Takes the last deed up, as the entry that it will be.
fn take(records: &mut Records, deeds: &[Deed], now: Moment, by: &str) -> Result<(), AppError> {
    if let Some(deed) = deeds.last() {
        // As many as there are policies in a request.
        let id = i64::try_from(deeds.len()).unwrap_or(i64::MAX);
        records.take(&Entry {
            id,
            recorded: now,
            by: by.to_owned(),
            via: None,
            deed: deed.clone(),
        })?;
    }
    Ok(())
}

fn report(call: &Call<'_>, zone: Zone, deeds: &[Deed]) -> Report {
    let mut report = Report {
        place: call.at.shown(),
        zone,
        adopted: Vec::new(),
        cut: false,
        manager: None,
    };
    for deed in deeds {
        match deed {
            Deed::Policy(p) => {
                let said = policy_file::read(&Source::new(p.id.clone(), p.text.clone()));
                report.cut |= said.is_ok_and(|said| said.from < p.from);
                let adopted = (p.id.clone(), p.version.clone(), p.from);
                report.adopted.push(adopted);
            }
            Deed::User(user) => report.manager = Some(user.clone()),
            _ => {}
        }
    }
    report
}
