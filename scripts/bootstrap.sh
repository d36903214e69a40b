#!/usr/bin/env bash
# Makes sure that everything the build needs is there. HiGHS comes as its makers' own Python wheel, whose shared library is
# linked; where there is none, or with --source, it is compiled from its C++ source with cmake. bindgen reads its headers.
# So besides cargo that is: a C++ compiler, make, libclang, and pkg-config or cmake. Safe to run at any time: when
# nothing is missing it only looks. Kept to bash 3.2, which is what macOS has.
set -euo pipefail

usage() {
  cat <<'HELP'
Usage: scripts/bootstrap.sh [--no-system] [--source]

Checks for cargo, a C++ compiler, make, libclang, and HiGHS with pkg-config, or else cmake (3.15 or newer) to compile it,
gets what is missing, and writes .tools/env.sh, to be sourced before calling cargo (make does so by itself).

What is missing comes from apt-get, dnf or pacman (as root, or with a sudo that asks no password) or from brew.
Otherwise cmake and libclang come as Python wheels into .tools/, without root.

  --no-system   never use a package manager
  --source      compile HiGHS into the program, which then needs no other file: takes eight minutes more
  --help        show this

To test the wheels: PAIBAN_HIDE="cmake libclang pkg-config" makes it overlook the system's own.
Exit status: 0 ready; 2 something is missing that this script cannot get.
HELP
}

use_system=yes
from_source=${PAIBAN_HIGHS_SOURCE-}
for arg in "$@"; do
  case $arg in
    --no-system) use_system=no ;;
    --source) from_source=yes ;;
    --help | -h) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
tools=$PWD/.tools
mkdir -p "$tools/bin" "$tools/lib"

say() { printf 'bootstrap: %s\n' "$*"; }
stop() { say "$*" >&2; exit 2; }
have() { command -v "$1" >/dev/null 2>&1; }
read -ra cc <<<"${CC:-cc}"
read -ra cxx <<<"${CXX:-c++}"
hidden() { [[ " ${PAIBAN_HIDE-} " == *" $1 "* ]]; }

# at_least 3.25.1 3.15: is the first version at least the second? (Major and minor are compared.)
at_least() {
  local major minor want_major want_minor rest
  IFS=.- read -r major minor rest <<<"$1"
  IFS=.- read -r want_major want_minor rest <<<"$2"
  ((major > want_major || (major == want_major && ${minor:-0} >= ${want_minor:-0})))
}

# ---- finding -------------------------------------------------------------------------------------

find_cargo() {
  local home=${CARGO_HOME:-$HOME/.cargo}/bin version wanted
  have cargo || PATH=$PATH:$home
  have cargo || stop "cargo is missing: install Rust with rustup, from https://rustup.rs, and run this again"
  version=$(cargo --version | awk '{ print $2 }')
  wanted=$(sed -n 's/^rust-version *= *"\([0-9.]*\)".*/\1/p' Cargo.toml)
  at_least "$version" "${wanted:-1.94}" ||
    stop "cargo $version is too old, this needs ${wanted:-1.94}: run 'rustup update' (rustup is at https://rustup.rs)"
  cargo_dir=$(dirname "$(command -v cargo)")
  say "cargo $version"
}

# These are run, not only looked up: on macOS the names exist before the command line tools do.
find_compiler() { "${cc[@]}" --version >/dev/null 2>&1 && "${cxx[@]}" --version >/dev/null 2>&1; }
find_make() { make --version >/dev/null 2>&1; }

# Sets cmake and cmake_version. One in .tools was put there because the system's would not do, so it goes first.
find_cmake() {
  for cmake in "$tools/bin/cmake" "$(hidden cmake || command -v cmake)"; do
    [[ -x $cmake ]] || continue
    cmake_version=$("$cmake" --version 2>/dev/null | sed -n 's/^cmake version \([0-9.]*\).*/\1/p') || continue
    if at_least "${cmake_version:-0}" 3.15; then return 0; fi
  done
  return 1
}

# The directories that libclang may be in, the likeliest first.
libclang_places() {
  hidden libclang || printf '%s\n' "${LIBCLANG_PATH-}"
  printf '%s\n' "$tools/lib"
  hidden libclang && return
  llvm-config --libdir 2>/dev/null || true
  printf '%s\n' /usr/lib/llvm-*/lib | sort -rV
  printf '%s\n' /usr/lib64 /usr/lib64/llvm*/lib{64,} /usr/lib/"$(uname -m)"-linux-gnu /usr/lib /usr/local/lib \
    /usr/local/opt/llvm/lib /opt/homebrew/opt/llvm/lib /Library/Developer/CommandLineTools/usr/lib
  ! have xcode-select || printf '%s/Toolchains/XcodeDefault.xctoolchain/usr/lib\n' "$(xcode-select -p 2>/dev/null)"
}

# Sets libclang to the first of them that holds it. (libclang-cpp is another library.)
find_libclang() {
  local places file
  places=$(libclang_places)
  while read -r libclang; do
    for file in "$libclang"/libclang.{so,dylib} "$libclang"/libclang.so.* "$libclang"/libclang-[0-9]*.so*; do
      if [[ -f $file ]]; then return 0; fi
    done
  done <<<"$places"
  return 1
}

# HiGHS as a shared library, with its headers, from a wheel of the version that scripts/highs.txt pins. What other
# copies there are on a machine is not asked: two builds of one commit would not be the same program.
highs_version=$(sed -n 's/^highsbox==\([0-9.]*\).*/\1/p' scripts/highs.txt)
highs=$tools/highs/highsbox/highs_dist
find_highs() {
  [[ -d $tools/highs/highsbox-$highs_version.dist-info ]] && compgen -G "$highs/lib/libhighs.*" >/dev/null
}
find_pkg_config() { ! hidden pkg-config && pkg-config --version >/dev/null 2>&1; }

look() {
  missing=
  find_compiler || missing+=" compiler"
  find_make || missing+=" make"
  find_libclang || missing+=" libclang"
  if [[ -n $from_source ]]; then find_cmake || missing+=" cmake"; return; fi
  find_pkg_config || missing+=" pkg-config"
}
misses() { [[ " $missing " == *" $1 "* ]]; }

# libclang needs clang's own stddef.h, stdbool.h and so on. Distributions install them beside it, the wheel has none;
# bindgen also asks a clang program for them, if there is one. Failing both, the C compiler's own headers serve.
# Sets clang_args, empty where possible: whenever its value changes, cargo compiles HiGHS again.
find_clang_headers() {
  local place include
  clang_args=
  for place in "$libclang"/clang "$libclang"/../{clang,lib/clang,lib64/clang}; do
    if compgen -G "$place/*/include/stddef.h" >/dev/null; then return 0; fi
  done
  if ! hidden libclang && have clang; then return 0; fi
  include=$("${cc[@]}" -print-file-name=include)
  [[ -f $include/stddef.h ]] || stop "this libclang has no stddef.h, nor was the C compiler's found: install clang"
  clang_args="-idirafter $include"
  say "libclang comes without C headers: it is lent the C compiler's, in $include"
}

# ---- getting -------------------------------------------------------------------------------------

may_be_root() { ((EUID == 0)) || sudo -n true 2>/dev/null; }

# Runs a package manager, as root except for brew; what it prints goes to a log, whose end is shown if it fails.
logged() {
  local command=("$@")
  if ((EUID != 0)) && [[ $1 != brew ]]; then command=(sudo -n "$@"); fi
  "${command[@]}" >>"$tools/install.log" 2>&1 </dev/null || { tail -n 5 "$tools/install.log" >&2; return 1; }
}

# names COMPILER MAKE CMAKE LIBCLANG PKG_CONFIG: sets names to the packages of what is missing.
names() {
  names=()
  if misses compiler; then names+=("$1"); fi
  if misses make; then names+=("$2"); fi
  if misses cmake; then names+=("$3"); fi
  if misses libclang; then names+=("$4"); fi
  if misses pkg-config; then names+=("$5"); fi
  say "installing with the system's package manager: ${names[*]} (log: .tools/install.log)"
}

get_from_system() {
  if have apt-get && may_be_root; then
    names build-essential make cmake libclang-dev pkg-config
    logged apt-get update || say "apt-get update failed: trying with the lists there are"
    logged env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${names[@]}"
  elif have dnf && may_be_root; then
    names gcc-c++ make cmake clang-devel pkgconf-pkg-config
    logged dnf install -y "${names[@]}"
  elif have pacman && may_be_root; then
    names gcc make cmake clang pkgconf
    logged pacman -S --noconfirm --needed "${names[@]}"
  elif have brew && ((EUID != 0)); then
    names gcc make cmake llvm pkgconf
    logged brew install "${names[@]}"
  else
    say "no package manager that may be used here (apt-get, dnf and pacman need root, or sudo without a password)"
    return 1
  fi
}

# install FOLDER WHAT...: wheels without what they depend on.
install() {
  local pip=(python3 -m pip) folder=$1
  shift
  have python3 || { say "python3 is missing too, so nothing can come as a wheel"; return 1; }
  if ! "${pip[@]}" --version >/dev/null 2>&1; then
    python3 -m venv "$tools/venv" >/dev/null || { say "python3 has neither pip nor venv"; return 1; }
    pip=("$tools/venv/bin/python" -m pip)
  fi
  PIP_USER=0 PIP_ROOT_USER_ACTION=ignore "${pip[@]}" install --quiet --disable-pip-version-check \
    --no-deps --only-binary :all: --upgrade --target "$folder" "$@"
}

# The library must load here: a wheel is made for old systems, but not for all.
get_highs() {
  local library
  say "getting HiGHS $highs_version as a Python wheel into .tools/highs"
  install "$tools/highs" --require-hashes --requirement scripts/highs.txt 2>>"$tools/install.log" || return 1
  library=$(compgen -G "$highs/lib/libhighs.*" | head -n 1)
  python3 -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$library" 2>>"$tools/install.log" || {
    rm -rf "$tools/highs"
    return 1
  }
}

# What pkg-config is told of it, in place of the paths of the machine that it was made on.
describe_highs() {
  mkdir -p "$tools/lib/pkgconfig"
  printf '%s\n' "Name: HiGHS" "Description: linear and integer programs" "Version: $highs_version" \
    "Libs: -L\"$highs/lib\" -lhighs" "Cflags: -I\"$highs/include/highs\"" >"$tools/lib/pkgconfig/highs.pc"
}

get_wheels() {
  local wheels=()
  if misses cmake; then wheels+=('cmake>=3.15,<5'); fi
  if misses libclang; then wheels+=('libclang>=14,<19'); fi
  say "getting Python wheels into .tools/wheels: ${wheels[*]}"
  install "$tools/wheels" "${wheels[@]}" || return 1
  # Links, not the wheels' Python wrappers: those depend on the Python they were installed by.
  if misses cmake; then ln -sf ../wheels/cmake/data/bin/cmake "$tools/bin/cmake"; fi
  if misses libclang; then
    (cd "$tools/lib" && ln -sf ../wheels/clang/native/libclang.* .)
    python3 -c 'import ctypes, glob, sys; ctypes.CDLL(glob.glob(sys.argv[1])[0])' "$tools/lib/libclang.*"
  fi
}

# ---- doing ---------------------------------------------------------------------------------------

find_cargo
if [[ -z $from_source ]] && ! find_highs && ! get_highs; then
  say "HiGHS did not come as a wheel (log: .tools/install.log): it will be compiled, which takes eight minutes more"
  from_source=yes
fi
look
if [[ -n $missing && $(uname) == Darwin ]] && { misses compiler || misses make; }; then
  stop "the command line tools are missing: run 'xcode-select --install', and then this again"
fi
if [[ -n $missing ]]; then
  say "missing:$missing"
  if [[ $use_system == yes ]]; then
    get_from_system || say "they did not come from the system's package manager"
    look
  fi
  if misses cmake || misses libclang; then
    get_wheels || say "the wheels could not be installed"
    look
  fi
  if misses pkg-config; then
    say "without pkg-config HiGHS will be compiled, which takes eight minutes more"
    from_source=yes
    look
    if misses cmake; then get_wheels || true; look; fi
  fi
  [[ -z $missing ]] || stop "still missing:$missing. Install them (on Debian: build-essential cmake libclang-dev)."
fi
say "C++ compiler: $("${cxx[@]}" --version | head -n 1)"
say "$(make --version | head -n 1)"
if [[ -n $from_source ]]; then
  say "cmake $cmake_version ($cmake)"
else
  describe_highs
  say "HiGHS $highs_version in $highs"
fi
say "libclang in $libclang"
find_clang_headers

# The ledger's tests use a PostgreSQL server where there is one, and say so where there is none. Only CI gets one from
# here: on anybody else's machine a server that starts by itself would be a surprise.
if [[ ${CI-} == true && $use_system == yes ]] && ! bash scripts/postgres.sh --find >/dev/null 2>&1; then
  if have apt-get && may_be_root; then
    say "installing PostgreSQL for the tests (log: .tools/install.log)"
    logged apt-get update || say "apt-get update failed: trying with the lists there are"
    logged env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql ||
      say "PostgreSQL did not come: what is tested with it will be skipped"
  fi
fi

env_sh() {
  local dir
  echo "# Written by scripts/bootstrap.sh. Source it before calling cargo; sourcing it twice does no harm."
  for dir in "$cargo_dir" "$tools/bin"; do
    # shellcheck disable=SC2016 # $PATH is for whoever sources it
    printf 'dir=%q; case ":$PATH:" in *":$dir:"*) ;; *) export PATH="$dir:$PATH" ;; esac; unset dir\n' "$dir"
  done
  # Only where bindgen would not look by itself: cargo called without this file then sees the same environment, and
  # does not compile bindgen and HiGHS again.
  if [[ $libclang == "$tools"/* || $libclang == /opt/homebrew/* || ${LIBCLANG_PATH-$libclang} != "$libclang" ]]; then
    printf 'export LIBCLANG_PATH=%q\n' "$libclang"
  fi
  # Compiled, it is in the program; PAIBAN_HIGHS tells build.rs where the program finds it when it is not.
  if [[ -n $from_source ]]; then
    echo 'export HIGHS_NO_PKG_CONFIG=1; unset PAIBAN_HIGHS'
  else
    printf 'dir=%q; case ":${PKG_CONFIG_PATH-}:" in *":$dir:"*) ;; *) %s ;; esac; unset dir\n' "$tools/lib/pkgconfig" \
      'export PKG_CONFIG_PATH="$dir${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"'
    printf 'export PAIBAN_HIGHS=%q; unset HIGHS_NO_PKG_CONFIG\n' "$highs/lib"
  fi
  if [[ -n $clang_args ]]; then
    # shellcheck disable=SC2016
    printf 'args=%q; case " ${BINDGEN_EXTRA_CLANG_ARGS-} " in *" $args "*) ;; *) %s ;; esac; unset args\n' "$clang_args" \
      'export BINDGEN_EXTRA_CLANG_ARGS="${BINDGEN_EXTRA_CLANG_ARGS:+$BINDGEN_EXTRA_CLANG_ARGS }$args"'
  fi
}

# Replaced whole or not at all, and only when it changes.
env_sh >"$tools/env.sh.$$"
if cmp -s "$tools/env.sh.$$" "$tools/env.sh"; then
  rm "$tools/env.sh.$$"
else
  mv "$tools/env.sh.$$" "$tools/env.sh"
  say "wrote .tools/env.sh"
fi
