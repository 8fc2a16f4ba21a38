/* The columns of a list of absences: which is which, and what the first line says too much. */
#include <stdlib.h>
#include <string.h>

#include "absence_inside.h"
#include "base/mem.h"
#include "base/utf8.h"

/* Its name on the command line, and what its heading may say. */
static const char *const headings[LIST_COLUMNS] = {
    [LIST_NAME] = "name;naam;employee;medewerker;werknemer",
    [LIST_TEAM] = "team;department;afdeling",
    [LIST_CODE] = ("code;number;personnel number;employee number;nummer;personeelsnummer;"
                   "medewerkernummer"),
    [LIST_LEAVE] = "leave;maternity leave;verlof;zwangerschapsverlof",
    [LIST_PART] = "part;partly back;deels terug;deels hersteld;percentage hersteld",
    [LIST_PART_FROM] = "part_from;partly back from;deels vanaf;deels hersteld per",
    [LIST_ADVISED] = "advised;advice of;advies van;advies bedrijfsarts",
    [LIST_IN_SERVICE] = "in_service;in service;in dienst;datum in dienst",
    [LIST_OUT_OF_SERVICE] = "out_of_service;out of service;uit dienst;datum uit dienst",
    [LIST_FACTOR] = "factor;fte;deeltijdfactor;working-time factor",
    [LIST_FIELDS + ABSENCE_FIRST_DAY] =
        ("first_day;first day;start;begin;eerste dag;eerste ziektedag;eerste verzuimdag;ziek vanaf;"
         "ziek sinds;datum ziekmelding;startdatum;begindatum"),
    [LIST_FIELDS + ABSENCE_EXPECTED] = "expected;expected back;verwacht;verwacht terug",
    [LIST_FIELDS + ABSENCE_BACK] =
        ("back;back in full;recovered;hersteld;hersteld per;herstel;hersteldatum;eerste dag terug;"
         "helemaal terug;volledig terug"),
    [LIST_FIELDS + ABSENCE_REACHABLE] = "reachable;bereikbaar;telefoon",
    [LIST_FIELDS + ABSENCE_LASTING] = "lasting;verwachte duur;duur",
    [LIST_FIELDS + ABSENCE_WORK] = "work;werk;overnemen",
    [LIST_FIELDS + ABSENCE_SAFETY_NET] = "safety_net;safety net;vangnet",
    [LIST_FIELDS + ABSENCE_ACCIDENT] = "accident;arbeidsongeval",
    [LIST_FIELDS + ABSENCE_LIABLE] = "liable;verkeersongeval;regres",
};

/* What becomes of each column of the list: a column of ours, or one of these. */
enum { UNKNOWN = -1, SKIPPED = -2 };

struct mapping {
    struct list *list;
    const struct csv_row *head;
    int *meant;   /* by the columns of the list */
    size_t known; /* headings that say one of ours */
};

/* ---- words ----------------------------------------------------------------------------------- */

bool list_among(const char *names, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = names; *at;) {
        size_t size = strcspn(at, ";");
        if (size == len && memcmp(at, word, len) == 0)
            return true;
        at += size + (at[size] == ';');
    }
    return false;
}

/* The column a key stands for, as in --columns name=Medewerker; -1 when there is none. */
static int column_of(const char *key, size_t len)
{
    for (int column = 0; column < LIST_COLUMNS; column++) {
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

static void add_keys(struct buf *buf)
{
    for (int column = 0; column < LIST_COLUMNS; column++)
        buf_addf(buf, "%s%.*s", column ? ", " : "", (int)strcspn(headings[column], ";"),
                 headings[column]);
}

/* ---- what was given -------------------------------------------------------------------------- */

static void misuse(struct list *list, const char *words)
{
    list->misused = true;
    list_fault_words(list, list->table.rows[0].line, 0, words);
}

static void no_heading(struct list *list, const char *heading)
{
    struct buf words = BUF_INIT;
    buf_addf(&words, tr(list->cli->lang, "The list has no column \"%s\"."), heading);
    misuse(list, words.data);
    buf_release(&words);
}

static void no_key(struct list *list)
{
    struct buf words = BUF_INIT;
    buf_adds(&words, tr(list->cli->lang, "--columns takes KEY=HEADING with commas between; the "
                                         "keys are: "));
    add_keys(&words);
    buf_addc(&words, '.');
    misuse(list, words.data);
    buf_release(&words);
}

/* One "name=Medewerker". */
static void map_one(struct mapping *mapping, const char *text, size_t len)
{
    struct list *list = mapping->list;
    size_t sign = strcspn(text, "=");
    int column = sign < len ? column_of(text, sign) : -1;
    if (column < 0) {
        no_key(list);
        return;
    }
    char *heading = mem_copy_len(text + sign + 1, len - sign - 1);
    int place = find_heading(mapping->head, heading);
    if (place < 0) {
        no_heading(list, heading);
    } else {
        list->place[column] = place;
        mapping->meant[place] = column;
        mapping->known++;
    }
    free(heading);
}

static void skip_one(struct mapping *mapping, const char *text, size_t len)
{
    char *heading = mem_copy_len(text, len);
    int place = find_heading(mapping->head, heading);
    if (place < 0)
        no_heading(mapping->list, heading);
    else
        mapping->meant[place] = SKIPPED;
    free(heading);
}

static void each(struct mapping *mapping, const char *text,
                 void (*one)(struct mapping *mapping, const char *text, size_t len))
{
    while (text && *text) {
        size_t len = strcspn(text, ",");
        one(mapping, text, len);
        text += len + (text[len] == ',');
    }
}

/* ---- what the first line says ---------------------------------------------------------------- */

static void twice(struct list *list, int place, int column)
{
    struct buf words = BUF_INIT;
    buf_addf(&words, tr(list->cli->lang, "this says %.*s, as column %d does."),
             (int)strcspn(headings[column], ";"), headings[column], list->place[column] + 1);
    list_fault_words(list, list->table.rows[0].line, place + 1, words.data);
    buf_release(&words);
}

static void map_heading(struct mapping *mapping, int place)
{
    struct list *list = mapping->list;
    struct buf folded = BUF_INIT;
    const char *heading = mapping->head->cells[place];
    utf8_fold(&folded, heading, strlen(heading));
    for (int column = 0; column < LIST_COLUMNS; column++) {
        if (!list_among(headings[column], folded.data))
            continue;
        mapping->known++;
        mapping->meant[place] = column;
        if (list->place[column] < 0)
            list->place[column] = place;
        else
            twice(list, place, column);
    }
    buf_release(&folded);
}

/* What it may have meant to say: one of the names of a column that is still missing; or NULL. The
 * caller frees it. */
static char *nearest(const struct list *list, const char *heading)
{
    struct buf folded = BUF_INIT;
    char *found = NULL;
    utf8_fold(&folded, heading, strlen(heading));
    for (int column = 0; !found && column < LIST_COLUMNS; column++) {
        for (const char *at = headings[column]; !found && list->place[column] < 0 && *at;) {
            size_t size = strcspn(at, ";");
            char *name = mem_copy_len(at, size);
            const char *const choices[] = {name, NULL};
            if (cli_nearest(folded.data, choices))
                found = mem_copy(name);
            free(name);
            at += size + (at[size] == ';');
        }
    }
    buf_release(&folded);
    return found;
}

/* Does any row have something in that column? */
static bool is_used(const struct csv_table *table, size_t place)
{
    for (size_t i = 1; i < table->n; i++)
        if (place < table->rows[i].n && *table->rows[i].cells[place])
            return true;
    return false;
}

static void unknown(struct mapping *mapping, int place)
{
    struct list *list = mapping->list;
    const char *heading = mapping->head->cells[place];
    struct buf words = BUF_INIT;
    char *near = nearest(list, heading);
    if (!*heading)
        buf_adds(&words, tr(list->cli->lang, "this column has no heading."));
    else if (near)
        buf_addf(&words, tr(list->cli->lang, "\"%s\" is not known. Did you mean \"%s\"?"), heading,
                 near);
    else
        buf_addf(&words, tr(list->cli->lang, "\"%s\" is not known."), heading);
    list_fault_words(list, mapping->head->line, place + 1, words.data);
    free(near);
    buf_release(&words);
}

static void tell_unknown(struct mapping *mapping)
{
    struct list *list = mapping->list;
    const char *skip = cli_value(list->cli, "skip");
    bool found = false;
    for (size_t i = 0; i < mapping->head->n; i++) {
        if (mapping->meant[i] != UNKNOWN || (skip && !strcmp(skip, "*")) ||
            (!*mapping->head->cells[i] && !is_used(&list->table, i)))
            continue;
        unknown(mapping, (int)i);
        found = true;
    }
    if (found)
        list_fault(list, mapping->head->line, 0,
                   N_("Say what a column is called with --columns, such as --columns "
                      "\"name=Medewerker,first_day=Begin\"; leave columns out with --skip "
                      "\"HEADING,HEADING\", or all of these with --skip \"*\"."));
}

static bool has_days(const struct list *list)
{
    return list->place[LIST_FIELDS + ABSENCE_FIRST_DAY] >= 0 || list->place[LIST_IN_SERVICE] >= 0;
}

static void tell_missing(struct list *list)
{
    long line = list->table.rows[0].line;
    if (list->place[LIST_NAME] < 0)
        list_fault(list, line, 0, N_("there is no column with the name (name)."));
    if (!has_days(list))
        list_fault(list, line, 0,
                   N_("there is no column with the first day (first_day), nor one with the day in "
                      "service (in_service)."));
}

bool list_map_columns(struct list *list)
{
    struct mapping mapping = {.list = list, .head = &list->table.rows[0]};
    const char *skip = cli_value(list->cli, "skip");
    mapping.meant = mem_zero(mapping.head->n + 1, sizeof *mapping.meant);
    for (size_t i = 0; i < mapping.head->n; i++)
        mapping.meant[i] = UNKNOWN;
    for (int column = 0; column < LIST_COLUMNS; column++)
        list->place[column] = -1;
    each(&mapping, cli_value(list->cli, "columns"), map_one);
    each(&mapping, skip && strcmp(skip, "*") != 0 ? skip : NULL, skip_one);
    for (size_t i = 0; i < mapping.head->n; i++)
        if (mapping.meant[i] == UNKNOWN)
            map_heading(&mapping, (int)i);
    /* A first line that names nothing is no first line, and what stands in it is somebody's. */
    if (mapping.known) {
        tell_unknown(&mapping);
        tell_missing(list);
    } else {
        list_fault(list, mapping.head->line, 0,
                   N_("The first line must name the columns; a name and a first day at least. If "
                      "they are called something else, say so: --columns "
                      "\"name=Medewerker,first_day=Begin\"."));
    }
    free(mapping.meant);
    return list->place[LIST_NAME] >= 0 && has_days(list);
}
