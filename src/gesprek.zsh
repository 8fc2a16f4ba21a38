#compdef gesprek
# Completion of gesprek for zsh.

_gesprek_guides() {
    local -a ids
    ids=(${(u)${(f)"$(gesprek guide list 2>/dev/null | sed 1d)"}%% *})
    compadd -a ids
}

_gesprek_scenarios() {
    local -a ids
    ids=(${${(f)"$(gesprek practice --no-input 2>/dev/null | sed 1d)"}%% *})
    compadd -a ids
}

_gesprek_due() {
    compadd -S '' before:
}

_gesprek_guide() {
    local -a commands=(
        'list:the guides within reach'
        'show:a guide as it would be asked'
        'check:what is wrong in a guide and how to mend it'
        'diff:what a new version means for the answers that are kept'
        'fmt:lay a guide out evenly'
        'new:write a starting guide'
    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    case $words[2] in
    show) _arguments "${global[@]}" '2:guide:{ _gesprek_guides; _files -g "*.yaml" }' ;;
    check) _arguments "${global[@]}" '--strict[warnings count as errors]' '--format=[how to write it]:format:(text json)' '1: :' '*:file:_files -g "*.yaml"' ;;
    diff) _arguments "${global[@]}" '--format=[how to write it]:format:(text json)' '1: :' '*:guide:{ _gesprek_guides; _files -g "*.yaml" }' ;;
    fmt) _arguments "${global[@]}" '--write[in the file itself]' '1: :' '2:file:_files -g "*.yaml"' ;;
    new) _arguments "${global[@]}" '1: :' '2:file:_files' ;;
    *) _arguments "${global[@]}" ;;
    esac
}

_gesprek_limits() {
    local -a commands=(
        'show:what an employer may ask and write down'
        'check:find in a text what may not be written down'
    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    case $words[2] in
    check) _arguments "${global[@]}" '--format=[how to write it]:format:(text json)' '1: :' '2:file:_files' ;;
    *) _arguments "${global[@]}" ;;
    esac
}

_gesprek_person() {
    local -a commands=(
        'list:the people you talked with'
        'rename:correct a name, a team or a code'
        'move:put a conversation under another person'
        'export:everything about one person'
        'erase:erase everything about one person for good'
        'hold:let nothing go through keeping periods'
        'release:end that hold'
        'dates:the dates that keeping periods run from'
        'service:when somebody was employed'
    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    case $words[2] in
    list) _arguments "${global[@]}" '--format=[how to write it]:format:(table csv)' '1: :' ;;
    rename) _arguments "${global[@]}" '--team=[the team]:team:' '--code=[what to show instead]:code:' '1: :' \
        '2:name:' '3:new name:' ;;
    export) _arguments "${global[@]}" '--format=[how to write it]:format:(html json)' \
        '--output=[a new file]:file:_files' '1: :' '2:name:' ;;
    erase) _arguments "${global[@]}" '--yes[do not ask]' '1: :' '2:name:' ;;
    hold) _arguments "${global[@]}" '--until=[the last day of it]:date:' '--reason=[why]:text:' '1: :' '2:name:' ;;
    release) _arguments "${global[@]}" '1: :' '2:name:' ;;
    dates) _arguments "${global[@]}" '--closed=[re-integration closed]:date:' \
        '--ended=[employment ended]:date:' '1: :' '2:name:' ;;
    service) _arguments "${global[@]}" '--in=[the first day]:date:' '--out=[the first day out]:date:' \
        '--factor=[part of a full week]:number:' '--drop=[what began on this day]:date:' '1: :' '2:name:' ;;
    move) _arguments "${global[@]}" '--yes[do not ask]' '1: :' '2:id:' '3:name:' ;;
    *) _arguments "${global[@]}" ;;
    esac
}

_gesprek_absence() {
    local -a commands=(
        'list:absences'
        'add:write down that somebody reported sick'
        'change:correct an absence, or say that somebody is back'
        'remove:take an absence away'
        'import:bring absences in from a list'
    )
    local -a fields=(
        '--first-day=[when it began]:date:' '--expected=[when they expect to be back]:date:'
        '--back=[the first day back in full]:date:' '--reachable=[number and address]:text:'
        '--lasting=[how long it may last]:text:' '--work=[what others take over]:text:'
        '--safety-net=[does a safety net apply]:answer:(yes no unknown)'
        '--accident=[an accident at work]:answer:(yes no unknown)'
        '--liable=[somebody else is liable]:answer:(yes no unknown)'
        '--leave[maternity leave]' '--part=[how much of the work is done again]:percent:'
        '--part-from=[when that step began]:date:' '--advised=[the day of the advice]:date:'
        '--strict[keep out what may not be written down]'
    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    case $words[2] in
    list) _arguments "${global[@]}" '--person=[only of this person]:name:' '--open[only who is not back]' \
        '--format=[how to write it]:format:(table csv json)' '1: :' ;;
    add) _arguments "${global[@]}" "${fields[@]}" '--new[of somebody else of almost that name]' '1: :' \
        '2:name:' ;;
    change) _arguments "${global[@]}" "${fields[@]}" '1: :' '2:id:' ;;
    import) _arguments "${global[@]}" '--columns=[what the columns are called]:columns:' \
        '--skip=[columns to leave out]:columns:' '--strict[keep out what may not be written down]' \
        '--dates=[the order of a date]:order:(dmy mdy ymd)' '--encoding=[of the list]:name:' \
        '--alike=[what other accents mean]:person:(same new)' '1: :' '2:file:_files' ;;
    *) _arguments "${global[@]}" '1: :' '2:id:' ;;
    esac
}

_gesprek_timeline() {
    local absence='--absence=[the case of this absence]:id:'
    local -a commands=(
        'done:a step was done'
        'undone:it was not done after all'
        'apart:the absence after leave is a case of its own'
        'join:it is one case after all'
    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    case $words[2] in
    done) _arguments "${global[@]}" '--on=[the day]:date:' "$absence" '1: :' '2:name:' '3:step:' ;;
    undone) _arguments "${global[@]}" "$absence" '1: :' '2:name:' '3:step:' ;;
    apart | join) _arguments "${global[@]}" "$absence" '1: :' '2:name:' ;;
    *) _arguments "${global[@]}" "$absence" '--format=[how to write it]:format:(table json csv ics)' \
        '--output=[a new file]:file:_files' '1:name:' ;;
    esac
}

_gesprek_sparring() {
    local -a commands=(
        'list:list the questions to HR'
        'show:show all that was said about one'
        'ask:ask HR what to do'
        'answer:answer one, or ask on'
        'close:say that one is dealt with'
    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    case $words[2] in
    list) _arguments "${global[@]}" '--as=[in whose view]:reader:(manager hr)' \
        '--format=[how to write it]:format:(table json)' ;;
    show) _arguments "${global[@]}" '1: :' '2:id:' ;;
    ask) _arguments "${global[@]}" '--interview=[about which conversation]:id:' '--yes[send it so]' '1: :' '2:question:' ;;
    answer) _arguments "${global[@]}" '--as=[who says it]:side:(manager hr)' '--yes[send it so]' '1: :' '2:id:' '3:text:' ;;
    close) _arguments "${global[@]}" '--as=[who says it]:side:(manager hr)' '1: :' '2:id:' ;;
    *) _arguments "${global[@]}" ;;
    esac
}

_gesprek() {
    local state line curcontext=$curcontext
    local -a global=(
        '--db=[work with this file]:file:_files'
        '--guides=[look for guides here first]:folder:_files -/'
        '--lang=[speak Dutch or English]:language:(nl en)'
        '--plain[ask and show in lines]'
        '--no-input[ask nothing]'
        '--passphrase-fd=[read the passphrase from a file descriptor]:number:'
        '--help[say what there is]'
        '--version[say the version]'
    )
    local -a commands=(
        'start:prepare or resume a conversation'
        'interviews:list the conversations'
        'invite:write an invitation for the employee'
        'agreements:list what was agreed'
        'settle:say what became of an agreement'
        'show:show one conversation'
        'search:find agreements and answers by their words'
        'review:look back on what was agreed, as HR'
        'insight:figures about conversations and agreements'
        'hurdles:what you found hard, over time'
        'practice:practise a hard conversation'
        'person:list, rename, move, export or erase people'
        'erase:erase a conversation, an absence or a question to HR, or a text in it'
        'retention:what may go because its time is over'
        'log:who opened, exported and erased what'
        'absence:sick reports, as an employer may keep them'
        'timeline:the steps of an absence, and what is due'
        'guide:list, show, check, compare or begin a guide'
        'limits:what may be asked and written down, and a check of it'
        'backup:write a copy'
        'restore:list the copies, or put one back'
        'bundle:write what HR may see'
        'collect:bring bundles together'
        'expect:say whose bundles should come'
        'seal:seal the file with a passphrase'
        'sparring:ask HR, answer, and see what was said'
        'doctor:check the file'
        'help:show how a command is used'
        'version:show the version'
    )
    _arguments -C "${global[@]}" '1: :->command' '*:: :->rest'
    case $state in
    command) _describe command commands ;;
    rest)
        case $words[1] in
        start) _arguments "${global[@]}" '--guide=[which guide leads it]:guide:_gesprek_guides' \
            '--for=[with whom]:name:' '--at=[when it is planned]:date:' \
            '--since=[the day of its occasion]:date:' '--new[with somebody else of almost that name]' ;;
        interviews) _arguments "${global[@]}" '--format=[how to write it]:format:(table csv json)' \
            '--output=[to a new file]:file:_files' ;;
        agreements) _arguments "${global[@]}" \
            '--status=[only those that are]:status:(open running changed done dropped)' \
            '--late[only those that are late]' \
            '--from=[only those due from a day on]:day:' '--to=[only those due up to a day]:day:' \
            '--period=[only those due in it]:period:' \
            '--owner=[only those of]:owner:(manager employee hr other)' \
            '--person=[only those with]:name:' '--team=[only those of a team]:team:' \
            '--guide=[only those of this kind]:guide:_gesprek_guides' \
            '--due=[only those due before a day]:day:_gesprek_due' \
            '--as=[in whose view]:reader:(manager hr)' \
            '--manager=[only out of the bundles of]:name:' '--words=[only those with]:words:' \
            '--view=[a view that was kept]:name:' \
            '--order=[put in order by]:order:(due update person team)' \
            '--reverse[the other way round]' \
            '--format=[how to write it]:format:(table csv json ics)' \
            '--output=[write it to a new file]:file:_files' ;;
        review) _arguments "${global[@]}" \
            '--status=[only those that are]:status:(open running changed done dropped)' \
            '--late[only those that are late]' \
            '--from=[only those due from a day on]:day:' '--to=[only those due up to a day]:day:' \
            '--period=[only those due in it]:period:' \
            '--owner=[only those of]:owner:(manager employee hr other)' \
            '--person=[only those with]:name:' '--team=[only those of a team]:team:' \
            '--guide=[only those of this kind]:guide:_gesprek_guides' \
            '--manager=[only out of the bundles of]:name:' '--words=[only those with]:words:' \
            '--view=[a view that was kept]:name:' \
            '--order=[put in order by]:order:(due update person team)' \
            '--reverse[the other way round]' ;;
        expect) _arguments "${global[@]}" '*:name:' ;;
        invite) _arguments "${global[@]}" '--place=[where you meet]:place:' \
            '--topics=[what it is about]:topics:' '--format=[how to write it]:format:(text ics)' \
            '--output=[to a new file]:file:_files' '1:id:' ;;
        settle) _arguments "${global[@]}" '--to=[the new date]:date:' '--remark=[a few words]:text:' \
            '1:id:' '2:status:(done running changed dropped)' ;;
        show) _arguments "${global[@]}" '--as=[as whom]:reader:(manager employee hr)' \
            '--format=[how to write it]:format:(text markdown html json)' \
            '--output=[to a new file]:file:_files' '1:id:' ;;
        search) _arguments "${global[@]}" '--as=[in whose view]:reader:(manager hr)' \
            '--order=[what comes first]:order:(newest best)' \
            '--format=[how to write it]:format:(table json)' '*:word:' ;;
        insight) _arguments "${global[@]}" '--period=[which period]:period:' \
            '--compare=[beside which period]:period:(start)' '--classes=[by which duration]:id:(weken vernet)' \
            '--format=[how to write it]:format:(text html json csv)' \
            '--output=[to a new file]:file:_files' ;;
        practice) _arguments "${global[@]}" '--of=[hold what was prepared with this person]:name:' \
            '1:conversation:_gesprek_scenarios' ;;
        person) _gesprek_person ;;
        erase) _arguments "${global[@]}" '--text[the text on standard input]' '--yes[do not ask]' '1:id:' ;;
        retention) _arguments "${global[@]}" '--apply[erase what goes now]' '--yes[do not ask]' \
            '--format=[how to write it]:format:(table json)' ;;
        hurdles) _arguments "${global[@]}" '--format=[how to write it]:format:(table json)' ;;
        log) _arguments "${global[@]}" '--format=[how to write it]:format:(table json)' ;;
        absence) _gesprek_absence ;;
        timeline) _gesprek_timeline ;;
        guide) _gesprek_guide ;;
        limits) _gesprek_limits ;;
        seal) _arguments "${global[@]}" '1:what:(on off passphrase recover status)' ;;
        help) _arguments '1: :{ _describe command commands }' ;;
        backup | restore) _arguments "${global[@]}" '1:file:_files' ;;
        bundle) _arguments "${global[@]}" '--absences=[absences too]:word:(yes no)' '--from=[whose file it is]:name:' '--to=[back to whom]:name:' '--yes[also what may not be written down]' '1:file:_files' ;;
        doctor) _arguments "${global[@]}" '--salvage=[save what can be read in a new file]:file:_files' ;;
        sparring) _gesprek_sparring ;;
        collect) _arguments "${global[@]}" '*:file:_files' ;;
        *) _arguments "${global[@]}" ;;
        esac
        ;;
    esac
}

_gesprek "$@"
