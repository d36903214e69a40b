"""Runs paiban, plain HiGHS and CP-SAT side by side on the same teams, and prints one table. See README.md beside it.

Only the standard library is needed here; CP-SAT runs in the Python that --cpsat-python names.
"""

import argparse
import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "bench"
RESULTS = WORK / "results"
PAIBAN = ROOT / "target" / "release" / "paiban"
MONTH = "2026-12"

# Name: preset, and the number of people it is scaled to.
INSTANCES = {
    "taobao": ("taobao", None),
    "tmall": ("tmall", None),
    "desk24": ("desk24", None),
    "taobao30": ("taobao", 30),
    "tmall30": ("tmall", 30),
}
SOLVERS = {"paiban": "paiban", "highs": "plain HiGHS", "cpsat": "CP-SAT", "cpsat-lp": "CP-SAT, max_lp"}
CPSAT = {"cpsat": [], "cpsat-lp": ["--subsolver", "max_lp"]}  # and what cpsat.py is told
MARKS = [1, 5, 20, 60]  # seconds at which the best cost is read off
PROVEN = [0.02, 0.01]  # gaps whose time is read off


@dataclass
class Run:
    """What one solver did on one instance."""

    instance: str
    solver: str
    cost: int | None
    bound: int | None
    first: float | None
    seconds: float  # by its own clock
    wall: float  # of the whole process, start-up and all
    cpu: float
    memory_mib: float
    course: list  # (seconds, best cost, best bound), both only ever better

    def cost_at(self, mark):
        costs = [cost for seconds, cost, _ in self.course if seconds <= mark and cost is not None]
        return costs[-1] if costs else None

    def gap(self):
        return gap(self.cost, self.bound)

    def proven_within(self, wanted):
        for seconds, cost, bound in self.course:
            found = gap(cost, bound)
            if found is not None and found <= wanted:
                return seconds
        return None


def gap(cost, bound):
    if cost is None or bound is None:
        return None
    if cost <= bound:
        return 0.0
    return (cost - bound) / cost


def course(steps, final):
    """Progress as (seconds, cost, bound), each the best so far."""
    points, best, proven = [], None, None
    for step in [*steps, final]:
        cost, bound = step["cost"], step["bound"]
        best = cost if best is None or (cost is not None and cost < best) else best
        proven = bound if proven is None or (bound is not None and bound > proven) else proven
        points.append((step["seconds"], best, proven))
    return points


# ---- running -------------------------------------------------------------------------------------


def measured(command, patience):
    """Runs a command: (its JSON, wall seconds, CPU seconds, peak memory in MiB)."""
    began = time.perf_counter()
    with open(WORK / "stdout", "w+", encoding="utf-8") as out, open(WORK / "stderr", "w+", encoding="utf-8") as err:
        child = subprocess.Popen(command, stdout=out, stderr=err, cwd=ROOT)
        deadline = began + patience
        while True:
            # wait4, not communicate: the kernel then says what this very process used.
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() > deadline:
                child.kill()
            time.sleep(0.005)
        child.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - began
        for file in (out, err):
            file.seek(0)
        text, errors = out.read(), err.read()
    # 1: no roster was found, which is a result too.
    if child.returncode not in (0, 1) or not text:
        sys.exit(f"{' '.join(map(str, command))}\nended with {child.returncode}\n{errors}")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return json.loads(text), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale


def prepare(instance):
    """Writes the instance's team file: the preset as it is now."""
    preset, people = INSTANCES[instance]
    folder = WORK / "teams" / instance
    command = [PAIBAN, "init", folder, "--preset", preset, "--force"]
    if people:
        command += ["--people", str(people)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "team.toml"


def out_folder(instance, solver):
    """A new folder for the roster."""
    folder = WORK / "rosters" / instance / solver
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def roster_command(team, folder, *more):
    return [PAIBAN, "roster", team, "--month", MONTH, "--out", folder, "--json", *more]


def write_model(instance, team):
    """The file with the model's terms; the roster made along the way is not used."""
    path = WORK / "teams" / instance / "model.json"
    folder = out_folder(instance, "model")
    command = roster_command(team, folder, "--engine", "search", "--time-limit", "1", "--write-model", path)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if not path.exists():
        sys.exit(f"no model was written to {path}")
    return path


def run(instance, solver, team, options):
    limit = options.time_limit
    folder = out_folder(instance, solver)
    if solver in CPSAT:
        model = write_model(instance, team)
        command = [options.cpsat_python, ROOT / "benches" / "peers" / "cpsat.py", model]
        command += ["--time-limit", str(limit), "--workers", str(options.workers), *CPSAT[solver]]
    else:
        more = ["--engine", "exact"] if solver == "highs" else []
        command = roster_command(team, folder, "--gap", "0", "--time-limit", str(limit), *more)
    result, wall, cpu, memory = measured(command, patience=3 * limit + 60)
    raw = RESULTS / f"{instance}-{solver}.json"
    machine = {"wall_seconds": wall, "cpu_seconds": cpu, "peak_memory_mib": memory, "time_limit": limit}
    raw.write_text(json.dumps({**result, "machine": machine}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if solver in CPSAT and result["roster"]:
        check(team, write_roster(model, result["roster"], folder), result["cost"])
    first = result["first_seconds"] if solver in CPSAT else result["first_roster_seconds"]
    points = course(result["progress"], result)
    return Run(instance, solver, result["cost"], points[-1][2], first, result["seconds"], wall, cpu, memory, points)


# ---- cross-checks --------------------------------------------------------------------------------


def write_roster(model, roster, folder):
    """A roster of indices as ROSTER.csv."""
    names = json.loads(model.read_text(encoding="utf-8"))["names"]
    path = folder / "ROSTER.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["person", *names["dates"]])
        for person, row in zip(names["people"], roster):
            table.writerow([person, *("" if duty is None else names["duties"][duty] for duty in row)])
    return path


def check(team, roster, cost):
    """`paiban check`, which shares nothing with any solver, must find no hard rule broken and the same cost."""
    done = subprocess.run([PAIBAN, "check", team, roster, "--json"], capture_output=True, text=True, check=False)
    found = json.loads(done.stdout or "{}").get("cost")
    if done.returncode != 0 or found != cost:
        sys.exit(f"{roster}: the solver says {cost}, paiban check {found}\n{done.stdout[:2000]}{done.stderr}")


def agree(runs):
    """No bound may exceed another solver's cost: all of them solve the same problem."""
    for a in runs:
        for b in runs:
            if a.bound is not None and b.cost is not None and a.bound > b.cost:
                sys.exit(f"{a.instance}: {a.solver} proves {a.bound}, but {b.solver} has a roster for {b.cost}")


# ---- the table -----------------------------------------------------------------------------------


def table(runs, limit):
    marks = [mark for mark in MARKS if mark < limit] + [limit]
    head = ["team", "solver", "first roster", *(f"cost at {mark:g} s" for mark in marks), "bound", "gap"]
    head += [*(f"within {wanted:.0%}" for wanted in PROVEN), "ended", "CPU", "memory"]
    lines = [head, ["---", "---", *("--:" for _ in head[2:])]]
    for r in runs:
        row = [r.instance, SOLVERS[r.solver], seconds(r.first, 3)]
        # What was best at the end counts for the last mark: a solver may overrun its limit by a moment.
        row += [number(r.cost_at(mark)) for mark in marks[:-1]] + [number(r.cost)]
        row += [number(r.bound), "–" if r.gap() is None else f"{r.gap():.1%}"]
        row += [seconds(r.proven_within(wanted)) for wanted in PROVEN]
        row += [seconds(r.seconds), seconds(r.cpu), f"{r.memory_mib:.0f} MiB"]
        lines.append(row)
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def behind(runs, limit):
    """Where another solver was ahead of paiban, in words; generated, so that none is left out."""
    lines = []
    for ours in (r for r in runs if r.solver == "paiban"):
        for other in (r for r in runs if r.instance == ours.instance and r.solver != "paiban"):
            found = []
            for mark in [mark for mark in MARKS if mark < limit]:
                a, b = ours.cost_at(mark), other.cost_at(mark)
                if less(b, a):
                    found.append(f"cost {b} and not {number(a)} after {mark} s")
            if less(other.cost, ours.cost):
                found.append(f"cost {other.cost} and not {number(ours.cost)} at the end")
            if other.bound is not None and (ours.bound is None or other.bound > ours.bound):
                found.append(f"bound {other.bound} and not {number(ours.bound)}")
            for wanted in PROVEN:
                a, b = ours.proven_within(wanted), other.proven_within(wanted)
                if b is not None and (a is None or b < a - 0.05):
                    found.append(f"within {wanted:.0%} after {seconds(b)} and not {seconds(a)}")
            if found:
                lines.append(f"- {ours.instance}, {SOLVERS[other.solver]}: {'; '.join(found)}.\n")
    return "Where another solver was ahead of paiban in this run:\n\n" + ("".join(lines) or "- nowhere.\n")


def less(a, b):
    """Whether a cost is lower than another; none at all is the highest."""
    return a is not None and (b is None or a < b)


def number(value):
    return "–" if value is None else str(value)


def seconds(value, digits=1):
    return "–" if value is None else f"{value:.{digits}f} s"


def heading(options, load):
    """Where and with what: goes above the table."""
    today = datetime.date.today().isoformat()
    text = f"Measured on {today}: {machine()}.\n"
    text += f"HiGHS {locked('highs-sys')} (that of the highs-sys crate), 1 thread"
    if CPSAT.keys() & set(options.solvers):
        text += f"; OR-Tools CP-SAT {ortools()}, {options.workers} workers"
    text += f". Month {MONTH}, time limit {options.time_limit:g} s, one solver after another.\n"
    if load > 0.5:
        text += f"**The machine was not idle** (load {load:.1f} at the start): times are indicative only.\n"
    return text


def machine():
    model, memory = "unknown processor", None
    try:
        model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())[1]
        memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    except (OSError, TypeError):
        pass  # not Linux, or an unusual one
    size = f", {memory:.0f} GiB of memory" if memory else ""
    return f"{model}, {os.cpu_count()} cores{size}"


def locked(crate):
    text = (ROOT / "Cargo.lock").read_text(encoding="utf-8")
    return re.search(rf'name = "{crate}"\nversion = "([^"]*)"', text)[1]


def ortools():
    return (Path(__file__).parent / "requirements.txt").read_text().split("==")[1].strip()


def update_docs(text):
    """Replaces what stands between the markers in docs/BENCHMARKS.md."""
    path = ROOT / "docs" / "BENCHMARKS.md"
    begin, end = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        sys.exit(f"{path}: the markers {begin.strip()} and {end.strip()} are missing")
    path.write_text(before + begin + "\n" + text + "\n" + end + after, encoding="utf-8")


# ---- the command line ----------------------------------------------------------------------------


def arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench.sh", description="Measures paiban side by side with others.")
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="S", help="seconds a solver and team; 60")
    parser.add_argument("--quick", action="store_true", help="the same as --time-limit 10")
    parser.add_argument("--instances", default=",".join(INSTANCES), metavar="A,B", help="of " + ", ".join(INSTANCES))
    parser.add_argument("--solvers", default=",".join(SOLVERS), metavar="A,B", help="of " + ", ".join(SOLVERS))
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="CP-SAT's workers; 2")
    parser.add_argument("--update-docs", action="store_true", help="put the table into docs/BENCHMARKS.md")
    parser.add_argument("--cpsat-python", default=sys.executable, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.quick:
        options.time_limit = 10.0
    for name, known in (("instances", INSTANCES), ("solvers", SOLVERS)):
        chosen = getattr(options, name).split(",")
        unknown = [item for item in chosen if item not in known]
        if unknown:
            parser.error(f"--{name}: {', '.join(unknown)} is none of {', '.join(known)}")
        setattr(options, name, chosen)
    if CPSAT.keys() & set(options.solvers):
        if not can_import(options.cpsat_python, "ortools"):
            parser.error(f"{options.cpsat_python} has no OR-Tools; leave CP-SAT out with --solvers paiban,highs")
    return options


def can_import(python, module):
    if not Path(python).exists():
        return False
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def main():
    options = arguments()
    RESULTS.mkdir(parents=True, exist_ok=True)
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"bench: the machine is not idle (load {load:.1f})", file=sys.stderr)
    runs = []
    for instance in options.instances:
        team = prepare(instance)
        here = []
        for solver in options.solvers:
            print(f"bench: {instance}, {SOLVERS[solver]}", file=sys.stderr)
            here.append(run(instance, solver, team, options))
        agree(here)
        runs += here
    text = heading(options, load) + "\n" + table(runs, options.time_limit)
    if "paiban" in options.solvers and len(options.solvers) > 1:
        text += "\n" + behind(runs, options.time_limit)
    (RESULTS / "table.md").write_text(text, encoding="utf-8")
    print(text, end="")
    if options.update_docs:
        update_docs(text)


if __name__ == "__main__":
    main()
