/*
 * sparring_look: what the other side gets of a question: what a bundle takes along of it, and at
 * its end what is being written, as it would go.
 */
#include "base/day.h"
#include "screens/screens.h"
#include "sparring_inside.h"

static const char *side_word(enum side side, enum lang lang)
{
    return side == SIDE_HR ? "HR" : tr(lang, "The manager");
}

static void add_message(const struct sparring *sparring, struct buf *text, enum side side,
                        int64_t at, const char *words)
{
    enum lang lang = lang_of(sparring);
    buf_addf(text, "\n%s, ", side_word(side, lang));
    day_add_short(text, clock_day(at), clock_today(&sparring->screen.desk->clock), lang);
    buf_addf(text, "\n%s\n", words);
}

/* Where it was asked: a point of a guide, never whose conversation it was. */
static void add_place(const struct sparring *sparring, struct buf *text)
{
    const struct sparring_row *about = &sparring->thread.about;
    const char *title = *about->id ? about->title : sparring->title;
    const char *guide = *about->id ? about->guide : sparring->guide;
    buf_addf(text, "%s%s%s\n", title, *title && *guide ? ", " : "", guide);
}

struct outcome sparring_look(const struct sparring *sparring)
{
    enum lang lang = lang_of(sparring);
    struct buf text = BUF_INIT;
    add_place(sparring, &text);
    for (size_t i = 0; i < sparring->thread.n; i++) {
        const struct sparring_message *message = &sparring->thread.messages[i];
        add_message(sparring, &text, message->side, message->at,
                    message->closes ? tr(lang, "(closed)") : message->text);
    }
    if (sparring_writing(sparring) && sparring->edit.text.len)
        add_message(sparring, &text, sparring->side, clock_now(&sparring->screen.desk->clock),
                    sparring->edit.text.data);
    struct screen *view = view_open(
        sparring->screen.desk,
        sparring->side == SIDE_HR ? tr(lang, "As the manager gets it") : tr(lang, "As HR gets it"),
        text.data,
        *sparring->thread.about.id ? sparring->thread.about.interview : sparring->interview);
    buf_release(&text);
    return outcome_open(view);
}
