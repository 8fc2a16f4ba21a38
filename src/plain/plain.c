#include "plain/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "plain_inside.h"
#include "store/interviews.h"
#include "store/rehearsal.h"

/* ---- what the steps share -------------------------------------------------------------------- */

/* A script does not hear that something went wrong: its next line would answer another question. */
int plain_trouble(struct plain *plain, const struct err *err)
{
    lines_put(&plain->lines, err->text);
    plain->failed = true;
    plain->lines.ended |= plain->lines.echo;
    return -1;
}

void plain_add_name(const struct plain *plain, struct buf *buf)
{
    desk_add_name(plain->desk, buf, &plain->dossier.interview->person);
}

void plain_add_moment(const struct plain *plain, struct buf *buf, int64_t at)
{
    if (!at) {
        buf_adds(buf, tr(plain_lang(plain), "not planned"));
        return;
    }
    day_add_short(buf, clock_day(at), plain_today(plain), plain_lang(plain));
    clock_add_time(buf, " ", at);
}

void plain_tell(struct plain *plain, size_t number, const char *text, const char *mark)
{
    struct buf line = BUF_INIT;
    buf_addf(&line, "%zu. %s", number, text);
    if (mark)
        buf_addf(&line, " (%s)", mark);
    lines_put(&plain->lines, line.data);
    buf_release(&line);
}

/* A place that cannot be kept is no loss: the next time begins at the stage. */
void plain_place(struct plain *plain, const char *screen, const char *step)
{
    struct err ignored = ERR_INIT(plain_lang(plain));
    struct place *place = &plain->place;
    plain->audience = AUDIENCE_NOBODY;
    *place = (struct place){.cursor = 0};
    snprintf(place->screen, sizeof place->screen, "%s", screen);
    snprintf(place->step, sizeof place->step, "%s", step);
    if (plain->dossier.interview)
        memcpy(place->interview, plain->dossier.interview->id, sizeof place->interview);
    if (plain->asks && store_writable(plain->desk->store))
        interviews_place_set(plain->desk->store, place, &ignored);
}

/* ---- opening a conversation ------------------------------------------------------------------ */

/* The point where the user was, from the place kept for this conversation. */
static size_t point_left(const struct plain *plain, const struct place *place)
{
    const struct guide *guide = plain->dossier.guide;
    bool here = strcmp(place->interview, plain->dossier.interview->id) == 0 &&
                strcmp(place->screen, "talk") == 0;
    for (size_t i = 0; here && i < guide->n_points; i++)
        if (strcmp(guide->points[i].id, place->step) == 0)
            return i;
    return 0;
}

static enum step step_of(enum stage stage)
{
    static const enum step steps[] = {
        [STAGE_PREPARING] = STEP_PREPARE,
        [STAGE_TALKING] = STEP_TALK,
        [STAGE_CLOSING] = STEP_READ_BACK,
        [STAGE_CLOSED] = STEP_READ_BACK,
    };
    return steps[stage];
}

/* A draft is what stood in a field when the screens ended out of order: it is its answer now. Words
 * that are no day stay a draft. */
static void take_draft(struct plain *plain, const struct draft *draft)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct asked asked;
    if (!asked_find(&asked, plain->dossier.guide, draft->point, draft->field, err.lang))
        return;
    char *value = asked_kept(asked.kind, draft->text);
    int failed = asked.kind == KIND_DATE
                     ? dossier_answer_day(plain->desk, &plain->dossier, &asked, value, &err)
                     : dossier_answer(plain->desk, &plain->dossier, &asked, value, &err);
    if (failed < 0)
        plain_trouble(plain, &err);
    free(value);
}

static void take_drafts(struct plain *plain)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct draft *drafts = NULL;
    size_t n = 0;
    if (!store_writable(plain->desk->store))
        return;
    if (interviews_drafts(plain->desk->store, plain->dossier.interview->id, &drafts, &n, &err))
        plain_trouble(plain, &err);
    for (size_t i = 0; i < n; i++)
        take_draft(plain, &drafts[i]);
    plain_agree_resume(plain, drafts, n);
    for (size_t i = 0; i < n; i++)
        draft_release(&drafts[i]);
    free(drafts);
}

static bool is_collected(const struct plain *plain, const char *id)
{
    struct err ignored = ERR_INIT(plain_lang(plain));
    struct interview *interview = interviews_load(plain->desk->store, id, &ignored);
    bool collected = interview && interviews_collected(interview);
    if (interview)
        interview_release(interview);
    free(interview);
    return collected;
}

enum step plain_open(struct plain *plain, const char *interview)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct place place;
    desk_put_away(&plain->dossier);
    if (is_collected(plain, interview)) {
        lines_say(&plain->lines, "This conversation came out of a bundle. What was agreed in it "
                                 "is in 'gesprek review'.");
        return STEP_HOME;
    }
    if (interviews_place(plain->desk->store, &place, &err) ||
        desk_take(plain->desk, interview, &plain->dossier, &err)) {
        plain_trouble(plain, &err);
        return STEP_HOME;
    }
    plain->point = point_left(plain, &place);
    take_drafts(plain);
    return step_of(plain->dossier.interview->stage);
}

enum step plain_reload(struct plain *plain)
{
    struct err err = ERR_INIT(plain_lang(plain));
    char id[UUID_SIZE];
    if (!plain->dossier.interview)
        return STEP_AGAIN;
    memcpy(id, plain->dossier.interview->id, sizeof id);
    desk_put_away(&plain->dossier);
    if (!desk_take(plain->desk, id, &plain->dossier, &err))
        return STEP_HERE;
    plain_trouble(plain, &err);
    return STEP_HOME;
}

/* ---- the loop -------------------------------------------------------------------------------- */

/* A try-out is over where the conversation is: before it, and after it. */
static bool over(const struct plain *plain, enum step step)
{
    return plain->lines.ended || step == STEP_STOP ||
           (store_rehearses(plain->desk->store) && (step == STEP_HOME || step == STEP_PREPARE));
}

static void loop(struct plain *plain, enum step step)
{
    static enum step (*const steps[])(struct plain *) = {
        [STEP_HOME] = plain_home,         [STEP_PREPARE] = plain_prepare,
        [STEP_TALK] = plain_talk,         [STEP_READ_BACK] = plain_read_back,
        [STEP_YOURSELF] = plain_yourself,
    };
    while (!over(plain, step)) {
        if (store_rehearses(plain->desk->store))
            lines_say(&plain->lines, "PRACTICE: nothing is kept.");
        enum step next = steps[step](plain);
        step = next == STEP_AGAIN ? step : next;
    }
}

void plain_begin(struct plain *plain)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (store_need_write(plain->desk->store, &err))
        lines_put(&plain->lines, err.text);
    if (plain->asks)
        lines_say(&plain->lines, "Gesprek in lines. What you type is kept at once. h is for help "
                                 "and s stops, in the middle of questions too.");
}

void plain_open_lines(struct plain *plain, struct desk *desk, const struct plain_lines *where)
{
    *plain = (struct plain){
        .desk = desk, .asks = where->asks, .command = BUF_INIT, .map = &plain_common};
    lines_init(&plain->lines, where->in, where->out, desk->lang);
    plain->lines.columns = where->columns;
    plain->lines.echo = where->echo;
}

int plain_close_lines(struct plain *plain, struct plain_lines *where, struct err *err)
{
    where->fault = plain->lines.fault;
    desk_put_away(&plain->dossier);
    today_release(&plain->today);
    buf_release(&plain->command);
    lines_release(&plain->lines);
    return plain->failed || plain->lines.refused
               ? err_set(err, "Not everything could be done; what and why was said where it was.")
               : 0;
}

int plain_run(struct desk *desk, const char *interview, struct plain_lines *where, struct err *err)
{
    struct plain plain;
    plain_open_lines(&plain, desk, where);
    plain_begin(&plain);
    loop(&plain, interview ? plain_open(&plain, interview) : STEP_HOME);
    return plain_close_lines(&plain, where, err);
}

/* The same conversation on a desk of which nothing is kept. */
static void rehearse(struct plain *plain, const char *interview)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct desk *real = plain->desk;
    struct rehearsal rehearsal;
    if (rehearsal_begin(&rehearsal, real, interview, &err)) {
        plain_trouble(plain, &err);
        return;
    }
    plain->desk = &rehearsal.desk;
    lines_say(&plain->lines, "You are practising: do what you like, nothing of it is kept. s stops "
                             "practising.");
    loop(plain, plain_open(plain, interview));
    plain->desk = real;
    rehearsal_end(&rehearsal);
    desk_put_away(&plain->dossier);
    lines_say(&plain->lines, "That was practice; nothing of it was kept.");
}

enum step plain_does_rehearse(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    char id[UUID_SIZE];
    (void)rest;
    memcpy(id, plain->dossier.interview->id, sizeof id);
    rehearse(plain, id);
    plain->map = &plain_prepare_map;
    if (!desk_take(plain->desk, id, &plain->dossier, &err))
        return plain->lines.ended ? STEP_STOP : STEP_HERE;
    plain_trouble(plain, &err);
    return STEP_HOME;
}

int plain_rehearse(struct desk *desk, const char *interview, struct plain_lines *where,
                   struct err *err)
{
    struct plain plain;
    plain_open_lines(&plain, desk, where);
    rehearse(&plain, interview);
    return plain_close_lines(&plain, where, err);
}

int plain_practise(struct desk *desk, const char *scenario, struct plain_lines *where,
                   struct err *err)
{
    struct plain plain;
    plain_open_lines(&plain, desk, where);
    plain_does_practise(&plain, scenario ? scenario : "");
    return plain_close_lines(&plain, where, err);
}
