"""One run of one solver on one case, and the files that keep them: one JSON object a line.

Runs are added to a file in target/bench/results, from which nothing is ever taken out. When a case has been run again
with the same solver, seed and limit, the later line counts; so a table can be put together from several evenings. The
runs that the document shows are also in the repository, and count where there is no later one.
"""

import json
import math
from dataclasses import asdict, dataclass, field, replace

import places


@dataclass
class Run:
    case: str
    solver: str
    seed: int
    limit: float
    cost: int | None = None
    bound: int | None = None
    first: float | None = None  # seconds until the first roster
    seconds: float | None = None  # by its own clock
    wall: float | None = None  # of the whole process, start-up and all
    cpu: float | None = None
    memory_mib: float | None = None
    course: list = field(default_factory=list)  # [seconds, best cost, best bound], both only ever better
    others: float | None = None  # cores that other programs kept busy meanwhile
    killed: str | None = None  # "memory" or "time": it was ended from outside
    problem: str | None = None  # what is wrong with the result, which then does not count
    when: str = ""
    where: str = ""
    what: str = ""  # versions
    of: str = ""  # which bytes it was run on, where these may change under the same name

    @property
    def key(self):
        return self.case, self.solver, self.seed, round(self.limit, 3)

    def cost_at(self, mark):
        """The best cost after so many seconds. Once the limit is reached, the last counts: a solver may overrun it."""
        if mark >= self.limit:
            return self.cost
        costs = [cost for seconds, cost, _ in self.course if seconds <= mark and cost is not None]
        return costs[-1] if costs else None

    def bound_at(self, mark):
        """The best bound after so many seconds, as `cost_at`."""
        if mark >= self.limit:
            return self.bound
        bounds = [bound for seconds, _, bound in self.course if seconds <= mark and bound is not None]
        return bounds[-1] if bounds else None

    def gap(self):
        return gap(self.cost, self.bound)

    def proven_within(self, wanted):
        for seconds, cost, bound in self.course:
            found = gap(cost, bound)
            if found is not None and found <= wanted:
                return seconds
        return None


def gap(cost, bound):
    if cost is None or bound is None:
        return None
    if cost <= bound:
        return 0.0
    return (cost - bound) / cost


def course(steps):
    """Progress as [seconds, cost, bound], each the best so far, without steps that say nothing new."""
    points, best, proven = [], None, None
    for step in steps:
        cost, bound = step["cost"], step["bound"]
        new_best = cost if best is None or (cost is not None and cost < best) else best
        new_proven = bound if proven is None or (bound is not None and bound > proven) else proven
        if (new_best, new_proven) != (best, proven):
            best, proven = new_best, new_proven
            points.append([step["seconds"], best, proven])
    return points


def thin(steps, marks=(1, 2, 5, 20, 60), fineness=40):
    """A course of which only the last step is left of those that follow each other closely, so many to a power of ten.

    What is known at the marks stays as it is. It is for the many runs of the family, which are looked at together.
    """
    kept = {}
    for step in steps:
        moment = max(step[0], 0.01)
        kept[sum(mark < moment for mark in marks), math.floor(fineness * math.log10(moment))] = step
    return list(kept.values())


def keep(run, path=places.RUNS):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")


def stored(paths=(places.PUBLISHED, places.RUNS)):
    """{key: the latest run}, of several files the last one's"""
    runs = {}
    for path in paths:
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                run = Run(**json.loads(line))
                runs[run.key] = run
    return runs


def publish(runs, path=places.PUBLISHED):
    """Puts runs into the repository's file, beside those of other keys that are there."""
    kept = stored([path]) | {run.key: replace(run, course=thin(run.course)) if run.of else run for run in runs}
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(asdict(kept[key]), ensure_ascii=False) + "\n" for key in sorted(kept)]
    path.write_text("".join(lines), encoding="utf-8")


def longest(runs, limit):
    """Of one case's and solver's runs those with the longest limit that is not beyond the case's own."""
    fitting = [run for run in runs if round(run.limit, 3) <= round(limit, 3)]
    most = max((run.limit for run in fitting), default=None)
    return [run for run in fitting if run.limit == most]


def median(runs):
    """Of one case and solver with several seeds, the run in the middle by its final cost; of an even number the worse
    of the two, so that nobody is flattered."""
    order = sorted(runs, key=lambda r: (r.cost is None, r.cost or 0, r.seconds or 0))
    return order[len(order) // 2] if order else None
