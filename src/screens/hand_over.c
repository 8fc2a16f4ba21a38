#include "screens/hand_over.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "report/file.h"
#include "screens/ask.h"
#include "store/absences.h"
#include "store/bundle_words.h"
#include "store/log.h"

#define PATH_CHARACTERS 200

void hand_over_release(struct hand_over *hand_over)
{
    review_sources_free(&hand_over->sources);
    hand_over->sources = (struct review_sources){0};
}

/* ---- to HR ----------------------------------------------------------------------------------- */

/* "~/gesprek-2026-11-23-for-hr.bundle": nothing about anybody. */
static void add_path(struct buf *path, const struct desk *desk, const char *end)
{
    char day[DAY_ISO_SIZE];
    day_iso(clock_today(&desk->clock), day);
    buf_addf(path, "~/gesprek-%s-%s.bundle", day, end);
}

static struct outcome ask_path(struct desk *desk, int tag, const char *hint, const char *path)
{
    struct ask ask = {
        .tag = tag,
        .kind = ASK_TEXT,
        .question = tr(desk->lang, "Where shall it be written?"),
        .hint = hint,
        .text = path,
        .max = PATH_CHARACTERS,
    };
    return outcome_open(ask_open(desk, &ask));
}

static struct outcome ask_where(struct desk *desk)
{
    struct err err = ERR_INIT(desk->lang);
    struct bundled bundled;
    struct buf what = BUF_INIT, hint = BUF_INIT, path = BUF_INIT, which = BUF_INIT;
    size_t forbidden;
    if (bundle_foretell(desk->store, NULL, &bundled, &err) ||
        bundle_forbidden(desk->store, desk_privacy(desk, NULL), &which, &forbidden, &err)) {
        buf_release(&which);
        return outcome_err(&err);
    }
    bundled_add(&what, &bundled, desk->lang);
    buf_addf(&hint,
             tr(desk->lang, "To HR goes: %s, and as numbers how many talks you had and how often "
                            "something was hard (%zu). Never a note."),
             what.data, bundled.hurdles);
    if (forbidden)
        buf_addf(&hint,
                 trn(desk->lang, (long)forbidden,
                     " In %zu agreement stands what may not be written down (%s): Esc, and mend it "
                     "first.",
                     " In %zu agreements stands what may not be written down (%s): Esc, and mend "
                     "that first."),
                 forbidden, which.data);
    add_path(&path, desk, tr(desk->lang, "for-hr"));
    struct outcome outcome = ask_path(desk, HAND_OVER_TAG_TO_HR, hint.data, path.data);
    buf_release(&what);
    buf_release(&hint);
    buf_release(&path);
    buf_release(&which);
    return outcome;
}

/* Do absences go along, as it was said last? */
static int read_tells(const struct desk *desk, bool *tells, struct err *err)
{
    struct buf now = BUF_INIT;
    int failed = store_setting_get(desk->store, BUNDLE_ABSENCES, &now, err);
    *tells = !strcmp(now.data, "yes");
    buf_release(&now);
    return failed;
}

/* What holds now stands first, so that Enter keeps it. */
static struct outcome ask_absences(struct desk *desk)
{
    struct err err = ERR_INIT(desk->lang);
    bool tells;
    if (read_tells(desk, &tells, &err))
        return outcome_err(&err);
    const char *options[] = {tr(desk->lang, "Without absences"), tr(desk->lang, "With absences")};
    const char *turned[] = {options[1], options[0]};
    struct ask ask = {
        .tag = HAND_OVER_TAG_ABSENCES,
        .kind = ASK_CHOICE,
        .question = tr(desk->lang, "Do absences go along?"),
        .hint = tr(desk->lang, "HR then sees the days, working part of the time again and the "
                               "advice for that, time in service and the steps that were done. "
                               "None of what was asked, except that UWV has to be told."),
        .options = tells ? turned : options,
        .n = 2,
        .aside = tr(desk->lang, "as it is now"),
    };
    return outcome_open(ask_open(desk, &ask));
}

/* Where there are none of this file's own there is nothing to ask. */
static struct outcome go_on(struct desk *desk)
{
    struct err err = ERR_INIT(desk->lang);
    struct absence_row *rows;
    size_t n, told = 0;
    if (absences_list(desk->store, NULL, false, &rows, &n, &err))
        return outcome_err(&err);
    for (size_t i = 0; i < n; i++)
        told += rows[i].told;
    absence_rows_free(rows, n);
    return n > told ? ask_absences(desk) : ask_where(desk);
}

static struct outcome keep_absences(struct desk *desk, int choice)
{
    struct err err = ERR_INIT(desk->lang);
    bool told;
    if (read_tells(desk, &told, &err))
        return outcome_err(&err);
    bool tells = choice == 0 ? told : !told;
    return store_setting_set(desk->store, BUNDLE_ABSENCES, tells ? "yes" : "no", &err)
               ? outcome_err(&err)
               : ask_where(desk);
}

static struct outcome keep_label(struct desk *desk, const char *label)
{
    struct err err = ERR_INIT(desk->lang);
    return *label && store_setting_set(desk->store, BUNDLE_LABEL, label, &err) ? outcome_err(&err)
                                                                               : go_on(desk);
}

/* HR cannot tell two files without a name apart, so the name is asked until there is one. */
struct outcome hand_over_to_hr(struct desk *desk)
{
    struct err err = ERR_INIT(desk->lang);
    struct buf label = BUF_INIT;
    int failed = store_need_write(desk->store, &err) ||
                 store_setting_get(desk->store, BUNDLE_LABEL, &label, &err);
    bool named = label.len > 0;
    buf_release(&label);
    if (failed)
        return outcome_err(&err);
    if (named)
        return go_on(desk);
    struct ask ask = {
        .tag = HAND_OVER_TAG_LABEL,
        .kind = ASK_TEXT,
        .question = tr(desk->lang, "What is your own name?"),
        .hint = tr(desk->lang, "HR sees by it whose bundle it is. Empty: without a name."),
        .max = PERSON_NAME_MAX,
        .blank = true,
        .fault = person_name_fault,
    };
    return outcome_open(ask_open(desk, &ask));
}

static struct outcome write_for_hr(struct desk *desk, const char *path)
{
    struct err err = ERR_INIT(desk->lang), ignored = ERR_INIT(desk->lang);
    struct buf real = BUF_INIT;
    struct bundled bundled;
    file_at_home(&real, path);
    int failed = bundle_write(desk->store, real.data, &bundled, &err);
    buf_release(&real);
    if (failed)
        return outcome_err(&err);
    (void)log_note(desk->store, LOG_BUNDLED, "", "", &ignored);
    return outcome_say(
        tr(desk->lang, "The bundle is in %s. It is for HR only: whoever has it can read it."),
        path);
}

/* ---- back to a manager ----------------------------------------------------------------------- */

static void add_source(struct buf *text, const struct review_source *source)
{
    char handle[HANDLE_SIZE];
    uuid_handle(source->id, handle);
    buf_adds(text, *source->label ? source->label : handle);
}

struct outcome hand_over_back(struct hand_over *hand_over, struct desk *desk)
{
    struct err err = ERR_INIT(desk->lang);
    hand_over_release(hand_over);
    struct review_sources *sources = &hand_over->sources;
    if (store_need_write(desk->store, &err) || review_sources(desk->store, 0, sources, &err))
        return outcome_err(&err);
    if (!sources->n_came)
        return outcome_say("%s", tr(desk->lang, "No bundle was collected into this file yet, so "
                                                "there is nobody to hand something back to."));
    struct buf *names = mem_zero(sources->n_came, sizeof *names);
    const char **options = mem_zero(sources->n_came, sizeof *options);
    for (size_t i = 0; i < sources->n_came; i++) {
        buf_init(&names[i]);
        add_source(&names[i], &sources->sources[i]);
        options[i] = names[i].data;
    }
    struct ask ask = {
        .tag = HAND_OVER_TAG_WHOM,
        .kind = ASK_CHOICE,
        .question = tr(desk->lang, "To which manager does it go back?"),
        .hint = tr(desk->lang, "That manager gets your answers and requests, and what became of "
                               "what HR was to do."),
        .options = options,
        .n = sources->n_came,
    };
    struct outcome outcome = outcome_open(ask_open(desk, &ask));
    for (size_t i = 0; i < sources->n_came; i++)
        buf_release(&names[i]);
    free(names);
    free(options);
    return outcome;
}

static struct outcome ask_where_back(struct hand_over *hand_over, struct desk *desk, int choice)
{
    struct err err = ERR_INIT(desk->lang);
    const struct review_source *source = &hand_over->sources.sources[choice];
    struct bundled bundled;
    char handle[HANDLE_SIZE];
    if (bundle_foretell(desk->store, source->id, &bundled, &err))
        return outcome_err(&err);
    struct buf name = BUF_INIT, what = BUF_INIT, hint = BUF_INIT, path = BUF_INIT;
    snprintf(hand_over->whom, sizeof hand_over->whom, "%s", source->id);
    uuid_handle(source->id, handle);
    add_source(&name, source);
    bundled_add_returned(&what, &bundled, desk->lang);
    buf_addf(&hint, tr(desk->lang, "To %s goes back: %s. Nothing of anybody else."), name.data,
             what.data);
    add_path(&path, desk, handle);
    struct outcome outcome = ask_path(desk, HAND_OVER_TAG_BACK, hint.data, path.data);
    buf_release(&name);
    buf_release(&what);
    buf_release(&hint);
    buf_release(&path);
    return outcome;
}

static struct outcome write_back(const struct hand_over *hand_over, struct desk *desk,
                                 const char *path)
{
    struct err err = ERR_INIT(desk->lang), ignored = ERR_INIT(desk->lang);
    struct buf real = BUF_INIT;
    struct bundled bundled;
    file_at_home(&real, path);
    int failed = bundle_return(desk->store, hand_over->whom, real.data, &bundled, &err);
    buf_release(&real);
    if (failed)
        return outcome_err(&err);
    (void)log_note(desk->store, LOG_BUNDLED, "back", "", &ignored);
    return outcome_say(tr(desk->lang, "What goes back is in %s. It is for this manager only: "
                                      "whoever has it can read it."),
                       path);
}

/* ---- taken in -------------------------------------------------------------------------------- */

struct outcome hand_over_collect(struct desk *desk, bool from_hr)
{
    struct err err = ERR_INIT(desk->lang);
    struct ask ask = {
        .tag = HAND_OVER_TAG_COLLECT,
        .kind = ASK_TEXT,
        .question = from_hr ? tr(desk->lang, "Where is the bundle that HR gave back?")
                            : tr(desk->lang, "Where is the bundle of the manager?"),
        .hint = tr(desk->lang, "Type the path of the file. It may come in more than once; a "
                               "damaged one changes nothing."),
        .text = "~/",
        .max = PATH_CHARACTERS,
    };
    return store_need_write(desk->store, &err) ? outcome_err(&err)
                                               : outcome_open(ask_open(desk, &ask));
}

static struct outcome take_in(struct desk *desk, const char *path)
{
    struct err err = ERR_INIT(desk->lang), ignored = ERR_INIT(desk->lang);
    struct collected found = COLLECTED_INIT;
    struct buf real = BUF_INIT, said = BUF_INIT;
    file_at_home(&real, path);
    struct outcome outcome;
    if (bundle_collect(desk->store, real.data, &found, &err)) {
        outcome = outcome_err(&err);
    } else {
        (void)log_note(desk->store, LOG_COLLECTED, "", "", &ignored);
        collected_add(&said, path, &found, desk->lang);
        buf_adds(&said, found.disputed ? " " : "");
        collected_add_disputes(&said, &found, desk->lang);
        outcome = outcome_say("%s", said.data);
    }
    collected_release(&found);
    buf_release(&real);
    buf_release(&said);
    return outcome;
}

/* ---- answers --------------------------------------------------------------------------------- */

bool hand_over_asked(const struct reply *reply)
{
    return reply->tag >= HAND_OVER_TAG_LABEL && reply->tag <= HAND_OVER_TAG_COLLECT;
}

struct outcome hand_over_answered(struct hand_over *hand_over, struct desk *desk,
                                  const struct reply *reply)
{
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case HAND_OVER_TAG_LABEL:
        return keep_label(desk, reply->text);
    case HAND_OVER_TAG_ABSENCES:
        return keep_absences(desk, reply->choice);
    case HAND_OVER_TAG_TO_HR:
        return write_for_hr(desk, reply->text);
    case HAND_OVER_TAG_WHOM:
        return ask_where_back(hand_over, desk, reply->choice);
    case HAND_OVER_TAG_BACK:
        return write_back(hand_over, desk, reply->text);
    default:
        return take_in(desk, reply->text);
    }
}
