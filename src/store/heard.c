#include "store/heard.h"

#include <string.h>

#include "base/day.h"
#include "store/absences.h"

static bool holds(const struct absence *absence, int day)
{
    return !absence->leave && absence->first_day <= day &&
           (absence_open(absence) || day <= absence->back);
}

/* Puts what was heard in the one it belongs to, or in a new one. */
static void offer_of(struct heard_offer *offer, const struct heard *heard,
                     const struct absence_row *rows, size_t n)
{
    size_t at = 0;
    while (at < n && !holds(&rows[at].absence, heard->absence.first_day))
        at++;
    if (at < n)
        absence_copy(&offer->absence, &rows[at].absence);
    else
        offer->absence.first_day = heard->absence.first_day;
    offer->n = heard->n ? heard_put(heard, &offer->absence, offer->news) : 0;
}

int heard_look(const struct desk *desk, const struct dossier *dossier, struct heard_offer *offer,
               struct err *err)
{
    struct absence_row *rows = NULL;
    struct heard heard;
    size_t n = 0;
    *offer = (struct heard_offer){.n = 0};
    absence_init(&offer->absence);
    if (store_rehearses(desk->store) || !store_writable(desk->store))
        return 0;
    heard_take(&heard, dossier->guide, dossier->interview);
    int failed =
        heard.n && absences_list(desk->store, dossier->interview->person.id, false, &rows, &n, err);
    if (!failed)
        offer_of(offer, &heard, rows, n);
    absence_rows_free(rows, n);
    heard_release(&heard);
    return failed ? -1 : 0;
}

void heard_offer_release(struct heard_offer *offer)
{
    absence_release(&offer->absence);
}

int heard_keep(const struct desk *desk, const struct dossier *dossier, struct heard_offer *offer,
               struct err *err)
{
    struct buf name = BUF_INIT;
    desk_add_name(desk, &name, &dossier->interview->person);
    const struct deed deed = {
        *offer->absence.id ? N_("absence of %s changed") : N_("absence of %s added"), name.data};
    memcpy(offer->absence.person, dossier->interview->person.id, UUID_SIZE);
    int failed = absences_save(desk->store, &offer->absence, &deed, err);
    buf_release(&name);
    return failed;
}

void heard_offer_add(struct buf *buf, const struct heard_offer *offer, enum lang lang)
{
    if (!*offer->absence.id) {
        struct buf day = BUF_INIT;
        day_add_long(&day, offer->absence.first_day, lang);
        buf_addf(buf, tr(lang, "A new sick report from %s: "), day.data);
        buf_release(&day);
    }
    for (int field = 0, n = 0; field < ABSENCE_FIELDS; field++)
        if (offer->news[field])
            buf_addf(buf, "%s%s", n++ ? "; " : "",
                     tr(lang, absence_field_ask((enum absence_field)field)));
}
