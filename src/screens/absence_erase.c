/*
 * absence_erase: an absence, or one text of it, erased for good.
 */
#include <string.h>

#include "absence_inside.h"
#include "screens/ask.h"
#include "store/erase.h"

enum { ERASE_KEEP, ERASE_ALL, ERASE_SELECTED };

/* The text that is selected; NULL when it is something else, or empty. */
static const char *selected_text(const struct absence_screen *screen)
{
    enum absence_field field = (enum absence_field)screen->list.selected;
    if (screen->list.selected >= absence_n_fields(screen) ||
        absence_field_kind(field) != ABSENCE_TEXT)
        return NULL;
    const char *text = *absence_text((struct absence *)absence_shown(screen), field);
    return *text ? text : NULL;
}

struct outcome absence_ask_erase(const struct absence_screen *screen)
{
    enum lang lang = lang_of(screen);
    struct buf words = BUF_INIT;
    const char *text = selected_text(screen);
    if (text)
        buf_addf(&words, tr(lang, "Erase this for good: \"%.*s\""), (int)strlen(text), text);
    const char *options[] = {[ERASE_KEEP] = tr(lang, "Keep it all"),
                             [ERASE_ALL] = tr(lang, "Erase all of this absence for good"),
                             [ERASE_SELECTED] = words.data};
    struct ask ask = {
        .tag = TAG_ERASE,
        .kind = ASK_CHOICE,
        .question = tr(lang, "What has to go for good?"),
        .hint = tr(lang, "It cannot be taken back. What stood here before goes too, undo forgets "
                         "this absence, and the copies from before go; a new one is made."),
        .options = options,
        .n = text ? 3 : 2,
    };
    struct outcome outcome = outcome_open(ask_open(screen->screen.desk, &ask));
    buf_release(&words);
    return outcome;
}

struct outcome absence_erased(struct absence_screen *screen, int choice)
{
    struct store *store = screen->screen.desk->store;
    struct err err = ERR_INIT(lang_of(screen));
    struct erased erased = ERASED_INIT;
    const char *text = selected_text(screen);
    if (choice == ERASE_KEEP || (choice == ERASE_SELECTED && !text))
        return outcome_redraw();
    int failed = choice == ERASE_ALL
                     ? erase_all(store, ERASE_ABSENCE, screen->shown, &erased, &err)
                     : erase_absence_sentence(store, screen->shown, text, false, &erased, &err);
    failed = failed || screen->screen.ops->refresh(&screen->screen, &err);
    struct outcome outcome =
        failed ? outcome_err(&err)
               : outcome_say(tr(err.lang, erased_words(&erased)), (long long)erased.receipt);
    erased_release(&erased);
    return outcome;
}
