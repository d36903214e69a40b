#!/usr/bin/env bash
# Answers random requests for leave beside HiGHS and OR-Tools CP-SAT; see benches/README.md, or --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

case " $* " in *" --help "* | *" -h "*) exec python3 benches/answers/run.py --help ;; esac

# OR-Tools, in the same place as for scripts/bench.sh.
venv=.tools/bench-venv
wanted=benches/peers/requirements.txt
if ! cmp -s "$wanted" "$venv/installed.txt"; then
  echo "bench: installing $(tr '\n' ' ' <"$wanted")into $venv" >&2
  [[ -x $venv/bin/python ]] || python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted"
  cp "$wanted" "$venv/installed.txt"
fi

if [[ -f .tools/env.sh ]]; then
  # shellcheck disable=SC1091
  source .tools/env.sh
fi
cargo build --quiet --release --locked --bin paiban --example leave_requests

exec python3 benches/answers/run.py --cpsat-python "$venv/bin/python" "$@"
