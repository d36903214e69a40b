"""The family of ordinary shops: its cases, their best known costs, and what all of them together say of the solvers.

The teams are made by benches/shops. `../shops/family.csv` lists them with a number of all their bytes, so that a figure
counts only for the team that it was measured on.
"""

import csv
import subprocess
from dataclasses import dataclass
from statistics import median

import places
from case import BestKnown, Case

LIMIT = 60.0
QUICK = 30  # teams of `make bench-quick`
QUICK_LIMIT = 5.0
SOLVERS = ["paiban", "search", "columns", "highs", "cpsat", "cpsat-lp"]
OWN = ["search", "columns", "highs"]  # engines of ours that the default is made of, each alone
PEERS = ["highs", "cpsat", "cpsat-lp"]
MARKS = [2, 5, 20, 60]
NEAR = [0.0, 0.01, 0.02, 0.05]
BOUND_MARK = 20
SMALL = 15  # people
FOLDER = places.ROOT / "benches" / "shops"
FAMILY = FOLDER / "family.csv"
BEST = FOLDER / "best-known.csv"


@dataclass(frozen=True)
class Shop(Case):
    number: int
    trade: str
    month: str
    people: int
    digest: str

    solvers = SOLVERS

    @property
    def file(self):
        return places.WORK / "shops" / f"{self.number:03}" / "team.toml"

    def prepare(self):
        subprocess.run([places.MAKER, str(self.number), self.file.parent.parent], check=True)
        made = next(read_rows(self.file.parent.parent / "family.csv"))
        if made["digest"] != self.digest:
            raise SystemExit(f"{self.name} is another team than {FAMILY} lists; build it again, or list it anew")

    def command(self, folder):
        return [places.PAIBAN, "roster", self.file, "--month", self.month, "--out", folder, "--json"]

    @property
    def best_known(self):
        return BEST_KNOWN.get((self.number, self.digest))


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def read_best(path=BEST):
    """{(number, digest): BestKnown}"""
    if not path.exists():
        return {}
    rows = read_rows(path)
    return {(int(r["number"]), r["digest"]): BestKnown(int(r["cost"]), bool(r["proven"])) for r in rows}


BEST_KNOWN = read_best()


def read_family(path=FAMILY):
    def shop(row):
        number = int(row["number"])
        return Shop(f"shop{number:03}", "shops", LIMIT, number, row["trade"], row["month"], int(row["people"]), row["digest"])

    return [shop(row) for row in read_rows(path)]


# ---- best known costs ----------------------------------------------------------------------------


def keep_best(cases, runs, path=BEST):
    """Puts what verified runs have found into the file; of teams that are no longer the same nothing is kept."""
    known = read_best(path)
    for case in cases:
        costs = [run.cost for run in runs if counts(run, case) and run.cost is not None]
        bounds = [run.bound for run in runs if counts(run, case) and run.bound is not None]
        found = known.get((case.number, case.digest))
        costs += [found.best] if found else []
        if costs:
            proven = bool(found and found.proven and found.best == min(costs)) or max(bounds, default=-1) >= min(costs)
            known[case.number, case.digest] = BestKnown(min(costs), proven)
    current = {(case.number, case.digest) for case in read_family()}
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["number", "digest", "cost", "proven"])
        for (number, digest), best in sorted(known.items()):
            if (number, digest) in current:
                table.writerow([number, digest, best.best, "yes" if best.proven else ""])


def counts(run, case):
    """Whether a run is of this very team, and nothing is wrong with it."""
    return run.case == case.name and run.of == case.digest and run.problem is None


def bests(cases, chosen):
    """{case's name: the best cost that is known, that of the runs among it}"""
    found = {}
    for case in cases:
        costs = [run.cost for runs in chosen.get(case.name, {}).values() for run in runs if run.cost is not None]
        costs += [case.best_known.best] if case.best_known else []
        if costs:
            found[case.name] = min(costs)
    return found


# ---- what many runs say together -----------------------------------------------------------------


def middle(values):
    """The median of some, None being the worst; of an even number the worse of the two."""
    order = sorted(values, key=lambda value: (value is None, value or 0))
    return order[len(order) // 2] if order else None


def cost_at(runs, mark):
    """What a solver has after so many seconds, the median over its seeds."""
    return middle([run.cost_at(mark) for run in runs])


def behind(cost, other):
    """How much more a cost is, in parts of the other: 0 when it is no more, None when there is none but another has."""
    if other is None or (cost is not None and cost <= other):
        return 0.0
    return None if cost is None else (cost - other) / max(other, 1)


def within(cost, best, near):
    return cost is not None and cost <= best * (1 + near)


def share(hits):
    return sum(hits) / len(hits) if hits else None


def long_enough(runs, mark):
    return bool(runs) and all(run.limit >= mark for run in runs)


def near_shares(names, chosen, best, solver, mark):
    """For each of NEAR the share of teams, over those that the solver ran on for so long; and how many these are."""
    ran = [name for name in names if name in best and long_enough(chosen[name].get(solver), mark)]
    costs = {name: cost_at(chosen[name][solver], mark) for name in ran}
    return [share([within(costs[name], best[name], near) for name in ran]) for near in NEAR], len(ran)


def gaps(names, chosen, other, mark):
    """[(team, how far the default is behind)] of those on which both ran so long. `other`: what the other has there."""
    found = []
    for name in names:
        ours = chosen[name].get("paiban")
        theirs = other(chosen[name], mark)
        if long_enough(ours, mark) and theirs is not False:
            found.append((name, behind(cost_at(ours, mark), theirs)))
    return found


def peer(solver):
    """What one solver has at a mark; False where it did not run."""
    return lambda solvers, mark: cost_at(solvers[solver], mark) if long_enough(solvers.get(solver), mark) else False


def best_own(solvers, mark):
    """The best of our engines alone."""
    ran = [solvers[solver] for solver in OWN if long_enough(solvers.get(solver), mark)]
    costs = [cost for cost in (cost_at(runs, mark) for runs in ran) if cost is not None]
    return min(costs, default=None) if ran else False


@dataclass
class Proof:
    """What a solver has proven over the teams it ran on."""

    teams: int
    bound_above_zero: float | None  # by BOUND_MARK; of teams whose best known cost is above 0
    gap: float | None  # median at the end
    proven: float | None
    proven_small: float | None  # of teams of up to SMALL people


def proof(cases, chosen, best, solver):
    ran = [case for case in cases if chosen[case.name].get(solver)]
    runs = {case.name: chosen[case.name][solver] for case in ran}
    long = [case for case in ran if best.get(case.name) and long_enough(runs[case.name], BOUND_MARK)]
    above = [(middle([-(run.bound_at(BOUND_MARK) or 0) for run in runs[case.name]]) or 0) < 0 for case in long]
    ends = {case.name: middle([run.gap() for run in runs[case.name]]) for case in ran}
    done = {name: gap == 0 for name, gap in ends.items()}
    open_gaps = [1.0 if gap is None else gap for gap in ends.values()]
    small = [done[case.name] for case in ran if case.people <= SMALL]
    gap = median(open_gaps) if open_gaps else None
    return Proof(len(ran), share(above), gap, share(list(done.values())), share(small))
