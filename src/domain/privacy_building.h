/*
 * privacy_building: a check that is being made: privacy_build.c takes in the lines of a vocabulary,
 * privacy_finish.c makes of them what is looked up.
 *
 * Each table has room for as many as 16 bits can tell apart. It is zero, so what is not used of it
 * takes no memory, and in the end what is too much goes back.
 */
#ifndef DOMAIN_PRIVACY_BUILDING_H
#define DOMAIN_PRIVACY_BUILDING_H

#include "privacy_inside.h"

struct twig {
    uint16_t child, sibling; /* 0: none */
    uint16_t entry;          /* the first that ends here; 0: none */
    unsigned char letter;    /* the column */
};

/* Entries that end in one place, the longest first. */
struct link {
    uint16_t entry, next; /* 0: none */
};

#define LINKS_MAX   0x10000
#define LATEST_BITS 10
#define LISTS_SEEN  4096

/* Lines of patterns that mean the same. */
struct list {
    const struct guide_lines *lines;
    struct guide_lines *emptied; /* the same, when they go as soon as they are taken in; or NULL */
    enum hit_kind kind;
    uint16_t index; /* of the class or rule */
};

struct building {
    struct privacy *privacy;
    struct list *lists;
    size_t n_lists, list, line; /* the line to go on with */
    struct twig *trie;
    size_t n;
    struct link *links; /* from 1 */
    size_t n_links;
    uint16_t latest[1 << LATEST_BITS]; /* by what is in it: the entry that was added last */
    uint16_t seen[LISTS_SEEN]; /* by what is in it: the list that was made last, to make it once */
    size_t n_partly;           /* pieces of phrases that are parts of words */
    struct entry entry;
    bool empties; /* lines go when they are taken in */
    bool joined;  /* hyphens are left out */
    bool heads;   /* some phrase is HIT_HEAD */
    bool full;
    bool finishing; /* all but the automaton is done */
    struct buf plain, form;
};

static inline const struct entry *entry_in(const struct building *building, size_t link)
{
    return &building->privacy->entries[building->links[link].entry];
}

/* Adds a list of one entry alone, which needs nothing to count. */
void finish_single(struct building *building, size_t entry);

/* When all lines are taken in. */
void finish_parts(struct building *building);
void finish_words(struct building *building);

#endif
