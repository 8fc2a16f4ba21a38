#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "ui/frame.h"

static void assert_frame(const struct frame *frame, const char *expected)
{
    struct buf dump = BUF_INIT;
    frame_dump(frame, &dump);
    assert_string_equal(dump.data, expected);
    buf_release(&dump);
}

/* Every cell holds one step of its width, every wide one has its right half. */
static void assert_sound(const struct frame *frame)
{
    for (int row = 0; row < frame->rows; row++) {
        int wide = 0;
        for (int col = 0; col < frame->columns; col++) {
            const struct cell *cell = &frame->cells[row * frame->columns + col];
            assert_int_equal(cell->columns == 0, wide);
            assert_int_equal(cell->text[0] == '\0', wide);
            wide = cell->columns == 2;
            assert_true(utf8_valid(cell->text, strlen(cell->text)));
        }
        assert_false(wide);
    }
}

static void text_goes_in_its_place(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 2, 10, true);
    assert_int_equal(frame_put(&frame, 0, 2, 8, "gids", STYLE_TITLE), 4);
    assert_int_equal(frame_put(&frame, 1, 0, 10, "Zoë", STYLE_PLAIN), 3);
    assert_frame(&frame, "  gids\nZoë\n");
    assert_int_equal(frame.cells[2].style, STYLE_TITLE);
    assert_int_equal(frame.cells[6].style, STYLE_PLAIN);
    frame_clear(&frame);
    assert_frame(&frame, "\n\n");
    frame_release(&frame);
}

static void too_long_ends_in_an_ellipsis(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 1, 10, true);
    assert_int_equal(frame_put(&frame, 0, 0, 6, "voorbereiding", STYLE_PLAIN), 6);
    assert_frame(&frame, "voorb…\n");
    frame.lines = false;
    frame_clear(&frame);
    assert_int_equal(frame_put(&frame, 0, 0, 6, "voorbereiding", STYLE_PLAIN), 6);
    assert_frame(&frame, "voo...\n");
    frame_clear(&frame);
    assert_int_equal(frame_put(&frame, 0, 0, 2, "voorbereiding", STYLE_PLAIN), 2);
    assert_frame(&frame, "..\n");
    frame_clear(&frame);
    assert_int_equal(frame_put(&frame, 0, 4, 99, "voorbereiding", STYLE_PLAIN), 6);
    assert_frame(&frame, "    voo...\n");
    assert_int_equal(frame_put(&frame, 0, 0, 0, "x", STYLE_PLAIN), 0);
    assert_int_equal(frame_put(&frame, 0, 0, -3, "x", STYLE_PLAIN), 0);
    frame_release(&frame);
}

static void writing_outside_is_clipped(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 2, 5, true);
    frame_put(&frame, -1, 0, 5, "boven", STYLE_PLAIN);
    frame_put(&frame, 2, 0, 5, "onder", STYLE_PLAIN);
    frame_put(&frame, 0, 5, 5, "rechts", STYLE_PLAIN);
    frame_put(&frame, 0, -2, 5, "links", STYLE_PLAIN);
    frame_fill(&frame, 1, 3, 50, STYLE_FIELD);
    frame_rule(&frame, 5, 0, 5);
    frame_rule_down(&frame, 0, 9, 50);
    frame_cursor(&frame, 2, 0);
    assert_int_equal(frame.cursor_row, -1);
    frame_cursor(&frame, 1, 4);
    assert_int_equal(frame.cursor_row, 1);
    assert_frame(&frame, "nks\n\n");
    assert_sound(&frame);
    frame_release(&frame);
}

static void wide_characters_are_never_halved(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 1, 6, true);
    assert_int_equal(frame_put(&frame, 0, 0, 6, "日本語", STYLE_PLAIN), 6);
    assert_frame(&frame, "日本語\n");
    assert_sound(&frame);
    frame_put(&frame, 0, 1, 1, "x", STYLE_PLAIN); /* on a right half */
    assert_frame(&frame, " x本語\n");
    assert_sound(&frame);
    frame_put(&frame, 0, 2, 1, "y", STYLE_PLAIN); /* on a left half */
    assert_frame(&frame, " xy 語\n");
    assert_sound(&frame);
    frame_clear(&frame);
    assert_int_equal(frame_put(&frame, 0, 0, 4, "日本語", STYLE_PLAIN), 3);
    assert_frame(&frame, "日…\n");
    frame_clear(&frame);
    frame_put(&frame, 0, 5, 6, "語", STYLE_PLAIN);
    frame_put(&frame, 0, -1, 6, "語x", STYLE_PLAIN);
    assert_frame(&frame, " x   …\n");
    assert_sound(&frame);
    frame_release(&frame);
}

static void controls_are_shown_not_obeyed(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 3, 40, true);
    frame_put(&frame, 0, 0, 40,
              "a\x1b]0;x\x07"
              "b",
              STYLE_PLAIN);
    frame_put(&frame, 1, 0, 40, "a\nb\tc", STYLE_PLAIN);
    frame_put(&frame, 2, 0, 40, "\u202Eo\xff", STYLE_PLAIN);
    struct buf dump = BUF_INIT;
    frame_dump(&frame, &dump);
    assert_null(strchr(dump.data, '\x1b'));
    assert_null(strchr(dump.data, '\x07'));
    assert_null(strstr(dump.data, "\u202E"));
    assert_non_null(strstr(dump.data, "{1B}"));
    assert_non_null(strstr(dump.data, "a b c\n"));
    assert_true(utf8_valid(dump.data, dump.len));
    assert_sound(&frame);
    buf_release(&dump);
    frame_release(&frame);
}

static void a_step_longer_than_a_cell_stays_sound(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 1, 12, true);
    /* A family of four with skin tones: 41 bytes, one step. */
    frame_put(&frame, 0, 0, 12,
              "\U0001F468\U0001F3FD\u200D\U0001F469\U0001F3FD\u200D\U0001F467\U0001F3FD\u200D"
              "\U0001F466\U0001F3FD!",
              STYLE_PLAIN);
    assert_sound(&frame);
    frame_put(&frame, 0, 0, 12, "e\u0301\u0302\u0303\u0304\u0305\u0306!", STYLE_PLAIN);
    assert_sound(&frame);
    frame_release(&frame);
}

static void right_is_at_the_right(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 2, 12, true);
    assert_int_equal(frame_put_right(&frame, 0, 2, 10, "3 van 5", STYLE_PLAIN), 5);
    assert_int_equal(frame_put_right(&frame, 1, 2, 6, "een lange tekst", STYLE_PLAIN), 2);
    assert_frame(&frame, "     3 van 5\n  een l…\n");
    frame_release(&frame);
}

static void wrapping_counts_and_draws_alike(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "kort",
        "Ook kijken naar wat wel kan.",
        "eerste\ntweede",
        "een\n\ndrie\n",
        "   ",
        "eenlangwoordzonderblanko en meer",
        "日本語日本語日本語",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        for (int columns = 2; columns < 30; columns++) {
            struct frame frame;
            frame_init(&frame, 40, 30, true);
            int rows = frame_wrap(&frame, 0, 0, 40, columns, texts[i], STYLE_PLAIN);
            assert_int_equal(rows, frame_wrap_rows(texts[i], columns));
            assert_sound(&frame);
            frame_release(&frame);
        }
    }
    assert_int_equal(frame_wrap_rows("", 10), 0);
    assert_int_equal(frame_wrap_rows("a\n", 10), 1);
    assert_int_equal(frame_wrap_rows("a\n\nb", 10), 3);
    assert_int_equal(frame_wrap_rows("Ook kijken naar wat", 10), 2);
}

static void wrapped_text_that_does_not_fit_says_so(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 4, 10, true);
    assert_int_equal(frame_wrap(&frame, 0, 0, 2, 10, "Ook kijken naar wat wel kan", STYLE_PLAIN),
                     2);
    assert_frame(&frame, "Ook kijken\nnaar wat…\n\n\n");
    frame_clear(&frame);
    assert_int_equal(frame_wrap(&frame, 1, 2, 1, 8, "een\ntwee", STYLE_PLAIN), 1);
    assert_frame(&frame, "\n  een…\n\n\n");
    assert_int_equal(frame_wrap(&frame, 0, 0, 0, 10, "x", STYLE_PLAIN), 0);
    assert_int_equal(frame_wrap(&frame, 0, 9, 3, 10, "x", STYLE_PLAIN), 0);
    frame_release(&frame);
}

static void rules_obey_the_locale(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 2, 3, true);
    frame_rule(&frame, 0, 0, 3);
    frame_rule_down(&frame, 1, 1, 1);
    assert_frame(&frame, "───\n │\n");
    frame.lines = false;
    frame_rule(&frame, 0, 0, 3);
    frame_rule_down(&frame, 1, 1, 1);
    assert_frame(&frame, "---\n |\n");
    frame_release(&frame);
}

static void spots_answer_clicks(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 5, 20, true);
    assert_null(frame_spot_at(&frame, 0, 0));
    frame_spot(&frame, 1, 2, 2, 10, 7, 3);
    frame_spot(&frame, 1, 4, 1, 2, 8, -1);
    frame_spot(&frame, 0, 0, 0, 5, 9, 0); /* no room: no spot */
    assert_int_equal(frame_spot_at(&frame, 1, 2)->command, 7);
    assert_int_equal(frame_spot_at(&frame, 2, 11)->argument, 3);
    assert_int_equal(frame_spot_at(&frame, 1, 5)->command, 8);
    assert_int_equal(frame_spot_at(&frame, 2, 5)->command, 7);
    assert_null(frame_spot_at(&frame, 1, 12));
    assert_null(frame_spot_at(&frame, 3, 2));
    assert_null(frame_spot_at(&frame, 0, 0));
    for (int i = 0; i < 100; i++)
        frame_spot(&frame, 4, i, 1, 1, 100 + i, i);
    for (int i = 0; i < 100; i++)
        assert_int_equal(frame_spot_at(&frame, 4, i)->command, 100 + i);
    frame_clear(&frame);
    assert_null(frame_spot_at(&frame, 1, 2));
    for (int i = 0; i < 40; i++)
        frame_spot(&frame, 4, i, 1, 1, i + 1, i);
    assert_int_equal(frame_spot_at(&frame, 4, 39)->command, 40);
    frame_release(&frame);
}

static void a_frame_without_room_is_safe(void **state)
{
    (void)state;
    struct frame frame;
    frame_init(&frame, 0, 0, true);
    frame_put(&frame, 0, 0, 10, "x", STYLE_PLAIN);
    frame_fill(&frame, 0, 0, 10, STYLE_PLAIN);
    frame_cursor(&frame, 0, 0);
    assert_frame(&frame, "");
    frame_release(&frame);
}

static void anything_anywhere_stays_sound(void **state)
{
    (void)state;
    static const char *const texts[] = {"a",           "日本",
                                        "e\u0301x",    "\U0001F600\U0001F600",
                                        "\x1b[0m",     "\xff\xfe",
                                        "\u0301",      "een langere tekst",
                                        "\u200D",      "\U0001F1F3\U0001F1F1\U0001F1F3",
                                        "\u1100\u1161"};
    struct frame frame;
    frame_init(&frame, 6, 17, true);
    srand(7);
    for (int i = 0; i < 20000; i++) {
        const char *text = texts[(size_t)rand() % (sizeof texts / sizeof texts[0])];
        frame.lines = rand() % 2;
        frame_put(&frame, rand() % 8 - 1, rand() % 22 - 3, rand() % 9, text, STYLE_PLAIN);
        if (i % 50 == 0)
            frame_wrap(&frame, rand() % 6, rand() % 17 - 2, rand() % 4, rand() % 12, text,
                       STYLE_PLAIN);
        if (i % 20 == 0)
            assert_sound(&frame);
    }
    frame_release(&frame);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_goes_in_its_place),
        cmocka_unit_test(too_long_ends_in_an_ellipsis),
        cmocka_unit_test(writing_outside_is_clipped),
        cmocka_unit_test(wide_characters_are_never_halved),
        cmocka_unit_test(controls_are_shown_not_obeyed),
        cmocka_unit_test(a_step_longer_than_a_cell_stays_sound),
        cmocka_unit_test(right_is_at_the_right),
        cmocka_unit_test(wrapping_counts_and_draws_alike),
        cmocka_unit_test(wrapped_text_that_does_not_fit_says_so),
        cmocka_unit_test(rules_obey_the_locale),
        cmocka_unit_test(spots_answer_clicks),
        cmocka_unit_test(a_frame_without_room_is_safe),
        cmocka_unit_test(anything_anywhere_stays_sound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
