//! The use cases as a page or another program calls them: nothing printed, nothing global, everything handed in.

use paiban::app::answers::{Asked, change, leave, swap};
use paiban::app::solve::{Engine, Options};
use paiban::app::{Actor, AppError, Cancel, Clock, Context, LedgerPlace, Nobody, Observer, Step};
use paiban::app::{bench, cases, chart, check, explain, export, fairness, import, init, ledger};
use paiban::app::{publish, roster};
use paiban::domain::time::Month;
use paiban::engine::Limits;
use paiban::ledger::moment::{Moment, Zone};
use paiban::text::Lang;
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

struct At(Instant);

impl Clock for At {
    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    fn now(&self, zone: Zone) -> Result<Moment, AppError> {
        ledger::moment("2026-12-01 09:00", zone)
    }
}

fn context(observer: Arc<dyn Observer>) -> Context {
    Context {
        clock: Arc::new(At(Instant::now())),
        actor: Actor::named("supervisor"),
        cancel: Cancel::default(),
        clock_back: None,
        observer,
    }
}

fn nobody() -> Context {
    context(Arc::new(Nobody))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("library")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    folder
}

fn shop(name: &str, people: Option<u32>) -> PathBuf {
    let request = init::Request {
        folder: folder(name),
        preset: init::PRESETS[0],
        people,
        force: false,
        lang: Lang::En,
    };
    init::run(&request, &nobody()).unwrap().path
}

fn request(team: &Path, seconds: f64, engine: Engine) -> roster::Request {
    roster::Request {
        team: team.to_owned(),
        month: Month::parse("2026-12").unwrap(),
        out: None,
        repeat: None,
        ledger: None,
        options: Options {
            limits: Limits {
                seconds,
                ..Limits::default()
            },
            engine,
            model_file: None,
        },
    }
}

/// Every report and every error is data: this compiles.
#[test]
fn reports_are_data() {
    fn data<T: Serialize>() {}
    data::<AppError>();
    data::<roster::Report>();
    data::<bench::Report>();
    data::<check::Report>();
    data::<chart::Report>();
    data::<export::Report>();
    data::<import::Report>();
    data::<publish::Report>();
    data::<explain::Report>();
    data::<fairness::Report>();
    data::<leave::Report>();
    data::<swap::Report>();
    data::<change::Report>();
    data::<cases::Case>();
    data::<cases::Closed>();
    data::<ledger::add::Report>();
    data::<ledger::close::Report>();
    data::<ledger::import::Report>();
    data::<ledger::init::Report>();
    data::<ledger::list::Report>();
    data::<ledger::policy::Report>();
    data::<ledger::remark::Report>();
    data::<ledger::show::Report>();
    data::<ledger::statement::Report>();
    data::<ledger::status::Report>();
    data::<ledger::user::Report>();
    data::<ledger::verify::Report>();
    data::<ledger::who::Report>();
}

#[test]
fn a_leave_is_answered_and_granted_by_the_library_alone() {
    let team = shop("leave", None);
    let made = roster::run(&request(&team, 20.0, Engine::Portfolio), &nobody()).unwrap();
    let roster::Outcome::Found(found) = &made.outcome else {
        panic!("{:?}", made.outcome);
    };
    assert!(found.verdict.holds());
    let at = LedgerPlace::new(None, Some(&team));
    let ask = |grant| leave::Request {
        asked: Asked {
            team: team.clone(),
            roster: None,
            today: None,
            seconds: 20.0,
        },
        person: "A03".to_owned(),
        from: "2026-12-08".parse().unwrap(),
        to: "2026-12-08".parse().unwrap(),
        kind: None,
        keep_cover: false,
        plans: Vec::new(),
        stand_in: None,
        grant,
    };
    let before = std::fs::read(&team).unwrap();
    let answer = leave::run(&ask(None), &at, &nobody()).unwrap();
    assert!(answer.can_be_granted() && answer.granted.is_none());
    assert_eq!(std::fs::read(&team).unwrap(), before);
    // As data: places in it point to the names that it carries.
    let data = serde_json::to_value(&answer).unwrap();
    let part = &data["months"][0];
    let person = part["request"]["person"].as_u64().unwrap() as usize;
    assert_eq!(
        part["base"]["loaded"]["problem"]["people"][person]["id"],
        "A03"
    );
    // Granted by a second request, whoever has asked meanwhile.
    let answer = leave::run(&ask(Some(Lang::En)), &at, &nobody()).unwrap();
    let granted = answer.granted.unwrap();
    assert_eq!(granted.issued.len(), 1);
    let text = std::fs::read_to_string(&team).unwrap();
    assert!(text.ends_with(&granted.block), "{text}");
    // And refused by a third: the data says why.
    let refused = leave::run(&ask(None), &at, &nobody()).unwrap_err();
    let data = serde_json::to_value(&refused).unwrap();
    assert!(data.to_string().contains("Overlap"), "{data}");
}

#[test]
fn requests_side_by_side_are_ended_one_by_one() {
    let team = shop("two", Some(40));
    let (long, short) = (nobody(), nobody());
    let other = team.with_file_name("other");
    std::thread::scope(|scope| {
        let ended = scope.spawn(|| {
            let mut request = request(&team, 30.0, Engine::Search);
            request.out = Some(other);
            let report = roster::run(&request, &short).unwrap();
            (report, short.clock.seconds())
        });
        let runs = scope.spawn(|| {
            let report = roster::run(&request(&team, 6.0, Engine::Search), &long).unwrap();
            (report, long.clock.seconds())
        });
        std::thread::sleep(Duration::from_secs(2));
        short.cancel.ask();
        let (report, seconds) = ended.join().unwrap();
        assert!(seconds < 25.0, "{seconds}");
        let roster::Outcome::Found(found) = &report.outcome else {
            panic!("{:?}", report.outcome);
        };
        assert!(found.solved.interrupted);
        let (report, seconds) = runs.join().unwrap();
        assert!(seconds > 4.0, "{seconds}");
        let roster::Outcome::Found(found) = &report.outcome else {
            panic!("{:?}", report.outcome);
        };
        assert!(!found.solved.interrupted);
    });
}

/// Counts what it hears, and is dropped with the last engine that could tell it something.
struct Counting(Arc<AtomicUsize>);

impl Observer for Counting {
    fn step(&self, _: &Step<'_>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn an_engine_that_is_late_ends_by_itself() {
    let team = shop("late", Some(120));
    let heard = Arc::new(AtomicUsize::new(0));
    let observer: Arc<dyn Observer> = Arc::new(Counting(Arc::clone(&heard)));
    let left = Arc::downgrade(&observer);
    let report = {
        let context = context(observer);
        roster::run(&request(&team, 0.05, Engine::Columns), &context).unwrap()
    };
    assert!(report.seconds < 20.0, "{}", report.seconds);
    // What listens is freed as soon as the engine's thread has noticed that nobody waits.
    let began = Instant::now();
    while left.strong_count() > 0 {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "an engine goes on"
        );
        std::thread::sleep(Duration::from_millis(50));
    }
    let before = heard.load(Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(heard.load(Ordering::Relaxed), before);
}
