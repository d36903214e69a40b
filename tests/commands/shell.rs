//! What shells and `man` are told is the grammar: every command and its options.

use std::path::Path;
use std::process::Command;

fn paiban(arguments: &[&str]) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_paiban"))
        .args(arguments)
        .args(["--lang", "en"])
        .output()
        .unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn every_shell_hears_of_commands_and_options() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let (done, script) = paiban(&["completions", shell]);
        assert!(done, "{shell}: {script}");
        for word in ["roster", "who-was-on", "time-limit", "completions"] {
            assert!(script.contains(word), "{shell} hears nothing of {word}");
        }
    }
    let (done, said) = paiban(&["completions", "tcsh"]);
    assert!(
        !done && said.contains("tcsh") && said.contains("do:"),
        "{said}"
    );
}

#[test]
fn every_command_has_a_page() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    let _ = std::fs::remove_dir_all(&folder);
    let (done, said) = paiban(&["man", folder.to_str().unwrap()]);
    assert!(done && said.contains("paiban-roster.1"), "{said}");
    for (page, says) in [
        ("paiban.1", "completions"),
        ("paiban-roster.1", "repeat"),
        ("paiban-ledger-who-was-on.1", "at"),
    ] {
        let text = std::fs::read_to_string(folder.join(page)).unwrap();
        assert!(text.contains(says), "{page}: {text}");
    }
    let (done, said) = paiban(&["man", file!()]);
    assert!(!done && said.contains("do:"), "{said}");
}
