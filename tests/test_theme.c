#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "ui/theme.h"

static void no_colour_means_mono(void **state)
{
    (void)state;
    assert_int_equal(theme_choose(THEME_CALM, 256, NULL), THEME_CALM);
    assert_int_equal(theme_choose(THEME_CONTRAST, 8, NULL), THEME_CONTRAST);
    assert_int_equal(theme_choose(THEME_CALM, 256, ""), THEME_CALM);
    assert_int_equal(theme_choose(THEME_CALM, 256, "0"), THEME_MONO);
    assert_int_equal(theme_choose(THEME_CONTRAST, 256, "1"), THEME_MONO);
    assert_int_equal(theme_choose(THEME_CALM, 0, NULL), THEME_MONO);
    assert_int_equal(theme_choose(THEME_CALM, -1, NULL), THEME_MONO);
}

static void colours_are_of_the_palettes(void **state)
{
    (void)state;
    for (int theme = THEME_CALM; theme <= THEME_MONO; theme++) {
        for (int style = 0; style < STYLE_COUNT; style++) {
            const struct theme_look *look = theme_look((enum theme)theme, (enum style)style);
            assert_in_range(look->fg + 1, 0, 256);
            assert_in_range(look->bg + 1, 0, 256);
            assert_in_range(look->fg8 + 1, 0, 8);
            assert_in_range(look->bg8 + 1, 0, 8);
        }
    }
}

static void mono_has_no_colour(void **state)
{
    (void)state;
    for (int style = 0; style < STYLE_COUNT; style++) {
        const struct theme_look *look = theme_look(THEME_MONO, (enum style)style);
        assert_true(look->fg == -1 && look->bg == -1 && look->fg8 == -1 && look->bg8 == -1);
    }
}

/* x to the power 2.4, by Newton's way to the fifth root of x squared. */
static double power(double x)
{
    double root = 1;
    for (int i = 0; i < 60; i++)
        root -= (root - x * x / (root * root * root * root)) / 5;
    return x * x * root;
}

static double channel(int value)
{
    double part = value / 255.0;
    return part <= 0.03928 ? part / 12.92 : power((part + 0.055) / 1.055);
}

/* Relative luminance (WCAG 2) of a colour of the 256-colour cube or its greys. */
static double luminance(int colour)
{
    if (colour >= 232)
        return channel(8 + (colour - 232) * 10);
    int level[3] = {(colour - 16) / 36, (colour - 16) / 6 % 6, (colour - 16) % 6};
    double part[3];
    for (int i = 0; i < 3; i++)
        part[i] = channel(level[i] ? 55 + 40 * level[i] : 0);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
}

static double contrast(double a, double b)
{
    return a > b ? (a + 0.05) / (b + 0.05) : (b + 0.05) / (a + 0.05);
}

/* The calm theme keeps the user's background, so its colours must be read on black and on white. */
static void calm_reads_on_dark_and_on_light(void **state)
{
    (void)state;
    for (int style = 0; style < STYLE_COUNT; style++) {
        const struct theme_look *look = theme_look(THEME_CALM, (enum style)style);
        if (look->fg < 0)
            continue;
        double ink = luminance(look->fg);
        if (look->bg >= 0) {
            assert_true(contrast(ink, luminance(look->bg)) >= 4.5);
            continue;
        }
        assert_true(contrast(ink, 0) >= 3.5);
        assert_true(contrast(ink, 1) >= 3.5);
    }
}

static void contrast_is_high_everywhere(void **state)
{
    (void)state;
    for (int style = 0; style < STYLE_COUNT; style++) {
        const struct theme_look *look = theme_look(THEME_CONTRAST, (enum style)style);
        assert_true(contrast(luminance(look->fg), luminance(look->bg)) >= 12);
        assert_false(look->dim);
    }
}

static void the_focus_stands_out_everywhere(void **state)
{
    (void)state;
    for (int theme = THEME_CALM; theme <= THEME_MONO; theme++) {
        const struct theme_look *focus = theme_look((enum theme)theme, STYLE_FOCUS);
        const struct theme_look *plain = theme_look((enum theme)theme, STYLE_PLAIN);
        assert_true(focus->reverse != plain->reverse || focus->bg != plain->bg);
        assert_true(focus->reverse != plain->reverse || focus->bg8 != plain->bg8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_colour_means_mono),
        cmocka_unit_test(colours_are_of_the_palettes),
        cmocka_unit_test(mono_has_no_colour),
        cmocka_unit_test(calm_reads_on_dark_and_on_light),
        cmocka_unit_test(contrast_is_high_everywhere),
        cmocka_unit_test(the_focus_stands_out_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
