/*
 * Texts put in a frame, each in a place of its own: the cells around it stay as they were, and
 * nothing of what is stored acts on a terminal. Four bytes say where, the text ends at 0xFF.
 */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/frame.h"

enum { ROWS = 10, COLUMNS = 50 };

struct place {
    int row, col, rows, columns;
};

static void stays_inside(const struct frame *frame, const struct place *place)
{
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLUMNS; col++) {
            const struct cell *cell = &frame->cells[row * COLUMNS + col];
            bool inside = row >= place->row && row < place->row + place->rows &&
                          col >= place->col && col < place->col + place->columns;
            FUZZ_HOLDS(strlen(cell->text) < CELL_TEXT);
            FUZZ_HOLDS(cell->columns == 1 || (cell->columns == 2 && col + 1 < COLUMNS) ||
                       (cell->columns == 0 && col > 0 && cell[-1].columns == 2));
            FUZZ_HOLDS(inside || !strcmp(cell->text, "#"));
        }
}

/* Shown once is shown: nothing is left to be made visible, and it is as wide as was said. */
static void shows(const char *text, size_t len)
{
    struct buf once = BUF_INIT, twice = BUF_INIT;
    utf8_show(&once, text, len, false);
    utf8_show(&twice, once.data, once.len, false);
    FUZZ_HOLDS(once.len == twice.len && !memcmp(once.data, twice.data, once.len));
    FUZZ_HOLDS(utf8_columns(text, len) == utf8_columns(once.data, once.len));
    fuzz_is_shown(once.data, once.len);
    buf_clear(&twice);
    utf8_show(&twice, text, len, true);
    fuzz_is_shown(twice.data, twice.len);
    buf_release(&once);
    buf_release(&twice);
}

static void wraps(const char *text, size_t len, int columns)
{
    for (size_t at = 0, next; at < len; at = next) {
        size_t row = utf8_wrap(text + at, len - at, columns, &next);
        FUZZ_HOLDS(row <= next && next > 0);
        FUZZ_HOLDS(utf8_columns(text + at, row) <= columns ||
                   utf8_next(text + at, len - at, 0) >= row);
        next += at;
        FUZZ_HOLDS(next <= len);
    }
}

static void put(struct frame *frame, const struct place *place, int how, const char *text,
                size_t len)
{
    for (int row = 0; row < ROWS; row++)
        for (int col = 0; col < COLUMNS; col++)
            frame_put(frame, row, col, 1, "#", STYLE_PLAIN);
    struct buf whole = BUF_INIT;
    fuzz_text(&whole, (const uint8_t *)text, len);
    if (how == 0)
        frame_put(frame, place->row, place->col, place->columns, whole.data, STYLE_FIELD);
    else if (how == 1)
        frame_put_right(frame, place->row, place->col, place->columns, whole.data, STYLE_WARN);
    else if (how == 2)
        frame_put_part(frame, place->row, place->col, place->columns, text, len, STYLE_QUIET);
    else
        FUZZ_HOLDS(frame_wrap(frame, place->row, place->col, place->rows, place->columns,
                              whole.data, STYLE_PLAIN) <= place->rows);
    buf_release(&whole);
    stays_inside(frame, place);
}

void fuzz_frame(const uint8_t *bytes, size_t len)
{
    struct frame frame;
    struct buf picture = BUF_INIT;
    frame_init(&frame, ROWS, COLUMNS, len && bytes[0] & 1);
    for (size_t i = 0, size; i + 4 <= len; i += 4 + size + 1) {
        const uint8_t *end = memchr(bytes + i + 4, 0xFF, len - i - 4);
        size = end ? (size_t)(end - bytes) - i - 4 : len - i - 4;
        struct place place = {bytes[i] % ROWS, bytes[i + 1] % COLUMNS, bytes[i + 2] % 7,
                              bytes[i + 3] % COLUMNS};
        int how = bytes[i] / ROWS % 4;
        const char *text = (const char *)bytes + i + 4;
        if (how != 3)
            place.rows = 1;
        put(&frame, &place, how, text, size);
        shows(text, size);
        wraps(text, size, 2 + place.columns);
    }
    frame_dump(&frame, &picture);
    fuzz_is_shown(picture.data, picture.len);
    buf_release(&picture);
    frame_release(&frame);
}
