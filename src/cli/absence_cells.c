/* The cells of a list of absences: dates, signs and texts, each that will not do told by its place.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "absence_inside.h"
#include "base/decimal.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/person.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199 }; /* of base/day.h */

/* The row that is read. */
struct reader {
    struct list *list;
    const struct csv_row *row;
    bool wrong; /* something in it will not do */
};

static const char *cell_of(const struct reader *reader, int column)
{
    int place = reader->list->place[column];
    return place >= 0 && (size_t)place < reader->row->n ? reader->row->cells[place] : "";
}

/* column is one of ours; -1: the row as a whole. */
static void complain(struct reader *reader, int column, const char *words)
{
    int place = column < 0 ? 0 : reader->list->place[column] + 1;
    list_fault(reader->list, reader->row->line, place, words);
    reader->wrong = true;
}

/* ---- dates ----------------------------------------------------------------------------------- */

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

/* A date of a list names its year in full; nothing is guessed. What is wrong with it, or NULL. */
static const char *read_date(const struct list *list, const char *text, int *day)
{
    int numbers[3];
    size_t lengths[3];
    if (!read_numbers(text, numbers, lengths))
        return N_("this is not a date. Write it as 2026-11-24 or 24-11-2026.");
    const char *order = lengths[0] == 4 ? "ymd" : list->order;
    int year = 0, month = 0, date = 0;
    for (int i = 0; i < 3; i++) {
        int *part = order[i] == 'y' ? &year : order[i] == 'm' ? &month : &date;
        *part = numbers[i];
        if (order[i] == 'y' && lengths[i] != 4)
            return N_("the year of a date must be there in full, as in 2026-11-24 or 24-11-2026.");
    }
    if (year < FIRST_YEAR || year > LAST_YEAR)
        return N_("the year of this date cannot be right.");
    *day = day_from_civil(year, month, date);
    return *day == DAY_NONE ? N_("this date does not exist. Look at the day and the month, or say "
                                 "their order with --dates.")
                            : NULL;
}

/* ---- other cells ----------------------------------------------------------------------------- */

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
        if ((found = list_among(known[i].words, folded.data)))
            *told = known[i].told;
    buf_release(&folded);
    return found;
}

/* A day of that column; DAY_NONE when it is empty or was complained of. */
static int day_of(struct reader *reader, int column)
{
    int day = DAY_NONE;
    const char *text = cell_of(reader, column);
    const char *wrong = *text ? read_date(reader->list, text, &day) : NULL;
    if (wrong)
        complain(reader, column, wrong);
    return wrong ? DAY_NONE : day;
}

/* A step is there when one of its three columns says something; it needs all of them. */
static void read_step(struct reader *reader, struct absence *absence)
{
    const char *part = cell_of(reader, LIST_PART);
    struct absence_step step = {.part = 0};
    if (!*part && !*cell_of(reader, LIST_PART_FROM) && !*cell_of(reader, LIST_ADVISED))
        return;
    if (*part && !absence_part_read(part, &step.part))
        complain(reader, LIST_PART, N_("this is not a percentage. Write it as 50 or 37,5."));
    step.from = day_of(reader, LIST_PART_FROM);
    step.advised = day_of(reader, LIST_ADVISED);
    if (!reader->wrong)
        absence_step_put(absence, &step);
}

static void read_leave(struct reader *reader, struct absence *absence)
{
    const char *text = cell_of(reader, LIST_LEAVE);
    enum told told = TOLD_UNKNOWN;
    if (*text && !read_told(text, &told))
        complain(reader, LIST_LEAVE, N_("only yes, no or unknown can stand here."));
    absence->leave = told == TOLD_YES;
}

static void read_service(struct reader *reader, struct service *service)
{
    const char *factor = cell_of(reader, LIST_FACTOR), *wrong = NULL;
    *service = (struct service){.from = day_of(reader, LIST_IN_SERVICE),
                                .until = day_of(reader, LIST_OUT_OF_SERVICE)};
    if (*factor && !decimal_read(factor, SERVICE_FULL, &service->factor))
        wrong = N_("this is not a number. Write it as 0,8 or 0.8.");
    else if (*factor)
        wrong = service_factor_fault(service->factor);
    if (wrong)
        complain(reader, LIST_FACTOR, wrong);
    if (service->from == DAY_NONE && !reader->wrong && (*factor || service->until != DAY_NONE))
        complain(reader, -1,
                 N_("a factor or a day out of service needs the day in service (in_service)."));
}

static void read_field(struct reader *reader, enum absence_field field, struct absence *absence)
{
    int column = LIST_FIELDS + (int)field;
    const char *text = cell_of(reader, column), *wrong = NULL;
    if (!*text)
        return;
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        wrong = read_date(reader->list, text, absence_day(absence, field));
        break;
    case ABSENCE_TEXT:
        wrong = absence_text_fault(text);
        mem_replace(absence_text(absence, field), text);
        break;
    case ABSENCE_TOLD:
        if (!read_told(text, absence_told(absence, field)))
            wrong = N_("only yes, no or unknown can stand here.");
        break;
    }
    if (wrong)
        complain(reader, column, wrong);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void count_cells(struct reader *reader)
{
    const struct list *list = reader->list;
    size_t wanted = list->table.rows[0].n;
    struct buf words = BUF_INIT;
    if (reader->row->n == 1 && wanted > 1 && strpbrk(reader->row->cells[0], ",;\t"))
        complain(reader, -1,
                 N_("other signs stand between these cells than between those of the first line."));
    else if (reader->row->n > wanted) {
        buf_addf(&words,
                 tr(list->cli->lang, "%zu cells, and the first line has %zu columns. A cell with a "
                                     "comma in it, such as 0,8, needs quotes around it."),
                 reader->row->n, wanted);
        list_fault_words(reader->list, reader->row->line, 0, words.data);
        reader->wrong = true;
    }
    buf_release(&words);
    for (size_t i = 0; i < reader->row->n; i++)
        if (strpbrk(reader->row->cells[i], "\r\n")) {
            list_fault(reader->list, reader->row->line, (int)i + 1,
                       N_("this cell goes on over more lines. Is a quote missing?"));
            reader->wrong = true;
        }
}

static void read_person(struct reader *reader, struct absence_import *import)
{
    const char *wrong = person_name_fault(import->name);
    if (wrong)
        complain(reader, LIST_NAME, wrong);
    wrong = *import->team ? person_name_fault(import->team) : NULL;
    if (wrong)
        complain(reader, LIST_TEAM, wrong);
    wrong = *import->code ? person_name_fault(import->code) : NULL;
    if (wrong)
        complain(reader, LIST_CODE, wrong);
}

static void release(struct absence_import *import)
{
    free(import->name);
    free(import->team);
    free(import->code);
    absence_release(&import->absence);
}

/* What may not be written down is told, and keeps nothing out unless that is asked for. */
static void found(void *arg, enum absence_field field, const char *words)
{
    const struct reader *reader = arg;
    struct list *list = reader->list;
    list_fault_words(list, reader->row->line, list->place[LIST_FIELDS + (int)field] + 1, words);
    list->private ++;
    if (!cli_value(list->cli, "strict"))
        list->faults--;
}

static void read_row(struct list *list, const struct csv_row *row)
{
    struct reader reader = {.list = list, .row = row};
    struct absence_import *import = &list->rows[list->n];
    *import = (struct absence_import){
        .name = mem_copy(cell_of(&reader, LIST_NAME)),
        .team = mem_copy(cell_of(&reader, LIST_TEAM)),
        .code = mem_copy(cell_of(&reader, LIST_CODE)),
        .line = row->line,
    };
    absence_init(&import->absence);
    count_cells(&reader);
    if (!reader.wrong) {
        read_person(&reader, import);
        for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++)
            read_field(&reader, field, &import->absence);
        read_leave(&reader, &import->absence);
        read_step(&reader, &import->absence);
        read_service(&reader, &import->service);
        absence_check(list->cli, &import->absence, found, &reader);
    }
    if (reader.wrong)
        release(import);
    else
        list->n++;
}

void list_read_rows(struct list *list)
{
    list->rows = mem_zero(list->table.n, sizeof *list->rows);
    for (size_t i = 1; i < list->table.n; i++)
        read_row(list, &list->table.rows[i]);
}
