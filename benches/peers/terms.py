"""A model as `paiban roster --write-model` writes it, and what a roster costs by it.

The cost is computed here once more, in plain Python and with nothing from any solver, so that a solver's own objective
can be held against it. The meaning of every term is documented in src/model/term.rs.
"""

import json
from dataclasses import dataclass


@dataclass
class Model:
    people: int
    days: int
    duties: int
    forms: list  # (kind, fields): ("Count", {"sum": …, "low": …, "high": …})
    names: dict  # "people", "dates", "duties": what the indices stand for

    @staticmethod
    def read(path):
        with open(path, encoding="utf-8") as file:
            return Model.of(json.load(file))

    @staticmethod
    def of(data):
        forms = [next(iter(term["form"].items())) for term in data["terms"]]
        return Model(data["people"], data["days"], data["duties"], forms, data.get("names", {}))

    def allowed(self):
        """allowed[person][day]: the duties that no hard Forbid takes away, ascending."""
        masks = [[(1 << self.duties) - 1] * self.days for _ in range(self.people)]
        for kind, form in self.forms:
            if kind == "Forbid" and form["price"] == "Hard":
                spot = form["spot"]
                masks[spot["person"]][spot["day"]] &= ~spot["duties"]
        return [[duties_of(mask) for mask in row] for row in masks]


def duties_of(mask):
    """The duties of a set, which is written as a number with one bit a duty."""
    return [duty for duty in range(mask.bit_length()) if mask >> duty & 1]


def started(excess, unit):
    """Started units in an excess; none when it is not positive."""
    return -(-excess // unit) if excess > 0 else 0


def cost(model, roster):
    """(hard, soft): units by which hard terms are broken, and points of the soft ones."""
    total = {"hard": 0, "soft": 0}

    def add(units, price):
        if price == "Hard":
            total["hard"] += units
        else:
            total["soft"] += units * price["Soft"]

    for kind, form in model.forms:
        for units, price in broken(kind, form, roster):
            add(units, price)
    return total["hard"], total["soft"]


def broken(kind, form, roster):
    """(units, price) of everything that one term finds."""

    def holds(spot):
        duty = roster[spot["person"]][spot["day"]]
        return duty is not None and bool(spot["duties"] >> duty & 1)

    def value(total):
        return total["base"] + sum(item["weight"] for item in total["items"] if holds(item["spot"]))

    if kind == "Forbid":
        return [(int(holds(form["spot"])), form["price"])]
    if kind == "Count":
        return outside(value(form["sum"]), form["low"], form["high"])
    if kind == "Run":
        return runs(form, roster[form["person"]])
    if kind == "Follow":
        return [(int(holds(form["first"]) and holds(form["then"])), form["price"])]
    if kind == "Touch":
        touched = sum(any(holds(spot) for spot in group) for group in form["groups"])
        return outside(form["base"] + touched, form["low"], form["high"])
    if kind == "Spread":
        values = [value(total) for total in form["sums"]]
        return outside(max(values) - min(values), None, form["within"]) if values else []
    if kind == "Match":
        return [(int(holds(form["a"]) != holds(form["b"])), form["price"])]
    raise ValueError(f"unknown kind of term: {kind}")


def outside(value, low, high):
    found = []
    if low:
        found.append((started(low["at"] - value, low["unit"]), low["price"]))
    if high:
        found.append((started(value - high["at"], high["unit"]), high["price"]))
    return found


def in_class(duty, group):
    """Whether a cell belongs to the class of a Run: "Rest", or {"On": duties}."""
    if group == "Rest":
        return duty is None
    return duty is not None and bool(group["On"] >> duty & 1)


def runs(form, row):
    found = []
    low, high, before = form["low"], form["high"], form["before"]
    length, unseen = before or 0, before is None
    for day in range(form["from"], form["to"]):
        if in_class(row[day], form["class"]):
            length += 1
            if high and length > high["at"]:
                found.append((1, high["price"]))
            continue
        if length > 0 and not unseen and low:
            found.append((started(low["at"] - length, low["unit"]), low["price"]))
        length, unseen = 0, False
    return found
