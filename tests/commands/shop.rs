//! A small shop with a ledger: a folder with a team, its roster, and the program to be run in it. A command is one text,
//! and its words have no blanks: times are written with a `T`.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Four people, a day and a night shift, and one hard rule: a rest day each week.
pub const TEAM: &str = r#"
[team]
name = "天猫小店"

[[shift]]
code = "D"
name = "白班"
name-en = "day"
time = ["08:30-17:30"]

[[shift]]
code = "N"
name = "晚班"
name-en = "night"
time = ["10:00-14:00", "17:30-23:00"]

[[person]]
id = "A01"
name = "王芳"

[[person]]
id = "A02"
name = "李娜"

[[person]]
id = "A03"
name = "张敏"

[[person]]
id = "A04"
name = "刘洋"

[[demand]]
need = { "08:30-17:30" = 1 }

[rules.weekly-rest]
days = 1
weight = "hard"
"#;

/// The shop's people, the shift that each has, and the day of the week on which each rests (0 is Monday).
const ROWS: [(&str, &str, usize); 4] = [
    ("王芳", "D", 6),
    ("李娜", "N", 0),
    ("张敏", "N", 5),
    ("刘洋", "D", 1),
];

/// December 2026 begins with a Tuesday. `never`: somebody who never rests.
pub fn december(never: Option<&str>) -> String {
    let days: Vec<String> = (1..=31).map(|day| format!("2026-12-{day:02}")).collect();
    let mut text = format!("person,{}\n", days.join(","));
    for (name, shift, rest) in ROWS {
        let cell = |day: usize| {
            if (day + 1) % 7 == rest && never != Some(name) {
                ""
            } else {
                shift
            }
        };
        let cells: Vec<&str> = (0..31).map(cell).collect();
        text.push_str(&format!("{name},{}\n", cells.join(",")));
    }
    text
}

pub struct Shop {
    pub dir: PathBuf,
    lang: &'static str,
    by: &'static str,
}

impl Shop {
    /// A folder with the team and December's roster, and no ledger yet.
    pub fn new(name: &str, lang: &'static str) -> Shop {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("ledger")
            .join(name)
            .join(lang);
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("team.toml"), TEAM).unwrap();
        fs::write(dir.join("december.csv"), december(None)).unwrap();
        Shop {
            dir,
            lang,
            by: "店长",
        }
    }

    /// The same with a ledger, the Tmall rules, and December published before it begins.
    pub fn open(name: &str, lang: &'static str) -> Shop {
        let shop = Shop::new(name, lang);
        shop.ok("2026-11-28 09:00", "ledger init --policy tmall");
        shop.ok("2026-11-28 10:00", "publish team.toml december.csv");
        shop
    }

    /// The same shop, and somebody else at the keyboard.
    pub fn by(&self, by: &'static str) -> Shop {
        Shop {
            dir: self.dir.clone(),
            lang: self.lang,
            by,
        }
    }

    /// The folder in which the shop's folder lies.
    pub fn above(&self) -> Shop {
        Shop {
            dir: self.dir.parent().unwrap().to_owned(),
            lang: self.lang,
            by: self.by,
        }
    }

    pub fn write(&self, file: &str, text: &str) {
        fs::write(self.dir.join(file), text).unwrap();
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.dir.join(file)).unwrap()
    }

    /// A command that asks for no clock.
    pub fn plain(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
        for name in [
            "LANG",
            "LC_ALL",
            "LC_MESSAGES",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "PAIBAN_PASSWORD",
            "PAIBAN_NEW_PASSWORD",
        ] {
            command.env_remove(name);
        }
        command
            .current_dir(&self.dir)
            .args(arguments.split_whitespace())
            .args(["--lang", self.lang]);
        // A name that is said: the login of whoever runs the tests is the same for all.
        command.env("PAIBAN_USER", self.by);
        command
    }

    pub fn command(&self, now: &str, arguments: &str) -> Command {
        let mut command = self.plain(arguments);
        command.args(["--now", now]);
        command
    }

    /// Runs a command and expects this exit code; what it printed, standard error last.
    pub fn exits(&self, wanted: i32, now: &str, arguments: &str) -> String {
        let output = self.command(now, arguments).output().unwrap();
        said(wanted, arguments, &output)
    }

    pub fn ok(&self, now: &str, arguments: &str) -> String {
        self.exits(0, now, arguments)
    }

    /// Runs a command with something on its standard input.
    pub fn fed(&self, wanted: i32, now: &str, arguments: &str, input: &str) -> Output {
        let mut command = self.command(now, arguments);
        let piped = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        said(wanted, arguments, &output);
        output
    }

    /// What a command prints with `--json`, with nothing on standard error.
    pub fn json(&self, now: &str, arguments: &str) -> Value {
        let output = self.command(now, arguments).arg("--json").output().unwrap();
        said(0, arguments, &output);
        assert!(output.stderr.is_empty(), "{arguments:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// A complaint by hand; gives what was said.
    pub fn complaint(&self, now: &str, person: &str, at: &str) -> String {
        let add = format!("ledger add --person {person} --category complaint --at {at}");
        self.ok(now, &add)
    }

    /// Compares what a command prints with `tests/fixtures/ledger_cli/NAME.LANG.txt`, or writes it.
    pub fn golden(&self, name: &str, now: &str, wanted: i32, arguments: &str) {
        let output = self.command(now, arguments).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let mut said = format!("$ paiban {arguments}\n{}", text(&output.stdout));
        if !output.stderr.is_empty() {
            said.push_str(&format!("--- standard error\n{}", text(&output.stderr)));
        }
        let code = output.status.code().unwrap();
        let said = masked(&format!("{said}--- exit {code}\n"));
        assert_eq!(code, wanted, "{said}");
        let path = fixtures().join(format!("{name}.{}.txt", self.lang));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(&path, &said).unwrap();
        }
        let wanted = fs::read_to_string(&path).unwrap_or_default();
        let file = path.display();
        assert!(
            wanted == said,
            "{file}, wanted:\n{wanted}\nbut got:\n{said}"
        );
    }
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ledger_cli")
}

fn said(wanted: i32, arguments: &str, output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let said = text(&output.stdout) + &text(&output.stderr);
    assert_eq!(output.status.code(), Some(wanted), "{arguments:?}\n{said}");
    said
}

/// Every part stands in the text.
pub fn holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

/// The login of whoever runs the tests.
pub fn login() -> String {
    whoami::username().unwrap()
}

/// Hashes depend on the whole text of a policy: a golden output shows that there is one.
fn masked(text: &str) -> String {
    let login = login();
    let text = text.replace(&format!("the login {login} "), "the login LOGIN ");
    let text = text.replace(&format!("登录名 {login} "), "登录名 LOGIN ");
    let mut masked = String::new();
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() || ('a'..='f').contains(&c) {
            digits.push(c);
            continue;
        }
        masked.push_str(if digits.len() >= 16 { "#" } else { &digits });
        digits.clear();
        masked.push(c);
    }
    masked.trim_end_matches('\0').to_owned()
}
