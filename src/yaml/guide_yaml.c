#include "yaml/guide_yaml.h"

#include <sha2.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "guide_inside.h"
#include "yaml/values.h"
#include "yaml/yaml_walk.h"

/* Columns a text has for itself on a screen of 80. */
enum { TITLE_COLUMNS = 60, TEXT_COLUMNS = 72 };

#define NOTE_CHARACTERS 400
#define LINE_CHARACTERS 80

#define ROWS(array) .rows = (array), .n_rows = sizeof(array) / sizeof *(array)

void reading_note(struct reading *reading, enum site_kind kind, const struct walk_text *text)
{
    size_t n = reading->n_sites;
    if ((n & (n - 1)) == 0) /* room doubles at every power of two */
        reading->sites = mem_grow(reading->sites, n ? 2 * n : 1, sizeof *reading->sites);
    reading->sites[reading->n_sites++] = (struct site){kind, text->mark, mem_copy(text->text)};
}

static void reading_clear(struct reading *reading)
{
    for (size_t i = 0; i < reading->n_sites; i++)
        free(reading->sites[i].id);
    free(reading->sites);
    *reading = (struct reading){0};
}

/* ---- values only guides have ------------------------------------------------------------------ */

static void value_regime(struct walk *walk, const struct walk_row *row, void *slot,
                         const struct walk_text *text)
{
    static const char *const words[] = {"nl", "none"};
    bool known = strcmp(text->text, "nl") == 0 || strcmp(text->text, "none") == 0;
    mem_replace(slot, known ? text->text : "nl");
    if (!known)
        walk_refuse_word(walk, row, text, words, 2);
}

static void value_kind(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    static const char *const words[] = {"check", "note", "list", "choice", "date"};
    if (!kind_parse(text->text, slot))
        walk_refuse_word(walk, row, text, words, sizeof words / sizeof *words);
}

/* A line of the preparation has no options to choose from. */
static void value_preparation_kind(struct walk *walk, const struct walk_row *row, void *slot,
                                   const struct walk_text *text)
{
    static const char *const words[] = {"check", "note", "list", "date"};
    enum kind kind;
    if (kind_parse(text->text, &kind) && kind != KIND_CHOICE)
        *(enum kind *)slot = kind;
    else
        walk_refuse_word(walk, row, text, words, sizeof words / sizeof *words);
}

static void value_share(struct walk *walk, const struct walk_row *row, void *slot,
                        const struct walk_text *text)
{
    static const char *const words[] = {"private", "employee", "hr"};
    struct reading *reading = walk_user(walk);
    reading->share = text->mark;
    if (!share_parse(text->text, slot))
        walk_refuse_word(walk, row, text, words, sizeof words / sizeof *words);
}

static void add_id(struct guide_lines *ids, const char *id)
{
    size_t n = ids->n;
    if ((n & (n - 1)) == 0)
        ids->line = mem_grow(ids->line, n ? 2 * n : 1, sizeof *ids->line);
    ids->line[ids->n++] = mem_copy(id);
}

static void value_uses(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    (void)row;
    add_id(slot, text->text);
    reading_note(walk_user(walk), SITE_USES, text);
}

static void value_steps_into(struct walk *walk, const struct walk_row *row, void *slot,
                             const struct walk_text *text)
{
    (void)row;
    mem_replace(slot, text->text);
    reading_note(walk_user(walk), SITE_USES, text);
}

static void value_goes(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    (void)row;
    mem_replace(slot, text->text);
    reading_note(walk_user(walk), SITE_GOES, text);
}

static void value_balance(struct walk *walk, const struct walk_row *row, void *slot,
                          const struct walk_text *text)
{
    (void)row;
    struct reading *reading = walk_user(walk);
    char **balance = slot;
    if (reading->n_balance < 2) {
        reading->balance[reading->n_balance] = text->mark;
        mem_replace(&balance[reading->n_balance], text->text);
    }
    reading->n_balance++;
}

static void value_renamed(struct walk *walk, const struct walk_row *row, void *slot,
                          const struct walk_text *text)
{
    (void)row;
    (void)slot;
    reading_note(walk_user(walk), SITE_RENAMED, text);
}

static void value_retired(struct walk *walk, const struct walk_row *row, void *slot,
                          const struct walk_text *text)
{
    (void)row;
    struct guide_entries *retired = slot;
    size_t n = retired->n;
    if ((n & (n - 1)) == 0)
        retired->entry = mem_grow(retired->entry, n ? 2 * n : 1, sizeof *retired->entry);
    retired->entry[retired->n++] = (struct guide_entry){mem_copy(text->text), mem_copy("")};
    reading_note(walk_user(walk), SITE_RETIRED, text);
}

/* ---- before and after a mapping --------------------------------------------------------------- */

static void begin_field(struct walk *walk, void *item, enum kind kind)
{
    static const size_t texts[] = {offsetof(struct guide_field, ask),
                                   offsetof(struct guide_field, hint), SIZE_MAX};
    struct guide_field *field = item;
    struct reading *reading = walk_user(walk);
    values_fill(field, texts);
    field->kind = kind;
    field->share = SHARE_PRIVATE;
    reading->share = (struct mark){0};
}

static void begin_preparation(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)id;
    begin_field(walk, item, KIND_CHECK);
}

static void begin_capture(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)id;
    begin_field(walk, item, KIND_NOTE);
}

static void end_field(struct walk *walk, void *item, const struct walk_text *id)
{
    struct guide_field *field = item;
    struct reading *reading = walk_user(walk);
    if (field->kind != KIND_NOTE && field->kind != KIND_LIST)
        field->max = 0;
    else if (!field->max)
        field->max = field->kind == KIND_NOTE ? NOTE_CHARACTERS : LINE_CHARACTERS;
    if (field->kind == KIND_CHOICE && !field->options.n)
        complaint_add(walk_complaints(walk), PROBLEM_NO_OPTIONS, id->mark, id->text, NULL);
    if (field->kind != KIND_CHOICE && field->options.n)
        complaint_add(walk_complaints(walk), PROBLEM_OPTIONS, id->mark, id->text, NULL);
    if (field->kind == KIND_NOTE && field->share == SHARE_HR)
        reading_note(reading, SITE_NOTE_TO_HR, &(struct walk_text){id->text, reading->share});
}

static void begin_point(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {
        offsetof(struct guide_point, title), offsetof(struct guide_point, aim),
        offsetof(struct guide_point, balance[0]), offsetof(struct guide_point, balance[1]),
        SIZE_MAX};
    (void)id;
    struct guide_point *point = item;
    struct reading *reading = walk_user(walk);
    values_fill(point, texts);
    point->agreements_max = 20;
    point->follow_up_days = 28;
    reading->n_balance = 0;
}

static void begin_agreements(struct walk *walk, void *item, const struct walk_text *id)
{
    struct guide_point *point = item;
    point->agreements = true;
    point->agreements_min = 1;
    reading_note(walk_user(walk), SITE_AGREEMENTS, id);
}

static void end_agreements(struct walk *walk, void *item, const struct walk_text *id)
{
    const struct guide_point *point = item;
    if (point->agreements_min > point->agreements_max)
        complaint_add(walk_complaints(walk), PROBLEM_RANGE, id->mark, NULL);
}

static void begin_pitfall(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {offsetof(struct guide_pitfall, text),
                                   offsetof(struct guide_pitfall, instead), SIZE_MAX};
    values_fill(item, texts);
    reading_note(walk_user(walk), SITE_PITFALL, id);
}

static void begin_reply(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {
        offsetof(struct guide_reply, say), offsetof(struct guide_reply, go),
        offsetof(struct guide_reply, pitfall), offsetof(struct guide_reply, good), SIZE_MAX};
    (void)walk;
    (void)id;
    values_fill(item, texts);
}

static void begin_turn(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {offsetof(struct guide_turn, other), SIZE_MAX};
    values_fill(item, texts);
    reading_note(walk_user(walk), SITE_TURN, id);
}

static void begin_scenario(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {offsetof(struct guide_scenario, title),
                                   offsetof(struct guide_scenario, start), SIZE_MAX};
    (void)id;
    struct reading *reading = walk_user(walk);
    values_fill(item, texts);
    reading->scenario = reading->n_sites;
}

/* ---- the format: one row a key, in the order of a file ---------------------------------------- */

#define AT(struct_, member) .offset = offsetof(struct struct_, member)
#define ITEMS(struct_, member)                                                                    \
    .offset = offsetof(struct struct_, member), .count = offsetof(struct struct_, n_##member)

static const struct walk_row preparation_rows[] = {
    {.key = "ask", .dutch = "vraag", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_field, ask),
     .columns = TEXT_COLUMNS},
    {.key = "hint", .dutch = "uitleg", .kind = WALK_TEXT, AT(guide_field, hint),
     .columns = TEXT_COLUMNS},
    {.key = "kind", .dutch = "soort", .kind = WALK_VALUE, AT(guide_field, kind),
     .value = value_preparation_kind},
    {.key = "max", .kind = WALK_VALUE, AT(guide_field, max), .value = value_number, .low = 1,
     .high = 4000},
};

static const struct walk_table preparation_table = {
    .name = N_("a line of the preparation"), ROWS(preparation_rows),
    .size = sizeof(struct guide_field), .id = offsetof(struct guide_field, id), .brief = "ask",
    .begin = begin_preparation, .end = end_field};

static const struct walk_row capture_rows[] = {
    {.key = "ask", .dutch = "vraag", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_field, ask),
     .columns = TITLE_COLUMNS},
    {.key = "kind", .dutch = "soort", .kind = WALK_VALUE, AT(guide_field, kind),
     .value = value_kind},
    {.key = "share", .dutch = "delen", .kind = WALK_VALUE, AT(guide_field, share),
     .value = value_share},
    {.key = "max", .kind = WALK_VALUE, AT(guide_field, max), .value = value_number, .low = 1,
     .high = 4000},
    {.key = "options", .dutch = "opties", .kind = WALK_ENTRIES, AT(guide_field, options),
     .columns = TITLE_COLUMNS},
};

static const struct walk_table capture_table = {
    .name = N_("a capture line"), ROWS(capture_rows), .size = sizeof(struct guide_field),
    .id = offsetof(struct guide_field, id), .begin = begin_capture, .end = end_field};

static const struct walk_row agreements_rows[] = {
    {.key = "min", .kind = WALK_VALUE, AT(guide_point, agreements_min), .value = value_number,
     .low = 0, .high = 20},
    {.key = "max", .kind = WALK_VALUE, AT(guide_point, agreements_max), .value = value_number,
     .low = 1, .high = 20},
    {.key = "follow_up", .dutch = "opvolging", .kind = WALK_VALUE, AT(guide_point, follow_up_days),
     .value = value_span, .low = 1, .high = 366},
};

static const struct walk_table agreements_table = {
    .name = N_("the agreements of a point"), ROWS(agreements_rows), .begin = begin_agreements,
    .end = end_agreements};

static const struct walk_row point_rows[] = {
    {.key = "title", .dutch = "titel", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_point, title),
     .columns = TITLE_COLUMNS},
    {.key = "aim", .dutch = "doel", .kind = WALK_TEXT, .missing = PROBLEM_NO_AIM,
     AT(guide_point, aim), .columns = TEXT_COLUMNS},
    {.key = "questions", .dutch = "vragen", .kind = WALK_LINES, AT(guide_point, questions),
     .columns = TEXT_COLUMNS},
    {.key = "tips", .kind = WALK_LINES, AT(guide_point, tips), .columns = TEXT_COLUMNS},
    {.key = "pitfalls", .dutch = "valkuilen", .kind = WALK_IDS, AT(guide_point, pitfalls),
     .value = value_uses},
    {.key = "capture", .dutch = "vastleggen", .kind = WALK_ITEMS, ITEMS(guide_point, capture),
     .table = &capture_table},
    {.key = "balance", .dutch = "balans", .kind = WALK_IDS, AT(guide_point, balance),
     .value = value_balance},
    {.key = "agreements", .dutch = "afspraken", .kind = WALK_MAP, .table = &agreements_table},
};

static const struct walk_table point_table = {
    .name = N_("a point"), ROWS(point_rows), .size = sizeof(struct guide_point),
    .id = offsetof(struct guide_point, id), .begin = begin_point, .end = guide_check_point};

static const struct walk_row pitfall_rows[] = {
    {.key = "text", .dutch = "tekst", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_pitfall, text),
     .columns = TEXT_COLUMNS},
    {.key = "instead", .dutch = "liever", .kind = WALK_TEXT, AT(guide_pitfall, instead),
     .columns = TEXT_COLUMNS},
};

static const struct walk_table pitfall_table = {
    .name = N_("a pitfall"), ROWS(pitfall_rows), .size = sizeof(struct guide_pitfall),
    .id = offsetof(struct guide_pitfall, id), .brief = "text", .begin = begin_pitfall};

static const struct walk_row hurdles_rows[] = {
    {.key = "ask", .dutch = "vraag", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide, hurdles_ask),
     .columns = TEXT_COLUMNS},
    {.key = "options", .dutch = "opties", .kind = WALK_ENTRIES, .missing = PROBLEM_MISSING, AT(guide, hurdles),
     .columns = TITLE_COLUMNS},
};

static const struct walk_table hurdles_table = {.name = N_("the hurdles"), ROWS(hurdles_rows)};

static const struct walk_row reply_rows[] = {
    {.key = "say", .dutch = "zeg", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_reply, say)},
    {.key = "go", .dutch = "naar", .kind = WALK_VALUE, AT(guide_reply, go), .value = value_goes},
    {.key = "pitfall", .dutch = "valkuil", .kind = WALK_VALUE, AT(guide_reply, pitfall),
     .value = value_steps_into},
    {.key = "good", .dutch = "goed", .kind = WALK_TEXT, AT(guide_reply, good)},
};

static const struct walk_table reply_table = {
    .name = N_("a reply"), ROWS(reply_rows), .size = sizeof(struct guide_reply),
    .id = offsetof(struct guide_reply, id), .begin = begin_reply};

static const struct walk_row turn_rows[] = {
    {.key = "other", .dutch = "ander", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_turn, other)},
    {.key = "replies", .dutch = "antwoorden", .kind = WALK_ITEMS, ITEMS(guide_turn, replies),
     .table = &reply_table},
};

static const struct walk_table turn_table = {
    .name = N_("a practice turn"), ROWS(turn_rows), .size = sizeof(struct guide_turn),
    .id = offsetof(struct guide_turn, id), .begin = begin_turn};

static const struct walk_row scenario_rows[] = {
    {.key = "title", .dutch = "titel", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_scenario, title),
     .columns = TITLE_COLUMNS},
    {.key = "start", .dutch = "begin", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide_scenario, start)},
    {.key = "turns", .dutch = "beurten", .kind = WALK_ITEMS, .missing = PROBLEM_MISSING,
     ITEMS(guide_scenario, turns), .table = &turn_table},
};

static const struct walk_table scenario_table = {
    .name = N_("a practice talk"), ROWS(scenario_rows), .size = sizeof(struct guide_scenario),
    .id = offsetof(struct guide_scenario, id), .begin = begin_scenario,
    .end = guide_check_scenario};

static const struct walk_row guide_rows[] = {
    {.key = "guide", .dutch = "gids", .kind = WALK_VALUE, .missing = PROBLEM_MISSING, .value = value_format},
    {.key = "id", .kind = WALK_VALUE, .missing = PROBLEM_MISSING, AT(guide, id), .value = value_id},
    {.key = "version", .dutch = "versie", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide, version),
     .columns = 20},
    {.key = "language", .dutch = "taal", .kind = WALK_VALUE, .missing = PROBLEM_MISSING, AT(guide, language),
     .value = value_language},
    {.key = "regime", .dutch = "kaders", .kind = WALK_VALUE, AT(guide, regime),
     .value = value_regime},
    {.key = "title", .dutch = "titel", .kind = WALK_TEXT, .missing = PROBLEM_MISSING, AT(guide, title),
     .columns = TITLE_COLUMNS},
    {.key = "summary", .dutch = "samenvatting", .kind = WALK_TEXT, AT(guide, summary),
     .columns = TEXT_COLUMNS},
    {.key = "source", .dutch = "bron", .kind = WALK_TEXT, AT(guide, source)},
    {.key = "review_by", .dutch = "herzien", .kind = WALK_VALUE, AT(guide, review_by),
     .value = value_day},
    {.key = "preparation", .dutch = "voorbereiding", .kind = WALK_ITEMS, ITEMS(guide, preparation),
     .table = &preparation_table},
    {.key = "points", .dutch = "punten", .kind = WALK_ITEMS, .missing = PROBLEM_MISSING, ITEMS(guide, points),
     .table = &point_table},
    {.key = "pitfalls", .dutch = "valkuilen", .kind = WALK_ITEMS, ITEMS(guide, pitfalls),
     .table = &pitfall_table},
    {.key = "hurdles", .dutch = "drempels", .kind = WALK_MAP, .table = &hurdles_table},
    {.key = "practice", .dutch = "oefenen", .kind = WALK_ITEMS, ITEMS(guide, practice),
     .table = &scenario_table},
    {.key = "renamed", .dutch = "hernoemd", .kind = WALK_ENTRIES, AT(guide, renamed),
     .value = value_renamed},
    {.key = "retired", .dutch = "vervallen", .kind = WALK_IDS, AT(guide, retired),
     .value = value_retired},
};

static const struct walk_table guide_table = {
    .name = N_("a guide"), ROWS(guide_rows), .end = guide_check};

/* ----------------------------------------------------------------------------------------------- */

static struct guide *new_guide(void)
{
    static const size_t texts[] = {
        offsetof(struct guide, id), offsetof(struct guide, version), offsetof(struct guide, title),
        offsetof(struct guide, summary), offsetof(struct guide, source),
        offsetof(struct guide, regime), offsetof(struct guide, hurdles_ask), SIZE_MAX};
    struct guide *guide = guide_new();
    values_fill(guide, texts);
    guide->review_by = DAY_NONE;
    return guide;
}

static void keep_text(struct guide *guide, const char *text, size_t len)
{
    free(guide->text);
    guide->text = mem_copy_len(text, len);
    guide->text_len = len;
    SHA256Data((const uint8_t *)text, len, guide->checksum);
}

struct guide *guide_yaml_read(const char *text, size_t len, struct complaints *complaints)
{
    struct reading reading = {0};
    struct guide *guide = NULL;
    struct walk *walk = walk_open(text, len, complaints, &reading);
    while (walk_again(walk)) {
        guide_free(guide);
        reading_clear(&reading);
        guide = reading.guide = new_guide();
        walk_read(walk, &guide_table, guide);
    }
    walk_close(walk);
    reading_clear(&reading);
    if (complaints->errors) {
        guide_free(guide);
        return NULL;
    }
    keep_text(guide, text, len);
    return guide;
}

struct guide *guide_yaml_open(const char *name, const char *text, size_t len, struct err *err)
{
    struct complaints complaints;
    complaints_init(&complaints, err->lang, name);
    struct guide *guide = guide_yaml_read(text, len, &complaints);
    if (!guide)
        values_tell(err, &complaints);
    complaints_release(&complaints);
    return guide;
}
