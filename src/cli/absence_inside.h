/*
 * absence_inside: what bringing in a list of absences is made of: the list with what is wrong with
 * it (absence_import.c), its columns (absence_columns.c), its cells (absence_cells.c), and the
 * check of what an employer may not write down (absence_check.c). For these files only.
 *
 * What is wrong is gathered and told by line at the end, so that one run tells it all. No cell is
 * ever repeated in what is said.
 */
#ifndef CLI_ABSENCE_INSIDE_H
#define CLI_ABSENCE_INSIDE_H

#include "cli/cli.h"
#include "report/csv.h"
#include "store/absences.h"

/* The columns a list may have. */
enum list_column {
    LIST_NAME,
    LIST_TEAM,
    LIST_CODE,
    LIST_LEAVE,
    LIST_PART,
    LIST_PART_FROM,
    LIST_ADVISED,
    LIST_IN_SERVICE,
    LIST_OUT_OF_SERVICE,
    LIST_FACTOR,
    LIST_FIELDS,
    LIST_COLUMNS = LIST_FIELDS + ABSENCE_FIELDS,
};

struct list_note {
    long line, character; /* character 0: not known */
    int column;           /* from 1; 0: the line as a whole */
    char *words;          /* in the user's language; owned */
};

struct list {
    struct cli *cli;
    struct csv_table table;
    int place[LIST_COLUMNS]; /* of each column in a row, or -1 */
    const char *order;       /* of the parts of a date: "dmy", "mdy", "ymd" */
    enum import_alike alike; /* what names mean that differ in their accents alone */
    struct absence_import *rows;
    size_t n;
    struct list_note *notes;
    size_t n_notes, faults; /* faults: notes that keep the list out */
    size_t private;         /* places that say what may not be written down */
    bool not_utf8, misused; /* misused: --columns or --skip is wrong */
    bool unadvised;         /* a step back has no day of the advice it is based on */
};

/* Adds what is wrong; words is an English sentence for tr, or in the second one words as they
 * are. */
void list_fault(struct list *list, long line, int column, const char *words);
void list_fault_words(struct list *list, long line, int column, const char *words);

/* Finds the columns in the first line, and tells all that is wrong with it. True when rows can be
 * read: there is a name, and a first day or a day in service. */
bool list_map_columns(struct list *list);

/* Reads all rows into list->rows: those without a fault of their own. */
void list_read_rows(struct list *list);

/* Is word, folded, one of names, which have semicolons between them? "" is none. */
bool list_among(const char *names, const char *word);

/*
 * Looks in the texts of an absence for what an employer may not write down, and tells of each where
 * it is and what it is about: never the word. Gives the number of places. found gets the field, and
 * words to go on with.
 */
size_t absence_check(struct cli *cli, const struct absence *absence,
                     void (*found)(void *arg, enum absence_field field, const char *words),
                     void *arg);

#endif
