#include "yaml/complaint.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"

#define ARGS_MAX     6
#define ARG_COLUMNS  160
#define VIEW_BYTES   1024 /* of a line that are looked at before and after a mark */
#define LINE_COLUMNS 72   /* of a line that are shown; "  | " and "..." come on top */
#define ROW_COLUMNS  76   /* columns of a row of mending words, behind two blanks */

void complaints_init(struct complaints *list, enum lang lang, const char *file)
{
    *list = (struct complaints){.lang = lang, .file = mem_copy(file)};
}

static void complaint_release(struct complaint *complaint)
{
    free(complaint->line);
    free(complaint->what);
    free(complaint->mend);
}

void complaints_release(struct complaints *list)
{
    for (size_t i = 0; i < list->n; i++)
        complaint_release(&list->items[i]);
    free(list->items);
    free(list->file);
    *list = (struct complaints){.lang = list->lang};
}

static void count(struct complaints *list, enum problem problem, int by)
{
    if (problem_text(problem)->severity == SEVERITY_ERROR)
        list->errors += by;
    else
        list->warnings += by;
}

/* A string of the file's as it may stand in a sentence: made visible, and cut when it is long. */
static void add_argument(struct buf *out, const char *text)
{
    size_t begin = out->len;
    utf8_show(out, text, strlen(text), false);
    size_t fits = utf8_fit(out->data + begin, out->len - begin, ARG_COLUMNS);
    if (begin + fits == out->len)
        return;
    buf_cut(out, begin + fits);
    buf_adds(out, "...");
}

/* Puts args in the places {1}, {2} ... of a text. */
static char *fill(const char *text, const char *const args[], size_t n)
{
    struct buf out = BUF_INIT;
    for (; *text; text++) {
        size_t place = text[0] == '{' && text[1] >= '1' && text[1] <= '9' && text[2] == '}'
                           ? (size_t)(text[1] - '0')
                           : 0;
        if (!place) {
            buf_addc(&out, *text);
            continue;
        }
        if (place <= n)
            add_argument(&out, args[place - 1]);
        text += 2;
    }
    return buf_detach(&out);
}

/* Where to begin showing a line so that `at` comes into view: its begin, or a step less than
 * LINE_COLUMNS before. Looks at no more than the bytes around, for a line may be a whole file. */
static size_t begin_view(const char *line, size_t len, size_t at)
{
    size_t from = at;
    if (len <= VIEW_BYTES && utf8_columns(line, len) <= LINE_COLUMNS)
        return 0;
    while (from > 0 && at - from < VIEW_BYTES &&
           utf8_columns(line + from, at - from) < LINE_COLUMNS / 2)
        from = utf8_prev(line, len, from);
    return from;
}

/* Shows the line of a complaint and finds the column of its mark; a long line is cut around it. */
static void show_line(struct complaint *complaint, struct source *source)
{
    size_t len;
    const char *line = source_line(source, complaint->mark.line, &len);
    size_t at = (size_t)(source->text + source_offset(source, complaint->mark) - line);
    size_t from = begin_view(line, len, at);
    struct buf shown = BUF_INIT;
    buf_adds(&shown, from ? "..." : "");
    utf8_show(&shown, line + from, at - from, false);
    complaint->pointer = utf8_columns(shown.data, shown.len);
    size_t tail = utf8_fit(line + at, len - at < VIEW_BYTES ? len - at : VIEW_BYTES, LINE_COLUMNS);
    utf8_show(&shown, line + at, tail, false);
    size_t fits = utf8_fit(shown.data, shown.len, LINE_COLUMNS);
    bool cut = fits < shown.len || at + tail < len;
    buf_cut(&shown, fits);
    buf_adds(&shown, cut ? "..." : "");
    complaint->line = buf_detach(&shown);
}

static int compare(const struct complaint *a, struct mark mark)
{
    if (a->mark.line != mark.line)
        return a->mark.line < mark.line ? -1 : 1;
    return (a->mark.column > mark.column) - (a->mark.column < mark.column);
}

/* The place for a complaint at mark, behind what is there already; -1 when it is there itself. */
static long place_for(const struct complaints *list, enum problem problem, struct mark mark,
                      const char *what)
{
    size_t at = list->n;
    while (at > 0 && compare(&list->items[at - 1], mark) > 0)
        at--;
    for (size_t i = at; i > 0 && compare(&list->items[i - 1], mark) == 0; i--)
        if (list->items[i - 1].problem == problem && strcmp(list->items[i - 1].what, what) == 0)
            return -1;
    return (long)at;
}

static struct complaint *insert(struct complaints *list, size_t at)
{
    list->items = mem_room(list->items, list->n, sizeof *list->items);
    memmove(&list->items[at + 1], &list->items[at], (list->n - at) * sizeof *list->items);
    list->n++;
    return &list->items[at];
}

void complaint_add(struct complaints *list, enum problem problem, struct mark mark, ...)
{
    const char *args[ARGS_MAX];
    size_t n = 0;
    va_list rest;
    va_start(rest, mark);
    for (const char *arg; n < ARGS_MAX && (arg = va_arg(rest, const char *));)
        args[n++] = arg;
    va_end(rest);

    const struct problem_text *text = problem_text(problem);
    if (list->n == COMPLAINTS_KEPT) {
        count(list, problem, 1);
        return;
    }
    char *what = fill(tr(list->lang, text->what), args, n);
    long at = place_for(list, problem, mark, what);
    if (at < 0) {
        free(what);
        return;
    }
    count(list, problem, 1);
    struct complaint *complaint = insert(list, (size_t)at);
    *complaint = (struct complaint){.problem = problem, .mark = mark, .what = what};
    complaint->mend = fill(*text->mend ? tr(list->lang, text->mend) : "", args, n);
    if (list->source && mark.line && (size_t)mark.line <= list->source->n_lines)
        show_line(complaint, list->source);
    else
        complaint->line = mem_copy("");
}

void complaints_keep(struct complaints *list)
{
    for (size_t i = 0; i < list->n; i++)
        list->items[i].kept = true;
}

static void forget_where(struct complaints *list,
                         bool (*where)(const struct complaints *, const struct complaint *))
{
    size_t left = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct complaint complaint = list->items[i];
        if (!where(list, &complaint)) {
            list->items[left++] = complaint;
            continue;
        }
        count(list, complaint.problem, -1);
        complaint_release(&complaint);
    }
    list->n = left;
}

static bool is_passing(const struct complaints *list, const struct complaint *complaint)
{
    (void)list;
    return !complaint->kept;
}

void complaints_forget(struct complaints *list)
{
    forget_where(list, is_passing);
}

static bool is_echo(const struct complaints *list, const struct complaint *complaint)
{
    for (size_t i = 0; !complaint->kept && i < list->n; i++)
        if (list->items[i].kept && list->items[i].mark.line == complaint->mark.line)
            return true;
    return false;
}

void complaints_forget_echoes(struct complaints *list)
{
    forget_where(list, is_echo);
}

static const char *severity_word(enum problem problem, enum lang lang)
{
    return problem_text(problem)->severity == SEVERITY_ERROR ? tr(lang, "error")
                                                             : tr(lang, "warning");
}

static void add_rows(struct buf *out, const char *text, size_t len, const char *indent)
{
    size_t next;
    do {
        size_t row = utf8_wrap(text, len, ROW_COLUMNS, &next);
        buf_adds(out, indent);
        buf_add(out, text, row);
        buf_addc(out, '\n');
        text += next;
        len -= next;
    } while (len);
}

/* Two blanks come before what an author may copy: it gets a row of its own when all is too wide. */
static void add_mend(struct buf *out, const char *mend)
{
    size_t len = strlen(mend);
    const char *copy = strstr(mend, "  ");
    if (!copy || utf8_columns(mend, len) <= ROW_COLUMNS) {
        add_rows(out, mend, len, "  ");
        return;
    }
    add_rows(out, mend, (size_t)(copy - mend), "  ");
    add_rows(out, copy + 2, len - (size_t)(copy + 2 - mend), "    ");
}

static void add_complaint(struct buf *out, const struct complaints *list,
                          const struct complaint *complaint)
{
    utf8_show(out, list->file, strlen(list->file), false);
    if (complaint->mark.line)
        buf_addf(out, ":%d:%d", complaint->mark.line, complaint->mark.column);
    buf_addf(out, ": %s: %s [G%03d]\n", severity_word(complaint->problem, list->lang),
             complaint->what, (int)complaint->problem);
    if (*complaint->line)
        buf_addf(out, "  | %s\n  | %*s^\n", complaint->line, complaint->pointer, "");
    if (*complaint->mend)
        add_mend(out, complaint->mend);
}

void complaints_add_text(struct buf *out, const struct complaints *list)
{
    size_t shown = list->n < COMPLAINTS_SHOWN ? list->n : COMPLAINTS_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        if (i)
            buf_addc(out, '\n');
        add_complaint(out, list, &list->items[i]);
    }
    long more = list->errors + list->warnings - (long)shown;
    if (more > 0)
        buf_addf(out, trn(list->lang, more, "\nAnd %ld more.\n", "\nAnd %ld more.\n"), more);
}

void complaints_add_sum(struct buf *out, int errors, int warnings, enum lang lang)
{
    buf_addf(out, trn(lang, errors, "%d error", "%d errors"), errors);
    buf_adds(out, ", ");
    buf_addf(out, trn(lang, warnings, "%d warning", "%d warnings"), warnings);
    buf_adds(out, ".\n");
}

static void add_json_text(struct buf *out, const char *key, const char *text)
{
    buf_addf(out, "\"%s\":", key);
    json_add_string(out, text);
}

void complaints_add_json(struct buf *out, const struct complaints *list, bool *first)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct complaint *complaint = &list->items[i];
        bool error = problem_text(complaint->problem)->severity == SEVERITY_ERROR;
        buf_adds(out, *first ? "\n{" : ",\n{");
        *first = false;
        add_json_text(out, "file", list->file);
        buf_addf(out, ",\"line\":%d,\"column\":%d,\"severity\":\"%s\",\"code\":\"G%03d\",",
                 complaint->mark.line, complaint->mark.column, error ? "error" : "warning",
                 (int)complaint->problem);
        add_json_text(out, "message", complaint->what);
        buf_addc(out, ',');
        add_json_text(out, "mend", complaint->mend);
        buf_addc(out, '}');
    }
}

void complaints_add_brief(struct buf *out, const struct complaints *list)
{
    const struct complaint *first = NULL;
    for (size_t i = 0; i < list->n && !first; i++)
        if (problem_text(list->items[i].problem)->severity == SEVERITY_ERROR)
            first = &list->items[i];
    if (!first)
        return;
    if (first->mark.line)
        buf_addf(out, tr(list->lang, "line %d: "), first->mark.line);
    buf_adds(out, first->what);
    if (list->errors > 1)
        buf_addf(out, trn(list->lang, list->errors - 1, " (and %d more)", " (and %d more)"),
                 list->errors - 1);
}
