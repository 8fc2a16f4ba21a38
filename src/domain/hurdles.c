#include "domain/hurdles.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/insight.h"

void hurdles_begin(struct hurdles *hurdles, int today)
{
    *hurdles = (struct hurdles){.first = insight_quarter(today) - HURDLES_QUARTERS + 1};
}

void hurdles_release(struct hurdles *hurdles)
{
    for (size_t i = 0; i < hurdles->n; i++)
        free(hurdles->hurdle[i].words);
    free(hurdles->hurdle);
    *hurdles = (struct hurdles){.hurdle = NULL};
}

/* Which of the quarters shown; -1 for another. */
static int place_of(const struct hurdles *hurdles, int quarter)
{
    int at = quarter - hurdles->first;
    return at >= 0 && at < HURDLES_QUARTERS ? at : -1;
}

static struct hurdle *with_words(struct hurdles *hurdles, const char *words)
{
    for (size_t i = 0; i < hurdles->n; i++)
        if (!strcmp(hurdles->hurdle[i].words, words))
            return &hurdles->hurdle[i];
    hurdles->hurdle = mem_room(hurdles->hurdle, hurdles->n, sizeof *hurdles->hurdle);
    hurdles->hurdle[hurdles->n] = (struct hurdle){.words = mem_copy(words)};
    return &hurdles->hurdle[hurdles->n++];
}

void hurdles_add(struct hurdles *hurdles, int quarter, const char *words, int n)
{
    int at = place_of(hurdles, quarter);
    if (at < 0)
        return;
    struct hurdle *hurdle = with_words(hurdles, words);
    hurdle->n[at] += n;
    hurdle->total += n;
    hurdles->answered[at] += n;
}

void hurdles_add_talks(struct hurdles *hurdles, int quarter, int n)
{
    int at = place_of(hurdles, quarter);
    if (at >= 0)
        hurdles->talks[at] += n;
}

void hurdles_sort(struct hurdles *hurdles)
{
    for (size_t i = 1; i < hurdles->n; i++) {
        struct hurdle moved = hurdles->hurdle[i];
        size_t at = i;
        for (; at > 0 && hurdles->hurdle[at - 1].total < moved.total; at--)
            hurdles->hurdle[at] = hurdles->hurdle[at - 1];
        hurdles->hurdle[at] = moved;
    }
}

int hurdles_sum(const int of[HURDLES_QUARTERS])
{
    int sum = 0;
    for (int i = 0; i < HURDLES_QUARTERS; i++)
        sum += of[i];
    return sum;
}
