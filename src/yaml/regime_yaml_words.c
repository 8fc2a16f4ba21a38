/* The words of a regime: their tables, and what is wrong with a pattern. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "regime_inside.h"
#include "yaml/values.h"

enum { TITLE_COLUMNS = 40, LINE_COLUMNS = 100 };

static const struct {
    enum pattern_fault fault;
    const char *what, *mend;
} faults[] = {
    {PATTERN_EMPTY, N_("nothing stands between two commas"), N_("Remove a comma.")},
    {PATTERN_OPEN, N_("its brackets do not match"), N_("Write:  (one|two) word")},
    {PATTERN_SIGN, N_("+ and ~ belong at its begin or end"), N_("Write for instance:  +word+")},
    {PATTERN_SHORT, N_("it is so short that it would find nearly everything"),
     N_("Write at least three letters beside a +.")},
    {PATTERN_LONG, N_("it is too long"), N_("Split it.")},
    {PATTERN_MANY, N_("its brackets stand for too many forms"), N_("Split it.")},
};

static struct mark mark_in(const struct walk_text *text, size_t at)
{
    struct mark mark = text->mark;
    for (size_t i = 0, size; i < at; i += size, mark.column++)
        utf8_decode(text->text + i, at - i, &size);
    return mark;
}

static void complain_pattern(struct walk *walk, struct mark mark, const char *pattern,
                             enum pattern_fault fault)
{
    struct complaints *complaints = walk_complaints(walk);
    size_t i = 0;
    while (faults[i].fault != fault)
        i++;
    complaint_add(complaints, PROBLEM_PATTERN, mark, pattern, tr(complaints->lang, faults[i].what),
                  tr(complaints->lang, faults[i].mend), NULL);
}

/* ---- patterns that come twice ---------------------------------------------------------------- */

static void more_slots(struct regime_reading *reading)
{
    struct read_pattern *old = reading->patterns;
    size_t n = reading->n_slots;
    reading->n_slots = n ? 2 * n : 4096;
    reading->patterns = mem_zero(reading->n_slots, sizeof *reading->patterns);
    for (size_t i = 0; i < n; i++) {
        if (!old[i].line)
            continue;
        size_t slot = old[i].hash & (reading->n_slots - 1);
        while (reading->patterns[slot].line)
            slot = (slot + 1) & (reading->n_slots - 1);
        reading->patterns[slot] = old[i];
    }
    free(old);
}

/* The line where the pattern stood before, or 0 and from now on it has. */
static int read_before(struct regime_reading *reading, const char *pattern, size_t len, int line)
{
    uint32_t hash = 5381 + (uint32_t)reading->list;
    size_t from = reading->folded.len;
    utf8_fold(&reading->folded, pattern, len);
    const char *folded = reading->folded.data + from;
    for (const char *at = folded; *at; at++)
        hash = hash * 33 + (unsigned char)*at;
    hash ^= hash >> 15;
    if (2 * reading->n_patterns >= reading->n_slots)
        more_slots(reading);
    size_t slot = hash & (reading->n_slots - 1);
    for (; reading->patterns[slot].line; slot = (slot + 1) & (reading->n_slots - 1)) {
        const struct read_pattern *other = &reading->patterns[slot];
        if (other->hash == hash && other->list == reading->list &&
            strcmp(reading->folded.data + other->at, folded) == 0) {
            buf_cut(&reading->folded, from);
            return other->line;
        }
    }
    buf_addc(&reading->folded, '\0');
    reading->patterns[slot] = (struct read_pattern){hash, reading->list, line, from};
    reading->n_patterns++;
    return 0;
}

void reading_release(struct regime_reading *reading)
{
    free(reading->patterns);
    buf_release(&reading->folded);
    for (size_t i = 0; i < reading->n_named; i++)
        free(reading->named[i].id);
    free(reading->named);
    *reading = (struct regime_reading){
        .using = reading->using, .words = reading->words, .folded = BUF_INIT};
}

/* Looks at the pattern at `at` of the text. */
static void check_pattern(struct walk *walk, const struct walk_text *text, size_t at, size_t len)
{
    const char *pattern = text->text + at;
    enum pattern_fault fault = pattern_forms(pattern, len, NULL, NULL);
    int before = 0;
    struct regime_reading *reading = walk_user(walk);
    if (fault == PATTERN_GOOD && !reading->using)
        before = read_before(reading, pattern, len, text->mark.line);
    if (fault == PATTERN_GOOD && !before)
        return;
    char *quoted = mem_copy_len(pattern, len), line[16];
    snprintf(line, sizeof line, "%d", before);
    if (before)
        complaint_add(walk_complaints(walk), PROBLEM_PATTERN_TWICE, mark_in(text, at), quoted, line,
                      NULL);
    else
        complain_pattern(walk, mark_in(text, at), quoted, fault);
    free(quoted);
}

/* ---- values ---------------------------------------------------------------------------------- */

/* A line of patterns. All classes together are one list: a word is of one class. */
static void value_patterns(struct walk *walk, const struct walk_row *row, void *slot,
                           const struct walk_text *text)
{
    struct regime_reading *reading = walk_user(walk);
    struct guide_lines *lines = slot;
    if (slot != reading->slot)
        reading->list++;
    reading->slot = slot;
    int list = reading->list;
    if (row->table == &regime_words_table)
        reading->list = 0;
    size_t at = 0, len;
    const char *pattern;
    while ((pattern = pattern_next(text->text, &at, &len)))
        check_pattern(walk, text, (size_t)(pattern - text->text), len);
    reading->list = list;
    lines->line = mem_room(lines->line, lines->n, sizeof *lines->line);
    lines->line[lines->n++] = mem_copy(text->text);
}

/* A line of plain words: no signs in them mean anything. */
static void value_plain(struct walk *walk, const struct walk_row *row, void *slot,
                        const struct walk_text *text)
{
    (void)walk;
    (void)row;
    struct guide_lines *lines = slot;
    lines->line = mem_room(lines->line, lines->n, sizeof *lines->line);
    lines->line[lines->n++] = mem_copy(text->text);
}

static void value_severity(struct walk *walk, const struct walk_row *row, void *slot,
                           const struct walk_text *text)
{
    static const char *const words[] = {"low", "high"};
    for (int i = 0; i < 2; i++)
        if (strcmp(text->text, words[i]) == 0) {
            *(enum gravity *)slot = i ? GRAVITY_HIGH : GRAVITY_LOW;
            return;
        }
    walk_refuse_word(walk, row, text, words, 2);
}

static void value_yes(struct walk *walk, const struct walk_row *row, void *slot,
                      const struct walk_text *text)
{
    static const char *const words[] = {"no", "yes"};
    for (int i = 0; i < 2; i++)
        if (strcmp(text->text, words[i]) == 0) {
            *(int *)slot = i;
            return;
        }
    walk_refuse_word(walk, row, text, words, 2);
}

static void value_class(struct walk *walk, const struct walk_row *row, void *slot,
                        const struct walk_text *text)
{
    struct regime_reading *reading = walk_user(walk);
    (void)row;
    mem_replace(slot, text->text);
    reading->named = mem_room(reading->named, reading->n_named, sizeof *reading->named);
    reading->named[reading->n_named++] = (struct read_class){mem_copy(text->text), text->mark};
}

/* ---- tables ---------------------------------------------------------------------------------- */

static const struct walk_row class_rows[] = {
    {"title", "titel", WALK_TEXT, PROBLEM_MISSING, offsetof(struct vocabulary_class, title),
     .columns = TITLE_COLUMNS},
    {"why", "waarom", WALK_TEXT, PROBLEM_MISSING, offsetof(struct vocabulary_class, why),
     .columns = LINE_COLUMNS},
    {"instead", "liever", WALK_TEXT, PROBLEM_MISSING, offsetof(struct vocabulary_class, instead),
     .columns = LINE_COLUMNS},
    {"severity", "ernst", WALK_VALUE, PROBLEM_MISSING, offsetof(struct vocabulary_class, severity),
     .value = value_severity},
    {"sourced", "bron", WALK_VALUE, PROBLEM_NONE, offsetof(struct vocabulary_class, sourced),
     .value = value_yes},
    {"words", "woorden", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary_class, words),
     .table = &regime_words_table, .value = value_patterns},
};

static const struct walk_table class_table = {
    .name = N_("a class of words"),
    WALK_ROWS(class_rows),
    .size = sizeof(struct vocabulary_class),
    .id = offsetof(struct vocabulary_class, id),
};

static const struct walk_row rule_rows[] = {
    {"class", "klasse", WALK_VALUE, PROBLEM_MISSING, offsetof(struct vocabulary_rule, class),
     .value = value_class},
    {"within", "binnen", WALK_VALUE, PROBLEM_NONE, offsetof(struct vocabulary_rule, within),
     .low = 1, .high = 20, .value = value_number},
    {"words", "woorden", WALK_IDS, PROBLEM_MISSING, offsetof(struct vocabulary_rule, words),
     .value = value_patterns},
    {"when", "als", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary_rule, when),
     .value = value_patterns},
    {"unless", "tenzij", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary_rule, unless),
     .value = value_patterns},
    {"joined", "samen", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary_rule, joined),
     .value = value_patterns},
};

static void begin_rule(struct walk *walk, void *item, const struct walk_text *id)
{
    static const size_t texts[] = {offsetof(struct vocabulary_rule, class), SIZE_MAX};
    (void)walk;
    (void)id;
    values_fill(item, texts);
}

static const struct walk_table rule_table = {
    .name = N_("a rule"),
    WALK_ROWS(rule_rows),
    .size = sizeof(struct vocabulary_rule),
    .id = offsetof(struct vocabulary_rule, id),
    .begin = begin_rule,
};

static const struct walk_row words_rows[] = {
    {"endings", "uitgangen", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, endings),
     .value = value_plain},
    {"spellings", "spellingen", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, spellings),
     .value = value_patterns},
    {"breaks", "scheiders", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, breaks),
     .value = value_patterns},
    {"links", "koppelwoorden", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, links),
     .value = value_plain},
    {"sources", "bronnen", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, sources),
     .value = value_patterns},
    {"titles", "aanspreekvormen", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, titles),
     .value = value_patterns},
    {"jobs", "werk", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, jobs),
     .value = value_patterns},
    {"owners", "eigenaars", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, owners),
     .value = value_patterns},
    {"asks", "vragen", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, asks),
     .value = value_patterns},
    {"fine_asks", "goede_vragen", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, fine_asks),
     .value = value_patterns},
    {"ordinary", "gewoon", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, ordinary),
     .value = value_plain},
    {"fine", "goed", WALK_IDS, PROBLEM_NONE, offsetof(struct vocabulary, fine),
     .value = value_patterns},
    {"classes", "klassen", WALK_ITEMS, PROBLEM_MISSING, offsetof(struct vocabulary, classes),
     .count = offsetof(struct vocabulary, n_classes), .table = &class_table},
    {"rules", "regels", WALK_ITEMS, PROBLEM_NONE, offsetof(struct vocabulary, rules),
     .count = offsetof(struct vocabulary, n_rules), .table = &rule_table},
};

static void begin_words(struct walk *walk, void *item, const struct walk_text *id)
{
    struct regime_reading *reading = walk_user(walk);
    (void)item;
    reading->words = id->mark;
}

/* Rules name classes that are there. */
static void end_words(struct walk *walk, void *item, const struct walk_text *id)
{
    const struct vocabulary *vocabulary = item;
    const struct regime_reading *reading = walk_user(walk);
    struct complaints *complaints = walk_complaints(walk);
    (void)id;
    const char **names = mem_zero(vocabulary->n_classes + 1, sizeof *names);
    for (size_t i = 0; i < vocabulary->n_classes; i++)
        names[i] = vocabulary->classes[i].id;
    for (size_t i = 0; i < reading->n_named && walk_whole(walk); i++) {
        size_t k = 0;
        while (k < vocabulary->n_classes && strcmp(names[k], reading->named[i].id) != 0)
            k++;
        if (k < vocabulary->n_classes)
            continue;
        struct buf mend = BUF_INIT;
        size_t guess = walk_guess(reading->named[i].id, names, vocabulary->n_classes);
        if (guess < vocabulary->n_classes)
            buf_addf(&mend, tr(complaints->lang, "Did you mean \"%s\"?"), names[guess]);
        complaint_add(complaints, PROBLEM_NO_CLASS, reading->named[i].mark, reading->named[i].id,
                      mend.data, NULL);
        buf_release(&mend);
    }
    free(names);
}

const struct walk_table regime_words_table = {
    .name = N_("the words"), WALK_ROWS(words_rows), .begin = begin_words, .end = end_words};

void complain_many(struct complaints *complaints, struct mark mark)
{
    char most[16];
    snprintf(most, sizeof most, "%d", VOCABULARY_LETTERS_MAX);
    complaint_add(complaints, PROBLEM_MANY_WORDS, mark, most, NULL);
}
