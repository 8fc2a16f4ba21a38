#!/bin/sh
# Runs the test programs of a build folder and adds up what cmocka reports.
#   run.sh OUT TEST...
# Those that keep something run once more on sealed files (tests/sealed.h).
# Closes with "N passed, N failed"; a program that dies counts as one failure.
set -u
out=$1
shift
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
unset GESPREK_DB GESPREK_GUIDES GESPREK_LANG GESPREK_NOW ACCESSIBLE NO_COLOR VISUAL EDITOR
export LC_ALL=C.UTF-8 TZ=Europe/Amsterdam GESPREK_PROGRAM="$PWD/$out/gesprek"
sealed='test_absence test_agree test_agreements test_bundle test_close test_dossier test_erase
    test_home test_interviews test_keeping test_plain test_prepare test_rehearsal test_requests
    test_search test_service test_sparring test_stack test_talk test_undo'
run() { # run NAME [VARIABLE=VALUE]: one program, once
    test=$1
    shift
    env "$@" "$out/$test" >"$log" 2>&1
    status=$?
    good=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s)\.$/\1/p' "$log" | awk '{n += $1} END {print n + 0}')
    bad=$(grep -ac '^\[  FAILED  \] [a-z_0-9]*$' "$log")
    [ "$status" -eq 0 ] || [ "$bad" -gt 0 ] || bad=1
    passed=$((passed + good)) failed=$((failed + bad))
    if [ "$bad" -gt 0 ]; then
        cat "$log"
    else
        echo "$test${1:+ (sealed)}: $good passed"
    fi
}
for test in "$@"; do
    run "$test"
    case " $(echo $sealed) " in *" $test "*) run "$test" TEST_SEALED=1 ;; esac
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
