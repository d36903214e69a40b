"""Nothing is taken on trust: rosters are checked by something that shares no code with who made them."""

import csv
import json
import subprocess

import cases
import judge
import places
import shops


def mistake(case, result, folder, model):
    """What is wrong with a result, or None. `model` is the file of terms that CP-SAT read, None for paiban's own.

    - Teams: `paiban check` knows the rules and no term. (paiban's own rosters went through it before they were shown; those of ordinary shops go through it
      again, because their costs become the best known ones.)
    - Curtois and Qu: judge.py reads the instance itself, whoever made the roster.
    - INRC-II: the terms alone, in terms.py; tests/engine/benchmarks.rs holds these against published rosters.
    """
    if result["cost"] is None:
        return None
    if model and result["cost_by_terms"] != result["cost"]:
        return f"says {result['cost']}, but by the terms its roster costs {result['cost_by_terms']}"
    if model and isinstance(case, (cases.Team, shops.Shop)):
        return check(case.file, write_team(names_of(model), result["roster"], folder), result["cost"])
    if isinstance(case, shops.Shop):
        return check(case.file, folder / "ROSTER.csv", result["cost"])
    if isinstance(case, cases.Curtois):
        if model:
            write_shifts(names_of(model), result["roster"], folder)
        return judged(case, folder / "roster.csv", result["cost"])
    return None


def names_of(model):
    """What the indices stand for. It comes first in the file, of which the rest may have hundreds of megabytes."""
    with open(model, encoding="utf-8") as file:
        head = file.read(1 << 22)
    return json.JSONDecoder().raw_decode(head, head.index('"names":') + len('"names":'))[0]


def write_team(names, roster, folder):
    """A roster of indices as ROSTER.csv."""
    path = folder / "ROSTER.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["person", *names["dates"]])
        for person, row in zip(names["people"], roster):
            table.writerow([person, *("" if duty is None else names["duties"][duty] for duty in row)])
    return path


def write_shifts(names, roster, folder):
    """The same as `paiban bench curtois` writes it."""
    with open(folder / "roster.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["employee", "day", "shift"])
        for person, row in zip(names["people"], roster):
            for day, duty in enumerate(row):
                if duty is not None:
                    table.writerow([person, day, names["duties"][duty]])


def check(team, roster, cost):
    """`paiban check` must find no hard rule broken and the same cost."""
    command = [places.PAIBAN, "check", team, roster, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout or "{}").get("cost")
    if done.returncode == 0 and found == cost:
        return None
    return f"{roster}: the solver says {cost}, paiban check {found} {done.stderr.strip()[:300]}"


def judged(case, roster, cost):
    """By the instance's own text, the roster must keep the hard rules and have the same cost."""
    text = case.files()[0].read_text(encoding="utf-8")
    broken, found = judge.judge(text, judge.read_roster(roster))
    if not broken and found == cost:
        return None
    return f"{roster}: the solver says {cost}, the instance {found} {'; '.join(broken[:3])}".rstrip()
