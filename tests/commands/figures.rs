//! What is counted of a roster is the same everywhere: on made-up teams with leave of every awkward kind, the outputs and
//! the rules' checks are compared with a count that is written down here once more, by its definition.

use calamine::{Data, Range, Reader, Xlsx};
use chrono::{Datelike, NaiveDate, Weekday};
use paiban::domain::calendar::DayKind;
use paiban::domain::time::{Month, hours};
use paiban::domain::{LeaveState, PersonIx, Problem, Roster};
use paiban::input::{Source, Team, parse_roster, roster_sheet, write_roster};
use paiban::render::chart::{Kind, Order, html};
use paiban::render::export::{Edition, csv, json, xlsx};
use paiban::render::{json as report, table};
use paiban::rules::RuleBook;
use paiban::text::Lang;
use paiban::verify::verify;
use proptest::prelude::*;
use proptest::test_runner::Config;
use std::io::Cursor;

/// Minutes, shifts, nights, weekend days, holidays, rest days, leave days.
type Figures = [i64; 7];

const PEOPLE: usize = 5;
/// Nobody has left before the first or joins after the last, but for the one who left in September.
const GONE: usize = 4;

/// A leave, as a team file has it: whose, from which day of October to which, how far it has come, its kind.
type Leave = (usize, i64, i64, &'static str, &'static str);

fn team(joined: Option<u32>, left: Option<u32>, leaves: &[Leave]) -> String {
    let mut text = r#"
        team.name = "figures"
        shift = [
            { code = "D", name = "白班", time = ["09:00-17:30"], unpaid = 33 },
            { code = "N", name = "夜班", time = ["22:00-06:00"] },
            { code = "假x", name = "短班", time = ["08:00-10:07"] },
        ]
        demand = [{ need = { "09:00-17:00" = 1 } }]
        leave-kind = [{ code = "年", name = "年假" }]
    "#
    .to_owned();
    let first = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
    let date = |day: i64| first + chrono::Duration::days(day);
    for person in 0..PEOPLE {
        text.push_str(&format!("[[person]]\nname = \"P{person}\"\n"));
        match (person, joined, left) {
            (1, Some(day), _) => text.push_str(&format!("joined = {}\n", date(i64::from(day)))),
            (2, _, Some(day)) => text.push_str(&format!("left = {}\n", date(i64::from(day)))),
            (3, ..) => text.push_str("unavailable = [\"2026-10-05..2026-10-09\", \"sat\"]\n"),
            (GONE, ..) => text.push_str("left = 2026-09-20\n"),
            _ => {}
        }
    }
    for (person, from, to, state, kind) in leaves {
        let (from, to) = (date(*from), date(*to));
        text.push_str(&format!(
            "[[leave]]\nperson = \"P{person}\"\nfrom = {from}\nto = {to}\nstate = \"{state}\"\n{kind}\n"
        ));
    }
    text.push_str(
        "[rules]\nleave.weight = 1\n[rules.month-rest]\ndays = 0\nmode = \"exactly\"\nweight = 1\n",
    );
    text.push_str("[rules.contract-hours]\nweight = 1\n");
    for person in 0..PEOPLE {
        for of in ["shifts", "nights", "weekends", "holidays", "hours"] {
            text.push_str(&format!(
                "[[rules.even]]\nof = \"{of}\"\nmeasure = \"most\"\nwithin = 0\nweight = 1\nwho = [\"P{person}\"]\n"
            ));
        }
    }
    text
}

/// A person's figures by their definition, from the calendar and the cells alone.
fn counted(problem: &Problem, roster: &Roster, person: PersonIx) -> Figures {
    let who = &problem.people[person];
    let mut figures = [0; 7];
    for (day, cell) in roster.cells[person].iter().enumerate() {
        let date = problem.date(day as i64);
        let here =
            who.joined.is_none_or(|from| from <= date) && who.left.is_none_or(|to| date <= to);
        let number = i64::try_from(day).unwrap();
        let granted = who.leave.iter().any(|leave| {
            let (first, last) = (leave.first, leave.last);
            leave.state == LeaveState::Granted && first <= number && number <= last
        });
        match cell {
            None if !here => {}
            None if granted => figures[6] += 1,
            None => figures[5] += 1,
            Some(duty) => {
                let kind = &problem.kinds[problem.duties[*duty].kind];
                figures[0] += match kind.code.as_str() {
                    "D" => 8 * 60 + 30 - 33,
                    "N" => 8 * 60,
                    _ => 2 * 60 + 7,
                };
                figures[1] += 1;
                figures[2] += i64::from(kind.code == "N");
                figures[3] += i64::from(matches!(date.weekday(), Weekday::Sat | Weekday::Sun));
                let statutory = problem.calendar[day].kind == DayKind::Statutory;
                figures[4] += i64::from(statutory && date.day() <= 10);
            }
        }
    }
    figures
}

fn of_object(totals: &serde_json::Value) -> Figures {
    [
        "minutes",
        "shifts",
        "nights",
        "weekend_days",
        "holidays",
        "rest_days",
        "leave_days",
    ]
    .map(|key| totals[key].as_i64().unwrap())
}

/// Hours as they are shown, and the other figures.
fn shown(figures: &Figures) -> Vec<String> {
    let numbers = figures[1..].iter().map(ToString::to_string);
    std::iter::once(hours(figures[0])).chain(numbers).collect()
}

struct Case {
    problem: Problem,
    book: RuleBook,
    roster: Roster,
    /// Those who appear, in order.
    people: Vec<(PersonIx, Figures)>,
}

impl Case {
    fn new(text: &str, cells: &[usize]) -> Case {
        let team =
            Team::parse(Source::new("team.toml", text)).unwrap_or_else(|f| panic!("{f}\n{text}"));
        let month = Month::new(2026, 10).unwrap();
        let (problem, book) = team
            .month(month, None)
            .unwrap_or_else(|f| panic!("{f}\n{text}"));
        let mut roster = Roster::empty(PEOPLE, problem.days());
        let rows = roster.cells.iter_mut().take(GONE);
        for (cell, code) in rows.flatten().zip(cells.iter().cycle()) {
            *cell = code
                .checked_sub(3)
                .filter(|duty| *duty < problem.duties.len());
        }
        let people = problem.everybody().take(GONE);
        let people = people.map(|p| (p, counted(&problem, &roster, p))).collect();
        Case {
            problem,
            book,
            roster,
            people,
        }
    }

    fn name(&self, person: PersonIx) -> &str {
        &self.problem.people[person].name
    }

    fn every_output(&self) {
        let (problem, roster) = (&self.problem, &self.roster);
        let verdict = verify(problem, &self.book, roster);
        let edition = Edition::new(problem, roster, &[], &verdict);
        let mut object = report::Report::of(problem);
        object.roster(problem, roster, &verdict, Lang::En);
        let object: serde_json::Value = serde_json::from_str(&object.to_json()).unwrap();
        let exported: serde_json::Value =
            serde_json::from_str(&json::json(&edition, None, Lang::En)).unwrap();
        for lang in [Lang::En, Lang::Zh] {
            let csv = csv::csv(&edition, lang);
            let lines: Vec<Vec<&str>> = csv.lines().map(|l| l.split(',').collect()).collect();
            let terminal = table::table(
                problem,
                roster,
                table::Look {
                    lang,
                    color: false,
                    columns: None,
                },
            );
            let page = html::html(problem, roster, &Order::new(Kind::Month, lang));
            let leave = self.people.iter().any(|(_, figures)| figures[6] > 0);
            for (index, (person, figures)) in self.people.iter().enumerate() {
                let name = self.name(*person);
                let want = shown(figures);
                assert_eq!(object["people"][index]["name"], name);
                assert_eq!(of_object(&object["people"][index]), *figures, "{name}");
                assert_eq!(exported["people"][index]["name"], name);
                assert_eq!(
                    of_object(&exported["people"][index]["totals"]),
                    *figures,
                    "{name}"
                );
                let line = &lines[1 + index];
                assert_eq!(line[0], name);
                assert_eq!(line[1 + problem.days()..], want, "{name}");
                // Hours, nights, weekends, rest, and leave where there is any.
                let mut short = vec![&want[0], &want[2], &want[3], &want[5]];
                short.extend(leave.then_some(&want[6]));
                let row = terminal.lines().find(|l| l.starts_with(name)).unwrap();
                let last: Vec<&str> = row.split_whitespace().rev().take(short.len()).collect();
                let last: Vec<&str> = last.into_iter().rev().collect();
                assert_eq!(last, short, "{name}\n{terminal}");
                let cells = page.split("<tr data-p=").nth(1 + index).unwrap();
                let cells = cells.split("class=\"total\">").skip(1);
                let cells: Vec<&str> = cells.map(|c| c.split('<').next().unwrap()).collect();
                assert_eq!(cells, short, "{name}");
            }
            let gone = self.name(PersonIx(GONE));
            for text in [
                &csv,
                &terminal,
                &page,
                &object.to_string(),
                &exported.to_string(),
            ] {
                assert!(!text.contains(gone), "{gone} left before the month\n{text}");
            }
        }
    }

    /// What the rules' checks count of each person.
    fn every_check(&self) {
        let breaches = self.book.check(&self.problem, &self.roster);
        let of = |rule: &str, person: PersonIx, words: &str| {
            let own = breaches
                .iter()
                .filter(|b| b.rule == rule && b.people == [person] && b.text.en.contains(words));
            own.map(|b| b.amount).sum::<i64>()
        };
        for (person, figures) in &self.people {
            let name = self.name(*person);
            assert_eq!(of("month-rest", *person, ""), figures[5], "{name}");
            for (place, words) in [
                (1, " shift"),
                (2, " night"),
                (3, " weekend day"),
                (4, " holiday"),
            ] {
                assert_eq!(of("even", *person, words), figures[place], "{name}{words}");
            }
            let started = (figures[0] + 59) / 60;
            assert_eq!(of("even", *person, " hour"), started, "{name}");
        }
    }

    /// The workbook's values, and what its formulas give: also once cells are changed as `changed` has them.
    fn workbook(&self, changed: &[Option<&str>]) {
        let verdict = verify(&self.problem, &self.book, &self.roster);
        let edition = Edition::new(&self.problem, &self.roster, &[], &verdict);
        let bytes = xlsx::xlsx(&edition, Lang::Zh).unwrap();
        let mut book: Xlsx<Cursor<Vec<u8>>> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let values = book.worksheet_range("班表").unwrap();
        let formulas = book.worksheet_formula("班表").unwrap();
        let legend = book.worksheet_range("图例").unwrap();
        let known = ["Codes", "Leaves"];
        let names: Vec<(String, Vec<String>)> = book
            .defined_names()
            .iter()
            .filter(|(name, _)| known.contains(&name.as_str()))
            .map(|(name, range)| (name.clone(), column_of(&legend, range)))
            .collect();
        let days = self.problem.days();
        let mut roster = self.roster.clone();
        for (index, (person, figures)) in self.people.iter().enumerate() {
            let at = 4 + index as u32;
            let text = |column: u32| {
                values
                    .get_value((at, column))
                    .map_or(String::new(), ToString::to_string)
            };
            assert_eq!(text(0), self.name(*person));
            let found: Vec<String> = (0..7).map(|i| text(1 + days as u32 + i)).collect();
            assert_eq!(found, shown(figures), "{}", self.name(*person));
            let mut cells: Vec<String> = (0..days as u32).map(|day| text(1 + day)).collect();
            let formula = |i: u32| {
                formulas
                    .get_value((at, 1 + days as u32 + i))
                    .unwrap()
                    .clone()
            };
            let sheet = Sheet {
                names: &names,
                formulas: (0..7).map(formula).collect(),
                first: days,
            };
            assert_eq!(
                sheet.counted(&cells),
                figures[1..][..1]
                    .iter()
                    .chain(&figures[5..])
                    .copied()
                    .collect::<Vec<_>>()
            );
            // Edited: emptied, or given a shift.
            for (day, code) in changed.iter().enumerate().take(days) {
                if let Some(code) = code.filter(|_| self.problem.employed(*person).contains(&day)) {
                    cells[day] = code.to_owned();
                    roster.cells[*person][day] = self
                        .problem
                        .duties
                        .iter()
                        .position(|duty| duty.code == code);
                }
            }
            let edited = counted(&self.problem, &roster, *person);
            assert_eq!(sheet.counted(&cells), [edited[1], edited[5], edited[6]]);
        }
    }

    /// Files come back as they were, leave and all.
    fn files(&self, file: &str) {
        let text = write_roster(&self.problem, &self.roster);
        let read = parse_roster(&Source::new(
            "ROSTER.csv",
            text.trim_start_matches('\u{feff}'),
        ));
        let read = read.and_then(|file| file.roster(&self.problem));
        assert_eq!(read.unwrap_or_else(|f| panic!("{f}\n{text}")), self.roster);
        let verdict = verify(&self.problem, &self.book, &self.roster);
        let edition = Edition::new(&self.problem, &self.roster, &[], &verdict);
        for lang in [Lang::En, Lang::Zh] {
            let files = [
                ("csv", csv::csv(&edition, lang).into_bytes()),
                ("xlsx", xlsx::xlsx(&edition, lang).unwrap()),
            ];
            for (ending, bytes) in files {
                let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
                let path = folder.join(format!("figures-{file}.{ending}"));
                std::fs::write(&path, bytes).unwrap();
                assert_eq!(taken_back(&path, &self.problem), self.roster, "{ending}");
            }
        }
    }
}

fn taken_back(path: &std::path::Path, problem: &Problem) -> Roster {
    let month = Month::new(2026, 10).unwrap();
    let read = roster_sheet::read(path, month, problem, &roster_sheet::How::default());
    read.unwrap_or_else(|fault| panic!("{fault:?}")).roster
}

/// The texts of a named range, `'图例'!$A$2:$A$4`.
fn column_of(legend: &Range<Data>, range: &str) -> Vec<String> {
    let cells = range.rsplit('!').next().unwrap().replace('$', "");
    let (from, to) = cells.split_once(':').unwrap();
    let row = |cell: &str| cell[1..].parse::<u32>().unwrap() - 1;
    let column = u32::from(from.as_bytes()[0] - b'A');
    let text = |row: u32| {
        legend
            .get_value((row, column))
            .map_or(String::new(), ToString::to_string)
    };
    (row(from)..=row(to)).map(text).collect()
}

/// A row of the workbook, as a spreadsheet calculates it.
struct Sheet<'a> {
    names: &'a [(String, Vec<String>)],
    formulas: Vec<String>,
    first: usize,
}

impl Sheet<'_> {
    /// Shifts, days of rest, days of leave.
    fn counted(&self, cells: &[String]) -> Vec<i64> {
        [1, 5, 6]
            .iter()
            .map(|i| self.value(&self.formulas[*i], cells))
            .collect()
    }

    /// A sum of numbers, cells and counts of codes in a range.
    fn value(&self, formula: &str, cells: &[String]) -> i64 {
        let signed = formula.replace('-', "+-");
        let terms = signed.split('+').filter(|term| !term.is_empty());
        terms
            .map(|term| {
                let (sign, term) = match term.strip_prefix('-') {
                    Some(term) => (-1, term),
                    None => (1, term),
                };
                sign * self.term(term, cells)
            })
            .sum()
    }

    fn term(&self, term: &str, cells: &[String]) -> i64 {
        if let Ok(number) = term.parse() {
            return number;
        }
        let Some(inner) = term.strip_prefix("SUMPRODUCT(1*(") else {
            // Another total of the row.
            let total = column(term) - 1 - self.first;
            return self.value(&self.formulas[total], cells);
        };
        let (range, name) = inner.trim_end_matches(')').split_once('=').unwrap();
        let (from, to) = range.split_once(':').unwrap();
        let (_, codes) = self.names.iter().find(|(own, _)| own == name).unwrap();
        let inside = &cells[column(from) - 1..column(to)];
        let held = |cell: &&String| codes.iter().filter(|code| code == cell).count() as i64;
        inside.iter().map(|cell| held(&cell)).sum()
    }
}

/// The place of a cell's column, `$AC5`.
fn column(cell: &str) -> usize {
    let letters = cell
        .trim_start_matches('$')
        .bytes()
        .take_while(u8::is_ascii_uppercase);
    letters.fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1) - 1
}

fn leave() -> impl Strategy<Value = Leave> {
    let state = prop_oneof![3 => Just("granted"), 1 => Just("asked"), 1 => Just("refused")];
    let kind = prop_oneof![Just(""), Just("kind = \"年\""), Just("kind = \"病假\""),];
    (0..GONE, -4..31_i64, 0..9_i64, state, kind)
        .prop_map(|(person, from, days, state, kind)| (person, from, from + days, state, kind))
}

proptest! {
    #![proptest_config(Config { cases: 40, failure_persistence: None, ..Config::default() })]

    #[test]
    fn every_output_counts_alike(
        joined in proptest::option::of(0..31_u32),
        left in proptest::option::of(0..31_u32),
        leaves in proptest::collection::vec(leave(), 0..7),
        cells in proptest::collection::vec(0..6_usize, 124),
        edits in proptest::collection::vec(0..5_usize, 31),
    ) {
        let case = Case::new(&team(joined, left, &leaves), &cells);
        case.every_output();
        case.every_check();
        let edits: Vec<Option<&str>> = edits.iter().map(|edit| [None, None, Some(""), Some("D"), Some("N")][*edit]).collect();
        case.workbook(&edits);
        case.files("random");
    }
}

#[test]
fn leave_counts_once_and_is_no_rest() {
    // Of no kind and of two, over each other, before joining, on days on which he is unavailable.
    let leaves: [Leave; 6] = [
        (0, 0, 9, "granted", ""),
        (0, 5, 12, "granted", "kind = \"年\""),
        (1, -3, 4, "granted", ""),
        (3, 3, 10, "granted", "kind = \"病假\""),
        (2, 20, 40, "granted", ""),
        (2, 10, 12, "asked", ""),
    ];
    // A night of the eve reaches into the first day of his leave; a shift stands on its second.
    let mut cells = vec![0; 124];
    cells[2 * 31 + 19] = 4;
    cells[2 * 31 + 21] = 3;
    let case = Case::new(&team(Some(3), None, &leaves), &cells);
    case.every_output();
    case.every_check();
    case.workbook(&[]);
    case.files("leave");
    let days: Vec<(i64, i64)> = case.people.iter().map(|(_, f)| (f[5], f[6])).collect();
    assert_eq!(days, [(18, 13), (26, 2), (19, 10), (23, 8)]);
}
