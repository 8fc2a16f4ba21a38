/*
 * insight (Inzicht): figures about all conversations as blocks, each with its sentence; the arrows
 * go from block to block. A calm page: nobody is named in it, and nothing in it is ranked.
 */
#include "store/insight.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "insight_inside.h"
#include "report/figures.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "store/review.h"

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    INSIGHT_NEXT = COMMAND_OWN,
    INSIGHT_BACK,
    INSIGHT_PERIOD,
    INSIGHT_WRITE,
    INSIGHT_TURN,
    INSIGHT_COMPARE,
    INSIGHT_CLASSES,
    INSIGHT_EXPLAIN,
};

enum { TAG_PERIOD = INSIGHT_TAG_PATH + 1, TAG_WORDS, TAG_COMPARE, TAG_COMPARE_WORDS };

/* clang-format off */
#define MOVES                                                                                      \
    {"<Down> <Right> j", INSIGHT_NEXT, N_("Block"), N_("Go to the next block"), 40},               \
    {"<Up> <Left> k", INSIGHT_BACK, NULL, N_("Go to the block before"), 0},                        \
    {"p", INSIGHT_PERIOD, N_("Period"), N_("Choose the period to look at"), 60},                   \
    {"w", INSIGHT_WRITE, N_("To a file"), N_("Write these figures to a file"), 50}
/* clang-format on */

static const struct key_row talk_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("List"), N_("See the agreements behind this block"), 55},
    {"A <Tab>", INSIGHT_TURN, N_("Absence"), N_("See absence in figures"), 58},
    MOVES,
};
static const struct key_row absence_rows[] = {
    {"i <Tab>", INSIGHT_TURN, N_("Conversations"), N_("See figures about conversations"), 58},
    {"=", INSIGHT_COMPARE, N_("Compare"), N_("Choose what to hold it beside"), 57},
    {"h", INSIGHT_EXPLAIN, N_("How counted"), N_("Read how each figure is counted"), 56},
    {"o", INSIGHT_CLASSES, NULL, N_("Other borders for short and long absence"), 0},
    MOVES,
};
static const struct keymap keys[INSIGHT_SIDES] = {
    [SIDE_TALKS] = {talk_rows, sizeof talk_rows / sizeof *talk_rows, &screen_common_keys},
    [SIDE_ABSENCE] = {absence_rows, sizeof absence_rows / sizeof *absence_rows,
                      &screen_common_keys},
};

/* ---- what it holds --------------------------------------------------------------------------- */

const struct insight_order insight_orders[INSIGHT_SIDES] = {
    [SIDE_TALKS] = {{BLOCK_OWNERS, BLOCK_HURDLES, BLOCK_TEAMS, BLOCK_TALKS, BLOCK_DAYS,
                     BLOCK_SPARRING, BLOCK_FRESH},
                    7,
                    3},
    [SIDE_ABSENCE] = {{BLOCK_ABSENCE, BLOCK_COMPARE, BLOCK_CONTACT, BLOCK_FIGURES, BLOCK_CLASSES,
                       BLOCK_ABSENCE_TEAMS},
                      6,
                      3},
};

static struct seeing *of(struct screen *screen)
{
    return (struct seeing *)screen;
}

static void add_words(void *arg, enum insight_part part, const char *key, struct buf *text)
{
    const struct desk *desk = arg;
    struct err err = ERR_INIT(desk->lang);
    insight_word(desk, part, key, text, &err);
}

bool insight_block_there(const struct seeing *seeing, int which)
{
    return seeing->page.block[order_of(seeing)->block[which]].sentence != NULL;
}

void insight_make_page(struct seeing *seeing)
{
    struct desk *desk = seeing->screen.desk;
    const struct regime_figures *rules = insight_rules(seeing);
    const struct figures_input input = {
        .found = &seeing->found,
        .figures = rules,
        .classes = rules && rules->n_classes ? &rules->classes[seeing->classes] : NULL,
        .insight = {[FRAME_NOW] = &seeing->insight, [FRAME_BEFORE] = &seeing->before},
    };
    insight_page_release(&seeing->page);
    insight_page_make(&seeing->page, &seeing->insight, clock_today(&desk->clock), desk->lang,
                      add_words, desk);
    if (seeing->counted)
        figures_page_add(&seeing->page, &input);
}

/* Of absence only what is on the screen: that takes a look at every row. */
static int load(struct seeing *seeing, struct err *err)
{
    struct desk *desk = seeing->screen.desk;
    struct insight insight;
    insight_count_end(seeing);
    if (insight_begun(desk->store, &seeing->begun, err) ||
        figures_begun(desk->store, &seeing->absent, err) ||
        insight_load(desk, &seeing->period, &insight, err))
        return -1;
    insight_release(&seeing->insight);
    seeing->insight = insight;
    if (seeing->side == SIDE_ABSENCE)
        return insight_count(seeing, err);
    insight_make_page(seeing);
    return 0;
}

static struct outcome load_again(struct seeing *seeing)
{
    struct err err = ERR_INIT(lang_of(seeing));
    seeing->top = 0;
    return load(seeing, &err) ? outcome_err(&err) : outcome_redraw();
}

static struct outcome turn(struct seeing *seeing)
{
    seeing->side = seeing->side == SIDE_TALKS ? SIDE_ABSENCE : SIDE_TALKS;
    seeing->screen.keys = &keys[seeing->side];
    seeing->focus = 0;
    seeing->free = false;
    return load_again(seeing);
}

/* ---- the period ------------------------------------------------------------------------------ */

static const char *const periods[] = {
    N_("This month"), N_("This quarter"),       N_("Last quarter"),  N_("This year"),
    N_("Last year"),  N_("The last 12 months"), N_("Another period")};
static const char *const period_words_of[] = {
    "this month", "this quarter", "last quarter", "this year", "last year", "", NULL};

struct outcome insight_ask_choice(struct seeing *seeing, int tag, const char *question,
                                  const char *const *options, size_t n)
{
    const char **shown = mem_zero(n, sizeof *shown);
    for (size_t i = 0; i < n; i++)
        shown[i] = tr(lang_of(seeing), options[i]);
    struct ask ask = {
        .tag = tag, .kind = ASK_CHOICE, .question = question, .options = shown, .n = n};
    struct screen *screen = ask_open(seeing->screen.desk, &ask);
    free(shown);
    return outcome_open(screen);
}

static const char *words_fault(const char *text)
{
    struct clock clock = clock_open();
    struct period period;
    return period_fault(period_read(text, clock_today(&clock), LANG_NL, &period));
}

static struct outcome ask_words(struct seeing *seeing, int tag)
{
    struct ask ask = {
        .tag = tag,
        .kind = ASK_TEXT,
        .question = tr(lang_of(seeing), "Which period?"),
        .hint = tr(lang_of(seeing), "For instance: last quarter, 2026, since september, 1-9 to "
                                    "30-11."),
        .max = 60,
        .fault = words_fault,
    };
    return outcome_open(ask_open(seeing->screen.desk, &ask));
}

static void read_period(struct seeing *seeing, const char *words, struct period *period)
{
    int today = clock_today(&seeing->screen.desk->clock);
    *period = (struct period){DAY_NONE, DAY_NONE};
    bool given = period_read(words, today, lang_of(seeing), period) == PERIOD_WORDS_OK;
    insight_period(period, given, today);
}

static struct outcome set_period(struct seeing *seeing, const char *words)
{
    read_period(seeing, words, &seeing->period);
    return load_again(seeing);
}

/* ---- what absence is held beside ------------------------------------------------------------- */

static const char *const besides[] = {
    [BESIDE_BEFORE] = N_("The year before"),
    [BESIDE_START] = N_("The year before the first conversation"),
    [BESIDE_PERIOD] = N_("Another period"),
};

static struct outcome set_beside(struct seeing *seeing, enum beside beside)
{
    if (beside == BESIDE_PERIOD)
        return ask_words(seeing, TAG_COMPARE_WORDS);
    seeing->beside = beside;
    return load_again(seeing);
}

static struct outcome set_compare(struct seeing *seeing, const char *words)
{
    read_period(seeing, words, &seeing->compare);
    seeing->beside = BESIDE_PERIOD;
    return load_again(seeing);
}

static struct outcome next_classes(struct seeing *seeing)
{
    const struct regime_figures *rules = insight_rules(seeing);
    if (!rules || rules->n_classes < 2)
        return outcome_say(tr(lang_of(seeing), "The regime file has no other duration classes."));
    seeing->classes = (seeing->classes + 1) % rules->n_classes;
    struct outcome outcome = load_again(seeing);
    return outcome.failed ? outcome : outcome_say("%s.", rules->classes[seeing->classes].title);
}

/* ---- commands -------------------------------------------------------------------------------- */

/* Of conversations HR has numbers and no list. */
static bool has_list(enum insight_block_id id)
{
    return id == BLOCK_OWNERS || id == BLOCK_TEAMS;
}

/* What was due in the quarters that the block is about. */
static struct outcome open_list(struct seeing *seeing)
{
    struct err err = ERR_INIT(lang_of(seeing));
    struct review_filter filter = REVIEW_FILTER_INIT;
    if (!has_list(order_of(seeing)->block[seeing->focus]))
        return outcome_nothing();
    filter.due_from = insight_quarter_begin(insight_quarter(seeing->period.from));
    filter.due_to = insight_quarter_begin(insight_quarter(seeing->period.to) + 1) - 1;
    struct screen *screen = review_open(seeing->screen.desk, false, &filter, &err);
    return outcome_try(screen, &err);
}

static struct outcome move(struct seeing *seeing, int by)
{
    int focus = seeing->focus + by;
    while (focus >= 0 && focus < order_of(seeing)->n && !insight_block_there(seeing, focus))
        focus += by < 0 ? -1 : 1;
    if (focus < 0 || focus >= order_of(seeing)->n)
        return outcome_nothing();
    seeing->focus = focus;
    seeing->free = false;
    return outcome_redraw();
}

static struct outcome scroll(struct seeing *seeing, int by)
{
    int last = seeing->used > seeing->rows ? seeing->used - seeing->rows : 0;
    int top = seeing->top + by;
    top = top < 0 ? 0 : top > last ? last : top;
    if (top == seeing->top)
        return outcome_nothing();
    seeing->top = top;
    seeing->free = true;
    return outcome_redraw();
}

static struct outcome insight_command(struct screen *screen, int command, int argument)
{
    struct seeing *seeing = of(screen);
    switch (command) {
    case INSIGHT_NEXT:
        return move(seeing, 1);
    case INSIGHT_BACK:
        return move(seeing, -1);
    case INSIGHT_PERIOD:
        return insight_ask_choice(seeing, TAG_PERIOD, tr(lang_of(seeing), "Which period?"), periods,
                                  sizeof periods / sizeof *periods);
    case INSIGHT_WRITE:
        return insight_ask_format(seeing);
    case INSIGHT_TURN:
        return turn(seeing);
    case INSIGHT_COMPARE:
        return insight_ask_choice(seeing, TAG_COMPARE, tr(lang_of(seeing), "Beside what?"), besides,
                                  sizeof besides / sizeof *besides);
    case INSIGHT_CLASSES:
        return next_classes(seeing);
    case INSIGHT_EXPLAIN:
        return outcome_open(definitions_open(seeing->screen.desk));
    case COMMAND_OPEN:
        return open_list(seeing);
    case COMMAND_SELECT:
        return argument < 0 ? outcome_nothing() : move(seeing, argument - seeing->focus);
    default:
        return outcome_nothing();
    }
}

static struct outcome insight_key(struct screen *screen, const struct key *key)
{
    struct seeing *seeing = of(screen);
    if (key->kind == PRESS_WHEEL)
        return scroll(seeing, 2 * key->count);
    if (key->kind == PRESS_NAMED && key->name == NAME_PGDN)
        return scroll(seeing, seeing->rows - 1);
    if (key->kind == PRESS_NAMED && key->name == NAME_PGUP)
        return scroll(seeing, 1 - seeing->rows);
    return outcome_nothing();
}

static struct outcome insight_resume(struct screen *screen, const struct reply *reply)
{
    struct seeing *seeing = of(screen);
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_PERIOD:
        return period_words_of[reply->choice] ? set_period(seeing, period_words_of[reply->choice])
                                              : ask_words(seeing, TAG_WORDS);
    case TAG_WORDS:
        return set_period(seeing, reply->text);
    case TAG_COMPARE:
        return set_beside(seeing, (enum beside)reply->choice);
    case TAG_COMPARE_WORDS:
        return set_compare(seeing, reply->text);
    case INSIGHT_TAG_FORMAT:
        return insight_ask_path(seeing, reply->choice);
    case INSIGHT_TAG_PATH:
        return insight_write_file(seeing, reply->text);
    default:
        return outcome_redraw();
    }
}

/* Is there something on this side? */
static bool shows_any(const struct seeing *seeing)
{
    return seeing->side == SIDE_TALKS ? seeing->begun : seeing->counted;
}

/* Scrolling works where there is more than fits. */
static bool insight_can(const struct screen *screen, int command)
{
    const struct seeing *seeing = (const struct seeing *)screen;
    bool any = shows_any(seeing), figures = any && seeing->counted && seeing->found.begun;
    switch (command) {
    case INSIGHT_NEXT:
        return any && seeing->focus + 1 < order_of(seeing)->n &&
               (seeing->side == SIDE_TALKS || figures);
    case INSIGHT_BACK:
        return any && seeing->focus > 0;
    case COMMAND_OPEN:
        return any && has_list(order_of(seeing)->block[seeing->focus]);
    case INSIGHT_PERIOD:
    case INSIGHT_WRITE:
        return seeing->begun || seeing->absent;
    case INSIGHT_COMPARE:
    case INSIGHT_CLASSES:
        return figures;
    default:
        return true;
    }
}

/* ---- the rest of a screen -------------------------------------------------------------------- */

static void insight_status(const struct screen *screen, struct buf *line)
{
    const struct seeing *seeing = (const struct seeing *)screen;
    if (seeing->pass)
        buf_addf(line, tr(lang_of(seeing), "Counting: %lld rows so far. Keys work as always."),
                 (long long)seeing->found.rows);
    else if (seeing->side == SIDE_ABSENCE && !(seeing->counted && seeing->found.begun))
        return;
    else if (seeing->side == SIDE_ABSENCE)
        buf_adds(line, tr(lang_of(seeing), "Whole quarters that are over."));
    else if (shows_any(seeing))
        buf_adds(line, tr(lang_of(seeing), "What is too small stands together; \"all\" has it."));
}

static bool insight_busy(const struct screen *screen)
{
    return ((const struct seeing *)screen)->pass != NULL;
}

static int insight_work(struct screen *screen, struct err *err)
{
    return insight_count_on(of(screen), err);
}

static int insight_refresh(struct screen *screen, struct err *err)
{
    return load(of(screen), err);
}

static void insight_close(struct screen *screen)
{
    insight_count_end(of(screen));
    insight_page_release(&of(screen)->page);
    insight_release(&of(screen)->insight);
    insight_release(&of(screen)->before);
    free(screen);
}

/* No question to the file stays open under another screen; coming back asks it anew. */
static int insight_commit(struct screen *screen, struct err *err)
{
    (void)err;
    if (of(screen)->pass)
        insight_count_end(of(screen));
    return 0;
}

static const struct screen_ops insight_ops = {
    .name = "insight",
    .command = insight_command,
    .key = insight_key,
    .resume = insight_resume,
    .draw = insight_draw,
    .can = insight_can,
    .status = insight_status,
    .commit = insight_commit,
    .busy = insight_busy,
    .work = insight_work,
    .refresh = insight_refresh,
    .close = insight_close,
};

struct screen *insight_open(struct desk *desk, struct err *err)
{
    struct seeing *seeing = mem_zero(1, sizeof *seeing);
    seeing->screen = (struct screen){.ops = &insight_ops, .keys = &keys[SIDE_TALKS], .desk = desk};
    insight_period(&seeing->period, false, clock_today(&desk->clock));
    if (insight_advance(desk, err) || load(seeing, err)) {
        insight_close(&seeing->screen);
        return NULL;
    }
    if (!seeing->begun && seeing->absent)
        turn(seeing);
    return &seeing->screen;
}
