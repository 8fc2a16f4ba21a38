#!/bin/sh
# Runs the test programs of a build folder and adds up what cmocka reports.
#   run.sh OUT TEST...
# Closes with "N passed, N failed"; a program that dies counts as one failure.
set -u
out=$1
shift
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
unset GESPREK_DB GESPREK_GUIDES GESPREK_LANG GESPREK_NOW ACCESSIBLE NO_COLOR VISUAL EDITOR
export LC_ALL=C.UTF-8 TZ=Europe/Amsterdam GESPREK_PROGRAM="$PWD/$out/gesprek"
for test in "$@"; do
    "$out/$test" >"$log" 2>&1
    status=$?
    good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s)\.$/\1/p' "$log" | awk '{n += $1} END {print n + 0}')
    bad=$(grep -ac '^\[  FAILED  \] [a-z_0-9]*$' "$log")
    [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    passed=$((passed + good)) failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then
        cat "$log"
    else
        echo "$test: $good passed"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
