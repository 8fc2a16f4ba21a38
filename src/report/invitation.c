#include "report/invitation.h"

#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/utf8.h"

/* A paragraph behind lead, wrapped; further rows begin where its text began. */
static void add_wrapped(struct buf *out, const char *lead, const char *text, size_t len)
{
    struct buf shown = BUF_INIT;
    int indent = utf8_columns(lead, strlen(lead));
    size_t next;
    utf8_show(&shown, text, len, false);
    buf_adds(out, lead);
    for (size_t at = 0; at < shown.len; at += next) {
        size_t row = utf8_wrap(shown.data + at, shown.len - at, INVITATION_COLUMNS - indent, &next);
        if (at)
            buf_addf(out, "%*s", indent, "");
        buf_add(out, shown.data + at, row);
        buf_addc(out, '\n');
    }
    buf_release(&shown);
}

static void add_paragraph(struct buf *out, const struct buf *text)
{
    add_wrapped(out, "", text->data, text->len);
    buf_addc(out, '\n');
}

static void add_sentence(struct buf *out, const char *sentence)
{
    add_wrapped(out, "", sentence, strlen(sentence));
    buf_addc(out, '\n');
}

/* When, or that the day is still to be found. */
static void add_when(struct buf *out, const struct interview *interview, enum lang lang)
{
    struct buf text = BUF_INIT, day = BUF_INIT;
    int hour, minute;
    if (interview->at) {
        clock_time(interview->at, &hour, &minute);
        day_add_long(&day, clock_day(interview->at), lang);
        buf_addf(&text, tr(lang, "I would like to talk with you on %s at %d:%02d."), day.data, hour,
                 minute);
    } else {
        buf_adds(&text, tr(lang, "I would like to talk with you. Which day suits you?"));
    }
    add_paragraph(out, &text);
    buf_release(&text);
    buf_release(&day);
}

static void add_topics(struct buf *out, const char *topics, enum lang lang)
{
    add_sentence(out, tr(lang, "This is what I would like to talk about:"));
    buf_cut(out, out->len - 1); /* the list follows at once */
    while (*topics) {
        size_t len = strcspn(topics, "\n");
        add_wrapped(out, "  - ", topics, len);
        topics += len + (topics[len] == '\n');
    }
    buf_addc(out, '\n');
}

void invitation_add(struct buf *out, const struct interview *interview, const char *place,
                    const char *topics, enum lang lang)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, tr(lang, "Dear %s,"), interview->person.name);
    add_paragraph(out, &text);
    add_when(out, interview, lang);
    if (*place) {
        buf_clear(&text);
        buf_addf(&text, tr(lang, "We meet here: %s."), place);
        add_paragraph(out, &text);
    }
    if (*topics)
        add_topics(out, topics, lang);
    add_sentence(out, tr(lang, "What would you like to talk about? Tell me beforehand, or bring it "
                               "along; there is time for it."));
    add_sentence(out, tr(lang, "You need not tell me what you have, or why. It is about your work, "
                               "what you need, and what we agree."));
    add_sentence(out, tr(lang, "Does another moment or place suit you better? Let me know."));
    buf_release(&text);
}
