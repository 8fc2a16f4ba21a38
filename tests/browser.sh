#!/usr/bin/env bash
# Opens reports in a real browser without a window: what is on the page, what it asks for, how it
# prints, in light and in dark. Talks to the browser over a pipe, in the DevTools protocol
# (https://chromedevtools.github.io/devtools-protocol/), so it needs nothing but the browser.
#   browser.sh OUT      the build folder, with OUT/gesprek in it; pictures go to OUT/browser
# Closes with "N passed, N failed", or says why it was skipped.
set -u
cd "$(dirname "$0")/.." || exit 2
out=${1:?build folder}/browser
export GESPREK_GUIDES="$PWD/guides" GESPREK_LANG=en LC_ALL=C.UTF-8 TZ=Europe/Amsterdam
program=$PWD/$1/gesprek

sh .ci/deps install browser || {
    echo "browser: skipped, there is no browser here to look with"
    exit 0
}
for browser in chromium chromium-browser google-chrome; do
    command -v "$browser" >/dev/null && break
done

folder=$(mktemp -d)
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$folder"' EXIT
rm -rf "$out"
mkdir -p "$out"

# ---- what is looked at ---------------------------------------------------------------------------

# held NAME WORD NOTE: a whole conversation with two agreements, in a file of its own; $id is its id.
held() {
    local number=0
    while [ -e "$folder/$number.db" ]; do number=$((number + 1)); done
    export GESPREK_DB="$folder/$number.db"
    GESPREK_NOW=2025-11-24T10:00 "$program" --plain start --for "$1" >"$folder/said" 2>&1 <<END
j
j
j
j
j
See together which work would do
1
What helps you to begin?
/v
$3
v
/v
$2 in the mornings

long meetings $2

/v
/a
1
Make a list of tasks $2
2025-11-28
I mail the list and call on Monday $2


a
2
Check two quotations
2025-12-05
a call on Friday


v
y
y
Good that it goes step by step $2
That quotations are checked, nothing else
v
2
6
v
END
    id=$("$program" interviews --format json | grep -o '"id":"[^"]*"' | cut -d '"' -f 4)
}

page() { # page ID VIEWER FILE
    "$program" show "$1" --as "$2" --format html >"$folder/$3.html"
}

# ---- the browser ---------------------------------------------------------------------------------

mkfifo "$folder/to" "$folder/from"
exec 5<>"$folder/to" 6<>"$folder/from"
# shellcheck disable=SC2054 # the comma is in the size of the window
flags=(--headless --remote-debugging-pipe --user-data-dir="$folder/profile" --disable-gpu
    --no-first-run --disable-background-networking --disable-dev-shm-usage --hide-scrollbars
    --window-size=800,1000)
[ "$(id -u)" -ne 0 ] || flags+=(--no-sandbox) # the browser's own refuses to run as root
"$browser" "${flags[@]}" about:blank 3<&5 4>&6 5>&- 6>&- >"$folder/browser.log" 2>&1 &
pid=$!

number=0 session='' reply=''

give_up() { # give_up WORDS
    echo "$1" >&2
    tail -5 "$folder/browser.log" >&2
    exit 1
}

hear() { # the next message, into $reply
    IFS= read -r -d '' -t 30 -u 6 reply || give_up "browser: it says nothing any more"
}

# ask METHOD PARAMETERS: its answer in $reply; what the browser tells meanwhile goes to the events
ask() {
    number=$((number + 1))
    printf '{"id":%d,"method":"%s","params":%s%s}\0' "$number" "$1" "$2" \
        "${session:+,\"sessionId\":\"$session\"}" >&5
    hear
    while [[ $reply != "{\"id\":$number,"* ]]; do
        printf '%s\n' "$reply" >>"$folder/events"
        hear
    done
    [[ $reply != *'"error":{"code"'* ]] || give_up "browser: $1: $reply"
}

field() { # field NAME: the text under that name in $reply
    local rest=${reply#*\""$1"\":\"}
    printf '%s' "${rest%%\"*}"
}

value() { # value EXPRESSION: what it is on the page, a text without quotes in it
    local json=${1//\\/\\\\}
    json=${json//\"/\\\"}
    ask Runtime.evaluate "{\"expression\":\"${json//$'\n'/ }\",\"returnByValue\":true}"
    field value
}

open() { # open FILE: everything that happens from here on is among the events
    : >"$folder/events"
    ask Page.navigate "{\"url\":\"file://$folder/$1.html\"}"
    until grep -q '"method":"Page.loadEventFired"' "$folder/events"; do
        hear
        printf '%s\n' "$reply" >>"$folder/events"
    done
}

scheme() { # scheme light|dark
    ask Emulation.setEmulatedMedia \
        "{\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"$1\"}]}"
}

picture() { # picture NAME
    ask Page.captureScreenshot '{"captureBeyondViewport":true}'
    field data | base64 -d >"$out/$1.png"
}

paper() { # paper NAME
    ask Page.printToPDF '{"preferCSSPageSize":true,"printBackground":true}'
    field data | base64 -d >"$out/$1.pdf"
}

# ---- what must hold ------------------------------------------------------------------------------

passed=0 failed=0

check() { # check WORDS WAS EXPECTED
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'browser: %s: "%s", not "%s"\n' "$1" "$2" "$3"
    fi
}

holds() { # holds TEXT...: the page shows it to the eye
    local text
    for text; do
        text=${text//\\/\\\\}
        check "shows $text" "$(value "String(document.body.innerText.includes('${text//\'/\\\'}'))")" true
    done
}

count() { # count EVENT: how often it was told
    grep -c "\"method\":\"$1\"" "$folder/events"
}

still() { # nothing was asked for but the page, nothing complained, nothing ran
    check "requests" "$(count Network.requestWillBeSent)" 1
    check "console" "$(count Runtime.consoleAPICalled)$(count Log.entryAdded)" 00
    check "exceptions" "$(count Runtime.exceptionThrown)" 0
    check "dialogs" "$(count Page.javascriptDialogOpening)" 0
    check "foreign elements" "$(value 'String(document.querySelectorAll(
        "script,img,a,link,base,form,iframe,object,embed,svg,b,[onerror],[onmouseover],[href],[src]"
        ).length)')" 0
}

# The least contrast of any text with the page (WCAG 2.2, 1.4.6 wants 7; 1.4.3 wants 4.5).
contrast='(() => { const light = c => { const [r, g, b] = c.match(/[0-9.]+/g).slice(0, 3).map(v => {
    v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b };
    const page = light(getComputedStyle(document.documentElement).backgroundColor);
    return String(Math.min(...[...document.body.querySelectorAll("*")].map(e => {
        const ink = light(getComputedStyle(e).color);
        return (Math.max(ink, page) + 0.05) / (Math.min(ink, page) + 0.05) })) >= 7) })()'

# Black on white, whatever the screen looked like: most of the paper is white and something is black.
check_ink() { # check_ink NAME
    pdftoppm -gray -r 30 -f 1 -l 1 "$out/$1.pdf" "$folder/paper"
    local levels
    levels=$(tail -n +4 "$folder"/paper-*.pgm | od -An -v -tu1 | tr -s ' ' '\n' | grep . | sort -n | uniq -c)
    rm -f "$folder"/paper-*.pgm
    check "most of the paper" "$(sort -n <<<"$levels" | awk 'END { print $2 }')" 255
    check "ink is dark" "$(awk 'NR == 1 { print $2 < 90 }' <<<"$levels")" 1
}

check_paper() { # check_paper NAME PAGES
    check "pages of $1" "$(pdfinfo "$out/$1.pdf" | sed -n 's/^Pages: *//p')" "$2"
    check "paper of $1" "$(pdfinfo "$out/$1.pdf" | sed -n 's/^Page size:.*(\(.*\))/\1/p')" A4
    check_ink "$1"
}

# ---- looking -------------------------------------------------------------------------------------

ask Target.createTarget '{"url":"about:blank"}'
ask Target.attachToTarget "{\"targetId\":\"$(field targetId)\",\"flatten\":true}"
session=$(field sessionId)
for domain in Page Network Runtime Log; do
    ask "$domain.enable" '{}'
done

held 'Sanne de Boer' 'at home' 'Note for myself'
for viewer in employee hr manager; do
    page "$id" "$viewer" "$viewer"
    open "$viewer"
    still
    holds 'Sanne de Boer' 'Make a list of tasks at home' 'Friday 28 November 2025' \
        'Check two quotations' 'I mail the list and call on Monday at home'
    for scheme in light dark; do
        scheme "$scheme"
        check "$viewer: contrast in $scheme" "$(value "$contrast")" true
        picture "$viewer-$scheme"
    done
    check "dark" "$(value 'getComputedStyle(document.documentElement).backgroundColor')" \
        'rgb(23, 25, 28)'
    paper "$viewer"
    check_paper "$viewer" "$([ "$viewer" = manager ] && echo 2 || echo 1)"
    check "language" "$(value 'document.documentElement.lang')" en
    check "fits the width" \
        "$(value 'String(document.documentElement.scrollWidth <= innerWidth)')" true
    private=$(value "String(document.body.innerText.includes('Note for myself'))")
    check "$viewer: own note" "$private" "$([ "$viewer" = manager ] && echo true || echo false)"
done
check "agreements on paper" "$(pdftotext -layout "$out/employee.pdf" - |
    grep -c -e 'Make a list of tasks' -e 'Check two quotations')" 2

# The figures: a chart and a table for each block, seen and heard, on white paper.
figures() { # five conversations with five people, in a file of their own
    local name
    export GESPREK_DB="$folder/figures.db"
    for name in Anna Bram Chris Daan Eva; do
        GESPREK_NOW=2026-11-02T10:00 "$program" start --for "$name" --since 2026-10-29 --no-input >"$folder/id"
        printf 'v\n' | GESPREK_NOW=2026-11-02T10:00 "$program" --plain start --for "$name" >"$folder/said" 2>&1
    done
    GESPREK_NOW=2026-11-24T10:00 "$program" insight --output "$folder/figures.html" 2>"$folder/said"
}
figures
open figures
check "requests" "$(count Network.requestWillBeSent)" 1
check "console" "$(count Runtime.consoleAPICalled)$(count Log.entryAdded)" 00
check "nothing that runs or is fetched" "$(value 'String(document.querySelectorAll(
    "script,img,a,link,base,form,iframe,object,embed,[href],[src]").length)')" 0
holds 'CONVERSATIONS A MONTH' '5 conversations were held' 'within 4 days of their occasion'
check "charts say what they show" "$(value 'String([...document.querySelectorAll("svg")].every(
    svg => svg.getAttribute("role") === "img" && svg.getAttribute("aria-label").length > 9))')" true
check "each chart has a table" "$(value 'String(document.querySelectorAll("svg").length > 1 &&
    [...document.querySelectorAll("svg")].every(svg => svg.parentNode.querySelector("table")))')" true
check "bars are drawn" "$(value 'String([...document.querySelectorAll("svg")].every(
    svg => svg.getBoundingClientRect().width > 100))')" true
for scheme in light dark; do
    scheme "$scheme"
    check "figures: contrast in $scheme" "$(value "$contrast")" true
    picture "figures-$scheme"
done
paper figures
check_paper figures 1
check "fits the width" "$(value 'String(document.documentElement.scrollWidth <= innerWidth)')" true

# Text that would be markup stays what it was written as.
for hostile in '<script>alert(1)</script>' '<img src=//e.nl/x onerror=alert(1)>' \
    '</title></style><b>' "\" onmouseover='alert(1)'" '&lt;b&gt; &amp;' 'https://e.nl' \
    "$(printf '%0100d' 0)"; do
    held 'Mo Karimi' "$hostile" 'Note for myself'
    "$program" person rename 'Mo Karimi' "Mo $hostile" 2>/dev/null
    page "$id" manager hostile
    open hostile
    still
    holds "Make a list of tasks $hostile" "${hostile:0:60}"
    check "fits the width" \
        "$(value 'String(document.documentElement.scrollWidth <= innerWidth)')" true
done

# Were there ever a script on the page, the browser would not run it, and this test would see it.
sed 's|</main>|<script>document.title = "ran"</script><img src="http://localhost:9/x">&|' \
    "$folder/employee.html" >"$folder/broken.html"
open broken
check "a script does not run" "$(value 'document.title')" 'Report of our conversation'
check "what is refused is told" "$([ "$(count Log.entryAdded)" -gt 0 ] && echo told)" told

echo "browser: pictures and paper are in $out"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
