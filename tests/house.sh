#!/bin/sh
# The rules of the house: how the rooms know each other and how the code stands on the page.
#   house.sh [FOLDER]
# Prints a line for each rule that is broken and ends with 1; says nothing when all is well.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-.}" || exit 2
[ -d src ] && [ -d include ] || { echo "house.sh: no src and include in $PWD" >&2; exit 2; }
faults=$(mktemp)
trap 'rm -f "$faults"' EXIT

fault() {
    echo "$*" >>"$faults"
}

# What stands at the top is what a reader sees first.
for name in *; do
    case $name in
    src | include | guides | tests | Makefile | README.md | LICENSE | build) ;;
    *) fault "$name: does not belong at the top" ;;
    esac
done
for name in src include guides tests Makefile README.md LICENSE; do
    [ -e "$name" ] || fault "$name: is missing at the top"
done

# A header teaches one noun; the source of that name holds it. Where a noun takes several files they
# begin with its name.
for header in include/*/*.h; do
    source=${header#include/}
    source=src/${source%.h}
    case $header in
    include/screens/screens.h) continue ;; # how each screen is opened: one function from each file
    esac
    for twin in "$source.c" "$source"_*.c; do
        [ -e "$twin" ] && continue 2
    done
    fault "$header: has no source of its name"
done

# What is linked first (make first) is there.
[ ! -e src/first ] || while read -r name; do
    [ -e "src/$name.c" ] || fault "src/first: there is no src/$name.c"
done <src/first

# shellcheck disable=SC2046
awk -f "$here/house.awk" $(find src include tests -name '*.[ch]' | LC_ALL=C sort) >>"$faults"

cat "$faults"
[ ! -s "$faults" ]
