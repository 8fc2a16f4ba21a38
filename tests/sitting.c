#include "sitting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/utf8.h"
#include "keys.h"

/* What takes long is done to its end first; a test of that goes slice by slice itself. */
static void draw(struct sitting *sitting)
{
    while (stack_busy(&sitting->stack))
        stack_work(&sitting->stack);
    stack_draw(&sitting->stack, &sitting->frame);
    buf_clear(&sitting->picture);
    frame_dump(&sitting->frame, &sitting->picture);
}

void sitting_begin(struct sitting *sitting, struct desk *desk, const struct beginning *beginning)
{
    struct err err = ERR_INIT(desk->lang);
    *sitting = (struct sitting){.picture = BUF_INIT};
    frame_init(&sitting->frame, 24, 80, false);
    if (stack_open(&sitting->stack, desk, beginning, &err))
        fail_msg("%s", err.text);
    draw(sitting);
    if (stack_settle(&sitting->stack))
        draw(sitting);
}

void sitting_open(struct sitting *sitting, struct desk *desk, const char *interview)
{
    sitting_begin(sitting, desk, &(struct beginning){.interview = interview});
}

void sitting_kill(struct sitting *sitting)
{
    stack_close(&sitting->stack);
    frame_release(&sitting->frame);
    buf_release(&sitting->picture);
}

void sitting_close(struct sitting *sitting)
{
    assert_int_equal(stack_save(&sitting->stack), 0);
    sitting_kill(sitting);
}

void sitting_resize(struct sitting *sitting, int rows, int columns, bool lines)
{
    frame_release(&sitting->frame);
    frame_init(&sitting->frame, rows, columns, lines);
    draw(sitting);
}

/* All that a frame is, to be compared with another. */
static void add_all(const struct frame *frame, struct buf *all)
{
    size_t cells = (size_t)frame->rows * (size_t)frame->columns;
    for (size_t i = 0; i < cells; i++) {
        const struct cell *cell = &frame->cells[i];
        buf_add(all, cell->text, strlen(cell->text) + 1);
        buf_add(all, &cell->columns, 1);
        buf_add(all, &cell->style, 1);
    }
    for (size_t i = 0; i < frame->n_spots; i++)
        buf_add(all, &frame->spots[i], sizeof *frame->spots);
    buf_addf(all, "%d %d", frame->cursor_row, frame->cursor_col);
}

/* What only the changes of a key are drawn of has to be what all of it would look like. */
static void draw_key(struct sitting *sitting)
{
    struct buf typed = BUF_INIT, all = BUF_INIT;
    bool few = stack_draw_key(&sitting->stack, &sitting->frame);
    if (few)
        add_all(&sitting->frame, &typed);
    draw(sitting);
    if (few)
        add_all(&sitting->frame, &all);
    if (few && (typed.len != all.len || memcmp(typed.data, all.data, all.len)))
        fail_msg("a key looks another way when all is drawn, on \"%s\":\n%s",
                 sitting_screen(sitting), sitting->picture.data);
    sitting->typed += few;
    buf_release(&typed);
    buf_release(&all);
}

static void feed(void *arg, const struct key *key)
{
    struct sitting *sitting = arg;
    stack_key(&sitting->stack, key);
    draw_key(sitting);
    if (stack_look(&sitting->stack))
        draw(sitting);
}

void sitting_keys(struct sitting *sitting, const char *keys)
{
    keys_feed(keys, feed, sitting);
}

const char *sitting_picture(struct sitting *sitting)
{
    draw(sitting);
    return sitting->picture.data;
}

const char *sitting_screen(const struct sitting *sitting)
{
    return stack_top(&sitting->stack)->ops->name;
}

/* The messages of cmocka are too short for a picture. */
static void fail_with(const char *what, const char *text, const char *picture)
{
    fprintf(stderr, "%s: \"%s\"\n%s", what, text, picture);
    fail();
}

void sitting_shows(struct sitting *sitting, const char *text)
{
    const char *picture = sitting_picture(sitting);
    if (!strstr(picture, text))
        fail_with("not on the screen", text, picture);
}

void sitting_lacks(struct sitting *sitting, const char *text)
{
    const char *picture = sitting_picture(sitting);
    if (strstr(picture, text))
        fail_with("on the screen", text, picture);
}

static bool edge(char c)
{
    return !c || strchr(" \n", c);
}

static bool stands_whole(const char *picture, const char *word, size_t len)
{
    for (const char *at = picture; (at = memmem(at, strlen(at), word, len)); at++)
        if ((at == picture || edge(at[-1])) && edge(at[len]))
            return true;
    return false;
}

void sitting_shows_words(struct sitting *sitting, const char *text)
{
    const char *picture = sitting_picture(sitting);
    for (const char *word = text; *word;) {
        size_t len = strcspn(word, " ");
        if (len && !stands_whole(picture, word, len))
            fail_with("a word is not whole on the screen", text, picture);
        word += len;
        word += strspn(word, " ");
    }
}

/* On a sealed file (tests/sealed.h) the status line, and where it has no room the rule under the
 * title, say another thing about how it is kept. */
static bool same_picture(const struct sitting *sitting, const char *now, const char *picture)
{
    if (!getenv("TEST_SEALED"))
        return strcmp(now, picture) == 0;
    for (int row = 0; *now || *picture; row++) {
        size_t one = strcspn(now, "\n"), other = strcspn(picture, "\n");
        bool same = one == other && memcmp(now, picture, one) == 0;
        if (!same && row != 1 && row != sitting->frame.rows - 2)
            return false;
        now += one + (now[one] == '\n');
        picture += other + (picture[other] == '\n');
    }
    return true;
}

void sitting_is(struct sitting *sitting, const char *picture)
{
    const char *now = sitting_picture(sitting);
    if (!same_picture(sitting, now, picture))
        fail_with("another picture was expected", picture, now);
}

void sitting_click(struct sitting *sitting, const char *text, int count)
{
    const char *picture = sitting_picture(sitting);
    const char *found = strstr(picture, text);
    if (!found)
        fail_with("not on the screen", text, picture);
    struct key key = {.kind = PRESS_CLICK};
    const char *line = picture;
    assert_non_null(found);
    for (const char *at = picture; at < found; at++)
        if (*at == '\n') {
            key.row++;
            line = at + 1;
        }
    key.col = utf8_columns(line, (size_t)(found - line));
    for (key.count = 1; key.count <= count; key.count++)
        feed(sitting, &key);
}

void sitting_cursor_shown(struct sitting *sitting)
{
    const char *picture = sitting_picture(sitting);
    const struct frame *frame = &sitting->frame;
    if (frame->cursor_row < SCREEN_TOP || frame->cursor_row >= screen_bottom(frame) ||
        frame->cursor_col < 0 || frame->cursor_col >= frame->columns)
        fail_with("the cursor is out of sight", sitting_screen(sitting), picture);
}
