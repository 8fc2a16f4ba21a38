#include "store/services.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "services_inside.h"

int services_take_all(struct query *query, struct service **spans, size_t *n, struct err *err)
{
    *spans = NULL;
    *n = 0;
    while (query_row(query)) {
        *spans = mem_room(*spans, *n, sizeof **spans);
        struct service *span = &(*spans)[(*n)++];
        query_take_id(query, span->id, sizeof span->id);
        query_take_id(query, span->person, sizeof span->person);
        span->from = query_take_day(query);
        span->until = query_take_day(query);
        span->factor = (int)query_take_number(query);
    }
    if (query_end(query, err) == 0)
        return 0;
    free(*spans);
    *spans = NULL;
    *n = 0;
    return -1;
}

int services_list(struct store *store, const char *person, struct service **spans, size_t *n,
                  struct err *err)
{
    struct query query;
    query_begin(&query, store_db(store),
                "SELECT id, person, from_day, until_day, factor FROM read_service"
                " WHERE person = :person ORDER BY from_day DESC, id");
    query_text(&query, ":person", person);
    return services_take_all(&query, spans, n, err);
}

int services_left(struct store *store, const char *person, int *left, struct err *err)
{
    struct query query;
    *left = DAY_NONE;
    query_begin(&query, store_db(store), "SELECT " SERVICE_LEFT(":person"));
    query_text(&query, ":person", person);
    if (query_row(&query))
        *left = query_take_day(&query);
    return query_end(&query, err);
}

/* id: what the change points at, of the span. */
static int write_row(struct change *change, const struct service *service, const char *id)
{
    struct query query;
    if (change_watch(change, (struct subject){ASPECT_SERVICE, id, NULL, NULL}))
        return -1;
    query_begin(&query, change->db,
                "INSERT OR REPLACE INTO service (id, person, from_day, until_day, factor)"
                " VALUES (:id, :person, :from_day, :until_day, :factor)");
    query_text(&query, ":id", service->id);
    query_text(&query, ":person", service->person);
    query_day(&query, ":from_day", service->from);
    query_day(&query, ":until_day", service->until);
    query_number(&query, ":factor", service->factor);
    return query_run(&query, change->err);
}

/* The open span that began before this one, which then ends where this one begins; or NULL. */
static struct service *to_end(const struct service *service, struct service *spans, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(spans[i].id, service->id) != 0 && spans[i].until == DAY_NONE &&
            spans[i].from < service->from)
            return &spans[i];
    return NULL;
}

int services_put(struct change *change, const struct service *service, char ended[UUID_SIZE],
                 const char **fault)
{
    struct service *spans = NULL;
    size_t n = 0;
    int failed = services_list(change->store, service->person, &spans, &n, change->err);
    struct service *before = failed ? NULL : to_end(service, spans, n);
    *ended = '\0';
    if (before) {
        before->until = service->from;
        memcpy(ended, before->id, UUID_SIZE);
    }
    *fault = failed ? NULL : service_fault(service, spans, n, clock_day(change->now));
    if (!failed && !*fault && before)
        failed = write_row(change, before, ended);
    free(spans);
    if (failed || *fault)
        return failed ? -1 : 0;
    return write_row(change, service, service->id);
}

int services_save(struct store *store, struct service *service, const struct deed *deed,
                  struct err *err)
{
    struct change change;
    struct service stored = *service;
    const char *fault = NULL;
    char ended[UUID_SIZE];
    if (change_begin(&change, store, "", deed, err))
        return -1;
    if (!*stored.id)
        uuid_make(stored.id, change.now);
    int failed = services_put(&change, &stored, ended, &fault);
    if (!failed && fault)
        failed = err_set(err, "%s", tr(err->lang, fault));
    if (change_end(&change, failed))
        return -1;
    memcpy(service->id, stored.id, UUID_SIZE);
    return 0;
}

int services_remove(struct store *store, const char *id, const struct deed *deed, struct err *err)
{
    struct change change;
    struct query query;
    if (change_begin(&change, store, "", deed, err))
        return -1;
    if (change_watch(&change, (struct subject){ASPECT_SERVICE, id, NULL, NULL}))
        return change_end(&change, -1);
    query_begin(&query, change.db, "DELETE FROM service WHERE id = :id");
    query_text(&query, ":id", id);
    return change_end(&change, query_run(&query, err));
}
