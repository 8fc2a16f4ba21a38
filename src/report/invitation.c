#include "report/invitation.h"

#include <string.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/utf8.h"
#include "report/ics.h"

/* What is being written, how wide and in which language. */
struct letter {
    struct buf *out;
    int columns;
    enum lang lang;
};

/* A paragraph behind lead, wrapped; further rows begin where its text began. */
static void add_wrapped(const struct letter *letter, const char *lead, const char *text, size_t len)
{
    struct buf shown = BUF_INIT, *out = letter->out;
    int indent = utf8_columns(lead, strlen(lead));
    size_t next;
    utf8_show(&shown, text, len, false);
    buf_adds(out, lead);
    for (size_t at = 0; at < shown.len; at += next) {
        size_t row = utf8_wrap(shown.data + at, shown.len - at, letter->columns - indent, &next);
        if (at)
            buf_addf(out, "%*s", indent, "");
        buf_add(out, shown.data + at, row);
        buf_addc(out, '\n');
    }
    buf_release(&shown);
}

static void add_paragraph(const struct letter *letter, const struct buf *text)
{
    add_wrapped(letter, "", text->data, text->len);
    buf_addc(letter->out, '\n');
}

static void add_sentence(const struct letter *letter, const char *sentence)
{
    add_wrapped(letter, "", sentence, strlen(sentence));
    buf_addc(letter->out, '\n');
}

/* The sentence that says when: for a meeting, and for a call. */
static const char *const at_words[] = {N_("I would like to talk with you on %s at %d:%02d."),
                                       N_("I would like to call you on %s at %d:%02d.")};
static const char *const day_words[] = {
    N_("I would like to talk with you on %s. We agree on the time together; what suits you?"),
    N_("I would like to call you on %s. We agree on the time together; what suits you?")};
static const char *const open_words[] = {N_("I would like to talk with you. Which day suits you?"),
                                         N_("I would like to call you. Which day suits you?")};

/* When, or that the day is still to be found. */
static void add_when(const struct letter *letter, const struct invitation *invitation)
{
    struct buf text = BUF_INIT, day = BUF_INIT;
    int64_t at = invitation->interview->at;
    bool phone = invitation->by_phone;
    int hour, minute;
    if (at)
        day_add_long(&day, clock_day(at), letter->lang);
    if (at && clock_timed(at)) {
        clock_time(at, &hour, &minute);
        buf_addf(&text, tr(letter->lang, at_words[phone]), day.data, hour, minute);
    } else if (at) {
        buf_addf(&text, tr(letter->lang, day_words[phone]), day.data);
    } else {
        buf_adds(&text, tr(letter->lang, open_words[phone]));
    }
    add_paragraph(letter, &text);
    buf_release(&text);
    buf_release(&day);
}

static void add_topics(const struct letter *letter, const char *topics)
{
    add_sentence(letter, tr(letter->lang, "This is what I would like to talk about:"));
    buf_cut(letter->out, letter->out->len - 1); /* the list follows at once */
    while (*topics) {
        size_t len = strcspn(topics, "\n");
        add_wrapped(letter, "  - ", topics, len);
        topics += len + (topics[len] == '\n');
    }
    buf_addc(letter->out, '\n');
}

static void add_where(const struct letter *letter, const struct invitation *invitation)
{
    struct buf text = BUF_INIT;
    if (invitation->by_phone)
        buf_adds(&text,
                 tr(letter->lang, "I call the number that I have of you. Would you rather have "
                                  "another one? Let me know."));
    else if (*invitation->place)
        buf_addf(&text, tr(letter->lang, "We meet here: %s."), invitation->place);
    else
        buf_adds(&text, tr(letter->lang, "Where we meet, we choose together."));
    add_paragraph(letter, &text);
    buf_release(&text);
}

static void add_end(const struct letter *letter, bool phone)
{
    enum lang lang = letter->lang;
    add_sentence(letter, phone
                             ? tr(lang, "What would you like to talk about? Tell me beforehand, or "
                                        "when I call; there is time for it.")
                             : tr(lang, "What would you like to talk about? Tell me beforehand, or "
                                        "bring it along; there is time for it."));
    add_sentence(letter,
                 phone ? tr(lang, "Does another moment suit you better? Let me know.")
                       : tr(lang, "Does another moment or place suit you better? Let me know."));
}

bool invitation_passed(const struct invitation *invitation, const struct clock *clock)
{
    int64_t at = invitation->interview->at;
    if (!at)
        return false;
    return clock_timed(at) ? at < clock_now(clock) : clock_day(at) < clock_today(clock);
}

void invitation_add(struct buf *out, const struct invitation *invitation, enum lang lang)
{
    const struct letter letter = {
        .out = out,
        .columns = invitation->columns ? invitation->columns : INVITATION_COLUMNS,
        .lang = lang,
    };
    struct buf text = BUF_INIT;
    buf_addf(&text, tr(lang, "Dear %s,"), invitation->interview->person.name);
    add_paragraph(&letter, &text);
    add_when(&letter, invitation);
    add_where(&letter, invitation);
    add_sentence(&letter, *invitation->about
                              ? invitation->about
                              : tr(lang, "It is about your work, what you need, and what we agree. "
                                         "What you would rather keep to yourself, you do."));
    if (*invitation->topics)
        add_topics(&letter, invitation->topics);
    add_end(&letter, invitation->by_phone);
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

bool invitation_by_phone(const struct guide *held, const char *id, const struct shelf *shelf,
                         enum lang lang)
{
    const struct guide *now = shelf_guide(shelf, id, lang);
    return (held && held->by_phone) || (now && now->by_phone);
}

void invitation_add_calendar(struct buf *out, const struct invitation *invitation, enum lang lang)
{
    const struct ics_meeting meeting = {
        .id = invitation->interview->id,
        .at = invitation->interview->at,
        .changed_at = invitation->interview->updated_at,
        .title = invitation->by_phone ? tr(lang, "Phone call") : tr(lang, "Conversation"),
        .place = invitation->by_phone ? "" : invitation->place,
    };
    ics_begin(out);
    ics_add_meeting(out, &meeting);
    ics_end(out);
}
