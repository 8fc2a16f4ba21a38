/*
 * guide_parts: a guide taken apart into everything that has an id: where it stands, in which other
 * part, and what it says. Guides are held against each other by it: two languages of one guide
 * (yaml/guide_compare.h), two versions of it (guide_diff.h).
 *
 * A part comes after the one it stands in. Everything but the names is borrowed from the guide,
 * which has to outlive the parts.
 */
#ifndef DOMAIN_GUIDE_PARTS_H
#define DOMAIN_GUIDE_PARTS_H

#include "domain/guide.h"

enum guide_section {
    SECTION_PREPARATION,
    SECTION_POINTS,
    SECTION_PITFALLS,
    SECTION_HURDLES,
    SECTION_PRACTICE,
};

struct guide_part {
    char *name; /* "points.wel.taken": the section and the ids down to it */
    const char *id;
    enum guide_section section;
    size_t within;                   /* the number of the part it stands in, or PART_OUTER */
    const struct guide_field *field; /* something that is asked, else NULL */
    const char *text;                /* a title, a question, an option as it is shown */
};

#define PART_OUTER ((size_t)-1)

struct guide_parts {
    struct guide_part *part; /* in the order of the file */
    size_t n;
    size_t *by_name; /* their numbers, sorted by name */
};

void guide_parts_take(struct guide_parts *parts, const struct guide *guide);
void guide_parts_release(struct guide_parts *parts);

/* The number of the part with this name, or PART_OUTER. */
size_t guide_parts_find(const struct guide_parts *parts, const char *name);

/* Does what answers hang on have this id anywhere in the guide? Practice does not count. */
bool guide_parts_have(const struct guide_parts *parts, const char *id);

/* "points" */
const char *guide_section_key(enum guide_section section);

#endif
