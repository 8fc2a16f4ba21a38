/*
 * home (Vandaag): the manager's own promises first, late ones on top; conversations planned or
 * unfinished; people to get in touch with, each with one reason; what HR asks for and answered.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "domain/proposal.h"
#include "report/sentence.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "screens/whom.h"
#include "store/agreements.h"
#include "store/settle.h"
#include "store/standing.h"
#include "store/today.h"
#include "ui/list.h"

#define NARROW 76 /* below this many columns something is left out */

/* ---- keys ------------------------------------------------------------------------------------ */

enum {
    HOME_FIND = COMMAND_OWN,
    HOME_PRACTICE,
    HOME_STOP,
    HOME_PERSON,
    HOME_SPAR,
    HOME_REVIEW,
    HOME_INSIGHT,
    HOME_NEW = COMMAND_WRITES,
    HOME_DONE,
    HOME_RUNNING,
    HOME_MOVE,
    HOME_DROP,
    HOME_RENAME,
    HOME_TEAM,
    HOME_CODE,
    HOME_ABSENCE,
    HOME_NO_NEWS,
};

enum {
    TAG_NAME = 1,
    TAG_WHO,
    TAG_GUIDE,
    TAG_DATE,
    TAG_RENAME,
    TAG_TEAM,
    TAG_CODE,
    TAG_ABSENT,
    TAG_WHO_ABSENT,
    TAG_NEWS,
};

static const struct key_row key_rows[] = {
    {"<Enter>", COMMAND_OPEN, N_("Open"), N_("Open what is selected"), 60},
    {"n", HOME_NEW, N_("New conversation"), N_("Prepare a new conversation"), 75},
    {"x <Space>", HOME_DONE, N_("Mark done"), N_("The selected promise is done"), 55},
    {"l", HOME_RUNNING, NULL, N_("The selected promise is being done"), 0},
    {"d", HOME_MOVE, N_("Other date"), N_("Give the selected promise another date"), 30},
    {"-", HOME_DROP, NULL, N_("The selected promise is no longer needed"), 0},
    {"/ <F3>", HOME_FIND, N_("Find"), N_("Find an earlier conversation"), 40},
    {"t", HOME_PRACTICE, N_("Practise"), N_("Practise a hard conversation; nothing is kept"), 35},
    {"i", HOME_INSIGHT, NULL, N_("See figures about all conversations together"), 0},
    {"A", HOME_ABSENCE, N_("Absence"), N_("Write down a sick report, or that somebody is back"),
     34},
    {"", HOME_RENAME, NULL, N_("Correct the name of the selected person"), 0},
    {"", HOME_TEAM, NULL, N_("Say which team the selected person is in"), 0},
    {"", HOME_CODE, NULL, N_("Show a code in place of the selected person's name"), 0},
    {"", HOME_REVIEW, NULL, N_("HR: look back on what was agreed"), 0},
    {"", HOME_PERSON, NULL, N_("All about the selected person: keep, export, erase"), 0},
    {"c", HOME_NO_NEWS, NULL, N_("Tell HR how the selected agreement stands"), 0},
    {"s", HOME_SPAR, N_("Sparring"), N_("Spar with HR: questions and answers"), 33},
    {"q", HOME_STOP, N_("Stop"), N_("Stop; everything is saved"), 85},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* ---- what it shows --------------------------------------------------------------------------- */

enum row_kind {
    ROW_BLANK,
    ROW_HEADING,
    ROW_PROMISE,
    ROW_PLANNED,
    ROW_UNFINISHED,
    ROW_TOUCH,
    ROW_REQUEST, /* of HR's, about an agreement */
    ROW_ANSWER,  /* of HR's, to a question */
};

struct home_row {
    enum row_kind kind;
    size_t i;            /* which promise, interview or person */
    const char *heading; /* ROW_HEADING, in English */
};

/* Columns of a row: text, of a conversation with its title behind it, then the name, then when. */
struct columns {
    int text, title, name, when, end;
};

struct home {
    struct screen screen;
    struct today today;
    struct home_row *rows;
    size_t n_rows;
    struct list list;
    int page;
    struct columns at;           /* as drawn last */
    char *name;                  /* of the conversation being begun */
    struct whom whom;            /* who may be meant by it */
    const struct guide **guides; /* to choose from while beginning */
    size_t n_guides;
};

static int today_of(const struct home *home)
{
    return clock_today(&home->screen.desk->clock);
}

static bool selectable(const struct home_row *row)
{
    return row->kind > ROW_HEADING;
}

static const struct home_row *selected(const struct home *home)
{
    const struct home_row *row = home->n_rows ? &home->rows[home->list.selected] : NULL;
    return row && selectable(row) ? row : NULL;
}

static const struct request_row *selected_request(const struct home *home)
{
    const struct home_row *row = selected(home);
    return row && row->kind == ROW_REQUEST ? &home->today.requests[row->i] : NULL;
}

/* The agreement to settle: a promise, or what HR asks about. */
static const struct agreement_row *selected_promise(const struct home *home)
{
    const struct home_row *row = selected(home);
    const struct request_row *request = selected_request(home);
    if (request)
        return &request->about;
    return row && row->kind == ROW_PROMISE ? &home->today.promises[row->i] : NULL;
}

/* Whom a row is about; NULL for a heading. */
static const struct person *person_of(const struct home *home, const struct home_row *row)
{
    if (!row || !selectable(row) || row->kind == ROW_ANSWER)
        return NULL;
    if (row->kind == ROW_PROMISE)
        return &home->today.promises[row->i].person;
    if (row->kind == ROW_REQUEST)
        return &home->today.requests[row->i].about.person;
    return row->kind == ROW_TOUCH ? &home->today.touches[row->i].person
                                  : &home->today.interviews[row->i].person;
}

static const struct person *selected_person(const struct home *home)
{
    return person_of(home, selected(home));
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome ask_name(struct home *home, const char *name)
{
    enum lang lang = home->screen.desk->lang;
    struct ask ask = {
        .tag = TAG_NAME,
        .kind = ASK_TEXT,
        .question = tr(lang, "Who do you want to talk with?"),
        .hint = tr(lang, "The name as you know it. On screen it is shown as initials."),
        .text = name,
        .anew = true,
        .max = PERSON_NAME_MAX,
        .fault = person_name_fault,
    };
    struct err err = ERR_INIT(lang);
    if (store_need_write(home->screen.desk->store, &err))
        return outcome_err(&err);
    return outcome_open(ask_open(home->screen.desk, &ask));
}

static struct outcome begin(struct home *home, const struct guide *guide)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    char id[UUID_SIZE];
    if (desk_begin(desk, home->name, guide, 0, id, &err))
        return outcome_err(&err);
    return (struct outcome){.act = ACT_INTERVIEW, .text = mem_copy(id)};
}

/* The kinds there are, the one that fits first with why. */
static struct outcome ask_guide(struct home *home, const struct proposal *proposal)
{
    enum lang lang = home->screen.desk->lang;
    struct buf why = BUF_INIT;
    const char **options = mem_zero(home->n_guides, sizeof *options);
    for (size_t i = 0; i < home->n_guides; i++)
        options[i] = home->guides[i]->title;
    struct ask ask = {
        .tag = TAG_GUIDE,
        .kind = ASK_CHOICE,
        .question = tr(lang, "What kind of conversation will it be?"),
        .options = options,
        .n = home->n_guides,
    };
    proposal_add_why(&why, proposal, today_of(home), lang);
    ask.aside = why.data;
    struct screen *screen = ask_open(home->screen.desk, &ask);
    free(options);
    buf_release(&why);
    return outcome_open(screen);
}

static struct outcome choose_guide(struct home *home)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    struct standing standing;
    if (standing_of(desk->store, home->name, today_of(home), &standing, &err))
        return outcome_err(&err);
    struct proposal proposal = proposal_of(&standing, today_of(home));
    free(home->guides);
    home->guides = proposal_offered(&proposal, desk->shelf, desk->lang, &home->n_guides);
    if (!home->n_guides)
        return outcome_say(
            "%s", tr(desk->lang, "There is no guide within reach; see `gesprek guide list`."));
    return home->n_guides == 1 ? begin(home, home->guides[0]) : ask_guide(home, &proposal);
}

/* Begins with the person of that name, or goes on with what was not finished. */
static struct outcome begin_with(struct home *home, const char *name)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    char unfinished[UUID_SIZE];
    mem_replace(&home->name, name);
    if (interviews_unfinished_of(desk->store, name, unfinished, &err))
        return outcome_err(&err);
    if (!*unfinished)
        return choose_guide(home);
    struct outcome outcome =
        outcome_say("%s", tr(desk->lang, "There was a conversation under way with this person."));
    outcome.act = ACT_INTERVIEW;
    outcome.text = mem_copy(unfinished);
    return outcome;
}

static struct outcome named(struct home *home, const char *name)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    if (whom_look(&home->whom, home->screen.desk, name, &err))
        return outcome_err(&err);
    return home->whom.n > 1 ? whom_ask(&home->whom, home->screen.desk, TAG_WHO)
                            : begin_with(home, name);
}

static struct outcome settle(struct home *home, enum status status, int due)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    const struct agreement_row *row = selected_promise(home);
    if (!row)
        return outcome_nothing();
    struct buf said = BUF_INIT;
    buf_addf(&said, tr(desk->lang, "Settled: \"%s\". Ctrl-Z takes it back."), row->agreement.what);
    struct outcome outcome = outcome_say("%s", said.data);
    buf_release(&said);
    if (settle_promise(desk->store, &row->agreement, status, due, NULL, &err) ||
        home->screen.ops->refresh(&home->screen, &err))
        return outcome_err(&err);
    return outcome;
}

static struct outcome ask_date(struct home *home)
{
    enum lang lang = home->screen.desk->lang;
    const struct agreement_row *row = selected_promise(home);
    struct ask ask = {
        .tag = TAG_DATE,
        .kind = ASK_DAY,
        .question = tr(lang, "When will you do it instead?"),
        .hint = tr(lang, "For instance: friday, in 2 weeks, week 50, 15-12. The old date stays in "
                         "the history."),
        .day = row->agreement.due,
    };
    return outcome_open(ask_open(home->screen.desk, &ask));
}

static struct outcome ask_about_person(struct home *home, int tag, const char *question,
                                       const char *text)
{
    struct ask ask = {
        .tag = tag,
        .kind = ASK_TEXT,
        .question = tr(home->screen.desk->lang, question),
        .text = text,
        .max = PERSON_NAME_MAX,
        .blank = tag != TAG_RENAME,
        .fault = person_name_fault,
    };
    return outcome_open(ask_open(home->screen.desk, &ask));
}

/* Stores what was answered about the selected person: the name, the team or the code. */
static struct outcome put_right(struct home *home, int tag, const char *text)
{
    static const char *const words[] = {
        [TAG_RENAME] = N_("name corrected"),
        [TAG_TEAM] = N_("team changed"),
        [TAG_CODE] = N_("code changed"),
    };
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    const struct person *person = selected_person(home);
    struct deed deed = deed_of(words[tag], "");
    if (!person ||
        interviews_rename_person(desk->store, person->id, tag == TAG_RENAME ? text : person->name,
                                 tag == TAG_TEAM ? text : person->team,
                                 tag == TAG_CODE ? text : person->code, &deed, &err))
        return outcome_err(&err);
    return outcome_redraw();
}

static struct outcome see_insight(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = insight_open(home->screen.desk, &err);
    return outcome_try(screen, &err);
}

/* ---- what HR wants to know, and what it said --------------------------------------------------
 */

static void add_request(struct buf *buf, const struct request *request, enum lang lang)
{
    if (*request->question)
        buf_addf(buf, tr(lang, "HR asks: %s"), request->question);
    else
        buf_adds(buf, tr(lang, "HR asks how it stands."));
}

static struct outcome ask_news(struct home *home)
{
    enum lang lang = home->screen.desk->lang;
    struct buf question = BUF_INIT;
    add_request(&question, &selected_request(home)->request, lang);
    struct ask ask = {
        .tag = TAG_NEWS,
        .kind = ASK_TEXT,
        .question = question.data,
        .hint = tr(lang, "HR and the employee may read it; no medical reason. Empty says that "
                         "there is no news yet."),
        .max = AGREEMENT_FOLLOW_UP_MAX,
        .blank = true,
    };
    struct screen *screen = ask_open(home->screen.desk, &ask);
    buf_release(&question);
    return outcome_open(screen);
}

static struct outcome tell_news(struct home *home, const char *text)
{
    struct desk *desk = home->screen.desk;
    struct err err = ERR_INIT(desk->lang);
    const struct request_row *row = selected_request(home);
    if (!row)
        return outcome_redraw();
    struct deed deed = deed_of(N_("HR told about \"%s\""), row->about.agreement.what);
    if (requests_answer(desk->store, row->request.agreement, text, &deed, &err) ||
        home->screen.ops->refresh(&home->screen, &err))
        return outcome_err(&err);
    return outcome_say("%s", tr(desk->lang, "Kept. It goes along with the next bundle to HR."));
}

static struct outcome open_sparring(struct home *home, const char *thread)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = sparring_open(home->screen.desk, SIDE_MANAGER, NULL, thread, &err);
    return outcome_try(screen, &err);
}

static struct outcome open_agreement(struct home *home, const struct agreement *agreement)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen =
        agree_open(home->screen.desk, agreement->interview, agreement->id, NULL, &err);
    return outcome_try(screen, &err);
}

/* ---- the rest of the commands -----------------------------------------------------------------
 */

static struct outcome open_selected(struct home *home)
{
    const struct home_row *row = selected(home);
    if (!row)
        return outcome_nothing();
    if (row->kind == ROW_TOUCH)
        return ask_name(home, home->today.touches[row->i].person.name);
    if (row->kind == ROW_PROMISE || row->kind == ROW_REQUEST)
        return open_agreement(home, &selected_promise(home)->agreement);
    if (row->kind == ROW_ANSWER)
        return open_sparring(home, home->today.answers[row->i].id);
    return (struct outcome){.act = ACT_INTERVIEW,
                            .text = mem_copy(home->today.interviews[row->i].id)};
}

static struct outcome open_past(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = past_open(home->screen.desk, &err);
    return outcome_try(screen, &err);
}

static struct outcome open_review(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    return outcome_try(review_open(home->screen.desk, false, NULL, &err), &err);
}

static struct outcome ask_absent(struct home *home)
{
    enum lang lang = home->screen.desk->lang;
    const struct person *person = selected_person(home);
    struct ask ask = {
        .tag = TAG_ABSENT,
        .kind = ASK_TEXT,
        .question = tr(lang, "Whose absence is it?"),
        .hint = tr(lang, "The name as you know it. On screen it is shown as initials."),
        .text = person ? person->name : "",
        .anew = true,
        .max = PERSON_NAME_MAX,
        .fault = person_name_fault,
    };
    return outcome_open(ask_open(home->screen.desk, &ask));
}

static struct outcome open_absent(struct home *home, const char *name)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    return outcome_try(absence_screen_open(home->screen.desk, name, &err), &err);
}

/* Somebody meant by the typed name, or the question who is. */
static struct outcome absent(struct home *home, const char *name)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    if (whom_look(&home->whom, home->screen.desk, name, &err))
        return outcome_err(&err);
    return home->whom.n > 1 ? whom_ask(&home->whom, home->screen.desk, TAG_WHO_ABSENT)
                            : open_absent(home, name);
}

static struct outcome open_person(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = person_open(home->screen.desk, selected_person(home)->id, &err);
    return outcome_try(screen, &err);
}

static struct outcome home_command(struct screen *screen, int command, int argument)
{
    struct home *home = (struct home *)screen;
    switch (command) {
    case COMMAND_SELECT:
        list_select(&home->list, (size_t)argument);
        return outcome_redraw();
    case COMMAND_OPEN:
        return open_selected(home);
    case HOME_NEW:
        return ask_name(home, "");
    case HOME_FIND:
        return open_past(home);
    case HOME_ABSENCE:
        return ask_absent(home);
    case HOME_PRACTICE:
        return outcome_open(practice_open(screen->desk));
    case HOME_DONE:
        return settle(home, STATUS_DONE, DAY_NONE);
    case HOME_RUNNING:
        return settle(home, STATUS_RUNNING, DAY_NONE);
    case HOME_MOVE:
        return ask_date(home);
    case HOME_DROP:
        return settle(home, STATUS_DROPPED, DAY_NONE);
    case HOME_RENAME:
        return ask_about_person(home, TAG_RENAME, N_("What is the right name?"),
                                selected_person(home)->name);
    case HOME_TEAM:
        return ask_about_person(home, TAG_TEAM, N_("Which team?"), selected_person(home)->team);
    case HOME_CODE:
        return ask_about_person(home, TAG_CODE, N_("Which code shall stand for the name?"),
                                selected_person(home)->code);
    case HOME_REVIEW:
        return open_review(home);
    case HOME_INSIGHT:
        return see_insight(home);
    case HOME_PERSON:
        return open_person(home);
    case HOME_NO_NEWS:
        return ask_news(home);
    case HOME_SPAR:
        return open_sparring(home, NULL);
    case HOME_STOP:
        return outcome_act(ACT_QUIT);
    default:
        return outcome_nothing();
    }
}

static bool home_can(const struct screen *screen, int command)
{
    const struct home *home = (const struct home *)screen;
    switch (command) {
    case COMMAND_BACK: /* there is nothing behind home */
        return false;
    case COMMAND_OPEN:
        return selected(home) != NULL;
    case HOME_RENAME:
    case HOME_TEAM:
    case HOME_CODE:
    case HOME_PERSON:
        return selected_person(home) != NULL;
    case HOME_NO_NEWS:
        return selected_request(home) != NULL;
    case HOME_DONE:
    case HOME_RUNNING:
    case HOME_MOVE:
    case HOME_DROP:
        return selected_promise(home) != NULL;
    default:
        return true;
    }
}

static struct outcome home_resume(struct screen *screen, const struct reply *reply)
{
    struct home *home = (struct home *)screen;
    if (!reply->given)
        return outcome_redraw();
    switch (reply->tag) {
    case TAG_NAME:
        return named(home, reply->text);
    case TAG_WHO:
        return begin_with(home, home->whom.names[reply->choice]);
    case TAG_ABSENT:
        return absent(home, reply->text);
    case TAG_WHO_ABSENT:
        return open_absent(home, home->whom.names[reply->choice]);
    case TAG_GUIDE:
        return begin(home, home->guides[reply->choice]);
    case TAG_DATE:
        return reply->day == DAY_NONE ? outcome_redraw() : settle(home, STATUS_CHANGED, reply->day);
    case TAG_NEWS:
        return tell_news(home, reply->text);
    case TAG_RENAME:
    case TAG_TEAM:
    case TAG_CODE:
        return put_right(home, reply->tag, reply->text);
    default:
        return outcome_redraw();
    }
}

/* Headings and blank lines are passed over, in the direction of the key. */
static void skip_headings(struct home *home, size_t from)
{
    bool up = home->list.selected < from;
    size_t at = home->list.selected;
    while (at < home->n_rows && !selectable(&home->rows[at])) {
        if (up && at == 0)
            up = false;
        at += up ? (size_t)-1 : 1;
    }
    if (at >= home->n_rows) /* nothing further down */
        at = from;
    list_select(&home->list, at);
}

static struct outcome home_press(struct screen *screen, const struct key *key)
{
    struct home *home = (struct home *)screen;
    size_t from = home->list.selected;
    if (!list_key(&home->list, key, (size_t)(home->page > 0 ? home->page : 1)))
        return outcome_nothing();
    skip_headings(home, from);
    return outcome_redraw();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void add_when_due(struct buf *buf, const struct agreement *agreement, int today,
                         enum lang lang)
{
    sentence_add_due(buf, agreement, today, lang);
    if (agreement_late(agreement, today))
        buf_addf(buf, "  ! %s", tr(lang, "late"));
}

static void add_state(struct buf *buf, const struct interview_row *row, enum lang lang)
{
    if (row->stage == STAGE_PREPARING && row->prepared == 0)
        buf_adds(buf, tr(lang, "not prepared yet"));
    else if (row->stage == STAGE_PREPARING)
        buf_addf(buf, trn(lang, row->prepared, "%d thing prepared", "%d things prepared"),
                 row->prepared);
    else if (row->incomplete)
        buf_addf(buf,
                 trn(lang, row->incomplete, "%d agreement without a date",
                     "%d agreements without a date"),
                 row->incomplete);
    else
        buf_adds(buf, stage_word(row->stage, lang));
}

static void add_moment(struct buf *buf, const struct interview_row *row, int today, enum lang lang)
{
    int64_t at = row->started_at ? row->started_at : row->at;
    int hour, minute;
    if (!at) {
        buf_adds(buf, tr(lang, "not planned"));
        return;
    }
    clock_time(at, &hour, &minute);
    day_add_short(buf, clock_day(at), today, lang);
    buf_addf(buf, " %02d:%02d", hour, minute);
}

static int wider(int columns, const struct buf *buf)
{
    int own = utf8_columns(buf->data, buf->len);
    return own > columns ? own : columns;
}

/* The columns that the widest moment, the widest name and the widest "when" take. */
static void measure(const struct home *home, int *moment, int *name, int *when)
{
    const struct desk *desk = home->screen.desk;
    struct buf buf = BUF_INIT;
    *moment = *name = *when = 0;
    for (size_t i = 0; i < home->n_rows; i++) {
        const struct home_row *row = &home->rows[i];
        const struct person *person = person_of(home, row);
        if (!person)
            continue;
        buf_clear(&buf);
        desk_add_name(desk, &buf, person);
        *name = wider(*name, &buf);
        buf_clear(&buf);
        if (row->kind == ROW_PROMISE)
            add_when_due(&buf, &home->today.promises[row->i].agreement, today_of(home), desk->lang);
        else if (row->kind == ROW_REQUEST)
            day_add_short(&buf, clock_day(home->today.requests[row->i].request.asked_at),
                          today_of(home), desk->lang);
        else if (row->kind != ROW_TOUCH)
            add_state(&buf, &home->today.interviews[row->i], desk->lang);
        *when = wider(*when, &buf);
        buf_clear(&buf);
        if (row->kind == ROW_PLANNED || row->kind == ROW_UNFINISHED)
            add_moment(&buf, &home->today.interviews[row->i], today_of(home), desk->lang);
        *moment = wider(*moment, &buf);
    }
    buf_release(&buf);
}

/* Name and when take what they need, as long as half is left for what it is about. */
static struct columns lay_out(const struct home *home, const struct frame *frame)
{
    int text = 3, most, name, when, moment;
    int end = frame->columns > 110 ? 108 : frame->columns - 1 - (frame->columns >= NARROW);
    most = (end - text) / 4;
    measure(home, &moment, &name, &when);
    name = name < most ? name : most;
    when = end - (when < 2 * most ? when : 2 * most);
    return (struct columns){.text = text,
                            .title = text + (moment > 16 ? moment + 2 : 18),
                            .name = when - name - 2,
                            .when = when,
                            .end = end};
}

static void draw_promise(struct home *home, struct frame *frame, int row, size_t i,
                         enum style style)
{
    const struct columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct agreement *agreement = &home->today.promises[i].agreement;
    struct buf name = BUF_INIT;
    struct buf when = BUF_INIT;
    bool late = agreement_late(agreement, today_of(home));
    desk_add_name(desk, &name, &home->today.promises[i].person);
    add_when_due(&when, agreement, today_of(home), desk->lang);
    frame_put(frame, row, at.text, 4, agreement->status == STATUS_RUNNING ? "[~]" : "[ ]", style);
    frame_put(frame, row, at.text + 4, at.name - at.text - 5,
              *agreement->what ? agreement->what : tr(desk->lang, "(nothing filled in yet)"),
              style);
    frame_put(frame, row, at.name, at.when - at.name - 2, name.data, style);
    frame_put(frame, row, at.when, at.end - at.when, when.data, late ? STYLE_WARN : style);
    buf_release(&name);
    buf_release(&when);
}

/* What kind of conversation: left out in a narrow window where it would be cut. */
static void draw_title(const struct home *home, struct frame *frame, int row, const char *title,
                       enum style style)
{
    int col = home->at.title, room = home->at.name - 2 - col;
    if (frame->columns >= NARROW || utf8_columns(title, strlen(title)) <= room)
        frame_put(frame, row, col, room, title, style);
}

static void draw_interview(struct home *home, struct frame *frame, int row, size_t i,
                           enum style style)
{
    const struct columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct interview_row *interview = &home->today.interviews[i];
    struct buf text = BUF_INIT;
    struct buf name = BUF_INIT;
    struct buf state = BUF_INIT;
    add_moment(&text, interview, today_of(home), desk->lang);
    frame_put(frame, row, at.text, at.title - at.text - 2, text.data, style);
    draw_title(home, frame, row, interview->guide_title, style);
    desk_add_name(desk, &name, &interview->person);
    add_state(&state, interview, desk->lang);
    frame_put(frame, row, at.name, at.when - at.name - 2, name.data, style);
    frame_put(frame, row, at.when, at.end - at.when, state.data, style);
    buf_release(&text);
    buf_release(&name);
    buf_release(&state);
}

static void draw_touch(struct home *home, struct frame *frame, int row, size_t i, enum style style)
{
    const struct columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct touch *touch = &home->today.touches[i];
    struct buf name = BUF_INIT;
    struct buf text = BUF_INIT;
    desk_add_name(desk, &name, &touch->person);
    signal_add(&text, touch->what, &touch->standing, today_of(home), desk->lang);
    int col = at.text + frame_put(frame, row, at.text, at.when - at.name, name.data, style) + 2;
    col = col > at.text + 14 ? col : at.text + 14;
    frame_put(frame, row, col, at.end - col, text.data, style);
    buf_release(&name);
    buf_release(&text);
}

static void draw_request(struct home *home, struct frame *frame, int row, size_t i,
                         enum style style)
{
    const struct columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct request_row *request = &home->today.requests[i];
    struct buf name = BUF_INIT, when = BUF_INIT;
    desk_add_name(desk, &name, &request->about.person);
    day_add_short(&when, clock_day(request->request.asked_at), today_of(home), desk->lang);
    frame_put(frame, row, at.text, 4, "[?]", style);
    frame_put(frame, row, at.text + 4, at.name - at.text - 5, request->about.agreement.what, style);
    frame_put(frame, row, at.name, at.when - at.name - 2, name.data, style);
    frame_put(frame, row, at.when, at.end - at.when, when.data, style);
    buf_release(&name);
    buf_release(&when);
}

static void draw_answer(struct home *home, struct frame *frame, int row, size_t i, enum style style)
{
    const struct columns at = home->at;
    enum lang lang = home->screen.desk->lang;
    const char *fresh = tr(lang, "new");
    int columns = utf8_columns(fresh, strlen(fresh));
    struct buf text = BUF_INIT;
    buf_addf(&text, tr(lang, "Answer to your question \"%s\""), home->today.answers[i].question);
    frame_put(frame, row, at.text, at.end - at.text - columns - 2, text.data, style);
    frame_put(frame, row, at.end - columns, columns, fresh, style);
    buf_release(&text);
}

static void draw_row(struct home *home, struct frame *frame, int row, size_t i)
{
    const struct home_row *what = &home->rows[i];
    bool here = selectable(what) && i == home->list.selected;
    enum style style = here ? STYLE_FOCUS : STYLE_PLAIN;
    if (here) {
        frame_fill(frame, row, 1, home->at.end - 1, style);
        frame_put(frame, row, 1, 1, ">", style);
        frame_cursor(frame, row, 1);
    }
    if (what->kind == ROW_HEADING)
        frame_put(frame, row, 1, frame->columns - 2, tr(home->screen.desk->lang, what->heading),
                  STYLE_HEADING);
    else if (what->kind == ROW_PROMISE)
        draw_promise(home, frame, row, what->i, style);
    else if (what->kind == ROW_PLANNED || what->kind == ROW_UNFINISHED)
        draw_interview(home, frame, row, what->i, style);
    else if (what->kind == ROW_TOUCH)
        draw_touch(home, frame, row, what->i, style);
    else if (what->kind == ROW_REQUEST)
        draw_request(home, frame, row, what->i, style);
    else if (what->kind == ROW_ANSWER)
        draw_answer(home, frame, row, what->i, style);
    if (selectable(what))
        frame_spot(frame, row, 0, 1, frame->columns, COMMAND_SELECT, (int)i);
}

/* What stands where there are no rows: sentences, the first one strong. */
static void draw_sentences(const struct home *home, struct frame *frame, const char *const *lines,
                           size_t n)
{
    int row = SCREEN_TOP + 2, columns = frame->columns > 80 ? 70 : frame->columns - 8;
    for (size_t i = 0; i < n; i++)
        row += frame_wrap(frame, row, 4, screen_bottom(frame) - row, columns,
                          tr(home->screen.desk->lang, lines[i]), i ? STYLE_PLAIN : STYLE_STRONG) +
               1;
}

static void draw_nothing_to_do(const struct home *home, struct frame *frame)
{
    static const char *const lines[] = {
        N_("Nothing is waiting for you."),
        N_("With / you find earlier conversations, and what was agreed in them. With n you "
           "prepare a new one."),
    };
    draw_sentences(home, frame, lines, sizeof lines / sizeof *lines);
}

static void draw_welcome(const struct home *home, struct frame *frame)
{
    static const char *const lines[] = {
        N_("Welcome. There is nothing here yet, and that is fine."),
        N_("Press n to prepare a conversation. The program takes you through it: what to think of "
           "beforehand, four points to talk about, and what you agree on."),
        N_("What you write down is for you. HR sees only the agreements, never a note."),
        N_("Everything is kept as you type. Esc goes back, ? shows what you can do."),
    };
    draw_sentences(home, frame, lines, sizeof lines / sizeof *lines);
}

static void draw_head(const struct home *home, struct frame *frame)
{
    enum lang lang = home->screen.desk->lang;
    bool narrow = frame->columns < NARROW;
    struct buf title = BUF_INIT;
    buf_addf(&title, "%s - ", tr(lang, "Today"));
    if (narrow)
        day_add_short(&title, today_of(home), today_of(home), lang);
    else
        day_add_long(&title, today_of(home), lang);
    screen_head(frame, title.data,
                narrow ? tr(lang, "on this computer only")
                       : tr(lang, "manager   on this computer only"));
    buf_release(&title);
}

/* Signs at the edge where there is more above or below. */
static void draw_more(const struct home *home, struct frame *frame)
{
    int first = SCREEN_TOP + 1, edge = frame->columns - 1;
    if (home->list.top > 0)
        frame_put(frame, first, edge, 1, frame->lines ? "↑" : "^", STYLE_QUIET);
    if (home->list.top + (size_t)home->page < home->n_rows)
        frame_put(frame, first + home->page - 1, edge, 1, frame->lines ? "↓" : "v", STYLE_QUIET);
}

static void home_draw(struct screen *screen, struct frame *frame)
{
    struct home *home = (struct home *)screen;
    draw_head(home, frame);
    if (!home->n_rows) {
        (home->today.begun ? draw_nothing_to_do : draw_welcome)(home, frame);
        return;
    }
    home->at = lay_out(home, frame);
    home->page = screen_bottom(frame) - SCREEN_TOP - 1;
    list_view(&home->list, (size_t)home->page);
    for (int i = 0; i < home->page && home->list.top + (size_t)i < home->n_rows; i++)
        draw_row(home, frame, SCREEN_TOP + 1 + i, home->list.top + (size_t)i);
    draw_more(home, frame);
}

static void home_status(const struct screen *screen, struct buf *line)
{
    const struct home *home = (const struct home *)screen;
    enum lang lang = screen->desk->lang;
    int late = today_late(&home->today, today_of(home));
    const struct request_row *request = selected_request(home);
    if (request) {
        add_request(line, &request->request, lang);
        return;
    }
    if (!home->today.n_promises)
        return;
    buf_addf(line, trn(lang, (long)home->today.n_promises, "%zu promise open", "%zu promises open"),
             home->today.n_promises);
    if (late)
        buf_addf(line, trn(lang, late, ", %d late", ", %d late"), late);
    buf_addc(line, '.');
}

static void home_place(const struct screen *screen, struct place *place)
{
    (void)screen;
    *place = (struct place){.screen = "home"};
}

/* ---- reading --------------------------------------------------------------------------------- */

static void add_home_row(struct home *home, enum row_kind kind, size_t i, const char *heading)
{
    home->rows = mem_room(home->rows, home->n_rows, sizeof *home->rows);
    home->rows[home->n_rows++] = (struct home_row){.kind = kind, .i = i, .heading = heading};
}

static void add_block(struct home *home, const char *heading)
{
    if (home->n_rows)
        add_home_row(home, ROW_BLANK, 0, "");
    add_home_row(home, ROW_HEADING, 0, heading);
}

static void add_interviews(struct home *home, bool preparing, const char *heading)
{
    bool headed = false;
    for (size_t i = 0; i < home->today.n_interviews; i++) {
        if ((home->today.interviews[i].stage == STAGE_PREPARING) != preparing)
            continue;
        if (!headed)
            add_block(home, heading);
        headed = true;
        add_home_row(home, preparing ? ROW_PLANNED : ROW_UNFINISHED, i, "");
    }
}

static void build_rows(struct home *home)
{
    home->n_rows = 0;
    if (home->today.n_promises)
        add_block(home, N_("YOUR PROMISES"));
    for (size_t i = 0; i < home->today.n_promises; i++)
        add_home_row(home, ROW_PROMISE, i, "");
    add_interviews(home, true, N_("CONVERSATIONS"));
    add_interviews(home, false, N_("STILL TO FINISH"));
    if (home->today.n_touches)
        add_block(home, N_("GET IN TOUCH?"));
    for (size_t i = 0; i < home->today.n_touches; i++)
        add_home_row(home, ROW_TOUCH, i, "");
    if (home->today.n_requests + home->today.n_answers)
        add_block(home, N_("FROM HR"));
    for (size_t i = 0; i < home->today.n_requests; i++)
        add_home_row(home, ROW_REQUEST, i, "");
    for (size_t i = 0; i < home->today.n_answers; i++)
        add_home_row(home, ROW_ANSWER, i, "");
    list_resize(&home->list, home->n_rows);
    skip_headings(home, home->list.selected);
}

static int home_refresh(struct screen *screen, struct err *err)
{
    struct home *home = (struct home *)screen;
    int failed = today_load(&home->today, screen->desk, err);
    build_rows(home);
    return failed;
}

static void home_close(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    today_release(&home->today);
    free(home->rows);
    free(home->name);
    whom_release(&home->whom);
    free(home->guides);
    free(home);
}

static const struct screen_ops home_ops = {
    .name = "home",
    .command = home_command,
    .key = home_press,
    .resume = home_resume,
    .draw = home_draw,
    .can = home_can,
    .status = home_status,
    .place = home_place,
    .refresh = home_refresh,
    .close = home_close,
};

struct screen *home_open(struct desk *desk, struct err *err)
{
    struct home *home = mem_zero(1, sizeof *home);
    home->screen = (struct screen){.ops = &home_ops, .keys = &keys, .desk = desk};
    home->page = 10;
    if (home_refresh(&home->screen, err)) {
        home_close(&home->screen);
        return NULL;
    }
    return &home->screen;
}
