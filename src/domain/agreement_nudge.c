/* What would make an agreement more concrete, and what already is. None of it blocks. */
#include "domain/agreement.h"

#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "domain/privacy.h"
#include "domain/vague.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

static unsigned nudge_what(const struct agreement *agreement, struct buf *vague)
{
    size_t at, len;
    if (utf8_blank(agreement->what))
        return NUDGE_NO_WHAT;
    if (!vague_find(agreement->what, &at, &len))
        return 0;
    if (vague)
        buf_add(vague, agreement->what + at, len);
    return NUDGE_VAGUE_WHAT;
}

static unsigned nudge_owner(const struct agreement *agreement)
{
    if (agreement->owner == OWNER_NONE)
        return NUDGE_NO_OWNER;
    bool nameless = agreement->owner == OWNER_OTHER && utf8_blank(agreement->owner_name);
    return nameless ? NUDGE_NO_OWNER_NAME : 0;
}

#define MONTHS_AHEAD 24 /* beyond that nobody plans */

static unsigned nudge_due(const struct agreement *agreement, int today)
{
    int day;
    if (agreement->due != DAY_NONE)
        return agreement_late(agreement, today) ? NUDGE_PAST_DUE
               : agreement_unsettled(agreement) &&
                       agreement->due > day_add_months(today, MONTHS_AHEAD)
                   ? NUDGE_FAR_DUE
                   : 0;
    enum day_words read = day_read(agreement->due_words, today, LANG_NL, &day);
    if (read == DAY_WORDS_NO_SUCH || read == DAY_WORDS_FAR)
        return NUDGE_NO_SUCH_DUE;
    return read == DAY_WORDS_VAGUE ? NUDGE_VAGUE_DUE : NUDGE_NO_DUE;
}

static unsigned nudge_follow_up(const struct agreement *agreement)
{
    unsigned nudges = utf8_blank(agreement->follow_up) ? NUDGE_NO_FOLLOW_UP : 0;
    if (agreement->look_back != DAY_NONE && agreement->due != DAY_NONE &&
        agreement->look_back < agreement->due)
        nudges |= NUDGE_LOOK_BACK;
    return nudges;
}

static unsigned nudge_advice(const struct agreement *agreement)
{
    bool undated = agreement->basis == BASIS_DOCTOR && agreement->basis_day == DAY_NONE;
    return undated ? NUDGE_NO_BASIS_DAY : 0;
}

unsigned agreement_nudges(const struct agreement *agreement, int today, struct buf *vague)
{
    if (vague)
        buf_clear(vague);
    unsigned nudges = nudge_what(agreement, vague) | nudge_owner(agreement) |
                      nudge_due(agreement, today) | nudge_follow_up(agreement) |
                      nudge_advice(agreement);
    if (vague && !vague->len && (nudges & NUDGE_VAGUE_DUE))
        buf_adds(vague, agreement->due_words);
    return nudges;
}

unsigned agreement_nudge_basis(const struct agreement *agreement, const struct privacy *privacy)
{
    if (agreement->basis != BASIS_NONE || !privacy || !privacy_limits(privacy, agreement->what))
        return 0;
    return NUDGE_NO_BASIS;
}

bool agreement_sourced(const struct agreement *agreement)
{
    return agreement->basis == BASIS_CONSULTATION ||
           (agreement->basis == BASIS_DOCTOR && agreement->basis_day != DAY_NONE);
}

bool agreement_forbidden(const struct agreement *agreement, const struct privacy *privacy)
{
    bool sourced = agreement_sourced(agreement);
    return privacy && (privacy_forbids(privacy, agreement->what, sourced) ||
                       privacy_forbids(privacy, agreement->owner_name, sourced) ||
                       privacy_forbids(privacy, agreement->follow_up, sourced));
}

/* The nudge for vague wording quotes it; the others take no words. */
static const struct {
    enum nudge nudge;
    const char *text;
} nudge_texts[] = {
    {NUDGE_NO_WHAT, N_("What will be done? Write one thing that can be ticked off later.")},
    {NUDGE_NO_OWNER, N_("Nobody does this yet: choose who.")},
    {NUDGE_NO_DUE, N_("No day yet: write when, such as fri or in 2 weeks.")},
    {NUDGE_NO_FOLLOW_UP, N_("No follow-up yet: write how you will both see that it works.")},
    {NUDGE_VAGUE_WHAT, N_("\"%s\" is hard to tick off: write who does exactly what.")},
    {NUDGE_VAGUE_DUE, N_("That is a wish, not a day yet: choose a day you both can keep.")},
    {NUDGE_NO_SUCH_DUE,
     N_("There is no such day this year or next: choose another, or write its year.")},
    {NUDGE_PAST_DUE, N_("This day has passed: choose a new one, or settle the agreement.")},
    {NUDGE_FAR_DUE, N_("This day is more than two years away: is the year right?")},
    {NUDGE_LOOK_BACK, N_("You look back before it is due: move one of the two days.")},
    {NUDGE_NO_OWNER_NAME, N_("Somebody else, but who? Fill in a name.")},
    {NUDGE_NO_BASIS,
     N_("Hours or tasks limited? Choose the company doctor's advice or consultation.")},
    {NUDGE_NO_BASIS_DAY, N_("Of which day is the advice of the company doctor? Fill in its date.")},
};

void nudge_add(struct buf *buf, enum nudge nudge, const char *vague, enum lang lang)
{
    for (size_t i = 0; i < LENGTH(nudge_texts); i++)
        if (nudge_texts[i].nudge == nudge)
            buf_addf(buf, tr(lang, nudge_texts[i].text), vague ? vague : "");
}

static bool has_owner(const struct agreement *agreement)
{
    return !nudge_owner(agreement);
}

static bool has_what(const struct agreement *agreement)
{
    return !nudge_what(agreement, NULL);
}

static bool has_due(const struct agreement *agreement)
{
    return agreement->due != DAY_NONE;
}

static bool has_follow_up(const struct agreement *agreement)
{
    return !utf8_blank(agreement->follow_up);
}

static const struct {
    const char *word;
    bool (*there)(const struct agreement *agreement);
} parts[] = {
    {N_("who"), has_owner},
    {N_("what"), has_what},
    {N_("when"), has_due},
    {N_("follow-up"), has_follow_up},
};

/* Adds "who, when and follow-up"; returns how many there are. */
static int add_parts(struct buf *buf, const struct agreement *agreement, enum lang lang)
{
    const char *words[LENGTH(parts)];
    int n = 0;
    for (size_t i = 0; i < LENGTH(parts); i++)
        if (parts[i].there(agreement))
            words[n++] = tr(lang, parts[i].word);
    for (int i = 0; i < n; i++) {
        if (i > 0)
            buf_adds(buf, i < n - 1 ? ", " : tr(lang, " and "));
        buf_adds(buf, words[i]);
    }
    return n;
}

void agreement_add_concrete(struct buf *buf, const struct agreement *agreement, enum lang lang)
{
    struct buf list = BUF_INIT;
    int n = add_parts(&list, agreement, lang);
    if (n)
        buf_addf(buf, trn(lang, n, "+ %s is concrete", "+ %s are concrete"), list.data);
    buf_release(&list);
}

bool agreement_concrete(const struct agreement *agreement)
{
    return has_owner(agreement) && !utf8_blank(agreement->what) && has_due(agreement) &&
           has_follow_up(agreement);
}
