#include "yaml/tidy.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tidy_inside.h"
#include "yaml/complaint.h"
#include "yaml/prescan.h"

enum { STEP = 2 }; /* spaces of one step in */

/* ---- what a line begins with ----------------------------------------------------------------- */

/* White that no space is, by its size in bytes; 0 when the character is none. */
static size_t odd_space(const char *at, size_t left)
{
    size_t size = 0;
    uint32_t code = left ? utf8_decode(at, left, &size) : 0;
    bool odd = code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
               code == 0x205F || code == 0x3000;
    return odd ? size : 0;
}

/* A line without its end, its indent in spaces; a tab is a step further in. */
static void add_repaired(struct buf *out, const char *line, size_t len)
{
    size_t begin = out->len;
    for (;;) {
        size_t odd = odd_space(line, len);
        if (!len || (*line != ' ' && *line != '\t' && !odd))
            break;
        size_t spaces = *line == '\t' ? STEP - (out->len - begin) % STEP : 1;
        buf_addf(out, "%*s", (int)spaces, "");
        line += odd ? odd : 1;
        len -= odd ? odd : 1;
    }
    if (!len)
        buf_cut(out, begin);
    buf_add(out, line, len);
    buf_addc(out, '\n');
}

/* The text without a byte order mark, with a plain end to each line. */
static void repair(const struct source *source, struct buf *out)
{
    size_t lines = source->n_lines, len;
    source_line(source, (int)lines, &len);
    lines -= len == 0; /* behind the last end of a line there is none */
    for (size_t i = 1; i <= lines; i++) {
        const char *line = source_line(source, (int)i, &len);
        add_repaired(out, line, len);
    }
}

/* ---- where a line goes ----------------------------------------------------------------------- */

/* How far in something stood, and where it stands now. A dash is further in than the key over it,
 * also where it is written right under it. */
struct level {
    int depth; /* twice the spaces, and one more for a dash */
    int indent;
};

struct tidying {
    struct source source;
    struct atoms atoms;
    size_t next; /* the first atom that was not passed by */
    int *owner;  /* for each line the one that it goes on from, or 0 */
    int *held;   /* for each line the next one that holds something, or 0 */
    int *shift;  /* for each line how much further in it came to stand */
    struct level level[64];
    int n_levels;
    struct buf *out;
};

struct line {
    const char *text;
    size_t len, begin; /* begin: in the text */
    int indent;
};

static struct line line_at(const struct tidying *tidying, int number)
{
    struct line line;
    line.text = source_line(&tidying->source, number, &line.len);
    line.begin = (size_t)(line.text - tidying->source.text);
    while (line.len && strchr(" \t", line.text[line.len - 1]))
        line.len--;
    size_t blanks = 0;
    while (blanks < line.len && line.text[blanks] == ' ')
        blanks++;
    line.indent = (int)blanks;
    return line;
}

static bool is_dash(const struct line *line)
{
    size_t at = (size_t)line->indent;
    return at < line->len && line->text[at] == '-' &&
           (at + 1 == line->len || line->text[at + 1] == ' ' || line->text[at + 1] == '\t');
}

static bool is_remark(const struct line *line)
{
    return (size_t)line->indent < line->len && line->text[line->indent] == '#';
}

static int depth_of(const struct line *line)
{
    return 2 * line->indent + is_dash(line);
}

/* Where a line comes to stand that holds something. */
static int place(struct tidying *tidying, const struct line *line)
{
    int depth = depth_of(line), n = tidying->n_levels;
    while (n && tidying->level[n - 1].depth > depth)
        n--;
    int indent = n ? tidying->level[n - 1].indent : 0;
    if (!n || tidying->level[n - 1].depth < depth) {
        indent += n ? STEP : 0;
        if (n < (int)(sizeof tidying->level / sizeof *tidying->level))
            tidying->level[n++] = (struct level){depth, indent};
    }
    tidying->n_levels = n;
    return indent;
}

/* A remark stands with what follows it, unless it was as far in as something before it. */
static int place_remark(const struct tidying *tidying, const struct line *remark, int number)
{
    int held = tidying->held[number];
    struct line next = held ? line_at(tidying, held) : *remark;
    if (!held || next.indent != remark->indent)
        for (int i = tidying->n_levels; i-- > 0;)
            if (tidying->level[i].depth / 2 == remark->indent)
                return tidying->level[i].indent;
    struct tidying ahead = *tidying;
    return held ? place(&ahead, &next) : 0;
}

/* ---- texts ----------------------------------------------------------------------------------- */

/* Words that other readers of YAML take for something else than a text. */
static bool is_keyword(const char *text)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on",
                                        "off",  "null",  "y",   "n"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(words[i], text) == 0)
            return true;
    return false;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte & 0x80);
}

/* Can the text do without quotes? Where there is doubt it keeps them. */
static bool is_plain(const char *text)
{
    size_t len = strlen(text);
    if (!len || !is_letter(*text) || text[len - 1] == ' ' || is_keyword(text))
        return false;
    for (size_t i = 0; i < len; i++)
        if (strchr(":#{}[]&*!|>%@`\\\"", text[i]) || (unsigned char)text[i] < ' ')
            return false;
    return true;
}

static void add_atom(struct tidying *tidying, const struct atom *atom)
{
    const char *text = tidying->source.text + atom->begin;
    size_t len = atom->end - atom->begin;
    bool escaped = memchr(text, '\\', len) != NULL;
    if (atom->value && !escaped && is_plain(atom->value))
        buf_adds(tidying->out, atom->value);
    else if (atom->value && !escaped && !strchr(atom->value, '"'))
        buf_addf(tidying->out, "\"%s\"", atom->value);
    else
        buf_add(tidying->out, text, len);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static size_t skip_blanks(const struct line *line, size_t at)
{
    while (at < line->len && strchr(" \t", line->text[at]))
        at++;
    return at;
}

/* The dashes a line begins with; where they end. */
static size_t add_dashes(struct tidying *tidying, const struct line *line)
{
    size_t at = (size_t)line->indent;
    while (at + 1 < line->len && line->text[at] == '-' && strchr(" \t", line->text[at + 1])) {
        buf_adds(tidying->out, "- ");
        at = skip_blanks(line, at + 1);
    }
    return at;
}

/* A remark behind something stays in its column where it can. */
static void add_remark(struct buf *out, size_t begin, const struct line *line, size_t at)
{
    int column = utf8_columns(line->text, at);
    int now = utf8_columns(out->data + begin, out->len - begin);
    buf_addf(out, "%*s", column > now ? column - now : 1, "");
    buf_add(out, line->text + at, line->len - at);
}

/* Adds what is behind the dashes; false when there is something else than atoms, colons and a
 * remark. */
static bool add_atoms(struct tidying *tidying, const struct line *line, size_t begin, size_t at)
{
    const struct atoms *atoms = &tidying->atoms;
    size_t end = line->begin + line->len;
    bool colon = false;
    for (; tidying->next < atoms->n && atoms->atom[tidying->next].begin < end; tidying->next++) {
        const struct atom *atom = &atoms->atom[tidying->next];
        if (atom->begin != line->begin + at)
            return false;
        if (colon)
            buf_addc(tidying->out, ' ');
        add_atom(tidying, atom);
        at = skip_blanks(line, atom->end - line->begin);
        colon = at < line->len && line->text[at] == ':';
        if (colon) {
            buf_addc(tidying->out, ':');
            at = skip_blanks(line, at + 1);
        }
    }
    if (at < line->len && line->text[at] != '#')
        return false;
    if (at < line->len)
        add_remark(tidying->out, begin, line, at);
    return true;
}

static void add_held(struct tidying *tidying, const struct line *line, int number)
{
    int indent = place(tidying, line);
    size_t begin = tidying->out->len, next = tidying->next;
    tidying->shift[number] = indent - line->indent;
    buf_addf(tidying->out, "%*s", indent, "");
    size_t body = tidying->out->len;
    size_t at = add_dashes(tidying, line);
    if (!add_atoms(tidying, line, begin, at)) {
        buf_cut(tidying->out, body);
        buf_add(tidying->out, line->text + line->indent, line->len - (size_t)line->indent);
        tidying->next = next;
    }
    while (tidying->next < tidying->atoms.n &&
           tidying->atoms.atom[tidying->next].begin < line->begin + line->len)
        tidying->next++;
    buf_addc(tidying->out, '\n');
}

/* Goes along with the line it belongs to, as it is. */
static void add_along(struct tidying *tidying, int number)
{
    size_t len;
    const char *text = source_line(&tidying->source, number, &len);
    int shift = tidying->shift[tidying->owner[number]];
    if (strspn(text, " ") >= len && shift > 0)
        shift = 0;
    while (shift < 0 && len && *text == ' ') {
        text++;
        len--;
        shift++;
    }
    buf_addf(tidying->out, "%*s", shift > 0 ? shift : 0, "");
    buf_add(tidying->out, text, len);
    buf_addc(tidying->out, '\n');
}

static void add_line(struct tidying *tidying, int number, bool *empty)
{
    struct line line = line_at(tidying, number);
    bool after_empty = *empty;
    *empty = !tidying->owner[number] && !line.len;
    if (tidying->owner[number]) {
        add_along(tidying, number);
    } else if (*empty) {
        if (!after_empty)
            buf_addc(tidying->out, '\n');
    } else if (is_remark(&line)) {
        buf_addf(tidying->out, "%*s", place_remark(tidying, &line, number), "");
        buf_add(tidying->out, line.text + line.indent, line.len - (size_t)line.indent);
        buf_addc(tidying->out, '\n');
    } else {
        add_held(tidying, &line, number);
    }
}

static int *list_owners(const struct atoms *atoms, size_t lines)
{
    int *owner = mem_zero(lines + 1, sizeof *owner);
    for (size_t i = 0; i < atoms->n; i++)
        for (int line = atoms->atom[i].line + 1; line <= atoms->atom[i].last; line++)
            owner[line] = atoms->atom[i].line;
    return owner;
}

static int *list_held(const struct tidying *tidying, size_t lines)
{
    int *held = mem_zero(lines + 1, sizeof *held), next = 0;
    for (int number = (int)lines; number > 0; number--) {
        struct line line = line_at(tidying, number);
        held[number] = next;
        if (!tidying->owner[number] && line.len && !is_remark(&line))
            next = number;
    }
    return held;
}

static void lay_out(struct tidying *tidying)
{
    size_t lines = tidying->source.n_lines;
    tidying->owner = list_owners(&tidying->atoms, lines);
    tidying->held = list_held(tidying, lines);
    tidying->shift = mem_zero(lines + 1, sizeof *tidying->shift);
    bool empty = true; /* none at the beginning */
    for (int line = 1; (size_t)line <= lines; line++)
        add_line(tidying, line, &empty);
    while (tidying->out->len > 1 && tidying->out->data[tidying->out->len - 2] == '\n')
        buf_cut(tidying->out, tidying->out->len - 1);
    free(tidying->owner);
    free(tidying->held);
    free(tidying->shift);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static int refuse(struct err *err, int line)
{
    return err_set(err,
                   "line %d cannot be read, so nothing was laid out. \"gesprek guide check\" "
                   "says what is wrong.",
                   line);
}

/* The line with something that may be in no file of ours; 0: none. */
static int find_refused(const struct buf *text, enum lang lang)
{
    struct source source;
    struct complaints complaints;
    complaints_init(&complaints, lang, "");
    source_open(&source, text->data, text->len);
    complaints.source = &source;
    prescan(&source, &complaints);
    int line = complaints.n ? complaints.items[0].mark.line : 0;
    line = complaints.n && !line ? 1 : line;
    complaints.source = NULL;
    source_release(&source);
    complaints_release(&complaints);
    return line;
}

/* Does it still say what it said? */
static bool says(const char *events, const struct buf *text)
{
    struct source source;
    struct atoms atoms;
    source_open(&source, text->data, text->len);
    bool same = atoms_read(&atoms, &source) == 0 && strcmp(atoms.events, events) == 0;
    atoms_release(&atoms);
    source_release(&source);
    return same;
}

static int lay_out_repaired(const struct buf *repaired, struct buf *out, struct err *err)
{
    struct buf made = BUF_INIT;
    struct tidying tidying = {.out = &made};
    source_open(&tidying.source, repaired->data, repaired->len);
    int line = atoms_read(&tidying.atoms, &tidying.source);
    int failed = line ? refuse(err, line) : 0;
    if (!failed) {
        lay_out(&tidying);
        /* What cannot be laid out without saying something else stays as it is, but for indents. */
        bool same = says(tidying.atoms.events, &made);
        buf_adds(out, same ? made.data : repaired->data);
    }
    atoms_release(&tidying.atoms);
    source_release(&tidying.source);
    buf_release(&made);
    return failed;
}

int tidy(const char *text, size_t len, struct buf *out, struct err *err)
{
    struct source source;
    struct buf repaired = BUF_INIT;
    source_open(&source, text, len);
    repair(&source, &repaired);
    source_release(&source);
    int line = find_refused(&repaired, err->lang);
    int failed = line ? refuse(err, line) : lay_out_repaired(&repaired, out, err);
    buf_release(&repaired);
    return failed;
}
