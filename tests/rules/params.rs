//! Parameters that make no sense are refused, at their place.

use crate::common;

use paiban::input::{Source, Team};

/// What the fault is called, and the words it points at.
fn refused(rules: &str) -> (String, String) {
    let shop = common::fixtures_dir().join("teams/shop.toml");
    let skill = "[[skill]]\ncode = \"guide\"\n";
    let text = format!(
        "{}\n{skill}\n{rules}",
        std::fs::read_to_string(shop).unwrap()
    );
    let team = Team::parse(Source::new("team.toml", &*text)).unwrap();
    let fault = team
        .horizon("2026-12-07".parse().unwrap(), 7, None)
        .err()
        .unwrap_or_else(|| panic!("not refused: {rules}"));
    let kind = format!("{:?}", fault.kind);
    let name = kind.split([' ', '{']).next().unwrap().to_owned();
    let place = fault.span.and_then(|s| text.get(s)).unwrap_or("");
    (name, place.to_owned())
}

#[test]
fn faults_stand_at_their_place() {
    let cases = [
        ("[rules.contract-hours]\nunder = -1", "OutOfRange", "-1"),
        (
            "[rules.contract-hours]\nover = 745.5",
            "OutOfRange",
            "745.5",
        ),
        ("[rules.contract-hours]\nover = \"8\"", "WrongType", "\"8\""),
        ("[rules.weekends]\nmost = -1", "OutOfRange", "-1"),
        ("[rules.weekends]", "MissingKey", "[rules.weekends]"),
        ("[rules.whole-weekends]\nmost = 1", "UnknownKey", "most"),
        (
            "[rules.blocks]\nfree = [\"sat\", \"workday\"]",
            "BadDay",
            "\"workday\"",
        ),
        (
            "[rules.blocks]\nclasses = [[\"D\", \"X\"]]",
            "UnknownShift",
            "\"X\"",
        ),
        (
            "[rules.blocks]\nclasses = [[\"day\"], [\"N\", \"D\"]]",
            "Twice",
            "\"D\"",
        ),
        ("[rules.cycle]\nnights = 4", "OutOfRange", "4"),
        ("[rules.repeat]\nweeks = 0", "OutOfRange", "0"),
        (
            "[rules.unwanted-pattern]\npattern = [\"N\", \"M\"]",
            "BadStep",
            "\"M\"",
        ),
        (
            "[rules.unwanted-pattern]\npattern = [\"?\"]",
            "EmptyList",
            "[\"?\"]",
        ),
        ("[rules.rest-after]\nrun = 0", "OutOfRange", "0"),
        ("[rules.rest-after]\nrest = 15", "OutOfRange", "15"),
        ("[rules.shift-variety]\nmost = 0", "OutOfRange", "0"),
        (
            "[rules.rest-together]\npair = [\"A\"]",
            "NotAPair",
            "[\"A\"]",
        ),
        ("[[person]]\nname = \"T\"\nshifts = []", "EmptyList", "[]"),
        (
            "[[person]]\nname = \"T\"\nshifts = [\"rest\"]",
            "UnknownShift",
            "\"rest\"",
        ),
        (
            "[[person]]\nname = \"T\"\nwishes = [{ on = \"sat\" }]",
            "MissingKey",
            "{ on = \"sat\" }",
        ),
        (
            "[[person]]\nname = \"T\"\nwishes = [{ run = \"N\" }]",
            "MissingKey",
            "{ run = \"N\" }",
        ),
        (
            "[[person]]\nname = \"T\"\nwishes = [{ run = \"N or rest\", longest = 2 }]",
            "BadChoice",
            "\"N or rest\"",
        ),
        (
            "[[person]]\nname = \"T\"\nwishes = [{ run = \"N\", shortest = 3, longest = 2 }]",
            "ImpossibleBounds",
            "2",
        ),
        (
            "[[person]]\nname = \"T\"\nwishes = [{ avoid = [\"N\"], shortest = 3 }]",
            "UnknownKey",
            "3",
        ),
        ("[rules.meeting]\nweekday = \"Xday\"", "BadDay", "\"Xday\""),
        ("[rules.meeting]\ntime = \"13:30\"", "BadTime", "\"13:30\""),
        (
            "[rules.post-daily]\npost = \"guide\"",
            "NotAPost",
            "\"guide\"",
        ),
        (
            "[rules.post-daily]\npost = \"none\"",
            "UnknownSkill",
            "\"none\"",
        ),
        (
            "[rules.rank-share]\nrank = 2",
            "MissingKey",
            "[rules.rank-share]",
        ),
        (
            "[rules.rank-share]\nrank = 2\npercent = 101",
            "OutOfRange",
            "101",
        ),
        (
            "[rules.mentor]\nnew = [\"A\"]\nmentors = [\"Z\"]",
            "UnknownPerson",
            "\"Z\"",
        ),
        ("[rules.together]\npair = [\"A\", \"A\"]", "Twice", "\"A\""),
        ("[rules.together]\npair = [\"A\"]", "NotAPair", "[\"A\"]"),
        (
            "[rules.apart]\npair = [\"A\", \"B\", \"C\"]",
            "NotAPair",
            "[\"A\", \"B\", \"C\"]",
        ),
        (
            "[rules.shift-daily]\nkinds = [\"N\"]",
            "MissingKey",
            "[rules.shift-daily]",
        ),
        (
            "[rules.shift-daily]\nkinds = [\"N\"]\nneed = 3\nmost = 2",
            "ImpossibleBounds",
            "2",
        ),
        (
            "[rules.shift-daily]\nkinds = [\"N\"]\nneed = 1\npost = \"guide\"",
            "NotAPost",
            "\"guide\"",
        ),
        (
            "[rules.shift-daily]\nkinds = [\"N\"]\nneed = 1\nover = \"warn\"",
            "BadWeight",
            "\"warn\"",
        ),
        (
            "[rules.keep]\nfrom = 2026-12-07\ncells = {}\nnear = 3",
            "MissingKey",
            "[rules.keep]",
        ),
        (
            "[rules.keep]\nfrom = 2026-12-07\ncells = {}\ntoday = 2026-12-08\ntimes = 0",
            "OutOfRange",
            "0",
        ),
        (
            "[rules.keep]\nfrom = 2026-12-07\ncells = {}\ntoday = \"soon\"",
            "BadDate",
            "\"soon\"",
        ),
        ("[rules.law-day-hours]\nhours = -8", "OutOfRange", "-8"),
        (
            "[rules.shift-limit]\nmost = 1",
            "MissingKey",
            "[rules.shift-limit]",
        ),
        (
            "[rules.shift-limit]\nkinds = []\nmost = 1",
            "EmptyList",
            "[]",
        ),
        (
            "[rules.shift-limit]\nkinds = [\"N\"]\nper = 0\nmost = 1",
            "OutOfRange",
            "0",
        ),
        (
            "[rules.shift-limit]\nkinds = [\"N\"]\nper = \"year\"\nmost = 1",
            "BadChoice",
            "\"year\"",
        ),
        (
            "[rules.shift-limit]\nkinds = [\"N\"]\nper = [7]\nmost = 1",
            "WrongType",
            "[7]",
        ),
        (
            "[rules.weekends]\nmost = 1\nexcept = [\"Z\"]",
            "UnknownPerson",
            "\"Z\"",
        ),
        (
            "[rules.rank-share]\nrank = 2\nleast = 1\non = [\"never\"]",
            "BadDay",
            "\"never\"",
        ),
        (
            "[rules.weekends]\nmost = 1\nper = \"week\"",
            "UnknownKey",
            "per",
        ),
        ("[rules.surplus]\nexcept = [\"A\"]", "UnknownKey", "except"),
        ("[rules.surplus]\nof = \"top\"", "BadChoice", "\"top\""),
        (
            "[rules.succession]\nafter = [\"N\"]\nnot = [\"N\"]\nnext = \"week\"",
            "BadChoice",
            "\"week\"",
        ),
        (
            "[rules.even]\nof = \"nights\"\nshare = \"rank\"",
            "BadChoice",
            "\"rank\"",
        ),
        (
            "[rules.even]\nof = \"nights\"\nshare = { A = 1001 }",
            "OutOfRange",
            "1001",
        ),
        (
            "[rules.even]\nof = \"nights\"\nshare = { Z = 50 }",
            "UnknownPerson",
            "Z",
        ),
        ("[rules.law-rest-day]\ndays = 8", "OutOfRange", "8"),
    ];
    for (rules, kind, place) in cases {
        let wanted = (kind.to_owned(), place.to_owned());
        assert_eq!(refused(rules), wanted, "{rules}");
    }
}
