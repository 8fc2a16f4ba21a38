#include "walk.h"

#include <stddef.h>

/* xorshift64* (Vigna, 2016). */
unsigned walk_any(struct walk *walk, unsigned n)
{
    walk->seed ^= walk->seed >> 12;
    walk->seed ^= walk->seed << 25;
    walk->seed ^= walk->seed >> 27;
    return (unsigned)((walk->seed * 0x2545F4914F6CDD1DULL) >> 33) % n;
}

static const char *any_of(struct walk *walk, const char *const *choices, size_t n)
{
    return choices[walk_any(walk, (unsigned)n)];
}

void walk_add_keys(struct walk *walk, struct buf *keys)
{
    static const char *const words[] = {"mornings ", "go well ",  "Zoë ", "a plan ", "fri",
                                        "2 weeks",   "migraine ", "n",    "漢字 ",   "e\u0301 "};
    static const char *const moves[] = {"<Tab>",   "<S-Tab>", "<Down>", "<Up>",        "<Left>",
                                        "<Right>", "<Home>",    "<End>",  "<Backspace>", "<Delete>",
                                        "<Space>", "<PgDn>",    "<PgUp>", "<Enter>"};
    static const char *const deeds[] = {"<Esc>", "<F2>", "<F3>", "<F4>",  "<F5>",  "<F6>",
                                        "<F7>",  "<F8>", "<F9>", "<C-z>", "<C-y>", "<A-Enter>"};
    unsigned kind = walk_any(walk, 8);
    if (kind < 3)
        buf_adds(keys, any_of(walk, words, sizeof words / sizeof *words));
    else if (kind < 6)
        buf_adds(keys, any_of(walk, moves, sizeof moves / sizeof *moves));
    else if (kind < 7)
        buf_adds(keys, any_of(walk, deeds, sizeof deeds / sizeof *deeds));
    else
        buf_addc(keys, (char)('a' + walk_any(walk, 26)));
}
