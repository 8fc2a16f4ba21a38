/*
 * fill_crowd: fills a file with a made-up organisation (tests/crowd.h), for `make demo` and `make
 * bench`.
 *
 *   crowd FILE demo|small|thousand|ten-thousand|desk|big-desk|million|ten-years [SEED]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "crowd.h"

static const struct {
    const char *name;
    struct crowd crowd;
} sizes[] = {
    {"small", CROWD_SMALL},       {"demo", CROWD_DEMO},
    {"thousand", CROWD_THOUSAND}, {"ten-thousand", CROWD_TEN_THOUSAND},
    {"desk", CROWD_DESK},         {"big-desk", CROWD_BIG_DESK},
    {"million", CROWD_MILLION},   {"ten-years", CROWD_TEN_YEARS},
};

int main(int argc, char **argv)
{
    struct clock clock = clock_open();
    struct err err = ERR_INIT(lang_choose(NULL));
    for (size_t i = 0; argc > 2 && i < sizeof sizes / sizeof *sizes; i++) {
        if (strcmp(argv[2], sizes[i].name) != 0)
            continue;
        struct crowd crowd = sizes[i].crowd;
        crowd.lang = err.lang;
        crowd.today = clock_today(&clock);
        if (argc > 3)
            crowd.seed = strtoull(argv[3], NULL, 10);
        if (!crowd_fill(argv[1], &crowd, &err))
            return 0;
        fprintf(stderr, "crowd: %s\n", err.text);
        return 1;
    }
    fputs("usage: crowd FILE demo|small|thousand|ten-thousand|desk|big-desk|million|ten-years "
          "[SEED]\n",
          stderr);
    return 2;
}
