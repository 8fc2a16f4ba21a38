#include "store/keeping.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/change.h"

void keeping_init(struct keeping *keeping)
{
    *keeping = (struct keeping){.closed_on = DAY_NONE,
                                .ended_on = DAY_NONE,
                                .held_until = DAY_NONE,
                                .reason = mem_copy("")};
}

void keeping_release(struct keeping *keeping)
{
    free(keeping->reason);
    keeping->reason = NULL;
}

bool keeping_holds(const struct keeping *keeping, int today)
{
    return keeping->held && (keeping->held_until == DAY_NONE || keeping->held_until >= today);
}

int keeping_load(struct store *store, const char *person, struct keeping *keeping, struct err *err)
{
    struct query query;
    keeping_init(keeping);
    query_begin(&query, store_db(store),
                "SELECT closed_on, ended_on, held, held_until, reason FROM read_keeping"
                " WHERE person = :id");
    query_text(&query, ":id", person);
    if (query_row(&query)) {
        keeping->closed_on = query_take_day(&query);
        keeping->ended_on = query_take_day(&query);
        keeping->held = query_take_number(&query) != 0;
        keeping->held_until = query_take_day(&query);
        free(keeping->reason);
        keeping->reason = query_take_text(&query);
    }
    return query_end(&query, err);
}

const char *keeping_reason_fault(const char *reason)
{
    return utf8_line_fault(reason, KEEPING_REASON_MAX,
                           N_("This is too long: use at most 200 characters."));
}

static int put(struct change *change, const char *person, const struct keeping *keeping)
{
    struct query query;
    query_begin(&query, change->db,
                "INSERT OR REPLACE INTO keeping (person, closed_on, ended_on, held, held_until,"
                " reason) VALUES (:id, :closed_on, :ended_on, :held, :held_until, :reason)");
    query_text(&query, ":id", person);
    query_day(&query, ":closed_on", keeping->closed_on);
    query_day(&query, ":ended_on", keeping->ended_on);
    query_number(&query, ":held", keeping->held);
    query_day(&query, ":held_until", keeping->held_until);
    query_text(&query, ":reason", keeping->reason);
    return query_run(&query, change->err);
}

int keeping_set(struct store *store, const char *person, const struct keeping *keeping,
                const struct deed *deed, struct err *err)
{
    struct change change;
    const char *fault = keeping_reason_fault(keeping->reason);
    if (fault)
        return err_set(err, "%s", tr(err->lang, fault));
    if (change_begin(&change, store, "", deed, err))
        return -1;
    return change_end(&change,
                      change_watch(&change, (struct subject){ASPECT_KEEPING, person, NULL, NULL}) ||
                          put(&change, person, keeping));
}
