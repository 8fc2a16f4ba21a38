#include "domain/regime.h"

#include <stdlib.h>

#include "base/day.h"
#include "base/mem.h"

/* What regime_prepare makes, piece by piece: the one thing of a regime that comes later. */
struct regime_check {
    char *name, *text;
    size_t len;
    const struct regime_reader *reader; /* NULL when there is nothing left to read */
    void *reading;                      /* NULL: not begun */
    struct vocabulary words;            /* what was read so */
    struct privacy *privacy;
    bool compiling; /* privacy is not done */
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

static void free_check(struct regime_check *check)
{
    if (check->reading)
        regime_free(check->reader->end(check->reading, &check->fault));
    privacy_free(check->privacy);
    vocabulary_release(&check->words);
    free(check->name);
    free(check->text);
    free(check);
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
    free_check(regime->check);
    vocabulary_release(&regime->words);
    free(regime->id);
    free(regime->version);
    free(regime->title);
    free(regime->source);
    free(regime->summary);
    free(regime);
}

void regime_read_later(struct regime *regime, const struct regime_reader *reader, const char *name,
                       const char *text, size_t len)
{
    regime->check->reader = reader;
    regime->check->name = mem_copy(name);
    regime->check->text = mem_copy_len(text, len);
    regime->check->len = len;
}

bool regime_compile(struct regime *regime)
{
    if (!regime->check->privacy)
        regime->check->privacy = privacy_new(&regime->words);
    return regime->check->privacy && privacy_learn_asks(regime->check->privacy);
}

/* ---- in pieces ------------------------------------------------------------------------------- */

/* Takes over the words of what was read; the rest is known. */
static void end_reading(struct regime_check *check)
{
    struct regime *whole = check->reader->end(check->reading, &check->fault);
    check->reader = NULL;
    check->reading = NULL;
    mem_replace(&check->text, "");
    if (!whole)
        return;
    check->words = whole->words;
    whole->words = (struct vocabulary){0};
    regime_free(whole);
    mem_trim();
    check->compiling = check->words.n_classes > 0;
    if (check->compiling)
        check->privacy = privacy_begin(&check->words, true);
}

static void read_piece(struct regime_check *check, enum lang lang)
{
    if (!check->reading) {
        check->fault = (struct err)ERR_INIT(lang);
        check->reading = check->reader->begin(check->name, check->text, check->len, lang);
    } else if (!check->reader->more(check->reading)) {
        end_reading(check);
    }
}

static void tell_too_many(const struct regime *regime, struct err *err)
{
    err_set(err, "The limits \"%s\" have more words than the check can hold.", regime->id);
}

static void compile_piece(const struct regime *regime)
{
    struct regime_check *check = regime->check;
    enum privacy_building state = privacy_go_on(check->privacy);
    check->compiling = state == PRIVACY_MORE;
    if (state != PRIVACY_TOO_LARGE)
        return;
    privacy_free(check->privacy);
    check->privacy = NULL;
    tell_too_many(regime, &check->fault);
}

/* What is made takes the place of what was read, so that goes at once. */
bool regime_prepare(const struct regime *regime, enum lang lang)
{
    struct regime_check *check = regime->check;
    if (check->reader) {
        read_piece(check, lang);
    } else if (check->compiling) {
        compile_piece(regime);
        mem_trim();
    }
    return check->reader || check->compiling;
}

const struct privacy *regime_privacy(const struct regime *regime, struct err *err)
{
    const struct regime_check *check = regime->check;
    while (regime_prepare(regime, err->lang))
        continue;
    if (check->privacy)
        return check->privacy;
    if (*check->fault.text)
        err_set(err, "%s", check->fault.text);
    else
        err_set(err, "The limits \"%s\" have no words to look for.", regime->id);
    return NULL;
}

const struct privacy *regime_asks(const struct regime *regime, struct err *err)
{
    if (!regime_privacy(regime, err))
        return NULL;
    if (privacy_learn_asks(regime->check->privacy))
        return regime->check->privacy;
    tell_too_many(regime, err);
    return NULL;
}

void regime_pieces(const struct regime_figures *figures, struct figures_borders *pieces)
{
    *pieces = (struct figures_borders){.n = 0};
    for (size_t i = 0; i < figures->n_classes; i++)
        figures_borders_add(pieces, &figures->classes[i].borders);
}
