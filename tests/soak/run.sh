#!/bin/sh
# Fills the files a soak walks in, and lets it walk.
#   run.sh OUT SECONDS [SEED]
# VALGRIND=1: with valgrind looking on, which ends the program with 99 at a fault or a leak.
set -eu
out=$1 seconds=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
unset GESPREK_DB GESPREK_GUIDES GESPREK_LANG GESPREK_NOW ACCESSIBLE NO_COLOR VISUAL EDITOR
export LC_ALL=C.UTF-8 TZ=Europe/Amsterdam GESPREK_PROGRAM="$PWD/$out/gesprek" HOME="$folder"
sh tests/demo.sh "$GESPREK_PROGRAM" --fill "$folder/manager.db"
"$out/crowd" "$folder/hr.db" demo
if [ -n "${VALGRIND:-}" ]; then
    # What curses keeps to the end is reachable, and no leak.
    cat >"$folder/looked-at" <<END
#!/bin/sh
exec valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \\
    --show-leak-kinds=definite --log-file="$folder/valgrind.%p" "$GESPREK_PROGRAM" "\$@"
END
    chmod +x "$folder/looked-at"
    export GESPREK_PROGRAM="$folder/looked-at" SANITIZED=1 TEST_SLOW=1
    trap 'cat "$folder"/valgrind.* >&2; rm -rf "$folder"' EXIT
fi
"$out/soak" "$seconds" "$folder" ${3:+"$3"}
