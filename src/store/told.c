#include "store/told.h"

#include "absences_inside.h"
#include "services_inside.h"
#include "store/people.h"
#include "ticks_inside.h"
#include "told_inside.h"

/* Begins a question about what counts of one person. */
static void begin(struct query *query, struct store *store, const char *sql, const char *person)
{
    query_begin(query, store_db(store), sql);
    query_text(query, ":person", person);
}

int told_whose(struct store *store, const char *name, char id[UUID_SIZE], struct err *err)
{
    struct query query;
    int n = 0;
    *id = '\0';
    begin(&query, store,
          "SELECT id FROM person WHERE folded = folded(trim(:person))"
          " AND id IN (SELECT person FROM told_person)",
          name);
    for (; query_row(&query); n++)
        query_take_id(&query, id, UUID_SIZE);
    if (query_end(&query, err))
        return -1;
    return n > 1 ? err_set(err,
                           "Bundles tell of %d people called %s. 'gesprek timeline' without a name "
                           "shows what is due of all.",
                           n, name)
                 : 0;
}

static void take(struct query *query, struct absence_row *row)
{
    struct absence *absence = &row->absence;
    absence_init(absence);
    row->told = true;
    query_take_id(query, absence->id, sizeof absence->id);
    query_take_id(query, absence->person, sizeof absence->person);
    absence->first_day = query_take_day(query);
    absence->back = query_take_day(query);
    absence->leave = query_take_number(query) != 0;
    absence->safety_net = query_take_number(query) ? TOLD_YES : TOLD_UNKNOWN;
    absences_take_steps(query_see_key(query), absence);
}

int told_absences(struct store *store, const char *person, struct absence_row **rows, size_t *n,
                  struct err *err)
{
    struct query query;
    begin(&query, store,
          "SELECT b.id, b.person, b.first_day, b.back, b.kind = 'leave', b.net, b.steps,"
          " " PERSON_COLUMNS
          " FROM told_person t CROSS JOIN read_told_absence b ON b.source = t.source"
          " AND b.id IN " TOLD_IDS " JOIN read_person p ON p.id = t.person"
          " WHERE t.person = :person AND" TOLD_LAST " ORDER BY b.first_day DESC, b.id",
          person);
    return absences_take_rows(&query, take, rows, n, err);
}

int told_services(struct store *store, const char *person, struct service **spans, size_t *n,
                  struct err *err)
{
    struct query query;
    begin(&query, store,
          "SELECT '', t.person, s.from_day, s.until_day, s.factor FROM told_person t"
          " JOIN read_told_service s ON s.source = t.source AND s.person = t.person"
          " WHERE t.person = :person AND" TOLD_LAST " ORDER BY s.from_day DESC",
          person);
    return services_take_all(&query, spans, n, err);
}

int told_ticks(struct store *store, const char *person, struct timeline_tick **ticks, size_t *n,
               struct err *err)
{
    struct query query;
    begin(&query, store,
          "SELECT k.absence, k.step, k.turn, k.done_on FROM told_person t CROSS JOIN told_tick k"
          " ON k.source = t.source AND k.absence IN " TOLD_IDS
          " WHERE t.person = :person AND" TOLD_LAST " ORDER BY k.absence, k.step, k.turn",
          person);
    return ticks_take_all(&query, ticks, n, err);
}
