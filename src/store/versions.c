#include "store/versions.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/guide_same.h"
#include "store/change.h"
#include "store/interviews.h"

int versions_list(struct store *store, const char *guide, struct kept_version **list, size_t *n,
                  struct err *err)
{
    struct query query;
    *list = NULL;
    *n = 0;
    query_begin(&query, store_db(store),
                "SELECT version, checksum, language FROM guide_text WHERE guide = :guide"
                " AND checksum NOT LIKE 'collected:%' ORDER BY created_at DESC, rowid DESC");
    query_text(&query, ":guide", guide);
    while (query_row(&query)) {
        *list = mem_room(*list, *n, sizeof **list);
        struct kept_version *kept = &(*list)[(*n)++];
        *kept = (struct kept_version){.version = query_take_text(&query)};
        query_take_id(&query, kept->checksum, sizeof kept->checksum);
        lang_parse(query_see_key(&query), &kept->language);
    }
    if (query_end(&query, err) == 0)
        return 0;
    versions_free(*list, *n);
    *list = NULL;
    *n = 0;
    return -1;
}

void versions_free(struct kept_version *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        free(list[i].version);
    free(list);
}

int versions_count(struct store *store, const char *guide, struct guide_counts *counts,
                   struct err *err)
{
    struct query query;
    *counts = (struct guide_counts){.n = 0};
    query_begin(&query, store_db(store),
                "SELECT x.point, x.field, iif(x.kind = 'choice', x.value, ''), count(*)"
                " FROM guide_text g CROSS JOIN interview i ON i.checksum = g.checksum"
                " CROSS JOIN read_answer x ON x.interview = i.id"
                " WHERE g.guide = :guide AND x.value <> '' GROUP BY 1, 2, 3"
                " UNION ALL SELECT '.closing', 'hurdle', option, sum(n) FROM hurdle"
                " WHERE guide = :guide GROUP BY option");
    query_text(&query, ":guide", guide);
    while (query_row(&query)) {
        counts->count = mem_room(counts->count, counts->n, sizeof *counts->count);
        struct guide_count *count = &counts->count[counts->n++];
        *count = (struct guide_count){.point = query_take_text(&query)};
        count->field = query_take_text(&query);
        count->option = query_take_text(&query);
        count->n = query_take_number(&query);
    }
    if (query_end(&query, err) == 0)
        return 0;
    guide_counts_release(counts);
    return -1;
}

/* Does the text that is kept hold another guide? */
static int differs(const struct desk *desk, const char *checksum, const struct guide *guide,
                   bool *other, struct err *err)
{
    struct buf text = BUF_INIT;
    struct err ours = ERR_INIT(err->lang);
    int failed = interviews_guide_text(desk->store, checksum, &text, err);
    struct guide *kept = failed ? NULL : shelf_read(desk->shelf, text.data, text.len, &ours);
    *other = kept && !guide_same(kept, guide);
    guide_free(kept);
    buf_release(&text);
    return failed;
}

int versions_clash(const struct desk *desk, const struct guide *guide, bool *clash, struct err *err)
{
    struct kept_version *list;
    size_t n;
    char checksum[GUIDE_CHECKSUM];
    *clash = false;
    guide_checksum(guide, checksum);
    int failed = versions_list(desk->store, guide->id, &list, &n, err);
    for (size_t i = 0; i < n && !failed && !*clash; i++)
        if (list[i].language == guide->language && !strcmp(list[i].version, guide->version) &&
            strcmp(list[i].checksum, checksum) != 0)
            failed = differs(desk, list[i].checksum, guide, clash, err);
    versions_free(list, n);
    return failed;
}

static bool is_used(const struct kept_version *list, size_t n, const char *version)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(list[i].version, version))
            return true;
    return false;
}

int versions_next(struct store *store, const struct guide *guide, struct buf *next, struct err *err)
{
    struct kept_version *list;
    size_t n;
    struct buf version = BUF_INIT, later = BUF_INIT;
    if (versions_list(store, guide->id, &list, &n, err))
        return -1;
    guide_next_version(&version, guide->version);
    while (is_used(list, n, version.data)) {
        buf_clear(&later);
        guide_next_version(&later, version.data);
        buf_clear(&version);
        buf_adds(&version, later.data);
    }
    buf_adds(next, version.data);
    buf_release(&version);
    buf_release(&later);
    versions_free(list, n);
    return 0;
}
