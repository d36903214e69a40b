"""Random requests for leave, answered by paiban and, as the same model, by HiGHS and CP-SAT. See ../README.md.

    scripts/bench-answers.sh [--people 9,30,100,300] [--presets taobao,tmall,desk24] [--requests N] [--limit S]

Only the standard library is needed here; CP-SAT runs in the Python that --cpsat-python names.
Exit status: 0; 1 if solvers disagree, or a roster breaks a rule.
"""

import argparse
import datetime
import json
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "benches" / "peers"))

import solvers  # noqa: E402  (benches/peers)
from table import Answer, agreed, table  # noqa: E402

PAIBAN = ROOT / "target" / "release" / "paiban"
EXAMPLE = ROOT / "target" / "release" / "examples" / "leave_requests"
WORK = ROOT / "target" / "bench" / "answers"
MONTH, TODAY = "2026-12", "2026-12-01"
PRESETS = ["taobao", "tmall", "desk24"]
SOLVERS = ["paiban", "command", "highs", "cpsat", "cpsat-hint"]
# Seconds for the published roster; which one it is does not matter much, but it must keep every hard rule.
ROSTER = {9: 5, 30: 10, 100: 30, 300: 60}


def arguments(argv=None):
    parser = argparse.ArgumentParser(prog="scripts/bench-answers.sh", description=__doc__.split("\n")[0])
    parser.add_argument("--people", default="30", metavar="A,B", help="sizes of teams; 30")
    parser.add_argument("--presets", default=",".join(PRESETS), metavar="A,B", help="; ".join(PRESETS))
    parser.add_argument("--requests", type=int, default=14, metavar="N", help="for each team; 14")
    parser.add_argument("--limit", type=float, default=20.0, metavar="S", help="seconds a request for HiGHS and CP-SAT; 20")
    parser.add_argument("--solvers", default=",".join(SOLVERS), metavar="A,B", help="of " + ", ".join(SOLVERS))
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="CP-SAT's workers; 2")
    parser.add_argument("--new", action="store_true", help="make the published rosters anew")
    parser.add_argument("--cpsat-python", default=sys.executable, help=argparse.SUPPRESS)
    return parser.parse_args(argv)


def main():
    options = arguments()
    options.solvers = options.solvers.split(",")
    began, results, wrong = time.perf_counter(), {}, []
    for people in map(int, options.people.split(",")):
        for preset in options.presets.split(","):
            name = f"{preset}{people}"
            roster = published(name, preset, people, options.new)
            if roster is None:
                print(f"{name}: no roster within the time; left out", file=sys.stderr)
                continue
            results[name] = answers(name, roster, options)
            wrong += agreed(name, results[name])
            with open(WORK / "answers.jsonl", "a", encoding="utf-8") as log:
                for answer in results[name]:
                    log.write(json.dumps({"team": name, "limit": options.limit, **vars(answer)}) + "\n")
    minutes = (time.perf_counter() - began) / 60
    print(f"\n{datetime.date.today()}: {solvers.machine()}, {minutes:.0f} minutes. {'; '.join(versions(options))}.\n")
    print(table(results, SOLVERS, options.limit))
    print("\nAll solvers agree on the number of changes." if not wrong else "\n".join(["", "WRONG:", *wrong]))
    return 1 if wrong else 0


def versions(options):
    names = {"paiban": "paiban", "highs": "highs", "cpsat": "cpsat"}
    return [solvers.versions(name, options.workers) for name in names if any(s.startswith(name) for s in options.solvers)]


def published(name, preset, people, new):
    """(team file, roster): the preset scaled, with a roster that paiban made; kept from run to run."""
    folder = WORK / name
    team, roster = folder / "team.toml", folder / MONTH / "ROSTER.csv"
    if new or not roster.exists():
        run([PAIBAN, "init", folder, "--preset", preset, "--people", people, "--force"])
        seconds = ROSTER.get(people, max(5, people // 5))
        command = [PAIBAN, "roster", team, "--month", MONTH, "--time-limit", seconds, "--gap", 5]
        done = run(command, check=False)
        if done.returncode != 0:
            return None
    return team, roster


def answers(name, files, options):
    """Every request's answer by every solver."""
    models = WORK / name / "models"
    models.mkdir(parents=True, exist_ok=True)
    seconds = options.limit if "highs" in options.solvers else 0
    say(name, "paiban" + (" and HiGHS" if seconds else ""))
    # Also where neither is asked for: it writes the models.
    lines = run([EXAMPLE, *files, options.requests, models, seconds]).stdout.splitlines()
    requests, found = [json.loads(line) for line in lines], []
    for number, request in enumerate(requests):
        for solver in ("paiban", "highs"):
            if solver in options.solvers and request[solver]:
                found.append(Answer(number, solver, **request[solver]))
    if "command" in options.solvers:
        say(name, "the whole command")
        found += [answer for n, r in enumerate(requests) if (answer := command(n, r, files))]
    for solver in ("cpsat", "cpsat-hint"):
        if solver in options.solvers:
            say(name, solver)
            call = [options.cpsat_python, HERE / "by_cpsat.py", "--workers", options.workers, "--limit", options.limit]
            call += ["--hint"] if solver == "cpsat-hint" else []
            lines = run([*call, *(r["file"] for r in requests)]).stdout.splitlines()
            found += [Answer(n, solver, **json.loads(line)) for n, line in enumerate(lines)]
    return found


def command(number, request, files):
    """`paiban leave`, from the start of the process to its end. None where it refuses the question, for example because
    the person has leave then already."""
    team, roster = files
    call = [PAIBAN, "leave", team, "--person", request["person"], "--from", request["from"], "--to", request["to"]]
    began = time.perf_counter()
    done = run([*call, "--roster", roster, "--today", TODAY, "--json"], check=False)
    seconds = time.perf_counter() - began
    if not done.stdout:
        return None
    fewest = json.loads(done.stdout)["months"][0]["fewest"]
    plans = fewest["plans"]
    changes = len(plans[0]["changes"]) if plans else None
    return Answer(number, "command", changes, fewest["bound"], fewest["proven"], seconds)


def run(command, check=True):
    """Runs a command and gives what it printed."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, cwd=ROOT)
    if check and done.returncode != 0:
        sys.exit(f"{command[0]} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    return done


def say(name, what):
    print(f"{name}: {what} …", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
