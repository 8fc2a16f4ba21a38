#!/bin/sh
# Opens the program on a throw-away file with a made-up team. The program fills it itself: every
# conversation below is held in plain lines, on the day it would have been. All of it is gone when
# the program closes.
#   demo.sh PROGRAM [--hr CROWD] [--fill FILE]
# --hr CROWD    opens review on HR's file instead: what forty managers handed over, made by the
#               program CROWD (tests/crowd.h), and the bundle of the team's own manager
# --fill FILE   only fills FILE, a new one, and leaves it
set -eu
program=${1:?the program to show}
shift
crowd='' fill=''
usage() {
    echo "usage: demo.sh PROGRAM [--hr CROWD] [--fill NEW-FILE]" >&2
    exit 2
}
while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || usage
    case $1 in
    --hr) crowd=$2 ;;
    --fill) fill=$2 ;;
    *) usage ;;
    esac
    shift 2
done
[ -z "$fill" ] || [ ! -e "$fill" ] || usage
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
kept=${fill:-$folder/gesprek.db}
GESPREK_DB=$([ "$crowd" ] && echo "$folder/manager.db" || echo "$kept")
export GESPREK_DB
GESPREK_GUIDES=$(cd "$(dirname "$0")/../guides" && pwd) # the answers below fit these guides
export GESPREK_GUIDES

case $("$program" help) in
Gebruik*) dutch=yes ;;
*) dutch= ;;
esac

# in_both DUTCH ENGLISH: the text in the language the program speaks here
in_both() {
    if [ "$dutch" ]; then echo "$1"; else echo "$2"; fi
}

# today_and DAYS FORMAT: the day so many days from today (-3, +2), with GNU or BSD date
today_and() {
    date -d "$1 days" "+$2" 2>/dev/null || date -v "${1}d" "+$2"
}

# day DAYS: the working day so many days from today; what falls in a weekend moves further away
day() {
    case $(today_and "$1" %u)$1 in
    6-*) today_and "$(($1 - 1))" %F ;;
    7-*) today_and "$(($1 - 2))" %F ;;
    6+[1-9]*) today_and "+$(($1 + 2))" %F ;;
    7+[1-9]*) today_and "+$(($1 + 1))" %F ;;
    *) today_and "$1" %F ;;
    esac
}

# on DAY TIME ARGUMENT...: runs the program as if it were then; its answers come through a pipe
on() {
    now=$(day "$1")T$2
    shift 2
    GESPREK_NOW=$now "$program" --plain "$@" >"$folder/said" 2>&1 || {
        cat "$folder/said" >&2
        echo "demo: this went wrong on $now: $*" >&2
        exit 1
    }
}

# Tim Aerts: 24 days ago, and done since. He has heard nothing for a while.
on -24 15:00 start --for 'Tim Aerts' <<END
j
j
j
j
j
/v
/v
/v
/v
/a
2
$(in_both 'Koffie drinken met het team' 'Have coffee with the team')
$(day -18)
$(in_both 'Tim belt hoe het was' 'Tim calls to say how it was')


v
j
/v

9
v
END
done_by_tim=$("$program" agreements --person 'Tim Aerts' | sed -n '$s/.* //p')
on -14 09:00 settle "$done_by_tim" "done" </dev/null

# Sanne de Boer: a whole conversation, 17 days ago. One promise is late by now.
on -17 10:00 start --for 'Sanne de Boer' <<END
j
j
j
j
j
$(in_both 'Samen kijken welk werk ze zelf wil oppakken' 'See together which work she would take up')
1
$(in_both 'Wat helpt je om rustig te beginnen?' 'What helps you to begin gently?')
/v
$(in_both 'Vond het prettig dat er ruim tijd was' 'Was glad that there was plenty of time')
v
/v
$(in_both 'offertes nakijken' 'checking quotations')
$(in_both 'vragen van klanten uitzoeken' 'looking into questions of customers')

$(in_both 'lange vergaderingen' 'long meetings')

$(in_both 'kort overleg op maandag' 'a short talk on Mondays')
$(in_both 'een rustige plek' 'a quiet place')

/v
/a
1
$(in_both 'Takenlijst maken' 'Make a list of tasks')
$(day -3)
$(in_both 'ik mail de lijst en bel maandag' 'I mail the list and call on Monday')


a
2
$(in_both 'Twee offertes nakijken' 'Check two quotations')
$(day -7)
$(in_both 'Sanne belt hoe het ging' 'Sanne calls to say how it went')


a
3
$(in_both 'Uitleg over verlof opnemen sturen' 'Send how to take leave')
$(day +7)
$(in_both 'HR mailt het aan ons allebei' 'HR mails it to both of us')


v
j
j
j
$(in_both 'Fijn dat het stap voor stap gaat' 'Good that it goes step by step')
$(in_both 'Dat ik offertes nakijk, verder niets' 'That I check quotations, and nothing else')
v
2
6
v
END

# Zoë Łukasz: 8 days ago. They did not agree on everything, so both views are kept.
on -8 13:30 start --for 'Zoë Łukasz' <<END
j
j
j
n
j
/v
/v
/v
$(in_both 'klanten bellen' 'calling customers')

$(in_both 'veel losse vragen tegelijk' 'many loose questions at once')

/v
/a
1
$(in_both 'Klantvragen verdelen' 'Divide the calls')
$(day +0)
$(in_both 'ik bespreek het in het teamoverleg' 'I bring it up in the team meeting')


a
1
$(in_both 'Team zeggen wie er belt' 'Tell the team who calls')
$(day +5)
$(in_both 'ik zeg het in de weekstart' 'I say it at the start of the week')


v
j
n
/z
$(in_both 'De vragen zijn eerlijk verdeeld' 'The questions are divided fairly')
$(in_both 'De meeste vragen komen bij mij terecht' 'Most questions end up with me')
v

3
v
END

# Mo Karimi: begun 5 days ago and not finished; one agreement still lacks its date.
on -5 11:00 start --for 'Mo Karimi' <<END
j
j
j
/v
$(in_both 'Wil eerst over het project praten' 'Wants to talk about the project first')
/v
/v
$(in_both 'testrapport afmaken' 'finishing the test report')
/v
/a
1
$(in_both 'Bellen over de planning' 'Call about the planning')
$(day +2)
$(in_both 'ik mail wat eruit kwam' 'I mail what came out of it')


a
2
$(in_both 'Lijst maken van wat Tim kan overnemen' 'List what Tim can take over')
$(in_both 'zo snel mogelijk' 'as soon as possible')



s
END

# Roos Dijkstra: planned. Sanne de Boer again: half prepared, with what is still open.
on -2 09:00 --no-input start --for 'Roos Dijkstra' --at "$(day +2) 14:30" </dev/null
on -1 16:00 start --for 'Sanne de Boer' --at "$(day +1) 10:00" <<END
x


j
j
j


$(in_both 'Terugkijken op de eerste taken en een volgende stap kiezen' \
    'Look back on the first tasks and choose a next step')
1
/s
END

on -1 17:00 person rename 'Sanne de Boer' --team "$(in_both Noord North)"
on -1 17:00 person rename 'Tim Aerts' --team "$(in_both Noord North)"
on -1 17:00 person rename 'Mo Karimi' --team "$(in_both Zuid South)"
on -1 17:00 person rename 'Zoë Łukasz' --team "$(in_both Zuid South)"
on -1 17:00 person rename 'Roos Dijkstra' --team "$(in_both Oost East)"

on -1 17:30 </dev/null # it opens where it was left: at home

# The manager hands over, and HR collects it beside what the others handed over.
if [ "$crowd" ]; then
    on +0 08:30 bundle "$folder/team.bundle" --from 'Joris Meerveld' </dev/null
    export GESPREK_DB="$kept"
    "$crowd" "$kept" demo
    on +0 08:45 collect "$folder/team.bundle" </dev/null
fi
[ "$fill" ] || "$program" ${crowd:+review}
