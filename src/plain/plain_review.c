/* HR's list in lines: a page of numbered lines, what it is filtered by, and one agreement with its
 * story. A filter is typed as it is kept (store/review.h): `f status:open late team:"Zorg Noord"`,
 * in either language. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "plain_inside.h"
#include "report/sentence.h"
#include "store/requests.h"
#include "store/review.h"

enum { SHOWN = 15, COUNTED = 1000, OLD_DAYS = 31 };

struct looking {
    struct review_view view; /* what is filtered by */
    struct review_page page;
    size_t counted; /* up to COUNTED + 1 */
};

/* ---- reading --------------------------------------------------------------------------------- */

/* Puts another page in the place of the one shown; from NULL for the first or the last. */
static bool read_page(struct plain *plain, const struct review_mark *from, bool backwards)
{
    struct looking *looking = plain->looking;
    struct err err = ERR_INIT(plain_lang(plain));
    struct review_page page;
    if (review_page(plain->desk->store, &looking->view.filter, from, backwards, SHOWN, &page,
                    &err) ||
        review_count(plain->desk->store, &looking->view.filter, COUNTED + 1, &looking->counted,
                     &err)) {
        plain_trouble(plain, &err);
        return false;
    }
    review_page_free(&looking->page);
    looking->page = page;
    return true;
}

/* Filters by what text says; what was there stays when that is not understood. */
static bool refilter(struct plain *plain, const char *text)
{
    struct looking *looking = plain->looking;
    struct err err = ERR_INIT(plain_lang(plain));
    struct review_view view;
    if (review_filter_read(text, plain_today(plain), &view, &err)) {
        lines_say(&plain->lines, "I do not understand that. A filter is, for example: status:open "
                                 "late team:\"North\" owner:hr period:\"this month\".");
        return false;
    }
    review_view_release(&looking->view);
    looking->view = view;
    return read_page(plain, NULL, false);
}

/* ---- telling --------------------------------------------------------------------------------- */

static void tell_head(struct plain *plain)
{
    const struct looking *looking = plain->looking;
    struct buf filter = BUF_INIT;
    review_filter_write(&looking->view.filter, &filter);
    if (!looking->counted)
        lines_say(&plain->lines, "There are no agreements like that.");
    else if (looking->counted > COUNTED)
        lines_say(&plain->lines, "More than %d agreements that HR may see.", COUNTED);
    else
        lines_say(&plain->lines, "Agreements that HR may see: %zu.", looking->counted);
    if (filter.len)
        lines_say(&plain->lines, "Filtered: %s", filter.data);
    buf_release(&filter);
}

static void add_who(const struct plain *plain, struct buf *buf, const struct review_row *row)
{
    struct buf name = BUF_INIT;
    desk_add_name(plain->desk, &name, &row->row.person);
    owner_add(buf, &row->row.agreement, VIEW_HR, name.data, plain_lang(plain));
    buf_release(&name);
}

static void tell_row(struct plain *plain, size_t number, const struct review_row *row)
{
    const struct agreement *agreement = &row->row.agreement;
    struct buf text = BUF_INIT, standing = BUF_INIT;
    add_who(plain, &text, row);
    buf_addf(&text, "%s%s; ", text.len ? ": " : "",
             *agreement->what ? agreement->what : tr(plain_lang(plain), "not written down yet"));
    desk_add_name(plain->desk, &text, &row->row.person);
    if (*row->row.person.team)
        buf_addf(&text, ", %s", row->row.person.team);
    plain_add_standing(&standing, agreement, plain_today(plain), plain_lang(plain));
    plain_tell(plain, number, text.data, standing.data);
    buf_release(&text);
    buf_release(&standing);
}

static void tell_page(struct plain *plain)
{
    const struct review_page *page = &plain->looking->page;
    tell_head(plain);
    for (size_t i = 0; i < page->n; i++)
        tell_row(plain, i + 1, &page->rows[i]);
    if (page->after)
        lines_say(&plain->lines, "There are more: n is the next page.");
}

/* ---- one agreement --------------------------------------------------------------------------- */

static void add_day(struct buf *buf, int day, int today, enum lang lang)
{
    if (day == DAY_NONE)
        buf_adds(buf, tr(lang, "no date"));
    else
        day_add_short(buf, day, today, lang);
}

static void add_move(struct buf *buf, const struct agreement *was, const struct agreement *is,
                     int today, enum lang lang)
{
    struct buf from = BUF_INIT, to = BUF_INIT;
    add_day(&from, was->due, today, lang);
    add_day(&to, is->due, today, lang);
    buf_addf(buf, tr(lang, " Moved from %s to %s."), from.data, to.data);
    buf_release(&from);
    buf_release(&to);
}

static void add_basis(struct buf *buf, const struct agreement *is, enum lang lang)
{
    buf_addc(buf, ' ');
    if (is->basis == BASIS_NONE)
        buf_adds(buf, tr(lang, "No basis any more."));
    else
        sentence_add_basis(buf, is, lang);
}

static void add_changes(struct buf *buf, const struct review_step *step, int today, enum lang lang)
{
    const struct agreement *is = &step->is;
    const struct {
        enum review_change change;
        const char *english, *value;
    } parts[] = {
        {REVIEW_STATUS, N_(" Now: %s."), status_word(is->status, lang)},
        {REVIEW_WHAT, N_(" Put in other words.%s"), ""},
        {*is->follow_up ? REVIEW_FOLLOW_UP : 0, N_(" Follow-up: %s."), is->follow_up},
        {REVIEW_OWNER, N_(" Somebody else does it.%s"), ""},
        {REVIEW_REMARK, N_(" Remark: %s."), is->remark},
    };
    if (step->changed & REVIEW_MADE)
        buf_adds(buf, tr(lang, " Agreed."));
    else if (step->changed & REVIEW_DUE)
        add_move(buf, &step[-1].is, is, today, lang);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (step->changed & parts[i].change)
            buf_addf(buf, tr(lang, parts[i].english), parts[i].value);
    if (step->changed & REVIEW_BASIS)
        add_basis(buf, is, lang);
    if (step->changed & REVIEW_LOOK_BACK)
        buf_adds(buf, tr(lang, " Other details changed."));
}

static void tell_story(struct plain *plain, const char *id)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct review_step *steps = NULL;
    size_t n = 0;
    if (review_history(plain->desk->store, id, &steps, &n, &err)) {
        plain_trouble(plain, &err);
        return;
    }
    lines_say(&plain->lines, "What happened to it:");
    for (size_t i = 0; i < n; i++) {
        struct buf line = BUF_INIT;
        day_add_short(&line, clock_day(steps[i].is.updated_at), plain_today(plain),
                      plain_lang(plain));
        buf_addc(&line, '.');
        add_changes(&line, &steps[i], plain_today(plain), plain_lang(plain));
        lines_put(&plain->lines, line.data);
        buf_release(&line);
    }
    review_history_free(steps, n);
}

static void tell_why(struct plain *plain, const struct review_row *row)
{
    if (!*row->source)
        lines_say(&plain->lines, "You see this because it was made in this file and is shared with "
                                 "HR.");
    else if (*row->label)
        lines_say(&plain->lines, "You see this because %s shared it with HR.", row->label);
    else
        lines_say(&plain->lines, "You see this because its manager shared it with HR.");
}

static void tell_agreement(struct plain *plain, const struct review_row *row)
{
    const struct agreement *agreement = &row->row.agreement;
    struct buf name = BUF_INIT, text = BUF_INIT;
    const char *fault = review_settle_fault(row);
    desk_add_name(plain->desk, &name, &row->row.person);
    sentence_add_promise(&text, agreement, VIEW_HR, name.data, plain_lang(plain));
    buf_addc(&text, ' ');
    sentence_add_plan(&text, agreement, plain_lang(plain));
    lines_put(&plain->lines, text.data);
    buf_clear(&text);
    sentence_add_standing(&text, agreement, VIEW_HR, plain_lang(plain));
    if (text.len)
        lines_put(&plain->lines, text.data);
    tell_story(plain, agreement->id);
    tell_why(plain, row);
    if (fault)
        lines_put(&plain->lines, tr(plain_lang(plain), fault));
    buf_release(&name);
    buf_release(&text);
}

/* The row of that number on the page; NULL after saying that there is none. */
static const struct review_row *row_of(struct plain *plain, size_t number)
{
    const struct review_page *page = &plain->looking->page;
    if (number >= 1 && number <= page->n)
        return &page->rows[number - 1];
    lines_say(&plain->lines, "There is no line with that number.");
    return NULL;
}

static enum step opens(struct plain *plain, size_t number)
{
    const struct review_row *row = row_of(plain, number);
    if (row)
        tell_agreement(plain, row);
    return STEP_HERE;
}

/* ---- commands -------------------------------------------------------------------------------- */

static enum step does_next(struct plain *plain, const char *rest)
{
    const struct review_page *page = &plain->looking->page;
    (void)rest;
    if (!page->after) {
        lines_say(&plain->lines, "This is the last page.");
        return STEP_HERE;
    }
    return read_page(plain, &page->rows[page->n - 1].mark, false) ? STEP_AGAIN : STEP_HERE;
}

static enum step does_previous(struct plain *plain, const char *rest)
{
    const struct review_page *page = &plain->looking->page;
    (void)rest;
    if (!page->before || !page->n) {
        lines_say(&plain->lines, "This is the first page.");
        return STEP_HERE;
    }
    return read_page(plain, &page->rows[0].mark, true) ? STEP_AGAIN : STEP_HERE;
}

static enum step does_last(struct plain *plain, const char *rest)
{
    (void)rest;
    return read_page(plain, NULL, true) ? STEP_AGAIN : STEP_HERE;
}

static enum step does_first(struct plain *plain, const char *rest)
{
    (void)rest;
    return read_page(plain, NULL, false) ? STEP_AGAIN : STEP_HERE;
}

/* What is typed comes on top of what is filtered by; "-" takes it all off. */
static enum step does_filter(struct plain *plain, const char *rest)
{
    struct buf text = BUF_INIT;
    bool done = false;
    if (!*rest) {
        lines_say(&plain->lines, "A filter is, for example: f status:open late team:\"North\" "
                                 "owner:hr period:\"this month\". f - takes all off.");
        return STEP_HERE;
    }
    if (strcmp(rest, "-") != 0) {
        review_filter_write(&plain->looking->view.filter, &text);
        buf_addf(&text, " %s", rest);
    }
    done = refilter(plain, text.data);
    buf_release(&text);
    return done ? STEP_AGAIN : STEP_HERE;
}

/* Filters by other words, or in another order. */
static enum step filter_with(struct plain *plain,
                             void (*change)(struct review_filter *, const char *), const char *rest)
{
    struct review_filter filter = plain->looking->view.filter;
    struct buf text = BUF_INIT;
    change(&filter, rest);
    review_filter_write(&filter, &text);
    bool done = refilter(plain, text.data);
    buf_release(&text);
    return done ? STEP_AGAIN : STEP_HERE;
}

static void set_words(struct review_filter *filter, const char *rest)
{
    filter->words = *rest ? rest : NULL;
}

static enum step does_search(struct plain *plain, const char *rest)
{
    return filter_with(plain, set_words, rest);
}

static const struct {
    const char *word;
    enum review_order order;
} order_words[] = {
    {"datum", REVIEW_BY_DUE},     {"date", REVIEW_BY_DUE},      {"due", REVIEW_BY_DUE},
    {"nieuw", REVIEW_BY_UPDATE},  {"update", REVIEW_BY_UPDATE}, {"persoon", REVIEW_BY_PERSON},
    {"person", REVIEW_BY_PERSON}, {"team", REVIEW_BY_TEAM},
};

static void set_order(struct review_filter *filter, const char *rest)
{
    for (size_t i = 0; i < sizeof order_words / sizeof *order_words; i++)
        if (!utf8_compare(order_words[i].word, rest))
            filter->order = order_words[i].order;
}

static enum step does_order(struct plain *plain, const char *rest)
{
    for (size_t i = 0; i < sizeof order_words / sizeof *order_words; i++)
        if (!utf8_compare(order_words[i].word, rest))
            return filter_with(plain, set_order, rest);
    lines_say(&plain->lines, "Put in order by: o date, o update, o person or o team.");
    return STEP_HERE;
}

/* ---- views ----------------------------------------------------------------------------------- */

static enum step tell_views(struct plain *plain)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct review_view *views = NULL;
    size_t n = 0;
    if (review_view_list(plain->desk->store, plain_today(plain), &views, &n, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    if (!n)
        lines_say(&plain->lines, "No view is kept yet; keep NAME keeps this one.");
    for (size_t i = 0; i < n; i++) {
        struct buf text = BUF_INIT;
        review_filter_write(&views[i].filter, &text);
        plain_tell(plain, i + 1, views[i].name, text.len ? text.data : NULL);
        buf_release(&text);
    }
    review_views_free(views, n);
    return STEP_HERE;
}

static enum step does_view(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct review_view view;
    if (!*rest)
        return tell_views(plain);
    int found = review_view_find(plain->desk->store, rest, plain_today(plain), &view, &err);
    if (found < 0)
        plain_trouble(plain, &err);
    if (found == 0)
        lines_say(&plain->lines, "There is no view of that name; w alone tells which there are.");
    if (found <= 0)
        return STEP_HERE;
    review_view_release(&plain->looking->view);
    plain->looking->view = view;
    return read_page(plain, NULL, false) ? STEP_AGAIN : STEP_HERE;
}

static enum step does_keep(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (review_view_save(plain->desk->store, rest, &plain->looking->view.filter, &err))
        plain_trouble(plain, &err);
    else
        lines_say(&plain->lines, "Kept as the view \"%s\".", rest);
    return STEP_HERE;
}

static enum step does_forget(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (review_view_delete(plain->desk->store, rest, &err))
        plain_trouble(plain, &err);
    else
        lines_say(&plain->lines, "There is no view \"%s\" any more.", rest);
    return STEP_HERE;
}

/* ---- what came in ---------------------------------------------------------------------------- */

static enum step does_sources(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct review_sources sources;
    int64_t old = clock_now(&plain->desk->clock) - OLD_DAYS * INT64_C(86400000);
    (void)rest;
    if (review_sources(plain->desk->store, old, &sources, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    if (!sources.n)
        lines_say(&plain->lines, "No bundle was collected yet, and none is expected.");
    for (size_t i = 0; i < sources.n; i++) {
        const struct review_source *source = &sources.sources[i];
        struct buf mark = BUF_INIT;
        if (i >= sources.n_came)
            buf_adds(&mark, tr(plain_lang(plain), "no bundle yet"));
        else
            day_add_short(&mark, clock_day(source->made_at), plain_today(plain), plain_lang(plain));
        if (source->old)
            buf_addf(&mark, ", %s", tr(plain_lang(plain), "a while ago"));
        plain_tell(plain, i + 1, *source->label ? source->label : source->id, mark.data);
        buf_release(&mark);
    }
    review_sources_free(&sources);
    return STEP_HERE;
}

/* ---- what HR does ---------------------------------------------------------------------------- */

static enum step settle(struct plain *plain, const char *rest, enum status status)
{
    struct err err = ERR_INIT(plain_lang(plain));
    const struct review_row *row = row_of(plain, plain_number(&rest));
    int day = DAY_NONE;
    if (!row)
        return STEP_HERE;
    const char *fault = review_settle_fault(row);
    if (fault) {
        lines_put(&plain->lines, tr(plain_lang(plain), fault));
        return STEP_HERE;
    }
    if (status == STATUS_CHANGED) {
        plain_say_audience(plain, AUDIENCE_MANAGER);
        if (*rest
                ? !plain_read_day(plain, rest, &day)
                : plain_ask_day(plain, tr(plain_lang(plain), "New date"), &day, NULL) != REPLY_TEXT)
            return STEP_HERE;
        rest = "";
    }
    struct buf remark = BUF_INIT;
    buf_adds(&remark, rest);
    plain_mind(plain, &remark);
    int failed =
        review_settle(plain->desk->store, row->row.agreement.id, status, day, remark.data, &err);
    buf_release(&remark);
    if (failed) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    lines_say(&plain->lines, "Kept.");
    return read_page(plain, NULL, false) ? STEP_AGAIN : STEP_HERE;
}

static enum step does_done(struct plain *plain, const char *rest)
{
    return settle(plain, rest, STATUS_DONE);
}

static enum step does_running(struct plain *plain, const char *rest)
{
    return settle(plain, rest, STATUS_RUNNING);
}

static enum step does_move(struct plain *plain, const char *rest)
{
    return settle(plain, rest, STATUS_CHANGED);
}

static enum step does_drop(struct plain *plain, const char *rest)
{
    return settle(plain, rest, STATUS_DROPPED);
}

static enum step does_ask(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    const struct review_row *row = row_of(plain, plain_number(&rest));
    if (!row)
        return STEP_HERE;
    struct deed deed = {N_("update asked about \"%s\""), row->row.agreement.what};
    struct buf question = BUF_INIT;
    buf_adds(&question, rest);
    plain_mind(plain, &question);
    if (requests_ask(plain->desk->store, row->row.agreement.id, question.data, &deed, &err))
        plain_trouble(plain, &err);
    else
        lines_say(&plain->lines, "Asked; it goes along with the next bundle to the manager.");
    buf_release(&question);
    return STEP_HERE;
}

static const struct plain_row rows[] = {
    {"v n verder volgende next", N_("n next"), N_("The next page"), true, does_next},
    {"t b terug back vorige", N_("b back"), N_("The page before"), true, does_previous},
    {"eerste first", N_("first"), N_("The first page"), false, does_first},
    {"laatste last", N_("last"), N_("The last page"), false, does_last},
    {"f filter", N_("f filter"), N_("Choose which agreements to see: f late team:\"North\""), true,
     does_filter},
    {"z zoek find search", N_("find"), N_("Look for words: find chair; find alone takes them off"),
     true, does_search},
    {"o volgorde order", N_("o order"), N_("Put in order by date, update, person or team"), false,
     does_order},
    {"w weergave view", N_("w view"), N_("The views kept under a name, or the one you name"), false,
     does_view},
    {"bewaar keep", N_("keep"), N_("Keep what is filtered by under a name"), false, does_keep},
    {"vergeet forget", N_("forget"), N_("Forget the view of that name"), false, does_forget},
    {"bron bronnen sources", N_("sources"), N_("Whose bundles came, and whose did not"), false,
     does_sources},
    {"x gedaan done", N_("x done"), N_("What HR was to do is done: x 2"), false, does_done},
    {"l loopt running", N_("l running"), N_("What HR was to do is being done: l 2"), false,
     does_running},
    {"d datum date", N_("d date"), N_("Give what HR was to do another date: d 2 friday"), false,
     does_move},
    {"- vervalt drop", N_("- drop"), N_("What HR was to do is no longer needed: - 2"), false,
     does_drop},
    {"stappen steps", N_("steps"),
     N_("Tell the steps of absences that are due, or of one person: steps and a name"), false,
     plain_does_timeline},
    {"vraag ask", N_("ask"), N_("Ask the manager for an update: ask 2 How does it go?"), false,
     does_ask},
};
static const struct plain_map map = {rows, sizeof rows / sizeof *rows,
                                     N_("a number: all of that agreement"), opens};

/* Whoever else changed something, the page begins where it began. */
static void loop(struct plain *plain)
{
    enum step step = STEP_AGAIN;
    while (step != STEP_STOP && !plain->lines.ended) {
        tell_page(plain);
        if (!plain->asks)
            return;
        step = plain_command(plain, &map);
    }
}

int plain_review(struct desk *desk, const struct review_filter *filter, struct plain_lines *where,
                 struct err *err)
{
    struct plain plain;
    struct looking looking = {.view = {.filter = REVIEW_FILTER_INIT}};
    struct buf text = BUF_INIT;
    plain_open_lines(&plain, desk, where);
    plain.looking = &looking;
    plain.map = &map;
    plain_begin(&plain);
    review_filter_write(filter, &text);
    if (refilter(&plain, text.data))
        loop(&plain);
    buf_release(&text);
    review_page_free(&looking.page);
    review_view_release(&looking.view);
    return plain_close_lines(&plain, where, err);
}
