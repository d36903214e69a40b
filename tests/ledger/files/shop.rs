//! A small shop with two months in its ledger: what the printed things are made of.

use paiban::domain::time::Month;
use paiban::ledger::close::{self, Terms};
use paiban::ledger::desk::Known;
use paiban::ledger::entry::*;
use paiban::ledger::moment::{Moment, Zone};
use paiban::ledger::money::Fen;
use paiban::ledger::records::{Closed, Records};
use paiban::ledger::statement::{self, Statement};
use paiban::render::ledger::Paper;
use std::collections::{BTreeMap, HashMap};

/// Money: complaints within the month, other things that grow, a card for a month without complaints.
pub const RULES: &str = r#"
[policy]
id = "service"
name = "客服制度"
name-en = "Service rules"
version = "1"
from = 2026-01-01
mode = "cash"
[[ladder]]
id = "complaint"
name = "顾客投诉"
name-en = "Complaints"
window = "month"
steps = ["50", "100", "review"]
[[ladder]]
id = "after-sales"
name = "售后"
name-en = "After-sales"
window = "ever"
steps = ["severe-warning", "10", "20 +10"]
[[category]]
id = "complaint"
name = "顾客投诉"
name-en = "Complaint"
ladder = "complaint"
[[category]]
id = "unanswered"
name = "搁置售后"
name-en = "Case left unanswered"
ladder = "after-sales"
limit = "30 min"
[[category]]
id = "note"
name = "备忘"
name-en = "Note"
[[award]]
id = "card"
name = "购物卡"
name-en = "Shopping card"
amount = "100"
paid = false
clean = ["complaint"]
shifts = 1
[caps]
share = 20
minimum-wage = "2490"
"#;

/// Points for the eight taboos.
pub const TABOOS: &str = r#"
[policy]
id = "taboos"
name = "禁忌"
name-en = "Taboos"
version = "1"
from = 2026-01-01
mode = "points"
[[ladder]]
id = "taboo"
name = "禁忌"
name-en = "Taboos"
window = "30 days"
steps = ["1", "2.5"]
[[category]]
id = "contradict"
name = "顶撞顾客"
name-en = "Contradicting a customer"
ladder = "taboo"
"#;

/// Lateness, taken from the bonus; nobody late is paid something.
pub const TIMES: &str = r#"
[policy]
id = "times"
name = "考勤"
name-en = "Attendance"
version = "1"
from = 2026-01-01
mode = "bonus"
[[ladder]]
id = "late"
name = "迟到"
name-en = "Lateness"
window = "month"
steps = ["warning", "30", "400"]
[[category]]
id = "late"
name = "迟到"
name-en = "Late"
ladder = "late"
[[award]]
id = "punctual"
name = "全勤奖"
name-en = "Punctuality"
amount = "200"
paid = true
clean = ["late"]
shifts = 20
"#;

pub fn at(text: &str) -> Moment {
    Zone::SHANGHAI
        .read(text)
        .unwrap_or_else(|e| panic!("{text}: {e}"))
}

pub fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// A ledger in memory.
#[derive(Default)]
pub struct Shop {
    pub records: Records,
    pub events: HashMap<EntryId, Event>,
    pub people: Vec<Known>,
    head: EntryId,
}

impl Shop {
    pub fn new(people: &[(&str, &str)], policies: &[&str]) -> Shop {
        let known = |(id, name): &(&str, &str)| Known {
            id: (*id).into(),
            name: (*name).into(),
            was: Vec::new(),
            stay: (None, None),
            in_team: true,
        };
        let mut shop = Shop {
            people: people.iter().map(known).collect(),
            ..Shop::default()
        };
        let name = "晴天 & Co. 旗舰店".into();
        shop.add(
            "2026-10-01 09:00",
            Deed::Open(Opening {
                team_id: None,
                zone: Zone::SHANGHAI,
                name,
                team: String::new(),
            }),
        );
        for text in policies {
            let (id, version, text) = (String::new(), String::new(), (*text).to_owned());
            let from = chrono::NaiveDate::MIN;
            shop.add(
                "2026-10-01 09:00",
                Deed::Policy(Adoption {
                    id,
                    version,
                    from,
                    text,
                }),
            );
        }
        shop
    }

    pub fn add(&mut self, recorded: &str, deed: Deed) -> EntryId {
        self.head += 1;
        if let Deed::Event(event) = &deed {
            self.events.insert(self.head, event.clone());
        }
        let (id, by) = (self.head, "周店长".to_owned());
        let entry = Entry {
            id,
            recorded: at(recorded),
            by,
            via: None,
            deed,
        };
        self.records
            .take(&entry)
            .unwrap_or_else(|fault| panic!("{fault}"));
        id
    }

    /// An event that is recorded at the end of its month, or of December where that says so.
    pub fn event(&mut self, recorded: &str, person: &str, category: &str, time: &str) -> EntryId {
        self.event_with(recorded, event(person, category, time))
    }

    pub fn event_with(&mut self, recorded: &str, event: Event) -> EntryId {
        self.add(recorded, Deed::Event(event))
    }

    /// Publishes a roster in which these people work on so many days.
    pub fn roster(&mut self, recorded: &str, of: &str, shifts: &[(&str, usize)]) {
        let days = month(of).days();
        let row = |(id, shifts): &(&str, usize)| {
            let cells: Vec<&str> = (0..days)
                .map(|d| if d < *shifts { "D" } else { "-" })
                .collect();
            PublishedRow {
                id: (*id).into(),
                name: (*id).into(),
                cells: cells.join(" "),
            }
        };
        let (code, name, spans) = ("D".into(), "day".into(), vec![(540, 1050)]);
        self.add(
            recorded,
            Deed::Roster(Publication {
                team_id: None,
                month: month(of),
                version: 1,
                shifts: vec![PublishedShift {
                    code,
                    name,
                    spans,
                    unpaid: None,
                    night: None,
                }],
                people: shifts.iter().map(row).collect(),
                leave: Vec::new(),
                team: String::new(),
            }),
        );
    }

    pub fn prepare(&self, of: &str, wages: &[(&str, Wage)]) -> (Closing, Vec<Statement<'_>>) {
        let wages: BTreeMap<String, Wage> = wages
            .iter()
            .map(|(id, wage)| ((*id).to_owned(), *wage))
            .collect();
        let terms = Terms {
            wages,
            uncapped: true,
        };
        close::prepare(&self.records, month(of), self.head, &terms, None)
            .unwrap_or_else(|e| panic!("{e}"))
    }

    pub fn close(&mut self, recorded: &str, of: &str, wages: &[(&str, Wage)]) {
        let (closing, _) = self.prepare(of, wages);
        self.add(recorded, Deed::Close(closing));
    }

    pub fn closed(&self, of: &str) -> &Closed {
        self.records
            .closed()
            .iter()
            .find(|c| c.closing.month == month(of))
            .unwrap()
    }

    pub fn name(&self, id: &str) -> &str {
        self.people
            .iter()
            .find(|known| known.id == id)
            .map_or("", |known| &known.name)
    }

    /// A person's paper of a closed month.
    pub fn closed_paper<'a>(&'a self, statement: &'a Statement<'a>) -> Paper<'a> {
        let closed = self.closed(&statement.month.to_string());
        let id = self.records.people().text(statement.person);
        Paper {
            wage: closed.closing.wages.get(id),
            closed: Some(closed),
            ..self.preview(statement, closed.closing.payroll.get(id).unwrap())
        }
    }

    /// A person's paper of an open month.
    pub fn preview<'a>(&'a self, statement: &'a Statement<'a>, payroll: &'a Payroll) -> Paper<'a> {
        let id = self.records.people().text(statement.person);
        Paper {
            records: &self.records,
            statement,
            payroll,
            wage: None,
            closed: None,
            head: (self.head, hash()),
            name: self.name(id),
            events: &self.events,
        }
    }

    pub fn statement(&self, id: &str, of: &str) -> Statement<'_> {
        let person = self.records.people().find(id).unwrap();
        statement::of_one(&self.records, person, month(of), self.head).unwrap()
    }

    pub fn head(&self) -> EntryId {
        self.head
    }
}

pub fn event(person: &str, category: &str, time: &str) -> Event {
    Event {
        person: person.into(),
        category: category.into(),
        at: at(time),
        evidence: String::new(),
        order: None,
        case: None,
        minutes: None,
        seconds: None,
        amount: None,
        approved: None,
        waits: None,
        customer: None,
        note: None,
        leave_of: None,
        duty: None,
    }
}

pub fn wage(wage: i64, bonus: Option<i64>) -> Wage {
    Wage {
        wage: Fen::yuan(wage),
        bonus: bonus.map(Fen::yuan),
        minimum: None,
    }
}

fn hash() -> Hash {
    let mut hash = [0; 32];
    for (byte, value) in hash.iter_mut().zip(160..) {
        *byte = value;
    }
    hash
}

fn remark(of: EntryId) -> Remark {
    Remark {
        of,
        reason: "复核".into(),
    }
}

/// November, closed, and December, with everything that a statement can say; December is still open.
pub fn two_months() -> Shop {
    let people = [("A01", "王芳"), ("A02", "李娜"), ("A03", "<赵>磊 & \"Co\"")];
    let mut shop = Shop::new(&people, &[RULES, TABOOS, TIMES]);
    let staff = [("A01", 22), ("A02", 22), ("A03", 0)];
    shop.roster("2026-10-28 10:00", "2026-11", &staff);
    shop.event("2026-11-03 20:00", "A01", "complaint", "2026-11-03 19:12");
    let second = shop.event("2026-11-20 20:00", "A01", "complaint", "2026-11-20 11:05");
    // A low wage: 150 are charged, and 110 may be deducted.
    let wages = [("A01", wage(2600, None)), ("A02", wage(5000, Some(300)))];
    shop.close("2026-12-02 10:00", "2026-11", &wages);

    shop.roster("2026-11-28 10:00", "2026-12", &staff);
    let appeal = shop.add("2026-12-03 09:00", Deed::Appeal(remark(second)));
    assert!(appeal > second);
    let answer = Answer {
        of: second,
        granted: true,
        reason: "查无实据".into(),
    };
    shop.add("2026-12-04 09:00", Deed::Answer(answer));
    // Found out late: charged now, and November's card is taken back.
    shop.event("2026-12-04 10:00", "A02", "complaint", "2026-11-25 10:10");
    december(&mut shop);
    shop
}

fn december(shop: &mut Shop) {
    let mut first = event("A01", "complaint", "2026-12-05 21:40:07");
    first.evidence = "聊天记录第 3 页\n顾客电话".into();
    first.order = Some("1234567890123456789".into());
    first.duty = Some(OnShift {
        roster: 9,
        version: 2,
        shift: Some("D".into()),
    });
    shop.event_with("2026-12-06 09:00", first);
    let second = shop.event("2026-12-10 09:00", "A01", "complaint", "2026-12-09 10:00");
    shop.add("2026-12-11 09:00", Deed::Waive(remark(second)));
    shop.event("2026-12-13 09:00", "A01", "complaint", "2026-12-12 10:00");
    let mut slow = event("A01", "unanswered", "2026-12-13 15:00");
    slow.minutes = Some(95);
    slow.case = Some(14);
    slow.leave_of = Some("A02".into());
    slow.duty = Some(OnShift {
        roster: 9,
        version: 2,
        shift: None,
    });
    shop.event_with("2026-12-14 09:00", slow);
    let again = shop.event("2026-12-15 09:00", "A01", "unanswered", "2026-12-14 15:00");
    shop.add("2026-12-15 10:00", Deed::Appeal(remark(again)));
    shop.event("2026-12-17 09:00", "A01", "unanswered", "2026-12-16 15:00");
    shop.event("2026-12-17 09:00", "A01", "contradict", "2026-12-16 16:00");
    shop.event("2026-12-19 09:00", "A01", "late", "2026-12-18 09:10");
    shop.event("2026-12-20 09:00", "A01", "late", "2026-12-19 09:10");
    shop.event("2026-12-21 09:00", "A01", "late", "2026-12-20 09:10");
    shop.event("2026-12-21 09:00", "A01", "note", "2026-12-20 09:10");
    shop.event("2026-12-21 09:00", "A01", "no-such", "2026-12-20 09:11");
    let mut evil = event("A03", "contradict", "2026-12-21 09:00");
    evil.evidence = "=1+1</td><script>alert('x')</script>\u{1b}[2J \u{202e}00.05".into();
    evil.amount = Some(Fen(3050));
    evil.approved = Some("周<店长>".into());
    shop.event_with("2026-12-22 09:00", evil);
    shop.event("2026-12-23 09:00", "A03", "contradict", "2026-12-22 09:00");
}

/// The same with December closed: the wage of one is low, and that of another is not known.
pub fn closed() -> Shop {
    let mut shop = two_months();
    let wages = [("A01", wage(2600, Some(350))), ("A02", wage(6000, None))];
    shop.close("2027-01-03 10:00", "2026-12", &wages);
    shop
}
