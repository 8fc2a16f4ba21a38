/* Reading lists, by libcsv. */
#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/csv.h"

/* A place to go on from. */
struct mark {
    size_t at; /* bytes */
    long line; /* of the line that begins there */
};

struct reading {
    struct csv_table *table;
    struct csv_parser parser;
    const char *text;
    size_t len;
    struct mark next;   /* the line that comes */
    struct mark behind; /* the line after the one the row began in */
    struct csv_row row; /* being read */
    bool ended;         /* the line just read closed its row */
    struct buf mended;  /* a line with what is no text replaced */
    csv_fault *fault;
    void *arg;
};

static void row_release(struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        free(row->cells[i]);
    free(row->cells);
    *row = (struct csv_row){0};
}

void csv_release(struct csv_table *table)
{
    for (size_t i = 0; i < table->n; i++)
        row_release(&table->rows[i]);
    free(table->rows);
    *table = (struct csv_table){0};
}

static bool is_blank(char sign)
{
    return sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n';
}

static void take_cell(void *bytes, size_t len, void *arg)
{
    struct reading *reading = arg;
    struct csv_row *row = &reading->row;
    const char *text = bytes ? bytes : "";
    while (len && is_blank(*text)) {
        text++;
        len--;
    }
    while (len && is_blank(text[len - 1]))
        len--;
    row->cells = mem_room(row->cells, row->n, sizeof *row->cells);
    row->cells[row->n++] = mem_copy_len(text, len);
}

/* A row of nothing but empty cells is what spreadsheets leave behind under a list. */
static bool says_nothing(const struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        if (*row->cells[i])
            return false;
    return true;
}

static void take_row(int end, void *arg)
{
    struct reading *reading = arg;
    struct csv_table *table = reading->table;
    (void)end;
    reading->ended = true;
    if (says_nothing(&reading->row)) {
        row_release(&reading->row);
        return;
    }
    table->rows = mem_room(table->rows, table->n, sizeof *table->rows);
    reading->row.line = reading->behind.line - 1;
    table->rows[table->n++] = reading->row;
    reading->row = (struct csv_row){0};
}

/* ---- the kind of file ------------------------------------------------------------------------ */

/* Every second byte of plain text in UTF-16 is zero; other kinds of files have them all over. */
static int refuse_kind(const char *text, size_t len, struct err *err)
{
    size_t zeros = 0, looked = len < 1000 ? len : 1000;
    bool marked = len >= 2 && (!memcmp(text, "\xFF\xFE", 2) || !memcmp(text, "\xFE\xFF", 2));
    for (size_t i = 0; i < looked; i++)
        zeros += text[i] == '\0';
    if (marked || zeros * 3 > looked)
        return err_set(err, "This list is UTF-16 (\"Unicode text\"). Save it as \"CSV UTF-8\" in "
                            "your spreadsheet, or give --encoding UTF-16.");
    if (len >= 4 && !memcmp(text, "PK\3\4", 4))
        return err_set(err, "This is a workbook, not a list. Save it as \"CSV UTF-8\" in your "
                            "spreadsheet.");
    return 0;
}

/* What may stand between the cells. */
static const char signs[] = {',', ';', '\t'};

/* The sign that stands most often in the first line that is not empty, quoted texts left out. */
static char find_between(const char *text, size_t len)
{
    while (len && (*text == '\n' || *text == '\r')) {
        text++;
        len--;
    }
    size_t counts[sizeof signs] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < len && text[i] != '\n' && text[i] != '\r'; i++) {
        quoted = quoted != (text[i] == '"');
        for (size_t k = 0; !quoted && k < sizeof signs; k++)
            counts[k] += text[i] == signs[k];
    }
    for (size_t k = 1; k < sizeof signs; k++)
        if (counts[k] > counts[best])
            best = k;
    return signs[best];
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* The bytes of the line that begins at `at`, with its end: a line feed, a carriage return or both.
 */
static size_t line_size(const struct reading *reading, size_t at)
{
    size_t end = at;
    while (end < reading->len && reading->text[end] != '\n' && reading->text[end] != '\r')
        end++;
    if (end + 1 < reading->len && reading->text[end] == '\r' && reading->text[end + 1] == '\n')
        end++;
    return (end < reading->len ? end + 1 : end) - at;
}

static void tell(struct reading *reading, long line, long character, enum csv_wrong wrong)
{
    reading->fault(reading->arg, line, character, wrong);
}

static long characters(const char *text, size_t len)
{
    long n = 0;
    for (size_t at = 0, size; at < len; at += size, n++)
        utf8_decode(text + at, len - at, &size);
    return n;
}

/* Puts "?" where a byte is no text, and tells the first of each kind. */
static void mend(struct reading *reading, const char *line, size_t size)
{
    bool told[2] = {false, false};
    buf_clear(&reading->mended);
    for (size_t at = 0, step; at < size; at += step) {
        utf8_decode(line + at, size - at, &step);
        bool zero = !line[at];
        if (!zero && utf8_valid(line + at, step)) {
            buf_add(&reading->mended, line + at, step);
            continue;
        }
        if (!told[zero])
            tell(reading, reading->next.line, characters(line, at) + 1,
                 zero ? CSV_ZERO : CSV_NOT_UTF8);
        told[zero] = true;
        buf_addc(&reading->mended, '?');
    }
}

static int start(struct reading *reading)
{
    row_release(&reading->row);
    if (csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI))
        return -1;
    csv_set_delim(&reading->parser, (unsigned char)reading->table->between);
    return 0;
}

/* Begins anew behind the line the row began in. */
static int recover(struct reading *reading)
{
    csv_free(&reading->parser);
    reading->next = reading->behind;
    reading->ended = true;
    return start(reading);
}

/* Something does not fit at the byte `at` of the line. When the row began in an earlier one, a
 * quote was opened there that this one did not mean to close. */
static int misread(struct reading *reading, const char *line, size_t at)
{
    long here = reading->next.line, began = reading->behind.line - 1;
    if (csv_error(&reading->parser) != CSV_EPARSE)
        return -1;
    if (began == here)
        tell(reading, here, characters(line, at) + 1, CSV_STRAY_QUOTE);
    else
        tell(reading, began, 0, CSV_OPEN_QUOTE);
    return recover(reading);
}

static int pass_over(struct reading *reading, size_t size)
{
    tell(reading, reading->next.line, 0, CSV_LONG_LINE);
    csv_free(&reading->parser);
    reading->next = (struct mark){reading->next.at + size, reading->next.line + 1};
    reading->ended = true;
    return start(reading);
}

/* The line ends at its size; nothing else ends it. */
static bool is_blank_line(const char *line, size_t size)
{
    static const char blanks[] = {' ', '\t', '\r', '\n'};
    size_t at = 0;
    while (at < size && memchr(blanks, line[at], sizeof blanks))
        at++;
    return at == size;
}

static int read_line(struct reading *reading)
{
    size_t size = line_size(reading, reading->next.at);
    const char *line = reading->text + reading->next.at;
    const struct mark after = {reading->next.at + size, reading->next.line + 1};
    if (reading->ended)
        reading->behind = after;
    if (size > CSV_LINE_MAX)
        return pass_over(reading, size);
    if (!utf8_valid(line, size) || memchr(line, '\0', size)) {
        mend(reading, line, size);
        line = reading->mended.data;
        size = reading->mended.len;
    }
    bool blank = reading->ended && is_blank_line(line, size);
    reading->ended = blank;
    size_t fed = csv_parse(&reading->parser, line, size, take_cell, take_row, reading);
    if (fed != size)
        return misread(reading, line, fed);
    reading->next = after;
    return 0;
}

/* The last row may have no end of line; it may not end inside quotes. */
static int finish(struct reading *reading)
{
    if (csv_fini(&reading->parser, take_cell, take_row, reading) == 0)
        return 0;
    if (csv_error(&reading->parser) != CSV_EPARSE)
        return -1;
    tell(reading, reading->behind.line - 1, 0, CSV_OPEN_QUOTE);
    return recover(reading);
}

static int read_lines(struct reading *reading)
{
    int failed = start(reading);
    do {
        while (!failed && reading->next.at < reading->len)
            failed = read_line(reading);
        failed = failed || finish(reading);
    } while (!failed && reading->next.at < reading->len);
    return failed;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Passes over a byte order mark, and a first line that says what stands between the cells. */
static void look_at_start(struct reading *reading)
{
    const char *text = reading->text;
    if (reading->len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        reading->next.at = 3;
    text += reading->next.at;
    if (reading->len - reading->next.at > 5 && !memcmp(text, "sep=", 4) &&
        memchr(signs, text[4], sizeof signs)) {
        reading->table->between = text[4];
        reading->next.at += line_size(reading, reading->next.at);
        reading->next.line++;
    } else {
        reading->table->between = find_between(text, reading->len - reading->next.at);
    }
}

int csv_read(struct csv_table *table, const char *text, size_t len, csv_fault *fault, void *arg,
             struct err *err)
{
    struct reading reading = {.table = table,
                              .text = text,
                              .len = len,
                              .next = {0, 1},
                              .ended = true,
                              .fault = fault,
                              .arg = arg};
    *table = (struct csv_table){.between = ','};
    if (refuse_kind(text, len, err))
        return -1;
    look_at_start(&reading);
    int failed = read_lines(&reading);
    csv_free(&reading.parser);
    row_release(&reading.row);
    buf_release(&reading.mended);
    if (failed)
        err_set(err, "There is not enough memory to read this list.");
    else if (!table->n)
        failed = err_set(err, "There is nothing in this list.");
    if (failed)
        csv_release(table);
    return failed;
}

const char *csv_wrong_words(enum csv_wrong wrong)
{
    static const char *const words[] = {
        [CSV_NOT_UTF8] = N_("this is not UTF-8."),
        [CSV_ZERO] = N_("a byte of zero stands here; no text has one."),
        [CSV_OPEN_QUOTE] = N_("a quote opens here that is never closed."),
        [CSV_STRAY_QUOTE] =
            (N_("the quotes are not right: a cell in quotes must end with a quote, nothing may "
                "follow it, and a quote inside it is written twice.")),
        [CSV_LONG_LINE] = N_("this line is longer than 65,536 bytes; a list has none like that."),
    };
    return words[wrong];
}
