#include "ui/theme.h"

#include <stddef.h>

/*
 * Calm leaves paper and ink as the user's terminal has them, and its few colours have a luminance
 * between the two, so they can be read on a dark and on a light background alike. What is typed
 * looks like paper and ink: a key then costs the terminal one byte, its letter.
 */
static const struct theme_look calm[STYLE_COUNT] = {
    [STYLE_PLAIN] = {-1, -1, -1, -1, .bold = false},
    [STYLE_TITLE] = {-1, -1, -1, -1, .bold = true},
    [STYLE_HEADING] = {66, -1, 6, -1, .bold = true},
    [STYLE_QUIET] = {244, -1, -1, -1, .bold = false},
    [STYLE_STRONG] = {-1, -1, -1, -1, .bold = true},
    [STYLE_FOCUS] = {231, 24, 7, 4, .bold = true},
    [STYLE_FIELD] = {-1, -1, -1, -1, .underline = true},
    [STYLE_TYPED] = {-1, -1, -1, -1, .bold = false},
    [STYLE_WARN] = {130, -1, 3, -1, .bold = false},
    [STYLE_GOOD] = {65, -1, 2, -1, .bold = false},
    [STYLE_BAR_KEY] = {66, -1, 6, -1, .bold = true},
    [STYLE_BAR_WORD] = {-1, -1, -1, -1, .bold = false},
};

/* Contrast owns paper and ink: white or yellow on black, and nothing dim. */
static const struct theme_look contrast[STYLE_COUNT] = {
    [STYLE_PLAIN] = {231, 16, 7, 0, .bold = false},
    [STYLE_TITLE] = {16, 231, 0, 7, .bold = true},
    [STYLE_HEADING] = {226, 16, 3, 0, .bold = true},
    [STYLE_QUIET] = {231, 16, 7, 0, .bold = false},
    [STYLE_STRONG] = {231, 16, 7, 0, .bold = true},
    [STYLE_FOCUS] = {16, 226, 0, 3, .bold = true},
    [STYLE_FIELD] = {231, 16, 7, 0, .underline = true},
    [STYLE_TYPED] = {231, 16, 7, 0, .bold = false},
    [STYLE_WARN] = {226, 16, 3, 0, .bold = true},
    [STYLE_GOOD] = {231, 16, 7, 0, .bold = true},
    [STYLE_BAR_KEY] = {16, 231, 0, 7, .bold = true},
    [STYLE_BAR_WORD] = {231, 16, 7, 0, .bold = false},
};

static const struct theme_look mono[STYLE_COUNT] = {
    [STYLE_PLAIN] = {-1, -1, -1, -1, .bold = false},
    [STYLE_TITLE] = {-1, -1, -1, -1, .bold = true},
    [STYLE_HEADING] = {-1, -1, -1, -1, .bold = true},
    [STYLE_QUIET] = {-1, -1, -1, -1, .dim = true},
    [STYLE_STRONG] = {-1, -1, -1, -1, .bold = true},
    [STYLE_FOCUS] = {-1, -1, -1, -1, .reverse = true},
    [STYLE_FIELD] = {-1, -1, -1, -1, .underline = true},
    [STYLE_TYPED] = {-1, -1, -1, -1, .bold = false},
    [STYLE_WARN] = {-1, -1, -1, -1, .bold = true},
    [STYLE_GOOD] = {-1, -1, -1, -1, .bold = false},
    [STYLE_BAR_KEY] = {-1, -1, -1, -1, .bold = true},
    [STYLE_BAR_WORD] = {-1, -1, -1, -1, .bold = false},
};

static const struct theme_look *const looks[] = {
    [THEME_CALM] = calm,
    [THEME_CONTRAST] = contrast,
    [THEME_MONO] = mono,
};

const struct theme_look *theme_look(enum theme theme, enum style style)
{
    return &looks[theme][style];
}

enum theme theme_choose(enum theme wanted, int colours, const char *no_color)
{
    if ((no_color && *no_color) || colours < 8)
        return THEME_MONO;
    return wanted;
}
