/* Absences from a list: its columns, dates and signs understood, and every bad row said. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <uniconv.h>

#include "base/input.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/given.h"
#include "domain/person.h"
#include "report/csv.h"
#include "store/absences.h"

#define LIST_MAX ((size_t)256 << 20)

/* The columns a list may have: its name on the command line, and what its heading may say. */
enum column { COLUMN_NAME, COLUMN_TEAM, COLUMN_FIELDS, COLUMNS = COLUMN_FIELDS + ABSENCE_FIELDS };

static const char *const headings[COLUMNS] = {
    [COLUMN_NAME] = "name;naam;employee;medewerker;werknemer",
    [COLUMN_TEAM] = "team;department;afdeling",
    [COLUMN_FIELDS + ABSENCE_FIRST_DAY] =
        ("first_day;first day;start;begin;eerste dag;eerste ziektedag;eerste verzuimdag;ziek vanaf;"
         "ziek sinds;datum ziekmelding;startdatum;begindatum"),
    [COLUMN_FIELDS + ABSENCE_EXPECTED] = "expected;expected back;verwacht;verwacht terug",
    [COLUMN_FIELDS + ABSENCE_BACK] =
        "back;back in full;recovered;hersteld;hersteld per;herstel;hersteldatum;eerste dag terug",
    [COLUMN_FIELDS + ABSENCE_REACHABLE] = "reachable;bereikbaar;telefoon",
    [COLUMN_FIELDS + ABSENCE_LASTING] = "lasting;verwachte duur;duur",
    [COLUMN_FIELDS + ABSENCE_WORK] = "work;werk;overnemen",
    [COLUMN_FIELDS + ABSENCE_SAFETY_NET] = "safety_net;safety net;vangnet",
    [COLUMN_FIELDS + ABSENCE_ACCIDENT] = "accident;arbeidsongeval",
    [COLUMN_FIELDS + ABSENCE_LIABLE] = "liable;verkeersongeval;regres",
};

struct list {
    struct cli *cli;
    struct csv_table table;
    int place[COLUMNS]; /* of each column in a row, or -1 */
    const char *order;  /* of the parts of a date: "dmy", "mdy", "ymd" */
    struct absence_import *rows;
    size_t n, faults;
};

static void complain(void *arg, const struct absence_import *row, const char *words)
{
    struct list *list = arg;
    cli_say(list->cli, "Line %ld: %s", row->line, tr(list->cli->lang, words));
}

static void fault(struct list *list, long line, const char *words)
{
    list->faults++;
    complain(list, &(struct absence_import){.line = line}, words);
}

/* ---- columns --------------------------------------------------------------------------------- */

/* Is heading, folded, among the names, which have semicolons between them? */
static bool among(const char *names, const char *heading)
{
    size_t len = strlen(heading);
    for (const char *at = names; *at;) {
        size_t size = strcspn(at, ";");
        if (size == len && memcmp(at, heading, len) == 0)
            return true;
        at += size + (at[size] == ';');
    }
    return false;
}

/* The column a key stands for, as in --columns name=Medewerker; -1 when there is none. */
static int column_of(const char *key, size_t len)
{
    for (int column = 0; column < COLUMNS; column++) {
        size_t size = strcspn(headings[column], ";");
        if (size == len && memcmp(headings[column], key, len) == 0)
            return column;
    }
    return -1;
}

static int find_heading(const struct csv_row *head, const char *wanted)
{
    for (size_t i = 0; i < head->n; i++)
        if (utf8_compare(head->cells[i], wanted) == 0)
            return (int)i;
    return -1;
}

/* Reads "name=Medewerker,first_day=Begin"; 0, or -1 after saying what is wrong. */
static int map_given(struct list *list, const char *map)
{
    const struct csv_row *head = list->table.rows;
    while (*map) {
        size_t len = strcspn(map, ","), sign = strcspn(map, "=");
        char *heading = sign < len ? mem_copy_len(map + sign + 1, len - sign - 1) : mem_copy("");
        int column = sign < len ? column_of(map, sign) : -1;
        int place = *heading ? find_heading(head, heading) : -1;
        if (column < 0)
            cli_misuse(list->cli, "--columns takes KEY=HEADING with commas between; the keys are: "
                                  "name, team, first_day, expected, back, reachable, lasting, "
                                  "work, safety_net, accident, liable.");
        else if (place < 0)
            cli_misuse(list->cli, "The list has no column \"%s\".", heading);
        free(heading);
        if (column < 0 || place < 0)
            return -1;
        list->place[column] = place;
        map += len + (map[len] == ',');
    }
    return 0;
}

static void map_headings(struct list *list)
{
    const struct csv_row *head = list->table.rows;
    struct buf folded = BUF_INIT;
    for (size_t i = 0; i < head->n; i++) {
        buf_clear(&folded);
        utf8_fold(&folded, head->cells[i], strlen(head->cells[i]));
        for (int column = 0; column < COLUMNS; column++)
            if (list->place[column] < 0 && among(headings[column], folded.data))
                list->place[column] = (int)i;
    }
    buf_release(&folded);
}

static int map_columns(struct list *list)
{
    const char *map = cli_value(list->cli, "columns");
    for (int column = 0; column < COLUMNS; column++)
        list->place[column] = -1;
    if (map && map_given(list, map))
        return CLI_MISUSE;
    map_headings(list);
    if (list->place[COLUMN_NAME] >= 0 && list->place[COLUMN_FIELDS + ABSENCE_FIRST_DAY] >= 0)
        return CLI_DONE;
    err_set(&list->cli->err,
            "The first line must name the columns; a name and a first day at least. If they are "
            "called something else, say so: --columns \"name=Medewerker,first_day=Begin\".");
    return cli_fail(list->cli);
}

/* ---- cells ----------------------------------------------------------------------------------- */

static const char *cell_of(const struct list *list, const struct csv_row *row, int column)
{
    int place = list->place[column];
    return place >= 0 && (size_t)place < row->n ? row->cells[place] : "";
}

/* Reads three numbers with -, / or . between; what a spreadsheet adds behind them (a time of zero)
 * is passed over. False when it is anything else. */
static bool read_numbers(const char *text, int numbers[3], size_t lengths[3])
{
    for (int i = 0; i < 3; i++) {
        numbers[i] = 0;
        for (lengths[i] = 0; isdigit((unsigned char)*text); text++, lengths[i]++)
            numbers[i] = numbers[i] < 100000 ? numbers[i] * 10 + (*text - '0') : numbers[i];
        if (!lengths[i] || (i < 2 && (!*text || !strchr("-/.", *text))))
            return false;
        text += i < 2;
    }
    return !*text ||
           ((*text == ' ' || *text == 'T') && strspn(text + 1, "0:.Z") == strlen(text + 1));
}

/* A date of a list names its year in full; nothing is guessed. */
static bool read_date(const struct list *list, const char *text, int *day)
{
    int numbers[3];
    size_t lengths[3];
    if (!read_numbers(text, numbers, lengths))
        return false;
    const char *order = lengths[0] == 4 ? "ymd" : list->order;
    int year = 0, month = 0, date = 0;
    for (int i = 0; i < 3; i++) {
        int *part = order[i] == 'y' ? &year : order[i] == 'm' ? &month : &date;
        *part = numbers[i];
        if (order[i] == 'y' && lengths[i] != 4)
            return false;
    }
    *day = day_from_civil(year, month, date);
    return *day != DAY_NONE;
}

static bool read_told(const char *text, enum told *told)
{
    static const struct {
        const char *words;
        enum told told;
    } known[] = {{"ja;yes;j;y;1;true;waar", TOLD_YES},
                 {"nee;no;n;0;false;onwaar", TOLD_NO},
                 {"onbekend;unknown;?", TOLD_UNKNOWN}};
    struct buf folded = BUF_INIT;
    bool found = false;
    utf8_fold(&folded, text, strlen(text));
    for (size_t i = 0; !found && i < sizeof known / sizeof *known; i++)
        if ((found = among(known[i].words, folded.data)))
            *told = known[i].told;
    buf_release(&folded);
    return found;
}

static void read_field(struct list *list, const struct csv_row *row, enum absence_field field,
                       struct absence *absence)
{
    const char *text = cell_of(list, row, COLUMN_FIELDS + (int)field);
    if (!*text)
        return;
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        if (!read_date(list, text, absence_day(absence, field)))
            fault(list, row->line,
                  N_("a date is not one this list can have. Write it with the year in full, such "
                     "as 2026-11-24 or 24-11-2026, or give --dates."));
        break;
    case ABSENCE_TEXT:
        mem_replace(absence_text(absence, field), text);
        break;
    case ABSENCE_TOLD:
        if (!read_told(text, absence_told(absence, field)))
            fault(list, row->line, N_("only yes, no or unknown can stand in one of the columns."));
        break;
    }
}

static void read_row(struct list *list, const struct csv_row *row)
{
    struct absence_import *import = &list->rows[list->n++];
    *import = (struct absence_import){
        .name = mem_copy(cell_of(list, row, COLUMN_NAME)),
        .team = mem_copy(cell_of(list, row, COLUMN_TEAM)),
        .line = row->line,
    };
    absence_init(&import->absence);
    const char *wrong = person_name_fault(import->name);
    if (wrong)
        fault(list, row->line, wrong);
    if (row->n > list->table.rows[0].n)
        fault(list, row->line, N_("there are more cells than the first line has columns."));
    for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++)
        read_field(list, row, field, &import->absence);
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

static void say_imported(struct cli *cli, const struct absence_imported *imported)
{
    cli_say(cli, "Brought in: %zu new, %zu changed, %zu known already. New people: %zu.",
            imported->fresh, imported->changed, imported->known, imported->people);
}

static int store_rows(struct list *list)
{
    struct absence_imported imported;
    struct cli *cli = list->cli;
    if (list->faults) {
        err_set(&cli->err, "Nothing was brought in. Mend these lines and try again.");
        return cli_fail(cli);
    }
    if (absences_import(cli->store, list->rows, list->n, complain, list, &imported, &cli->err))
        return cli_fail(cli);
    say_imported(cli, &imported);
    return CLI_DONE;
}

static int import(struct list *list, const struct buf *text)
{
    if (csv_read(&list->table, text->data, text->len, &list->cli->err))
        return cli_fail(list->cli);
    int status = map_columns(list);
    if (status != CLI_DONE)
        return status;
    list->rows = mem_zero(list->table.n, sizeof *list->rows);
    for (size_t i = 1; i < list->table.n; i++)
        read_row(list, &list->table.rows[i]);
    return store_rows(list);
}

int command_absence_import(struct cli *cli)
{
    static const char *const orders[] = {"dmy", "mdy", "ymd", NULL};
    struct buf text = BUF_INIT;
    int order = given_choice(cli, "dates", orders, 0);
    if (order < 0)
        return CLI_MISUSE;
    struct list list = {.cli = cli, .order = orders[order]};
    int status = read_text(cli, cli->args[0], &text) ? cli_fail(cli) : import(&list, &text);
    for (size_t i = 0; i < list.n; i++) {
        free(list.rows[i].name);
        free(list.rows[i].team);
        absence_release(&list.rows[i].absence);
    }
    free(list.rows);
    csv_release(&list.table);
    buf_release(&text);
    return status;
}
