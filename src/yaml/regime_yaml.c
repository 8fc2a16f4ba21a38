#include "yaml/regime_yaml.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/day.h"
#include "yaml/values.h"
#include "yaml/yaml_walk.h"

enum { TITLE_COLUMNS = 60, TEXT_COLUMNS = 72 };

#define ROWS(array) .rows = (array), .n_rows = sizeof(array) / sizeof *(array)
#define AT(struct_, member) .offset = offsetof(struct struct_, member)

static const struct walk_row card_rows[] = {
    {.key = "title", .dutch = "titel", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(regime_card, title),
     .columns = TITLE_COLUMNS},
    {.key = "source", .dutch = "bron", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(regime_card, source)},
    {.key = "lines", .dutch = "regels", .kind = WALK_LINES, .missing = PROBLEM_MISSING, AT(regime_card, lines),
     .columns = TEXT_COLUMNS},
};

static const struct walk_table card_table = {.name = N_("a card"), ROWS(card_rows)};

/* One row a card, so that a file with only three of them says which one it lacks. */
static const struct walk_row cards_rows[] = {
    {.key = "may_ask", .dutch = "mag_vragen", .kind = WALK_MAP, .missing = PROBLEM_MISSING,
     AT(regime, cards[LIMITS_MAY_ASK]), .table = &card_table},
    {.key = "may_not_ask", .dutch = "niet_vragen", .kind = WALK_MAP, .missing = PROBLEM_MISSING,
     AT(regime, cards[LIMITS_MAY_NOT_ASK]), .table = &card_table},
    {.key = "may_record", .dutch = "mag_vastleggen", .kind = WALK_MAP, .missing = PROBLEM_MISSING,
     AT(regime, cards[LIMITS_MAY_RECORD]), .table = &card_table},
    {.key = "may_not_record", .dutch = "niet_vastleggen", .kind = WALK_MAP, .missing = PROBLEM_MISSING,
     AT(regime, cards[LIMITS_MAY_NOT_RECORD]), .table = &card_table},
};

static const struct walk_table cards_table = {.name = N_("the cards"), ROWS(cards_rows)};

static const struct walk_row regime_rows[] = {
    {.key = "regime", .dutch = "kaders", .kind = WALK_VALUE, .missing = PROBLEM_MISSING, .value = value_format},
    {.key = "id", .kind = WALK_VALUE, .missing = PROBLEM_MISSING, AT(regime, id), .value = value_id},
    {.key = "version", .dutch = "versie", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(regime, version),
     .columns = 20},
    {.key = "language", .dutch = "taal", .kind = WALK_VALUE, .missing = PROBLEM_MISSING, AT(regime, language),
     .value = value_language},
    {.key = "title", .dutch = "titel", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(regime, title),
     .columns = TITLE_COLUMNS},
    {.key = "summary", .dutch = "samenvatting", .kind = WALK_TEXT, .missing = PROBLEM_MISSING,
     AT(regime, summary), .columns = TEXT_COLUMNS},
    {.key = "source", .dutch = "bron", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(regime, source)},
    {.key = "date", .dutch = "datum", .kind = WALK_VALUE, .missing = PROBLEM_MISSING, AT(regime, date),
     .value = value_day},
    {.key = "cards", .dutch = "kaarten", .kind = WALK_MAP, .missing = PROBLEM_MISSING, .table = &cards_table},
};

static const struct walk_table regime_table = {.name = N_("a regime"), ROWS(regime_rows)};

static struct regime *new_regime(void)
{
    static const size_t texts[] = {offsetof(struct regime, id),      offsetof(struct regime, version),
                                   offsetof(struct regime, title),   offsetof(struct regime, source),
                                   offsetof(struct regime, summary), SIZE_MAX};
    static const size_t card_texts[] = {offsetof(struct regime_card, title),
                                        offsetof(struct regime_card, source), SIZE_MAX};
    struct regime *regime = regime_new();
    values_fill(regime, texts);
    for (int i = 0; i < LIMITS_COUNT; i++)
        values_fill(&regime->cards[i], card_texts);
    regime->date = DAY_NONE;
    return regime;
}

struct regime *regime_yaml_read(const char *text, size_t len, struct complaints *complaints)
{
    struct regime *regime = NULL;
    struct walk *walk = walk_open(text, len, complaints, NULL);
    while (walk_again(walk)) {
        regime_free(regime);
        regime = new_regime();
        walk_read(walk, &regime_table, regime);
    }
    walk_close(walk);
    if (!complaints->errors)
        return regime;
    regime_free(regime);
    return NULL;
}

struct regime *regime_yaml_open(const char *name, const char *text, size_t len, struct err *err)
{
    struct complaints complaints;
    complaints_init(&complaints, err->lang, name);
    struct regime *regime = regime_yaml_read(text, len, &complaints);
    if (!regime)
        values_tell(err, &complaints);
    complaints_release(&complaints);
    return regime;
}
