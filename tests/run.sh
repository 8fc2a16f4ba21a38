#!/bin/sh
# Runs the test programs of a build folder and adds up what cmocka reports.
#   run.sh OUT TEST...
# Two or more at a time where there are cores (JOBS=1 for one after the other). Those that keep
# something run once more on sealed files (tests/sealed.h). TIMES=1 says how long each took.
# Closes with "N passed, N failed"; a program that dies counts as one failure.
set -u
out=$1
shift
unset GESPREK_DB GESPREK_GUIDES GESPREK_LANG GESPREK_NOW ACCESSIBLE NO_COLOR VISUAL EDITOR
export LC_ALL=C.UTF-8 TZ=Europe/Amsterdam GESPREK_PROGRAM="$PWD/$out/gesprek"
# The longest, first: what starts last decides when all is done.
slow='test_naughty_words test_killed test_plain test_keys test_naughty test_stack test_marker
    test_sealing test_seal_program test_program test_settlement test_audience test_erase test_wander'
sealed='test_absence test_agree test_agreements test_bundle test_close test_dossier test_erase
    test_home test_interviews test_keeping test_plain test_prepare test_rehearsal test_requests
    test_search test_service test_sparring test_stack test_talk test_timelines test_told
    test_undo'
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM

has() { # has WORD WORDS: whether WORD is one of WORDS
    case " $(echo $2) " in *" $1 "*) return 0 ;; esac
    return 1
}

line() { # line TEST: what to run of it: its name, and once more with a variable for sealed files
    echo "$1"
    ! has "$1" "$sealed" || echo "$1 TEST_SEALED=1"
}

jobs() { # jobs TEST...: a line for each program to run, the slow ones first
    for test in "$@"; do ! has "$test" "$slow" || line "$test"; done
    for test in "$@"; do has "$test" "$slow" || line "$test"; done
}

: >"$scratch/sum"
jobs "$@" | xargs -P "${JOBS:-$(nproc 2>/dev/null || echo 1)}" -L 1 sh tests/run_one.sh "$scratch" "$out"
awk '{good += $1; bad += $2} END {printf "%d passed, %d failed\n", good, bad; exit bad > 0 || !good}' \
    "$scratch/sum"
