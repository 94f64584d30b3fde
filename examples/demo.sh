#!/usr/bin/env bash
# Builds a graph from the dispatches of tests/corpus and asks it a few questions. `make demo` runs it.
# Needs nothing but the program; the store lies in a temporary folder that goes at the end.
set -euo pipefail
depeche=${1:-depeche}
here=$(cd "$(dirname "$0")/.." && pwd)
store=$(mktemp -d)
trap 'rm -rf "$store"' EXIT

bold='' plain=''
if [ -t 1 ]; then bold=$'\033[1m' plain=$'\033[0m'; fi

# Shows a command, then runs it.
step() {
  printf '\n%s$ depeche %s%s\n' "$bold" "${*/#$here\//}" "$plain"
  "$depeche" --store "$store" "$@"
}

# The first lines of what a command prints; that the rest is not read is no error.
first() {
  local lines=$1
  shift
  step "$@" | head -n "$lines"
}

step build "$here/tests/corpus/dispatches.jsonl"
step query visits --param from=2018 --param to=2019
step query treaties --param party=PRT
treaty=$("$depeche" --store "$store" query treaties --param party=PRT --format csv | sed -n 2p | cut -d, -f1 | tr -d '"')
first 24 explain "$treaty"
first 40 export --format turtle
step check

cat <<EOF

Your own texts:   depeche build FOLDER        then: depeche query --list
The program is:   $depeche
EOF
