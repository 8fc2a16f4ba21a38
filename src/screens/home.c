/*
 * home (Vandaag): the manager's own promises first, late ones on top; conversations planned or
 * unfinished; people to get in touch with, each with one reason; what HR asks for and answered.
 */
#include <stdlib.h>

#include "base/day.h"
#include "base/mem.h"
#include "screens/ask.h"
#include "screens/screens.h"
#include "home_inside.h"

/* ---- keys ------------------------------------------------------------------------------------ */

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
    {"H", HOME_HURDLES, N_("Hurdles"), N_("See what you found hard, over time; only for you"), 20},
    {"A", HOME_ABSENCE, N_("Absence"), N_("Write down a sick report, or that somebody is back"),
     34},
    {"S", HOME_DUE, NULL, N_("See the steps of absences that are due"), 0},
    {"", HOME_RENAME, NULL, N_("Correct the name of the selected person"), 0},
    {"", HOME_TEAM, NULL, N_("Say which team the selected person is in"), 0},
    {"", HOME_CODE, NULL, N_("Show a code in place of the selected person's name"), 0},
    {"", HOME_REVIEW, NULL, N_("HR: look back on what was agreed"), 0},
    {"", HOME_COPIES, NULL, N_("Put a copy of before back: all as it was then"), 0},
    {"", HOME_PERSON, NULL, N_("All about the selected person: keep, export, erase"), 0},
    {"V <C-p>", COMMAND_WHOSE, N_("Move"), N_("This was filed under the wrong person: move it"),
     33},
    {"<C-o> w", COMMAND_EYES, NULL, N_("Look as employee, HR or yourself"), 0},
    {"c", HOME_NO_NEWS, NULL, N_("Tell HR how the selected agreement stands"), 0},
    {"s", HOME_SPAR, N_("Sparring"), N_("Spar with HR: questions and answers"), 33},
    {">", HOME_TO_HR, N_("To HR"), N_("Hand over to HR: make a bundle of what HR may see"),
     37},
    {"<lt>", HOME_FROM_HR, NULL, N_("Collect a bundle that HR gave back: answers, requests"), 0},
    {"R", HOME_READ_THAT, NULL, N_("You read that this file is not encrypted; say it no more"), 0},
    {"q", HOME_STOP, N_("Stop"), N_("Stop; everything is saved"), 85},
};
static const struct keymap keys = {key_rows, sizeof key_rows / sizeof *key_rows,
                                   &screen_common_keys};

/* ---- what is corrected about a person -------------------------------------------------------- */

static struct outcome ask_about_person(struct home *home, int tag, const char *question,
                                       const char *text)
{
    struct ask ask = {
        .tag = tag,
        .kind = ASK_TEXT,
        .audience = tag == TAG_CODE ? AUDIENCE_REQUEST : AUDIENCE_NAME,
        .about = home_person(home)->id,
        .question = tr(home->screen.desk->lang, question),
        .text = text,
        .max = PERSON_NAME_MAX,
        .blank = tag != TAG_RENAME,
        .fault = person_name_fault,
    };
    return outcome_open(ask_open(home->screen.desk, &ask));
}

static struct outcome ask_put_right(struct home *home, int command)
{
    const struct person *person = home_person(home);
    if (command == HOME_RENAME)
        return ask_about_person(home, TAG_RENAME, N_("What is the right name?"), person->name);
    if (command == HOME_TEAM)
        return ask_about_person(home, TAG_TEAM, N_("Which team?"), person->team);
    return ask_about_person(home, TAG_CODE, N_("Which code shall stand for the name?"),
                            person->code);
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
    const struct person *person = home_person(home);
    struct deed deed = deed_of(words[tag], "");
    if (!person ||
        interviews_rename_person(desk->store, person->id, tag == TAG_RENAME ? text : person->name,
                                 tag == TAG_TEAM ? text : person->team,
                                 tag == TAG_CODE ? text : person->code, &deed, &err))
        return outcome_err(&err);
    return outcome_redraw();
}

/* ---- what is opened from here ---------------------------------------------------------------- */

static struct outcome see_insight(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = insight_open(home->screen.desk, &err);
    return outcome_try(screen, &err);
}

static struct outcome see_hurdles(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = hurdles_open(home->screen.desk, &err);
    return outcome_try(screen, &err);
}

static struct outcome see_due(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    return outcome_try(due_open(home->screen.desk, &err), &err);
}

static struct outcome see_timeline(struct home *home, const struct timeline_due *due)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    return outcome_try(
        timeline_open(home->screen.desk, due->person.id, due->absence, &due->moment, &err), &err);
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

static struct outcome open_selected(struct home *home)
{
    const struct home_row *row = home_selected(home);
    if (!row)
        return outcome_nothing();
    if (row->kind == ROW_TOUCH)
        return begin_touch(home, &home->today.touches[row->i].person);
    if (row->kind == ROW_PROMISE || row->kind == ROW_REQUEST)
        return open_agreement(home, &home_promise(home)->agreement);
    if (row->kind == ROW_DUES)
        return see_due(home);
    if (row->kind == ROW_DUE)
        return see_timeline(home, &home->today.dues[row->i]);
    if (row->kind == ROW_ANSWER)
        return open_sparring(home, home->today.answers[row->i].id);
    return (struct outcome){.act = ACT_INTERVIEW,
                            .text = mem_copy(home->today.interviews[row->i].id)};
}

/* The conversation the selected row is about or came out of; NULL when it is of none. */
static const char *interview_of(const struct home *home)
{
    const struct home_row *row = home_selected(home);
    if (row && (row->kind == ROW_PLANNED || row->kind == ROW_UNFINISHED))
        return home->today.interviews[row->i].id;
    const struct agreement_row *promise = home_promise(home);
    return promise ? promise->agreement.interview : NULL;
}

static struct outcome open_past(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = past_open(home->screen.desk, "", &err);
    return outcome_try(screen, &err);
}

static struct outcome open_copies(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    return outcome_try(copies_open(home->screen.desk, &err), &err);
}

static struct outcome open_review(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    return outcome_try(review_open(home->screen.desk, false, NULL, &err), &err);
}

static struct outcome open_person(struct home *home)
{
    struct err err = ERR_INIT(home->screen.desk->lang);
    struct screen *screen = person_open(home->screen.desk, home_person(home)->id, &err);
    return outcome_try(screen, &err);
}

static struct outcome see(struct home *home, int command)
{
    switch (command) {
    case HOME_REVIEW:
        return open_review(home);
    case HOME_INSIGHT:
        return see_insight(home);
    case HOME_DUE:
        return see_due(home);
    case HOME_HURDLES:
        return see_hurdles(home);
    case HOME_COPIES:
        return open_copies(home);
    case HOME_PERSON:
        return open_person(home);
    case HOME_SPAR:
        return open_sparring(home, NULL);
    default:
        return outcome_nothing();
    }
}

/* ---- commands -------------------------------------------------------------------------------- */

static struct outcome home_command(struct screen *screen, int command, int argument)
{
    struct home *home = (struct home *)screen;
    switch (command) {
    case COMMAND_SELECT:
        list_select(&home->list, (size_t)argument);
        return outcome_redraw();
    case COMMAND_OPEN:
        return open_selected(home);
    case COMMAND_WHOSE:
        return whose_ask(&home->whose, screen->desk, interview_of(home));
    case COMMAND_EYES:
        return look_at(screen->desk, interview_of(home));
    case HOME_NEW:
        return begin_ask_name(home, "");
    case HOME_FIND:
        return open_past(home);
    case HOME_ABSENCE:
        return begin_ask_absent(home);
    case HOME_PRACTICE:
        return outcome_open(practice_open(screen->desk));
    case HOME_DONE:
        return promise_settle(home, STATUS_DONE, DAY_NONE);
    case HOME_RUNNING:
        return promise_settle(home, STATUS_RUNNING, DAY_NONE);
    case HOME_MOVE:
        return promise_ask_date(home);
    case HOME_DROP:
        return promise_settle(home, STATUS_DROPPED, DAY_NONE);
    case HOME_RENAME:
    case HOME_TEAM:
    case HOME_CODE:
        return ask_put_right(home, command);
    case HOME_NO_NEWS:
        return request_ask_news(home);
    case HOME_TO_HR:
        return hand_over_to_hr(screen->desk);
    case HOME_FROM_HR:
        return hand_over_collect(screen->desk, true);
    case HOME_READ_THAT:
        return kept_read(home);
    case HOME_STOP:
        return outcome_act(ACT_QUIT);
    default:
        return see(home, command);
    }
}

static bool home_can(const struct screen *screen, int command)
{
    const struct home *home = (const struct home *)screen;
    switch (command) {
    case COMMAND_BACK: /* there is nothing behind home */
        return false;
    case COMMAND_OPEN:
        return home_selected(home) != NULL;
    case COMMAND_EYES:
    case COMMAND_WHOSE:
        return interview_of(home) != NULL;
    case HOME_RENAME:
    case HOME_TEAM:
    case HOME_CODE:
    case HOME_PERSON:
        return home_person(home) != NULL;
    case HOME_NO_NEWS:
        return home_request(home) != NULL;
    case HOME_READ_THAT:
        return home->unsealed;
    case HOME_DONE:
    case HOME_RUNNING:
    case HOME_MOVE:
    case HOME_DROP:
        return home_promise(home) != NULL;
    default:
        return true;
    }
}

static struct outcome home_resume(struct screen *screen, const struct reply *reply)
{
    struct home *home = (struct home *)screen;
    if (whose_asked(reply))
        return whose_answered(&home->whose, screen->desk, reply);
    if (hand_over_asked(reply))
        return hand_over_answered(&home->hand_over, screen->desk, reply);
    if (!reply->given) /* a name that was somebody's already may be put right */
        return reply->tag == TAG_GUIDE && home->whom.known ? begin_ask_name(home, home->name)
                                                           : outcome_redraw();
    switch (reply->tag) {
    case TAG_NAME:
        return begin_named(home, reply->text);
    case TAG_WHO:
        return begin_with(home, home->whom.names[reply->choice]);
    case TAG_ABSENT:
        return begin_absent(home, reply->text);
    case TAG_WHO_ABSENT:
        return begin_open_absent(home, home->whom.names[reply->choice]);
    case TAG_GUIDE:
        return begin(home, home->guides[reply->choice]);
    case TAG_DATE:
        return reply->day == DAY_NONE ? outcome_redraw()
                                      : promise_settle(home, STATUS_CHANGED, reply->day);
    case TAG_NEWS:
        return request_tell_news(home, reply->text);
    case TAG_RENAME:
    case TAG_TEAM:
    case TAG_CODE:
        return put_right(home, reply->tag, reply->text);
    default:
        return outcome_redraw();
    }
}

static struct outcome home_press(struct screen *screen, const struct key *key)
{
    struct home *home = (struct home *)screen;
    size_t from = home->list.selected;
    if (!list_key(&home->list, key, (size_t)(home->page > 0 ? home->page : 1)))
        return outcome_nothing();
    home_skip_headings(home, from);
    return outcome_redraw();
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_head(const struct home *home, struct frame *frame)
{
    enum lang lang = home->screen.desk->lang;
    bool narrow = frame->columns < HOME_NARROW;
    struct buf title = BUF_INIT;
    buf_addf(&title, "%s - ", tr(lang, "Today"));
    if (narrow)
        day_add_short(&title, home_today(home), home_today(home), lang);
    else
        day_add_long(&title, home_today(home), lang);
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
    if (!home->n_rows && !home->today.begun) {
        home_draw_welcome(home, frame);
        return;
    }
    int kept = kept_draw(home, frame);
    if (!home->n_rows) {
        home_draw_nothing_to_do(home, frame);
        return;
    }
    home->at = home_lay_out(home, frame);
    home->page = screen_bottom(frame) - SCREEN_TOP - 1 - kept;
    list_view(&home->list, (size_t)home->page);
    for (int i = 0; i < home->page && home->list.top + (size_t)i < home->n_rows; i++)
        home_draw_row(home, frame, SCREEN_TOP + 1 + i, home->list.top + (size_t)i);
    draw_more(home, frame);
}

static void home_status(const struct screen *screen, struct buf *line)
{
    const struct home *home = (const struct home *)screen;
    enum lang lang = screen->desk->lang;
    const struct request_row *request = home_request(home);
    if (request)
        request_add(line, &request->request, lang);
    else
        today_add_promises(line, &home->today, home_today(home), lang);
}

static void home_place(const struct screen *screen, struct place *place)
{
    (void)screen;
    *place = (struct place){.screen = "home"};
}

/* ---- reading --------------------------------------------------------------------------------- */

static int home_refresh(struct screen *screen, struct err *err)
{
    struct home *home = (struct home *)screen;
    int failed = today_load(&home->today, screen->desk, err);
    home_build_rows(home);
    return failed;
}

static void home_close(struct screen *screen)
{
    struct home *home = (struct home *)screen;
    today_release(&home->today);
    free(home->rows);
    free(home->name);
    whom_release(&home->whom);
    whose_release(&home->whose);
    hand_over_release(&home->hand_over);
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
    if (kept_load(home, err) || home_refresh(&home->screen, err)) {
        home_close(&home->screen);
        return NULL;
    }
    return &home->screen;
}
