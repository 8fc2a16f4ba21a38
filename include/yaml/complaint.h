/*
 * complaint: something wrong in a file, told so that its author can mend it: where, what, how.
 *
 * A list of complaints belongs to one file and is kept in the order of the file. Its texts are in
 * the list's language and safe to show: what comes from the file went through utf8_show.
 */
#ifndef YAML_COMPLAINT_H
#define YAML_COMPLAINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/lang.h"
#include "yaml/problem.h"
#include "yaml/source.h"

struct complaint {
    enum problem problem;
    struct mark mark;
    char *line;  /* the line it is about as shown, or the part around the mark; "" when none */
    int pointer; /* columns of line before the mark */
    char *what, *mend;
    bool kept; /* stays when complaints_forget comes */
};

struct complaints {
    enum lang lang;
    char *file;            /* the name it goes by in messages */
    struct source *source; /* the text being read, or NULL; borrowed */
    struct complaint *items;
    size_t n;             /* at most COMPLAINTS_KEPT */
    int errors, warnings; /* all of them, also those that found no room */
};

#define COMPLAINTS_KEPT  1000 /* more are only counted */
#define COMPLAINTS_SHOWN 200  /* a file that is wrong all over fills a terminal, not a disk */

void complaints_init(struct complaints *list, enum lang lang, const char *file);
void complaints_release(struct complaints *list);

/*
 * Adds a complaint about mark (line 0: about the whole file), unless the same one is there. The
 * strings that follow fill {1}, {2} ... of the catalogue's texts; NULL closes them.
 */
void complaint_add(struct complaints *list, enum problem problem, struct mark mark, ...)
    __attribute__((sentinel));

/* Those there are now stay; complaints_forget takes away the ones added since. */
void complaints_keep(struct complaints *list);
void complaints_forget(struct complaints *list);

/* Takes away the ones not kept that stand on a line with a kept one: they follow from it. */
void complaints_forget_echoes(struct complaints *list);

/* Adds the first COMPLAINTS_SHOWN as people read them, an empty line between, and how many more. */
void complaints_add_text(struct buf *out, const struct complaints *list);

/* Adds "10 errors, 3 warnings." and a newline. */
void complaints_add_sum(struct buf *out, int errors, int warnings, enum lang lang);

/* Adds all as JSON objects with a comma between; *first tells whether one came before. */
void complaints_add_json(struct buf *out, const struct complaints *list, bool *first);

/* The first error in one line: "line 8: ...", and how many more; "" without errors. */
void complaints_add_brief(struct buf *out, const struct complaints *list);

#endif
