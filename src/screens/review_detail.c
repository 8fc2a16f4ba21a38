/*
 * review_detail: one agreement told whole: what was agreed, what happened to it since, and why HR
 * sees it.
 */
#include <string.h>

#include "base/day.h"
#include "base/excerpt.h"
#include "base/utf8.h"
#include "report/sentence.h"
#include "review_inside.h"
#include "screens/screens.h"

#define MARKS 8

static int today_of(const struct review *review)
{
    return review->asked.filter.today;
}

/* ---- what happened to it --------------------------------------------------------------------- */

static void add_day(struct buf *buf, int day, int today, enum lang lang)
{
    if (day == DAY_NONE)
        buf_adds(buf, tr(lang, "no date"));
    else
        day_add_short(buf, day, today, lang);
}

/* Nobody but the manager moves what is not HR's to do. */
static void add_move(struct buf *buf, const struct review_step *was, const struct review_step *is,
                     int today, enum lang lang)
{
    struct buf from = BUF_INIT, to = BUF_INIT;
    add_day(&from, was->is.due, today, lang);
    add_day(&to, is->is.due, today, lang);
    buf_addf(buf,
             is->is.owner == OWNER_HR ? tr(lang, "Moved: %s to %s.")
                                      : tr(lang, "Moved: %s to %s, by the manager."),
             from.data, to.data);
    buf_release(&from);
    buf_release(&to);
}

/* Adds the next sentence of a step: what it is about, and what that became. */
static void add_sentence(struct buf *buf, const char *about, const char *became)
{
    size_t len = strlen(became);
    buf_addf(buf, " %s: %s", about, became);
    if (len && !strchr(".!?", became[len - 1]))
        buf_addc(buf, '.');
}

static void add_first(struct buf *buf, const struct agreement *first, int today, enum lang lang)
{
    struct buf due = BUF_INIT;
    add_day(&due, first->due, today, lang);
    if (first->due == DAY_NONE)
        buf_adds(buf, tr(lang, "Agreed, without a date."));
    else
        buf_addf(buf, tr(lang, "Agreed, for %s."), due.data);
    buf_release(&due);
}

static void add_basis(struct buf *buf, const struct agreement *is, enum lang lang)
{
    buf_addc(buf, ' ');
    if (is->basis == BASIS_NONE)
        buf_adds(buf, tr(lang, "No basis any more."));
    else
        sentence_add_basis(buf, is, lang);
}

/* What one step changed, in sentences: first the date, then how it stands, then its words. */
static void add_changes(struct buf *buf, const struct review_step *was,
                        const struct review_step *is, int today, enum lang lang)
{
    struct buf text = BUF_INIT;
    bool moved = is->changed & REVIEW_DUE;
    if (moved) {
        buf_addc(&text, ' ');
        add_move(&text, was, is, today, lang);
    }
    if (is->changed & REVIEW_STATUS && !(moved && is->is.status == STATUS_CHANGED))
        add_sentence(&text, tr(lang, "Now"), status_word(is->is.status, lang));
    if (is->changed & REVIEW_WHAT)
        buf_addf(&text, " %s", tr(lang, "Put in other words."));
    if (is->changed & REVIEW_FOLLOW_UP && *is->is.follow_up)
        add_sentence(&text, tr(lang, "Follow-up"), is->is.follow_up);
    if (is->changed & REVIEW_BASIS)
        add_basis(&text, &is->is, lang);
    if (is->changed & REVIEW_OWNER)
        add_sentence(&text, tr(lang, "To be done by"), review_owner_word(is->is.owner, lang));
    if (is->changed & REVIEW_REMARK && *is->is.remark)
        add_sentence(&text, tr(lang, "Remark"), is->is.remark);
    buf_adds(buf, text.len ? text.data + 1 : tr(lang, "Looked at again."));
    buf_release(&text);
}

static void add_step(struct buf *buf, const struct review *review, size_t i)
{
    const struct review_step *step = &review->steps[i];
    if (i == 0)
        add_first(buf, &step->is, today_of(review), screen_lang(&review->screen));
    else
        add_changes(buf, step - 1, step, today_of(review), screen_lang(&review->screen));
}

/* ---- what was agreed ------------------------------------------------------------------------- */

static void add_marked(const struct review *review, struct buf *buf, const char *text)
{
    struct mark marks[MARKS];
    excerpt_add(buf, text, marks, excerpt_find(text, review->asked.words, marks, MARKS), 0);
}

static void add_with(const struct review *review, const struct review_row *row, struct buf *buf)
{
    desk_add_name(review->screen.desk, buf, &row->row.person);
    if (*row->row.person.team)
        buf_addf(buf, ", %s", row->row.person.team);
}

static void add_who(const struct review *review, const struct review_row *row, struct buf *buf)
{
    struct buf name = BUF_INIT, who = BUF_INIT;
    desk_add_name(review->screen.desk, &name, &row->row.person);
    owner_add(&who, &row->row.agreement, VIEW_HR, name.data, screen_lang(&review->screen));
    add_marked(review, buf, who.data);
    buf_release(&who);
    if (!buf->len)
        buf_adds(buf, tr(screen_lang(&review->screen), "Nobody yet"));
    buf_release(&name);
}

static void add_when(const struct review *review, const struct agreement *agreement,
                     struct buf *buf)
{
    enum lang lang = screen_lang(&review->screen);
    if (agreement->due == DAY_NONE) {
        buf_adds(buf, *agreement->due_words ? agreement->due_words : tr(lang, "no date"));
        return;
    }
    day_add_short(buf, agreement->due, today_of(review), lang);
    if (!agreement_unsettled(agreement))
        return;
    buf_adds(buf, " (");
    day_add_distance(buf, agreement->due, today_of(review), lang);
    buf_adds(buf, ")");
}

/* "conversation Tue 10 Nov, guide 2025.09" */
static void add_conversation(const struct review *review, const struct review_row *row,
                             struct buf *buf)
{
    struct buf day = BUF_INIT;
    day_add_short(&day, clock_day(row->row.interview_at), today_of(review),
                  screen_lang(&review->screen));
    buf_addf(buf, tr(screen_lang(&review->screen), "conversation %s, guide %s"), day.data,
             row->row.guide_version);
    buf_release(&day);
}

static const char *manager_of(const struct review *review, const struct review_row *row)
{
    if (*row->label)
        return row->label;
    return *row->source ? tr(screen_lang(&review->screen), "a file without a name")
                        : tr(screen_lang(&review->screen), "this file itself");
}

/* ---- under the list -------------------------------------------------------------------------- */

/* Rows to draw on, used from the top. */
struct pad {
    struct frame *frame;
    int row, end, columns;
};

/* "Label text", wrapped; nothing for an empty text. */
static void put(struct pad *pad, const char *label, const char *text, enum style style)
{
    struct buf line = BUF_INIT;
    if (!*text || pad->row >= pad->end)
        return;
    buf_adds(&line, label);
    buf_adds(&line, *label ? ": " : "");
    buf_adds(&line, text);
    pad->row +=
        frame_wrap(pad->frame, pad->row, 1, pad->end - pad->row, pad->columns, line.data, style);
    buf_release(&line);
}

static void put_marked(const struct review *review, struct pad *pad, const char *label,
                       const char *text, enum style style)
{
    struct buf marked = BUF_INIT;
    add_marked(review, &marked, text);
    put(pad, label, marked.data, style);
    buf_release(&marked);
}

/* What, and at the right which conversation, when both fit in one row. */
static void put_title(const struct review *review, struct pad *pad, const struct review_row *row)
{
    struct buf what = BUF_INIT, right = BUF_INIT;
    const char *text = row->row.agreement.what;
    add_marked(review, &what,
               *text ? text : tr(screen_lang(&review->screen), "(nothing filled in yet)"));
    add_conversation(review, row, &right);
    int free = pad->columns - utf8_columns(right.data, right.len) - 2;
    bool both = utf8_columns(what.data, what.len) <= free;
    if (both)
        frame_put_right(pad->frame, pad->row, 1, pad->columns, right.data, STYLE_QUIET);
    put(pad, "", what.data, STYLE_STRONG);
    if (!both)
        put(pad, "", right.data, STYLE_QUIET);
    buf_release(&what);
    buf_release(&right);
}

/* Pieces stand behind each other as long as they fit, and are not broken where they need not be. */
static void put_piece(struct pad *pad, struct buf *line, const char *label, const struct buf *text)
{
    struct buf piece = BUF_INIT;
    if (!text->len)
        return;
    buf_adds(&piece, label);
    buf_adds(&piece, ": ");
    buf_add(&piece, text->data, text->len);
    if (line->len && utf8_columns(line->data, line->len) + 3 + utf8_columns(piece.data, piece.len) >
                         pad->columns) {
        put(pad, "", line->data, STYLE_PLAIN);
        buf_clear(line);
    }
    buf_adds(line, line->len ? "   " : "");
    buf_add(line, piece.data, piece.len);
    buf_release(&piece);
}

static void put_facts(const struct review *review, struct pad *pad, const struct review_row *row)
{
    const struct agreement *agreement = &row->row.agreement;
    enum lang lang = screen_lang(&review->screen);
    struct buf line = BUF_INIT, value = BUF_INIT;
    add_who(review, row, &value);
    put_piece(pad, &line, tr(lang, "Who"), &value);
    buf_clear(&value);
    add_with(review, row, &value);
    put_piece(pad, &line, tr(lang, "With"), &value);
    buf_clear(&value);
    buf_adds(&value, row->label);
    put_piece(pad, &line, tr(lang, "Manager"), &value);
    buf_clear(&value);
    add_when(review, agreement, &value);
    put_piece(pad, &line, tr(lang, "By"), &value);
    buf_clear(&value);
    day_add_short(&value, agreement->look_back, today_of(review), lang);
    put_piece(pad, &line, tr(lang, "Looked back on"), &value);
    buf_clear(&value);
    add_marked(review, &value, agreement->follow_up);
    put_piece(pad, &line, tr(lang, "Follow-up"), &value);
    put(pad, "", line.data, STYLE_PLAIN);
    buf_clear(&value);
    sentence_add_basis(&value, agreement, lang);
    put(pad, "", value.data, STYLE_PLAIN);
    buf_release(&line);
    buf_release(&value);
}

/* "Update asked on Mon 23 Nov; no answer yet." Nothing when HR never did. */
static void add_request(const struct review *review, struct buf *buf)
{
    const struct request *request = &review->request;
    struct buf asked = BUF_INIT, given = BUF_INIT;
    enum lang lang = screen_lang(&review->screen);
    if (!*request->id)
        return;
    day_add_short(&asked, clock_day(request->asked_at), today_of(review), lang);
    day_add_short(&given, clock_day(request->answered_at), today_of(review), lang);
    if (request->state == REQUEST_ANSWERED)
        buf_addf(buf, tr(lang, "Update asked on %s and given on %s."), asked.data, given.data);
    else if (request->state == REQUEST_LAPSED)
        buf_addf(buf, tr(lang, "Update asked on %s; settled since."), asked.data);
    else
        buf_addf(buf, tr(lang, "Update asked on %s; no answer yet."), asked.data);
    if (*request->question)
        buf_addf(buf, " \"%s\"", request->question);
    buf_release(&asked);
    buf_release(&given);
}

/* What happened last comes first, as far as there is room; the beginning is told above already. */
static void put_story(const struct review *review, struct pad *pad)
{
    struct buf line = BUF_INIT;
    for (size_t i = review->n_steps; i-- > 1;) {
        const struct review_step *step = &review->steps[i];
        buf_clear(&line);
        add_step(&line, review, i);
        struct buf day = BUF_INIT;
        day_add_short(&day, clock_day(step->is.updated_at), today_of(review),
                      screen_lang(&review->screen));
        put_marked(review, pad, day.data, line.data, STYLE_PLAIN);
        buf_release(&day);
    }
    buf_release(&line);
}

static void put_request(const struct review *review, struct pad *pad)
{
    struct buf line = BUF_INIT;
    add_request(review, &line);
    put(pad, "", line.data, STYLE_PLAIN);
    buf_release(&line);
}

void detail_draw(const struct review *review, struct frame *frame, int row, int rows)
{
    const struct review_row *selected = rows_selected(&review->rows);
    struct pad pad = {
        .frame = frame, .row = row + 1, .end = row + rows, .columns = frame->columns - 2};
    frame_rule(frame, row, 0, frame->columns);
    if (!selected)
        return;
    put_title(review, &pad, selected);
    put_facts(review, &pad, selected);
    put_request(review, &pad);
    put_story(review, &pad);
}

/* ---- on a page of its own -------------------------------------------------------------------- */

static void add_line(struct buf *text, const char *label, const char *value)
{
    if (*value)
        buf_addf(text, "%s: %s\n", label, value);
}

static void add_status(struct buf *buf, const struct agreement *agreement, int today,
                       enum lang lang)
{
    const char *word = status_word(agreement->status, lang);
    if (agreement_late(agreement, today))
        buf_addf(buf, tr(lang, "! %s, late"), word);
    else
        buf_adds(buf, word);
}

static void add_facts(const struct review *review, const struct review_row *row, struct buf *text)
{
    const struct agreement *agreement = &row->row.agreement;
    const struct desk *desk = review->screen.desk;
    const struct guide *guide = shelf_guide(desk->shelf, row->row.guide_id, desk->lang);
    struct buf who = BUF_INIT, with = BUF_INIT, when = BUF_INIT, look_back = BUF_INIT;
    struct buf talk = BUF_INIT, status = BUF_INIT;
    char handle[HANDLE_SIZE];
    enum lang lang = desk->lang;
    add_who(review, row, &who);
    add_with(review, row, &with);
    add_when(review, agreement, &when);
    day_add_short(&look_back, agreement->look_back, today_of(review), lang);
    day_add_short(&talk, clock_day(row->row.interview_at), today_of(review), lang);
    buf_addf(&talk, ", %s (%s)", guide ? guide->title : row->row.guide_id, row->row.guide_version);
    uuid_handle(agreement->id, handle);
    add_line(text, tr(lang, "Who"), who.data);
    add_line(text, tr(lang, "With"), with.data);
    add_line(text, tr(lang, "Manager"), manager_of(review, row));
    add_line(text, tr(lang, "By"), when.data);
    add_status(&status, agreement, today_of(review), lang);
    add_line(text, tr(lang, "Status"), status.data);
    buf_release(&status);
    add_line(text, tr(lang, "Follow-up"), agreement->follow_up);
    add_line(text, tr(lang, "Looked back on"), look_back.data);
    add_line(text, tr(lang, "Remark"), agreement->remark);
    if (agreement->basis != BASIS_NONE) {
        sentence_add_basis(text, agreement, lang);
        buf_addc(text, '\n');
    }
    add_line(text, tr(lang, "Conversation"), talk.data);
    add_line(text, tr(lang, "ID"), handle);
    buf_release(&who);
    buf_release(&with);
    buf_release(&when);
    buf_release(&look_back);
    buf_release(&talk);
}

static void add_story(const struct review *review, struct buf *text)
{
    enum lang lang = screen_lang(&review->screen);
    struct buf asked = BUF_INIT;
    add_request(review, &asked);
    if (asked.len)
        buf_addf(text, "\n%s\n", asked.data);
    buf_release(&asked);
    buf_addf(text, "\n%s\n", tr(lang, "WHAT HAPPENED SINCE"));
    for (size_t i = 0; i < review->n_steps; i++) {
        day_add_short(text, clock_day(review->steps[i].is.updated_at), today_of(review), lang);
        buf_adds(text, ": ");
        add_step(text, review, i);
        buf_addc(text, '\n');
    }
}

static void add_what(const struct review *review, const struct review_row *row, struct buf *text)
{
    const char *what = row->row.agreement.what;
    buf_addf(text, "%s\n\n",
             *what ? what : tr(screen_lang(&review->screen), "(nothing filled in yet)"));
}

struct outcome detail_open(const struct review *review)
{
    const struct review_row *row = rows_selected(&review->rows);
    struct buf text = BUF_INIT;
    if (!row)
        return outcome_nothing();
    add_what(review, row, &text);
    add_facts(review, row, &text);
    add_story(review, &text);
    buf_addf(&text, "\n%s\n",
             tr(screen_lang(&review->screen), "Notes of the conversation are not shared with HR."));
    struct screen *screen =
        view_open(review->screen.desk, tr(screen_lang(&review->screen), "An agreement"), text.data,
                  row->row.agreement.interview);
    buf_release(&text);
    return outcome_open(screen);
}

/* ---- why HR sees it -------------------------------------------------------------------------- */

static void add_shared(const struct review *review, struct buf *text)
{
    enum lang lang = screen_lang(&review->screen);
    struct buf day = BUF_INIT;
    if (review->n_steps)
        day_add_long(&day, clock_day(review->steps[0].is.updated_at), lang);
    buf_addf(text,
             tr(lang, "This agreement was shared with HR on %s: whoever wrote it down marked that "
                      "HR may see it, and the employee's report says so too.\n\n"),
             day.data);
    buf_release(&day);
}

static const struct review_source *source_of(const struct review *review,
                                             const struct review_row *row)
{
    for (size_t i = 0; i < review->sources.n_came; i++)
        if (strcmp(review->sources.sources[i].id, row->source) == 0)
            return &review->sources.sources[i];
    return NULL;
}

static void add_way(const struct review *review, const struct review_row *row, struct buf *text)
{
    enum lang lang = screen_lang(&review->screen);
    const struct review_source *source = *row->source ? source_of(review, row) : NULL;
    struct buf day = BUF_INIT;
    if (source)
        day_add_long(&day, clock_day(source->made_at), lang);
    if (*row->source)
        buf_addf(text,
                 tr(lang, "It came in a bundle of %s; the newest change in the last bundle "
                          "is of %s. A bundle holds nothing but agreements like this one: "
                          "no notes, no answers, no goals. So none are in this file.\n\n"),
                 manager_of(review, row), day.data);
    else
        buf_adds(text, tr(lang, "It was written down in this very file, by the manager who works "
                                "with it too. What that manager keeps beside it is not shown "
                                "here, and words looked for here are not looked for there.\n\n"));
    buf_release(&day);
}

struct outcome detail_why(const struct review *review)
{
    const struct review_row *row = rows_selected(&review->rows);
    enum lang lang = screen_lang(&review->screen);
    struct buf text = BUF_INIT;
    if (!row)
        return outcome_nothing();
    add_what(review, row, &text);
    add_shared(review, &text);
    add_way(review, row, &text);
    buf_adds(&text, tr(lang, "You see who does what, by when, how it is followed up and looked "
                             "back on, how it stands, and the remarks made with that. What was "
                             "said in the conversation stays between the two.\n"));
    struct screen *screen = view_open(review->screen.desk, tr(lang, "Why do I see this?"),
                                      text.data, row->row.agreement.interview);
    buf_release(&text);
    return outcome_open(screen);
}
