#!/usr/bin/env python3
"""What the presets' rules against unwanted patterns bring: rosters with them and without, counted alike.

    scripts/patterns.py [--seconds S] [--people N ...] [--month YYYY-MM] [--drop RULE ...] [PRESET ...]

Prints a Markdown table: cost and bound, what cover and surplus cost, and the counts of `patterns` in `paiban roster --json`.
Without: the preset with every section of the rules PATTERNS taken out. Needs a built ./target/release/paiban.
"""

import argparse
import json
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAIBAN = ROOT / "target/release/paiban"
PATTERNS = ["unwanted-pattern", "shift-variety", "rest-after"]


def without(text, rules):
    """The team file without the sections of these rules; the comments above them may stay."""
    heads = "|".join(map(re.escape, rules))
    return re.sub(rf"^\[\[?rules\.(?:{heads})\]\]?\n(?:[^\[\n].*\n)*\n?", "", text, flags=re.M)


def roster(folder, text, month, seconds):
    folder.mkdir()
    team = folder / "team.toml"
    team.write_text(text)
    command = [PAIBAN, "roster", team, "--month", month, "--time-limit", str(seconds), "--json"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{done.returncode}: {done.stderr}{done.stdout}")
    return json.loads(done.stdout)


def line(name, found):
    price = lambda rule: sum(b["price"] for b in found["breaches"] if b["rule"] == rule)
    share = lambda key: f"{p[key]['count']} of {p[key]['of']}" if key in p else "–"
    p = found["patterns"]
    cells = [
        name,
        found["cost"],
        found["bound"],
        f"{found['first_roster_seconds']:.1f} / {found['seconds']:.1f}",
        price("cover"),
        price("surplus"),
        p["single_work_days"],
        p["single_days_off"],
        p.get("night_rest_night", "–"),
        p.get("lone_nights", "–"),
        share("mixed_weeks"),
        share("wishes"),
    ]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("presets", nargs="*", default=["taobao", "tmall", "desk24"])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--people", type=int, nargs="*", default=[0], help="0: the preset's own number")
    parser.add_argument("--month", default="2026-12")
    parser.add_argument("--drop", nargs="*", default=[], help="also a run without each of these rules alone")
    parser.add_argument("--only", choices=["with", "without"])
    options = parser.parse_args()
    print("| team | cost | bound | first / all, s | cover | surplus | single work | single off | night–rest–night | lone nights | mixed weeks | wishes |")
    print("|---|" + "---:|" * 11)
    for preset in options.presets:
        for people in options.people:
            with tempfile.TemporaryDirectory() as folder:
                folder = Path(folder)
                size = ["--people", str(people)] if people else []
                command = [PAIBAN, "init", folder / "init", "--preset", preset, *size]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
                text = (folder / "init/team.toml").read_text()
                runs = {"without": without(text, PATTERNS), "with": text}
                runs |= {f"without {rule}": without(text, [rule]) for rule in options.drop}
                for name, team in runs.items():
                    if options.only and name in ("with", "without") and name != options.only:
                        continue
                    found = roster(folder / name, team, options.month, options.seconds)
                    label = f"{preset} {people or ''}".strip()
                    print(line(f"{label}, {name}", found), flush=True)


if __name__ == "__main__":
    main()
