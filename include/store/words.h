/*
 * words: what somebody looks for, cut into words and folded by the tokenizer of the indexes
 * themselves (sqlite.org/fts5.html, 4.3.1), and where a text has them. So what is marked is what
 * was found, and whatever somebody types is only ever words: no sign of the query language gets
 * through. For the files of this room only.
 */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/excerpt.h"
#include "store/db.h"

#define WORDS_MOST 16

struct words;

/* Reads text; the last word may be the beginning of a longer one. NULL when it cannot, or when
 * there are more than WORDS_MOST. The caller owns it: words_free. */
struct words *words_read(struct db *db, const char *text, struct err *err);
void words_free(struct words *words);

size_t words_count(const struct words *words);

/* So many signs of the beginning of a word the indexes have by themselves (src/store/schema.c). */
#define WORDS_BEGINNING 4

/*
 * Adds the right-hand side of a MATCH of index that asks for all of them; there is at least one.
 * What begins with more than WORDS_BEGINNING signs is asked for word by word, as far as the index
 * has any: each is walked from where the answer begins, and what has many notes costs no more than
 * what has few. A beginning that SQLite looks up itself is put together from all notes first.
 */
int words_add_match(const struct words *words, struct db *db, const char *index, struct buf *match,
                    struct err *err);

/* The same that asks for the two of them, of three or more, that the fewest seem to have. */
int words_add_rarest(const struct words *words, struct db *db, const char *index, struct buf *match,
                     struct err *err);

/* Has no text of index any of them? There is at least one. */
int words_in_none(const struct words *words, struct db *db, const char *index, bool *none,
                  struct err *err);

/* Told of every word of a text, in order: which of the words looked for it is (bit 1 << their
 * place), and in `begun` the last of them when it only begins with that. Where it stands in bytes.
 */
typedef void words_each(void *context, unsigned whole, unsigned begun, size_t at);
int words_walk(const struct words *words, const char *text, size_t len, words_each *each,
               void *context, struct err *err);

/* Adds to *found a bit for each of them that text has, as it is told above. */
int words_find(const struct words *words, const char *text, size_t len, unsigned *found,
               struct err *err);

/* The same of the next n texts of a row. */
int words_find_row(const struct words *words, struct query *query, int n, unsigned *found,
                   struct err *err);

/* Is there a bit for each? */
bool words_are_all(const struct words *words, unsigned found);

/* Where text has any of them, in order: *marks is NULL when nowhere, else the caller frees it. */
int words_mark(const struct words *words, const char *text, size_t len, struct mark **marks,
               size_t *n, struct err *err);

#endif
