/*
 * log_put: the log from inside a transaction, and what waits beside the file. For the files of this
 * room only; the rest is in store/log.h.
 */
#ifndef STORE_LOG_PUT_H
#define STORE_LOG_PUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/log.h"

struct log_counts {
    int interviews, agreements, answers, absences;
};

/* Adds a row inside a transaction that is open already; *number gets its number (NULL: not asked).
 * counts may be NULL. */
int log_put(struct store *store, enum log_kind kind, const char *how, const char *about,
            const struct log_counts *counts, int64_t *number, struct err *err);

/* Adds one line (with its end) to what waits beside the database at path. */
int log_wait_add(const char *path, const char *line, struct err *err);

/* Adds what waits to text; then log_wait_next takes it line by line: *at moves on and is written
 * into, row borrows from it. Lines that are none of ours are passed over. */
void log_wait_read(const char *path, struct buf *text);
bool log_wait_next(char **at, struct log_row *row);

/* Takes in what waits beside the file; nothing happens when nothing does. */
int log_take_in(struct store *store, struct err *err);

/* Adds the login of this process: "anna", and with its terminal: "anna pts/3". A number behind it
 * ("anna/1042") is that of a user whom a directory knows: the name is what the session says, if
 * that can be one; else the number stands alone. */
void log_add_login(struct buf *who);
void log_add_who(struct buf *who);

#endif
