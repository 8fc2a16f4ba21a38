#!/bin/sh
# Prints the files of which something runs until a first key is answered: at home, and where a note
# is gone on with, the words of the privacy check read. The program is linked with these together.
#   first.sh OUT           the build folder, with OUT/gesprek and OUT/crowd in it
set -eu
out=$(cd "${1:?build folder}" && pwd)
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
export LC_ALL=C.UTF-8 TERM=xterm-256color HOME="$work" GESPREK_LANG=nl GESPREK_DB="$work/gesprek.db"
unset NO_COLOR ACCESSIBLE GESPREK_GUIDES GESPREK_NOW XDG_CONFIG_HOME XDG_DATA_HOME

sit() { # sit KEYS COMMAND...: the screens with those keys, until the terminal goes
    keys=$1
    shift
    { sleep 20; printf '%b' "$keys"; sleep 20; } |
        timeout 45 script -qec "$*" /dev/null >/dev/null 2>&1 || sleep 8 # it saves
}
watched() { # watched NAME KEYS: the program, and what runs of it until the screens are left
    sit "$2" valgrind -q --tool=callgrind --compress-strings=no --dump-before=stack_leave \
        "--callgrind-out-file=$work/$1" "$out/gesprek"
}
"$out/crowd" "$GESPREK_DB" thousand
"$out/gesprek" start --for Sanne --no-input >/dev/null # as who uses home has: a conversation of its own
watched home '\033[B'
sit '\033[17~abc' "$out/gesprek" start --for Sanne # F6: to the conversation
watched note abc
sed -n 's,^f[lie]=.*/src/\(.*\)\.c$,\1,p' "$work/home.1" "$work/note.1" | LC_ALL=C sort -u
