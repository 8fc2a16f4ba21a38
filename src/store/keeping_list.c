#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "store/change.h"
#include "store/keeping.h"
#include "store/people.h"
#include "interviews_inside.h"

void keeping_rows_free(struct keeping_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        free(rows[i].items);
        person_release(&rows[i].person);
    }
    free(rows);
}

bool keeping_due(const struct keeping_row *row, int today)
{
    return !row->held && row->due != DAY_NONE && row->due <= today;
}

int keeping_count(const struct keeping_row *row, enum keeping_kind kind)
{
    int n = 0;
    for (size_t i = 0; i < row->n; i++)
        n += row->items[i].kind == kind;
    return n;
}

/* ---- one conversation or absence at a time --------------------------------------------------- */

/* What is known of one conversation, absence or person, with the dates of its person. */
struct talk {
    struct person person;
    struct keeping keeping;
    char id[UUID_SIZE];
    enum keeping_kind kind;
    bool open; /* nobody is back yet; still in service */
    int day; /* it was held, else planned, else made; when the absence began; the last in service */
    int answers, agreements;
};

static void take_talk(struct query *query, struct talk *talk)
{
    *talk = (struct talk){.day = 0};
    person_take(query, &talk->person);
    talk->keeping.closed_on = query_take_day(query);
    talk->keeping.ended_on = query_take_day(query);
    talk->keeping.held = query_take_number(query) != 0;
    talk->keeping.held_until = query_take_day(query);
    query_take_id(query, talk->id, sizeof talk->id);
    talk->kind = (enum keeping_kind)query_take_number(query);
    talk->open = query_take_number(query) != 0;
    int64_t at = query_take_number(query);
    int first = query_take_day(query);
    talk->day = talk->kind == KEEPING_TALK ? clock_day(at) : first;
    talk->answers = (int)query_take_number(query);
    talk->agreements = (int)query_take_number(query);
}

#define WHEN INTERVIEW_MOMENT("i.")

static const char talks_sql[] =
    "SELECT " PERSON_COLUMNS ", k.closed_on, k.ended_on, ifnull(k.held, 0), k.held_until, t.id,"
    " t.kind, t.open, t.at, t.day, t.answers, t.agreements"
    " FROM (SELECT i.id AS id, i.person AS person, 0 AS kind, 0 AS open,"
    "  " WHEN " AS at,"
    "  NULL AS day, (SELECT count(*) FROM answer x WHERE x.interview = i.id AND x.value <> '')"
    "   + (SELECT count(*) FROM draft d WHERE d.interview = i.id) AS answers,"
    "  (SELECT count(*) FROM agreement a WHERE a.interview = i.id AND NOT a.removed) AS agreements,"
    "  i.seq AS seq FROM interview i"
    " UNION ALL SELECT b.id, b.person, 1, b.back IS NULL, 0, b.first_day, (b.reachable <> '')"
    "   + (b.lasting <> '') + (b.work <> ''), 0, 0 FROM absence b"
    " UNION ALL SELECT s.person, s.person, 2, max(s.until_day IS NULL), 0,"
    "  max(ifnull(s.until_day, s.from_day)), 0, 0, 0 FROM service s"
    "  WHERE s.person NOT IN (SELECT person FROM interview)"
    "  AND s.person NOT IN (SELECT person FROM absence) GROUP BY s.person) t"
    " JOIN read_person p ON p.id = t.person LEFT JOIN keeping k ON k.person = p.id"
    " ORDER BY p.seq, t.kind, t.seq, t.day, t.id";

/* When one clock lets it go. What came after the re-integration was closed belongs to another one,
 * as does an absence that is not over: for that nothing is known yet. */
static int until(const struct talk *talk, const struct keeping_rule *rule, int *from_day,
                 enum keeping_from *from)
{
    int closed = talk->keeping.closed_on;
    if (closed != DAY_NONE && (talk->day > closed || talk->open))
        closed = DAY_NONE;
    int due = keeping_until(rule, closed, talk->keeping.ended_on, from);
    *from_day = *from == KEEPING_CLOSED  ? closed
                : *from == KEEPING_ENDED ? talk->keeping.ended_on
                                         : DAY_NONE;
    return due;
}

/* ---- rows ------------------------------------------------------------------------------------ */

struct list {
    struct keeping_row *rows;
    size_t n;
};

static struct keeping_row *row_for(struct list *list, const struct talk *talk,
                                   enum keeping_clock clock, enum keeping_from from, int due)
{
    for (size_t i = list->n; i-- > 0;) {
        struct keeping_row *row = &list->rows[i];
        if (strcmp(row->person.id, talk->person.id) != 0)
            break;
        if (row->clock == clock && row->from == from && row->due == due)
            return row;
    }
    list->rows = mem_room(list->rows, list->n, sizeof *list->rows);
    struct keeping_row *row = &list->rows[list->n++];
    *row = (struct keeping_row){.clock = clock, .from = from, .due = due};
    person_copy(&row->person, &talk->person);
    return row;
}

static void add(struct list *list, const struct talk *talk, enum keeping_clock clock,
                enum keeping_from from, int from_day, int due, int today)
{
    struct keeping_row *row = row_for(list, talk, clock, from, due);
    row->items = mem_room(row->items, row->n, sizeof *row->items);
    struct keeping_item *item = &row->items[row->n++];
    *item = (struct keeping_item){.kind = talk->kind};
    memcpy(item->id, talk->id, UUID_SIZE);
    row->from_day = from_day;
    row->answers += talk->answers;
    row->agreements += clock == KEEPING_AGREEMENTS ? talk->agreements : 0;
    row->held = keeping_holds(&talk->keeping, today);
}

static bool within(int due, int today, int ahead)
{
    return due != DAY_NONE && due <= day_add_days(today, ahead);
}

/* The whole conversation or absence when its agreements may go, else its notes. */
static void judge(struct list *list, const struct talk *talk, const struct keeping_rules *rules,
                  int today, int ahead)
{
    enum keeping_from from;
    int from_day = DAY_NONE;
    for (int clock = KEEPING_CLOCKS; clock-- > 0;) {
        const struct keeping_rule *rule = &rules->clock[clock];
        int due = until(talk, rule, &from_day, &from);
        bool old = rule->months && !talk->open && day_add_months(talk->day, rule->months) <= today;
        bool empty = clock == KEEPING_NOTES && !talk->answers;
        if (empty || !(within(due, today, ahead) || (due == DAY_NONE && old)))
            continue;
        add(list, talk, (enum keeping_clock)clock, from, from_day, due, today);
        if (due == DAY_NONE || due <= today)
            break;
    }
}

/* The first to go on top, what has no day last. */
static int compare(const void *a, const void *b)
{
    const struct keeping_row *one = a, *other = b;
    int x = one->due == DAY_NONE ? INT_MAX : one->due;
    int y = other->due == DAY_NONE ? INT_MAX : other->due;
    int found = (x > y) - (x < y);
    return found ? found : strcmp(one->person.id, other->person.id);
}

int keeping_list(struct store *store, const struct keeping_rules *rules, int today, int ahead,
                 struct keeping_row **rows, size_t *n, struct err *err)
{
    struct query query;
    struct list list = {0};
    query_begin(&query, store_db(store), talks_sql);
    while (query_row(&query)) {
        struct talk talk;
        take_talk(&query, &talk);
        judge(&list, &talk, rules, today, ahead);
        person_release(&talk.person);
    }
    int failed = query_end(&query, err);
    if (failed) {
        keeping_rows_free(list.rows, list.n);
        list = (struct list){0};
    } else if (list.n) {
        qsort(list.rows, list.n, sizeof *list.rows, compare);
    }
    *rows = list.rows;
    *n = list.n;
    return failed;
}

static enum erase_kind kind_of(enum keeping_clock clock, enum keeping_kind kind)
{
    if (kind == KEEPING_PERSON)
        return ERASE_PERSON;
    if (kind == KEEPING_ABSENCE)
        return clock == KEEPING_NOTES ? ERASE_REPORT : ERASE_ABSENCE;
    return clock == KEEPING_NOTES ? ERASE_NOTES : ERASE_INTERVIEW;
}

int keeping_apply(struct store *store, const struct keeping_row *rows, size_t n, int today,
                  struct erased *erased, struct err *err)
{
    struct erase_target *targets = NULL;
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; keeping_due(&rows[i], today) && k < rows[i].n; k++) {
            targets = mem_room(targets, count, sizeof *targets);
            targets[count++] = (struct erase_target){kind_of(rows[i].clock, rows[i].items[k].kind),
                                                     rows[i].items[k].id};
        }
    int failed = count ? erase_several(store, ERASE_KEEPING, targets, count, erased, err) : 0;
    free(targets);
    return failed;
}
