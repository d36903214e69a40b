"""Measures how many events a second the ledger takes, each on the disk before it is acknowledged, from four processes
at once, beside plain SQLite inserts of the same columns with equal durability.

    cargo build --release --example ledger_append
    python3 benches/ledger/run.py [--count N] [--processes P] [--rounds R] [--folder DIR] [--json]

Both sides write single rows to one file, a transaction each: write-ahead log, synchronous = FULL, BEGIN IMMEDIATE, ten
seconds of patience. The plain side is Python's sqlite3 on a table without indexes or triggers; it neither numbers nor
chains what it inserts, and its rows are those of the ledger that the other side has just written. The sides take
turns; the median of the rounds counts. The folder must be on the disk that is meant: on one in memory, waiting for
the disk costs nothing, and the comparison says something else. Only Python 3.11's standard library is needed.

Exit status: 0; 1 if the ledger takes less than half as many as plain SQLite, or lost or doubled any.
"""

import argparse
import json
import multiprocessing
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPEND = ROOT / "target/release/examples/ledger_append"
COLUMNS = "id, recorded, author, kind, person, category, happened, day, about, previous, hash, body"
# What the ledger must reach of plain SQLite's rate.
WANTED = 0.5


def arguments():
    parser = argparse.ArgumentParser(description="Durable single appends, beside plain SQLite.")
    parser.add_argument("--count", type=int, default=500, help="events a process; 500")
    parser.add_argument("--processes", type=int, default=4, help="at once; 4")
    parser.add_argument("--rounds", type=int, default=3, help="of each side; 3")
    parser.add_argument("--folder", type=Path, default=ROOT / "target", help="on the disk to measure; target")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def ledger_rate(file, options):
    """Events a second of the ledger."""
    subprocess.run([APPEND, file, "0"], check=True, stdout=subprocess.DEVNULL)
    began = time.perf_counter()
    commands = [[APPEND, file, str(options.count), f"writer-{n}"] for n in range(options.processes)]
    running = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for command in commands]
    failed = [process.wait() for process in running]
    seconds = time.perf_counter() - began
    if any(failed):
        sys.exit(f"ledger_append failed: {failed}")
    return options.count * options.processes / seconds


def lost_or_doubled(file, options):
    """How many of the events of a ledger are not there exactly once."""
    connection = sqlite3.connect(file)
    found = dict(connection.execute("SELECT body, count(*) FROM entry WHERE kind = 'event' GROUP BY body"))
    connection.close()
    wanted = options.count * options.processes
    return abs(wanted - len(found)) + sum(times - 1 for times in found.values())


def plain_file(file):
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, recorded INTEGER, author TEXT, kind TEXT, person TEXT,"
        " category TEXT, happened INTEGER, day INTEGER, about INTEGER, previous BLOB, hash BLOB, body TEXT) STRICT"
    )
    connection.close()


def plain_writer(file, rows):
    connection = sqlite3.connect(file, timeout=10, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    insert = f"INSERT INTO entry ({COLUMNS}) VALUES ({marks})"
    for row in rows:
        connection.execute("BEGIN IMMEDIATE")
        # The number is SQLite's to give.
        connection.execute(insert, (None, *row[1:]))
        connection.execute("COMMIT")
    connection.close()


def plain_rate(file, rows, options):
    """Rows a second of plain SQLite."""
    plain_file(file)
    shares = [rows[n :: options.processes] for n in range(options.processes)]
    began = time.perf_counter()
    running = [multiprocessing.Process(target=plain_writer, args=(file, share)) for share in shares]
    for process in running:
        process.start()
    for process in running:
        process.join()
    seconds = time.perf_counter() - began
    if any(process.exitcode for process in running):
        sys.exit("a plain writer failed")
    return len(rows) / seconds


def rows_of(file):
    connection = sqlite3.connect(file)
    rows = connection.execute(f"SELECT {COLUMNS} FROM entry WHERE kind = 'event'").fetchall()
    connection.close()
    return rows


def main():
    options = arguments()
    if not APPEND.exists():
        sys.exit("first: cargo build --release --example ledger_append")
    ours, plain, wrong = [], [], 0
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bench-ledger-") as folder:
        for number in range(options.rounds):
            file = Path(folder) / f"{number}.ledger"
            ours.append(ledger_rate(file, options))
            wrong += lost_or_doubled(file, options)
            plain.append(plain_rate(Path(folder) / f"{number}.plain", rows_of(file), options))
    result = {
        "processes": options.processes,
        "events": options.processes * options.count,
        "ledger_per_second": round(statistics.median(ours), 1),
        "plain_per_second": round(statistics.median(plain), 1),
        "ratio": round(statistics.median(ours) / statistics.median(plain), 3),
        "lost_or_doubled": wrong,
        "rounds": [[round(o, 1), round(p, 1)] for o, p in zip(ours, plain)],
    }
    if options.json:
        print(json.dumps(result))
    else:
        print(f"{result['events']} durable events from {options.processes} processes, median of {options.rounds}")
        print(f"  ledger        {result['ledger_per_second']:8} a second")
        print(f"  plain SQLite  {result['plain_per_second']:8} a second")
        print(f"  ratio         {result['ratio']:8} (at least {WANTED} wanted)")
        print(f"  lost, doubled {wrong:8}")
    return 1 if wrong or result["ratio"] < WANTED else 0


if __name__ == "__main__":
    sys.exit(main())
