/* Bringing absences in from a list: all of them, or none. */
#include "absences_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "codes_inside.h"
#include "services_inside.h"
#include "store/people.h"
#include "store/rules.h"

struct import {
    struct change change;
    void (*fault)(void *arg, const struct absence_import *row, const char *words);
    void *arg;
    enum import_alike alike;
    struct codes codes, names; /* names: those of the list that were looked up */
    bool look;
    int today;
    struct absence_imported *found;
    const struct absence_import *rows;
    size_t faults;
    struct made {
        struct absence absence;
        struct service service;
        char ended[UUID_SIZE];
        bool absent;   /* the row says something of an absence */
        bool newcomer; /* its person was made for it */
    } * made;          /* of each row: the change points at their ids until it ends */
};

static void complain(struct import *import, const struct absence_import *row, const char *words)
{
    import->faults++;
    import->fault(import->arg, row, words);
}

/* Did a row before this one of the same person say a team? */
static bool said_team(const struct import *import, const struct absence_import *row, const char *id)
{
    size_t at = (size_t)(row - import->rows);
    for (size_t i = 0; i < at; i++)
        if (*import->rows[i].team && !strcmp(import->made[i].absence.person, id))
            return true;
    return false;
}

/* Another team than the list said before of that name may be another person, and is refused; of
 * what is kept from before it is the news, and counted. *news: it has to be stored. */
static int weigh_team(struct import *import, const struct absence_import *row, const char *id,
                      bool *news)
{
    struct query query;
    char *known = NULL;
    *news = false;
    query_begin(&query, import->change.db, "SELECT team FROM read_person WHERE id = :id");
    query_text(&query, ":id", id);
    if (query_row(&query))
        known = query_take_text(&query);
    int failed = query_end(&query, import->change.err);
    if (!failed && known && utf8_compare(known, row->team) != 0) {
        *news = !*known || !said_team(import, row, id);
        import->found->teams += *known && *news;
        if (!*news)
            complain(import, row,
                     N_("this name has another team on a line before. If it is somebody else, add "
                        "something to one of the names; if not, give both lines one team."));
    }
    free(known);
    return failed;
}

/* Is it another person's name, who has another code? Then this one is a namesake. */
static int is_taken(struct import *import, const char *id, bool *taken)
{
    struct query query;
    query_begin(&query, import->change.db, "SELECT 1 FROM person WHERE id = :id AND code <> ''");
    query_text(&query, ":id", id);
    *taken = query_row(&query);
    return query_end(&query, import->change.err);
}

/* What a row's person is called, and who that is. */
struct called {
    struct buf name;    /* of a namesake with the code behind it */
    struct buf known;   /* who is called so but for the accents; "" when nobody is */
    char id[UUID_SIZE]; /* who bears the name; "" when nobody does */
};

static int look_up(struct import *import, struct called *called)
{
    const char *met = codes_find(&import->names, called->name.data);
    struct change *change = &import->change;
    if (met) {
        memcpy(called->id, met, UUID_SIZE);
        return 0;
    }
    buf_clear(&called->known);
    if (person_like(change->db, called->name.data, called->id, &called->known, change->err))
        return -1;
    if (*called->id)
        codes_add(&import->names, called->name.data, called->id);
    return 0;
}

static int find_called(struct import *import, const struct absence_import *row,
                       struct called *called)
{
    bool taken = false;
    buf_adds(&called->name, row->name);
    if (look_up(import, called))
        return -1;
    if (!*called->id || !*row->code)
        return 0;
    if (is_taken(import, called->id, &taken))
        return -1;
    if (taken)
        buf_addf(&called->name, " (%s)", row->code);
    return taken ? look_up(import, called) : 0;
}

/* Somebody of that name is made; of a name that is known but for its accents as was said, and when
 * that was not, id stays "" and the row will not do. */
static int make_called(struct import *import, const struct absence_import *row,
                       const struct called *called, struct made *made)
{
    struct change *change = &import->change;
    const char *name = called->name.data, *fault = person_name_fault(name);
    const char *known = import->alike == ALIKE_NEW ? "" : called->known.data;
    if (*known && import->alike == ALIKE_UNSAID)
        fault = N_("this name is known, but with other accents. Write it as it is known, or say "
                   "with --alike same or --alike new whether it is the same person.");
    if (fault) {
        complain(import, row, fault);
        return 0;
    }
    char *id = made->absence.person;
    if (*known)
        return person_for(change, known, id);
    if (person_add(change, name, id))
        return -1;
    made->newcomer = true;
    import->found->people++;
    codes_add(&import->names, name, id);
    return 0;
}

/* Puts text in a column of the person, which undo can take out again. */
static int put_text(struct import *import, const char *id, const char *sql, const char *text)
{
    struct change *change = &import->change;
    struct query query;
    if (change_watch(change, (struct subject){ASPECT_PERSON, id, NULL, NULL}))
        return -1;
    query_begin(&query, change->db, sql);
    query_text(&query, ":text", text);
    query_text(&query, ":id", id);
    return query_run(&query, change->err);
}

/* Of that name, made when there is nobody. *there: there was. */
static int person_called(struct import *import, const struct absence_import *row, struct made *made,
                         bool *there)
{
    struct called called = {BUF_INIT, BUF_INIT, ""};
    int failed = find_called(import, row, &called);
    *there = !failed && *called.id;
    if (*there)
        memcpy(made->absence.person, called.id, UUID_SIZE);
    else if (!failed)
        failed = make_called(import, row, &called, made);
    buf_release(&called.name);
    buf_release(&called.known);
    return failed;
}

/* A code says who it is, whatever the name; who has none yet gets it. */
static int person_of(struct import *import, const struct absence_import *row, struct made *made)
{
    const char *coded = *row->code ? codes_find(&import->codes, row->code) : NULL;
    char *id = made->absence.person;
    bool there;
    if (coded) {
        memcpy(id, coded, UUID_SIZE);
        return 0;
    }
    if (person_called(import, row, made, &there))
        return -1;
    if (!*id || !*row->code)
        return 0;
    import->found->numbers += there;
    codes_add(&import->codes, row->code, id);
    return put_text(import, id, "UPDATE person SET code = :text WHERE id = :id", row->code);
}

/* The person of the row, who gets the team of the row. */
static int find_person(struct import *import, const struct absence_import *row, struct made *made)
{
    const char *id = made->absence.person;
    bool news = false;
    if (person_of(import, row, made))
        return -1;
    if (!*id || !*row->team)
        return 0;
    if (weigh_team(import, row, id, &news))
        return -1;
    return news ? put_text(import, id, "UPDATE person SET team = :text WHERE id = :id", row->team)
                : 0;
}

static void fill_text(char **text, const char *known)
{
    if (!**text)
        mem_replace(text, known);
}

/* The steps that are known, with those of the row in their place. */
static void fill_steps(struct absence *absence, const struct absence *known)
{
    struct absence both = {.first_day = DAY_NONE};
    absence_copy(&both, known);
    for (size_t i = 0; i < absence->n_steps; i++)
        absence_step_put(&both, &absence->steps[i]);
    struct absence_step *steps = absence->steps;
    absence->steps = both.steps;
    absence->n_steps = both.n_steps;
    both.steps = steps;
    absence_release(&both);
}

/* What the list leaves unknown stays as it was. */
static void fill_in(struct absence *absence, const struct absence *known)
{
    if (absence->expected == DAY_NONE)
        absence->expected = known->expected;
    if (absence->back == DAY_NONE)
        absence->back = known->back;
    absence->leave |= known->leave;
    fill_steps(absence, known);
    for (enum absence_field field = 0; field < ABSENCE_FIELDS; field++) {
        if (absence_field_kind(field) == ABSENCE_TEXT)
            fill_text(absence_text(absence, field), *absence_text((struct absence *)known, field));
        else if (absence_field_kind(field) == ABSENCE_TOLD && !*absence_told(absence, field))
            *absence_told(absence, field) = *absence_told((struct absence *)known, field);
    }
}

static bool same_steps(const struct absence *a, const struct absence *b)
{
    bool same = a->n_steps == b->n_steps;
    for (size_t i = 0; same && i < a->n_steps; i++)
        same = a->steps[i].from == b->steps[i].from && a->steps[i].part == b->steps[i].part &&
               a->steps[i].advised == b->steps[i].advised;
    return same;
}

static bool same(const struct absence *a, const struct absence *b)
{
    return a->leave == b->leave && same_steps(a, b) && a->expected == b->expected &&
           a->back == b->back && !strcmp(a->reachable, b->reachable) &&
           !strcmp(a->lasting, b->lasting) && !strcmp(a->work, b->work) &&
           a->safety_net == b->safety_net && a->accident == b->accident && a->liable == b->liable;
}

/* What one person's absences are, with those of the list that were stored. */
struct spells {
    struct absence *all;
    size_t n;
};

/* Of somebody who was made for this list there is nothing yet. */
static int load_spells(struct import *import, const struct made *made, struct spells *spells)
{
    struct absence_row *rows = NULL;
    if (made->newcomer)
        return 0;
    if (absences_list(import->change.store, made->absence.person, false, &rows, &spells->n,
                      import->change.err))
        return -1;
    spells->all = absences_only(rows, spells->n);
    return 0;
}

static void release_spells(struct spells *spells)
{
    for (size_t i = 0; i < spells->n; i++)
        absence_release(&spells->all[i]);
    free(spells->all);
}

/* Looks an absence up among the spells of its person, and counts what it is: *known gets the one it
 * is, NULL for none; true when all of it was known. */
static bool recognise(struct import *import, struct absence *absence, const struct spells *spells,
                      struct absence **known)
{
    *known = NULL;
    for (size_t i = 0; !*known && i < spells->n; i++)
        if (spells->all[i].first_day == absence->first_day)
            *known = &spells->all[i];
    if (!*known) {
        uuid_make(absence->id, import->change.now);
        import->found->fresh++;
        return false;
    }
    memcpy(absence->id, (*known)->id, UUID_SIZE);
    fill_in(absence, *known);
    bool all = same(absence, *known);
    import->found->known += all;
    import->found->changed += !all;
    return all;
}

static struct absence *add_spell(struct spells *spells)
{
    spells->all = mem_room(spells->all, spells->n, sizeof *spells->all);
    struct absence *spell = &spells->all[spells->n++];
    *spell = (struct absence){.first_day = DAY_NONE};
    return spell;
}

static int store_row(struct import *import, struct made *made, struct spells *spells)
{
    struct absence *absence = &made->absence, *known;
    if (recognise(import, absence, spells, &known))
        return 0; /* nothing is new */
    const char *fault = absence_fault(absence, spells->all, spells->n, import->today);
    if (fault) {
        complain(import, &import->rows[made - import->made], fault);
        return 0;
    }
    if (absences_put(&import->change, absence, !known))
        return -1;
    absence_copy(known ? known : add_spell(spells), absence);
    return 0;
}

/* The next few are of one person: *n gets how many. */
static int store_person(struct import *import, struct made **made, struct made **end, size_t *n)
{
    const char *person = made[0]->absence.person;
    struct spells spells = {.all = NULL};
    int failed = load_spells(import, made[0], &spells);
    for (*n = 0; !failed && &made[*n] < end && !strcmp(made[*n]->absence.person, person); ++*n)
        failed = store_row(import, made[*n], &spells);
    release_spells(&spells);
    return failed;
}

/* Those of one person in the order of the list. */
static int by_person(const void *a, const void *b)
{
    const struct made *one = *(struct made *const *)a, *other = *(struct made *const *)b;
    int order = strcmp(one->absence.person, other->absence.person);
    return order ? order : (one > other) - (one < other);
}

/* Person by person, so that what is known of each is read once. */
static int store_absences(struct import *import, size_t n)
{
    struct made **made = mem_zero(n + 1, sizeof *made);
    size_t absent = 0, of_one = 0;
    int failed = 0;
    for (size_t i = 0; i < n; i++)
        if (import->made[i].absent)
            made[absent++] = &import->made[i];
    qsort(made, absent, sizeof *made, by_person);
    for (size_t i = 0; !failed && i < absent; i += of_one)
        failed = store_person(import, &made[i], &made[absent], &of_one);
    free(made);
    return failed;
}

/* ---- time in service ------------------------------------------------------------------------- */

/* The span of the same first day gives what the row leaves out: true when all of it was known. */
static bool recognise_service(struct service *service, const struct service *spans, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (spans[i].from != service->from)
            continue;
        memcpy(service->id, spans[i].id, UUID_SIZE);
        if (!service->factor)
            service->factor = spans[i].factor;
        if (service->until == DAY_NONE)
            service->until = spans[i].until;
        return service->factor == spans[i].factor && service->until == spans[i].until;
    }
    return false;
}

static int store_service(struct import *import, const struct absence_import *row, struct made *made)
{
    struct service *spans = NULL, *service = &made->service;
    size_t n = 0;
    const char *fault = NULL;
    if (services_list(import->change.store, service->person, &spans, &n, import->change.err))
        return -1;
    bool known = recognise_service(service, spans, n);
    free(spans);
    if (known)
        return 0;
    if (!*service->id)
        uuid_make(service->id, import->change.now);
    if (!service->factor)
        service->factor = SERVICE_FULL;
    import->found->services++;
    if (services_put(&import->change, service, made->ended, &fault))
        return -1;
    if (fault)
        complain(import, row, fault);
    return 0;
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* A name that was looked up for a row before will do. */
static const char *fault_of(const struct import *import, const struct absence_import *row)
{
    const char *fault = codes_find(&import->names, row->name) ? NULL : person_name_fault(row->name);
    if (!fault && *row->team)
        fault = person_name_fault(row->team);
    if (!fault && *row->code)
        fault = person_name_fault(row->code);
    return fault;
}

/* A row says something of an absence, of a time in service, or of both; one of neither has no first
 * day. */
static int bring(struct import *import, const struct absence_import *row, struct made *made)
{
    const char *fault = fault_of(import, row);
    if (fault) {
        complain(import, row, fault);
        return 0;
    }
    absence_copy(&made->absence, &row->absence);
    made->service = row->service;
    if (find_person(import, row, made))
        return -1;
    if (!*made->absence.person)
        return 0;
    memcpy(made->service.person, made->absence.person, UUID_SIZE);
    bool serves = row->service.from != DAY_NONE;
    made->absent = !serves || !absence_says_nothing(&made->absence);
    return serves ? store_service(import, row, made) : 0;
}

/* What is stored comes from fixed sets and names that were looked at, so it obeys the rules of the
 * file; SQLite would ask them of each row (store/rules.h). */
static int store_all(struct import *import, const struct absence_import *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bring(import, &rows[i], &import->made[i]))
            return -1;
    return store_absences(import, n);
}

/* A failure without words takes it all back. */
static int bring_all(struct import *import, const struct absence_import *rows, size_t n)
{
    struct change *change = &import->change;
    if (codes_load(&import->codes, change->db, change->err))
        return -1;
    int failed = rules_lift(change->db, change->err) || store_all(import, rows, n);
    failed = rules_restore(change->db, failed, change->err);
    return failed || import->faults || import->look ? -1 : 0;
}

int absences_import(struct store *store, const struct absence_import *rows, size_t n,
                    enum import_alike alike, bool look,
                    void (*fault)(void *arg, const struct absence_import *row, const char *words),
                    void *arg, struct absence_imported *imported, struct err *err)
{
    static const struct deed deed = {N_("absences brought in from a list"), ""};
    struct import import = {
        .fault = fault, .arg = arg, .alike = alike, .look = look, .found = imported, .rows = rows};
    *imported = (struct absence_imported){0};
    if (change_begin(&import.change, store, "", &deed, err))
        return -1;
    import.today = clock_day(import.change.now);
    import.made = mem_zero(n + 1, sizeof *import.made);
    int failed = change_end(&import.change, bring_all(&import, rows, n));
    for (size_t i = 0; i < n; i++)
        absence_release(&import.made[i].absence);
    free(import.made);
    codes_release(&import.codes);
    codes_release(&import.names);
    if (!failed)
        return 0;
    return *err->text ? -1 : 1;
}
