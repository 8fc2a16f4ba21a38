/*
 * sparring_check: what had better not go along with a text: a name where none belongs, and what may
 * not be written down. It is said once, and stays when the writer wants it to: nothing blocks.
 */
#include "screens/notice.h"
#include "sparring_inside.h"

static int look_over(const struct sparring *sparring, struct sparring_caution *caution,
                     struct err *err)
{
    const char *interview =
        *sparring->thread.about.id ? sparring->thread.about.interview : sparring->interview;
    return sparring_look_over(sparring->screen.desk->store,
                              desk_privacy(sparring->screen.desk, NULL), sparring->side, interview,
                              sparring->edit.text.data, caution, err);
}

/* Also what was left standing while it was typed: this is the last moment. */
static void add_finding(const struct sparring *sparring, struct buf *said)
{
    struct notice notice = {.privacy = desk_privacy(sparring->screen.desk, NULL)};
    if (!notice_look(&notice, &sparring->edit.text))
        return;
    notice_add_words(&notice, &sparring->edit.text, said);
    buf_adds(said, ". ");
}

struct outcome sparring_check(struct sparring *sparring)
{
    enum lang lang = lang_of(sparring);
    struct err err = ERR_INIT(lang);
    struct buf said = BUF_INIT;
    struct outcome outcome = outcome_nothing();
    struct sparring_caution caution;
    if (sparring->told)
        return outcome;
    if (look_over(sparring, &caution, &err))
        return outcome_err(&err);
    if (caution.named)
        buf_addf(&said, "%s ", tr(lang, "A name or initials are in it."));
    if (caution.found)
        add_finding(sparring, &said);
    sparring->told = said.len > 0;
    if (sparring->told) {
        buf_adds(&said, tr(lang, "Change that, or Enter once more to send it so."));
        outcome = outcome_say("%s", said.data);
    }
    buf_release(&said);
    return outcome;
}
