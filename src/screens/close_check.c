/* What goes to HR is looked through before it goes: the agreements that are shared with it. */
#include "close_inside.h"

#include "screens/notice.h"

/* A finding among all there are. */
struct found {
    size_t want, n; /* which one, from 0, and how many there are */
    const struct agreement *agreement;
    struct buf words;
};

/* Looks through an agreement: counts what is found in it, and keeps the one that is wanted. */
static void look_at(const struct closing *closing, const struct agreement *agreement,
                    struct found *found)
{
    struct notice notice = {
        .privacy = desk_privacy(closing->screen.desk, closing->sheet.dossier.guide),
        .sourced = agreement->basis == BASIS_DOCTOR && agreement->basis_day != DAY_NONE,
    };
    struct buf text = BUF_INIT;
    buf_addf(&text, "%s\n%s\n%s", agreement->what, agreement->owner_name, agreement->follow_up);
    size_t here = found->want - found->n, n = notice_look_nth(&notice, &text, here);
    if (found->want >= found->n && here < n) {
        found->agreement = agreement;
        notice_add_words(&notice, &text, &found->words);
    }
    found->n += n;
    buf_release(&text);
}

static void look_at_all(const struct closing *closing, struct found *found)
{
    const struct interview *interview = interview_of(closing);
    for (size_t i = 0; i < interview->n_agreements; i++)
        if (interview->agreements[i].share == SHARE_HR)
            look_at(closing, &interview->agreements[i], found);
}

/* What is found can be changed on the page where the agreements are. */
static struct outcome tell(struct closing *closing, const struct found *found)
{
    enum lang lang = closing->screen.desk->lang;
    if (closing->page != PAGE_READ_BACK) {
        struct outcome turned = closing_turn(closing, PAGE_READ_BACK);
        if (turned.act != ACT_REDRAW)
            return turned;
    }
    closing->pane.free = false;
    form_focus(&closing->sheet.form, found->agreement->id);
    if (found->n == 1)
        return outcome_say(tr(lang, "This goes to HR: %s. Enter changes it."), found->words.data);
    return outcome_say(tr(lang, "To HR, %zu of %zu: %s. Enter changes it, F8: the next."),
                       found->want + 1, found->n, found->words.data);
}

struct outcome closing_look_through(struct closing *closing)
{
    struct found found = {.want = closing->looked, .words = BUF_INIT};
    look_at_all(closing, &found);
    if (found.n && !found.agreement) { /* it was the last one */
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
