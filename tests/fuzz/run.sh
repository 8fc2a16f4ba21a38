#!/bin/sh
# Feeds each target with libFuzzer for a while.
#   run.sh OUT SECONDS TARGET...
# Starts from what is kept in tests/fuzz/TARGET/ and what earlier runs gathered in OUT/corpus/TARGET;
# what breaks something goes to OUT/found/. To keep it: make it small (-minimize_crash=1), put it in
# tests/fuzz/TARGET/, see test_fuzz fail, mend. Ends with 1 when anything was found. One input may take
# a minute: by the clock, and whoever fuzzes gives way to everybody else on the machine.
set -u
out=$1 seconds=$2
shift 2
status=0
export LC_ALL=C.UTF-8 TZ=Europe/Amsterdam
export ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
mkdir -p "$out/found"
for target in "$@"; do
    dict= log="$out/found/$target.log"
    mkdir -p "$out/corpus/$target"
    [ ! -f "tests/fuzz/$target.dict" ] || dict="-dict=tests/fuzz/$target.dict"
    # shellcheck disable=SC2086
    nice -n 19 "$out/fuzz_$target" -max_total_time="$seconds" -timeout=60 -rss_limit_mb=2048 \
        -max_len=4096 -print_final_stats=1 -artifact_prefix="$out/found/$target-" $dict \
        "$out/corpus/$target" "tests/fuzz/$target" >"$log" 2>&1
    ended=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    seen=$(sed -n 's/^#.* cov: \([0-9]*\) ft.*/\1/p' "$log" | tail -1)
    found=$(ls "$out/found" | grep -c "^$target-")
    echo "$target: ${runs:-0} runs, ${seen:-0} edges, $found found"
    [ "$ended" -eq 0 ] || { tail -40 "$log"; status=1; }
done
exit "$status"
