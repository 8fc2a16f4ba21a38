/*
 * tidy_inside: what the files of tidy share: tidy_read.c (what stands where) and tidy.c (where it
 * goes).
 */
#ifndef YAML_TIDY_INSIDE_H
#define YAML_TIDY_INSIDE_H

#include <stdbool.h>

#include "base/err.h"
#include "yaml/source.h"

/* Something of one line that is not to be taken apart: a text, or all between { } or [ ]. */
struct atom {
    size_t begin, end; /* in bytes; end is that of its first line when there are more */
    int line, last;    /* the lines it is on */
    char *value;       /* a text between quotes on one line: what it says; else NULL */
};

struct atoms {
    struct atom *atom;
    size_t n;
    char *events; /* all that the text says, to hold against another one */
};

/* Reads what is in source; 0, or the line that cannot be read. The atoms are to be released. */
int atoms_read(struct atoms *atoms, struct source *source);
void atoms_release(struct atoms *atoms);

#endif
