/*
 * Bytes as a terminal sends them, put together to keys and typed into a field that is drawn after
 * each. The first two say what field; later 0xFF with the next byte is a key curses knows, 0xFE a
 * width, 0xFD and 0xFC the brackets of a paste, 0xFB a click, 0xFA a pause.
 */
#include "fuzz.h"

#include <string.h>

#include "base/utf8.h"
#include "ui/inbox.h"
#include "ui/lineedit.h"

enum { KEYS_MOST = 4000, ROWS = 8, COLUMNS = 44, BESIDE = 4, BEHIND = 60 };

struct typing {
    struct inbox inbox;
    struct lineedit edit;
    struct frame frame;
    int64_t now;
    int rows, columns;
};

static void holds(const struct lineedit *edit)
{
    const struct buf *text = &edit->text;
    FUZZ_HOLDS(utf8_valid(text->data, text->len) && edit->cursor <= text->len);
    for (size_t i = 0; i < text->len; i++) {
        unsigned char byte = (unsigned char)text->data[i];
        FUZZ_HOLDS((byte >= ' ' && byte != 0x7F) || (byte == '\n' && edit->multiline));
    }
    size_t at = 0, steps = 0;
    bool on_edge = edit->cursor == 0;
    for (; at < text->len; steps++) {
        at = utf8_next(text->data, text->len, at);
        on_edge = on_edge || at == edit->cursor;
    }
    FUZZ_HOLDS(on_edge);
    FUZZ_HOLDS(!edit->max || steps <= edit->max);
}

/* It draws in its place and nowhere else, and the cursor stands in that. */
static void draw(struct typing *typing)
{
    struct frame *frame = &typing->frame;
    struct buf picture = BUF_INIT;
    frame_clear(frame);
    lineedit_draw(&typing->edit, frame, 1, BESIDE, typing->rows, typing->columns, true);
    FUZZ_HOLDS(frame->cursor_row >= 1 && frame->cursor_row < 1 + typing->rows);
    FUZZ_HOLDS(frame->cursor_col >= BESIDE && frame->cursor_col < BESIDE + typing->columns);
    for (int row = 0; row < frame->rows; row++)
        for (int col = 0; col < frame->columns; col++) {
            const struct cell *cell = &frame->cells[row * frame->columns + col];
            bool inside = row >= 1 && row < 1 + typing->rows && col >= BESIDE &&
                          col < BESIDE + typing->columns;
            FUZZ_HOLDS(inside || !strcmp(cell->text, " "));
        }
    frame_dump(frame, &picture);
    fuzz_is_shown(picture.data, picture.len);
    buf_release(&picture);
}

static void take_keys(struct typing *typing)
{
    struct key key;
    while (inbox_take(&typing->inbox, &key)) {
        if (key.kind == PRESS_CLICK)
            lineedit_click(&typing->edit, key.row % ROWS, key.col % COLUMNS, typing->rows,
                           typing->columns);
        else
            lineedit_key(&typing->edit, &key, typing->columns);
        key_release(&key);
        holds(&typing->edit);
        draw(typing);
    }
}

static void take(struct typing *typing, uint8_t byte, uint8_t next)
{
    switch (byte) {
    case 0xFF:
        inbox_name(&typing->inbox, (enum key_name)(next % NAME_COUNT));
        break;
    case 0xFE:
        typing->columns = 2 + next % (COLUMNS - 2);
        typing->rows = typing->edit.multiline ? 1 + next % (ROWS - 2) : 1;
        inbox_resize(&typing->inbox);
        break;
    case 0xFD:
        inbox_paste_begin(&typing->inbox);
        break;
    case 0xFC:
        inbox_paste_end(&typing->inbox);
        break;
    case 0xFB:
        lineedit_click(&typing->edit, next % ROWS, next / ROWS, typing->rows, typing->columns);
        break;
    case 0xFA:
        inbox_settle(&typing->inbox);
        break;
    default:
        inbox_byte(&typing->inbox, byte, typing->now);
    }
}

void fuzz_lineedit(const uint8_t *bytes, size_t len)
{
    if (len < 2)
        return;
    struct typing typing = {.rows = bytes[0] & 1 ? ROWS - 3 : 1, .columns = 2 + bytes[1] % 40};
    inbox_init(&typing.inbox);
    lineedit_init(&typing.edit, bytes[0] & 1, bytes[0] >> 1);
    frame_init(&typing.frame, ROWS, BEHIND, bytes[1] & 1);
    for (size_t i = 2; i < len && i < KEYS_MOST; i++) {
        bool more = bytes[i] == 0xFF || bytes[i] == 0xFE || bytes[i] == 0xFB;
        uint8_t next = more && i + 1 < len ? bytes[i + 1] : 0;
        take(&typing, bytes[i], next);
        typing.now += more ? 100 : 5;
        if (!inbox_room(&typing.inbox) || bytes[i] % 8 == 0)
            take_keys(&typing);
        i += more;
    }
    inbox_paste_end(&typing.inbox);
    inbox_settle(&typing.inbox);
    take_keys(&typing);
    frame_release(&typing.frame);
    lineedit_release(&typing.edit);
    inbox_release(&typing.inbox);
}
