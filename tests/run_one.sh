#!/bin/sh
# Runs one test program, for run.sh: says what it found at once and whole, and adds it to the sum.
#   run_one.sh SCRATCH OUT TEST [VARIABLE=VALUE]
set -u
scratch=$1 out=$2 test=$3 with=${4:-}
log=$scratch/$test$with
began=$(date +%s)
env ${with:+"$with"} "$out/$test" >"$log" 2>&1
status=$?
good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s)\.$/\1/p' "$log" | awk '{n += $1} END {print n + 0}')
bad=$(grep -ac '^\[  FAILED  \] [a-z_0-9]*$' "$log")
[ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
until mkdir "$scratch/turn" 2>/dev/null; do sleep 0.1; done
if [ "$bad" -gt 0 ]; then
    cat "$log"
    echo "$test${with:+ (sealed)}: $bad failed, status $status"
else
    echo "$test${with:+ (sealed)}: $good passed${TIMES:+ in $(($(date +%s) - began)) s}"
fi
echo "$good $bad" >>"$scratch/sum"
rmdir "$scratch/turn"
rm -f "$log"
