//! Writing to the terminal: colours only where they are seen, no panic when the reader goes away.

use crate::render::wrapped;
use std::borrow::Cow;
use std::io::{IsTerminal, Write};

/// Prints to standard output. A closed pipe ends the program quietly, as `| head` expects.
pub fn print(text: &str) {
    let text = fitted(text, width());
    let mut out = anstream::stdout().lock();
    if out
        .write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .is_err()
    {
        std::process::exit(0);
    }
}

/// Prints to standard error.
pub fn error(text: &str) {
    let columns = std::io::stderr().is_terminal().then(columns).flatten();
    let text = fitted(text, columns);
    // Nobody is left to tell when standard error is gone.
    let _ = anstream::stderr().lock().write_all(text.as_bytes());
}

/// Long lines broken between words, on a terminal.
fn fitted(text: &str, columns: Option<usize>) -> Cow<'_, str> {
    let Some(columns) = columns.filter(|_| !text.contains('\r')) else {
        return Cow::Borrowed(text);
    };
    let lines = text.split('\n').flat_map(|line| wrapped(line, columns));
    Cow::Owned(lines.collect::<Vec<String>>().join("\n"))
}

/// Whether standard error shows colours.
pub fn color_on_stderr() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Whether standard output shows colours.
pub fn color_on_stdout() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Columns of the terminal; `None` when output is not a terminal.
pub fn width() -> Option<usize> {
    if !std::io::stdout().is_terminal() {
        return None;
    }
    columns()
}

fn columns() -> Option<usize> {
    terminal_size::terminal_size().map(|(w, _)| usize::from(w.0))
}
