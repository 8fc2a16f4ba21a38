/*
 * review_filter: what is asked for, in words, and the questions that change it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "review_inside.h"
#include "screens/ask.h"

#define VALUE_COLUMNS 24 /* of one value in the row of filters */
#define NARROW        76 /* fewer columns: what leaves nothing out stands by its name alone */

/* ---- what is asked for ----------------------------------------------------------------------- */

enum { TEXT_TEAM, TEXT_MANAGER, TEXT_PERSON, TEXT_GUIDE, TEXT_PERIOD };

/* The filter points to the texts it owns. */
static void point(struct review_asked *asked)
{
    asked->filter.team = asked->texts[TEXT_TEAM];
    asked->filter.manager = asked->texts[TEXT_MANAGER];
    asked->filter.person = asked->texts[TEXT_PERSON];
    asked->filter.guide = asked->texts[TEXT_GUIDE];
    asked->filter.period = asked->texts[TEXT_PERIOD];
    asked->filter.words = utf8_blank(asked->words) ? NULL : asked->words;
}

static void put_text(struct review_asked *asked, size_t i, const char *text)
{
    char *copy = text ? mem_copy(text) : NULL;
    free(asked->texts[i]);
    asked->texts[i] = copy;
    point(asked);
}

void asked_init(struct review_asked *asked, int today)
{
    *asked = (struct review_asked){
        .filter = REVIEW_FILTER_INIT,
        .words = mem_copy(""),
    };
    asked->filter.statuses = REVIEW_UNSETTLED;
    asked->filter.today = today;
}

void asked_release(struct review_asked *asked)
{
    for (size_t i = 0; i < ASKED_TEXTS; i++)
        free(asked->texts[i]);
    free(asked->words);
}

void asked_seek(struct review_asked *asked, const char *words)
{
    mem_replace(&asked->words, words);
    point(asked);
}

void asked_clear(struct review_asked *asked)
{
    struct review_filter clear = REVIEW_FILTER_INIT;
    clear.today = asked->filter.today;
    clear.order = asked->filter.order;
    clear.reversed = asked->filter.reversed;
    asked->filter = clear;
    for (size_t i = 0; i < ASKED_TEXTS; i++)
        put_text(asked, i, NULL);
}

void asked_take(struct review_asked *asked, const struct review_filter *filter)
{
    int today = asked->filter.today;
    asked->filter = *filter;
    asked->filter.today = today;
    mem_replace(&asked->words, filter->words ? filter->words : "");
    const char *const texts[ASKED_TEXTS] = {filter->team, filter->manager, filter->person,
                                            filter->guide, filter->period};
    for (size_t i = 0; i < ASKED_TEXTS; i++)
        put_text(asked, i, texts[i]);
}

/* Which of the texts a part is; the others have none. */
static size_t text_of(enum review_part part)
{
    switch (part) {
    case PART_TEAM:
        return TEXT_TEAM;
    case PART_MANAGER:
        return TEXT_MANAGER;
    case PART_PERSON:
        return TEXT_PERSON;
    case PART_GUIDE:
        return TEXT_GUIDE;
    default:
        return TEXT_PERIOD;
    }
}

/* Does this part leave anything out? */
static bool narrows(const struct review_asked *asked, enum review_part part)
{
    const struct review_filter *filter = &asked->filter;
    switch (part) {
    case PART_STATUS:
        return filter->statuses != 0;
    case PART_LATE:
        return filter->late_on != DAY_NONE;
    case PART_OWNER:
        return filter->owner != OWNER_NONE;
    case PART_PERIOD:
        return filter->due_from != DAY_NONE || filter->due_to != DAY_NONE;
    default:
        return asked->texts[text_of(part)] != NULL;
    }
}

bool asked_narrows(const struct review_asked *asked)
{
    for (enum review_part part = 0; part < PARTS; part++)
        if (narrows(asked, part))
            return true;
    return false;
}

/* ---- in words -------------------------------------------------------------------------------- */

static const char *const part_names[PARTS] = {
    [PART_STATUS] = N_("status"), [PART_LATE] = N_("late"),     [PART_TEAM] = N_("team"),
    [PART_MANAGER] = NULL,        [PART_OWNER] = N_("who"),     [PART_PERSON] = N_("person"),
    [PART_GUIDE] = N_("kind"),    [PART_PERIOD] = N_("period"),
};

/* Whose conversations they come from is said in the word that stands in the list, too. */
static const char *part_name(enum review_part part, enum lang lang)
{
    return part == PART_MANAGER ? review_owner_word(OWNER_MANAGER, lang)
                                : tr(lang, part_names[part]);
}

/* In the order in which they are offered; the first is any. */
static const enum owner owners[] = {OWNER_NONE, OWNER_MANAGER, OWNER_EMPLOYEE, OWNER_HR,
                                    OWNER_OTHER};

const char *review_owner_word(enum owner owner, enum lang lang)
{
    switch (owner) {
    case OWNER_MANAGER:
        return trc(lang, "owner", "manager");
    case OWNER_EMPLOYEE:
        return tr(lang, "employee");
    case OWNER_HR:
        return tr(lang, "HR");
    case OWNER_OTHER:
        return tr(lang, "somebody else");
    case OWNER_NONE:
        break;
    }
    return tr(lang, "all");
}

/* One row each of the question which status. */
static const unsigned status_sets[] = {
    0,
    REVIEW_UNSETTLED,
    1U << STATUS_OPEN,
    1U << STATUS_RUNNING,
    1U << STATUS_CHANGED,
    1U << STATUS_DONE,
    1U << STATUS_DROPPED,
};

enum { STATUS_SETS = sizeof status_sets / sizeof *status_sets };

static void add_statuses(struct buf *buf, unsigned statuses, enum lang lang)
{
    const char *between = "";
    if (!statuses || statuses == REVIEW_UNSETTLED) {
        buf_adds(buf, statuses ? tr(lang, "still to do") : tr(lang, "all"));
        return;
    }
    for (enum status status = STATUS_OPEN; status <= STATUS_DROPPED; status++) {
        if (!(statuses & 1U << status))
            continue;
        buf_addf(buf, "%s%s", between, status_word(status, lang));
        between = "+";
    }
}

/* A name as this user wants names shown. */
static void add_person(const struct review *review, struct buf *buf, const char *name)
{
    struct person person = {.name = (char *)name, .team = "", .code = ""};
    desk_add_name(review->screen.desk, buf, &person);
}

/* A kind of conversation by its title, when its guide is within reach. */
static const char *kind_word(const struct review *review, const char *guide)
{
    const struct desk *desk = review->screen.desk;
    const struct guide *found = shelf_guide(desk->shelf, guide, desk->lang);
    return found ? found->title : guide;
}

static void add_period(struct buf *buf, const struct review_filter *filter, enum lang lang)
{
    const struct period period = {filter->due_from, filter->due_to};
    period_add(buf, &period, filter->today, lang);
}

/* Whose file a source is, when that is known. */
static const char *label_of(const struct review *review, const char *source)
{
    for (size_t i = 0; i < review->sources.n_came; i++)
        if (strcmp(review->sources.sources[i].id, source) == 0 && *review->sources.sources[i].label)
            return review->sources.sources[i].label;
    return source;
}

/* A text that is chosen, as a person reads it. */
static void add_text(const struct review *review, enum review_part part, struct buf *buf)
{
    const struct review_asked *asked = &review->asked;
    const char *text = asked->texts[text_of(part)];
    enum lang lang = review->screen.desk->lang;
    if (part == PART_PERSON)
        add_person(review, buf, text);
    else if (part == PART_GUIDE)
        buf_adds(buf, kind_word(review, text));
    else if (part == PART_MANAGER && strcmp(text, REVIEW_OWN) == 0)
        buf_adds(buf, tr(lang, "this file itself"));
    else if (part == PART_MANAGER)
        buf_adds(buf, label_of(review, text));
    else
        buf_adds(buf, *text ? text : tr(lang, "no team"));
}

static void add_value(const struct review *review, enum review_part part, struct buf *buf)
{
    const struct review_asked *asked = &review->asked;
    enum lang lang = review->screen.desk->lang;
    if (part == PART_STATUS)
        add_statuses(buf, asked->filter.statuses, lang);
    else if (!narrows(asked, part))
        buf_adds(buf, tr(lang, "all"));
    else if (part == PART_LATE)
        buf_adds(buf, tr(lang, "only"));
    else if (part == PART_OWNER)
        buf_adds(buf, review_owner_word(asked->filter.owner, lang));
    else if (part == PART_PERIOD)
        add_period(buf, &asked->filter, lang);
    else
        add_text(review, part, buf);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Its name, and its value where it leaves something out louder. */
struct part_words {
    struct buf name, value;
    bool loud;
};

static void words_make(struct part_words *words, const struct review *review, enum review_part part,
                       int columns)
{
    *words = (struct part_words){.name = BUF_INIT, .value = BUF_INIT};
    words->loud = narrows(&review->asked, part);
    buf_adds(&words->name, part_name(part, review->screen.desk->lang));
    if (!words->loud && columns < NARROW)
        return;
    buf_adds(&words->name, ": ");
    add_value(review, part, &words->value);
}

static void words_release(struct part_words *words)
{
    buf_release(&words->name);
    buf_release(&words->value);
}

static int words_columns(const struct part_words *words)
{
    int value = utf8_columns(words->value.data, words->value.len);
    return utf8_columns(words->name.data, words->name.len) +
           (value < VALUE_COLUMNS ? value : VALUE_COLUMNS);
}

static void words_put(const struct part_words *words, struct frame *frame, int row, int col,
                      enum review_part part)
{
    int used = frame_put(frame, row, col, frame->columns - col, words->name.data, STYLE_QUIET);
    used += frame_put(frame, row, col + used, VALUE_COLUMNS, words->value.data,
                      words->loud ? STYLE_STRONG : STYLE_QUIET);
    frame_spot(frame, row, col, 1, used, REVIEW_PART, (int)part);
}

int filter_draw(const struct review *review, struct frame *frame, int top, int rows)
{
    enum { GAP = 2 };
    int row = top, col = REVIEW_INDENT;
    frame_put(frame, row, 1, 1, "f", STYLE_BAR_KEY);
    int used = frame_put(frame, row, 3, REVIEW_INDENT - 4, tr(review->screen.desk->lang, "Filter"),
                         STYLE_HEADING);
    frame_spot(frame, row, 1, 1, 2 + used, REVIEW_FILTER, -1);
    for (enum review_part part = 0; part < PARTS; part++) {
        struct part_words words;
        words_make(&words, review, part, frame->columns);
        int columns = words_columns(&words);
        if (col + columns > frame->columns - 1 && col > REVIEW_INDENT && row - top + 1 < rows) {
            row++;
            col = REVIEW_INDENT;
        }
        if (col + columns < frame->columns)
            words_put(&words, frame, row, col, part);
        col += columns + GAP;
        words_release(&words);
    }
    return row - top + 1;
}

/* ---- asking ---------------------------------------------------------------------------------- */

struct outcome filter_menu(struct review *review)
{
    enum lang lang = review->screen.desk->lang;
    struct buf lines[PARTS];
    const char *options[PARTS + 1];
    for (enum review_part part = 0; part < PARTS; part++) {
        lines[part] = (struct buf)BUF_INIT;
        buf_addf(&lines[part], "%s: ", part_name(part, lang));
        add_value(review, part, &lines[part]);
        options[part] = lines[part].data;
    }
    options[PARTS] = tr(lang, "take all filters off");
    struct ask ask = {
        .tag = TAG_FILTER,
        .kind = ASK_CHOICE,
        .question = tr(lang, "Which agreements do you want to see?"),
        .options = options,
        .n = PARTS + 1,
    };
    struct screen *screen = ask_open(review->screen.desk, &ask);
    for (enum review_part part = 0; part < PARTS; part++)
        buf_release(&lines[part]);
    return outcome_open(screen);
}

static struct outcome ask_among(struct review *review, const char *question,
                                const char *const *options, size_t n)
{
    struct ask ask = {
        .tag = TAG_VALUE,
        .kind = ASK_CHOICE,
        .question = tr(review->screen.desk->lang, question),
        .options = options,
        .n = n,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

static struct outcome ask_status(struct review *review)
{
    struct buf words[STATUS_SETS];
    const char *options[STATUS_SETS];
    for (size_t i = 0; i < STATUS_SETS; i++) {
        words[i] = (struct buf)BUF_INIT;
        add_statuses(&words[i], status_sets[i], review->screen.desk->lang);
        options[i] = words[i].data;
    }
    struct outcome outcome = ask_among(review, N_("In which state?"), options, STATUS_SETS);
    for (size_t i = 0; i < STATUS_SETS; i++)
        buf_release(&words[i]);
    return outcome;
}

static struct outcome ask_late(struct review *review)
{
    enum lang lang = review->screen.desk->lang;
    const char *const options[] = {tr(lang, "all"), tr(lang, "only what is late")};
    return ask_among(review, N_("Only what is past its date?"), options, 2);
}

static struct outcome ask_owner(struct review *review)
{
    const char *options[sizeof owners / sizeof *owners];
    size_t n = sizeof owners / sizeof *owners;
    for (size_t i = 0; i < n; i++)
        options[i] = review_owner_word(owners[i], review->screen.desk->lang);
    return ask_among(review, N_("Who is to do it?"), options, n);
}

/* In the order in which they are offered, between "all" and one in words. */
static const char *const periods[] = {
    N_("last month"), N_("this month"),   N_("next month"), N_("this week"),
    N_("next week"),  N_("this quarter"), N_("this year"),
};

enum { PERIODS = sizeof periods / sizeof *periods };

/* The periods that move along with today, and then one in words. */
static struct outcome ask_period(struct review *review)
{
    enum lang lang = review->screen.desk->lang;
    const char *options[PERIODS + 2] = {tr(lang, "all")};
    for (size_t i = 0; i < PERIODS; i++)
        options[i + 1] = tr(lang, periods[i]);
    options[PERIODS + 1] = tr(lang, "another period, in words");
    return ask_among(review, N_("In which period is it due?"), options, PERIODS + 2);
}

static struct outcome ask_period_words(struct review *review, const char *text)
{
    enum lang lang = review->screen.desk->lang;
    struct ask ask = {
        .tag = TAG_PERIOD,
        .kind = ASK_TEXT,
        .question = tr(lang, "In which period is it due?"),
        .hint = tr(lang, "For instance: november, last quarter, next 2 weeks, from 1-11 to 30-11, "
                         "since september."),
        .text = text,
        .max = 60,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

/* The teams, managers, kinds or people there are. */
static struct outcome ask_choice(struct review *review, enum review_part part)
{
    static const struct {
        const char *question;
        enum review_choice_kind kind;
    } questions[PARTS] = {
        [PART_TEAM] = {N_("Which team?"), REVIEW_TEAMS},
        [PART_MANAGER] = {N_("Whose conversations?"), REVIEW_MANAGERS},
        [PART_PERSON] = {N_("Agreed with whom?"), REVIEW_PEOPLE},
        [PART_GUIDE] = {N_("Which kind of conversation?"), REVIEW_GUIDES},
    };
    struct desk *desk = review->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct screen *screen = choose_open(desk, TAG_CHOSEN, tr(desk->lang, questions[part].question),
                                        questions[part].kind, &err);
    return outcome_try(screen, &err);
}

struct outcome filter_ask(struct review *review, enum review_part part)
{
    review->part = part;
    switch (part) {
    case PART_STATUS:
        return ask_status(review);
    case PART_LATE:
        return ask_late(review);
    case PART_OWNER:
        return ask_owner(review);
    case PART_PERIOD:
        return ask_period(review);
    default:
        return ask_choice(review, part);
    }
}

/* ---- answers --------------------------------------------------------------------------------- */

static void put_period(struct review *review, const char *words, const struct period *period)
{
    put_text(&review->asked, TEXT_PERIOD, words);
    review->asked.filter.due_from = period->from;
    review->asked.filter.due_to = period->to;
}

/* What cannot be read is said, and asked again as it was typed. */
static struct outcome read_period(struct review *review, const char *text)
{
    enum lang lang = review->screen.desk->lang;
    struct period period;
    enum period_words words = period_read(text, review->asked.filter.today, lang, &period);
    if (words != PERIOD_WORDS_OK) {
        struct outcome outcome = ask_period_words(review, text);
        struct outcome said = outcome_say("%s", tr(lang, period_fault(words)));
        memcpy(outcome.say, said.say, sizeof outcome.say);
        return outcome;
    }
    put_period(review, text, &period);
    return review_reload(review);
}

static struct outcome take_period(struct review *review, size_t choice)
{
    enum lang lang = review->screen.desk->lang;
    if (choice == PERIODS + 1)
        return ask_period_words(review, review->asked.texts[TEXT_PERIOD]);
    if (choice)
        return read_period(review, tr(lang, periods[choice - 1]));
    put_period(review, NULL, &(struct period){DAY_NONE, DAY_NONE});
    return review_reload(review);
}

static struct outcome take_value(struct review *review, int choice)
{
    struct review_filter *filter = &review->asked.filter;
    if (review->part == PART_STATUS)
        filter->statuses = status_sets[choice];
    else if (review->part == PART_LATE)
        filter->late_on = choice ? filter->today : DAY_NONE;
    else if (review->part == PART_OWNER)
        filter->owner = owners[choice];
    else
        return take_period(review, (size_t)choice);
    return review_reload(review);
}

struct outcome filter_resume(struct review *review, const struct reply *reply)
{
    struct review_asked *asked = &review->asked;
    switch (reply->tag) {
    case TAG_FILTER:
        if (reply->choice < PARTS)
            return filter_ask(review, (enum review_part)reply->choice);
        asked_clear(asked);
        return review_reload(review);
    case TAG_VALUE:
        return take_value(review, reply->choice);
    case TAG_PERIOD:
        return read_period(review, reply->text);
    case TAG_CHOSEN:
        put_text(asked, text_of(review->part), reply->choice ? reply->text : NULL);
        return review_reload(review);
    case TAG_ORDER:
        return filter_order(review, (enum review_order)reply->choice);
    default:
        return outcome_redraw();
    }
}

/* ---- the order ------------------------------------------------------------------------------- */

const char *review_order_word(enum review_order order, enum lang lang)
{
    static const char *const words[] = {
        [REVIEW_BY_DUE] = N_("date"),
        [REVIEW_BY_UPDATE] = N_("what changed last"),
        [REVIEW_BY_PERSON] = N_("person"),
        [REVIEW_BY_TEAM] = N_("team"),
    };
    return tr(lang, words[order]);
}

struct outcome filter_ask_order(struct review *review)
{
    enum lang lang = review->screen.desk->lang;
    const char *options[REVIEW_BY_TEAM + 1];
    for (int i = 0; i <= REVIEW_BY_TEAM; i++)
        options[i] = review_order_word((enum review_order)i, lang);
    struct ask ask = {
        .tag = TAG_ORDER,
        .kind = ASK_CHOICE,
        .question = tr(lang, "In which order?"),
        .hint = tr(lang, "The one it has already turns it round."),
        .options = options,
        .n = REVIEW_BY_TEAM + 1,
    };
    return outcome_open(ask_open(review->screen.desk, &ask));
}

struct outcome filter_order(struct review *review, enum review_order order)
{
    struct review_filter *filter = &review->asked.filter;
    filter->reversed = filter->order == order && !filter->reversed;
    filter->order = order;
    return review_reload(review);
}
