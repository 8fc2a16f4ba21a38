/*
 * service: when somebody was employed, and for which part of a full week, the last span first.
 * Absence figures count and weigh people by it; nothing else of their employment is kept.
 */
#include "domain/service.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/mem.h"
#include "report/spell.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/absences.h"
#include "store/services.h"
#include "ui/list.h"

enum {
    SERVICE_NEW = COMMAND_WRITES,
    SERVICE_FACTOR,
    SERVICE_UNTIL,
    SERVICE_REMOVE,
};

/* TAG_FROM asks for a new one, and TAG_FACTOR then for its factor. */
enum { TAG_FROM = 1, TAG_FACTOR, TAG_UNTIL, TAG_REMOVE };

enum { LEFT = 3 };

static const struct key_row key_rows[] = {
    {"<Enter>", SERVICE_FACTOR, N_("Hours"), N_("Change the part of a full week"), 70},
    {"n", SERVICE_NEW, N_("New"), N_("Write down a day in service, or other hours"), 60},
    {"d", SERVICE_UNTIL, N_("Out of service"), N_("Say which day was the first out of service"),
     50},
    {"-", SERVICE_REMOVE, NULL, N_("Take this time in service away"), 0},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct service_screen {
    struct screen screen;
    char person[UUID_SIZE];
    struct buf name;
    struct service *spans; /* the last first */
    size_t n;
    struct service fresh; /* the one that is asked for */
    struct list list;
};

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome ask_from(const struct service_screen *screen)
{
    enum lang lang = screen_lang(&screen->screen);
    struct ask ask = {
        .tag = TAG_FROM,
        .kind = ASK_DAY,
        .audience = AUDIENCE_REQUEST,
        .about = screen->person,
        .question = tr(lang, "From which day in service, or with these hours?"),
        .hint = tr(lang, "Other hours get a day of their own: the time before ends on it."),
        .day = screen_today(&screen->screen),
        .toward = DAY_BEHIND,
    };
    return outcome_open(ask_open(screen->screen.desk, &ask));
}

static struct outcome ask_factor(struct service_screen *screen, const struct service *of)
{
    enum lang lang = screen_lang(&screen->screen);
    struct buf text = BUF_INIT;
    screen->fresh = *of;
    decimal_add(&text, of->factor, SERVICE_FULL, lang);
    struct ask ask = {
        .tag = TAG_FACTOR,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_REQUEST,
        .about = screen->person,
        .question = tr(lang, "Which part of a full week?"),
        .hint = tr(lang, "1 is a full week, 0.8 four days of five."),
        .text = text.data,
        .max = 8,
        .fault = service_factor_text_fault,
    };
    struct outcome outcome = outcome_open(ask_open(screen->screen.desk, &ask));
    buf_release(&text);
    return outcome;
}

static struct outcome ask_until(const struct service_screen *screen)
{
    enum lang lang = screen_lang(&screen->screen);
    const struct service *span = &screen->spans[screen->list.selected];
    struct ask ask = {
        .tag = TAG_UNTIL,
        .kind = ASK_DAY,
        .audience = AUDIENCE_REQUEST,
        .about = span->id,
        .question = tr(lang, "Which day is the first out of service?"),
        .hint = tr(lang, "Empty: still in service."),
        .day = span->until,
        .toward = DAY_BEHIND,
        .since = span->from,
    };
    return outcome_open(ask_open(screen->screen.desk, &ask));
}

static struct outcome seen_again(struct service_screen *screen, int failed, const struct err *err)
{
    struct err again = ERR_INIT(screen_lang(&screen->screen));
    if (failed)
        return outcome_err(err);
    return screen->screen.ops->refresh(&screen->screen, &again) ? outcome_err(&again)
                                                                : outcome_redraw();
}

static struct outcome save(struct service_screen *screen, struct service *service)
{
    static const struct deed deed = {N_("time in service changed"), ""};
    struct err err = ERR_INIT(screen_lang(&screen->screen));
    snprintf(service->person, sizeof service->person, "%s", screen->person);
    return seen_again(screen, services_save(screen->screen.desk->store, service, &deed, &err),
                      &err);
}

static struct outcome take_away(struct service_screen *screen)
{
    static const struct deed deed = {N_("time in service taken away"), ""};
    struct err err = ERR_INIT(screen_lang(&screen->screen));
    const char *id = screen->spans[screen->list.selected].id;
    return seen_again(screen, services_remove(screen->screen.desk->store, id, &deed, &err), &err);
}

static struct outcome service_command(struct screen *base, int command, int argument)
{
    struct service_screen *screen = (struct service_screen *)base;
    switch (command) {
    case COMMAND_SELECT:
        list_select(&screen->list, (size_t)argument);
        return outcome_redraw();
    case SERVICE_NEW:
        return ask_from(screen);
    case SERVICE_FACTOR:
        return ask_factor(screen, &screen->spans[screen->list.selected]);
    case SERVICE_UNTIL:
        return ask_until(screen);
    case SERVICE_REMOVE:
        return outcome_open(
            ask_yes(base->desk, TAG_REMOVE,
                    tr(screen_lang(&screen->screen), "Take this time in service away?"),
                    tr(screen_lang(&screen->screen), "Undo brings it back.")));
    default:
        return outcome_nothing();
    }
}

static bool service_can(const struct screen *base, int command)
{
    const struct service_screen *screen = (const struct service_screen *)base;
    return screen->n ||
           (command != SERVICE_FACTOR && command != SERVICE_UNTIL && command != SERVICE_REMOVE);
}

static struct outcome service_resume(struct screen *base, const struct reply *reply)
{
    struct service_screen *screen = (struct service_screen *)base;
    struct service span = {.until = DAY_NONE, .factor = SERVICE_FULL};
    if (!reply->given || (reply->tag != TAG_FROM && reply->tag != TAG_FACTOR && !screen->n))
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_FROM:
        span.from = reply->day;
        return reply->day == DAY_NONE ? outcome_redraw() : ask_factor(screen, &span);
    case TAG_FACTOR:
        (void)service_factor_read(reply->text, &screen->fresh.factor); /* asked until it will do */
        return save(screen, &screen->fresh);
    case TAG_UNTIL:
        span = screen->spans[screen->list.selected];
        span.until = reply->day;
        return save(screen, &span);
    case TAG_REMOVE:
        return reply->choice ? take_away(screen) : outcome_redraw();
    default:
        return outcome_redraw();
    }
}

static struct outcome service_press(struct screen *base, const struct key *key)
{
    struct service_screen *screen = (struct service_screen *)base;
    return list_key(&screen->list, key, 10) ? outcome_redraw() : outcome_nothing();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_span(const struct service_screen *screen, struct frame *frame, int row, size_t i)
{
    bool here = i == screen->list.selected;
    struct buf text = BUF_INIT;
    spell_add_service(&text, &screen->spans[i], screen_lang(&screen->screen));
    if (here) {
        frame_put(frame, row, LEFT - 2, 1, ">", STYLE_FOCUS);
        frame_cursor(frame, row, LEFT - 2);
    }
    frame_put(frame, row, LEFT, frame->columns - LEFT - 2, text.data,
              here ? STYLE_FOCUS : STYLE_PLAIN);
    frame_spot(frame, row, 0, 1, frame->columns, COMMAND_SELECT, (int)i);
    buf_release(&text);
}

static void service_draw(struct screen *base, struct frame *frame)
{
    struct service_screen *screen = (struct service_screen *)base;
    enum lang lang = screen_lang(&screen->screen);
    int row = SCREEN_TOP + 1, end = screen_bottom(frame);
    struct buf title = BUF_INIT;
    buf_addf(&title, tr(lang, "In service - %s"), screen->name.data);
    screen_head(frame, title.data, tr(lang, "only for you"));
    buf_release(&title);
    if (!screen->n)
        frame_wrap(frame, row, LEFT, 4, frame->columns - 2 * LEFT,
                   tr(lang, "When this person was in service is not known. n writes it down; "
                            "absence figures need it."),
                   STYLE_PLAIN);
    list_view(&screen->list, (size_t)(end - row));
    for (size_t i = screen->list.top; i < screen->n && row < end; i++)
        draw_span(screen, frame, row++, i);
}

static void service_status(const struct screen *base, struct buf *line)
{
    buf_adds(line, audience_words(AUDIENCE_REQUEST, base->desk->lang));
}

/* ---- the rest -------------------------------------------------------------------------------- */

static int service_refresh(struct screen *base, struct err *err)
{
    struct service_screen *screen = (struct service_screen *)base;
    struct service *spans = NULL;
    size_t n = 0;
    if (services_list(base->desk->store, screen->person, &spans, &n, err))
        return -1;
    free(screen->spans);
    screen->spans = spans;
    screen->n = n;
    list_resize(&screen->list, n);
    return 0;
}

static void service_close(struct screen *base)
{
    struct service_screen *screen = (struct service_screen *)base;
    free(screen->spans);
    buf_release(&screen->name);
    free(screen);
}

static const struct screen_ops service_ops = {
    .name = "service",
    .command = service_command,
    .key = service_press,
    .resume = service_resume,
    .draw = service_draw,
    .can = service_can,
    .status = service_status,
    .refresh = service_refresh,
    .close = service_close,
};

struct screen *service_open(struct desk *desk, const char *person, struct err *err)
{
    struct service_screen *screen = mem_zero(1, sizeof *screen);
    screen->screen = (struct screen){.ops = &service_ops, .keys = &keys, .desk = desk};
    snprintf(screen->person, sizeof screen->person, "%s", person);
    if (desk_add_name_of(desk, &screen->name, person, "", err) ||
        service_refresh(&screen->screen, err)) {
        service_close(&screen->screen);
        return NULL;
    }
    return &screen->screen;
}
