/*
 * lock: the door of a sealed file. Nothing of it is shown before its passphrase was given; what was
 * typed before it was locked is in it, sealed, and comes back with the screens behind.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "screens/screens.h"
#include "store/seal_secret.h"
#include "store/sealing.h"

enum { LOCK_EMPTY = COMMAND_OWN };

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("Open the file with this passphrase"), 70},
    {"<Esc>", LOCK_EMPTY, N_("Empty"), N_("Begin the passphrase anew"), 60},
    {"<C-c>", COMMAND_QUIT, N_("Stop"), N_("Stop; everything is saved"), 65},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

struct lock {
    struct screen screen;
    struct secret *secret;
    char wrong[SAY_MAX]; /* why it did not open, until something is typed */
};

/* Making a key of a passphrase takes half a second on purpose: the one place where a key waits. */
static struct outcome try_it(struct lock *lock)
{
    struct err err = ERR_INIT(lock->screen.desk->lang);
    if (!lock->secret->len)
        return outcome_nothing();
    enum unlocking done = sealing_unlock(lock->screen.desk->store, lock->secret, &err);
    secret_clear(lock->secret);
    if (done == UNLOCK_DONE)
        return outcome_act(ACT_UNLOCKED);
    struct outcome said = outcome_err(&err);
    memcpy(lock->wrong, said.say, sizeof lock->wrong);
    return outcome_redraw();
}

static struct outcome lock_command(struct screen *screen, int command, int argument)
{
    struct lock *lock = (struct lock *)screen;
    (void)argument;
    if (command == COMMAND_OPEN)
        return try_it(lock);
    if (command != LOCK_EMPTY)
        return outcome_nothing();
    secret_clear(lock->secret);
    lock->wrong[0] = '\0';
    return outcome_redraw();
}

static bool lock_can(const struct screen *screen, int command)
{
    (void)screen;
    return command != COMMAND_BACK && command != COMMAND_UNDO && command != COMMAND_REDO;
}

/* A paste of one line, as from a keeper of passphrases; the newline behind it is not part of it. */
static bool paste(struct lock *lock, const struct key *key)
{
    size_t len = key->paste_len;
    while (len && (key->paste[len - 1] == '\n' || key->paste[len - 1] == '\r'))
        len--;
    return secret_add(lock->secret, key->paste, len);
}

static struct outcome lock_key(struct screen *screen, const struct key *key)
{
    struct lock *lock = (struct lock *)screen;
    bool fits = true;
    if (key->kind == PRESS_TEXT)
        fits = secret_add(lock->secret, key->text, strlen(key->text));
    else if (key->kind == PRESS_PASTE)
        fits = paste(lock, key);
    else if (key->kind == PRESS_NAMED && key->name == NAME_SPACE)
        fits = secret_add(lock->secret, " ", 1);
    else if (key->kind == PRESS_NAMED && key->name == NAME_BACKSPACE)
        secret_drop_last(lock->secret);
    else
        return outcome_nothing();
    lock->wrong[0] = '\0';
    return fits ? outcome_redraw()
                : outcome_say("%s", tr(screen->desk->lang, "That is too long for a passphrase."));
}

static bool lock_typing(const struct screen *screen)
{
    (void)screen;
    return true;
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* A dot for each character, the last ones when they do not all fit. */
static void draw_dots(const struct lock *lock, struct frame *frame, int row, int col, int columns)
{
    int n = (int)secret_characters(lock->secret);
    int shown = n < columns - 1 ? n : columns - 1;
    struct buf dots = BUF_INIT;
    for (int i = 0; i < shown; i++)
        buf_adds(&dots, frame->lines ? "•" : "*");
    frame_fill(frame, row, col, columns, STYLE_FIELD);
    frame_put(frame, row, col, columns, dots.data, STYLE_FIELD);
    frame_cursor(frame, row, col + shown);
    buf_release(&dots);
}

static void lock_draw(struct screen *screen, struct frame *frame)
{
    struct lock *lock = (struct lock *)screen;
    enum lang lang = screen->desk->lang;
    const char *label = tr(lang, "Passphrase");
    int columns = frame->columns > 84 ? 78 : frame->columns - 6, row = SCREEN_TOP + 2;
    screen_head(frame, "Gesprek", tr(lang, "sealed"));
    row += frame_wrap(frame, row, 3, 2, columns,
                      tr(lang, "This file is sealed. Its passphrase opens it."), STYLE_STRONG);
    row += frame_wrap(frame, row, 3, 2, columns, store_file(screen->desk->store), STYLE_QUIET) + 1;
    int used = frame_put(frame, row, 3, columns, label, STYLE_PLAIN) + 2;
    draw_dots(lock, frame, row, 3 + used, columns - used < 40 ? columns - used : 40);
    row += 2;
    row += frame_wrap(frame, row, 3, 3, columns, lock->wrong, STYLE_WARN) + (*lock->wrong != '\0');
    row += frame_wrap(frame, row, 3, 4, columns,
                      tr(lang, "Everything you wrote is in it, also what you were typing. Without "
                               "the passphrase can be seen how many conversations there are and "
                               "when, not with whom or about what."),
                      STYLE_QUIET) +
           1;
    frame_wrap(frame, row, 3, 2, columns,
               tr(lang, "Forgotten? The recovery key opens it too: gesprek seal recover"),
               STYLE_QUIET);
}

static void lock_close(struct screen *screen)
{
    struct lock *lock = (struct lock *)screen;
    secret_free(lock->secret);
    free(lock);
}

static const struct screen_ops lock_ops = {
    .name = "lock",
    .command = lock_command,
    .key = lock_key,
    .draw = lock_draw,
    .typing = lock_typing,
    .can = lock_can,
    .close = lock_close,
};

struct screen *lock_open(struct desk *desk, struct err *err)
{
    struct lock *lock = mem_zero(1, sizeof *lock);
    lock->screen = (struct screen){.ops = &lock_ops, .keys = &keys, .desk = desk};
    lock->secret = secret_new();
    if (lock->secret)
        return &lock->screen;
    free(lock);
    err_set(err, "There is too little memory. Close other programs and try again.");
    return NULL;
}
