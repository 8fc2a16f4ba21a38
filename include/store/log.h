/*
 * log: who opened the file, looked at it through other eyes, exported, bundled, collected, erased,
 * and when. Never what was in it: a row has no name and no word of a conversation, only the last
 * signs of an id. It is for the manager, and for telling an employee who got what (AVG art. 15).
 *
 * A window that may only read cannot write in the file, and must not wait for the one that can. It
 * adds a line to FILE.log beside the database (0600), which the next writer takes in; until then
 * log_list shows that line too. Where not even that can be written, on a read-only disk, reading
 * and exporting still go on, since the right to a copy must not hang on a log: log_note says so and
 * the caller passes it on.
 *
 * Rows older than LOG_YEARS, and all but the last LOG_MOST, fall off as new ones are added.
 */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/store.h"

#define LOG_YEARS 2
#define LOG_MOST  10000

enum log_kind {
    LOG_OPENED,
    LOG_VIEWED,   /* how: "employee", "hr" */
    LOG_EXPORTED, /* how: "html", "person json", "invitation"; "pager", "editor": handed to those */
    LOG_BUNDLED,
    LOG_COLLECTED,
    LOG_BACKED_UP,
    LOG_RESTORED,
    LOG_MOVED,  /* a conversation, to another person */
    LOG_HELD,   /* how: "on", "off" */
    LOG_ERASED, /* how: "person", "interview", "absence", "question", "text", "keeping", "again" */
    LOG_KINDS,
};

const char *log_kind_key(enum log_kind kind);  /* "opened": stable, for programs */
enum log_kind log_kind_parse(const char *key); /* LOG_KINDS: none of them */
const char *log_kind_word(enum log_kind kind, enum lang lang);

/* The word for a how: "html" stays, "employee" becomes what people call it. */
const char *log_how_word(const char *how, enum lang lang);

/* Notes it, as done now by the user of this process. about is an id or ""; only its last signs are
 * kept. 0, or -1 with err: what was asked for need not stop for that. */
int log_note(struct store *store, enum log_kind kind, const char *how, const char *about,
             struct err *err);

struct log_row {
    int64_t number; /* 0 while it waits to be taken in */
    int64_t at;
    enum log_kind kind; /* LOG_KINDS: one this program does not know */
    char *who, *how, *about;
    int interviews, agreements, answers, absences; /* of LOG_ERASED */
};
void log_rows_free(struct log_row *rows, size_t n);

/* Newest first, those that wait beside the file too. limit 0: all. */
int log_list(struct store *store, size_t limit, struct log_row **rows, size_t *n, struct err *err);

#endif
