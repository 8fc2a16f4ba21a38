#!/bin/sh
# Gives the peers something to show, each in its own way: N lines a program.
#   peers.sh FOLDER N...        FOLDER/N/ gets a mailbox, todo lists, a repository and feeds
set -eu
folder=${1:?folder}
shift
for n in "$@"; do
    at=$folder/$n
    mkdir -p "$at/calcurse" "$at/task" "$at/news"

    awk -v n="$n" 'BEGIN { for (i = 1; i <= n; i++) printf "From planner@example.org Mon Jan  5 09:00:00 2026\n" \
        "From: Planner <planner@example.org>\nTo: desk@example.org\nSubject: Rooster %d aanpassen\n" \
        "Date: Mon, 5 Jan 2026 09:00:00 +0000\nMessage-ID: <%d@example.org>\n\nWie doet wat, en wanneer.\n\n", i, i }' \
        >"$at/mbox"
    awk -v n="$n" 'BEGIN { for (i = 1; i <= n; i++) printf "[%d] Rooster %d aanpassen\n", i % 9 + 1, i }' \
        >"$at/calcurse/todo"
    : >"$at/calcurse/apts"
    awk -v n="$n" 'BEGIN { for (i = 1; i <= n; i++) printf "[description:\"Rooster %d aanpassen\" due:\"%d\" " \
        "entry:\"1767600000\" status:\"pending\" uuid:\"%08x-0000-4000-8000-%012x\"]\n", i, 1800000000 + i * 86400, i, i }' \
        >"$at/task/pending.data"
    printf 'data.location=%s\nconfirmation=off\nverbose=nothing\n' "$PWD/$at/task" >"$at/task/rc"

    if command -v git >/dev/null; then
        git init -q "$at/repo"
        awk -v n="$n" 'BEGIN { for (i = 1; i <= n; i++) { line = sprintf("Pas rooster %d aan", i)
            printf "commit refs/heads/list\ncommitter Planner <planner@example.org> %d +0000\ndata %d\n%s\n\n", \
                1767600000 + i, length(line), line } }' | git -C "$at/repo" fast-import --quiet
        git -C "$at/repo" symbolic-ref HEAD refs/heads/list
    fi

    awk -v n="$n" 'BEGIN { print "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Rooster</title>" \
        "<link>http://example.org/</link><description>-</description>"
        for (i = 1; i <= n; i++) printf "<item><title>Rooster %d aanpassen</title><guid>%d</guid>" \
            "<description>Wie doet wat, en wanneer.</description></item>\n", i, i
        print "</channel></rss>" }' >"$at/news/feed.xml"
    echo "file://$PWD/$at/news/feed.xml" >"$at/news/urls"
    printf 'auto-reload no\nrefresh-on-startup no\n' >"$at/news/config"
    if command -v newsboat >/dev/null && [ "$n" -le 1000 ]; then
        timeout 60 newsboat -q -u "$at/news/urls" -c "$at/news/cache.db" -C "$at/news/config" -x reload \
            >/dev/null 2>&1 </dev/null || true
    fi
done
printf 'set folder="%s"\nset record=""\nset postponed=""\nset quit=yes\nset mark_old=no\n' "$PWD/$folder" >"$folder/muttrc"
