/*
 * list_file: a list of agreements as a file: rows for a spreadsheet (CSV), objects for programs
 * (JSON), days for a calendar, a table to read.
 *
 * It is added to a buf piece by piece: list_file_begin, list_file_add for every agreement,
 * list_file_end. Fields of CSV and JSON are those of `gesprek agreements`, in its order (README,
 * "Formats"). What people wrote is made safe by each form. An agreement and its person only have to
 * last for the call.
 */
#ifndef REPORT_LIST_FILE_H
#define REPORT_LIST_FILE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"
#include "domain/agreement.h"
#include "domain/person.h"
#include "report/table.h"

enum list_form { LIST_AS_TABLE, LIST_AS_CSV, LIST_AS_JSON, LIST_AS_ICS, LIST_FORMS };

/* One agreement with what stands beside it. */
struct list_file_row {
    const struct agreement *agreement;
    const struct person *person;
    const char *guide, *guide_version;
};

struct list_file {
    enum list_form form;
    enum lang lang;
    int today;
    struct buf *out;
    size_t n;           /* rows so far */
    struct table table; /* LIST_AS_TABLE: until list_file_end */
};

void list_file_begin(struct list_file *file, enum list_form form, enum lang lang, int today,
                     struct buf *out);
void list_file_add(struct list_file *file, const struct list_file_row *row);

/* Closes it; the file holds nothing any more. */
void list_file_end(struct list_file *file);

const char *list_file_ending(enum list_form form); /* ".txt", ".csv", ".json", ".ics" */

#endif
