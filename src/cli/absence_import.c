/* Absences from a list: all of it or nothing, and every line that will not do is told. */
#include <stdlib.h>
#include <string.h>
#include <uniconv.h>

#include "absence_inside.h"
#include "base/input.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/given.h"

#define LIST_MAX ((size_t)256 << 20)

/* ---- what is wrong --------------------------------------------------------------------------- */

static struct list_note *add_note(struct list *list, long line, const char *words)
{
    list->notes = mem_room(list->notes, list->n_notes, sizeof *list->notes);
    struct list_note *note = &list->notes[list->n_notes++];
    *note = (struct list_note){.line = line, .words = mem_copy(words)};
    list->faults++;
    return note;
}

void list_fault_words(struct list *list, long line, int column, const char *words)
{
    add_note(list, line, words)->column = column;
}

void list_fault(struct list *list, long line, int column, const char *words)
{
    list_fault_words(list, line, column, tr(list->cli->lang, words));
}

static void misread(void *arg, long line, long character, enum csv_wrong wrong)
{
    struct list *list = arg;
    add_note(list, line, tr(list->cli->lang, csv_wrong_words(wrong)))->character = character;
    list->not_utf8 |= wrong == CSV_NOT_UTF8;
}

static void refused(void *arg, const struct absence_import *row, const char *words)
{
    struct list *list = arg;
    for (size_t i = 0; i < row->absence.n_steps; i++)
        list->unadvised |= row->absence.steps[i].advised == DAY_NONE;
    list_fault(list, row->line, 0, words);
}

/* By line; what belongs to one line in the order it was found. */
static int compare(const void *a, const void *b)
{
    const struct list_note *one = a, *other = b;
    if (one->line != other->line)
        return one->line < other->line ? -1 : 1;
    if (!one->column != !other->column)
        return one->column ? -1 : 1; /* what holds for all of it comes last */
    if (one->column != other->column)
        return one->column < other->column ? -1 : 1;
    return (one->character > other->character) - (one->character < other->character);
}

/* A line that is read again, behind a quote that was never closed, says again what is wrong. */
static bool same(const struct list_note *one, const struct list_note *other)
{
    return compare(one, other) == 0 && !strcmp(one->words, other->words);
}

static void say_note(struct cli *cli, const struct list_note *note)
{
    if (note->column)
        cli_say(cli, "Line %ld, column %d: %s", note->line, note->column, note->words);
    else if (note->character)
        cli_say(cli, "Line %ld, character %ld: %s", note->line, note->character, note->words);
    else
        cli_say(cli, "Line %ld: %s", note->line, note->words);
}

static void say_notes(struct list *list)
{
    if (list->n_notes)
        qsort(list->notes, list->n_notes, sizeof *list->notes, compare);
    for (size_t i = 0; i < list->n_notes; i++)
        if (!i || !same(&list->notes[i - 1], &list->notes[i]))
            say_note(list->cli, &list->notes[i]);
    if (list->not_utf8)
        cli_say(list->cli, "Save the list as \"CSV UTF-8\" in your spreadsheet, or say what it is "
                           "with --encoding, such as windows-1252.");
    if (list->unadvised)
        cli_say(list->cli, "How much somebody can do may only be written down on the company "
                           "doctor's advice. Add the day of it, or leave those columns out with "
                           "--skip: then the days partly worked count as absent in full.");
    if (list->private && !cli_value(list->cli, "strict"))
        cli_say(list->cli, "'gesprek limits show' says what may be written down. With --strict "
                           "such a list is not brought in.");
}

static void release(struct list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        free(list->rows[i].name);
        free(list->rows[i].team);
        free(list->rows[i].code);
        absence_release(&list->rows[i].absence);
    }
    for (size_t i = 0; i < list->n_notes; i++)
        free(list->notes[i].words);
    free(list->notes);
    free(list->rows);
    csv_release(&list->table);
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Adds the file as UTF-8, whatever it was written in. */
static int read_text(struct cli *cli, const char *path, struct buf *text)
{
    const char *encoding = cli_value(cli, "encoding");
    struct buf bytes = BUF_INIT;
    size_t len = 0;
    int failed = input_read(path, LIST_MAX, &bytes, &cli->err);
    if (!failed && encoding) {
        char *read = (char *)u8_conv_from_encoding(encoding, iconveh_error, bytes.data, bytes.len,
                                                   NULL, NULL, &len);
        if (read)
            buf_add(text, read, len);
        else
            failed = err_set(&cli->err,
                             "This list cannot be read as %s. Save it as CSV UTF-8, or "
                             "give another --encoding.",
                             encoding);
        free(read);
    } else if (!failed) {
        buf_add(text, bytes.data, bytes.len);
    }
    buf_release(&bytes);
    return failed;
}

/* With something wrong already the rest is only looked at, so that it is told too. */
static int store_rows(struct list *list, struct absence_imported *imported)
{
    struct cli *cli = list->cli;
    int stored = absences_import(cli->store, list->rows, list->n, list->alike, list->faults > 0,
                                 refused, list, imported, &cli->err);
    say_notes(list);
    if (stored < 0)
        return cli_fail(cli);
    if (!stored) {
        cli_say(cli, "Brought in: %zu new, %zu changed, %zu known already. New people: %zu.",
                imported->fresh, imported->changed, imported->known, imported->people);
        if (imported->services)
            cli_say(cli, "Times in service, new or changed: %zu.", imported->services);
        if (imported->teams)
            cli_say(cli,
                    "In another team than before: %zu. Is one of them a namesake? Undo takes "
                    "the list back.",
                    imported->teams);
        if (imported->numbers)
            cli_say(cli,
                    "Known by name, and given their number: %zu. Is one of them a namesake? Undo "
                    "takes the list back.",
                    imported->numbers);
        return CLI_DONE;
    }
    err_set(&cli->err, "Nothing was brought in. Mend this and try again.");
    return list->misused ? cli_fail(cli), CLI_MISUSE : cli_fail(cli);
}

/* A first line that could not be read is told already; the next one is no heading. */
static bool has_head(const struct list *list)
{
    for (size_t i = 0; i < list->n_notes; i++)
        if (list->notes[i].line < list->table.rows[0].line)
            return false;
    return true;
}

static int import(struct list *list, const struct buf *text)
{
    struct absence_imported imported;
    if (csv_read(&list->table, text->data, text->len, misread, list, &list->cli->err)) {
        say_notes(list);
        return cli_fail(list->cli);
    }
    if (has_head(list) && list_map_columns(list))
        list_read_rows(list);
    return store_rows(list, &imported);
}

static int read_alike(struct cli *cli, enum import_alike *alike)
{
    static const char *const words[] = {"same", "new", NULL};
    int which = given_choice(cli, "alike", words, 0);
    *alike = !cli_value(cli, "alike") ? ALIKE_UNSAID : which ? ALIKE_NEW : ALIKE_SAME;
    return which < 0 ? -1 : 0;
}

int command_absence_import(struct cli *cli)
{
    static const char *const orders[] = {"dmy", "mdy", "ymd", NULL};
    struct buf text = BUF_INIT;
    int order = given_choice(cli, "dates", orders, 0);
    enum import_alike alike;
    if (order < 0 || read_alike(cli, &alike))
        return CLI_MISUSE;
    struct list list = {.cli = cli, .order = orders[order], .alike = alike};
    int status = read_text(cli, cli->args[0], &text) ? cli_fail(cli) : import(&list, &text);
    release(&list);
    buf_release(&text);
    return status;
}
