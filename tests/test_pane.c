#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "ui/pane.h"

/* A form of n rows, each at row i * 2, in a window of its own. */
struct stand {
    struct pane pane;
    struct form form;
    struct frame frame;
    struct buf picture;
    int rows;  /* how tall what is drawn is */
    int tall;  /* rows of the item in focus */
    int times; /* drawn */
};

static int content(void *arg, struct frame *paper)
{
    struct stand *stand = arg;
    char line[16];
    stand->times++;
    for (int row = 0; row < stand->rows; row++) {
        snprintf(line, sizeof line, "line %d", row);
        frame_put(paper, row, 0, paper->columns, line, STYLE_PLAIN);
    }
    for (size_t i = 0; i < stand->form.n; i++) {
        struct form_item *item = &stand->form.items[i];
        form_place(&stand->form, item, paper, (int)i * 2, 0,
                   i == stand->form.focus ? stand->tall : 1, paper->columns);
        frame_spot(paper, (int)i * 2, 2, 1, 3, 7, (int)i);
    }
    return stand->rows;
}

static void stand_open(struct stand *stand, int rows, size_t items)
{
    char id[8];
    *stand = (struct stand){.picture = BUF_INIT, .rows = rows, .tall = 1};
    pane_init(&stand->pane);
    form_init(&stand->form);
    frame_init(&stand->frame, 10, 12, false);
    for (size_t i = 0; i < items; i++) {
        snprintf(id, sizeof id, "i%zu", i);
        form_add(&stand->form, ITEM_ROW, id);
    }
}

static void stand_close(struct stand *stand)
{
    pane_release(&stand->pane);
    form_release(&stand->form);
    frame_release(&stand->frame);
    buf_release(&stand->picture);
}

/* Shows in rows 2 .. 6 of the frame. */
static const char *show(struct stand *stand)
{
    frame_clear(&stand->frame);
    pane_show(&stand->pane, &stand->frame, (struct pane_box){2, 1, 5, 10}, content, stand,
              (struct pane_items){&stand->form, 0, stand->form.n});
    buf_clear(&stand->picture);
    frame_dump(&stand->frame, &stand->picture);
    return stand->picture.data;
}

static void what_fits_is_shown_whole(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 3, 2);
    assert_string_equal(show(&stand), "\n\n line 0\n line 1\n line 2\n\n\n\n\n\n");
    assert_int_equal(stand.frame.cursor_row, 2);
    stand_close(&stand);
}

/* As where a text being typed gets another row. */
static void a_row_more_is_drawn_once(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 6, 2);
    show(&stand);
    assert_int_equal(stand.times, 2); /* the first time nobody knows how tall it is */
    stand.rows++;
    assert_string_equal(show(&stand),
                        "\n\n line 0\n line 1\n line 2\n line 3\n line 4   v\n\n\n\n");
    assert_int_equal(stand.times, 3);
    stand_close(&stand);
}

static void the_focus_is_followed(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 20, 8);
    assert_string_equal(show(&stand),
                        "\n\n line 0\n line 1\n line 2\n line 3\n line 4   v\n\n\n\n");
    stand.form.focus = 4; /* at row 8, with a row after it */
    assert_string_equal(show(&stand),
                        "\n\n line 5   ^\n line 6\n line 7\n line 8\n line 9   v\n\n\n\n");
    assert_int_equal(stand.frame.cursor_row, 2 + 8 - 5);
    stand.form.focus = 3; /* in view still: nothing moves */
    show(&stand);
    assert_int_equal(stand.pane.top, 5);
    stand_close(&stand);
}

static void the_first_and_the_last_show_what_is_beyond_them(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 20, 8);
    stand.form.focus = 7; /* at row 14; the last row is 19 */
    show(&stand);
    assert_int_equal(stand.pane.top, 13); /* as much as goes with the item in view */
    stand.form.focus = 0;
    show(&stand);
    assert_int_equal(stand.pane.top, 0);
    stand_close(&stand);
}

static void an_item_taller_than_the_window_follows_its_cursor(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 20, 2);
    stand.form.focus = 1; /* at row 2; its cursor is drawn there */
    stand.tall = 9;
    show(&stand);
    assert_true(stand.pane.top <= 2 && stand.pane.top + stand.pane.rows > 2);
    assert_int_equal(stand.frame.cursor_row, 2 + 2 - stand.pane.top);
    stand_close(&stand);
}

static void spots_and_items_come_along(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 20, 8);
    stand.form.focus = 4;
    show(&stand); /* from row 5 */
    const struct spot *spot = frame_spot_at(&stand.frame, 2 + 8 - 5, 3);
    assert_non_null(spot);
    assert_int_equal(spot->argument, 4);
    assert_null(frame_spot_at(&stand.frame, 1, 3));
    assert_int_equal(stand.form.items[0].columns, 0); /* out of view */
    assert_int_equal(stand.form.items[4].row, 2 + 8 - 5);
    assert_int_equal(stand.form.items[4].col, 1);
    stand_close(&stand);
}

static void the_wheel_scrolls_until_the_next_key(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 20, 8);
    show(&stand);
    assert_false(pane_wheel(&stand.pane, -1));
    assert_true(pane_wheel(&stand.pane, 2));
    show(&stand);
    assert_int_equal(stand.pane.top, 6);
    assert_int_equal(stand.frame.cursor_row, -1); /* the focus is out of view */
    assert_true(pane_wheel(&stand.pane, 9));
    show(&stand);
    assert_int_equal(stand.pane.top, 15);
    assert_false(pane_wheel(&stand.pane, 1));
    stand.pane.free = false;
    show(&stand);
    assert_int_equal(stand.pane.top, 0);
    stand_close(&stand);
}

static void no_room_is_no_harm(void **state)
{
    struct stand stand;
    (void)state;
    stand_open(&stand, 20, 1);
    frame_clear(&stand.frame);
    pane_show(&stand.pane, &stand.frame, (struct pane_box){9, 1, 0, 10}, content, &stand,
              (struct pane_items){&stand.form, 0, 1});
    pane_show(&stand.pane, &stand.frame, (struct pane_box){8, 6, 50, 50}, content, &stand,
              (struct pane_items){&stand.form, 0, 1});
    assert_int_equal(stand.pane.rows, 2);
    assert_int_equal(pane_measure(&stand.pane, 4, true, content, &stand,
                                  (struct pane_items){&stand.form, 0, 1}),
                     20);
    stand_close(&stand);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_is_shown_whole),
        cmocka_unit_test(a_row_more_is_drawn_once),
        cmocka_unit_test(the_focus_is_followed),
        cmocka_unit_test(the_first_and_the_last_show_what_is_beyond_them),
        cmocka_unit_test(an_item_taller_than_the_window_follows_its_cursor),
        cmocka_unit_test(spots_and_items_come_along),
        cmocka_unit_test(the_wheel_scrolls_until_the_next_key),
        cmocka_unit_test(no_room_is_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
