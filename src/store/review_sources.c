#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "review_inside.h"

void review_sources_free(struct review_sources *sources)
{
    for (size_t i = 0; i < sources->n; i++) {
        free(sources->sources[i].id);
        free(sources->sources[i].label);
    }
    free(sources->sources);
    *sources = (struct review_sources){0};
}

static struct review_source *add_source(struct review_sources *sources)
{
    sources->sources = mem_room(sources->sources, sources->n, sizeof *sources->sources);
    struct review_source *source = &sources->sources[sources->n++];
    *source = (struct review_source){0};
    return source;
}

static int compare(const void *one, const void *other)
{
    const struct review_source *a = one, *b = other;
    int found = utf8_compare(a->label, b->label);
    return found ? found : strcmp(a->id, b->id);
}

static int read_collected(struct db *db, int64_t old_before, struct review_sources *sources,
                          struct err *err)
{
    struct query query;
    query_begin(&query, db, "SELECT id, label, made_at FROM read_source");
    while (query_row(&query)) {
        struct review_source *source = add_source(sources);
        source->id = query_take_text(&query);
        source->label = query_take_text(&query);
        source->made_at = query_take_number(&query);
        source->old = source->made_at < old_before;
        sources->n_old += source->old;
        if (source->made_at > sources->newest)
            sources->newest = source->made_at;
    }
    if (sources->n)
        qsort(sources->sources, sources->n, sizeof *sources->sources, compare);
    sources->n_came = sources->n;
    return query_end(&query, err);
}

static bool known(const struct review_sources *sources, const char *name)
{
    for (size_t i = 0; i < sources->n; i++)
        if (!utf8_compare(sources->sources[i].label, name))
            return true;
    return false;
}

static int read_expected(struct store *store, struct review_sources *sources, struct err *err)
{
    struct buf names = BUF_INIT;
    if (store_setting_get(store, REVIEW_EXPECTED, &names, err)) {
        buf_release(&names);
        return -1;
    }
    char *all = buf_detach(&names), *rest = all;
    for (char *name; (name = strsep(&rest, "\n"));) {
        if (utf8_blank(name) || known(sources, name))
            continue;
        struct review_source *source = add_source(sources);
        source->id = mem_copy("");
        source->label = mem_copy(name);
    }
    free(all);
    return 0;
}

int review_sources(struct store *store, int64_t old_before, struct review_sources *sources,
                   struct err *err)
{
    *sources = (struct review_sources){0};
    if (read_collected(store_db(store), old_before, sources, err) == 0 &&
        read_expected(store, sources, err) == 0)
        return 0;
    review_sources_free(sources);
    return -1;
}
