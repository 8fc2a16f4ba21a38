/*
 * copies: the copies that were made by themselves at the end of every sitting (store/backups.h),
 * by date and with what is in them; and one of them put back.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "screens/ask.h"
#include "screens/pick.h"
#include "screens/screens.h"
#include "store/backups.h"
#include "store/gone.h"
#include "store/log.h"

enum { COPIES_PUT_BACK = COMMAND_WRITES };
enum { TAG_SURE = 1 };

static const struct key_row key_rows[] = {
    {"<Enter>", COPIES_PUT_BACK, N_("Put back"), N_("Put the selected copy back"), 70},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct copies {
    struct screen screen;
    struct backup *list;
    size_t n;
    struct pick pick;
    int page;
};

static const struct backup *selected(const struct copies *copies)
{
    const struct pick_item *item = pick_selected(&copies->pick);
    return item ? &copies->list[item->id] : NULL;
}

/* ---- in words -------------------------------------------------------------------------------- */

static void add_row(struct copies *copies, size_t i)
{
    const struct backup *backup = &copies->list[i];
    enum lang lang = copies->screen.desk->lang;
    struct buf line = BUF_INIT, right = BUF_INIT;
    backup_add_moment(&line, backup, screen_today(&copies->screen), lang);
    if (!backup->sound)
        buf_adds(&right, tr(lang, "damaged"));
    else
        backup_add_content(&right, backup, lang);
    pick_add(&copies->pick, line.data, right.data, (int)i);
    buf_release(&line);
    buf_release(&right);
}

/* What becomes of the file of now, and of what was erased since; nobody is named. */
static void add_consequences(struct copies *copies, const struct backup *backup, struct buf *hint)
{
    enum lang lang = copies->screen.desk->lang;
    struct gone_found found;
    gone_look(store_file(copies->screen.desk->store), backup->path, &found);
    buf_adds(hint, tr(lang, "What is in the file now is kept beside it, under another name."));
    struct erased *erased = &found.erased;
    if (erased->people + erased->interviews + erased->absences + erased->questions) {
        struct buf counts = BUF_INIT;
        erased_add_counts(&counts, erased, lang);
        buf_adds(hint, " ");
        buf_addf(hint, tr(lang, "What you erased since then is erased from it again: %s."),
                 counts.data);
        buf_release(&counts);
    }
    if (found.texts) {
        buf_adds(hint, " ");
        buf_addf(hint,
                 trn(lang, found.texts,
                     "%d text that you took something out of since stands in it as before.",
                     "%d texts that you took something out of since stand in it as before."),
                 found.texts);
    }
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome ask_sure(struct copies *copies)
{
    const struct backup *backup = selected(copies);
    struct desk *desk = copies->screen.desk;
    struct buf moment = BUF_INIT, content = BUF_INIT, question = BUF_INIT, hint = BUF_INIT;
    if (!backup)
        return outcome_nothing();
    if (!backup->sound)
        return outcome_say("%s", tr(desk->lang, "This copy is damaged; take another one."));
    backup_add_moment(&moment, backup, screen_today(&copies->screen), desk->lang);
    backup_add_content(&content, backup, desk->lang);
    buf_addf(&question, tr(desk->lang, "Put back the copy of %s: %s?"), moment.data, content.data);
    add_consequences(copies, backup, &hint);
    struct screen *ask = ask_yes(desk, TAG_SURE, question.data, hint.data);
    buf_release(&moment);
    buf_release(&content);
    buf_release(&question);
    buf_release(&hint);
    return outcome_open(ask);
}

static struct outcome put_back(struct copies *copies)
{
    const struct backup *backup = selected(copies);
    struct desk *desk = copies->screen.desk;
    struct err err = ERR_INIT(desk->lang), ignored = ERR_INIT(desk->lang);
    struct buf kept = BUF_INIT;
    if (!backup || store_put_back(desk->store, backup->path, &kept, &err)) {
        buf_release(&kept);
        return outcome_err(&err);
    }
    (void)log_note(desk->store, LOG_RESTORED, "", "", &ignored);
    struct outcome outcome = outcome_say(
        tr(desk->lang, "The copy is in place. What was there is kept in %s."), kept.data);
    outcome.act = ACT_REPLACED;
    buf_release(&kept);
    return outcome;
}

static struct outcome copies_command(struct screen *screen, int command, int argument)
{
    struct copies *copies = (struct copies *)screen;
    switch (command) {
    case COMMAND_SELECT:
        list_select(&copies->pick.list, (size_t)argument);
        return outcome_redraw();
    case COMMAND_OPEN: /* a double click */
    case COPIES_PUT_BACK:
        return ask_sure(copies);
    default:
        return outcome_nothing();
    }
}

static bool copies_can(const struct screen *screen, int command)
{
    return command != COPIES_PUT_BACK || selected((const struct copies *)screen);
}

static struct outcome copies_press(struct screen *screen, const struct key *key)
{
    struct copies *copies = (struct copies *)screen;
    return pick_key(&copies->pick, key, copies->page) ? outcome_redraw() : outcome_nothing();
}

static struct outcome copies_resume(struct screen *screen, const struct reply *reply)
{
    if (reply->tag != TAG_SURE || !reply->given || reply->choice != 1)
        return outcome_redraw();
    return put_back((struct copies *)screen);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void copies_draw(struct screen *screen, struct frame *frame)
{
    struct copies *copies = (struct copies *)screen;
    enum lang lang = screen->desk->lang;
    int columns = frame->columns > 100 ? 96 : frame->columns - 4, row = SCREEN_TOP + 1;
    screen_head(frame, tr(lang, "Copies"), tr(lang, "on this computer only"));
    row += frame_wrap(frame, row, 2, 3, columns,
                      copies->n ? tr(lang, "One was made at the end of every sitting. What is in "
                                           "the file now stays, under another name.")
                                : tr(lang, "There are no copies yet. One is made at the end of "
                                           "every sitting."),
                      STYLE_QUIET) +
           1;
    copies->page = screen_bottom(frame) - row;
    pick_draw(&copies->pick, frame, row, 2, copies->page, columns, "");
}

/* ---- the rest -------------------------------------------------------------------------------- */

static int copies_refresh(struct screen *screen, struct err *err)
{
    struct copies *copies = (struct copies *)screen;
    struct backup *list;
    size_t n;
    if (backups_list(store_file(screen->desk->store), clock_now(&screen->desk->clock), &list, &n,
                     err))
        return -1;
    backups_free(copies->list, copies->n);
    copies->list = list;
    copies->n = n;
    pick_clear(&copies->pick);
    for (size_t i = 0; i < n; i++)
        add_row(copies, i);
    pick_narrow(&copies->pick);
    return 0;
}

static void copies_close(struct screen *screen)
{
    struct copies *copies = (struct copies *)screen;
    backups_free(copies->list, copies->n);
    pick_release(&copies->pick);
    free(copies);
}

static const struct screen_ops copies_ops = {
    .name = "copies",
    .command = copies_command,
    .key = copies_press,
    .resume = copies_resume,
    .draw = copies_draw,
    .can = copies_can,
    .refresh = copies_refresh,
    .close = copies_close,
};

struct screen *copies_open(struct desk *desk, struct err *err)
{
    struct copies *copies = mem_zero(1, sizeof *copies);
    copies->screen = (struct screen){.ops = &copies_ops, .keys = &keys, .desk = desk};
    copies->page = 10;
    pick_init(&copies->pick, false);
    if (copies_refresh(&copies->screen, err)) {
        copies_close(&copies->screen);
        return NULL;
    }
    return &copies->screen;
}
