#include "domain/regime.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/mem.h"

struct regime *regime_new(void)
{
    struct regime *regime = mem_zero(1, sizeof *regime);
    regime->id = mem_copy("");
    regime->version = mem_copy("");
    regime->title = mem_copy("");
    regime->source = mem_copy("");
    regime->summary = mem_copy("");
    regime->date = DAY_NONE;
    for (int i = 0; i < LIMITS_COUNT; i++) {
        regime->cards[i].title = mem_copy("");
        regime->cards[i].source = mem_copy("");
    }
    return regime;
}

static void free_card(struct regime_card *card)
{
    for (size_t i = 0; i < card->lines.n; i++)
        free(card->lines.line[i]);
    free(card->lines.line);
    free(card->title);
    free(card->source);
}

void regime_free(struct regime *regime)
{
    if (!regime)
        return;
    for (int i = 0; i < LIMITS_COUNT; i++)
        free_card(&regime->cards[i]);
    for (int i = 0; i < KEEPING_CLOCKS; i++) {
        free(regime->keeping.clock[i].why);
        free(regime->keeping.clock[i].source);
    }
    free(regime->id);
    free(regime->version);
    free(regime->title);
    free(regime->source);
    free(regime->summary);
    free(regime);
}
