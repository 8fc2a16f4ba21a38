# Completion of gesprek for bash.

# The words of the command line before the cursor that are no options: the command, its arguments.
_gesprek_words() {
    local i word skip=
    words=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $skip ]]; then
            skip=
        elif [[ $word == -* ]]; then
            # --format json and --format=json (bash splits at the =) both take the next word along
            [[ ${COMP_WORDS[i + 1]-} == = ]] && ((i++))
            case $word in
            --place | --topics | --db | --guides | --lang | --guide | --for | --at | --format | --status | --due | --owner | \
                --person | --team | --to | --remark | --as | --code | --output | --since | --period | \
                --first-day | --expected | --back | --reachable | --lasting | --work | --safety-net | \
                --accident | --liable | --columns | --dates | --alike | --encoding | --until | --reason | --closed | --ended) skip=1 ;;
            esac
        else
            words+=("$word")
        fi
    done
}

_gesprek_guides() {
    "${COMP_WORDS[0]}" guide list 2>/dev/null | sed '1d; s/ .*//' | sort -u
}

# The choices behind an option; "file" and "folder" for paths. Fails for what is no option with choices.
_gesprek_choices() { # _gesprek_choices OPTION COMMAND SECOND
    case $1 in
    --lang) echo nl en ;;
    --db | --output) echo file ;;
    --guides) echo folder ;;
    --as)
        case $2 in
        search | agreements) echo manager hr ;;
        *) echo manager employee hr ;;
        esac
        ;;
    --status) echo open running changed done dropped ;;
    --owner) echo manager employee hr other ;;
    --due) echo before: ;;
    --order)
        case $2 in
        search) echo newest best ;;
        *) echo due update person team ;;
        esac
        ;;
    --output) echo file ;;
    --format)
        case $2 in
        agreements) echo table csv json ics ;;
        interviews) echo table csv json ;;
        person)
            case $3 in
            export) echo html json ;;
            *) echo table csv ;;
            esac
            ;;
        retention | log | hurdles) echo table json ;;
        absence) echo table csv json ;;
        timeline) echo table json csv ics ;;
        search) echo table json ;;
        insight) echo text html json csv ;;
        show) echo text markdown html json ;;
        guide | limits) echo text json ;;
        esac
        ;;
    --absences) echo yes no ;;
    --safety-net | --accident | --liable) echo yes no unknown ;;
    --dates) echo dmy mdy ymd ;;
    --alike) echo same new ;;
    --guide) _gesprek_guides ;;
    --for | --of | --from | --passphrase-fd | --at | --place | --topics | --since | --period | --person | --team | --to | --remark | --code | --first-day | --expected | \
        --back | --reachable | --lasting | --work | --columns | --encoding | --until | --reason | --closed | --ended | --manager | --words | --view) ;;
    *) return 1 ;;
    esac
}

_gesprek_offer() { # _gesprek_offer CHOICES: those that begin with what is typed
    case $1 in
    file) mapfile -t COMPREPLY < <(compgen -f -- "$typed") && compopt -o filenames ;;
    folder) mapfile -t COMPREPLY < <(compgen -d -- "$typed") && compopt -o filenames ;;
    before:) mapfile -t COMPREPLY < <(compgen -W before: -- "$typed") && compopt -o nospace ;;
    *) mapfile -t COMPREPLY < <(compgen -W "$1" -- "$typed") ;;
    esac
}

_gesprek() {
    local commands='
        start
        interviews
        invite
        agreements
        settle
        show
        search
        review
        insight
        hurdles
        practice
        person
        absence
        timeline
        erase
        retention
        log
        guide
        limits
        backup
        restore
        bundle
        collect
        expect
        seal
        sparring
        doctor
        help
        version
    '
    local typed=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words choices
    COMPREPLY=()
    _gesprek_words
    # behind --option=
    if [[ $typed == = ]]; then
        typed=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if choices=$(_gesprek_choices "$before" "${words[0]-}" "${words[1]-}"); then
        _gesprek_offer "$choices"
        return
    fi
    if [[ $typed == -* ]]; then
        local options='--db --guides --lang --plain --no-input --passphrase-fd --help --version'
        case ${words[0]-}-${words[1]-} in
        start-*) options+=' --guide --for --at --since --new' ;;
        interviews-*) options+=' --format --output' ;;
        agreements-*) options+=' --status --late --from --to --period --owner --person --team --guide --due --as --manager --words --view --order --reverse --format --output' ;;
        review-*) options+=' --status --late --from --to --period --owner --person --team --guide --manager --words --view --order --reverse' ;;
        invite-*) options+=' --place --topics --format --output' ;;
        settle-*) options+=' --to --remark' ;;
        show-*) options+=' --as --format --output' ;;
        search-*) options+=' --as --order --format' ;;
        practice-*) options+=' --of' ;;
        insight-*) options+=' --period --compare --classes --format --output' ;;
        person-list | log-* | hurdles-*) options+=' --format' ;;
        person-export) options+=' --format --output' ;;
        person-erase | person-move) options+=' --yes' ;;
        person-hold) options+=' --until --reason' ;;
        person-service) options+=' --in --out --factor --drop' ;;
        person-dates) options+=' --closed --ended' ;;
        erase-*) options+=' --text --yes' ;;
        retention-*) options+=' --apply --yes --format' ;;
        person-rename) options+=' --team --code' ;;
        absence-list) options+=' --person --open --format' ;;
        absence-add | absence-change)
            options+=' --first-day --expected --back --reachable --lasting --work --safety-net --accident --liable --leave --part --part-from --advised --strict'
            [[ ${words[1]-} == add ]] && options+=' --new'
            ;;
        timeline-done) options+=' --on --absence' ;;
        timeline-undone | timeline-apart | timeline-join) options+=' --absence' ;;
        timeline-*) options+=' --absence --format --output' ;;
        absence-import) options+=' --columns --skip --dates --encoding --alike --strict' ;;
        bundle-*) options+=' --absences --from --to --yes' ;;
        doctor-*) options+=' --salvage' ;;
        sparring-list) options+=' --as --format' ;;
        sparring-ask) options+=' --interview --yes' ;;
        sparring-answer) options+=' --as --yes' ;;
        sparring-close) options+=' --as' ;;
        guide-check) options+=' --strict --format' ;;
        guide-fmt) options+=' --write' ;;
        guide-diff) options+=' --format' ;;
        limits-check) options+=' --format' ;;
        esac
        _gesprek_offer "$options"
        return
    fi
    case ${#words[@]}-${words[0]-}-${words[1]-} in
    0-* | 1-help-*) _gesprek_offer "$commands" ;;
    1-practice-*) _gesprek_offer "$("${COMP_WORDS[0]}" practice --no-input 2>/dev/null | sed '1d; s/ .*//')" ;;
    1-guide-* | 2-help-guide) _gesprek_offer 'list show check diff fmt new' ;;
    1-limits-* | 2-help-limits) _gesprek_offer 'show check' ;;
    1-absence-* | 2-help-absence) _gesprek_offer 'list add change remove import' ;;
    1-timeline-* | 2-help-timeline) _gesprek_offer 'done undone apart join' ;;
    1-seal-* | 2-help-seal) _gesprek_offer 'on off passphrase recover status' ;;
    1-person-* | 2-help-person) _gesprek_offer 'list rename move export erase hold release dates service' ;;
    1-sparring-* | 2-help-sparring) _gesprek_offer 'list show ask answer close' ;;
    2-guide-show | 2-guide-diff | 3-guide-diff)
        _gesprek_offer "$(_gesprek_guides)"
        [[ ${COMPREPLY[*]} ]] || _gesprek_offer file
        ;;
    *-guide-check | 2-guide-fmt | 2-guide-new | 2-limits-check | 2-absence-import | 1-backup-* | 1-restore-* | 1-bundle-* | *-collect-*) _gesprek_offer file ;;
    2-settle-*) _gesprek_offer 'done running changed dropped' ;;
    esac
}

complete -F _gesprek gesprek
