#include "store/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "store/agreements.h"
#include "store/interviews.h"
#include "store/log.h"

/* ---- answers --------------------------------------------------------------------------------- */

/* The words of an option as they were shown; "" for what is not chosen. */
static const char *shown(const struct asked *asked, const char *value)
{
    int option = asked->kind == KIND_CHOICE ? asked_option(asked->options, value) : -1;
    return option < 0 ? "" : asked->options->entry[option].text;
}

static struct deed deed_of(const struct asked *asked, const char *value)
{
    const char *words = *value ? asked->given : asked->taken;
    return (struct deed){words, strstr(words, "%s") ? asked->label : ""};
}

int dossier_answer(struct desk *desk, struct dossier *dossier, const struct asked *asked,
                   const char *value, struct err *err)
{
    struct interview *interview = dossier->interview;
    struct answer answer = {
        .point = (char *)asked->point,
        .field = (char *)asked->field,
        .kind = asked->kind,
        .share = asked->share,
        .label = (char *)asked->label,
        .value = (char *)value,
        .shown = (char *)shown(asked, value),
        .updated_at = clock_now(&desk->clock),
    };
    const struct answer *before = interview_answer(interview, asked->point, asked->field);
    if (before && interview->closed_at && *before->value)
        answer.corrected_at = answer.updated_at;
    if (!strcmp(value, interview_value(interview, asked->point, asked->field)))
        return interviews_drop_draft(desk->store, interview->id, asked->point, asked->field, err);
    struct deed deed = deed_of(asked, value);
    if (interviews_answer(desk->store, interview->id, &answer, &deed, err))
        return -1;
    interview_put(interview, &answer);
    return 0;
}

int dossier_answer_day(struct desk *desk, struct dossier *dossier, const struct asked *asked,
                       const char *words, struct err *err)
{
    int day = DAY_NONE;
    char iso[DAY_ISO_SIZE];
    enum day_words read = day_read_toward(words, clock_today(&desk->clock), desk->lang,
                                          asked_toward(asked->field), &day);
    if (read != DAY_WORDS_OK && read != DAY_WORDS_EMPTY)
        return 1;
    day_iso(read == DAY_WORDS_OK ? day : DAY_NONE, iso);
    return dossier_answer(desk, dossier, asked, iso, err);
}

/* ---- agreements ------------------------------------------------------------------------------ */

size_t dossier_number(const struct dossier *dossier, const char *agreement)
{
    const struct interview *interview = dossier->interview;
    size_t i = 0;
    while (i < interview->n_agreements && strcmp(interview->agreements[i].id, agreement) != 0)
        i++;
    return i + 1;
}

static int drop_drafts(struct desk *desk, const struct agreement *agreement, struct err *err)
{
    struct draft *drafts = NULL;
    size_t n = 0;
    int failed = interviews_drafts(desk->store, agreement->interview, &drafts, &n, err);
    for (size_t i = 0; i < n; i++) {
        if (!failed && strcmp(drafts[i].point, agreement->id) == 0)
            failed = interviews_drop_draft(desk->store, agreement->interview, drafts[i].point,
                                           drafts[i].field, err);
        draft_release(&drafts[i]);
    }
    free(drafts);
    return failed;
}

/* Stores it under words about its number. */
static int save(struct desk *desk, struct dossier *dossier, struct agreement *agreement,
                const char *words, struct err *err)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", dossier_number(dossier, agreement->id));
    struct deed deed = {words, number};
    if (agreements_save(desk->store, agreement, &deed, err))
        return -1;
    interview_put_agreement(dossier->interview, agreement);
    return 0;
}

int dossier_agree(struct desk *desk, struct dossier *dossier, struct agreement *agreement,
                  struct err *err)
{
    if (!agreement->revision && agreement_says_nothing(agreement))
        return drop_drafts(desk, agreement, err);
    return save(desk, dossier, agreement,
                agreement->revision ? N_("agreement %s changed") : N_("agreement %s added"), err);
}

static int gone(struct err *err)
{
    return err_set(err, "This agreement is not in the file any more. Choose another one.");
}

int dossier_withdraw(struct desk *desk, struct dossier *dossier, const char *agreement,
                     struct err *err)
{
    const struct agreement *stored = interview_agreement(dossier->interview, agreement);
    struct agreement fresh = {0};
    if (!stored)
        return gone(err);
    agreement_copy(&fresh, stored);
    fresh.removed = true;
    int failed = save(desk, dossier, &fresh, N_("agreement %s removed"), err);
    agreement_release(&fresh);
    return failed;
}

int dossier_confirm(struct desk *desk, struct dossier *dossier, const char *agreement,
                    enum confirmed confirmed, struct err *err)
{
    const struct agreement *stored = interview_agreement(dossier->interview, agreement);
    struct agreement fresh = {0};
    if (!stored)
        return gone(err);
    agreement_copy(&fresh, stored);
    fresh.confirmed = confirmed;
    struct deed deed = {confirmed == CONFIRMED_YES ? N_("agreement \"%s\" read back: right")
                                                   : N_("agreement \"%s\" read back: not right"),
                        stored->what};
    int failed = agreements_save(desk->store, &fresh, &deed, err);
    if (!failed)
        interview_put_agreement(dossier->interview, &fresh);
    agreement_release(&fresh);
    return failed;
}

/* ---- where it is ----------------------------------------------------------------------------- */

/* Going on to closing is looking, and nothing to take back; nor is going back. */
static const struct deed *deed_of_stage(enum stage stage)
{
    static const struct deed begun = {N_("conversation begun"), ""},
                             finished = {N_("conversation finished"), ""};
    return stage == STAGE_TALKING ? &begun : stage == STAGE_CLOSED ? &finished : NULL;
}

int dossier_move(struct desk *desk, struct dossier *dossier, enum stage stage, struct err *err)
{
    struct interview *interview = dossier->interview;
    if (interview->stage == stage)
        return 0;
    if (interviews_set_stage(desk->store, interview->id, stage, deed_of_stage(stage), err))
        return -1;
    interview->stage = stage;
    if (stage == STAGE_TALKING && !interview->started_at)
        interview->started_at = clock_now(&desk->clock);
    if (stage == STAGE_CLOSED)
        interview->closed_at = clock_now(&desk->clock);
    return 0;
}

int dossier_advance(struct desk *desk, struct dossier *dossier, enum stage stage, struct err *err)
{
    if (dossier->interview->stage >= stage || !store_writable(desk->store))
        return 0;
    return dossier_move(desk, dossier, stage, err);
}

/* "tomorrow 10:00", and further off the date. */
static void add_moment(struct buf *buf, int64_t at, int today, enum lang lang)
{
    int day = clock_day(at);
    if (day == today + 1)
        day_add_distance(buf, day, today, lang);
    else
        day_add_short(buf, day, today, lang);
    clock_add_time(buf, " ", at);
}

int dossier_begin(struct desk *desk, struct dossier *dossier, struct buf *planned, struct err *err)
{
    int64_t at = dossier->interview->at;
    int today = clock_today(&desk->clock);
    bool begins = dossier->interview->stage < STAGE_TALKING && store_writable(desk->store);
    if (dossier_advance(desk, dossier, STAGE_TALKING, err))
        return -1;
    if (begins && at && clock_day(at) > today)
        add_moment(planned, at, today, err->lang);
    return 0;
}

int dossier_plan(struct desk *desk, struct dossier *dossier, int64_t at, struct err *err)
{
    struct interview *interview = dossier->interview;
    struct deed deed = {N_("day or time of the conversation changed"), ""};
    if (at == interview->at)
        return 0;
    if (interviews_set_at(desk->store, interview->id, at, &deed, err))
        return -1;
    interview->at = at;
    return 0;
}

int dossier_hand_over(struct desk *desk, const char *interview, const char *name, struct err *err)
{
    struct deed deed = {N_("conversation moved to another person"), ""};
    if (interviews_move(desk->store, interview, name, &deed, err))
        return -1;
    struct err ignored = ERR_INIT(err->lang);
    (void)log_note(desk->store, LOG_MOVED, "", interview, &ignored);
    return 0;
}

int dossier_remove(struct desk *desk, struct dossier *dossier, struct err *err)
{
    struct deed deed = {N_("conversation removed"), ""};
    return interviews_remove(desk->store, dossier->interview->id, &deed, err);
}
