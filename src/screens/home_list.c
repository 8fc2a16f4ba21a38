/*
 * home_list: the rows of home as they are drawn, and the sentences where there are none.
 */
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"
#include "report/sentence.h"
#include "report/timeline.h"
#include "home_inside.h"

static void add_when_due(struct buf *buf, const struct agreement *agreement, int today,
                         enum lang lang)
{
    sentence_add_due(buf, agreement, today, lang);
    if (agreement_late(agreement, today))
        buf_addf(buf, "  ! %s", tr(lang, "late"));
}

/* "Sun 15 Feb  ! passed by"; of several of the same person how many: "! 3 steps late". */
static void add_step_due(struct buf *buf, const struct timeline_due *due, int today, bool narrow,
                         enum lang lang)
{
    const struct timeline_moment *moment = &due->moment;
    bool late = moment->state == TIMELINE_LATE;
    if (late && due->older) {
        buf_addf(buf, narrow ? tr(lang, "! %zu late") : tr(lang, "! %zu steps late"),
                 due->older + 1);
        return;
    }
    day_add_short(buf, moment->due, today, lang);
    if (late)
        buf_addf(buf, narrow ? " !" : "  ! %s", timeline_state_word(moment->state, lang));
}

static void add_moment(struct buf *buf, const struct interview_row *row, int today, enum lang lang)
{
    int64_t at = row->started_at ? row->started_at : row->at;
    int hour, minute;
    if (!at) {
        buf_adds(buf, tr(lang, "not planned"));
        return;
    }
    day_add_short(buf, clock_day(at), today, lang);
    clock_time(at, &hour, &minute);
    if (clock_timed(at))
        buf_addf(buf, " %02d:%02d", hour, minute);
}

static int wider(int columns, const struct buf *buf)
{
    int own = utf8_columns(buf->data, buf->len);
    return own > columns ? own : columns;
}

/* The columns that the widest moment, the widest name and the widest "when" take. */
static void measure(const struct home *home, bool narrow, int *moment, int *name, int *when)
{
    const struct desk *desk = home->screen.desk;
    struct buf buf = BUF_INIT;
    *moment = *name = *when = 0;
    for (size_t i = 0; i < home->n_rows; i++) {
        const struct home_row *row = &home->rows[i];
        const struct person *person = home_person_of(home, row);
        if (!person)
            continue;
        buf_clear(&buf);
        today_add_name(&home->today, desk, &buf, person);
        *name = wider(*name, &buf);
        buf_clear(&buf);
        if (row->kind == ROW_PROMISE)
            add_when_due(&buf, &home->today.promises[row->i].agreement, home_today(home),
                         desk->lang);
        else if (row->kind == ROW_REQUEST)
            day_add_short(&buf, clock_day(home->today.requests[row->i].request.asked_at),
                          home_today(home), desk->lang);
        else if (row->kind == ROW_PLANNED || row->kind == ROW_UNFINISHED)
            today_add_state(&buf, &home->today.interviews[row->i], home_today(home), desk->lang);
        else if (row->kind == ROW_DUE)
            add_step_due(&buf, &home->today.dues[row->i], home_today(home), narrow, desk->lang);
        *when = wider(*when, &buf);
        buf_clear(&buf);
        if (row->kind == ROW_PLANNED || row->kind == ROW_UNFINISHED)
            add_moment(&buf, &home->today.interviews[row->i], home_today(home), desk->lang);
        *moment = wider(*moment, &buf);
    }
    buf_release(&buf);
}

/* Name and when take what they need, as long as half is left for what it is about. */
struct home_columns home_lay_out(const struct home *home, const struct frame *frame)
{
    int text = 3, most, name, when, moment;
    int end = frame->columns > 110 ? 108 : frame->columns - 1 - (frame->columns >= HOME_NARROW);
    most = (end - text) / 4;
    measure(home, frame->columns < HOME_NARROW, &moment, &name, &when);
    name = name < most ? name : most;
    when = end - (when < 2 * most ? when : 2 * most);
    return (struct home_columns){.text = text,
                                 .title = text + (moment > 16 ? moment + 2 : 18),
                                 .name = when - name - 2,
                                 .when = when,
                                 .end = end};
}

/* ---- a row ----------------------------------------------------------------------------------- */

static void draw_promise(struct home *home, struct frame *frame, int row, size_t i,
                         enum style style)
{
    const struct home_columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct agreement *agreement = &home->today.promises[i].agreement;
    struct buf name = BUF_INIT;
    struct buf when = BUF_INIT;
    bool late = agreement_late(agreement, home_today(home));
    today_add_name(&home->today, desk, &name, &home->today.promises[i].person);
    add_when_due(&when, agreement, home_today(home), desk->lang);
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
    if (frame->columns >= HOME_NARROW || utf8_columns(title, strlen(title)) <= room)
        frame_put(frame, row, col, room, title, style);
}

static void draw_interview(struct home *home, struct frame *frame, int row, size_t i,
                           enum style style)
{
    const struct home_columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct interview_row *interview = &home->today.interviews[i];
    struct buf text = BUF_INIT;
    struct buf name = BUF_INIT;
    struct buf state = BUF_INIT;
    add_moment(&text, interview, home_today(home), desk->lang);
    frame_put(frame, row, at.text, at.title - at.text - 2, text.data, style);
    draw_title(home, frame, row, interview->guide_title, style);
    today_add_name(&home->today, desk, &name, &interview->person);
    today_add_state(&state, interview, home_today(home), desk->lang);
    frame_put(frame, row, at.name, at.when - at.name - 2, name.data, style);
    frame_put(frame, row, at.when, at.end - at.when, state.data, style);
    buf_release(&text);
    buf_release(&name);
    buf_release(&state);
}

static void draw_touch(struct home *home, struct frame *frame, int row, size_t i, enum style style)
{
    const struct home_columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct touch *touch = &home->today.touches[i];
    struct buf name = BUF_INIT;
    struct buf text = BUF_INIT;
    today_add_name(&home->today, desk, &name, &touch->person);
    signal_add(&text, touch->what, &touch->standing, home_today(home), desk->lang);
    int col = at.text + frame_put(frame, row, at.text, at.when - at.name, name.data, style) + 2;
    col = col > at.text + 14 ? col : at.text + 14;
    frame_put(frame, row, col, at.end - col, text.data, style);
    buf_release(&name);
    buf_release(&text);
}

static void draw_request(struct home *home, struct frame *frame, int row, size_t i,
                         enum style style)
{
    const struct home_columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct request_row *request = &home->today.requests[i];
    struct buf name = BUF_INIT, when = BUF_INIT;
    today_add_name(&home->today, desk, &name, &request->about.person);
    day_add_short(&when, clock_day(request->request.asked_at), home_today(home), desk->lang);
    frame_put(frame, row, at.text, 4, "[?]", style);
    frame_put(frame, row, at.text + 4, at.name - at.text - 5, request->about.agreement.what, style);
    frame_put(frame, row, at.name, at.when - at.name - 2, name.data, style);
    frame_put(frame, row, at.when, at.end - at.when, when.data, style);
    buf_release(&name);
    buf_release(&when);
}

/* As much of the question as fits; the agreement, one Enter away, has all of it. */
static void draw_asked(struct home *home, struct frame *frame, int row, size_t i)
{
    struct buf text = BUF_INIT;
    buf_addf(&text, tr(home->screen.desk->lang, "HR asks: %s"),
             home->today.requests[i].request.question);
    frame_put(frame, row, home->at.text + 4, home->at.end - home->at.text - 4, text.data,
              STYLE_QUIET);
    buf_release(&text);
}

static void draw_answer(struct home *home, struct frame *frame, int row, size_t i, enum style style)
{
    const struct home_columns at = home->at;
    enum lang lang = home->screen.desk->lang;
    const char *fresh = tr(lang, "new");
    int columns = utf8_columns(fresh, strlen(fresh));
    struct buf text = BUF_INIT;
    buf_addf(&text, tr(lang, "Answer to your question \"%s\""), home->today.answers[i].question);
    frame_put(frame, row, at.text, at.end - at.text - columns - 2, text.data, style);
    frame_put(frame, row, at.end - columns, columns, fresh, style);
    buf_release(&text);
}

static void draw_due(struct home *home, struct frame *frame, int row, size_t i, enum style style)
{
    const struct home_columns at = home->at;
    struct desk *desk = home->screen.desk;
    const struct timeline_due *due = &home->today.dues[i];
    bool late = due->moment.state == TIMELINE_LATE;
    struct buf name = BUF_INIT, text = BUF_INIT, when = BUF_INIT;
    today_add_name(&home->today, desk, &name, &due->person);
    timeline_add_over(&text, due->over, desk->lang);
    timeline_add_title(&text, &due->moment);
    add_step_due(&when, due, home_today(home), frame->columns < HOME_NARROW, desk->lang);
    frame_put(frame, row, at.text, 4, "[ ]", style);
    frame_put(frame, row, at.text + 4, at.name - at.text - 5, text.data, style);
    frame_put(frame, row, at.name, at.when - at.name - 2, name.data, style);
    frame_put(frame, row, at.when, at.end - at.when, when.data, late ? STYLE_WARN : style);
    buf_release(&name);
    buf_release(&text);
    buf_release(&when);
}

/* more: how many; 0 when nobody counted them. */
static void draw_dues(struct home *home, struct frame *frame, int row, size_t more,
                      enum style style)
{
    enum lang lang = home->screen.desk->lang;
    struct buf text = BUF_INIT;
    if (more)
        buf_addf(&text, trn(lang, (long)more, "and %zu more", "and %zu more"), more);
    else
        buf_adds(&text, tr(lang, "and more"));
    frame_put(frame, row, home->at.text + 4, home->at.end - home->at.text - 4, text.data, style);
    buf_release(&text);
}

/* More than home shows. */
static void draw_more(struct home *home, struct frame *frame, int row, const struct home_row *what)
{
    frame_put(frame, row, home->at.text, home->at.end - home->at.text,
              tr(home->screen.desk->lang, what->heading), STYLE_QUIET);
}

void home_draw_row(struct home *home, struct frame *frame, int row, size_t i)
{
    const struct home_row *what = &home->rows[i];
    bool here = home_selectable(what) && i == home->list.selected;
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
    else if (what->kind == ROW_ASKED)
        draw_asked(home, frame, row, what->i);
    else if (what->kind == ROW_ANSWER)
        draw_answer(home, frame, row, what->i, style);
    else if (what->kind == ROW_DUE)
        draw_due(home, frame, row, what->i, style);
    else if (what->kind == ROW_MORE)
        draw_more(home, frame, row, what);
    else if (what->kind == ROW_DUES)
        draw_dues(home, frame, row, what->i, style);
    if (home_selectable(what))
        frame_spot(frame, row, 0, 1, frame->columns, COMMAND_SELECT, (int)i);
}

/* ---- no rows --------------------------------------------------------------------------------- */

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

void home_draw_nothing_to_do(const struct home *home, struct frame *frame)
{
    static const char *const lines[] = {
        N_("Nothing is waiting for you."),
        N_("With / you find earlier conversations, and what was agreed in them. With n you "
           "prepare a new one."),
    };
    draw_sentences(home, frame, lines, sizeof lines / sizeof *lines);
}

void home_draw_welcome(const struct home *home, struct frame *frame)
{
    static const char *const lines[] = {
        N_("Welcome. There is nothing here yet, and that is fine."),
        N_("Press n to prepare a conversation. The program takes you through it: what to think of "
           "beforehand, four points to talk about, and what you agree on."),
        N_("What you write down is for you. HR sees only the agreements, never a note."),
        N_("Everything is kept as you type. Esc goes back, ? shows what you can do (F1 while you "
           "type)."),
    };
    draw_sentences(home, frame, lines, sizeof lines / sizeof *lines);
}
