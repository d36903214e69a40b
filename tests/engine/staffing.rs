//! Waiting and people: against tables of forty digits, against each other, and against customers one by one.

use crate::bench::{bench, ignored};
use crate::desk_simulation::simulate;
use paiban::staffing::need::Target;
use paiban::staffing::queue::{Desk, Service};
use std::path::Path;

/// The rows of a table of numbers; what is empty is zero.
fn rows(path: &Path) -> Vec<Vec<f64>> {
    let text = std::fs::read_to_string(path).unwrap();
    let numbers = |line: &str| line.split(',').map(|n| n.parse().unwrap_or(0.0)).collect();
    text.lines().skip(1).map(numbers).collect()
}

/// Relative to what is right.
fn close(found: f64, right: f64, row: &[f64]) {
    assert!(
        (found - right).abs() <= 1e-9 * right.abs(),
        "{found} {right} {row:?}"
    );
}

#[test]
fn erlang_c_and_a_are_those_of_the_tables() {
    let Some(folder) = bench("staffing") else {
        return ignored("erlang_c_and_a_are_those_of_the_tables");
    };
    for row in rows(&folder.join("erlang_c_reference.csv")) {
        let [
            calls,
            interval,
            handling,
            people,
            target,
            _,
            wait,
            in_time,
            mean,
            busy,
        ] = row[..]
        else {
            panic!("{row:?}");
        };
        let found =
            Desk::telephone(calls / interval, handling, None).service(people as usize, target);
        for (found, right) in [
            (found.wait, wait),
            (found.in_time, in_time),
            (found.mean_wait, mean),
            (found.occupancy, busy),
        ] {
            close(found, right, &row);
        }
    }
    for row in rows(&folder.join("erlang_a_reference.csv")) {
        let [
            calls,
            interval,
            handling,
            patience,
            people,
            target,
            wait,
            lost,
            busy,
            mean,
            in_time,
            _,
        ] = row[..]
        else {
            panic!("{row:?}");
        };
        let found = Desk::telephone(calls / interval, handling, Some(patience))
            .service(people as usize, target);
        for (found, right) in [
            (found.wait, wait),
            (found.lost, lost),
            (found.occupancy, busy),
            (found.mean_wait, mean),
            (found.in_time, in_time),
        ] {
            close(found, right, &row);
        }
    }
}

#[test]
fn the_least_people_are_those_of_the_table() {
    let Some(folder) = bench("staffing") else {
        return ignored("the_least_people_are_those_of_the_table");
    };
    for row in rows(&folder.join("erlang_c_min_agents.csv")) {
        let [calls, interval, handling, within, share, people, ..] = row[..] else {
            panic!("{row:?}");
        };
        let target = Target {
            share: (share * 1000.0).round() as u32,
            within,
            busiest: 1000,
        };
        let desk = Desk::telephone(calls / interval, handling, None);
        assert_eq!(target.least(&desk), Ok(people as u32), "{row:?}");
    }
}

/// Handling times at one to five chats, by the gains that are usual: 1, 1.7, 2.5, 2.9, 3.5.
const CHATS: [f64; 5] = [300.0, 353.0, 360.0, 414.0, 428.0];

fn chats(contacts: f64, at_once: usize, patience: Option<f64>) -> Desk {
    Desk {
        rate: contacts / 1800.0,
        handling: CHATS[..at_once].to_vec(),
        patience,
    }
}

#[test]
fn one_chat_at_once_is_a_telephone_and_endless_patience_is_none() {
    for contacts in [1.0, 20.0, 300.0, 5000.0] {
        for people in [1, 4, 60, 900] {
            let patient = chats(contacts, 1, None).service(people, 60.0);
            assert_eq!(
                patient,
                Desk::telephone(contacts / 1800.0, 300.0, None).service(people, 60.0)
            );
            if patient.mean_wait < 3600.0 {
                let nearly = chats(contacts, 1, Some(1e13)).service(people, 60.0);
                assert!(
                    (nearly.in_time - patient.in_time).abs() < 1e-9,
                    "{contacts} {people}"
                );
            }
        }
    }
}

#[test]
fn nothing_is_out_of_range_whatever_comes() {
    for contacts in [0.0, 1e-6, 1.0, 300.0, 20_000.0, 1e6] {
        for people in [0, 1, 7, 2000] {
            for patience in [None, Some(0.5), Some(60.0), Some(1e6)] {
                for at_once in [1, 3, 5] {
                    let s = chats(contacts, at_once, patience).service(people, 60.0);
                    let shares = [s.wait, s.in_time, s.lost, s.occupancy];
                    let place = format!("{contacts} {people} {patience:?} {at_once} {s:?}");
                    assert!(
                        shares.iter().all(|s| (0.0..=1.0 + 1e-12).contains(s)),
                        "{place}"
                    );
                    assert!(s.mean_wait >= 0.0, "{place}");
                }
            }
        }
    }
}

#[test]
fn customers_one_by_one_wait_as_the_formulas_say() {
    for (desk, people) in [
        (Desk::telephone(100.0 / 1800.0, 180.0, None), 14),
        (Desk::telephone(100.0 / 1800.0, 180.0, Some(60.0)), 9),
        (chats(100.0, 5, Some(120.0)), 5),
        (chats(400.0, 3, Some(120.0)), 27),
    ] {
        let said = desk.service(people, 60.0);
        let seen = simulate(&desk, people, 60.0, 600_000, 7);
        let place = format!("{said:?} {seen:?}");
        assert!((said.in_time - seen.in_time).abs() < 0.01, "{place}");
        assert!((said.wait - seen.wait).abs() < 0.01, "{place}");
        assert!((said.lost - seen.lost).abs() < 0.01, "{place}");
        assert!(
            (said.mean_wait - seen.mean_wait).abs() < 0.05 * said.mean_wait,
            "{place}"
        );
    }
}

#[test]
fn more_people_never_serve_worse() {
    for at_once in 1..=5 {
        for patience in [None, Some(90.0)] {
            let desk = chats(250.0, at_once, patience);
            let all: Vec<Service> = (0..60).map(|people| desk.service(people, 60.0)).collect();
            for pair in all.windows(2) {
                assert!(pair[0].in_time <= pair[1].in_time + 1e-12, "{pair:?}");
                assert!(
                    pair[0].lost + 1e-12 >= pair[1].lost || patience.is_none(),
                    "{pair:?}"
                );
            }
        }
    }
}
