/*
 * look: the conversation through somebody's eyes. What stands here is the text that
 * `gesprek show --as` prints, from the same report; it can be read in the pager or written to a
 * file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "report/file.h"
#include "report/format.h"
#include "report/report.h"
#include "report/text.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/log.h"
#include "ui/list.h"

enum { LOOK_AS = COMMAND_OWN, LOOK_WRITE, LOOK_PAGE };

enum { TAG_FORMAT = 1, TAG_PATH };

static const struct key_row key_rows[] = {
    {"<Tab> <F5> <C-o>", COMMAND_EYES, N_("Other eyes"), N_("Look as employee, HR or yourself"),
     70},
    {"w", LOOK_WRITE, N_("To a file"), N_("Write this report to a file"), 50},
    {"p", LOOK_PAGE, N_("Pager"), N_("Read this report in your pager"), 40},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

#define VIEWERS 3

/* In the order of the tabs. */
static const enum viewer viewers[VIEWERS] = {VIEW_EMPLOYEE, VIEW_HR, VIEW_MANAGER};

/* A row of the picture: a piece of the report. */
struct row {
    size_t at, len;
};

struct looking {
    struct screen screen;
    struct dossier dossier;
    enum viewer viewer;
    enum format format; /* the one being written */
    struct buf text;    /* the report as text */
    struct row *rows;   /* the text cut for a window of columns */
    size_t n_rows;
    int columns;
    struct list scroll;
    int page;
    bool noted[VIEW_HR + 1]; /* in the log, since it was opened */
};

/* ---- the report ------------------------------------------------------------------------------ */

static void make(const struct looking *look, struct buf *out, enum format format)
{
    struct report report;
    report_make(&report, look->dossier.interview, look->dossier.guide, look->viewer,
                look->screen.desk->lang);
    format_add_report(out, &report, format);
    report_release(&report);
}

static void add_row(struct looking *look, size_t at, size_t len)
{
    look->rows = mem_room(look->rows, look->n_rows, sizeof *look->rows);
    look->rows[look->n_rows++] = (struct row){at, len};
}

/* The lines of the report as they are, but for those too wide for the window. */
static void cut_rows(struct looking *look, int columns)
{
    const char *text = look->text.data;
    look->n_rows = 0;
    look->columns = columns;
    for (size_t at = 0; at < look->text.len;) {
        size_t len = strcspn(text + at, "\n"), done = 0, next;
        do {
            size_t take = utf8_wrap(text + at + done, len - done, columns, &next);
            add_row(look, at + done, take);
            done += next;
        } while (done < len);
        at += len + (text[at + len] == '\n');
    }
}

static void remake(struct looking *look)
{
    buf_clear(&look->text);
    make(look, &look->text, FORMAT_TEXT);
    cut_rows(look, look->columns);
}

/* Looking as somebody else is noted once, each time this is opened. */
static void note(struct looking *look, enum log_kind kind, const char *how)
{
    struct err ignored = ERR_INIT(look->screen.desk->lang);
    (void)log_note(look->screen.desk->store, kind, how, look->dossier.interview->id, &ignored);
}

static void look_as(struct looking *look, enum viewer viewer)
{
    if (viewer != VIEW_MANAGER && !look->noted[viewer])
        note(look, LOG_VIEWED, viewer_key(viewer));
    look->noted[viewer] = true;
    look->viewer = viewer;
    look->scroll = (struct list){0};
    remake(look);
}

/* ---- commands -------------------------------------------------------------------------------- */

static enum viewer next_viewer(enum viewer viewer)
{
    int i = 0;
    while (i < VIEWERS && viewers[i] != viewer)
        i++;
    return viewers[(i + 1) % VIEWERS];
}

static struct outcome ask_format(struct looking *look)
{
    enum lang lang = look->screen.desk->lang;
    const char *options[] = {[FORMAT_TEXT] = tr(lang, "Plain text"),
                             [FORMAT_MARKDOWN] = tr(lang, "Markdown"),
                             [FORMAT_HTML] = tr(lang, "Web page (HTML)")};
    struct ask ask = {
        .tag = TAG_FORMAT,
        .kind = ASK_CHOICE,
        .question = tr(lang, "What kind of file?"),
        .hint = tr(lang, "The file is not protected by this program: keep it where only the right "
                         "people come."),
        .options = options,
        .n = sizeof options / sizeof *options,
    };
    return outcome_open(ask_open(look->screen.desk, &ask));
}

/* The name proposed says nothing about anybody: a date and the handle of the conversation. */
static struct outcome ask_path(struct looking *look)
{
    struct desk *desk = look->screen.desk;
    char day[DAY_ISO_SIZE];
    char handle[HANDLE_SIZE];
    char path[128];
    day_iso(clock_today(&desk->clock), day);
    uuid_handle(look->dossier.interview->id, handle);
    snprintf(path, sizeof path, "~/gesprek-%s-%s-%s%s", day, handle, viewer_key(look->viewer),
             format_ending(look->format));
    struct ask ask = {
        .tag = TAG_PATH,
        .kind = ASK_TEXT,
        .question = tr(desk->lang, "Where shall it be written?"),
        .text = path,
        .max = 200,
    };
    return outcome_open(ask_open(desk, &ask));
}

static struct outcome write_file(struct looking *look, const char *path)
{
    struct err err = ERR_INIT(look->screen.desk->lang);
    struct buf bytes = BUF_INIT;
    make(look, &bytes, look->format);
    int failed = file_write_new(path, bytes.data, bytes.len, &err);
    buf_release(&bytes);
    if (!failed)
        note(look, LOG_EXPORTED, format_ending(look->format) + 1);
    return failed ? outcome_err(&err) : outcome_say(tr(err.lang, "Written to %s."), path);
}

static struct outcome look_command(struct screen *screen, int command, int argument)
{
    struct looking *look = (struct looking *)screen;
    switch (command) {
    case COMMAND_EYES:
        look_as(look, next_viewer(look->viewer));
        return outcome_redraw();
    case LOOK_AS:
        look_as(look, (enum viewer)argument);
        return outcome_redraw();
    case LOOK_WRITE:
        return ask_format(look);
    case LOOK_PAGE:
        note(look, LOG_EXPORTED, "pager");
        return (struct outcome){.act = ACT_PAGE, .text = mem_copy(look->text.data)};
    default:
        return outcome_nothing();
    }
}

/* What is practised goes nowhere. */
static bool look_can(const struct screen *screen, int command)
{
    return (command != LOOK_WRITE && command != LOOK_PAGE) ||
           !store_rehearses(screen->desk->store);
}

static struct outcome look_resume(struct screen *screen, const struct reply *reply)
{
    struct looking *look = (struct looking *)screen;
    if (!reply->given)
        return outcome_redraw();
    if (reply->tag == TAG_PATH)
        return write_file(look, reply->text);
    look->format = (enum format)reply->choice;
    return ask_path(look);
}

static struct outcome look_press(struct screen *screen, const struct key *key)
{
    struct looking *look = (struct looking *)screen;
    size_t page = look->page > 0 ? (size_t)look->page : 1;
    size_t hidden = look->n_rows > page ? look->n_rows - page : 0;
    list_resize(&look->scroll, hidden + 1);
    return list_key(&look->scroll, key, page) ? outcome_redraw() : outcome_nothing();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_tabs(const struct looking *look, struct frame *frame)
{
    static const char *const words[VIEWERS] = {N_("employee"), N_("HR"), N_("yourself")};
    enum lang lang = look->screen.desk->lang;
    int col = 2 + frame_put(frame, SCREEN_TOP, 2, 30, tr(lang, "As seen by"), STYLE_QUIET) + 1;
    for (int i = 0; i < VIEWERS; i++) {
        struct buf tab = BUF_INIT;
        bool here = viewers[i] == look->viewer;
        buf_addf(&tab, here ? "[%s]" : " %s ", tr(lang, words[i]));
        int used =
            frame_put(frame, SCREEN_TOP, col, 20, tab.data, here ? STYLE_FOCUS : STYLE_QUIET);
        if (here)
            frame_cursor(frame, SCREEN_TOP, col);
        frame_spot(frame, SCREEN_TOP, col, 1, used, LOOK_AS, (int)viewers[i]);
        col += used + 1;
        buf_release(&tab);
    }
}

static void look_draw(struct screen *screen, struct frame *frame)
{
    struct looking *look = (struct looking *)screen;
    struct buf title = BUF_INIT;
    int top = SCREEN_TOP + 2;
    look->page = screen_bottom(frame) - top;
    buf_addf(&title, "%s - ", tr(screen->desk->lang, "Report"));
    desk_add_name(screen->desk, &title, &look->dossier.interview->person);
    screen_head(frame, title.data, "");
    draw_tabs(look, frame);
    if (look->columns != frame->columns)
        cut_rows(look, frame->columns);
    for (int i = 0; i < look->page && look->scroll.selected + (size_t)i < look->n_rows; i++) {
        const struct row *row = &look->rows[look->scroll.selected + (size_t)i];
        frame_put_part(frame, top + i, 0, frame->columns, look->text.data + row->at, row->len,
                       STYLE_PLAIN);
    }
    buf_release(&title);
}

static void look_status(const struct screen *screen, struct buf *line)
{
    const struct looking *look = (const struct looking *)screen;
    enum lang lang = screen->desk->lang;
    if (look->scroll.selected + (size_t)look->page < look->n_rows)
        buf_adds(line, tr(lang, "There is more: arrow down or PgDn."));
    else if (look->viewer == VIEW_HR)
        buf_adds(line, tr(lang, "HR gets this and nothing else: no notes, no answers."));
    else if (look->viewer == VIEW_EMPLOYEE)
        buf_adds(line, tr(lang, "This is what the employee gets on paper."));
    else
        buf_adds(line, tr(lang, "Everything you wrote down; only you see this."));
}

static int look_refresh(struct screen *screen, struct err *err)
{
    struct looking *look = (struct looking *)screen;
    if (desk_retake(screen->desk, &look->dossier, err))
        return -1;
    remake(look);
    return 0;
}

static void look_close(struct screen *screen)
{
    struct looking *look = (struct looking *)screen;
    desk_put_away(&look->dossier);
    buf_release(&look->text);
    free(look->rows);
    free(look);
}

static const struct screen_ops look_ops = {
    .name = "look",
    .command = look_command,
    .key = look_press,
    .resume = look_resume,
    .can = look_can,
    .draw = look_draw,
    .status = look_status,
    .refresh = look_refresh,
    .close = look_close,
};

/* One that came out of a bundle reads without its guide. */
static int take(struct looking *look, const char *interview, struct err *err)
{
    struct desk *desk = look->screen.desk;
    struct err first = *err;
    if (!desk_take(desk, interview, &look->dossier, err))
        return 0;
    struct interview *loaded = interviews_load(desk->store, interview, &first);
    if (!loaded || !interviews_collected(loaded)) {
        if (loaded)
            interview_release(loaded);
        free(loaded);
        return -1;
    }
    look->dossier.interview = loaded;
    return 0;
}

struct screen *look_open(struct desk *desk, const char *interview, enum viewer viewer,
                         struct err *err)
{
    struct looking *look = mem_zero(1, sizeof *look);
    look->screen = (struct screen){.ops = &look_ops, .keys = &keys, .desk = desk};
    look->columns = TEXT_COLUMNS;
    buf_init(&look->text);
    if (take(look, interview, err)) {
        look_close(&look->screen);
        return NULL;
    }
    look_as(look, viewer);
    return &look->screen;
}

struct outcome look_at(struct desk *desk, const char *interview)
{
    struct err err = ERR_INIT(desk->lang);
    return outcome_try(look_open(desk, interview, VIEW_EMPLOYEE, &err), &err);
}
