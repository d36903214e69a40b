"""The cases: what is solved, for how long, and the paiban command that solves it.

Teams are the presets as they are now. Public instances are files that somebody else wrote; where they are missing, a
case says so and is left out.
"""

import subprocess
import tomllib
from dataclasses import dataclass

import places
import shops
from case import BestKnown, Case

MONTH = "2026-12"

GROUPS = {
    "teams": "Teams",
    "curtois": "Instances of Curtois and Qu",
    "inrc2": "Instances of the nurse rostering competition INRC-II",
    "scale": "The preset taobao with more and more people",
    "shops": "Ordinary shops",
}


@dataclass(frozen=True)
class Team(Case):
    """A preset, scaled to a number of people or as it is."""

    preset: str
    people: int | None = None

    @property
    def file(self):
        return places.WORK / "teams" / self.name / "team.toml"

    def prepare(self):
        command = [places.PAIBAN, "init", self.file.parent, "--preset", self.preset, "--force"]
        if self.people:
            command += ["--people", str(self.people)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def command(self, folder):
        return [places.PAIBAN, "roster", self.file, "--month", MONTH, "--out", folder, "--json"]


@dataclass(frozen=True)
class Public(Case):
    def files(self):
        raise NotImplementedError

    def missing(self):
        return next((file for file in self.files() if not file.exists()), None)


@dataclass(frozen=True)
class Curtois(Public):
    number: int

    def files(self):
        return [places.instances() / "curtois" / f"Instance{self.number:02}.txt"]

    def command(self, folder):
        return [places.PAIBAN, "bench", "curtois", *self.files(), "--out", folder / "roster.csv", "--json"]

    @property
    def best_known(self):
        return BEST_KNOWN["curtois"].get(str(self.number))


@dataclass(frozen=True)
class Inrc2(Public):
    instance: str  # n030w4_1_6-2-9-1: scenario, history, weeks

    def files(self):
        scenario, history, weeks = self.instance.split("_")
        folder = places.instances() / "inrc2" / scenario
        head = [folder / f"Sc-{scenario}.txt", folder / f"H0-{scenario}-{history}.txt"]
        return head + [folder / f"WD-{scenario}-{week}.txt" for week in weeks.split("-")]

    def command(self, folder):
        scenario, history, *weeks = self.files()
        command = [places.PAIBAN, "bench", "inrc2", "--scenario", scenario, "--history", history]
        return command + ["--weeks", *weeks, "--out", folder, "--json"]

    @property
    def best_known(self):
        return BEST_KNOWN["inrc2"].get(self.instance)


def read_best_known(path=places.BEST_KNOWN):
    """{"curtois": {"1": BestKnown, …}, "inrc2": …}, and where each family's numbers are from"""
    with open(path, "rb") as file:
        tables = tomllib.load(file)
    best = {family: {name: BestKnown(**row) for name, row in t["cost"].items()} for family, t in tables.items()}
    return best, {family: table["source"] for family, table in tables.items()}


BEST_KNOWN, SOURCES = read_best_known()

SHORT, LONG = 60.0, 600.0

ALL = [
    Team("taobao", "teams", SHORT, "taobao"),
    Team("tmall", "teams", SHORT, "tmall"),
    Team("desk24", "teams", SHORT, "desk24"),
    Team("taobao30", "teams", SHORT, "taobao", 30),
    Team("tmall30", "teams", SHORT, "tmall", 30),
    *(Curtois(f"curtois{n}", "curtois", SHORT, n) for n in (1, 2, 3, 4, 6, 7, 9, 10, 12)),
    *(Curtois(f"curtois{n}", "curtois", LONG, n) for n in (14, 15, 17, 19, 21, 24)),
    Inrc2("n030w4", "inrc2", LONG, "n030w4_1_6-2-9-1"),
    Inrc2("n035w4", "inrc2", LONG, "n035w4_2_8-8-7-5"),
    Inrc2("n050w4", "inrc2", LONG, "n050w4_0_0-4-8-7"),
    Inrc2("n080w4", "inrc2", LONG, "n080w4_2_4-3-3-3"),
    Inrc2("n120w4", "inrc2", LONG, "n120w4_1_4-6-2-6"),
    Team("scale30", "scale", 10.0, "taobao", 30),
    Team("scale100", "scale", 30.0, "taobao", 100),
    Team("scale300", "scale", 60.0, "taobao", 300),
    Team("scale1000", "scale", 180.0, "taobao", 1000),
    *shops.read_family(),
]

# Half an hour with all solvers: a small and a larger one of everything that behaves differently, and the first of the
# ordinary shops.
QUICK = {"taobao": 10.0, "curtois4": 20.0, "curtois6": 20.0, "curtois10": 20.0, "curtois14": 20.0}
QUICK |= {"n030w4": 20.0, "scale100": 10.0}
QUICK |= {shop.name: shops.QUICK_LIMIT for shop in ALL if isinstance(shop, shops.Shop) and shop.number <= shops.QUICK}
