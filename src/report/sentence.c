#include "report/sentence.h"

#include <string.h>

#include "base/clock.h"
#include "base/day.h"

/* Begins a sentence: a blank when something stands before it. */
static void begin(struct buf *buf, size_t start)
{
    if (buf->len > start)
        buf_addc(buf, ' ');
}

/* Adds what somebody typed on one row, ended as a sentence ends. */
static void add_typed(struct buf *buf, const char *text)
{
    size_t start = buf->len;
    buf_adds(buf, text);
    for (size_t i = start; i < buf->len; i++)
        if (buf->data[i] == '\n' || buf->data[i] == '\t')
            buf->data[i] = ' ';
    while (buf->len > start && buf->data[buf->len - 1] == ' ')
        buf_cut(buf, buf->len - 1);
    if (buf->len > start && !strchr(".!?", buf->data[buf->len - 1]))
        buf_addc(buf, '.');
}

/* Our own words for an owner begin small; a sentence does not. A name stays as it was written. */
static void add_owner(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                      const char *employee, enum lang lang)
{
    size_t start = buf->len;
    owner_add(buf, agreement, viewer, employee, lang);
    bool named = agreement->owner == OWNER_OTHER ||
                 (agreement->owner == OWNER_EMPLOYEE && viewer != VIEW_EMPLOYEE);
    if (!named && buf->len > start && buf->data[start] >= 'a' && buf->data[start] <= 'z')
        buf->data[start] = (char)(buf->data[start] - 'a' + 'A');
}

void sentence_add_promise(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                          const char *employee, enum lang lang)
{
    size_t start = buf->len;
    if (agreement->owner != OWNER_NONE)
        add_owner(buf, agreement, viewer, employee, lang);
    if (buf->len == start)
        buf_adds(buf, tr(lang, "Nobody yet"));
    buf_adds(buf, ": ");
    add_typed(buf, *agreement->what ? agreement->what : tr(lang, "not yet written down"));
}

static void add_deadline(struct buf *buf, const struct agreement *agreement, enum lang lang)
{
    struct buf day = BUF_INIT;
    if (agreement->due != DAY_NONE) {
        day_add_long(&day, agreement->due, lang);
        buf_addf(buf, tr(lang, "By %s."), day.data);
    } else if (*agreement->due_words) {
        add_typed(&day, agreement->due_words);
        buf_addf(buf, tr(lang, "When: %s"), day.data);
    } else {
        buf_adds(buf, tr(lang, "No date yet."));
    }
    buf_release(&day);
}

void sentence_add_basis(struct buf *buf, const struct agreement *agreement, enum lang lang)
{
    if (agreement->basis == BASIS_NONE)
        return;
    if (agreement->basis == BASIS_CONSULTATION) {
        buf_adds(buf, tr(lang, "Basis: agreed in consultation."));
    } else if (agreement->basis_day == DAY_NONE) {
        buf_adds(buf, tr(lang, "Basis: advice of the company doctor."));
    } else {
        struct buf day = BUF_INIT;
        day_add_long(&day, agreement->basis_day, lang);
        buf_addf(buf, tr(lang, "Basis: advice of the company doctor of %s."), day.data);
        buf_release(&day);
    }
}

void sentence_add_plan(struct buf *buf, const struct agreement *agreement, enum lang lang)
{
    size_t start = buf->len;
    add_deadline(buf, agreement, lang);
    if (*agreement->follow_up) {
        begin(buf, start);
        struct buf typed = BUF_INIT;
        add_typed(&typed, agreement->follow_up);
        buf_addf(buf, tr(lang, "Follow-up: %s"), typed.data);
        buf_release(&typed);
    }
    if (agreement->look_back != DAY_NONE) {
        begin(buf, start);
        struct buf day = BUF_INIT;
        day_add_long(&day, agreement->look_back, lang);
        buf_addf(buf, tr(lang, "We look back on it together on %s."), day.data);
        buf_release(&day);
    }
    if (agreement->basis != BASIS_NONE)
        begin(buf, start);
    sentence_add_basis(buf, agreement, lang);
}

static void add_confirmed(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                          size_t start, enum lang lang)
{
    static const char *const for_manager[] = {
        [CONFIRMED_UNASKED] = N_("Not read back yet."),
        [CONFIRMED_YES] = N_("Read back: it is right."),
        [CONFIRMED_NO] = N_("Read back: it is not right."),
    };
    const char *words = NULL;
    if (viewer == VIEW_MANAGER)
        words = for_manager[agreement->confirmed];
    else if (viewer == VIEW_EMPLOYEE && agreement->confirmed == CONFIRMED_NO)
        words = N_("You said that this is not right.");
    if (!words)
        return;
    begin(buf, start);
    buf_adds(buf, tr(lang, words));
}

void sentence_add_standing(struct buf *buf, const struct agreement *agreement, enum viewer viewer,
                           enum lang lang)
{
    size_t start = buf->len;
    if (viewer != VIEW_EMPLOYEE || agreement->status != STATUS_OPEN) {
        buf_addf(buf, tr(lang, "Status: %s."), status_word(agreement->status, lang));
    }
    if (*agreement->remark) {
        begin(buf, start);
        add_typed(buf, agreement->remark);
    }
    add_confirmed(buf, agreement, viewer, start, lang);
    if (viewer == VIEW_MANAGER) {
        begin(buf, start);
        buf_adds(buf, agreement->share == SHARE_HR ? tr(lang, "Shared with the employee and HR.")
                                                   : tr(lang, "Shared with the employee."));
    }
}

void sentence_add_due(struct buf *buf, const struct agreement *agreement, int today, enum lang lang)
{
    enum { NEAR = 6 }; /* days: further ahead a date says more than how far it is */
    if (agreement->due == DAY_NONE)
        buf_adds(buf, tr(lang, "no date"));
    else if (agreement->due - today > NEAR)
        day_add_short(buf, agreement->due, today, lang);
    else
        day_add_distance(buf, agreement->due, today, lang);
}

void sentence_add_state(struct buf *buf, const struct agreement *agreement, int today,
                        enum lang lang)
{
    if (!agreement_unsettled(agreement)) {
        buf_addf(buf, "%s ", status_word(agreement->status, lang));
        day_add_short(buf, clock_day(agreement->updated_at), today, lang);
        return;
    }
    if (agreement->status != STATUS_OPEN)
        buf_addf(buf, "%s, ", status_word(agreement->status, lang));
    sentence_add_due(buf, agreement, today, lang);
}

void sentence_add_lacks(struct buf *buf, unsigned lacks, enum lang lang)
{
    static const struct {
        enum lack lack;
        const char *words;
    } parts[] = {
        {LACK_AGREEMENTS, N_("make an agreement")},
        {LACK_CONCRETE, N_("say who, what, when and how you follow up")},
        {LACK_CONFIRMED, N_("read the agreements back")},
        {LACK_POSSIBLE, N_("note what is possible too")},
    };
    const char *between = "";
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!(lacks & parts[i].lack))
            continue;
        buf_addf(buf, "%s%s", between, tr(lang, parts[i].words));
        between = "; ";
    }
}
