#include "store/settle.h"

#include "store/agreements.h"

static const char *const promise_words[] = {
    [STATUS_OPEN] = N_("promise \"%s\" open again"),
    [STATUS_RUNNING] = N_("promise \"%s\" is being done"),
    [STATUS_CHANGED] = N_("promise \"%s\" got another date"),
    [STATUS_DONE] = N_("promise \"%s\" done"),
    [STATUS_DROPPED] = N_("promise \"%s\" dropped"),
};

static const char *const carried_words[] = {
    [STATUS_OPEN] = N_("\"%s\" open again"),          [STATUS_RUNNING] = N_("\"%s\" is being done"),
    [STATUS_CHANGED] = N_("\"%s\" got another date"), [STATUS_DONE] = N_("\"%s\" done"),
    [STATUS_DROPPED] = N_("\"%s\" dropped"),
};

static int settle(struct store *store, const struct agreement *agreement, enum status status,
                  int due, const char *const words[], struct buf *said, struct err *err)
{
    struct deed deed = {words[status], agreement->what};
    if (agreements_settle(store, agreement->id, status, due, "", &deed, err))
        return -1;
    if (said)
        buf_addf(said, tr(err->lang, deed.words), deed.about);
    return 0;
}

int settle_promise(struct store *store, const struct agreement *agreement, enum status status,
                   int due, struct buf *said, struct err *err)
{
    return settle(store, agreement, status, due, promise_words, said, err);
}

int settle_carried(struct store *store, const struct agreement *agreement, enum status status,
                   int due, struct buf *said, struct err *err)
{
    if (status == agreement->status && status != STATUS_CHANGED)
        status = STATUS_OPEN;
    return settle(store, agreement, status, due, carried_words, said, err);
}
