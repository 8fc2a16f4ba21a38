#!/bin/sh
# Builds the floors, measures the program against them and its peers, writes OUT/bench.json and a
# table. Every part stands on its own; what each figure means is told in README.md.
#   run.sh OUT             the build folder, with OUT/gesprek and OUT/crowd in it
#   ROUNDS=41              rounds for the start (default 21); what takes longer gets a part of them
#   ONLY="start keys"      only these parts
set -eu
out=${1:?build folder}
cd "$(dirname "$0")/../.."
here=tests/bench
work=$out/bench
rounds=${ROUNDS:-21}
parts="start keys paste esc resize list idle review figures words commit search guide rows"
few=$(((rounds + 6) / 7)) # what takes seconds a round
some=$(((rounds + 2) / 3))
rm -rf "$work"
mkdir -p "$work/home"
: >"$work/rows"

flags="-std=c17 -D_GNU_SOURCE -O2 -Wall -Wextra"
build() { # build NAME LIBRARIES SOURCE...
    name=$1 libraries=$2
    shift 2
    # shellcheck disable=SC2046,SC2086
    ${CC:-cc} $flags ${libraries:+$(pkg-config --cflags $libraries)} -o "$work/$name" "$@" \
        ${libraries:+$(pkg-config --libs $libraries)}
}
inside() { # inside NAME SOURCE...: a bench that calls the program's own functions
    name=$1
    shift
    build "$name" "sqlite3 libmd libsodium ncursesw yaml-0.1" -Iinclude "$@" "$out/libgesprek.a" -lunistring -lcsv
}
limit=240 # seconds
# Whatever hangs is given up; what was measured until then stays.
limited() { # limited NAME ARGUMENT...
    name=$1
    shift
    timeout -k 5 "$limit" "$work/$name" "$@" || echo "bench: $name was given up"
}
drive() { limited drive "$@"; }

# ---- What everything is measured beside and with -------------------------------------------------

build floor_echo "" $here/floor_echo.c
build floor_f1 ncursesw $here/floor_f1.c $here/floor.c
build floor_f2w "ncursesw sqlite3 yaml-0.1" $here/floor_f2w.c $here/floor.c
build floor_fl "ncursesw sqlite3" $here/floor_fl.c
build drive "" $here/drive.c $here/program.c $here/series.c

# A guide of 5 KB, as long as an ordinary one.
awk 'BEGIN { print "guide: 1\nid: floor\ntitle: Gesprek\npoints:"
    for (i = 1; i <= 30; i++) printf "  point-%d:\n    title: Aandachtspunt %d\n    questions:\n" \
        "      - Wat helpt je om dit de komende week te doen?\n      - Wie kan daarbij helpen, en wanneer?\n", i, i
    }' >"$work/guide.yaml"

export LC_ALL=C.UTF-8 GESPREK_DB="$PWD/$work/gesprek.db" GESPREK_LANG=nl HOME="$PWD/$work/home"
unset NO_COLOR ACCESSIBLE GESPREK_GUIDES GESPREK_NOW XDG_CONFIG_HOME XDG_DATA_HOME
gesprek=$out/gesprek

# An organisation of a thousand agreements, ten thousand and a million, and as many rows for the
# floors. The big files take some minutes to make and stay for the next time, until what makes them
# changes.
crowds=$out/bench-crowds-$(cat src/store/schema.c src/store/lookup.c include/store/lookup.h tests/crowd*.c tests/fill_crowd.c \
    $here/floor_f2w.c | cksum | cut -d' ' -f1)
[ -d "$crowds" ] || rm -rf "$out"/bench-crowds-*
mkdir -p "$crowds"
once() { # once NAME COMMAND...: the command makes part.db; what is cut short is made again
    [ ! -e "$crowds/$1.db" ] || return 0
    rm -rf "$crowds"/part.db*
    made=$1
    shift
    (export GESPREK_LANG=en && "$@") # the language of the words that are looked for
    mv "$crowds/part.db" "$crowds/$made.db"
    rm -rf "$crowds"/part.db*
}
crowd() { # crowd SIZE: with one conversation planned in it
    "$out/crowd" "$crowds/part.db" "$1"
    "$gesprek" --db "$crowds/part.db" start --for Sanne --no-input >/dev/null
}
once thousand crowd thousand
once small crowd ten-thousand
once desk "$out/crowd" "$crowds/part.db" desk
once big-desk "$out/crowd" "$crowds/part.db" big-desk
once million crowd million
once ten-years crowd ten-years
once f2w-thousand "$work/floor_f2w" "$crowds/part.db" "$work/guide.yaml" 1000
once f2w-million "$work/floor_f2w" "$crowds/part.db" "$work/guide.yaml" 1000000
sh $here/peers.sh "$work/peers" 1000 10000
export TASKRC="$PWD/$work/peers/1000/task/rc"
peers=$work/peers
mutt="mutt -n -F $peers/muttrc -R -f $peers"
unsaved="rm -f $work/*.save" # what nano leaves when it is ended
vim="vim -u NONE -i NONE -n"

# A guide with a field for more than a note: pastes and paragraphs go there.
mkdir -p "$work/guides"
sed 's/^id: .*/id: ruim/; /^    pitfalls: \[zakelijk, controle\]/a\
    capture:\
      verslag: { ask: Verslag, kind: note, max: 4000 }' guides/nl/verzuimgesprek.yaml >"$work/guides/ruim.yaml"
wide="$gesprek --guides $work/guides start --for Ruud"

# Databases to begin with, over and over: a conversation just planned among a thousand agreements;
# one with room for a long text; one that was left in the middle of a note; and the same, but killed.
cp "$crowds/thousand.db" "$work/planned.db"
cp "$crowds/thousand.db" "$work/wide.db"
"$gesprek" --db "$work/wide.db" --guides "$work/guides" start --guide ruim --for Ruud --no-input >/dev/null
cp "$work/planned.db" "$GESPREK_DB"
drive keys 0 /dev/null - typing "" "$gesprek start --for Sanne" "<F6>"
cp "$GESPREK_DB" "$work/left.db"
cp "$work/planned.db" "$GESPREK_DB"
drive kill 0 /dev/null - typing "" "$gesprek start --for Sanne" "<F6>"
cp "$GESPREK_DB" "$work/killed.db"
for beside in -wal -shm .lock; do cp "$GESPREK_DB$beside" "$work/killed.db$beside"; done
take() { # take DATABASE: the command that puts it in place, on disk before anything is measured
    echo "rm -f '$GESPREK_DB'-*; cp '$work/$1.db' '$GESPREK_DB'; sync '$GESPREK_DB';" \
        "for b in -wal -shm .lock; do" \
        "[ ! -e '$work/$1.db'\$b ] || { cp '$work/$1.db'\$b '$GESPREK_DB'\$b; sync '$GESPREK_DB'\$b; }; done"
}
awk 'BEGIN { for (i = 0; i < 24; i++) printf "we kijken elke vrijdag hoe het gaat en wie helpt, " }' >"$work/paragraph"

# ---- The parts -----------------------------------------------------------------------------------

start_part() {
    f2w="$work/floor_f2w $crowds/f2w-thousand.db $work/guide.yaml"
    drive start "$rounds" "$work/rows" "start" \
        F2w "" "$f2w" "" \
        F1 "" "$work/floor_f1" "" \
        "gesprek, home" "$(take planned)" "$gesprek" "" \
        "gesprek, back in a note" "$(take left)" "$gesprek" "" \
        "nano -I" "$unsaved" "nano -I $work/nano" "" \
        nano "" "nano $work/nano" "" \
        "vim -u NONE" "" "$vim" "" \
        vim "" "vim -i NONE -n" ""
    drive start "$rounds" "$work/rows" "start, a thousand and a million" \
        F2w "" "$f2w" "" \
        "F2w, a million" "" "$work/floor_f2w $crowds/f2w-million.db $work/guide.yaml" "" \
        "gesprek, home" "" "$gesprek --db $crowds/thousand.db" "" \
        "gesprek, home, a million" "" "$gesprek --db $crowds/million.db" "" \
        "gesprek, resumed" "" "$gesprek --db $crowds/thousand.db start --for Sanne" "<Esc>" \
        "gesprek, resumed, a million" "" "$gesprek --db $crowds/million.db start --for Sanne" "<Esc>"
    drive start "$rounds" "$work/rows" "start after kill -9" \
        "gesprek, left in order" "$(take left)" "$gesprek" "" \
        "gesprek, after kill -9" "$(take killed)" "$gesprek" ""
    drive start "$some" "$work/rows" "start of peers" \
        F2w "" "$f2w" "" \
        "newsboat, 1k items" "" \
        "newsboat -q -u $peers/1000/news/urls -c $peers/1000/news/cache.db -C $peers/1000/news/config" "" \
        "mutt, 1k mails" "" "$mutt/1000/mbox" "" \
        "mutt, 10k mails" "" "$mutt/10000/mbox" "" \
        "tig, 1k commits" "" "tig -C $peers/1000/repo" "" \
        "tig, 10k commits" "" "tig -C $peers/10000/repo" "" \
        "calcurse, 1k todos" "rm -f $peers/1000/calcurse/.calcurse.pid" "calcurse -D $peers/1000/calcurse" "" \
        "calcurse, 10k todos" "rm -f $peers/10000/calcurse/.calcurse.pid" "calcurse -D $peers/10000/calcurse" "" \
        "task, 20 of 1k" "" "task limit:20 next" "" \
        "task, 20 of 10k" "" "task rc.data.location=$PWD/$peers/10000/task limit:20 next" ""
}

# Practice is the same talk on a copy in memory: what saving costs is the difference.
keys_part() {
    drive keys "$few" "$work/rows" "keys" \
        F1-box "" "$work/floor_f1 box" "" \
        F1 "" "$work/floor_f1" "" \
        echo "" "$work/floor_echo" "" \
        "gesprek, note" "$(take planned)" "$gesprek start --for Sanne" "<F6>" \
        "gesprek, note in practice" "$(take planned)" "$gesprek start --for Sanne" "<F4>" \
        "nano -I" "$unsaved" "nano -I $work/nano" "" \
        "vim -u NONE" "" "$vim" "i"
    drive keys:60 "$few" "$work/rows" "keys, in front of a paragraph" \
        F1-box "" "$work/floor_f1 box" "" \
        "gesprek, note of 1,200" "$(take wide)" "$wide" "<F6><1200><C-Home>" \
        "nano -S, line of 1,200" "$unsaved" "nano -I -S $work/paragraph" "" \
        "vim -u NONE, line of 1,200" "" "$vim $work/paragraph" "i"
}

paste_part() {
    drive paste "$some" "$work/rows" "paste of 600" \
        "vim -u NONE" "" "$vim" "i" \
        echo "" "$work/floor_echo" "" \
        F1-box "" "$work/floor_f1 box" "" \
        "gesprek, note" "$(take wide)" "$wide" "<F6>" \
        "nano -I" "$unsaved" "nano -I $work/nano" ""
    drive paste:100000:400 "$few" "$work/rows" "paste of 100 kB" \
        "vim -u NONE" "" "$vim" "i" \
        echo "" "$work/floor_echo" "" \
        "gesprek, note" "$(take wide)" "$wide" "<F6>" \
        "nano -I" "$unsaved" "nano -I $work/nano" ""
}

esc_part() {
    drive esc "$few" "$work/rows" "Esc alone" \
        F1 "" "$work/floor_f1" "|" \
        "gesprek, out of help" "$(take planned)" "$gesprek start --for Sanne" "|<F1>" \
        "vim -u NONE, out of insert" "" "$vim" "|ia"
}

resize_part() {
    drive resize "$few" "$work/rows" "resize" \
        F1 "" "$work/floor_f1" "" \
        "gesprek, home" "$(take planned)" "$gesprek" "" \
        "gesprek, note" "$(take left)" "$gesprek" "" \
        "gesprek, HR's list" "" "$gesprek --db $crowds/small.db review" "" \
        "nano -I" "$unsaved" "nano -I $work/nano" "" \
        "vim -u NONE" "" "$vim" "" \
        mutt "" "$mutt/1000/mbox" ""
}

list_part() {
    for key in Down PgDn; do
        count=200
        [ $key = Down ] || count=40
        drive keys:$count "$few" "$work/rows" "$key in a list" \
            FL "" "$work/floor_fl $crowds/f2w-thousand.db" "|<$key>" \
            "FL, a million" "" "$work/floor_fl $crowds/f2w-million.db" "|<$key>" \
            "gesprek review" "" "$gesprek --db $crowds/small.db review" "|<$key>" \
            "gesprek review, a million" "" "$gesprek --db $crowds/million.db review" "|<$key>" \
            "mutt, 10k mails" "" "$mutt/10000/mbox" "|<$key>"
    done
    drive keys:20 "$few" "$work/rows" "to the end of a list and back" \
        "gesprek review" "" "$gesprek --db $crowds/small.db review" "|<End><Home>" \
        "gesprek review, a million" "" "$gesprek --db $crowds/million.db review" "|<End><Home>"
    drive keys:30:60 "$few" "$work/rows" "search, each letter of three" \
        F1-box "" "$work/floor_f1 box" "" \
        "gesprek review" "" "$gesprek --db $crowds/small.db review" "/|pla<Backspace><Backspace><Backspace>" \
        "gesprek review, a million" "" "$gesprek --db $crowds/million.db review" \
        "/|pla<Backspace><Backspace><Backspace>"
}

idle_part() {
    eval "$(take left)"
    drive idle 1 "$work/rows" idle \
        F1 "" "$work/floor_f1" "" \
        "gesprek, note just typed" "" "$gesprek" "en dan" \
        "gesprek, HR's list" "" "$gesprek --db $crowds/small.db review" "<Down>" \
        "nano -I" "$unsaved" "nano -I $work/nano" "abc" \
        "vim -u NONE" "" "$vim" "iabc" \
        mutt "" "$mutt/1000/mbox" "" \
        tig "" "tig -C $peers/1000/repo" "" \
        newsboat "" "newsboat -q -u $peers/1000/news/urls -c $peers/1000/news/cache.db -C $peers/1000/news/config" ""
}

review_part() {
    inside review $here/review.c
    echo
    limited review "$rounds" "$work/rows" "$crowds/small.db" "$crowds/million.db"
}

# Beside a SELECT of the same rows.
figures_part() {
    inside figures $here/figures.c
    echo
    limited figures "$some" "$work/rows" "$crowds/ten-years.db"
}

# Beside a search for the same words: ripgrep where it is, or else grep.
words_part() {
    inside words $here/words.c
    if command -v rg >/dev/null; then search="rg -c -i -F"; else search="LC_ALL=C grep -c -i -F"; fi
    echo
    limited words "$some" "$work/rows" guides/nl/regime.yaml tests/sentences/nl.tune.txt "$work/terms" \
        "$work/text" "$search -f $work/terms $work/text >/dev/null"
}

commit_part() {
    inside commit $here/commit.c $here/series.c
    cp "$work/planned.db" "$work/commit.db"
    sync "$work/commit.db"
    echo
    limited commit "$some" "$work/rows" "$work/commit.db"
}

search_part() {
    inside search $here/search.c $here/series.c
    set -- "grep -i -F"
    if command -v rg >/dev/null; then set -- "$@" "rg -i -N -F"; fi
    echo
    limited search "$few" "$work/rows" "$crowds/million.db" "$crowds/texts" "$@"
}

# A guide of some 5 KB, and one of 500 KB that asks very much.
guide_part() {
    inside guide $here/guide.c $here/series.c
    awk '/^points:/ { exit } { print }' guides/nl/verzuimgesprek.yaml >"$work/guides/head"
    for questions in 5 850; do
        { cat "$work/guides/head"; awk -v n=$questions 'BEGIN { print "points:"
            for (p = 1; p <= 8; p++) { printf "  punt_%d:\n    title: Punt %d\n    aim: Kijk samen wat kan\n" \
                "    questions:\n", p, p
                for (i = 1; i <= n; i++) printf "      - Wat heb je voor dag %d nodig om rustig te werken, wie helpt?\n", i } }'
        } >"$work/guides/$questions.yaml"
    done
    rm "$work/guides/head"
    echo
    limited guide "$some" "$work/rows" guides/nl/regime.yaml "$work/guides/5.yaml" "$work/guides/850.yaml"
}

# hand_over DESK ROWS: a manager's file, and a list of absences of a fifth as many people.
hand_over() {
    awk -v rows="$2" 'BEGIN { print "name;first_day;back"
        for (i = 0; i < rows; i++) {
            p = i % (rows / 5)
            name = ""
            for (k = 0; k < 3; k++) { name = name sprintf("%c", (k ? 97 : 65) + p % 26); p = int(p / 26) }
            day = sprintf("%d-%02d", 2021 + int(i * 5 / rows), i % 12 + 1)
            printf "Jan %s;%s-%02d;%s-%02d\n", name, day, i % 20 + 1, day, i % 20 + 6
        } }' >"$work/absences.csv"
    rm -f "$work"/desk.db*
    cp "$crowds/$1.db" "$work/desk.db"
    sync "$work/desk.db"
    echo
    limited handing $(((rounds + 20) / 21)) "$work/rows" "$work/desk.db" "$work" \
        "timeout -k 5 90 $gesprek --db $work/absences.db absence import $work/absences.csv >/dev/null" "$work/absences.db"
}

rows_part() {
    inside handing $here/handing.c $here/series.c
    hand_over desk 2000
    most=$limit limit=120
    hand_over big-desk 20000
    limit=$most
}

for part in ${ONLY:-$parts}; do
    case " $parts " in
    *" $part "*) "${part}_part" ;;
    *) echo "bench: there is no part called $part: $parts" >&2 ;;
    esac
done

{
    printf '{"version":1,"when":"%s","machine":"%s","rows":[\n' "$(date -u +%FT%TZ)" "$(uname -srm)"
    sed '$!s/$/,/' "$work/rows"
    echo ']}'
} >"$out/bench.json"
echo
echo "written to $out/bench.json"
