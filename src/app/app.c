#include "app/app.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/outside.h"
#include "app/stack.h"
#include "base/clock.h"
#include "base/mem.h"
#include "store/log.h"
#include "ui/term.h"
#include "ui/theme.h"

#define SAVE_MS   1000 /* typing is on disk within a second, */
#define SAVE_KEYS 20   /* or within this many keys */

struct app {
    struct desk *desk;
    struct term *term;
    struct stack stack;
    struct frame frame;
    int64_t unsaved_since; /* monotonic milliseconds, or 0 when all is on disk */
    bool watching;         /* what others do to the file */
    bool settled;          /* what the first screen did not wait for is done */
};

static enum theme theme_of(const struct app *app)
{
    static const enum theme themes[] = {THEME_CALM, THEME_CONTRAST, THEME_MONO};
    return theme_choose(themes[app->desk->settings.look], app->term ? term_colours(app->term) : 256,
                        getenv("NO_COLOR"));
}

static void fit_frame(struct app *app)
{
    int rows, columns;
    term_size(app->term, &rows, &columns);
    if (rows == app->frame.rows && columns == app->frame.columns)
        return;
    app->stack.shown = NULL;
    frame_release(&app->frame);
    frame_init(&app->frame, rows, columns, term_utf8(app->term));
}

static void show(struct app *app)
{
    fit_frame(app);
    stack_draw(&app->stack, &app->frame);
    term_show(app->term, &app->frame);
}

/* Draws no more than the key changed, where that is known. */
static void show_key(struct app *app)
{
    if (stack_draw_key(&app->stack, &app->frame))
        term_show(app->term, &app->frame);
    else
        show(app);
}

static void save(struct app *app)
{
    if (stack_save(&app->stack) || *app->stack.say)
        show(app); /* saving changes the screen only when there is something to say of it */
    app->unsaved_since = 0;
}

/* Unless a key waits; then after that one. The first time there is much to do before. */
static void look(struct app *app)
{
    bool waits;
    while (!(waits = term_pending(app->term)) && stack_prepare(&app->stack))
        continue;
    if (!waits && stack_look(&app->stack))
        show(app);
}

/* After the first screen, which would wait for the disk otherwise, and before the first key. */
static void note_opened(struct app *app)
{
    struct err err = ERR_INIT(app->desk->lang);
    if (!log_note(app->desk->store, LOG_OPENED, "", "", &err))
        return;
    stack_say(&app->stack, err.text);
    show(app);
}

/* When nobody is waiting for anything, a file at a time: a key that comes in between is done first.
 * Who goes on in a text does not wait for the words at the first key. */
static void settle(struct app *app)
{
    if (app->settled)
        return;
    look(app);
    while (!app->settled && !term_pending(app->term))
        app->settled = !shelf_look_at_one(app->desk->shelf);
    if (app->settled && stack_settle(&app->stack))
        show(app);
}

/* How long to wait for a key before typing has to be put on disk; -1 when all is there. */
static int typing_patience(struct app *app)
{
    if (!stack_unsaved(&app->stack)) {
        app->unsaved_since = 0;
        return -1;
    }
    if (!app->unsaved_since)
        app->unsaved_since = clock_ticks();
    int64_t left = app->unsaved_since + SAVE_MS - clock_ticks();
    return left > 0 ? (int)left : 0;
}

/* The same, or before the screen has to hide itself: no other reason to wake up. */
static int patience(struct app *app)
{
    if (stack_busy(&app->stack))
        return 0;
    int typing = typing_patience(app);
    int64_t idle = stack_idle_left(&app->stack, clock_ticks());
    if (idle < 0 || (typing >= 0 && typing < idle))
        return typing;
    return idle > INT_MAX ? INT_MAX : (int)idle;
}

/* Nothing happened for a while, or a screen goes on with what takes long. */
static void on_timeout(struct app *app)
{
    if (stack_busy(&app->stack)) {
        stack_work(&app->stack);
        show(app);
        return;
    }
    save(app);
    if (stack_idle(&app->stack, clock_ticks()))
        show(app);
}

static void page(struct app *app, const char *text)
{
    struct err err = ERR_INIT(app->desk->lang);
    term_leave(app->term);
    int failed = outside_page(text, &err);
    term_return(app->term);
    if (failed)
        stack_say(&app->stack, err.text);
}

static void edit(struct app *app, const char *text)
{
    struct err err = ERR_INIT(app->desk->lang);
    struct buf buf = BUF_INIT;
    buf_adds(&buf, text);
    stack_save(&app->stack);
    term_leave(app->term);
    int failed = outside_edit(&buf, &err);
    term_return(app->term);
    stack_edited(&app->stack, failed ? NULL : buf.data);
    if (failed)
        stack_say(&app->stack, err.text);
    buf_release(&buf);
}

/* Does what a key left to the loop. False when the user wants to leave. */
static bool grant_wish(struct app *app)
{
    enum wish wish = app->stack.wish;
    char *text = app->stack.text;
    app->stack.wish = WISH_NONE;
    app->stack.text = NULL;
    if (wish == WISH_PAGE)
        page(app, text);
    else if (wish == WISH_EDIT)
        edit(app, text);
    else if (wish == WISH_MOUSE)
        term_set_mouse(app->term, app->desk->settings.mouse);
    else if (wish == WISH_LOOK)
        term_set_theme(app->term, theme_of(app));
    free(text);
    return wish != WISH_QUIT;
}

/* Does more wait to be done before the key is drawn? One that changes little takes hardly longer
 * than asking what came meanwhile; a paste came with it. */
static bool more_waits(const struct app *app)
{
    return app->stack.drawn ? term_holds(app->term) : term_pending(app->term);
}

/* One key and all that already wait behind it, then one repaint: a paste paints once. What takes
 * longer than drawing comes when the key is on the screen. */
static bool on_key(struct app *app, struct key *key)
{
    bool stay = true;
    fit_frame(app);
    app->stack.touched = clock_ticks();
    stack_key(&app->stack, key);
    key_release(key);
    stay = grant_wish(app);
    if (stay && more_waits(app))
        return true;
    show_key(app);
    look(app);
    if (app->stack.keys >= SAVE_KEYS && stack_unsaved(&app->stack))
        save(app);
    settle(app);
    return stay;
}

/* Who writes the file is told of no changes: they would be its own. */
static void watch(struct app *app)
{
    const struct store *store = app->desk->store;
    bool reads = !store_writable(store);
    if (reads == app->watching)
        return;
    term_watch(app->term, reads ? store_file(store) : NULL);
    app->watching = reads;
}

static void on_watch(struct app *app)
{
    if (store_writable(app->desk->store))
        return; /* since then */
    stack_say(&app->stack, ""); /* who holds the file may be another now, or nobody */
    if (store_changed(app->desk->store))
        stack_refresh(&app->stack);
    show(app);
}

static void on_suspend(struct app *app)
{
    stack_save(&app->stack);
    term_suspend(app->term);
    show(app);
}

/* True while there is memory; when it ran out what was typed is saved, and the screen or app_run's
 * caller says so. */
static bool survive(struct app *app)
{
    if (!mem_given_back())
        return true;
    bool stay = stack_survives(&app->stack);
    if (stay)
        show(app);
    return stay;
}

/* Runs until the user leaves or the terminal goes; what was typed is on disk when it returns 0. */
static int loop(struct app *app)
{
    struct key key;
    app->stack.touched = clock_ticks();
    show(app);
    note_opened(app);
    settle(app);
    (void)mem_set_aside(STACK_ASIDE); /* without, there is one chance less */
    for (;;) {
        watch(app);
        switch (term_wait(app->term, patience(app), &key)) {
        case TERM_KEY:
            if (!on_key(app, &key))
                return stack_leave(&app->stack);
            break;
        case TERM_TIMEOUT:
            on_timeout(app);
            break;
        case TERM_WATCH:
            on_watch(app);
            break;
        case TERM_SUSPEND:
            on_suspend(app);
            break;
        case TERM_QUIT:
        case TERM_GONE:
            return stack_leave(&app->stack);
        }
        if (!survive(app))
            return -1;
    }
}

int app_run(struct desk *desk, const struct beginning *beginning, struct err *err)
{
    struct app app = {.desk = desk};
    int failed = -1;
    frame_init(&app.frame, 24, 80, true);
    store_sit_down(desk->store);
    if (stack_open(&app.stack, desk, beginning, err))
        goto done;
    app.term = term_open(theme_of(&app), desk->settings.mouse, err);
    if (!app.term)
        goto done;
    app.frame.lines = term_utf8(app.term);
    failed = loop(&app);
    if (failed)
        err_set(err, "%s", app.stack.say);
done:
    mem_let_go();
    stack_close(&app.stack);
    term_close(app.term);
    frame_release(&app.frame);
    return failed;
}

void app_add_library(struct buf *out)
{
    term_add_library(out);
}
