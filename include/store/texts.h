/*
 * texts: every table of the file with something of people in it: what a row of it is known by, its
 * texts, if it has any, and what stands beside them. For the files of this room only.
 *
 * Two things are made from this list: what is sealed (store/veil.h) and what has a sum, so that a
 * changed one is found (store/sums.h). A new column of text belongs in it; tests/test_sealing.c
 * holds the schema against it.
 */
#ifndef STORE_TEXTS_H
#define STORE_TEXTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "store/db.h"

enum { TEXTS_ROW = 5, TEXTS_MOST = 6, TEXTS_REST = 12 };

/* Each list is ended by NULL. */
struct text_table {
    const char *name;
    const char *row[TEXTS_ROW];    /* what a row is known by, which never changes */
    const char *texts[TEXTS_MOST]; /* the first is the one that stands for the row on a screen */
    const char *rest[TEXTS_REST];  /* numbers, days and keys that mean something to a reader */
    bool ordered; /* its rows have an order of their own, which is asked for as rowid */
    bool keyed;   /* WITHOUT ROWID */
    bool machine; /* its texts are for the program; one that is damaged is an error */
};

extern const struct text_table text_tables[];
extern const size_t text_tables_n;

/* Has it texts, so that it is called sealed_... in a sealed file? */
bool text_table_sealed(const struct text_table *table);

bool text_table_has_text(const struct text_table *table, const char *column);
bool text_table_has_row(const struct text_table *table, const char *column);

/* Is this text only compared, never shown? */
bool text_only_compared(const char *column);

/* Is it read by the program only, so that no sentence can stand before it? That it is damaged is
 * said at the first text of its row. */
bool text_for_program(const char *column);

/* Adds ", 'answer', 'value', old.interview, old.point, old.field" with `of` "old.": the place of a
 * text, for SQL. */
void text_table_add_place(struct buf *sql, const struct text_table *table, const char *column,
                          const char *of);

/* Hands over the columns of a table of the file, called so there, in their order. */
typedef void text_column(void *context, const char *column, const char *fallback);
int text_columns(struct db *db, const char *name, text_column *each, void *context,
                 struct err *err);

#endif
