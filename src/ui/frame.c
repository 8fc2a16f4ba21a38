#include "ui/frame.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

void frame_init(struct frame *frame, int rows, int columns, bool lines)
{
    *frame = (struct frame){
        .rows = rows > 0 ? rows : 0, .columns = columns > 0 ? columns : 0, .lines = lines};
    frame->cells = mem_zero((size_t)frame->rows * (size_t)frame->columns, sizeof *frame->cells);
    frame_clear(frame);
}

void frame_release(struct frame *frame)
{
    free(frame->cells);
    free(frame->spots);
    *frame = (struct frame){.cursor_row = -1};
}

void frame_clear(struct frame *frame)
{
    size_t n = (size_t)frame->rows * (size_t)frame->columns, columns = (size_t)frame->columns;
    for (size_t i = 0; i < n && i < columns; i++)
        frame->cells[i] = (struct cell){.text = " ", .columns = 1, .style = STYLE_PLAIN};
    for (size_t i = columns; i < n; i += columns)
        memcpy(frame->cells + i, frame->cells, columns * sizeof *frame->cells);
    frame->n_spots = 0;
    frame->cursor_row = -1;
    frame->cursor_col = 0;
    frame->first = 0;
    frame->end = frame->rows;
}

static void touch(struct frame *frame, int row)
{
    if (row < frame->first)
        frame->first = row;
    if (row >= frame->end)
        frame->end = row + 1;
}

void frame_shown(struct frame *frame)
{
    frame->first = frame->rows;
    frame->end = 0;
}

static struct cell *cell_at(const struct frame *frame, int row, int col)
{
    if (row < 0 || row >= frame->rows || col < 0 || col >= frame->columns)
        return NULL;
    return &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)col];
}

static void cell_blank(struct cell *cell)
{
    memcpy(cell->text, " ", 2);
    cell->columns = 1;
}

/* Whatever wide character stands with one half in this cell loses its other half. */
static void part(const struct frame *frame, int row, int col)
{
    struct cell *cell = cell_at(frame, row, col);
    if (!cell || cell->columns == 1)
        return;
    struct cell *other = cell_at(frame, row, cell->columns == 2 ? col + 1 : col - 1);
    cell_blank(cell);
    if (other)
        cell_blank(other);
}

/* Copies a step; one that is longer than a cell holds loses its last characters, whole ones. */
static void cell_text(struct cell *cell, const char *step, size_t size)
{
    if (size >= CELL_TEXT) {
        size = CELL_TEXT - 1;
        while (size && ((unsigned char)step[size] & 0xC0) == 0x80)
            size--;
    }
    memcpy(cell->text, step, size);
    cell->text[size] = '\0';
}

/* Puts one step of width 1 or 2; a wide one with a half outside becomes a blank inside. */
static void put_step(struct frame *frame, int row, int col, const char *step, size_t size,
                     int width, enum style style)
{
    for (int i = 0; i < width; i++) {
        struct cell *cell = cell_at(frame, row, col + i);
        if (!cell)
            continue;
        touch(frame, row);
        part(frame, row, col + i);
        cell_blank(cell);
        cell->style = (unsigned char)style;
    }
    struct cell *first = cell_at(frame, row, col);
    struct cell *last = cell_at(frame, row, col + width - 1);
    if (!first || !last)
        return;
    cell_text(first, step, size);
    first->columns = (unsigned char)width;
    if (width == 2) {
        last->text[0] = '\0';
        last->columns = 0;
    }
}

/* The cells from col on, of n those inside: *n becomes how many, the first is returned; NULL when
 * none are. They are about to be overwritten, so what stands there with one half loses the other.
 */
static struct cell *take_cells(struct frame *frame, int row, int col, int *n)
{
    int first = col > 0 ? col : 0, end = *n < frame->columns - col ? col + *n : frame->columns;
    *n = row >= 0 && row < frame->rows && end > first ? end - first : 0;
    if (!*n)
        return NULL;
    touch(frame, row);
    part(frame, row, first);
    part(frame, row, end - 1);
    return cell_at(frame, row, first);
}

/* Of n letters from col on (text; or all the same one, when step is 0) how many stand there. */
static int already(const struct frame *frame, int row, int col, const char *text, int step, int n,
                   enum style style)
{
    const struct cell *cell = cell_at(frame, row, col);
    int same = 0;
    if (n > frame->columns - col)
        n = frame->columns - col;
    for (; cell && same < n; same++, cell++, text += step)
        if (cell->text[0] != *text || cell->text[1] || cell->columns != 1 || cell->style != style)
            break;
    return same;
}

static bool ascii(char c)
{
    return c >= 0x20 && c <= 0x7E;
}

static bool plain_ascii(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!ascii(text[i]))
            return false;
    }
    return true;
}

/* One character of one column, where nothing has to be taken apart. */
static void put_letter(struct frame *frame, int row, int col, char letter, enum style style)
{
    struct cell *cell = cell_at(frame, row, col);
    if (!cell || cell->columns != 1) {
        put_step(frame, row, col, &letter, 1, 1, style);
        return;
    }
    touch(frame, row);
    cell->text[0] = letter;
    cell->text[1] = '\0';
    cell->style = (unsigned char)style;
}

/* Is it a step of one letter of ASCII: with no mark behind it? */
static bool is_letter(const char *text, size_t len, size_t at)
{
    return ascii(text[at]) && (at + 1 == len || ascii(text[at + 1]));
}

/* Puts shown text in whole steps as far as columns go; returns the columns used. */
static int put_shown(struct frame *frame, int row, int col, int columns, const char *text,
                     size_t len, enum style style)
{
    int used = 0;
    for (size_t at = 0; at < len;) {
        if (is_letter(text, len, at)) {
            if (used == columns)
                break;
            put_letter(frame, row, col + used++, text[at++], style);
            continue;
        }
        size_t next = utf8_next(text, len, at);
        int width = utf8_step_columns(text + at, next - at);
        if (width > 2 || width < 1) /* not shown text; never let it shift what follows */
            width = 1;
        if (used + width > columns)
            break;
        put_step(frame, row, col + used, text + at, next - at, width, style);
        used += width;
        at = next;
    }
    return used;
}

static int put_ascii(struct frame *frame, int row, int col, const char *text, size_t len,
                     enum style style)
{
    int same = already(frame, row, col, text, 1, (int)len, style), n = (int)len - same;
    struct cell *cells = take_cells(frame, row, col + same, &n);
    const char *letters = text + same + (col < 0 ? -col : 0);
    for (int i = 0; cells && i < n; i++) {
        cells[i].text[0] = letters[i];
        cells[i].text[1] = '\0';
        cells[i].columns = 1;
        cells[i].style = (unsigned char)style;
    }
    return (int)len;
}

/* The ellipsis, or as many of its dots as there is room for. */
static const char *ellipsis(const struct frame *frame, int columns, int *width)
{
    static const char dots[] = "...";
    if (frame->lines) {
        *width = 1;
        return "…";
    }
    *width = columns < 3 ? columns : 3;
    return dots + 3 - *width;
}

/* Puts shown text (len bytes, as utf8_show left it), with an ellipsis when it does not fit. */
static int put_fitting(struct frame *frame, int row, int col, int columns, const char *text,
                       size_t len, enum style style)
{
    if (columns <= 0)
        return 0;
    if (utf8_columns(text, len) <= columns)
        return put_shown(frame, row, col, columns, text, len, style);
    int width;
    const char *dots = ellipsis(frame, columns, &width);
    int used = put_shown(frame, row, col, columns - width, text, len, style);
    put_step(frame, row, col + used, dots, frame->lines ? strlen(dots) : 1, 1, style);
    for (int i = 1; i < width; i++)
        put_step(frame, row, col + used + i, dots + i, 1, 1, style);
    return used + width;
}

int frame_put_part(struct frame *frame, int row, int col, int columns, const char *text, size_t len,
                   enum style style)
{
    if (columns > frame->columns - col)
        columns = frame->columns - col;
    if (columns <= 0 || row < 0 || row >= frame->rows)
        return 0;
    if (len <= (size_t)columns && plain_ascii(text, len))
        return put_ascii(frame, row, col, text, len, style);
    if (utf8_clean(text, len))
        return put_fitting(frame, row, col, columns, text, len, style);
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, len, false);
    int used = put_fitting(frame, row, col, columns, shown.data, shown.len, style);
    buf_release(&shown);
    return used;
}

int frame_put(struct frame *frame, int row, int col, int columns, const char *text,
              enum style style)
{
    return frame_put_part(frame, row, col, columns, text, strlen(text), style);
}

int frame_put_right(struct frame *frame, int row, int col, int columns, const char *text,
                    enum style style)
{
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, strlen(text), false);
    int width = utf8_columns(shown.data, shown.len);
    int first = width < columns ? col + columns - width : col;
    frame_put_part(frame, row, first, col + columns - first, shown.data, shown.len, style);
    buf_release(&shown);
    return first;
}

/* One row after another of a text that is wrapped; shown holds the text as it is shown. */
struct wrapping {
    const char *text;
    size_t len, at; /* at: where the next row begins */
    int columns;
};

/* The next row's bytes, or false when there are no more. A newline at the end makes no row. */
static bool next_row(struct wrapping *wrapping, const char **row, size_t *size)
{
    if (wrapping->at >= wrapping->len)
        return false;
    const char *begin = wrapping->text + wrapping->at;
    size_t left = wrapping->len - wrapping->at;
    const char *end = memchr(begin, '\n', left);
    size_t paragraph = end ? (size_t)(end - begin) : left;
    size_t next = 0;
    *row = begin;
    *size = paragraph ? utf8_wrap(begin, paragraph, wrapping->columns, &next) : 0;
    wrapping->at += next < paragraph ? next : paragraph + 1;
    return true;
}

/* The last row there is room for while more follows: as much of it as fits, and an ellipsis. */
static void put_cut_row(struct frame *frame, int row, int col, int columns, const char *text,
                        size_t size, enum style style)
{
    int width;
    const char *dots = ellipsis(frame, columns, &width);
    size_t fits = utf8_fit(text, size, columns - width);
    int used = frame_put_part(frame, row, col, columns, text, fits, style);
    frame_put_part(frame, row, col + used, columns - used, dots, strlen(dots), style);
}

int frame_wrap(struct frame *frame, int row, int col, int rows, int columns, const char *text,
               enum style style)
{
    if (columns > frame->columns - col)
        columns = frame->columns - col;
    if (columns < 2)
        return 0;
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, strlen(text), true);
    struct wrapping wrapping = {.text = shown.data, .len = shown.len, .columns = columns};
    const char *part_text = "";
    size_t size = 0;
    int used = 0;
    while (used < rows && next_row(&wrapping, &part_text, &size)) {
        if (used + 1 == rows && wrapping.at < wrapping.len)
            put_cut_row(frame, row + used, col, columns, part_text, size, style);
        else
            frame_put_part(frame, row + used, col, columns, part_text, size, style);
        used++;
    }
    buf_release(&shown);
    return used;
}

int frame_wrap_rows(const char *text, int columns)
{
    if (columns < 2)
        return 0;
    struct buf shown = BUF_INIT;
    utf8_show(&shown, text, strlen(text), true);
    struct wrapping wrapping = {.text = shown.data, .len = shown.len, .columns = columns};
    const char *part_text;
    size_t size;
    int rows = 0;
    while (next_row(&wrapping, &part_text, &size))
        rows++;
    buf_release(&shown);
    return rows;
}

void frame_shift(struct frame *frame, int row, int rows, int by)
{
    const ptrdiff_t columns = frame->columns;
    int far = by < 0 ? -by : by;
    if (!columns || !by)
        return;
    for (int i = 0; i < rows - far; i++) { /* those first that another one takes the place of */
        int to = by < 0 ? row + rows - 1 - i : row + i;
        memcpy(frame->cells + to * columns, frame->cells + (to + by) * columns,
               (size_t)columns * sizeof *frame->cells);
    }
    touch(frame, row);
    touch(frame, row + rows - 1);
}

void frame_fill(struct frame *frame, int row, int col, int columns, enum style style)
{
    int same = already(frame, row, col, " ", 0, columns, style), n = columns - same;
    struct cell *cells = take_cells(frame, row, col + same, &n);
    for (int i = 0; cells && i < n; i++) {
        cell_blank(&cells[i]);
        cells[i].style = (unsigned char)style;
    }
}

void frame_rule(struct frame *frame, int row, int col, int columns)
{
    const char *line = frame->lines ? "─" : "-";
    struct cell *cells = take_cells(frame, row, col, &columns);
    for (int i = 0; cells && i < columns; i++) {
        memcpy(cells[i].text, line, strlen(line) + 1);
        cells[i].columns = 1;
        cells[i].style = STYLE_QUIET;
    }
}

void frame_rule_down(struct frame *frame, int row, int col, int rows)
{
    const char *line = frame->lines ? "│" : "|";
    for (int i = 0; i < rows && row + i < frame->rows; i++)
        put_step(frame, row + i, col, line, strlen(line), 1, STYLE_QUIET);
}

void frame_cursor(struct frame *frame, int row, int col)
{
    if (!cell_at(frame, row, col))
        return;
    frame->cursor_row = row;
    frame->cursor_col = col;
}

void frame_spot(struct frame *frame, int row, int col, int rows, int columns, int command,
                int argument)
{
    if (rows <= 0 || columns <= 0)
        return;
    frame->spots = mem_room(frame->spots, frame->n_spots, sizeof *frame->spots);
    frame->spots[frame->n_spots++] = (struct spot){row, col, rows, columns, command, argument};
}

const struct spot *frame_spot_at(const struct frame *frame, int row, int col)
{
    for (size_t i = frame->n_spots; i > 0; i--) {
        const struct spot *spot = &frame->spots[i - 1];
        if (row >= spot->row && row - spot->row < spot->rows && col >= spot->col &&
            col - spot->col < spot->columns)
            return spot;
    }
    return NULL;
}

void frame_dump(const struct frame *frame, struct buf *out)
{
    for (int row = 0; row < frame->rows; row++) {
        size_t end = out->len;
        for (int col = 0; col < frame->columns; col++) {
            const struct cell *cell = cell_at(frame, row, col);
            buf_adds(out, cell->text);
            if (strcmp(cell->text, " ") && cell->text[0])
                end = out->len;
        }
        buf_cut(out, end);
        buf_addc(out, '\n');
    }
}
