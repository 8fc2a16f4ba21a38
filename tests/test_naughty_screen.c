/*
 * Naughty texts pasted into the fields of the screens, as a terminal would send them: what stands
 * around the field stays as it is, and no cell holds anything that acts on a terminal.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "desk_fixture.h"
#include "naughty.h"
#include "sitting.h"
#include "ui/inbox.h"

enum { SHORT = 18 }; /* bytes that any field shows without a break */

static void paste(struct sitting *sitting, const struct buf *text)
{
    struct inbox inbox;
    struct key key;
    inbox_init(&inbox);
    inbox_paste_begin(&inbox);
    for (size_t i = 0; i < text->len; i++)
        inbox_byte(&inbox, (unsigned char)text->data[i], 0);
    inbox_paste_end(&inbox);
    while (inbox_take(&inbox, &key)) {
        stack_key(&sitting->stack, &key);
        key_release(&key);
    }
    inbox_release(&inbox);
}

/* Every row is as wide as the screen, whatever stands in it; and nothing in it acts. */
static void cells_are_whole(struct sitting *sitting, const char *where, const struct buf *text)
{
    struct buf picture = BUF_INIT;
    buf_adds(&picture, sitting_picture(sitting));
    naughty_is_shown(&picture, false, where, text);
    const struct frame *frame = &sitting->frame;
    for (int row = 0; row < frame->rows; row++) {
        int columns = 0;
        for (int col = 0; col < frame->columns; col++) {
            const struct cell *cell = &frame->cells[row * frame->columns + col];
            int wide = utf8_step_columns(cell->text, strlen(cell->text));
            if (wide != cell->columns)
                naughty_fail("a cell is not as wide as it says", where, text, &picture);
            columns += cell->columns;
        }
        if (columns != frame->columns)
            naughty_fail("a row is not as wide as the screen", where, text, &picture);
    }
    buf_release(&picture);
}

static size_t row_of(const char *picture, int row, const char **begin)
{
    for (; row > 0 && *picture; row--)
        picture += strcspn(picture, "\n") + 1;
    *begin = picture;
    return strcspn(picture, "\n");
}

/* The title and the bar say what they said before anything was pasted. */
static void frame_stays(struct sitting *sitting, const char *before, const char *where,
                        const struct buf *text)
{
    const int rows[] = {0, sitting->frame.rows - 1};
    const char *now = sitting_picture(sitting), *one, *other;
    for (size_t i = 0; i < 2; i++) {
        size_t len = row_of(before, rows[i], &one), now_len = row_of(now, rows[i], &other);
        if (len != now_len || memcmp(one, other, len) != 0)
            naughty_fail("what stands around the field changed", where, text, NULL);
    }
}

static bool is_plain(const struct buf *text)
{
    return text->len && text->len <= SHORT && strlen(text->data) == text->len &&
           utf8_clean(text->data, text->len) && text->data[0] != ' ' &&
           text->data[text->len - 1] != ' ';
}

/* Goes to a field with keys, pastes there, looks, and leaves with keys. */
static void try_field(struct sitting *sitting, const char *to, const char *where,
                      const struct buf *text)
{
    sitting_keys(sitting, to);
    char *before = mem_copy(sitting_picture(sitting));
    paste(sitting, text);
    cells_are_whole(sitting, where, text);
    frame_stays(sitting, before, where, text);
    if (is_plain(text) && !strstr(sitting_picture(sitting), text->data))
        naughty_fail("it does not stand in its field", where, text, NULL);
    free(before);
}

static void try_text(struct desk_fixture *fixture, const struct buf *text)
{
    struct sitting sitting;
    char interview[UUID_SIZE];
    desk_fixture_interview(fixture, "Sanne de Boer", desk_fixture_today(fixture), interview);
    sitting_open(&sitting, &fixture->desk, interview);
    try_field(&sitting, "<F6>", "a note", text);
    sitting_resize(&sitting, 18, 60, true);
    cells_are_whole(&sitting, "a note, small", text);
    sitting_resize(&sitting, 24, 80, true);
    try_field(&sitting, "<F4><Tab>", "what", text);
    try_field(&sitting, "<Tab>", "when", text);
    try_field(&sitting, "<Tab>", "follow up", text);
    sitting_close(&sitting);
    sitting_open(&sitting, &fixture->desk, NULL); /* everything typed is there again */
    cells_are_whole(&sitting, "again", text);
    sitting_close(&sitting);
}

static void pasted_texts_stay_in_their_field(void **state)
{
    struct desk_fixture fixture;
    struct naughty naughty;
    (void)state;
    naughty_load(&naughty);
    for (size_t i = 0; i < naughty.n; i++) {
        if (i % 20 == 0)
            desk_fixture_open(&fixture, LANG_NL);
        try_text(&fixture, &naughty.texts[i]);
        if (i % 20 == 19 || i + 1 == naughty.n)
            desk_fixture_close(&fixture);
    }
    naughty_release(&naughty);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pasted_texts_stay_in_their_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
