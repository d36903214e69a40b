"""Runs paiban, plain HiGHS and CP-SAT side by side on the same cases, and prints tables. See README.md beside it.

Only the standard library is needed here; CP-SAT runs in the Python that --cpsat-python names.
"""

import argparse
import itertools
import math
import os
import subprocess
import sys
import time
from pathlib import Path

import cases
import places
import plots
import process
import records
import report
import shops
import tables
from solvers import CPSAT, NAMES, SEEDED, Bench, model_file, versions


def arguments(argv=None):
    parser = argparse.ArgumentParser(prog="scripts/bench.sh", description="Measures paiban side by side with others.")
    pick = parser.add_argument_group("what to run, or to show")
    pick.add_argument("--groups", type=words(cases.GROUPS), metavar="A,B", help="of " + ", ".join(cases.GROUPS))
    pick.add_argument("--instances", type=words(c.name for c in cases.ALL), metavar="A,B", help="cases; see --list")
    pick.add_argument("--solvers", type=words(NAMES), metavar="A,B", help="of " + ", ".join(NAMES))
    pick.add_argument("--quick", action="store_true", help="seven cases and thirty shops in half an hour")
    pick.add_argument("--first", type=int, metavar="N", help="of the ordinary shops the first N")
    missing = "run only what this version has not been run on; with it a stopped call goes on"
    pick.add_argument("--missing", action="store_true", help=missing)
    seeds_help = f"{NAMES[SEEDED]} runs with seeds 1 to N; the median is shown"
    pick.add_argument("--seeds", type=int, metavar="N", help=seeds_help)
    limits = parser.add_argument_group("for how long").add_mutually_exclusive_group()
    limits.add_argument("--time-limit", type=positive, metavar="S", help="seconds a solver, instead of the case's own")
    limits.add_argument("--limit-scale", type=positive, default=1.0, metavar="F", help="F times the case's own")
    stop = "begin no run that may end later than so many minutes from now"
    parser.add_argument("--minutes", type=positive, metavar="M", help=stop)
    parser.add_argument("--list", action="store_true", help="list the cases and their limits, and end")
    parser.add_argument("--collect", action="store_true", help="run nothing; show what is stored")
    docs = "put tables and plots into docs/BENCHMARKS.md, and the runs into the repository"
    parser.add_argument("--update-docs", action="store_true", help=docs)
    parser.add_argument("--plots", action="store_true", help="draw docs/plots/*.svg")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="CP-SAT's workers; 2")
    memory = "a solver that takes more is ended; 70 %% of the machine's"
    parser.add_argument("--memory", type=positive, metavar="GIB", help=memory)
    parser.add_argument("--cpsat-python", default=sys.executable, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def words(known):
    """Reads A,B of what is known."""
    known = list(known)

    def read(text):
        chosen = text.split(",")
        unknown = [word for word in chosen if word not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"{', '.join(unknown)} is none of {', '.join(known)}")
        return chosen

    return read


def positive(text):
    value = float(text)
    if value <= 0:
        raise argparse.ArgumentTypeError("must be more than 0")
    return value


def plan(options):
    """[(case, limit)] of what the options pick."""
    picked = []
    for case in cases.ALL:
        if options.quick and case.name not in cases.QUICK:
            continue
        if options.groups and case.group not in options.groups:
            continue
        if options.instances and case.name not in options.instances:
            continue
        if options.first and getattr(case, "number", 0) > options.first and case.group == "shops":
            continue
        own = cases.QUICK[case.name] if options.quick else case.limit
        picked.append((case, options.time_limit or own * options.limit_scale))
    return picked


def solvers_of(case, options):
    return options.solvers or case.solvers


def seeds(solver, options):
    return range(1, (options.seeds or 1) + 1) if solver == SEEDED else range(1, 2)


def present(picked):
    """Those whose instances are there; a line for each that is not."""
    here = []
    for case, limit in picked:
        missing = case.missing()
        if missing:
            say(f"{case.name} is left out: there is no {missing}; set PAIBAN_BENCH")
        else:
            here.append((case, limit))
    return here


def measure(picked, options):
    """Runs everything and stores it."""
    asked = {solver for case, _ in picked for solver in solvers_of(case, options)}
    if CPSAT.keys() & asked and not can_import(options.cpsat_python, "ortools"):
        sys.exit(f"{options.cpsat_python} has no OR-Tools; leave CP-SAT out with --solvers paiban,highs")
    bench = Bench(options.cpsat_python, options.workers, options.memory or 0.7 * process.machine_gib())
    todo = [(c, s, seed, limit) for c, limit in picked for s in solvers_of(c, options) for seed in seeds(s, options)]
    if options.missing:
        done = records.stored([places.RUNS])
        todo = [run for run in todo if not is_stored(done, *run, options)]
    hours, minutes = divmod(math.ceil(sum(limit for *_, limit in todo) / 60), 60)
    say(f"{len(todo)} runs, about {hours} h {minutes} min if all take their time")
    if os.getloadavg()[0] > 0.5:
        say(f"the machine is not idle (load {os.getloadavg()[0]:.1f})")
    began = time.monotonic()
    for case, runs in itertools.groupby(todo, key=lambda run: run[0]):
        case.prepare()
        # Left by an earlier call, it may be that of an older preset.
        model_file(case).unlink(missing_ok=True)
        for _, solver, seed, limit in runs:
            if options.minutes and time.monotonic() - began + limit > 60 * options.minutes:
                return say("the minutes are over; with --missing the next call goes on")
            run = bench.run(case, solver, seed, limit)
            records.keep(run)
            seed_text = f", seed {seed}" if options.seeds and solver == SEEDED else ""
            outcome = f"cost {tables.number(run.cost)}, bound {tables.number(run.bound)}, {tables.ended(run)}"
            say(f"{case.name}, {NAMES[solver]}{seed_text}: {outcome}")
            if run.problem:
                say(f"PROBLEM: {run.problem}")
        # That of the largest case has hundreds of megabytes.
        model_file(case).unlink(missing_ok=True)


def is_stored(done, case, solver, seed, limit, options):
    """Whether this version of a solver has been run on this very case."""
    run = done.get((case.name, solver, seed, round(limit, 3)))
    return run is not None and run.of == case.digest and run.what == versions(solver, options.workers)


def choose(picked, options):
    """The stored runs of what was picked: {case's name: {solver: [runs, one a seed]}}"""
    by_case, chosen = {}, {}
    for run in records.stored().values():
        by_case.setdefault((run.case, run.solver), []).append(run)
    for case, limit in picked:
        for solver in solvers_of(case, options):
            runs = [run for run in by_case.get((case.name, solver), []) if run.of == case.digest]
            if options.collect and not (options.quick or options.time_limit or options.limit_scale != 1.0):
                # An evening may have been too short for a case's own limit.
                runs = records.longest(runs, limit)
            else:
                runs = [run for run in runs if round(run.limit, 3) == round(limit, 3)]
            # Only where nothing is said of seeds, and nothing has been run, are all of them shown.
            if options.seeds or not options.collect:
                runs = [run for run in runs if run.seed in seeds(solver, options)]
            if runs:
                chosen.setdefault(case.name, {})[solver] = runs
    return chosen


def can_import(python, module):
    if not Path(python).exists():
        return False
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def main():
    options = arguments()
    picked = plan(options)
    if options.list:
        for case, limit in picked:
            print(f"{case.name:12} {case.group:8} {limit:5g} s{'' if case.missing() is None else '  (not there)'}")
        return
    if not options.collect:
        picked = present(picked)
        measure(picked, options)
    chosen = choose(picked, options)
    selected = [case for case, _ in picked]
    text = report.report(selected, chosen)
    print(text, end="")
    if not chosen:
        return
    if options.plots:
        plots.draw(selected, chosen, places.PLOTS)
    if options.update_docs:
        family = [case for case in selected if case.group == "shops"]
        shops.keep_best(family, records.stored().values())
        report.update(places.DOCUMENT, selected, chosen)
        records.publish(run for solvers in chosen.values() for runs in solvers.values() for run in runs)
    if tables.problems(selected, chosen):
        sys.exit(1)


if __name__ == "__main__":
    main()
