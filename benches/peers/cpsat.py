"""Solves a model of paiban in OR-Tools CP-SAT and prints one JSON object. See README.md beside it."""

import argparse
import json
import math
import sys
import threading
import time

from ortools.sat.python import cp_model

import terms


class Program:
    """The model's cells as Booleans, and one method a kind of term."""

    def __init__(self, model):
        self.cp = cp_model.CpModel()
        self.objective = []  # (variable, points)
        self.offset = 0
        self.aux = {}  # Booleans that several terms share, by what they mean
        self.cells = {}  # (person, day): {duty: Boolean}
        self.rest = {}  # (person, day): true on a day without duty
        for person, row in enumerate(model.allowed()):
            for day, duties in enumerate(row):
                self.cell(person, day, duties)
        for kind, form in model.forms:
            getattr(self, kind.lower())(**{keyword(name): value for name, value in form.items()})
        variables, points = zip(*self.objective) if self.objective else ((), ())
        self.cp.minimize(cp_model.LinearExpr.weighted_sum(variables, points) + self.offset)

    def cell(self, person, day, duties):
        cell = {duty: self.cp.new_bool_var(f"x{person}_{day}_{duty}") for duty in duties}
        self.cells[person, day] = cell
        if len(cell) == 1:
            self.rest[person, day] = next(iter(cell.values())).negated()
            return
        rest = self.cp.new_bool_var(f"rest{person}_{day}")
        self.cp.add_exactly_one([*cell.values(), rest])
        self.rest[person, day] = rest

    # ---- what is true of a day -------------------------------------------------------------------

    def literals(self, spot):
        """Literals of which at most one is true, and one is when the spot is."""
        cell = self.cells[spot["person"], spot["day"]]
        held = [x for duty, x in cell.items() if spot["duties"] >> duty & 1]
        if len(held) > 1 and len(held) == len(cell):
            return [self.rest[spot["person"], spot["day"]].negated()]
        return held

    def literal(self, spot):
        """One literal that says whether the spot is true."""
        held = self.literals(spot)
        if len(held) == 1:
            return held[0]
        if not held:
            return self.constant(False)
        return self.any_of(held, at_most_one=True)

    def constant(self, truth):
        return self.shared(("constant", truth), lambda: self.cp.new_constant(int(truth)))

    def any_of(self, literals, at_most_one=False):
        """True when one of them is."""

        def build():
            some = self.cp.new_bool_var("")
            if at_most_one:
                self.cp.add_exactly_one([*literals, some.negated()])
            else:
                self.cp.add_bool_or([*literals, some.negated()])
                for literal in literals:
                    self.cp.add_implication(literal, some)
            return some

        return self.shared(tuple(sorted(x.index for x in literals)), build)

    def shared(self, meaning, build):
        if meaning not in self.aux:
            self.aux[meaning] = build()
        return self.aux[meaning]

    # ---- bounds and prices -----------------------------------------------------------------------

    def pay(self, literal, points):
        self.objective.append((literal, points))

    def at_most(self, value, limit):
        """value ≤ at, or the price for every started unit above."""
        excess = value.high - limit["at"]
        if excess <= 0:
            return
        unit, variables, factors = limit["unit"], list(value.variables), list(value.factors)
        if limit["price"] != "Hard":
            units = self.cp.new_int_var(0, terms.started(excess, unit), "")
            self.pay(units, limit["price"]["Soft"])
            variables.append(units)
            factors.append(-unit)
        expression = cp_model.LinearExpr.weighted_sum(variables, factors)
        self.cp.add_linear_constraint(expression, cp_model.INT_MIN, limit["at"] - value.base)

    def at_least(self, value, limit):
        self.at_most(value.negated(), {**limit, "at": -limit["at"]})

    def between(self, value, low, high):
        if low:
            self.at_least(value, low)
        if high:
            self.at_most(value, high)

    def clause(self, literals, price):
        """One of the literals is true, or the price is due."""
        if price == "Hard":
            self.cp.add_bool_or(literals)
            return
        broken = self.cp.new_bool_var("")
        self.cp.add_bool_or([*literals, broken])
        self.pay(broken, price["Soft"])

    def value(self, total):
        value = Value(total["base"])
        days = {}  # of one cell at most one spot counts
        for item in total["items"]:
            spot = item["spot"]
            held = self.literals(spot)
            if held:
                days.setdefault((spot["person"], spot["day"]), []).append(item["weight"])
            for literal in held:
                value.add(literal, item["weight"])
        value.low += sum(min(0, *weights) for weights in days.values())
        value.high += sum(max(0, *weights) for weights in days.values())
        return value

    # ---- the kinds of term -----------------------------------------------------------------------

    def forbid(self, spot, price):
        # Hard ones have taken the cell away already.
        if price != "Hard":
            for literal in self.literals(spot):
                self.pay(literal, price["Soft"])

    def count(self, sum, low, high):
        self.between(self.value(sum), low, high)

    def follow(self, first, then, price):
        before, after = self.literals(first), self.literals(then)
        if not before or not after:
            return
        if price == "Hard":
            self.cp.add_at_most_one([*before, *after])
        else:
            self.clause([self.literal(first).negated(), self.literal(then).negated()], price)

    def match(self, a, b, price):
        a, b = self.literal(a), self.literal(b)
        self.clause([a, b.negated()], price)
        self.clause([a.negated(), b], price)

    def touch(self, groups, base, low, high):
        value = Value(base)
        for group in groups:
            literals = [self.literal(spot) for spot in group if self.literals(spot)]
            if len(literals) > 1:
                literals = [self.any_of(literals)]
            for literal in literals:
                value.add(literal, 1)
                value.high += 1
        self.between(value, low, high)

    def spread(self, sums, within):
        values = [self.value(total) for total in sums]
        lowest, highest = min(v.low for v in values), max(v.high for v in values)
        least = self.cp.new_int_var(lowest, max(lowest, min(v.high for v in values)), "")
        most = self.cp.new_int_var(min(highest, max(v.low for v in values)), highest, "")
        for value in values:
            self.cp.add(value.expression() <= most)
            self.cp.add(value.expression() >= least)
        distance = Value(0)
        distance.add(most, 1)
        distance.add(least, -1)
        distance.high = highest - lowest
        self.at_most(distance, within)

    def run(self, person, group, first, end, before, low, high):
        def of_class(day):
            if group == "Rest":
                return self.rest[person, day]
            return self.literal({"person": person, "day": day, "duties": group["On"]})

        days = [of_class(day) for day in range(first, end)]
        if high:
            self.longest(days, before or 0, high)
        if low:
            self.shortest(days, before, low)

    def longest(self, days, before, limit):
        """A day beyond the longest ends a window of `at + 1` days that are all of the class."""
        at = max(0, limit["at"])
        for day in range(len(days)):
            window = days[max(0, day - at) : day + 1]
            if len(window) + before > at:
                self.clause([x.negated() for x in window], limit["price"])

    def shortest(self, days, before, limit):
        """Every too short run that could start on a day is forbidden, or has its price."""
        for start in range(len(days)):
            if start > 0:
                opening, had = [days[start - 1]], 0
            elif before is None:
                continue  # a run from the first day began unseen
            else:
                opening, had = [], before
            for length in range(0 if had else 1, limit["at"] - had):
                end = start + length
                if end >= len(days):
                    break  # it still goes on at the last day
                pattern = [*opening, *(x.negated() for x in days[start:end]), days[end]]
                price = limit["price"]
                if price != "Hard":
                    units = terms.started(limit["at"] - had - length, limit["unit"])
                    price = {"Soft": price["Soft"] * units}
                self.clause(pattern, price)

    def hint(self, roster):
        """Tells where to begin; it need not keep anything."""
        for (person, day), cell in self.cells.items():
            for duty, x in cell.items():
                self.cp.add_hint(x, roster[person][day] == duty)

    def roster(self, true):
        """roster[person][day]: a duty, or None; `true` says of a Boolean whether it is."""

        def held(cell):
            return next((duty for duty, x in cell.items() if true(x)), None)

        people = {}
        for (person, _), cell in self.cells.items():
            people.setdefault(person, []).append(held(cell))
        return list(people.values())


class Value:
    """A sum of variables with factors, and the bounds that it cannot leave."""

    def __init__(self, base):
        self.base, self.low, self.high = base, base, base
        self.variables, self.factors = [], []

    def add(self, variable, factor):
        self.variables.append(variable)
        self.factors.append(factor)

    def negated(self):
        other = Value(-self.base)
        other.low, other.high = -self.high, -self.low
        other.variables, other.factors = self.variables, [-factor for factor in self.factors]
        return other

    def expression(self):
        return cp_model.LinearExpr.weighted_sum(self.variables, self.factors) + self.base


def keyword(name):
    """Names of fields that are words of Python's own."""
    return {"class": "group", "from": "first", "to": "end"}.get(name, name)


class Log(cp_model.CpSolverSolutionCallback):
    """What was found when. A roster's cost is that by the terms, not the solver's word for it.

    On the way CP-SAT may leave an excess variable above what its roster asks for, so that a roster can cost less than
    the objective says. It gets the lesser cost. A roster that costs more would be a mistake in the program above.

    On models of a million items this takes seconds for each roster, during which a worker waits. When a tenth of the
    time has gone into it, a roster gets CP-SAT's word for a while; the last one is always weighed.
    """

    SHARE = 0.1

    def __init__(self, program, model, began):
        super().__init__()
        self.program, self.model, self.began = program, model, began
        self.cost, self.bound = None, None
        self.weighed, self.roster = None, None  # the best roster by the terms, and its cost
        self.claimed = None  # what CP-SAT said of its last roster, while that has not been weighed
        self.weighing = 0.0  # seconds
        self.mistake = None
        self.steps = []
        self.lock = threading.Lock()

    def on_solution_callback(self):
        claim, now = round(self.objective_value), time.perf_counter()
        if self.weighing > self.SHARE * (now - self.began):
            with self.lock:
                self.claimed = claim
                self.improve(claim)
            return
        self.weigh(self.program.roster(self.boolean_value), claim)
        self.weighing += time.perf_counter() - now

    def weigh(self, roster, claim):
        hard, soft = terms.cost(self.model, roster)
        with self.lock:
            self.claimed = None
            if hard or soft > claim:
                # An exception would be lost in a callback.
                self.mistake = f"says {claim}, but by the terms {hard} hard units are broken, cost {soft}"
            if self.weighed is None or soft < self.weighed:
                self.weighed, self.roster = soft, roster
            self.improve(soft)

    def close(self, solver):
        """Weighs the last roster where that has not been done. Claims only ever fall: it costs no more than any."""
        if self.claimed is not None:
            self.weigh(self.program.roster(solver.boolean_value), self.claimed)

    def improve(self, cost):
        if self.cost is None or cost < self.cost:
            self.cost = cost
            self.note()

    def on_bound(self, bound):
        with self.lock:
            bound = whole(bound)
            if bound is None:
                return
            if self.bound is None or bound > self.bound:
                self.bound = bound
                self.note()

    def note(self):
        seconds = round(time.perf_counter() - self.began, 3)
        self.steps.append({"seconds": seconds, "cost": self.cost, "bound": self.bound})


def whole(bound):
    """Costs are whole, so a fraction of a bound is rounded up. None when there is no bound yet."""
    if not math.isfinite(bound):
        return None
    return -int(-(bound - 1e-6) // 1)


def solve(model, workers, seconds, seed=1, subsolvers=(), hint=None, building=True):
    """The JSON object. The clock starts before the model is built; its build counts as solving, unless `building` is false.

    A model that takes longer to build than there is time is not solved. A hint is a roster to begin with.
    """
    began = time.perf_counter()
    program = Program(model)
    if hint:
        program.hint(hint)
    built = time.perf_counter() - began
    seconds += 0 if building else built
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds - built
    solver.parameters.subsolvers.extend(subsolvers)
    log = Log(program, model, began)
    solver.best_bound_callback = log.on_bound
    status = cp_model.UNKNOWN
    if built < seconds:
        status = solver.solve(program.cp, log)
        log.close(solver)
    ended = time.perf_counter() - began
    if log.mistake:
        sys.exit(f"CP-SAT {log.mistake}")
    if status == cp_model.MODEL_INVALID:
        sys.exit("CP-SAT calls the model invalid")
    result = {
        "status": solver.status_name(status).lower(),
        "cost": log.cost,
        "bound": None,
        "seconds": round(ended, 3),
        "build_seconds": round(built, 3),
        "first_roster_seconds": next((step["seconds"] for step in log.steps if step["cost"] is not None), None),
        "progress": log.steps,
        "roster": log.roster,
        "objective": None,
        "cost_by_terms": log.roster and terms.cost(model, log.roster)[1],
    }
    if status != cp_model.INFEASIBLE and built < seconds:
        result["bound"] = whole(solver.best_objective_bound)
    if log.roster:
        result["objective"] = round(solver.objective_value)
    if status == cp_model.OPTIMAL and not log.cost == result["objective"] == result["bound"]:
        sys.exit(f"CP-SAT calls {result['objective']} optimal, but by the terms its best roster costs {log.cost}")
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="the file that `paiban roster --write-model` wrote")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--subsolver", action="append", default=[], help="instead of CP-SAT's own choice; see README")
    options = parser.parse_args()
    model = terms.Model.read(options.model)
    print(json.dumps(solve(model, options.workers, options.time_limit, options.seed, options.subsolver)))


if __name__ == "__main__":
    main()
