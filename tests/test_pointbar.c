#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "screens/pointbar.h"

static void word_is(const char *title, const char *word)
{
    struct buf buf = BUF_INIT;
    pointbar_add_word(&buf, title);
    assert_string_equal(buf.data, word);
    buf_release(&buf);
}

static void a_title_becomes_its_weightiest_word(void **state)
{
    (void)state;
    word_is("Start met aandacht", "Aandacht");
    word_is("Luister en vraag door", "Luister");
    word_is("Belemmeringen en mogelijkheden", "Mogelijkheden"); /* the last of the longest */
    word_is("Wat nu?", "Nu");
    word_is("één", "één");
    word_is("  ", "");
    word_is("", "");
}

static const char *bar_of(size_t now, int columns, size_t later, struct buf *out)
{
    struct pointbar_point points[] = {{"Start met aandacht", false},
                                      {"Luister en vraag door", false},
                                      {"Belemmeringen en mogelijkheden", false},
                                      {"Maak concrete afspraken", false}};
    struct pointbar bar = {points, 4, now, "later", 101};
    struct frame frame;
    if (later < 4)
        points[later].later = true;
    frame_init(&frame, 1, columns, false);
    frame_clear(&frame);
    pointbar_draw(&bar, &frame, 0, 0, columns);
    buf_clear(out);
    frame_dump(&frame, out);
    assert_true(frame.n_spots > 0);
    const struct spot *spot = frame_spot_at(&frame, 0, columns - 1);
    assert_non_null(spot);
    assert_int_equal(spot->command, 101);
    assert_int_equal(spot->argument, 3);
    frame_release(&frame);
    return out->data;
}

static void it_says_as_much_as_fits(void **state)
{
    struct buf out = BUF_INIT;
    (void)state;
    assert_string_equal(bar_of(2, 56, 9, &out),
                        "   1 Aandacht  2 Luister  [3 Mogelijkheden]  4 Afspraken\n");
    assert_string_equal(bar_of(2, 50, 9, &out),
                        "1 Aandac.  2 Luister  [3 Mogelijkheden]  4 Afspra.\n");
    assert_string_equal(bar_of(0, 30, 9, &out), "         [1 Aandacht]  2  3  4\n");
    assert_string_equal(bar_of(0, 14, 9, &out), "  [1]  2  3  4\n");
    buf_release(&out);
}

static void later_is_a_word(void **state)
{
    struct buf out = BUF_INIT;
    (void)state;
    assert_string_equal(bar_of(0, 62, 1, &out),
                        "   [1 Aandacht]  2 Luister later  3 Mogelijkheden  4 Afspraken\n");
    assert_string_equal(bar_of(1, 32, 1, &out), "      1  [2 Luister later]  3  4\n");
    buf_release(&out);
}

static void it_never_runs_out_of_its_place(void **state)
{
    struct buf out = BUF_INIT;
    (void)state;
    assert_string_equal(bar_of(3, 14, 0, &out), " 1*  2  3  [4]\n");
    for (int columns = 13; columns < 90; columns++)
        assert_int_equal(strcspn(bar_of(3, columns, 0, &out), "\n") <= (size_t)columns, 1);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_title_becomes_its_weightiest_word),
        cmocka_unit_test(it_says_as_much_as_fits),
        cmocka_unit_test(later_is_a_word),
        cmocka_unit_test(it_never_runs_out_of_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
