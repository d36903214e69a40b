"""What came out, as a table, and whether it fits together."""

from dataclasses import dataclass

NAMES = {
    "paiban": "paiban, the answer in the library",
    "command": "paiban, the whole command",
    "highs": "plain HiGHS",
    "cpsat": "CP-SAT",
    "cpsat-hint": "CP-SAT, hinted",
}


@dataclass
class Answer:
    number: int  # of the request
    solver: str
    changes: int | None  # None: no roster was found
    bound: int | None
    proven: bool
    seconds: float  # without building the model, where that is apart
    build_seconds: float | None = None
    holds: bool = True  # the rules' own checks, where they were asked


def agreed(team, answers):
    """What does not fit together: different proven numbers, a bound above a roster, a roster that breaks a rule."""
    wrong = []
    for number in sorted({a.number for a in answers}):
        own = [a for a in answers if a.number == number]
        proven = {a.changes for a in own if a.proven}
        told = ", ".join(f"{a.solver} {a.changes} (bound {a.bound}, proven {a.proven})" for a in own)
        found = [a.changes for a in own if a.changes is not None]
        if len(proven) > 1 or (proven == {None} and found):
            wrong.append(f"{team}, request {number}: {told}")
        elif found and any(a.bound is not None and a.changes is not None and a.bound > min(found) for a in own):
            wrong.append(f"{team}, request {number}: a bound above a roster: {told}")
        elif not all(a.holds for a in own):
            wrong.append(f"{team}, request {number}: a roster breaks a rule: {told}")
    return wrong


def table(results, order, limit):
    """A Markdown table: a line for each team and solver."""
    head = ["team", "solver", "requests", "proven", "no change", "most changes", "model built in", "median", "90 %", "most"]
    rows = [head, ["---", "---", *["--:"] * (len(head) - 2)]]
    for team, answers in results.items():
        for solver in order:
            own = [a for a in answers if a.solver == solver]
            if own:
                rows.append([team, *row(solver, own, limit)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def row(solver, own, limit):
    times = sorted(a.seconds for a in own)
    builds = sorted(a.build_seconds for a in own if a.build_seconds is not None)
    changes = [a.changes for a in own if a.changes is not None]

    def at(part):
        value = times[min(len(times) - 1, int(part * len(times)))]
        return f"> {limit:g} s" if builds and value >= limit else f"{value:.2f} s"

    return [
        NAMES[solver],
        str(len(own)),
        str(sum(a.proven for a in own)),
        str(sum(c == 0 for c in changes)),
        str(max(changes, default="–")),
        f"{builds[len(builds) // 2]:.2f} s" if builds else "",
        at(0.5),
        at(0.9),
        at(1.0),
    ]
