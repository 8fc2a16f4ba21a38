#!/bin/sh
# Builds the floors, measures the program against them, writes OUT/bench.json and a table.
#   run.sh OUT        the build folder, with OUT/gesprek in it
#   ROUNDS=41         rounds for the start (default 21); keys take a seventh of them
set -eu
out=${1:?build folder}
cd "$(dirname "$0")/../.."
here=tests/bench
work=$out/bench
rounds=${ROUNDS:-21}
rm -rf "$work"
mkdir -p "$work"

flags="-std=c17 -D_GNU_SOURCE -O2 -Wall -Wextra"
build() { # build NAME LIBRARIES SOURCE...
    name=$1 libraries=$2
    shift 2
    # shellcheck disable=SC2046,SC2086
    ${CC:-cc} $flags $(pkg-config --cflags $libraries) -o "$work/$name" "$@" $(pkg-config --libs $libraries)
}
build floor_f1 ncursesw $here/floor_f1.c $here/floor.c
build floor_f2w "ncursesw sqlite3 yaml-0.1" $here/floor_f2w.c $here/floor.c
${CC:-cc} $flags -o "$work/drive" $here/drive.c

# A guide of 5 KB, as long as an ordinary one.
awk 'BEGIN { print "guide: 1\nid: floor\ntitle: Gesprek\npoints:"
    for (i = 1; i <= 30; i++) printf "  point-%d:\n    title: Aandachtspunt %d\n    questions:\n" \
        "      - Wat helpt je om dit de komende week te doen?\n      - Wie kan daarbij helpen, en wanneer?\n", i, i
    }' >"$work/guide.yaml"
"$work/floor_f2w" "$work/floor.db" "$work/guide.yaml" fill

export GESPREK_DB="$PWD/$work/gesprek.db" GESPREK_LANG=nl
unset NO_COLOR ACCESSIBLE GESPREK_GUIDES GESPREK_NOW
drive() { "$work/drive" "$@"; }

# Two databases to begin with, over and over: a conversation just planned, and one that was left in
# the middle of a note (by the round that warms up, typing).
"$out/gesprek" start --for "Sanne de Boer" --no-input >"$work/id"
cp "$GESPREK_DB" "$work/planned.db"
drive keys 0 /dev/null typing "" "$out/gesprek start --for Sanne" "<F6>" >/dev/null
cp "$GESPREK_DB" "$work/left.db"
take() { # take DATABASE: the command that puts it in place, on disk before anything is measured
    echo "rm -f '$GESPREK_DB'-*; cp '$work/$1.db' '$GESPREK_DB'; sync '$GESPREK_DB'"
}

drive start "$rounds" "$work/rows" \
    F2w "" "$work/floor_f2w $work/floor.db $work/guide.yaml" "" \
    F1 "" "$work/floor_f1" "" \
    "gesprek, home" "$(take planned)" "$out/gesprek" "" \
    "gesprek, back in a note" "$(take left)" "$out/gesprek" ""
drive keys $((rounds / 7)) "$work/rows" \
    F1-box "" "$work/floor_f1 box" "" \
    F1 "" "$work/floor_f1" "" \
    "gesprek, note" "$(take planned)" "$out/gesprek start --for Sanne" "<F6>"

# HR's list in ten thousand agreements and in a million. The big file takes some minutes to make and
# stays for the next time, until what makes it changes.
crowds=$out/bench-crowds-$(cat src/store/schema.c include/store/lookup.h tests/crowd*.c | cksum | cut -d' ' -f1)
if [ ! -e "$crowds/million.db" ]; then
    rm -rf "$out"/bench-crowds-*
    mkdir -p "$crowds"
    "$out/crowd" "$crowds/small.db" ten-thousand
    "$out/crowd" "$crowds/part.db" million
    mv "$crowds/part.db" "$crowds/million.db"
fi
build review "sqlite3 libmd ncursesw yaml-0.1" -Iinclude $here/review.c "$out/libgesprek.a" -lunistring
echo
"$work/review" "$rounds" "$work/rows" "$crowds/small.db" "$crowds/million.db"

# Absence in figures over ten years of fifty thousand people, beside a SELECT of the same rows.
if [ ! -e "$crowds/ten-years.db" ]; then
    "$out/crowd" "$crowds/part.db" ten-years
    mv "$crowds/part.db" "$crowds/ten-years.db"
fi
build figures "sqlite3 libmd libsodium ncursesw yaml-0.1" -Iinclude $here/figures.c "$out/libgesprek.a" -lunistring -lcsv
echo
"$work/figures" $((rounds / 3)) "$work/rows" "$crowds/ten-years.db"

# The privacy check, beside a search for the same words: ripgrep where it is, or else grep.
build words "sqlite3 libmd ncursesw yaml-0.1" -Iinclude $here/words.c "$out/libgesprek.a" -lunistring
if command -v rg >/dev/null; then search="rg -o -i -w -F"; else search="LC_ALL=C grep -o -i -w -F"; fi
echo
"$work/words" $((rounds / 3)) "$work/rows" guides/nl/regime.yaml tests/sentences/nl.tune.txt "$work/terms" \
    "$work/text" "$search -f $work/terms $work/text | wc -c >/dev/null"

{
    printf '{"version":1,"when":"%s","machine":"%s","rows":[\n' "$(date -u +%FT%TZ)" "$(uname -srm)"
    sed '$!s/$/,/' "$work/rows"
    echo ']}'
} >"$out/bench.json"
echo
echo "written to $out/bench.json"
