#!/usr/bin/env bash
# Writes what the demo really prints into README.md (English) and README.zh-CN.md (Chinese), between the lines
# `<!-- output of roster: begin … -->` and `<!-- output of roster: end -->`; the same for `check` with a cell spoilt, and,
# in the manual's page on answers, for `leave` and `explain` of the roster that was published.
# Needs a built ./target/release/paiban. Kept to bash 3.2.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
paiban=$PWD/target/release/paiban
[[ -x $paiban ]] || { echo "build first: make build" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# put README.md roster FILE: the file's text between the markers of that name.
put() {
  awk -v name="$2" -v file="$3" '
    index($0, "<!-- output of " name ": begin") == 1 {
      print; print "```text"
      while ((getline line < file) > 0) { sub(/[ \t]+$/, "", line); print line }
      print "```"; inside = 1; found = 1; next
    }
    $0 == "<!-- output of " name ": end -->" { inside = 0 }
    !inside { print }
    END { exit found && !inside ? 0 : 1 }
  ' "$1" >"$work/new.md" || { echo "$1: the lines that mark the output of $2 are missing" >&2; exit 2; }
  cp "$work/new.md" "$1"
}

# update README.md en: runs the demo in that language.
update() {
  local readme=$1 lang=$2 team=my-shop/team.toml roster=my-shop/2026-12/ROSTER.csv
  rm -rf "$work/run" && mkdir "$work/run"
  (
    cd "$work/run"
    "$paiban" init my-shop --preset taobao --lang "$lang" >/dev/null
    "$paiban" roster "$team" --month 2026-12 --lang "$lang" >../roster.txt
    # One full day after a night.
    awk '!done { done = sub(/,N,H/, ",N,D") } { print }' "$roster" >spoilt.csv
    "$paiban" check "$team" spoilt.csv --lang "$lang" >full.txt || true
    # The line on the rules, and the breach.
    awk '/succession/ { print rules; print; getline; print; exit } /^(Rules|规则)/ { rules = $0 }' full.txt >../check.txt
    [[ -s ../check.txt ]] || { echo "the spoilt cell breaks nothing" >&2; exit 1; }
    "$paiban" publish "$team" "$roster" --by demo --now "2026-11-28 09:00" --lang "$lang" >/dev/null
    "$paiban" leave "$team" --person 刘洋 --from 2026-12-08 --today 2026-12-01 --lang "$lang" >../leave.txt
    "$paiban" explain "$team" --person 王芳 --day 2026-12-08 --instead rest --lang "$lang" >../explain.txt
  )
  put "$readme" roster "$work/roster.txt"
  put "$readme" check "$work/check.txt"
  put "docs/manual/$lang/answers.md" leave "$work/leave.txt"
  put "docs/manual/$lang/answers.md" explain "$work/explain.txt"
  echo "wrote $readme and docs/manual/$lang/answers.md"
}

update README.md en
update README.zh-CN.md zh
