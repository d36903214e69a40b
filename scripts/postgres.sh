#!/usr/bin/env bash
# A PostgreSQL server of one's own for tests: on loopback, on a free port, in a temporary folder, with a password.
# It serves for as long as its standard input is open, so that it never outlives whoever started it.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: scripts/postgres.sh [--find]

Starts a private PostgreSQL server, prints the address of its database, as postgres://…, on a line, and serves until
its standard input ends. Then the server is stopped and its folder removed.

  --find    only print the folder with the server's programs
  --help    show this

The programs are looked for in PATH, in /usr/lib/postgresql/*/bin and in /usr/local/bin. The server refuses to run as
root: then it runs as postgres, or as nobody.
Exit status: 0 served; 2 usage; 3 there is no PostgreSQL; 4 it does not start.
HELP
}

find_only=
for arg in "$@"; do
  case $arg in
    --find) find_only=yes ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

say() { printf 'postgres: %s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }

# Sets bin to the first folder with everything, the newest version first.
find_programs() {
  local places
  places=$(
    if have initdb; then dirname "$(command -v initdb)"; fi
    printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV
    printf '%s\n' /usr/local/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin
  )
  while read -r bin; do
    if [[ -x $bin/initdb && -x $bin/pg_ctl && -x $bin/postgres ]]; then return 0; fi
  done <<<"$places"
  return 1
}

find_programs || { say "no PostgreSQL server found (on Debian: apt-get install postgresql)"; exit 3; }
if [[ -n $find_only ]]; then
  echo "$bin"
  exit 0
fi

# Whom the server runs as: it refuses root.
as_server=()
if ((EUID == 0)); then
  user=nobody
  if id postgres >/dev/null 2>&1; then user=postgres; fi
  if have runuser; then
    as_server=(runuser -u "$user" --)
  elif have setpriv; then
    as_server=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups)
  else
    say "neither runuser nor setpriv: cannot become $user"
    exit 4
  fi
fi
# (The odd form is for bash 3.2 and 4.3, where an empty array counts as unset.)
server() { ${as_server[@]+"${as_server[@]}"} "$@"; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/paiban-postgres.XXXXXX")
reader=
stop() {
  if [[ -n $reader ]]; then kill "$reader" 2>/dev/null || true; fi
  server "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 4' INT TERM HUP

password=$(od -An -N 16 -tx1 /dev/urandom | tr -d ' \n')
printf '%s\n' "$password" >"$folder/password"
chmod 600 "$folder/password"
if ((EUID == 0)); then chown -R "$user" "$folder"; fi
cd "$folder"

fail() { say "$1"; tail -n 5 "$folder"/*.log >&2 || true; exit 4; }

# Nothing but the making of the folder goes without waiting for the disk: what is tested is that it waits.
server "$bin/initdb" -D data -U paiban --auth=scram-sha-256 --pwfile=password -E UTF8 --locale=C --no-sync \
  >initdb.log 2>&1 || fail "initdb failed"

# A port that is taken shows itself when the server starts.
for _ in 1 2 3 4 5; do
  port=$((20000 + (RANDOM << 15 | RANDOM) % 40000))
  options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=40"
  if server "$bin/pg_ctl" -D data -l "$folder/server.log" -w -t 60 -o "$options" start >pg_ctl.log 2>&1; then
    echo "postgres://paiban:$password@127.0.0.1:$port/postgres"
    # This ends when whoever started the script closes the pipe, or is no more. In the background, because a signal
    # would have to wait for it otherwise.
    cat <&0 >/dev/null &
    reader=$!
    wait "$reader" || true
    exit 0
  fi
done
fail "the server does not start"
