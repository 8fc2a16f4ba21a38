/*
 * sparring_draw: the list, a question with what was said, and the text being written.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "sparring_inside.h"

#define MARGIN      SPARRING_MARGIN
#define COLUMNS_MAX SPARRING_COLUMNS
#define TEXT_ROWS   6
#define LIST_ROWS   4 /* that the selected question leaves to the list */

/* ---- the list -------------------------------------------------------------------------------- */

static const char *state_word(const struct sparring *sparring, const struct sparring_row *row)
{
    enum lang lang = lang_of(sparring);
    if (row->closed)
        return tr(lang, "closed");
    if (sparring->side == SIDE_HR)
        return row->turn == SIDE_HR ? tr(lang, "waits") : tr(lang, "answered");
    if (row->fresh)
        return tr(lang, "new");
    return row->turn == SIDE_HR ? tr(lang, "asked") : tr(lang, "answered");
}

/* Whose it is and where it was asked. */
void sparring_add_origin(struct buf *buf, const struct sparring_row *row)
{
    buf_adds(buf, row->from);
    if (*row->title)
        buf_addf(buf, "%s%s", buf->len ? ", " : "", row->title);
}

/* Is anything known of where they were asked? Else the questions have that room too. */
static bool origins(const struct sparring *sparring)
{
    for (size_t i = 0; i < sparring->n; i++)
        if (*sparring->rows[i].from || *sparring->rows[i].title)
            return true;
    return false;
}

static void draw_row(struct sparring *sparring, struct frame *frame, int at, size_t i)
{
    const struct sparring_row *row = &sparring->rows[i];
    bool here = i == sparring->list.selected, waits;
    enum style style = here ? STYLE_FOCUS : STYLE_PLAIN;
    int end = frame->columns > 110 ? 108 : frame->columns - 1, when = end - 10;
    int origin = frame->columns < 76 || !origins(sparring) ? when : when - 24;
    struct buf buf = BUF_INIT;
    const char *state = state_word(sparring, row);
    waits = !row->closed && (sparring->side == SIDE_HR ? row->turn == SIDE_HR : row->fresh > 0);
    if (here) {
        frame_fill(frame, at, 1, end - 1, style);
        frame_put(frame, at, 1, 1, ">", style);
        frame_cursor(frame, at, 1);
    }
    frame_put(frame, at, 3, 11, state, waits && !here ? STYLE_STRONG : style);
    frame_put(frame, at, 15, origin - 17, row->question, style);
    sparring_add_origin(&buf, row);
    if (origin < when)
        frame_put(frame, at, origin, when - origin - 2, buf.data, style);
    buf_clear(&buf);
    day_add_short(&buf, clock_day(row->last_at), clock_today(&sparring->screen.desk->clock),
                  lang_of(sparring));
    frame_put(frame, at, when, end - when, buf.data, style);
    frame_spot(frame, at, 0, 1, frame->columns, COMMAND_SELECT, (int)i);
    buf_release(&buf);
}

/* The selected question in full below the list, with where it was asked. Rows it takes, the rule
 * among them; no more than leaves room for a few rows of the list. */
static int preview_rows(const struct sparring *sparring, const struct frame *frame, int room)
{
    const char *question = sparring->rows[sparring->list.selected].question;
    int rows = 2 + frame_wrap_rows(question, frame->columns - 2 * MARGIN), most = room - LIST_ROWS;
    return rows < most ? rows : most;
}

static void draw_preview(const struct sparring *sparring, struct frame *frame, int row)
{
    const struct sparring_row *about = &sparring->rows[sparring->list.selected];
    int columns = frame->columns - 2 * MARGIN, end = screen_bottom(frame);
    struct buf origin = BUF_INIT;
    frame_rule(frame, row++, 0, frame->columns);
    sparring_add_origin(&origin, about);
    frame_put(frame, row, MARGIN, columns, origin.data, STYLE_QUIET);
    row += origin.len > 0;
    frame_wrap(frame, row, MARGIN, end - row, columns, about->question, STYLE_PLAIN);
    buf_release(&origin);
}

static void draw_list(struct sparring *sparring, struct frame *frame)
{
    enum lang lang = lang_of(sparring);
    int top = SCREEN_TOP + 1, columns = frame->columns > 80 ? 70 : frame->columns - 8;
    screen_head(frame, tr(lang, "Sparring"),
                sparring->side == SIDE_HR ? "HR" : tr(lang, "with HR"));
    sparring->page = screen_bottom(frame) - top;
    if (!sparring->n) {
        frame_wrap(frame, top + 1, 4, sparring->page, columns,
                   sparring->side == SIDE_HR
                       ? tr(lang, "No manager has asked anything yet.")
                       : tr(lang, "You have not asked anything yet. At any point of a conversation "
                                  "you can ask HR what to do; whom it is about stays with you."),
                   STYLE_PLAIN);
        return;
    }
    int preview = preview_rows(sparring, frame, sparring->page);
    if (preview >= 3) {
        sparring->page -= preview;
        draw_preview(sparring, frame, top + sparring->page);
    }
    list_view(&sparring->list, (size_t)sparring->page);
    for (int i = 0; i < sparring->page && sparring->list.top + (size_t)i < sparring->n; i++)
        draw_row(sparring, frame, top + i, sparring->list.top + (size_t)i);
}

/* ---- what was said --------------------------------------------------------------------------- */

void sparring_forget_lines(struct sparring *sparring)
{
    for (size_t i = 0; i < sparring->n_lines; i++)
        free(sparring->lines[i].text);
    free(sparring->lines);
    sparring->lines = NULL;
    sparring->n_lines = 0;
}

static void add_lines(struct sparring *sparring, const char *text, int columns, enum style style)
{
    size_t len = strlen(text), done = 0, next;
    do {
        size_t take = utf8_wrap(text + done, len - done, columns, &next);
        sparring->lines = mem_room(sparring->lines, sparring->n_lines, sizeof *sparring->lines);
        sparring->lines[sparring->n_lines++] =
            (struct line){mem_copy_len(text + done, take), style};
        done += next;
    } while (done < len);
}

static void add_message(struct sparring *sparring, const struct sparring_message *message,
                        int columns)
{
    enum lang lang = lang_of(sparring);
    struct buf head = BUF_INIT;
    const char *manager =
        *sparring->thread.about.from ? sparring->thread.about.from : tr(lang, "The manager");
    buf_adds(&head, message->side == sparring->side ? tr(lang, "You")
                    : message->side == SIDE_HR      ? "HR"
                                                    : manager);
    buf_adds(&head, ", ");
    day_add_short(&head, clock_day(message->at), clock_today(&sparring->screen.desk->clock), lang);
    if (message->fresh)
        buf_addf(&head, "  %s", tr(lang, "new"));
    add_lines(sparring, head.data, columns, STYLE_HEADING);
    add_lines(sparring, message->closes ? tr(lang, "(closed)") : message->text, columns,
              message->closes ? STYLE_QUIET : STYLE_PLAIN);
    add_lines(sparring, "", columns, STYLE_PLAIN);
    buf_release(&head);
}

/* The messages in the rows from row up to end; the last ones when top was not set yet. */
static void draw_messages(struct sparring *sparring, struct frame *frame, int row, int end,
                          int columns)
{
    size_t page = end > row ? (size_t)(end - row) : 1;
    sparring_forget_lines(sparring);
    for (size_t i = 0; i < sparring->thread.n; i++)
        add_message(sparring, &sparring->thread.messages[i], columns);
    size_t last = sparring->n_lines > page ? sparring->n_lines - page : 0;
    sparring->top = sparring->top < last ? sparring->top : last;
    sparring->page = (int)page;
    for (size_t i = 0; i < page && sparring->top + i < sparring->n_lines; i++)
        frame_put(frame, row + (int)i, MARGIN, columns, sparring->lines[sparring->top + i].text,
                  sparring->lines[sparring->top + i].style);
}

/* ---- writing --------------------------------------------------------------------------------- */

static void draw_head(struct sparring *sparring, struct frame *frame)
{
    struct buf origin = BUF_INIT;
    if (*sparring->thread.about.id)
        sparring_add_origin(&origin, &sparring->thread.about);
    else
        buf_adds(&origin, sparring->title);
    screen_head(frame,
                *sparring->thread.about.id ? tr(lang_of(sparring), "Sparring")
                                           : tr(lang_of(sparring), "Ask HR"),
                origin.data);
    buf_release(&origin);
}

static const char *notice(const struct sparring *sparring)
{
    return sparring->side == SIDE_HR
               ? N_("The manager reads this at the point it was asked from. No names, nothing "
                    "medical.")
               : N_("HR gets the question and the point, not whom it is about. Leave out names and "
                    "anything medical.");
}

static void draw_writing(struct sparring *sparring, struct frame *frame, int columns)
{
    enum lang lang = lang_of(sparring);
    int rows = lineedit_rows(&sparring->edit, columns), bottom = screen_bottom(frame);
    int hint = frame_wrap_rows(tr(lang, notice(sparring)), columns);
    rows = rows < 3 ? 3 : rows > TEXT_ROWS ? TEXT_ROWS : rows;
    int field = *sparring->thread.about.id ? bottom - rows : SCREEN_TOP + 2 + hint + 2;
    if (*sparring->thread.about.id) {
        draw_messages(sparring, frame, SCREEN_TOP + 1, field - hint - 1, columns);
    } else {
        frame_put(frame, SCREEN_TOP + 1, MARGIN, columns, tr(lang, "What do you want to ask HR?"),
                  STYLE_STRONG);
    }
    frame_wrap(frame, field - hint - (*sparring->thread.about.id == '\0'), MARGIN, hint, columns,
               tr(lang, notice(sparring)), STYLE_QUIET);
    lineedit_draw(&sparring->edit, frame, field, MARGIN, rows, columns, true);
}

/* ---- the picture as a whole ------------------------------------------------------------------ */

void sparring_draw(struct screen *screen, struct frame *frame)
{
    struct sparring *sparring = (struct sparring *)screen;
    int columns =
        frame->columns > COLUMNS_MAX ? COLUMNS_MAX - 2 * MARGIN : frame->columns - 2 * MARGIN;
    if (sparring_in_list(sparring)) {
        draw_list(sparring, frame);
        return;
    }
    draw_head(sparring, frame);
    if (sparring_writing(sparring))
        draw_writing(sparring, frame, columns);
    else
        draw_messages(sparring, frame, SCREEN_TOP + 1, screen_bottom(frame), columns);
}
