#include "store/known.h"

#include "base/day.h"
#include "store/change.h"
#include "store/people.h"
#include "store/standing.h"

/* The last that is known: a conversation, an absence, or just the name. */
static void add_sentence(struct buf *buf, const struct standing *standing, const char *shown,
                         int today, enum lang lang)
{
    struct buf day = BUF_INIT;
    bool spoke = standing->held != DAY_NONE && standing->held >= standing->first_day;
    int last = spoke ? standing->held : standing->first_day;
    if (last != DAY_NONE)
        day_add_short(&day, last, today, lang);
    if (spoke)
        buf_addf(buf, tr(lang, "You know %s: last spoken on %s."), shown, day.data);
    else if (last != DAY_NONE)
        buf_addf(buf, tr(lang, "You know %s: reported sick on %s."), shown, day.data);
    else
        buf_addf(buf, tr(lang, "You know %s already."), shown);
    buf_addf(buf, " %s",
             tr(lang, "Somebody else? Add something to the name, such as the team."));
    buf_release(&day);
}

int known_add(struct buf *buf, struct store *store, const char *name, const char *shown, int today,
              struct err *err)
{
    struct standing standing;
    char id[UUID_SIZE];
    if (person_named(store_db(store), name, id, err))
        return -1;
    if (!*id)
        return 0;
    if (standing_load(store, id, today, &standing, err))
        return -1;
    add_sentence(buf, &standing, shown, today, err->lang);
    return 0;
}
