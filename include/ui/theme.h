/*
 * theme: how each style looks, for terminals with many colours, with eight, with none. Colour only
 * repeats what a sign or a word says already.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include <stdbool.h>

#include "ui/frame.h"

enum theme { THEME_CALM, THEME_CONTRAST, THEME_MONO };

struct theme_look {
    short fg; /* a colour of the 256-colour palette, or -1 for the terminal's own */
    short bg;
    short fg8, bg8; /* the same on a terminal of eight colours */
    bool bold, dim, reverse, underline;
};

const struct theme_look *theme_look(enum theme theme, enum style style);

/* The theme to use: mono when NO_COLOR is set and not empty, or the terminal has no colours. */
enum theme theme_choose(enum theme wanted, int colours, const char *no_color);

#endif
