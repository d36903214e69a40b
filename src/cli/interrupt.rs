//! Ctrl-C: the first ends the solve and keeps what it has found, the second ends the program.

use std::sync::atomic::{AtomicBool, Ordering};

/// The exit code of a program that an interrupt ended, by custom.
const INTERRUPTED: i32 = 130;

static ASKED: AtomicBool = AtomicBool::new(false);

/// From now on an interrupt is heard by [`asked`].
pub fn listen() {
    let heard = || {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(INTERRUPTED);
        }
    };
    // Where there are no such signals, an interrupt goes on to end the program.
    let _ = ctrlc::set_handler(heard);
}

/// Whether somebody asked to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
