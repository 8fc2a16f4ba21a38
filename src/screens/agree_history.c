/*
 * agree_history: what happened to the agreement, one line a revision.
 */
#include <stdlib.h>

#include "agree_inside.h"
#include "base/day.h"
#include "domain/audience.h"
#include "report/sentence.h"
#include "screens/screens.h"
#include "store/agreements.h"

/* On what basis, where that is another one than it was. */
static void add_basis(struct buf *text, const struct agreement *was, const struct agreement *is,
                      enum lang lang)
{
    if (is->basis == BASIS_NONE ||
        (was && was->basis == is->basis && was->basis_day == is->basis_day))
        return;
    buf_adds(text, ". ");
    sentence_add_basis(text, is, lang);
}

/* was: the one before; NULL for the first. */
static void add_revision(struct buf *text, const struct agreement *was,
                         const struct agreement *revision, int today, enum lang lang)
{
    day_add_short(text, clock_day(revision->updated_at), today, lang);
    buf_addf(text, "  %s: %s", status_word(revision->status, lang), revision->what);
    if (revision->due != DAY_NONE) {
        buf_addf(text, ", %s ", tr(lang, "by"));
        day_add_short(text, revision->due, today, lang);
    }
    if (*revision->remark)
        buf_addf(text, " (%s)", revision->remark);
    add_basis(text, was, revision, lang);
    buf_addc(text, '\n');
}

struct outcome agree_show_history(struct agree *agree)
{
    struct desk *desk = agree->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct agreement *revisions = NULL;
    struct buf text = BUF_INIT;
    size_t n = 0;
    if (agreements_history(desk->store, agree->agreement.id, &revisions, &n, &err))
        return outcome_err(&err);
    for (size_t i = 0; i < n; i++)
        add_revision(&text, i ? &revisions[i - 1] : NULL, &revisions[i], today_of(agree),
                     desk->lang);
    buf_addf(&text, "\n%s\n", audience_words(AUDIENCE_AGREED, desk->lang));
    for (size_t i = 0; i < n; i++)
        agreement_release(&revisions[i]);
    free(revisions);
    struct screen *screen = view_open(desk, tr(desk->lang, "What happened to this agreement"),
                                      text.data, agree->dossier.interview->id);
    buf_release(&text);
    return outcome_open(screen);
}
