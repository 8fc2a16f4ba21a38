/*
 * guide_diff: two versions of one guide held against each other, with what that means for the
 * answers that are kept. Answers hang on ids, so what was written down under an id has to stay
 * where it can be found, and with those who could see it when it was said.
 *
 * What an author may change and what not: README, "A new version of a guide". Practice is left
 * out: nothing of it is kept. The guides are borrowed and have to outlive the diff.
 */
#ifndef DOMAIN_GUIDE_DIFF_H
#define DOMAIN_GUIDE_DIFF_H

#include <stdint.h>

#include "base/buf.h"
#include "domain/guide_parts.h"

/* How many answers are kept of one guide under one id. Numbers only. */
struct guide_count {
    char *point, *field; /* as in struct answer (interview.h) */
    char *option;        /* KIND_CHOICE: the option's id; else "" */
    int64_t n;
};

struct guide_counts {
    struct guide_count *count;
    size_t n;
};

void guide_counts_release(struct guide_counts *counts);

enum guide_fate {
    FATE_KEPT,   /* the same id; something about it changed */
    FATE_MOVED,  /* another id, or another point: its answers go with it */
    FATE_SILENT, /* not asked any more; its answers stay readable */
    FATE_NEW,
};

/* What may not be done to what answers hang on. */
enum guide_wrong {
    WRONG_GONE = 1 << 0,      /* has answers, and is in neither renamed nor retired */
    WRONG_OPTION = 1 << 1,    /* an option that is gone, and in neither */
    WRONG_KIND = 1 << 2,      /* asked in another way under the same id */
    WRONG_WIDENED = 1 << 3,   /* shared with more people under the same id */
    WRONG_FORGOTTEN = 1 << 4, /* no longer in renamed or retired, and there are answers to it */
};

struct guide_change {
    enum guide_fate fate;
    unsigned wrong;                     /* bits of enum guide_wrong */
    const struct guide_part *from, *to; /* NULL when it is new, or gone */
    const char *id;                     /* WRONG_FORGOTTEN: the old id, and from is NULL; else "" */
    bool other_text, narrower;
    bool unsaid;     /* gone without being in renamed or retired */
    int64_t answers; /* of from */
};

struct guide_diff {
    const struct guide *old, *new;
    struct guide_parts old_parts, new_parts;
    struct guide_change *change; /* in the order of the old guide, what is new last */
    size_t n;
    size_t unchanged;  /* parts that stayed as they were */
    size_t wrong;      /* changes that may not be */
    bool same;         /* the same guide, whatever its file looks like */
    bool same_version; /* other content under the version of the old one: may not be */
};

/* counts may be NULL: nothing is kept yet. */
void guide_diff_make(struct guide_diff *diff, const struct guide *old, const struct guide *new,
                     const struct guide_counts *counts);
void guide_diff_release(struct guide_diff *diff);

/* Adds the version after this one: 2025.09.1 gives 2025.09.2, and concept gives concept.2. */
void guide_next_version(struct buf *out, const char *version);

#endif
