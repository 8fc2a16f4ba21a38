/*
 * sparring_check: what had better not go along with a text: a name where none belongs, and what may
 * not be written down. It is said once, and stays when the writer wants it to: nothing blocks.
 */
#include <stdlib.h>

#include "screens/notice.h"
#include "sparring_inside.h"

/* Of a question about nobody in particular any name will do. Initials are too short to tell whose
 * they are among all of them. */
static int names_anybody(const struct sparring *sparring, bool *named, struct err *err)
{
    struct person_row *rows;
    size_t n;
    if (interviews_people(sparring->screen.desk->store, &rows, &n, err))
        return -1;
    for (size_t i = 0; i < n && !*named; i++)
        *named = person_name_is_in(&rows[i].person, sparring->edit.text.data);
    person_rows_free(rows, n);
    return 0;
}

/* A question goes without the name of the person it is about. */
static int names_somebody(const struct sparring *sparring, bool *named, struct err *err)
{
    const char *interview =
        *sparring->thread.about.id ? sparring->thread.about.interview : sparring->interview;
    if (sparring->side == SIDE_HR)
        return 0;
    if (!*interview)
        return names_anybody(sparring, named, err);
    struct interview *loaded = interviews_load(sparring->screen.desk->store, interview, err);
    if (!loaded)
        return -1;
    *named = person_is_named(&loaded->person, sparring->edit.text.data);
    interview_release(loaded);
    free(loaded);
    return 0;
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
    bool named = false;
    if (sparring->told)
        return outcome;
    if (names_somebody(sparring, &named, &err))
        return outcome_err(&err);
    if (named)
        buf_addf(&said, "%s ", tr(lang, "A name or initials are in it."));
    add_finding(sparring, &said);
    sparring->told = said.len > 0;
    if (sparring->told) {
        buf_adds(&said, tr(lang, "Change that, or Enter once more to send it so."));
        outcome = outcome_say("%s", said.data);
    }
    buf_release(&said);
    return outcome;
}
