# Reads C files and prints "file:line: what is wrong" for each rule of the house that one breaks.
# The rules of the rooms hold in src and include; those of the page everywhere.

BEGIN {
    MOST_COLUMNS = 100
    MOST_LINES = 60

    # What a room may include beside itself. main.c is no room and may include all.
    may["base"] = ""
    may["domain"] = "base"
    may["yaml"] = may["store"] = may["report"] = "base domain"
    may["ui"] = "base"
    may["screens"] = "base domain store report ui"
    may["plain"] = "base domain store report"
    may["cli"] = "base domain yaml store report plain app"
    may["app"] = "base domain yaml store report ui screens plain cli"

    # Libraries that stand behind one door.
    door["curses.h"] = door["ncurses.h"] = door["term.h"] = door["termcap.h"] = "src/ui/term.c"
    door["sqlite3.h"] = "src/store/"
    door["yaml.h"] = "src/yaml/"
    door["sodium.h"] = "src/store/seal"

    # Where bytes leave the program. Each of these shows a text (utf8_show) on its way out, or takes
    # what a format escaped; nobody else writes anything.
    outlet["src/ui/term.c"]        # the screen: cells of a frame, shown when they were put there
    outlet["src/cli/cli.c"]        # standard output and error
    outlet["src/plain/lines.c"]    # lines
    outlet["src/report/file.c"]    # files for the user
    outlet["src/app/outside.c"]    # the pager's and the editor's
    outlet["src/cli/passphrase.c"] # the question on the terminal, in our words
    outlet["src/store/log_put.c"]  # what waits for the log: keys and figures
    outlet["src/store/gone.c"]     # what was erased: keys, ids and moments
    outlet["src/store/file.c"]     # a bundle: a database, whose texts are shown by who collects it
    outlet["src/store/lock.c"]     # who holds a file
    outlet["src/base/mem.c"]       # one sentence before the end
    outlet["src/base/uuid.c"]
    writers = "(^|[^A-Za-z0-9_.>])(puts|fputs|putc|fputc|putchar|v?f?printf|v?dprintf|fwrite|" \
              "fputws|fputwc|wprintf|fwprintf|perror|psignal|v?syslog|v?errx?|v?warnx?|error|" \
              "p?write|p?writev|sendfile|copy_file_range)[ ]*[(]"
}

function fault(line, sentence)
{
    print FILENAME ":" line ": " sentence
}

function columns(text)
{
    gsub(/[\200-\277]/, "", text) # the later bytes of a character
    return length(text)
}

# The line without comments and without what stands between quotes.
function code_of(text,    code, first)
{
    code = ""
    while (text != "") {
        if (in_comment) {
            first = index(text, "*/")
            if (!first)
                return code
            in_comment = 0
            text = substr(text, first + 2)
        } else if (!match(text, /\/[*\/]|["']/)) {
            return code text
        } else {
            code = code substr(text, 1, RSTART - 1)
            first = substr(text, RSTART, 2)
            text = substr(text, RSTART)
            if (first == "//")
                return code
            if (first == "/*") {
                in_comment = 1
                text = substr(text, 3)
            } else if (match(text, /^("([^"\\]|\\.)*"|'([^'\\]|\\.)*')/)) {
                code = code "0"
                text = substr(text, RLENGTH + 1)
            } else {
                return code
            }
        }
    }
    return code
}

function begin_file(    parts, n)
{
    n = split(FILENAME, parts, "/")
    ours = parts[1] != "tests"
    room = n > 2 && parts[2] in may ? parts[2] : ""
    name = parts[n]
    is_header = name ~ /\.h$/
    sub(/\.[ch]$/, "", name)
    own = room "/" name ".h"
    has_own = !is_header && room && (getline parts[0] < ("include/" own)) > 0
    close("include/" own)
    seen_include = in_comment = in_macro = in_static = has_value = depth = body = 0
    head = ""
}

function check_page(line)
{
    if (columns(line) > MOST_COLUMNS)
        fault(FNR, "more than " MOST_COLUMNS " columns")
    if (line ~ /[ \t]$/)
        fault(FNR, "blanks at the end")
    if (line ~ /\t/)
        fault(FNR, "a tab")
}

# A header begins with what its noun is.
function check_header(line,    guard)
{
    guard = toupper(room ? room "_" name : name) "_H"
    if (FNR == 1 && line != "/*")
        fault(1, "does not begin with a comment that teaches")
    if (FNR == 2 && (index(line, " * " name ": ") != 1 || length(line) < length(name) + 15))
        fault(2, "the comment does not begin with \"" name ": \" and what that is")
    if (line ~ /^#ifndef [A-Z0-9_]+_H$/ && ours && substr(line, 9) != guard)
        fault(FNR, "the guard is not " guard)
}

function check_include(line,    included, target, parts)
{
    if (line !~ /^[ \t]*#[ \t]*include[ \t]*[<"]/)
        return
    included = line
    sub(/^[^<"]*[<"]/, "", included)
    sub(/[>"].*$/, "", included)
    if (!seen_include++ && has_own && included != own)
        fault(FNR, "its own header \"" own "\" comes first")
    target = included
    sub(/^.*\//, "", target)
    if (line ~ /</ && target in door && index(FILENAME, door[target]) != 1)
        fault(FNR, "<" included "> belongs behind " door[target])
    if (line ~ /</ || !room || !index(included, "/"))
        return
    split(included, parts, "/")
    if (!(parts[1] in may))
        fault(FNR, "there is no room " parts[1])
    else if (parts[1] != room && !index(" " may[room] " ", " " parts[1] " "))
        fault(FNR, "the room " room " may not know \"" included "\"")
}

# Can the thing that text declares be written to?
function is_mutable(text,    stars)
{
    if (text ~ /^[^(]*\( ?\*/) { # a pointer to a function
        sub(/^[^(]*\(/, "", text)
        sub(/\).*/, "", text)
    } else if (text ~ /\(/) {
        return 0 # a function
    }
    gsub(/\[[^]]*\]/, "", text)
    stars = text
    if (sub(/.*\*/, "", stars))
        return stars !~ /^[ ]*const([^A-Za-z0-9_]|$)/
    return text !~ /(^|[^A-Za-z0-9_])const([^A-Za-z0-9_]|$)/
}

# text: a declaration outside functions, or a static one in a function, without its value.
function check_state(text)
{
    gsub(/[ \t]+/, " ", text)
    gsub(/^ | $/, "", text)
    if (text ~ /^(typedef|extern|_Static_assert|static_assert)[^A-Za-z0-9_]/)
        return
    if (is_header && text !~ /^static /)
        return # functions, some by the name of their type
    if (text ~ /^((static|const) )*(struct|enum|union)( [A-Za-z0-9_]+)? *$/)
        return # a type
    if (FILENAME == "src/base/mem.c" && text == "static void *aside")
        return # handed to nobody: there is no memory left to hand it with (include/base/mem.h)
    if (ours && text ~ /[A-Za-z0-9_]/ && is_mutable(text))
        fault(FNR, "state that can change: " text)
}

# One character of code at a time: collects what is declared outside functions in head, and what is
# static inside one in local, without what stands between braces.
function follow(c)
{
    if (c == "{")
        depth++
    else if (c == "}")
        depth--
    else if (in_static && depth == in_static && (c == ";" || c == "=")) {
        check_state(local)
        in_static = 0
    } else if (in_static && depth == in_static)
        local = local c
    else if (!depth && c == ";") {
        if (!has_value)
            check_state(head)
        head = ""
        has_value = 0
    } else if (!depth && c == "=" && !has_value) {
        check_state(head)
        has_value = 1
    } else if (!depth)
        head = head c
}

function check_writes(code)
{
    if (code ~ writers && !(FILENAME in outlet))
        fault(FNR, "writes past the outlets (tests/house.awk), where text is made visible")
}

function check_length(line)
{
    if (line - body + 1 > MOST_LINES)
        fault(body, "a function of " line - body + 1 " lines; " MOST_LINES " is the most")
    body = 0
    head = ""
}

function check_code(code,    i)
{
    if (in_macro || code ~ /^[ \t]*#/) {
        in_macro = code ~ /\\$/
        return
    }
    if (!depth && code ~ /^[A-Za-z][^=]*\)[ \t]*\{$/)
        fault(FNR, "the brace of a function stands on a line of its own")
    if (!depth && code == "{")
        body = FNR
    if (!in_static && code ~ /^[ \t]+(static|_Thread_local)[ \t]/) {
        in_static = depth
        local = ""
    }
    for (i = 1; i <= length(code); i++)
        follow(substr(code, i, 1))
    follow(" ")
    if (body && !depth && code != "")
        check_length(FNR)
}

FNR == 1 {
    begin_file()
}

{
    check_page($0)
    if (is_header)
        check_header($0)
    code = code_of($0)
    if (ours) {
        check_include($0)
        check_writes(code)
    }
    check_code(code)
}
