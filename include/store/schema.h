/*
 * schema: the shape of the file, and how an older file gets it.
 *
 * The tables are described in src/store/schema.c, in the SQL itself, so that `.schema` in any
 * SQLite shell shows the description too. A file carries APPLICATION_ID and the number of its shape
 * (PRAGMA user_version). Each upgrade brings a file from one number to the next; a new file goes
 * through all of them. The key of a sealed file is not at hand then: its tables get their plain
 * names, but the columns that are sealed (src/store/texts.c) hold sealed text, which no statement
 * may work with. A new column of text belongs in the list there.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

#define APPLICATION_ID 0x47737072 /* "Gspr" */

struct upgrade {
    int version; /* what the file is after it */
    const char *const *sql; /* statements, the last one NULL */
};

struct schema {
    const struct upgrade *upgrades; /* in order, from 1 */
    size_t n;
};

extern const struct schema schema_gesprek;

/* The newest version this program knows. */
int schema_version(const struct schema *schema);

/* Runs what lies between version `from` and the newest in one transaction, checks that every
 * reference still points at something, and writes the new number. */
int schema_upgrade(const struct schema *schema, struct db *db, int from, struct err *err);

#endif
