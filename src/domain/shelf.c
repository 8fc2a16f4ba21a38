#include "domain/shelf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
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

static bool is_hidden(const struct shelf *shelf, size_t item)
{
    const struct guide *guide = shelf->items[item].guide;
    for (size_t i = 0; i < item; i++) {
        const struct guide *other = shelf->items[i].guide;
        if (other && other->language == guide->language && strcmp(other->id, guide->id) == 0)
            return true;
    }
    return false;
}

bool shelf_is_regime(const char *path)
{
    const char *name = strrchr(path, '/');
    return strcmp(name ? name + 1 : path, "regime.yaml") == 0;
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
    if (!item->regime && !item->guide) {
        free(item->trouble);
        item->trouble = mem_copy(err.text);
    }
    buf_release(&text);
}

/* Which guide hides which is known when all before it are read: they are, in their order. */
static bool read_next(const struct shelf *shelf, bool regimes)
{
    for (size_t i = 0; i < shelf->n_items; i++) {
        struct shelf_item *item = &shelf->items[i];
        if (item->read || shelf_is_regime(item->path) != regimes)
            continue;
        read_item(shelf, item);
        item->hidden = item->guide && is_hidden(shelf, i);
        return true;
    }
    return false;
}

static void read_guides(const struct shelf *shelf)
{
    while (read_next(shelf, false))
        ;
}

bool shelf_read_one(const struct shelf *shelf)
{
    return read_next(shelf, false) || read_next(shelf, true);
}

void shelf_read_all(const struct shelf *shelf)
{
    while (shelf_read_one(shelf))
        ;
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
    const struct guide *other = NULL;
    read_guides(shelf);
    for (size_t i = 0; i < shelf->n_items; i++) {
        const struct guide *guide = shelf->items[i].guide;
        if (!guide || strcmp(guide->id, id) != 0)
            continue;
        if (guide->language == lang)
            return guide;
        if (!other)
            other = guide;
    }
    return other;
}

const struct guide *shelf_first(const struct shelf *shelf, enum lang lang)
{
    const struct guide *first = shelf_guide(shelf, SHELF_FIRST, lang), *any = NULL;
    for (size_t i = 0; !first && i < shelf->n_items; i++) {
        const struct guide *guide = shelf->items[i].guide;
        if (guide && guide->language == lang)
            first = guide;
        if (!any)
            any = guide;
    }
    return first ? first : any;
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
    const struct guide *first = shelf_first(shelf, lang);
    *n = 0;
    if (first)
        offer(guides, n, first);
    for (size_t i = 0; i < shelf->n_items; i++)
        if (shelf->items[i].guide)
            offer(guides, n, shelf_guide(shelf, shelf->items[i].guide->id, lang));
    return guides;
}

const struct regime *shelf_regime(const struct shelf *shelf, const char *id, enum lang lang)
{
    const struct regime *other = NULL;
    for (size_t i = 0; i < shelf->n_items; i++) {
        if (!shelf->items[i].read && shelf_is_regime(shelf->items[i].path))
            read_item(shelf, &shelf->items[i]);
        const struct regime *regime = shelf->items[i].regime;
        if (!regime || strcmp(regime->id, id) != 0)
            continue;
        if (regime->language == lang)
            return regime;
        if (!other)
            other = regime;
    }
    return other;
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
