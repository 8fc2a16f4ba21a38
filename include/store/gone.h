/*
 * gone: what was erased, by id alone, so that a backup of before does not bring it back.
 *
 * The list lies beside the file, FILE.erased (0600), a line for each: "person 0193c2a0-...
 * 1795420800000", the last the moment in milliseconds UTC, as on the receipt. No name stands in it
 * and no word. It is beside the file and not in it, so that it is there when the file itself cannot
 * be read any more, which is when a backup is put back. A line is on disk before the erasure is;
 * that of one which then failed is taken out by the next restore. What is erased once more, because
 * a backup brought it back or notes were written anew, gets one more line: the last one counts.
 *
 * Who puts a backup back marks it (gone_owe); the next who may write in it, and can read it, erases
 * once more what the list has and the backup is of before: what went is there, and its receipt is
 * not (gone_settle). No clock decides that, as one may have been set back. What cannot be done
 * again is a text or sentence (ERASE_TEXT): nobody keeps what it said. Those are counted.
 */
#ifndef STORE_GONE_H
#define STORE_GONE_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/erase.h"

/* Adds it to the list of the file at path, in the transaction that erases. */
int gone_add(const char *path, enum erase_kind kind, const char *id, int64_t at, struct err *err);

/* What of the list is in the database at from: people, conversations, absences and questions that
 * would be erased from it again, and how many texts that cannot be. Of what cannot be read nothing
 * is counted. */
struct gone_found {
    struct erased erased;
    int texts;
};
void gone_look(const char *path, const char *from, struct gone_found *found);

/* Before the database at fresh takes the place of the one at path: takes out of the list what was
 * not erased from that one after all, and marks the fresh one when anything is left. */
int gone_owe(const char *path, const char *fresh, struct err *err);

/* Erases it again from a file that is marked, unless it is locked; then a sentence that says how
 * much is added to lines. -1 when it could not be done: it stays owed. */
int gone_settle(struct store *store, struct buf *lines, struct err *err);

#endif
