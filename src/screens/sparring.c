/*
 * sparring: asking HR what to do, and answering: the list of questions, one of them with all that
 * was said, and a text to write. Managers and HR have the same screen; what each may do differs.
 *
 * What is typed is kept as a draft until it is sent, so leaving loses nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/audience.h"
#include "screens/screens.h"
#include "sparring_inside.h"

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    SPAR_CLOSE = COMMAND_WRITES,
    SPAR_NEW,
    SPAR_WRITE,
    SPAR_SEND,
    SPAR_ERASE,
};

static const struct key_row list_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("Read the selected question"), 70},
    {"n", SPAR_NEW, N_("New question"), N_("Ask HR a new question"), 60},
    {"E", SPAR_ERASE, N_("Erase"), N_("Erase this question for good, with its answers"), 35},
    {"<Esc> q", COMMAND_BACK, N_("Back"), N_("Go back one step; nothing is lost"), 90},
};
static const struct keymap list_keys = {list_rows, sizeof list_rows / sizeof *list_rows,
                                        &screen_common_keys};

static const struct key_row thread_rows[] = {
    {"<Enter>", SPAR_WRITE, N_("Answer"), N_("Write an answer, or ask on"), 70},
    {"<C-o> w", COMMAND_EYES, N_("Other eyes"), N_("See what the other side gets of this"), 40},
    {"x", SPAR_CLOSE, N_("Close"), N_("This question is dealt with"), 50},
    {"E", SPAR_ERASE, N_("Erase"), N_("Erase this question for good, with its answers"), 35},
    {"<Esc> q", COMMAND_BACK, N_("Back"), N_("Go back one step; nothing is lost"), 90},
};
static const struct keymap thread_keys = {thread_rows, sizeof thread_rows / sizeof *thread_rows,
                                          &screen_common_keys};

static const struct key_row write_rows[] = {
    {"<Enter> <F6>", SPAR_SEND, N_("Send"), N_("Keep it, to go along with the next bundle"), 70},
    {"<C-o>", COMMAND_EYES, N_("Other eyes"), N_("See what the other side gets of this"), 40},
};
static const struct keymap write_keys = {write_rows, sizeof write_rows / sizeof *write_rows,
                                         &screen_common_keys};

/* ---- what it holds --------------------------------------------------------------------------- */

static struct sparring *of(struct screen *screen)
{
    return (struct sparring *)screen;
}

bool sparring_writing(const struct sparring *sparring)
{
    return sparring->screen.keys == &write_keys;
}

bool sparring_in_list(const struct sparring *sparring)
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

struct outcome sparring_to_list(struct sparring *sparring)
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
    sparring->typed = sparring->told = false;
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
    if (sparring_in_list(sparring))
        return outcome_leave();
    if (sparring_writing(sparring) && sparring_save(&sparring->screen, &err))
        return outcome_err(&err);
    if (sparring_writing(sparring) && *sparring->thread.about.id)
        return to_thread(sparring, sparring->thread.about.id);
    return sparring->alone ? outcome_leave() : sparring_to_list(sparring);
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
    if (fault)
        return outcome_say("%s", tr(lang_of(sparring), fault));
    struct outcome outcome = sparring_check(sparring);
    if (outcome.act != ACT_NOTHING)
        return outcome;
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

static struct outcome sparring_resume(struct screen *screen, const struct reply *reply)
{
    return reply->given && reply->tag == SPARRING_ASKED_ERASE && reply->choice
               ? sparring_erased(of(screen))
               : outcome_redraw();
}

/* ---- dispatch -------------------------------------------------------------------------------- */

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
    case COMMAND_EYES:
        return sparring_look(sparring);
    case SPAR_NEW:
    case SPAR_WRITE:
        return to_writing(sparring);
    case SPAR_SEND:
        return send_text(sparring);
    case SPAR_CLOSE:
        return close_thread(sparring);
    case SPAR_ERASE:
        return sparring_ask_erase(sparring);
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
    case COMMAND_EYES:
        return !sparring_in_list(sparring);
    case SPAR_NEW:
        return sparring->side == SIDE_MANAGER;
    case SPAR_WRITE:
    case SPAR_CLOSE:
        return !about->closed && (sparring->side == SIDE_HR || about->own);
    case SPAR_ERASE: /* HR's copy of it came out of a bundle */
        return sparring->side == SIDE_MANAGER && sparring_here(sparring) &&
               sparring_here(sparring)->own;
    case COMMAND_UNDO:
    case COMMAND_REDO:
        return !sparring_writing(sparring);
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
    switch (lineedit_key(&sparring->edit, key, SPARRING_COLUMNS - 2 * SPARRING_MARGIN)) {
    case EDIT_IGNORED:
        return outcome_nothing();
    case EDIT_FULL:
        sparring->typed = true;
        return outcome_say("%s",
                           tr(lang_of(sparring), "There is no more room here: 400 characters."));
    case EDIT_CHANGED:
        sparring->typed = true;
        sparring->told = false;
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
    if (sparring_writing(sparring))
        return type(sparring, key);
    if (!sparring_in_list(sparring))
        return scroll(sparring, key);
    return list_key(&sparring->list, key, (size_t)(sparring->page > 0 ? sparring->page : 1))
               ? outcome_redraw()
               : outcome_nothing();
}

/* ---- the rest -------------------------------------------------------------------------------- */

static void sparring_status(const struct screen *screen, struct buf *line)
{
    const struct sparring *sparring = (const struct sparring *)screen;
    bool list = sparring_in_list(sparring);
    if (!list && !sparring_writing(sparring) &&
        sparring->top + (size_t)sparring->page < sparring->n_lines)
        buf_adds(line, tr(screen->desk->lang, "There is more: arrow down or PgDn."));
    else if (!list)
        buf_adds(line, audience_words(sparring->side == SIDE_HR ? AUDIENCE_MANAGER : AUDIENCE_HR,
                                      screen->desk->lang));
}

static struct lineedit *sparring_text(struct screen *screen, bool change)
{
    struct sparring *sparring = of(screen);
    if (!sparring_writing(sparring))
        return NULL;
    if (change) {
        sparring->typed = true;
        sparring->told = false;
    }
    return &sparring->edit;
}

/* Whatever the conversation below is about: what goes to HR is always looked through. */
static const struct guide *sparring_guide(const struct screen *screen)
{
    (void)screen;
    return NULL;
}

static bool sparring_asks(const struct screen *screen)
{
    return ((const struct sparring *)screen)->side == SIDE_MANAGER;
}

static bool sparring_typing(const struct screen *screen)
{
    return sparring_writing((const struct sparring *)screen);
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
    sparring_forget_lines(sparring);
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
    .resume = sparring_resume,
    .draw = sparring_draw,
    .text = sparring_text,
    .guide = sparring_guide,
    .asks = sparring_asks,
    .typing = sparring_typing,
    .can = sparring_can,
    .status = sparring_status,
    .unsaved = sparring_unsaved,
    .save = sparring_save,
    .refresh = sparring_refresh,
    .close = sparring_close_screen,
};

/* Is a question half written at this place? Then that is what one comes for. */
static bool half_written(const struct sparring *sparring)
{
    struct err err = ERR_INIT(lang_of(sparring));
    struct buf text = BUF_INIT;
    bool found =
        sparring->side == SIDE_MANAGER &&
        !sparring_drafted(sparring->screen.desk->store, sparring->interview, &text, &err) &&
        text.len > 0;
    buf_release(&text);
    return found;
}

/* What is shown first: a question, the text of a new one, or the list. */
static struct outcome begin(struct sparring *sparring, const char *thread)
{
    sparring->alone = thread || (sparring->narrow && !sparring->n);
    if (thread)
        return to_thread(sparring, thread);
    return sparring->alone || half_written(sparring) ? to_writing(sparring) : outcome_redraw();
}

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
    if (!failed)
        outcome = begin(sparring, thread);
    if (!failed && !*outcome.say)
        return &sparring->screen;
    if (!failed)
        err_set(err, "%s", outcome.say);
    sparring_close_screen(&sparring->screen);
    return NULL;
}
