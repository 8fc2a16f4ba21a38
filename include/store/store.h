/*
 * store: the one SQLite file everything is kept in, and the right to write it.
 *
 * One writer, many readers. The process that may write holds a lock (flock) on the lock file beside
 * the database, in which it says who it is; the kernel lets go of it when the process ends, however
 * it ends. Whoever cannot have it opens read-only and never waits. Two connections that write and
 * checkpoint at once can lose committed pages in SQLite before 3.51.3 (sqlite.org/wal.html, the
 * WAL-reset bug); with one writer that cannot happen.
 *
 * Every function that changes something does it in one transaction (BEGIN IMMEDIATE) that is on
 * disk (WAL, synchronous=FULL) when it returns 0; on -1 nothing changed and err says what to do.
 * The read functions return -1 with err too. Nothing here keeps private text outside the file.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/uuid.h"

struct store;

enum access {
    ACCESS_READ,  /* never creates, never writes, never waits */
    ACCESS_WRITE, /* creates the file when it is not there; read-only when another holds the lock */
};

/* Who may write. */
struct holder {
    long pid;
    char host[64];
    char where[64]; /* the terminal, or "" */
    int64_t since;
};

/*
 * The path the data lives at: option (--db, may be NULL), else GESPREK_DB, else
 * $XDG_DATA_HOME/gesprek/gesprek.db, else ~/.local/share/gesprek/gesprek.db. -1 when there is no
 * home to put it in.
 */
int store_path(struct buf *path, const char *option, struct err *err);

/*
 * Opens the file at path. Creates it and its folder (0600, 0700) under ACCESS_WRITE. An older
 * schema is backed up beside the file and upgraded in one transaction; a newer one, a file that is
 * not ours, a damaged one, a folder: refused with a sentence, not a byte changed. A file or folder
 * that cannot be written is opened read-only where SQLite can do that. After an end that was not
 * orderly the whole file is looked over (PRAGMA quick_check, up to 64 MB: 0.2 s); a clean start
 * looks at what it reads and takes under a millisecond. NULL on failure. The caller owns the store:
 * store_close.
 */
struct store *store_open(const char *path, enum access access, struct clock clock, struct err *err);

/* Folds the WAL back, lets go of the lock, frees. NULL is fine. */
void store_close(struct store *store);

/* Closes it and removes the file with what lies beside it: only one that was made just now, and in
 * which nothing was kept after all. */
void store_discard(struct store *store);

/*
 * A copy of the whole file in memory, to try something on: what is done to it is gone once it is
 * closed, and the file never hears of it. It can be written whoever holds the lock, and has nothing
 * to undo. A file of more than 256 MB is refused. NULL on failure. The caller owns it.
 */
struct store *store_rehearse(struct store *store, struct err *err);
bool store_rehearses(const struct store *store); /* is it such a copy? */

const char *store_file(const struct store *store); /* its path, without links or dots */

/* How somebody of that name is told apart from the people of the file where names show as initials
 * (domain/namesakes.h); NULL when there are too many to be, or nobody, or they cannot be read now.
 * The store's, until the next call. */
struct namesakes;
const struct namesakes *store_namesakes(struct store *store, const char *name);

/* Lines about the file that the user should know once a sitting, in the language it was opened in:
 * others may read it, it is on a network, the disk is full. "" when all is well. */
const char *store_warnings(const struct store *store);

/* Of those, the lines that everybody should know, a command too: that changes of another file were
 * set aside. */
const char *store_set_aside(const struct store *store);

/* May this store write? When not because of another process, store_holder tells who (else NULL);
 * when not because the file or folder is read-only, store_holder is NULL. */
bool store_writable(const struct store *store);
const struct holder *store_holder(const struct store *store);

/* Adds "terminal pts/3, process 1234, since 10:22"; what of it is not known is said or left out. */
void holder_add(struct buf *buf, const struct holder *holder, int today, enum lang lang);

/* -1 and a sentence that names the holder or the reason, when the store may not write. */
int store_need_write(const struct store *store, struct err *err);

/* Is the lock free now, so that store_take_over would succeed? Asks the kernel, writes nothing. */
bool store_lock_free(const struct store *store);

/* A read-only store takes the lock and becomes the writer: 0, or -1 when it is still held. */
int store_take_over(struct store *store, struct err *err);

/* From here on the store is asked little at a time, by somebody at the keys: it keeps half a
 * megabyte of the file in memory and not two, which is enough for screens. What is being written
 * stays there as before until it is whole. */
void store_sit_down(struct store *store);

/* True when another process has committed since the last call (PRAGMA data_version), or has put
 * another file in its place; also looks again who holds the lock. */
bool store_changed(struct store *store);

/* Ends a transaction that was begun for what would be kept next (interviews_place_ahead), when
 * nothing was. */
int store_end_ahead(struct store *store, struct err *err);

/*
 * What was done, for undo: an English message of the catalogue with at most one %s in it, and what
 * goes there. "agreement %s removed", "2". Kept in the file; shown with store_undo.
 */
struct deed {
    const char *words;
    const char *about; /* "" when words has no %s */
};

/* What undo or redo did. */
struct undone {
    char interview[UUID_SIZE]; /* the interview it touched, "" when none */
    struct buf said;           /* "afspraak 2 verwijderd", in the language asked for */
};

/* Takes back the last deed, or puts back the last one taken back; works across restarts. 1 when
 * done, 0 when there is none, -1 on failure. *undone is filled on 1; buf_release its said. */
int store_undo(struct store *store, enum lang lang, struct undone *undone, struct err *err);
int store_redo(struct store *store, enum lang lang, struct undone *undone, struct err *err);

/* A small value remembered between sittings, as text; get adds nothing when it was never set. */
int store_setting_set(struct store *store, const char *name, const char *value, struct err *err);
int store_setting_get(struct store *store, const char *name, struct buf *value, struct err *err);

/* A whole copy in one new file (VACUUM INTO), verified after writing; refuses to overwrite. */
int store_backup(struct store *store, const char *path, struct err *err);

/*
 * Puts the backup at from in the place of the database at path. The backup is verified first and
 * the present file, if any, is kept beside it under a new name, which is added to kept. Refuses
 * while another process holds the lock.
 */
int store_restore(const char *path, const char *from, struct clock clock, struct buf *kept,
                  struct err *err);

/*
 * The same for the file of an open store that holds the lock: it goes on with what was put back,
 * locked when that is sealed. -1 with err, and then it goes on with what it had; when even that
 * cannot be opened just then, it tries again at the next change or look (store_changed).
 */
int store_put_back(struct store *store, const char *from, struct buf *kept, struct err *err);

/* Is there a file at path that a backup is to replace: of Gesprek once, and not whole? Not one of a
 * newer version, or that somebody else may read. */
bool store_damaged(const char *path);

/* How the file is: lines for `gesprek doctor` added to report; 0 sound, 1 problems found, -1 could
 * not look. */
int store_doctor(const char *path, enum lang lang, struct buf *report, struct err *err);

/* Looks at every text of a sealed file too: with its passphrase, or NULL. */
struct secret;
int store_doctor_with(const char *path, const struct secret *passphrase, enum lang lang,
                      struct buf *report, struct err *err);

/* Did the last change fail because the disk is full, and was room kept aside given up for it now
 * (store/reserve.h)? Then it may be tried again. True once. */
bool store_made_room(struct store *store);

/* Did a change get through in that room, and is none kept now? True once: then the user is told, so
 * that there is room for the next one. */
bool store_spent_room(struct store *store);

/* Adds the name and version of the library behind it, for `gesprek version`. */
void store_add_library(struct buf *out);

#endif
