"""Checks everything around the solvers with made-up runs: limits, records, tables, plots, the document.

Needs nothing but Python; selftest.py beside it runs it, too.
"""

import re
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

import cases
import chart
import judge
import places
import plots
import process
import records
import report
import run as tool
import selftest_shops
import tables
import verify
from records import Run


def made(case="curtois14", solver="paiban", seed=1, limit=600.0, course=(), **more):
    steps = [list(step) for step in course]
    cost, bound = steps[-1][1:] if steps else (None, None)
    more = {"cost": cost, "bound": bound, "first": 0.1, "seconds": limit, "cpu": limit, "memory_mib": 100.0} | more
    return Run(case, solver, seed, limit, course=steps, **more)


CASE = next(case for case in cases.ALL if case.name == "curtois14")


def cases_are_well_formed():
    names = [case.name for case in cases.ALL]
    assert len(names) == len(set(names)) and set(cases.QUICK) <= set(names)
    assert {case.group for case in cases.ALL} == set(cases.GROUPS)
    # Half an hour with all solvers, what is not solving among it.
    quick = [len(case.solvers) * cases.QUICK[case.name] for case in cases.ALL if case.name in cases.QUICK]
    assert sum(quick) + 120 <= 1800
    for case in cases.ALL:
        if case.group == "shops":
            continue
        known = case.best_known
        assert (known is not None) == isinstance(case, cases.Public), case.name
        if known:
            assert known.best <= (known.ten_minutes or known.best) <= (known.gurobi or 10**9), case.name


def options_pick_cases_and_limits():
    def picked(*words):
        return {case.name: limit for case, limit in tool.plan(tool.arguments(list(words)))}

    assert len(picked()) == len(cases.ALL) and picked()["curtois14"] == 600
    assert set(picked("--groups", "inrc2,scale")) == {c.name for c in cases.ALL if c.group in ("inrc2", "scale")}
    assert picked("--instances", "taobao,curtois4", "--limit-scale", "0.1") == {"taobao": 6, "curtois4": 6}
    assert picked("--instances", "n030w4", "--time-limit", "7") == {"n030w4": 7}
    assert picked("--quick") == cases.QUICK
    assert list(tool.seeds("paiban", tool.arguments(["--seeds", "3"]))) == [1, 2, 3]
    assert list(tool.seeds("highs", tool.arguments(["--seeds", "3"]))) == [1]


def later_lines_replace_earlier_ones():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "deep" / "runs.jsonl"
        assert records.stored([path]) == {}
        for run in (made(cost=5), made(seed=2, cost=6), made(limit=60.0, cost=7), made(cost=4), made(solver="highs")):
            records.keep(run, path)
        stored = records.stored([path])
        assert len(stored) == 4 and stored["curtois14", "paiban", 1, 600.0].cost == 4


def published_runs_stay_until_there_are_later_ones():
    with tempfile.TemporaryDirectory() as folder:
        here, there = Path(folder) / "results" / "runs.jsonl", Path(folder) / "runs.jsonl"
        records.publish([made(cost=5), made(seed=2, cost=6)], here)
        records.publish([made(cost=4)], here)
        assert sorted(run.cost for run in records.stored([here]).values()) == [4, 6]
        records.keep(made(seed=2, cost=3), there)
        assert sorted(run.cost for run in records.stored([here, there]).values()) == [3, 4]


def the_longest_limit_counts_that_is_not_too_long():
    runs = [made(limit=limit, seed=seed) for limit in (60.0, 300.0, 900.0) for seed in (1, 2)]
    assert [(run.limit, run.seed) for run in records.longest(runs, 600.0)] == [(300.0, 1), (300.0, 2)]
    assert records.longest(runs, 10.0) == []


def the_median_flatters_nobody():
    def middle(*costs):
        return records.median([made(cost=cost) for cost in costs]).cost

    assert middle(3) == 3 and middle(9, 1, 5) == 5 and middle(1, 9) == 9
    assert middle(None, 1, None) is None and middle(None, 1, 2) == 2


def a_course_only_gets_better():
    steps = [(1, 9, None), (2, 9, None), (3, 12, 2), (4, None, 1), (5, 7, 3)]
    steps = [dict(zip(("seconds", "cost", "bound"), step)) for step in steps]
    assert records.course(steps) == [[1, 9, None], [3, 9, 2], [5, 7, 3]]
    run = made(course=records.course(steps), limit=5.0)
    assert [run.cost_at(mark) for mark in (0.5, 1, 4, 5, 60)] == [None, 9, 9, 7, 7]
    assert run.gap() == 4 / 7 and run.proven_within(0.6) == 5 and run.proven_within(0.1) is None


OURS = made(course=[(0.1, 2000, None), (4, 1400, 1000), (500, 1278, 1250)])
THEIRS = made(solver="cpsat", course=[(0.9, 1900, None), (30, 1390, 1100), (599, 1300, 1270)])
GONE = made(solver="highs", killed="memory", seconds=None)


def tables_say_what_happened():
    chosen = {"curtois14": {"paiban": [OURS], "highs": [GONE], "cpsat": [THEIRS]}}
    head, _, ours, gone, theirs = (line.strip("| ").split(" | ") for line in tables.table([CASE], chosen).splitlines())
    row = dict(zip(head, ours))
    assert (row["cost at 1 s"], row["cost at 5 s"], row["cost at 600 s"]) == ("2000", "1400", "1278")
    assert (row["bound"], row["gap"], row["best known"], row["off by"]) == ("1250", "2.19%", "1278", "0.00%")
    assert row["published in 10 min"] == "1281"
    row = dict(zip(head, gone))
    assert (row["cost at 600 s"], row["off by"], row["ended"]) == ("–", "–", "out of memory")
    assert dict(zip(head, theirs))["off by"] == "1.72%"
    said = tables.behind(chosen)
    assert "cost 1900 and not 2000 after 1 s; cost 1390 and not 1400 after 60 s; bound 1270 and not 1250" in said
    assert "plain HiGHS" not in said
    assert tables.problems([CASE], chosen) == []


def marks_beyond_a_limit_stay_empty():
    short = next(case for case in cases.ALL if case.name == "curtois4")
    chosen = {"curtois4": {"paiban": [made("curtois4", limit=20.0, course=[(1, 1716, 1716)])]}}
    chosen |= {"curtois14": {"paiban": [OURS]}}
    head, _, first, _ = (line[2:-2].split(" | ") for line in tables.table([short, CASE], chosen).splitlines())
    row = dict(zip(head, first))
    assert (row["limit"], row["cost at 20 s"]) == ("20 s", "1716")
    assert (row["cost at 60 s"], row["cost at the limit"]) == ("", "1716")


def contradictions_are_found():
    def said(*runs):
        chosen = {"curtois14": {}}
        for run in runs:
            chosen["curtois14"].setdefault(run.solver, []).append(run)
        return " ".join(tables.problems([CASE], chosen))

    assert "CP-SAT proves 1279, but paiban has a roster for 1278" in said(OURS, made(solver="cpsat", bound=1279))
    assert "paiban proves 1279, but one for 1278 is published" in said(made(bound=1279))
    assert "no model was written" in said(made(problem="no model was written"))
    proven = next(case for case in cases.ALL if case.name == "curtois1")
    chosen = {"curtois1": {"paiban": [made("curtois1", cost=606)]}}
    assert "606, but 607 is proven" in tables.problems([proven], chosen)[0]


def reports_go_into_the_document():
    chosen = {"curtois14": {"paiban": [OURS, made(seed=2, cost=1290, others=0.7)], "cpsat": [THEIRS]}}
    text = report.report(cases.ALL, chosen)
    assert "Best known: Shift Scheduling" in text
    assert "paiban, median of 2" in text and "1278 to 1290 with 2 seeds" in text and "not idle** in 1 of 3" in text
    document = places.DOCUMENT.read_text(encoding="utf-8")
    changed = report.between(document, "figures", text)
    assert text.strip() in changed and report.between(changed, "figures", text) == changed
    assert report.between(document, "plots", "x") != document


def pictures_are_light_and_well_formed():
    # As long and as many as could ever be.
    def course(best, top):
        left = range(1500, 0, -1)
        return [(600.01 - 0.4 * k, best + top * k // 50, best - k // 20) for k in left]

    runs = {solver: [made(solver=solver, course=course(1300 + 9 * i, 70))] for i, solver in enumerate(plots.STYLES)}
    chosen = {case.name: runs for case in cases.ALL if case.group != "shops"}
    chosen["taobao"] = {"paiban": [GONE], "highs": [made(course=[(0.3, 0, 0)])]}
    chosen["tmall"] = {"paiban": [made(course=[(0.3, None, 4)])], "cpsat": [GONE]}
    chosen["desk24"] = {"cpsat": [GONE]}
    with tempfile.TemporaryDirectory() as folder:
        plots.draw(cases.ALL, chosen, Path(folder))
        files = sorted(Path(folder).iterdir())
        # One has nothing to show, and one is the overview.
        assert len(files) == len([case for case in cases.ALL if case.group != "shops"])
        for file in files:
            text = file.read_text(encoding="utf-8")
            xml.etree.ElementTree.fromstring(text)
            assert len(text.encode()) <= plots.LARGEST, (file.name, len(text))
            assert not re.search(r"nan|inf\b|e[+-]\d", text), file.name


def charts_show_what_matters():
    style = plots.STYLES["paiban"]
    good = chart.Line("a", style, [[1, 9000, None], [2, 1000, 900]], 60.0)
    bad = chart.Line("b", style, [[1, 78000, 10]], 60.0)
    low, high = chart.window([good, bad], 990)
    assert low < 900 and 1000 < high < 2000
    assert chart.nice(0, 10, 5) == [0, 2, 4, 6, 8, 10] and chart.nice(0.2, 1.9, 5) == [1]
    assert chart.tens(0.1, 60) == [0.1, 1, 10, 60] and chart.tens(0.1, 100) == [0.1, 1, 10, 100]
    labels = chart.spread([(5, "a", ""), (5, "b", ""), (98, "c", "")], 0, 100, 10)
    assert [y for y, _, _ in labels] == [5, 15, 98]
    labels = chart.spread([(99, "a", ""), (100, "b", "")], 0, 100, 10)
    assert [y for y, _, _ in labels] == [90, 100]


def what_takes_too_much_is_ended():
    done = process.measured([sys.executable, "-c", "import time; time.sleep(60)"], 0.3)
    assert done.killed == "time" and done.wall < 10
    done = process.measured([sys.executable, "-c", "print(1); raise SystemExit(3)"], 30, memory_gib=4)
    assert (done.killed, done.status, done.text.strip()) == (None, 3, "1") and done.memory_mib > 1
    if Path("/proc/self/statm").exists():
        hungry = "import time; held = bytearray(300 << 20); time.sleep(60)"
        done = process.measured([sys.executable, "-c", hungry], 30, memory_gib=0.2)
        assert done.killed == "memory" and done.wall < 20


def the_judge_knows_the_published_cost():
    folder = places.instances() / "curtois" / "known_rosters"
    files = sorted(folder.glob("*.txt"))
    if not files:
        print(f"skipped: there are no rosters in {folder}; set PAIBAN_BENCH")
    for file in files:
        instance, cost = file.stem[:10], int(file.stem.split("score")[1])
        rows = (line.split(": ") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        cells = ((row[0], day, shift) for row in rows if len(row) == 2 for day, shift in enumerate(row[1].split()))
        roster = {(person, day): shift for person, day, shift in cells if shift != "-"}
        text = (folder.parent / f"{instance}.txt").read_text(encoding="utf-8")
        assert judge.judge(text, roster) == ([], cost), file


SMALL = """# Nine days: D lasts eight hours, N ten; no D after N.
SECTION_HORIZON
9
SECTION_SHIFTS
D,480,
N,600,D
SECTION_STAFF
A,D=4|N=1,2400,480,3,2,2,1
SECTION_DAYS_OFF
A,0
SECTION_SHIFT_ON_REQUESTS
A,1,D,5
SECTION_SHIFT_OFF_REQUESTS
A,2,D,3
SECTION_COVER
1,D,2,100,1
2,N,0,100,1
"""


def the_judge_sees_what_is_wrong():
    def said(row):
        broken, cost = judge.judge(SMALL, {("A", day): shift for day, shift in enumerate(row) if shift != "-"})
        return "; ".join(broken), cost

    assert said("-DD------") == ("", 100 + 3)
    assert said("-DN------") == ("", 100 + 1)
    assert said("---DD----") == ("", 5 + 200)
    assert said("D--------") == ("A: works on day 0, which is off", 5 + 200)
    assert said("-ND------")[0] == "A: D after N on day 2"
    assert said("-D-------")[0] == "A: only 1 days on from day 1"
    assert said("-DD-DD---")[0] == "A: only 1 days off from day 3"
    assert said("-DDDD----")[0] == "A: 4 days on end"
    assert said("-NN------")[0] == "A: more than 1 of N"
    assert said("---------")[0] == "A: 0 minutes"
    assert said("-X-------")[0] == "no such person, day or shift: A, 1, X"


def rosters_at_another_cost_are_no_result():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        (folder / "Instance01.txt").write_text(SMALL, encoding="utf-8")
        (folder / "model.json").write_text('{"names":{"people":["A"],"dates":[],"duties":["N","D"]},"people":1')

        class Small(cases.Curtois):
            def files(self):
                return [folder / "Instance01.txt"]

        def said(row, cost, by_terms=None):
            result = {"cost": cost, "cost_by_terms": by_terms or cost, "roster": [row]}
            return verify.mistake(Small("small", "curtois", 60.0, 1), result, folder, folder / "model.json")

        row = [None, 1, 1, *[None] * 6]
        assert said(row, 103) is None and said(row, None) is None
        assert "says 104, the instance 103" in said(row, 104)
        assert "by the terms its roster costs 104" in said(row, 103, by_terms=104)
        assert "A: D after N" in said([None, 0, 1, *[None] * 6], 105)


CHECKS = [
    cases_are_well_formed,
    options_pick_cases_and_limits,
    later_lines_replace_earlier_ones,
    published_runs_stay_until_there_are_later_ones,
    the_longest_limit_counts_that_is_not_too_long,
    the_median_flatters_nobody,
    a_course_only_gets_better,
    tables_say_what_happened,
    marks_beyond_a_limit_stay_empty,
    contradictions_are_found,
    reports_go_into_the_document,
    pictures_are_light_and_well_formed,
    charts_show_what_matters,
    the_judge_knows_the_published_cost,
    the_judge_sees_what_is_wrong,
    rosters_at_another_cost_are_no_result,
    what_takes_too_much_is_ended,
    *selftest_shops.CHECKS,
]


def main():
    for check in CHECKS:
        check()
    print(f"{len(CHECKS)} checks of cases, records, tables and plots passed")


if __name__ == "__main__":
    main()
