#include "yaml/yaml_walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "walk_inside.h"
#include "yaml/prescan.h"

#define ROUNDS_MAX 20
#define SHORT_LINE 1000

struct mark walk_mark(const yaml_mark_t *mark)
{
    return (struct mark){(int)mark->line + 1, (int)mark->column + 1};
}

/* The line behind the one at `at`; NULL behind the last. */
static const char *next_line(const char *at, const char *end)
{
    at = memchr(at, '\n', (size_t)(end - at));
    return at && at + 1 < end ? at + 1 : NULL;
}

size_t walk_last_key(const char *text, size_t len, const char *key)
{
    const char *end = text + len, *last = NULL;
    size_t letters = strlen(key);
    for (const char *line = next_line(text, end); line; line = next_line(line, end)) {
        bool found = (size_t)(end - line) > letters && memcmp(line, key, letters) == 0 &&
                     line[letters] == ':';
        if (last && !strchr(" #\r\n", *line))
            return len;
        last = found ? line : last;
    }
    return last ? (size_t)(last - text) : len;
}

struct walk *walk_open(const char *text, size_t len, struct complaints *complaints, void *user)
{
    struct walk *walk = mem_zero(1, sizeof *walk);
    walk->complaints = complaints;
    walk->user = user;
    buf_init(&walk->masked);
    buf_init(&walk->names);
    bool fits = len <= WALK_FILE_MAX;
    source_open(&walk->source, text, fits ? len : 0);
    complaints->source = &walk->source;
    if (fits)
        walk->readable = prescan(&walk->source, complaints);
    else
        complaint_add(complaints, PROBLEM_TOO_LARGE, (struct mark){0}, "1 MiB", NULL);
    complaints_keep(complaints);
    return walk;
}

bool walk_again(struct walk *walk)
{
    bool again = walk->readable && (walk->rounds == 0 || walk->again);
    return again && walk->rounds++ < ROUNDS_MAX;
}

void *walk_user(const struct walk *walk)
{
    return walk->user;
}

struct complaints *walk_complaints(const struct walk *walk)
{
    return walk->complaints;
}

void walk_stop(struct walk *walk)
{
    walk->stopped = true;
    yaml_event_delete(&walk->event);
}

bool walk_whole(const struct walk *walk)
{
    return !walk->stopped && !walk->holes;
}

static bool stop_at_limit(struct walk *walk, enum problem problem, int limit)
{
    char number[16];
    snprintf(number, sizeof number, "%d", limit);
    complaint_add(walk->complaints, problem, walk_mark(&walk->event.start_mark), number, NULL);
    walk_stop(walk);
    return false;
}

static bool begins_with_sign(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return true;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor || event->data.scalar.tag ||
               (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
                !event->data.scalar.plain_implicit);
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor || event->data.sequence_start.tag;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor || event->data.mapping_start.tag;
    default:
        return false;
    }
}

/* Counts, and holds the event against the limits and what is left out of YAML here. */
static bool accept_event(struct walk *walk)
{
    yaml_event_type_t type = walk->event.type;
    if (++walk->events > WALK_EVENTS_MAX)
        return stop_at_limit(walk, PROBLEM_MUCH, WALK_EVENTS_MAX);
    if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT) {
        walk->depth++;
        walk->bracket = walk_mark(&walk->event.start_mark);
    }
    if (type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT)
        walk->depth--;
    if (walk->depth > WALK_DEPTH_MAX)
        return stop_at_limit(walk, PROBLEM_DEEP, WALK_DEPTH_MAX);
    if (begins_with_sign(&walk->event)) {
        walk_refuse_sign(walk, walk_mark(&walk->event.start_mark));
        return false;
    }
    if (type != YAML_SCALAR_EVENT)
        return true;
    walk->latest =
        (struct walk_place){walk_mark(&walk->event.start_mark), walk_mark(&walk->event.end_mark),
                            walk->event.data.scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE ||
                                walk->event.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE};
    return walk->event.data.scalar.length <= WALK_TEXT_MAX ||
           stop_at_limit(walk, PROBLEM_LONG_TEXT, WALK_TEXT_MAX);
}

static bool parse(struct walk *walk, yaml_event_t *event)
{
    walk->failed = walk->failed || !yaml_parser_parse(&walk->parser, event);
    return !walk->failed;
}

/* The next event of those that were read ahead, and behind them of the parser. */
static bool take_event(struct walk *walk)
{
    struct walk_ahead *ahead = walk->ahead;
    if (!ahead) {
        bool parsed = parse(walk, &walk->event);
        walk->flow = walk->parser.flow_level;
        return parsed;
    }
    walk->event = ahead->events[ahead->at].event;
    walk->flow = ahead->events[ahead->at].flow;
    if (++ahead->at == ahead->n) {
        walk->ahead = ahead->next;
        free(ahead);
    }
    return true;
}

bool walk_next(struct walk *walk)
{
    if (walk->stopped)
        return false;
    yaml_event_delete(&walk->event);
    if (take_event(walk))
        return accept_event(walk);
    walk_explain(walk);
    walk->stopped = true;
    return false;
}

void walk_skip(struct walk *walk)
{
    yaml_event_type_t type = walk->event.type;
    if (walk->stopped || (type != YAML_MAPPING_START_EVENT && type != YAML_SEQUENCE_START_EVENT))
        return;
    int outside = walk->depth - 1;
    while (walk->depth > outside && walk_next(walk))
        continue;
}

/* Sets the parser to work on the text as it is masked by now. */
static bool begin_round(struct walk *walk)
{
    buf_clear(&walk->masked);
    const char *text = walk->source.text;
    size_t len = walk->source.len;
    if (walk->source.n_masks) {
        source_masked(&walk->source, &walk->masked);
        text = walk->masked.data;
        len = walk->masked.len;
    }
    walk->failed = false;
    walk->begun = yaml_parser_initialize(&walk->parser) != 0;
    if (!walk->begun)
        return false;
    yaml_parser_set_encoding(&walk->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&walk->parser, (const unsigned char *)text, len);
    return true;
}

static void end_round(struct walk *walk)
{
    yaml_event_delete(&walk->event);
    while (walk->ahead) {
        take_event(walk);
        yaml_event_delete(&walk->event);
    }
    walk->n_ahead = 0;
    walk->ahead_depth = 0;
    if (walk->begun)
        yaml_parser_delete(&walk->parser);
    walk->begun = false;
}

void walk_close(struct walk *walk)
{
    end_round(walk);
    complaints_forget_echoes(walk->complaints);
    walk->complaints->source = NULL;
    source_release(&walk->source);
    buf_release(&walk->masked);
    buf_release(&walk->names);
    free(walk->keys);
    free(walk);
}

static void add_ahead(struct walk *walk, const yaml_event_t *event)
{
    struct walk_ahead *last = walk->ahead ? walk->last_ahead : NULL;
    if (!last || last->n == sizeof last->events / sizeof *last->events) {
        struct walk_ahead *next = mem_zero(1, sizeof *next);
        *(last ? &last->next : &walk->ahead) = next;
        walk->last_ahead = last = next;
    }
    last->events[last->n].event = *event;
    last->events[last->n++].flow = walk->parser.flow_level;
    walk->n_ahead++;
}

/* One more event is read ahead. False when that was the last, or walk_read will go no further. */
static bool look_ahead(struct walk *walk)
{
    yaml_event_t event;
    if (walk->n_ahead > WALK_EVENTS_MAX || !parse(walk, &event))
        return false;
    yaml_event_type_t type = event.type;
    if (type == YAML_SCALAR_EVENT) /* the parser took up to twice the room */
        event.data.scalar.value =
            mem_grow(event.data.scalar.value, event.data.scalar.length + 1, 1);
    add_ahead(walk, &event);
    walk->ahead_depth += type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT;
    walk->ahead_depth -= type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT;
    return type != YAML_STREAM_END_EVENT && walk->ahead_depth <= WALK_DEPTH_MAX;
}

bool walk_look_ahead(struct walk *walk, size_t events)
{
    bool more = walk->readable && (walk->begun || begin_round(walk));
    for (size_t i = 0; more && i < events; i++)
        more = look_ahead(walk);
    return more;
}

static void read_document(struct walk *walk, const struct walk_table *table, void *filled);

void walk_read(struct walk *walk, const struct walk_table *table, void *filled)
{
    walk->stopped = walk->again = false;
    walk->events = walk->depth = 0;
    walk->n_keys = 0;
    buf_clear(&walk->names);
    walk->latest = (struct walk_place){{0, 0}, {0, 0}, false};
    if (walk->begun || begin_round(walk))
        read_document(walk, table, filled);
    else
        complaint_add(walk->complaints, PROBLEM_MEMORY, (struct mark){0}, NULL);
    end_round(walk);
}

static void read_document(struct walk *walk, const struct walk_table *table, void *filled)
{
    if (!walk_next(walk) || !walk_next(walk))
        return;
    if (walk->event.type == YAML_STREAM_END_EVENT) {
        if (!walk->holes)
            complaint_add(walk->complaints, PROBLEM_EMPTY, (struct mark){0}, NULL);
        return;
    }
    if (!walk_next(walk))
        return;
    if (walk->event.type != YAML_MAPPING_START_EVENT) {
        complaint_add(walk->complaints, PROBLEM_TOP, walk_mark(&walk->event.start_mark), NULL);
        walk_skip(walk);
    } else {
        walk_read_top(walk, table, filled);
    }
    if (walk_next(walk) && walk_next(walk) && walk->event.type != YAML_STREAM_END_EVENT)
        complaint_add(walk->complaints, PROBLEM_DOCUMENTS, walk_mark(&walk->event.start_mark),
                      NULL);
}

/* Escapes may have made characters that the text itself may not hold. */
static bool check_unescaped(struct walk *walk, const char *text, size_t len)
{
    for (size_t at = 0, size; at < len; at += size) {
        uint32_t code = utf8_decode(text + at, len - at, &size);
        if (!prescan_refuses(code) && code != '\r')
            continue;
        char name[16];
        snprintf(name, sizeof name, "U+%04X", (unsigned)code);
        complaint_add(walk->complaints, PROBLEM_CONTROL, walk->latest.begin, name, NULL);
        return false;
    }
    return true;
}

/* Does this line look like one of its own, and not like the middle of a text? */
static bool looks_own(const char *line, size_t len, bool quoted)
{
    if (len > 1 && line[0] == '-' && line[1] != '-')
        return line[1] == ' ' || !quoted;
    size_t word = 0;
    while (word < len && (walk_is_id((char[]){line[word], '\0'})))
        word++;
    return quoted && word > 0 && word < len && line[word] == ':' &&
           (word + 1 == len || line[word + 1] == ' ');
}

static struct mark first_in_line(const struct source *source, int line)
{
    size_t len, blanks = 0;
    const char *text = source_line(source, line, &len);
    while (blanks < len && (text[blanks] == ' ' || text[blanks] == '\t'))
        blanks++;
    return (struct mark){line, (int)blanks + 1};
}

/* A text that runs over several lines may have taken in lines that were meant to be others. */
static void check_swallowed(struct walk *walk)
{
    const struct walk_place *place = &walk->latest;
    for (int line = place->begin.line + 1; line <= place->end.line; line++) {
        struct mark mark = first_in_line(&walk->source, line);
        size_t len;
        const char *rest = source_rest(&walk->source, mark, &len);
        if (!looks_own(rest, len, place->quoted))
            continue;
        char number[16];
        snprintf(number, sizeof number, "%d", place->begin.line);
        complaint_add(walk->complaints, PROBLEM_SWALLOWED, mark, number,
                      tr(walk->complaints->lang,
                         place->quoted ? N_("Is a quote missing at the end of that line?")
                                       : N_("Let it begin in the same column as that line, "
                                            "with a space after the dash.")),
                      NULL);
        return;
    }
}

/* " #" begins a comment; glued to a word it was probably meant as text. False when there is no text
 * but that. */
static bool check_hash(struct walk *walk)
{
    size_t left, blanks = 0;
    struct mark mark = walk->latest.end;
    const char *rest = source_line(&walk->source, mark.line, &left);
    if (left < SHORT_LINE && !memchr(rest, '#', left))
        return true; /* spares most lines the counting of characters */
    rest = source_rest(&walk->source, mark, &left);
    while (blanks < left && rest[blanks] == ' ')
        blanks++;
    if (!blanks || left - blanks < 2 || rest[blanks] != '#' || strchr(" #\t", rest[blanks + 1]))
        return true;
    mark.column += (int)blanks;
    struct buf whole = BUF_INIT;
    bool text = *walk->text;
    walk_add_quoted(walk, &whole, text ? walk->latest.begin : mark);
    if (text)
        complaint_add(walk->complaints, PROBLEM_HASH, mark, walk->text, whole.data, NULL);
    else
        complaint_add(walk->complaints, PROBLEM_SIGN, mark, "#", whole.data, NULL);
    buf_release(&whole);
    return text;
}

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n';
}

static void make_blank(char *text, size_t len, char byte)
{
    for (char *at = text; (at = memchr(at, byte, len - (size_t)(at - text)));)
        *at++ = ' ';
}

/* Makes one line of a text, without blanks around it, in its place. */
static char *trim(char *text, size_t *len)
{
    while (*len && is_white(text[*len - 1]))
        --*len;
    for (; *len && is_white(*text); --*len)
        text++;
    text[*len] = '\0';
    make_blank(text, *len, '\n');
    make_blank(text, *len, '\t');
    return text;
}

bool walk_take_text(struct walk *walk)
{
    size_t len = walk->event.data.scalar.length;
    yaml_scalar_style_t style = walk->event.data.scalar.style;
    walk->text = trim((char *)walk->event.data.scalar.value, &len);
    if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && !check_unescaped(walk, walk->text, len))
        return false;
    if ((style == YAML_PLAIN_SCALAR_STYLE || walk->latest.quoted) &&
        walk->latest.end.line > walk->latest.begin.line)
        check_swallowed(walk);
    return style != YAML_PLAIN_SCALAR_STYLE || check_hash(walk);
}

/* Where a line begins that is to be shown mended: its first word; in { }, that of its pair. */
static size_t begin_of_pair(const struct walk *walk, const char *line, size_t at)
{
    size_t begin = at;
    if (walk->flow)
        while (begin > 0 && !strchr("{[,", line[begin - 1]))
            begin--;
    else
        begin = 0;
    while (begin < at && line[begin] == ' ')
        begin++;
    return begin;
}

static size_t end_of_text(const struct walk *walk, const char *text, size_t len)
{
    size_t end = len;
    if (walk->flow)
        for (end = 0; end < len && !strchr(",}]", text[end]);)
            end++;
    for (size_t i = 1; i + 1 < end; i++)
        if (text[i - 1] == ' ' && text[i] == '#' && text[i + 1] == ' ')
            end = i - 1; /* an ordinary comment */
    while (end && text[end - 1] == ' ')
        end--;
    return end;
}

void walk_add_quoted(struct walk *walk, struct buf *out, struct mark mark)
{
    size_t len, line_len;
    const char *line = source_line(&walk->source, mark.line, &line_len);
    const char *text = source_rest(&walk->source, mark, &len);
    size_t at = (size_t)(text - line), begin = begin_of_pair(walk, line, at);
    len = end_of_text(walk, text, len);
    buf_add(out, line + begin, at - begin);
    bool single = memchr(text, '"', len) || memchr(text, '\\', len);
    buf_addc(out, single ? '\'' : '"');
    for (size_t i = 0; i < len; i++) {
        if (single && text[i] == '\'')
            buf_addc(out, '\'');
        buf_addc(out, text[i]);
    }
    buf_addc(out, single ? '\'' : '"');
}

bool walk_is_id(const char *text)
{
    size_t len = 0;
    for (; text[len]; len++)
        if (!(text[len] >= 'a' && text[len] <= 'z') && !(text[len] >= '0' && text[len] <= '9') &&
            text[len] != '_' && text[len] != '-')
            return false;
    return len >= 1 && len <= 64;
}

void walk_add_id(struct buf *out, const char *text)
{
    struct buf folded = BUF_INIT;
    size_t begin = out->len;
    utf8_fold(&folded, text, strlen(text));
    for (size_t i = 0; i < folded.len && out->len - begin < 64; i++) {
        char one[2] = {folded.data[i], '\0'};
        if (walk_is_id(one))
            buf_addc(out, one[0]);
        else if (out->len > begin && out->data[out->len - 1] != '_')
            buf_addc(out, '_');
    }
    while (out->len > begin && out->data[out->len - 1] == '_')
        buf_cut(out, out->len - 1);
    if (out->len == begin)
        buf_adds(out, "id");
    buf_release(&folded);
}

size_t walk_guess(const char *word, const char *const *names, size_t n)
{
    size_t len = strlen(word);
    int best = len < 3 ? 1 : len < 5 ? 2 : 3; /* this far off is another word */
    size_t guess = n;
    for (size_t i = 0; i < n; i++) {
        int distance = utf8_distance(word, names[i], best - 1);
        if (distance < best) {
            best = distance;
            guess = i;
        }
    }
    return guess;
}
