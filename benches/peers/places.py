"""Where things lie: the repository, what a run writes, the instances that are not part of the repository."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "target" / "bench"
RUNS = WORK / "results" / "runs.jsonl"
PUBLISHED = HERE / "results" / "runs.jsonl"  # those that the document shows, part of the repository
PLOTS = ROOT / "docs" / "plots"
DOCUMENT = ROOT / "docs" / "BENCHMARKS.md"
BEST_KNOWN = ROOT / "data" / "best-known.toml"
PAIBAN = ROOT / "target" / "release" / "paiban"
MAKER = ROOT / "target" / "release" / "examples" / "shops"  # writes teams of the family


def instances():
    """The folder of public instances, the same that the tests read; it may be absent."""
    return Path(os.environ.get("PAIBAN_BENCH") or ROOT.parent / "shared" / "bench")
