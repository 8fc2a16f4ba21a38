#include "store/absences.h"

#include <stdlib.h>
#include <string.h>

#include "absences_inside.h"
#include "base/mem.h"
#include "store/json.h"
#include "store/mark.h"
#include "store/people.h"
#include "store/sums.h"
#include "store/tail.h"
#include "ticks_inside.h"

/* The columns of an absence b, in the order take reads. */
#define COLUMNS                                                                                    \
    "b.id, b.person, b.first_day, b.expected, b.back, b.reachable, b.lasting, b.work,"             \
    " b.safety_net, b.accident, b.liable, b.kind, b.steps"

void absence_rows_free(struct absence_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        absence_release(&rows[i].absence);
        person_release(&rows[i].person);
    }
    free(rows);
}

/* ---- steps ----------------------------------------------------------------------------------- */

/* Takes a day in quotes off what is kept; DAY_NONE when none stands there. */
static int take_day(const char **at)
{
    char iso[DAY_ISO_SIZE] = "";
    if (**at != '"' || strcspn(*at + 1, "\"") != DAY_ISO_SIZE - 1)
        return DAY_NONE;
    memcpy(iso, *at + 1, DAY_ISO_SIZE - 1);
    *at += DAY_ISO_SIZE + 1;
    return day_parse_iso(iso);
}

/* As they are kept: [["2026-11-09",500,"2026-11-02"]]. False when it is not that. */
static bool read_steps(const char *text, struct absence *absence)
{
    bool any = *text != '\0';
    while (*text == '[' || *text == ',') {
        struct absence_step step;
        char *end = NULL;
        text++;
        text += *text == '[';
        step.from = take_day(&text);
        if (step.from == DAY_NONE || *text != ',')
            return false;
        step.part = (int)strtol(text + 1, &end, 10);
        text = *end == ',' ? end + 1 : end;
        step.advised = take_day(&text);
        if (*text++ != ']')
            return false;
        absence_step_put(absence, &step);
    }
    return !any || !strcmp(text, "]");
}

void absences_take_steps(const char *text, struct absence *absence)
{
    if (!read_steps(text, absence))
        absence->n_steps = 0;
}

static void add_steps(struct buf *text, const struct absence *absence)
{
    for (size_t i = 0; i < absence->n_steps; i++) {
        const struct absence_step *step = &absence->steps[i];
        char from[DAY_ISO_SIZE], advised[DAY_ISO_SIZE];
        day_iso(step->from, from);
        day_iso(step->advised, advised);
        buf_addf(text, "%s[\"%s\",%d,\"%s\"]", i ? "," : "[", from, step->part, advised);
    }
    buf_addc(text, ']');
}

/* ---- reading --------------------------------------------------------------------------------- */

static void take(struct query *query, struct absence_row *row)
{
    struct absence *absence = &row->absence;
    query_take_id(query, absence->id, sizeof absence->id);
    query_take_id(query, absence->person, sizeof absence->person);
    absence->first_day = query_take_day(query);
    absence->expected = query_take_day(query);
    absence->back = query_take_day(query);
    absence->reachable = query_take_text(query);
    absence->lasting = query_take_text(query);
    absence->work = query_take_text(query);
    told_parse(query_see_key(query), &absence->safety_net);
    told_parse(query_see_key(query), &absence->accident);
    told_parse(query_see_key(query), &absence->liable);
    absence->leave = !strcmp(query_see_key(query), "leave");
    absences_take_steps(query_see_key(query), absence);
}

static void begin_list(struct query *query, struct store *store, const char *columns,
                       const char *person, bool open)
{
    struct buf sql = BUF_INIT;
    buf_addf(&sql, "SELECT %s FROM read_absence b JOIN read_person p ON p.id = b.person%s", columns,
             person && open ? " WHERE b.person = :person AND b.back IS NULL"
             : person       ? " WHERE b.person = :person"
             : open         ? " WHERE b.back IS NULL"
                            : "");
    buf_adds(&sql, " ORDER BY b.first_day DESC, b.id");
    query_begin(query, store_db(store), sql.data);
    buf_release(&sql);
    if (person)
        query_text(query, ":person", person);
}

int absences_take_rows(struct query *query, void (*take_row)(struct query *, struct absence_row *),
                       struct absence_row **rows, size_t *n, struct err *err)
{
    *rows = NULL;
    *n = 0;
    while (query_row(query)) {
        *rows = mem_room(*rows, *n, sizeof **rows);
        struct absence_row *row = &(*rows)[(*n)++];
        *row = (struct absence_row){.absence.first_day = DAY_NONE};
        take_row(query, row);
        person_take(query, &row->person);
    }
    if (query_end(query, err) == 0)
        return 0;
    absence_rows_free(*rows, *n);
    *rows = NULL;
    *n = 0;
    return -1;
}

int absences_list(struct store *store, const char *person, bool open, struct absence_row **rows,
                  size_t *n, struct err *err)
{
    struct query query;
    begin_list(&query, store, COLUMNS ", " PERSON_COLUMNS, person, open);
    return absences_take_rows(&query, take, rows, n, err);
}

int absences_json(struct store *store, const char *person, bool open, struct buf *json,
                  struct err *err)
{
    struct query query;
    begin_list(&query, store,
               "json_object('id', b.id, 'person', p.name, 'team', p.team, 'first_day',"
               " b.first_day, 'expected', b.expected, 'back', b.back, 'reachable', b.reachable,"
               " 'lasting', b.lasting, 'work', b.work, 'safety_net', b.safety_net, 'accident',"
               " b.accident, 'liable', b.liable, 'kind', b.kind, 'steps',"
               " (SELECT json_group_array(json_object('from', s.value ->> 0, 'part',"
               "  (s.value ->> 1) / 10.0, 'advised', s.value ->> 2)) FROM"
               "  json_each(iif(json_valid(b.steps), b.steps, '[]')) s WHERE s.type = 'array'),"
               " 'created_at', " JSON_MOMENT("b.created_at") ","
                                                             " 'updated_at', " JSON_MOMENT(
                                                                 "b.updated_at") ")",
               person, open);
    return json_rows(&query, json, err);
}

/* ---- storing --------------------------------------------------------------------------------- */

/* What is damaged is no reason to lose it: without steps to put in its place it stays. */
static int keep_steps(struct change *change, const struct absence *absence, bool fresh,
                      struct buf *steps)
{
    struct query query;
    struct absence known = {.first_day = DAY_NONE};
    if (absence->n_steps)
        add_steps(steps, absence);
    if (absence->n_steps || fresh)
        return 0;
    query_begin(&query, change->db, "SELECT steps FROM absence WHERE id = :id");
    query_text(&query, ":id", absence->id);
    while (query_row(&query)) {
        const char *text = query_see_key(&query);
        if (!read_steps(text, &known))
            buf_adds(steps, text);
    }
    absence_release(&known);
    return query_end(&query, change->err);
}

#define STORED                                                                                     \
    "id, person, first_day, expected, back, reachable, lasting, work, safety_net, accident,"       \
    " liable, kind, updated_at, steps, created_at"
#define VALUES                                                                                     \
    ":id, :person, :first_day, :expected, :back, :reachable, :lasting, :work, :safety_net,"        \
    " :accident, :liable, :kind, :created_at, :steps, "

/* A new row goes past the triggers where it can: a list that is brought in has thousands. */
static const char *writing(const struct db *db, const struct absence *absence, bool fresh)
{
    bool marks = mark_in(absence->reachable) || mark_in(absence->lasting) || mark_in(absence->work);
    if (fresh && !marks && sums_by_hand(db, "absence"))
        return "INSERT INTO main.absence (" STORED ", sum) VALUES (" VALUES
               ":created_at, sum_of_absence)";
    return "INSERT OR REPLACE INTO absence (" STORED ") VALUES (" VALUES
           "ifnull((SELECT created_at FROM absence WHERE id = :id), :created_at))";
}

static int write_row(struct change *change, const struct absence *absence, bool fresh)
{
    struct query query;
    struct buf steps = BUF_INIT;
    if (keep_steps(change, absence, fresh, &steps)) {
        buf_release(&steps);
        return -1;
    }
    query_begin(&query, change->db, writing(change->db, absence, fresh));
    query_text(&query, ":id", absence->id);
    query_text(&query, ":person", absence->person);
    query_day(&query, ":first_day", absence->first_day);
    query_day(&query, ":expected", absence->expected);
    query_day(&query, ":back", absence->back);
    query_text(&query, ":reachable", absence->reachable);
    query_text(&query, ":lasting", absence->lasting);
    query_text(&query, ":work", absence->work);
    query_text(&query, ":safety_net", told_key(absence->safety_net));
    query_text(&query, ":accident", told_key(absence->accident));
    query_text(&query, ":liable", told_key(absence->liable));
    query_text(&query, ":kind", absence->leave ? "leave" : "sick");
    query_number(&query, ":created_at", change->now);
    if (steps.len)
        query_text(&query, ":steps", steps.data);
    int failed = query_run(&query, change->err);
    buf_release(&steps);
    return failed;
}

int absences_put(struct change *change, const struct absence *absence, bool fresh)
{
    struct subject subject = {ASPECT_ABSENCE, absence->id, NULL, NULL};
    if (fresh)
        change_watch_new(change, subject);
    else if (change_watch(change, subject))
        return -1;
    return write_row(change, absence, fresh);
}

struct absence *absences_only(struct absence_row *rows, size_t n)
{
    struct absence *absences = NULL;
    for (size_t i = 0; i < n; i++) {
        absences = mem_room(absences, i, sizeof *absences);
        absences[i] = rows[i].absence;
        rows[i].absence = (struct absence){.first_day = DAY_NONE};
    }
    absence_rows_free(rows, n);
    return absences;
}

static int save(struct change *change, const struct absence *absence, bool fresh)
{
    struct absence_row *rows = NULL;
    size_t n = 0;
    if (absences_list(change->store, absence->person, false, &rows, &n, change->err))
        return -1;
    struct absence *others = absences_only(rows, n);
    const char *fault = absence_fault(absence, others, n, clock_day(change->now));
    for (size_t i = 0; i < n; i++)
        absence_release(&others[i]);
    free(others);
    if (fault)
        return err_set(change->err, "%s", tr(change->err->lang, fault));
    return absences_put(change, absence, fresh);
}

/* name: whose it is when its person is not known yet, or NULL. */
static int save_as(struct store *store, const char *name, struct absence *absence,
                   const struct deed *deed, struct err *err)
{
    struct change change;
    struct absence stored = *absence;
    if (change_begin(&change, store, "", deed, err))
        return -1;
    bool fresh = !*stored.id;
    if (fresh)
        uuid_make(stored.id, change.now);
    int failed = name ? person_for(&change, name, stored.person) : 0;
    if (change_end(&change, failed ? failed : save(&change, &stored, fresh)))
        return -1;
    memcpy(absence->id, stored.id, UUID_SIZE);
    memcpy(absence->person, stored.person, UUID_SIZE);
    return 0;
}

int absences_save(struct store *store, struct absence *absence, const struct deed *deed,
                  struct err *err)
{
    return save_as(store, NULL, absence, deed, err);
}

int absences_add(struct store *store, const char *name, struct absence *absence,
                 const struct deed *deed, struct err *err)
{
    return save_as(store, name, absence, deed, err);
}

int absences_remove(struct store *store, const char *id, const struct deed *deed, struct err *err)
{
    struct change change;
    struct query query;
    struct ticks_gone gone = {.ticks = NULL};
    if (change_begin(&change, store, "", deed, err))
        return -1;
    int failed = change_watch(&change, (struct subject){ASPECT_ABSENCE, id, NULL, NULL}) ||
                 ticks_remove(&change, id, &gone);
    if (!failed) {
        query_begin(&query, change.db, "DELETE FROM absence WHERE id = :id");
        query_text(&query, ":id", id);
        failed = query_run(&query, err);
    }
    failed = change_end(&change, failed);
    ticks_gone_free(&gone);
    return failed;
}

int absences_load_person(struct store *store, const char *id, struct person *person,
                         struct err *err)
{
    struct query query;
    bool there = false;
    query_begin(&query, store_db(store),
                "SELECT " PERSON_COLUMNS " FROM read_person p WHERE id = :id");
    query_text(&query, ":id", id);
    if ((there = query_row(&query)))
        person_take(&query, person);
    if (query_end(&query, err))
        return -1;
    return there ? 0 : err_set(err, "This person is not in the file any more.");
}

int absences_whose(struct store *store, const char *name, char id[UUID_SIZE], struct err *err)
{
    return person_named(store_db(store), name, id, err);
}

int absences_find(struct store *store, const char *id, char found[UUID_SIZE], struct err *err)
{
    static const struct tail_words words = {
        N_("No absence has an id that ends in \"%s\". 'gesprek absence list' shows them."),
        N_("More than one absence has an id that ends in \"%s\". Give more of it."),
    };
    return tail_find(store_db(store),
                     "SELECT id FROM absence WHERE id = :tail OR (:short AND"
                     " substr(id, -length(:tail)) = :tail) LIMIT 2",
                     &words, id, found, err);
}
