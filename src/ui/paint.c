#include "ui/paint.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "base/utf8.h"

#define MARKS  4 /* on one character; a terminal keeps no more */
#define BRIDGE 5 /* cells that are sent again rather than passed over: that takes as many bytes */
#define TAIL   4 /* blanks at the end of a row from which clearing it is shorter */
#define LIKE   8 /* cells that may differ in a row that is taken for one that moved */
#define MOVED  3 /* rows that moved, from which scrolling is shorter */

/* Differs from every cell there is. */
static const struct cell nothing = {.text = "", .columns = 1};
static const struct cell blank = {.text = " ", .columns = 1, .style = STYLE_PLAIN};

void paint_init(struct paint *paint, int rows, int columns)
{
    frame_init(&paint->shown, rows, columns, true);
    paint_forget(paint);
}

void paint_release(struct paint *paint)
{
    frame_release(&paint->shown);
}

void paint_forget(struct paint *paint)
{
    paint->known = false;
    paint->row = paint->look = -1;
}

void paint_speak(struct paint *paint, const struct paint_words *words)
{
    paint->words = *words;
    for (int style = 0; style < STYLE_COUNT; style++) {
        int first = 0;
        while (strcmp(words->looks[first], words->looks[style]) != 0)
            first++;
        paint->looks[style] = first;
    }
    paint_forget(paint);
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* ---- cells ----------------------------------------------------------------------------------- */

static struct cell *row_of(const struct frame *frame, int row)
{
    return frame->cells + (size_t)row * (size_t)frame->columns;
}

static inline bool same(const struct cell *a, const struct cell *b)
{
    if (a->text[0] != b->text[0] || a->columns != b->columns || a->style != b->style)
        return false;
    return a->text[0] == '\0' || (a->text[1] == '\0' && b->text[1] == '\0') ||
           strcmp(a->text, b->text) == 0;
}

static void fill(struct cell *cells, int n, const struct cell *with)
{
    for (int i = 0; i < n; i++)
        cells[i] = *with;
}

static bool is_ascii(const struct cell *cell)
{
    return cell->text[0] >= 0x20 && cell->text[0] < 0x7F && !cell->text[1];
}

/* Marks that join characters or pick another picture: what they do to the width differs between
 * terminals, so the characters are shown each for itself. */
static bool joins(uint32_t code)
{
    return code == 0x200D || code == 0xFE0E || code == 0xFE0F;
}

/* Adds what of the text is together as wide as the cell, by what the terminal counts (wcwidth), so
 * what stands behind it never shifts. */
static void add_characters(struct buf *out, const struct cell *cell)
{
    size_t len = strlen(cell->text);
    int room = cell->columns, marks = 0;
    bool any = false;
    for (size_t at = 0, size; at < len; at += size) {
        uint32_t code = utf8_decode(cell->text + at, len - at, &size);
        int width = wcwidth((wchar_t)code);
        if (width > room)
            break;
        if (width == 0 && !any) { /* a mark with nothing to stand on */
            buf_addc(out, ' ');
            any = true;
            room--;
        }
        if (width == 0 && !joins(code) && marks++ < MARKS)
            utf8_add(out, code);
        if (width > 0) {
            utf8_add(out, code);
            any = true;
            marks = 0;
            room -= width;
        }
    }
    for (; room > 0; room--, any = true)
        buf_addc(out, any ? ' ' : '?');
}

/* ---- telling the terminal -------------------------------------------------------------------- */

static void take_look(struct paint *paint, int style, struct buf *out)
{
    int look = paint->looks[style];
    if (look == paint->look)
        return;
    if (paint->look < 0 || paint->words.looks[paint->look][0])
        buf_adds(out, paint->words.reset);
    buf_adds(out, paint->words.looks[look]);
    paint->look = look;
}

/* "CSI first ; second final" */
static void add_control(struct buf *out, int first, int second, char final)
{
    buf_add(out, "\033[", 2);
    buf_add_number(out, (unsigned)first);
    buf_addc(out, ';');
    buf_add_number(out, (unsigned)second);
    buf_addc(out, final);
}

/* "CSI column G" */
static void add_column(struct buf *out, int column)
{
    buf_add(out, "\033[", 2);
    buf_add_number(out, (unsigned)column);
    buf_addc(out, 'G');
}

static void jump(struct paint *paint, int row, int col, struct buf *out)
{
    if (!paint->words.moves_in_any)
        take_look(paint, STYLE_PLAIN, out);
    if (paint->words.move)
        paint->words.move(out, row, col);
    else if (paint->row == row && paint->words.moves_across)
        add_column(out, col + 1);
    else
        add_control(out, row + 1, col + 1, 'H');
    paint->row = row;
    paint->col = col;
}

/* Puts the cell where the terminal writes next. Behind the last one terminals differ. */
static void put(struct paint *paint, const struct cell *cell, struct buf *out)
{
    take_look(paint, cell->style, out);
    if (is_ascii(cell))
        buf_addc(out, cell->text[0]);
    else
        add_characters(out, cell);
    paint->col += cell->columns;
    if (paint->col >= paint->shown.columns)
        paint->row = -1;
}

/* Puts the letters from col on as far as they differ and look alike, nearly all there is to put;
 * returns the column behind them. */
static int put_letters(struct paint *paint, const struct cell *old, const struct cell *now, int col,
                       int end, struct buf *out)
{
    char letters[256];
    size_t n = 0;
    take_look(paint, now[col].style, out);
    while (col < end && n < sizeof letters && is_ascii(&now[col]) && !same(&old[col], &now[col]) &&
           paint->looks[now[col].style] == paint->look)
        letters[n++] = now[col++].text[0];
    buf_add(out, letters, n);
    explicit_bzero(letters, n);
    paint->col = col;
    if (col >= paint->shown.columns)
        paint->row = -1;
    return col;
}

/* Can what stands between be sent again, to get to col? */
static bool bridges(const struct paint *paint, const struct cell *cells, int row, int col)
{
    if (paint->row != row || paint->col > col || col - paint->col > BRIDGE)
        return false;
    for (int i = paint->col; i < col; i++)
        if (!is_ascii(&cells[i]) || paint->looks[cells[i].style] != paint->look)
            return false;
    return true;
}

static void go(struct paint *paint, const struct cell *cells, int row, int col, struct buf *out)
{
    if (!bridges(paint, cells, row, col))
        jump(paint, row, col, out);
    while (paint->col < col)
        put(paint, &cells[paint->col], out);
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* From which column on a row is blank, if that is worth clearing it; else behind its end. */
static int tail_of(const struct paint *paint, const struct cell *cells, int columns)
{
    int from = columns;
    while (from && is_ascii(&cells[from - 1]) && cells[from - 1].text[0] == ' ' &&
           paint->looks[cells[from - 1].style] == paint->looks[STYLE_PLAIN])
        from--;
    bool worth = columns - from >= TAIL && *paint->words.clear_end && paint->words.clears_plain;
    return worth ? from : columns;
}

static void show_row(struct paint *paint, const struct frame *frame, int row, int columns,
                     struct buf *out)
{
    struct cell *old = row_of(&paint->shown, row);
    const struct cell *now = row_of(frame, row);
    if (memcmp(old, now, (size_t)columns * sizeof *now) == 0)
        return;
    int tail = columns == paint->shown.columns ? tail_of(paint, now, columns) : columns;
    int last = row + 1 == paint->shown.rows && !paint->words.stays_last ? columns - 1 : columns;
    for (int col = 0; col < last;) {
        if (same(&old[col], &now[col])) {
            col++;
            continue;
        }
        while (col && !now[col].columns)
            col--;
        if (col + now[col].columns > last)
            break;
        go(paint, now, row, col, out);
        if (col >= tail) {
            take_look(paint, STYLE_PLAIN, out);
            buf_adds(out, paint->words.clear_end);
            break;
        }
        if (is_ascii(&now[col])) {
            col = put_letters(paint, old, now, col, smaller(tail, last), out);
            continue;
        }
        put(paint, &now[col], out);
        col += now[col].columns;
    }
    memcpy(old, now, (size_t)columns * sizeof *now);
}

/* ---- rows that moved ------------------------------------------------------------------------- */

static bool like(const struct cell *a, const struct cell *b, int columns)
{
    int others = 0;
    if (memcmp(a, b, (size_t)columns * sizeof *a) == 0)
        return true;
    for (int col = 0; col < columns && others <= LIKE; col++)
        others += !same(&a[col], &b[col]);
    return others <= LIKE;
}

/* Rows first to end - 1 show what stood `by` rows further down. */
struct shift {
    int first, end, by;
};

static bool moved(const struct paint *paint, const struct frame *frame, int row, int by)
{
    const struct cell *now = row_of(frame, row), *was = row_of(&paint->shown, row);
    return memcmp(now, was, (size_t)frame->columns * sizeof *now) != 0 &&
           like(now, row_of(&paint->shown, row + by), frame->columns) &&
           !like(now, was, frame->columns);
}

/* The most rows behind each other that moved one up or one down, from one that was drawn in too:
 * what does not come back there has to be shown again. A last row that cannot be shown whole stays
 * out of it. */
static struct shift find_shift(const struct paint *paint, const struct frame *frame)
{
    struct shift most = {0};
    int whole = paint->shown.rows - !paint->words.stays_last;
    for (int by = -1; by <= 1; by += 2) {
        int from = frame->first + (by < 0), end = smaller(frame->end, whole) - (by > 0);
        for (int row = from; row < end; row++) {
            int first = row;
            while (row < end && moved(paint, frame, row, by))
                row++;
            if (row - first > most.end - most.first)
                most = (struct shift){first, row, by};
        }
    }
    return most;
}

static void scroll(struct paint *paint, struct frame *frame, struct buf *out)
{
    struct shift shift = find_shift(paint, frame);
    bool up = shift.by > 0;
    int n = shift.end - shift.first, top = up ? shift.first : shift.first - 1;
    if (n < MOVED)
        return;
    take_look(paint, STYLE_PLAIN, out);
    add_control(out, top + 1, top + n + 1, 'r');
    paint->row = -1; /* that moves the cursor */
    jump(paint, up ? top + n : top, 0, out);
    buf_adds(out, up ? paint->words.up : paint->words.down);
    buf_adds(out, "\033[r");
    paint->row = -1;
    frame_shift(&paint->shown, top, n + 1, shift.by);
    fill(row_of(&paint->shown, up ? top + n : top), paint->shown.columns, &blank);
    frame->first = smaller(frame->first, top); /* the one that became blank was perhaps not drawn */
    frame->end = top + n + 1 > frame->end ? top + n + 1 : frame->end;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* Begins with a terminal that is clear. */
static void clear(struct paint *paint, struct frame *frame, struct buf *out)
{
    int n = paint->shown.rows * paint->shown.columns;
    take_look(paint, STYLE_PLAIN, out);
    buf_adds(out, paint->words.clear);
    fill(paint->shown.cells, n, paint->words.clears_plain ? &blank : &nothing);
    paint->row = -1;
    paint->known = true;
    frame->first = 0;
    frame->end = frame->rows;
}

void paint_show(struct paint *paint, struct frame *frame, struct buf *out)
{
    const struct paint_words *words = &paint->words;
    int rows = smaller(frame->rows, paint->shown.rows);
    int columns = smaller(frame->columns, paint->shown.columns);
    bool fits = rows == frame->rows && columns == frame->columns && rows == paint->shown.rows &&
                columns == paint->shown.columns;
    if (!paint->known)
        clear(paint, frame, out);
    else if (fits && words->clears_plain && *words->up && *words->down)
        scroll(paint, frame, out);
    for (int row = frame->first; row < frame->end && row < rows; row++)
        show_row(paint, frame, row, columns, out);
    frame_shown(frame);
    paint->shown.cursor_row = frame->cursor_row;
    paint->shown.cursor_col = frame->cursor_col;
    if (paint_cursor(paint, frame))
        go(paint, row_of(frame, frame->cursor_row), frame->cursor_row, frame->cursor_col, out);
}

bool paint_cursor(const struct paint *paint, const struct frame *frame)
{
    int rows = smaller(frame->rows, paint->shown.rows);
    int columns = smaller(frame->columns, paint->shown.columns);
    return frame->cursor_row >= 0 && frame->cursor_row < rows && frame->cursor_col >= 0 &&
           frame->cursor_col < columns;
}

void paint_again(struct paint *paint, struct buf *out)
{
    struct frame *shown = &paint->shown, again = *shown;
    size_t size = (size_t)shown->rows * (size_t)shown->columns * sizeof *shown->cells;
    again.cells = mem_grow(NULL, size + 1, 1);
    memcpy(again.cells, shown->cells, size);
    paint_forget(paint);
    paint_show(paint, &again, out);
    free(again.cells);
}
