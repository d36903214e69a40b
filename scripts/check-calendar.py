#!/usr/bin/env python3
"""Compare data/calendars/cn.toml with the Python package chinesecalendar, day by day.

Needs Python 3.11 or newer and the package, best in a virtual environment:

    python3 -m venv .venv
    .venv/bin/pip install chinesecalendar==1.11.0
    .venv/bin/python scripts/check-calendar.py

Every day of every year that both know is compared: worked or off, the holiday it belongs to, and
whether it is a make-up workday. The package does not say which days are statutory; it is only
checked that a day it calls off in return for a make-up workday is not one of ours.

Exit code: 0 when all days agree; 1 when days differ (each is printed) or there was nothing to
compare. A year the package knows and our table calls not announced is named, as a reminder.
"""

import datetime
import pathlib
import sys
import tomllib

import chinese_calendar

TABLE = pathlib.Path(__file__).resolve().parent.parent / "data" / "calendars" / "cn.toml"

# The package's name of each holiday, by our key.
PACKAGE_NAMES = {
    "new-year": "New Year's Day",
    "spring-festival": "Spring Festival",
    "qingming": "Tomb-sweeping Day",
    "labour-day": "Labour Day",
    "dragon-boat": "Dragon Boat Festival",
    "mid-autumn": "Mid-autumn Festival",
    "national-day": "National Day",
}


def read_table():
    """Our years, each {date: (kind, holiday key)}, and the set of those that are announced."""
    with TABLE.open("rb") as file:
        table = tomllib.load(file)
    years, announced = {}, set()
    for year in table["year"]:
        years[year["year"]] = {
            date: (kind, holiday)
            for holiday, kinds in year["days"].items()
            for kind, dates in kinds.items()
            for date in dates
        }
        if year["announced"]:
            announced.add(year["year"])
    return years, announced


def package_years():
    """The years the package has data for."""
    return {date.year for date in chinese_calendar.holidays}


def days_of(year):
    """Every date of a year, in order."""
    first = datetime.date(year, 1, 1)
    count = (datetime.date(year + 1, 1, 1) - first).days
    return [first + datetime.timedelta(days=offset) for offset in range(count)]


def our_view(date, special):
    """(worked, holiday name or None) of a date by our table."""
    if date not in special:
        return date.weekday() < 5, None
    kind, holiday = special[date]
    return kind == "makeup", PACKAGE_NAMES[holiday]


def package_view(date):
    """(worked, holiday name or None) of a date by the package."""
    off, name = chinese_calendar.get_holiday_detail(date)
    return not off, name


def describe(view):
    worked, name = view
    return f"{'worked' if worked else 'off'}, {name or 'no holiday'}"


def differences(year, special):
    """One line for each day of the year on which we and the package disagree."""
    lines = []
    for date in days_of(year):
        ours, theirs = our_view(date, special), package_view(date)
        if ours != theirs:
            lines.append(f"{date}: ours {describe(ours)}; package {describe(theirs)}")
        elif chinese_calendar.is_in_lieu(date) and special[date][0] != "rest":
            lines.append(f"{date}: ours {special[date][0]}; package: off in return for a make-up day")
    return lines


def main():
    years, announced = read_table()
    known = package_years()
    both = sorted(announced & known)
    lines = [line for year in both for line in differences(year, years[year])]
    print("\n".join(lines), end="\n" if lines else "")
    for year in sorted((set(years) - announced) & known):
        print(f"note: the package knows {year}, which our table calls not announced")
    if not both:
        print("nothing compared: no year is known to both")
        return 1
    days = sum(len(days_of(year)) for year in both)
    print(f"{days} days of {', '.join(map(str, both))} compared, {len(lines)} differ")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
