//! Ctrl-C: the first ends the solve and keeps what it has found, the second ends the program.

use std::sync::OnceLock;
use std::time::Instant;

/// The exit code of a program that an interrupt ended, by custom.
const INTERRUPTED: i32 = 130;

static ASKED: OnceLock<Instant> = OnceLock::new();

/// From now on an interrupt is heard by [`asked`].
pub fn listen() {
    let heard = || {
        if ASKED.set(Instant::now()).is_err() {
            std::process::exit(INTERRUPTED);
        }
    };
    // Where there are no such signals, an interrupt goes on to end the program.
    let _ = ctrlc::set_handler(heard);
}

/// Whether somebody asked to stop.
pub fn asked() -> bool {
    ASKED.get().is_some()
}

/// Seconds since somebody asked to stop.
pub fn seconds() -> Option<f64> {
    ASKED.get().map(|at| at.elapsed().as_secs_f64())
}
