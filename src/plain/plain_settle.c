/* Settling: what became of an agreement, in a word. */
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "plain_inside.h"
#include "report/sentence.h"
#include "store/settle.h"

static const struct {
    const char *word;
    enum status status;
} words[] = {
    {"x", STATUS_DONE},
    {"gedaan", STATUS_DONE},
    {"done", STATUS_DONE},
    {"l", STATUS_RUNNING},
    {"loopt", STATUS_RUNNING},
    {"running", STATUS_RUNNING},
    {"d", STATUS_CHANGED},
    {"datum", STATUS_CHANGED},
    {"date", STATUS_CHANGED},
    {"-", STATUS_DROPPED},
    {"vervalt", STATUS_DROPPED},
    {"drop", STATUS_DROPPED},
    {"vervallen", STATUS_DROPPED},
    {"dropped", STATUS_DROPPED},
};

bool plain_settle_word(const char **text, enum status *status)
{
    size_t len = strcspn(*text, " ");
    struct buf word = BUF_INIT;
    bool found = false;
    utf8_fold(&word, *text, len);
    for (size_t i = 0; i < sizeof words / sizeof *words && !found; i++)
        if (strcmp(words[i].word, word.data) == 0) {
            *status = words[i].status;
            found = true;
        }
    buf_release(&word);
    if (found)
        *text += len + strspn(*text + len, " ");
    return found;
}

/* The other date: behind the word, or asked. */
static bool read_date(struct plain *plain, const struct agreement *agreement, const char *rest,
                      int *day)
{
    *day = DAY_NONE;
    if (*rest)
        return plain_read_day(plain, rest, day);
    lines_put(&plain->lines, agreement->what);
    plain_say_audience(plain, AUDIENCE_AGREED);
    return plain_ask_day(plain, tr(plain_lang(plain), "New date"), day, NULL) == REPLY_TEXT &&
           *day != DAY_NONE;
}

bool plain_settle(struct plain *plain, const struct agreement *agreement, enum status status,
                  const char *rest, bool promise)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct store *store = plain->desk->store;
    struct buf said = BUF_INIT;
    int day = DAY_NONE;
    if (status == STATUS_CHANGED && !read_date(plain, agreement, rest, &day))
        return false;
    int failed = promise ? settle_promise(store, agreement, status, day, &said, &err)
                         : settle_carried(store, agreement, status, day, &said, &err);
    if (failed)
        plain_trouble(plain, &err);
    else
        lines_put(&plain->lines, said.data);
    buf_release(&said);
    return !failed;
}

void plain_add_standing(struct buf *buf, const struct agreement *agreement, int today,
                        enum lang lang)
{
    sentence_add_state(buf, agreement, today, lang);
    if (agreement_late(agreement, today))
        buf_addf(buf, ", %s", tr(lang, "late"));
}
