/*
 * sparring_erase: a question erased for good, by the manager who asked it: asked first, and told
 * with the receipt of the log.
 */
#include <string.h>

#include "screens/ask.h"
#include "store/erase.h"
#include "sparring_inside.h"

/* The question the keys are about: the one that is open, or the selected one; NULL when none is. */
const struct sparring_row *sparring_here(const struct sparring *sparring)
{
    if (!sparring_in_list(sparring))
        return *sparring->thread.about.id ? &sparring->thread.about : NULL;
    return sparring->n ? &sparring->rows[sparring->list.selected] : NULL;
}

struct outcome sparring_ask_erase(const struct sparring *sparring)
{
    enum lang lang = lang_of(sparring);
    return outcome_open(ask_yes(sparring->screen.desk, SPARRING_ASKED_ERASE,
                                tr(lang, "Erase this question and its answers for good?"),
                                tr(lang, "It cannot be taken back. The copies from before go "
                                         "too; a new one is made. What HR collected of it stays "
                                         "with HR.")));
}

struct outcome sparring_erased(struct sparring *sparring)
{
    struct err err = ERR_INIT(lang_of(sparring));
    struct erased erased = ERASED_INIT;
    const struct sparring_row *row = sparring_here(sparring);
    char id[UUID_SIZE];
    if (!row)
        return outcome_redraw();
    memcpy(id, row->id, sizeof id);
    int failed = erase_all(sparring->screen.desk->store, ERASE_QUESTION, id, &erased, &err);
    long long receipt = (long long)erased.receipt;
    const char *words = erased_words(&erased);
    erased_release(&erased);
    struct outcome outcome = failed ? outcome_err(&err) : sparring_to_list(sparring);
    if (failed || outcome.failed)
        return outcome;
    sparring->alone = false; /* what it began with is gone */
    return outcome_say(tr(err.lang, words), receipt);
}
