#!/bin/sh
# What can be seen of the code without running it: the rules of the house, cppcheck, clang-tidy.
# Says what they find and ends with 1, or with "lint: clean".
set -u
cd "$(dirname "$0")/.." || exit 2
status=0

# Both read the code as it is built, but for the warnings: those the compilers give. In one word
# that is split where it is used, since xargs hands on nothing but names of files.
LINT_FLAGS="-D_GNU_SOURCE -DGESPREK_VERSION=\"0\" -DGESPREK_DATADIR=\"/usr/share/gesprek\" \
-Iinclude -Itests $(pkg-config --cflags ncursesw)"
export LINT_FLAGS

sh tests/house.sh || status=1

# ctuuninitvar: takes an address handed out for a value read.
# varFuncNullUB: NULL is a pointer wherever POSIX holds.
# shellcheck disable=SC2086
cppcheck --quiet -j2 --std=c11 --enable=warning,performance,portability --inline-suppr \
    --error-exitcode=1 --suppress=ctuuninitvar --suppress=varFuncNullUB \
    $LINT_FLAGS -DNCURSES_WIDECHAR=1 src tests || status=1

# .clang-tidy and tests/.clang-tidy hold the checks, and why some are left out. What it says on
# standard error is how much it left out; what it finds stands on standard output.
# shellcheck disable=SC2016
find src tests -name '*.c' | xargs -n 6 -P 2 sh -c \
    'clang-tidy --quiet "$@" -- -std=c17 $LINT_FLAGS 2>/dev/null' clang-tidy || status=1

[ "$status" -ne 0 ] || echo "lint: clean"
exit "$status"
