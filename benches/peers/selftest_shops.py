"""Checks the section on ordinary shops with made-up runs. Needs nothing but Python; selftest_report.py runs it, too."""

import tempfile
import xml.etree.ElementTree
from dataclasses import replace
from pathlib import Path

import plots
import report
import run as tool
import shops
import shops_report
from case import BestKnown
from records import Run, thin

FAMILY = shops.read_family()
# The tests' own runs are all that is known here.
shops.BEST_KNOWN.clear()
ONE, TWO, THREE = FAMILY[:3]


def made(case, solver, *course, seed=1, limit=60.0, **more):
    steps = [list(step) for step in course]
    cost, bound = steps[-1][1:] if steps else (None, None)
    more = {"cost": cost, "bound": bound, "of": case.digest, "when": "2026-12-01", "where": "here", "what": solver} | more
    return Run(case.name, solver, seed, limit, course=steps, **more)


def chosen():
    """Of the first team the default is best, of the second it is behind, on the third others have nothing."""
    return {
        ONE.name: {
            "paiban": [made(ONE, "paiban", (1, 110, None), (4, 100, 90), (30, 100, 100))],
            "search": [made(ONE, "search", (1, 106, None))],
            "cpsat": [made(ONE, "cpsat", (10, 104, 50))],
        },
        TWO.name: {
            "paiban": [made(TWO, "paiban", (1, 300, None), seed=s, cost=c) for s, c in ((1, 220), (2, 210), (3, 230))],
            "search": [made(TWO, "search", (1, 200, None))],
            "cpsat": [made(TWO, "cpsat", (10, 250, 150))],
        },
        THREE.name: {"paiban": [made(THREE, "paiban", (1, 50, 10))], "cpsat": [made(THREE, "cpsat")]},
    }


def the_family_is_well_formed():
    assert [case.number for case in FAMILY] == list(range(1, 201)) and len({case.digest for case in FAMILY}) == 200
    picked = tool.plan(tool.arguments(["--groups", "shops", "--first", "5"]))
    assert [case.number for case, _ in picked] == [1, 2, 3, 4, 5] and {limit for _, limit in picked} == {60.0}
    quick = tool.plan(tool.arguments(["--quick", "--groups", "shops"]))
    assert len(quick) == shops.QUICK and {limit for _, limit in quick} == {shops.QUICK_LIMIT}


def shares_are_counted_at_marks():
    runs, names = chosen(), [ONE.name, TWO.name, THREE.name]
    best = shops.bests(FAMILY, runs)
    assert best == {ONE.name: 100, TWO.name: 200, THREE.name: 50}
    assert shops.near_shares(names, runs, best, "paiban", 2) == ([1 / 3, 1 / 3, 1 / 3, 1 / 3], 3)
    # The median of the seeds is 220, a tenth too much.
    assert shops.near_shares(names, runs, best, "paiban", 60) == ([2 / 3, 2 / 3, 2 / 3, 2 / 3], 3)
    assert shops.near_shares(names, runs, best, "search", 5) == ([1 / 2, 1 / 2, 1 / 2, 1 / 2], 2)
    assert shops.near_shares(names, runs, best, "cpsat", 20) == ([0, 0, 0, 1 / 3], 3)
    # A shorter run says nothing of later marks.
    runs[THREE.name]["paiban"][0].limit = 5.0
    assert shops.near_shares(names, runs, best, "paiban", 20) == ([1 / 2, 1 / 2, 1 / 2, 1 / 2], 2)


def being_behind_is_counted_where_both_ran():
    runs, names = chosen(), [ONE.name, TWO.name, THREE.name]
    assert shops.gaps(names, runs, shops.best_own, 60) == [(ONE.name, 0.0), (TWO.name, 0.1)]
    assert shops.gaps(names, runs, shops.peer("cpsat"), 60) == [(ONE.name, 0.0), (TWO.name, 0.0), (THREE.name, 0.0)]
    assert shops.gaps(names, runs, shops.peer("highs"), 60) == []
    early = shops.gaps(names, runs, shops.best_own, 2)
    assert early == [(ONE.name, 4 / 106), (TWO.name, 0.5)]
    assert shops.behind(None, 5) is None and shops.behind(None, None) == 0.0 and shops.behind(3, 0) == 3.0
    assert shops_report.how_often([("a", None), ("b", 0.25), ("c", 0.0)]) == "2 of 3 (most 25.0%, no roster in 1)"


def proofs_are_counted():
    runs = chosen()
    cases, best = [ONE, TWO, THREE], shops.bests(FAMILY, chosen())
    found = shops.proof(cases, runs, best, "paiban")
    assert (found.teams, found.bound_above_zero, found.gap, found.proven) == (3, 2 / 3, 0.8, 1 / 3)
    small = [case for case in cases if case.people <= shops.SMALL]
    assert small == [TWO, THREE] and found.proven_small == 0
    assert shops.proof(cases, runs, best, "cpsat").gap == 54 / 104


def best_known_costs_are_of_the_very_team():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "best.csv"
        runs = [run for found in chosen().values() for many in found.values() for run in many]
        shops.keep_best(FAMILY, runs, path)
        known = shops.read_best(path)
        assert known[ONE.number, ONE.digest] == BestKnown(100, True)
        assert known[TWO.number, TWO.digest] == BestKnown(200, False)
        # Neither another team nor a result that cannot be right counts, nor one that is worse.
        wrong = [made(ONE, "paiban", (1, 7, None), of="0"), made(ONE, "paiban", (1, 7, None), problem="no")]
        shops.keep_best(FAMILY, [*wrong, made(ONE, "paiban", (1, 101, 3)), made(TWO, "cpsat", (1, 199, 199))], path)
        known = shops.read_best(path)
        assert known[ONE.number, ONE.digest] == BestKnown(100, True)
        assert known[TWO.number, TWO.digest] == BestKnown(199, True)
    done = {run.key: run for run in runs}
    options = tool.arguments(["--missing"])
    assert not tool.is_stored(done, replace(ONE, digest="0"), "paiban", 1, 60.0, options)
    assert not tool.is_stored(done, ONE, "paiban", 1, 60.0, options)  # of another version
    done[made(ONE, "highs").key] = made(ONE, "highs", what=tool.versions("highs", 2))
    assert tool.is_stored(done, ONE, "highs", 1, 60.0, options)


def the_section_says_what_it_has():
    text = report.report(FAMILY, chosen())
    assert "3 of 200 teams, the default with 1 to 3 seeds, 60 s for each solver. Measured on 2026-12-01: here." in text
    assert "| paiban | 3 | 33 / 33 / 33 / 33 | 67 / 67 / 67 / 67 |" in text
    assert "| CP-SAT | 0 of 3 | 0 of 3 | 1 of 3 (most 20.0%) | 0 of 3 |" in text
    assert "alone (search, columns, exact) | 2 of 2 (most 50.0%) |" in text
    assert f"| {TWO.name} | {TWO.trade} | {TWO.people} | 220 | 200 | 10.0% |" in text
    wrong = chosen()
    wrong[ONE.name]["cpsat"][0].bound = 101
    assert "proves 101, but paiban has a roster for 100" in report.report(FAMILY, wrong)


def the_picture_is_light_and_well_formed():
    with tempfile.TemporaryDirectory() as folder:
        plots.draw(FAMILY, chosen(), Path(folder))
        assert [file.name for file in Path(folder).iterdir()] == ["shops.svg"]
        drawn = (Path(folder) / "shops.svg").read_text(encoding="utf-8")
        xml.etree.ElementTree.fromstring(drawn)
        assert len(drawn.encode()) <= plots.LARGEST and "of 3 teams" in drawn and drawn.count("within") == 3


def thin_courses_keep_what_is_at_marks():
    steps = [[k / 100, 10000 - k, None] for k in range(1, 6001)]
    left = thin(steps)
    assert len(left) < 250
    for mark in (1, 2, 5, 20, 60):
        at = [made(ONE, "paiban", *course).cost_at(mark) for course in (steps, left)]
        assert at[0] == at[1], (mark, at)


CHECKS = [
    the_family_is_well_formed,
    shares_are_counted_at_marks,
    being_behind_is_counted_where_both_ran,
    proofs_are_counted,
    best_known_costs_are_of_the_very_team,
    the_section_says_what_it_has,
    the_picture_is_light_and_well_formed,
    thin_courses_keep_what_is_at_marks,
]
