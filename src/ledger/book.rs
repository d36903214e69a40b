//! A ledger that is open: its store, and as much of it in memory as a question needs.

use super::assess::{self, Charge, Standing};
use super::cases::{self, CaseFile};
use super::desk::Desk;
use super::entry::{ClockBack, Deed, Draft, Entry, EntryId};
use super::error::LedgerError;
use super::moment::Moment;
use super::payments::{About, Payment};
use super::proof::Acting;
use super::records::Records;
use super::store::{Access, LENIENT, Place, Query, Store, StoreError};
use super::ties;

/// What [`Book::load`] reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// Users, policies, rosters, closes, and what was said about events; no event.
    Rules,
    /// And one person's events.
    Person(&'a str),
    /// And all events.
    Everything,
}

/// The kinds of entries that [`Records`] need beside events.
const RULES: [&str; 12] = [
    "open", "user", "policy", "roster", "reverse", "waive", "appeal", "answer", "decide", "close",
    "owner", "rename",
];

/// An open ledger.
#[derive(Debug)]
pub struct Book {
    /// Where it is kept.
    pub store: Store,
    /// The clock is behind the last entry, and that is meant: what is written next says so first.
    meant: Option<ClockBack>,
}

impl Book {
    /// Opens a ledger.
    ///
    /// # Errors
    /// See [`super::store::StoreError`].
    pub fn open(place: &Place, access: Access) -> Result<Book, LedgerError> {
        Ok(Book::of(Store::open(place, access)?))
    }

    /// A ledger of a store.
    pub fn of(store: Store) -> Book {
        Book { store, meant: None }
    }

    /// Refuses to go on where the clock is behind the last entry by more than clocks differ: what was recorded then
    /// would seem to have been there before. `reason`: why it is meant all the same, which is written down.
    ///
    /// # Errors
    /// The clock is behind, and no reason is given, or not by somebody who may.
    pub fn on_time(
        &mut self,
        now: Moment,
        by: &str,
        reason: Option<&str>,
    ) -> Result<(), LedgerError> {
        let (entry, _) = self.store.head()?;
        let last = self.store.row(entry)?;
        let after = last.map_or(i64::MIN, |row| row.recorded);
        if now.seconds().saturating_add(LENIENT) >= after {
            return Ok(());
        }
        let Some(reason) = reason else {
            let after = self.store.zone().at(after);
            return Err(LedgerError::ClockBack { entry, after, now });
        };
        let records = self.load(Scope::Rules)?;
        let desk = Desk {
            records: &records,
            people: &[],
            now,
            by,
        };
        self.meant = Some(desk.clock_back(entry, reason)?);
        Ok(())
    }

    /// Reads what a question needs.
    ///
    /// # Errors
    /// The store cannot be read, or holds what this program did not write.
    pub fn load(&mut self, scope: Scope<'_>) -> Result<Records, LedgerError> {
        let (head, _) = self.store.head()?;
        let mut records = Records::default();
        self.rules(&mut records, head)?;
        match scope {
            Scope::Rules => {}
            Scope::Person(person) => {
                records.saw(head);
                let ids = records.ids(records.current(person));
                for id in ids {
                    self.facts(&mut records, head, Some(id))?;
                }
                if ties::needs_everybody(&records) {
                    records.forget_facts();
                    self.facts(&mut records, head, None)?;
                }
            }
            Scope::Everything => self.facts(&mut records, head, None)?,
        }
        records.saw(head);
        Ok(records)
    }

    /// Takes up the events of one person or of everybody.
    fn facts(
        &mut self,
        records: &mut Records,
        head: EntryId,
        person: Option<String>,
    ) -> Result<(), LedgerError> {
        let events = Query {
            up_to: Some(head),
            person,
            ..Query::default()
        };
        self.store
            .facts(&events, &mut |row| records.take_fact(&row))?;
        Ok(())
    }

    /// Takes up what was added to the rules since records were loaded (no events), and says whether there was any.
    ///
    /// # Errors
    /// As for [`Book::load`].
    pub fn catch_up(&mut self, records: &mut Records) -> Result<bool, LedgerError> {
        let (head, _) = self.store.head()?;
        if head == records.head() {
            return Ok(false);
        }
        let any = self.rules(records, head)?;
        records.saw(head);
        Ok(any)
    }

    /// Takes up the entries behind those that are known, all but events.
    fn rules(&mut self, records: &mut Records, head: EntryId) -> Result<bool, LedgerError> {
        let kinds = RULES.to_vec();
        let rules = Query {
            after: records.head(),
            kinds,
            up_to: Some(head),
            ..Query::default()
        };
        let entries = self.store.entries(&rules)?;
        for entry in &entries {
            let taken = records.take(entry);
            taken.map_err(|fault| LedgerError::Policy {
                entry: entry.id,
                fault,
            })?;
        }
        Ok(!entries.is_empty())
    }

    /// One entry.
    ///
    /// # Errors
    /// There is none of that number.
    pub fn entry(&mut self, id: EntryId) -> Result<Entry, LedgerError> {
        let query = Query {
            after: id.saturating_sub(1),
            up_to: Some(id),
            ..Query::default()
        };
        let found = self.store.entries(&query)?.pop();
        found
            .filter(|entry| entry.id == id)
            .ok_or(LedgerError::NoEntry { id })
    }

    /// The case that was opened by an entry.
    ///
    /// # Errors
    /// There is none, or the entry is something else.
    pub fn case(&mut self, id: EntryId) -> Result<CaseFile, LedgerError> {
        let entry = self.entry(id)?;
        if !matches!(entry.deed, Deed::Case(_)) {
            return Err(LedgerError::NotACase {
                id,
                kind: entry.deed.kind().to_owned(),
            });
        }
        let mut entries = vec![entry];
        entries.extend(self.store.entries(&Query {
            of: Some(id),
            ..Query::default()
        })?);
        let mut file = cases::files(&entries)
            .pop()
            .ok_or(LedgerError::NoEntry { id })?;
        self.followed(std::slice::from_mut(&mut file))?;
        Ok(file)
    }

    /// Names whoever follows cases up by the ids that they have by now.
    fn followed(&mut self, files: &mut [CaseFile]) -> Result<(), LedgerError> {
        let mut kinds = vec!["rename"];
        let mut query = |kinds: &Vec<&'static str>| {
            let kinds = kinds.clone();
            self.store.entries(&Query {
                kinds,
                ..Query::default()
            })
        };
        if query(&kinds)?.is_empty() {
            return Ok(());
        }
        kinds.push("reverse");
        let mut records = Records::default();
        for entry in query(&kinds)? {
            let taken = records.take(&entry);
            taken.map_err(|fault| LedgerError::Policy {
                entry: entry.id,
                fault,
            })?;
        }
        for file in files {
            file.case.person = records.current(&file.case.person).to_owned();
        }
        Ok(())
    }

    /// All cases, as [`cases::files`] orders them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn cases(&mut self) -> Result<Vec<CaseFile>, LedgerError> {
        let kinds = vec!["case", "case-step", "case-close"];
        let mut files = cases::files(&self.store.entries(&Query {
            kinds,
            ..Query::default()
        })?);
        self.followed(&mut files)?;
        Ok(files)
    }

    /// The payments behind an entry that have not been taken back, in their order.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn payments(
        &mut self,
        records: &Records,
        after: EntryId,
    ) -> Result<Vec<Payment>, LedgerError> {
        let policies = records
            .adopted()
            .iter()
            .flat_map(|(_, policy)| &policy.categories);
        let paying = policies.filter(|category| category.payment);
        let mut categories: Vec<String> = paying.map(|category| category.id.clone()).collect();
        categories.sort_unstable();
        categories.dedup();
        if categories.is_empty() {
            return Ok(Vec::new());
        }
        let query = Query {
            after,
            kinds: vec!["event"],
            categories,
            ..Query::default()
        };
        let entries = self.store.entries(&query)?;
        let approvals = self.store.entries(&Query {
            kinds: vec!["approve"],
            ..Query::default()
        })?;
        let standing = |id: EntryId| records.standing(id, records.head().max(id));
        let mut payments = Vec::new();
        for Entry {
            id,
            recorded,
            by,
            deed,
            ..
        } in entries
        {
            let Deed::Event(event) = deed else { continue };
            if standing(id) == Standing::Void {
                continue;
            }
            let approves = |entry: &&Entry| {
                entry.deed.of() == Some(id)
                    && records.is_live(entry.id, records.head().max(entry.id))
            };
            let approval = approvals
                .iter()
                .find(approves)
                .map(|e| (e.by.clone(), e.id));
            let said = About {
                order: event.order.clone(),
                customer: event.customer.clone(),
            };
            let about = match event.case {
                Some(case) => said.or(self.about(case)?),
                None => said,
            };
            payments.push(Payment {
                id,
                event,
                about,
                by,
                recorded,
                approval,
            });
        }
        Ok(payments)
    }

    /// Order and customer of a case, as far as it names them; nothing where there is no such case.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn about(&mut self, case: EntryId) -> Result<About, LedgerError> {
        match self.case(case) {
            Ok(CaseFile { case, .. }) => Ok(About {
                order: case.order,
                customer: Some(case.customer).filter(|name| !name.is_empty()),
            }),
            Err(LedgerError::NoEntry { .. } | LedgerError::NotACase { .. }) => Ok(About::default()),
            Err(other) => Err(other),
        }
    }

    /// Writes deeds down, all or none; they are on the disk when this returns. `seen` is what they were made from.
    ///
    /// Where anything has come between that they may rest on, nothing is written: the same event from somebody else, a
    /// word about the same case, a close, a policy, what is said about an event. Whoever asked looks again.
    ///
    /// # Errors
    /// See [`super::store::StoreError`].
    pub fn write(
        &mut self,
        seen: &Records,
        now: Moment,
        by: &Acting,
        deeds: Vec<Deed>,
    ) -> Result<Vec<EntryId>, LedgerError> {
        let draft = |deed| Draft {
            recorded: now,
            by: by.clone(),
            deed,
        };
        let meant = self.meant.take().map(Deed::ClockBack);
        let first = usize::from(meant.is_some());
        let drafts: Vec<Draft> = meant.into_iter().chain(deeds).map(draft).collect();
        let zone = self.store.zone();
        let written = self.store.append_behind(seen.head(), &drafts);
        let mut ids = written.map_err(|error| match error {
            StoreError::ClockBack { entry, after, now } => LedgerError::ClockBack {
                entry,
                after: zone.at(after),
                now: zone.at(now),
            },
            other => other.into(),
        })?;
        Ok(ids.split_off(first.min(ids.len())))
    }
}

/// What one event brings, among the charges of its person.
pub fn charge_of<'a>(records: &'a Records, person: &str, event: EntryId) -> Option<Charge<'a>> {
    let number = records.people().find(records.current(person))?;
    let charges = assess::person(
        records,
        &records.facts_of(number, records.head()),
        records.head(),
    );
    charges.into_iter().find(|charge| charge.fact.id == event)
}
