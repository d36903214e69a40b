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

# A page without links that lead to other files.
plain() { sed -E 's#\[([^]]*)\]\([^):]*\)#\1#g' "$1"; }

# name docs/charts/a.png: what a file is called in the book, a folder's README for the folder.
name() {
  local file=$1
  if [[ -d $file ]]; then file=${file%/}/README.md; fi
  echo "${file//\//-}"
}

for lang in en zh; do
  source=target/book-source/$lang
  rm -rf "$source"
  mkdir -p "$source"
  cp docs/manual/$lang/* "$source"
  grep -oh '](\.\./[^)]*)' docs/manual/$lang/*.md | tr -d '])(' | sort -u | while read -r link; do
    case $link in
      ../../../*) file=${link#../../../} ;;
      *) file=docs/${link#../../} ;;
    esac
    to=$(name "$file")
    if [[ -d $file ]]; then file=${file%/}/README.md; fi
    if [[ ! -f $file ]]; then
      sed -i.old -E "s#\\[([^]]*)\\]\\(${link}\\)#\\1#g" "$source"/*.md
      continue
    fi
    # Pages of the book do not link further than the book.
    case $to in
      *.md) plain "$file" >"$source/$to" ;;
      *) cp "$file" "$source/$to" ;;
    esac
    for page in "$source"/*.md; do
      sed -i.old "s#](${link})#](${to})#g" "$page"
    done
  done
  for page in rules ledger; do plain "docs/$page.md" >"$source/docs-$page.md"; done
  rm -f "$source"/*.old
  if [[ $lang == en ]]; then names=('All rules' 'What the figures of the ledger mean'); else names=('全部规则' '台账各项数字的含义（英文）'); fi
  printf '\n---\n\n- [%s](docs-rules.md)\n- [%s](docs-ledger.md)\n' "${names[@]}" >>"$source/SUMMARY.md"
  "$mdbook" build --dest-dir "$PWD/target/book/$lang" "$source"
  echo "wrote target/book/$lang/index.html"
done
