//! What is in the way of a file: `--force` replaces the same kind of file, and never a ledger, a team file or a table of
//! something else; what people edit is kept under a number.

use super::shop::Shop;
use std::fs;

const NOW: &str = "2026-12-03 09:00";

/// A shop with a ledger and a table of people.
fn shop(name: &str) -> Shop {
    let shop = Shop::open(name, "en");
    shop.write("people.csv", "name,rank\n王芳,1\n");
    shop.write("note.txt", "to do: nothing\n");
    shop
}

fn run(shop: &Shop, arguments: &str) -> (i32, String) {
    let mut command = if arguments.starts_with("ledger") {
        shop.command(NOW, arguments)
    } else {
        shop.plain(arguments)
    };
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code().unwrap(), said)
}

#[test]
fn force_replaces_only_what_is_of_the_same_kind() {
    let shop = shop("force");
    shop.complaint("2026-12-02 09:00", "王芳", "2026-12-01T10:00");
    let commands = [
        "export team.toml december.csv --format json --force --out",
        "export team.toml december.csv --format handover --force --out",
        "chart team.toml december.csv --kind month --format svg --force --out",
        "chart team.toml december.csv --kind month --format html --force --out",
        "chart team.toml december.csv --kind month --format pdf --force --out",
        "chart team.toml december.csv --kind month --format png --force --out",
        "ledger statement --person 王芳 --month 2026-12 --force --out",
        "export team.toml december.csv --format xlsx --force --out",
        "export team.toml december.csv --format csv --force --out",
    ];
    for file in ["team.toml", "ledger.db", "people.csv", "december.csv"] {
        let before = fs::read(shop.dir.join(file)).unwrap();
        for command in commands {
            let kept = command.contains("xlsx") || command.contains("csv --force");
            if kept && file.ends_with("csv") {
                // Tables make way under a number: nothing is lost.
                continue;
            }
            let (code, said) = run(&shop, &format!("{command} {file}"));
            assert_eq!(code, 2, "{command} {file}: {said}");
            // A name that ends like another format is refused before what stands in the file is looked at.
            let refused = ["it is not overwritten", "says another format"];
            assert!(
                refused.iter().any(|words| said.contains(words)),
                "{command} {file}: {said}"
            );
            assert_eq!(
                fs::read(shop.dir.join(file)).unwrap(),
                before,
                "{command} {file}"
            );
        }
    }
    // Under a name that fits, what stands in the file decides.
    let ledger = fs::read(shop.dir.join("ledger.db")).unwrap();
    for (command, file) in [(commands[0], "shop.json"), (commands[2], "shop.svg")] {
        for content in [shop.read("team.toml").as_bytes(), &ledger] {
            fs::write(shop.dir.join(file), content).unwrap();
            let (code, said) = run(&shop, &format!("{command} {file}"));
            assert_eq!(code, 2, "{command} {file}: {said}");
            assert!(said.contains("it is not overwritten"), "{said}");
            assert_eq!(fs::read(shop.dir.join(file)).unwrap(), content);
        }
    }
    // Its own output it replaces, and a pipe or device is none of its business.
    for (command, file) in [
        (commands[0], "a.json"),
        (commands[2], "a.svg"),
        (commands[0], "/dev/null"),
    ] {
        for _ in 0..2 {
            let (code, said) = run(&shop, &format!("{command} {file}"));
            assert_eq!(code, 0, "{command} {file}: {said}");
        }
    }
}

#[test]
fn what_people_edit_is_kept_under_a_number() {
    let shop = shop("kept");
    for (format, file, kept) in [
        ("xlsx", "a.xlsx", "a.1.xlsx"),
        ("csv", "people.csv", "people.1.csv"),
    ] {
        shop.write(file, "name,rank\n李娜,2\n");
        let command =
            format!("export team.toml december.csv --format {format} --out {file} --force");
        let (code, said) = run(&shop, &command);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(kept), "{said}");
        assert_eq!(shop.read(kept), "name,rank\n李娜,2\n");
    }
    let before = shop.read("team.toml");
    let (code, said) = run(&shop, "init . --preset tmall --force");
    assert_eq!(code, 0, "{said}");
    assert_eq!(shop.read("team.1.toml"), before);
    assert!(said.contains("team.1.toml"), "{said}");
}
