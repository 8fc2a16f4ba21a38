#!/bin/sh
# What the tests have been through, by room: lines, and branches taken both ways.
#   coverage.sh OUT [MOST]
# After the tests ran in a build with COVERAGE=1. Then the MOST (20) files with most branches left.
set -u
out=$1 most=${2:-20}
table=$(mktemp)
trap 'rm -f "$table"' EXIT
for object in "$out"/*/*.gcda; do
    case $object in */tests/*) continue ;; esac
    gcov -n -b -o "$(dirname "$object")" "$object" 2>/dev/null
done | awk '
    /^File / { file = $2; gsub("\047", "", file); wanted = file ~ /^src\// }
    /^Lines executed:/ && wanted { split($0, a, /[:% ]+/); lines = a[3] * a[5] / 100; of = a[5] }
    /^Taken at least once:/ && wanted {
        split($0, a, /[:% ]+/)
        printf "%s %d %d %d %d\n", file, lines + .5, of, a[5] * a[7] / 100 + .5, a[7]
    }' | sort -u >"$table"
echo "room       lines   branches"
awk '{ split($1, part, "/"); room = part[2]
       l[room] += $2; n[room] += $3; b[room] += $4; m[room] += $5
       l["all"] += $2; n["all"] += $3; b["all"] += $4; m["all"] += $5 }
     END { for (r in l) printf "%-8s %6.1f%% %9.1f%%\n", r, 100 * l[r] / n[r], 100 * b[r] / m[r] }' \
    "$table" | sort
echo
echo "most branches left:"
awk '{ print $5 - $4, $5, $1 }' "$table" | sort -rn | head -"$most" |
    awk '{ printf "%6d of %-5d %s\n", $1, $2, $3 }'
