#include "report/spell.h"

#include "base/day.h"
#include "base/decimal.h"

void spell_add_field(struct buf *buf, const struct absence *absence, enum absence_field field,
                     enum lang lang)
{
    struct absence *of = (struct absence *)absence; /* only looked at */
    switch (absence_field_kind(field)) {
    case ABSENCE_DAY:
        day_add_long(buf, *absence_day(of, field), lang);
        break;
    case ABSENCE_TEXT:
        buf_adds(buf, *absence_text(of, field));
        break;
    case ABSENCE_TOLD:
        if (*absence_told(of, field) != TOLD_UNKNOWN)
            buf_adds(buf, told_word(*absence_told(of, field), lang));
        break;
    }
}

void spell_add_step(struct buf *buf, const struct absence_step *step, enum lang lang)
{
    struct buf from = BUF_INIT, advised = BUF_INIT, part = BUF_INIT;
    decimal_add(&part, step->part, ABSENCE_WHOLE / 100, lang);
    day_add_numbers(&from, step->from, lang);
    day_add_numbers(&advised, step->advised, lang);
    buf_addf(buf, tr(lang, "%s%% from %s, advice of %s"), part.data, from.data, advised.data);
    buf_release(&from);
    buf_release(&advised);
    buf_release(&part);
}

void spell_add_service(struct buf *buf, const struct service *service, enum lang lang)
{
    struct buf from = BUF_INIT, until = BUF_INIT, factor = BUF_INIT;
    decimal_add(&factor, service->factor, SERVICE_FULL, lang);
    day_add_numbers(&from, service->from, lang);
    if (service->until != DAY_NONE)
        day_add_numbers(&until, service->until - 1, lang);
    if (service->until == DAY_NONE)
        buf_addf(buf, tr(lang, "%s from %s"), factor.data, from.data);
    else
        buf_addf(buf, tr(lang, "%s from %s to %s"), factor.data, from.data, until.data);
    buf_release(&from);
    buf_release(&until);
    buf_release(&factor);
}
