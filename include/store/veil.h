/*
 * veil: a sealed file looks like any other to the rest of this room. For the files of this room
 * only.
 *
 * In a sealed file each table with something to read in it is called sealed_ANSWER and so on, its
 * columns of text hold what seal_text made of them, and the tables that texts are found by are
 * empty. Over such a file hangs a veil, of this connection alone and in its memory: under the plain
 * names a TEMP VIEW that opens what it reads and TEMP TRIGGERs that seal what is written, and TEMP
 * copies of what texts are found by. So SQL that says `answer` works on both kinds of file, and
 * what a row is sealed by (sqlite.org/lang_createtrigger.html, INSTEAD OF) is written in one place:
 * the list in src/store/texts.c of every table and column, and of what is left readable.
 *
 * What differs: an ON CONFLICT clause does not work on a view (INSERT OR REPLACE and INSERT OR
 * IGNORE do), and sqlite3_changes and last_insert_rowid say nothing. tests/test_sealing.c holds
 * every table of the schema against the list, and every statement of the room against a sealed
 * file.
 *
 * A text that does not open, because it was changed or moved, reads as the sentence that says so
 * (store/mark.h); written back unchanged it stays as it is in the file.
 *
 * Without the key the veil hangs too: what reads no text works, what does is refused with the
 * sentence that the file is sealed.
 */
#ifndef STORE_VEIL_H
#define STORE_VEIL_H

#include <stdbool.h>

#include "base/err.h"
#include "store/db.h"
#include "store/seal.h"

/* Is the file of this connection a sealed one? Reads its schema. */
int veil_needed(struct db *db, bool *needed, struct err *err);

/* Hangs the veil, without a key. Nothing when the file is not sealed. */
int veil_hang(struct db *db, struct err *err);

/* Takes it away, with the key: the tables are seen as they are. */
int veil_drop(struct db *db, struct err *err);

/* Gives it the key, which it owns from here on, and builds what texts are found by: 0.3 s for
 * 100,000 notes. What is damaged is left out of that. On failure the key is freed. */
int veil_open(struct db *db, struct seal *seal, struct err *err);

/* Wipes the key, and forgets what texts are found by. */
int veil_lock(struct db *db, struct err *err);

/* What texts are found by, once more: another process changed the file. Nothing when locked. */
int veil_follow(struct db *db, struct err *err);

/* The key goes from one connection to another to the same file; nothing when there is none. */
int veil_pass(struct db *from, struct db *to, struct err *err);

/* The connection to a copy of the same file gets the key too; nothing when there is none. */
int veil_lend(struct db *from, struct db *to, struct err *err);

bool veil_hangs(const struct db *db);
bool veil_locked(const struct db *db);      /* false without a veil */
struct seal *veil_key(const struct db *db); /* it keeps it; NULL when locked */

/* For db_close: frees what a connection had, and wipes its key. */
void veil_free(struct veil *veil);

/* Is this column of this table sealed; is this table one that texts are found by? */
bool veil_seals(const char *table, const char *column);
bool veil_finds_by(const char *table);

/* ---- the whole file, inside a transaction without a veil --------------------------------------
 */

/* Seals every text and gives the tables their other names. */
int veil_seal_all(struct db *db, const struct seal *seal, struct err *err);

/* Opens every text again and gives the tables their names. */
int veil_open_all(struct db *db, const struct seal *seal, struct err *err);

/* The tables get their plain names, or the others, with the texts as they are: around an upgrade of
 * the schema, which must not look into texts. */
int veil_names_plain(struct db *db, struct err *err);
int veil_names_sealed(struct db *db, struct err *err);

/* Told of each text that is not sound: where it stands, and by what its row is known. No content.
 */
typedef void veil_tell(void *context, const char *table, const char *column, const char *row,
                       enum seal_found found);

/* Reads every sealed text with the key of the veil. */
int veil_examine(struct db *db, veil_tell *tell, void *context, struct err *err);

#endif
