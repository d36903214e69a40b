//! Who calls: what is said and what the environment says, the login that the operating system vouches for, and where
//! passwords are read. A password never stands on the command line, where everybody on the machine could read it.

use crate::app::{Actor, AppError, BadRequest, Passwords};
use crate::input::{Fault, FaultKind};
use crate::text;
use crate::text::Lang;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The variable with the name that whoever calls gives as theirs.
const NAME: &str = "PAIBAN_USER";
/// The variable with their password.
const PASSWORD: &str = "PAIBAN_PASSWORD";
/// The variable with a new password.
const NEW: &str = "PAIBAN_NEW_PASSWORD";
/// What systems call whoever calls. Anybody can set these: they are written down, and prove nothing.
const CALLED: [&str; 3] = ["USER", "USERNAME", "LOGNAME"];

/// Who calls.
pub fn actor(by: Option<&str>, password_file: Option<&Path>, lang: Lang) -> Actor {
    let said = by.map(str::to_owned);
    let login = whoami::username().ok().filter(|login| !login.is_empty());
    Actor {
        said: said.or_else(|| variable(NAME)),
        called: CALLED.into_iter().find_map(variable),
        login,
        passwords: Arc::new(Asked {
            file: password_file.map(Path::to_owned),
            lang,
        }),
    }
}

fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    value.filter(|value| !value.trim().is_empty())
}

/// Passwords of a file, of the environment, or typed at the terminal without being seen.
struct Asked {
    file: Option<PathBuf>,
    lang: Lang,
}

impl Passwords for Asked {
    fn of(&self, user: &str) -> Result<Option<String>, AppError> {
        if let Some(file) = &self.file {
            return first_line(file).map(Some);
        }
        if let Some(password) = variable(PASSWORD) {
            return Ok(Some(password));
        }
        self.typed(&text!("password of {user}: ", "{user}的密码："))
    }

    fn new_for(&self, user: &str) -> Result<Option<String>, AppError> {
        if let Some(password) = variable(NEW) {
            return Ok(Some(password));
        }
        let first = self.typed(&text!("new password of {user}: ", "{user}的新密码："))?;
        let Some(first) = first else { return Ok(None) };
        let again = self.typed(&text!("the same again: ", "再输入一次："))?;
        if again.as_ref() != Some(&first) {
            return Err(AppError::request(BadRequest::PasswordsDiffer));
        }
        Ok(Some(first))
    }
}

impl Asked {
    /// What is typed; nobody is asked where nobody sits at a terminal.
    fn typed(&self, prompt: &text::Text) -> Result<Option<String>, AppError> {
        if !std::io::stderr().is_terminal() || !std::io::stdin().is_terminal() {
            return Ok(None);
        }
        let typed = rpassword::prompt_password(prompt.get(self.lang));
        Ok(typed.ok().filter(|typed| !typed.is_empty()))
    }
}

/// A password's file cannot be read.
fn cannot_read(path: &Path, error: &std::io::Error) -> AppError {
    AppError::Input(Fault::of_file(
        &path.display().to_string(),
        FaultKind::CannotRead {
            reason: error.kind(),
            detail: error.to_string(),
        },
    ))
}

fn first_line(path: &Path) -> Result<String, AppError> {
    let mut line = String::new();
    let file = std::fs::File::open(path).map_err(|e| cannot_read(path, &e))?;
    let read = BufReader::new(file).read_line(&mut line);
    read.map_err(|e| cannot_read(path, &e))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
