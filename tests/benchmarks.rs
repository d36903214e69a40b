//! Rosters that others have published, at exactly the cost that others have published.
//!
//! The instances are not part of the repository. They are read from the folder that `PAIBAN_BENCH` names,
//! or from `../shared/bench`; where there is none, the tests say so and end.

#![allow(clippy::unwrap_used, clippy::panic)]

mod bench;

use bench::{bench, cells, files, ignored};
use paiban::domain::Roster;
use paiban::input::benchmark::{Instance, curtois};
use paiban::model::score;
use paiban::verify::{Verdict, verify};
use std::path::{Path, PathBuf};

/// The verdict of the checks, which the terms must confirm.
fn judged(instance: &Instance, roster: &Roster, place: &str) -> Verdict {
    let (problem, book) = (&instance.problem, &instance.book);
    let verdict = verify(problem, book, roster);
    let terms = score(&book.lower(problem), roster);
    assert_eq!(terms.soft, verdict.cost, "{place}: terms and checks");
    assert_eq!(terms.hard == 0, verdict.holds(), "{place}: hard rules");
    verdict
}

/// `known_rosters/Instance01_2_score608.txt`: the instance's file and the cost.
fn known(path: &Path) -> (PathBuf, i64) {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let (instance, cost) = (&name[..10], name.split("score").last().unwrap());
    let folder = path.parent().unwrap().parent().unwrap();
    (
        folder.join(format!("{instance}.txt")),
        cost.parse().unwrap(),
    )
}

#[test]
fn curtois_rosters_cost_what_was_published() {
    let Some(folder) = bench("curtois/known_rosters") else {
        return ignored("curtois_rosters_cost_what_was_published");
    };
    let mut seen = 0;
    for path in files(&folder, ".txt") {
        let place = path.display().to_string();
        let (file, cost) = known(&path);
        let instance = curtois::read(&file).unwrap_or_else(|f| panic!("{f}"));
        let roster = cells(&instance.problem, &path);
        let verdict = judged(&instance, &roster, &place);
        let broken: Vec<_> = verdict.breaches.iter().filter(|b| b.price() == 0).collect();
        assert!(verdict.holds(), "{place}: {broken:?}");
        assert_eq!(verdict.cost, cost, "{place}");
        seen += 1;
    }
    assert!(seen > 0);
}
