/* Reading lists, by libcsv. */
#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "report/csv.h"

struct reading {
    struct csv_table *table;
    struct csv_row row; /* being read */
    long line;
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
    if (says_nothing(&reading->row)) {
        row_release(&reading->row);
        return;
    }
    table->rows = mem_room(table->rows, table->n, sizeof *table->rows);
    reading->row.line = reading->line;
    table->rows[table->n++] = reading->row;
    reading->row = (struct csv_row){0};
}

/* The sign that stands most often in the first line, quoted texts left out. */
static unsigned char find_delimiter(const char *text, size_t len)
{
    static const char signs[] = ",;\t";
    size_t counts[sizeof signs - 1] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < len && (quoted || text[i] != '\n'); i++) {
        quoted = quoted != (text[i] == '"');
        for (size_t k = 0; !quoted && k < sizeof signs - 1; k++)
            counts[k] += text[i] == signs[k];
    }
    for (size_t k = 1; k < sizeof signs - 1; k++)
        if (counts[k] > counts[best])
            best = k;
    return (unsigned char)signs[best];
}

static int fail_at(struct err *err, long line, int code)
{
    return code == CSV_EPARSE
               ? err_set(err,
                         "Line %ld: the quotes are not right; a text in quotes must end with a "
                         "quote, and nothing may follow it.",
                         line)
               : err_set(err, "There is not enough memory to read this list.");
}

/* Feeds it line by line, so that what is wrong has a place. */
static int read_lines(struct csv_parser *parser, struct reading *reading, const char *text,
                      size_t len, struct err *err)
{
    for (size_t at = 0; at < len;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t size = end ? (size_t)(end - text) - at + 1 : len - at;
        reading->line++;
        if (!utf8_valid(text + at, size) || memchr(text + at, '\0', size)) /* 0: UTF-16, mostly */
            return err_set(err,
                           "Line %ld is not UTF-8. Save the list as CSV UTF-8, or say what it "
                           "is with --encoding, such as windows-1252.",
                           reading->line);
        if (csv_parse(parser, text + at, size, take_cell, take_row, reading) != size)
            return fail_at(err, reading->line, csv_error(parser));
        at += size;
    }
    return csv_fini(parser, take_cell, take_row, reading)
               ? fail_at(err, reading->line, csv_error(parser))
               : 0;
}

int csv_read(struct csv_table *table, const char *text, size_t len, struct err *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    struct reading reading = {.table = table};
    struct csv_parser parser;
    *table = (struct csv_table){0};
    if (len >= 3 && memcmp(text, mark, 3) == 0) {
        text += 3;
        len -= 3;
    }
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI))
        return fail_at(err, 0, CSV_ENOMEM);
    csv_set_delim(&parser, find_delimiter(text, len));
    int failed = read_lines(&parser, &reading, text, len, err);
    csv_free(&parser);
    row_release(&reading.row);
    if (!failed && !table->n)
        failed = err_set(err, "There is nothing in this list.");
    if (failed)
        csv_release(table);
    return failed;
}
