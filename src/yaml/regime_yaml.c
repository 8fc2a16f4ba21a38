#include "yaml/regime_yaml.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "regime_inside.h"
#include "yaml/values.h"
#include "yaml/yaml_walk.h"

enum { TITLE_COLUMNS = 60, TEXT_COLUMNS = 72, ANY_COLUMNS = 0 };

static const struct walk_row card_rows[] = {
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime_card, title),
     .columns = TITLE_COLUMNS},
    {"source", "bron", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime_card, source),
     .columns = ANY_COLUMNS},
    {"lines", "regels", WALK_LINES, PROBLEM_MISSING, offsetof(struct regime_card, lines),
     .columns = TEXT_COLUMNS},
};

static const struct walk_table card_table = {.name = N_("a card"), WALK_ROWS(card_rows)};

/* One row a card, so that a file with only three of them says which one it lacks. */
static const struct walk_row cards_rows[] = {
    {"may_ask", "mag_vragen", WALK_MAP, PROBLEM_MISSING,
     offsetof(struct regime, cards[LIMITS_MAY_ASK]), .table = &card_table},
    {"may_not_ask", "niet_vragen", WALK_MAP, PROBLEM_MISSING,
     offsetof(struct regime, cards[LIMITS_MAY_NOT_ASK]), .table = &card_table},
    {"may_record", "mag_vastleggen", WALK_MAP, PROBLEM_MISSING,
     offsetof(struct regime, cards[LIMITS_MAY_RECORD]), .table = &card_table},
    {"may_not_record", "niet_vastleggen", WALK_MAP, PROBLEM_MISSING,
     offsetof(struct regime, cards[LIMITS_MAY_NOT_RECORD]), .table = &card_table},
};

static const struct walk_table cards_table = {.name = N_("the cards"), WALK_ROWS(cards_rows)};

/* Which date a keeping clock runs from. */
static void value_from(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    static const char *const words[] = {"closed", "ended"};
    if (strcmp(text->text, words[KEEPING_CLOSED]) == 0)
        *(enum keeping_from *)slot = KEEPING_CLOSED;
    else if (strcmp(text->text, words[KEEPING_ENDED]) == 0)
        *(enum keeping_from *)slot = KEEPING_ENDED;
    else
        walk_refuse_word(walk, row, text, words, 2);
}

static const struct walk_row keeping_rows[] = {
    {"months", "maanden", WALK_VALUE, PROBLEM_MISSING, offsetof(struct keeping_rule, months),
     .value = value_number, .low = 1, .high = 1200},
    {"after", "na", WALK_VALUE, PROBLEM_MISSING, offsetof(struct keeping_rule, from),
     .value = value_from},
    {"why", "waarom", WALK_TEXT, PROBLEM_MISSING, offsetof(struct keeping_rule, why),
     .columns = TEXT_COLUMNS},
    {"source", "bron", WALK_TEXT, PROBLEM_MISSING, offsetof(struct keeping_rule, source),
     .columns = ANY_COLUMNS},
};

static const struct walk_table keeping_table = {.name = N_("a keeping period"),
                                                WALK_ROWS(keeping_rows)};

static const struct walk_row clocks_rows[] = {
    {"notes", "notities", WALK_MAP, PROBLEM_MISSING,
     offsetof(struct keeping_rules, clock[KEEPING_NOTES]), .table = &keeping_table},
    {"agreements", "afspraken", WALK_MAP, PROBLEM_MISSING,
     offsetof(struct keeping_rules, clock[KEEPING_AGREEMENTS]), .table = &keeping_table},
};

static const struct walk_table clocks_table = {.name = N_("the keeping periods"),
                                               WALK_ROWS(clocks_rows)};

static const struct walk_row regime_rows[] = {
    {"regime", "kaders", WALK_VALUE, PROBLEM_MISSING, 0, .value = value_format},
    {"id", NULL, WALK_VALUE, PROBLEM_MISSING, offsetof(struct regime, id), .value = value_id},
    {"version", "versie", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime, version),
     .columns = 20},
    {"language", "taal", WALK_VALUE, PROBLEM_MISSING, offsetof(struct regime, language),
     .value = value_language},
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime, title),
     .columns = TITLE_COLUMNS},
    {"summary", "samenvatting", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime, summary),
     .columns = TEXT_COLUMNS},
    {"source", "bron", WALK_TEXT, PROBLEM_MISSING, offsetof(struct regime, source),
     .columns = ANY_COLUMNS},
    {"date", "datum", WALK_VALUE, PROBLEM_MISSING, offsetof(struct regime, date),
     .value = value_day},
    {"cards", "kaarten", WALK_MAP, PROBLEM_MISSING, 0, .table = &cards_table},
    {"keeping", "bewaren", WALK_MAP, PROBLEM_NONE, offsetof(struct regime, keeping),
     .table = &clocks_table},
    {"timeline", "tijdlijn", WALK_MAP, PROBLEM_NONE, offsetof(struct regime, timeline),
     .table = &regime_timeline_table},
    {"figures", "cijfers", WALK_MAP, PROBLEM_NONE, offsetof(struct regime, figures),
     .table = &regime_figures_table},
    {"words", "woorden", WALK_MAP, PROBLEM_NONE, offsetof(struct regime, words),
     .table = &regime_words_table},
};

static const struct walk_table regime_table = {.name = N_("a regime"), WALK_ROWS(regime_rows)};

static struct regime *read_rounds(struct walk *walk)
{
    struct regime *regime = NULL;
    struct regime_reading *reading = walk_user(walk);
    while (walk_again(walk)) {
        regime_free(regime);
        regime = regime_new();
        reading_release(reading);
        walk_read(walk, &regime_table, regime);
    }
    reading_release(reading);
    if (!walk_complaints(walk)->errors)
        return regime;
    regime_free(regime);
    return NULL;
}

struct regime *regime_yaml_read(const char *text, size_t len, struct complaints *complaints)
{
    struct regime_reading reading = {.folded = BUF_INIT};
    struct walk *walk = walk_open(text, len, complaints, &reading);
    struct regime *regime = read_rounds(walk);
    walk_close(walk);
    if (!regime || !regime->words.n_classes || regime_compile(regime))
        return regime;
    complain_many(complaints, reading.words);
    regime_free(regime);
    return NULL;
}

static struct regime *read_or_tell(const char *name, const char *text, size_t len, struct err *err)
{
    struct complaints complaints;
    complaints_init(&complaints, err->lang, name);
    struct regime *regime = regime_yaml_read(text, len, &complaints);
    if (!regime)
        values_tell(err, &complaints);
    complaints_release(&complaints);
    return regime;
}

/* ---- in pieces ------------------------------------------------------------------------------- */

#define EVENTS_PIECE 300 /* some 2 million instructions */

struct pieces {
    struct complaints complaints;
    struct regime_reading reading;
    struct walk *walk;
};

static void *pieces_begin(const char *name, const char *text, size_t len, enum lang lang)
{
    struct pieces *pieces = mem_zero(1, sizeof *pieces);
    pieces->reading = (struct regime_reading){.using = true, .folded = BUF_INIT};
    complaints_init(&pieces->complaints, lang, name);
    pieces->walk = walk_open(text, len, &pieces->complaints, &pieces->reading);
    return pieces;
}

static bool pieces_more(void *reading)
{
    struct pieces *pieces = reading;
    return walk_look_ahead(pieces->walk, EVENTS_PIECE);
}

static struct regime *pieces_end(void *reading, struct err *err)
{
    struct pieces *pieces = reading;
    struct regime *regime = read_rounds(pieces->walk);
    walk_close(pieces->walk);
    if (!regime)
        values_tell(err, &pieces->complaints);
    complaints_release(&pieces->complaints);
    free(pieces);
    return regime;
}

static const struct regime_reader in_pieces = {pieces_begin, pieces_more, pieces_end};

struct regime *regime_yaml_open(const char *name, const char *text, size_t len, struct err *err)
{
    size_t first = walk_last_key(text, len, "words");
    struct regime *regime = read_or_tell(name, text, first, err);
    if (regime && first < len)
        regime_read_later(regime, &in_pieces, name, text, len);
    return regime;
}
