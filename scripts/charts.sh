#!/usr/bin/env bash
# Draws the pictures in docs/charts anew: a chart of each kind of the Tmall preset in October 2026, in both languages.
# Needs a built ./target/release/paiban. Kept to bash 3.2. (What is committed was then made 1263 pixels wide, with 96 colours.)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
paiban=$PWD/target/release/paiban
[[ -x $paiban ]] || { echo "build first: make build" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for lang in en zh; do
  team=$work/$lang/team.toml
  "$paiban" init "$work/$lang" --preset tmall --lang "$lang" >/dev/null
  # Whoever reads no Chinese reads these names.
  [[ $lang != en ]] || sed -e 's/国雪/Alice/g; s/林悦/Boris/g; s/吴倩/Chloe/g; s/徐欢/David/g; s/孙琪/Elena/g; s/马超/Farid/g' \
    -e 's/朱琳/Grace/g; s/胡月/Hugo/g; s/郭涛/Irina/g; s/何苗/Jonas/g; s/高洁/Karin/g; s/罗丹/Liam/g' \
    -e 's/天猫店客服/Tmall shop, service desk/' "$team" >"$work/team" && { [[ $lang != en ]] || cp "$work/team" "$team"; }
  "$paiban" roster "$team" --month 2026-10 --time-limit 20 --lang "$lang" >/dev/null
  for kind in month week day coverage fairness cycle; do
    at=()
    [[ $kind != week ]] || at=(--week 3)
    [[ $kind != day ]] || at=(--day 2026-10-14)
    "$paiban" chart "$team" "$work/$lang/2026-10/ROSTER.csv" --kind "$kind" ${at[@]+"${at[@]}"} \
      --out "docs/charts/$kind-$lang.png" --lang "$lang" --force >/dev/null
  done
done
