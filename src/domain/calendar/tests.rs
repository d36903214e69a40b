//! What the built-in table says, and which tables are refused.

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date written in a test")
}

fn cn() -> Calendar {
    Calendar::parse(CN).expect("the built-in table is valid")
}

fn dates_of(year: i32) -> impl Iterator<Item = NaiveDate> {
    date(&format!("{year}-01-01"))
        .iter_days()
        .take_while(move |day| day.year() == year)
}

fn workdays_of(calendar: &Calendar, year: i32) -> usize {
    let first = date(&format!("{year}-01-01"));
    let last = date(&format!("{year}-12-31"));
    calendar.workdays_in(first, last)
}

#[test]
fn days_are_of_the_kind_and_holiday_the_notices_say() {
    use DayKind::{Makeup, Rest, Statutory, Weekend, Workday};
    let expected = [
        // 2024: only New Year's Day itself; the lunar New Year's Eve was a workday.
        ("2024-01-01", Statutory, Some("元旦")),
        ("2024-02-04", Makeup, Some("春节")),
        ("2024-02-09", Workday, None),
        ("2024-02-10", Statutory, Some("春节")),
        ("2024-02-12", Statutory, Some("春节")),
        ("2024-02-13", Rest, Some("春节")),
        ("2024-02-17", Rest, Some("春节")),
        ("2024-02-18", Makeup, Some("春节")),
        ("2024-04-07", Makeup, Some("清明节")),
        ("2024-05-02", Rest, Some("劳动节")),
        ("2024-06-08", Weekend, None),
        ("2024-06-10", Statutory, Some("端午节")),
        ("2024-09-14", Makeup, Some("中秋节")),
        // 2025: a statutory day on a Saturday, and two festivals in one holiday.
        ("2025-01-26", Makeup, Some("春节")),
        ("2025-01-27", Workday, None),
        ("2025-01-28", Statutory, Some("春节")),
        ("2025-02-01", Rest, Some("春节")),
        ("2025-05-02", Statutory, Some("劳动节")),
        ("2025-05-31", Statutory, Some("端午节")),
        ("2025-06-02", Rest, Some("端午节")),
        ("2025-10-03", Statutory, Some("国庆节")),
        ("2025-10-06", Statutory, Some("中秋节")),
        ("2025-10-07", Rest, Some("国庆节")),
        ("2025-10-09", Workday, None),
        ("2025-10-11", Makeup, Some("国庆节")),
        // 2026: a Spring Festival of nine days.
        ("2026-01-02", Rest, Some("元旦")),
        ("2026-01-04", Makeup, Some("元旦")),
        ("2026-02-14", Makeup, Some("春节")),
        ("2026-02-15", Rest, Some("春节")),
        ("2026-02-16", Statutory, Some("春节")),
        ("2026-02-19", Statutory, Some("春节")),
        ("2026-02-20", Rest, Some("春节")),
        ("2026-02-23", Rest, Some("春节")),
        ("2026-02-24", Workday, None),
        ("2026-02-28", Makeup, Some("春节")),
        ("2026-03-01", Weekend, None),
        ("2026-04-04", Rest, Some("清明节")),
        ("2026-04-05", Statutory, Some("清明节")),
        ("2026-04-06", Rest, Some("清明节")),
        ("2026-05-09", Makeup, Some("劳动节")),
        ("2026-06-19", Statutory, Some("端午节")),
        ("2026-09-20", Makeup, Some("国庆节")),
        ("2026-09-25", Statutory, Some("中秋节")),
        ("2026-10-03", Statutory, Some("国庆节")),
        ("2026-10-07", Rest, Some("国庆节")),
        ("2026-10-10", Makeup, Some("国庆节")),
    ];
    let calendar = cn();
    for (text, kind, holiday) in expected {
        let info = calendar.day(date(text));
        let name = info.holiday.as_ref().map(|names| names.zh.as_str());
        assert_eq!((info.kind, name), (kind, holiday), "{text}");
        assert!(info.announced(), "{text}");
    }
}

#[test]
fn statutory_days_are_as_many_as_the_decree_of_the_year_gives() {
    let calendar = cn();
    for (year, count) in [(2024, 11), (2025, 13), (2026, 13), (2027, 13)] {
        let found = dates_of(year).filter(|day| calendar.kind(*day).is_statutory());
        assert_eq!(found.count(), count, "{year}");
    }
}

#[test]
fn workdays_of_announced_years_are_the_years_days_less_weekends_and_statutory_days() {
    let calendar = cn();
    assert_eq!(workdays_of(&calendar, 2024), 366 - 104 - 11);
    // 248 is also the figure of 人社部发〔2025〕2号.
    assert_eq!(workdays_of(&calendar, 2025), 248);
    assert_eq!(workdays_of(&calendar, 2026), 248);
}

#[test]
fn workdays_are_counted_with_both_ends() {
    let calendar = cn();
    let count = |first, last| calendar.workdays_in(date(first), date(last));
    assert_eq!(count("2026-02-01", "2026-02-28"), 16);
    assert_eq!(count("2026-02-14", "2026-02-14"), 1);
    assert_eq!(count("2026-02-15", "2026-02-23"), 0);
    assert_eq!(count("2026-02-24", "2026-02-14"), 0);
}

#[test]
fn a_year_without_a_notice_has_its_statutory_days_only() {
    let calendar = cn();
    let eve = calendar.day(date("2027-02-05"));
    assert_eq!(
        (eve.kind, eve.known),
        (DayKind::Statutory, Known::Statutory)
    );
    let plain = dates_of(2027).filter(|day| !calendar.kind(*day).is_statutory());
    for day in plain {
        let info = calendar.day(day);
        assert!(matches!(info.kind, DayKind::Workday | DayKind::Weekend));
        assert_eq!((info.holiday, info.known), (None, Known::Statutory));
    }
}

#[test]
fn a_year_outside_the_table_has_the_holidays_whose_date_is_the_same_every_year() {
    let calendar = cn();
    for (text, kind, holiday) in [
        ("2028-01-01", DayKind::Statutory, Some("元旦")),
        ("2028-01-03", DayKind::Workday, None),
        ("2028-05-02", DayKind::Statutory, Some("劳动节")),
        ("2028-10-04", DayKind::Workday, None),
        ("2023-10-01", DayKind::Statutory, Some("国庆节")),
        ("2023-05-01", DayKind::Statutory, Some("劳动节")),
        // A holiday since 2025 only.
        ("2023-05-02", DayKind::Workday, None),
        ("2023-10-07", DayKind::Weekend, None),
    ] {
        let info = calendar.day(date(text));
        let name = info.holiday.as_ref().map(|names| names.zh.as_str());
        assert_eq!((info.kind, name), (kind, holiday), "{text}");
        assert_eq!(info.known, Known::Fixed, "{text}");
    }
    // In the table it is the table that counts: 4 October 2026 is a day off, 2 May 2024 none of the statutory ones.
    assert_eq!(calendar.kind(date("2024-05-02")), DayKind::Rest);
    assert_eq!(calendar.source(2028), None);
    assert_eq!(calendar.source(2026), Some("国办发明电〔2025〕7号"));
    let statutory = dates_of(2028).filter(|day| calendar.kind(*day).is_statutory());
    assert_eq!(statutory.count(), 6);
}

#[test]
fn a_table_may_build_on_another() {
    let text = "base = \"cn\"\n[holiday]\nx = { zh = \"店庆\", en = \"Anniversary\" }\n\
        [[fixed]]\nholiday = \"x\"\non = [\"03-08\"]\nsince = 2029\n\
        [[year]]\nyear = 2026\nannounced = true\nsource = \"s\"\n[year.days.x]\nstatutory = [2026-03-08]\n";
    let calendar = Calendar::parse(text).expect("valid");
    for (text, kind) in [
        ("2025-10-01", DayKind::Statutory),
        // The whole year is this table's.
        ("2026-10-01", DayKind::Workday),
        ("2026-03-08", DayKind::Statutory),
        ("2028-03-08", DayKind::Workday),
        ("2029-03-08", DayKind::Statutory),
        ("2029-10-01", DayKind::Statutory),
    ] {
        assert_eq!(calendar.kind(date(text)), kind, "{text}");
    }
    let alone = Calendar::parse(&text.replace("base = \"cn\"\n", "")).expect("valid");
    assert_eq!(alone.known(2028), Known::Nothing);
    assert_eq!(alone.known(2029), Known::Fixed);
    let fault = |text: String| fault(&text).to_string();
    assert!(fault(text.replace("\"cn\"", "\"mars\"")).contains("mars"));
    assert!(fault(text.replace("03-08\"", "3-8\"")).contains("3-8"));
    assert!(fault(text.replace("holiday = \"x\"", "holiday = \"y\"")).contains('y'));
}

#[test]
fn regions_are_built_in() {
    assert_eq!(Calendar::builtin("cn"), Some(cn()));
    assert_eq!(Calendar::builtin("mars"), None);
    for region in Calendar::REGIONS {
        assert!(Calendar::builtin(region).is_some(), "{region}");
    }
}

#[test]
fn without_a_region_there_are_plain_weekends_and_nothing_to_announce() {
    let calendar = Calendar::weekends_only();
    let national_day = calendar.day(date("2026-10-01"));
    assert_eq!(
        national_day,
        DayInfo {
            kind: DayKind::Workday,
            holiday: None,
            known: Known::All
        }
    );
    assert_eq!(calendar.kind(date("2026-10-10")), DayKind::Weekend);
    assert_eq!(workdays_of(&calendar, 2026), 261);
}

#[test]
fn kinds_say_what_is_worked_and_what_is_off() {
    // kind, rest day, workday, statutory
    let expected = [
        (DayKind::Workday, false, true, false),
        (DayKind::Weekend, true, false, false),
        (DayKind::Rest, true, false, false),
        (DayKind::Statutory, true, false, true),
        (DayKind::Makeup, false, true, false),
    ];
    for (kind, rest, work, statutory) in expected {
        assert_eq!(kind.is_rest_day(), rest, "{kind}");
        assert_eq!(kind.is_workday(), work, "{kind}");
        assert_eq!(kind.is_statutory(), statutory, "{kind}");
    }
}

/// A table of one holiday `f` and one year, 2026, with the given lines under that year.
fn table(announced: bool, rest_of_year: &str) -> String {
    format!(
        "[holiday]\nf = {{ zh = \"节\", en = \"Feast\" }}\n\n\
         [[year]]\nyear = 2026\nannounced = {announced}\nsource = \"s\"\n{rest_of_year}\n"
    )
}

fn fault(toml: &str) -> CalendarError {
    Calendar::parse(toml).expect_err("a table with a fault")
}

#[test]
fn a_small_table_is_read() {
    let text = table(true, "[year.days.f]\nrest = [2026-01-05]");
    let calendar = Calendar::parse(&text).expect("a valid table");
    assert_eq!(calendar.kind(date("2026-01-05")), DayKind::Rest);
}

#[test]
fn days_with_a_fault_are_refused_for_that_fault() {
    let expected = [
        (
            "statutory = [2025-12-31]",
            CalendarError::WrongYear {
                year: 2026,
                date: date("2025-12-31"),
            },
        ),
        (
            "makeup = [2026-01-09]",
            CalendarError::MakeupOnWeekday {
                date: date("2026-01-09"),
            },
        ),
        (
            "rest = [2026-01-05, 2026-01-05]",
            CalendarError::RepeatedDate {
                date: date("2026-01-05"),
                kind: DayKind::Rest,
            },
        ),
        (
            "statutory = [2026-01-05]\nrest = [2026-01-05]",
            CalendarError::ClashingDate {
                date: date("2026-01-05"),
                first: DayKind::Statutory,
                second: DayKind::Rest,
            },
        ),
        (
            "rest = [2026-01-10]\nmakeup = [2026-01-10]",
            CalendarError::ClashingDate {
                date: date("2026-01-10"),
                first: DayKind::Rest,
                second: DayKind::Makeup,
            },
        ),
        (
            "rest = [2026-01-05T08:00:00]",
            CalendarError::NotADate {
                year: 2026,
                value: "2026-01-05T08:00:00".to_owned(),
            },
        ),
        (
            "rest = [08:00:00]",
            CalendarError::NotADate {
                year: 2026,
                value: "08:00:00".to_owned(),
            },
        ),
        (
            "rest = []",
            CalendarError::EmptyHoliday {
                year: 2026,
                holiday: "f".to_owned(),
            },
        ),
    ];
    for (days, error) in expected {
        let text = table(true, &format!("[year.days.f]\n{days}"));
        assert_eq!(fault(&text), error, "{days}");
    }
}

#[test]
fn the_same_day_in_two_holidays_is_refused() {
    let text = table(
        true,
        "[year.days.f]\nrest = [2026-01-05]\n[year.days.g]\nrest = [2026-01-05]",
    )
    .replace("[[year]]", "g = { zh = \"会\", en = \"Fair\" }\n[[year]]");
    let error = CalendarError::RepeatedDate {
        date: date("2026-01-05"),
        kind: DayKind::Rest,
    };
    assert_eq!(fault(&text), error);
}

#[test]
fn a_year_without_a_notice_may_list_statutory_days_only() {
    for (days, day, kind) in [
        ("rest = [2026-01-05]", "2026-01-05", DayKind::Rest),
        ("makeup = [2026-01-10]", "2026-01-10", DayKind::Makeup),
    ] {
        let text = table(false, &format!("[year.days.f]\n{days}"));
        let date = date(day);
        assert_eq!(fault(&text), CalendarError::Unannounced { date, kind });
    }
    let text = table(false, "[year.days.f]\nstatutory = [2026-01-05]");
    assert!(Calendar::parse(&text).is_ok());
}

#[test]
fn years_and_holidays_with_a_fault_are_refused_for_that_fault() {
    let good = table(true, "[year.days.f]\nrest = [2026-01-05]");
    let twice =
        format!("{good}[[year]]\nyear = 2026\nannounced = true\nsource = \"s\"\n[year.days]\n");
    assert_eq!(fault(&twice), CalendarError::RepeatedYear { year: 2026 });
    assert_eq!(
        fault(&good.replace("\"s\"", "\" \"")),
        CalendarError::Unsourced { year: 2026 }
    );
    assert_eq!(
        fault(&good.replace("节", "")),
        CalendarError::UnnamedHoliday {
            holiday: "f".to_owned()
        }
    );
    assert_eq!(
        fault(&good.replace("days.f", "days.g")),
        CalendarError::UnknownHoliday {
            year: 2026,
            holiday: "g".to_owned()
        }
    );
}

#[test]
fn text_that_does_not_fit_the_layout_is_refused_with_its_line() {
    let good = table(true, "[year.days.f]\nrest = [2026-01-05]");
    let expected = [
        ("not TOML", good.replace("[holiday]", "[holiday"), 1),
        ("unknown field", good.replace("rest =", "reset ="), 9),
        ("unknown year field", good.replace("source", "origin"), 7),
        ("missing field", good.replace("announced = true\n", ""), 4),
        ("text, not a date", good.replace("2026-01-05", "\"x\""), 9),
        ("no such day", good.replace("2026-01-05", "2026-02-30"), 9),
        ("holiday twice", format!("{good}[year.days.f]\n"), 10),
        ("empty", String::new(), 1),
    ];
    for (what, text, expected_line) in expected {
        let error = fault(&text);
        assert!(
            matches!(error, CalendarError::Syntax { line, .. } if line == expected_line),
            "{what}: {error:?}"
        );
    }
}

#[test]
fn errors_say_what_is_wrong() {
    let text = table(false, "[year.days.f]\nrest = [2026-01-05]");
    assert_eq!(
        fault(&text).to_string(),
        "2026-01-05 is a rest day, but year 2026 is not announced"
    );
}
