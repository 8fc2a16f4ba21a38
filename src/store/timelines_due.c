/* What is due of all who are absent now. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/people.h"
#include "store/timelines.h"
#include "services_inside.h"
#include "ticks_inside.h"
#include "told_inside.h"

#define ABSENT                                                                                     \
    "(SELECT person FROM absence WHERE back IS NULL AND kind = 'sick' ORDER BY first_day"          \
    " LIMIT :most)"

/* The same of what was told: told_person t. By another source perhaps; then nothing is open. */
#define TOLD_ABSENT                                                                                \
    " t.person IN (SELECT person FROM told_absence WHERE back IS NULL AND kind = 'sick'"           \
    "  ORDER BY person LIMIT :most)"                                                               \
    " AND" TOLD_COUNTS

/* All in the order of people, of this file itself and of what was told. A person is asked for once,
 * not with each of their absences: that is most of what this costs. */
static const struct asking {
    const char *people, *ticks, *spells;
} askings[] = {
    {"SELECT " SERVICE_LEFT("p.id") ", " PERSON_COLUMNS " FROM read_person p WHERE p.id IN " ABSENT
                                    " ORDER BY p.id",
     "SELECT t.person, " TICK_COLUMNS " FROM read_tick t WHERE t.person IN " ABSENT
     " ORDER BY t.person, t.absence, t.step, t.turn",
     "SELECT b.person, b.id, b.first_day, b.back, b.safety_net, b.kind FROM absence b"
     " WHERE b.person IN " ABSENT " ORDER BY b.person, b.first_day"},
    {"SELECT " TOLD_LEFT ", " PERSON_COLUMNS " FROM told_person t JOIN read_person p"
     " ON p.id = t.person WHERE" TOLD_ABSENT " ORDER BY p.id",
     "SELECT t.person, k.absence, k.step, k.turn, k.done_on FROM told_person t CROSS JOIN"
     " told_absence b ON b.source = t.source AND b.person = t.person CROSS JOIN told_tick k"
     " ON k.source = b.source AND k.absence = b.id WHERE" TOLD_ABSENT
     " ORDER BY t.person, k.absence, k.step, k.turn",
     "SELECT t.person, b.id, b.first_day, b.back, " TOLD_NET
     ", b.kind FROM told_person t CROSS JOIN"
     " told_absence b ON b.source = t.source AND b.person = t.person WHERE" TOLD_ABSENT
     " ORDER BY t.person, t.source, b.first_day"},
};
enum { ASKINGS = sizeof askings / sizeof *askings };

int timelines_any(struct store *store, bool *any, struct err *err)
{
    int64_t n = 0;
    int failed = db_number(store_db(store),
                           "SELECT EXISTS (SELECT 1 FROM absence WHERE back IS NULL AND"
                           " kind = 'sick') OR EXISTS (SELECT 1 FROM told_absence"
                           " WHERE back IS NULL AND kind = 'sick')",
                           &n, err);
    *any = n != 0;
    return failed;
}

void timeline_dues_free(struct timeline_due *dues, size_t n)
{
    for (size_t i = 0; i < n; i++)
        person_release(&dues[i].person);
    free(dues);
}

/* Somebody who is absent. */
struct absent {
    struct person person;
    int left; /* the first day out of service, or DAY_NONE */
};

/* What is being gathered: one person at a time, with their absences and ticks. */
struct gathering {
    const struct timeline_rules *rules;
    int today;
    enum dues which;
    int64_t most; /* people of each kind that are looked at; -1: all */
    bool more;    /* there may be others */
    bool told;
    struct absent *people;  /* by id; owned, as all here */
    size_t n_people, who;   /* who: the first that is this person or one after */
    char id[UUID_SIZE];     /* whose absences these are */
    struct absence *spells; /* without texts */
    size_t n_spells;
    struct timeline_tick *ticks; /* of everybody, by person */
    char (*whose)[UUID_SIZE];
    size_t n_ticks, at; /* at: as who */
    struct timeline_due *dues;
    size_t n_dues;
};

static void add_due(struct gathering *gathering, const struct person *person,
                    const struct timeline_case *found, const struct timeline_moment *moment,
                    size_t older)
{
    gathering->dues = mem_room(gathering->dues, gathering->n_dues, sizeof *gathering->dues);
    struct timeline_due *due = &gathering->dues[gathering->n_dues++];
    *due = (struct timeline_due){.first_day = found->spells[0]->first_day,
                                 .moment = *moment,
                                 .older = older,
                                 .told = gathering->told};
    if (timeline_over(found, gathering->today))
        due->over = found->length / 7;
    memcpy(due->absence, found->spells[0]->id, UUID_SIZE);
    person_copy(&due->person, person);
}

static bool is_wanted(enum timeline_state state, enum dues which)
{
    return state == TIMELINE_LATE || state == TIMELINE_DUE ||
           (which == DUES_COMING && state == TIMELINE_AHEAD);
}

static void add_dues(struct gathering *gathering, const struct person *person,
                     const struct timeline_case *found, const struct timeline_tick *ticks,
                     size_t n_ticks)
{
    size_t n = 0, older = 0;
    struct timeline_moment *moments =
        timeline_moments(found, gathering->rules, ticks, n_ticks, gathering->today, &n);
    size_t next = timeline_next(moments, n, &older);
    for (size_t i = 0; i < n; i++)
        if (gathering->which == DUES_ONE ? i == next
                                         : is_wanted(moments[i].state, gathering->which))
            add_due(gathering, person, found, &moments[i],
                    gathering->which == DUES_ONE ? older : 0);
    free(moments);
}

/* The spell of somebody that is open, which is the last; NULL when it is damaged and none is. */
static const char *open_spell(const struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->n_spells; i++)
        if (absence_open(&gathering->spells[i]) && !gathering->spells[i].leave)
            return gathering->spells[i].id;
    return NULL;
}

/* Goes on to the person with that id; NULL when there is none. */
static const struct absent *find_person(struct gathering *gathering, const char *id)
{
    for (; gathering->who < gathering->n_people; gathering->who++) {
        const struct absent *absent = &gathering->people[gathering->who];
        int side = strcmp(absent->person.id, id);
        if (side >= 0)
            return side == 0 ? absent : NULL;
    }
    return NULL;
}

static void end_person(struct gathering *gathering)
{
    struct timeline_case found;
    const char *id = gathering->id, *open = open_spell(gathering);
    size_t from = gathering->at;
    while (from < gathering->n_ticks && strcmp(gathering->whose[from], id) < 0)
        from++;
    size_t end = from;
    while (end < gathering->n_ticks && !strcmp(gathering->whose[end], id))
        end++;
    const struct timeline_tick *ticks = gathering->ticks ? gathering->ticks + from : NULL;
    const struct absent *absent = open ? find_person(gathering, id) : NULL;
    if (absent && timeline_case_of(&found, gathering->rules, gathering->spells, gathering->n_spells,
                                   ticks, end - from, open)) {
        timeline_leave(&found, absent->left);
        add_dues(gathering, &absent->person, &found, ticks, end - from);
        timeline_case_release(&found);
    }
    gathering->at = end;
    gathering->n_spells = 0;
}

static int gather_people(struct gathering *gathering, struct store *store, const char *sql,
                         struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store), sql);
    query_number(&query, ":most", gathering->most);
    while (query_row(&query)) {
        gathering->people =
            mem_room(gathering->people, gathering->n_people, sizeof *gathering->people);
        struct absent *absent = &gathering->people[gathering->n_people++];
        absent->left = query_take_day(&query);
        person_take(&query, &absent->person);
    }
    return query_end(&query, err);
}

static int gather_ticks(struct gathering *gathering, struct store *store, const char *sql,
                        struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store), sql);
    query_number(&query, ":most", gathering->most);
    while (query_row(&query)) {
        size_t n = gathering->n_ticks++;
        gathering->ticks = mem_room(gathering->ticks, n, sizeof *gathering->ticks);
        gathering->whose = mem_room(gathering->whose, n, sizeof *gathering->whose);
        query_take_id(&query, gathering->whose[n], UUID_SIZE);
        ticks_take(&query, &gathering->ticks[n]);
    }
    return query_end(&query, err);
}

static void take_spell(struct query *query, struct absence *spell)
{
    *spell = (struct absence){.expected = DAY_NONE};
    query_take_id(query, spell->id, sizeof spell->id);
    spell->first_day = query_take_day(query);
    spell->back = query_take_day(query);
    told_parse(query_see_key(query), &spell->safety_net);
    spell->leave = !strcmp(query_see_key(query), "leave");
}

static void add_spell(struct gathering *gathering, struct query *query)
{
    char person[UUID_SIZE];
    query_take_id(query, person, sizeof person);
    if (gathering->n_spells && strcmp(gathering->id, person) != 0)
        end_person(gathering);
    memcpy(gathering->id, person, sizeof person);
    gathering->spells = mem_room(gathering->spells, gathering->n_spells, sizeof *gathering->spells);
    take_spell(query, &gathering->spells[gathering->n_spells++]);
}

/* Lets go of whose absences these were, before those of others. */
static void forget_people(struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->n_people; i++)
        person_release(&gathering->people[i].person);
    free(gathering->people);
    timeline_ticks_free(gathering->ticks, gathering->n_ticks);
    free(gathering->whose);
    gathering->people = NULL;
    gathering->ticks = NULL;
    gathering->whose = NULL;
    gathering->n_people = gathering->who = gathering->n_ticks = gathering->at = 0;
}

static int gather(struct gathering *gathering, struct store *store, const struct asking *asking,
                  struct err *err)
{
    struct query query;
    if (gather_people(gathering, store, asking->people, err) ||
        gather_ticks(gathering, store, asking->ticks, err))
        return -1;
    gathering->more = gathering->more || (int64_t)gathering->n_people == gathering->most;
    query_begin(&query, store_db(store), asking->spells);
    query_number(&query, ":most", gathering->most);
    while (query_row(&query))
        add_spell(gathering, &query);
    if (gathering->n_spells)
        end_person(gathering);
    forget_people(gathering);
    return query_end(&query, err);
}

static int by_day(const void *one, const void *other)
{
    const struct timeline_due *a = one, *b = other;
    if (a->moment.due != b->moment.due)
        return a->moment.due < b->moment.due ? -1 : 1;
    int order = strcmp(a->person.name, b->person.name);
    return order ? order : strcmp(a->absence, b->absence);
}

/* By whose they are and which step, so that what was told comes right after the same of this file.
 */
static int by_step(const void *one, const void *other)
{
    const struct timeline_due *a = one, *b = other;
    int order = strcmp(a->person.name, b->person.name);
    if (!order)
        order = (a->first_day > b->first_day) - (a->first_day < b->first_day);
    if (!order)
        order = (a->moment.step > b->moment.step) - (a->moment.step < b->moment.step);
    if (!order)
        order = a->moment.turn - b->moment.turn;
    return order ? order : a->told - b->told;
}

/* HR's list may have somebody a bundle tells of too, under another id. */
static void drop_twice(struct gathering *gathering)
{
    size_t n = 0;
    struct timeline_due *dues = gathering->dues;
    qsort(dues, gathering->n_dues, sizeof *dues, by_step);
    for (size_t i = 0; i < gathering->n_dues; i++) {
        const struct timeline_due *last = n ? &dues[n - 1] : NULL;
        if (dues[i].told && last && !last->told &&
            !strcmp(last->person.name, dues[i].person.name) &&
            last->first_day == dues[i].first_day && last->moment.step == dues[i].moment.step &&
            last->moment.turn == dues[i].moment.turn)
            person_release(&dues[i].person);
        else
            dues[n++] = dues[i];
    }
    gathering->n_dues = n;
}

static int find_dues(struct gathering *gathering, struct store *store, struct timeline_due **dues,
                     size_t *n, struct err *err)
{
    int failed = 0;
    for (int i = 0; !failed && i < ASKINGS; i++) {
        gathering->told = i > 0;
        failed = gather(gathering, store, &askings[i], err);
    }
    forget_people(gathering);
    free(gathering->spells);
    if (failed) {
        timeline_dues_free(gathering->dues, gathering->n_dues);
        gathering->dues = NULL;
        gathering->n_dues = 0;
    }
    if (gathering->n_dues) {
        drop_twice(gathering);
        qsort(gathering->dues, gathering->n_dues, sizeof *gathering->dues, by_day);
    }
    *dues = gathering->dues;
    *n = gathering->n_dues;
    return failed ? -1 : 0;
}

int timelines_due(struct store *store, const struct timeline_rules *rules, int today,
                  enum dues which, struct timeline_due **dues, size_t *n, struct err *err)
{
    struct gathering gathering = {.rules = rules, .today = today, .which = which, .most = -1};
    return find_dues(&gathering, store, dues, n, err);
}

int timelines_next(struct store *store, const struct timeline_rules *rules, int today,
                   struct timeline_due **dues, size_t *n, bool *more, struct err *err)
{
    struct gathering gathering = {
        .rules = rules, .today = today, .which = DUES_ONE, .most = TIMELINES_MOST};
    int failed = find_dues(&gathering, store, dues, n, err);
    *more = gathering.more;
    return failed;
}
