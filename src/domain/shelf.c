#include "domain/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/input.h"
#include "base/mem.h"

void shelf_init(struct shelf *shelf, struct shelf_reader reader, enum lang lang)
{
    *shelf = (struct shelf){.reader = reader, .lang = lang};
}

void shelf_release(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->n_items; i++) {
        free(shelf->items[i].path);
        free(shelf->items[i].trouble);
        free(shelf->items[i].id);
        guide_free(shelf->items[i].guide);
        regime_free(shelf->items[i].regime);
    }
    free(shelf->items);
    *shelf = (struct shelf){.reader = shelf->reader, .lang = shelf->lang};
}

/* ---- one file -------------------------------------------------------------------------------- */

int shelf_read_file(const char *path, struct buf *out, struct err *err)
{
    return input_read(path, SHELF_FILE_MAX, out, err);
}

/* ---- what is found --------------------------------------------------------------------------- */

static bool holds(const struct shelf_item *item, const char *id)
{
    return item->id && strcmp(item->id, id) == 0;
}

bool shelf_is_regime(const char *path)
{
    const char *name = strrchr(path, '/');
    return strcmp(name ? name + 1 : path, "regime.yaml") == 0;
}

/* Is there a guide in it? */
static bool has_guide(const struct shelf_item *item)
{
    return item->id && !shelf_is_regime(item->path);
}

static bool is_hidden(const struct shelf *shelf, const struct shelf_item *guide)
{
    for (const struct shelf_item *item = shelf->items; item < guide; item++)
        if (has_guide(item) && item->language == guide->language && holds(item, guide->id))
            return true;
    return false;
}

static void add_item(struct shelf *shelf, const char *path, enum origin origin, const char *trouble)
{
    shelf->items = mem_room(shelf->items, shelf->n_items, sizeof *shelf->items);
    shelf->items[shelf->n_items++] = (struct shelf_item){
        .path = mem_copy(path), .origin = origin, .trouble = mem_copy(trouble), .read = *trouble};
}

static void read_item(const struct shelf *shelf, struct shelf_item *item)
{
    struct err err = ERR_INIT(shelf->lang);
    struct buf text = BUF_INIT;
    int read = shelf_read_file(item->path, &text, &err);
    item->read = true;
    if (read == 0 && shelf_is_regime(item->path))
        item->regime = shelf->reader.regime(item->path, text.data, text.len, &err);
    else if (read == 0)
        item->guide = shelf->reader.guide(item->path, text.data, text.len, &err);
    if (!item->regime && !item->guide)
        mem_replace(&item->trouble, err.text);
    buf_release(&text);
}

static void let_go(struct shelf_item *item)
{
    guide_free(item->guide);
    regime_free(item->regime);
    item->guide = NULL;
    item->regime = NULL;
}

/* What was read in it; NULL: nothing, or it was let go. */
static const char *id_in(const struct shelf_item *item)
{
    if (item->guide)
        return item->guide->id;
    return item->regime ? item->regime->id : NULL;
}

/* The same, of what has an id. */
static enum lang language_in(const struct shelf_item *item)
{
    return item->guide ? item->guide->language : item->regime->language;
}

/* Reads it for the first time, and notes what tells it from others. */
static void look_at(const struct shelf *shelf, struct shelf_item *item)
{
    read_item(shelf, item);
    if (!id_in(item))
        return;
    item->id = mem_copy(id_in(item));
    item->language = language_in(item);
    item->hidden = item->guide && is_hidden(shelf, item);
}

/* Reads once more what was let go; it may have become another, or none, since then. */
static bool is_here(const struct shelf *shelf, struct shelf_item *item)
{
    if (!id_in(item))
        read_item(shelf, item);
    const char *id = id_in(item);
    return id && language_in(item) == item->language && holds(item, id);
}

/* Which guide hides which is known when all before it are read: they are, in their order. */
static bool look_at_next(const struct shelf *shelf, bool regimes)
{
    for (size_t i = 0; i < shelf->n_items; i++) {
        struct shelf_item *item = &shelf->items[i];
        if (item->read || shelf_is_regime(item->path) != regimes)
            continue;
        look_at(shelf, item);
        let_go(item);
        return true;
    }
    return false;
}

static void look_at_guides(const struct shelf *shelf)
{
    while (look_at_next(shelf, false))
        ;
}

bool shelf_look_at_one(const struct shelf *shelf)
{
    return look_at_next(shelf, false) || look_at_next(shelf, true);
}

void shelf_read_all(const struct shelf *shelf)
{
    while (shelf_look_at_one(shelf))
        ;
    for (struct shelf_item *item = shelf->items; item < shelf->items + shelf->n_items; item++)
        if (item->id)
            (void)is_here(shelf, item);
}

/* ---- folders --------------------------------------------------------------------------------- */

/* The names in a folder, sorted by bytes so that the order is the same everywhere. */
struct names {
    char **name;
    size_t n;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int list_folder(const char *folder, struct names *names)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return -1;
    for (struct dirent *entry; (entry = readdir(dir));) {
        if (entry->d_name[0] == '.')
            continue;
        names->name = mem_room(names->name, names->n, sizeof(char *));
        names->name[names->n++] = mem_copy(entry->d_name);
    }
    closedir(dir);
    if (names->n)
        qsort(names->name, names->n, sizeof *names->name, by_name);
    return 0;
}

static void names_release(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->name[i]);
    free(names->name);
}

static bool is_yaml(const char *name)
{
    size_t len = strlen(name);
    return len > 5 && strcmp(name + len - 5, ".yaml") == 0;
}

static bool is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

/* The folders of a folder with guides are its languages. */
static bool is_language(const char *name)
{
    enum lang lang;
    return lang_parse(name, &lang);
}

static int each_file(const char *folder, shelf_each *each, void *arg, int deep)
{
    struct names names = {NULL, 0};
    if (list_folder(folder, &names) != 0)
        return -1;
    struct buf path = BUF_INIT;
    for (size_t i = 0; i < names.n; i++) {
        buf_clear(&path);
        buf_addf(&path, "%s/%s", folder, names.name[i]);
        if (!is_folder(path.data)) {
            if (is_yaml(names.name[i]))
                each(arg, path.data);
        } else if (deep > 0 && is_language(names.name[i])) {
            each_file(path.data, each, arg, deep - 1); /* one we may not enter holds no guides */
        }
    }
    buf_release(&path);
    names_release(&names);
    return 0;
}

int shelf_each_file(const char *path, shelf_each *each, void *arg, struct err *err)
{
    struct stat info;
    if (stat(path, &info) == 0 && !S_ISDIR(info.st_mode)) {
        each(arg, path);
        return 0;
    }
    if (each_file(path, each, arg, 1) == 0)
        return 0;
    return errno == ENOENT ? err_set(err, "%s is not there.", path)
                           : err_set(err, "%s cannot be opened (%s).", path, strerror(errno));
}

struct adding {
    struct shelf *shelf;
    enum origin origin;
};

static void add_found(void *arg, const char *path)
{
    const struct adding *adding = arg;
    add_item(adding->shelf, path, adding->origin, "");
}

void shelf_add_folder(struct shelf *shelf, const char *folder, enum origin origin)
{
    struct err err = ERR_INIT(shelf->lang);
    struct adding adding = {shelf, origin};
    struct stat info;
    if (origin != ORIGIN_GIVEN && stat(folder, &info) != 0 && errno == ENOENT)
        return;
    if (shelf_each_file(folder, add_found, &adding, &err) != 0)
        add_item(shelf, folder, origin, err.text);
}

/* ---- asking ---------------------------------------------------------------------------------- */

const struct guide *shelf_guide(const struct shelf *shelf, const char *id, enum lang lang)
{
    struct shelf_item *other = NULL, *end = shelf->items + shelf->n_items;
    look_at_guides(shelf);
    for (struct shelf_item *item = shelf->items; item < end; item++) {
        if (!has_guide(item) || !holds(item, id))
            continue;
        if (item->language == lang && is_here(shelf, item))
            return item->guide;
        if (!other)
            other = item;
    }
    return other && is_here(shelf, other) ? other->guide : NULL;
}

const struct guide *shelf_first(const struct shelf *shelf, enum lang lang)
{
    const struct guide *first = shelf_guide(shelf, SHELF_FIRST, lang);
    struct shelf_item *any = NULL, *end = shelf->items + shelf->n_items;
    for (struct shelf_item *item = shelf->items; !first && item < end; item++) {
        if (has_guide(item) && item->language == lang && is_here(shelf, item))
            first = item->guide;
        if (has_guide(item) && !any)
            any = item;
    }
    if (!first && any && is_here(shelf, any))
        first = any->guide;
    return first;
}

/* Adds guide at the end when it is not there yet. */
static void offer(const struct guide **guides, size_t *n, const struct guide *guide)
{
    for (size_t i = 0; i < *n; i++)
        if (guides[i] == guide)
            return;
    guides[(*n)++] = guide;
}

const struct guide **shelf_offered(const struct shelf *shelf, enum lang lang, size_t *n)
{
    const struct guide **guides = mem_zero(shelf->n_items + 1, sizeof *guides);
    const struct guide *guide = shelf_first(shelf, lang);
    *n = 0;
    if (guide)
        offer(guides, n, guide);
    for (size_t i = 0; i < shelf->n_items; i++)
        if (has_guide(&shelf->items[i]) && (guide = shelf_guide(shelf, shelf->items[i].id, lang)))
            offer(guides, n, guide);
    return guides;
}

/* Does the folder it stands in say that it is in another language? Reading it costs too much to do
 * so for what is most probably not asked for. */
static bool says_another(const struct shelf_item *item, enum lang lang)
{
    const char *end = strrchr(item->path, '/'), *begin = end;
    char folder[8];
    enum lang said;
    if (!end)
        return false;
    while (begin > item->path && begin[-1] != '/')
        begin--;
    snprintf(folder, sizeof folder, "%.*s", (int)(end - begin), begin);
    return lang_parse(folder, &said) && said != lang;
}

/* The first with this id in lang, of those whose folder says another language or of the others;
 * `other` is the first that has the id alone. */
static const struct regime *regime_among(const struct shelf *shelf, const char *id, enum lang lang,
                                         bool another, struct shelf_item **other)
{
    for (struct shelf_item *item = shelf->items; item < shelf->items + shelf->n_items; item++) {
        if (!shelf_is_regime(item->path) || says_another(item, lang) != another)
            continue;
        bool fresh = !item->read;
        if (fresh)
            look_at(shelf, item);
        if (holds(item, id) && item->language == lang && is_here(shelf, item))
            return item->regime;
        if (fresh)
            let_go(item);
        if (!*other && holds(item, id))
            *other = item;
    }
    return NULL;
}

const struct regime *shelf_regime(const struct shelf *shelf, const char *id, enum lang lang)
{
    struct shelf_item *other = NULL;
    const struct regime *regime = regime_among(shelf, id, lang, false, &other);
    if (!regime)
        regime = regime_among(shelf, id, lang, true, &other);
    if (!regime && other && is_here(shelf, other))
        regime = other->regime;
    return regime;
}

static const char *kept_name(enum lang lang)
{
    return tr(lang, "the guide kept with this conversation");
}

struct guide *shelf_read(const struct shelf *shelf, const char *text, size_t len, struct err *err)
{
    return shelf->reader.guide(kept_name(err->lang), text, len, err);
}

struct guide *shelf_read_held(const struct shelf *shelf, const char *text, size_t len,
                              struct err *err)
{
    if (!shelf->reader.held)
        return shelf_read(shelf, text, len, err);
    return shelf->reader.held(kept_name(err->lang), text, len, err);
}
