#include "store/rehearsal.h"

#include "store/interviews.h"

/* Preparing is over, as it is when the talk begins; undo does not go back to before the copy. */
static int begin_talk(struct desk *desk, const char *interview, struct err *err)
{
    struct dossier dossier;
    if (desk_take(desk, interview, &dossier, err))
        return -1;
    int failed = dossier.interview->stage == STAGE_CLOSED
                     ? err_set(err, "This conversation is finished already; there is nothing to "
                                    "practise.")
                     : interviews_set_stage(desk->store, interview, STAGE_TALKING, NULL, err);
    desk_put_away(&dossier);
    return failed;
}

int rehearsal_begin(struct rehearsal *rehearsal, const struct desk *desk, const char *interview,
                    struct err *err)
{
    rehearsal->desk = *desk;
    rehearsal->desk.store = store_rehearse(desk->store, err);
    if (!rehearsal->desk.store)
        return -1;
    if (begin_talk(&rehearsal->desk, interview, err) == 0)
        return 0;
    rehearsal_end(rehearsal);
    return -1;
}

void rehearsal_end(struct rehearsal *rehearsal)
{
    store_close(rehearsal->desk.store);
    rehearsal->desk.store = NULL;
}
