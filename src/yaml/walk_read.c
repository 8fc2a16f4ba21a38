/* What the rows of a table ask for, read from the events of the parser. */
#include "walk_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "domain/guide.h"
#include "yaml/prescan.h"

#define TAIL_BYTES 20 /* of a row that are shown to say where it ends */

typedef void read_pair(struct walk *walk, const struct walk_text *key, void *into);

static void *slot_of(void *base, const struct walk_row *row)
{
    return (char *)base + row->offset;
}

/* The line where key stood before in its mapping, whose keys are those from `first` on; or 0, and
 * from now on it has. */
static int seen_before(struct walk *walk, size_t first, const struct walk_text *key)
{
    unsigned hash = 5381;
    for (const char *at = key->text; *at; at++)
        hash = hash * 33 + (unsigned char)*at;
    for (size_t i = first; i < walk->n_keys; i++)
        if (walk->keys[i].hash == hash &&
            strcmp(walk->names.data + walk->keys[i].name, key->text) == 0)
            return walk->keys[i].line;
    walk->keys = mem_room(walk->keys, walk->n_keys, sizeof *walk->keys);
    walk->keys[walk->n_keys++] = (struct walk_key){hash, key->mark.line, walk->names.len};
    buf_add(&walk->names, key->text, strlen(key->text) + 1);
    return 0;
}

static void forget_keys(struct walk *walk, size_t first)
{
    if (walk->n_keys > first)
        buf_cut(&walk->names, walk->keys[first].name);
    walk->n_keys = first;
}

static void complain_number(struct walk *walk, enum problem problem, struct mark mark, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    complaint_add(walk->complaints, problem, mark, text, NULL);
}

/* Reads the key that is here into text; false when it is none that can be used. */
static bool take_key(struct walk *walk, size_t first, char text[WALK_KEY_MAX + 1],
                     struct walk_text *key)
{
    *key = (struct walk_text){text, walk_mark(&walk->event.start_mark)};
    size_t len = walk->event.type == YAML_SCALAR_EVENT ? walk->event.data.scalar.length : 0;
    if (len > WALK_KEY_MAX) {
        complain_number(walk, PROBLEM_LONG_KEY, key->mark, WALK_KEY_MAX);
        return false;
    }
    if (len == 0) {
        complaint_add(walk->complaints, PROBLEM_ODD_KEY, key->mark, NULL);
        walk_skip(walk);
        return false;
    }
    walk_take_text(walk);
    memcpy(text, walk->text, strlen(walk->text) + 1); /* no longer than the key itself */
    int before = seen_before(walk, first, key);
    if (strcmp(text, "<<") == 0) {
        complaint_add(walk->complaints, PROBLEM_MERGE, key->mark, NULL);
    } else if (before) {
        char line[16];
        snprintf(line, sizeof line, "%d", before);
        complaint_add(walk->complaints, PROBLEM_TWICE, key->mark, text, line, NULL);
    }
    return !before && strcmp(text, "<<") != 0;
}

/* Reads the mapping that begins here pair by pair: fn finds the value's first event. */
static void read_pairs(struct walk *walk, read_pair *fn, void *into)
{
    size_t first = walk->n_keys;
    char text[WALK_KEY_MAX + 1];
    struct walk_text key;
    while (walk_next(walk) && walk->event.type != YAML_MAPPING_END_EVENT) {
        if (walk->n_keys - first == WALK_KEYS_MAX) {
            complain_number(walk, PROBLEM_MANY_KEYS, walk_mark(&walk->event.start_mark),
                            WALK_KEYS_MAX);
            walk_stop(walk);
            break;
        }
        bool good = take_key(walk, first, text, &key);
        if (!walk_next(walk))
            break;
        if (good)
            fn(walk, &key, into);
        else
            walk_skip(walk);
    }
    forget_keys(walk, first);
}

/* ---- one text -------------------------------------------------------------------------------- */

/* "- Let op: vraag door" became a mapping with the key "Let op". */
static void refuse_colon(struct walk *walk, const char *name)
{
    struct mark mark = walk_mark(&walk->event.start_mark);
    bool flow = walk->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    int outside = walk->depth - 1;
    if (!walk_next(walk))
        return;
    struct buf whole = BUF_INIT;
    walk_add_quoted(walk, &whole, mark);
    if (!flow && walk->event.type == YAML_SCALAR_EVENT)
        complaint_add(walk->complaints, PROBLEM_COLON, mark,
                      (const char *)walk->event.data.scalar.value, whole.data, NULL);
    else
        complaint_add(walk->complaints, PROBLEM_SENTENCE, mark, name,
                      tr(walk->complaints->lang, N_("lines of  key: text")), NULL);
    buf_release(&whole);
    while (walk->depth > outside && walk_next(walk))
        continue;
}

/* Passes over a list and counts what is in it; *end is where it closes. */
static int count_list(struct walk *walk, struct mark *end)
{
    int pieces = 0;
    while (walk_next(walk) && walk->event.type != YAML_SEQUENCE_END_EVENT) {
        pieces++;
        walk_skip(walk);
    }
    *end = walk->stopped ? (struct mark){0, 0} : walk_mark(&walk->event.end_mark);
    return pieces;
}

/* "[Wie doet wat, wanneer]" became a list of two texts. */
static void refuse_comma(struct walk *walk, const char *name, bool line)
{
    struct mark begin = walk_mark(&walk->event.start_mark), end;
    int pieces = count_list(walk, &end);
    if (walk->stopped)
        return;
    char number[16];
    snprintf(number, sizeof number, "%d", pieces);
    struct buf whole = BUF_INIT;
    if (line)
        buf_adds(&whole, "- ");
    else
        buf_addf(&whole, "%s: ", name);
    size_t from = source_offset(&walk->source, begin), to = source_offset(&walk->source, end);
    if (to >= from + 2)
        buf_add(&whole, walk->source.text + from + 1, to - from - 2);
    if (pieces < 2)
        complaint_add(walk->complaints, PROBLEM_ONE_PIECE, begin, name, whole.data, NULL);
    else
        complaint_add(walk->complaints, PROBLEM_COMMA, begin, name, number, whole.data, NULL);
    buf_release(&whole);
}

/* Takes the text that is here, the value of key name or a line of its list; false, with a
 * complaint, when it is no text. */
static bool take_text(struct walk *walk, const char *name, bool line, struct walk_text *text)
{
    *text = (struct walk_text){"", walk_mark(&walk->event.start_mark)};
    if (walk->event.type == YAML_MAPPING_START_EVENT) {
        refuse_colon(walk, name);
        return false;
    }
    if (walk->event.type == YAML_SEQUENCE_START_EVENT) {
        if (walk->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE) {
            refuse_comma(walk, name, line);
        } else {
            complaint_add(walk->complaints, PROBLEM_SENTENCE, text->mark, name,
                          tr(walk->complaints->lang, N_("a list")), NULL);
            walk_skip(walk);
        }
        return false;
    }
    if (!walk_take_text(walk))
        return false;
    text->text = walk->text;
    if (*text->text)
        return true;
    complaint_add(walk->complaints, PROBLEM_NOTHING, text->mark, name, NULL);
    return false;
}

static bool take_value(struct walk *walk, const struct walk_text *key, struct walk_text *text)
{
    if (walk->event.type == YAML_SCALAR_EVENT && walk->event.data.scalar.length == 0) {
        if (walk_take_text(walk))
            complaint_add(walk->complaints, PROBLEM_NOTHING, key->mark, key->text, NULL);
        return false;
    }
    return take_text(walk, key->text, false, text);
}

/* The last words of a row, to say where a text goes on in the next. */
static const char *tail_of_row(const char *text, size_t row)
{
    size_t from = row;
    while (from > 0 && row - from < TAIL_BYTES)
        from = utf8_prev(text, row, from);
    const char *blank = from ? memchr(text + from, ' ', row - from) : NULL;
    return blank ? blank + 1 : text + from;
}

static void check_width(struct walk *walk, const struct walk_row *row, const struct walk_text *text)
{
    size_t len = strlen(text->text), next;
    if (!row->columns || len <= (size_t)row->columns)
        return;
    int columns = utf8_columns(text->text, len);
    if (columns <= row->columns)
        return;
    size_t first = utf8_wrap(text->text, len, row->columns, &next);
    const char *tail = tail_of_row(text->text, first);
    char wide[16], room[16];
    snprintf(wide, sizeof wide, "%d", columns);
    snprintf(room, sizeof room, "%d", row->columns);
    char *words = mem_copy_len(tail, first - (size_t)(tail - text->text));
    complaint_add(walk->complaints, PROBLEM_WIDE, text->mark, wide, room, words, NULL);
    free(words);
}

/* ---- the kinds of rows ----------------------------------------------------------------------- */

static void read_text(struct walk *walk, const struct walk_row *row, void *base,
                      const struct walk_text *key)
{
    struct walk_text text;
    if (!take_value(walk, key, &text))
        return;
    check_width(walk, row, &text);
    char **slot = slot_of(base, row);
    mem_replace(slot, text.text);
    text.text = *slot;
    if (row->value)
        row->value(walk, row, slot, &text);
}

static void read_value(struct walk *walk, const struct walk_row *row, void *base,
                       const struct walk_text *key)
{
    struct walk_text text;
    if (take_value(walk, key, &text))
        row->value(walk, row, slot_of(base, row), &text);
}

static const char *add_line(struct guide_lines *lines, const char *text)
{
    lines->line = mem_room(lines->line, lines->n, sizeof *lines->line);
    return lines->line[lines->n++] = mem_copy(text);
}

/* Complains that a list belongs here, and shows what is here as one. */
static void refuse_no_list(struct walk *walk, const struct walk_row *row,
                           const struct walk_text *key)
{
    struct complaints *complaints = walk->complaints;
    struct mark mark = walk_mark(&walk->event.start_mark);
    bool scalar = walk->event.type == YAML_SCALAR_EVENT;
    const char *text = scalar ? (const char *)walk->event.data.scalar.value : "...";
    struct buf mend = BUF_INIT;
    if (row->kind == WALK_IDS)
        buf_addf(&mend, tr(complaints->lang, "Write:  %s: [%s]"), row->key, text);
    else
        buf_addf(&mend, tr(complaints->lang, "Write on the next line:  - %s"), text);
    if (!*text)
        complaint_add(complaints, PROBLEM_NOTHING, key->mark, row->key, NULL);
    else if (*text == '-' && mark.line > key->mark.line)
        walk_refuse_dash(walk, mark);
    else
        complaint_add(complaints, PROBLEM_LIST, mark, row->key, mend.data, NULL);
    buf_release(&mend);
    walk_skip(walk);
}

static void read_lines(struct walk *walk, const struct walk_row *row, void *base,
                       const struct walk_text *key)
{
    if (walk->event.type != YAML_SEQUENCE_START_EVENT) {
        refuse_no_list(walk, row, key);
        return;
    }
    if (walk->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE) {
        refuse_comma(walk, row->key, true);
        return;
    }
    struct walk_text text;
    while (walk_next(walk) && walk->event.type != YAML_SEQUENCE_END_EVENT) {
        if (!take_text(walk, row->key, true, &text))
            continue;
        check_width(walk, row, &text);
        text.text = add_line(slot_of(base, row), text.text);
        if (row->value)
            row->value(walk, row, slot_of(base, row), &text);
    }
}

static void read_ids(struct walk *walk, const struct walk_row *row, void *base,
                     const struct walk_text *key)
{
    if (walk->event.type != YAML_SEQUENCE_START_EVENT) {
        refuse_no_list(walk, row, key);
        return;
    }
    struct walk_text text;
    while (walk_next(walk) && walk->event.type != YAML_SEQUENCE_END_EVENT)
        if (take_text(walk, row->key, true, &text))
            row->value(walk, row, slot_of(base, row), &text);
}

void walk_check_id(struct walk *walk, const struct walk_text *id)
{
    if (walk_is_id(id->text))
        return;
    struct buf slug = BUF_INIT;
    walk_add_id(&slug, id->text);
    complaint_add(walk->complaints, PROBLEM_BAD_ID, id->mark, id->text, slug.data, NULL);
    buf_release(&slug);
}

/* True when pairs follow; else complains, showing what a line should look like: one of table, or
 * one that begins with an id when it is NULL. */
static bool expect_pairs(struct walk *walk, const struct walk_table *table,
                         const struct walk_text *key)
{
    struct mark mark = walk_mark(&walk->event.start_mark);
    if (walk->event.type == YAML_MAPPING_START_EVENT)
        return true;
    struct buf line = BUF_INIT;
    if (table)
        buf_addf(&line, "%s: ...", table->rows[0].key);
    else
        buf_adds(&line, tr(walk->complaints->lang, "an_id: text"));
    if (walk->event.type == YAML_SCALAR_EVENT && walk->event.data.scalar.length == 0)
        complaint_add(walk->complaints, PROBLEM_NOTHING, key->mark, key->text, NULL);
    else
        complaint_add(walk->complaints, PROBLEM_MAPPING, mark, key->text, line.data, NULL);
    buf_release(&line);
    walk_skip(walk);
    return false;
}

/* Where the pairs of a mapping go. */
struct target {
    const struct walk_row *row;
    const struct walk_table *table;
    void *base;
};

static void read_entry(struct walk *walk, const struct walk_text *key, void *into)
{
    const struct target *target = into;
    struct guide_entries *entries = slot_of(target->base, target->row);
    struct walk_text text;
    walk_check_id(walk, key);
    if (!take_value(walk, key, &text))
        return;
    check_width(walk, target->row, &text);
    entries->entry = mem_room(entries->entry, entries->n, sizeof *entries->entry);
    struct guide_entry *entry = &entries->entry[entries->n++];
    *entry = (struct guide_entry){mem_copy(key->text), mem_copy(text.text)};
    if (target->row->value)
        target->row->value(walk, target->row, entries, &(struct walk_text){entry->id, key->mark});
    if (target->row->entry)
        target->row->entry(walk, target->row, entries, &(struct walk_text){entry->text, text.mark});
}

static void read_entries(struct walk *walk, const struct walk_row *row, void *base,
                         const struct walk_text *key)
{
    struct target target = {.row = row, .base = base};
    if (expect_pairs(walk, NULL, key))
        read_pairs(walk, read_entry, &target);
}

static void read_table(struct walk *walk, const struct walk_table *table, void *base,
                       const struct walk_text *id);

static void read_map(struct walk *walk, const struct walk_row *row, void *base,
                     const struct walk_text *key)
{
    if (expect_pairs(walk, row->table, key))
        read_table(walk, row->table, slot_of(base, row), key);
}

static void read_row(struct walk *walk, const struct walk_row *row, void *base,
                     const struct walk_text *key);

static const struct walk_row *row_of(const struct walk_table *table, const char *key)
{
    for (size_t i = 0; i < table->n_rows; i++)
        if (strcmp(table->rows[i].key, key) == 0)
            return &table->rows[i];
    return NULL;
}

/* A new struct at the end of the array that a row holds. */
static void *new_item(const struct walk_row *row, void *base)
{
    size_t *n = (size_t *)(void *)((char *)base + row->count), size = row->table->size;
    void *items;
    memcpy(&items, slot_of(base, row), sizeof items);
    items = mem_room(items, *n, size);
    memcpy(slot_of(base, row), &items, sizeof items);
    return memset((char *)items + (*n)++ * size, 0, size);
}

/* Texts that were left out are "". */
static void end_item(struct walk *walk, const struct walk_table *table, void *item,
                     const struct walk_text *id)
{
    for (size_t i = 0; i < table->n_rows; i++) {
        char **slot = slot_of(item, &table->rows[i]);
        if (table->rows[i].kind == WALK_TEXT && !*slot)
            *slot = mem_copy("");
    }
    if (table->end && !walk->stopped)
        table->end(walk, item, id);
}

static void read_item(struct walk *walk, const struct walk_text *key, void *into)
{
    const struct target *target = into;
    const struct walk_table *table = target->table;
    walk_check_id(walk, key);
    void *item = new_item(target->row, target->base);
    char *name = mem_copy(key->text);
    memcpy((char *)item + table->id, &name, sizeof name);
    struct walk_text id = {name, key->mark};
    if (!table->brief || walk->event.type == YAML_MAPPING_START_EVENT) {
        if (expect_pairs(walk, table, &id))
            read_table(walk, table, item, &id);
        return;
    }
    if (table->begin)
        table->begin(walk, item, &id);
    read_row(walk, row_of(table, table->brief), item, &id);
    end_item(walk, table, item, &id);
}

static void read_items(struct walk *walk, const struct walk_row *row, void *base,
                       const struct walk_text *key)
{
    struct target target = {.row = row, .table = row->table, .base = base};
    if (expect_pairs(walk, NULL, key))
        read_pairs(walk, read_item, &target);
}

static void read_row(struct walk *walk, const struct walk_row *row, void *base,
                     const struct walk_text *key)
{
    typedef void read_kind(struct walk *, const struct walk_row *, void *,
                           const struct walk_text *);
    static read_kind *const readers[] = {
        [WALK_TEXT] = read_text,   [WALK_VALUE] = read_value,     [WALK_LINES] = read_lines,
        [WALK_IDS] = read_ids,     [WALK_ENTRIES] = read_entries, [WALK_MAP] = read_map,
        [WALK_ITEMS] = read_items,
    };
    readers[row->kind](walk, row, base, key);
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* Adds "Did you mean "questions"? " when word looks like it. */
static void add_meant(struct walk *walk, struct buf *out, const char *word)
{
    if (word)
        buf_addf(out, tr(walk->complaints->lang, "Did you mean \"%s\"? "), word);
}

static void add_joined(struct buf *out, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_adds(out, i ? ", " : "");
        buf_adds(out, words[i]);
    }
}

/* The row that was meant by an unknown key: one like it, in English or Dutch; NULL when none. */
static const struct walk_row *meant_row(const struct walk_table *table, const char *key)
{
    const char *names[2 * table->n_rows];
    for (size_t i = 0; i < table->n_rows; i++) {
        names[i] = table->rows[i].key;
        names[table->n_rows + i] = table->rows[i].dutch ? table->rows[i].dutch : names[i];
    }
    size_t guess = walk_guess(key, names, 2 * table->n_rows);
    return guess < 2 * table->n_rows ? &table->rows[guess % table->n_rows] : NULL;
}

static void refuse_key(struct walk *walk, const struct walk_table *table,
                       const struct walk_text *key, const struct walk_row *meant)
{
    const char *names[table->n_rows];
    for (size_t i = 0; i < table->n_rows; i++)
        names[i] = table->rows[i].key;
    struct buf guess = BUF_INIT, allowed = BUF_INIT;
    add_meant(walk, &guess, meant ? meant->key : NULL);
    add_joined(&allowed, names, table->n_rows);
    complaint_add(walk->complaints, PROBLEM_UNKNOWN_KEY, key->mark, key->text,
                  tr(walk->complaints->lang, table->name), guess.data, allowed.data, NULL);
    buf_release(&guess);
    buf_release(&allowed);
}

void walk_refuse_word(struct walk *walk, const struct walk_row *row, const struct walk_text *text,
                      const char *const *words, size_t n)
{
    struct buf meant = BUF_INIT, allowed = BUF_INIT;
    size_t guess = walk_guess(text->text, words, n);
    add_meant(walk, &meant, guess < n ? words[guess] : NULL);
    add_joined(&allowed, words, n);
    complaint_add(walk->complaints, PROBLEM_WORD, text->mark, row->key, text->text, meant.data,
                  allowed.data, NULL);
    buf_release(&meant);
    buf_release(&allowed);
}

struct table_target {
    const struct walk_table *table;
    void *base;
    unsigned long long had; /* bit i: row i was there */
};

static void read_known(struct walk *walk, const struct walk_text *key, void *into)
{
    struct table_target *target = into;
    const struct walk_row *row = row_of(target->table, key->text);
    if (!row) {
        row = meant_row(target->table, key->text);
        refuse_key(walk, target->table, key, row);
    }
    unsigned long long bit = row ? 1ULL << (row - target->table->rows) : 0;
    if (!row || (target->had & bit)) {
        walk_skip(walk);
        return;
    }
    target->had |= bit; /* also what was only meant: so what is wrong in it shows in the same run */
    read_row(walk, row, target->base, key);
}

/* What may not be left out and was: most of it in one complaint, some with words of its own. */
static void check_missing(struct walk *walk, const struct table_target *target,
                          const struct walk_text *id)
{
    const struct walk_table *table = target->table;
    const char *name = tr(walk->complaints->lang, table->name), *first = NULL;
    struct buf missing = BUF_INIT;
    for (size_t i = 0; i < table->n_rows; i++) {
        const struct walk_row *row = &table->rows[i];
        if (!row->missing || (target->had >> i & 1))
            continue;
        if (row->missing != PROBLEM_MISSING) {
            complaint_add(walk->complaints, row->missing, id->mark, row->key, name, id->text, NULL);
            continue;
        }
        buf_addf(&missing, "%s%s", first ? ", " : "", row->key);
        first = first ? first : row->key;
    }
    if (first)
        complaint_add(walk->complaints, PROBLEM_MISSING, id->mark, missing.data, name, first, NULL);
    buf_release(&missing);
}

static void read_table(struct walk *walk, const struct walk_table *table, void *base,
                       const struct walk_text *id)
{
    struct table_target target = {.table = table, .base = base};
    if (table->begin)
        table->begin(walk, base, id);
    read_pairs(walk, read_known, &target);
    if (walk_whole(walk))
        check_missing(walk, &target, id);
    end_item(walk, table, base, id);
}

void walk_read_top(struct walk *walk, const struct walk_table *table, void *filled)
{
    struct walk_text top = {"", walk_mark(&walk->event.start_mark)};
    read_table(walk, table, filled, &top);
}

void yaml_add_library(struct buf *out)
{
    buf_addf(out, "libyaml %s", yaml_get_version_string());
}
