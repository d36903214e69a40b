//! The command `paiban`; everything is in [`paiban::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    paiban::cli::main()
}
