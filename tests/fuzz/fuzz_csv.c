/*
 * A list of absences, read as cells and brought in by the real command. What cells hold can be
 * written again without a formula or a control, and comes back as it was.
 */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/cli.h"
#include "report/csv.h"

enum { OWN_BEFORE_MORE = 300 };

/* ---- reading and writing cells --------------------------------------------------------------- */

static bool is_formula(const char *cell)
{
    cell += strspn(cell, " \t\r\n\"'");
    return *cell && strchr("=+-@", *cell) != NULL;
}

struct wrongs {
    size_t n;
    long last;
};

/* Each has a place, and words. */
static void told(void *arg, long line, long character, enum csv_wrong wrong)
{
    struct wrongs *told = arg;
    FUZZ_HOLDS(line > 0 && character >= 0);
    FUZZ_HOLDS(*csv_wrong_words(wrong));
    told->n++;
    told->last = line > told->last ? line : told->last;
}

static void comes_back(const struct csv_row *row, const struct buf *written)
{
    struct csv_table again;
    struct err err = ERR_INIT(LANG_EN);
    bool says_something = false;
    for (size_t i = 0; i < row->n; i++)
        says_something = says_something || *row->cells[i];
    struct wrongs wrongs = {0};
    FUZZ_HOLDS(csv_read(&again, written->data, written->len, told, &wrongs, &err) == 0 ||
               !says_something || written->len > CSV_LINE_MAX);
    FUZZ_HOLDS(!wrongs.n || written->len > CSV_LINE_MAX);
    FUZZ_HOLDS(again.n <= 1);
    for (size_t i = 0; again.n && row->n > 1 && i < row->n && i < again.rows[0].n; i++) {
        const char *cell = row->cells[i], *read = again.rows[0].cells[i];
        if (*read == '\'')
            continue;
        FUZZ_HOLDS(!is_formula(read));
        if (strpbrk(cell, ";\t")) /* a spreadsheet may part a cell there, so it is looked at too */
            continue;
        FUZZ_HOLDS(!utf8_clean(cell, strlen(cell)) || !strcmp(cell, read));
    }
    csv_release(&again);
}

static void read_cells(const char *text, size_t len)
{
    struct csv_table table;
    struct err err = ERR_INIT(LANG_NL);
    struct wrongs wrongs = {0};
    int failed = csv_read(&table, text, len, told, &wrongs, &err);
    FUZZ_HOLDS(wrongs.n <= 4 * len && wrongs.last <= (long)len + 1);
    FUZZ_HOLDS(failed ? *err.text && !table.n : table.n > 0);
    fuzz_is_shown(err.text, strlen(err.text));
    for (size_t i = 0; i < table.n; i++) {
        FUZZ_HOLDS(!i || table.rows[i].line > table.rows[i - 1].line);
        struct buf written = BUF_INIT;
        csv_add_row(&written, (const char *const *)table.rows[i].cells, table.rows[i].n);
        FUZZ_HOLDS(written.len >= 2 && !strcmp(written.data + written.len - 2, "\r\n"));
        for (size_t k = 0; k < written.len - 2; k++) {
            unsigned char byte = (unsigned char)written.data[k];
            FUZZ_HOLDS((byte >= ' ' && byte != 0x7F) || byte == '\n');
        }
        comes_back(&table.rows[i], &written);
        buf_release(&written);
    }
    csv_release(&table);
}

/* ---- the command ----------------------------------------------------------------------------- */

/* What the command says; nothing in it may act on a terminal. */
static int run(const char *list, const char *db)
{
    char *words[] = {(char *)"gesprek",
                     (char *)"absence",
                     (char *)"import",
                     (char *)list,
                     (char *)"--db",
                     (char *)db,
                     NULL};
    struct cli cli;
    char *said = NULL;
    size_t len = 0;
    int status = cli_parse(&cli, 6, words);
    FUZZ_HOLDS(status < 0);
    cli.errors = open_memstream(&said, &len);
    status = cli_open(&cli) ? cli_fail(&cli) : cli.command->run(&cli);
    FILE *errors = cli.errors;
    status = cli_close(&cli, status);
    FUZZ_HOLDS(fclose(errors) == 0 && len > 0);
    fuzz_is_shown(said, len);
    free(said);
    return status;
}

static void bring_in(const uint8_t *bytes, size_t len)
{
    static int kept;
    struct buf list = BUF_INIT, db = BUF_INIT;
    fuzz_file("list.csv", bytes, len, &list);
    buf_addf(&db, "%s/list.db", fuzz_folder());
    if (kept > OWN_BEFORE_MORE) {
        remove(db.data);
        kept = 0;
    }
    kept += run(list.data, db.data) == CLI_DONE;
    buf_release(&list);
    buf_release(&db);
}

/* The command opens a file of its own each time, so it gets only lists that look like one. */
void fuzz_csv(const uint8_t *bytes, size_t len)
{
    struct buf text = BUF_INIT;
    buf_add(&text, bytes, len);
    read_cells(text.data, len);
    if (len < 8192 && strstr(text.data, "naam") && strstr(text.data, "start"))
        bring_in(bytes, len);
    buf_release(&text);
}
