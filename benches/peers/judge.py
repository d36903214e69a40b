"""What a roster of an instance of Curtois and Qu costs, from the instance's own text.

It shares nothing with paiban or any solver: neither the reader nor the rules nor the terms. The rules are those of
schedulingbenchmarks.org/nrp.
"""

import csv
from itertools import groupby


def sections(text):
    """{SECTION: rows of fields}"""
    found, rows = {}, None
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("SECTION_"):
            rows = found.setdefault(line.removeprefix("SECTION_"), [])
        elif line and not line.startswith("#"):
            rows.append(line.split(","))
    return found


def read_roster(path):
    """{(employee, day): shift} from `employee,day,shift`."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(person, int(day)): shift for person, day, shift in rows}


def judge(text, roster):
    """(sentences about broken hard rules, cost)"""
    instance = sections(text)
    days = int(instance["HORIZON"][0][0])
    shifts = {name: (int(length), set(after.split("|"))) for name, length, after in instance["SHIFTS"]}
    people = {row[0]: row[1:] for row in instance["STAFF"]}
    off = {row[0]: set(map(int, row[1:])) for row in instance.get("DAYS_OFF", [])}
    for (person, day), shift in roster.items():
        if person not in people or not 0 <= day < days or shift not in shifts:
            return [f"no such person, day or shift: {person}, {day}, {shift}"], 0
    broken = []
    for person, limits in people.items():
        row = [roster.get((person, day)) for day in range(days)]
        broken += [f"{person}: {what}" for what in hard(row, limits, shifts, off.get(person, set()))]
    return broken, soft(instance, roster)


def hard(row, limits, shifts, off):
    """Hard rules that one person's row breaks."""
    most, longest, least, run_most, run_least, rest_least, weekends = limits
    worked = [shift for shift in row if shift]
    for shift, limit in (pair.split("=") for pair in most.split("|")):
        if worked.count(shift) > int(limit):
            yield f"more than {limit} of {shift}"
    minutes = sum(shifts[shift][0] for shift in worked)
    if not int(least) <= minutes <= int(longest):
        yield f"{minutes} minutes"
    for day, (shift, then) in enumerate(zip(row, row[1:])):
        if shift and then and then in shifts[shift][1]:
            yield f"{then} after {shift} on day {day + 1}"
    for day in off:
        if row[day]:
            yield f"works on day {day}, which is off"
    if sum(any(row[day : day + 2]) for day in range(5, len(row), 7)) > int(weekends):
        yield f"more than {weekends} weekends"
    first = 0
    for works, run in groupby(row, key=bool):
        length = len(list(run))
        at_end = first == 0 or first + length == len(row)
        if works and length > int(run_most):
            yield f"{length} days on end"
        if not at_end and length < int(run_least if works else rest_least):
            yield f"only {length} days {'on' if works else 'off'} from day {first}"
        first += length


def soft(instance, roster):
    cost = 0
    for person, day, shift, weight in instance.get("SHIFT_ON_REQUESTS", []):
        cost += int(weight) * (roster.get((person, int(day))) != shift)
    for person, day, shift, weight in instance.get("SHIFT_OFF_REQUESTS", []):
        cost += int(weight) * (roster.get((person, int(day))) == shift)
    there = {}
    for (_, day), shift in roster.items():
        there[day, shift] = there.get((day, shift), 0) + 1
    for day, shift, wanted, under, over in instance["COVER"]:
        missing = int(wanted) - there.get((int(day), shift), 0)
        cost += int(under) * max(0, missing) + int(over) * max(0, -missing)
    return cost
