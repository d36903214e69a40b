"""Tables and lists of what the solvers did, as Markdown.

`chosen` in here is {case's name: {solver: [its runs, one a seed]}}, in the order in which they are shown.
"""

from records import median
from solvers import NAMES, SEEDED

MARKS = [1, 5, 20, 60, 600]  # seconds at which the best cost is read off
PROVEN = [0.02, 0.01]  # gaps whose time is read off
BUSY = 0.1  # so many cores kept busy by other programs, and a run's times are no longer good
KILLED = {"memory": "out of memory", "time": "ended from outside"}


def table(cases, chosen):
    """One row a case and solver; of several seeds the median."""
    rows = [(case, median(runs)) for case in cases for runs in chosen.get(case.name, {}).values()]
    limits = {run.limit for _, run in rows}
    marks = [mark for mark in MARKS if mark < max(limits)]
    last = f"cost at {max(limits):g} s" if len(limits) == 1 else "cost at the limit"
    head = ["case", *(["limit"] if len(limits) > 1 else []), "solver", *(f"cost at {mark} s" for mark in marks), last]
    head += ["bound", "gap"]
    published = any(case.best_known for case, _ in rows)
    in_time = any(case.best_known and case.best_known.ten_minutes for case, _ in rows)
    head += ["best known", "off by"] if published else []
    head += ["published in 10 min"] if in_time else []
    head += ["first roster", "ended", "memory", "CPU"]
    names = head.index("solver") + 1
    lines = [head, ["---" if i < names and name != "limit" else "--:" for i, name in enumerate(head)]]
    for case, run in rows:
        row = [case.name, *([f"{run.limit:g} s"] if len(limits) > 1 else []), label(run, chosen)]
        row += [number(run.cost_at(mark)) if mark <= run.limit else "" for mark in marks] + [number(run.cost)]
        row += [number(run.bound), percent(run.gap())]
        row += [number(known(case, "best")), off(run.cost, known(case, "best"))] if published else []
        row += [number(known(case, "ten_minutes"))] if in_time else []
        memory = "–" if run.memory_mib is None else f"{run.memory_mib:.0f} MiB"
        row += [seconds(run.first, 3), ended(run), memory, seconds(run.cpu)]
        lines.append(row)
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def label(run, chosen):
    runs = chosen[run.case][run.solver]
    return NAMES[run.solver] + (f", median of {len(runs)}" if len(runs) > 1 else "")


def known(case, what):
    return getattr(case.best_known, what) if case.best_known else None


def off(cost, best):
    """How far a cost is from the best known one."""
    if cost is None or not best:
        return "–"
    return percent((cost - best) / best)


def ended(run):
    if run.problem:
        return "failed"
    return KILLED.get(run.killed) or seconds(run.seconds)


def seeds(chosen):
    """Where there were several seeds: between what they lie."""
    lines = []
    for case, solvers in chosen.items():
        costs = [run.cost for run in solvers.get(SEEDED, [])]
        found = [cost for cost in costs if cost is not None]
        if len(costs) > 1:
            text = f"{min(found)} to {max(found)}" if found else "no roster"
            none = f", {len(costs) - len(found)} of them without a roster" if 0 < len(found) < len(costs) else ""
            lines.append(f"- {case}: {text} with {len(costs)} seeds{none}.\n")
    return f"Cost at the end by seed, {NAMES[SEEDED]}:\n\n" + "".join(lines) if lines else ""


def behind(chosen):
    """Where another solver was ahead of paiban, in words; generated, so that none is left out."""
    lines, compared = [], False
    for case, solvers in chosen.items():
        if SEEDED not in solvers:
            continue
        ours = median(solvers[SEEDED])
        for solver, runs in solvers.items():
            if solver != SEEDED:
                compared = True
                found = ahead(ours, median(runs))
                if found:
                    lines.append(f"- {case}, {NAMES[solver]}: {'; '.join(found)}.\n")
    if not compared:
        return ""
    return "Where another solver was ahead of paiban:\n\n" + ("".join(lines) or "- nowhere.\n")


def ahead(ours, other):
    found = []
    for mark in [mark for mark in MARKS if mark < ours.limit]:
        a, b = ours.cost_at(mark), other.cost_at(mark)
        if less(b, a):
            found.append(f"cost {b} and not {number(a)} after {mark} s")
    if less(other.cost, ours.cost):
        found.append(f"cost {other.cost} and not {number(ours.cost)} after {ours.limit:g} s")
    # That no roster costs less than nothing is known without a proof.
    if other.bound is not None and other.bound > (ours.bound or 0):
        found.append(f"bound {other.bound} and not {number(ours.bound)}")
    for wanted in PROVEN:
        a, b = ours.proven_within(wanted), other.proven_within(wanted)
        if b is not None and (a is None or b < a - 0.05):
            found.append(f"within {wanted:.0%} after {seconds(b)} and not {seconds(a)}")
    return found


def problems(cases, chosen):
    """Results that cannot be right. All solve the same problem: no bound may exceed a roster's cost."""
    found = []
    for case in cases:
        runs = [run for runs in chosen.get(case.name, {}).values() for run in runs]
        found += [f"{case.name}, {NAMES[run.solver]}, seed {run.seed}: {run.problem}" for run in runs if run.problem]
        rosters = [(run.cost, f"{NAMES[run.solver]} has a roster for {run.cost}") for run in runs]
        best = known(case, "best")
        rosters.append((best, f"one for {best} is published"))
        for run in runs:
            for cost, text in rosters:
                if run.bound is not None and cost is not None and run.bound > cost:
                    found.append(f"{case.name}: {NAMES[run.solver]} proves {run.bound}, but {text}")
            least = best if known(case, "proven") else known(case, "bound")
            if run.cost is not None and least is not None and run.cost < least:
                found.append(f"{case.name}: {NAMES[run.solver]} has {run.cost}, but {least} is proven")
    return found


def not_idle(chosen):
    """Runs during which other programs worked."""
    runs = [run for solvers in chosen.values() for runs in solvers.values() for run in runs]
    busy = [run for run in runs if run.others is not None and run.others > BUSY]
    if not busy:
        return ""
    most = max(run.others for run in busy)
    return (
        f"**The machine was not idle** in {len(busy)} of {len(runs)} runs (other programs kept up to {most:.1f} cores "
        "busy): their times are indicative only.\n"
    )


def less(a, b):
    """Whether a cost is lower than another; none at all is the highest."""
    return a is not None and (b is None or a < b)


def number(value):
    return "–" if value is None else str(value)


def percent(value):
    return "–" if value is None else f"{value:.2%}"


def seconds(value, digits=1):
    return "–" if value is None else f"{value:.{digits}f} s"
