/*
 * Keys at random, from every screen a user meets (tests/tour.h): whatever comes before, the screen
 * on top can be drawn, what was typed can be saved, and the program goes on after it was struck
 * down. By a seed of the stop's own, so what is found comes back. WANDER=N takes N seeds of each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "tour.h"
#include "walk.h"

enum { STARTS = 5, KEYS = 10 };

/* Sizes a window is drawn to, and some that nobody draws. */
static void resize(struct tour *tour, struct walk *walk)
{
    static const int sizes[][2] = {{24, 80}, {30, 100}, {20, 60}, {10, 40}, {1, 1}, {60, 200}};
    const int *size = sizes[walk_any(walk, sizeof sizes / sizeof *sizes)];
    sitting_resize(&tour->sitting, size[0], size[1], walk_any(walk, 2) == 0);
}

static void press(struct tour *tour, struct walk *walk, struct buf *keys)
{
    size_t from = keys->len;
    walk_add_keys(walk, keys);
    sitting_keys(&tour->sitting, keys->data + from);
    if (walk_any(walk, 10) == 0)
        resize(tour, walk);
    if (walk_any(walk, 10) == 0)
        stack_refresh(&tour->sitting.stack);
}

/* Struck down and started again, as after a crash; what was done last may be undone first of all. A
 * second window is not: the first holds the file. */
static void start_again(struct tour *tour, const struct tour_stop *stop, struct walk *walk)
{
    if (stop->second)
        return;
    sitting_kill(&tour->sitting);
    sitting_open(&tour->sitting, &tour->desk, NULL);
    if (walk_any(walk, 3) == 0)
        sitting_keys(&tour->sitting, "<S-Tab><C-z>");
}

static void wander(struct tour *tour, const struct tour_stop *stop, uint64_t seed)
{
    struct walk walk = {.seed = seed};
    struct buf keys = BUF_INIT;
    tour_go(tour, stop);
    for (int start = 0; start < STARTS; start++) {
        for (int i = 0; i < KEYS; i++)
            press(tour, &walk, &keys);
        assert_true(strlen(sitting_picture(&tour->sitting)) > 0);
        if (stack_save(&tour->sitting.stack))
            fail_msg("\"%s\" by seed %u: not saved after %s", stop->name, (unsigned)seed,
                     keys.data);
        start_again(tour, stop, &walk);
    }
    buf_release(&keys);
}

/* What the keys write to a file goes with the folder. */
static void stand_in(const char *folder)
{
    char *guides = realpath("guides", NULL);
    assert_non_null(guides);
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(symlink(guides, "guides"), 0);
    free(guides);
}

static void from_every_screen(void **state)
{
    const char *asked = getenv("WANDER");
    int seeds = asked ? atoi(asked) : 1;
    struct tour *tour = mem_zero(1, sizeof *tour);
    (void)state;
    tour_begin(tour, LANG_NL);
    stand_in(tour->fixture.folder);
    for (size_t i = 0; i < tour_n_stops; i++)
        for (int seed = 0; seed < seeds; seed++)
            wander(tour, &tour_stops[i], i + 1 + (uint64_t)seed * 1000);
    tour_end(tour);
    free(tour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(from_every_screen)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
