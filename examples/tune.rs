//! scratch
use paiban::{
    domain::time::Month,
    engine::{Limits, Unwatched, search},
    input::{Source, Team},
};
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let t = Team::parse(Source::read(std::path::Path::new(&a[1])).unwrap()).unwrap();
    let (p, b) = t.month(Month::parse("2026-12").unwrap(), None).unwrap();
    let m = b.lower(&p);
    for moves in [200_000u64, 1_000_000, 4_000_000, 16_000_000] {
        for seed in 1..4 {
            let i = std::time::Instant::now();
            let (_, s) = search::run(
                &m,
                &Limits {
                    moves,
                    seed,
                    ..Limits::default()
                },
                &Unwatched,
            );
            println!("{moves} {seed} {s:?} {:.2?}", i.elapsed());
        }
    }
}
