#!/usr/bin/env python3
"""Check the files that `paiban export` writes with programs that share nothing with it.

Needs LibreOffice (soffice) and, best in a virtual environment, two Python packages:

    python3 -m venv .venv
    .venv/bin/pip install openpyxl icalendar
    .venv/bin/python scripts/check-exports.py target/release/paiban [PRESET …]

For each preset (taobao, tmall and desk24 unless others are named) a roster is made and exported, and then:

- workbook: every formula is calculated anew by LibreOffice, from a copy without any values, and compared with the value
  that paiban wrote, cell by cell, in both languages;
- edits: cells are changed with openpyxl; LibreOffice's totals of the changed workbook equal those that paiban gives for
  the roster that it imports from it; the import changes those cells and no other;
- other programs: a workbook saved again by LibreOffice, and CSV made of it, come back unchanged; .ods and .xls are refused;
- print: the roster is one page of A4 or A3, landscape;
- calendars: parsed by icalendar, and every part of every shift in the JSON has its event, at its time, and no event
  more; UIDs differ; a changed roster gives higher numbers for what changed and cancels what is gone;
- handovers: the CSV has as many as the JSON.

Exit code: 0 when all hold, 1 otherwise; each difference is printed.
"""

import csv
import datetime
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

import icalendar
import openpyxl

MONTH = "2026-12"
FAULTS = []


def expect(holds, what):
    """Notes what does not hold."""
    if not holds:
        FAULTS.append(what)
        print(f"  WRONG: {what}")
    return holds


class Shop:
    """A preset's team with a roster, in a folder of its own."""

    def __init__(self, paiban, preset, folder):
        self.paiban, self.preset, self.folder = paiban, preset, folder
        self.team = folder / "team.toml"
        self.roster = folder / MONTH / "ROSTER.csv"
        self.run("init", folder, "--preset", preset)
        self.run("roster", self.team, "--month", MONTH, "--time-limit", 10, "--gap", 5)

    def run(self, *words, code=0, lang="zh"):
        """Runs the program; gives what it prints."""
        words = [str(word) for word in words]
        done = subprocess.run([self.paiban, *words, "--lang", lang], capture_output=True, text=True)
        if code is not None and done.returncode != code:
            sys.exit(f"{' '.join(words)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def export(self, form, name, roster=None, lang="zh", more=()):
        """An export's path."""
        path = self.folder / name
        self.run("export", self.team, roster or self.roster, "--format", form, "--out", path, "--force", *more, lang=lang)
        return path

    def object(self, roster=None):
        """The roster's JSON."""
        return json.loads(self.export("json", "roster.json", roster).read_text())


def convert(path, form, folder):
    """A file as LibreOffice saves it in another format."""
    folder.mkdir(exist_ok=True)
    command = ["soffice", "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / f"{path.stem}.{form.split(':')[0]}"


def recalculated(path, folder):
    """A workbook's values, all calculated by LibreOffice: openpyxl saves formulas without values."""
    bare = folder / f"bare-{path.stem}.xlsx"
    openpyxl.load_workbook(path).save(bare)
    return openpyxl.load_workbook(convert(bare, "xlsx", folder / "calculated"), data_only=True)


def same(one, two):
    """Whether two values are equal; numbers up to their last digits."""
    if isinstance(one, (int, float)) and isinstance(two, (int, float)):
        return abs(one - two) < 1e-9
    blank = (None, "")
    return one == two or (one in blank and two in blank)


def check_formulas(path, folder):
    """Compares every value with LibreOffice's."""
    formulas = openpyxl.load_workbook(path)
    ours, theirs = openpyxl.load_workbook(path, data_only=True), recalculated(path, folder)
    count = 0
    for sheet in formulas.sheetnames:
        for line in formulas[sheet].iter_rows():
            for cell in line:
                at = cell.coordinate
                count += isinstance(cell.value, str) and cell.value.startswith("=")
                one, two = ours[sheet][at].value, theirs[sheet][at].value
                expect(same(one, two), f"{path.name}, {sheet}!{at}: {one} here, {two} in LibreOffice")
    expect(count > 500, f"{path.name}: only {count} formulas")
    print(f"  {path.name}: {count} formulas as LibreOffice calculates them")


def totals(book, people):
    """Everybody's totals in a workbook: the six columns behind the days."""
    sheet = book.worksheets[0]
    days = sum(isinstance(cell.value, datetime.datetime) for cell in sheet[2])
    rows = {line[0].value: [cell.value for cell in line[1 + days:7 + days]] for line in sheet.iter_rows()}
    return {person["name"]: rows[person["name"]] for person in people}


def check_edits(shop, path, before):
    """Changes cells of a workbook, and compares what both programs make of it."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    codes = [cell.value for cell in book.worksheets[1]["A"][1:] if cell.value][:-4]
    rows = {sheet.cell(row, 1).value: row for row in range(5, sheet.max_row + 1)}
    random.seed(7)
    wanted = {}
    for person in random.sample(before["people"], 5):
        for day in random.sample(range(len(person["cells"])), 4):
            code = random.choice([c for c in [*codes, ""] if c != person["cells"][day]])
            sheet.cell(rows[person["name"]], 2 + day).value = code or None
            wanted[person["name"], day] = code
    edited = shop.folder / "edited.xlsx"
    book.save(edited)
    back = shop.folder / "edited.csv"
    shop.run("import", shop.team, edited, "--month", MONTH, "--out", back, "--force")
    after = shop.object(back)
    found = {}
    for old, new in zip(before["people"], after["people"]):
        for day, (was, now) in enumerate(zip(old["cells"], new["cells"])):
            if was != now:
                found[old["name"], day] = now
    expect(found == wanted, f"{path.name}: other cells changed than were edited: {found} for {wanted}")
    shop.run("check", shop.team, back, code=None)
    keys = ["minutes", "shifts", "nights", "weekend-days", "holidays", "rest-days"]
    for name, line in totals(recalculated(edited, shop.folder), after["people"]).items():
        sums = next(person["totals"] for person in after["people"] if person["name"] == name)
        ours = [sums.get(key, sums.get(key.replace("-", "_"))) for key in keys]
        ours[0] /= 60
        expect(all(same(one, two) for one, two in zip(ours, line)), f"{path.name}: {name} has {ours} here, {line} there")
    print(f"  {path.name}: {len(wanted)} cells edited, and only they came back; totals follow")
    return back


def check_others(shop, path):
    """What other programs save."""
    utf8 = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    for form, code in [("xlsx", 0), (utf8, 0), ("ods", 2), ("xls", 2)]:
        saved = convert(path, form, shop.folder / "saved")
        out = shop.folder / "saved.csv"
        said = shop.run("import", shop.team, saved, "--month", MONTH, "--out", out, "--force", code=None)
        if code == 0:
            ok = out.exists() and out.read_bytes() == shop.roster.read_bytes()
            expect(ok, f"{saved.name} of LibreOffice does not come back: {said}")
            out.unlink(missing_ok=True)
        else:
            expect("xlsx" in said and not out.exists(), f"{saved.name}: {said}")
    print(f"  {path.name}: saved by LibreOffice as .xlsx and .csv, it comes back; .ods and .xls are refused")


def check_print(shop, path):
    """The size of the roster's page, and that it is one."""
    pdf = convert(path, "pdf", shop.folder / "print").read_bytes()
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
    wide, high = (float(side) for side in boxes[0])
    expect(wide > high and round(wide) in (842, 1191), f"{path.name}: the first page is {wide} by {high}")
    print(f"  {path.name}: {len(boxes)} pages, the first {'A3' if wide > 1000 else 'A4'} landscape")


def events(folder):
    """All events of calendars: person's file, uid, event."""
    for path in sorted(folder.glob("*.ics")):
        raw = path.read_bytes()
        lines = raw.split(b"\r\n")
        expect(all(len(line) <= 75 for line in lines), f"{path.name}: a line of more than 75 octets")
        expect(b"\n" not in b"".join(lines), f"{path.name}: a line end that is not CRLF")
        for line in lines:
            line.decode("utf-8")  # nothing is cut within a character
        calendar = icalendar.Calendar.from_ical(raw)
        expect(not calendar.errors, f"{path.name}: {calendar.errors}")
        expect(len(calendar.walk("VTIMEZONE")) == 1, f"{path.name}: no time zone")
        for event in calendar.walk("VEVENT"):
            expect(not event.errors, f"{path.name}: {event.errors}")
            yield path.stem, event


def check_calendars(shop, before, changed):
    """Compares events with the parts of shifts in the JSON, before and after a change."""
    folder = shop.export("ics", "phones")
    first = list(events(folder))
    uids = [str(event["UID"]) for _, event in first]
    expect(len(set(uids)) == len(uids), "a UID is there twice")

    def spans(found):
        live = [(who, e) for who, e in found if e["STATUS"] == "CONFIRMED"]
        return sorted((who, e["DTSTART"].dt.isoformat(), e["DTEND"].dt.isoformat()) for who, e in live)

    def parts(roster):
        all_parts = []
        for person in roster["people"]:
            kept = []
            for part in person["segments"]:
                # A break of less than an hour does not part an event.
                gap = lambda: datetime.datetime.fromisoformat(part["start"]) - datetime.datetime.fromisoformat(kept[-1][1])
                if kept and kept[-1][2] == part["date"] and gap() < datetime.timedelta(hours=1):
                    kept[-1][1] = part["end"]
                else:
                    kept.append([part["start"], part["end"], part["date"]])
            all_parts += [(person["name"], start, end) for start, end, _ in kept]
        return sorted(all_parts)

    expect(spans(first) == parts(before), "events are not the parts of shifts")
    shop.export("ics", "phones", changed)
    second = list(events(folder))
    expect(spans(second) == parts(shop.object(changed)), "events of the changed roster are not its parts of shifts")
    old = {str(event["UID"]): event for _, event in first}
    gone = 0
    for _, event in second:
        was = old.get(str(event["UID"]))
        gone += event["STATUS"] == "CANCELLED"
        if was is not None:
            keys = ["DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS"]
            moved = any(str(was[key].to_ical()) != str(event[key].to_ical()) for key in keys)
            expect((event["SEQUENCE"] > was["SEQUENCE"]) == moved, f"SEQUENCE of {event['UID']}")
    expect(set(old) <= {str(event["UID"]) for _, event in second}, "an event is gone without being cancelled")
    print(f"  calendars: {len(first)} events are the parts of shifts; after the change {gone} are cancelled")


def check_handovers(shop, before):
    """As many handovers in the CSV as in the JSON."""
    path = shop.export("handover", "handover.csv", lang="en")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    count = sum(row["what"] != "duty" for row in rows)
    expect(count == len(before["handovers"]), f"{count} handovers in CSV, {len(before['handovers'])} in JSON")
    expect(len(rows) - count == len(before["duties"]), "duties in CSV and JSON differ")
    print(f"  handover.csv: {count} handovers, {len(rows) - count} duties")


def main():
    if len(sys.argv) < 2 or not shutil.which("soffice"):
        print(__doc__)
        return 1
    paiban = str(pathlib.Path(sys.argv[1]).resolve())
    for preset in sys.argv[2:] or ["taobao", "tmall", "desk24"]:
        print(preset)
        with tempfile.TemporaryDirectory() as folder:
            shop = Shop(paiban, preset, pathlib.Path(folder) / "shop")
            before = shop.object()
            for lang in ["zh", "en"]:
                path = shop.export("xlsx", f"{preset}-{lang}.xlsx", lang=lang)
                check_formulas(path, shop.folder)
                changed = check_edits(shop, path, before)
                check_others(shop, path)
                check_print(shop, path)
            check_calendars(shop, before, changed)
            check_handovers(shop, before)
    print(f"{len(FAULTS)} faults" if FAULTS else "all as it should be")
    return 1 if FAULTS else 0


if __name__ == "__main__":
    sys.exit(main())
