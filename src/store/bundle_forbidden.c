/* What had better be looked at before it goes to HR. */
#include "store/agreements.h"
#include "store/bundle.h"

struct looking {
    const struct privacy *privacy;
    struct buf *which;
    size_t n;
};

static int look_at(void *context, const struct agreement_row *row)
{
    struct looking *looking = context;
    char handle[HANDLE_SIZE];
    if (row->agreement.share != SHARE_HR || !agreement_forbidden(&row->agreement, looking->privacy))
        return 0;
    uuid_handle(row->agreement.id, handle);
    buf_addf(looking->which, "%s%s", looking->n++ ? ", " : "", handle);
    return 0;
}

int bundle_forbidden(struct store *store, const struct privacy *privacy, struct buf *which,
                     size_t *n, struct err *err)
{
    struct agreement_filter filter = AGREEMENT_FILTER_INIT;
    struct looking looking = {privacy, which, 0};
    filter.own = true;
    int failed = privacy ? agreements_each(store, &filter, look_at, &looking, err) : 0;
    *n = looking.n;
    return failed;
}
