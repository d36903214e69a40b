"""Holds the CP-SAT model against every roster of small random models: same best cost, or both have none.

Before that, the checks of selftest_report.py, which need no OR-Tools.
"""

import itertools
import random
import sys

import cpsat
import selftest_report
import terms

CASES = 300


def price(rng):
    return "Hard" if rng.random() < 0.3 else {"Soft": rng.randint(1, 9)}


def limit(rng, most, unit=True):
    if rng.random() < 0.3:
        return None
    return {"at": rng.randint(0, most), "unit": rng.choice([1, 1, 2, 3]) if unit else 1, "price": price(rng)}


def random_model(rng):
    people, days, duties = rng.choice([(1, 5, 2), (2, 3, 2), (2, 4, 1), (2, 2, 3), (1, 8, 1)])

    def spot(person=None, day=None):
        return {
            "person": rng.randrange(people) if person is None else person,
            "day": rng.randrange(days) if day is None else day,
            "duties": rng.randint(1, (1 << duties) - 1),
        }

    def total():
        cells = rng.sample([(p, d) for p in range(people) for d in range(days)], rng.randint(1, people * days))
        items = [{"spot": spot(p, d), "weight": rng.choice([-2, 1, 1, 1, 3])} for p, d in cells]
        return {"items": items, "base": rng.randint(-2, 2)}

    def form():
        kind = rng.choice(["Forbid", "Count", "Run", "Run", "Follow", "Touch", "Spread", "Match"])
        if kind == "Forbid":
            return kind, {"spot": spot(), "price": price(rng)}
        if kind == "Count":
            return kind, {"sum": total(), "low": limit(rng, 3), "high": limit(rng, 3)}
        if kind == "Run":
            first = rng.randrange(days)
            return kind, {
                "person": rng.randrange(people),
                "class": rng.choice(["Rest", {"On": rng.randint(1, (1 << duties) - 1)}]),
                "from": first,
                "to": rng.randint(first, days),
                "before": rng.choice([None, 0, 0, 1, 2, 3]),
                "low": limit(rng, 4),
                "high": limit(rng, 3, unit=False),
            }
        if kind == "Follow":
            first = spot(day=rng.randrange(days - 1))
            return kind, {"first": first, "then": spot(first["person"], first["day"] + 1), "price": price(rng)}
        if kind == "Touch":
            groups = [[spot() for _ in range(rng.randint(0, 3))] for _ in range(rng.randint(1, 3))]
            return kind, {"groups": groups, "base": rng.randint(0, 1), "low": limit(rng, 2), "high": limit(rng, 2)}
        if kind == "Spread":
            sums = [total() for _ in range(rng.randint(2, 3))]
            return kind, {"sums": sums, "within": limit(rng, 2) or {"at": 0, "unit": 1, "price": {"Soft": 3}}}
        return kind, {"a": spot(), "b": spot(), "price": price(rng)}

    written = [{"form": dict([form()])} for _ in range(rng.randint(2, 7))]
    return terms.Model.of({"people": people, "days": days, "duties": duties, "terms": written})


def best(model):
    """The least cost of all rosters without a broken hard term, or None."""
    choices = [None, *range(model.duties)]
    found = None
    for flat in itertools.product(choices, repeat=model.people * model.days):
        roster = [flat[p * model.days : (p + 1) * model.days] for p in range(model.people)]
        hard, soft = terms.cost(model, roster)
        if hard == 0 and (found is None or soft < found):
            found = soft
    return found


def main():
    selftest_report.main()
    rng = random.Random(1)
    feasible = 0
    share = cpsat.Log.SHARE
    for case in range(CASES):
        model = random_model(rng)
        # Every other time as on the largest models: no roster is weighed before the last one.
        cpsat.Log.SHARE = share if case % 2 else -1.0
        wanted, result = best(model), cpsat.solve(model, workers=1, seconds=60)
        if (result["cost"], result["bound"]) != (wanted, wanted):
            sys.exit(f"case {case}: best is {wanted}, CP-SAT has {result['cost']}, bound {result['bound']}\n{model}")
        feasible += wanted is not None
    hurried = cpsat.solve(random_model(rng), workers=1, seconds=0)
    if (hurried["status"], hurried["cost"], hurried["bound"]) != ("unknown", None, None):
        sys.exit(f"in no time, CP-SAT has {hurried}")
    print(f"{CASES} random models agree, {feasible} of them with a roster")


if __name__ == "__main__":
    main()
