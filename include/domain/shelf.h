/*
 * shelf: the guides and regimes within reach, in the order in which they win.
 *
 * Folders are searched as given to shelf_add_folder, first one first: a guide found earlier hides a
 * later one with the same id and language. How a file becomes a guide is the reader's business, so
 * this room needs no YAML: main fills in the functions of yaml/guide_yaml.h and yaml/regime_yaml.h.
 *
 * Adding a folder only finds its files. They are looked at when something is asked of them, the
 * guides all at once and a regime when its turn comes, so the first screen need not wait for them.
 * What tells them apart stays, the rest is read again when it is asked for: no more of them is in
 * memory than somebody looks at. The shelf owns what it gives out, and keeps that to its end.
 */
#ifndef DOMAIN_SHELF_H
#define DOMAIN_SHELF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "domain/guide.h"
#include "domain/regime.h"

/* Where a guide comes from, for `guide list`. */
enum origin {
    ORIGIN_GIVEN,     /* --guides or GESPREK_GUIDES */
    ORIGIN_USER,      /* the user's configuration folder */
    ORIGIN_INSTALLED, /* beside the installed program */
    ORIGIN_BUILD,     /* beside a build in place */
};

struct shelf_reader {
    /* Reads a guide from bytes; NULL and err filled when it does not pass. name is for messages. */
    struct guide *(*guide)(const char *name, const char *text, size_t len, struct err *err);
    struct regime *(*regime)(const char *name, const char *text, size_t len, struct err *err);
    /* The same of the guide a conversation is held with, which need not have its practice talks:
     * somebody waits for it. NULL: it is read as any guide. */
    struct guide *(*held)(const char *name, const char *text, size_t len, struct err *err);
};

/* A file, or a folder that is not there. Before it was read it has neither id, guide, regime nor
 * trouble. */
struct shelf_item {
    char *path;
    enum origin origin;
    bool read;
    char *id;              /* of what was read in it, or NULL */
    enum lang language;    /* the same */
    struct guide *guide;   /* what it holds, once that was asked for; else NULL */
    struct regime *regime; /* the same */
    char *trouble;         /* one sentence, the path in it; "" when there is none */
    bool hidden;           /* an earlier guide has the same id and language */
};

struct shelf {
    struct shelf_reader reader;
    enum lang lang;           /* of its sentences */
    struct shelf_item *items; /* in the order found */
    size_t n_items;
};

void shelf_init(struct shelf *shelf, struct shelf_reader reader, enum lang lang);
void shelf_release(struct shelf *shelf);

/*
 * Adds every *.yaml of folder and of its subfolders one deep (nl/, en/), in name order; a path of a
 * file adds that one. A folder that is not there adds nothing and is no error, unless somebody
 * named it (ORIGIN_GIVEN). A file that does not read becomes an item with its trouble. Files named
 * regime.yaml are regimes.
 */
void shelf_add_folder(struct shelf *shelf, const char *folder, enum origin origin);

/* Reads all of it, and keeps it: for a list of all there is. */
void shelf_read_all(const struct shelf *shelf);

/* Reads one file that was not read yet, which takes a few milliseconds; false when there was none.
 * After the last one all that could not be read has its trouble. */
bool shelf_look_at_one(const struct shelf *shelf);

/* True for a file that holds a regime, by its name. */
bool shelf_is_regime(const char *path);

/* Calls each for the files shelf_add_folder would read. 0, or -1 with err filled when there is
 * nothing by that name, or it cannot be opened. */
typedef void shelf_each(void *arg, const char *path);
int shelf_each_file(const char *path, shelf_each *each, void *arg, struct err *err);

/* The winning guide with this id, in lang if there is one, else in any language; NULL when none. */
const struct guide *shelf_guide(const struct shelf *shelf, const char *id, enum lang lang);

#define SHELF_FIRST "verzuimgesprek"

/* The guide offered first: SHELF_FIRST in lang, else the first readable one; NULL when none. */
const struct guide *shelf_first(const struct shelf *shelf, enum lang lang);

/* The guides a conversation can be held with, each id once, as shelf_guide gives them; the one that
 * shelf_first gives comes first. The caller frees the array. */
const struct guide **shelf_offered(const struct shelf *shelf, enum lang lang, size_t *n);

/* The regime with this id in lang, else in any language; NULL when none. Those in a folder of
 * another language (as shelf_add_folder knows them) are looked at last. */
const struct regime *shelf_regime(const struct shelf *shelf, const char *id, enum lang lang);

#define SHELF_FILE_MAX (1024 * 1024)

/* Adds the bytes of a guide or regime file to out: an ordinary file of at most SHELF_FILE_MAX; a
 * pipe, a device or a folder never keeps it waiting. 0, or -1 with err filled. */
int shelf_read_file(const char *path, struct buf *out, struct err *err);

/* Reads a guide kept with an interview: all of it, or what the conversation needs (without practice
 * talks). The caller owns it. */
struct guide *shelf_read(const struct shelf *shelf, const char *text, size_t len, struct err *err);
struct guide *shelf_read_held(const struct shelf *shelf, const char *text, size_t len,
                              struct err *err);

#endif
