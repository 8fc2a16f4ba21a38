#include "yaml/guide_yaml.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/absence.h"
#include "guide_inside.h"
#include "yaml/values.h"
#include "yaml/yaml_walk.h"

/* Columns a text has for itself on a screen of 80. */
enum { TITLE_COLUMNS = 60, TEXT_COLUMNS = 72, ANY_COLUMNS = 0 };

void reading_note(struct reading *reading, enum site_kind kind, const struct walk_text *text)
{
    if (kind >= SITE_ASKED && !reading->limits)
        return;
    reading->sites = mem_room(reading->sites, reading->n_sites, sizeof *reading->sites);
    reading->sites[reading->n_sites++] = (struct site){kind, text->mark, text->text};
}

static void reading_clear(struct reading *reading)
{
    free(reading->sites);
    *reading = (struct reading){
        .limits = reading->limits, .limits_arg = reading->limits_arg, .strict = reading->strict};
}

/* ---- values only guides have ----------------------------------------------------------------- */

static void value_regime(struct walk *walk, const struct walk_row *row, void *slot,
                         const struct walk_text *text)
{
    static const char *const words[] = {"nl", "none"};
    bool known = strcmp(text->text, "nl") == 0 || strcmp(text->text, "none") == 0;
    mem_replace(slot, known ? text->text : "nl");
    if (!known)
        walk_refuse_word(walk, row, text, words, 2);
}

/* What an employer may keep of what is told; the days that it began and ended are known elsewhere.
 */
static void value_absence(struct walk *walk, const struct walk_row *row, void *slot,
                          const struct walk_text *text)
{
    const char *words[ABSENCE_FIELDS];
    size_t n = 0;
    for (int field = ABSENCE_EXPECTED; field < ABSENCE_FIELDS; field++) {
        if (field == ABSENCE_BACK)
            continue;
        words[n++] = absence_field_key((enum absence_field)field);
        if (strcmp(text->text, words[n - 1]) == 0)
            *(int *)slot = field;
    }
    if (!*(int *)slot)
        walk_refuse_word(walk, row, text, words, n);
}

static void value_held(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    static const char *const words[] = {"meeting", "phone"};
    *(bool *)slot = strcmp(text->text, "phone") == 0;
    if (!*(bool *)slot && strcmp(text->text, "meeting") != 0)
        walk_refuse_word(walk, row, text, words, 2);
}

static void value_kind(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    static const char *const words[] = {"check", "note", "list", "choice", "date"};
    struct reading *reading = walk_user(walk);
    reading->odd_kind = !kind_parse(text->text, slot);
    if (reading->odd_kind)
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
    static const char *const words[] = {"private", "employee"};
    struct reading *reading = walk_user(walk);
    reading->share = text->mark;
    if (!share_parse(text->text, slot))
        walk_refuse_word(walk, row, text, words, sizeof words / sizeof *words);
}

/* Notes the place of what is kept in the guide. */
static void note_kept(struct walk *walk, enum site_kind kind, const char *kept,
                      const struct walk_text *text)
{
    reading_note(walk_user(walk), kind, &(struct walk_text){kept, text->mark});
}

static void value_uses(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    (void)row;
    struct guide_lines *ids = slot;
    ids->line = mem_room(ids->line, ids->n, sizeof *ids->line);
    ids->line[ids->n++] = mem_copy(text->text);
    note_kept(walk, SITE_USES, ids->line[ids->n - 1], text);
}

static void value_steps_into(struct walk *walk, const struct walk_row *row, void *slot,
                             const struct walk_text *text)
{
    (void)row;
    char **id = slot;
    mem_replace(id, text->text);
    note_kept(walk, SITE_USES, *id, text);
}

static void value_goes(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    (void)row;
    char **id = slot;
    mem_replace(id, text->text);
    note_kept(walk, SITE_GOES, *id, text);
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
    retired->entry = mem_room(retired->entry, retired->n, sizeof *retired->entry);
    retired->entry[retired->n++] = (struct guide_entry){mem_copy(text->text), mem_copy("")};
    note_kept(walk, SITE_RETIRED, retired->entry[retired->n - 1].id, text);
}

static void value_asked(struct walk *walk, const struct walk_row *row, void *slot,
                        const struct walk_text *text)
{
    (void)row;
    (void)slot;
    reading_note(walk_user(walk), SITE_ASKED, text);
}

static void value_kept(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    (void)row;
    (void)slot;
    reading_note(walk_user(walk), SITE_KEPT, text);
}

static void value_told(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    (void)row;
    (void)slot;
    reading_note(walk_user(walk), SITE_TOLD, text);
}

static void value_said(struct walk *walk, const struct walk_row *row, void *slot,
                       const struct walk_text *text)
{
    struct reading *reading = walk_user(walk);
    (void)row;
    (void)slot;
    reading->say = text->mark;
}

/* ---- before and after a mapping -------------------------------------------------------------- */

static void begin_field(struct walk *walk, void *item, enum kind kind)
{
    struct guide_field *field = item;
    struct reading *reading = walk_user(walk);
    field->kind = kind;
    field->share = SHARE_PRIVATE;
    reading->share = (struct mark){0};
    reading->odd_kind = false;
}

static void begin_preparation(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)id;
    begin_field(walk, item, KIND_CHECK);
}

static void begin_capture(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {offsetof(struct guide_field, hint), SIZE_MAX};
    (void)id;
    values_fill(item, texts);
    begin_field(walk, item, KIND_NOTE);
}

static void begin_point(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {offsetof(struct guide_point, balance[0]),
                                   offsetof(struct guide_point, balance[1]), SIZE_MAX};
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
    note_kept(walk, SITE_AGREEMENTS, "", id);
}

static void end_agreements(struct walk *walk, void *item, const struct walk_text *id)
{
    const struct guide_point *point = item;
    if (point->agreements_min > point->agreements_max)
        complaint_add(walk_complaints(walk), PROBLEM_RANGE, id->mark, NULL);
}

static void begin_pitfall(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)item;
    reading_note(walk_user(walk), SITE_PITFALL, id);
}

static void begin_reply(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {offsetof(struct guide_reply, go),
                                   offsetof(struct guide_reply, pitfall), SIZE_MAX};
    (void)walk;
    (void)id;
    values_fill(item, texts);
}

static void begin_turn(struct walk *walk, void *item, const struct walk_text *id)
{
    (void)item;
    reading_note(walk_user(walk), SITE_TURN, id);
}

static void begin_scenario(struct walk *walk, void *item, const struct walk_text *id)
{
    struct reading *reading = walk_user(walk);
    (void)item;
    (void)id;
    reading->scenario = reading->n_sites;
}

/* ---- the format: one row a key, in the order of a file --------------------------------------- */

static const struct walk_row preparation_rows[] = {
    {"ask", "vraag", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_field, ask),
     .columns = TEXT_COLUMNS, .value = value_kept},
    {"hint", "uitleg", WALK_TEXT, PROBLEM_NONE, offsetof(struct guide_field, hint),
     .columns = TEXT_COLUMNS, .value = value_told},
    {"kind", "soort", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_field, kind),
     .value = value_preparation_kind},
    {"max", NULL, WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_field, max),
     .value = value_number, .low = 1, .high = 4000},
};

static const struct walk_table preparation_table = {.name = N_("a line of the preparation"),
                                                    WALK_ROWS(preparation_rows),
                                                    .size = sizeof(struct guide_field),
                                                    .id = offsetof(struct guide_field, id),
                                                    .brief = "ask",
                                                    .begin = begin_preparation,
                                                    .end = guide_check_field};

static const struct walk_row capture_rows[] = {
    {"ask", "vraag", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_field, ask),
     .columns = TITLE_COLUMNS, .value = value_kept},
    {"kind", "soort", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_field, kind),
     .value = value_kind},
    {"share", "delen", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_field, share),
     .value = value_share},
    {"max", NULL, WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_field, max),
     .value = value_number, .low = 1, .high = 4000},
    {"options", "opties", WALK_ENTRIES, PROBLEM_NONE, offsetof(struct guide_field, options),
     .columns = TITLE_COLUMNS, .entry = value_kept},
    {"absence", "verzuim", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_field, absence),
     .value = value_absence},
};

static const struct walk_table capture_table = {.name = N_("a capture line"),
                                                WALK_ROWS(capture_rows),
                                                .size = sizeof(struct guide_field),
                                                .id = offsetof(struct guide_field, id),
                                                .begin = begin_capture,
                                                .end = guide_check_field};

static const struct walk_row agreements_rows[] = {
    {"min", NULL, WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_point, agreements_min),
     .value = value_number, .low = 0, .high = 20},
    {"max", NULL, WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_point, agreements_max),
     .value = value_number, .low = 1, .high = 20},
    {"follow_up", "opvolging", WALK_VALUE, PROBLEM_NONE,
     offsetof(struct guide_point, follow_up_days), .value = value_span, .low = 1, .high = 366},
};

static const struct walk_table agreements_table = {.name = N_("the agreements of a point"),
                                                   WALK_ROWS(agreements_rows),
                                                   .begin = begin_agreements,
                                                   .end = end_agreements};

static const struct walk_row point_rows[] = {
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_point, title),
     .columns = TITLE_COLUMNS, .value = value_asked},
    {"aim", "doel", WALK_TEXT, PROBLEM_NO_AIM, offsetof(struct guide_point, aim),
     .columns = TEXT_COLUMNS, .value = value_told},
    {"questions", "vragen", WALK_LINES, PROBLEM_NONE, offsetof(struct guide_point, questions),
     .columns = TEXT_COLUMNS, .value = value_asked},
    {"tips", NULL, WALK_LINES, PROBLEM_NONE, offsetof(struct guide_point, tips),
     .columns = TEXT_COLUMNS, .value = value_told},
    {"pitfalls", "valkuilen", WALK_IDS, PROBLEM_NONE, offsetof(struct guide_point, pitfalls),
     .value = value_uses},
    {"capture", "vastleggen", WALK_ITEMS, PROBLEM_NONE, offsetof(struct guide_point, capture),
     .count = offsetof(struct guide_point, n_capture), .table = &capture_table},
    {"balance", "balans", WALK_IDS, PROBLEM_NONE, offsetof(struct guide_point, balance),
     .value = value_balance},
    {"agreements", "afspraken", WALK_MAP, PROBLEM_NONE, 0, .table = &agreements_table},
};

static const struct walk_table point_table = {.name = N_("a point"),
                                              WALK_ROWS(point_rows),
                                              .size = sizeof(struct guide_point),
                                              .id = offsetof(struct guide_point, id),
                                              .begin = begin_point,
                                              .end = guide_check_point};

static const struct walk_row pitfall_rows[] = {
    {"text", "tekst", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_pitfall, text),
     .columns = TEXT_COLUMNS},
    {"instead", "liever", WALK_TEXT, PROBLEM_NONE, offsetof(struct guide_pitfall, instead),
     .columns = TEXT_COLUMNS},
};

static const struct walk_table pitfall_table = {.name = N_("a pitfall"),
                                                WALK_ROWS(pitfall_rows),
                                                .size = sizeof(struct guide_pitfall),
                                                .id = offsetof(struct guide_pitfall, id),
                                                .brief = "text",
                                                .begin = begin_pitfall};

static const struct walk_row hurdles_rows[] = {
    {"ask", "vraag", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide, hurdles_ask),
     .columns = TEXT_COLUMNS, .value = value_told},
    {"options", "opties", WALK_ENTRIES, PROBLEM_MISSING, offsetof(struct guide, hurdles),
     .columns = TITLE_COLUMNS, .entry = value_kept},
};

static const struct walk_table hurdles_table = {.name = N_("the hurdles"), WALK_ROWS(hurdles_rows)};

static const struct walk_row reply_rows[] = {
    {"say", "zeg", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_reply, say),
     .columns = ANY_COLUMNS, .value = value_said},
    {"go", "naar", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_reply, go), .value = value_goes},
    {"pitfall", "valkuil", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide_reply, pitfall),
     .value = value_steps_into},
    {"good", "goed", WALK_TEXT, PROBLEM_NONE, offsetof(struct guide_reply, good),
     .columns = ANY_COLUMNS},
};

static const struct walk_table reply_table = {.name = N_("a reply"),
                                              WALK_ROWS(reply_rows),
                                              .size = sizeof(struct guide_reply),
                                              .id = offsetof(struct guide_reply, id),
                                              .begin = begin_reply,
                                              .end = guide_check_reply};

static const struct walk_row turn_rows[] = {
    {"other", "ander", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_turn, other),
     .columns = ANY_COLUMNS},
    {"replies", "antwoorden", WALK_ITEMS, PROBLEM_NONE, offsetof(struct guide_turn, replies),
     .count = offsetof(struct guide_turn, n_replies), .table = &reply_table},
};

static const struct walk_table turn_table = {.name = N_("a practice turn"),
                                             WALK_ROWS(turn_rows),
                                             .size = sizeof(struct guide_turn),
                                             .id = offsetof(struct guide_turn, id),
                                             .begin = begin_turn,
                                             .end = guide_check_turn};

static const struct walk_row scenario_rows[] = {
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_scenario, title),
     .columns = TITLE_COLUMNS},
    {"start", "begin", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide_scenario, start),
     .columns = ANY_COLUMNS},
    {"turns", "beurten", WALK_ITEMS, PROBLEM_MISSING, offsetof(struct guide_scenario, turns),
     .count = offsetof(struct guide_scenario, n_turns), .table = &turn_table},
};

static const struct walk_table scenario_table = {.name = N_("a practice talk"),
                                                 WALK_ROWS(scenario_rows),
                                                 .size = sizeof(struct guide_scenario),
                                                 .id = offsetof(struct guide_scenario, id),
                                                 .begin = begin_scenario,
                                                 .end = guide_check_scenario};

static const struct walk_row guide_rows[] = {
    {"guide", "gids", WALK_VALUE, PROBLEM_MISSING, 0, .value = value_format},
    {"id", NULL, WALK_VALUE, PROBLEM_MISSING, offsetof(struct guide, id), .value = value_id},
    {"version", "versie", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide, version),
     .columns = 20},
    {"language", "taal", WALK_VALUE, PROBLEM_MISSING, offsetof(struct guide, language),
     .value = value_language},
    {"regime", "kaders", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide, regime),
     .value = value_regime},
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct guide, title),
     .columns = TITLE_COLUMNS, .value = value_told},
    {"summary", "samenvatting", WALK_TEXT, PROBLEM_NONE, offsetof(struct guide, summary),
     .columns = TEXT_COLUMNS, .value = value_told},
    {"invitation", "uitnodiging", WALK_TEXT, PROBLEM_NONE, offsetof(struct guide, invitation),
     .columns = ANY_COLUMNS, .value = value_asked},
    {"held", "gevoerd", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide, by_phone),
     .value = value_held},
    {"source", "bron", WALK_TEXT, PROBLEM_NONE, offsetof(struct guide, source),
     .columns = ANY_COLUMNS},
    {"review_by", "herzien", WALK_VALUE, PROBLEM_NONE, offsetof(struct guide, review_by),
     .value = value_day},
    {"preparation", "voorbereiding", WALK_ITEMS, PROBLEM_NONE, offsetof(struct guide, preparation),
     .count = offsetof(struct guide, n_preparation), .table = &preparation_table},
    {"points", "punten", WALK_ITEMS, PROBLEM_MISSING, offsetof(struct guide, points),
     .count = offsetof(struct guide, n_points), .table = &point_table},
    {"pitfalls", "valkuilen", WALK_ITEMS, PROBLEM_NONE, offsetof(struct guide, pitfalls),
     .count = offsetof(struct guide, n_pitfalls), .table = &pitfall_table},
    {"hurdles", "drempels", WALK_MAP, PROBLEM_NONE, 0, .table = &hurdles_table},
    {"practice", "oefenen", WALK_ITEMS, PROBLEM_NONE, offsetof(struct guide, practice),
     .count = offsetof(struct guide, n_practice), .table = &scenario_table},
    {"renamed", "hernoemd", WALK_ENTRIES, PROBLEM_NONE, offsetof(struct guide, renamed),
     .value = value_renamed},
    {"retired", "vervallen", WALK_IDS, PROBLEM_NONE, offsetof(struct guide, retired),
     .value = value_retired},
};

static const struct walk_table guide_table = {
    .name = N_("a guide"), WALK_ROWS(guide_rows), .end = guide_check};

static void keep_text(struct guide *guide, const char *text, size_t len)
{
    free(guide->text);
    guide->text = mem_copy_len(text, len);
    guide->text_len = len;
}

/* Reads the first len bytes of a text that is kept whole. */
static struct guide *read_guide(const char *text, size_t len, size_t whole,
                                struct complaints *complaints, struct reading *reading)
{
    struct guide *guide = NULL;
    struct walk *walk = walk_open(text, len, complaints, reading);
    while (walk_again(walk)) {
        guide_free(guide);
        reading_clear(reading);
        guide = reading->guide = guide_new();
        walk_read(walk, &guide_table, guide);
    }
    walk_close(walk);
    reading_clear(reading);
    if (complaints->errors || !guide) {
        guide_free(guide);
        return NULL;
    }
    keep_text(guide, text, whole);
    return guide;
}

struct guide *guide_yaml_check(const char *text, size_t len, struct complaints *complaints,
                               guide_limits *limits, void *arg)
{
    struct reading reading = {.limits = limits, .limits_arg = arg, .strict = true};
    return read_guide(text, len, len, complaints, &reading);
}

struct guide *guide_yaml_read(const char *text, size_t len, struct complaints *complaints)
{
    struct reading reading = {.limits = NULL};
    return read_guide(text, len, len, complaints, &reading);
}

/* Reads the first len bytes of a text that is kept whole. err NULL: says nothing. */
static struct guide *open_part(const char *name, const char *text, size_t len, size_t whole,
                               struct err *err)
{
    struct reading reading = {.limits = NULL};
    struct complaints complaints;
    complaints_init(&complaints, err ? err->lang : LANG_EN, name);
    struct guide *guide = read_guide(text, len, whole, &complaints, &reading);
    if (!guide && err)
        values_tell(err, &complaints);
    complaints_release(&complaints);
    return guide;
}

struct guide *guide_yaml_open(const char *name, const char *text, size_t len, struct err *err)
{
    return open_part(name, text, len, len, err);
}

struct guide *guide_yaml_open_held(const char *name, const char *text, size_t len, struct err *err)
{
    size_t practice = walk_last_key(text, len, "practice");
    struct guide *guide = open_part(name, text, practice, len, NULL);
    return guide ? guide : guide_yaml_open(name, text, len, err);
}
