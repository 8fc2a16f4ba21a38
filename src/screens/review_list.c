/*
 * review_list: how the rows are drawn: date, who, what, team, person and how it stands, as many of
 * them as there is room for.
 */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/excerpt.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "review_inside.h"
#include "ui/list.h"

#define GAP        2
#define LEFT       3   /* the sign of the selected row stands before it */
#define WHAT_LEAST 22  /* columns; what does not leave so many for it, is left out */
#define WIDE       110 /* columns from which how late is said in full */
#define MARKS      8

enum column {
    COLUMN_DUE,
    COLUMN_WHO,
    COLUMN_WHAT,
    COLUMN_TEAM,
    COLUMN_PERSON,
    COLUMN_STATUS,
    COLUMNS = LIST_COLUMNS
};

static const char *const headings[COLUMNS] = {
    [COLUMN_DUE] = N_("date"),  [COLUMN_WHO] = N_("who"),       [COLUMN_WHAT] = N_("what"),
    [COLUMN_TEAM] = N_("team"), [COLUMN_PERSON] = N_("person"), [COLUMN_STATUS] = N_("status"),
};

/* What a click on a heading does: order by it, or ask what of it to show. */
static const struct {
    int command, argument;
} clicks[COLUMNS] = {
    [COLUMN_DUE] = {REVIEW_BY, REVIEW_BY_DUE},
    [COLUMN_WHO] = {REVIEW_PART, PART_OWNER},
    [COLUMN_WHAT] = {REVIEW_FIND, 0},
    [COLUMN_TEAM] = {REVIEW_BY, REVIEW_BY_TEAM},
    [COLUMN_PERSON] = {REVIEW_BY, REVIEW_BY_PERSON},
    [COLUMN_STATUS] = {REVIEW_PART, PART_STATUS},
};

static int today_of(const struct review *review)
{
    return review->asked.filter.today;
}

/* ---- what stands in a cell ------------------------------------------------------------------- */

/* Of another year the weekday says nothing any more. */
static void add_far(struct buf *buf, int day, int today, enum lang lang)
{
    struct buf words = BUF_INIT;
    day_add_short(&words, day, today, lang);
    const char *blank = strchr(words.data, ' ');
    buf_adds(buf, blank ? blank + 1 : words.data);
    buf_release(&words);
}

static void add_due(struct buf *buf, const struct agreement *agreement, int today, enum lang lang)
{
    if (agreement->due == DAY_NONE)
        buf_adds(buf, tr(lang, "no date"));
    else if (day_civil(agreement->due).year == day_civil(today).year)
        day_add_short(buf, agreement->due, today, lang);
    else
        add_far(buf, agreement->due, today, lang);
}

/* "! 3 days late", "today", "being done": calm, and without a colour as clear. */
static void add_status(struct buf *buf, const struct agreement *agreement, int today, bool wide,
                       enum lang lang)
{
    int days = agreement->due == DAY_NONE ? -1 : today - agreement->due;
    if (agreement_late(agreement, today) && wide)
        buf_addf(buf, trn(lang, days, "! %d day late", "! %d days late"), days);
    else if (agreement_late(agreement, today))
        buf_addf(buf, tr(lang, "! %d late"), days);
    else if (agreement->status != STATUS_RUNNING && agreement_unsettled(agreement) && days == 0)
        day_add_distance(buf, agreement->due, today, lang);
    else
        buf_adds(buf, status_word(agreement->status, lang));
}

static void add_cell(const struct review *review, const struct review_row *row, enum column column,
                     bool wide, struct buf *buf)
{
    const struct desk *desk = review->screen.desk;
    const struct agreement *agreement = &row->row.agreement;
    switch (column) {
    case COLUMN_DUE:
        add_due(buf, agreement, today_of(review), desk->lang);
        break;
    case COLUMN_WHO:
        if (agreement->owner == OWNER_OTHER && !utf8_blank(agreement->owner_name))
            buf_adds(buf, agreement->owner_name);
        else if (agreement->owner != OWNER_NONE)
            buf_adds(buf, review_owner_word(agreement->owner, desk->lang));
        break;
    case COLUMN_WHAT:
        buf_adds(buf,
                 *agreement->what ? agreement->what : tr(desk->lang, "(nothing filled in yet)"));
        break;
    case COLUMN_TEAM:
        buf_adds(buf, row->row.person.team);
        break;
    case COLUMN_PERSON:
        desk_add_name(desk, buf, &row->row.person);
        break;
    case COLUMN_STATUS:
        add_status(buf, agreement, today_of(review), wide, desk->lang);
        break;
    case COLUMNS:
        break;
    }
}

/* ---- the cells to be drawn ------------------------------------------------------------------- */

/* Of some rows what stands in each column, one behind the other, each with its NUL. */
struct cells {
    struct buf text;
    size_t *begins; /* of column c of row first + r: [r * COLUMNS + c] */
    size_t first, n;
};

static void cells_make(struct cells *cells, const struct review *review, bool wide, size_t first,
                       size_t n)
{
    *cells = (struct cells){.text = BUF_INIT, .first = first, .n = n};
    cells->begins = mem_zero(n * COLUMNS + 1, sizeof *cells->begins);
    for (size_t i = 0; i < n * COLUMNS; i++) {
        cells->begins[i] = cells->text.len;
        add_cell(review, &review->rows.rows[first + i / COLUMNS], (enum column)(i % COLUMNS), wide,
                 &cells->text);
        buf_addc(&cells->text, '\0');
    }
}

static const char *cell_of(const struct cells *cells, size_t row, enum column column)
{
    return cells->text.data + cells->begins[(row - cells->first) * COLUMNS + column];
}

static void cells_release(struct cells *cells)
{
    buf_release(&cells->text);
    free(cells->begins);
}

/* ---- where it stands ------------------------------------------------------------------------- */

/* Is what was looked for marked there? */
static bool marks_words(enum column column)
{
    return column == COLUMN_WHAT || column == COLUMN_WHO || column == COLUMN_PERSON;
}

/* Is it the column the list is ordered by? Its heading has a sign that says so. */
static bool orders_by(const struct review *review, enum column column)
{
    return clicks[column].command == REVIEW_BY &&
           clicks[column].argument == (int)review->asked.filter.order;
}

/* Notes whose rows are in view where cells are, and what columns they need. */
static void see(struct review *review, const struct cells *cells)
{
    for (size_t i = cells->first; i < cells->first + cells->n; i++) {
        struct list_row *seen = &review->seen.rows[i - review->rows.top];
        memcpy(seen->id, review->rows.rows[i].row.agreement.id, sizeof seen->id);
        for (enum column column = 0; column < COLUMNS; column++) {
            const char *cell = cell_of(cells, i, column);
            int brackets = marks_words(column) && review->asked.filter.words ? 2 : 0;
            seen->widths[column] = utf8_columns(cell, strlen(cell)) + brackets;
        }
    }
}

/* The columns a column needs for its heading and the rows in view, up to most. */
static int needed(const struct review *review, enum column column, int most)
{
    const char *heading = tr(review->screen.desk->lang, headings[column]);
    int width = utf8_columns(heading, strlen(heading)) + (orders_by(review, column) ? 2 : 0);
    for (size_t i = 0; i < review->seen.n; i++) {
        int own = review->seen.rows[i].widths[column];
        width = own > width ? own : width;
    }
    return width < most ? width : most;
}

static int room_for_what(const struct list_layout *at, int columns)
{
    int room = columns - LEFT;
    for (enum column column = 0; column < COLUMNS; column++)
        if (column != COLUMN_WHAT && at->width[column])
            room -= at->width[column] + GAP;
    return room;
}

/* Each takes what it needs; what does not fit beside what is agreed stands in the detail alone. */
static struct list_layout lay_out(const struct review *review, int columns)
{
    static const enum column spare[] = {COLUMN_WHO, COLUMN_TEAM, COLUMN_PERSON};
    static const int parts[COLUMNS] = {4, 5, 1,
                                       6, 5, 4}; /* of the columns at most one in so many */
    struct list_layout at = {.col = {0}};
    for (enum column column = 0; column < COLUMNS; column++)
        if (column != COLUMN_WHAT)
            at.width[column] = needed(review, column, columns / parts[column]);
    for (size_t i = 0; i < sizeof spare / sizeof *spare; i++)
        if (room_for_what(&at, columns) < WHAT_LEAST)
            at.width[spare[i]] = 0;
    at.width[COLUMN_WHAT] = room_for_what(&at, columns);
    int col = LEFT;
    for (enum column column = 0; column < COLUMNS; column++) {
        at.col[column] = col;
        col += at.width[column] ? at.width[column] + GAP : 0;
    }
    return at;
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Which way it is ordered. */
static const char *order_sign(const struct review *review, enum column column,
                              const struct frame *frame)
{
    if (!orders_by(review, column))
        return "";
    if (review->asked.filter.reversed)
        return frame->lines ? " ↑" : " ^";
    return frame->lines ? " ↓" : " v";
}

static void draw_headings(const struct review *review, struct frame *frame, int row,
                          const struct list_layout *at)
{
    for (enum column column = 0; column < COLUMNS; column++) {
        struct buf heading = BUF_INIT;
        buf_addf(&heading, "%s%s", tr(review->screen.desk->lang, headings[column]),
                 order_sign(review, column, frame));
        frame_put(frame, row, at->col[column], at->width[column], heading.data, STYLE_HEADING);
        if (at->width[column])
            frame_spot(frame, row, at->col[column], 1, at->width[column] + GAP,
                       clicks[column].command, clicks[column].argument);
        buf_release(&heading);
    }
}

/* What was looked for stands between brackets; the text is cut before it when it would be out of
 * sight. */
static const char *mark_words(const struct review *review, const char *cell, int columns,
                              struct buf *marked)
{
    struct mark marks[MARKS];
    size_t n =
        review->asked.filter.words ? excerpt_find(cell, review->asked.words, marks, MARKS) : 0;
    buf_clear(marked);
    if (!n)
        return cell;
    excerpt_add(marked, cell, marks, n, 0);
    if (utf8_columns(cell, marks[0].at + marks[0].len) + 3 > columns) {
        buf_clear(marked);
        excerpt_add(marked, cell, marks, n, columns - 2 * (int)n - 4);
    }
    return marked->data;
}

static void draw_row(const struct review *review, struct frame *frame, int row, size_t i,
                     const struct cells *cells, const struct list_layout *at)
{
    const struct review_rows *rows = &review->rows;
    bool here = i == rows->selected;
    enum style style = here ? STYLE_FOCUS : STYLE_PLAIN;
    if (here) {
        frame_fill(frame, row, 1, frame->columns - 2, style);
        frame_put(frame, row, 1, 1, ">", style);
        if (!review->searching)
            frame_cursor(frame, row, 1);
    }
    struct buf marked = BUF_INIT;
    for (enum column column = 0; column < COLUMNS; column++) {
        const char *cell = cell_of(cells, i, column);
        if (marks_words(column))
            cell = mark_words(review, cell, at->width[column], &marked);
        bool late = column == COLUMN_STATUS &&
                    agreement_late(&rows->rows[i].row.agreement, today_of(review));
        frame_put(frame, row, at->col[column], at->width[column], cell,
                  late && !here ? STYLE_WARN : style);
    }
    buf_release(&marked);
}

/* Signs at the edge where there is more above or below. */
static void draw_more(const struct review_rows *rows, struct frame *frame, int row)
{
    int edge = frame->columns - 1;
    if (rows->top > 0 || rows->before)
        frame_put(frame, row, edge, 1, frame->lines ? "↑" : "^", STYLE_QUIET);
    if (rows->top + rows->page < rows->n || rows->after)
        frame_put(frame, row + (int)rows->page - 1, edge, 1, frame->lines ? "↓" : "v", STYLE_QUIET);
}

/* The rows cells are of, on a frame that is blank there. */
static void draw_rows(struct review *review, struct frame *frame, const struct cells *cells)
{
    const struct list_seen *seen = &review->seen;
    for (size_t i = cells->first; i < cells->first + cells->n; i++)
        draw_row(review, frame, seen->row + 1 + (int)(i - review->rows.top), i, cells, &seen->at);
}

/* Brings the one selected into view; returns how many rows are. */
static size_t view(struct review_rows *rows)
{
    struct list list = {.n = rows->n, .selected = rows->selected, .top = rows->top};
    list_view(&list, rows->page);
    rows->top = list.top;
    size_t left = rows->n - rows->top;
    return left < rows->page ? left : rows->page;
}

static bool is_wide(const struct frame *frame)
{
    return frame->columns - 2 >= WIDE;
}

void list_draw(struct review *review, struct frame *frame, int row, int n)
{
    struct review_rows *rows = &review->rows;
    struct list_seen *seen = &review->seen;
    struct cells cells;
    rows->page = n > 1 ? (size_t)n - 1 : 1;
    seen->row = row;
    seen->n = view(rows);
    seen->selected = rows->selected - rows->top;
    seen->rows = mem_grow(seen->rows, seen->n + 1, sizeof *seen->rows);
    cells_make(&cells, review, is_wide(frame), rows->top, seen->n);
    see(review, &cells);
    seen->at = lay_out(review, frame->columns - 2);
    draw_headings(review, frame, row, &seen->at);
    draw_rows(review, frame, &cells);
    for (int i = 0; i < (int)seen->n; i++)
        frame_spot(frame, row + 1 + i, 0, 1, frame->columns, COMMAND_SELECT, i);
    draw_more(rows, frame, row + 1);
    cells_release(&cells);
}

/* ---- drawing it where it moved --------------------------------------------------------------- */

/* By how many rows what is in view now stands further down the list than what was seen; as many as
 * there are when they have nothing in common. */
static long moved_by(const struct review *review)
{
    const struct list_seen *seen = &review->seen;
    const struct review_row *now = review->rows.rows + review->rows.top;
    for (size_t by = 0; by < seen->n; by++) {
        if (strcmp(now[0].row.agreement.id, seen->rows[by].id) == 0)
            return (long)by;
        if (strcmp(now[by].row.agreement.id, seen->rows[0].id) == 0)
            return -(long)by;
    }
    return (long)seen->n;
}

/* Rows in view, first to end - 1. */
struct stretch {
    size_t first, end;
};

static void stretch(struct stretch *stretch, size_t first, size_t end)
{
    stretch->first = first < stretch->first ? first : stretch->first;
    stretch->end = end > stretch->end ? end : stretch->end;
}

/* What has to be drawn when those in view moved by so many: what came, and which one is selected.
 */
static struct stretch changed(const struct list_seen *seen, long by, size_t selected)
{
    struct stretch rows = {selected, selected + 1};
    long was = (long)seen->selected - by;
    if (by > 0)
        stretch(&rows, seen->n - (size_t)by, seen->n);
    if (by < 0)
        stretch(&rows, 0, (size_t)-by);
    if (was >= 0 && was < (long)seen->n)
        stretch(&rows, (size_t)was, (size_t)was + 1);
    return rows;
}

static void shift_seen(struct list_seen *seen, long by)
{
    size_t far = (size_t)(by < 0 ? -by : by), left = seen->n - far;
    memmove(seen->rows + (by < 0 ? far : 0), seen->rows + (by < 0 ? 0 : far),
            left * sizeof *seen->rows);
}

static bool same_layout(const struct list_layout *a, const struct list_layout *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

bool list_draw_moved(struct review *review, struct frame *frame)
{
    struct review_rows *rows = &review->rows;
    struct list_seen *seen = &review->seen;
    struct cells cells;
    if (view(rows) != seen->n)
        return false;
    long by = moved_by(review);
    struct stretch anew = changed(seen, by, rows->selected - rows->top);
    shift_seen(seen, by);
    seen->selected = rows->selected - rows->top;
    cells_make(&cells, review, is_wide(frame), rows->top + anew.first, anew.end - anew.first);
    see(review, &cells);
    struct list_layout at = lay_out(review, frame->columns - 2);
    bool same = same_layout(&at, &seen->at);
    if (same) {
        int first = seen->row + 1, n = (int)seen->n;
        frame_shift(frame, first, n, (int)by);
        for (int i = 0; i < n; i++)
            frame_fill(frame, first + i, frame->columns - 1, 1, STYLE_PLAIN);
        for (int i = (int)anew.first; i < (int)anew.end; i++)
            frame_fill(frame, first + i, 0, frame->columns, STYLE_PLAIN);
        draw_rows(review, frame, &cells);
        draw_more(rows, frame, first);
    }
    cells_release(&cells);
    return same;
}
