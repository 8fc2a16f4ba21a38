#include "store/bundle_shape.h"

#include <string.h>

#include "base/uuid.h"
#include "store/change.h"
#include "store/tail.h"

#define NAMED_MOST 12 /* how many a sentence can name */

/* A file is meant by the label of its bundles, or by its id, all of it or its last characters. */
#define MEANT                                                                                      \
    "(folded(label) = folded(trim(:name)) AND label <> '' OR id = :name"                           \
    " OR (length(:name) >= :least AND substr(id, -length(:name)) = :name))"

/* Adds "Roos Dijkstra (3f2a91bc), 77ab01cc, ..." */
static int add_known(struct db *db, const char *name, struct buf *known, struct err *err)
{
    struct query query;
    size_t n = 0;
    query_begin(&query, db,
                "SELECT id, label FROM read_source WHERE :name = '' OR " MEANT
                " ORDER BY folded(label), id");
    query_text(&query, ":name", name);
    query_number(&query, ":least", TAIL_LEAST);
    while (query_row(&query) && n++ < NAMED_MOST) {
        char id[UUID_SIZE], handle[HANDLE_SIZE];
        query_take_id(&query, id, sizeof id);
        uuid_handle(id, handle);
        const char *label = query_see_key(&query);
        buf_addf(known, *label ? "%s%s (%s)" : "%s%s%s", n > 1 ? ", " : "", label, handle);
    }
    if (n > NAMED_MOST)
        buf_adds(known, ", ...");
    return query_end(&query, err);
}

/* Says why nobody is meant: nobody is known, none fits, or more than one does. */
static int refuse(struct db *db, const char *name, size_t n, struct err *err)
{
    struct buf known = BUF_INIT;
    int failed = add_known(db, n ? name : "", &known, err);
    if (failed)
        failed = -1;
    else if (!known.len)
        failed = err_set(err, "No bundle was collected into this file yet, so there is nobody to "
                              "hand something back to.");
    else if (n)
        failed = err_set(err,
                         "More than one file fits \"%s\". Give the signs between brackets: "
                         "%s.",
                         name, known.data);
    else
        failed = err_set(err, "No bundle of \"%s\" was collected here. Known are: %s.", name,
                         known.data);
    buf_release(&known);
    return failed;
}

int bundle_addressee(struct store *store, const char *name, char source[UUID_SIZE], struct err *err)
{
    struct query query;
    struct db *db = store_db(store);
    size_t n = 0;
    query_begin(&query, db, "SELECT id FROM source WHERE " MEANT " LIMIT 2");
    query_text(&query, ":name", name);
    query_number(&query, ":least", TAIL_LEAST);
    while (query_row(&query)) {
        query_take_id(&query, source, UUID_SIZE);
        n++;
    }
    if (query_end(&query, err))
        return -1;
    return n == 1 ? 0 : refuse(db, name, n, err);
}
