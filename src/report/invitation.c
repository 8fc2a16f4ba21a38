#include "report/invitation.h"

#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/utf8.h"
#include "report/ics.h"

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
    if (interview->at)
        day_add_long(&day, clock_day(interview->at), lang);
    if (interview->at && clock_timed(interview->at)) {
        clock_time(interview->at, &hour, &minute);
        buf_addf(&text, tr(lang, "I would like to talk with you on %s at %d:%02d."), day.data, hour,
                 minute);
    } else if (interview->at) {
        buf_addf(&text,
                 tr(lang, "I would like to talk with you on %s. We agree on the time together; "
                          "what suits you?"),
                 day.data);
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

static void add_where(struct buf *out, const char *place, enum lang lang)
{
    struct buf text = BUF_INIT;
    if (*place)
        buf_addf(&text, tr(lang, "We meet here: %s."), place);
    else
        buf_adds(&text, tr(lang, "Where we meet, we choose together."));
    add_paragraph(out, &text);
    buf_release(&text);
}

void invitation_add(struct buf *out, const struct invitation *invitation, enum lang lang)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, tr(lang, "Dear %s,"), invitation->interview->person.name);
    add_paragraph(out, &text);
    add_when(out, invitation->interview, lang);
    add_where(out, invitation->place, lang);
    add_sentence(out, *invitation->about
                          ? invitation->about
                          : tr(lang, "It is about your work, what you need, and what we agree. "
                                     "What you would rather keep to yourself, you do."));
    if (*invitation->topics)
        add_topics(out, invitation->topics, lang);
    add_sentence(out, tr(lang, "What would you like to talk about? Tell me beforehand, or bring it "
                               "along; there is time for it."));
    add_sentence(out, tr(lang, "Does another moment or place suit you better? Let me know."));
    buf_release(&text);
}

const char *invitation_about(const struct guide *held, const char *id, const struct shelf *shelf,
                             enum lang lang)
{
    if (held && *held->invitation && held->language == lang)
        return held->invitation;
    const struct guide *now = shelf_guide(shelf, id, lang);
    return now && now->language == lang ? now->invitation : "";
}

void invitation_add_calendar(struct buf *out, const struct invitation *invitation, enum lang lang)
{
    const struct ics_meeting meeting = {
        .id = invitation->interview->id,
        .at = invitation->interview->at,
        .changed_at = invitation->interview->updated_at,
        .title = tr(lang, "Conversation"),
        .place = invitation->place,
    };
    ics_begin(out);
    ics_add_meeting(out, &meeting);
    ics_end(out);
}
