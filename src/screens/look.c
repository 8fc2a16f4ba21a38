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
#include "report/file.h"
#include "report/format.h"
#include "report/report.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "ui/list.h"

enum { LOOK_NEXT = COMMAND_OWN, LOOK_AS, LOOK_WRITE, LOOK_PAGE };

enum { TAG_FORMAT = 1, TAG_PATH };

static const struct key_row key_rows[] = {
    {"<Tab> <F5>", LOOK_NEXT, N_("Other eyes"), N_("Look as the employee, HR or yourself"), 70},
    {"w", LOOK_WRITE, N_("To a file"), N_("Write this report to a file"), 50},
    {"p", LOOK_PAGE, N_("Pager"), N_("Read this report in your pager"), 40},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

#define VIEWERS 3

/* In the order of the tabs. */
static const enum viewer viewers[VIEWERS] = {VIEW_EMPLOYEE, VIEW_HR, VIEW_MANAGER};

struct looking {
    struct screen screen;
    struct dossier dossier;
    enum viewer viewer;
    enum format format; /* the one being written */
    struct buf text;    /* the report as text */
    char **lines;       /* text cut at its newlines; they point into text_lines */
    char *text_lines;
    size_t n_lines;
    struct list scroll;
    int page;
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

static void cut_lines(struct looking *look)
{
    free(look->text_lines);
    look->text_lines = mem_copy(look->text.data);
    look->n_lines = 0;
    for (char *line = look->text_lines; *line;) {
        char *end = strchrnul(line, '\n');
        bool more = *end != '\0';
        *end = '\0';
        look->lines = mem_room(look->lines, look->n_lines, sizeof *look->lines);
        look->lines[look->n_lines++] = line;
        line = end + more;
    }
}

static void remake(struct looking *look)
{
    buf_clear(&look->text);
    make(look, &look->text, FORMAT_TEXT);
    cut_lines(look);
}

static void look_as(struct looking *look, enum viewer viewer)
{
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
    return failed ? outcome_err(&err) : outcome_say(tr(err.lang, "Written to %s."), path);
}

static struct outcome look_command(struct screen *screen, int command, int argument)
{
    struct looking *look = (struct looking *)screen;
    switch (command) {
    case LOOK_NEXT:
        look_as(look, next_viewer(look->viewer));
        return outcome_redraw();
    case LOOK_AS:
        look_as(look, (enum viewer)argument);
        return outcome_redraw();
    case LOOK_WRITE:
        return ask_format(look);
    case LOOK_PAGE:
        return (struct outcome){.act = ACT_PAGE, .text = mem_copy(look->text.data)};
    default:
        return outcome_nothing();
    }
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
    size_t hidden = look->n_lines > page ? look->n_lines - page : 0;
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
        int used = frame_put(frame, SCREEN_TOP, col, 20, tab.data,
                             here ? STYLE_FOCUS : STYLE_QUIET);
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
    for (int i = 0; i < look->page && look->scroll.selected + (size_t)i < look->n_lines; i++)
        frame_put(frame, top + i, 0, frame->columns, look->lines[look->scroll.selected + (size_t)i],
                  STYLE_PLAIN);
    buf_release(&title);
}

static void look_status(const struct screen *screen, struct buf *line)
{
    const struct looking *look = (const struct looking *)screen;
    enum lang lang = screen->desk->lang;
    if (look->scroll.selected + (size_t)look->page < look->n_lines)
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
    free(look->text_lines);
    free(look->lines);
    free(look);
}

static const struct screen_ops look_ops = {
    .name = "look",
    .command = look_command,
    .key = look_press,
    .resume = look_resume,
    .draw = look_draw,
    .status = look_status,
    .refresh = look_refresh,
    .close = look_close,
};

struct screen *look_open(struct desk *desk, const char *interview, enum viewer viewer,
                         struct err *err)
{
    struct looking *look = mem_zero(1, sizeof *look);
    look->screen = (struct screen){.ops = &look_ops, .keys = &keys, .desk = desk};
    buf_init(&look->text);
    if (desk_take(desk, interview, &look->dossier, err)) {
        look_close(&look->screen);
        return NULL;
    }
    look_as(look, viewer);
    return &look->screen;
}
