"""The section on ordinary shops in docs/BENCHMARKS.md, and its picture: all teams together, a row a solver."""

from math import log

import shops
from chart import Frame, tens, text, trace
from solvers import NAMES

WORST = 8  # teams that are named


def section(cases, chosen):
    """Everything that can be said of those teams that have runs; says itself how many these are."""
    shown = [case for case in cases if chosen.get(case.name)]
    if not shown:
        return ""
    best = shops.bests(shown, chosen)
    solvers = [s for s in NAMES if any(s in chosen[case.name] for case in shown)]
    marks = [m for m in shops.MARKS if any(r.limit >= m for c in shown for rs in chosen[c.name].values() for r in rs)]
    parts = [heading(shown, chosen), near_table(shown, chosen, best, solvers, marks)]
    parts.append(behind_table(shown, chosen, marks))
    parts.append(proof_table(shown, chosen, best, solvers))
    parts.append(worst(shown, chosen, best, marks))
    return "\n".join(part for part in parts if part)


def heading(cases, chosen):
    runs = [run for case in cases for found in chosen[case.name].values() for run in found]
    seeds = sorted({len(found) for case in cases for found in chosen[case.name].values() if found[0].solver == "paiban"})
    limits = sorted({run.limit for run in runs})
    days = sorted({run.when for run in runs})
    listed = "; ".join(sorted({run.what for run in runs}))
    text = f"{len(cases)} of {len(shops.read_family())} teams"
    if seeds:
        many = " to ".join(str(n) for n in dict.fromkeys([seeds[0], seeds[-1]]))
        text += f", the default with {many} seed{'' if many == '1' else 's'}"
    text += f", {' and '.join(f'{limit:g}' for limit in limits)} s for each solver"
    text += f". Measured {'on ' + days[0] if len(days) == 1 else f'from {days[0]} to {days[-1]}'}: "
    text += "; ".join(sorted({run.where for run in runs})) + f". {listed}.\n"
    return text


def near_table(cases, chosen, best, solvers, marks):
    near = " / ".join(f"{near:.0%}".removesuffix("%") for near in shops.NEAR)
    lines = [["solver", "teams", *(f"at {mark} s" for mark in marks)]]
    names = [case.name for case in cases]
    for solver in solvers:
        cells, teams = [], 0
        for mark in marks:
            shares, ran = shops.near_shares(names, chosen, best, solver, mark)
            teams = max(teams, ran)
            cells.append(" / ".join(whole(part) for part in shares) if ran else "–")
        lines.append([NAMES[solver], str(teams), *cells])
    return f"Per cent of teams within {near} % of the best known cost:\n\n" + markdown(lines)


def behind_table(cases, chosen, marks):
    names = [case.name for case in cases]
    rows = [("the best of its engines alone (search, columns, exact)", shops.best_own)]
    rows += [(NAMES[solver], shops.peer(solver)) for solver in shops.PEERS]
    lines = [["the default is behind", *(f"at {mark} s" for mark in marks)]]
    for name, other in rows:
        cells = [how_often(shops.gaps(names, chosen, other, mark)) for mark in marks]
        if any(cell != "–" for cell in cells):
            lines.append([name, *cells])
    if len(lines) == 1:
        return ""
    head = "How often the default is behind, of how many teams, and by how much at most (of the other's cost):\n\n"
    return head + markdown(lines)


def how_often(found):
    if not found:
        return "–"
    late = [gap for _, gap in found if gap != 0]
    if not late:
        return f"0 of {len(found)}"
    none = sum(gap is None for gap in late)
    most = max((gap for gap in late if gap is not None), default=None)
    words = [] if most is None else [f"most {most:.1%}"]
    words += [f"no roster in {none}"] if none else []
    return f"{len(late)} of {len(found)} ({', '.join(words)})"


def proof_table(cases, chosen, best, solvers):
    head = ["solver", "teams", f"bound above 0 at {shops.BOUND_MARK} s", "median gap at the end", "proven best"]
    lines = [[*head, f"proven best, up to {shops.SMALL} people"]]
    for solver in solvers:
        found = shops.proof(cases, chosen, best, solver)
        gap = "–" if found.gap is None else f"{found.gap:.1%}"
        shares = [found.bound_above_zero, found.proven, found.proven_small]
        above, proven, small = (f"{whole(part)} %" if part is not None else "–" for part in shares)
        lines.append([NAMES[solver], str(found.teams), above, gap, proven, small])
    return "Bounds (a team without any has a gap of 100 %):\n\n" + markdown(lines)


def worst(cases, chosen, best, marks):
    """Where the default is farthest behind the best known cost at the last mark."""
    if not marks:
        return ""
    mark, found = marks[-1], []
    for case in cases:
        ours = chosen[case.name].get("paiban")
        if shops.long_enough(ours, mark) and case.name in best:
            cost = shops.cost_at(ours, mark)
            gap = shops.behind(cost, best[case.name])
            if gap != 0:
                found.append((-1.0 if gap is None else -gap, case, cost))
    # Without a roster is the farthest.
    found.sort(key=lambda row: (row[2] is not None, row[0]))
    lines = [["team", "trade", "people", "default", "best known", "off by"]]
    for gap, case, cost in found[:WORST]:
        off = "no roster" if cost is None else f"{-gap:.1%}"
        known = "–" if cost is None else str(cost)
        lines.append([case.name, case.trade, str(case.people), known, str(best[case.name]), off])
    if len(lines) == 1:
        return ""
    return f"Where the default is farthest from the best known cost after {mark} s:\n\n" + markdown(lines)


def markdown(lines):
    head = lines[0]
    rule = ["---" if name in ("solver", "the default is behind", "team", "trade") else "--:" for name in head]
    return "".join("| " + " | ".join(line) + " |\n" for line in [head, rule, *lines[1:]])


def whole(part):
    return "–" if part is None else f"{100 * part:.0f}"


# ---- the picture ---------------------------------------------------------------------------------

PANELS = [0.01, 0.02, 0.05]
START = 0.5  # seconds
FINE = 120  # times at which shares are counted


def picture_parts(cases, chosen, styles):
    """(width, height, parts): three charts of the share of teams within 1, 2 and 5 % over time."""
    shown = [case for case in cases if chosen.get(case.name)]
    best = shops.bests(shown, chosen)
    limit = max(run.limit for case in shown for runs in chosen[case.name].values() for run in runs)
    times = [START * (limit / START) ** (k / FINE) for k in range(FINE)] + [limit]
    courses = {solver: costs_over_time(shown, chosen, best, solver, times) for solver in styles}
    parts = []
    for i, near in enumerate(PANELS):
        frame = Frame(50 + i * 300, 84, 262, 220)
        parts.append(text(frame.left, frame.top - 8, f"within {near:.0%} of the best known", 12, weight="bold"))
        lines = {s: [(t, shares(costs, best, near, k)) for k, t in enumerate(times)] for s, costs in courses.items() if costs}
        parts += panel(lines, styles, frame, limit)
    parts.append(text(50 + 300 + 131, 340, "seconds (logarithmic)", 12, "middle"))
    parts.append(text(14, 194, "per cent of teams", 12, "middle", turn="rotate(-90 14 194)"))
    return 50 + 3 * 300, 352, parts


def costs_over_time(cases, chosen, best, solver, times):
    """{team: what the solver has at each of the times}"""
    names = [case.name for case in cases if chosen[case.name].get(solver) and case.name in best]
    return {name: [shops.cost_at(chosen[name][solver], time) for time in times] for name in names}


def shares(costs, best, near, k):
    """The share of teams near the best known cost at the k-th time."""
    return shops.share([shops.within(course[k], best[name], near) for name, course in costs.items()])


def panel(lines, styles, frame, limit):
    """One chart: {solver: [(seconds, share)]}"""

    def x(seconds):
        return frame.left + frame.width * log(max(seconds, START) / START) / log(limit / START)

    def y(part):
        return frame.bottom - part * frame.height

    quarters = [0, 0.25, 0.5, 0.75, 1]
    grid = "".join(f"M{frame.left:g} {y(part):.1f}h{frame.width:g}" for part in quarters)
    ticks = [START, *(s for s in (1, 2, 5, 20, 60) if s < limit), limit]
    grid += "".join(f"M{x(s):.1f} {frame.top:g}v{frame.height:g}" for s in ticks)
    parts = [f'<path d="{grid}" stroke="#ddd"/>']
    parts += [text(frame.left - 5, y(part) + 3.5, f"{100 * part:.0f}", anchor="end") for part in quarters]
    parts += [text(x(s), frame.bottom + 14, f"{s:g}", anchor="middle") for s in sorted(set(ticks))]
    for solver, style in reversed(styles.items()):
        corners = [(x(s), y(part)) for s, part in lines.get(solver, [])]
        if corners:
            dashes = f' stroke-dasharray="{style.dashes}"' if style.dashes else ""
            stroke = f'stroke="{style.colour}" stroke-width="{style.width:g}"{dashes}'
            parts.append(f'<path d="{trace(corners)}" fill="none" {stroke}/>')
    box = f'x="{frame.left:g}" y="{frame.top:g}" width="{frame.width:g}" height="{frame.height:g}"'
    return [*parts, f'<rect {box} fill="none" stroke="#333"/>']

