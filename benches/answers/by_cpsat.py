"""Solves requests' models in CP-SAT, one after another, and prints a line of JSON for each. See ../README.md."""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers"))

import cpsat  # noqa: E402  (benches/peers)
import terms  # noqa: E402


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", help="files that the example leave_requests wrote")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--limit", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--hint", action="store_true", help="start from the published roster")
    options = parser.parse_args()
    for file in options.models:
        data = json.loads(Path(file).read_text(encoding="utf-8"))
        start = data["start"] if options.hint else None
        # The limit is for solving; what building takes comes on top.
        print(json.dumps(answer(terms.Model.of(data), start, options)), flush=True)


def answer(model, start, options):
    result = cpsat.solve(model, options.workers, options.limit, hint=start, building=False)
    return {
        "changes": result["cost"],
        "bound": result["bound"],
        "proven": result["status"] in ("optimal", "infeasible"),
        "seconds": result["seconds"] - result["build_seconds"],
        "build_seconds": result["build_seconds"],
    }


if __name__ == "__main__":
    main()
