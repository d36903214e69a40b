"""What every case is: a name, a group, a limit, and the paiban command that solves it."""

import shutil
from dataclasses import dataclass

import places


@dataclass(frozen=True)
class BestKnown:
    """What others have published; see data/best-known.toml."""

    best: int
    proven: bool = False
    bound: int | None = None
    ten_minutes: int | None = None
    gurobi: int | None = None


@dataclass(frozen=True)
class Case:
    """One of what is measured."""

    name: str
    group: str
    limit: float  # seconds for each solver

    best_known = None
    digest = ""  # of a case whose files may change under the same name
    solvers = ["paiban", "highs", "cpsat", "cpsat-lp"]

    def missing(self):
        """The first file that is not there, or None."""
        return None

    def prepare(self):
        """Makes what the command reads."""

    def command(self, folder):
        """Solves it and leaves the roster in the folder; options of the solve may follow."""
        raise NotImplementedError

    def folder(self, solver):
        """A new folder for a roster."""
        folder = places.WORK / "rosters" / self.name / solver
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder
