#include "domain/regime.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/mem.h"

/* What regime_privacy makes when it is first asked: the one thing of a regime that comes later. */
struct regime_check {
    char *name, *text;
    size_t len;
    regime_reader *read; /* NULL when there is nothing left to read */
    struct regime *whole;
    struct privacy *privacy;
    struct err fault;
};

struct regime *regime_new(void)
{
    struct regime *regime = mem_zero(1, sizeof *regime);
    regime->id = mem_copy("");
    regime->version = mem_copy("");
    regime->title = mem_copy("");
    regime->source = mem_copy("");
    regime->summary = mem_copy("");
    regime->date = DAY_NONE;
    regime->timeline.date = DAY_NONE;
    regime->check = mem_zero(1, sizeof *regime->check);
    regime->figures.sector.title = mem_copy("");
    regime->figures.sector.source = mem_copy("");
    regime->figures.sector.date = DAY_NONE;
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

static void free_figures(struct regime_figures *figures)
{
    for (size_t i = 0; i < figures->n_classes; i++) {
        free(figures->classes[i].id);
        free(figures->classes[i].title);
        free(figures->classes[i].source);
    }
    free(figures->classes);
    free(figures->sector.title);
    free(figures->sector.source);
    free(figures->sector.point);
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
    timeline_rules_release(&regime->timeline);
    free_figures(&regime->figures);
    struct regime_check *check = regime->check;
    privacy_free(check->privacy);
    regime_free(check->whole);
    free(check->name);
    free(check->text);
    free(check);
    vocabulary_release(&regime->words);
    free(regime->id);
    free(regime->version);
    free(regime->title);
    free(regime->source);
    free(regime->summary);
    free(regime);
}

void regime_read_later(struct regime *regime, regime_reader *read, const char *name,
                       const char *text, size_t len)
{
    regime->check->read = read;
    regime->check->name = mem_copy(name);
    regime->check->text = mem_copy_len(text, len);
    regime->check->len = len;
}

bool regime_compile(struct regime *regime)
{
    if (!regime->check->privacy)
        regime->check->privacy = privacy_new(&regime->words);
    return regime->check->privacy != NULL;
}

static void read_whole(struct regime_check *check, enum lang lang)
{
    check->fault = (struct err)ERR_INIT(lang);
    check->whole = check->read(check->name, check->text, check->len, &check->fault);
    check->read = NULL;
}

const struct privacy *regime_privacy(const struct regime *regime, struct err *err)
{
    struct regime_check *check = regime->check;
    if (check->read)
        read_whole(check, err->lang);
    const struct regime *with = check->whole ? check->whole : regime;
    if (with->check->privacy)
        return with->check->privacy;
    if (*check->fault.text)
        err_set(err, "%s", check->fault.text);
    else
        err_set(err, "The limits \"%s\" have no words to look for.", regime->id);
    return NULL;
}

void regime_pieces(const struct regime_figures *figures, struct figures_borders *pieces)
{
    *pieces = (struct figures_borders){.n = 0};
    for (size_t i = 0; i < figures->n_classes; i++)
        figures_borders_add(pieces, &figures->classes[i].borders);
}
