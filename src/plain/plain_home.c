/* Home: what deserves attention today, numbered through. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/proposal.h"
#include "plain_inside.h"
#include "report/hurdles.h"
#include "store/hurdles.h"
#include "store/interviews.h"
#include "store/standing.h"

/* ---- the lines ------------------------------------------------------------------------------- */

enum kind_of_line {
    LINE_NONE,
    LINE_PROMISE,
    LINE_INTERVIEW,
    LINE_TOUCH,
    LINE_REQUEST, /* of HR's, about an agreement */
    LINE_ANSWER,  /* of HR's, to a question */
    LINE_DUE,     /* a step of an absence */
};

struct line {
    enum kind_of_line kind;
    size_t i; /* which promise, interview or person */
};

/* Conversations that are being prepared come before those left unfinished. */
static size_t nth_interview(const struct today *today, size_t nth)
{
    for (int preparing = 1; preparing >= 0; preparing--)
        for (size_t i = 0; i < today->n_interviews; i++)
            if ((today->interviews[i].stage == STAGE_PREPARING) == preparing && nth-- == 0)
                return i;
    return 0;
}

/* Steps of absences that are told; the rest is a command away. */
static size_t n_dues(const struct today *today)
{
    enum { MOST = 3 };
    return today->n_dues < MOST ? today->n_dues : MOST;
}

/* What stands at a number; LINE_NONE when nothing does. */
static struct line line_at(const struct today *today, size_t number)
{
    size_t i = number - 1;
    if (!number)
        return (struct line){LINE_NONE, 0};
    if (i < today->n_promises)
        return (struct line){LINE_PROMISE, i};
    i -= today->n_promises;
    if (i < today->n_interviews)
        return (struct line){LINE_INTERVIEW, nth_interview(today, i)};
    i -= today->n_interviews;
    if (i < today->n_touches)
        return (struct line){LINE_TOUCH, i};
    i -= today->n_touches;
    if (i < today->n_requests)
        return (struct line){LINE_REQUEST, i};
    i -= today->n_requests;
    if (i < today->n_answers)
        return (struct line){LINE_ANSWER, i};
    i -= today->n_answers;
    return (struct line){i < n_dues(today) ? LINE_DUE : LINE_NONE, i};
}

static void add_promise(const struct plain *plain, struct buf *text, size_t i)
{
    const struct agreement_row *row = &plain->today.promises[i];
    buf_addf(text, "%s. ", row->agreement.what);
    today_add_name(&plain->today, plain->desk, text, &row->person);
    buf_adds(text, ", ");
    plain_add_standing(text, &row->agreement, plain_today(plain), plain_lang(plain));
}

static void add_interview(const struct plain *plain, struct buf *text, size_t i)
{
    const struct interview_row *row = &plain->today.interviews[i];
    today_add_name(&plain->today, plain->desk, text, &row->person);
    buf_adds(text, ", ");
    plain_add_moment(plain, text, row->started_at ? row->started_at : row->at);
    buf_addf(text, ", %s, ", row->guide_title);
    today_add_state(text, row, plain_today(plain), plain_lang(plain));
}

static void add_touch(const struct plain *plain, struct buf *text, size_t i)
{
    const struct touch *touch = &plain->today.touches[i];
    today_add_name(&plain->today, plain->desk, text, &touch->person);
    buf_adds(text, ": ");
    signal_add(text, touch->what, &touch->standing, plain_today(plain), plain_lang(plain));
}

static void add_request(const struct plain *plain, struct buf *text, size_t i)
{
    const struct request_row *row = &plain->today.requests[i];
    buf_addf(text, "%s. ", row->about.agreement.what);
    today_add_name(&plain->today, plain->desk, text, &row->about.person);
    buf_adds(text, ", ");
    if (*row->request.question)
        buf_addf(text, tr(plain_lang(plain), "HR asks: %s"), row->request.question);
    else
        buf_adds(text, tr(plain_lang(plain), "HR asks how it stands."));
}

static void add_answer(const struct plain *plain, struct buf *text, size_t i)
{
    buf_addf(text, tr(plain_lang(plain), "Answer to your question \"%s\""),
             plain->today.answers[i].question);
}

static void add_due(const struct plain *plain, struct buf *text, size_t i)
{
    plain_add_due(plain, text, &plain->today.dues[i]);
}

static void tell_line(struct plain *plain, size_t number)
{
    static void (*const add[])(const struct plain *, struct buf *, size_t) = {
        [LINE_PROMISE] = add_promise, [LINE_INTERVIEW] = add_interview, [LINE_TOUCH] = add_touch,
        [LINE_REQUEST] = add_request, [LINE_ANSWER] = add_answer,       [LINE_DUE] = add_due,
    };
    struct line line = line_at(&plain->today, number);
    struct buf text = BUF_INIT;
    assert(line.kind != LINE_NONE);
    add[line.kind](plain, &text, line.i);
    if (!text.len || !strchr(".?!", text.data[text.len - 1]))
        buf_addc(&text, '.');
    plain_tell(plain, number, text.data, NULL);
    buf_release(&text);
}

/* Lines from *number on, under a heading; nothing when there are none. */
static void tell_block(struct plain *plain, const char *heading, size_t n, size_t *number)
{
    if (n)
        lines_put(&plain->lines, tr(plain_lang(plain), heading));
    for (; n; n--)
        tell_line(plain, (*number)++);
}

/* That there are more than were told. */
static void tell_more(struct plain *plain, bool more, const char *words)
{
    if (more)
        lines_put(&plain->lines, tr(plain_lang(plain), words));
}

static void tell_dues(struct plain *plain, size_t *number)
{
    const struct today *today = &plain->today;
    tell_block(plain, N_("Steps of absences:"), n_dues(today), number);
    if (today->more.dues)
        lines_say(&plain->lines, "And more: steps tells them.");
    else if (today->n_dues > n_dues(today))
        lines_say(&plain->lines, "And %zu more: steps tells them.", today->n_dues - n_dues(today));
}

static void tell_count(struct plain *plain)
{
    struct buf text = BUF_INIT;
    today_add_promises(&text, &plain->today, plain_today(plain), plain_lang(plain));
    if (text.len)
        lines_put(&plain->lines, text.data);
    buf_release(&text);
}

static size_t count_preparing(const struct today *today)
{
    size_t n = 0;
    for (size_t i = 0; i < today->n_interviews; i++)
        n += today->interviews[i].stage == STAGE_PREPARING;
    return n;
}

static void tell_today(struct plain *plain)
{
    const struct today *today = &plain->today;
    size_t number = 1, preparing = count_preparing(today);
    struct buf day = BUF_INIT;
    day_add_long(&day, plain_today(plain), plain_lang(plain));
    lines_say(&plain->lines, "Today, %s.", day.data);
    buf_release(&day);
    tell_block(plain, N_("Your promises:"), today->n_promises, &number);
    tell_more(plain, today->more.promises, today_more_promises);
    tell_block(plain, N_("Conversations:"), preparing, &number);
    tell_block(plain, N_("Still to finish:"), today->n_interviews - preparing, &number);
    tell_more(plain, today->more.interviews, today_more_interviews);
    tell_block(plain, N_("Get in touch?"), today->n_touches, &number);
    tell_more(plain, today->more.people, today_more_people);
    tell_block(plain, N_("From HR:"), today->n_requests + today->n_answers, &number);
    tell_more(plain, today->more.requests, today_more_requests);
    tell_more(plain, today->more.answers, today_more_answers);
    tell_dues(plain, &number);
    if (number == 1)
        lines_put(&plain->lines, today->begun
                                     ? tr(plain_lang(plain), "Nothing is waiting for you.")
                                     : tr(plain_lang(plain), "There is nothing here yet. n "
                                                             "prepares a conversation."));
    tell_count(plain);
}

/* ---- a new conversation ---------------------------------------------------------------------- */

/* The kinds there are, the one that fits first with why. */
static void tell_guides(struct plain *plain, const struct guide *const *guides, size_t n,
                        const struct proposal *proposal)
{
    struct buf why = BUF_INIT;
    proposal_add_why(&why, proposal, plain_today(plain), plain_lang(plain));
    lines_say(&plain->lines, "What kind of conversation will it be?");
    for (size_t i = 0; i < n; i++)
        plain_tell(plain, i + 1, guides[i]->title, i == 0 && why.len ? why.data : NULL);
    buf_release(&why);
}

/* The guide to hold it with, the one that fits for an empty line; NULL when none was chosen. */
static const struct guide *choose_guide(struct plain *plain, const struct standing *standing)
{
    size_t n, number = 1;
    struct proposal proposal = proposal_of(standing, plain_today(plain));
    const struct guide **guides =
        proposal_offered(&proposal, plain->desk->shelf, plain_lang(plain), &n);
    const struct guide *guide = NULL;
    if (!n)
        lines_say(&plain->lines, "There is no guide within reach; see `gesprek guide list`.");
    if (n > 1)
        tell_guides(plain, guides, n, &proposal);
    if (n == 1 || (n && plain_ask_number_or_first(plain, tr(plain_lang(plain), "Number"), n,
                                                  &number) == REPLY_TEXT))
        guide = guides[number - 1];
    free(guides);
    return guide;
}

static enum step begin(struct plain *plain, const char *name)
{
    struct err err = ERR_INIT(plain_lang(plain));
    char id[UUID_SIZE];
    int64_t at = 0;
    struct standing standing;
    if (standing_of(plain->desk->store, name, plain_today(plain), &standing, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    const struct guide *guide = choose_guide(plain, &standing);
    if (guide)
        plain_say_audience(plain, AUDIENCE_NAME);
    if (!guide || plain_ask_moment(plain, tr(plain_lang(plain), "When is the conversation"), 0, 0,
                                   &at) == REPLY_LEFT)
        return STEP_HERE;
    if (desk_begin(plain->desk, name, guide, at, id, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    return plain_open(plain, id);
}

/* Goes on with what is under way with this person, else begins. */
static enum step talk_with(struct plain *plain, const char *name)
{
    struct err err = ERR_INIT(plain_lang(plain));
    char unfinished[UUID_SIZE];
    if (interviews_unfinished_of(plain->desk->store, name, unfinished, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    if (!*unfinished)
        return begin(plain, name);
    lines_say(&plain->lines, "There was a conversation under way with this person.");
    return plain_open(plain, unfinished);
}

/* Who stands there is known. */
static enum step talk_with_touch(struct plain *plain, const char *name)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (!store_need_write(plain->desk->store, &err))
        return talk_with(plain, name);
    plain_trouble(plain, &err);
    return STEP_HERE;
}

static enum step find_and_talk(struct plain *plain, const char *typed)
{
    struct buf name = BUF_INIT;
    enum step step = STEP_HERE;
    if (plain_find_whom(plain, typed, true, &name))
        step = talk_with(plain, name.data);
    buf_release(&name);
    return step;
}

static enum step does_new(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    if (store_need_write(plain->desk->store, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    if (!*rest)
        plain_say_audience(plain, AUDIENCE_NAME);
    if (!*rest &&
        plain_ask(plain, tr(err.lang, "Who do you want to talk with"), HINT_NONE) != REPLY_TEXT)
        return STEP_HERE;
    return find_and_talk(plain, *rest ? rest : plain->lines.line.data);
}

/* ---- opening, settling ----------------------------------------------------------------------- */

static enum step no_such_number(struct plain *plain)
{
    lines_say(&plain->lines, "There is nothing at that number.");
    return STEP_HERE;
}

static enum step does_open(struct plain *plain, size_t number)
{
    struct line line = line_at(&plain->today, number);
    switch (line.kind) {
    case LINE_PROMISE:
        return plain_agree_elsewhere(plain, &plain->today.promises[line.i].agreement);
    case LINE_INTERVIEW:
        return plain_open(plain, plain->today.interviews[line.i].id);
    case LINE_TOUCH:
        return talk_with_touch(plain, plain->today.touches[line.i].person.name);
    case LINE_REQUEST:
        return plain_agree_elsewhere(plain, &plain->today.requests[line.i].about.agreement);
    case LINE_ANSWER:
        plain_spar_open(plain, plain->today.answers[line.i].id);
        return STEP_HERE;
    case LINE_DUE:
        return plain_see_timeline(plain, plain->today.dues[line.i].person.id);
    case LINE_NONE:
        break;
    }
    return no_such_number(plain);
}

static enum step settle(struct plain *plain, enum status status, const char *rest)
{
    size_t number = plain_number(&rest);
    struct line line = line_at(&plain->today, number);
    if (!number)
        lines_say(&plain->lines, "Which promise? Give its number too, such as x 2.");
    if (!number)
        return STEP_HERE;
    if (line.kind == LINE_NONE)
        return no_such_number(plain);
    if (line.kind != LINE_PROMISE && line.kind != LINE_REQUEST) {
        lines_say(&plain->lines, "There is no promise at that number.");
        return STEP_HERE;
    }
    const struct agreement *agreement = line.kind == LINE_REQUEST
                                            ? &plain->today.requests[line.i].about.agreement
                                            : &plain->today.promises[line.i].agreement;
    return plain_settle(plain, agreement, status, rest, true) ? STEP_AGAIN : STEP_HERE;
}

static enum step does_done(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_DONE, rest);
}

static enum step does_running(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_RUNNING, rest);
}

static enum step does_date(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_CHANGED, rest);
}

static enum step does_drop(struct plain *plain, const char *rest)
{
    return settle(plain, STATUS_DROPPED, rest);
}

static enum step does_news(struct plain *plain, const char *rest)
{
    struct line line = line_at(&plain->today, plain_number(&rest));
    if (line.kind == LINE_REQUEST)
        return plain_tell_news(plain, &plain->today.requests[line.i], rest) ? STEP_AGAIN
                                                                            : STEP_HERE;
    lines_say(&plain->lines, "HR asks nothing at that number.");
    return STEP_HERE;
}

static enum step does_today(struct plain *plain, const char *rest)
{
    (void)plain, (void)rest;
    return STEP_AGAIN;
}

/* ---- earlier conversations ------------------------------------------------------------------- */

struct past {
    struct interview_row *rows;
    size_t n;
    size_t *found; /* those that hold the words, as indexes */
    size_t n_found;
};

static bool holds(const struct interview_row *row, const char *words)
{
    struct buf text = BUF_INIT, folded = BUF_INIT, wanted = BUF_INIT;
    buf_addf(&text, "%s %s %s", row->person.name, row->person.team, row->guide_title);
    utf8_fold(&folded, text.data, text.len);
    utf8_fold(&wanted, words, strlen(words));
    bool found = strstr(folded.data, wanted.data) != NULL;
    buf_release(&text);
    buf_release(&folded);
    buf_release(&wanted);
    return found;
}

static void tell_past(struct plain *plain, const struct interview_row *row, size_t number)
{
    enum lang lang = plain_lang(plain);
    struct buf text = BUF_INIT;
    int64_t at = row->started_at ? row->started_at : row->at ? row->at : row->created_at;
    desk_add_name(plain->desk, &text, &row->person);
    buf_adds(&text, ", ");
    day_add_short(&text, clock_day(at), plain_today(plain), lang);
    buf_addf(&text, ", %s, ", row->guide_title);
    if (row->agreements) {
        buf_addf(&text, trn(lang, row->agreements, "%d agreement", "%d agreements"),
                 row->agreements);
        buf_adds(&text, ", ");
    }
    buf_addf(&text, "%s.", stage_word(row->stage, lang));
    plain_tell(plain, number, text.data, NULL);
    buf_release(&text);
}

static enum step choose_past(struct plain *plain, struct past *past, const char *words)
{
    size_t number;
    past->found = mem_zero(past->n + 1, sizeof *past->found);
    for (size_t i = 0; i < past->n; i++)
        if (holds(&past->rows[i], words))
            past->found[past->n_found++] = i;
    for (size_t i = 0; i < past->n_found; i++)
        tell_past(plain, &past->rows[past->found[i]], i + 1);
    if (!past->n_found)
        lines_put(&plain->lines, past->n ? tr(plain_lang(plain), "Nothing was found by that name.")
                                         : tr(plain_lang(plain), "No conversations yet."));
    if (!past->n_found || plain_ask_number(plain, tr(plain_lang(plain), "Open number"),
                                           past->n_found, false, &number) != REPLY_TEXT)
        return STEP_HERE;
    return plain_open(plain, past->rows[past->found[number - 1]].id);
}

static enum step does_find(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct past past = {.rows = NULL};
    enum step step = STEP_HERE;
    if (interviews_list(plain->desk->store, 0, &past.rows, &past.n, &err))
        plain_trouble(plain, &err);
    else
        step = choose_past(plain, &past, rest);
    interview_rows_free(past.rows, past.n);
    free(past.found);
    return step;
}

static enum step does_hurdles(struct plain *plain, const char *rest)
{
    struct err err = ERR_INIT(plain_lang(plain));
    struct hurdles hurdles;
    struct buf text = BUF_INIT;
    (void)rest;
    if (hurdles_load(plain->desk, &hurdles, &err)) {
        plain_trouble(plain, &err);
        return STEP_HERE;
    }
    hurdles_add_lines(&text, &hurdles, plain_lang(plain));
    lines_put_made(&plain->lines, &text);
    hurdles_release(&hurdles);
    buf_release(&text);
    return STEP_HERE;
}

/* ---- the step -------------------------------------------------------------------------------- */

static const struct plain_row rows[] = {
    {"n nieuw new", N_("n new conversation"), N_("Prepare a conversation: n and a name"), true,
     does_new},
    {"x gedaan done", N_("x done"), N_("The promise with that number is done: x 2"), true,
     does_done},
    {"l loopt running", N_("l being done"), N_("It is being done: l 2"), false, does_running},
    {"d datum date", N_("d another date"), N_("It gets another date: d 2 friday"), false,
     does_date},
    {"- vervalt vervallen drop dropped", N_("- dropped"), N_("It is no longer needed: - 2"), false,
     does_drop},
    {"m meld meldt tell", N_("m tell HR"),
     N_("Tell HR how it stands with what it asks about: m 5 and a few words"), false, does_news},
    {"z f zoek find search", N_("f find"), N_("Find an earlier conversation: f and a name"), true,
     does_find},
    {"a afwezig absence", N_("a absence"),
     N_("Write down a sick report, or that somebody is back: a and a name"), false,
     plain_does_absence},
    {"dienst service", N_("service"), N_("Say when somebody was in service: service and a name"),
     false, plain_does_service},
    {"stappen steps tijdlijn timeline", N_("steps"),
     N_("Tell the steps of absences that are due, or of one person: steps and a name"), false,
     plain_does_timeline},
    {"o oefen oefenen practise practice", N_("practise"),
     N_("Practise a hard conversation; nothing is kept"), false, plain_does_practise},
    {"drempels hurdles", N_("hurdles"), N_("Tell what you found hard, over time; only for you"),
     false, does_hurdles},
    {"v vandaag today", N_("today"), N_("Tell today again"), false, does_today},
};
const struct plain_map plain_home_map = {rows, sizeof rows / sizeof *rows,
                                         N_("A number opens what stands there."), does_open};

enum step plain_home(struct plain *plain)
{
    struct err err = ERR_INIT(plain_lang(plain));
    plain->map = &plain_home_map;
    desk_put_away(&plain->dossier);
    plain_place(plain, "home", "");
    if (today_load(&plain->today, plain->desk, &err)) {
        plain_trouble(plain, &err);
        return STEP_STOP;
    }
    tell_today(plain);
    return plain->asks ? plain_command(plain, &plain_home_map) : STEP_STOP;
}
