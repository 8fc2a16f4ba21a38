/*
 * yaml_walk: reads a YAML text by tables into structs, and complains about everything that is
 * wrong.
 *
 * A table names the keys a mapping may hold; each row says what its key holds and where that goes.
 * Everything is text and only tables give it a type, so `no` is a word and 1.10 keeps its zero.
 * Only a small part of YAML is taken: one document, a mapping at the top, no anchors, aliases,
 * tags, merge keys or complex keys. Texts that YAML reads otherwise than the author meant are found
 * and explained (PROBLEM_COLON, PROBLEM_COMMA, PROBLEM_HASH, PROBLEM_SWALLOWED).
 *
 * A fault in the notation stops the parser. So that all faults come in one run, the sign that
 * caused it is masked (yaml/source.h) and the text is read again from the start:
 *
 *     struct walk *walk = walk_open(text, len, complaints, user);
 *     while (walk_again(walk)) {
 *         ... an empty struct to fill; what an earlier round filled is thrown away ...
 *         walk_read(walk, &table, filled);
 *     }
 *     walk_close(walk);
 *
 * The text is good when complaints->errors is 0 after that.
 */
#ifndef YAML_YAML_WALK_H
#define YAML_YAML_WALK_H

#include <stdbool.h>
#include <stddef.h>

#include "yaml/complaint.h"
#include "yaml/source.h"

#define WALK_FILE_MAX   (1024 * 1024)
#define WALK_DEPTH_MAX  16
#define WALK_EVENTS_MAX 50000
#define WALK_TEXT_MAX   (64 * 1024)
#define WALK_KEY_MAX    128
#define WALK_KEYS_MAX   1000

struct walk;

/* A text of the file: one line without blanks around it. Valid until the function it is given to
 * returns; where the walk put it in a struct (every kind but WALK_VALUE and WALK_IDS) it is the
 * struct's own and lives as long. */
struct walk_text {
    const char *text;
    struct mark mark;
};

enum walk_kind {
    WALK_TEXT,    /* a text: char * at offset; "" when it is left out */
    WALK_VALUE,   /* a word that row->value reads and puts at offset */
    WALK_LINES,   /* texts, one a line behind "- ": struct guide_lines at offset */
    WALK_IDS,     /* ids, also as [a, b]; row->value takes each */
    WALK_ENTRIES, /* id: text: struct guide_entries at offset */
    WALK_MAP,     /* a mapping by row->table: a struct at offset */
    WALK_ITEMS, /* id: mapping by row->table: an array of structs, pointer at offset, n at count */
};

struct walk_row;

/* Reads text into slot (the struct's address plus row->offset). With WALK_TEXT and WALK_LINES the
 * text is in there already, and this may be NULL. */
typedef void walk_value(struct walk *walk, const struct walk_row *row, void *slot,
                        const struct walk_text *text);

struct walk_row {
    const char *key;
    const char *dutch; /* what a Dutch author may write for it, for "did you mean"; or NULL */
    enum walk_kind kind;
    enum problem missing; /* what leaving it out is: PROBLEM_MISSING, another, or PROBLEM_NONE */
    size_t offset, count;
    int columns;   /* texts wider than this are warned about; 0: there is room */
    int low, high; /* for a row->value that reads a number */
    const struct walk_table *table;
    walk_value *value; /* of WALK_ENTRIES it gets the key of each, */
    walk_value *entry; /* and this one its text; or NULL */
};

/* The rows of a table, and how many. */
#define WALK_ROWS(array) .rows = (array), .n_rows = sizeof(array) / sizeof *(array)

struct walk_table {
    const char *name; /* N_(): what the mapping is, as in "not known in {a point}" */
    const struct walk_row *rows;
    size_t n_rows;
    /* For WALK_ITEMS: */
    size_t size;       /* of the struct */
    size_t id;         /* offset of its char *id */
    const char *brief; /* the key whose text may stand for a whole item (`id: text`), or NULL */
    /* Called with the struct when its mapping begins, to set what is used when a key is left out,
     * and when it has been read whole, for what only shows then. Either may be NULL. */
    void (*begin)(struct walk *walk, void *item, const struct walk_text *id);
    void (*end)(struct walk *walk, void *item, const struct walk_text *id);
};

/* text must outlive the walk. Never NULL. */
struct walk *walk_open(const char *text, size_t len, struct complaints *complaints, void *user);
bool walk_again(struct walk *walk);
void walk_read(struct walk *walk, const struct walk_table *table, void *filled);

/* For who has something else to do in between: has the parser go so many events ahead of walk_read,
 * which is the most of its work. False when there is nothing more to do before walk_read. */
bool walk_look_ahead(struct walk *walk, size_t events);

void walk_close(struct walk *walk);

/* For the functions in tables. */
void *walk_user(const struct walk *walk);
struct complaints *walk_complaints(const struct walk *walk);

/* Reading ends here: what follows would make no sense. */
void walk_stop(struct walk *walk);

/* True when all of the text was read, so that what is missing is really missing. */
bool walk_whole(const struct walk *walk);

/* Complains that text is not one of the n words its key may have. */
void walk_refuse_word(struct walk *walk, const struct walk_row *row, const struct walk_text *text,
                      const char *const *words, size_t n);

/* Which of n names was probably meant by word; n when none looks like it. */
size_t walk_guess(const char *word, const char *const *names, size_t n);

/* True for [a-z0-9_-]{1,64}; the other complains when it is false. */
bool walk_is_id(const char *text);
void walk_check_id(struct walk *walk, const struct walk_text *id);

/* Adds an id made of any text: "Zoë's gids" becomes "zoe_s_gids". */
void walk_add_id(struct buf *out, const char *text);

/* Where the mapping at the top has its last key, when that is `key`: what stands before can then be
 * read without it. Else len. */
size_t walk_last_key(const char *text, size_t len, const char *key);

/* Adds the name and version of the library behind it, for `gesprek version`. */
void yaml_add_library(struct buf *out);

#endif
