/*
 * review_views: views kept under a name: chosen, kept, deleted.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "review_inside.h"
#include "screens/ask.h"

/* Behind the views in the list of `b`. */
enum { MORE_KEEP, MORE_DELETE };

static int load(struct review *review, struct err *err)
{
    review_views_free(review->views, review->n_views);
    review->views = NULL;
    review->n_views = 0;
    return review_view_list(review->screen.desk->store, review->asked.filter.today, &review->views,
                            &review->n_views, err);
}

static struct outcome ask_among(struct review *review, int tag, const char *question,
                                const char *const *more, size_t n_more)
{
    size_t n = review->n_views;
    const char **options = mem_zero(n + n_more + 1, sizeof *options);
    for (size_t i = 0; i < n; i++)
        options[i] = review->views[i].name;
    for (size_t i = 0; i < n_more; i++)
        options[n + i] = tr(screen_lang(&review->screen), more[i]);
    struct ask ask = {
        .tag = tag,
        .kind = ASK_CHOICE,
        .question = question,
        .options = options,
        .n = n + n_more,
    };
    struct outcome outcome = outcome_open(ask_open(review->screen.desk, &ask));
    free(options);
    return outcome;
}

struct outcome views_ask(struct review *review)
{
    static const char *const more[] = {
        [MORE_KEEP] = N_("+ keep what I see now under a name"),
        [MORE_DELETE] = N_("- delete one of these"),
    };
    struct err err = ERR_INIT(screen_lang(&review->screen));
    if (load(review, &err))
        return outcome_err(&err);
    return ask_among(review, TAG_VIEW,
                     review->n_views ? tr(err.lang, "Which view?")
                                     : tr(err.lang, "No view is kept yet."),
                     more, review->n_views ? 2 : 1);
}

/* ---- keeping --------------------------------------------------------------------------------- */

static struct outcome ask_name(const struct review *review)
{
    struct ask ask = {
        .tag = TAG_VIEW_NAME,
        .kind = ASK_TEXT,
        .audience = AUDIENCE_HR_OWN,
        .question = tr(screen_lang(&review->screen), "Under which name?"),
        .hint = tr(screen_lang(&review->screen),
                   "Filters, order and words looked for are kept; not the list "
                   "itself."),
        .max = REVIEW_VIEW_NAME_MAX,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

static struct outcome keep(struct review *review)
{
    struct err err = ERR_INIT(screen_lang(&review->screen));
    if (store_need_write(review->screen.desk->store, &err) ||
        review_view_save(review->screen.desk->store, review->view, &review->asked.filter, &err))
        return outcome_err(&err);
    return outcome_say(tr(err.lang, "Kept as \"%s\"; b finds it back."), review->view);
}

static bool is_taken(const struct review *review, const char *name)
{
    for (size_t i = 0; i < review->n_views; i++)
        if (strcmp(review->views[i].name, name) == 0)
            return true;
    return false;
}

static struct outcome keep_as(struct review *review, const char *name)
{
    struct buf question = BUF_INIT;
    mem_replace(&review->view, name);
    if (!is_taken(review, name))
        return keep(review);
    buf_addf(&question,
             tr(screen_lang(&review->screen), "There is a view \"%s\". Put this one in its place?"),
             name);
    struct outcome outcome =
        outcome_open(ask_yes(review->screen.desk, TAG_VIEW_REPLACE, question.data, NULL));
    buf_release(&question);
    return outcome;
}

/* ---- deleting -------------------------------------------------------------------------------- */

static struct outcome ask_delete(struct review *review, int choice)
{
    struct buf question = BUF_INIT;
    mem_replace(&review->view, review->views[choice].name);
    buf_addf(&question, tr(screen_lang(&review->screen), "Delete the view \"%s\"?"), review->view);
    struct outcome outcome =
        outcome_open(ask_yes(review->screen.desk, TAG_VIEW_DELETE, question.data,
                             tr(screen_lang(&review->screen), "The agreements stay as they are.")));
    buf_release(&question);
    return outcome;
}

static struct outcome delete (struct review *review)
{
    struct err err = ERR_INIT(screen_lang(&review->screen));
    if (store_need_write(review->screen.desk->store, &err) ||
        review_view_delete(review->screen.desk->store, review->view, &err))
        return outcome_err(&err);
    return outcome_say(tr(err.lang, "View \"%s\" is deleted."), review->view);
}

/* ---- using ----------------------------------------------------------------------------------- */

/* A view says what is asked for, words and order too. */
static struct outcome use(struct review *review, const struct review_view *view)
{
    asked_take(&review->asked, &view->filter);
    lineedit_set(&review->search, review->asked.words);
    return review_reload(review);
}

static struct outcome choose(struct review *review, size_t choice)
{
    struct err err = ERR_INIT(screen_lang(&review->screen));
    if (choice == review->n_views + MORE_KEEP)
        return ask_name(review);
    if (choice == review->n_views + MORE_DELETE)
        return ask_among(review, TAG_VIEW_WHICH, tr(err.lang, "Which view do you want to delete?"),
                         NULL, 0);
    return use(review, &review->views[choice]);
}

struct outcome views_resume(struct review *review, const struct reply *reply)
{
    switch (reply->tag) {
    case TAG_VIEW:
        return choose(review, (size_t)reply->choice);
    case TAG_VIEW_NAME:
        return keep_as(review, reply->text);
    case TAG_VIEW_REPLACE:
        return reply->choice == 1 ? keep(review) : ask_name(review);
    case TAG_VIEW_WHICH:
        return ask_delete(review, reply->choice);
    case TAG_VIEW_DELETE:
        return reply->choice == 1 ? delete (review) : outcome_redraw();
    default:
        return outcome_redraw();
    }
}
