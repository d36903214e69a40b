#!/usr/bin/env python3
"""Closing a month of a million events, and one person's status, beside the sqlite3 shell on the same file.

    make build && cargo build --release --locked --example ledger_fill
    python3 benches/ledger/month.py [--events 1000000] [--people 1000] [--runs 5]

The shell reads the rows that the close reads (person, category, time, day of every event) and groups them by person,
category and day: what anybody would do by hand to begin with. Both read the file from the cache of the system. The
runs take turns; the figures are medians.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "bench" / "ledger"
PAIBAN = ROOT / "target" / "release" / "paiban"
FILL = ROOT / "target" / "release" / "examples" / "ledger_fill"
GROUP = """
SELECT person, category, day, count(*), min(happened), max(happened)
FROM entry NOT INDEXED WHERE kind = 'event' GROUP BY person, category, day;
"""


def seconds(command, text=None):
    """How long a command takes; what it prints goes nowhere."""
    began = time.perf_counter()
    done = subprocess.run(command, input=text, text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    took = time.perf_counter() - began
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stderr.strip()}")
    return took


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    shell = shutil.which("sqlite3")
    if shell is None or not FILL.exists() or not PAIBAN.exists():
        sys.exit("needs the sqlite3 shell, and the release build with --example ledger_fill")
    WORK.mkdir(parents=True, exist_ok=True)
    ledger = WORK / f"{options.events}-{options.people}.db"
    if not ledger.exists():
        took = seconds([FILL, ledger, str(options.events), str(options.people)])
        print(f"filled with {options.events} events of {options.people} people in {took:.1f} s")
    print(f"{ledger.stat().st_size / 2**20:.0f} MiB")

    ours = [PAIBAN, "ledger", "--store", ledger, "--now", "2027-01-02 09:00"]
    close = [*ours, "close", "--month", "2026-12", "--no-caps", "--dry-run", "--json"]
    status = [*ours, "status", "--person", "A0007"]
    figures = {"shell": [], "close": [], "status": []}
    for _ in range(options.runs):
        figures["shell"].append(seconds([shell, "-readonly", ledger], GROUP))
        figures["close"].append(seconds(close))
        figures["status"].append(seconds(status))
    shell, close, status = (statistics.median(figures[name]) for name in ("shell", "close", "status"))
    print(f"sqlite3 shell, read and group   {shell:8.2f} s")
    print(f"close of the month              {close:8.2f} s   {close / shell:.2f} times the shell's; asked: 3")
    print(f"status of one person            {1000 * status:8.1f} ms  asked: 100")


if __name__ == "__main__":
    main()
