#!/usr/bin/env bash
# Measures paiban side by side with plain HiGHS and OR-Tools CP-SAT; see benches/peers/README.md, or --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

venv=.tools/bench-venv
wanted=benches/peers/requirements.txt
installed=$venv/installed.txt

stop() { printf 'bench: %s\n' "$*" >&2; exit 2; }
command -v python3 >/dev/null || stop "python3 is missing"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || stop "python3 is older than 3.11"

# What runs no solver needs neither OR-Tools nor a build.
for word in "$@"; do
  case $word in
    -h | --help | --list | --collect) exec python3 benches/peers/run.py "$@" ;;
  esac
done

install() {
  if [[ ! -x $venv/bin/python ]]; then python3 -m venv "$venv" || return 1; fi
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$wanted" || return 1
  cp "$wanted" "$installed"
}
if ! cmp -s "$wanted" "$installed"; then
  echo "bench: installing $(tr '\n' ' ' <"$wanted")into $venv" >&2
  install || echo "bench: CP-SAT could not be installed; to measure without it: --solvers paiban,highs" >&2
fi

# `make bench` has built it already; then this does nothing.
if [[ -f .tools/env.sh ]]; then
  # shellcheck disable=SC1091
  source .tools/env.sh
fi
cargo build --quiet --release --locked --bins --example shops

exec python3 benches/peers/run.py --cpsat-python "$venv/bin/python" "$@"
