"""Draws what is stored of the runs: one picture a case, an overview of all of them, and one of all ordinary shops."""

import shops_report
from chart import Chart, Frame, Line, Style, picture, text
from records import median
from solvers import NAMES
from tables import KILLED, known

STYLES = {
    "paiban": Style("#000000", "", 2.4),
    "search": Style("#9a3fa0", "5 2", 1.5),
    "columns": Style("#7a7a00", "12 3", 1.5),
    "highs": Style("#0067a8", "8 3", 1.7),
    "cpsat": Style("#c04e00", "2 2.5", 1.9),
    "cpsat-lp": Style("#00785a", "9 3 2 3", 1.7),
}
LARGEST = 60_000  # bytes of a picture
HINT = "upper lines: cost; thin lower lines: bound (≥); dot: proven best"


def draw(selected, chosen, folder):
    """Writes CASE.svg for every case with results, and overview.svg."""
    folder.mkdir(parents=True, exist_ok=True)
    family = [case for case in selected if case.group == "shops" and chosen.get(case.name)]
    if family:
        (folder / "shops.svg").write_text(together(family, chosen), encoding="utf-8")
    selected = [case for case in selected if case.group != "shops"]
    shown = [case for case in selected if any(line.course for line in lines(chosen.get(case.name, {})))]
    for case in shown:
        write(folder / f"{case.name}.svg", lambda tolerance, case=case: single(case, chosen[case.name], tolerance))
    if shown:
        write(folder / "overview.svg", lambda tolerance: overview(shown, chosen, tolerance))


def write(path, drawing):
    """As fine as fits into the size."""
    tolerance = 0.6
    while len((svg := drawing(tolerance)).encode()) > LARGEST and tolerance < 50:
        tolerance *= 1.4
    path.write_text(svg, encoding="utf-8")


def lines(solvers):
    found = []
    for solver, runs in solvers.items():
        run = median(runs)
        remark = "failed" if run.problem else KILLED.get(run.killed) or ("" if run.cost is not None else "no roster")
        found.append(Line(NAMES[solver], STYLES[solver], run.course, run.seconds or 0.0, remark))
    return found


def limit_of(solvers):
    return max(run.limit for runs in solvers.values() for run in runs)


def single(case, solvers, tolerance):
    frame = Frame(66, 62, 470, 290)
    chart = Chart(lines(solvers), limit_of(solvers), known(case, "best"), frame, tolerance)
    parts = [text(16, 24, f"{case.name}: cost and bound over time", 15, weight="bold", colour="#000")]
    parts.append(text(704, 24, HINT, anchor="end", colour="#666"))
    parts += legend(chart.lines, 16, 46)
    parts.append(chart.draw(ticks=5))
    parts.append(text(frame.left + frame.width / 2, frame.bottom + 32, "seconds (logarithmic)", 12, "middle"))
    middle = frame.top + frame.height / 2
    parts.append(text(18, middle, "cost, in points", 12, "middle", turn=f"rotate(-90 18 {middle:g})"))
    for y, words, colour in chart.ends():
        parts.append(text(frame.right + 8, y + 4, words, colour=colour))
    return picture(720, 396, f"{case.name}: cost and bound over time", parts)


def overview(selected, chosen, tolerance):
    columns, wide, high = 4, 236, 158
    rows = -(-len(selected) // columns)
    width, height = 16 + columns * wide, 78 + rows * high
    parts = [text(16, 24, "Cost and bound over time, all cases", 15, weight="bold", colour="#000")]
    axes = "; across: seconds, logarithmic; up: cost; grey: best known"
    parts.append(text(16, 66, HINT + axes, colour="#666"))
    solvers = {solver for case in selected for solver in chosen[case.name]}
    samples = [Line(NAMES[solver], STYLES[solver], [], 0.0) for solver in NAMES if solver in solvers]
    parts += legend(samples, 16, 46)
    for i, case in enumerate(selected):
        frame = Frame(8 + i % columns * wide + 50, 78 + i // columns * high + 20, wide - 62, high - 52)
        found = lines(chosen[case.name])
        parts.append(text(frame.left, frame.top - 6, case.name, 12, weight="bold", colour="#000"))
        parts.append(text(frame.right, frame.top - 6, f"{limit_of(chosen[case.name]):g} s", 10, "end", "#666"))
        parts.append(Chart(found, limit_of(chosen[case.name]), known(case, "best"), frame, tolerance).draw(ticks=3))
    return picture(width, height, "Cost and bound over time, all cases", parts)


def together(family, chosen):
    """All ordinary shops in one: which share of them is near the best known cost when."""
    solvers = {solver for case in family for solver in chosen[case.name]}
    width, height, parts = shops_report.picture_parts(family, chosen, {s: STYLES[s] for s in NAMES if s in solvers})
    title = f"Ordinary shops: share of {len(family)} teams near the best known cost, over time"
    samples = [Line(NAMES[solver], STYLES[solver], [], 0.0) for solver in NAMES if solver in solvers]
    head = [text(16, 24, title, 15, weight="bold", colour="#000"), *legend(samples, 16, 46)]
    return picture(width, height, title, head + parts)


def legend(found, left, y):
    """One row: a piece of each line and its name."""
    parts = []
    for line in found:
        dashes = f' stroke-dasharray="{line.style.dashes}"' if line.style.dashes else ""
        stroke = f'stroke="{line.style.colour}" stroke-width="{line.style.width:g}"{dashes}'
        parts.append(f'<path d="M{left:g} {y - 4:g}h28" {stroke}/>')
        words = line.name + (f" ({line.remark})" if line.remark else "")
        parts.append(text(left + 33, y, words))
        left += 48 + 6.1 * len(words)
    return parts
