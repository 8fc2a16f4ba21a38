/*
 * sums: what every text was when it was written, so that one that was changed since is found. For
 * the files of this room only.
 *
 * Each row of a table of store/texts.h has a column `sum`: four bytes for what stands
 * beside its texts, and four for each text, made of it and of its place (table, column, row). They
 * guard against accidents, not against people: who can write the file can write a sum. For that
 * there is the seal (store/seal.h), whose texts have a sum too, of what stands in the file, so that
 * damage is found without the key.
 *
 * One door for writing: TEMP TRIGGERs of the connection that may write, made from the list, which
 * fill in the sum of a row that was added or changed. A text that a change left alone keeps its old
 * sum, sound or not.
 *
 * One door for reading: where a question says read_answer and so on, store/db.c puts a SELECT from
 * that table in its place, in which a text that is not what it was has the sentence of store/mark.h
 * before it. What is shown, exported or copied is read there; what only counts, filters or compares
 * reads the table itself, which costs nothing. (A view would have to be made first, which takes
 * longer than the questions of a first screen.) Where a question reads agreement a itself,
 * read_agreement(a.what) stands for that one text, told the same way: with few texts that takes
 * SQLite a third less to make ready, as it has no SELECT to take apart. What such a question shows
 * without that word is not looked at.
 * Checking a text of 200 signs takes some 0.3 us.
 */
#ifndef STORE_SUMS_H
#define STORE_SUMS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"

/*
 * For a question about many rows of which little is shown, that reads the tables themselves:
 * `sound_agreement(a)`, behind its other columns, stands for those sums_hold takes. True: what
 * stands beside the texts of that row and the n texts named in `shown` are as they were written,
 * without a mark. False: read the row again by read_agreement. Never of a sealed table.
 */
bool sums_hold(struct query *query, const char *table, const char *const *shown, size_t n);

/* From here on there are triggers, made as they are asked for, and read_answer means something. */
int sums_hang(struct db *db, struct err *err);

/* For store/db.c, before it prepares a statement: makes the triggers of the tables it writes, where
 * it says INTO answer or UPDATE answer, if they are not there yet (0.1 ms a table); and adds to
 * `spelled` the statement with read_answer, read_answer(x.value), sound_answer(x) and sum_of_answer
 * spelled out. */
int sums_spell(struct db *db, const char *sql, struct buf *spelled, struct err *err);

/* For store/db.c, when a transaction ended: what was made in one that was rolled back is gone; true
 * when there was any. */
bool sums_ended(struct db *db, bool rolled_back);

/*
 * May who adds many rows of a table one by one go past its triggers, which would write each twice?
 * So where it is not sealed: then a row goes INTO main.TABLE, with `sum_of_TABLE` as the sum of the
 * row whose values are called as its columns are (:id, ...). Else, and for a row with a text that
 * has a mark (mark_in), it is INTO TABLE as ever.
 */
bool sums_by_hand(const struct db *db, const char *table);

/* Adds an INSERT of many rows into a table at once, each with its sum: `columns` of what `select`
 * answers; an ORDER BY of those may follow. The triggers would write each row a second time. So it
 * writes to main.TABLE, for which sums_spell makes no trigger, and gives a sum, at which one that
 * is there does nothing; into a sealed table, or with `marks` (a text may have one), the triggers
 * do it as ever. */
void sums_add_insert(struct buf *sql, struct db *db, const char *table, const char *columns,
                     const char *select, bool marks);

/* May a table be read as it stands, in place of read_answer? So where it is not sealed, and each
 * row of it that `where` chooses is sound and has no mark (store/mark.h). Of many rows this costs a
 * quarter of what reading each text by itself does. */
int sums_all_sound(struct db *db, const char *table, const char *where, bool *sound,
                   struct err *err);

/* Takes the triggers away, and read_answer means nothing: around what gives tables other names. */
int sums_drop(struct db *db, struct err *err);

/* For db_close. */
void sums_release(struct db *db);

/* Gives every row a sum as it is now: for a file of before there were any, by its plain names. */
int sums_fill(struct db *db, struct err *err);

/* The same for one table that got columns, the last of its texts among them: the texts it had keep
 * the sum they had, sound or not. What stands beside them is another thing with those columns, and
 * gets the sum of what it is now: a day that was changed before is not found any more. */
int sums_grow(struct db *db, const char *table, struct err *err);

/* For rows that the program makes without triggers. First (not fresh) those without a sum are told
 * from the ones to come; afterwards (fresh) these get theirs. */
int sums_fill_fresh(struct db *db, bool sealed, bool fresh, struct err *err);

/* In a transaction, without triggers, with the tables called sealed_... : marks what is damaged, in
 * its text, before it is sealed; and makes the sums of the texts anew afterwards. */
int sums_mark(struct db *db, struct err *err);
int sums_follow(struct db *db, struct err *err);

/* Told of what is not as it was: column is "" for what stands beside the texts, NULL for all of the
 * row. No content. */
typedef void sums_tell(void *context, const char *table, const char *column, const char *row);

/* Looks at every row. Texts may be left out: those of a sealed file that is opened are looked at by
 * veil_examine. */
int sums_examine(struct db *db, bool texts, sums_tell *tell, void *context, struct err *err);

#endif
