/*
 * review: HR's list of what was agreed: filtered, searched and ordered, with the one under the
 * cursor told whole below it. HR settles what it does itself and nothing else.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "review_inside.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "ui/list.h"

/* ---- keys ------------------------------------------------------------------------------------ */

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("See all of the selected agreement"), 60},
    {"f", REVIEW_FILTER, N_("Filter"), N_("Choose which agreements to see"), 75},
    {"0", REVIEW_CLEAR, NULL, N_("Take all filters off"), 0},
    {"/ <F3>", REVIEW_FIND, N_("Find"), N_("Look for words in the agreements"), 70},
    {"o", REVIEW_ORDER, N_("Order"), N_("Put the list in another order"), 40},
    {"b", REVIEW_VIEWS, N_("Views"), N_("Views kept under a name: choose, keep, delete"), 45},
    {"x <Space>", REVIEW_DONE, N_("Mark done"), N_("What HR was to do is done"), 65},
    {"l", REVIEW_RUNNING, NULL, N_("What HR was to do is being done"), 0},
    {"d", REVIEW_MOVE, NULL, N_("Give what HR was to do another date"), 0},
    {"-", REVIEW_DROP, NULL, N_("What HR was to do is no longer needed"), 0},
    {"c", REVIEW_ADD, NULL, N_("Add a remark to what HR was to do"), 0},
    {"r", REVIEW_UPDATE, N_("Ask the manager"),
     N_("Ask the manager for an update on this agreement"), 50},
    {"h", REVIEW_WHY, N_("Why this?"), N_("Why do I see this agreement?"), 35},
    {"s", REVIEW_SPAR, N_("Sparring"), N_("Spar with managers: questions and answers"), 34},
    {"w", REVIEW_OUT, N_("To a file"), N_("Write this list to a file"), 30},
    {"<lt>", REVIEW_COLLECT, N_("Collect"), N_("Collect a bundle of a manager"), 36},
    {">", REVIEW_GIVE_BACK, N_("Give back"),
     N_("Give answers and requests back to a manager, in a bundle"), 28},
    {"i", REVIEW_INSIGHT, N_("Insight"), N_("See figures about all conversations together"), 25},
    {"S", REVIEW_STEPS, N_("Absences"), N_("See the steps of absences that are due"), 22},
    {"", REVIEW_COPIES, NULL, N_("Put a copy of before back"), 0},
    {"", REVIEW_TODAY, NULL, N_("To the conversations of today"), 0},
};
#define OWN_KEYS key_rows, sizeof key_rows / sizeof *key_rows

/* Where nothing is behind it q stops, as at home; else it goes back, as everywhere. */
static const struct key_row stop_rows[] = {
    {"q", REVIEW_STOP, N_("Stop"), N_("Stop; everything is saved"), 85},
};
static const struct keymap stop_keys = {stop_rows, 1, &screen_common_keys};
static const struct keymap root_keys = {OWN_KEYS, &stop_keys};

static const struct key_row back_rows[] = {
    {"<Esc> q", COMMAND_BACK, N_("Back"), N_("Go back one step; nothing is lost"), 90},
};
static const struct keymap back_keys = {back_rows, 1, &screen_common_keys};
static const struct keymap inner_keys = {OWN_KEYS, &back_keys};

/* While words are typed. */
static const struct key_row search_rows[] = {
    {"<Enter> <Tab>", REVIEW_LEAVE, N_("To the list"), N_("Go to what was found"), 70},
};
static const struct keymap search_keys = {search_rows, 1, &screen_common_keys};

/* ---- loading --------------------------------------------------------------------------------- */

#define OLD_DAYS 35 /* a bundle comes every month; this long is more than one missed */

static struct store *store_of(const struct review *review)
{
    return review->screen.desk->store;
}

/* What happened to the selected one, when that is another than it was. */
static int follow(struct review *review, struct err *err)
{
    const struct review_row *row = rows_selected(&review->rows);
    struct review_step *steps = NULL;
    size_t n = 0;
    if (row && strcmp(review->told, row->row.agreement.id) == 0)
        return 0;
    struct request request = {.question = NULL};
    if (row && (review_history(store_of(review), row->row.agreement.id, &steps, &n, err) ||
                requests_last(store_of(review), row->row.agreement.id, &request, err) < 0)) {
        review_history_free(steps, n);
        return -1;
    }
    request_release(&review->request);
    review->request = request;
    review_history_free(review->steps, review->n_steps);
    review->steps = steps;
    review->n_steps = n;
    memcpy(review->told, row ? row->row.agreement.id : "", row ? UUID_SIZE : 1);
    return 0;
}

static int count(struct review *review, struct err *err)
{
    struct review_filter all = REVIEW_FILTER_INIT;
    all.today = review->asked.filter.today;
    return review_count(store_of(review), &review->asked.filter, COUNT_MOST, &review->found, err) ||
                   review_count(store_of(review), &all, COUNT_MOST, &review->all, err)
               ? -1
               : 0;
}

static int load(struct review *review, struct err *err)
{
    review->told[0] = '\0';
    return rows_begin(&review->rows, store_of(review), &review->asked.filter, false, true, err) ||
                   count(review, err) || follow(review, err)
               ? -1
               : 0;
}

struct outcome review_reload(struct review *review)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    return load(review, &err) ? outcome_err(&err) : outcome_redraw();
}

/* Late counts from today, also when the day has turned since. */
static int turn_day(struct review *review, struct err *err)
{
    struct review_filter *filter = &review->asked.filter;
    filter->today = clock_today(&review->screen.desk->clock);
    if (filter->late_on != DAY_NONE)
        filter->late_on = filter->today;
    return filter->period ? review_filter_as_of(filter, err) : 0;
}

static int review_refresh(struct screen *screen, struct err *err)
{
    struct review *review = (struct review *)screen;
    int64_t old = clock_moment(clock_today(&screen->desk->clock) - OLD_DAYS, 0, 0);
    review_sources_free(&review->sources);
    review->sources = (struct review_sources){0};
    review->told[0] = '\0';
    return turn_day(review, err) ||
                   rows_again(&review->rows, store_of(review), &review->asked.filter, err) ||
                   count(review, err) || follow(review, err) ||
                   review_sources(store_of(review), old, &review->sources, err)
               ? -1
               : 0;
}

/* ---- commands -------------------------------------------------------------------------------- */

static const struct keymap *own_keys(const struct review *review)
{
    return review->root ? &root_keys : &inner_keys;
}

static void start_search(struct review *review)
{
    review->searching = true;
    review->screen.keys = &search_keys;
}

static void end_search(struct review *review)
{
    review->searching = false;
    review->screen.keys = own_keys(review);
}

/* Tells what is late, so that nobody leaves without knowing. */
static struct outcome ask_stop(const struct review *review)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    struct review_filter late = REVIEW_FILTER_INIT;
    struct buf hint = BUF_INIT;
    size_t n = 0;
    late.today = late.late_on = review->asked.filter.today;
    if (review_count(store_of(review), &late, COUNT_MOST, &n, &err))
        return outcome_err(&err);
    buf_addf(&hint,
             trn(err.lang, (long)n, "Everything is saved. %zu agreement is late.",
                 "Everything is saved. %zu agreements are late."),
             n);
    struct outcome outcome =
        outcome_open(ask_yes(review->screen.desk, TAG_STOP, tr(err.lang, "Stop now?"), hint.data));
    buf_release(&hint);
    return outcome;
}

/* One step back: out of the search line, then the words, then the list. */
static struct outcome back(struct review *review)
{
    if (review->searching) {
        end_search(review);
        return outcome_redraw();
    }
    if (review->asked.filter.words) {
        lineedit_set(&review->search, "");
        asked_seek(&review->asked, "");
        return review_reload(review);
    }
    return review->root ? ask_stop(review) : outcome_nothing();
}

/* A click on so many rows below the first in view. */
static struct outcome select_row(struct review *review, size_t row)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    if (review->rows.top + row < review->rows.n)
        review->rows.selected = review->rows.top + row;
    return follow(review, &err) ? outcome_err(&err) : outcome_redraw();
}

static struct outcome clear(struct review *review)
{
    asked_clear(&review->asked);
    return review_reload(review);
}

static struct outcome see_due(struct review *review)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    return outcome_try(due_open(review->screen.desk, &err), &err);
}

static struct outcome see_insight(struct review *review)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    struct screen *screen = insight_open(review->screen.desk, &err);
    return outcome_try(screen, &err);
}

static struct outcome see_copies(struct review *review)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    return outcome_try(copies_open(review->screen.desk, &err), &err);
}

static struct outcome open_sparring(const struct review *review)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    struct screen *screen = sparring_open(review->screen.desk, SIDE_HR, NULL, NULL, &err);
    return outcome_try(screen, &err);
}

static struct outcome review_command(struct screen *screen, int command, int argument)
{
    struct review *review = (struct review *)screen;
    if (settle_is(command))
        return settle_command(review, command);
    switch (command) {
    case COMMAND_BACK:
        return back(review);
    case COMMAND_SELECT:
        return select_row(review, (size_t)argument);
    case COMMAND_OPEN:
        return detail_open(review);
    case REVIEW_FILTER:
        return filter_menu(review);
    case REVIEW_PART:
        return filter_ask(review, (enum review_part)argument);
    case REVIEW_BY:
        return filter_order(review, (enum review_order)argument);
    case REVIEW_CLEAR:
        return clear(review);
    case REVIEW_FIND:
        start_search(review);
        return outcome_redraw();
    case REVIEW_LEAVE:
        end_search(review);
        return outcome_redraw();
    case REVIEW_ORDER:
        return filter_ask_order(review);
    case REVIEW_VIEWS:
        return views_ask(review);
    case REVIEW_UPDATE:
        return settle_ask_update(review);
    case REVIEW_WHY:
        return detail_why(review);
    case REVIEW_OUT:
        return out_ask(review);
    case REVIEW_STEPS:
        return see_due(review);
    case REVIEW_INSIGHT:
        return see_insight(review);
    case REVIEW_SPAR:
        return open_sparring(review);
    case REVIEW_COPIES:
        return see_copies(review);
    case REVIEW_COLLECT:
        return hand_over_collect(screen->desk, false);
    case REVIEW_GIVE_BACK:
        return hand_over_back(&review->hand_over, screen->desk);
    case REVIEW_TODAY:
        return outcome_act(ACT_HOME);
    case REVIEW_STOP:
        return outcome_act(ACT_QUIT);
    default:
        return outcome_nothing();
    }
}

/* What is settled needs no update, and what HR does itself neither. */
static bool may_ask(const struct agreement *agreement)
{
    return agreement_unsettled(agreement) && agreement->owner != OWNER_HR;
}

static bool review_can(const struct screen *screen, int command)
{
    const struct review *review = (const struct review *)screen;
    const struct review_row *row = rows_selected(&review->rows);
    if (settle_is(command))
        return row && !review_settle_fault(row);
    switch (command) {
    case COMMAND_BACK: /* with nothing behind it Esc asks; q is the way to stop */
        return !review->root || review->searching || review->asked.filter.words;
    case REVIEW_UPDATE:
        return row && may_ask(&row->row.agreement);
    case COMMAND_OPEN:
    case REVIEW_WHY:
    case REVIEW_OUT:
        return row != NULL;
    case REVIEW_CLEAR:
        return asked_narrows(&review->asked);
    default:
        return true;
    }
}

static struct outcome review_resume(struct screen *screen, const struct reply *reply)
{
    struct review *review = (struct review *)screen;
    if (!reply->given)
        return outcome_redraw();
    if (hand_over_asked(reply))
        return hand_over_answered(&review->hand_over, screen->desk, reply);
    if (reply->tag == TAG_STOP)
        return reply->choice == 1 ? outcome_act(ACT_QUIT) : outcome_redraw();
    if (reply->tag >= TAG_DATE)
        return settle_resume(review, reply);
    if (reply->tag >= TAG_FORM)
        return out_resume(review, reply);
    if (reply->tag >= TAG_VIEW)
        return views_resume(review, reply);
    return filter_resume(review, reply);
}

/* ---- keys of its own ------------------------------------------------------------------------- */

static struct outcome move(struct review *review, const struct key *key)
{
    struct err err = ERR_INIT(review->screen.desk->lang);
    int moved = rows_key(&review->rows, store_of(review), &review->asked.filter, key, &err);
    if (moved == 0)
        return outcome_nothing();
    if (moved < 0 || follow(review, &err))
        return outcome_err(&err);
    struct outcome outcome = outcome_redraw();
    outcome.moved = true;
    return outcome;
}

/* The list narrows at each key. */
static struct outcome type(struct review *review, const struct key *key)
{
    switch (lineedit_key(&review->search, key, 60)) {
    case EDIT_IGNORED:
        return key->kind == PRESS_NAMED ? move(review, key) : outcome_nothing();
    case EDIT_MOVED:
        return outcome_redraw();
    case EDIT_CHANGED:
    case EDIT_FULL:
        break;
    }
    asked_seek(&review->asked, review->search.text.data);
    return review_reload(review);
}

/* What HR may not settle is not offered; who asks for it, hears why. */
static struct outcome say_why_not(struct review *review, const struct key *key)
{
    const struct key_row *row = keymap_find(own_keys(review), key, LETTERS_COMMANDS);
    if (row && row->command == COMMAND_BACK)
        return back(review);
    return row && settle_is(row->command) ? settle_command(review, row->command)
                                          : outcome_nothing();
}

static bool pages(const struct key *key)
{
    return key->kind == PRESS_WHEEL ||
           (key->kind == PRESS_NAMED && (key->name == NAME_PGUP || key->name == NAME_PGDN));
}

static struct outcome review_press(struct screen *screen, const struct key *key)
{
    struct review *review = (struct review *)screen;
    if (review->searching)
        return pages(key) ? move(review, key) : type(review, key);
    struct outcome outcome = move(review, key);
    return outcome.act == ACT_NOTHING ? say_why_not(review, key) : outcome;
}

/* The window became larger than what was loaded. */
static bool review_busy(const struct screen *screen)
{
    return rows_missing(&((const struct review *)screen)->rows);
}

static int review_work(struct screen *screen, struct err *err)
{
    struct review *review = (struct review *)screen;
    return rows_fill(&review->rows, store_of(review), &review->asked.filter, err);
}

static bool review_typing(const struct screen *screen)
{
    return ((const struct review *)screen)->searching;
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void add_number(struct buf *buf, size_t n)
{
    buf_addf(buf, n < COUNT_MOST ? "%zu" : "%zu+", n);
}

/* "5 of 148   order: date" */
static void draw_head(const struct review *review, struct frame *frame)
{
    enum lang lang = review->screen.desk->lang;
    struct buf found = BUF_INIT, all = BUF_INIT, right = BUF_INIT;
    add_number(&found, review->found);
    add_number(&all, review->all);
    if (review->found == review->all)
        buf_adds(&right, found.data);
    else
        buf_addf(&right, tr(lang, "%s of %s"), found.data, all.data);
    buf_addf(&right, tr(lang, "   order: %s"), review_order_word(review->asked.filter.order, lang));
    screen_head(frame, tr(lang, "Agreements - HR"), right.data);
    buf_release(&found);
    buf_release(&all);
    buf_release(&right);
}

static void draw_search(struct review *review, struct frame *frame, int row)
{
    frame_put(frame, row, 1, 1, "/", STYLE_BAR_KEY);
    int used = frame_put(frame, row, 3, REVIEW_INDENT - 4, tr(review->screen.desk->lang, "Find"),
                         STYLE_HEADING);
    frame_spot(frame, row, 1, 1, used + 2, REVIEW_FIND, -1);
    if (review->searching)
        lineedit_draw(&review->search, frame, row, REVIEW_INDENT, 1,
                      frame->columns > 70 ? 50 : frame->columns - REVIEW_INDENT - 2, true);
    else
        frame_put(frame, row, REVIEW_INDENT, frame->columns - REVIEW_INDENT - 1,
                  review->asked.words, STYLE_STRONG);
}

/* What to do when there is nothing to see. */
static void draw_empty(const struct review *review, struct frame *frame, int row)
{
    static const char *const nothing[] = {
        N_("There are no agreements here yet."),
        N_("What managers share comes in bundles: they make one with > at home, and < brings it in "
           "here."),
    };
    static const char *const filtered[] = {
        N_("No agreement is like that."),
        N_("0 takes all filters off, f changes them."),
    };
    static const char *const sought[] = {
        N_("No agreement has these words, as it is filtered now."),
        N_("Esc leaves the words, 0 takes all filters off."),
    };
    const char *const *lines = !review->all                 ? nothing
                               : review->asked.filter.words ? sought
                                                            : filtered;
    int columns = frame->columns > 80 ? 70 : frame->columns - 8;
    for (int i = 0; i < 2; i++)
        row += frame_wrap(frame, row, 4, screen_bottom(frame) - row, columns,
                          tr(review->screen.desk->lang, lines[i]), i ? STYLE_PLAIN : STYLE_STRONG) +
               1;
}

/* Rows for the one selected: more where there is more room. */
static int detail_rows(const struct frame *frame)
{
    return frame->rows >= 28 ? 10 : frame->rows >= 24 ? 7 : 5;
}

static void review_draw(struct screen *screen, struct frame *frame)
{
    struct review *review = (struct review *)screen;
    int row = SCREEN_TOP, detail = screen_bottom(frame) - detail_rows(frame);
    draw_head(review, frame);
    row += filter_draw(review, frame, row, 4);
    draw_search(review, frame, row++);
    if (!review->rows.n) {
        draw_empty(review, frame, row + 1);
        return;
    }
    list_draw(review, frame, row, detail - row);
    detail_draw(review, frame, detail, detail_rows(frame));
}

static bool review_draw_moved(struct screen *screen, struct frame *frame)
{
    struct review *review = (struct review *)screen;
    int rows = detail_rows(frame), row = screen_bottom(frame) - rows;
    if (!review->rows.n || !list_draw_moved(review, frame))
        return false;
    for (int i = 1; i < rows; i++)
        frame_fill(frame, row + i, 0, frame->columns, STYLE_PLAIN);
    detail_draw(review, frame, row, rows);
    return true;
}

/* "Source: 6 bundles, newest 20 nov. Nothing yet from: Team East." */
static void review_status(const struct screen *screen, struct buf *line)
{
    const struct review *review = (const struct review *)screen;
    const struct review_sources *sources = &review->sources;
    enum lang lang = screen->desk->lang;
    struct buf newest = BUF_INIT;
    if (!sources->n)
        return;
    if (sources->n_came) {
        day_add_short(&newest, clock_day(sources->newest), review->asked.filter.today, lang);
        buf_addf(line,
                 trn(lang, (long)sources->n_came, "Source: %zu bundle, newest %s.",
                     "Source: %zu bundles, newest %s."),
                 sources->n_came, newest.data);
    }
    if (sources->n > sources->n_came) {
        buf_addf(line, tr(lang, " Nothing yet from: %s"), sources->sources[sources->n_came].label);
        size_t others = sources->n - sources->n_came - 1;
        if (others)
            buf_addf(line, tr(lang, " and %zu more"), others);
        buf_addc(line, '.');
    }
    if (sources->n_old)
        buf_addf(line,
                 trn(lang, (long)sources->n_old, " %zu is over five weeks old.",
                     " %zu are over five weeks old."),
                 sources->n_old);
    buf_release(&newest);
}

static void review_close(struct screen *screen)
{
    struct review *review = (struct review *)screen;
    rows_release(&review->rows);
    free(review->seen.rows);
    asked_release(&review->asked);
    lineedit_release(&review->search);
    review_history_free(review->steps, review->n_steps);
    request_release(&review->request);
    review_sources_free(&review->sources);
    review_views_free(review->views, review->n_views);
    hand_over_release(&review->hand_over);
    free(review->view);
    free(review);
}

static const struct screen_ops review_ops = {
    .name = "review",
    .command = review_command,
    .key = review_press,
    .resume = review_resume,
    .draw = review_draw,
    .draw_moved = review_draw_moved,
    .typing = review_typing,
    .busy = review_busy,
    .work = review_work,
    .can = review_can,
    .status = review_status,
    .refresh = review_refresh,
    .close = review_close,
};

struct screen *review_open(struct desk *desk, bool root, const struct review_filter *filter,
                           struct err *err)
{
    struct review *review = mem_zero(1, sizeof *review);
    review->screen = (struct screen){.ops = &review_ops, .desk = desk};
    review->root = root;
    review->screen.keys = own_keys(review);
    asked_init(&review->asked, clock_today(&desk->clock));
    lineedit_init(&review->search, false, 120);
    if (filter)
        asked_take(&review->asked, filter);
    lineedit_set(&review->search, review->asked.words);
    if (review_refresh(&review->screen, err)) {
        review_close(&review->screen);
        return NULL;
    }
    return &review->screen;
}
