/*
 * sandbox: a folder of its own for a test that keeps things, and small made-up things to keep.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

#include "base/clock.h"
#include "domain/agreement.h"
#include "domain/guide.h"
#include "store/store.h"

#define SANDBOX_NOW INT64_C(1796378400000) /* Friday 4 December 2026, 11:00 in Amsterdam */

struct sandbox {
    char folder[64];
    char db[96]; /* a path in it where nothing is yet */
};

void sandbox_make(struct sandbox *sandbox);
void sandbox_remove(struct sandbox *sandbox); /* with everything in it */

#define SANDBOX_PATH 256
/* Writes the path of a name in it. */
void sandbox_path(const struct sandbox *sandbox, const char *name, char path[SANDBOX_PATH]);

/* Opens its database; the test fails when that fails. */
struct store *sandbox_open(struct sandbox *sandbox, enum access access, int64_t now);

/* A guide with an id, version 1.0 and a checksum of its own; guide_free. */
struct guide *sandbox_guide(const char *id);

/* An interview with name in store; its id in id. */
void sandbox_begin(struct store *store, const char *name, char id[UUID_SIZE]);

/* Stores an answer: a note with that value and share. */
void sandbox_answer(struct store *store, const char *interview, const char *point,
                    const char *field, enum share share, const char *value);

/* Stores a new agreement of the interview; its id in id. */
void sandbox_agree(struct store *store, const char *interview, const char *what, int due,
                   char id[UUID_SIZE]);

/* The whole content of a file, for comparing before and after; the caller owns it. */
char *sandbox_read(const char *path, size_t *len);
void sandbox_write(const char *path, const void *bytes, size_t len);

#endif
