#include "screens/whom.h"

#include <stdlib.h>

#include "base/mem.h"
#include "screens/ask.h"

struct outcome whom_ask(const struct whom *whom, struct desk *desk, int tag)
{
    struct buf fresh = BUF_INIT;
    const char **options = mem_zero(whom->n, sizeof *options);
    for (size_t i = 0; i + 1 < whom->n; i++)
        options[i] = whom->names[i];
    buf_addf(&fresh, tr(desk->lang, "Somebody new: %s"), whom->names[whom->n - 1]);
    options[whom->n - 1] = fresh.data;
    struct ask ask = {
        .tag = tag,
        .kind = ASK_CHOICE,
        .audience = AUDIENCE_NAME,
        .question = tr(desk->lang, "Do you mean somebody you talked with before?"),
        .options = options,
        .n = whom->n,
    };
    struct outcome outcome = outcome_open(ask_open(desk, &ask));
    free(options);
    buf_release(&fresh);
    return outcome;
}
