/* What stopped the parser, in words an author understands: libyaml speaks of tokens and blocks. */
#include "walk_inside.h"

#include <string.h>

#include "base/utf8.h"

#define PARSER_KEY_MAX 1024 /* beyond this the parser no longer sees the colon */

typedef void explain(struct walk *walk);

struct fault {
    const char *context, *problem; /* what the parser's words begin with; NULL: whatever */
    explain *explain;
};

/* A fault makes all complaints of this round unsure: the next round will find them again. */
static void begin_fault(struct walk *walk)
{
    complaints_forget(walk->complaints);
}

static struct mark first_word(const struct source *source, int line)
{
    struct mark mark = {line, 1};
    size_t len;
    const char *text = source_line(source, line, &len);
    for (; len && *text == ' '; text++, len--)
        mark.column++;
    return mark;
}

/* A line that is a comment from now on takes along the lines that are under it. */
static void mask_under(struct source *source, struct mark mark)
{
    struct mark below = first_word(source, mark.line);
    if (below.column != mark.column)
        return;
    for (int line = mark.line + 1; (size_t)line <= source->n_lines; line++) {
        size_t len;
        source_line(source, line, &len);
        below = first_word(source, line);
        if (len && below.column <= mark.column)
            return;
        if (len)
            source_mask(source, below, '#');
    }
}

/* The next round reads the character at mark as `with`, so it gets further. */
static void end_fault(struct walk *walk, struct mark mark, char with)
{
    complaints_forget_echoes(walk->complaints); /* one fault a line: a mask may bring up another */
    complaints_keep(walk->complaints);
    bool masked = source_mask(&walk->source, mark, with);
    walk->again = masked || walk->again;
    walk->holes |= with == '#';
    if (with == '#')
        mask_under(&walk->source, mark);
}

static struct mark problem_at(const struct walk *walk)
{
    return walk_mark(&walk->parser.problem_mark);
}

static struct mark context_at(const struct walk *walk)
{
    return walk_mark(&walk->parser.context_mark);
}

/* Only blanks and the dash of a list stand before mark in its line. */
static bool begins_line(struct walk *walk, struct mark mark)
{
    size_t len;
    const char *line = source_line(&walk->source, mark.line, &len);
    const char *end = walk->source.text + source_offset(&walk->source, mark);
    for (; line < end; line++)
        if (*line != ' ' && *line != '-')
            return false;
    return true;
}

/* The size of the blank at text, a no-break space too; 0 when it is none. */
static size_t blank_size(const char *text, size_t len)
{
    if (len && *text == ' ')
        return 1;
    return len > 1 && memcmp(text, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Adds "key: text" made of a line that lacks the colon, or the blank behind it. */
static void add_pair(struct buf *out, const char *text, size_t len)
{
    size_t key = 0;
    while (key < len && text[key] != ':' && text[key] != ' ')
        key++;
    size_t rest = key < len && text[key] == ':' ? key + 1 : key;
    for (size_t size; (size = blank_size(text + rest, len - rest)) > 0;)
        rest += size;
    buf_add(out, text, key);
    buf_adds(out, ": ");
    buf_add(out, text + rest, len - rest);
    buf_adds(out, rest == len ? "..." : "");
}

void walk_refuse_dash(struct walk *walk, struct mark mark)
{
    struct buf line = BUF_INIT;
    size_t len, blank;
    const char *rest = source_rest(&walk->source, mark, &len);
    buf_adds(&line, "- ");
    for (rest++, len--; (blank = blank_size(rest, len)) > 0; rest += blank)
        len -= blank;
    buf_add(&line, rest, len);
    complaint_add(walk->complaints, PROBLEM_NO_SPACE, mark, line.data, NULL);
    buf_release(&line);
}

static void explain_no_colon(struct walk *walk, struct mark mark)
{
    struct buf pair = BUF_INIT;
    size_t len;
    const char *rest = source_rest(&walk->source, mark, &len);
    begin_fault(walk);
    if (len > PARSER_KEY_MAX) {
        complaint_add(walk->complaints, PROBLEM_LONG_KEY, mark, "128", NULL);
    } else if (len && *rest == '-') {
        walk_refuse_dash(walk, mark);
    } else {
        add_pair(&pair, rest, len);
        complaint_add(walk->complaints, PROBLEM_NO_COLON, mark, pair.data, NULL);
    }
    end_fault(walk, mark, '#');
    buf_release(&pair);
}

static void explain_lost_key(struct walk *walk)
{
    explain_no_colon(walk, context_at(walk));
}

static void explain_layout_at(struct walk *walk, struct mark mark)
{
    begin_fault(walk);
    complaint_add(walk->complaints, PROBLEM_LAYOUT, mark, NULL);
    end_fault(walk, mark, '#');
}

static void explain_second_colon(struct walk *walk, struct mark mark, struct mark begin)
{
    struct buf whole = BUF_INIT;
    walk_add_quoted(walk, &whole, begin);
    complaint_add(walk->complaints, PROBLEM_SECOND_COLON, mark, whole.data, NULL);
    buf_release(&whole);
}

/* Where the text begins that holds the colon at mark: behind the dash of a list, which holds only
 * texts; else where the latest text does. */
static struct mark begin_of_sentence(struct walk *walk, struct mark mark, struct mark latest)
{
    struct mark begin = first_word(&walk->source, mark.line);
    size_t len;
    const char *rest = source_rest(&walk->source, begin, &len);
    if (len > 2 && rest[0] == '-' && rest[1] == ' ')
        return (struct mark){begin.line, begin.column + 2};
    return latest.line == mark.line ? latest : begin;
}

/* "Mapping values are not allowed": a colon too many, or a line that was taken for the rest of the
 * text above it. */
static void explain_colon(struct walk *walk)
{
    struct mark mark = problem_at(walk), begin = walk->latest.begin;
    bool own_line = begin.line && begins_line(walk, begin);
    if (begin.line && begin.line < mark.line && walk->latest.end.line == mark.line) {
        if (own_line)
            explain_no_colon(walk, begin);
        else
            explain_layout_at(walk, first_word(&walk->source, mark.line));
        return;
    }
    begin_fault(walk);
    if (begin.line != mark.line || !walk->flow)
        begin = begin_of_sentence(walk, mark, begin);
    if (own_line && begin.line == mark.line && mark.column - begin.column > WALK_KEY_MAX) {
        complaint_add(walk->complaints, PROBLEM_LONG_KEY, begin, "128", NULL);
        end_fault(walk, begin, '#');
        return;
    }
    explain_second_colon(walk, mark, begin);
    end_fault(walk, mark, ';');
}

static void explain_dash(struct walk *walk)
{
    struct mark mark = problem_at(walk);
    struct buf whole = BUF_INIT;
    begin_fault(walk);
    walk_add_quoted(walk, &whole, mark);
    complaint_add(walk->complaints, PROBLEM_DASH, mark, whole.data, NULL);
    end_fault(walk, mark, '_');
    buf_release(&whole);
}

static void explain_odd_key(struct walk *walk)
{
    begin_fault(walk);
    complaint_add(walk->complaints, PROBLEM_ODD_KEY, problem_at(walk), NULL);
    end_fault(walk, problem_at(walk), '#');
}

/* Shows the text that begins with the quote at mark, closed: a sentence in double quotes that lacks
 * the last one gets it; an apostrophe ('s morgens) gets double quotes around all. */
static void add_requoted(struct walk *walk, struct buf *out, struct mark mark)
{
    size_t len;
    const char *rest = source_rest(&walk->source, mark, &len);
    bool lacks_last = len && rest[0] == '"' && !memchr(rest + 1, '"', len - 1);
    walk_add_quoted(walk, out, mark);
    if (!lacks_last)
        return;
    char *inside = strchr(out->data, '\''); /* '"Hoe gaat het' becomes "Hoe gaat het" */
    if (inside && inside[1] == '"' && out->data[out->len - 1] == '\'') {
        out->data[out->len - 1] = '"';
        buf_splice(out, (size_t)(inside - out->data), 1, "", 0);
    }
}

static void explain_open_quote_at(struct walk *walk, struct mark mark)
{
    struct buf whole = BUF_INIT;
    begin_fault(walk);
    add_requoted(walk, &whole, mark);
    complaint_add(walk->complaints, PROBLEM_OPEN_QUOTE, mark, whole.data, NULL);
    end_fault(walk, mark, '_');
    buf_release(&whole);
}

static void explain_open_quote(struct walk *walk)
{
    explain_open_quote_at(walk, context_at(walk));
}

static void explain_escape(struct walk *walk)
{
    struct mark mark = problem_at(walk);
    size_t at = source_offset(&walk->source, mark);
    const char *text = walk->source.text;
    while (mark.column > 1 && at > 0 &&
           (at == walk->source.len || text[at] != '\\')) { /* the parser may be a few digits on */
        at--;
        mark.column--;
    }
    begin_fault(walk);
    complaint_add(walk->complaints, PROBLEM_ESCAPE, mark, NULL);
    end_fault(walk, mark, '_');
}

/* How long the anchor, alias or tag at text is; 0 when it is a sentence that begins like one. */
static size_t reference_length(const char *text, size_t len)
{
    size_t word = 1, blanks;
    if (!len || !strchr("&*!", *text))
        return 0;
    while (word < len && !strchr(" ,[]{}", text[word]))
        word++;
    for (blanks = word; blanks < len && text[blanks] == ' ';)
        blanks++;
    return word > 1 && (blanks == len || strchr(",[]{}", text[blanks])) ? word : 0;
}

/* Takes an anchor or a tag away and leaves what it stands before; an alias becomes a word. */
static void mask_reference(struct source *source, struct mark mark, size_t length)
{
    for (size_t i = 1; i < length; i++)
        source_mask(source, (struct mark){mark.line, mark.column + (int)i}, ' ');
}

void walk_refuse_sign(struct walk *walk, struct mark mark)
{
    size_t len, size = 1;
    const char *rest = source_rest(&walk->source, mark, &len);
    size_t reference = reference_length(rest, len);
    char sign[5] = "", with = '_';
    struct buf whole = BUF_INIT;
    if (len)
        utf8_decode(rest, len, &size);
    memcpy(sign, rest, len ? size : 0);
    begin_fault(walk);
    walk_add_quoted(walk, &whole, mark);
    if (reference) {
        complaint_add(walk->complaints, PROBLEM_REFERENCE, mark, sign, NULL);
        with = *sign == '*' ? '_' : ' ';
        if (*sign != '*')
            mask_reference(&walk->source, mark, reference);
    } else {
        complaint_add(walk->complaints, PROBLEM_SIGN, mark, sign, whole.data, NULL);
    }
    end_fault(walk, mark, with);
    walk_stop(walk);
    buf_release(&whole);
}

static void explain_sign_before(struct walk *walk)
{
    walk_refuse_sign(walk, context_at(walk));
}

static void explain_tab(struct walk *walk)
{
    begin_fault(walk);
    complaint_add(walk->complaints, PROBLEM_INDENT, problem_at(walk),
                  tr(walk->complaints->lang, N_("a tab")), NULL);
    end_fault(walk, problem_at(walk), ' ');
}

static void explain_sign(struct walk *walk)
{
    struct mark mark = problem_at(walk);
    size_t at = source_offset(&walk->source, mark);
    if (at < walk->source.len && walk->source.text[at] == '\t')
        explain_tab(walk);
    else
        walk_refuse_sign(walk, mark);
}

/* Something follows behind a quoted text: what follows is too much, or the quote closed too late.
 */
static bool explain_after_quote(struct walk *walk)
{
    struct mark mark = problem_at(walk), begin = walk->latest.begin, end = walk->latest.end;
    if (!walk->latest.quoted || end.line != mark.line)
        return false;
    size_t at = source_offset(&walk->source, end);
    for (int column = end.column; column < mark.column; column++, at++)
        if (walk->source.text[at] != ' ')
            return false;
    if (begin.line < end.line) {
        explain_open_quote_at(walk, begin);
        return true;
    }
    struct buf whole = BUF_INIT;
    begin_fault(walk);
    walk_add_quoted(walk, &whole, begin);
    complaint_add(walk->complaints, PROBLEM_AFTER_QUOTE, mark, whole.data, NULL);
    source_mask(&walk->source, (struct mark){end.line, end.column - 1}, '_');
    end_fault(walk, begin, '_');
    buf_release(&whole);
    return true;
}

static void explain_layout(struct walk *walk)
{
    struct mark mark = problem_at(walk);
    size_t at = source_offset(&walk->source, mark);
    if (explain_after_quote(walk))
        return;
    if (at < walk->source.len && walk->source.text[at] == ':')
        explain_odd_key(walk);
    else
        explain_layout_at(walk, mark);
}

/* Between [ ] or { }: a bracket that is not closed, unless the trouble is in the same line. */
static void explain_bracket(struct walk *walk, struct mark mark)
{
    bool square = walk->source.text[source_offset(&walk->source, mark)] == '[';
    begin_fault(walk);
    complaint_add(walk->complaints, PROBLEM_BRACKET, mark, square ? "[" : "{", square ? "]" : "}",
                  NULL);
    end_fault(walk, mark, '_');
}

static void explain_flow(struct walk *walk)
{
    struct mark mark = problem_at(walk);
    bool node = strstr(walk->parser.context, "node") != NULL;
    struct mark bracket = node ? walk->bracket : context_at(walk);
    if (explain_after_quote(walk))
        return;
    if (mark.line != bracket.line) {
        explain_bracket(walk, bracket);
        return;
    }
    begin_fault(walk);
    size_t at = source_offset(&walk->source, mark);
    if (at < walk->source.len && walk->source.text[at] == ':')
        explain_second_colon(walk, mark, walk->latest.begin);
    else
        complaint_add(walk->complaints, PROBLEM_LAYOUT, mark, NULL);
    end_fault(walk, mark, '_');
}

static const struct fault faults[] = {
    {NULL, "mapping values are not allowed", explain_colon},
    {NULL, "could not find expected ':'", explain_lost_key},
    {NULL, "block sequence entries are not allowed", explain_dash},
    {NULL, "mapping keys are not allowed", explain_odd_key},
    {"while scanning a quoted scalar", NULL, explain_open_quote},
    {"while parsing a quoted scalar", NULL, explain_escape},
    {"while scanning a block scalar", "found a tab", explain_tab},
    {"while scanning a block scalar", NULL, explain_sign_before},
    {"while scanning a plain scalar", "found a tab", explain_tab},
    {"while scanning an", NULL, explain_sign_before}, /* an alias, an anchor */
    {"while scanning a tag", NULL, explain_sign_before},
    {"while parsing a tag", NULL, explain_sign_before},
    {"while parsing a node", "found undefined tag handle", explain_sign_before},
    {"while parsing a flow", NULL, explain_flow},
    {NULL, "found character that cannot start any token", explain_sign},
    {NULL, NULL, explain_layout},
};

static bool begins(const char *text, const char *with)
{
    return !with || (text && strncmp(text, with, strlen(with)) == 0);
}

void walk_explain(struct walk *walk)
{
    const struct fault *fault = faults;
    if (walk->parser.error == YAML_MEMORY_ERROR) {
        complaint_add(walk->complaints, PROBLEM_MEMORY, (struct mark){0}, NULL);
        return;
    }
    while (!begins(walk->parser.context, fault->context) ||
           !begins(walk->parser.problem, fault->problem))
        fault++;
    fault->explain(walk);
}
