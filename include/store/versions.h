/*
 * versions: the guides conversations were held with, as they were then, and how many answers hang
 * on the ids of one. What was collected from bundles has no text of its guide and is no version
 * here; the hurdles it told of do count.
 */
#ifndef STORE_VERSIONS_H
#define STORE_VERSIONS_H

#include "domain/guide_diff.h"
#include "store/desk.h"

struct kept_version {
    char *version;
    char checksum[65]; /* its text: interviews_guide_text */
    enum lang language;
};

/* The versions of a guide that are kept, the one that was first used last in front. The caller owns
 * them: versions_free. */
int versions_list(struct store *store, const char *guide, struct kept_version **list, size_t *n,
                  struct err *err);
void versions_free(struct kept_version *list, size_t n);

/* How many answers are kept under each id, withdrawn conversations counted too, for those can come
 * back. Numbers, never what was answered. *counts is to be released. */
int versions_count(struct store *store, const char *guide, struct guide_counts *counts,
                   struct err *err);

/* Was a conversation held with other content in this language under the version of guide? *clash
 * says so. What cannot be read any more is taken for the same. */
int versions_clash(const struct desk *desk, const struct guide *guide, bool *clash,
                   struct err *err);

/* Adds the first version after that of guide that was not used yet. */
int versions_next(struct store *store, const struct guide *guide, struct buf *next,
                  struct err *err);

#endif
