/* Time in service in lines: when somebody was employed, and for which part of a full week. */
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "plain_inside.h"
#include "report/spell.h"
#include "store/absences.h"
#include "store/services.h"

static enum lang lang_of(const struct plain *plain)
{
    return plain_lang(plain);
}

/* Those there are, and a new one behind them; NULL and said when they cannot be read. */
static struct service *tell_spans(struct plain *plain, const char *person, size_t *n)
{
    struct err err = ERR_INIT(lang_of(plain));
    struct service *spans = NULL;
    if (services_list(plain->desk->store, person, &spans, n, &err)) {
        plain_trouble(plain, &err);
        return NULL;
    }
    if (!*n)
        lines_say(&plain->lines, "When this person was in service is not known.");
    for (size_t i = 0; i < *n; i++) {
        struct buf text = BUF_INIT;
        spell_add_service(&text, &spans[i], lang_of(plain));
        plain_tell(plain, i + 1, text.data, NULL);
        buf_release(&text);
    }
    plain_tell(plain, *n + 1, tr(lang_of(plain), "A day in service, or other hours"), NULL);
    return spans ? spans : mem_zero(1, sizeof *spans);
}

/* REPLY_EMPTY leaves it as it is. */
static enum plain_reply ask_factor(struct plain *plain, int *factor)
{
    enum plain_reply reply;
    struct buf now = BUF_INIT;
    decimal_add(&now, *factor, SERVICE_FULL, lang_of(plain));
    while ((reply = plain_ask_line(plain, tr(lang_of(plain), "Which part of a full week?"),
                                   now.data, 8, "0123456789")) == REPLY_TEXT) {
        const char *fault = service_factor_text_fault(plain->lines.line.data);
        if (!fault) {
            (void)service_factor_read(plain->lines.line.data, factor);
            break;
        }
        lines_put(&plain->lines, tr(lang_of(plain), fault));
    }
    buf_release(&now);
    return reply;
}

/* Its day, when it is new, its factor, and the first day out; false when that is broken off. */
static bool ask_span(struct plain *plain, struct service *span)
{
    enum lang lang = lang_of(plain);
    if (!*span->id && plain_ask_past_day(plain, tr(lang, "In service from, or with these hours"), 0,
                                         &span->from) != REPLY_TEXT)
        return false;
    if (span->from == DAY_NONE || ask_factor(plain, &span->factor) == REPLY_LEFT)
        return false;
    return plain_ask_past_day(plain, tr(lang, "First day out of service"), span->from,
                              &span->until) != REPLY_LEFT;
}

static void change(struct plain *plain, const char *person, const struct service *spans, size_t n)
{
    static const struct deed deed = {N_("time in service changed"), ""};
    struct err err = ERR_INIT(lang_of(plain));
    struct service span = {.from = DAY_NONE, .until = DAY_NONE, .factor = SERVICE_FULL};
    size_t number = 0;
    if (plain_ask_number(plain, tr(lang_of(plain), "Number"), n + 1, false, &number) != REPLY_TEXT)
        return;
    if (number <= n)
        span = spans[number - 1];
    memcpy(span.person, person, UUID_SIZE);
    if (ask_span(plain, &span) && services_save(plain->desk->store, &span, &deed, &err))
        plain_trouble(plain, &err);
}

static void walk(struct plain *plain, const char *person)
{
    size_t n = 0;
    struct service *spans = tell_spans(plain, person, &n);
    if (spans)
        change(plain, person, spans, n);
    free(spans);
}

enum step plain_does_service(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(lang_of(plain));
    struct buf name = BUF_INIT;
    char person[UUID_SIZE] = "";
    if (store_need_write(plain->desk->store, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    if (!*rest) {
        lines_say(&plain->lines, "Of whom? Give the name too, such as service Jan.");
        return STEP_HERE;
    }
    plain_say_audience(plain, AUDIENCE_REQUEST);
    if (!plain_find_whom(plain, rest, false, &name))
        ; /* and it was said */
    else if (absences_whose(plain->desk->store, name.data, person, &err))
        plain_trouble(plain, &err);
    else if (*person)
        walk(plain, person);
    else
        lines_say(&plain->lines, "There is nobody of that name yet.");
    buf_release(&name);
    return STEP_HERE;
}
