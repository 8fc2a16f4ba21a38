/*
 * sparring: asking HR what to do, and answering: the list of questions, one of them with all that
 * was said, and a text to write. Managers and HR have the same screen; what each may do differs.
 *
 * What is typed is kept as a draft until it is sent, so leaving loses nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "screens/screens.h"
#include "store/sparring.h"
#include "ui/lineedit.h"
#include "ui/list.h"

#define MARGIN      2
#define COLUMNS_MAX 84
#define TEXT_ROWS   6

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    SPAR_CLOSE = COMMAND_WRITES,
    SPAR_NEW,
    SPAR_WRITE,
    SPAR_SEND,
};

static const struct key_row list_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("Read the selected question"), 70},
    {"n", SPAR_NEW, N_("New question"), N_("Ask HR a new question"), 60},
    {"<Esc> q", COMMAND_BACK, N_("Back"), N_("Go back one step; nothing is lost"), 90},
};
static const struct keymap list_keys = {list_rows, sizeof list_rows / sizeof *list_rows,
                                        &screen_common_keys};

static const struct key_row thread_rows[] = {
    {"<Enter>", SPAR_WRITE, N_("Answer"), N_("Write an answer, or ask on"), 70},
    {"x", SPAR_CLOSE, N_("Close"), N_("This question is dealt with"), 50},
    {"<Esc> q", COMMAND_BACK, N_("Back"), N_("Go back one step; nothing is lost"), 90},
};
static const struct keymap thread_keys = {thread_rows, sizeof thread_rows / sizeof *thread_rows,
                                          &screen_common_keys};

static const struct key_row write_rows[] = {
    {"<Enter> <F6>", SPAR_SEND, N_("Send"), N_("Keep it, to go along with the next bundle"), 70},
};
static const struct keymap write_keys = {write_rows, sizeof write_rows / sizeof *write_rows,
                                         &screen_common_keys};

/* ---- what it holds --------------------------------------------------------------------------- */

struct line {
    char *text;
    enum style style;
};

struct sparring {
    struct screen screen;
    enum side side;
    char *interview, *guide, *point, *title; /* where a new question is asked from; "" for none */
    bool narrow;                             /* only the questions of that conversation */
    struct sparring_row *rows;
    size_t n;
    struct list list;
    int page;
    struct sparring_thread thread; /* thread.about.id is "" in the list, and for a new question */
    struct line *lines;            /* the thread, as it was wrapped last */
    size_t n_lines, top;
    struct lineedit edit; /* while write_keys are the keys */
    bool typed;           /* there is typing that is not on disk */
    bool named;           /* it was said that the text has the person's name */
    bool alone;           /* it began with writing: there is no list to go back to */
};

static struct sparring *of(struct screen *screen)
{
    return (struct sparring *)screen;
}

static enum lang lang_of(const struct sparring *sparring)
{
    return sparring->screen.desk->lang;
}

static bool writing(const struct sparring *sparring)
{
    return sparring->screen.keys == &write_keys;
}

static bool in_list(const struct sparring *sparring)
{
    return sparring->screen.keys == &list_keys;
}

/* Where what is typed is kept. */
static const char *place_of(const struct sparring *sparring)
{
    return *sparring->thread.about.id ? sparring->thread.about.id : sparring->interview;
}

/* ---- going in and out ------------------------------------------------------------------------ */

static int read_list(struct sparring *sparring, struct err *err)
{
    struct sparring_row *rows;
    size_t n;
    struct store *store = sparring->screen.desk->store;
    if (sparring->narrow ? sparring_at(store, sparring->interview, "", &rows, &n, err)
                         : sparring_list(store, sparring->side, &rows, &n, err))
        return -1;
    sparring_rows_free(sparring->rows, sparring->n);
    sparring->rows = rows;
    sparring->n = n;
    list_resize(&sparring->list, n);
    return 0;
}

/* What was new stays marked so as long as it is looked at. */
static void keep_fresh(const struct sparring_thread *from, struct sparring_thread *to)
{
    for (size_t i = 0; i < from->n && i < to->n; i++)
        if (from->messages[i].fresh && !strcmp(from->messages[i].id, to->messages[i].id))
            to->messages[i].fresh = true;
}

static int read_thread(struct sparring *sparring, const char *id, struct err *err)
{
    struct sparring_thread thread;
    if (sparring_load(sparring->screen.desk->store, id, sparring->side, &thread, err))
        return -1;
    keep_fresh(&sparring->thread, &thread);
    sparring_thread_release(&sparring->thread);
    sparring->thread = thread;
    return 0;
}

static struct outcome to_list(struct sparring *sparring)
{
    struct err err = ERR_INIT(lang_of(sparring));
    sparring_thread_release(&sparring->thread);
    sparring->screen.keys = &list_keys;
    return read_list(sparring, &err) ? outcome_err(&err) : outcome_redraw();
}

static struct outcome to_thread(struct sparring *sparring, const char *id)
{
    struct err err = ERR_INIT(lang_of(sparring));
    char kept[UUID_SIZE];
    memcpy(kept, id, sizeof kept);
    if (read_thread(sparring, kept, &err) ||
        sparring_seen(sparring->screen.desk->store, kept, sparring->side, &err))
        return outcome_err(&err);
    sparring->screen.keys = &thread_keys;
    sparring->top = (size_t)-1; /* the last words are in view */
    return outcome_redraw();
}

static struct outcome to_writing(struct sparring *sparring)
{
    struct err err = ERR_INIT(lang_of(sparring));
    struct buf text = BUF_INIT;
    int failed = sparring_drafted(sparring->screen.desk->store, place_of(sparring), &text, &err);
    lineedit_set(&sparring->edit, text.data);
    buf_release(&text);
    sparring->screen.keys = &write_keys;
    sparring->typed = sparring->named = false;
    sparring->top = (size_t)-1;
    return failed ? outcome_err(&err) : outcome_redraw();
}

/* ---- commands -------------------------------------------------------------------------------- */

static int sparring_save(struct screen *screen, struct err *err)
{
    struct sparring *sparring = of(screen);
    if (!sparring->typed ||
        sparring_draft(screen->desk->store, place_of(sparring), sparring->edit.text.data, err))
        return sparring->typed ? -1 : 0;
    sparring->typed = false;
    return 0;
}

static struct outcome go_back(struct sparring *sparring)
{
    struct err err = ERR_INIT(lang_of(sparring));
    if (in_list(sparring))
        return outcome_leave();
    if (writing(sparring) && sparring_save(&sparring->screen, &err))
        return outcome_err(&err);
    if (writing(sparring) && *sparring->thread.about.id)
        return to_thread(sparring, sparring->thread.about.id);
    return sparring->alone ? outcome_leave() : to_list(sparring);
}

/* The name of the person in a question that goes without it is pointed at once, and stays when the
 * writer wants it to. */
static int names_somebody(struct sparring *sparring, bool *named, struct err *err)
{
    const char *interview =
        *sparring->thread.about.id ? sparring->thread.about.interview : sparring->interview;
    *named = false;
    if (sparring->side == SIDE_HR || !*interview || sparring->named)
        return 0;
    struct interview *loaded = interviews_load(sparring->screen.desk->store, interview, err);
    if (!loaded)
        return -1;
    *named = person_is_named(&loaded->person, sparring->edit.text.data);
    interview_release(loaded);
    free(loaded);
    return 0;
}

static struct outcome sent(struct sparring *sparring, const char *id)
{
    const char *words = sparring->side == SIDE_HR
                            ? N_("Kept. It goes back with the next bundle to this manager.")
                            : N_("Kept. It goes along with the next bundle to HR.");
    struct outcome outcome;
    sparring->typed = false;
    outcome = to_thread(sparring, id);
    if (!*outcome.say)
        outcome = outcome_say("%s", tr(lang_of(sparring), words));
    return outcome;
}

static struct outcome send_text(struct sparring *sparring)
{
    struct err err = ERR_INIT(lang_of(sparring));
    struct store *store = sparring->screen.desk->store;
    struct sparring_point point = {sparring->interview, sparring->guide, sparring->point,
                                   sparring->title};
    struct deed deed =
        deed_of(sparring->side == SIDE_HR ? N_("answer to a manager") : N_("question to HR"), "");
    const char *text = sparring->edit.text.data, *fault = sparring_fault(text);
    char id[UUID_SIZE];
    bool named = false;
    if (fault)
        return outcome_say("%s", tr(lang_of(sparring), fault));
    if (names_somebody(sparring, &named, &err))
        return outcome_err(&err);
    if (named) {
        sparring->named = true;
        return outcome_say("%s", tr(lang_of(sparring),
                                    "The name or initials are in it. Change that, or Enter once "
                                    "more to send it so."));
    }
    memcpy(id, sparring->thread.about.id, sizeof id);
    int failed = *id ? sparring_say(store, id, sparring->side, text, &deed, &err)
                     : sparring_ask(store, &point, text, &deed, id, &err);
    return failed ? outcome_err(&err) : sent(sparring, id);
}

static struct outcome close_thread(struct sparring *sparring)
{
    struct err err = ERR_INIT(lang_of(sparring));
    struct deed deed = deed_of(N_("question to HR closed"), "");
    struct outcome outcome;
    if (sparring_close(sparring->screen.desk->store, sparring->thread.about.id, sparring->side,
                       &deed, &err))
        return outcome_err(&err);
    outcome = to_thread(sparring, sparring->thread.about.id);
    return *outcome.say ? outcome
                        : outcome_say("%s", tr(lang_of(sparring),
                                               "Closed. Ctrl-Z takes it back as long as no bundle "
                                               "was made."));
}

static struct outcome sparring_command(struct screen *screen, int command, int argument)
{
    struct sparring *sparring = of(screen);
    switch (command) {
    case COMMAND_SELECT:
        list_select(&sparring->list, (size_t)argument);
        return outcome_redraw();
    case COMMAND_OPEN:
        return sparring->n ? to_thread(sparring, sparring->rows[sparring->list.selected].id)
                           : outcome_nothing();
    case COMMAND_BACK:
        return go_back(sparring);
    case SPAR_NEW:
    case SPAR_WRITE:
        return to_writing(sparring);
    case SPAR_SEND:
        return send_text(sparring);
    case SPAR_CLOSE:
        return close_thread(sparring);
    default:
        return outcome_nothing();
    }
}

static bool sparring_can(const struct screen *screen, int command)
{
    const struct sparring *sparring = (const struct sparring *)screen;
    const struct sparring_row *about = &sparring->thread.about;
    switch (command) {
    case COMMAND_OPEN:
        return sparring->n > 0;
    case SPAR_NEW:
        return sparring->side == SIDE_MANAGER;
    case SPAR_WRITE:
    case SPAR_CLOSE:
        return !about->closed && (sparring->side == SIDE_HR || about->own);
    case COMMAND_UNDO:
    case COMMAND_REDO:
        return !writing(sparring);
    default:
        return true;
    }
}

static bool is_enter(const struct key *key)
{
    return key->kind == PRESS_NAMED && key->name == NAME_ENTER;
}

static struct outcome type(struct sparring *sparring, const struct key *key)
{
    if (is_enter(key)) /* a question has no paragraphs */
        return outcome_nothing();
    switch (lineedit_key(&sparring->edit, key, COLUMNS_MAX - 2 * MARGIN)) {
    case EDIT_IGNORED:
        return outcome_nothing();
    case EDIT_FULL:
        sparring->typed = true;
        return outcome_say("%s",
                           tr(lang_of(sparring), "There is no more room here: 400 characters."));
    case EDIT_CHANGED:
        sparring->typed = true;
        sparring->named = false;
        break;
    case EDIT_MOVED:
        break;
    }
    return outcome_redraw();
}

/* A thread scrolls as a list does whose selection is the first row in view. */
static struct outcome scroll(struct sparring *sparring, const struct key *key)
{
    size_t page = (size_t)(sparring->page > 0 ? sparring->page : 1);
    size_t last = sparring->n_lines > page ? sparring->n_lines - page : 0;
    struct list list = {.n = last + 1, .selected = sparring->top, .top = sparring->top};
    if (!list_key(&list, key, page))
        return outcome_nothing();
    sparring->top = list.selected;
    return outcome_redraw();
}

static struct outcome sparring_key(struct screen *screen, const struct key *key)
{
    struct sparring *sparring = of(screen);
    if (writing(sparring))
        return type(sparring, key);
    if (!in_list(sparring))
        return scroll(sparring, key);
    return list_key(&sparring->list, key, (size_t)(sparring->page > 0 ? sparring->page : 1))
               ? outcome_redraw()
               : outcome_nothing();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static const char *state_word(const struct sparring *sparring, const struct sparring_row *row)
{
    enum lang lang = lang_of(sparring);
    if (row->closed)
        return tr(lang, "closed");
    if (sparring->side == SIDE_HR)
        return row->turn == SIDE_HR ? tr(lang, "waits") : tr(lang, "answered");
    if (row->fresh)
        return tr(lang, "new");
    return row->turn == SIDE_HR ? tr(lang, "asked") : tr(lang, "answered");
}

/* Whose it is and where it was asked. */
static void add_origin(struct buf *buf, const struct sparring_row *row)
{
    buf_adds(buf, row->from);
    if (*row->title)
        buf_addf(buf, "%s%s", buf->len ? ", " : "", row->title);
}

static void draw_row(struct sparring *sparring, struct frame *frame, int at, size_t i)
{
    const struct sparring_row *row = &sparring->rows[i];
    bool here = i == sparring->list.selected, waits;
    enum style style = here ? STYLE_FOCUS : STYLE_PLAIN;
    int end = frame->columns > 110 ? 108 : frame->columns - 1, when = end - 10;
    int origin = frame->columns < 76 ? when : when - 24;
    struct buf buf = BUF_INIT;
    const char *state = state_word(sparring, row);
    waits = !row->closed && (sparring->side == SIDE_HR ? row->turn == SIDE_HR : row->fresh > 0);
    if (here) {
        frame_fill(frame, at, 1, end - 1, style);
        frame_put(frame, at, 1, 1, ">", style);
        frame_cursor(frame, at, 1);
    }
    frame_put(frame, at, 3, 11, state, waits && !here ? STYLE_STRONG : style);
    frame_put(frame, at, 15, origin - 17, row->question, style);
    add_origin(&buf, row);
    if (origin < when)
        frame_put(frame, at, origin, when - origin - 2, buf.data, style);
    buf_clear(&buf);
    day_add_short(&buf, clock_day(row->last_at), clock_today(&sparring->screen.desk->clock),
                  lang_of(sparring));
    frame_put(frame, at, when, end - when, buf.data, style);
    frame_spot(frame, at, 0, 1, frame->columns, COMMAND_SELECT, (int)i);
    buf_release(&buf);
}

static void draw_list(struct sparring *sparring, struct frame *frame)
{
    enum lang lang = lang_of(sparring);
    int top = SCREEN_TOP + 1, columns = frame->columns > 80 ? 70 : frame->columns - 8;
    screen_head(frame, tr(lang, "Sparring"),
                sparring->side == SIDE_HR ? "HR" : tr(lang, "with HR"));
    sparring->page = screen_bottom(frame) - top;
    if (!sparring->n) {
        frame_wrap(frame, top + 1, 4, sparring->page, columns,
                   sparring->side == SIDE_HR
                       ? tr(lang, "No manager has asked anything yet.")
                       : tr(lang, "You have not asked anything yet. At any point of a conversation "
                                  "you can ask HR what to do; whom it is about stays with you."),
                   STYLE_PLAIN);
        return;
    }
    list_view(&sparring->list, (size_t)sparring->page);
    for (int i = 0; i < sparring->page && sparring->list.top + (size_t)i < sparring->n; i++)
        draw_row(sparring, frame, top + i, sparring->list.top + (size_t)i);
}

static void forget_lines(struct sparring *sparring)
{
    for (size_t i = 0; i < sparring->n_lines; i++)
        free(sparring->lines[i].text);
    free(sparring->lines);
    sparring->lines = NULL;
    sparring->n_lines = 0;
}

static void add_lines(struct sparring *sparring, const char *text, int columns, enum style style)
{
    size_t len = strlen(text), done = 0, next;
    do {
        size_t take = utf8_wrap(text + done, len - done, columns, &next);
        sparring->lines = mem_room(sparring->lines, sparring->n_lines, sizeof *sparring->lines);
        sparring->lines[sparring->n_lines++] =
            (struct line){mem_copy_len(text + done, take), style};
        done += next;
    } while (done < len);
}

static void add_message(struct sparring *sparring, const struct sparring_message *message,
                        int columns)
{
    enum lang lang = lang_of(sparring);
    struct buf head = BUF_INIT;
    const char *manager =
        *sparring->thread.about.from ? sparring->thread.about.from : tr(lang, "The manager");
    buf_adds(&head, message->side == sparring->side ? tr(lang, "You")
                    : message->side == SIDE_HR      ? "HR"
                                                    : manager);
    buf_adds(&head, ", ");
    day_add_short(&head, clock_day(message->at), clock_today(&sparring->screen.desk->clock), lang);
    if (message->fresh)
        buf_addf(&head, "  %s", tr(lang, "new"));
    add_lines(sparring, head.data, columns, STYLE_HEADING);
    add_lines(sparring, message->closes ? tr(lang, "(closed)") : message->text, columns,
              message->closes ? STYLE_QUIET : STYLE_PLAIN);
    add_lines(sparring, "", columns, STYLE_PLAIN);
    buf_release(&head);
}

/* The messages in the rows from row up to end; the last ones when top was not set yet. */
static void draw_messages(struct sparring *sparring, struct frame *frame, int row, int end,
                          int columns)
{
    size_t page = end > row ? (size_t)(end - row) : 1;
    forget_lines(sparring);
    for (size_t i = 0; i < sparring->thread.n; i++)
        add_message(sparring, &sparring->thread.messages[i], columns);
    size_t last = sparring->n_lines > page ? sparring->n_lines - page : 0;
    sparring->top = sparring->top < last ? sparring->top : last;
    sparring->page = (int)page;
    for (size_t i = 0; i < page && sparring->top + i < sparring->n_lines; i++)
        frame_put(frame, row + (int)i, MARGIN, columns, sparring->lines[sparring->top + i].text,
                  sparring->lines[sparring->top + i].style);
}

static void draw_head(struct sparring *sparring, struct frame *frame)
{
    struct buf origin = BUF_INIT;
    if (*sparring->thread.about.id)
        add_origin(&origin, &sparring->thread.about);
    else
        buf_adds(&origin, sparring->title);
    screen_head(frame,
                *sparring->thread.about.id ? tr(lang_of(sparring), "Sparring")
                                           : tr(lang_of(sparring), "Ask HR"),
                origin.data);
    buf_release(&origin);
}

static const char *notice(const struct sparring *sparring)
{
    return sparring->side == SIDE_HR
               ? N_("The manager reads this at the point it was asked from. No names, nothing "
                    "medical.")
               : N_("HR gets the question and the point, not whom it is about. Leave out names and "
                    "anything medical.");
}

static void draw_writing(struct sparring *sparring, struct frame *frame, int columns)
{
    enum lang lang = lang_of(sparring);
    int rows = lineedit_rows(&sparring->edit, columns), bottom = screen_bottom(frame);
    int hint = frame_wrap_rows(tr(lang, notice(sparring)), columns);
    rows = rows < 3 ? 3 : rows > TEXT_ROWS ? TEXT_ROWS : rows;
    int field = *sparring->thread.about.id ? bottom - rows : SCREEN_TOP + 2 + hint + 2;
    if (*sparring->thread.about.id) {
        draw_messages(sparring, frame, SCREEN_TOP + 1, field - hint - 1, columns);
    } else {
        frame_put(frame, SCREEN_TOP + 1, MARGIN, columns, tr(lang, "What do you want to ask HR?"),
                  STYLE_STRONG);
    }
    frame_wrap(frame, field - hint - (*sparring->thread.about.id == '\0'), MARGIN, hint, columns,
               tr(lang, notice(sparring)), STYLE_QUIET);
    lineedit_draw(&sparring->edit, frame, field, MARGIN, rows, columns, true);
}

static void sparring_draw(struct screen *screen, struct frame *frame)
{
    struct sparring *sparring = of(screen);
    int columns =
        frame->columns > COLUMNS_MAX ? COLUMNS_MAX - 2 * MARGIN : frame->columns - 2 * MARGIN;
    if (in_list(sparring)) {
        draw_list(sparring, frame);
        return;
    }
    draw_head(sparring, frame);
    if (writing(sparring))
        draw_writing(sparring, frame, columns);
    else
        draw_messages(sparring, frame, SCREEN_TOP + 1, screen_bottom(frame), columns);
}

static void sparring_status(const struct screen *screen, struct buf *line)
{
    const struct sparring *sparring = (const struct sparring *)screen;
    if (writing(sparring))
        buf_adds(line, sparring->side == SIDE_HR ? tr(screen->desk->lang, "Goes to the manager")
                                                 : tr(screen->desk->lang, "Goes to HR"));
    else if (!in_list(sparring) && sparring->top + (size_t)sparring->page < sparring->n_lines)
        buf_adds(line, tr(screen->desk->lang, "There is more: arrow down or PgDn."));
}

/* ---- the rest -------------------------------------------------------------------------------- */

static bool sparring_typing(const struct screen *screen)
{
    return writing((const struct sparring *)screen);
}

static bool sparring_unsaved(const struct screen *screen)
{
    return ((const struct sparring *)screen)->typed;
}

/* A thread that undo took away is left. */
static int sparring_refresh(struct screen *screen, struct err *err)
{
    struct sparring *sparring = of(screen);
    struct err gone = ERR_INIT(err->lang);
    if (*sparring->thread.about.id && read_thread(sparring, sparring->thread.about.id, &gone)) {
        sparring_thread_release(&sparring->thread);
        sparring->screen.keys = &list_keys;
        sparring->typed = false;
    }
    return read_list(sparring, err);
}

static void sparring_close_screen(struct screen *screen)
{
    struct sparring *sparring = of(screen);
    forget_lines(sparring);
    sparring_rows_free(sparring->rows, sparring->n);
    sparring_thread_release(&sparring->thread);
    lineedit_release(&sparring->edit);
    free(sparring->interview);
    free(sparring->guide);
    free(sparring->point);
    free(sparring->title);
    free(sparring);
}

static const struct screen_ops sparring_ops = {
    .name = "sparring",
    .command = sparring_command,
    .key = sparring_key,
    .draw = sparring_draw,
    .typing = sparring_typing,
    .can = sparring_can,
    .status = sparring_status,
    .unsaved = sparring_unsaved,
    .save = sparring_save,
    .refresh = sparring_refresh,
    .close = sparring_close_screen,
};

struct screen *sparring_open(struct desk *desk, enum side side, const struct sparring_point *point,
                             const char *thread, struct err *err)
{
    static const struct sparring_point nowhere = {"", "", "", ""};
    struct sparring *sparring = mem_zero(1, sizeof *sparring);
    struct outcome outcome = outcome_redraw();
    sparring->screen = (struct screen){.ops = &sparring_ops, .keys = &list_keys, .desk = desk};
    sparring->side = side;
    sparring->narrow = point != NULL;
    point = point ? point : &nowhere;
    sparring->interview = mem_copy(point->interview);
    sparring->guide = mem_copy(point->guide);
    sparring->point = mem_copy(point->point);
    sparring->title = mem_copy(point->title);
    lineedit_init(&sparring->edit, true, SPARRING_TEXT_MAX);
    int failed = read_list(sparring, err);
    sparring->alone = thread || (sparring->narrow && !sparring->n);
    if (!failed && thread)
        outcome = to_thread(sparring, thread);
    else if (!failed && sparring->alone)
        outcome = to_writing(sparring);
    if (!failed && !*outcome.say)
        return &sparring->screen;
    if (!failed)
        err_set(err, "%s", outcome.say);
    sparring_close_screen(&sparring->screen);
    return NULL;
}
