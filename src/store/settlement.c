#include "store/settlement.h"

#include <string.h>

#include "store/change.h"
#include "store/history.h"
#include "store/overlay.h"

bool settlement_allowed(const struct agreement *agreement)
{
    return agreement->owner == OWNER_HR && agreement->share == SHARE_HR && !agreement->removed;
}

static int settle(struct change *change, const struct agreement *present, struct agreement *next)
{
    if (!settlement_allowed(present))
        return err_set(change->err, "Only what HR is to do can be settled here. Ask the manager "
                                    "for an update.");
    if (history_same(present, next))
        return 0;
    struct subject subject = {ASPECT_AGREEMENT, present->id, NULL, NULL};
    return change_watch(change, subject) ||
                   history_next(change->db, present, next, change->now, change->err) ||
                   overlay_note(change->db, present->id, true, change->now, change->err)
               ? -1
               : 0;
}

int settlement_make(struct store *store, const char *id, enum status status, int due,
                    const char *remark, const struct deed *deed, struct err *err)
{
    struct change change;
    struct agreement present = {0};
    if (change_begin(&change, store, "", deed, err))
        return -1;
    int there = history_load(change.db, id, &present, err);
    if (there <= 0)
        return change_end(&change, there < 0 ? -1 : history_missing(err));
    struct agreement next = history_settled(&present, status, due, remark);
    int failed = change_end(&change, settle(&change, &present, &next));
    agreement_release(&present);
    return failed;
}
