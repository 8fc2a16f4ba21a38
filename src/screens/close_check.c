/* All that was written is looked through before it is closed: the agreements that go to HR first.
 */
#include "close_inside.h"

#include "screens/notice.h"

/* A finding among all there are. */
struct found {
    size_t want, n, n_hr; /* which one, from 0; how many there are, and in what goes to HR */
    const struct agreement *agreement;
    const struct answer *answer;
    struct buf words;
};

/* Counts what is found in text, and keeps the words of the one that is wanted: true when here. */
static bool look_at_text(const struct closing *closing, const char *text, bool sourced,
                         struct found *found)
{
    struct notice notice = {
        .privacy = desk_privacy(closing->screen.desk, closing->sheet.dossier.guide),
        .sourced = sourced,
    };
    struct buf looked = BUF_INIT;
    bool before = found->want < found->n; /* it was found already */
    size_t here = before ? 0 : found->want - found->n;
    buf_adds(&looked, text);
    size_t n = notice_look_nth(&notice, &looked, here);
    bool wanted = !before && here < n;
    if (wanted)
        notice_add_words(&notice, &looked, &found->words);
    buf_release(&looked);
    found->n += n;
    return wanted;
}

/* Each of its texts by itself, as where they are typed. */
static void look_at(const struct closing *closing, const struct agreement *agreement,
                    struct found *found)
{
    const char *const texts[] = {agreement->what, agreement->owner_name, agreement->follow_up};
    bool sourced = agreement_sourced(agreement);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (look_at_text(closing, texts[i], sourced, found))
            found->agreement = agreement;
}

static void look_at_agreements(const struct closing *closing, bool hr, struct found *found)
{
    const struct interview *interview = interview_of(closing);
    for (size_t i = 0; i < interview->n_agreements; i++)
        if ((interview->agreements[i].share == SHARE_HR) == hr)
            look_at(closing, &interview->agreements[i], found);
}

/* On the page that is read together nothing of the private notes is told, not even their words. */
static void look_at_answers(const struct closing *closing, struct found *found)
{
    const struct interview *interview = interview_of(closing);
    for (size_t i = 0; i < interview->n_answers; i++) {
        const struct answer *answer = &interview->answers[i];
        if (closing->page == PAGE_READ_BACK && answer->share == SHARE_PRIVATE)
            continue;
        if (look_at_text(closing, answer->value, false, found))
            found->answer = answer;
    }
}

static void look_at_all(const struct closing *closing, struct found *found)
{
    look_at_agreements(closing, true, found);
    found->n_hr = found->n;
    look_at_agreements(closing, false, found);
    look_at_answers(closing, found);
}

/* An answer stands at its point: it is named, and changed there. */
static struct outcome tell_answer(const struct closing *closing, const struct found *found)
{
    enum lang lang = closing->screen.desk->lang;
    return outcome_say(
        tr(lang, "Not for HR, but in \"%s\": %s. Esc goes back to it, F8: the next."),
        found->answer->label, found->words.data);
}

static struct outcome say_agreement(enum lang lang, const struct found *found)
{
    if (found->want >= found->n_hr)
        return outcome_say(tr(lang, "Not for HR, but in this: %s. Enter changes it, F8: the next."),
                           found->words.data);
    if (found->n_hr == 1)
        return outcome_say(tr(lang, "This goes to HR: %s. Enter changes it."), found->words.data);
    return outcome_say(tr(lang, "To HR, %zu of %zu: %s. Enter changes it, F8: the next."),
                       found->want + 1, found->n_hr, found->words.data);
}

/* What is found can be changed on the page where the agreements are. */
static struct outcome tell(struct closing *closing, const struct found *found)
{
    if (found->answer)
        return tell_answer(closing, found);
    if (closing->page != PAGE_READ_BACK) {
        struct outcome turned = closing_turn(closing, PAGE_READ_BACK);
        if (turned.act != ACT_REDRAW)
            return turned;
    }
    closing->pane.free = false;
    form_focus(&closing->sheet.form, found->agreement->id);
    return say_agreement(closing->screen.desk->lang, found);
}

struct outcome closing_look_through(struct closing *closing)
{
    struct found found = {.want = closing->looked, .words = BUF_INIT};
    look_at_all(closing, &found);
    if (found.n && !found.agreement && !found.answer) { /* it was the last one */
        found = (struct found){.words = BUF_INIT};
        look_at_all(closing, &found);
    }
    closing->looked = found.n ? found.want + 1 : 0;
    struct outcome outcome =
        found.n ? tell(closing, &found)
                : outcome_say("%s", tr(closing->screen.desk->lang,
                                       "Nothing to mend was found in what goes to HR."));
    buf_release(&found.words);
    return outcome;
}

struct outcome closing_warn(struct closing *closing)
{
    struct desk *desk = closing->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    if (closing->told || is_finished(closing))
        return outcome_nothing();
    if (sheet_commit(&closing->sheet, &err))
        return outcome_err(&err);
    size_t n = interview_forbidden(interview_of(closing),
                                   desk_privacy(desk, closing->sheet.dossier.guide));
    closing->told = n > 0;
    if (!n)
        return outcome_nothing();
    return outcome_say(trn(desk->lang, (long)n,
                           "%zu text in it may not be there; F8 shows which, F6 finishes.",
                           "%zu texts in it may not be there; F8 shows which, F6 finishes."),
                       n);
}
