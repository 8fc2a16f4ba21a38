#!/bin/sh
# Fills the files a soak walks in, and lets it walk.
#   run.sh OUT SECONDS [SEED]
set -eu
out=$1 seconds=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
unset GESPREK_DB GESPREK_GUIDES GESPREK_LANG GESPREK_NOW ACCESSIBLE NO_COLOR VISUAL EDITOR
export LC_ALL=C.UTF-8 TZ=Europe/Amsterdam GESPREK_PROGRAM="$PWD/$out/gesprek" HOME="$folder"
sh tests/demo.sh "$GESPREK_PROGRAM" --fill "$folder/manager.db"
"$out/crowd" "$folder/hr.db" demo
"$out/soak" "$seconds" "$folder" ${3:+"$3"}
