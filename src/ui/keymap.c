#include "ui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "ui/lineedit.h"

/* One written name in a row's list. */
struct name {
    const char *text;
    size_t len;
};

static bool next_name(const char **at, struct name *name)
{
    name->text = *at + strspn(*at, " ");
    name->len = strcspn(name->text, " ");
    *at = name->text + name->len;
    return name->len > 0;
}

static bool name_key(const struct name *name, struct key *key)
{
    size_t used = 0;
    return key_parse(name->text, key, &used) && used == name->len;
}

/* The next key of a row's list; false at the end. Names that are no key are keymap_faults'
 * business. */
static bool next_key(const char **at, struct key *key)
{
    struct name name;
    while (next_name(at, &name)) {
        if (name_key(&name, key))
            return true;
    }
    return false;
}

static bool row_has(const struct key_row *row, const struct key *key)
{
    const char *at = row->keys;
    struct name name;
    struct key own;
    while (next_name(&at, &name)) {
        bool may = *name.text == '<' || (key->kind == PRESS_TEXT && *name.text == *key->text);
        if (may && name_key(&name, &own) && key_same(&own, key))
            return true;
    }
    return false;
}

bool keymap_replaced(const struct keymap *map, const struct keymap *part, const struct key_row *row)
{
    for (; map != part; map = map->next) {
        for (size_t i = 0; i < map->n; i++) {
            if (map->rows[i].command == row->command)
                return true;
        }
    }
    return false;
}

static const struct key_row *find_row(const struct keymap *map, const struct key *key)
{
    for (const struct keymap *part = map; part; part = part->next) {
        for (size_t i = 0; i < part->n; i++) {
            const struct key_row *row = &part->rows[i];
            if (row_has(row, key) && !keymap_replaced(map, part, row))
                return row;
        }
    }
    return NULL;
}

static bool is_taken(const struct key *key, enum letters letters)
{
    if (letters == LETTERS_MUTE)
        return key->kind == PRESS_TEXT;
    return letters == LETTERS_TEXT && lineedit_claims(key) == CLAIM_ALL;
}

const struct key_row *keymap_find(const struct keymap *map, const struct key *key,
                                  enum letters letters)
{
    return is_taken(key, letters) ? NULL : find_row(map, key);
}

/* The keys of a row, in the order of that language. */
static const char *keys_in(const struct key_row *row, enum lang lang)
{
    return *row->keys ? tr(lang, row->keys) : "";
}

/* The first key of a row that gets to it now. No other row takes its keys: keymap_faults. */
static bool key_now(const struct key_row *row, enum letters letters, enum lang lang,
                    struct key *key)
{
    const char *at = keys_in(row, lang);
    while (next_key(&at, key)) {
        if (!is_taken(key, letters))
            return true;
    }
    return false;
}

/* One thing on the bar. */
struct item {
    const struct key_row *row;
    struct buf key;
    int width; /* of the key, a blank and the word */
    bool shown;
};

struct bar {
    struct item *items;
    size_t n;
};

static bool bar_has(const struct bar *bar, int command)
{
    for (size_t i = 0; i < bar->n; i++) {
        if (bar->items[i].row->command == command)
            return true;
    }
    return false;
}

static void bar_add(struct bar *bar, const struct key_row *row, const struct key *key,
                    enum lang lang)
{
    bar->items = mem_room(bar->items, bar->n, sizeof *bar->items);
    struct item *item = &bar->items[bar->n++];
    *item = (struct item){.row = row, .key = BUF_INIT, .shown = true};
    key_add_name(&item->key, key, lang);
    const char *word = tr(lang, row->bar);
    item->width =
        utf8_columns(item->key.data, item->key.len) + 1 + utf8_columns(word, strlen(word));
}

static void bar_release(struct bar *bar)
{
    for (size_t i = 0; i < bar->n; i++)
        buf_release(&bar->items[i].key);
    free(bar->items);
}

/* Collects what works now, in the order of the tables. */
static void bar_collect(struct bar *bar, const struct keymap *map, enum lang lang, keymap_can *can,
                        const void *screen, enum letters letters)
{
    for (const struct keymap *part = map; part; part = part->next) {
        for (size_t i = 0; i < part->n; i++) {
            const struct key_row *row = &part->rows[i];
            struct key key;
            if (row->bar && !keymap_replaced(map, part, row) && !bar_has(bar, row->command) &&
                (!can || can(screen, row->command)) && key_now(row, letters, lang, &key))
                bar_add(bar, row, &key, lang);
        }
    }
}

uint64_t keymap_bar(const struct keymap *map, keymap_can *can, const void *screen)
{
    uint64_t work = 0;
    for (const struct keymap *part = map; part; part = part->next)
        for (size_t i = 0; i < part->n; i++)
            if (part->rows[i].bar)
                work = work << 1 | can(screen, part->rows[i].command);
    return work;
}

/* The width of what is shown: a blank at the left, gap between the items. */
static int bar_width(const struct bar *bar, int gap)
{
    int width = 1;
    for (size_t i = 0; i < bar->n; i++) {
        if (bar->items[i].shown)
            width += (width > 1 ? gap : 0) + bar->items[i].width;
    }
    return width;
}

/* Leaves out the least important one that is still shown, but never the last that is left. */
static bool bar_drop(struct bar *bar)
{
    struct item *least = NULL;
    size_t shown = 0;
    for (size_t i = 0; i < bar->n; i++) {
        struct item *item = &bar->items[i];
        if (!item->shown)
            continue;
        shown++;
        if (!least || item->row->weight <= least->row->weight)
            least = item;
    }
    if (shown < 2)
        return false;
    least->shown = false;
    return true;
}

static void bar_put(const struct bar *bar, struct frame *frame, int row, int gap, enum lang lang)
{
    int col = 1;
    for (size_t i = 0; i < bar->n; i++) {
        const struct item *item = &bar->items[i];
        if (!item->shown)
            continue;
        int used = frame_put(frame, row, col, frame->columns - col, item->key.data, STYLE_BAR_KEY);
        frame_put(frame, row, col + used + 1, frame->columns - col - used - 1,
                  tr(lang, item->row->bar), STYLE_BAR_WORD);
        frame_spot(frame, row, col, 1, item->width, item->row->command, -1);
        col += item->width + gap;
    }
}

void keymap_draw_bar(const struct keymap *map, struct frame *frame, int row, enum lang lang,
                     keymap_can *can, const void *screen, enum letters letters)
{
    struct bar bar = {0};
    int gap = 3;
    bar_collect(&bar, map, lang, can, screen, letters);
    if (bar_width(&bar, gap) > frame->columns)
        gap = 2;
    for (bool more = true; more && bar_width(&bar, gap) > frame->columns;)
        more = bar_drop(&bar);
    frame_fill(frame, row, 0, frame->columns, STYLE_BAR_WORD);
    bar_put(&bar, frame, row, gap, lang);
    bar_release(&bar);
}

void keymap_add_keys(struct buf *buf, const struct key_row *row, enum lang lang)
{
    const char *at = keys_in(row, lang);
    struct key key;
    bool more = next_key(&at, &key);
    for (bool first = true; more; first = false) {
        struct key now = key;
        more = next_key(&at, &key);
        if (!first)
            buf_adds(buf, more ? ", " : tr(lang, " or "));
        key_add_name(buf, &now, lang);
    }
}

/* What the faults of one map are told to. */
struct faults {
    void (*fault)(void *arg, const char *sentence);
    void *arg;
    int n;
};

static void fault_say(struct faults *faults, const struct buf *sentence)
{
    faults->n++;
    if (faults->fault)
        faults->fault(faults->arg, sentence->data);
}

static void fault_clash(struct faults *faults, const struct key *key, const struct key_row *first,
                        const struct key_row *second)
{
    struct buf sentence = BUF_INIT;
    key_add_name(&sentence, key, LANG_EN);
    buf_addf(&sentence, " stands for command %d (\"%s\") and for command %d (\"%s\")",
             first->command, first->help ? first->help : "", second->command,
             second->help ? second->help : "");
    fault_say(faults, &sentence);
    buf_release(&sentence);
}

static void fault_name(struct faults *faults, const struct key_row *row, const struct name *name)
{
    struct buf sentence = BUF_INIT;
    buf_addf(&sentence, "\"%.*s\" of command %d is no key", (int)name->len, name->text,
             row->command);
    fault_say(faults, &sentence);
    buf_release(&sentence);
}

/* Every key of a row must lead to that row; the row it leads to instead claimed it before. */
static void check_row(const struct keymap *map, const struct key_row *row, struct faults *faults)
{
    const char *at = row->keys;
    struct name name;
    while (next_name(&at, &name)) {
        struct key key;
        const struct key_row *found = name_key(&name, &key) ? find_row(map, &key) : NULL;
        if (!found)
            fault_name(faults, row, &name);
        else if (found != row)
            fault_clash(faults, &key, found, row);
    }
}

int keymap_faults(const struct keymap *map, void (*fault)(void *arg, const char *sentence),
                  void *arg)
{
    struct faults faults = {.fault = fault, .arg = arg};
    for (const struct keymap *part = map; part; part = part->next) {
        for (size_t i = 0; i < part->n; i++) {
            if (!keymap_replaced(map, part, &part->rows[i]))
                check_row(map, &part->rows[i], &faults);
        }
    }
    return faults.n;
}
