"""Runs one solver on one case. What comes back is checked; what does not pass is a problem and no result."""

import datetime
import json
import os
import re
import subprocess
from pathlib import Path

import places
import verify
from process import measured
from records import Run, course

NAMES = {"paiban": "paiban", "search": "paiban, search alone", "columns": "paiban, columns alone"}
NAMES |= {"highs": "plain HiGHS", "cpsat": "CP-SAT", "cpsat-lp": "CP-SAT, max_lp"}
ENGINES = {"paiban": [], "search": ["--engine", "search"], "columns": ["--engine", "columns"]}
ENGINES |= {"highs": ["--engine", "exact"]}
CPSAT = {"cpsat": [], "cpsat-lp": ["--subsolver", "max_lp"]}  # and what cpsat.py is told
SEEDED = "paiban"  # runs with several seeds where that is asked for; the others with the first


class Bench:
    """How to run: CP-SAT's Python and workers, and the memory that a solver may take."""

    def __init__(self, cpsat_python, workers, memory_gib):
        self.cpsat_python, self.workers, self.memory_gib = cpsat_python, workers, memory_gib
        self.where, self.when = machine(), datetime.date.today().isoformat()

    def run(self, case, solver, seed, limit):
        what = versions(solver, self.workers)
        run = Run(case.name, solver, seed, limit, when=self.when, where=self.where, what=what, of=case.digest)
        folder, model = case.folder(solver), None
        if solver in CPSAT:
            model = self.model(case)
            if model is None:
                run.problem = "no model was written"
                return run
            command = [self.cpsat_python, places.HERE / "cpsat.py", model, "--workers", str(self.workers)]
            command += CPSAT[solver]
        else:
            command = case.command(folder) + ["--gap", "0", *ENGINES[solver]]
        command += ["--time-limit", f"{limit:g}", "--seed", str(seed)]
        # Reading a large file comes on top of the limit, and some overrun it; but nobody may hold up the rest.
        done = measured(command, limit + max(60.0, limit / 2), self.memory_gib)
        run.wall, run.cpu, run.memory_mib, run.others = done.wall, done.cpu, done.memory_mib, done.others
        run.killed = done.killed
        if done.killed:
            return run
        # 1: no roster was found, which is a result too.
        if done.status not in (0, 1) or not done.text:
            run.problem = f"ended with {done.status}: {' '.join((done.errors or done.text).split())[:300]}"
            return run
        result = json.loads(done.text)
        run.problem = verify.mistake(case, result, folder, model)
        if run.problem is None:
            read(run, result)
        return run

    def model(self, case):
        """The file with the case's terms. The roster made along the way is not used."""
        path = model_file(case)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            command = case.command(case.folder("model"))
            command += ["--engine", "search", "--time-limit", "1", "--write-model", path]
            measured(command, 300.0, self.memory_gib)
        return path if path.exists() else None


def model_file(case):
    return places.WORK / "models" / f"{case.name}.json"


def read(run, result):
    """Puts the JSON of paiban or cpsat.py into the run."""
    run.course = course([*result["progress"], result])
    # Rosters and bounds never get worse, so the last point has the best of both.
    run.cost, run.bound = run.course[-1][1:] if run.course else (None, None)
    run.first, run.seconds = result["first_roster_seconds"], result["seconds"]


# ---- where and with what -------------------------------------------------------------------------


def machine():
    model, memory = "unknown processor", None
    try:
        model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())[1]
        memory = int(re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())[1]) / 2**20
    except (OSError, TypeError):
        pass  # not Linux, or an unusual one
    size = f", {memory:.0f} GiB of memory" if memory else ""
    return f"{model}, {os.cpu_count()} cores{size}"


def versions(solver, workers):
    if solver in CPSAT:
        return f"OR-Tools CP-SAT {ortools()}, {workers} workers"
    if solver == "highs":
        return f"HiGHS {locked('highs-sys')} (that of the highs-sys crate), 1 thread"
    return f"paiban {version()}"


def locked(crate):
    text = (places.ROOT / "Cargo.lock").read_text(encoding="utf-8")
    return re.search(rf'name = "{crate}"\nversion = "([^"]*)"', text)[1]


def ortools():
    return (places.HERE / "requirements.txt").read_text().split("==")[1].strip()


def version():
    """paiban's version and the commit it was built from, as far as git is there to say."""
    command = ["git", "describe", "--always", "--dirty", "--exclude", "*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=places.ROOT)
    commit = f" ({done.stdout.strip()})" if done.returncode == 0 else ""
    return locked("paiban") + commit
