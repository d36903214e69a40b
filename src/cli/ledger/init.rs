//! `paiban ledger init`: a new ledger, with policies and a first manager at once where they are given.

use super::call::{Call, shown};
use super::{policy, user};
use crate::cli::Failure;
use crate::cli::solve::cannot_write;
use crate::ledger::desk::Desk;
use crate::ledger::entry::{Deed, Draft, Entry, Opening};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::policy::Role;
use crate::ledger::records::Records;
use crate::ledger::store::{Place, Store};
use crate::text;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let zone = zone(call)?;
    folder(&call.place)?;
    let (now, by) = (call.now(zone)?, call.by()?);
    let name = call
        .text("name")
        .map(str::to_owned)
        .or_else(|| call.team_name());
    let opening = Deed::Open(Opening {
        zone,
        name: name.unwrap_or_default().trim().to_owned(),
    });
    let deeds = planned(call, opening, now, &by)?;
    let mut drafts: Vec<Draft> = Vec::new();
    drafts.extend(deeds.into_iter().map(|deed| Draft {
        recorded: now,
        by: by.clone(),
        deed,
    }));
    // All that may be refused is settled: what is left to go wrong is the disk.
    let mut rest = drafts.split_off(1);
    let mut store = Store::create(&call.place, &drafts.remove(0)).map_err(LedgerError::from)?;
    if !rest.is_empty() {
        store.append(&rest).map_err(LedgerError::from)?;
    }
    report(call, &mut rest, zone);
    Ok(0)
}

fn zone(call: &Call<'_>) -> Result<Zone, Failure> {
    let text = call.text("zone").unwrap_or_default();
    Zone::parse(text).map_err(|_| {
        Failure::Usage(
            text!("there is no time zone `{text}`", "没有时区 {text}"),
            text!(
                "give a name such as Asia/Shanghai, Asia/Urumqi or Europe/Berlin",
                "写时区名，如 Asia/Shanghai、Asia/Urumqi"
            ),
        )
    })
}

/// A folder that is not there is said so before anything else.
fn folder(place: &Place) -> Result<(), Failure> {
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
fn planned(call: &Call<'_>, opening: Deed, now: Moment, by: &str) -> Result<Vec<Deed>, Failure> {
    let mut deeds = vec![opening];
    let mut records = Records::default();
    take(&mut records, &deeds, now, by)?;
    for word in call
        .matches
        .get_many::<String>("policy")
        .into_iter()
        .flatten()
    {
        let (source, policy) = policy::named(word, call.lang)?;
        let desk = Desk {
            records: &records,
            people: &[],
            now,
            by,
        };
        deeds.push(desk.adopt(&policy, &source.text)?);
        take(&mut records, &deeds, now, by)?;
    }
    if let Some(manager) = call.text("user") {
        let manager = user::name(manager)?;
        let desk = Desk {
            records: &records,
            people: &[],
            now,
            by,
        };
        deeds.push(desk.user(manager, Some(Role::Manager))?);
    }
    Ok(deeds)
}

/// Takes the last deed up, as the entry that it will be.
fn take(records: &mut Records, deeds: &[Deed], now: Moment, by: &str) -> Result<(), Failure> {
    if let Some(deed) = deeds.last() {
        // As many as there are options on a command line.
        let id = i64::try_from(deeds.len()).unwrap_or(i64::MAX);
        records.take(&Entry {
            id,
            recorded: now,
            by: by.to_owned(),
            deed: deed.clone(),
        })?;
    }
    Ok(())
}

fn report(call: &Call<'_>, rest: &mut Vec<Draft>, zone: Zone) {
    let place = shown(&call.place);
    call.say(&text!(
        "made the ledger {place} ({zone})",
        "已建台账 {place}（{zone}）"
    ));
    let mut adopted = false;
    for draft in rest.drain(..) {
        match draft.deed {
            Deed::Policy(p) => {
                adopted = true;
                let (id, version, from) = (p.id, p.version, p.from);
                call.say(&text!(
                    "  adopted {id} {version}, in force from {from}",
                    "  采用制度 {id} {version}，自 {from} 生效"
                ));
            }
            Deed::User(user) => {
                let name = user.name;
                call.say(&text!(
                    "  {name} is manager; only named users may write from now on",
                    "  {name} 是店长；从现在起只有指定的用户可以写入"
                ));
            }
            _ => {}
        }
    }
    call.say(&match adopted {
        true => text!(
            "next: publish the month's roster (`paiban publish`), then record events (`paiban ledger add`)",
            "下一步：发布当月班表（paiban publish），然后记录事件（paiban ledger add）"
        ),
        false => text!(
            "next: adopt a policy; `paiban ledger policy` lists the presets",
            "下一步：采用制度；用 paiban ledger policy 查看预设"
        ),
    });
}
