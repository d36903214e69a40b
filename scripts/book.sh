#!/usr/bin/env bash
# Makes a book of the manual in each language, target/book/LANG/index.html, with mdBook. What its pages link to outside of
# the manual goes with it, so that the book can be copied anywhere. Kept to bash 3.2.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mdbook=$(command -v mdbook || echo .tools/bin/mdbook)
if [[ ! -x $mdbook ]]; then
  echo "mdBook is missing: building it into .tools (some minutes)"
  cargo install --quiet --locked --root .tools mdbook
fi
for lang in en zh; do
  source=target/book-source/$lang
  rm -rf "$source"
  mkdir -p "$source"
  cp docs/manual/$lang/* "$source"
  cp docs/rules.md docs/ledger.md docs/BENCHMARKS.md "$source"
  # A page of it becomes a page of the book, a picture or a file lies beside them.
  grep -oh ']([.][^)]*)' docs/manual/$lang/*.md | tr -d '])(' | sort -u | while read -r link; do
    file=docs/manual/$lang/$link
    name=$(basename "$link")
    if [[ -f $file && ! -e $source/$name ]]; then cp "$file" "$source/$name"; fi
  done
  sed -i.old -E 's#\]\((\.\./)+([^)]*/)?([^/)]+)\)#](\3)#g' "$source"/*.md
  rm -f "$source"/*.old
  printf '\n---\n\n- [%s](rules.md)\n- [%s](ledger.md)\n- [%s](BENCHMARKS.md)\n' \
    "$([[ $lang == en ]] && echo 'All rules' || echo '全部规则')" \
    "$([[ $lang == en ]] && echo 'What the figures of the ledger mean' || echo '台账各项数字的含义（英文）')" \
    "$([[ $lang == en ]] && echo 'Measurements' || echo '测量（英文）')" >>"$source/SUMMARY.md"
  "$mdbook" build --dest-dir "$PWD/target/book/$lang" "$source"
  echo "wrote target/book/$lang/index.html"
done
